"""What a promise or an accusation is about, by words that stand for a deed and a matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.news.lexicon.files import shipped


@dataclass(frozen=True, slots=True)
class Act:
    """The deeds that a text names, the promised one first, and its matters as `acts.yaml` orders them.

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
        """Say whether both are of one deed, and on the matter that counts here.

        To suspend, cut and end a barrier to trade is one deed.

        Example:
            >>> act_of("will suspend its tariffs").is_like(act_of("Cut the duty to 10%"))
            True
            >>> act_of("will negotiate over shipbuilding").is_like(act_of("Suspend the port fees"))
            False
        """
        if not (self.deeds and other.deeds and self.matters) or self.matters[0] not in other.matters:
            return False
        rows = _acts()["barriers"]
        barrier = bool(set(self.matters) & set(other.matters) & set(rows["matters"]))
        carried_on = barrier and list(self.deeds[:2]) == rows["carried_on"]
        deed = self.deeds[1] if carried_on else self.deeds[0]
        alike = {self.deeds[0], *(rows["deeds"] if barrier and deed in rows["deeds"] else ())}
        return other.deeds[0] in alike


def act_of(text: str) -> Act:
    """Return what a text is about.

    Example:
        >>> act_of("buy 25 million tonnes of soybeans a year").key
        ('buy', 'soybeans')
        >>> act_of("honour the spirit of the talks").key is None
        True
    """
    words = text.lower()
    matters = (name for name, pattern in _patterns("matters").items() if pattern.search(words))
    return Act(_deeds(words), tuple(matters))


def _deeds(words: str) -> tuple[str, ...]:
    """Return the deeds of a text: those after its first word of promising as they come, then those before."""
    promising = _phrase("towards").search(words) or _phrase("promising").search(words)
    start = promising.end() if promising else 0
    places = [
        (place.start() < start, place.start(), name)
        for name, pattern in _patterns("deeds").items()
        for place in pattern.finditer(words)
    ]
    return tuple(dict.fromkeys(name for _, _, name in sorted(places)))


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


def kinds_on(matter: str) -> tuple[str, ...]:
    """Return the kinds of facts that tell of a matter as an act.

    Example:
        >>> kinds_on("tariffs"), kinds_on("soybeans")
        (('rate', 'truce'), ())
    """
    return tuple(_acts()["told_as"].get(matter, ()))


@cache
def _phrase(kind: str) -> re.Pattern[str]:
    return _beginning(_acts()[kind])


@cache
def _patterns(kind: str) -> Mapping[str, re.Pattern[str]]:
    return {name: _beginning(stems) for name, stems in _acts()[kind].items()}


def _beginning(stems: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for words that begin so; a blank that ends a stem bounds the word."""
    told = (re.escape(stem.rstrip()) + (r"\b" if stem.endswith(" ") else "") for stem in stems)
    return re.compile(rf"(?<!non-)\b(?:{'|'.join(told)})")


@cache
def _acts() -> Mapping[str, Any]:
    return shipped("acts.yaml")
