"""Amounts in a text: percent, percentage points, money, quantities; and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from detente.news.grammar.words import Words
from detente.news.hints import WITH_FIGURES, bit_of_class
from detente.news.lexicon.currencies import currency_of, currency_signs, currency_words, lettered_signs
from detente.news.patterns import APART, TextPattern, one_of
from detente.news.tuples import NamedTuple

_NUMBER = r"\d(?<![\w.].)(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?)"
"""The look back comes after the first digit, so that `re` skips to the digits of a text."""
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
           "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}  # fmt: skip
_SCALE = r"thousand|million|billion|trillion|mn|bn|tn|m|b"
_MEASURES = {
    "day": "days", "week": "weeks", "month": "months", "year": "years", "ton": "tons", "kg": "kg",
    "kilogram": "kg", "barrel": "barrels",
}  # fmt: skip
_UNIT = r"""
    \s?-?percentage[-\s]points?\b | (?:\s|-)points?\b
  | \s?(?:%|-?\s?(?:percent|per[\s-]?cent|pct|pc)\b)(?:\s+points?\b)?
  | [-\s](?:calendar[-\s]|metric\s)?(?:days?|weeks?|months?|years?|tons?|tonnes?|kg|kilograms?|barrels?)\b"""
_LEAD = TextPattern(lambda: rf"(?P<sign>(?<!\w)[-–−])?(?P<currency>(?<!\w)(?:{currency_signs()}))?\s?$")
_IN_DIGITS = TextPattern(
    lambda: (
        rf"(?P<number>{_NUMBER})(?:\s?[-–]?\s?(?P<scale>{_SCALE})\b)?"
        rf"(?P<unit>{_UNIT} | [\s-]{currency_words()})?"
    ),
    re.VERBOSE,
)
_WRITTEN = tuple(form for word in _WORDS for form in (word, word.capitalize(), word.upper()))
_WORDED = bit_of_class(lambda: _WORDS)
_MAY_BE_NUMBER = TextPattern(lambda: rf"{APART}{one_of(_WRITTEN)}\b", re.ASCII)
_IN_WORDS = TextPattern(
    lambda: (
        rf"(?P<number>{one_of(_WRITTEN)}(?:-{one_of(_WRITTEN)})?)(?i:(?:\s(?P<scale>{_SCALE})\b)?"
        rf"(?P<unit>{_UNIT} | \s{currency_words()})?)(?(scale)|(?(unit)|(?!)))"
    ),
    re.VERBOSE,
)


class Amount(NamedTuple):
    """A number with its unit, and where it stands; `value` is in whole units, a share in percent.

    `unit` is percent, points, days and the like, the code of a currency, or number.
    """

    start: int
    end: int
    value: float
    unit: str

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit.isupper()


def amounts(words: Words) -> tuple[Amount, ...]:
    """Return the amounts of a text in order.

    Example:
        >>> said = "30% or 24 percentage points of $1.5 billion, for 90 days"
        >>> [(one.value, one.unit) for one in amounts(Words(said))]
        [(30.0, 'percent'), (24.0, 'points'), (1500000000.0, 'USD'), (90.0, 'days')]
    """
    text = words.text
    found = [
        _in_digits(text, match)
        for near in words.having(WITH_FIGURES)
        for match in _IN_DIGITS.finditer(text, near.start, near.end)
    ]
    found += _in_words(words)
    return tuple(sorted(found, key=lambda amount: amount.start))


def number_in_words(text: str) -> float | None:
    """Return a number written in digits or words, None for another word.

    Example:
        >>> [number_in_words(word) for word in ("ninety", "forty-five", "1,238", "a")]
        [90.0, 45.0, 1238.0, None]
    """
    plain = text.lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    parts = plain.split("-")
    return float(sum(_WORDS[part] for part in parts)) if all(part in _WORDS for part in parts) else None


def _in_digits(text: str, match: re.Match[str]) -> Amount:
    """Return an amount written in digits; a currency sign before it is its unit."""
    near = text[max(match.start() - 4, 0) : match.start()].rstrip()
    led = near and ((not near[-1].isalnum() and near[-1] not in ",.(;:\n") or near.endswith(lettered_signs()))
    lead = _LEAD.search(text, max(match.start() - 5, 0), match.start()) if led else None
    sign, currency = (lead["sign"], lead["currency"]) if lead else (None, None)
    value = float(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1.0)
    unit = (match["unit"] or "").strip(" -").lower()
    start = lead.start() if lead and (sign or currency) else match.start()
    value = -value if sign else value
    if not currency:
        return Amount(start, match.end(), value, _unit(unit))
    end = match.end() if currency_of(unit) else match.end("scale" if match["scale"] else "number")
    return Amount(start, end, value, currency_of(currency))


def _in_words(words: Words) -> Iterator[Amount]:
    """Yield the amounts whose number is written in words; the words are looked for first, since few are."""
    text, apart, done = words.text, f" {words.text}", 0
    begun = (_MAY_BE_NUMBER.finditer(apart, near.start, near.end + 1) for near in words.having(_WORDED))
    for word in chain.from_iterable(begun):
        match = _IN_WORDS.match(text, word.start()) if word.start() >= done else None
        if match is None:
            continue
        done = match.end()
        value = (number_in_words(match["number"]) or 0.0) * _SCALES.get(match["scale"] or "", 1.0)
        yield Amount(match.start(), done, value, _unit((match["unit"] or "").strip(" -").lower()))


def _unit(text: str) -> str:
    if not text:
        return "number"
    if "point" in text:
        return "points"
    if "%" in text or "pc" in text or text.startswith(("percent", "per")):
        return "percent"
    for word, unit in _MEASURES.items():
        if word in text:
            return unit
    return currency_of(text) or "number"
