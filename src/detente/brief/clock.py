"""The clock: running deadlines, what lapses on each side, and what became of those before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from detente.brief.parts import ClaimedRate, Clock, Later, Matter, SideLapse, Tally, Ticking
from detente.core.citing import SourceBook, joined
from detente.core.sources import Source
from detente.core.time import end_of_day
from detente.duties.lapses import AlsoGoverned, Lapse, Lapsing
from detente.duties.status import Status
from detente.ledger.deadlines import concerns
from detente.ledger.entries import Governed
from detente.ledger.grounds import ground_of
from detente.ledger.record import Record


def clock(record: Record, found: Status, book: SourceBook) -> Clock:
    """Return the running deadlines between the two, and the tally of those settled by the day.

    Args:
        record: The record.
        found: The answer of `status`.
        book: Where sources get their numbers.
    """
    deadlines = tuple(_ticking(record, found, lapsing, book) for lapsing in found.deadlines)
    return Clock(deadlines, _tally(record, found, book))


def _ticking(record: Record, found: Status, lapsing: Lapsing, book: SourceBook) -> Ticking:
    deadline, outcome = lapsing.running.deadline, lapsing.running.later_outcome
    cites = book.cite(deadline.source)
    return Ticking(
        id=deadline.id,
        title=deadline.title,
        on=deadline.on,
        days_left=lapsing.running.days_left,
        evidence=deadline.source.evidence,
        lapses=tuple(_side(record, found, lapsing, lapse, book) for lapse in lapsing.lapses),
        governs=tuple(_matters(record, found, lapsing.others, book)),
        note=lapsing.note,
        later=Later(outcome.kind, outcome.known_at, outcome.text) if outcome else None,
        cites=cites,
    )


def _side(record: Record, found: Status, lapsing: Lapsing, lapse: Lapse, book: SourceBook) -> SideLapse:
    governed = [item for item in lapsing.running.deadline.governs if _bears_on(record, item, lapsing, lapse)]
    cites = joined(book.cite(_source(record, found, str(item.tranche))) for item in governed)
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


def _bears_on(record: Record, governed: Governed, lapsing: Lapsing, lapse: Lapse) -> bool:
    """Say whether a governed tranche is a duty of this importer on all goods of this origin."""
    name = governed.tranche
    if name is None or name in {other.id for other in lapsing.others}:
        return False
    imposed = record.economies.covers(record.measure_of[name].imposing, lapse.importer)
    return imposed and record.covers(name, lapse.origin)


def _source(record: Record, found: Status, tranche_id: str) -> Source | None:
    """Return what the state of a tranche on the day rests on."""
    moment = end_of_day(found.on, record.zone_of(record.measure_of[tranche_id].imposing))
    return ground_of(record, tranche_id, record.state(tranche_id, moment, found.known_at))


def _matters(
    record: Record, found: Status, others: Iterable[AlsoGoverned], book: SourceBook
) -> Iterator[Matter]:
    """Yield what else a deadline governs; tranches on goods of third economies are counted, not listed."""
    between = {
        tranche.id
        for pair in (found.between, found.between[::-1])
        for tranche in record.tranches_against(*pair)
    }
    elsewhere = 0
    for other in others:
        if other.kind == "control":
            source: Source | None = record.tables.controls[other.id].source
        elif other.id in between:
            source = _source(record, found, other.id)
        else:
            elsewhere += 1
            continue
        threatened = " (threatened)" if other.kind == "threat" else ""
        yield Matter(f"{other.imposing}: {other.title}{threatened}", book.cite(source))
    if elsewhere:
        yield Matter(f"{elsewhere} more on goods of other economies", ())


def _tally(record: Record, found: Status, book: SourceBook) -> Tally:
    seen = min(found.on, found.known_at)
    settled = [
        deadline
        for deadline in record.tables.deadlines.values()
        if concerns(record, deadline, found.between)
        and deadline.outcome is not None
        and deadline.outcome.known_at <= seen
    ]
    settled.sort(key=lambda deadline: deadline.on)
    counts: Counter[str] = Counter(deadline.outcome.kind for deadline in settled if deadline.outcome)
    unknown = [
        deadline
        for deadline in record.tables.deadlines.values()
        if deadline.outcome is None
        and deadline.known_at <= seen
        and deadline.on <= found.on
        and concerns(record, deadline, found.between)
    ]
    if unknown:
        counts["with an outcome that is unknown"] = len(unknown)
    told = [*settled, *unknown]
    return Tally(len(told), dict(counts), book.cite(*(deadline.source for deadline in told)))
