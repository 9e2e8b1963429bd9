"""Which deadlines run on a day, between whom, and whether the law under what they govern stands."""

from __future__ import annotations

from datetime import date

import pytest

from detente.core.time import Instant
from detente.ledger.deadlines import concerns, is_running, legal_base, running_deadlines
from detente.ledger.entries import Governed
from detente.ledger.record import Record

PAIR = ("USA", "CHN")


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "known_at", "running"),
    [
        ("2025-05-11", "2026-10-09", False),  # not agreed yet
        ("2025-05-12", "2026-10-09", True),  # on record that day
        ("2025-08-10", "2026-10-09", True),
        ("2025-08-11", "2026-10-09", False),  # extended that day
        ("2025-08-11", "2025-08-10", True),  # which was not known the day before
        ("2025-08-12", "2025-08-10", False),  # it lies ahead no longer
        ("2025-06-09", "2025-05-11", False),
    ],
)
def test_when_a_deadline_runs(on: str, known_at: str, running: bool, record: Record) -> None:
    deadline = record.tables.deadlines["truce-2025-08-12"]
    assert is_running(deadline, day(on), day(known_at)) is running


def test_earliest_first_with_days_left(record: Record) -> None:
    found = running_deadlines(record, PAIR, day("2026-10-15"), record.newest)
    assert [item.deadline.on for item in found] == sorted(item.deadline.on for item in found)
    assert {item.deadline.id: item.days_left for item in found}["truce-2026-11-10"] == 26


def test_what_became_of_it_is_told_as_far_as_it_is_known(record: Record) -> None:
    (then,) = running_deadlines(record, PAIR, day("2025-06-09"), day("2025-06-09"))
    (now,) = running_deadlines(record, PAIR, day("2025-06-09"), record.newest)
    assert then.later_outcome is None
    assert now.later_outcome is not None
    assert (now.later_outcome.kind, now.later_outcome.to) == ("extended", "truce-2025-11-10")


@pytest.mark.parametrize(
    ("deadline", "parties", "concerned"),
    [
        ("truce-2025-08-12", ("USA", "CHN"), True),
        ("truce-2025-08-12", ("CHN", "USA"), True),
        ("truce-2025-08-12", ("USA", "JPN"), False),
        ("truce-2025-08-12", ("CHN",), True),
        ("truce-2025-08-12", (), True),
        ("eu-2025-07-14", ("USA", "DEU"), True),
        ("s122-2026-07-23", ("USA", "CHN"), True),
        ("s122-2026-07-23", ("JPN", "KOR"), False),
        ("pause-2025-07-09", ("USA", "JPN"), True),
        ("pause-2025-07-09", ("JPN", "KOR"), False),
        ("controls-2026-11-27", ("USA", "CHN"), True),
    ],
)
def test_whom_a_deadline_concerns(
    deadline: str, parties: tuple[str, ...], concerned: bool, record: Record
) -> None:
    assert concerns(record, record.tables.deadlines[deadline], parties) is concerned


@pytest.mark.parametrize(
    ("tranche", "at", "known_at", "standing", "ruling"),
    [
        ("us-cn-recip-24-suspended", "2025-08-12", "2025-05-27", "stands", None),
        ("us-cn-recip-24-suspended", "2025-08-12", "2025-05-28", "disputed", "vos-selections-cit"),
        ("us-cn-recip-24-suspended", "2025-11-10", "2025-09-01", "disputed", "vos-selections-cafc"),
        ("us-cn-recip-24-suspended", "2026-11-10", "2026-02-19", "disputed", "vos-selections-cafc"),
        ("us-cn-recip-24-suspended", "2026-11-10", "2026-02-20", "void", "learning-resources-v-trump"),
        ("us-cn-recip-10-geneva", "2026-01-01", "2026-02-19", "disputed", "vos-selections-cafc"),
        ("cn-us-24-suspended", "2026-11-10", "2026-10-09", "stands", None),
        ("us-world-s122", "2026-07-24T00:01 America/New_York", "2026-03-15", "stands", None),
    ],
)
def test_whether_the_law_stands(
    tranche: str, at: str, known_at: str, standing: str, ruling: str | None, record: Record
) -> None:
    governed = Governed(at=Instant.parse(at), on_lapse="in_force", tranche=tranche)
    base = legal_base(record, tranche, governed, day(known_at))
    assert base.standing == standing
    assert (base.ruling.id if base.ruling else None) == ruling
    assert base.why


def test_what_ended_by_other_means_has_a_law_that_stands(record: Record) -> None:
    """Superseded in August 2025: nothing is left to come back, though no court has touched it."""
    governed = Governed(at=Instant.parse("2026-01-01"), on_lapse="in_force", tranche="cn-us-10-geneva")
    base = legal_base(record, "cn-us-10-geneva", governed, record.newest)
    assert (base.standing, base.ended) == ("stands", "superseded since 2025-08-12")


def test_every_outcome_was_known_by_the_deadline_or_missed_it(record: Record) -> None:
    for deadline in record.tables.deadlines.values():
        if deadline.outcome and deadline.outcome.kind == "extended":
            assert deadline.known_at <= deadline.outcome.known_at, deadline.id
            following = record.tables.deadlines.get(deadline.outcome.to or "")
            assert following is None or following.on > deadline.on, deadline.id
