"""Meetings, calls and people against the record."""

from __future__ import annotations

from datetime import timedelta

from detente.brief.checking.asking import Case
from detente.brief.checking.findings import Finding, not_checkable
from detente.core.wording import day_name
from detente.ledger.entries import Agreement
from detente.news.facts import Fact
from detente.news.lexicon.entries import Lexicon
from detente.news.windows import Window

_BEFORE, _AFTER = 3, 1
"""Days by which talks may begin before the day that the record gives them, or end after it."""
_SAME_OCCASION = 60


def check_meeting(case: Case, fact: Fact) -> Finding:
    """Return the talks on record that a meeting or call is, by its days, kind and place."""
    window, place = Window.of(fact.fields.get("date")), str(fact.fields.get("place") or "")
    if len(case.pair) < 2:
        return not_checkable("the text names no two sides")
    if window is None:
        return not_checkable("the text gives no day")
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
            and place
            and _is_occasion(case, one, fact)
            and window.days_from(Window(one.on, one.on)) <= _SAME_OCCASION
        ):
            why = "the record has talks there, on other days"
            return not_checkable(why, f"{one.title} ({day_name(one.on)})")
    return not_checkable("the record has no such talks on these days", is_new=True)


def _near(one: Agreement, window: Window) -> bool:
    held = Window(one.on - timedelta(days=_BEFORE), one.on + timedelta(days=_AFTER))
    return held.overlaps(window)


def _is_occasion(case: Case, one: Agreement, fact: Fact) -> bool:
    """Say whether an entry is talks of the kind, between the sides and at the place that a text names."""
    if not case.desk.record.parties_include(one.parties, case.pair[:2]):
        return False
    is_call = "call" in one.kind.lower()
    if (fact.fields.get("mode") == "phone") is not is_call:
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
    held = [one for one in case.desk.record.tables.people.values() if _same_person(one.name, name)]
    side = str(fact.fields.get("side") or "")
    for one in held:
        in_office = (one.start is None or one.start <= day) and (one.end is None or day < one.end)
        if in_office and side in ("", one.side):
            return Finding(
                verdict="confirmed",
                record=f"{one.name}, {one.role}, {one.side}",
                measures=(one.name,),
                sources=(one.source,),
            )
    return not_checkable("the record has no such person in office on that day")


def _same_person(known: str, named: str) -> bool:
    mine, theirs = known.lower().split(), named.lower().split()
    return mine == theirs or (
        bool(theirs)
        and len(theirs) > 1
        and set(mine) == {word for word in theirs if len(word.rstrip(".")) > 1}
    )
