"""The places that a sentence names as where somebody is or goes."""

from __future__ import annotations

import re
from operator import attrgetter

from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import listed_words
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

_PLACE = TextPattern(
    r"\b(?=[ade-jlnorstvwAI])(?P<word>[Ii]n(?:to)?|[Aa]t|outside|near|hosted\s+by|welcomed\s+(?:[^.,;]{2,50}?\s+)?to|expected\s+at|(?:leaves?|left|departs?|departed|off)\s+for|(?:delegation|team|trip|invited|invitation|rush(?:ed|es|ing)|raced|jetted|hurried|hastened|dispatched|sent|way|visits?|travel\w*|flew|fly"
    r"|flies|heads?|headed|returned?"
    r"|went|go|going|goes)\s+"
    r"(?:[\w.]+\s+){0,5}?to|visit(?:ed|ing|s)?)\s+(?:the\s+(?:[A-Z]\w+\s+){0,2}(?:city|capital|resort|town"
    r"|port)\s+(?:city\s+)?of\s+)?(?P<place>(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of\s+)?[A-Z][\w’'-]*){0,3})"
    r"(?P<country>,\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?",
    hints=(" in ", " into ", "hosted ", "-in ", " at ", "-at ", "outside ", "near ", "welcomed",
           "expected", "invit", "rush", "raced", "jet", "hurried", "hastened", "dispatched",
           "sent ", "way ", "delegation", "team", "trip", "visit", "travel", "flew", "fly",
           "flies", "head", "return", "leave", "left ", "depart", "off ", "went", "go ", "going",
           "goes"),
)  # fmt: skip
_FREE = Pattern(
    r"\s*(?:[,.;)]|$|D|on\b|from\b|this\b|last\b|next\b|to\b|for\b|with\b|and\b|before\b|after\b|over\b"
    r"|later\b)"
)
_VENUE = TextPattern(
    r"(?:House|Palace|Hall|Office|Base|Resort|Club|Lago|Castle|Center|Centre|Hotel|Headquarters)$"
)
"""How names of buildings end in which sides meet."""
_IN_CITY = TextPattern(r"(?:\s+of\s+(?:the\s+)?(?:[A-Z]\w+\s?)+?)?,?\s+in\s+(?=[A-Z])")
"""What stands between a building and the city in which it is."""
_CAPITAL = Pattern(
    r"\b(?:in|at|to|visit(?:ed|ing|s)?)\s+(?:the\s+(?P<people>A+|E+)|(?P<economy>E+)['’]s)\s+capital(?:\s+city)?\b(?!\s+(?:[A-Z]|market|control|gain|E|flow|account))"
)
_SCENE = Pattern(
    r"(?P<place>E+|L+)(?:\s+(?:(?:will|is\s+to|was\s+to|also|again|had|then)\s+)*(?:host(?:s|ed)?|play(?:s|ed)?\s+host"
    r"|(?:was|is|be|were)\s+(?:the\s+)?(?:venue|scene|setting|site|host))\b|,\s+where\b)",
    hints=("host", "venue", "scene", "setting", "site", "where"),
)
"""A city that is itself the subject, as in `Bern hosted the talks`, or `Bern, where they met`."""
_HERE = Pattern(r"\bhere(?=\s+(?:D|on\b|today|with\b|in\b|over\b|for\b|since\b)|[,.]|$)")
"""What stands for the city that a report is filed from."""
_DATELINE = TextPattern(
    r"\s*(?P<place>[A-Z][A-Z .]{2,30}?)(?:,\s[^–—-]{2,40}|\s\([A-Z][\w ]+\))\s*(?:--|–|—|-)\s"
)
_NO_PLACE = TextPattern(
    r"['’]s\b|\s+(?:goods|products|tariffs?|imports|exports|officials|capital\b|trade\b|compan|market|[a-z]+\s+deficit)"
)


class Spot(NamedTuple):
    """A place as a text names it; `country` where it is known, `whole` where it is a country itself."""

    start: int
    end: int
    name: str
    country: str
    whole: bool


def spots_in(reading: Reading, sentence: Sentence) -> list[Spot]:
    """Return the places that a sentence names after in, at, visited, or a word of travel and to."""
    found: list[Spot] = []
    body = reading.article.body
    for match in _PLACE.finditer(body, sentence.start, sentence.end) if sentence.bits & _PLACE.needs else ():
        spot = _spot(reading, match)
        if spot is not None and not (found and spot.start < found[-1].end):
            found.append(spot)
    if " here" in sentence.mask and (here := _here(reading, sentence)) is not None:
        found.append(here)
    for match in reading.article.searched(_SCENE, sentence):
        name = reading.article.names.at(match.start("place"))
        if name is not None and (name.kind == "place" or name.name in reading.lexicon.groups.seats):
            told = body[name.start : name.end]
            if not any(one.name == told for one in found):
                found.append(Spot(name.start, name.end, told, name.codes[0] if name.codes else "", False))
    if " capital" in sentence.mask:
        capitals = (_capital(reading, match) for match in reading.article.searched(_CAPITAL, sentence))
        found += [one for one in capitals if one is not None]
    found.sort(key=attrgetter("start"))
    return found


def _here(reading: Reading, sentence: Sentence) -> Spot | None:
    """Return the city of the dateline that `here` stands for."""
    match = next(reading.article.searched(_HERE, sentence), None)
    line = _DATELINE.match(reading.article.body) if match else None
    if match is None or line is None:
        return None
    return Spot(match.start(), match.end(), line["place"].title(), "", False)


def _capital(reading: Reading, match: re.Match[str]) -> Spot | None:
    """Return the seat of government that words such as `the Swedish capital` stand for."""
    group = "people" if match["people"] else "economy"
    codes = reading.codes_in(*match.span(group))
    seats = [
        seat
        for seat in sorted(reading.lexicon.groups.seats)
        if any((entry.code,) == codes for _, _, entry in reading.lexicon.found_in(seat))
    ]
    document = reading.article.document
    text = f"{document.title}\n{document.body}".casefold()
    told = [seat for seat in seats if seat.casefold() in text] or seats
    return Spot(match.start(), match.end(), told[0], codes[0], False) if len(told) == 1 else None


def _building(reading: Reading, first: int, start: int, end: int) -> Spot:
    """Return a building where sides meet, by the city named right after it, else by its name."""
    body = reading.article.body
    after = _IN_CITY.match(body, end)
    name = reading.article.names.at(after.end()) if after else None
    if name is None or not (name.kind == "place" or name.name in reading.lexicon.groups.seats):
        return Spot(first, end, body[start:end], "", False)
    return Spot(first, name.end, body[name.start : name.end], name.codes[0] if name.codes else "", False)


def _spot(reading: Reading, match: re.Match[str]) -> Spot | None:
    article = reading.article
    start = match.start("place") + (4 if match["place"].startswith("the ") else 0)
    name = article.names.at(start)
    if name is not None:
        venue = name.kind == "body" and _VENUE.search(article.body, name.start, name.end) is not None
        if not (venue or name.kind in ("economy", "place")) or _NO_PLACE.match(
            article.mask, name.end, name.end + 20
        ):
            return None
        if venue:
            return _building(reading, match.start(), start, name.end)
        country = match["country"] if name.end == match.end("place") and match["country"] else ""
        whole = name.kind == "economy" and name.name not in reading.lexicon.groups.seats
        return Spot(
            match.start(), name.end + len(country), article.body[start : name.end], name.codes[0], whole
        )
    if (
        match["word"].lower() not in ("in", "at")
        or article.names.covering(start)
        or article.times_in(start - 4, start + 1)
    ):
        return None
    end = match.end("place")
    name_of = article.body[start:end]
    if name_of.split()[0] in listed_words("no_places"):
        return None
    if not _VENUE.search(name_of) and (
        match["word"] in ("at", "At") or not _FREE.match(article.mask, end, end + 8)
    ):
        return None
    if _VENUE.search(name_of):
        return _building(reading, match.start(), start, end)
    return Spot(match.start(), match.end(), name_of, "", False)
