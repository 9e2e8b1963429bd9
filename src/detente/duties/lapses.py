"""What lapses on each side when a running deadline passes unrenewed, by law and by what others say."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.core.plain import plain
from detente.core.time import first_moment
from detente.core.wording import percent, rate
from detente.duties.headline import Headline, headline
from detente.ledger.deadlines import LegalBase, RunningDeadline, legal_base
from detente.ledger.entries import Claim, Deadline, Governed, State
from detente.ledger.record import Record
from detente.ledger.selections import NO_LAW, Question
from detente.ledger.states import Change


@dataclass(frozen=True, slots=True)
class Lapse:
    """What one side's headline rate does when a deadline passes unrenewed, and why.

    Both rates are those of the deadline's own instant, as the law on record then stands: `from_rate` if
    all it governs is renewed, `to_rate` if nothing is.
    """

    importer: str
    origin: str
    from_rate: float
    to_rate: float
    legal_base: LegalBase
    why: str
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape; `legal_base` is stands, void or disputed."""
        ruling = self.legal_base.ruling
        return {
            "importer": self.importer,
            "origin": self.origin,
            "from_rate": self.from_rate,
            "to_rate": self.to_rate,
            "legal_base": self.legal_base.standing,
            "why": self.why,
            "ruling": ruling and {"id": ruling.id, "on": ruling.on.isoformat(), "title": ruling.title,
                                  "sources": [plain(ruling.source)]},
            "claims": [
                {"rate": claim.rate, "why": claim.why, "sources": [plain(claim.source)]}
                for claim in self.claims
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class AlsoGoverned:
    """Something else that hangs on a deadline: a control, a duty on listed goods, a threat."""

    id: str
    kind: Literal["control", "duty", "threat"]
    imposing: str
    title: str


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A running deadline with its effect on both sides and the other things it governs.

    `note` is written with hindsight, so it is empty where a day of knowledge was asked for.
    """

    running: RunningDeadline
    lapses: tuple[Lapse, ...]
    others: tuple[AlsoGoverned, ...]
    note: str

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        deadline, outcome = self.running.deadline, self.running.later_outcome
        return {
            "id": deadline.id,
            "on": deadline.on.isoformat(),
            "days_left": self.running.days_left,
            "title": deadline.title,
            "agreement": deadline.agreement,
            "evidence": deadline.source.evidence,
            "sources": [plain(deadline.source)],
            "lapses": [lapse.as_json() for lapse in self.lapses],
            "also_governs": plain(self.others),
            "later_outcome": plain(outcome),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Look:
    """The day looked from, the day of knowledge, and whether what came later may be told."""

    on: date
    known_at: date
    hindsight: bool


def lapsing(record: Record, sides: tuple[Headline, ...], running: RunningDeadline, look: Look) -> Lapsing:
    """Return what a running deadline does to the headline rates of both sides, and what else hangs on it.

    Args:
        record: The record, or one under a scenario.
        sides: The headline of each side on the day looked from.
        running: The deadline.
        look: The day looked from, and what may be told of later days.
    """
    governed = running.deadline.governs
    bearing = {
        (side.importer, side.origin): tuple(item for item in governed if _bears_on(record, item, side))
        for side in sides
    }
    lapses = tuple(_lapse(record, pair, running, items, look) for pair, items in bearing.items() if items)
    told = {item.tranche for items in bearing.values() for item in items}
    others = tuple(_also(record, item) for item in governed if item.control or item.tranche not in told)
    return Lapsing(running, lapses, others, running.deadline.note if look.hindsight else "")


def _bears_on(record: Record, governed: Governed, side: Headline) -> bool:
    """Say whether a governed tranche is a duty on all goods of this side; a threat is none yet."""
    if governed.tranche is None or not record.on_all_goods(governed.tranche):
        return False
    measure = record.measure_of[governed.tranche]
    law = record.tables.programmes[measure.programme].legal_base != NO_LAW
    imposed = record.economies.covers(measure.imposing, side.importer)
    return law and imposed and record.covers(governed.tranche, side.origin)


def _lapse(
    record: Record,
    pair: tuple[str, str],
    running: RunningDeadline,
    governed: tuple[Governed, ...],
    look: Look,
) -> Lapse:
    deadline, known_at = running.deadline, look.known_at
    bases = [legal_base(record, str(item.tranche), item, known_at) for item in governed]
    instant = max(item.at for item in governed)
    question = Question(pair, instant, known_at)
    states = [_until_then(record, item, deadline, known_at) for item in governed]
    kept = _assumed(record, deadline, question, zip(governed, states, strict=True))
    before = headline(kept, pair, instant, known_at)
    lapsed = [
        (item, item.on_lapse)
        for item, base in zip(governed, bases, strict=True)
        if base.standing != "void" and not base.ended
    ]
    after = headline(_assumed(kept, deadline, question, lapsed), pair, instant, known_at)
    worst = min(bases, key=lambda base: ("void", "disputed", "stands").index(base.standing))
    claims = tuple(
        claim
        for claim in deadline.claims
        if (claim.importer, claim.origin) == pair and (claim.known_at is None or claim.known_at <= known_at)
    )
    why = _why(record, governed, worst, before, after)
    return Lapse(*pair, before.rate, after.rate, worst, why, claims)


def _until_then(record: Record, governed: Governed, deadline: Deadline, known_at: date) -> State | None:
    """Return the state that a governed tranche has up to the instant, and would keep if renewed.

    A deadline that rests on statements supposes that they hold: where the published instruments end a
    suspension before it, the tranche still sleeps for those who stated the later day.
    """
    before = [span for span in record.timeline(str(governed.tranche), known_at) if span.start < governed.at]
    if not before:
        return None
    awake = before[-1].state == "in_force" and before[-1].start.day > record.newest
    said = deadline.source.evidence == "statement" and governed.on_lapse == "in_force"
    return "suspended" if awake and said and before[-1].change.known_at else before[-1].state


def _assumed(
    record: Record, deadline: Deadline, question: Question, states: Iterable[tuple[Governed, State | None]]
) -> Record:
    """Return the record with governed tranches in given states at the deadline's instant."""
    digest = f"{record.digest} {deadline.id}"
    changes = {
        str(item.tranche): [Change(first_moment(question.day), state, None, deadline.id)]
        for item, state in states
        if state is not None
    }
    return record.assuming(changes, digest)


def _why(
    record: Record, governed: tuple[Governed, ...], base: LegalBase, before: Headline, after: Headline
) -> str:
    tranches = [record.tranche(str(item.tranche)) for item in governed]
    rates = " + ".join(rate(tranche.rate) for tranche in tranches)
    named = f"{rates} ({', '.join(tranche.id for tranche in tranches)})"
    if base.standing == "void":
        return f"{named} cannot come back: {base.why}"
    if base.ended:
        return f"nothing is left to lapse: {named} {base.ended}"
    if all(item.on_lapse not in ("in_force", "suspended") for item in governed):
        return f"{named} ends"
    known = [tranche.rate for tranche in tranches if isinstance(tranche.rate, float)]
    if len(known) == len(tranches) and before.rate == after.rate:
        return f"{named} changes nothing by then"
    added = round(after.rate - before.rate, 9) == round(math.fsum(known), 9)
    how = "comes on top of" if added else "takes the place of part or all of"
    woken = f"{named} {how} the {percent(before.rate)} in force by then"
    return woken if base.standing == "stands" else f"{woken}; its legal base is disputed: {base.why}"


def _also(record: Record, governed: Governed) -> AlsoGoverned:
    if governed.control:
        control = record.tables.controls[governed.control]
        return AlsoGoverned(governed.control, "control", control.imposing, control.items)
    tranche = record.tranche(str(governed.tranche))
    measure = record.measure_of[tranche.id]
    threat = record.tables.programmes[measure.programme].legal_base == NO_LAW
    title = tranche.title or measure.title
    return AlsoGoverned(tranche.id, "threat" if threat else "duty", measure.imposing, title)
