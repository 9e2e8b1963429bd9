"""The rates on record that a ladder is read against: of the day, the highest so far, after a lapse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.brief.standing import Paths, paths
from detente.duties.headline import Headline
from detente.duties.status import Status
from detente.ledger.record import Record

Kind = Literal["in force", "highest", "if lapsed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A headline rate of one side on the other, and the day from which it holds, held or would."""

    importer: str
    rate: float
    kind: Kind
    on: date


def marks(record: Record, found: Status) -> tuple[Mark, ...]:
    """Return the headline rates of both sides: of the day, the highest of two years, and of the next lapse.

    Args:
        record: The record that was asked.
        found: The answer of `status`.

    Example:
        >>> from detente.duties.status import status
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> found = marks(record, status(record, ("USA", "CHN"), date(2025, 6, 9)))
        >>> [(mark.rate, mark.kind) for mark in found if mark.importer == "USA"]
        [(0.3, 'in force'), (1.45, 'highest'), (0.54, 'if lapsed')]
    """
    steps = paths(record, found)
    return tuple(mark for side in found.sides for mark in _of_side(side, found, steps))


def _of_side(side: Headline, found: Status, steps: Paths) -> Iterator[Mark]:
    path = steps[side.importer, side.origin]
    yield Mark(side.importer, side.rate, "in force", found.on)
    highest = max(path, key=lambda step: step.rate, default=None)
    if highest and highest.rate > side.rate:
        yield Mark(side.importer, highest.rate, "highest", highest.on)
    for first in [deadline for deadline in found.deadlines if deadline.lapses][:1]:
        for lapse in first.lapses:
            if lapse.importer == side.importer and lapse.to_rate != lapse.from_rate:
                yield Mark(side.importer, lapse.to_rate, "if lapsed", first.running.deadline.on)
