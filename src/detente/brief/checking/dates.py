"""Deadlines, meetings and people against the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.findings import Finding, not_checkable
from detente.core.sources import Source
from detente.core.wording import day_name
from detente.ledger.deadlines import concerns, running_deadlines
from detente.ledger.entries import Agreement
from detente.news.facts import Fact
from detente.news.lexicon.entries import Lexicon
from detente.news.windows import Window

_OF_A_TRUCE = re.compile(r"\b(?:truce|pause|suspension|reprieve|ceasefire)\b")
_BEFORE, _AFTER = 3, 1
"""Days by which talks may begin before the day that the record gives them, or end after it."""
_SAME_OCCASION = 60


def check_deadline(case: Case, fact: Fact) -> Finding:
    """Return what the record has on the day of a deadline: one of its own, or a duty that turns on it."""
    window = Window.of(fact.fields.get("date"))
    if window is None:
        return not_checkable("the text gives no day")
    for desk, verdict in case.axes:
        for told, name, source, known in _turns(desk, case.pair, window):
            if verdict == "newer" and known > case.desk.known_at + timedelta(days=21):
                continue
            why = (
                ""
                if verdict == "confirmed"
                else f"on record since {day_name(known)}, after the text was published"
            )
            sources = (source,) if source else ()
            return Finding(verdict=verdict, record=told, why=why, measures=(name,), sources=sources)
    running = (
        running_deadlines(case.desk.record, case.pair, case.document.published, case.desk.known_at)
        if len(case.pair) == 2
        else []
    )
    about = f"{fact.fields.get('what') or ''} {case.words(fact)}".lower()
    for one in running:
        near = abs((one.deadline.on - window.first).days) <= _SAME_OCCASION / 2
        if near and window.is_day and _OF_A_TRUCE.search(about):
            return Finding(
                verdict="contradicted",
                record=f"{one.deadline.title}: {day_name(one.deadline.on)}",
                measures=(one.deadline.id,),
                sources=(one.deadline.source,),
            )
    return not_checkable("the record has no deadline on that day", is_new=True)


def _turns(
    desk: Desk, pair: tuple[str, ...], window: Window
) -> Iterator[tuple[str, str, Source | None, date]]:
    """Yield what ends or begins within days: deadlines first, then duties of the pair, then exclusions."""
    record = desk.record
    for deadline in record.tables.deadlines.values():
        theirs = (
            not pair or concerns(record, deadline, pair[:2]) or record.party_to(deadline.parties, pair[0])
        )
        if theirs and window.first <= deadline.on <= window.last and deadline.known_at <= desk.known_at:
            told = f"{deadline.title}: {day_name(deadline.on)}"
            yield told, deadline.id, deadline.source, deadline.known_at
    ways = [(pair[0], pair[1]), (pair[1], pair[0])] if len(pair) == 2 else []
    turns = [
        (tranche, span)
        for way in ways
        for tranche in record.tranches_against(*way)
        for span in record.timeline(tranche.id, desk.known_at)
        if window.first <= span.start.day <= window.last
    ]
    turns.sort(key=lambda turn: (not record.on_all_goods(turn[0].id), turn[1].state != "in_force"))
    for tranche, span in turns:
        title = tranche.title or record.measure_of[tranche.id].title
        told = f"{title}: {span.state.replace('_', ' ')} from {day_name(span.start.day)}"
        yield told, tranche.id, tranche.source, span.change.known_at or span.start.day


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
