"""Rounds of talks: those held in one city after the other, those named by their city, and the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.grammar.times import Time
from detente.news.hints import bits_of
from detente.news.kinds.meeting_places import Spot
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_DAY = r"(?:(?:on|in|over|at)\s+)?D+"
_CITY = rf"(?:E+|L+)(?:\s+{_DAY})?"
_CITIES = (
    rf"(?P<places>{_CITY}(?:,\s+(?:{_DAY},\s+)?{_CITY})*,?\s+and,?\s+(?:then\s+|later\s+|most\s+recently\s+)?"
    rf"(?:in\s+)?(?:{_DAY},?\s+(?:in\s+)?)?{_CITY})(?=[.,;:)—–]|\s+(?:and|that|which|have|had|over|this|last|it|the)\b|$)"
)
_ROUNDS = Pattern(
    r"\b(?:rounds?|talks|negotiations?|meetings|consultations|sessions)\b[^.;]{0,110}?\bin\s+" + _CITIES,
    hints=("round", "talks", "negotiation", "meetings", "consultations", "sessions"),
)
"""Rounds of talks in one city after the other."""
_AFTER = Pattern(
    r"\b(?:time|round|meeting|encounter|session|talks)\b[^.;]{0,210}?\b(?:after|following)\s+" + _CITIES,
    hints=("after ", "following "),
)
"""A further round, and in which cities the earlier ones were."""
_BEFORE_TIME = Pattern(r"\s+(?:(?:on|in|over|at)\s+)?")
_AFTER_TIME = Pattern(r",?\s+(?:in\s+)?")
_NAMED = Pattern(
    r"\b(?:the|last\s+\w+['’]s|their|D+['’]s?)\s+(?P<place>L+|E+)\s+"
    r"(?:meetings?|talks|round|summit|encounter|negotiations|session)\b"
    r"|\b(?P<where>L+|E+),\s+where\s+(?:(?:in|on|over)\s+)?(?P<day>D+)?,?\s*(?:they|W+|P+\s+and)\s",
    hints=("meeting", "talks", "round", "summit", "encounter", "negotiation", "session", "where"),
)
"""A meeting that is named by its city, or where the sides did something: the Geneva meeting."""
_NEXT = Pattern(
    r"\b(?:(?:another|an?\s+(?:new|further|third|fourth|fifth|sixth|second|follow-up)|the\s+(?:next|following|second|third"
    r"|fourth|fifth|sixth))\s+(?:\w+\s+){0,2}?(?:round|meeting|session|summit|dialogue)(?:\s+of\s+(?:[\w-]+\s+){0,3}?"
    r"(?:talks|negotiations|consultations|discussions|dialogue))?"
    r"\s+(?:is|was|are|will|would)\b(?!\s+(?:not|never|useful|possible|likely))"
    r"|(?:W++|delegations|negotiators|teams|envoys|ministers|leaders|they)\s+(?:\w+\s+){0,2}?(?:will|are\s+to|are\s+due\s+to"
    r"|plan\s+to|agreed\s+to|intend\s+to)\s+meet\s+again)\b[^.;]{0,60}",
    hints=("another ", "new ", "further ", "second ", "third ", "fourth ", "fifth ", "sixth ", "follow-up ",
           "next ", "following ", "again"),
)  # fmt: skip
"""The next round of talks, as it is planned."""
_WINDOW = re.compile(
    r"\b(?:in|within)\s+(?:about\s+|around\s+|roughly\s+|some\s+)?(?P<count>an?|one|two|three|four|five|six|\d)"
    r"(?:\s+(?:or\s+)?(?:two|three|so))?(?:['’]s)?\s+(?P<unit>week|month)"
)
_AND, _GATHERING = bits_of((" and ",)), bits_of(("round", "meet", "session", "summit", "dialogue"))
ROUNDS_NEEDS, NAMED_NEEDS, NEXT_NEEDS = _ROUNDS.needs | _AFTER.needs, _NAMED.needs, _NEXT.needs
"""Pieces of words of which a sentence with rounds of talks, a named one or the next has at least one."""
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def rounds_in(reading: Reading, sentence: Sentence) -> list[tuple[Spot, Time | None]]:
    """Return the cities in which a sentence says that rounds of talks were held, where it lists them."""
    if not sentence.bits & _AND:
        return []
    article, first, last = reading.article, sentence.start, sentence.end
    found = article.search(_ROUNDS, sentence, first, last) or article.search(_AFTER, sentence, first, last)
    if found is None:
        return []
    names = reading.article.names.between(*found.span("places"))
    if not all(_is_city(reading, name) for name in names):
        return []
    return [(_spot(reading, name), _own_time(reading, name)) for name in names]


def rounds_named(reading: Reading, sentence: Sentence) -> Iterator[tuple[re.Match[str], Time | None, Spot]]:
    """Yield the cities by which a sentence names meetings, as in `the Geneva talks`, with their times."""
    for match in reading.article.searched(_NAMED, sentence):
        name = reading.article.names.at(match.start("place" if match["place"] else "where"))
        if name is not None and _is_city(reading, name) and name.codes not in _capitals(reading):
            time = next(iter(reading.article.times_in(match.start(), match.end())), None)
            if match["place"] or time is not None:
                yield match, time, _spot(reading, name)


def next_round(reading: Reading, sentence: Sentence) -> tuple[re.Match[str], Time | None] | None:
    """Return the words on a round that is to come, with its time; None where the sentence gives none."""
    article = reading.article
    match = next(article.searched(_NEXT, sentence), None) if sentence.bits & _GATHERING else None
    if match is None or article.quote_at(match.start()):
        return None
    times = [one for one in article.times_in(match.start(), match.end()) if len(one.value) != 4]
    if times:
        return match, times[0]
    window = _WINDOW.search(article.body, match.start(), match.end())
    return (match, Time(*window.span(), _after(reading, window))) if window else None


def _after(reading: Reading, window: re.Match[str]) -> str:
    """Return the week or month that a window ends in."""
    count = _COUNTS.get(window["count"]) or int(window["count"])
    published = reading.article.document.published
    if window["unit"] == "month":
        month = published.month - 1 + count
        return f"{published.year + month // 12}-{month % 12 + 1:02d}"
    monday = published + timedelta(weeks=count) - timedelta(days=published.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _is_city(reading: Reading, name: Name) -> bool:
    return name.kind == "place" or name.name in reading.lexicon.groups.seats


def _capitals(reading: Reading) -> set[tuple[str, ...]]:
    """Return the two sides, whose own seats of government name no place of a meeting."""
    return {(code,) for code in reading.pair}


def _spot(reading: Reading, name: Name) -> Spot:
    told = reading.article.body[name.start : name.end]
    return Spot(name.start, name.end, told, name.codes[0] if name.codes else "", False)


def _own_time(reading: Reading, name: Name) -> Time | None:
    """Return the time that stands right after a city, or right before it."""
    mask = reading.article.mask
    for time in reading.article.times_in(name.start - 40, name.end + 12):
        if time.start > name.end and _BEFORE_TIME.fullmatch(mask, name.end, time.start):
            return time
        if time.end < name.start and _AFTER_TIME.fullmatch(mask, time.end, name.start):
            return time
    return None
