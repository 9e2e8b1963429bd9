"""Truces against the record: how long they last, and on which day that means they run out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.brief.checking.asking import SOON, Case, Desk
from detente.brief.checking.findings import Expiry, Finding, Verdict, not_checkable, sources_of
from detente.brief.checking.pauses import (
    Between,
    OnRecord,
    best_of,
    between,
    days_of,
    follows_another,
    is_of_extension,
    is_that_long,
    is_told_of,
    truces,
)
from detente.core.wording import counted, day_name
from detente.news.facts import Fact
from detente.news.windows import Window

_TO_COME = re.compile(
    r"\b(?:will|shall|plans?\s+to|intends?\s+to)\s+(?:\w+\s+)?(?:suspend|pause|begin|agree|declare)\b"
)
"""Words by which a pause is yet to come."""


def check_truce(case: Case, fact: Fact) -> Finding:
    """Return what the record says of a truce, with the day on which it runs out and where that comes from."""
    whom = between(case, fact)
    if whom is None:
        return _by_text(fact, "the text names no two sides")
    stated = Window.of(fact.fields.get("deadline"))
    best = best_of(_meant(case.desk, whom, case, fact), case, fact)
    same = best is not None and _is_same(best, case, fact)
    if best and same and _ends_as_told(best, stated):
        return _told(best, fact, "confirmed", "")
    soon = (one for one in _meant(case.soon, whom, case, fact) if one.announced > case.desk.known_at)
    later = best_of(soon, case, fact)
    if later and (not same or _ends_as_told(later, stated)):
        why = f"on record since {day_name(later.announced)}, after the text was published"
        return _told(later, fact, "newer", why)
    alone = None if whom.with_many else _single(case, whom.sides, fact)
    if alone:
        return alone
    if best and same:
        return _same_truce(best, fact, stated)
    return _by_text(fact, f"the record has no such truce {whom.told} by then")


def _meant(desk: Desk, whom: Between, case: Case, fact: Fact) -> list[OnRecord]:
    """Return the truces that a text can mean; of one prolonged only those that follow another."""
    found = list(truces(desk, whom))
    if not is_of_extension(case, fact):
        return found
    return [one for one in found if follows_another(one, found)]


def _ends_as_told(one: OnRecord, stated: Window | None) -> bool:
    return stated is not None and stated.first <= one.deadline.on <= stated.last


def _is_same(one: OnRecord, case: Case, fact: Fact) -> bool:
    """Say whether a text speaks of this truce: by its beginning, end or order, else as the running one."""
    start, published = Window.of(fact.fields.get("truce_start")), case.document.published
    if start is not None and start != Window(published, published):
        return start.last < one.deadline.on and one.starts_near(start)
    if _ends_as_told(one, Window.of(fact.fields.get("deadline"))):
        return True
    if one.is_by_order_of(case.sentence(fact)):
        return True
    has_begun = one.begins is not None and one.begins + SOON < published
    to_come = _TO_COME.search(case.sentence(fact))
    return one.announced <= published < one.deadline.on and not (to_come and has_begun)


def _same_truce(one: OnRecord, fact: Fact, stated: Window | None) -> Finding:
    """Return the finding on the truce that a text speaks of, by its end and its length."""
    days = days_of(fact)
    if stated and stated.is_day:
        length = days or (one.lengths[0] if one.begins else 0)
        if length and stated.first == one.announced + timedelta(days=length):
            why = "the text counts from the announcement; the record from entry into force"
            return _told(one, fact, "contradicted", why)
        return _told(one, fact, "contradicted", f"the text has {day_name(stated.first)}")
    if days and not any(is_that_long(days, length) for length in one.lengths):
        verdict: Verdict = "contradicted" if one.begins else "not checkable"
        return _told(one, fact, verdict, f"the record's lasts {counted(one.lengths[0], 'day')}")
    return _told(one, fact, "confirmed", "")


def _single(case: Case, sides: tuple[str, ...], fact: Fact) -> Finding | None:
    """Return a suspension that begins and ends when the text says, and that no deadline governs."""
    start, end = Window.of(fact.fields.get("truce_start")), Window.of(fact.fields.get("deadline"))
    if start is None or end is None:
        return None
    desk, told = case.desk, case.sentence(fact)
    for way in ((sides[0], sides[1]), (sides[1], sides[0])):
        for tranche in desk.record.tranches_against(*way):
            for span in desk.record.timeline(tranche.id, desk.known_at):
                sleeps = span.state == "suspended" or (
                    tranche.semantics == "exempt" and span.state == "in_force"
                )
                begun = Window(span.start.day, span.start.day)
                if not sleeps or span.end is None or start.days_from(begun) > 1:
                    continue
                last = span.end.day - timedelta(days=1)
                measure = desk.record.measure_of[tranche.id]
                on_all = desk.record.on_all_goods(tranche.id)
                if end.days_from(Window(last, span.end.day)) == 0 and (
                    on_all or is_told_of(measure.title, told)
                ):
                    return Finding(
                        verdict="confirmed",
                        record=f"{measure.title}: {day_name(span.start.day)} to {day_name(last)}",
                        measures=(tranche.id,),
                        sources=sources_of([tranche.source]),
                        expiry=Expiry(end.first, "both"),
                    )
    return None


def _told(one: OnRecord, fact: Fact, verdict: Verdict, why: str) -> Finding:
    deadline, days = one.deadline, days_of(fact)
    stated = Window.of(fact.fields.get("deadline"))
    both = stated is not None and stated.is_day and stated.first == deadline.on
    length = (
        f", {counted((deadline.on - one.begins).days, 'day')} from {day_name(one.begins)}"
        if one.begins
        else ""
    )
    if days is None and verdict == "contradicted" and one.begins:
        days = one.lengths[0]
    return Finding(
        verdict=verdict,
        record=f"{deadline.title}: until {day_name(deadline.on)}{length}",
        why=why,
        warning=_two_ends(one, days) if days else "",
        measures=(deadline.id, *(row.tranche for row in deadline.governs if row.tranche))[:5],
        sources=(deadline.source,),
        expiry=Expiry(deadline.on, "both" if both else "record"),
    )


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
    stated, start, days = fact.fields.get("deadline"), fact.fields.get("truce_start"), days_of(fact)
    end, begun = Window.of(stated), Window.of(start)
    on: date | None = end.first if end and end.is_day else None
    if on is None and begun and begun.is_day and days:
        on = begun.first + timedelta(days=days)
    finding = not_checkable(why)
    return Finding(verdict=finding.verdict, record="", why=why, expiry=Expiry(on, "text") if on else None)
