"""What a promise or an accusation is about, by words that stand for a deed and a matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.news.lexicon.files import shipped


@dataclass(frozen=True, slots=True)
class Act:
    """The deeds and matters that a text names, each in the order of `data/news/acts.yaml`.

    Example:
        >>> act_of("pledged to ease its curbs on sales of critical minerals").key
        ('ease', 'rare earths')
    """

    deeds: tuple[str, ...]
    matters: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str] | None:
        """The deed and matter that count; None where the text names no matter that is known."""
        return (self.deeds[0] if self.deeds else "", self.matters[0]) if self.matters else None

    def is_like(self, other: Act) -> bool:
        """Say whether both speak of a deed and a matter that they share."""
        return bool(set(self.deeds) & set(other.deeds)) and bool(set(self.matters) & set(other.matters))


def act_of(text: str) -> Act:
    """Return what a text is about.

    Example:
        >>> act_of("buy 25 million tonnes of soybeans a year").key
        ('buy', 'soybeans')
        >>> act_of("honour the spirit of the talks").key is None
        True
    """
    words = text.lower()
    return Act(_named("deeds", words), _named("matters", words))


def series_of(matters: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the series whose figures bear on matters.

    Example:
        >>> series_of(("soybeans",))[0]
        'usa-soybeans-purchases'
    """
    table = _acts()["evidence"]
    return tuple(dict.fromkeys(name for matter in matters for name in table.get(matter, ())))


def are_controlled(matters: tuple[str, ...]) -> bool:
    """Say whether the export controls of a side bear on one of several matters.

    Example:
        >>> are_controlled(("soybeans", "semiconductors")), are_controlled(("soybeans",))
        (True, False)
    """
    return not set(_acts()["controlled"]).isdisjoint(matters)


def _named(kind: str, words: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _patterns(kind).items() if pattern.search(words))


@cache
def _patterns(kind: str) -> Mapping[str, re.Pattern[str]]:
    rows = _acts()[kind]
    return {
        name: re.compile(r"(?<!non-)\b(?:" + "|".join(map(re.escape, stems)) + ")")
        for name, stems in rows.items()
    }


@cache
def _acts() -> Mapping[str, Any]:
    return shipped("acts.yaml")
