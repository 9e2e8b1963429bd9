"""Causes of changes of duties, as the record tells them: events, exemptions, rows of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.core.time import Instant
from detente.duties.differences.sights import PARTED, Pairing, Sight
from detente.ledger.entries import Exemption
from detente.ledger.record import Record
from detente.ledger.states import Span

ORDINARY = "mfn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that changed a duty.

    `kind` is `event` (a tranche began, ended, slept or woke), `exemption` (goods came under what a measure
    spares, or left it), `interaction` (a programme came to yield, or ceased to), `ordinary` (schedule,
    column or preference) or `goods` (the line became other goods to the law). `instrument` cites what
    brought it, `ruling` names a court's, `event` the entry of the record or the scenario that tells it.
    """

    id: str
    kind: str
    programme: str
    on: date | None = None
    instrument: str = ""
    ruling: str = ""
    event: str = ""
    text: str = ""


def event_of(pairing: Pairing, tranche: str) -> Cause:
    """Return the event by which a tranche came to stand otherwise.

    Where it gave its place to another of its programme, of the same measure and layer or one that names it,
    that other's beginning is the event. All that one programme changes at one instant is one event; so is
    all that a ruling, or a scenario, changes.
    """
    heir = _heir(pairing, tranche) or tranche
    sight = pairing.ordered[1]
    record = sight.standpoint.customs.record
    span = _turn(sight, heir) or _turn(pairing.ordered[0], heir)
    assert span
    change, measure = span.change, record.measure_of[_named(record, heir)]
    ruling = record.tables.rulings.get(change.cause)
    if ruling:
        return Cause(
            id=ruling.id, kind="event", programme="", on=ruling.on, ruling=ruling.id, text=ruling.title,
            instrument=ruling.source.citation,
        )  # fmt: skip
    if change.known_at is None:
        return Cause(id=change.cause, kind="event", programme="", event=change.cause)
    cited = record.tables.instruments.get(_instrument(sight, heir, span))
    return Cause(
        id=f"{measure.programme} {span.start.day}",
        kind="event",
        programme=measure.programme,
        on=span.start.day,
        instrument=cited.citation if cited else "",
        event="" if change.cause == heir else change.cause,
        text=cited.title if cited and cited.title else measure.title,
    )


def _heir(pairing: Pairing, tranche: str) -> str:
    """Return the tranche, in force on the later side alone, that took one's place; empty without such."""
    earlier, later = pairing.ordered
    gone = earlier.rule(tranche)
    if gone is None or tranche in later.places:
        return ""
    measures = earlier.standpoint.customs.record.measure_of, later.standpoint.customs.record.measure_of
    own = measures[0][gone.tranche.id].id.partition(PARTED)[0]
    for name in later.places:
        rule = later.rule(name)
        if rule is None or name in earlier.places or rule.programme != gone.programme:
            continue
        same = measures[1][rule.tranche.id].id.partition(PARTED)[0] == own
        if gone.tranche.id in rule.tranche.replaces or (same and rule.tranche.layer == gone.tranche.layer):
            return name
    return ""


def _turn(sight: Sight, tranche: str) -> Span | None:
    """Return the span with which a tranche came to stand as it does: in force, or no longer."""
    customs, instant = sight.standpoint.customs, sight.standpoint.instant
    past = [
        span
        for span in customs.record.timeline(_named(customs.record, tranche), customs.known_at)
        if span.start <= instant
    ]
    if not past:
        return None
    live, found = past[-1].state == "in_force", past[-1]
    for span in reversed(past):
        if (span.state == "in_force") != live:
            break
        found = span
    return found


def _instrument(sight: Sight, tranche: str, span: Span) -> str:
    """Return the instrument of a change; of a tranche's own end, that of what its programme began then.

    An entry names the instrument that brought it, which is not the one that ends it.
    """
    change, customs = span.change, sight.standpoint.customs
    if change.cause != tranche or span.state == "in_force":
        return change.instrument or ""
    record = customs.record
    programme = record.measure_of[_named(record, tranche)].programme
    for other in record.tranches_of_importer(customs.importer):
        if record.measure_of[other.id].programme == programme:
            for begun in record.timeline(other.id, customs.known_at):
                if begun.start == span.start and begun.state == "in_force" and begun.change.instrument:
                    return begun.change.instrument
    return ""


def _named(record: Record, tranche: str) -> str:
    """Return the id by which a record has a tranche, told apart by a scenario or not."""
    if tranche in record.measure_of:
        return tranche
    return next(name for name in record.measure_of if name.partition(PARTED)[0] == tranche)


def exempted(programme: str, exemption: Exemption, *, begun: bool, now: bool) -> Cause:
    """Return an exemption that began or ended; `now` says that it is there after and not before."""
    edge: Instant | None = exemption.start if begun else exemption.end
    names = (exemption.list, *exemption.prefixes, exemption.when and exemption.when.fact)
    what = ", ".join(name for name in names if name)
    return Cause(
        id=f"{programme} {'spares' if now else 'spares no more'} {what}",
        kind="exemption",
        programme=programme,
        on=edge.day if edge else exemption.known_at,
        instrument=exemption.citation,
        text=f"{programme} {'spares' if now else 'no longer spares'} {what}",
    )


def yielding_row(pairing: Pairing, programme: str, other: str, now: bool) -> Cause:
    """Return the row of law by which a programme yields to another, as it began or ended."""
    record = pairing.ordered[1].standpoint.customs.record
    begun = now == pairing.forward
    for row in record.tables.programmes[programme].interactions:
        edge = row.start if begun else row.end
        if edge and (not row.programmes or other in row.programmes):
            on, citation = edge.day, row.citation
            break
    else:
        on, citation = None, ""
    verb = "yields to" if now else "no longer yields to"
    return Cause(
        id=f"{programme} {verb} {other}", kind="interaction", programme=programme, on=on,
        instrument=citation, text=f"{programme} {verb} {other}",
    )  # fmt: skip


def ordinary() -> Cause:
    """Return the ordinary duty as a cause."""
    text = "the ordinary duty: another edition of the schedule, another column, another preference"
    return Cause(id=f"ordinary {ORDINARY}", kind="ordinary", programme=ORDINARY, text=text)


def other_goods(programme: str) -> Cause:
    """Return that a line is other goods to a programme as a cause."""
    text = "the line became other goods to the law"
    return Cause(id=f"goods {programme}", kind="goods", programme=programme, text=text)
