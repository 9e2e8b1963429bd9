"""What is expected over scenarios, and what such an answer says it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.impact.effects import Effects, EffectsQuestion
from detente.impact.solving import Ask, effects
from detente.impact.uncertainty.expected import expected_effects
from detente.impact.uncertainty.odds import Odds
from detente.ledger.record import Record

ASK = Ask(("USA", "CHN"), date(2025, 6, 9))
ODDS = Odds({"lapse": 0.5, "hold": 0.5})
ITSELF = "of each scenario by itself: ask `effects --scenario NAME"


@pytest.fixture(scope="module")
def both(record: Record) -> list[Effects]:
    questions = (EffectsQuestion(scenario=name, model="both") for name in ODDS.scenarios)
    return [effects(record, ASK, question, "icio-2022") for question in questions]


def test_the_second_model_is_left_out_by_name(both: list[Effects]) -> None:
    found = expected_effects(both, ODDS)
    assert found.beside == ()
    (told,) = (note for note in found.notes if ITSELF in note)
    assert told.startswith("the figures are those of caliendo-parro; what one-sector says")
    assert told.endswith("--model both`")
    assert found.sectors, "both scenarios have the same"


def test_licences_and_sectors_are_left_out_by_name(
    record: Record, both: list[Effects], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "scenario: mine\ntitle: A test\nrestrictions_on_record: [chn-magnets-2025-05]\n", encoding="utf-8"
    )
    limited = effects(record, ASK, EffectsQuestion(scenario=str(path)), "icio-2022")
    found = expected_effects([replace(both[0], beside=()), limited], ODDS)
    assert (found.licences, found.sectors) == (None, ())
    told = [note for note in found.notes if ITSELF in note]
    assert [note.split()[0] for note in told] == ["the", "sectors"]
    assert "chn-magnets-2025-05" in told[0]
    assert found.world == f"{both[0].world} or {limited.world}"
    without = expected_effects([both[0], limited], Odds({"lapse": 1.0, "mine": 0.0}))
    assert not any("licences" in note for note in without.notes), "what has no odds is not missed"


def test_a_duty_names_what_no_scenario_could_weigh(both: list[Effects]) -> None:
    first, second = (
        replace(answer, duties=tuple(replace(duty, left_out=names) for duty in answer.duties))
        for answer, names in zip(both, (("a",), ("b", "a")), strict=True)
    )
    found = expected_effects([first, second], ODDS)
    assert [duty.left_out for duty in found.duties] == [("a", "b")] * 2
    means = [
        (one.added_rate + two.added_rate) / 2 for one, two in zip(first.duties, second.duties, strict=True)
    ]
    assert [duty.added_rate for duty in found.duties] == pytest.approx(means)


def test_a_single_scenario_is_its_own_expectation(both: list[Effects]) -> None:
    assert expected_effects(both[:1], Odds({"lapse": 1.0})) is both[0]
