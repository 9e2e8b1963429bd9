"""Measured: the newest published statistics of both economies, against what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.brief.parts import Figure
from detente.brief.periods import read_period
from detente.core.citing import SourceBook
from detente.core.codes import WORLD
from detente.duties.status import Status
from detente.ledger.entries import Observation, Series
from detente.ledger.record import Record


def measured(record: Record, found: Status, book: SourceBook) -> tuple[Figure, ...]:
    """Return the newest figure of each statistic of the two that was out by the day; totals first.

    Args:
        record: The record.
        found: The answer of `status`.
        book: Where sources get their numbers.
    """
    seen = min(found.on, found.known_at)
    series = [
        row
        for row in record.tables.series.values()
        if row.kind == "statistic"
        and any(
            record.party_to((row.economy,), one) and record.party_to((row.destination,), other)
            for one, other in (found.between, found.between[::-1])
        )
    ]
    series.sort(key=lambda row: (row.economy, row.destination != WORLD, row.id))
    return tuple(figure for row in series for figure in _newest(row, seen, book))


def _newest(series: Series, seen: date, book: SourceBook) -> Iterator[Figure]:
    out = [
        (row.released, period.end, row, row.value)
        for row in series.observations
        if row.value is not None
        and row.released is not None
        and row.released <= seen
        and (period := read_period(row.period))
        and (period.months or 0) <= 2
    ]
    if not out:
        return
    out.sort(key=lambda item: item[:2])
    released, _, row, value = out[-1]
    before: Observation | None = out[-2][2] if len(out) > 1 else None
    yield Figure(
        series=series.id,
        title=series.title,
        unit=series.unit,
        period=row.period,
        value=value,
        released=released,
        consensus=row.consensus,
        consensus_source=row.consensus_source,
        surprise=None if row.consensus is None else round(value - row.consensus, 9),
        previous_period=before.period if before else "",
        previous=before.value if before else None,
        note=row.note,
        cites=book.cite(row.source),
    )
