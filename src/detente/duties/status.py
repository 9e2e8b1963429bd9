"""What is in force between two economies, both ways, which deadlines run, and what lapses on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.errors import BadInput
from detente.core.time import Instant, end_of_day
from detente.duties.headline import Headline, headline, source_json
from detente.ledger.deadlines import LegalBase, RunningDeadline, concerns, legal_base, running_deadlines
from detente.ledger.entries import Claim, Governed
from detente.ledger.record import Record, as_known
from detente.ledger.scenarios import Assumption, Question, Scenario, apply
from detente.ledger.states import ALIVE

EARLIEST = 2018
_SETTLED = "nothing changes: the rate of this day has the duty in it already"


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
                                  "sources": [source_json(ruling.source)]},
            "claims": [
                {"rate": claim.rate, "why": claim.why, "sources": [source_json(claim.source)]}
                for claim in self.claims
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A running deadline with its effect on both sides and the other things it governs."""

    running: RunningDeadline
    lapses: tuple[Lapse, ...]
    others: tuple[str, ...]

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
            "sources": [source_json(deadline.source)],
            "lapses": [lapse.as_json() for lapse in self.lapses],
            "also_governs": list(self.others),
            "later_outcome": outcome and {"kind": outcome.kind, "known_at": outcome.known_at.isoformat(),
                                          "text": outcome.text, "to": outcome.to},
            "note": deadline.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """The answer of `status`: both directions, the clock, and what the record cannot know."""

    between: tuple[str, str]
    on: date
    known_at: date
    looked_ahead_from: date
    sides: tuple[Headline, ...]
    deadlines: tuple[Lapsing, ...]
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: rates as fractions, days as ISO dates."""
        return {
            "between": list(self.between),
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "looked_ahead_from": self.looked_ahead_from.isoformat(),
            "sides": [side.as_json() for side in self.sides],
            "deadlines": [lapsing.as_json() for lapsing in self.deadlines],
            "notices": list(self.notices),
        }


def status(record: Record, between: tuple[str, str], on: date, known_at: date | None = None) -> Status:
    """Return what is in force between two economies at the end of a day.

    The state of the day uses everything on record, later corrections included; the look ahead (which
    deadlines run, what lapses) uses only what was on record by that day. `known_at` sets both.

    Args:
        record: The record, or one under a scenario.
        between: Two economies, alpha-3.
        on: The day of import entry.
        known_at: The day of knowledge; by default see above.

    Raises:
        BadInput: The day lies before the record begins, or the two are the same.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> found = status(open_record(), ("USA", "CHN"), date(2025, 6, 9))
        >>> [(lapse.from_rate, lapse.to_rate) for lapse in found.deadlines[0].lapses]
        [(0.3, 0.54), (0.1, 0.34)]
    """
    if between[0] == between[1]:
        raise BadInput(f"{between[0]} is named twice", mend="name two economies")
    if on.year < EARLIEST:
        raise BadInput(f"{on} lies before the record begins", mend=f"ask about {EARLIEST} or later")
    present = known_at or max(record.newest, on)
    ahead = as_known(on, known_at, record.newest)
    sides = tuple(
        headline(record, pair, end_of_day(on, record.zone_of(pair[0])), present)
        for pair in (between, (between[1], between[0]))
    )
    running = running_deadlines(record, between, on, known_at or present)
    deadlines = tuple(_lapsing(record, sides, found, ahead) for found in running)
    return Status(between, on, present, ahead, sides, deadlines, _notices(record, between, on, known_at))


def _notices(record: Record, between: tuple[str, str], on: date, known_at: date | None) -> tuple[str, ...]:
    newest = record.newest
    if on <= newest or (known_at is not None and known_at <= newest):
        return ()
    days = (on - newest).days
    notices = [
        f"the newest material on record is of {newest}, {days} day{'s' * (days > 1)} before {on}: "
        "what was decided since is unknown, and the law is shown as it stood then"
    ]
    for deadline in sorted(record.tables.deadlines.values(), key=lambda deadline: deadline.on):
        if concerns(record, deadline, between) and newest < deadline.on <= on and not deadline.outcome:
            notices.append(
                f"the deadline {deadline.id} ({deadline.on}) has passed since; what became of it is unknown, "
                "and the rates shown are those its instruments would bring"
            )
    return tuple(notices)


def _lapsing(
    record: Record, sides: tuple[Headline, ...], running: RunningDeadline, known_at: date
) -> Lapsing:
    deadline = running.deadline
    governed = [item for item in deadline.governs if item.tranche and item.tranche in record.measure_of]
    bearing = {side: [item for item in governed if _bears_on(record, item, side)] for side in sides}
    found = (_lapse(record, side, running, items, known_at) for side, items in bearing.items())
    lapses = tuple(lapse for lapse in found if lapse)
    told = {item.tranche for items in bearing.values() for item in items}
    others = tuple(
        _named(record, item) for item in deadline.governs if item.control or item.tranche not in told
    )
    return Lapsing(running, lapses, others)


def _bears_on(record: Record, governed: Governed, side: Headline) -> bool:
    """Say whether a governed tranche is a duty on all goods of this side."""
    assert governed.tranche is not None
    measure, tranche = record.measure_of[governed.tranche], record.tranche(governed.tranche)
    goods = tranche.products or measure.scope.products
    return (
        record.economies.covers(measure.imposing, side.importer)
        and record.covers(governed.tranche, side.origin)
        and goods == "all"
        and tranche.semantics in ("add", "floor_total")
    )


def _lapse(
    record: Record, side: Headline, running: RunningDeadline, governed: list[Governed], known_at: date
) -> Lapse | None:
    if not governed:
        return None
    deadline = running.deadline
    on = deadline.on.fromordinal(deadline.on.toordinal() - running.days_left)
    instant = _at_stake(record, governed, end_of_day(on, record.zone_of(side.importer)), known_at)
    question = Question((side.importer, side.origin), instant, known_at)
    bases = [legal_base(record, str(item.tranche), item, known_at) for item in governed]
    waking = tuple(
        Assumption(tranche=item.tranche, to_state=item.on_lapse)
        for item, base in zip(governed, bases, strict=True)
        if base.standing != "void" and not base.ended
    )
    before = headline(record, (side.importer, side.origin), question.instant, known_at)
    assumed = apply(record, Scenario(scenario=deadline.id, title=deadline.title, events=waking), question)
    after = headline(assumed.record, (side.importer, side.origin), question.instant, known_at)
    worst = min(bases, key=lambda base: ("void", "disputed", "stands").index(base.standing))
    claims = tuple(
        claim
        for claim in deadline.claims
        if (claim.importer, claim.origin) == (side.importer, side.origin)
        and (claim.known_at is None or claim.known_at <= known_at)
    )
    settled = before.rate == after.rate and worst.standing != "void" and not worst.ended
    why = _SETTLED if settled else _why(record, governed, worst, before.rate)
    return Lapse(side.importer, side.origin, before.rate, after.rate, worst, why, claims)


def _at_stake(record: Record, governed: list[Governed], instant: Instant, known_at: date) -> Instant:
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


def _why(record: Record, governed: list[Governed], base: LegalBase, before: float) -> str:
    tranches = [record.tranche(str(item.tranche)) for item in governed]
    ends = all(item.on_lapse not in ("in_force", "suspended") for item in governed)
    rates = " + ".join(f"{tranche.rate:.1%}".replace(".0%", "%") for tranche in tranches if tranche.rate)
    names = ", ".join(tranche.id for tranche in tranches)
    if base.standing == "void":
        return f"{rates} ({names}) cannot come back: {base.why}"
    if base.ended:
        return f"nothing is left to lapse: {rates} ({names}) {base.ended}"
    if ends:
        return f"{rates} ({names}) ends"
    woken = f"{rates} ({names}) comes on top of the {before:.1%} in force".replace(".0%", "%")
    return woken if base.standing == "stands" else f"{woken}; its legal base is disputed: {base.why}"


def _named(record: Record, governed: Governed) -> str:
    if governed.control:
        control = record.tables.controls.get(governed.control)
        return f"{governed.control}: {control.items}" if control else governed.control
    tranche = record.tranches.get(str(governed.tranche))
    title = tranche.title or record.measure_of[tranche.id].title if tranche else ""
    return f"{governed.tranche}: {title}"
