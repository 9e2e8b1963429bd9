"""Which tranches a scenario's selections mean, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.core.codes import WORLD
from detente.core.time import Instant, end_of_day
from detente.ledger.deadlines import concerns, is_running, legal_base
from detente.ledger.entries import State, Tranche
from detente.ledger.record import Record

NO_LAW = "none"
"""The legal base of what is only threatened: it is no law that could lapse back into force."""


@dataclass(frozen=True, slots=True)
class Question:
    """The pair, the moment and the day of knowledge that a scenario is asked about.

    The look ahead (which deadlines run, what a ruling forbids) knows what was on record by the day asked
    about, or by `ahead` where a day of knowledge was asked for.
    """

    between: tuple[str, str]
    instant: Instant
    known_at: date
    ahead: date | None = None

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.instant.day

    def on_clock(self, record: Record, importer: str) -> Instant:
        """Return the instant asked about; of a bare day, its end on the importer's own clock."""
        return self.instant if self.instant.clock_known else end_of_day(self.day, record.zone_of(importer))

    @property
    def look_ahead(self) -> date:
        """The day of knowledge of the look ahead."""
        return self.ahead or min(self.known_at, self.day)


@dataclass(frozen=True, slots=True)
class Target:
    """A tranche and the state it comes to; whether an event names it; the ruling that forbids it, if any."""

    tranche: str
    state: State
    named: bool = False
    void: str = ""


def governed(record: Record, question: Question) -> Iterator[Target]:
    """Yield what the running deadlines between the pair govern, as it comes to be when they lapse.

    Threats are left out: what was only announced does not lapse back into force.
    """
    known = question.look_ahead
    seen: set[str] = set()
    for deadline in record.tables.deadlines.values():
        if not concerns(record, deadline, question.between) or not is_running(deadline, question.day, known):
            continue
        for item in deadline.governs:
            if item.tranche is None or item.tranche in seen or not _is_law(record, item.tranche):
                continue
            seen.add(item.tranche)
            if not _between(record, item.tranche, question.between):
                continue
            base = legal_base(record, item.tranche, item, known)
            if base.standing == "void" or not base.ended:
                yield Target(item.tranche, item.on_lapse, void=base.why if base.standing == "void" else "")


def _between(record: Record, tranche_id: str, between: tuple[str, str]) -> bool:
    """Say whether one of the two puts a tranche on the other: others' quarrels do not lapse with theirs."""
    imposing = record.measure_of[tranche_id].imposing
    return any(
        record.economies.covers(imposing, importer) and record.covers(tranche_id, origin)
        for importer, origin in (between, between[::-1])
    )


def _is_law(record: Record, tranche_id: str) -> bool:
    programme = record.tables.programmes[record.measure_of[tranche_id].programme]
    return programme.legal_base != NO_LAW


def parted(record: Record, between: tuple[str, str]) -> Record:
    """Return the same law with what the two put on the whole world told apart for the other of the two.

    A scenario between two economies must leave third ones alone, so that a duty on the world is split
    into one on the other side and one on the rest; neither names an origin, and no rate changes.
    """
    measures = dict(record.tables.measures)
    for importer, origin in (between, between[::-1]):
        covers, codes = record.economies.covers, [economy.code for economy in record.economies]
        mine = [code for code in codes if covers(origin, code)]
        others = tuple(code for code in codes if not any(covers(code, each) for each in mine))
        worldwide = {
            record.measure_of[tranche.id].id
            for tranche in all_goods_duties(record, importer, origin)
            if WORLD in record.scope_of(tranche.id).origins
        }
        for name in worldwide:
            measure = measures[name]
            spared = measure.scope.except_origins
            measures[name] = replace(measure, scope=replace(measure.scope, except_origins=(*spared, *mine)))
            measures[f"{name}@{origin}"] = replace(
                measure,
                id=f"{name}@{origin}",
                scope=replace(measure.scope, except_origins=(*spared, *others)),
                tranches=tuple(
                    replace(item, id=f"{item.id}@{origin}", replaces=()) for item in measure.tranches
                ),
            )
    if len(measures) == len(record.tables.measures):
        return record
    return Record(replace(record.tables, measures=measures), record.digest)


def all_goods_duties(record: Record, importer: str, origin: str) -> Iterable[Tranche]:
    """Yield the tranches that put an ad valorem duty of known rate on all goods of an origin."""
    for tranche in record.tranches_against(importer, origin):
        if record.on_all_goods(tranche.id) and isinstance(tranche.rate, float):
            yield tranche


def standing_duties(record: Record, question: Question) -> Iterator[str]:
    """Yield the duties on all goods between the pair, either way, that are in force or suspended."""
    first, second = question.between
    for importer, origin in ((first, second), (second, first)):
        moment = question.on_clock(record, importer)
        for tranche in all_goods_duties(record, importer, origin):
            now = record.state(tranche.id, moment, question.known_at)
            if now and now.state in ("in_force", "suspended"):
                yield tranche.id


def at_peak(record: Record, question: Question) -> Iterator[Target]:
    """Yield the duties on all goods whose state differs from that at their side's peak, and that state."""
    first, second = question.between
    known = min(question.known_at, question.day)
    for importer, origin in ((first, second), (second, first)):
        duties = list(all_goods_duties(record, importer, origin))
        moment = question.on_clock(record, importer)
        peak = peak_instant(record, duties, moment, known)
        for tranche in duties if peak else ():
            now = record.state(tranche.id, moment, question.known_at)
            then = record.state(tranche.id, peak, question.known_at) if peak else None
            was: State = "in_force" if then and then.state == "in_force" else "terminated"
            if (now.state if now else "terminated") != was:
                yield Target(tranche.id, was)


def peak_instant(record: Record, duties: Sequence[Tranche], until: Instant, known_at: date) -> Instant | None:
    """Return the first moment, up to an instant, at which the duties in force summed to their highest."""
    moments = {
        span.start
        for tranche in duties
        for span in record.timeline(tranche.id, known_at)
        if span.state == "in_force" and span.start <= until
    }
    best: tuple[float, Instant] | None = None
    for moment in sorted(moments):
        total = 0.0
        for tranche in duties:
            span = record.state(tranche.id, moment, known_at)
            if span and span.state == "in_force" and isinstance(tranche.rate, float):
                total += tranche.rate
        if best is None or total > best[0] + 1e-12:
            best = (total, moment)
    return best[1] if best else None
