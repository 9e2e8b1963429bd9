"""What the headline says of rates that are no single figure, and of what the record cannot know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from detente.brief.blocks import Line
from detente.brief.layout.clock import SAYS, the_clock
from detente.brief.layout.where import tranches, where_it_stands
from detente.brief.sheet import Brief
from detente.core.sources import Evidence
from detente.ledger.entries import RateRange


def told(sheet: Brief, part: dict[str, Any], side: dict[str, Any]) -> tuple[str, str]:
    """Return lead and words of the first line of a side whose first duty and sums are changed."""
    first = sheet.standing[0]
    changed = replace(first.components[0], **part)
    (line, *_) = where_it_stands([replace(first, components=(changed,), **side)]).blocks
    assert isinstance(line, Line)
    return line.lead.strip(), "".join(word for word in line.words if isinstance(word, str)).strip()


@pytest.mark.parametrize(
    ("part", "side", "lead", "words"),
    [
        ({}, {"low": 0.2, "high": 0.2}, "USA on CHN  20%", "= fentanyl 20"),
        (
            {"rate": RateRange(low=0.1, high=0.25)},
            {"low": 0.1, "high": 0.25},
            "USA on CHN  10 to 25%",
            "= fentanyl 10 to 25",
        ),
        (
            {"rate": "unknown"},
            {"low": 0.0, "high": 0.0, "unknown": ("us-cn-ieepa-fent-20",)},
            "USA on CHN  at least 0%",
            "= fentanyl unknown",
        ),
        (
            {"rate": 0.0375},
            {"low": 0.0375, "high": 0.0375, "includes_floor": True},
            "USA on CHN  3.75%",
            "in all (ordinary duty included) = fentanyl 3.75",
        ),
    ],
)
def test_the_headline_is_no_more_exact_than_the_record(
    sheet: Brief, part: dict[str, Any], side: dict[str, Any], lead: str, words: str
) -> None:
    assert told(sheet, part, side) == (lead, words)


def test_a_rate_not_on_record_is_named(sheet: Brief) -> None:
    side = replace(sheet.standing[0], unknown=("us-cn-ieepa-fent-20",))
    text = [word for line in where_it_stands([side]).blocks if isinstance(line, Line) for word in line.words]
    assert "the rate of us-cn-ieepa-fent-20 is not on record" in text


def test_states_that_only_the_instruments_tell_are_said_to_be_so(sheet: Brief) -> None:
    first = sheet.standing[0]
    side = replace(first, asleep=(replace(first.asleep[0], certain=False),))
    text = [word for line in where_it_stands([side]).blocks if isinstance(line, Line) for word in line.words]
    assert "by the published instruments, not known to be so: " in text
    assert "reciprocal 24 since 14 May 2025" in text


def test_ranges_stay_data(sheet: Brief) -> None:
    first = sheet.standing[0]
    part = replace(first.components[0], rate=RateRange(low=0.1, high=0.25))
    changed = replace(sheet, standing=(replace(first, components=(part,)),))
    assert changed.as_json()["standing"][0]["components"][0]["rate"] == {"low": 0.1, "high": 0.25}


def test_every_duty_on_all_goods_is_told_by_its_tranche(sheet: Brief) -> None:
    lines = [line for line in tranches(sheet.standing).blocks if isinstance(line, Line)]
    parts = [part for side in sheet.standing for part in (*side.components, *side.asleep)]
    assert [line.lead.strip() for line in lines] == [part.tranche for part in parts]


def test_every_kind_of_evidence_has_its_words(sheet: Brief) -> None:
    assert set(SAYS) == set(get_args(Evidence))
    (deadline,) = sheet.clock.deadlines
    claims = tuple(replace(claim, evidence="publication") for claim in deadline.lapses[0].claims)
    lapse = replace(deadline.lapses[0], claims=claims)
    changed = replace(sheet.clock, deadlines=(replace(deadline, lapses=(lapse,), evidence="publication"),))
    text = "".join(
        word
        for line in the_clock(changed).blocks
        if isinstance(line, Line)
        for word in line.words
        if isinstance(word, str)
    )
    assert "a publication says 145%" in text
    assert "rests on publications alone" in text


@pytest.mark.parametrize("certain", [True, False])
def test_an_average_is_no_more_certain_than_its_duties(sheet: Brief, certain: bool) -> None:
    first = sheet.standing[0]
    assert first.average is not None
    changed = replace(first, components=(replace(first.components[0], certain=certain),))
    lines = [line for line in where_it_stands([changed]).blocks if isinstance(line, Line)]
    (average,) = (line for line in lines if "average added duty" in str(line.words[0]))
    assert ("if those instruments hold" in str(average.words[-1])) is not certain
