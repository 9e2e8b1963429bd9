"""Draws, ranges, drivers and odds; the model is a toy whose variances are known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import BadInput, NoConvergence
from detente.impact.uncertainty import drawing
from detente.impact.uncertainty.design import Design, Plan, latin_hypercube, plan
from detente.impact.uncertainty.distributions import (
    Choice,
    Distributions,
    Spread,
)
from detente.impact.uncertainty.drawing import Draws, draw_all
from detente.impact.uncertainty.odds import Odds, parse_odds
from detente.impact.uncertainty.quantiles import weighted_quantiles
from detente.impact.uncertainty.ranges import EXPECTED, Range
from detente.impact.uncertainty.summary import Figure, summarise

Floats = npt.NDArray[np.float64]
SECTORS = ("steel", "cars", "services")
RULE = Choice("deficits", "deficit rule", ("toy",), ("fixed", "purged"), "a test")
TOY = Distributions(
    choices=(RULE,), spreads=MappingProxyType({"steel": Spread(0.2, 1), "cars": Spread(0.1, 1)}),
    others=Spread(0.0, 1), citation="a test", fixed=MappingProxyType({}),
)  # fmt: skip
FIGURES = [Figure("USA", "real_income", "percent")]


def quiet(step: str, done: int, total: int) -> None:
    """Nobody is watching."""


def toy(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
    """A figure linear in the logs of factors: variances 0.04 by steel, 0.01 by cars, 0.03 by the rule."""
    level = 2 * 0.03**0.5 if options["deficits"] == "purged" else 0.0
    return np.array(
        [np.log(factors["steel"]) + np.log(factors["cars"]) + level + 0.4 * (scenario == "lapse")]
    )


def drawn(
    design: Design, odds: Odds, respond: drawing.Respond = toy
) -> tuple[Plan, Draws, tuple[Range, ...]]:
    """The toy under a design."""
    points = plan(design, TOY, TOY.choices, SECTORS)
    found = draw_all(points, odds.scenarios, respond, 1, quiet)
    central = np.array(
        [toy(name, {"deficits": "fixed"}, dict.fromkeys(SECTORS, 1.0)) for name in odds.scenarios]
    )
    return points, found, summarise(points, found, odds, central, FIGURES)


HOLD = Odds({"hold": 1.0})


@given(st.integers(2, 60), st.integers(1, 8), st.integers(0, 2**32))
def test_every_stratum_of_every_factor_is_met_once(draws: int, factors: int, seed: int) -> None:
    points = latin_hypercube(draws, factors, seed)
    assert points.shape == (draws, factors)
    assert ((points >= 0) & (points < 1)).all()
    assert (np.sort(np.floor(points * draws), axis=0) == np.arange(draws)[:, None]).all()


def test_the_seed_is_all_the_chance_there_is() -> None:
    assert (latin_hypercube(9, 3, 5) == latin_hypercube(9, 3, 5)).all()
    assert (latin_hypercube(9, 3, 5) != latin_hypercube(9, 3, 6)).any()


def test_factors_are_not_tied_to_one_another() -> None:
    """Columns that were permuted alike would pass for one factor."""
    points = latin_hypercube(500, 6, 1)
    assert np.abs(np.corrcoef(points.T) - np.eye(6)).max() < 0.15


def test_levels_are_drawn_equally_often_and_sectors_as_stated() -> None:
    points = plan(Design(400, 2), TOY, TOY.choices, SECTORS)
    assert np.bincount(points.levels[:, 0]).tolist() == [200, 200]
    logs = np.log([list(points.factors(draw).values()) for draw in range(400)])
    assert logs.mean(axis=0) == pytest.approx(0, abs=1e-3), "strata of a symmetric distribution"
    assert logs.std(axis=0) == pytest.approx([0.2, 0.1, 0.0], rel=0.01)


def test_variance_shares_are_those_of_the_toy() -> None:
    row = drawn(Design(200, 4), HOLD)[2][0]
    shares = {driver.factor: driver for driver in row.drivers}
    known = {"deficit rule": 3 / 8, "sector elasticities": 5 / 8, "interactions": 0.0,
             "elasticity of steel": 4 / 8, "elasticity of cars": 1 / 8}  # fmt: skip
    for factor, share in known.items():
        assert shares[factor].share == pytest.approx(share, abs=0.05), (
            "chance correlations of 1 in the root of 200"
        )
    assert shares["elasticity of steel"].part_of == "sector elasticities"
    whole = [driver.share for driver in row.drivers if not driver.part_of]
    assert sum(whole) == pytest.approx(1, abs=1e-12)
    assert row.drivers[0].factor == "sector elasticities", "the largest comes first"
    assert all(0 <= driver.standard_error < 0.1 for driver in row.drivers)


def test_a_factor_without_effect_has_no_share() -> None:
    def deaf(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        return np.array([np.log(factors["steel"])])

    shares = {driver.factor: driver.share for driver in drawn(Design(60, 1), HOLD, deaf)[2][0].drivers}
    assert shares["elasticity of steel"] == pytest.approx(1, abs=1e-9)
    assert shares["deficit rule"] == pytest.approx(0, abs=1e-9)


def test_what_factors_do_together_is_told_apart() -> None:
    def product(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        return np.array([np.log(factors["steel"]) * np.log(factors["cars"]) * 1e3])

    shares = {driver.factor: driver.share for driver in drawn(Design(400, 1), HOLD, product)[2][0].drivers}
    assert shares["interactions"] > 0.9


def test_nothing_drives_a_figure_that_does_not_move() -> None:
    def still(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        return np.array([1e-7 * np.log(factors["steel"])])

    row = drawn(Design(60, 1), HOLD, still)[2][0]
    assert row.drivers == ()
    assert row.p5 == pytest.approx(row.p95, abs=1e-6)


def test_few_draws_give_ranges_without_drivers() -> None:
    row = drawn(Design(8, 1), HOLD)[2][0]
    assert row.lowest <= row.p5 <= row.p25 <= row.p50 <= row.p75 <= row.p95 <= row.highest
    assert row.drivers == ()
    assert row.draws == 8


def test_draws_are_the_same_on_any_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for threads in (1, 7):
        monkeypatch.setattr(drawing.os, "cpu_count", lambda threads=threads: threads)
        answers.append(drawn(Design(40, 3), HOLD)[1].values)
    assert (answers[0] == answers[1]).all()


def stubborn(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
    """No answer in a lapse with steel far up, and one that is no number with cars far down."""
    if scenario == "lapse" and factors["steel"] > 1.3:
        raise NoConvergence("residual 1e-3 after 9 iterations")
    return np.array([np.nan]) if factors["cars"] < 0.85 else toy(scenario, options, factors)


def test_failures_are_counted_and_named() -> None:
    odds = Odds({"hold": 0.5, "lapse": 0.5})
    points, found, rows = drawn(Design(50, 1), odds, stubborn)
    high = [draw for draw in range(50) if points.factors(draw)["steel"] > 1.3]
    low = [draw for draw in range(50) if points.factors(draw)["cars"] < 0.85]
    assert high
    assert low
    told = {(failure.draw - 1, failure.scenario) for failure in found.failures}
    assert told == {(draw, "lapse") for draw in {*high, *low}} | {(draw, "hold") for draw in low}
    first = next(failure for failure in found.failures if failure.draw - 1 in high)
    assert first.why == "residual 1e-3 after 9 iterations"
    assert first.took["deficit rule"] in RULE.levels
    assert any(key.startswith("elasticity of ") for key in first.took)
    assert [row.draws for row in rows] == [50 - len(low), 50 - len({*high, *low}), 50 - len({*high, *low})]
    assert np.isfinite([row.p50 for row in rows]).all()


def test_other_errors_are_not_taken_for_failures() -> None:
    def broken(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        raise BadInput("a sector is not known")

    with pytest.raises(BadInput, match="a sector is not known"):
        drawn(Design(20, 1), HOLD, broken)


def test_an_expectation_weighs_scenarios_and_ranges_over_both() -> None:
    odds = Odds({"hold": 0.7, "lapse": 0.3})
    rows = {row.scenario: row for row in drawn(Design(200, 4), odds)[2]}
    assert list(rows) == ["hold", "lapse", EXPECTED]
    assert rows[EXPECTED].central == pytest.approx(0.3 * 0.4)
    assert rows[EXPECTED].mean == pytest.approx(0.7 * rows["hold"].mean + 0.3 * rows["lapse"].mean)
    assert rows[EXPECTED].lowest == rows["hold"].lowest
    assert rows[EXPECTED].highest == rows["lapse"].highest
    shares = {driver.factor: driver.share for driver in rows[EXPECTED].drivers}
    between = 0.7 * 0.3 * 0.4**2
    assert shares["scenario"] == pytest.approx(between / (between + 0.08), abs=0.03)
    assert shares["sector elasticities"] == pytest.approx(0.05 / (between + 0.08), abs=0.05)


def test_a_scenario_without_odds_does_not_count() -> None:
    rows = drawn(Design(30, 1), Odds({"hold": 1.0, "lapse": 0.0}))[2]
    assert [row.scenario for row in rows] == ["hold", "lapse", EXPECTED]
    assert rows[2].highest == rows[0].highest


@given(
    st.lists(st.floats(-9, 9), min_size=1, max_size=30),
    st.lists(st.floats(0.01, 1), min_size=30, max_size=30),
)
def test_quantiles_lie_between_and_rise(values: list[float], weights: list[float]) -> None:
    column, weight = np.array(values)[:, None], np.array(weights[: len(values)])
    found = weighted_quantiles(column, weight, (0.0, 0.1, 0.5, 0.9, 1.0)).ravel()
    assert found[0] == column.min()
    assert found[-1] == column.max()
    assert (np.diff(found) >= 0).all()


def test_equal_weights_give_the_usual_quantiles() -> None:
    values = np.random.default_rng(1).normal(size=(37, 3))
    found = weighted_quantiles(values, np.full(37, 0.2), (0.05, 0.5, 0.9))
    assert found == pytest.approx(np.quantile(values, (0.05, 0.5, 0.9), axis=0, method="hazen"))


def test_a_weight_of_two_is_a_value_that_stands_twice() -> None:
    twice = weighted_quantiles(np.array([[1.0], [2.0], [2.0], [5.0]]), np.ones(4), (0.5,))
    assert weighted_quantiles(np.array([[1.0], [2.0], [5.0]]), np.array([1.0, 2, 1]), (0.5,)) == twice


def test_odds_are_read_as_shares_or_percent() -> None:
    assert parse_odds(["lapse=30%", "my=own/deal.yaml=0.7"]).shares == {"lapse": 0.3, "my=own/deal.yaml": 0.7}
    assert parse_odds(["a=0.1"] + [f"{name}=0.3" for name in "bcd"]).scenarios == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["lapse"], "'lapse' are no odds; write SCENARIO=SHARE"),
        (["=0.3"], "'=0.3' are no odds"),
        (["lapse=much"], "'lapse=much' are no odds"),
        (["lapse=nan", "hold=1"], "'lapse=nan' are no odds"),
        (["lapse=inf%"], "'lapse=inf%' are no odds"),
        (["lapse=30", "hold=70"], "30 are no odds on 'lapse'; give a share from 0 to 1, or from 0% to 100%"),
        (["lapse=-0.1", "hold=1.1"], "-0.1 are no odds on 'lapse'"),
        (["lapse=0.3", "hold=0.6"], "the odds sum to 90%; give every scenario its share, 100% in all"),
        (["lapse=0.5", "lapse=0.5"], "--odds: the scenario 'lapse' has odds twice"),
        ([], "there are no odds"),
    ],
)  # fmt: skip
def test_odds_that_are_none_are_refused(words: list[str], what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_odds(words)
    assert what in str(refusal.value)


def test_odds_from_python_must_be_numbers() -> None:
    with pytest.raises(BadInput, match="nan are no odds on 'hold'"):
        Odds({"hold": float("nan")})
    with pytest.raises(BadInput, match="'all of it' are no odds on 'hold'"):
        Odds({"hold": "all of it"})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "design", [{"draws": 1}, {"draws": 0}, {"draws": 10**9}, {"draws": 2.5}, {"draws": True}, {"seed": -1}]
)
def test_designs_that_are_none_are_refused(design: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        Design(**design)
