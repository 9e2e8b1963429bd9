"""Where it stands: the headline rates with their terms, what sleeps, and the lists that still apply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from detente.brief.costs import Traded
from detente.brief.parts import AverageDuty, ListedProgramme, Part, Standing, Step
from detente.brief.sources import SourceBook, joined, sources_of_state
from detente.core.sources import Source
from detente.core.time import Instant, end_of_day
from detente.duties.headline import Component, Headline, headline
from detente.duties.status import Status
from detente.ledger.entries import RateRange
from detente.ledger.record import Record
from detente.ledger.scenarios import all_goods_duties

if TYPE_CHECKING:
    from detente.impact.effects import PairDuty

MONTHS_OF_PATH = 24
_KINDS = {"exempt": "exemption", "ban": "ban", "specific": "fee", "price_floor": "price floor"}


def standing(record: Record, found: Status, traded: Traded, book: SourceBook) -> tuple[Standing, ...]:
    """Return both directions on the day, with the path of the headline rate over two years.

    Args:
        record: The record.
        found: The answer of `status`.
        traded: The average added duty by importer and origin, with its sources.
        book: Where sources get their numbers.
    """
    return tuple(_side(record, side, found, traded, book) for side in found.sides)


def _side(record: Record, side: Headline, found: Status, traded: Traded, book: SourceBook) -> Standing:
    parts = {
        state: tuple(
            _part(record, row, found.known_at, book) for row in side.components if row.state == state
        )
        for state in ("in_force", "suspended")
    }
    average = _average(traded.get((side.importer, side.origin)), book)
    lists = tuple(_lists(record, side.listed, found.known_at, book))
    return Standing(
        importer=side.importer,
        origin=side.origin,
        rate=side.rate,
        components=parts["in_force"],
        asleep=parts["suspended"],
        lists=lists,
        average=average,
        path=_path(record, side, found.on, found.known_at),
    )


def _average(found: tuple[PairDuty, tuple[Source, ...]] | None, book: SourceBook) -> AverageDuty | None:
    if found is None:
        return None
    duty, sources = found
    return AverageDuty(duty.added_rate, duty.trade_usd, duty.weights, book.cite(*sources))


def _cites(record: Record, row: Component, known_at: date, book: SourceBook) -> tuple[int, ...]:
    span = record.state(row.tranche, row.since, known_at)
    return book.cite(*sources_of_state(record, row.tranche, span))


def _part(record: Record, row: Component, known_at: date, book: SourceBook) -> Part:
    rate = f"{row.rate.low}..{row.rate.high}" if isinstance(row.rate, RateRange) else row.rate
    until = row.until.day if row.until else None
    return Part(row.label, row.tranche, rate, until, _cites(record, row, known_at, book))


def _lists(
    record: Record, listed: Iterable[Component], known_at: date, book: SourceBook
) -> Iterable[ListedProgramme]:
    grouped: dict[tuple[str, str], list[Component]] = {}
    for row in listed:
        kind = "asleep" if row.state == "suspended" else _KINDS.get(row.semantics, "duty")
        grouped.setdefault((row.label, kind), []).append(row)
    for (label, kind), rows in sorted(grouped.items(), key=lambda group: group[0][1] != "duty"):
        rates = [bound for row in rows for bound in _bounds(row.rate)] if kind == "duty" else []
        yield ListedProgramme(
            label=label,
            kind=kind,
            measures=len({row.measure for row in rows}),
            low=min(rates, default=None),
            high=max(rates, default=None),
            cites=joined(_cites(record, row, known_at, book) for row in rows),
        )


def _bounds(rate: float | RateRange | str | None) -> tuple[float, ...]:
    if isinstance(rate, RateRange):
        return rate.low, rate.high
    return (rate,) if isinstance(rate, float) else ()


def _path(record: Record, side: Headline, on: date, known_at: date) -> tuple[Step, ...]:
    """Return the headline rate's steps over the two years to the day."""
    pair = (side.importer, side.origin)
    zone = record.zone_of(side.importer)
    first = end_of_day(_months_before(on, MONTHS_OF_PATH), zone)
    last = end_of_day(on, zone)
    moments: set[Instant] = {first}
    for tranche in all_goods_duties(record, *pair):
        starts = (span.start for span in record.timeline(tranche.id, known_at))
        moments.update(moment for moment in starts if first < moment < last)
    steps: list[Step] = []
    for moment in sorted(moments):
        rate = headline(record, pair, moment, known_at).rate
        if not steps or steps[-1].rate != rate:
            steps.append(Step(moment.day, rate))
    return tuple(steps)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
