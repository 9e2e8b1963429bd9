"""The same answers in any currency, and for any order of economies and sectors, from the data on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.random_worlds import random_flows, random_tariffs

from detente.core.errors import BadInput, NoConvergence
from detente.models import (
    Equilibrium,
    FixedPointOptions,
    Restriction,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    solve,
)

CLOSE = SolveOptions("purged", FixedPointOptions(tolerance=1e-11))
SEEDS = st.integers(0, 2**32 - 1)
BY_ECONOMY = ("real_income_change", "wage_change", "exports_change", "imports_change", "first_order_welfare")


def answer(data: WorldFlows, tariffs: np.ndarray, restriction: Restriction) -> Equilibrium:
    """The equilibrium of data under tariffs and a quota; worlds that have none are left to other tests."""
    try:
        baseline, _ = baseline_from_flows(data)
        return solve(baseline, tariffs, CLOSE, (restriction,)).require_convergence()
    except (BadInput, NoConvergence):
        assume(False)
        raise


def quota(data: WorldFlows) -> Restriction:
    return Restriction(
        name="quota",
        exporters=data.economies[:1],
        importers=data.economies[1:],
        sectors=data.sectors[:1],
        quantity=0.3,
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=SEEDS, power=st.integers(-12, 12))
def test_the_currency_does_not_matter(seed: int, power: int) -> None:
    draw = np.random.default_rng(seed)
    data = random_flows(draw)
    tariffs, unit = random_tariffs(draw, data.tariffs), 10.0**power
    first = answer(data, tariffs, quota(data))
    other = answer(replace(data, flows=unit * data.flows), tariffs, quota(data))
    for name in BY_ECONOMY:
        np.testing.assert_allclose(getattr(other, name), getattr(first, name), atol=1e-7, err_msg=name)
    world = first.value_added.sum()
    np.testing.assert_allclose(other.trade / unit, first.trade, atol=1e-7 * world)
    np.testing.assert_allclose(other.rent / unit, first.rent, atol=1e-7 * world)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_the_order_of_economies_and_sectors_does_not_matter(seed: int) -> None:
    draw = np.random.default_rng(seed)
    data = random_flows(draw)
    tariffs = random_tariffs(draw, data.tariffs)
    place, kind = draw.permutation(len(data.economies)), draw.permutation(len(data.sectors))
    turned = WorldFlows(
        economies=tuple(data.economies[n] for n in place),
        sectors=tuple(data.sectors[n] for n in kind),
        flows=data.flows[np.ix_(place, place, kind)],
        tariffs=data.tariffs[np.ix_(place, place, kind)],
        value_added_share=data.value_added_share[np.ix_(place, kind)],
        input_share=data.input_share[np.ix_(place, kind, kind)],
        trade_elasticity=data.trade_elasticity[kind],
    )
    first = answer(data, tariffs, quota(data))
    second = answer(turned, tariffs[np.ix_(place, place, kind)], quota(data))
    for name in BY_ECONOMY:
        np.testing.assert_allclose(
            getattr(second, name), getattr(first, name)[place], atol=1e-7, err_msg=name
        )
    assert abs(first.restrictions[0].wedge - second.restrictions[0].wedge) <= 1e-7 * (
        1 + first.restrictions[0].wedge
    )
