"""The state of a tranche at an instant, as known on a day.

Changes are taken in the order in which they became known; each sets the state from its own instant
onward and wipes what earlier-known changes said of later times. Retroactive law, superseded
announcements and extended suspensions all follow from that one rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.core.sources import Source
from detente.core.time import Instant
from detente.ledger.entries import Control, Event, State, Tranche

ALIVE: frozenset[State] = frozenset({"announced", "scheduled", "in_force", "suspended"})


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state and its cause: an event, a ruling, a scenario, or the tranche's own dates.

    `known_at` is None for a change that a scenario assumes. With `only_if_alive`, spans that have
    already ended keep their state (a ruling does not void what has expired).
    """

    at: Instant
    state: State
    known_at: date | None
    cause: str
    instrument: str | None = None
    only_if_alive: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A state from `start` (inclusive) to `end` (exclusive; None is open), and what brought it."""

    start: Instant
    end: Instant | None
    state: State
    change: Change


def changes_of(tranche: Tranche | Control) -> list[Change]:
    """Return the changes that the entry itself tells, in order of writing.

    Example:
        >>> from detente.core.time import Instant
        >>> tranche = Tranche(id="t", start=Instant.parse("2025-04-09"), end=Instant.parse("2025-04-10"),
        ...                   end_state="superseded")
        >>> [(change.state, change.known_at.isoformat()) for change in changes_of(tranche)]
        [('in_force', '2025-04-09'), ('superseded', '2025-04-10')]
    """
    instrument = getattr(tranche, "instrument", None)
    found: list[Change] = []
    start, end = tranche.start, tranche.end
    if start:
        state: State = getattr(tranche, "state", "in_force")
        known = getattr(tranche, "known_at", None) or getattr(tranche, "announced", None) or start.day
        found.append(Change(start, state, known, tranche.id, instrument))
    if end:
        ended: State = getattr(tranche, "end_state", None) or "expired"
        known = getattr(tranche, "end_known_at", None) or end.day
        found.append(Change(end, ended, known, tranche.id, instrument))
    for event in tranche.events:
        found += changes_of_event(event, tranche.id)
    return found


def changes_of_event(event: Event, owner: str) -> list[Change]:
    """Return the one or two changes of an event: its state, and what it reverts to."""
    known = event.known_at or event.at.day
    cause = event.id or owner
    changes = [Change(event.at, event.to_state, known, cause, event.instrument, source=event.source)]
    if event.until:
        back = event.reverts_to or "in_force"
        changes.append(Change(event.until, back, known, cause, event.instrument, source=event.source))
    return changes


def timeline(changes: Sequence[Change], known_at: date) -> tuple[Span, ...]:
    """Compile changes into spans without gaps, as known on a day.

    Args:
        changes: In order of writing, which decides between changes known on the same day.
        known_at: Changes known later are left out; assumed ones (known_at None) come last.

    Returns:
        Spans in order of time; empty when nothing was known.

    Example:
        >>> sleeping = Event(at=Instant.parse("2025-05-14"), to_state="suspended",
        ...                  until=Instant.parse("2025-08-12"), reverts_to="in_force")
        >>> spans = timeline(changes_of_event(sleeping, "t"), date(2025, 6, 9))
        >>> [(str(span.start), span.state) for span in spans]
        [('2025-05-14', 'suspended'), ('2025-08-12', 'in_force')]
    """
    known = [change for change in changes if change.known_at is None or change.known_at <= known_at]
    known.sort(key=lambda change: change.known_at or date.max)
    spans: list[Span] = []
    for change in known:
        spans = _overwritten(spans, change)
    return tuple(spans)


def _overwritten(spans: list[Span], change: Change) -> list[Span]:
    """Set the state from the change's instant onward."""
    kept: list[Span] = []
    before: State | None = None
    for span in spans:
        if span.start < change.at:
            before = span.state
            end = change.at if span.end is None or change.at < span.end else span.end
            kept.append(Span(span.start, end, span.state, span.change))
    if change.only_if_alive:
        ahead_alive = any(
            span.state in ALIVE and (span.end is None or change.at < span.end) for span in spans
        )
        if not ahead_alive or (before is not None and before not in ALIVE):
            return spans
    kept.append(Span(change.at, None, change.state, change))
    return kept


def state_at(spans: Sequence[Span], instant: Instant) -> Span | None:
    """Return the span that holds an instant, or None before the first.

    Example:
        >>> span = Span(Instant.parse("2025-05-14"), None, "in_force",
        ...             Change(Instant.parse("2025-05-14"), "in_force", None, "t"))
        >>> state_at([span], Instant.parse("2025-05-13")) is None
        True
    """
    found = None
    for span in spans:
        if instant < span.start:
            break
        found = span
    return found
