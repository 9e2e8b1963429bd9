"""What lapses on each side when a running deadline passes unrenewed, by law and by what others say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.core.plain import plain
from detente.core.time import Instant, end_of_day
from detente.core.wording import percent, rate
from detente.duties.headline import Headline, headline
from detente.ledger.deadlines import LegalBase, RunningDeadline, legal_base
from detente.ledger.entries import Claim, Deadline, Governed
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumption, Scenario, apply
from detente.ledger.selections import NO_LAW, Question
from detente.ledger.states import ALIVE


@dataclass(frozen=True, slots=True)
class Lapse:
    """What one side's headline rate does when a deadline passes unrenewed, and why."""

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
    asked = end_of_day(look.on, record.zone_of(pair[0]))
    instant = _at_stake(record, governed, asked, known_at)
    bases = [legal_base(record, str(item.tranche), item, known_at) for item in governed]
    waking = tuple(
        Assumption(tranche=item.tranche, to_state=item.on_lapse)
        for item, base in zip(governed, bases, strict=True)
        if base.standing != "void" and not base.ended
    )
    standing = _if_extended(record, deadline, governed, pair, instant, known_at)
    question = Question(pair, instant, known_at)
    before = headline(standing, pair, instant, known_at)
    scenario = Scenario(scenario=deadline.id, title=deadline.title, events=waking)
    after = headline(apply(standing, scenario, question).record, pair, instant, known_at)
    worst = min(bases, key=lambda base: ("void", "disputed", "stands").index(base.standing))
    claims = tuple(
        claim
        for claim in deadline.claims
        if (claim.importer, claim.origin) == pair and (claim.known_at is None or claim.known_at <= known_at)
    )
    return Lapse(*pair, before.rate, after.rate, worst, _why(record, governed, worst, before, after), claims)


def _if_extended(
    record: Record,
    deadline: Deadline,
    governed: tuple[Governed, ...],
    pair: tuple[str, str],
    instant: Instant,
    known_at: date,
) -> Record:
    """Return the record as a deadline that rests on statements supposes it: what it governs still sleeps.

    Where an earlier deadline of instruments has passed after the newest material, the published law has
    the tranche awake; those who stated the later deadline say that it is not.
    """
    asleep = [
        Assumption(tranche=item.tranche, to_state="suspended")
        for item in governed
        if deadline.source.evidence == "statement"
        and item.on_lapse == "in_force"
        and (span := record.state(str(item.tranche), instant, known_at))
        and span.state == "in_force"
        and span.start.day > record.newest
        and span.change.known_at is not None
    ]
    scenario = Scenario(scenario=deadline.id, title=deadline.title, events=tuple(asleep))
    return apply(record, scenario, Question(pair, instant, known_at)).record


def _at_stake(record: Record, governed: tuple[Governed, ...], instant: Instant, known_at: date) -> Instant:
    """Return the instant, or the first moment after it at which a lapse would change something.

    On the eve of a truce the rates still in force are not those that the truce would leave behind.
    """
    ahead: list[Instant] = []
    for item in governed:
        at_stake = ("suspended",) if item.on_lapse in ALIVE else ("in_force", "suspended")
        for span in record.timeline(str(item.tranche), known_at):
            if span.state in at_stake and span.start < item.at and (span.end is None or instant < span.end):
                ahead.append(max(instant, span.start))
    return min(ahead, default=instant)


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
        return "nothing changes: the rate of this day has the duty in it already"
    added = round(after.rate - before.rate, 9) == round(math.fsum(known), 9)
    how = "comes on top of" if added else "takes the place of part or all of"
    woken = f"{named} {how} the {percent(before.rate)} in force"
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
