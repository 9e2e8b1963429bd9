"""Scenarios through the model."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.impact.effects import EffectsQuestion
from detente.impact.solving import Ask, effects, effects_of_scenarios, prepare
from detente.ledger.record import Record
from detente.models import solve

PAIR = ("USA", "CHN")
ON = date(2025, 6, 9)


def asked(record: Record, **options: str):  # type: ignore[no-untyped-def]
    return effects(record, PAIR, ON, EffectsQuestion(**options), "icio-2022")


def test_hold_against_hold_is_no_change(record: Record) -> None:
    found = asked(record, scenario="hold", against="hold")
    assert max(abs(row.real_income_percent) for row in found.economies) < 1e-7, "no change, no effect"


def test_the_law_of_the_table_s_own_year_is_no_change(record: Record) -> None:
    """The 2018-19 duties are in the base: asked about mid-2022, nothing has changed since."""
    found = effects(record, PAIR, date(2022, 7, 1), EffectsQuestion(), "icio-2022")
    assert max(abs(row.real_income_percent) for row in found.economies) < 1e-7
    assert all(duty.added_rate == duty.added_rate_in_base_year for duty in found.duties)
    assert all(duty.added_rate > 0.08 for duty in found.duties)


def test_a_lapse_costs_both_sides(record: Record) -> None:
    hold, lapse = asked(record, scenario="hold"), asked(record, scenario="lapse")
    for code in PAIR:
        assert lapse.economy(code).real_income_percent < hold.economy(code).real_income_percent < 0


def test_a_lapse_against_hold_is_the_step_between_the_two(record: Record) -> None:
    """Two ways to one number: in one step from hold, or as the ratio of two effects from base."""
    hold, lapse = asked(record, scenario="hold"), asked(record, scenario="lapse")
    step = asked(record, scenario="lapse", against="hold")
    for code in ("USA", "CHN", "VNM", "DEU"):
        ratio = (1 + lapse.economy(code).real_income_percent / 100) / (
            1 + hold.economy(code).real_income_percent / 100
        )
        assert step.economy(code).real_income_percent == pytest.approx(100 * (ratio - 1), abs=1e-6)


def test_added_duties_of_the_pair_follow_the_headline(record: Record) -> None:
    hold, lapse = asked(record, scenario="hold"), asked(record, scenario="lapse")
    china = [found.duties[1].added_rate for found in (hold, lapse)]
    assert china[1] - china[0] == pytest.approx(0.24, abs=1e-9), "China's 24 points spare nothing"
    usa = [found.duties[0].added_rate for found in (hold, lapse)]
    assert 0.10 < usa[1] - usa[0] < 0.24, "Annex II and metals are spared from the US 24 points"


def test_world_trade_balances(record: Record) -> None:
    found = asked(record, scenario="peak")
    assert sum(row.trade_balance_usd for row in found.economies) == pytest.approx(0, abs=1e6)


def test_brief_and_effects_give_the_same_numbers(record: Record) -> None:
    costs = effects_of_scenarios(
        record, Ask(PAIR, ON, record.newest), ("lapse",), "icio-2022", lambda *_: None
    )
    alone = asked(record, scenario="lapse")
    mine = costs[0].effects
    for code in PAIR:
        assert mine.economy(code).real_income_percent == pytest.approx(
            alone.economy(code).real_income_percent, abs=1e-9
        )
    low, high = costs[0].range_of("USA")
    assert low <= mine.economy("USA").real_income_percent <= high
    assert low < high
    assert len(costs[0].spread) == 7


def test_every_deficit_rule_converges(record: Record) -> None:
    values = [
        asked(record, scenario="peak", deficits=rule).economy("USA").real_income_percent
        for rule in ("fixed_nominal", "share_of_world_income", "purged")
    ]
    assert len(set(values)) == 3
    assert all(-2 < value < 0.5 for value in values)


@pytest.mark.parametrize(
    "options",
    [{"scenario": "laps"}, {"model": "magic"}, {"deficits": "none"}, {"against": "x"}, {"elasticities": "y"}],
)
def test_unknown_options_are_refused(record: Record, options: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        asked(record, **options)


def test_the_base_is_an_equilibrium(record: Record) -> None:
    setting = prepare(record, "icio-2022", "caliendo-parro-2015")
    same = solve(setting.baseline, setting.baseline.tariffs)
    assert np.abs(same.real_income_change).max() < 1e-10
