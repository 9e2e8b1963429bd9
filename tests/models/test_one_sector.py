from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import BadInput, NoConvergence
from detente.models.fixed_point import FixedPointOptions
from detente.models.one_sector import solve_one_sector
from detente.models.one_sector_baseline import OneSectorBaseline, eaton_kortum_krugman
from detente.models.one_sector_calibration import (
    TradeAndIncome,
    calibrate_one_sector,
    distribution_shares,
)
from detente.models.one_sector_equilibrium import OneSectorEquilibrium
from detente.models.one_sector_options import OneSectorOptions

CLOSE = FixedPointOptions(tolerance=1e-12)
OPTIONS = OneSectorOptions(
    trade_elasticity=4.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675, fixed_point=CLOSE
)
CHANGES = (
    "welfare_change",
    "deficit_change",
    "exports_to_income_change",
    "imports_to_income_change",
    "employment_change",
    "price_change",
    "wage_change",
)
VARIANTS = {
    "relief": (1.0, OPTIONS),
    "lump sum": (1.0, replace(OPTIONS, revenue="lump_sum")),
    "half passed through": (1.0, replace(OPTIONS, pass_through=0.5)),
    "elastic": (1.0, replace(OPTIONS, trade_elasticity=8.0)),
    "round-about": (0.5, replace(OPTIONS, numeraire="wage_level")),
}


def world_of(seed: int, economies: int = 5, value_added_share: float = 1.0) -> OneSectorBaseline:
    """Home-biased trade with small deficits, about one foreign cell in six empty."""
    draw = np.random.default_rng(seed)
    shape = (economies, economies)
    flows = 0.3 * draw.lognormal(sigma=0.5, size=shape)
    flows = (flows + flows.T) * (1 + 0.1 * draw.normal(size=shape)).clip(0.5, 1.5)
    own = np.arange(economies)
    flows *= (draw.random(shape) > 1 / 6) | (own[:, None] == (own + 1) % economies)
    flows[own, own] = (5 * draw.lognormal(sigma=0.5, size=economies) + 1) / value_added_share
    return OneSectorBaseline(
        economies=tuple(f"E{n:02d}" for n in range(economies)),
        flows=flows,
        distribution_share=0.3 * draw.random(economies),
        value_added_share=value_added_share,
    )


def tariffs_of(seed: int, economies: int = 5, ceiling: float = 0.5) -> np.ndarray:
    tariffs = ceiling * np.random.default_rng(seed + 1).random((economies, economies))
    np.fill_diagonal(tariffs, 0.0)
    return tariffs


def by_the_book(found: OneSectorEquilibrium) -> float:
    """Largest relative gap in the paper's equations, written cell by cell."""
    base, options, rates = found.baseline, found.options, found.tariffs
    places, eps, psi = range(len(base.economies)), options.trade_elasticity, options.scale_elasticity
    beta, kappa, nu = base.value_added_share, options.labour_supply_elasticity, base.distribution_share
    spending, income, transfer = base.expenditure, base.value_added, base.transfer
    wage, price = 1 + found.wage_change, 1 + found.price_change
    work, grown = 1 + found.employment_change, 1 + found.spending_change
    gaps = []
    phi = [options.pass_through + (1 + psi) / (1 - n) - psi - 1 for n in nu]
    cost = [
        wage[j] ** beta * price[j] ** (1 - beta) / ((wage[j] / price[j]) ** (1 - beta) * work[j]) ** psi
        for j in places
    ]
    flows = np.empty_like(base.flows)
    for i in places:
        terms = [
            base.flows[j, i] / spending[i] * cost[j] ** -eps * (1 + rates[j, i]) ** (-eps * phi[i])
            for j in places
        ]
        for j in places:
            flows[j, i] = terms[j] / sum(terms) * spending[i] * grown[i] / (1 + rates[j, i])
        gaps.append((grown[i] / wage[i]) ** (1 - phi[i]) * sum(terms) ** (-1 / eps) / price[i] - 1)
    world = sum(wage[i] * work[i] * income[i] for i in places) / sum(income)
    for i in places:
        sold = sum((1 - nu[n]) * flows[i, n] for n in places)
        paid = beta * sold + nu[i] * sum(flows[:, i])
        revenue = sum(flows[j, i] * rates[j, i] for j in places)
        labour = wage[i] * work[i] * income[i]
        gaps.append(paid / labour - 1)
        budget = revenue + labour + (1 - beta) * sold + transfer[i] * world
        gaps.append(budget / (spending[i] * grown[i]) - 1)
        relief = 1 / (1 - revenue / labour) if options.revenue == "income_tax_relief" else 1.0
        gaps.append((relief * wage[i] / price[i]) ** kappa / work[i] - 1)
    gaps.extend(np.ravel(flows - found.trade) / spending.min())
    return float(np.max(np.abs(gaps)))


@pytest.mark.parametrize("name", VARIANTS)
def test_the_equations_hold_cell_by_cell(name: str) -> None:
    share, options = VARIANTS[name]
    found = solve_one_sector(world_of(3, value_added_share=share), tariffs_of(3), options)
    assert by_the_book(found.require_convergence()) < 1e-10  # a hundred residuals


@pytest.mark.parametrize("name", VARIANTS)
def test_no_tariff_no_change(name: str) -> None:
    share, options = VARIANTS[name]
    found = solve_one_sector(world_of(3, value_added_share=share), np.zeros((5, 5)), options)
    for variable in CHANGES:
        np.testing.assert_allclose(getattr(found, variable), 0, atol=1e-12, err_msg=variable)
    assert not found.tariff_revenue.any()


@pytest.mark.parametrize("name", VARIANTS)
def test_the_currency_and_the_order_of_economies_do_not_matter(name: str) -> None:
    share, options = VARIANTS[name]
    world, tariffs = world_of(3, value_added_share=share), tariffs_of(3)
    place = np.array([2, 0, 4, 3, 1])
    turned = OneSectorBaseline(
        economies=tuple(world.economies[n] for n in place),
        flows=1e9 * world.flows[np.ix_(place, place)],
        distribution_share=world.distribution_share[place],
        value_added_share=share,
    )
    one = solve_one_sector(world, tariffs, options)
    other = solve_one_sector(turned, tariffs[np.ix_(place, place)], options)
    for variable in CHANGES:
        expected = getattr(one, variable)[place]
        np.testing.assert_allclose(getattr(other, variable), expected, atol=1e-10, err_msg=variable)
    np.testing.assert_allclose(other.value_added, 1e9 * one.value_added[place], rtol=1e-10)
    assert other.labelled("welfare_change")["E02"] == other.welfare_change[0]


def test_only_prices_depend_on_the_numeraire() -> None:
    world, tariffs = world_of(3), tariffs_of(3)
    prices = solve_one_sector(world, tariffs, OPTIONS)
    wages = solve_one_sector(world, tariffs, replace(OPTIONS, numeraire="wage_level"))
    for variable in set(CHANGES) - {"price_change", "wage_change", "deficit_change"}:
        np.testing.assert_allclose(getattr(wages, variable), getattr(prices, variable), atol=1e-10)
    ratio = (1 + wages.price_change) / (1 + prices.price_change)
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-10)
    weight = world.expenditure
    assert np.average(prices.price_change, weights=weight) == pytest.approx(0, abs=1e-10)
    assert np.average(wages.wage_change, weights=world.value_added) == pytest.approx(0, abs=1e-10)


def test_without_distribution_nothing_of_imports_stays_at_home() -> None:
    plain = eaton_kortum_krugman(world_of(3))
    np.testing.assert_allclose(plain.value_added, plain.flows.sum(axis=1))
    np.testing.assert_allclose(OPTIONS.price_pass_through(plain.distribution_share), 1.0)


def test_a_lump_sum_does_not_draw_people_into_work() -> None:
    world, tariffs = world_of(3), tariffs_of(3)
    relief, lump = (
        solve_one_sector(world, tariffs, replace(OPTIONS, revenue=use))
        for use in ("income_tax_relief", "lump_sum")
    )
    assert (relief.employment_change > lump.employment_change).all()


def test_fixed_labour_stays() -> None:
    options = replace(OPTIONS, labour_supply_elasticity=0.0)
    found = solve_one_sector(world_of(3), tariffs_of(3), options)
    np.testing.assert_array_equal(found.employment_change, 0.0)


def test_damped_iteration_gives_the_same_answer() -> None:
    plain = FixedPointOptions(method="damped", damping=0.5, tolerance=1e-11, max_iterations=3000)
    world, tariffs = world_of(3), tariffs_of(3)
    slow = solve_one_sector(world, tariffs, replace(OPTIONS, fixed_point=plain)).require_convergence()
    fast = solve_one_sector(world, tariffs, OPTIONS).require_convergence()
    np.testing.assert_allclose(slow.welfare_change, fast.welfare_change, atol=1e-9)
    assert slow.iterations > 2 * fast.iterations


def test_a_result_is_a_place_to_begin() -> None:
    world, tariffs = world_of(3), tariffs_of(3)
    found = solve_one_sector(world, tariffs, OPTIONS)
    again = solve_one_sector(world, tariffs, OPTIONS, start=found)
    assert again.iterations == 1


@given(seed=st.integers(0, 10_000), economies=st.integers(2, 6), ceiling=st.sampled_from([0.1, 0.5, 1.0]))
def test_the_accounts_close(seed: int, economies: int, ceiling: float) -> None:
    """Walras's law and the world's accounts, where transfers are small enough to be carried."""
    world = world_of(seed, economies)
    tariffs = tariffs_of(seed, economies, ceiling)
    found = solve_one_sector(world, tariffs, OPTIONS).require_convergence()
    world_growth = found.value_added.sum() / world.value_added.sum()
    spending = world.expenditure * (1 + found.spending_change)
    received = (found.tariff_revenue + found.value_added + world.transfer * world_growth).sum()
    assert spending.sum() == pytest.approx(received, rel=1e-9)
    paid = np.sum(found.trade * (1 + tariffs), axis=0)
    np.testing.assert_allclose(paid, spending, rtol=1e-9)
    assert (found.trade >= 0).all()
    assert not found.trade[world.flows == 0].any()


def test_stopped_early_it_says_what_to_do() -> None:
    few = replace(OPTIONS, fixed_point=FixedPointOptions(max_iterations=3))
    found = solve_one_sector(world_of(3), tariffs_of(3), few)
    assert found.status == "not converged"
    assert "raise max_iterations" in found.advice
    with pytest.raises(NoConvergence):
        found.require_convergence()


def test_a_transfer_that_eats_all_income_is_advice() -> None:
    flows = np.array([[1.0, 9.0], [1.0, 10.0]])
    world = OneSectorBaseline(economies=("CHN", "USA"), flows=flows, distribution_share=np.zeros(2))
    found = solve_one_sector(world, np.array([[0.0, 9.0], [9.0, 0.0]]), OPTIONS)
    assert found.status == "not converged"
    assert "transfer" in found.advice


def test_a_world_that_spends_less_than_nothing_is_none() -> None:
    flows = np.array([[8.0, 6.0], [1.0, 30.0]])
    world = OneSectorBaseline(
        economies=("CHN", "USA"), flows=flows, distribution_share=np.zeros(2), value_added_share=0.4
    )
    options = replace(OPTIONS, revenue="lump_sum")
    found = solve_one_sector(world, np.array([[0.0, 0.5], [0.0, 0.0]]), options)
    assert found.status == "not converged"
    assert "CHN" in found.advice


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t[:, :3], "shape"),
        (lambda t: np.where(t > 0.2, np.nan, t), "not a number at"),
        (lambda t: t - 1.0, "-100% or less"),
        (lambda t: t + 0.1, "own sales"),
    ],
)
def test_bad_tariffs_are_refused(change: Callable[[np.ndarray], np.ndarray], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        solve_one_sector(world_of(3), change(tariffs_of(3)), OPTIONS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"trade_elasticity": 0.0}, "trade elasticity is 0.0"),
        ({"trade_elasticity": float("nan")}, "trade elasticity is nan"),
        ({"labour_supply_elasticity": -0.1}, "labour supply elasticity"),
        ({"scale_elasticity": float("inf")}, "scale elasticity"),
        ({"pass_through": 0.0}, "pass through"),
        ({"trade_elasticity": "four"}, "trade elasticity is 'four'; use a positive number"),
        ({"scale_elasticity": None}, "scale elasticity is None; use a number of zero or more"),
        ({"revenue": "burnt"}, "income_tax_relief"),
        ({"numeraire": "gold"}, "price_level"),
    ],
)
def test_bad_options_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        replace(OPTIONS, **change)


def _without_production(flows: np.ndarray) -> np.ndarray:
    flows[2] = flows[:, 2] = 0.0
    flows[0, 2] = 1.0
    return flows


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda flows: -flows, "negative"),
        (lambda flows: np.where(flows > 5, np.nan, flows), "not a number"),
        (lambda flows: flows[:4], "shape"),
        (lambda flows: flows * (np.arange(5) != 2), "E02.* buys nothing"),
        (_without_production, "E02.* produces nothing"),
    ],
)
def test_a_broken_world_is_refused(change: Callable[[np.ndarray], np.ndarray], message: str) -> None:
    world = world_of(3)
    with pytest.raises(BadInput, match=message):
        replace(world, flows=change(world.flows.copy()), distribution_share=np.zeros(5))


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(BadInput, match=r"distribution.share"):
        replace(world_of(3), distribution_share=np.full(5, share))
    with pytest.raises(BadInput, match=r"value-added share"):
        replace(world_of(3), value_added_share=share if share != 1.0 else 0.0)


def trade_and_income() -> TradeAndIncome:
    trade = np.array([[0.0, 3.0, 1.0], [1.0, 0.0, 2.0], [2.0, 1.0, 0.0]])
    return TradeAndIncome(economies=("CHN", "DEU", "USA"), trade=trade, income=np.array([20.0, 15.0, 30.0]))


def test_distribution_shares_meet_their_targets() -> None:
    data = trade_and_income()
    shares = distribution_shares(data, "USA", (0.26, 0.12))
    assert shares[0] == shares[1]
    world, _ = calibrate_one_sector(data, shares)
    assert shares[0] < 0.12
    assert shares[2] > 0.26
    np.testing.assert_allclose(world.transfer.sum(), 0, atol=1e-12)
    with pytest.raises(BadInput, match="JPN"):
        distribution_shares(data, "JPN", (0.26, 0.12))
    with pytest.raises(BadInput, match="closer"):
        distribution_shares(data, "USA", (0.9, 0.01))


def test_calibration_keeps_trade_and_tells_what_it_clips() -> None:
    data = trade_and_income()
    world, clipped = calibrate_one_sector(data, np.zeros(3))
    assert clipped == ()
    np.testing.assert_array_equal(world.flows - np.diag(np.diag(world.flows)), data.trade)
    np.testing.assert_allclose(world.value_added, data.income)
    linked, _ = calibrate_one_sector(data, np.zeros(3), 0.5)
    np.testing.assert_allclose(np.diag(linked.flows), 2 * np.diag(world.flows))
    poor = replace(data, income=np.array([3.0, 15.0, 30.0]))
    world, clipped = calibrate_one_sector(poor, np.zeros(3))
    assert clipped == ("CHN",)
    assert world.flows[0, 0] == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"trade": np.full((3, 3), -1.0)}, "negative"),
        ({"trade": np.ones((3, 3))}, "itself"),
        ({"income": np.array([1.0, 0.0, 1.0])}, "DEU.* no income"),
        ({"economies": ("CHN", "CHN", "USA")}, "once"),
    ],
)
def test_broken_statistics_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        replace(trade_and_income(), **change)
