"""The record as a story: every change of state of every tranche, in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.core.time import Instant
from detente.ledger.entries import Rate
from detente.ledger.record import Record


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of state of one tranche: a line of the timeline."""

    at: Instant
    known_at: date | None
    imposing: str
    origins: tuple[str, ...]
    programme: str
    measure: str
    tranche: str
    title: str
    rate: Rate | None
    state: str
    cause: str


def turns(record: Record, tranche_ids: Iterable[str], known_at: date) -> tuple[Turn, ...]:
    """Return the changes of state of some tranches, as known on a day, earliest first.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> found = turns(open_record(), ["us-cn-recip-84"], date(2026, 1, 1))
        >>> [(turn.at.day.isoformat(), turn.state) for turn in found]
        [('2025-04-09', 'in_force'), ('2025-04-10', 'superseded')]
    """
    found = []
    for tranche_id in tranche_ids:
        tranche, measure = record.tranches[tranche_id], record.measure_of[tranche_id]
        found += [
            Turn(
                at=span.start,
                known_at=span.change.known_at,
                imposing=measure.imposing,
                origins=record.scope_of(tranche_id).origins,
                programme=measure.programme,
                measure=measure.id,
                tranche=tranche_id,
                title=tranche.title or measure.title,
                rate=tranche.rate,
                state=span.state,
                cause=span.change.cause,
            )
            for span in record.timeline(tranche_id, known_at)
        ]
    return tuple(sorted(found, key=lambda turn: (turn.at, turn.imposing, turn.tranche)))
