"""Figures that a text tells as round ones, or as bounds: about 5, nearly 30, more than 25, below 10."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from detente.news.patterns import TextPattern

_LEAST, _MOST = r"more\s+than|over|above|at\s+least|exceed\w*", r"less\s+than|below|under|at\s+most|up\s+to"
_ABOUT = r"about|around|nearly|almost|roughly|some|close\s+to|approximately"
_FIGURE = r"\s+(?:\$|\d|[a-z-]+\s+per\s?cent\b)"
_BOUND = TextPattern(rf"\b(?:(?P<least>{_LEAST})|{_MOST}){_FIGURE}", re.IGNORECASE)
_ANY = TextPattern(rf"\b(?:{_ABOUT}|{_LEAST}|{_MOST}){_FIGURE}", re.IGNORECASE)
_BEFORE = TextPattern(
    rf"(?<!\bno\s)(?<!\bnot\s)\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))"
    r"\s+(?:an?\s+|the\s+)?\$?$",
    re.IGNORECASE,
)
_WITH_IT = TextPattern(r"(?:over|at\s+least|at\s+most|up\s+to)\b", re.IGNORECASE)
"""Bounds that may be reached; `over` may also be of what a dispute is over."""
_NEAR = 0.05
"""How far a round figure may lie off, as a fraction."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """How a figure is told: `about` it, or as the `least` or the `most`, reached or not where `strict`."""

    kind: Literal["about", "least", "most"]
    strict: bool = False

    def allows(self, told: float, value: float, slack: float = 0.0) -> bool:
        """Say whether a value can be what is told so.

        Args:
            told: The figure of the text.
            value: The value.
            slack: By how much a round figure may lie off at least.

        Example:
            >>> Hedge("about").allows(5.0, 4.8), Hedge("least", strict=True).allows(30, 30)
            (True, False)
        """
        if self.kind == "about":
            return abs(value - told) <= max(slack, _NEAR * abs(told))
        if value == told:
            return not self.strict
        return value > told if self.kind == "least" else value < told


def hedge_before(before: str) -> Hedge | None:
    """Return how a figure is told by the words that end right before it; None where it is told as exact.

    Example:
        >>> hedge_before("exports grew nearly ")
        Hedge(kind='about', strict=False)
        >>> hedge_before("tariffs of no more than ") is None
        True
    """
    found = _BEFORE.search(before)
    if found is None:
        return None
    if found["about"]:
        return Hedge("about")
    word = found["least"] or found["most"]
    return Hedge("least" if found["least"] else "most", strict=_WITH_IT.match(word) is None)


def is_round(text: str) -> bool:
    """Say whether a text tells a figure as a round one, or as a bound.

    Example:
        >>> is_round("a tariff of about 30 percent"), is_round("a tariff of 30 percent")
        (True, False)
    """
    return _ANY.search(text) is not None


def bounds(text: str, value: float, other: float) -> bool:
    """Say whether a text tells a figure as a bound within which another lies.

    Example:
        >>> bounds("more than 25 percent", 25, 30), bounds("less than 25 percent", 25, 30)
        (True, False)
    """
    found = _BOUND.search(text)
    return found is not None and (other > value if found["least"] else other < value)
