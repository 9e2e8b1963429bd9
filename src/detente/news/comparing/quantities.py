"""What a promise is measured by: quantities with their unit, and whether they come round each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.news.grammar.amounts import amounts
from detente.news.grammar.words import Words
from detente.news.patterns import TextPattern

_TIMES = ("days", "weeks", "months", "years")
_MILLION_TONS = TextPattern(r"\s?(?:mmt|mt)\b", re.IGNORECASE)
_COUNTED = TextPattern(r"\s+(?:[A-Z]\w+\s+)?[a-z]{3,}\b(?<!\b(?:and|but|the|for))")
_NUMBERED = TextPattern(r"\b[A-Z][\w.]*\s$")
"""A word with a capital before a number: `Section 301`, `June 5`."""
_YEARS = range(1900, 2100)
_BY = TextPattern(r"\b(?:by|down|of)\s+(?:about\s+|some\s+|up\s+to\s+)?$")
_YEARLY = TextPattern(
    r"(?:\s+[^\s\d]+){0,6}?\s+(?:(?:a|per|each|every)\s+year|annually|yearly)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit, empty for what is counted one by one; `yearly` where it is each year's."""

    value: float
    unit: str
    yearly: bool = False

    def __str__(self) -> str:
        """Return it in a few words."""
        shown = f"{self.value:g}"
        for scale, word in ((1e9, "billion"), (1e6, "million")):
            if self.value >= scale:
                shown = f"{self.value / scale:g} {word}"
                break
        return f"{shown} {self.unit}".strip() + (" a year" if self.yearly else "")


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities that a text names; days, stretches of time and numbers of acts are none.

    Example:
        >>> [str(one) for one in quantities("buy 25 million tonnes of grain a year and 200 planes by 2028")]
        ['25 million tons a year', '200']
    """
    found = []
    for one in amounts(Words(text)):
        before, after = text[: one.start], text[one.end :]
        value, unit = one.value, one.unit
        if unit == "number" and (short := _MILLION_TONS.match(after)):
            value, unit, after = value * 1e6, "tons", after[short.end() :]
        elif unit == "number":
            year = value in _YEARS and "," not in text[one.start : one.end]
            if year or _NUMBERED.search(before) or not _COUNTED.match(after):
                continue
            unit = ""
        elif unit == "percent" and _BY.search(before):
            unit = "points"
        if unit not in _TIMES:
            found.append(Quantity(value, unit, _YEARLY.match(after) is not None))
    return tuple(found)


def differing(mine: Iterable[Quantity], theirs: Iterable[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a pair of quantities for each unit in which both sides state some and share none.

    Example:
        >>> pairs = differing(quantities("12 Mt of wheat"), quantities("25 Mt of wheat for $9 billion"))
        >>> [(str(one), str(other)) for one, other in pairs]
        [('12 million tons', '25 million tons')]
    """
    own, other = tuple(mine), tuple(theirs)
    for unit in dict.fromkeys(one.unit for one in own):
        rows = [[one for one in side if one.unit == unit] for side in (own, other)]
        values = [{one.value for one in side} for side in rows]
        if all(values) and not values[0] & values[1]:
            yield rows[0][0], rows[1][0]
