from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.models import Baseline, Equilibrium, FixedPointOptions, Rent, Restriction, SolveOptions, solve

CLOSE = SolveOptions(fixed_point=FixedPointOptions(tolerance=1e-12))
RENTS = get_args(Rent)
QUOTA = Restriction(
    name="magnets", exporters=("E00",), importers=("E01", "E02", "E03"), sectors=("S01",), quantity=0.25
)


def assert_accounts_close(result: Equilibrium) -> None:
    """Income, rents included, is final spending; what is made pays labour; borders balance with deficits."""
    base = result.baseline
    close = {"atol": 1e-8 * base.value_added.sum(), "rtol": 0}
    income = result.value_added + result.tariff_revenue + result.rent + result.deficit
    inputs = np.einsum("ikm,im->ik", base.input_share, result.output)
    np.testing.assert_allclose(base.final_share * income[:, None] + inputs, result.expenditure, **close)
    np.testing.assert_allclose(
        np.sum(base.value_added_share * result.output, axis=1), result.value_added, **close
    )
    np.testing.assert_allclose(
        np.sum(result.trade * result.tariffs, axis=(0, 2)), result.tariff_revenue, **close
    )
    borders = result.trade.sum(axis=(0, 2)) - result.trade.sum(axis=(1, 2))
    np.testing.assert_allclose(borders, result.deficit, **close)
    spent = np.sum(result.expenditure - inputs, axis=1).sum()
    np.testing.assert_allclose(spent, income.sum(), **close)


def under(world: Baseline, *restrictions: Restriction, tariffs: np.ndarray | None = None) -> Equilibrium:
    rates = world.tariffs if tariffs is None else tariffs
    return solve(world, rates, CLOSE, restrictions).require_convergence()


@pytest.mark.parametrize("rent", RENTS)
@pytest.mark.parametrize("quantity", [0.9, 0.25, 0.01, 0.001])
def test_a_quota_is_kept_and_the_accounts_close(
    world: Baseline, trade_war: np.ndarray, rent: Rent, quantity: float
) -> None:
    result = under(world, replace(QUOTA, quantity=quantity, rent=rent), tariffs=trade_war)
    (effect,) = result.restrictions
    assert effect.quantity == pytest.approx(quantity, rel=1e-10)
    assert effect.binding
    assert effect.wedge > 0
    assert result.rent.sum() == pytest.approx(0.0 if rent == "dissipated" else effect.rent_value)
    assert_accounts_close(result)
    assert result.iterations <= 40


def test_the_quantity_is_counted_at_the_baseline_s_prices(world: Baseline) -> None:
    result = under(world, QUOTA)
    (effect,) = result.restrictions
    flows = np.s_[0, 1:, 1]
    at_cost = result.trade[flows] / (1 + effect.wedge)
    sold = np.sum(at_cost / (1 + result.cost_change[0, 1])) / world.trade()[flows].sum()
    assert sold == pytest.approx(0.25, rel=1e-9)
    assert effect.rent_value == pytest.approx(np.sum(result.trade[flows] - at_cost), rel=1e-9)


def test_rents_go_to_the_named_side(world: Baseline) -> None:
    exporter, importer, lost = (under(world, replace(QUOTA, rent=rent)) for rent in RENTS)
    np.testing.assert_array_equal(np.flatnonzero(exporter.rent), [0])
    np.testing.assert_array_equal(np.flatnonzero(importer.rent), [1, 2, 3])
    assert not lost.rent.any()
    # whoever has the rent is better off than without it
    assert exporter.real_income_change[0] > importer.real_income_change[0]
    assert (importer.real_income_change[1:] > exporter.real_income_change[1:]).all()
    assert lost.real_income_change[0] < exporter.real_income_change[0]


def test_a_quota_with_the_importers_rent_is_the_tariff_that_brings_it_about(
    world: Baseline, trade_war: np.ndarray
) -> None:
    quota = under(world, replace(QUOTA, rent="importer"), tariffs=trade_war)
    tariffs = trade_war.copy()
    tariffs[0, 1:, 1] = (1 + tariffs[0, 1:, 1]) * (1 + quota.restrictions[0].wedge) - 1
    tariff = under(world, tariffs=tariffs)
    np.testing.assert_allclose(quota.real_income_change, tariff.real_income_change, atol=1e-10)
    np.testing.assert_allclose(quota.tariff_revenue + quota.rent, tariff.tariff_revenue, atol=1e-9)
    np.testing.assert_allclose(quota.trade, tariff.trade, atol=1e-9)


def test_a_licence_whose_rent_is_lost_is_a_cost_of_trade(world: Baseline) -> None:
    """Iceberg: the exporter sells 1 + wedge units for each that arrives, as if it were dearer to make."""
    result = under(world, replace(QUOTA, quantity=None, wedge=0.3, rent="dissipated"))
    value = result.trade[0, 1:, 1]
    assert result.output[0, 1] == pytest.approx(result.trade[0, :, 1].sum())
    effect = result.restrictions[0]
    assert effect.rent_value == pytest.approx(value.sum() * 0.3 / 1.3)


def test_a_cap_that_does_not_bind_changes_nothing_and_says_so(world: Baseline, trade_war: np.ndarray) -> None:
    free = under(world, tariffs=trade_war)
    loose = under(world, replace(QUOTA, quantity=2.0), tariffs=trade_war)
    (effect,) = loose.restrictions
    assert effect.wedge == 0
    assert not effect.binding
    assert effect.rent_value == 0
    assert 0 < effect.quantity < 2
    np.testing.assert_allclose(loose.real_income_change, free.real_income_change, atol=1e-11)


def test_tariffs_can_make_a_cap_idle(world: Baseline) -> None:
    """A cap that binds today no longer does when a tariff keeps out more than it would."""
    tariffs = world.tariffs.copy()
    tariffs[0, 1:, 1] += 5.0
    assert under(world, QUOTA).restrictions[0].binding
    assert not under(world, QUOTA, tariffs=tariffs).restrictions[0].binding


def test_several_restrictions_hold_together(world: Baseline) -> None:
    answer = replace(QUOTA, name="chips", exporters=("E01",), importers=("E00",), sectors=("S00", "S02"))
    fixed = replace(QUOTA, name="ore", exporters=("E03",), importers=("E02",), quantity=None, wedge=0.4)
    result = under(world, QUOTA, replace(answer, quantity=0.1, rent="dissipated"), fixed)
    assert [effect.name for effect in result.restrictions] == ["magnets", "chips", "ore"]
    assert [effect.quantity for effect in result.restrictions[:2]] == pytest.approx([0.25, 0.1], rel=1e-9)
    assert result.restrictions[2].wedge == pytest.approx(0.4, rel=1e-15)
    assert result.restrictions[2].quantity < 1
    assert_accounts_close(result)


@pytest.mark.parametrize("rule", ["share_of_world_income", "purged"])
def test_restrictions_hold_under_every_deficit_rule(world: Baseline, rule: str) -> None:
    result = solve(world, world.tariffs, replace(CLOSE, deficit_rule=rule), (QUOTA,)).require_convergence()
    assert result.restrictions[0].quantity == pytest.approx(0.25, rel=1e-9)
    assert_accounts_close(result)


def test_a_world_with_a_rent_is_no_baseline(world: Baseline) -> None:
    with pytest.raises(BadInput, match="'magnets' binds"):
        under(world, QUOTA).as_baseline()
    assert under(world, replace(QUOTA, quantity=5.0)).as_baseline().economies == world.economies


def test_damped_iteration_finds_the_same_wedge(world: Baseline) -> None:
    plain = SolveOptions(fixed_point=FixedPointOptions(method="damped", damping=0.5, tolerance=1e-11))
    slow = solve(world, world.tariffs, plain, (QUOTA,)).require_convergence()
    assert slow.restrictions[0].wedge == pytest.approx(under(world, QUOTA).restrictions[0].wedge, rel=1e-9)


def test_the_order_of_restrictions_and_labels_does_not_matter(world: Baseline) -> None:
    other = replace(QUOTA, name="ore", exporters=("E03", "E02"), importers=("E00",), wedge=0.4, quantity=None)
    first = under(world, QUOTA, other)
    second = under(
        world,
        replace(other, exporters=("E02", "E03", "E02")),
        replace(QUOTA, importers=("E03", "E01", "E02")),
    )
    np.testing.assert_allclose(first.real_income_change, second.real_income_change, atol=1e-11)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quantity": 0.0}, "'magnets' leaves a quantity of zero.* small share"),
        ({"quantity": -0.1}, "quantity of -0.1"),
        ({"quantity": float("nan")}, "quantity of nan"),
        ({"quantity": float("inf")}, "quantity of inf"),
        ({"wedge": 0.1}, "both; give exactly one"),
        ({"quantity": None}, "neither"),
        ({"quantity": None, "wedge": -0.1}, "wedge of -0.1"),
        ({"quantity": None, "wedge": float("nan")}, "wedge of nan"),
        ({"rent": "government"}, "exporter, importer, dissipated"),
        ({"sectors": ()}, "no list of sectors"),
        ({"exporters": "E00"}, "no list of exporters"),
    ],
)
def test_a_restriction_out_of_range_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        replace(QUOTA, **change)


@pytest.mark.parametrize(
    ("restrictions", "message"),
    [
        ((replace(QUOTA, exporters=("e0O",)),), r"'magnets' names 'e0O' among its exporters.*mean E0"),
        ((replace(QUOTA, sectors=("magnets",)),), "'magnets' among its sectors.*; use for example S00"),
        ((QUOTA, replace(QUOTA, quantity=0.5)), "two restrictions are called 'magnets'"),
        (
            (QUOTA, replace(QUOTA, name="all", sectors=("S00", "S01"))),
            r"'magnets' and 'all' both hold for \(E00",
        ),
        ((replace(QUOTA, importers=("E00",)),), "'magnets' is on flows that the baseline does not have"),
    ],
)
def test_restrictions_that_do_not_fit_the_world_are_refused(
    world: Baseline, restrictions: tuple[Restriction, ...], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        solve(world, world.tariffs, restrictions=restrictions)


def test_a_quota_no_wedge_reaches_is_advice_not_a_traceback(world_of: Callable[..., Baseline]) -> None:
    """All that one buys of a sector comes from the restricted exporter alone, and 1e-300 is to be left."""
    world = world_of(7)
    result = solve(world, world.tariffs, restrictions=(replace(QUOTA, quantity=1e-300),))
    assert result.status == "converged" or result.advice
