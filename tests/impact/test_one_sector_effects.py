"""Scenarios in the one-sector model, alone and beside the model with sectors."""

from __future__ import annotations

from datetime import date

import pytest

from detente.core.errors import BadInput
from detente.impact.effects import Effects, EffectsQuestion
from detente.impact.solving import Ask, effects
from detente.ledger.record import Record

PAIR = ("USA", "CHN")
ON = date(2025, 4, 20)


def asked(record: Record, **options: object) -> Effects:
    return effects(record, Ask(PAIR, ON), EffectsQuestion(**options), "icio-2022")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def both(record: Record) -> Effects:
    return asked(record, model="both", elasticities="simonovska-waugh-2014")


def test_hold_against_hold_is_no_change(record: Record) -> None:
    found = asked(record, model="one-sector", scenario="hold", against="hold")
    assert max(abs(row.real_income_percent) for row in found.economies) < 1e-7
    assert found.sectors == ()
    assert found.model == "one-sector"


def test_both_are_those_of_each_alone(record: Record, both: Effects) -> None:
    alone = asked(record, model="one-sector", elasticities="simonovska-waugh-2014")
    (beside,) = both.beside
    assert both.model == "caliendo-parro"
    assert beside.economies == alone.economies
    assert beside.options == alone.options
    assert beside.options["elasticities"] == "simonovska-waugh-2014, 4 as the mean over trade"
    assert both.economies == asked(record, elasticities="simonovska-waugh-2014").economies


def test_the_models_agree_on_the_sign_and_disagree_on_the_size(both: Effects) -> None:
    """Duties of 145 and 125% cost both sides in both models; trade between all falls."""
    theirs = {row.economy: row for row in both.beside[0].economies}
    for code in PAIR:
        mine, other = both.economy(code), theirs[code]
        assert mine.real_income_percent < 0
        assert other.real_income_percent < 0
        assert abs(mine.real_income_percent / other.real_income_percent - 1) > 0.01
        assert other.imports_percent < 0
    assert theirs["USA"].first_order_percent is None
    assert theirs["USA"].tariff_revenue_change_usd > 0


def test_the_use_of_revenue_can_turn_the_sign(record: Record, both: Effects) -> None:
    lump = next(row for row in both.beside[0].economies if row.economy == "USA")
    relief = asked(
        record, model="one-sector", revenue="income_tax_relief", elasticities="simonovska-waugh-2014"
    )
    assert relief.options["revenue"] == "income_tax_relief"
    assert lump.real_income_percent < 0 < relief.economy("USA").real_income_percent


def test_a_step_from_hold_is_the_step_between_two_effects(record: Record) -> None:
    hold, peak, step = (
        asked(record, model="one-sector", scenario=scenario, against=against)
        for scenario, against in (("hold", "base"), ("deal", "base"), ("deal", "hold"))
    )
    for code in (*PAIR, "DEU"):
        ratio = (1 + peak.economy(code).real_income_percent / 100) / (
            1 + hold.economy(code).real_income_percent / 100
        )
        assert step.economy(code).real_income_percent == pytest.approx(100 * (ratio - 1), abs=1e-6)


def test_licences_stand_in_the_model_with_sectors(record: Record) -> None:
    found = asked(record, model="both", restrictions=("chn-magnets-2025-05",))
    assert found.licences is not None
    assert len(found.beside) == 1
    with pytest.raises(BadInput, match="the one-sector model has no sectors, so no restriction of some"):
        asked(record, model="one-sector", restrictions=("chn-magnets-2025-05",))


def test_each_model_has_a_deficit_rule_of_its_own(record: Record, both: Effects) -> None:
    assert both.options["deficits"] == "fixed_nominal"
    assert both.beside[0].options["deficits"] == "share_of_world_income"
    named = asked(
        record, model="both", elasticities="simonovska-waugh-2014", deficits="share_of_world_income"
    )
    assert named.options["deficits"] == "share_of_world_income"
    assert named.beside[0].economies == both.beside[0].economies


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"model": "two-sector"}, "there is no model 'two-sector'; use caliendo-parro, one-sector, both"),
        ({"revenue": "income_tax_relief"}, "the caliendo-parro model hands tariff revenue out as a lump sum"),
        ({"model": "both", "revenue": "gone"}, "there is no use of revenue 'gone'; use lump_sum, income"),
        ({"model": "one-sector", "deficits": "purged"}, "keeps deficits as shares of world income"),
        ({"model": "one-sector", "deficits": "fixed_nominal"}, "world income, not by 'fixed_nominal'; leave"),
        ({"model": "both", "deficits": "fixed_nominal"}, "world income, not by 'fixed_nominal'; leave"),
        ({"model": "one-sector", "against": "x"}, "there is no base of comparison 'x'"),
    ],
)
def test_choices_a_model_lacks_are_refused(record: Record, options: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        asked(record, **options)
