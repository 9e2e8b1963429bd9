"""What is in force between two economies, both ways, which deadlines run, and what lapses on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.errors import BadInput
from detente.core.time import Instant, end_of_day
from detente.duties.headline import Headline, headline
from detente.duties.lapses import Lapsing, Look, lapsing
from detente.ledger.deadlines import concerns, running_deadlines
from detente.ledger.entries import Deadline
from detente.ledger.record import Record, as_known


@dataclass(frozen=True, slots=True)
class Status:
    """The answer of `status`: both directions, the clock, and what the record cannot know."""

    between: tuple[str, str]
    on: date
    known_at: date
    looked_ahead_from: date
    sides: tuple[Headline, ...]
    deadlines: tuple[Lapsing, ...]
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: rates as fractions, days as ISO dates."""
        return {
            "between": list(self.between),
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "looked_ahead_from": self.looked_ahead_from.isoformat(),
            "sides": [side.as_json() for side in self.sides],
            "deadlines": [lapsing.as_json() for lapsing in self.deadlines],
            "notices": list(self.notices),
        }


def status(
    record: Record,
    between: tuple[str, str],
    on: date,
    known_at: date | None = None,
    at: Instant | None = None,
) -> Status:
    """Return what is in force between two economies at the end of a day, or at an instant of it.

    The state of the day uses everything on record, later corrections included; the look ahead (which
    deadlines run, what lapses) uses only what was on record by that day. `known_at` sets both.

    Args:
        record: The record, or one under a scenario.
        between: Two economies, alpha-3.
        on: The day of import entry.
        known_at: The day of knowledge; by default see above.
        at: The instant of import entry; by default the end of the day in the importer's zone.

    Raises:
        BadInput: The day lies before the record begins, or the two are the same.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> found = status(open_record(), ("USA", "CHN"), date(2025, 6, 9))
        >>> [(lapse.from_rate, lapse.to_rate) for lapse in found.deadlines[0].lapses]
        [(0.3, 0.54), (0.1, 0.34)]
    """
    if between[0] == between[1]:
        raise BadInput(f"{between[0]} is named twice", mend="name two economies")
    if on < record.earliest:
        raise BadInput(f"{on} lies before the record begins", mend=f"ask about {record.earliest} or later")
    present = known_at or max(record.newest, on)
    ahead = as_known(on, known_at, record.newest)
    sides = tuple(
        headline(record, pair, at or end_of_day(on, record.zone_of(pair[0])), present)
        for pair in (between, (between[1], between[0]))
    )
    running = running_deadlines(record, between, on, known_at or present)
    look = Look(on, ahead, hindsight=known_at is None or known_at >= record.newest)
    deadlines = tuple(lapsing(record, sides, found, look) for found in running)
    return Status(between, on, present, ahead, sides, deadlines, _notices(record, between, on, known_at))


def _notices(record: Record, between: tuple[str, str], on: date, known_at: date | None) -> tuple[str, ...]:
    """Return what the reader must know before believing the answer: a day beyond what is known."""
    newest = min(record.newest, known_at or record.newest)
    if on <= newest:
        return ()
    days = (on - newest).days
    gap = f"{days} day{'s' * (days > 1)} before {on}"
    unknown = "what was decided since is unknown, and the law is shown as it stood then"
    if newest < record.newest:
        unknown = "what was decided since is left out, and the law is shown as it was then to become"
    known = "the newest material on record is" if newest == record.newest else "the day of knowledge is"
    notices = [f"{known} of {newest}, {gap}: {unknown}"]
    for deadline in sorted(record.tables.deadlines.values(), key=lambda deadline: deadline.on):
        if (
            concerns(record, deadline, between)
            and newest < deadline.on <= on
            and not _settled(deadline, newest)
        ):
            notices.append(
                f"the deadline {deadline.id} ({deadline.on}) has passed since; what became of it is unknown, "
                "and the rates shown are those its instruments would bring"
            )
    return tuple(notices)


def _settled(deadline: Deadline, known_at: date) -> bool:
    return deadline.outcome is not None and deadline.outcome.known_at <= known_at
