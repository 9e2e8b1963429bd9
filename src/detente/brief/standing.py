"""Where it stands: the headline rates with their terms, what sleeps, and the lists that still apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from detente.brief.parts import AverageDuty, ListedProgramme, Part, Standing, Step
from detente.core.citing import SourceBook, joined
from detente.core.sources import Source
from detente.core.time import Instant, end_of_day
from detente.duties.headline import Component, Headline, headline
from detente.duties.status import Status
from detente.ledger.entries import Rate, RateRange
from detente.ledger.record import Record

if TYPE_CHECKING:
    from detente.impact.effects import PairDuty

Way = tuple[str, str]
Traded = Mapping[Way, "tuple[PairDuty, tuple[Source, ...]]"]
Paths = Mapping[Way, tuple[Step, ...]]
MONTHS_OF_PATH = 24
_KINDS = {"exempt": "exemption", "ban": "ban", "specific": "fee", "price_floor": "price floor"}


def standing(
    found: Status, book: SourceBook, traded: Traded | None = None, paths: Paths | None = None
) -> tuple[Standing, ...]:
    """Return both directions on the day.

    Args:
        found: The answer of `status`.
        book: Where sources get their numbers.
        traded: The average added duty by importer and origin, with its sources.
        paths: The headline rate over time by importer and origin.
    """
    return tuple(
        _side(side, book, (traded or {}).get(way), (paths or {}).get(way, ()))
        for side in found.sides
        for way in [(side.importer, side.origin)]
    )


def _side(
    side: Headline,
    book: SourceBook,
    traded: tuple[PairDuty, tuple[Source, ...]] | None,
    path: tuple[Step, ...],
) -> Standing:
    parts = {
        state: tuple(_part(row, book) for row in side.components if row.state == state)
        for state in ("in_force", "suspended")
    }
    average = _average(traded, book)
    return Standing(
        importer=side.importer,
        origin=side.origin,
        rate=side.rate,
        low=side.low,
        high=side.high,
        unknown=side.unknown,
        includes_floor=side.includes_floor,
        components=parts["in_force"],
        asleep=parts["suspended"],
        conditions=tuple(_conditions(side)),
        lists=tuple(_lists(side.listed, book)),
        average=average,
        path=path,
    )


def _conditions(side: Headline) -> Iterable[str]:
    """Yield what the duties on all goods leave out or turn on, programme by programme."""
    told: dict[str, dict[str, None]] = {}
    for row in side.components:
        if row.state == "in_force":
            told.setdefault(row.label, {}).update(dict.fromkeys(row.conditions))
    return (f"{label}: {', '.join(conditions)}" for label, conditions in told.items() if conditions)


def _average(found: tuple[PairDuty, tuple[Source, ...]] | None, book: SourceBook) -> AverageDuty | None:
    if found is None:
        return None
    duty, sources = found
    return AverageDuty(duty.added_rate, duty.trade_usd, duty.weights, duty.left_out, book.cite(*sources))


def _part(row: Component, book: SourceBook) -> Part:
    until = row.until.day if row.until else None
    return Part(row.label, row.tranche, row.rate, row.since.day, until, row.certain, book.cite(*row.sources))


def _lists(listed: Iterable[Component], book: SourceBook) -> Iterable[ListedProgramme]:
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
            cites=joined(book.cite(*row.sources) for row in rows),
        )


def _bounds(rate: Rate | None) -> tuple[float, ...]:
    if isinstance(rate, RateRange):
        return rate.low, rate.high
    return (rate,) if isinstance(rate, float) else ()


def paths(record: Record, found: Status) -> Paths:
    """Return the steps of both headline rates over the two years to the day."""
    return {(side.importer, side.origin): _path(record, side, found) for side in found.sides}


def _path(record: Record, side: Headline, found: Status) -> tuple[Step, ...]:
    pair = (side.importer, side.origin)
    zone = record.zone_of(side.importer)
    first = end_of_day(_months_before(found.on, MONTHS_OF_PATH), zone)
    last = end_of_day(found.on, zone)
    moments: set[Instant] = {first}
    for tranche in record.tranches_against(*pair):
        if record.on_all_goods(tranche.id):
            starts = (span.start for span in record.timeline(tranche.id, found.known_at))
            moments.update(moment for moment in starts if first < moment < last)
    steps: list[Step] = []
    for moment in sorted(moments):
        rate = headline(record, pair, moment, found.known_at).rate
        if steps and steps[-1].on == moment.day:
            steps.pop()  # of a day with several changes the last is the day's rate
        if not steps or steps[-1].rate != rate:
            steps.append(Step(moment.day, rate))
    return tuple(steps)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
