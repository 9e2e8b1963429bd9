"""Meetings, calls and people against the record."""

from __future__ import annotations

from datetime import date, timedelta

from detente.brief.checking.asking import Case
from detente.brief.checking.findings import Finding, not_checkable
from detente.core.wording import day_name
from detente.ledger.entries import Agreement, Person
from detente.news.comparing.roles import is_anothers, may_be_one
from detente.news.facts import Fact
from detente.news.lexicon.entries import Lexicon
from detente.news.windows import Window

_BEFORE, _AFTER = 3, 1
"""Days by which talks may begin before the day that the record gives, or end after it; a call has one day."""
_SAME_OCCASION = 60


def check_meeting(case: Case, fact: Fact) -> Finding:
    """Return the talks on record that a meeting or call is, by its days, kind and place."""
    window, place = Window.of(fact.fields.get("date")), str(fact.fields.get("place") or "")
    if len(case.pair) < 2:
        return not_checkable("the text names no two sides")
    if window is None:
        return not_checkable("the text gives no day")
    gone = _not_in_office(case, fact, window)
    if gone:
        return not_checkable(f"{gone} held no office on that day, by the record")
    for desk, verdict in case.axes:
        for one in desk.record.tables.agreements.values():
            known = one.known_at or one.on
            if known > desk.known_at or not _is_occasion(case, one, fact) or not _near(one, window):
                continue
            if verdict == "newer" and one.on > window.last + timedelta(days=_BEFORE):
                continue
            why = (
                ""
                if verdict == "confirmed"
                else f"on record since {day_name(known)}, after the text was published"
            )
            where = f", {one.place}" if one.place else ""
            return Finding(
                verdict=verdict,
                record=f"{one.title} ({day_name(one.on)}{where})",
                why=why,
                measures=(one.id,),
                sources=(one.source,),
            )
    for one in case.desk.record.tables.agreements.values():
        past = (one.known_at or one.on) <= case.desk.known_at and window.last <= case.document.published
        if (
            past
            and (place or _is_call(one))
            and _is_occasion(case, one, fact)
            and window.days_from(Window(one.on, one.on)) <= _SAME_OCCASION
        ):
            why = f"the record has {'a call' if _is_call(one) else 'talks there'}, on other days"
            return not_checkable(why, f"{one.title} ({day_name(one.on)})")
    return not_checkable("the record has no such talks on these days", is_new=True)


def _not_in_office(case: Case, fact: Fact, window: Window) -> str:
    """Return a person of the meeting's sentence who is on record, and held no office on the day of it."""
    first, last = case.bounds(fact)
    for other in case.facts:
        if other.kind != "participant" or not first <= other.start < last:
            continue
        held = _held(case, str(other.fields.get("person", "")))
        if held and not any(_in_office(one, window.first) for one in held):
            return held[0].name
    return ""


def _held(case: Case, name: str) -> list[Person]:
    """Return the offices on record of a person."""
    return [one for one in case.desk.record.tables.people.values() if _same_person(one.name, name)]


def _in_office(one: Person, day: date) -> bool:
    return (one.start is None or one.start <= day) and (one.end is None or day < one.end)


def _near(one: Agreement, window: Window) -> bool:
    before, after = (0, 0) if _is_call(one) else (_BEFORE, _AFTER)
    return Window(one.on - timedelta(days=before), one.on + timedelta(days=after)).overlaps(window)


def _is_call(one: Agreement) -> bool:
    return "call" in one.kind.lower()


def _is_occasion(case: Case, one: Agreement, fact: Fact) -> bool:
    """Say whether an entry is talks of the kind, between the sides and at the place that a text names."""
    if not case.desk.record.parties_include(one.parties, case.pair[:2]):
        return False
    if (fact.fields.get("mode") == "phone") is not _is_call(one):
        return False
    place = str(fact.fields.get("place") or "")
    told = f"{one.place} {one.title}"
    return not place or place.lower() in told.lower() or _lies_in(place, told, case.lexicon)


def _lies_in(country: str, told: str, lexicon: Lexicon) -> bool:
    """Say whether words name a place of a country, as Geneva is one of Switzerland."""
    codes = {entry.code for _, _, entry in lexicon.found_in(country) if entry.kind == "economy"}
    return any(
        entry.code in codes
        for _, written, entry in lexicon.found_in(told)
        if entry.kind == "place" or written in lexicon.groups.seats
    )


def check_participant(case: Case, fact: Fact) -> Finding:
    """Return the office that a person held on the day of publication, by the record."""
    name, day = str(fact.fields.get("person", "")), case.document.published
    side, role = str(fact.fields.get("side") or ""), str(fact.fields.get("role") or "")
    holding = [one for one in _held(case, name) if _in_office(one, day) and side in ("", one.side)]
    if not holding:
        return not_checkable("the record has no such person in office on that day")
    fitting = [one for one in holding if not role or may_be_one(role, one.role)]
    one = (fitting or holding)[0]
    told = f"{one.name}, {one.role}, {one.side}"
    if not fitting and not is_anothers(role, name, day, case.desk.folders):
        return not_checkable("the record has another office", told)
    return Finding(
        verdict="confirmed" if fitting else "contradicted",
        record=told,
        why="" if fitting else "the office that the text names is another's",
        measures=(one.name,),
        sources=(one.source,),
    )


def _same_person(known: str, named: str) -> bool:
    mine, theirs = known.lower().split(), named.lower().split()
    return mine == theirs or (
        bool(theirs)
        and len(theirs) > 1
        and set(mine) == {word for word in theirs if len(word.rstrip(".")) > 1}
    )
