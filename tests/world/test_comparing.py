"""Two world tables beside each other."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.world.comparing import compare_worlds
from detente.world.tables import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def cut(world: World, economies: int, sectors: int) -> World:
    """Return the first economies and sectors of a table; it need not add up to be compared."""
    e, k = slice(economies), slice(sectors)
    return replace(
        world,
        name="cut",
        economies=world.economies[e],
        sectors=world.sectors[k],
        goods=world.goods[k],
        flows=world.flows[e, e, k],
        input_coefficients=world.input_coefficients[e, k, k],
        value_added=world.value_added[e, k],
        output=world.output[e, k],
        tariffs=world.tariffs[e, e, k],
        digest="other",
    )


def test_a_table_is_as_itself(world: World) -> None:
    found = compare_worlds(world, world)
    assert (found.flow_distance, found.flows, found.shares, found.tariffs) == (0.0, (), (), ())
    assert found.economies.only_first == found.sectors.only_second == ()
    assert all(total.first_usd == total.second_usd for total in found.totals)


def test_the_changed_cell_comes_first_and_the_other_way_round_mirrors(world: World) -> None:
    usa, china = world.economies.index("USA"), world.economies.index("CHN")
    kind = world.sectors.index("electronics")
    flows, tariffs = world.flows.copy(), world.tariffs.copy()
    flows[china, usa, kind] *= 2
    tariffs[china, usa, kind] += 0.25
    found = compare_worlds(world, replace(world, flows=flows, tariffs=tariffs))
    (flow,), (tariff,) = found.flows, found.tariffs
    assert (flow.exporter, flow.importer, flow.sector) == ("CHN", "USA", "electronics")
    assert flow.second == pytest.approx(2 * flow.first)
    assert flow.first == pytest.approx(1e6 * world.flows[china, usa, kind])
    assert tariff.second - tariff.first == pytest.approx(0.25)
    assert found.flow_distance == pytest.approx(flow.first / (1e6 * (world.flows.sum() + flows.sum())))
    assert found.shares[0].importer == "USA"
    assert found.shares[0].sector == "electronics"
    mirrored = compare_worlds(replace(world, flows=flows, tariffs=tariffs), world)
    assert (mirrored.flows[0].first, mirrored.flows[0].second) == (flow.second, flow.first)


def test_rounding_is_no_difference(world: World) -> None:
    single = world.flows.astype(np.float32).astype(np.float64) * (1 + 1e-7)
    found = compare_worlds(world, replace(world, flows=single))
    assert (found.flows, found.shares) == ((), ())


def test_totals_are_those_of_the_table(world: World) -> None:
    found = compare_worlds(world, world)
    totals = {(total.economy, total.variable): total.first_usd for total in found.totals}
    assert totals["WLD", "exports"] == pytest.approx(totals["WLD", "imports"])
    assert totals["WLD", "value_added"] == pytest.approx(1e6 * world.value_added.sum())
    assert totals["NOR", "output"] == pytest.approx(1e6 * world.output[world.economies.index("NOR")].sum())


def test_only_what_both_have_is_compared(world: World) -> None:
    found = compare_worlds(cut(world, 40, 10), world, largest=3)
    assert (len(found.economies.common), len(found.sectors.common)) == (40, 10)
    assert found.economies.only_second == world.economies[40:]
    assert found.flow_distance == pytest.approx(0.0)
    assert len(found.shares) == 3, "purchases of what the cut leaves out count in the other's shares"
    nothing = compare_worlds(replace(cut(world, 5, 2), economies=tuple("ABCDE"), sectors=("x", "y")), world)
    assert (nothing.flow_distance, nothing.flows, nothing.tariffs) == (None, (), ())
    json.dumps(nothing.as_json(), allow_nan=False)


def test_a_table_that_does_not_add_up_can_be_compared(world: World) -> None:
    flows = np.zeros_like(world.flows)
    found = compare_worlds(world, replace(world, flows=flows))
    assert found.flow_distance == pytest.approx(1.0)
    assert found.shares[0].second == 0.0
