"""A thousand scenarios on the shipped world, beside single solves of a sample of them in the same run.

Run with `pytest benchmarks/test_sweeps.py --benchmark-only -s`. Products of matrices take one thread each, so
that the ratio is of work, not of cores.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from detente.models import (
    Baseline,
    BatchSolver,
    Outcomes,
    TariffChange,
    WorldFlows,
    baseline_from_flows,
    solve,
)
from detente.world.elasticities import load_elasticities
from detente.world.tables import World, load_world

SCENARIOS = 1000
SAMPLE = 20
ECONOMIES = ("CAN", "MEX", "DEU", "JPN", "VNM")
Benchmark = Callable[..., Outcomes]


@pytest.fixture(scope="module")
def table() -> World:
    return load_world("icio-2022")


@pytest.fixture(scope="module")
def world(table: World) -> Baseline:
    """The shipped world at rest: 81 economies, 23 sectors, a trade elasticity of 64.85 among them."""
    flows = WorldFlows(
        economies=table.economies,
        sectors=table.sectors,
        flows=table.flows,
        tariffs=table.tariffs,
        value_added_share=table.value_added_share,
        input_share=table.input_coefficients,
        trade_elasticity=np.array(load_elasticities("caliendo-parro-2015").on(table.sectors)),
    )
    return baseline_from_flows(flows)[0]


def cells(table: World, importer: str, exporter: str) -> np.ndarray:
    """The flows of goods from one economy to another."""
    row, column = table.economies.index(exporter), table.economies.index(importer)
    goods = np.flatnonzero(table.goods)
    return np.ravel_multi_index(
        (np.full_like(goods, row), np.full_like(goods, column), goods), table.flows.shape
    )


def ladder(table: World) -> list[TariffChange]:
    """The USA and China on each other, 0 to 145% in steps: a grid of two axes."""
    rates = np.linspace(0, 1.45, 32)
    both = np.concatenate([cells(table, "USA", "CHN"), cells(table, "CHN", "USA")])
    half = len(both) // 2
    grid = [(one, other) for one in rates for other in rates][:SCENARIOS]
    return [TariffChange(both, np.repeat(pair, half)) for pair in grid]


def at_random(table: World) -> list[TariffChange]:
    """The USA on seven economies and China on the USA, 0 to 145% each: eight axes, no two scenarios alike."""
    ways = [("USA", code) for code in ("CHN", "ROW", *ECONOMIES)] + [("CHN", "USA")]
    places = [cells(table, *way) for way in ways]
    draw = np.random.default_rng(0)
    many = [len(place) for place in places]
    return [
        TariffChange(np.concatenate(places), np.repeat(1.45 * draw.random(len(ways)), many))
        for _ in range(SCENARIOS)
    ]


@pytest.mark.parametrize("scenarios", [ladder, at_random])
def test_a_thousand_scenarios(
    benchmark: Benchmark, table: World, world: Baseline, scenarios: Callable[[World], list[TariffChange]]
) -> None:
    changes = scenarios(table)
    with threadpool_limits(1, "blas"):
        found = benchmark.pedantic(lambda: BatchSolver(world).solve(changes), rounds=3)  # type: ignore[attr-defined]
        sample = range(0, SCENARIOS, SCENARIOS // SAMPLE)
        began = time.perf_counter()
        singles = [solve(world, changes[place].applied(world.tariffs)) for place in sample]
        single = (time.perf_counter() - began) / len(singles)
    mine = benchmark.stats.stats.median / SCENARIOS  # type: ignore[attr-defined]
    gaps = [
        np.max(np.abs(found.real_income_change[place] - one.real_income_change))
        for place, one in zip(sample, singles, strict=True)
    ]
    passes = float(np.mean(found.iterations)), float(np.mean([one.iterations for one in singles]))
    print(
        f"\n{1e3 * mine:.2f} ms a scenario, {1e3 * single:.1f} ms by itself: {single / mine:.1f} times less; "
        f"{passes[0]:.1f} and {passes[1]:.1f} passes; answers apart by at most {max(gaps):.1e}"
    )
    benchmark.extra_info.update(ratio=single / mine, single=single)  # type: ignore[attr-defined]
    assert set(found.status) == {"converged"}
    assert max(gaps) < 1e-9


@pytest.mark.parametrize("scenarios", [1000, 4000])
def test_memory_does_not_grow_with_the_scenarios(
    benchmark: Benchmark, tmp_path: Path, scenarios: int
) -> None:
    source = tmp_path / "many.csv"
    rates = np.random.default_rng(0).random((scenarios, 2))
    source.write_text("USA on CHN,CHN on USA\n" + "".join(f"{one:.4f},{two:.4f}\n" for one, two in rates))
    words = [sys.executable, "-m", "detente", "sweep", source, "--parquet", tmp_path / "out.parquet"]
    benchmark.pedantic(lambda: subprocess.run(words, check=True, capture_output=True), rounds=1)  # type: ignore[attr-defined]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{scenarios} scenarios: peak memory of any process so far {peak:.0f} MiB")
