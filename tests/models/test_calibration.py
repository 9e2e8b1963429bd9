from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.models import Baseline, WorldFlows, baseline_from_flows, imbalance


def test_the_baseline_is_at_rest_and_keeps_the_data(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    baseline, notes = baseline_from_flows(data)
    assert imbalance(baseline) <= 1e-12
    assert notes == ()
    # nothing to repair in this table, so it comes back
    np.testing.assert_allclose(baseline.trade(), data.flows, rtol=1e-9)


def test_a_negative_final_demand_is_cut_and_reported(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    flows = data.flows.copy()
    flows[0, 0, 0] = 0.01
    flows[1:, 0, 0] *= 0.01
    baseline, notes = baseline_from_flows(replace(data, flows=flows))
    assert imbalance(baseline) <= 1e-12
    assert baseline.final_share[0, 0] == 0
    assert "1 of 12 final demands negative, set to zero: (E00, S00)" in notes[0]
    assert "to close the accounts" in notes[1]
    # the data's deficits are kept, as shares of world value added
    labour = np.sum(data.value_added_share * flows.sum(axis=1))
    deficit = flows.sum(axis=(0, 2)) - flows.sum(axis=(1, 2))
    np.testing.assert_allclose(baseline.deficit / baseline.value_added.sum(), deficit / labour, rtol=1e-9)


def test_own_sales_of_zero_get_a_floor_and_a_note(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    flows = data.flows.copy()
    flows[2, 2, 1] = 0.0
    baseline, notes = baseline_from_flows(replace(data, flows=flows))
    assert notes[0] == "1 own sales of zero set to 1e-09 of the economy's sales: (E02, S01)"
    assert 0 < baseline.expenditure_share[2, 2, 1] < 1e-6


def test_an_unknown_cost_mix_is_the_world_s(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    labour, inputs = data.value_added_share.copy(), data.input_share.copy()
    labour[3], inputs[3] = 0.0, 0.0
    baseline, notes = baseline_from_flows(replace(data, value_added_share=labour, input_share=inputs))
    assert notes[0] == "3 cost mixes unknown, the world's taken: (E03, S00) and 2 more"
    weight = data.flows.sum(axis=1)[:3]
    expected = np.sum(weight * labour[:3], axis=0) / weight.sum(axis=0)
    np.testing.assert_allclose(baseline.value_added_share[3], expected, rtol=1e-12)


def test_costs_a_little_off_are_divided_by_their_sum(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    baseline, notes = baseline_from_flows(replace(data, value_added_share=data.value_added_share + 1e-4))
    assert notes[0] == "cost shares divided by their sum, which was off by up to 1.0e-04"
    total = baseline.value_added_share + baseline.input_share.sum(axis=1)
    np.testing.assert_allclose(total, 1, atol=1e-14)


def put(array: np.ndarray, position: tuple[int, ...], value: float) -> np.ndarray:
    changed = array.copy()
    changed[position] = value
    return changed


BAD_FLOWS: list[tuple[str, Callable[[WorldFlows], dict[str, object]], str]] = [
    ("negative flow", lambda d: {"flows": put(d.flows, (0, 1, 2), -1.0)}, r"negative at \(E00, E01, S02\)"),
    (
        "missing flow",
        lambda d: {"flows": put(d.flows, (0, 1, 2), np.nan)},
        r"not a number at \(E00, E01, S02\)",
    ),
    ("no production", lambda d: {"flows": put(d.flows, (1,), 0.0)}, r"economy \(E01\) sells nothing"),
    ("gift tariff", lambda d: {"tariffs": put(d.tariffs, (0, 1, 2), -1.0)}, "-100% or less"),
    ("own tariff", lambda d: {"tariffs": put(d.tariffs, (1, 1, 2), 0.1)}, r"own sales of \(E01, S02\)"),
    ("zero elasticity", lambda d: {"trade_elasticity": np.zeros(3)}, "not positive"),
    ("wrong costs", lambda d: {"value_added_share": d.value_added_share * 2}, "do not sum to one"),
    ("negative input", lambda d: {"input_share": -d.input_share}, "input_share is negative"),
    (
        "idle labour",
        lambda d: {
            "value_added_share": put(d.value_added_share, (1,), 0.0),
            "input_share": put(d.input_share, (1,), 1 / 3),
        },
        r"value_added is not positive at \(E01\)",
    ),
    ("no mix at all", lambda d: {"value_added_share": put(d.value_added_share, (..., 1), 0.0)}, "S01"),
    ("shape", lambda d: {"flows": d.flows[:3]}, "shape"),
    ("twice", lambda d: {"economies": ("E00", "E00", "E02", "E03")}, "once"),
]


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in BAD_FLOWS], ids=[r[0] for r in BAD_FLOWS])
def test_bad_tables_are_refused_by_cell(
    flows_of: Callable[..., WorldFlows], change: Callable[[WorldFlows], dict[str, object]], message: str
) -> None:
    data = flows_of(4)
    with pytest.raises(BadInput, match=message):
        baseline_from_flows(replace(data, **change(data)))


def test_an_economy_without_final_demand_is_refused(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(4)
    flows = data.flows.copy()
    flows[:, 0] *= 1e-6
    with pytest.raises(BadInput, match=r"no final demand is left in \(E00\)"):
        baseline_from_flows(replace(data, flows=flows))


BAD_BASELINES: list[tuple[str, Callable[[Baseline], dict[str, object]], str]] = [
    ("shares", lambda b: {"expenditure_share": b.expenditure_share * 1.01}, "expenditure shares"),
    (
        "negative share",
        lambda b: {"expenditure_share": put(b.expenditure_share, (0, 1, 0), -0.1)},
        "negative",
    ),
    (
        "negative input",
        lambda b: {"input_share": b.input_share + np.array([[-1.0], [1.0], [0.0]])},
        "input_share is negative",
    ),
    ("words", lambda b: {"value_added": ["much"] * 4}, "value_added is no table of numbers"),
    ("costs", lambda b: {"value_added_share": b.value_added_share + 1e-3}, "value-added and input shares"),
    ("final", lambda b: {"final_share": b.final_share / 2}, "final shares"),
    ("deficits", lambda b: {"deficit": b.deficit + 1}, "deficits"),
    ("income", lambda b: {"value_added": put(b.value_added, (2,), 0.0)}, r"not positive at \(E02\)"),
    ("missing", lambda b: {"value_added": put(b.value_added, (2,), np.nan)}, "not a number"),
    ("spending", lambda b: {"expenditure": put(b.expenditure, (2, 1), 0.0)}, "is zero where"),
    ("elasticity", lambda b: {"trade_elasticity": -b.trade_elasticity}, "trade elasticity"),
    ("labels", lambda b: {"sectors": ()}, "once"),
]


@pytest.mark.parametrize(
    ("change", "message"), [row[1:] for row in BAD_BASELINES], ids=[r[0] for r in BAD_BASELINES]
)
def test_bad_baselines_are_refused(
    world: Baseline, change: Callable[[Baseline], dict[str, object]], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        replace(world, **change(world))


def test_a_baseline_cannot_be_changed_in_place(world: Baseline) -> None:
    with pytest.raises(ValueError, match="read-only"):
        world.tariffs[0, 1, 0] = 0.5
