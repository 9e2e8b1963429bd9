"""Equilibrium solves, each beside plain damped iteration of the same equations.

Run with `pytest benchmarks/test_models.py --benchmark-only`. The NAFTA pair needs the
paper's data in the folder that DETENTE_DATA names.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml

from detente.impact.replication import read_nafta
from detente.models import (
    Baseline,
    Equilibrium,
    FixedPointOptions,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    solve,
)
from detente.world.elasticities import load_elasticities
from detente.world.tables import World, load_world

METHODS = {
    "anderson": FixedPointOptions(),
    "damped": FixedPointOptions(method="damped", damping=0.5),
}
BESIDE = Path(__file__).parents[2] / "shared" / "data" / "economy"
NAMES = Path(__file__).parents[1] / "src" / "detente" / "data" / "published" / "cp2015-nafta.yaml"
Benchmark = Callable[..., Equilibrium]


@pytest.fixture(scope="module")
def table() -> World:
    return load_world("icio-2022")


@pytest.fixture(scope="module")
def world(table: World) -> Baseline:
    """The shipped world at rest: 81 economies, 23 sectors."""
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


def between(table: World, on_china: float, on_usa: float) -> np.ndarray:
    """The world's tariffs with a rate on all goods added on either side; services stay untaxed."""
    china, usa = table.economies.index("CHN"), table.economies.index("USA")
    tariffs = table.tariffs.copy()
    tariffs[china, usa] += on_china * table.goods
    tariffs[usa, china] += on_usa * table.goods
    return tariffs


def report(benchmark: pytest.FixtureRequest, result: Equilibrium) -> None:
    benchmark.extra_info.update(iterations=result.iterations, residual=result.residual)  # type: ignore[attr-defined]
    print(f"\n{result.iterations} iterations, residual {result.residual:.1e}")
    assert result.status == "converged"
    assert result.residual <= 1e-10


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("on_china", "on_usa"), [(1.45, 1.25), (50.0, 50.0)], ids=["145-125", "5000"])
def test_usa_and_china_in_the_shipped_world(
    benchmark: Benchmark, table: World, world: Baseline, on_china: float, on_usa: float, method: str
) -> None:
    tariffs = between(table, on_china, on_usa)
    options = SolveOptions(fixed_point=METHODS[method])
    report(benchmark, benchmark(solve, world, tariffs, options))


@pytest.mark.parametrize("method", METHODS)
def test_nafta_pair(benchmark: Benchmark, method: str) -> None:
    """The world of 1993 without deficits, then NAFTA's tariffs."""
    path = Path(os.environ.get("DETENTE_DATA", BESIDE)) / "cp2015_nafta" / "cp2015.npz"
    if not path.is_file():
        pytest.skip(f"no data of the paper at {path}; set DETENTE_DATA")
    names = yaml.safe_load(NAMES.read_text(encoding="utf-8"))["economies"]
    baseline, tariffs = read_nafta(path, names)
    options = SolveOptions(deficit_rule="purged", fixed_point=METHODS[method])
    report(benchmark, benchmark(solve, baseline, tariffs, options))
