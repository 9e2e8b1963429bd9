"""Truces against the record: how long they last, and on which day that means they run out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.findings import Expiry, Finding, Verdict, not_checkable, sources_of
from detente.core.wording import counted, day_name
from detente.ledger.deadlines import concerns
from detente.ledger.entries import Deadline
from detente.news.facts import Fact
from detente.news.windows import Window

_SOON = 21
"""How many days after publication the record may have learned of what a text already told."""
_NEAR = 3
"""By how many days the beginnings of what is one truce may differ."""
_LONGEST = 3660
"""More days than any truce lasts."""
_MONTH, _LOOSE = 30, 2
"""A length of some months told in days may be so many days off by the calendar."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A truce on record: its deadline, and the days from which its length can be counted."""

    deadline: Deadline
    announced: date
    begins: date | None
    on_all: bool = True

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many days it lasts, from when it begins and from its announcement."""
        starts = [day for day in (self.begins, self.announced) if day]
        return tuple((self.deadline.on - day).days for day in starts)


def check_truce(case: Case, fact: Fact) -> Finding:
    """Return what the record says of a truce, with the day on which it runs out and where that comes from."""
    parties, published = case.parties(fact.fields.get("parties"))[:2], case.document.published
    if len(parties) < 2:
        return _by_text(fact, "the text names no two sides")
    stated = Window.of(fact.fields.get("deadline"))
    best = _best(_truces(case.desk, parties), fact, published)
    if best and stated and stated.first <= best.deadline.on <= stated.last:
        return _told(best, fact, "confirmed", "")
    alone = _single(case.desk, parties, fact)
    if alone:
        return alone
    if best and _is_same(best, fact, published):
        return _same_truce(best, fact, stated)
    soon = (
        one for one in _truces(case.later, parties) if 0 < (one.announced - case.desk.known_at).days <= _SOON
    )
    later = _best(soon, fact, published)
    if later:
        why = f"on record since {day_name(later.announced)}, after the text was published"
        return _told(later, fact, "newer", why)
    return _by_text(fact, f"the record has no such truce of {parties[0]} and {parties[1]} by then")


def _best(found: Iterable[OnRecord], fact: Fact, published: date) -> OnRecord | None:
    return max(found, key=lambda one: _closeness(one, fact, published), default=None)


def _same_truce(one: OnRecord, fact: Fact, stated: Window | None) -> Finding:
    """Return the finding on the truce that a text speaks of, by its end and its length."""
    days = _days(fact)
    if stated and stated.is_day:
        counted_so = days and stated.first == one.announced + timedelta(days=days)
        other = "the text counts from the announcement; the record from entry into force"
        return _told(
            one, fact, "contradicted", other if counted_so else f"the text has {day_name(stated.first)}"
        )
    if days and not any(_same_length(days, length) for length in one.lengths):
        verdict: Verdict = "contradicted" if one.begins else "not checkable"
        return _told(one, fact, verdict, f"the record's lasts {counted(one.lengths[0], 'day')}")
    return _told(one, fact, "confirmed", "")


def _truces(desk: Desk, parties: tuple[str, ...]) -> Iterator[OnRecord]:
    """Yield the suspensions and truces between parties that the record knew of, by their deadlines."""
    for deadline in desk.record.tables.deadlines.values():
        if deadline.known_at > desk.known_at or not concerns(desk.record, deadline, parties):
            continue
        begins = None
        for governed in deadline.governs:
            for span in desk.record.timeline(governed.tranche, desk.known_at) if governed.tranche else ():
                if span.state == "suspended" and span.end and span.end.day == governed.at.day:
                    begins = min(span.start.day, begins or span.start.day)
        on_all = any(
            governed.tranche and desk.record.on_all_goods(governed.tranche) for governed in deadline.governs
        )
        yield OnRecord(deadline, deadline.known_at, begins, on_all)


def _single(desk: Desk, parties: tuple[str, ...], fact: Fact) -> Finding | None:
    """Return a suspension that begins and ends when the text says, and that no deadline governs."""
    start, end = Window.of(fact.fields.get("truce_start")), Window.of(fact.fields.get("deadline"))
    if start is None or end is None:
        return None
    for way in (parties, parties[::-1]):
        for tranche in desk.record.tranches_against(way[0], way[1]):
            for span in desk.record.timeline(tranche.id, desk.known_at):
                sleeps = span.state == "suspended" or (
                    tranche.semantics == "exempt" and span.state == "in_force"
                )
                if (
                    not sleeps
                    or span.end is None
                    or start.days_from(Window(span.start.day, span.start.day)) > 1
                ):
                    continue
                last = span.end.day - timedelta(days=1)
                if end.days_from(Window(last, span.end.day)) == 0:
                    measure = desk.record.measure_of[tranche.id]
                    return Finding(
                        verdict="confirmed",
                        record=f"{measure.title}: {day_name(span.start.day)} to {day_name(last)}",
                        measures=(tranche.id,),
                        sources=sources_of([tranche.source]),
                        expiry=Expiry(end.first, "both"),
                    )
    return None


def _closeness(one: OnRecord, fact: Fact, published: date) -> tuple[bool, bool, bool, bool, bool, int]:
    stated, start = Window.of(fact.fields.get("deadline")), Window.of(fact.fields.get("truce_start"))
    days = _days(fact)
    begun = [Window(day, day) for day in (one.announced, one.begins) if day]
    return (
        stated is not None and stated.first <= one.deadline.on <= stated.last,
        start is not None and any(start.days_from(day) <= _NEAR for day in begun),
        days is not None and any(_same_length(days, length) for length in one.lengths),
        one.announced <= published < one.deadline.on,
        one.on_all,
        -abs((one.deadline.on - published).days),
    )


def _days(fact: Fact) -> int | None:
    """Return the length that a text states, where it is one that a truce can have."""
    days = fact.fields.get("days")
    return days if isinstance(days, int) and 0 < days <= _LONGEST else None


def _same_length(days: int, length: int) -> bool:
    in_months = days % _MONTH == 0 and days > _MONTH
    return abs(days - length) <= (_LOOSE if in_months else 0)


def _told(one: OnRecord, fact: Fact, verdict: Verdict, why: str) -> Finding:
    deadline, days = one.deadline, _days(fact)
    stated = Window.of(fact.fields.get("deadline"))
    both = stated is not None and stated.is_day and stated.first == deadline.on
    length = (
        f", {counted((deadline.on - one.begins).days, 'day')} from {day_name(one.begins)}"
        if one.begins
        else ""
    )
    warning = _two_ends(one, days) if days else ""
    return Finding(
        verdict=verdict,
        record=f"{deadline.title}: until {day_name(deadline.on)}{length}",
        why=why,
        warning=warning,
        measures=(deadline.id, *(row.tranche for row in deadline.governs if row.tranche))[:5],
        sources=(deadline.source,),
        expiry=Expiry(deadline.on, "both" if both else "record"),
    )


def _is_same(one: OnRecord, fact: Fact, published: date) -> bool:
    """Say whether a text speaks of this truce: by the day it begins, else as the one that runs."""
    start = Window.of(fact.fields.get("truce_start"))
    if start is None or start == Window(published, published):
        return one.announced <= published < one.deadline.on
    days = [Window(day, day) for day in (one.announced, one.begins) if day]
    return start.last < one.deadline.on and any(start.days_from(day) <= _NEAR for day in days)


def _two_ends(one: OnRecord, days: int) -> str:
    """Say where the ends of a truce differ, counted from its announcement and from when it begins."""
    if one.begins is None:
        return ""
    ends = {start: start + timedelta(days=days) for start in (one.announced, one.begins)}
    if len(set(ends.values())) == 1:
        return ""
    return (
        f"{days} days end on {day_name(ends[one.announced])} counted from the announcement "
        f"({day_name(one.announced)}), "
        f"on {day_name(ends[one.begins])} from entry into force ({day_name(one.begins)}); the record has "
        f"{day_name(one.deadline.on)}"
    )


def _by_text(fact: Fact, why: str) -> Finding:
    """Return the finding on a truce that is not on record; its end is the text's own, where it tells one."""
    stated, start, days = fact.fields.get("deadline"), fact.fields.get("truce_start"), _days(fact)
    end, begun = Window.of(stated), Window.of(start)
    on = end.first if end and end.is_day else None
    if on is None and begun and begun.is_day and days:
        on = begun.first + timedelta(days=days)
    finding = not_checkable(why)
    return Finding(verdict=finding.verdict, record="", why=why, expiry=Expiry(on, "text") if on else None)
