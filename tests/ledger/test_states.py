"""The one rule of states: changes in the order in which they became known, each from its instant onward."""

from __future__ import annotations

from datetime import date

import pytest

from detente.core.time import Instant
from detente.ledger.entries import Event, State, Tranche
from detente.ledger.states import Change, changes_of, changes_of_event, state_at, timeline

LATE = date(2030, 1, 1)


def on(text: str) -> Instant:
    return Instant.parse(text)


def change(at: str, state: State, known: str | None, only_if_alive: bool = False) -> Change:
    known_at = date.fromisoformat(known) if known else None
    return Change(on(at), state, known_at, "test", only_if_alive=only_if_alive)


def told(changes: list[Change], known_at: date = LATE) -> list[tuple[str, str]]:
    return [(str(span.start), span.state) for span in timeline(changes, known_at)]


def test_nothing_known_is_no_timeline() -> None:
    assert timeline([], LATE) == ()
    assert told([change("2025-01-01", "in_force", "2025-01-01")], date(2024, 12, 31)) == []


def test_an_extension_moves_the_waking() -> None:
    asleep = [
        *changes_of_event(Event(at=on("2025-05-14"), to_state="suspended", until=on("2025-08-12"),
                                known_at=date(2025, 5, 12)), "t"),
        *changes_of_event(Event(at=on("2025-08-12"), to_state="suspended", until=on("2025-11-10"),
                                known_at=date(2025, 8, 11)), "t"),
    ]  # fmt: skip
    assert told(asleep, date(2025, 6, 9)) == [("2025-05-14", "suspended"), ("2025-08-12", "in_force")]
    assert told(asleep) == [
        ("2025-05-14", "suspended"),
        ("2025-08-12", "suspended"),
        ("2025-11-10", "in_force"),
    ]


def test_a_retroactive_change_rewrites_the_past_for_later_knowledge_only() -> None:
    changes = [
        change("2025-08-07", "in_force", "2025-07-31"),
        change("2025-08-07", "superseded", "2025-09-04"),
    ]
    assert told(changes, date(2025, 9, 3)) == [("2025-08-07", "in_force")]
    assert told(changes, date(2025, 9, 4)) == [("2025-08-07", "superseded")]


def test_what_became_known_later_counts_whatever_the_order_of_writing() -> None:
    first = change("2025-08-12", "in_force", "2025-05-12")
    later = change("2025-08-12", "suspended", "2025-08-11")
    assert told([first, later]) == told([later, first]) == [("2025-08-12", "suspended")]


def test_on_one_day_the_order_of_writing_decides() -> None:
    first, second = (
        change("2025-04-09", "in_force", "2025-04-08"),
        change("2025-04-09", "superseded", "2025-04-08"),
    )
    assert told([first, second]) == [("2025-04-09", "superseded")]
    assert told([second, first]) == [("2025-04-09", "in_force")]


def test_an_earlier_change_known_later_wipes_what_was_to_come() -> None:
    changes = [
        change("2025-03-01", "in_force", "2025-01-01"),
        change("2025-06-01", "suspended", "2025-01-01"),
        change("2025-04-01", "terminated", "2025-02-01"),
    ]
    assert told(changes) == [("2025-03-01", "in_force"), ("2025-04-01", "terminated")]


def test_assumed_changes_come_last() -> None:
    changes = [change("2025-03-01", "terminated", None), change("2025-03-01", "in_force", "2029-12-31")]
    assert told(changes, date(2024, 1, 1)) == [("2025-03-01", "terminated")]
    assert told(changes) == [("2025-03-01", "terminated")]


@pytest.mark.parametrize(
    ("before", "voided"),
    [("in_force", True), ("suspended", True), ("announced", True), ("scheduled", True),
     ("superseded", False), ("expired", False), ("terminated", False)],
)  # fmt: skip
def test_a_ruling_voids_only_what_is_alive(before: State, voided: bool) -> None:
    changes = [
        change("2025-03-01", before, "2025-03-01"),
        change("2026-02-24", "invalidated", "2026-02-20", only_if_alive=True),
    ]
    assert (("2026-02-24", "invalidated") in told(changes)) is voided


def test_a_ruling_voids_what_was_to_begin_after_it() -> None:
    changes = [
        change("2026-11-10", "in_force", "2025-11-04"),
        change("2026-02-24", "invalidated", "2026-02-20", only_if_alive=True),
    ]
    assert told(changes) == [("2026-02-24", "invalidated")]
    assert told(changes, date(2026, 2, 19)) == [("2026-11-10", "in_force")]


def test_a_ruling_on_nothing_does_nothing() -> None:
    assert told([change("2026-02-24", "invalidated", "2026-02-20", only_if_alive=True)]) == []


def test_a_tranche_tells_its_life_in_order() -> None:
    tranche = Tranche(
        id="t",
        start=on("2025-03-04T00:01 America/New_York"),
        known_at=date(2025, 2, 1),
        end=on("2025-08-01T00:01 America/New_York"),
        end_known_at=date(2025, 7, 31),
        end_state="superseded",
        instrument="eo",
        events=(Event(at=on("2025-04-01"), to_state="suspended", known_at=date(2025, 3, 20), id="pause"),),
    )
    assert [
        (item.state, str(item.known_at), item.cause, item.instrument) for item in changes_of(tranche)
    ] == [
        ("in_force", "2025-02-01", "t", "eo"),
        ("superseded", "2025-07-31", "t", "eo"),
        ("suspended", "2025-03-20", "pause", None),
    ]


def test_what_is_left_out_was_known_when_it_happened_and_ends_as_expired() -> None:
    tranche = Tranche(id="t", start=on("2025-03-04"), end=on("2025-08-01"))
    assert [(item.state, str(item.known_at)) for item in changes_of(tranche)] == [
        ("in_force", "2025-03-04"),
        ("expired", "2025-08-01"),
    ]
    assert changes_of(Tranche(id="threat", state="announced", known_at=date(2025, 10, 25))) == []


def test_an_event_without_end_does_not_revert() -> None:
    assert len(changes_of_event(Event(at=on("2025-03-04"), to_state="terminated"), "t")) == 1


def test_states_at_the_edges() -> None:
    spans = timeline(
        [change("2025-04-09", "in_force", "2025-04-02"), change("2025-04-10", "expired", "2025-04-02")], LATE
    )
    assert state_at(spans, on("2025-04-08T23:59")) is None
    for moment, state in (
        ("2025-04-09", "in_force"),
        ("2025-04-09T23:59", "in_force"),
        ("2025-04-10", "expired"),
    ):
        found = state_at(spans, on(moment))
        assert found is not None
        assert found.state == state
