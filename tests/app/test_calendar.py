"""The calendar: RFC 5545's line ends, folding, escapes and names, checked by reading it back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import Workbench
from detente.app.calendar import calendar, escaped, fold
from detente.core.sources import Source
from detente.ledger.entries import Deadline

SOURCE = Source(citation="An order; part 2, of two", evidence="press", confidence="low", verified=False)


def _events(text: str) -> list[dict[str, str]]:
    """Read a calendar back: unfold, then one dictionary for each event."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name] = value
    return events


def _deadline(**changes: object) -> Deadline:
    given: dict[str, object] = {
        "id": "one", "on": date(2025, 8, 12), "title": "Truce", "parties": ("USA", "CHN"),
        "known_at": date(2025, 5, 12), "source": SOURCE, "governs": (),
    }  # fmt: skip
    return Deadline(**{**given, **changes})  # type: ignore[arg-type]


def test_every_deadline_on_record_is_an_all_day_event_of_its_own() -> None:
    deadlines = Workbench().deadlines()
    events = _events(calendar(deadlines))
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [f"{one.on:%Y%m%d}" for one in deadlines]
    assert len({event["UID"] for event in events}) == len(deadlines)
    assert all(event["DTSTAMP"].endswith("T000000Z") for event in events)
    assert all(event["SUMMARY"] for event in events)


def test_the_same_record_gives_the_same_file_with_lines_a_calendar_accepts() -> None:
    text = calendar(Workbench().deadlines())
    assert text == calendar(Workbench().deadlines())
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_name_of_an_event_stays_when_its_title_and_day_change() -> None:
    before, after = _deadline(), _deadline(title="Truce, extended", on=date(2025, 11, 10))
    names = {_events(calendar([one]))[0]["UID"] for one in (before, after)}
    assert names == {"one@deadlines.detente"}


def test_text_with_marks_of_the_format_stays_one_value() -> None:
    event = _events(calendar([_deadline(title="a; b, c\\d\nBEGIN:VALARM", note="end\r\nEND:VEVENT")]))[0]
    assert event["SUMMARY"] == "USA - CHN: a\\; b\\, c\\\\d\\nBEGIN:VALARM"
    assert "end\\nEND:VEVENT" in event["DESCRIPTION"]
    assert "An order\\; part 2\\, of two (press)" in event["DESCRIPTION"]


@pytest.mark.parametrize("mark", ["\r", "\x00", "\x07", "\x1b", "\x7f"])
def test_marks_that_may_not_stand_in_a_calendar_are_left_out(mark) -> None:
    assert escaped(f"a{mark}b") == "ab"


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_folding_keeps_the_text_and_cuts_no_letter(text: str) -> None:
    folded = fold(text)
    assert folded.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
