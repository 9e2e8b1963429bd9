"""Deadlines that run on a day, what they govern, and whether the law under each still stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.ledger.entries import Deadline, Governed, Outcome, Ruling
from detente.ledger.record import Record
from detente.ledger.states import ALIVE

Standing = Literal["stands", "void", "disputed"]


@dataclass(frozen=True, slots=True)
class LegalBase:
    """Whether the law under a tranche stands, and the ruling that says so.

    `ended` tells how the tranche itself came to its end, where it did so by other means than a ruling:
    the law may stand, but nothing is left to come back.
    """

    standing: Standing
    why: str
    ruling: Ruling | None = None
    ended: str = ""


@dataclass(frozen=True, slots=True)
class RunningDeadline:
    """A deadline seen from a day: how long it has to run, and what became of it later, if known."""

    deadline: Deadline
    days_left: int
    later_outcome: Outcome | None


def running_deadlines(
    record: Record, parties: tuple[str, ...], on: date, known_at: date
) -> list[RunningDeadline]:
    """Return the deadlines between the parties that were open on a day, earliest first.

    A deadline runs when it was on record by that day, lies ahead, and had no outcome by then. What
    became of it later is told only as far as `known_at` allows.

    Args:
        record: The record.
        parties: Alpha-3 codes of the economies whose matter it must be.
        on: The day to look from.
        known_at: The day of knowledge.
    """
    found = [
        RunningDeadline(deadline, (deadline.on - on).days, _told(deadline, known_at))
        for deadline in record.tables.deadlines.values()
        if concerns(record, deadline, parties) and is_running(deadline, on, known_at)
    ]
    return sorted(found, key=lambda running: (running.deadline.on, running.deadline.id))


def concerns(record: Record, deadline: Deadline, parties: Iterable[str]) -> bool:
    """Say whether a deadline is a matter of the economies named.

    Two economies: one puts on the other something that the deadline governs, whether or not both signed
    anything (Hong Kong pays what China pays); a pause towards sixty economies is no matter between two of
    the sixty. One economy: it is a party, itself or through a group or the world.
    """
    pair = tuple(parties)
    if len(pair) != 2:
        return record.parties_include(deadline.parties, pair)
    return any(_bears(record, governed, way) for governed in deadline.governs for way in (pair, pair[::-1]))


def _bears(record: Record, governed: Governed, way: tuple[str, ...]) -> bool:
    """Say whether a governed tranche or control is put by the first economy on the second."""
    covers, (imposing, target) = record.economies.covers, way
    if governed.tranche is not None and governed.tranche in record.measure_of:
        measure = record.measure_of[governed.tranche]
        return covers(measure.imposing, imposing) and record.covers(governed.tranche, target)
    control = record.tables.controls.get(str(governed.control))
    return (
        control is not None
        and covers(control.imposing, imposing)
        and any(covers(listed, target) for listed in control.targets)
    )


def is_running(deadline: Deadline, on: date, known_at: date) -> bool:
    """Say whether a deadline was open on a day, going by what was on record on both days."""
    seen = min(on, known_at)
    settled = deadline.outcome is not None and deadline.outcome.known_at <= seen
    return deadline.known_at <= seen and on < deadline.on and not settled


def _told(deadline: Deadline, known_at: date) -> Outcome | None:
    outcome = deadline.outcome
    return outcome if outcome and outcome.known_at <= known_at else None


def legal_base(record: Record, tranche_id: str, governed: Governed, known_at: date) -> LegalBase:
    """Say whether the law under a tranche stands at the instant that governs it.

    A ruling that voids the legal base before that instant makes it void, and the tranche cannot come
    back; one that was stayed, or a challenge under way, makes it disputed.
    """
    measure = record.measure_of[tranche_id]
    base = record.tables.programmes[measure.programme].legal_base
    before = [span for span in record.timeline(tranche_id, known_at) if span.start < governed.at]
    span = before[-1] if before else None
    rulings = sorted(_rulings(record, measure.imposing, base, known_at), key=lambda ruling: ruling.on)
    ended = ""
    if span is not None and span.state not in ALIVE:
        ended = f"{span.state} since {span.start.day}"
        if span.state == "invalidated":
            cause = record.tables.rulings.get(span.change.cause)
            return LegalBase("void", f"{cause.title} ({cause.on})" if cause else ended, cause)
    for ruling in reversed(rulings):
        if ruling.effect == "voids" and ruling.takes_effect and ruling.takes_effect < governed.at:
            return LegalBase("void", f"{ruling.title} ({ruling.on})", ruling, ended)
        if ruling.effect in ("set_aside_stayed", "challenged"):
            why = f"{ruling.title} ({ruling.on}): {ruling.text}".rstrip(": ")
            return LegalBase("disputed", why, ruling, ended)
        if ruling.effect == "upholds":
            break
    return LegalBase("stands", "no ruling against its legal base is on record", ended=ended)


def _rulings(record: Record, imposing: str, base: str, known_at: date) -> Iterator[Ruling]:
    for ruling in record.tables.rulings.values():
        if ruling.imposing == imposing and ruling.legal_base == base and ruling.on <= known_at:
            yield ruling
