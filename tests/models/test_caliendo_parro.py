from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import BadInput, NoConvergence
from detente.models import (
    Baseline,
    Equilibrium,
    FixedPointOptions,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    imbalance,
    rebase,
    solve,
)

CHANGES = (
    "wage_change",
    "price_index_change",
    "real_income_change",
    "first_order_welfare",
    "real_wage_change",
    "exports_change",
    "imports_change",
    "price_change",
    "cost_change",
    "output_change",
)
CLOSE = SolveOptions(fixed_point=FixedPointOptions(tolerance=1e-12))


def assert_accounts_close(result: Equilibrium) -> None:
    """Walras and the numeraire: every economy's and the world's accounts, in any currency."""
    base, world = result.baseline, result.baseline.value_added.sum()
    labour = np.sum(base.value_added_share * result.output, axis=1)
    close = {"atol": 1e-8 * world, "rtol": 0}  # a hundred residuals: sums over all cells
    np.testing.assert_allclose(labour, result.value_added, **close)
    np.testing.assert_allclose(result.value_added.sum(), world, **close)
    trade_deficit = result.trade.sum(axis=(0, 2)) - result.trade.sum(axis=(1, 2))
    np.testing.assert_allclose(trade_deficit, result.deficit, **close)
    revenue = np.sum(result.trade * result.tariffs, axis=(0, 2))
    np.testing.assert_allclose(revenue, result.tariff_revenue, **close)


def by_the_book(base: Baseline, result: Equilibrium) -> float:
    """Largest gap, relative, in the paper's equations 10 to 13, written cell by cell."""
    gaps = []
    wage, price = 1 + result.wage_change, 1 + result.price_change
    cost = np.empty_like(price)
    places, kinds = range(len(base.economies)), range(len(base.sectors))
    for i in places:
        for k in kinds:
            inputs = np.prod([price[i, m] ** base.input_share[i, m, k] for m in kinds])
            cost[i, k] = wage[i] ** base.value_added_share[i, k] * inputs
    gaps.append(np.max(np.abs(cost / (1 + result.cost_change) - 1)))
    barrier = (1 + result.tariffs) / (1 + base.tariffs)
    for i in places:
        for k in kinds:
            theta = base.trade_elasticity[k]
            terms = [
                base.expenditure_share[j, i, k] * (barrier[j, i, k] * cost[j, k]) ** -theta for j in places
            ]
            gaps.append(abs(sum(terms) ** (-1 / theta) / price[i, k] - 1))
            gaps.extend(abs(terms[j] / sum(terms) - result.expenditure_share[j, i, k]) for j in places)
    income = result.value_added + result.tariff_revenue + result.deficit
    for i in places:
        for k in kinds:
            spending = base.final_share[i, k] * income[i]
            spending += sum(base.input_share[i, k, m] * result.output[i, m] for m in kinds)
            gaps.append(abs(spending / result.expenditure[i, k] - 1))
    return float(max(gaps))


def test_no_shock_gives_no_change(world: Baseline) -> None:
    result = solve(world, world.tariffs)
    for name in CHANGES:
        # the baseline itself is at rest to 1e-12
        np.testing.assert_allclose(getattr(result, name), 0.0, atol=1e-12, err_msg=name)
    assert result.iterations == 1


def test_the_equations_hold_cell_by_cell(world: Baseline, trade_war: np.ndarray) -> None:
    result = solve(world, trade_war, CLOSE).require_convergence()
    assert by_the_book(world, result) < 1e-10  # a hundred residuals
    assert_accounts_close(result)


def test_exact_real_income_is_income_over_prices(world: Baseline, trade_war: np.ndarray) -> None:
    result = solve(world, trade_war)
    income = result.value_added + result.tariff_revenue + result.deficit
    before = world.value_added + np.sum(world.trade() * world.tariffs, axis=(0, 2)) + world.deficit
    index = np.prod((1 + result.price_change) ** world.final_share, axis=1)
    # the same sums in another order
    np.testing.assert_allclose(result.real_income_change, income / before / index - 1, atol=1e-12)
    assert result.labelled("real_income_change")["E01"] == result.real_income_change[1]


def test_the_first_order_measure_is_exact_for_small_changes(
    world_of: Callable[..., Baseline],
) -> None:
    balanced = rebase(world_of(7), replace(CLOSE, deficit_rule="purged"))
    step = 1e-5
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    result = solve(balanced, balanced.tariffs + step * foreign, CLOSE)
    # both differ by terms of the second order in the step, while the effects are of the first
    np.testing.assert_allclose(result.first_order_welfare, result.real_income_change, atol=50 * step**2)
    assert np.max(np.abs(result.real_income_change)) > 1000 * step**2


def test_damped_iteration_gives_the_same_answer(world: Baseline, trade_war: np.ndarray) -> None:
    plain = FixedPointOptions(method="damped", damping=0.5, tolerance=1e-11)
    slow = solve(world, trade_war, SolveOptions(fixed_point=plain)).require_convergence()
    fast = solve(world, trade_war, CLOSE).require_convergence()
    for name in CHANGES:
        np.testing.assert_allclose(getattr(slow, name), getattr(fast, name), atol=1e-9, err_msg=name)
    assert slow.iterations > fast.iterations


def test_the_currency_does_not_matter(flows_of: Callable[..., WorldFlows]) -> None:
    data = flows_of(3)
    results = []
    for unit in (1.0, 1e6, 1e-9):
        base, _ = baseline_from_flows(replace(data, flows=unit * data.flows))
        results.append((unit, solve(base, base.tariffs * 3)))
    _, first = results[0]
    for unit, other in results[1:]:
        for name in CHANGES:
            np.testing.assert_allclose(getattr(other, name), getattr(first, name), atol=1e-9, err_msg=name)
        np.testing.assert_allclose(other.trade / unit, first.trade, rtol=1e-8)


def test_the_order_of_economies_and_sectors_does_not_matter(
    flows_of: Callable[..., WorldFlows],
) -> None:
    data = flows_of(3)
    place, kind = np.array([2, 0, 3, 1]), np.array([1, 2, 0])
    turned = WorldFlows(
        economies=tuple(data.economies[n] for n in place),
        sectors=tuple(data.sectors[n] for n in kind),
        flows=data.flows[np.ix_(place, place, kind)],
        tariffs=data.tariffs[np.ix_(place, place, kind)],
        value_added_share=data.value_added_share[np.ix_(place, kind)],
        input_share=data.input_share[np.ix_(place, kind, kind)],
        trade_elasticity=data.trade_elasticity[kind],
    )
    one, other = baseline_from_flows(data)[0], baseline_from_flows(turned)[0]
    first, second = solve(one, one.tariffs * 3), solve(other, other.tariffs * 3)
    for name in CHANGES:
        expected = getattr(first, name)
        expected = expected[place] if expected.ndim == 1 else expected[np.ix_(place, kind)]
        np.testing.assert_allclose(getattr(second, name), expected, atol=1e-9, err_msg=name)


def test_tariffs_of_5000_percent_converge(world: Baseline) -> None:
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    purged = SolveOptions(deficit_rule="purged")
    result = solve(world, np.where(foreign, 50.0, world.tariffs), purged)
    assert result.status == "converged", result.advice
    assert result.iterations <= 70
    assert_accounts_close(result)
    assert (result.real_income_change < 0).all()
    assert (result.imports_change < -0.9).all()


def test_a_deficit_that_tariffs_make_impossible_is_advice(world: Baseline) -> None:
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    result = solve(world, np.where(foreign, 50.0, world.tariffs))
    assert result.status == "not converged"
    assert "deficit" in result.advice


def test_zero_shares_stay_zero(world: Baseline, trade_war: np.ndarray) -> None:
    empty = world.expenditure_share == 0
    assert empty.any()
    assert not solve(world, trade_war).trade[empty].any()


def test_a_change_undone_leads_back(world: Baseline, trade_war: np.ndarray) -> None:
    there = solve(world, trade_war, CLOSE)
    back = solve(there.as_baseline(), world.tariffs, CLOSE)
    np.testing.assert_allclose((1 + there.wage_change) * (1 + back.wage_change), 1, atol=1e-9)
    np.testing.assert_allclose(back.trade, world.trade(), atol=1e-8)


def test_fixed_deficits_stay(world: Baseline, trade_war: np.ndarray) -> None:
    result = solve(world, trade_war)
    np.testing.assert_array_equal(result.deficit, world.deficit)
    assert np.abs(world.deficit).max() > 0.01 * world.value_added.sum()


def test_deficits_can_follow_world_income(world: Baseline, trade_war: np.ndarray) -> None:
    result = solve(world, trade_war, replace(CLOSE, deficit_rule="share_of_world_income"))
    assert_accounts_close(result)
    grown = (result.value_added + result.tariff_revenue).sum()
    before = (world.value_added + world.tariff_revenue()).sum()
    np.testing.assert_allclose(result.deficit / grown, world.deficit / before, atol=1e-12)
    assert not np.allclose(result.deficit, world.deficit, rtol=1e-4)


def test_deficits_can_be_purged_on_both_sides(world: Baseline, trade_war: np.ndarray) -> None:
    result = solve(world, trade_war, replace(CLOSE, deficit_rule="purged"))
    assert_accounts_close(result)
    assert not result.deficit.any()
    assert not result.baseline.deficit.any()
    assert imbalance(result.baseline) < 1e-11  # found to 1e-12, stored with rounding
    still = solve(world, world.tariffs, SolveOptions(deficit_rule="purged"))
    np.testing.assert_allclose(still.real_income_change, 0, atol=1e-9)


def test_a_solver_stopped_early_says_so_and_what_to_do(world: Baseline, trade_war: np.ndarray) -> None:
    few = SolveOptions(fixed_point=FixedPointOptions(max_iterations=3))
    result = solve(world, trade_war, few)
    assert result.status == "not converged"
    assert result.iterations == 3
    assert "raise max_iterations" in result.advice
    with pytest.raises(NoConvergence, match="raise max_iterations"):
        result.require_convergence()
    with pytest.raises(NoConvergence):
        result.as_baseline()


def test_a_deficit_beyond_income_is_advice_not_a_traceback(world: Baseline) -> None:
    ruined = np.array([-3.0, 1.0, 1.0, 1.0]) * world.value_added.max()
    result = solve(replace(world, deficit=ruined), world.tariffs)
    assert result.status == "not converged"
    assert "deficit" in result.advice


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t[:, :, :2], "shape"),
        (lambda t: [[0.1], [0.1, 0.2]], "no table of numbers"),
        (lambda t: np.where(t > 0.19, np.nan, t), "not a number at"),
        (lambda t: t - 1.0, "-100% or less"),
        (lambda t: t + 0.1, "own sales"),
    ],
)
def test_bad_tariffs_are_refused(
    world: Baseline, change: Callable[[np.ndarray], np.ndarray], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        solve(world, change(world.tariffs.copy()))


def test_an_unknown_deficit_rule_is_refused() -> None:
    with pytest.raises(BadInput, match="purged"):
        SolveOptions(deficit_rule="forgiven")  # type: ignore[arg-type]


def test_an_unknown_variable_is_refused(world: Baseline) -> None:
    with pytest.raises(BadInput, match="real_income_change"):
        solve(world, world.tariffs).labelled("trade")


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    economies=st.integers(2, 6),
    sectors=st.integers(1, 4),
    ceiling=st.sampled_from([0.1, 1.0, 10.0, 50.0]),
)
def test_any_tariffs_in_any_balanced_world_close_its_accounts(
    world_of: Callable[..., Baseline], seed: int, economies: int, sectors: int, ceiling: float
) -> None:
    """Balanced, for no wage pays a deficit in goods that tariffs of 5,000% keep out."""
    world = world_of(seed, economies, sectors)
    draw = np.random.default_rng(seed + 1)
    foreign = ~np.eye(economies, dtype=bool)[:, :, None]
    tariffs = ceiling * draw.random(world.tariffs.shape) * foreign
    result = solve(world, tariffs, SolveOptions(deficit_rule="purged"))
    assert result.status == "converged", result.advice
    assert result.iterations <= 70
    assert_accounts_close(result)
    np.testing.assert_allclose(result.expenditure_share.sum(axis=0), 1, atol=1e-12)
    assert (result.expenditure > 0).all()
