"""How programmes yield to one another, read from the rows of the programme that yields."""

from __future__ import annotations

from collections.abc import Iterator

from detente.core.codes import WORLD
from detente.core.time import Instant, Interval
from detente.ledger.entries import Interaction
from detente.ledger.record import Record

WHOLLY = ("skip_if_covered_by", "supersedes")
"""Rules under which a duty leaves the goods that another programme covers."""


def names_origin(record: Record, tranche_id: str, origin: str) -> bool:
    """Say whether a tranche names an origin, itself or through a group, rather than the whole world.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> names_origin(open_record(), "us-world-recip-10", "DEU")
        False
        >>> names_origin(open_record(), "us-eu-recip", "DEU")
        True
    """
    origins = record.scope_of(tranche_id).origins
    return any(listed != WORLD and record.economies.covers(listed, origin) for listed in origins)


def interactions(record: Record, programme: str, origin: str, instant: Instant) -> Iterator[Interaction]:
    """Yield the rows of a programme that bear on goods of an origin at an instant.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> instant = Instant.parse("2025-07-01T12:00 America/New_York")
        >>> found = interactions(open_record(), "ieepa-reciprocal", "CHN", instant)
        >>> sorted({row.rule for row in found})
        ['most_specific_origin', 'scale_by', 'skip_if_covered_by']
    """
    covers = record.economies.covers
    for rule in record.tables.programmes[programme].interactions:
        concerned = not rule.origins or any(covers(listed, origin) for listed in rule.origins)
        spared = any(covers(listed, origin) for listed in rule.except_origins)
        if concerned and not spared and instant in Interval(rule.start, rule.end):
            yield rule
