"""Promised and done: what each side undertook, and the figures that show what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from detente.brief.parts import Evidence, Promise, Promised, Shipment
from detente.brief.periods import Period, read_period
from detente.core.citing import SourceBook, joined
from detente.duties.status import Status
from detente.ledger.entries import Agreement, Observation, Series
from detente.ledger.record import Record

MONTHS_BACK = 24
MOST_AGREEMENTS = 4
MONTHS_SHOWN = 13
MOST_ROWS = 6
FIGURES_TOLD = 4
NO_PROMISES = frozenset({"court ruling", "deadline", "escalation", "scheduled", "statement", "status"})


def promised(
    record: Record, found: Status, asked_known_at: date | None, book: SourceBook
) -> tuple[tuple[Promised, ...], tuple[Evidence, ...]]:
    """Return the agreements that still matter on the day, and the series their promises name.

    Those behind a running deadline come first, then the newest of the two years before the day.

    Args:
        record: The record.
        found: The answer of `status`.
        asked_known_at: The day of knowledge, where one was asked for: nothing published later is told.
        book: Where sources get their numbers.
    """
    chosen = list(_agreements(record, found))
    agreements: list[Promised] = []
    evidence: dict[str, Evidence] = {}
    for agreement in chosen:
        agreements.append(_promised(agreement, asked_known_at is None, book))
        for name in (name for commitment in agreement.commitments for name in commitment.series):
            series = record.tables.series.get(name)
            if series and name not in evidence:
                figures = _evidence(series, found.on, asked_known_at, book)
                if figures.shipments:
                    evidence[name] = figures
    return tuple(agreements), tuple(evidence.values())


def _agreements(record: Record, found: Status) -> Iterable[Agreement]:
    seen = min(found.on, found.known_at)
    behind = {lapsing.running.deadline.agreement for lapsing in found.deadlines}
    known = [
        agreement
        for agreement in record.tables.agreements.values()
        if record.parties_include(agreement.parties, found.between)
        and agreement.commitments
        and agreement.kind not in NO_PROMISES
        and max(agreement.on, agreement.known_at or agreement.on) <= seen
        and (agreement.id in behind or _months_between(agreement.on, found.on) <= MONTHS_BACK)
    ]
    known.sort(key=lambda agreement: (agreement.id in behind, agreement.on), reverse=True)
    return known[:MOST_AGREEMENTS]


def _promised(agreement: Agreement, hindsight: bool, book: SourceBook) -> Promised:
    promises = tuple(Promise(row.side, row.text, row.series) for row in agreement.commitments)
    return Promised(
        agreement=agreement.id,
        title=agreement.title,
        on=agreement.on,
        place=agreement.place,
        promises=promises,
        outcome=agreement.outcome if hindsight else "",
        cites=book.cite(agreement.source),
    )


def _evidence(series: Series, on: date, asked_known_at: date | None, book: SourceBook) -> Evidence:
    shown = _shown(series, on, asked_known_at)
    for row, _ in shown[-FIGURES_TOLD:]:
        book.cite(row.source)
    shipments = tuple(_shipment(series, found, on, book) for found in shown)
    return Evidence(
        series=series.id,
        title=series.title,
        unit=series.unit,
        kind=series.kind,
        normal_level=series.normal_level,
        normal_level_note=series.normal_level_note,
        shipments=shipments,
        cites=joined(shipment.cites for shipment in shipments),
    )


def _shown(series: Series, on: date, asked_known_at: date | None) -> list[tuple[Observation, Period]]:
    """Return the figures of the year to the day, by time; two months told as one where no single ones are."""
    known = list(_known(series, on, asked_known_at))
    if series.kind == "shipments":
        single = {period.start for _, period in known if period.months == 1}
        known = [
            (row, period)
            for row, period in known
            if _months_between(period.start, on) < MONTHS_SHOWN
            and (period.months == 1 or (period.months == 2 and period.start not in single))
        ]
        return sorted(known, key=lambda pair: pair[1].start)
    return sorted(known, key=lambda pair: (pair[1].start, pair[1].end))[-MOST_ROWS:]


def _shipment(series: Series, found: tuple[Observation, Period], on: date, book: SourceBook) -> Shipment:
    row, period = found
    assert row.value is not None
    told = known_from(series, row)
    return Shipment(
        period=row.period,
        start=period.start,
        months=period.months,
        value=row.value,
        released=told,
        later=told is not None and told > on,
        derived=row.derived,
        disputed=row.disputed,
        cites=book.cite(row.source),
    )


def _known(series: Series, on: date, asked_known_at: date | None) -> Iterator[tuple[Observation, Period]]:
    """Yield what covers time gone by on the day; a promise for times ahead counts once it was made."""
    for row in series.observations:
        period = read_period(row.period)
        if row.value is None or period is None:
            continue
        told = known_from(series, row) or period.end
        ahead = series.kind == "commitment" and told <= on
        if (period.end <= on or ahead) and (asked_known_at is None or told <= asked_known_at):
            yield row, period


def known_from(series: Series, row: Observation) -> date | None:
    """Return the day from which a figure is known here: of a derived one, that of what it derives from."""
    others = [other for other in series.observations if other.period == row.derived_from]
    days = [other.released for other in (row, *others) if other.released]
    return max(days, default=None)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
