"""Scenarios through the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.impact.answering import pair_duties, sides
from detente.impact.bridge import Bridge
from detente.impact.doubts import Doubts
from detente.impact.effects import EffectsQuestion
from detente.impact.setting import _check_trade, prepare
from detente.impact.solving import Ask, effects
from detente.impact.spread import effects_of_scenarios
from detente.ledger.record import Record
from detente.models import solve
from detente.world.tables import SHIPPED, load_world

PAIR = ("USA", "CHN")
ON = date(2025, 6, 9)


def asked(record: Record, **options: str):  # type: ignore[no-untyped-def]
    return effects(record, Ask(PAIR, ON), EffectsQuestion(**options), "icio-2022")


def test_hold_against_hold_is_no_change(record: Record) -> None:
    found = asked(record, scenario="hold", against="hold")
    assert max(abs(row.real_income_percent) for row in found.economies) < 1e-7, "no change, no effect"


def test_the_law_of_the_table_s_own_year_is_no_change(record: Record) -> None:
    """The 2018-19 duties are in the base: asked about mid-2022, nothing has changed since."""
    found = effects(record, Ask(PAIR, date(2022, 7, 1)), EffectsQuestion(), "icio-2022")
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
    assert costs[0].dropped == ()
    assert {row.economy for row in mine.sectors} == set(PAIR)


@pytest.mark.parametrize("code", ["LIE", "MAC", "IRN", "PRK"])
def test_an_economy_within_the_rest_is_refused(record: Record, code: str) -> None:
    with pytest.raises(BadInput, match=f"^{code} is not in icio-2022; its trade is within ROW: ask about"):
        effects(record, Ask(("USA", code), ON), None, "icio-2022")


def test_the_world_is_no_party(record: Record) -> None:
    with pytest.raises(BadInput, match=r"^WLD is not in icio-2022; ask about an economy of the table"):
        effects(record, Ask(("USA", "WLD"), ON), None, "icio-2022")


def test_the_sheet_does_without_an_economy_that_the_table_lacks(record: Record) -> None:
    costs = effects_of_scenarios(record, Ask(("USA", "LIE"), ON), ("hold",), "icio-2022", lambda *_: None)
    assert costs[0].effects.duties == ()
    assert costs[0].effects.economy("USA").real_income_percent < 0
    for ask in (costs[0].effects.economy, costs[0].range_of):
        with pytest.raises(BadInput, match=r"^LIE is not in icio-2022"):
            ask("LIE")


def test_sets_that_do_not_converge_are_named(record: Record) -> None:
    cost = effects_of_scenarios(record, Ask(PAIR, ON), ("hold",), "icio-2022", lambda *_: None)[0]
    first, *others = cost.spread
    stuck = replace(
        first, solver=replace(first.solver, advice="stopped early"), real_income_percent={"USA": -99.0}
    )
    cost = replace(cost, spread=(stuck, *others))
    assert cost.dropped == (first.elasticities,)
    assert cost.range_of("USA")[0] > -99


def test_doubts_of_the_base_year_are_told_apart(record: Record) -> None:
    notes = asked(record).notes
    base = [note for note in notes if note.startswith("in the base year: ")]
    own = [note for note in notes if note not in base]
    assert any("weigh as all origins together" in note for note in base)
    assert any("cn-ca-2025" in note for note in own)
    assert not any("cn-ca-2025" in note for note in base), "China's duties on Canada are of 2025"


def test_what_was_not_yet_known_is_not_charged(record: Record) -> None:
    """On 3 April 2025 nobody knew of the 84 and 125% of the week after, nor that the 34% would be paused."""
    on = date(2025, 4, 20)
    found = [
        effects(record, Ask(PAIR, on, known_at), None, "icio-2022").duties[0].added_rate
        for known_at in (date(2025, 4, 3), None)
    ]
    assert found[0] < found[1] - 0.5


def test_a_world_that_does_not_add_up_is_refused(record: Record, tmp_path: Path) -> None:
    with np.load(SHIPPED / "icio-2022.npz") as shipped:
        arrays = dict(shipped)
    arrays["value_added"] = arrays["value_added"] * 1.1
    np.savez(tmp_path / "mine.npz", **arrays)
    with pytest.raises(BadInput, match="mine does not add up: use and value added are output: off by"):
        prepare(record, str(tmp_path / "mine.npz"), "caliendo-parro-2015")


def test_a_world_without_trade_is_refused(record: Record) -> None:
    """A file of flows cut short: it adds up, and all its effects would be zero."""
    world = load_world("icio-2022")
    own = np.eye(len(world.economies), dtype=bool)[:, :, None]
    alone = replace(world, flows=np.where(own, world.flows, 0.0))
    with pytest.raises(
        BadInput, match=r"no economy of the table icio-2022 trades with another; was the file"
    ):
        _check_trade(alone)


def test_a_table_may_state_no_year(record: Record) -> None:
    setting = prepare(record, "icio-2022", "caliendo-parro-2015")
    metadata = replace(setting.world.metadata, year=None)
    silent = replace(setting, bridge=Bridge.over(replace(setting.world, metadata=metadata), record))
    duties = pair_duties(silent, setting.world.tariffs, PAIR, sides(silent, PAIR), Doubts())
    assert {duty.weights for duty in duties} == {"goods trade by sector, year not stated"}


def test_restrictions_are_no_single_text() -> None:
    with pytest.raises(
        BadInput, match=r"restrictions is the text 'chn-x'; give ids in a tuple, as \('chn-x',\)"
    ):
        EffectsQuestion(restrictions="chn-x")  # type: ignore[arg-type]


def test_every_deficit_rule_converges(record: Record) -> None:
    values = [
        asked(record, scenario="peak", deficits=rule).economy("USA").real_income_percent
        for rule in ("fixed_nominal", "share_of_world_income", "purged")
    ]
    assert len(set(values)) == 3
    assert all(-2 < value < 0.5 for value in values)


@pytest.mark.parametrize(
    "options",
    [
        {"scenario": "laps"},
        {"model": "magic"},
        {"deficits": "none"},
        {"deficits": ""},
        {"against": "x"},
        {"elasticities": "y"},
    ],
)
def test_unknown_options_are_refused(record: Record, options: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        asked(record, **options)


def test_the_base_is_an_equilibrium(record: Record) -> None:
    setting = prepare(record, "icio-2022", "caliendo-parro-2015")
    same = solve(setting.baseline, setting.baseline.tariffs)
    assert np.abs(same.real_income_change).max() < 1e-10
