"""Days and stretches of days in a text, resolved against the day of publication (after TIMEX3)."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from sys import intern

from detente.news.grammar.dating import DAYS, MONTHS, Clock, value_of
from detente.news.grammar.seasons import SEASON_ANCHOR, SEASON_FORM, SEASONS
from detente.news.grammar.words import Words
from detente.news.hints import bit_of_class, bits_of
from detente.news.patterns import APART, TextPattern, one_of
from detente.news.tuples import NamedTuple

_MONTH = one_of(name.capitalize() for name in MONTHS)
_DAY = one_of(name.capitalize() for name in DAYS)
_NUMBER = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?!\d|[%,.]\d|\s?(?:percent|per\s?cent|%|points?\b|billion|million|trillion))"
)
_YEAR = r"(?:19|20)\d\d"
_THE_YEAR = r"(?:of\s+)?(?:last|next|this)\s+year"
_RELATIVE = r"last|next|this|earlier\s+this|later\s+this|the\s+past|the\s+previous"
_TO = r"\s*(?:to|and|through|until|[-–])\s*"
_COUNT = r"two|three|four|five|six|seven|eight|nine|ten|eleven"
_PLAIN = (
    "today", "yesterday", "tomorrow", "tonight", "morning", "afternoon", "evening", "week", "weekend",
    "month", "months", "year", "quarter", "half",
)  # fmt: skip
_WRITTEN = tuple(form for word in _PLAIN for form in (word, word.capitalize(), word.upper()))
_WITH_CAPITAL = tuple(name.capitalize() for name in (*MONTHS, *DAYS))
_ANCHOR = TextPattern(
    lambda: rf"{APART}(?:{one_of((*_WITH_CAPITAL, *_WRITTEN))}|{SEASON_ANCHOR}|{_YEAR}|Q[1-4])\b",
    re.ASCII,
)
_HINTS = bit_of_class(lambda: (*MONTHS, *DAYS, *_PLAIN, *SEASONS)) | bits_of(
    ("19", "20", " q1", " q2", " q3", " q4")
)
_BEFORE, _BEFORE_WORD, _AFTER = 30, 20, 44
"""How far before a month or weekday, or another anchor, an expression may begin, and how far after it end."""

_OPENING = TextPattern(
    rf"{APART}(?=[0-9]|{_MONTH}|{_DAY}|Q[1-4]|(?:between|from|on|by|until|since|in|of|for|to|than|during|over)\s+(?:[0-9A-Z]"
    r"|(?:the\s+)?(?:late"
    r"|early|mid|[12]\d))|(?:over|at|on|during|after)\s+(?:the|a)\s+weekend"
    r"|(?:the|a)\s+(?:past|previous|first|last|weekend|week|current|month|\d)"
    r"|(?:spring|summer|autumn|fall|winter|early|mid|late|first|second|third|fourth|last|next|this|today|yesterday|tomorrow|tonight|earlier"
    r"|later)\b"
    r"|(?:Today|Yesterday|Tomorrow|Tonight|This|Last|Next|Earlier|Later|Late|Early|The|An?|Over|At|On|During"
    r"|After|In|Since|By|Until|Of|For|From|To|Than)\b)"
)
"""What an expression begins with; looked for first, since most words begin none."""
_EXPRESSIONS = TextPattern(
    rf"""
    (?P<iso>\b{_YEAR}-\d\d-\d\d\b)
  | (?P<between>\b(?P<bw>between\s+|from\s+)?(?P<b1>{_NUMBER})
        (?:\s+(?P<bm1>{_MONTH})\b\.?(?(bw)|(?!\s+and\b)))?{_TO}(?P<b2>{_NUMBER})
        \s+(?:of\s+)?(?P<bm2>{_MONTH})\b\.?(?:,?\s+(?P<by>{_YEAR}))?)
  | (?P<range>\b(?P<rb>(?<=etween\s))?(?:{_DAY},?\s+)?(?P<rm1>{_MONTH})\.?\s+(?P<r1>{_NUMBER})
        (?:,\s+(?P<ry1>{_YEAR}))?(?(rb)|(?!\s+and\s+{_MONTH}))
        {_TO}(?:(?P<rm2>{_MONTH})\.?\s+)?(?P<r2>{_NUMBER})\b(?:,?\s+(?P<ry2>{_YEAR}))?)
  | (?P<md>\b(?:{_DAY},?\s+)?(?P<mdm>{_MONTH})\.?\s+(?P<mdd>{_NUMBER})\b
        (?:,?\s+(?P<mdy>{_YEAR}|{_THE_YEAR})\b)?)
  | (?P<dm>\b(?:{_DAY},?\s+)?(?:the\s+)?(?P<dmd>{_NUMBER})\s+(?:of\s+)?(?P<dmm>{_MONTH})\b\.?
        (?:,?\s+(?P<dmy>{_YEAR}|{_THE_YEAR})\b)?)
  | (?P<part>\b(?P<partw>early|mid|late)[-\s](?P<partm>{_MONTH})\b(?:,?\s+(?P<party>{_YEAR})\b)?)
  | (?P<months>\b(?P<m1>{_MONTH})\.?(?:\s+(?P<my1>{_YEAR}))?{_TO}(?P<m2>{_MONTH})\b\.?
        (?:,?\s+(?P<my2>{_YEAR})\b)?)
  | (?P<my>\b(?P<mym>{_MONTH})\.?(?:\s+of)?,?\s+(?P<myy>{_YEAR})\b)
  | (?P<quarter>\b(?:(?P<qn>first|second|third|fourth)[-\s]quarter|Q(?P<qd>[1-4]))(?:\s+of)?
        (?:\s+(?P<qy>{_YEAR}))?\b)
  | (?P<half>\b(?P<hn>first|second)[-\s]half(?:\s+of)?(?:\s+(?P<hy>{_YEAR}))?\b)
  | (?P<span>\b(?:the\s+)?(?P<sw>first|last)\s+(?P<sn>{_COUNT})\s+months
        (?:\s+of\s+(?P<sy>{_YEAR}|(?:the|this)\s+year))?\b)
  | (?P<days>\b(?:from\s+|between\s+|on\s+)?(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})\b)
  | (?P<relday>\b(?P<rd>(?:last|next|this|on|by|until|since|late|early|from)\s+)?(?P<wd>{_DAY})
        (?:\s+(?:morning|afternoon|evening|night))?\b)
  | (?P<today>\b(?i:today|yesterday|tomorrow|tonight|this\s+(?:morning|afternoon|evening))\b)
  | (?P<week>\b(?i:(?:(?:over|at|on|during|after)\s+(?:the|a)|this|last|next|the\s+past|a|the)\s+weekend
        (?!\s+of\s+(?-i:[A-Z0-9]))
        |(?P<wk>{_RELATIVE})\s+week)\b)
  | {SEASON_FORM}
  | (?P<ofmonth>(?<=\bof\s)the\s+(?:current\s+)?(?P<om>month)\b(?!\s+of))
  | (?P<month>\b(?P<mw>(?i:{_RELATIVE}))\s+month\b)
  | (?P<year>\b(?P<yw>(?i:{_RELATIVE}))\s+year\b)
  | (?P<lastmonth>\b(?P<lmw>(?i:(?:in\s+)?(?:late|early)|last|next|this|since|in|by|until|during|of|for|from
        |to))
        \s+(?P<lmm>{_MONTH})\b\.?
        (?!\.?\s+\d|\s+(?:be|have|not|also|well|need|seek|meet|take|use|agree|consider)\b))
  | (?P<inyear>\b(?i:in|of|since|for|during|during\s+the|by|until|from|than|over)\s+(?P<iy>{_YEAR})\b)
    """,
    re.VERBOSE,
)
_PART_OF_TIME = frozenset(("last", "next", "this", "late", "early", "in late", "in early"))


class Time(NamedTuple):
    """A day, month, year or stretch as ISO text (`a/b` for a stretch), and where it stands.

    `start` is where the day itself begins, after any preposition; `loose` is a part of a month.
    """

    start: int
    end: int
    value: str
    loose: bool = False

    @property
    def day(self) -> str:
        """The day, or the first of a stretch; empty where only a month or year is known."""
        first = self.value.partition("/")[0]
        return first if len(first) == 10 else ""

    @property
    def first(self) -> str:
        """The day, month or year itself, or the first of a stretch."""
        return self.value.partition("/")[0]


def times(words: Words, published: date) -> tuple[Time, ...]:
    """Return what a text says of time, in order.

    Example:
        >>> said = "On Friday they met for the first time since May 12; a visit runs from June 8 to 13."
        >>> [time.value for time in times(Words(said), date(2025, 6, 9))]
        ['2025-06-06', '2025-05-12', '2025-06-08/2025-06-13']
    """
    found: list[Time] = []
    text, apart, done = words.text, f" {words.text}", 0
    clock = Clock(text, published)
    anchors = (_ANCHOR.finditer(apart, near.start, near.end + 1) for near in words.having(_HINTS))
    for anchor in chain.from_iterable(anchors):
        start, end = anchor.start(), anchor.end() - 1
        if start < done:
            continue
        first = max(done, start - (_BEFORE if text[start].isupper() else _BEFORE_WORD))
        for opening in _OPENING.finditer(apart, first, end + 1 + _AFTER):
            place = opening.start()
            match = _EXPRESSIONS.match(text, place, end + _AFTER) if place >= done else None
            if match is None:
                continue
            done = match.end()
            value = value_of(match, clock)
            if value:
                found.append(Time(_begin(match), done, intern(value), match["part"] is not None))
            if done >= end:
                break
    return tuple(found)


def _begin(match: re.Match[str]) -> int:
    """Return where a time begins, without the preposition that had to be read with it."""
    for group, word in (("wd", "rd"), ("lmm", "lmw"), ("iy", "iy")):
        if match[group] and (group == "iy" or (match[word] or "").strip().lower() not in _PART_OF_TIME):
            return match.start(group)
    return match.start()
