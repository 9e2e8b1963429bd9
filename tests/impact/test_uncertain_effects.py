"""Ranges on the shipped world: few draws, for what must hold however many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput, NoConvergence
from detente.impact.effects import EffectsQuestion
from detente.impact.solving import Ask, effects, posed
from detente.impact.uncertainty import cases
from detente.impact.uncertainty.design import Design
from detente.impact.uncertainty.odds import Odds
from detente.impact.uncertainty.ranges import EXPECTED, Ranges
from detente.impact.uncertainty.uncertain import uncertain_effects
from detente.ledger.record import Record
from detente.world.elasticities import elasticity_sets, load_elasticities

ASK = Ask(("USA", "CHN"), date(2025, 6, 9))
WORLD = "icio-2022"
PAIR = ("USA", "CHN")
VARIABLES = ("real_income_percent", "exports_percent", "wage_percent", "tariff_revenue_usd")


@pytest.fixture(scope="module")
def lapse(record: Record) -> Ranges:
    return uncertain_effects(record, ASK, EffectsQuestion(scenario="lapse"), WORLD, Design(8, 1))


def test_the_central_answer_is_that_of_effects(record: Record, lapse: Ranges) -> None:
    alone = effects(record, ASK, EffectsQuestion(scenario="lapse"), WORLD)
    assert lapse.effects.economies == alone.economies
    for code in PAIR:
        assert lapse.of(code).central == alone.economy(code).real_income_percent
        assert lapse.of(code, "tariff_revenue").central == alone.economy(code).tariff_revenue_usd


def test_every_figure_of_every_economy_has_a_range(lapse: Ranges) -> None:
    variables = {(row.variable, row.unit) for row in lapse.ranges}
    assert len(lapse.ranges) == len(lapse.effects.economies) * len(variables)
    assert {("real_income", "percent"), ("exports", "percent"), ("imports", "percent"), ("wage", "percent"),
            ("price_index", "percent"), ("tariff_revenue_change", "USD")} <= variables  # fmt: skip
    for row in lapse.ranges:
        assert row.lowest <= row.p5 <= row.p25 <= row.p50 <= row.p75 <= row.p95 <= row.highest
        assert row.draws == 8
    assert lapse.failures == ()
    assert lapse.of("USA").lowest < lapse.of("USA").highest < 0, "a lapse costs under any of these"
    assert any("too few to tell what drives" in note for note in lapse.notes)


def test_a_draw_is_what_effects_says_under_its_options(record: Record, tmp_path: Path) -> None:
    """Two ways to one number: a draw, and `effects` on a file with the elasticities of that draw."""
    wanted = load_elasticities("shapiro-2016")
    moved = {sector: value * (1.3 if sector == "food" else 1.0) for sector, value in wanted.values.items()}
    path = tmp_path / "mine.csv"
    rows = "".join(f"{sector},{value!r}\n" for sector, value in moved.items())
    path.write_text(f"sector,value\n{rows}", encoding="utf-8")
    question = EffectsQuestion(scenario="lapse", elasticities=str(path), deficits="purged", against="hold")
    alone = effects(record, ASK, question, WORLD)
    asked = EffectsQuestion(scenario="lapse", against="hold")
    whole = posed(record, ASK, EffectsQuestion(scenario="lapse"), WORLD)
    whole = replace(whole, asked=asked)
    case = cases.case_of(whole, ASK, {"shapiro-2016": wanted}, VARIABLES)
    factors = {**dict.fromkeys(wanted.values, 1.0), "food": 1.3}
    drawn = case.figures({"elasticities": "shapiro-2016", "deficits": "purged"}, factors)
    money = np.array([figure.unit == "USD" for figure in cases.figures_of(alone.economies, VARIABLES)])
    miss = np.abs(drawn - cases.values_of(alone.economies, VARIABLES))
    assert miss[~money].max() < 1e-5, "the tolerance of draws, in percent"
    assert miss[money].max() < 1e6, "the same of ten trillion USD"


def test_no_change_is_no_change_in_any_draw(record: Record) -> None:
    asked = EffectsQuestion(scenario="hold", against="hold")
    found = uncertain_effects(record, ASK, asked, WORLD, Design(4, 1))
    rows = [row for row in found.ranges if row.unit == "percent"]
    assert max(max(abs(row.lowest), abs(row.highest)) for row in rows) < 1e-4


def test_the_same_seed_gives_the_same_ranges_and_odds_join_scenarios(record: Record, lapse: Ranges) -> None:
    odds = Odds({"lapse": 0.25, "hold": 0.75})
    found = uncertain_effects(record, ASK, None, WORLD, Design(8, 1, odds))
    assert found.of("USA", scenario="lapse") == lapse.of("USA")
    assert found.headline == EXPECTED
    assert found.effects.scenario == EXPECTED
    hold = effects(record, ASK, EffectsQuestion(scenario="hold"), WORLD)
    for code in PAIR:
        parts = lapse.effects.economy(code), hold.economy(code)
        for name in ("real_income_percent", "exports_percent", "tariff_revenue_change_usd"):
            wanted = 0.25 * getattr(parts[0], name) + 0.75 * getattr(parts[1], name)
            assert getattr(found.effects.economy(code), name) == pytest.approx(wanted)
        row = found.of(code)
        assert row.central == pytest.approx(found.effects.economy(code).real_income_percent)
        assert row.lowest == min(found.of(code, scenario=name).lowest for name in odds.scenarios)
    assert found.converged == {"lapse": 8, "hold": 8, EXPECTED: 8}
    assert found.as_json()["uncertainty"]["odds"] == {"lapse": 0.25, "hold": 0.75}


def test_a_set_of_ones_own_is_drawn_beside_the_others(record: Record, tmp_path: Path) -> None:
    """A file by a shipped set's name is another set."""
    path = tmp_path / "fontagne-2022.csv"
    values = load_elasticities("fontagne-2022").values
    path.write_text("sector,value\n" + "".join(f"{sector},9\n" for sector in values), encoding="utf-8")
    asked = EffectsQuestion(elasticities=str(path))
    found = uncertain_effects(record, ASK, asked, WORLD, Design(9, 1))
    sets = next(factor.levels for factor in found.factors if factor.factor == "elasticity set")
    assert sets == (str(path), *elasticity_sets())


def test_draws_that_fail_are_left_out_and_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    solved = cases.Case.figures

    def figures(self, options, factors):  # type: ignore[no-untyped-def]
        if options["deficits"] == "fixed_nominal":
            raise NoConvergence("residual 1.0e-03 after 9 iterations, still falling; raise max_iterations")
        return solved(self, options, factors)

    monkeypatch.setattr(cases.Case, "figures", figures)
    found = uncertain_effects(record, ASK, None, WORLD, Design(6, 1))
    assert found.converged == {"hold": 4}
    assert [failure.took["deficit rule"] for failure in found.failures] == ["fixed_nominal"] * 2
    assert np.isfinite([row.p50 for row in found.ranges]).all()


def test_no_draw_at_all_is_no_answer(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def figures(self, options, factors):  # type: ignore[no-untyped-def]
        raise NoConvergence("residual 1.0e-03 after 9 iterations")

    monkeypatch.setattr(cases.Case, "figures", figures)
    with pytest.raises(NoConvergence, match="no draw of hold converged: residual"):
        uncertain_effects(record, ASK, None, WORLD, Design(3, 1))


def test_scenarios_are_found_before_anything_is_solved(record: Record) -> None:
    with pytest.raises(BadInput, match="there is no scenario 'laps'"):
        uncertain_effects(record, ASK, None, WORLD, Design(4, 1, Odds({"laps": 0.5, "hold": 0.5})))


def test_a_choice_of_one_is_none(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a world that no shipped set fits there is the user's own set and nothing to choose."""
    path = tmp_path / "mine.csv"
    values = load_elasticities().values
    path.write_text("sector,value\n" + "".join(f"{name},{x}\n" for name, x in values.items()), "utf-8")
    fits = cases.ElasticitySet.on

    def on(self: cases.ElasticitySet, sectors: tuple[str, ...]) -> tuple[float, ...]:
        if self.name != "mine":
            raise BadInput(f"the elasticities '{self.name}' lack sector 'space-travel'")
        return fits(self, sectors)

    monkeypatch.setattr(cases.ElasticitySet, "on", on)
    asked = EffectsQuestion(elasticities=str(path))
    found = uncertain_effects(record, ASK, asked, WORLD, Design(2, 1))
    assert [factor.factor for factor in found.factors if factor.levels] == ["deficit rule"]
    assert found.fixed == {"revenue": "rebated lump-sum", "elasticities": str(path)}
    assert "the elasticities 'shapiro-2016' lack sector 'space-travel': not drawn" in found.notes


def test_each_model_draws_the_choices_that_it_has(record: Record) -> None:
    asked = EffectsQuestion(model="one-sector")
    found = uncertain_effects(record, ASK, asked, WORLD, Design(60, 1))
    assert [factor.factor for factor in found.factors][:2] == ["elasticity set", "use of revenue"]
    assert found.fixed == {"deficits": "share_of_world_income"}
    row = found.of("USA")
    assert row.drivers[0].factor == "use of revenue", "it turns the sign of US welfare in this model"
    assert row.lowest < 0 < row.highest
    assert not any(row.variable == "first_order" for row in found.ranges), "the model has none"


def test_both_models_are_a_choice_of_its_own(record: Record) -> None:
    found = uncertain_effects(record, ASK, EffectsQuestion(model="both"), WORLD, Design(8, 1))
    titles = [factor.factor for factor in found.factors if factor.levels]
    assert titles == ["model", "elasticity set", "deficit rule", "use of revenue"]
    assert found.of("MEX").lowest < -1.5 < found.of("MEX").highest, "the models disagree most on Mexico"
    limited = EffectsQuestion(model="both", restrictions=("chn-magnets-2025-05",))
    with pytest.raises(BadInput, match="the one-sector model has no sectors, so no restriction"):
        uncertain_effects(record, ASK, limited, WORLD, Design(8, 1))


def test_a_scenario_without_odds_may_fail(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    solved = cases.Case.figures

    def figures(self, options, factors):  # type: ignore[no-untyped-def]
        if self.posed.asked.scenario == "lapse":
            raise NoConvergence("residual 1.0e-03 after 9 iterations")
        return solved(self, options, factors)

    monkeypatch.setattr(cases.Case, "figures", figures)
    odds = Odds({"lapse": 0.0, "hold": 1.0})
    found = uncertain_effects(record, ASK, None, WORLD, Design(3, 1, odds))
    assert found.converged == {"lapse": 0, "hold": 3, EXPECTED: 3}
    assert found.of("USA").mean == pytest.approx(found.of("USA", scenario="hold").mean)


def test_a_figure_that_is_none_is_refused(lapse: Ranges) -> None:
    with pytest.raises(BadInput, match="no range of lapse LIE real_income"):
        lapse.of("LIE")
