"""The clock: running deadlines, what lapses on each side, and what became of those before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from detente.brief.parts import ClaimedRate, Clock, Later, Matter, SideLapse, Tally, Ticking
from detente.brief.sources import SourceBook, joined, sources_of_state
from detente.core.time import end_of_day
from detente.duties.status import Lapse, Lapsing, Status
from detente.ledger.entries import Deadline, Governed
from detente.ledger.record import Record
from detente.ledger.scenarios import all_goods_duties


def clock(record: Record, found: Status, asked_known_at: date | None, book: SourceBook) -> Clock:
    """Return the running deadlines between the two, and the tally of those settled by the day.

    Args:
        record: The record.
        found: The answer of `status`.
        asked_known_at: The day of knowledge, where one was asked for: then no hindsight is told.
        book: Where sources get their numbers.
    """
    deadlines = tuple(
        _ticking(record, found, lapsing, asked_known_at is None, book) for lapsing in found.deadlines
    )
    return Clock(deadlines, _tally(record, found, book))


def _ticking(record: Record, found: Status, lapsing: Lapsing, hindsight: bool, book: SourceBook) -> Ticking:
    deadline, outcome = lapsing.running.deadline, lapsing.running.later_outcome
    cites = book.cite(deadline.source)
    return Ticking(
        id=deadline.id,
        title=deadline.title,
        on=deadline.on,
        days_left=lapsing.running.days_left,
        evidence=deadline.source.evidence,
        lapses=tuple(_side(record, found, deadline, lapse, book) for lapse in lapsing.lapses),
        governs=tuple(_matters(record, found, lapsing.others, book)),
        note=deadline.note if hindsight else "",
        later=Later(outcome.kind, outcome.known_at, outcome.text) if outcome else None,
        cites=cites,
    )


def _side(record: Record, found: Status, deadline: Deadline, lapse: Lapse, book: SourceBook) -> SideLapse:
    governed = [item for item in deadline.governs if _bears_on(record, item, lapse)]
    moment = end_of_day(found.on, record.zone_of(lapse.importer))
    cites = joined(
        book.cite(*sources_of_state(record, name, record.state(name, moment, found.known_at)))
        for name in (str(item.tranche) for item in governed)
    )
    rates = (record.tranche(str(item.tranche)).rate for item in governed)
    ruling = lapse.legal_base.ruling
    claims = tuple(
        ClaimedRate(claim.rate, claim.source.evidence, claim.why, book.cite(claim.source))
        for claim in lapse.claims
    )
    return SideLapse(
        importer=lapse.importer,
        origin=lapse.origin,
        from_rate=lapse.from_rate,
        to_rate=lapse.to_rate,
        asleep=sum(rate for rate in rates if isinstance(rate, float)),
        legal_base=lapse.legal_base.standing,
        why=lapse.legal_base.why,
        claims=claims,
        cites=cites,
        ruling_cites=book.cite(ruling.source) if ruling else (),
    )


def _bears_on(record: Record, governed: Governed, lapse: Lapse) -> bool:
    """Say whether a governed tranche is a duty of this importer on all goods of this origin."""
    duties = all_goods_duties(record, lapse.importer, lapse.origin)
    return governed.tranche in {tranche.id for tranche in duties}


def _matters(record: Record, found: Status, told: Iterable[str], book: SourceBook) -> Iterator[Matter]:
    """Yield what else a deadline governs, told by `status` as id and words, with its source.

    Tranches on goods of third economies are counted, not listed.
    """
    between = {
        tranche.id
        for pair in (found.between, found.between[::-1])
        for tranche in record.tranches_against(*pair)
    }
    elsewhere = 0
    for name, _, text in (words.partition(": ") for words in told):
        control, measure = record.tables.controls.get(name), record.measure_of.get(name)
        if control:
            yield Matter(f"{control.imposing}: {text}", book.cite(control.source))
        elif measure and name in between:
            moment = end_of_day(found.on, record.zone_of(measure.imposing))
            span = record.state(name, moment, found.known_at)
            yield Matter(f"{measure.imposing}: {text}", book.cite(*sources_of_state(record, name, span)))
        else:
            elsewhere += 1
    if elsewhere:
        yield Matter(f"{elsewhere} more on goods of other economies", ())


def _tally(record: Record, found: Status, book: SourceBook) -> Tally:
    seen = min(found.on, found.known_at)
    settled = [
        deadline
        for deadline in record.tables.deadlines.values()
        if set(found.between) <= set(deadline.parties)
        and deadline.outcome is not None
        and deadline.outcome.known_at <= seen
    ]
    settled.sort(key=lambda deadline: deadline.on)
    counts: Counter[str] = Counter(deadline.outcome.kind for deadline in settled if deadline.outcome)
    return Tally(len(settled), dict(counts), book.cite(*(deadline.source for deadline in settled)))
