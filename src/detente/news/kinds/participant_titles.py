"""How a text names a participant: where name and office begin and end, and what the office is called."""

from __future__ import annotations

import re

from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.lexicon.wording import listed_words
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

_APPOSED = Pattern(
    r",\s+(?:an?\s+|the\s+|his\s+|her\s+|then\s+(?:the\s+)?)?(?P<role>(?:(?:E+|A+)(?:['’]s?)?\s+)?(?:[a-z-]+\s+){0,2}?O+"
    r"(?:\s+(?:of|for|responsible\s+for|in\s+charge\s+of)\s+(?:(?:the|its|his|her)\s+)?"
    r"(?:(?:[EA]+-)*[EA]+\s+[a-z]+|B+|[a-z]+\s+(?:regulator|watchdog|authority|bureau|agency|department|commission)|[a-z]+))?"
    r"(?:\s+and\s+(?:[a-z-]+\s+){0,2}?O+(?:\s+of\s+[a-z]+)?)?)"
)
_TITLES = TextPattern(
    r"(?:(?<=\s)|(?<![\w.’'\"“-]))(?:[A-Z][\w.’'-]*(?:\s(?:of\s(?:the\s)?|for\s|and\s)?))+$"
)
_PORTFOLIO = TextPattern(
    r"(?P<role>(?:[A-Z]\w+\s)*(?:Minister|Secretary|Commissioner)\s(?:of|for)\s(?:[A-Z]\w+,\s)*[A-Z]\w+,?\sand\s[A-Z]\w+),?\s$"
)
"""An office with a list of what it is for: Minister of Trade, Industry and Energy."""
_OPENING_VERB = TextPattern(r"[A-Z][a-z]+ing\s+")
"""A participle that opens a sentence before a title, as in `Meeting President Xi`."""
_JOINS = TextPattern(r"(?:['’]s)?(?:\s*(?:and|,)\s)?\s*")


class Shown(NamedTuple):
    """A person as a text names him: the stretch, the name and the office."""

    start: int
    end: int
    person: str
    role: str


def is_full(reading: Reading, name: Name) -> bool:
    """Say whether somebody is named with more than a surname."""
    return " " in reading.article.body[name.start : name.end].removeprefix("Mr. ").removeprefix("Ms. ")


def has_office_after(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether an office follows a name, as in `Scott Bessent, the Treasury Secretary`."""
    return _APPOSED.match(reading.article.mask, name.end, sentence.end) is not None


def shown_as(reading: Reading, name: Name) -> Shown | None:
    """Return how a person is named here, else where he is first named in full; None without any office."""
    article = reading.article
    sentence = article.sentence_at(name.start)
    apposed = _APPOSED.match(article.mask, name.end, sentence.end)
    full = is_full(reading, name)
    shown = name if full or apposed else in_full(reading, name)
    if shown is not name:
        sentence = article.sentence_at(shown.start)
        apposed = _APPOSED.match(article.mask, shown.end, sentence.end)
    start, role = _title(reading, sentence, shown)
    end, person = shown.end, name.name
    if apposed:
        end, role = apposed.end(), _without_economy(reading, apposed)
        said = article.body[shown.start : shown.end]
        person = said if " " in said else person
    if not role and not full:
        return None
    if role.startswith("counterpart"):
        before = article.names.between(sentence.start, start)
        role = next((one.role for one in before if one.kind == "person" and one.role), role)
    return Shown(start, end, person, role.strip())


def in_full(reading: Reading, name: Name) -> Name:
    """Return the first mention of a person with the whole name, itself where there is none."""
    text = reading.article.body
    return next(
        (
            one
            for one in reading.article.names.found
            if one.kind == "person"
            and one.name == name.name
            and text[one.start : one.end].count(" ") > 0
            and not text.startswith(("Mr", "Ms", "Dr"), one.start)
        ),
        name,
    )


def _title(reading: Reading, sentence: Sentence, name: Name) -> tuple[int, str]:
    """Return where the title before a person begins and what it says, else their office."""
    body = reading.article.body
    first = max(sentence.start, name.start - 90)
    portfolio = _PORTFOLIO.search(body, first, name.start) if "and" in body[first : name.start] else None
    if portfolio is not None:
        return portfolio.start(), portfolio["role"]
    match = _TITLES.search(body, max(sentence.start, name.start - 60), name.start)
    if match is None:
        return name.start, name.role
    start = match.start()
    for one in reading.article.names.between(start, name.start):
        start = one.end if one.kind in ("economy", "adjective", "sides", "world", "person") else start
    joined = _JOINS.match(body, start, name.start)
    start = joined.end() if joined else start
    verb = _OPENING_VERB.match(body, start) if start == sentence.start else None
    start = verb.end() if verb else start
    title = body[start : name.start].strip()
    if not title or title.endswith(" and") or title.split()[0] in listed_words("no_names"):
        return name.start, name.role
    return start, title


def _without_economy(reading: Reading, match: re.Match[str]) -> str:
    """Return an office without the economy that it begins with."""
    name = reading.article.names.at(match.start("role"))
    start = name.end if name is not None and name.kind in ("economy", "adjective") else match.start("role")
    return re.sub(r"^['’]s?\s+", "", reading.article.body[start : match.end("role")])
