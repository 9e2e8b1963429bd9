"""Equilibrium solves, each beside plain damped iteration of the same equations.

Run with `pytest benchmarks/test_models.py --benchmark-only`. The NAFTA pair needs the
paper's data in the folder that DETENTE_DATA names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from detente.impact.replication import published, read_nafta
from detente.impact.replication.liberation_data import read_shipped
from detente.impact.replication.liberation_scenarios import Scenarios
from detente.models import (
    Baseline,
    Equilibrium,
    FixedPointOptions,
    Restriction,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    solve,
)
from detente.models.one_sector import solve_one_sector
from detente.models.one_sector_equilibrium import OneSectorEquilibrium
from detente.world.elasticities import load_elasticities
from detente.world.splitting import Part, split_world
from detente.world.tables import World, load_world

METHODS = {
    "anderson": FixedPointOptions(),
    "damped": FixedPointOptions(method="damped", damping=0.5),
}
BESIDE = Path(__file__).parents[2] / "shared" / "data" / "economy"
NAMES = Path(__file__).parents[1] / "src" / "detente" / "data" / "published" / "cp2015-nafta.yaml"
NINE = ("T1.1", "T1.2", "T1.3", "T2.1", "T2.3", "T2.4", "T9.3", "T9.4", "T9.5")
"""Scenarios of the Liberation Day paper without links of inputs and without searches."""

Benchmark = Callable[..., Equilibrium]


@pytest.fixture(scope="module")
def table() -> World:
    return load_world("icio-2022")


@pytest.fixture(scope="module")
def world(table: World) -> Baseline:
    """The shipped world at rest: 81 economies, 23 sectors."""
    return at_rest(table, load_elasticities("caliendo-parro-2015").on(table.sectors))


@pytest.fixture(scope="module")
def finer(table: World) -> tuple[World, Baseline]:
    """The shipped world with five more sectors, fifths of as many: 81 economies, 28 sectors."""
    parents = ("services", "food", "chemicals", "machinery", "electronics")
    fifth = np.full(len(table.economies), 0.2)
    found = split_world(table, [Part(name=f"{name}-part", parent=name, share=fifth) for name in parents])
    theta = np.array(load_elasticities("caliendo-parro-2015").on(table.sectors))
    return found.world, at_rest(found.world, found.spread(theta))


def at_rest(table: World, elasticities: Sequence[float]) -> Baseline:
    flows = WorldFlows(
        economies=table.economies,
        sectors=table.sectors,
        flows=table.flows,
        tariffs=table.tariffs,
        value_added_share=table.value_added_share,
        input_share=table.input_coefficients,
        trade_elasticity=np.array(elasticities),
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
def test_usa_and_china_in_a_finer_world(
    benchmark: Benchmark, finer: tuple[World, Baseline], method: str
) -> None:
    table, world = finer
    options = SolveOptions(fixed_point=METHODS[method])
    report(benchmark, benchmark(solve, world, between(table, 1.45, 1.25), options))


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


def world_of_size(economies: int) -> Baseline:
    """A dense random world with 23 sectors and input-output links, at rest."""
    draw, sectors = np.random.default_rng(economies), 23
    own = np.arange(economies)
    flows = 0.3 * draw.lognormal(size=(economies, economies, sectors)) / economies
    flows[own, own] = draw.lognormal(sigma=0.5, size=(economies, sectors)) + 1
    tariffs = 0.1 * draw.random(flows.shape)
    tariffs[own, own] = 0.0
    labour = 0.4 + 0.2 * draw.random((economies, sectors))
    mix = draw.random((economies, sectors, sectors))
    data = WorldFlows(
        economies=tuple(f"E{n:03d}" for n in range(economies)),
        sectors=tuple(f"S{n:02d}" for n in range(sectors)),
        flows=flows,
        tariffs=tariffs,
        value_added_share=labour,
        input_share=mix / mix.sum(axis=1, keepdims=True) * (1 - labour)[:, None, :],
        trade_elasticity=2 + 8 * draw.random(sectors),
    )
    return baseline_from_flows(data)[0]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("economies", [20, 40, 80, 160])
def test_cost_against_size(benchmark: Benchmark, economies: int, method: str) -> None:
    """Tariffs of 50% between all, in worlds of 23 sectors and more and more economies."""
    world = world_of_size(economies)
    tariffs = world.tariffs + 0.5 * ~np.eye(economies, dtype=bool)[:, :, None]
    report(benchmark, benchmark(solve, world, tariffs, SolveOptions(fixed_point=METHODS[method])))


@pytest.mark.parametrize("quantity", [None, 0.25, 0.001])
def test_quotas_beside_tariffs(
    benchmark: Benchmark, table: World, world: Baseline, quantity: float | None
) -> None:
    """The duties above, and two quotas: on China's metals to all, on chips of four to China."""
    quotas = [
        ("metals", ("CHN",), tuple(name for name in table.economies if name != "CHN"), "non-ferrous-metals"),
        ("chips", ("USA", "NLD", "JPN", "KOR"), ("CHN",), "electronics"),
    ]
    restrictions = [
        Restriction(name=name, exporters=sellers, importers=buyers, sectors=(sector,), quantity=quantity)
        for name, sellers, buyers, sector in quotas
        if quantity is not None
    ]
    result = benchmark(solve, world, between(table, 1.45, 1.25), None, restrictions)
    report(benchmark, result)


@pytest.fixture(scope="module")
def nine() -> list[OneSectorEquilibrium]:
    """Nine scenarios of 194 economies, one sector, solved once: worlds, tariffs and options are in them."""
    sheet = published("liberation-day")
    scenarios = Scenarios(read_shipped(sheet["data"]["shipped"]), sheet)
    return [scenarios.solve(one) for one in sheet["scenarios"] if one["name"].startswith(NINE)]


@pytest.mark.parametrize("method", METHODS)
def test_nine_scenarios_of_one_sector(
    benchmark: Callable[..., list[OneSectorEquilibrium]], nine: list[OneSectorEquilibrium], method: str
) -> None:
    way = replace(METHODS[method], max_iterations=5000)

    def solve_all() -> list[OneSectorEquilibrium]:
        return [
            solve_one_sector(one.baseline, one.tariffs, replace(one.options, fixed_point=way)) for one in nine
        ]

    assert len(nine) == len(NINE)
    found = benchmark(solve_all)
    iterations = [one.iterations for one in found]
    benchmark.extra_info.update(iterations=iterations)  # type: ignore[attr-defined]
    print(f"\n{iterations} iterations, largest residual {max(one.residual for one in found):.1e}")
    assert all(one.status == "converged" for one in found)
