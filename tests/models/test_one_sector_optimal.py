from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import BadInput, NoConvergence
from detente.models.ascent import maximise
from detente.models.fixed_point import FixedPointOptions
from detente.models.one_sector import solve_one_sector, unknowns
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_equations import OneSectorEquations
from detente.models.one_sector_gradient import welfare_gradient
from detente.models.one_sector_optimal import (
    TariffChoice,
    closed_form_rate,
    optimal_tariffs,
    two_regions,
)
from detente.models.one_sector_options import OneSectorOptions

OPTIONS = OneSectorOptions(
    trade_elasticity=4.0,
    labour_supply_elasticity=0.5,
    scale_elasticity=0.1675,
    fixed_point=FixedPointOptions(tolerance=1e-13),
)
FLOWS = np.array(
    [
        [20.0, 1.5, 2.0, 0.2],
        [1.0, 15.0, 1.0, 0.4],
        [2.0, 1.3, 30.0, 0.6],
        [0.3, 0.3, 0.5, 4.0],
    ]
)
CHOSEN = np.zeros((4, 4), dtype=bool)
CHOSEN[[0, 1, 3], 2] = True


def world(value_added_share: float = 1.0) -> OneSectorBaseline:
    return OneSectorBaseline(
        economies=("CHN", "DEU", "USA", "VNM"),
        flows=FLOWS,
        distribution_share=np.array([0.1, 0.1, 0.25, 0.1]),
        value_added_share=value_added_share,
    )


@pytest.mark.parametrize("revenue", ["income_tax_relief", "lump_sum"])
@pytest.mark.parametrize("numeraire", ["price_level", "wage_level"])
@pytest.mark.parametrize("share", [1.0, 0.5])
def test_the_gradient_is_that_of_differences(revenue: str, numeraire: str, share: float) -> None:
    options = replace(OPTIONS, revenue=revenue, numeraire=numeraire, pass_through=0.8)
    base, weight = world(share), np.array([0.2, 0.0, 0.7, 0.1])
    tariffs = np.where(np.eye(4), 0.0, 0.15)
    found = solve_one_sector(base, tariffs, options)
    slope = welfare_gradient(OneSectorEquations(base, tariffs, options), unknowns(found), weight)
    step = 1e-4
    for exporter, importer in ((0, 2), (2, 0), (1, 3)):
        heights = []
        for sign in (1, -1):
            moved = tariffs.copy()
            moved[exporter, importer] = 1.15 * np.exp(sign * step) - 1
            heights.append(weight @ solve_one_sector(base, moved, options).welfare_change)
        # central differences are off by the square of the step and by residuals over the step
        assert slope[exporter, importer] == pytest.approx((heights[0] - heights[1]) / 2 / step, abs=1e-8)
    assert not np.diagonal(slope).any()


def test_the_optimum_beats_its_neighbours() -> None:
    weight = np.array([0.0, 0.0, 1.0, 0.0])
    choice = TariffChoice(chosen=CHOSEN, weight=weight, uniform=True)
    best = optimal_tariffs(world(), 0.2 * CHOSEN, OPTIONS, choice)
    rate = best.tariffs[0, 2]
    assert (best.tariffs[CHOSEN] == rate).all()
    for near in (rate - 0.01, rate + 0.01):
        assert solve_one_sector(world(), near * CHOSEN, OPTIONS).welfare_change[2] < best.welfare_change[2]
    by_partner = optimal_tariffs(world(), best.tariffs, OPTIONS, replace(choice, uniform=False))
    assert by_partner.welfare_change[2] >= best.welfare_change[2] - 1e-10
    elsewhere = optimal_tariffs(world(), 0.05 * CHOSEN, OPTIONS, replace(choice, uniform=False))
    np.testing.assert_allclose(elsewhere.tariffs, by_partner.tariffs, atol=1e-4)


def test_tariffs_not_chosen_stay() -> None:
    choice = TariffChoice(chosen=CHOSEN, weight=np.array([0.0, 0.0, 1.0, 0.0]), uniform=False)
    held = np.where(CHOSEN | np.eye(4, dtype=bool), 0.0, 0.07)
    best = optimal_tariffs(world(), held + 0.2 * CHOSEN, OPTIONS, choice)
    np.testing.assert_allclose(best.tariffs[~CHOSEN], held[~CHOSEN], atol=1e-15)


def test_a_choice_that_is_none_is_refused() -> None:
    weight = np.ones(4)
    with pytest.raises(BadInput, match="no rates"):
        TariffChoice(chosen=np.zeros((4, 4), dtype=bool), weight=weight, uniform=True)
    with pytest.raises(BadInput, match="own sales"):
        TariffChoice(chosen=np.ones((4, 4), dtype=bool), weight=weight, uniform=True)
    small = TariffChoice(chosen=CHOSEN[:3], weight=weight, uniform=True)
    with pytest.raises(BadInput, match="shape"):
        optimal_tariffs(world(), np.zeros((4, 4)), OPTIONS, small)


@pytest.mark.parametrize("weight", [[0.0, 0.0, 0.0, 0.0], [1.0, -1.0, 0.0, 1.0], [1.0, np.nan, 0.0, 0.0]])
def test_weights_that_weigh_nothing_are_refused(weight: list[float]) -> None:
    choice = TariffChoice(chosen=CHOSEN, weight=np.array(weight), uniform=True)
    with pytest.raises(BadInput, match="weight"):
        optimal_tariffs(world(), np.zeros((4, 4)), OPTIONS, choice)


def test_the_formula_follows_its_letters() -> None:
    base = world()
    kept, sold, spending = 1 - base.distribution_share, FLOWS[2], FLOWS.sum(axis=0)
    answering = sum(sold[i] * kept[i] * (1 - sold[i] / spending[i]) for i in (0, 1, 3))
    phi = 1 + 1.1675 / 0.75 - 1.1675
    for market in (base.expenditure, base.value_added):
        delta = answering / (0.75 * (market[2] - sold[2]))
        expected = 1 / ((1 + 4 * delta) * phi - 1)
        assert closed_form_rate(base, OPTIONS, "USA", market) == pytest.approx(expected, rel=1e-12)
    with pytest.raises(BadInput, match="JPN"):
        closed_form_rate(base, OPTIONS, "JPN", base.expenditure)


def test_two_regions_keep_totals() -> None:
    both = two_regions(world(), "USA")
    assert both.economies == ("ROW", "USA")
    assert both.flows.sum() == pytest.approx(FLOWS.sum())
    assert both.distribution_share == pytest.approx([0.1, 0.25])


def test_a_hill_without_a_top_is_said_to_have_none() -> None:
    endless = maximise(
        lambda x: (float(x.sum()), np.ones_like(x)), np.zeros(2), np.ones(2), max_iterations=20
    )
    assert endless.status == "not converged"
    choice = TariffChoice(chosen=CHOSEN, weight=np.array([0.0, 0.0, 1.0, 0.0]), uniform=True)
    stopped = replace(OPTIONS, fixed_point=FixedPointOptions(max_iterations=2))
    with pytest.raises(NoConvergence):
        optimal_tariffs(world(), 0.2 * CHOSEN, stopped, choice)
