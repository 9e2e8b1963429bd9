"""A rate that the record has between two economies, and when it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from detente.core.sources import Source
from detente.news.windows import Window

SAME = 5e-7
"""Rates this near are one rate."""
Meaning = Literal["headline", "sum", "listed", "stack", "asleep", "cut", "rise", "announced"]


@dataclass(frozen=True, slots=True)
class Level:
    """A rate that the record has for a pair, from `first` to `last`, with what it is and what it rests on.

    `rank` orders duties on some goods: on this origin by name, then on the world's, then offshoots of either,
    such as derivatives beside the metals themselves. `before` is what the same duties came to right before,
    where that can be told.
    """

    rate: float
    meaning: Meaning
    first: date
    last: date
    told: str
    tranches: tuple[str, ...]
    sources: tuple[Source, ...]
    known_from: date
    on_all: bool = True
    rank: int = 0
    before: float | None = None

    @property
    def days(self) -> Window:
        """The days on which it held."""
        return Window(self.first, self.last)


def joined(found: Iterable[Level]) -> Iterator[Level]:
    """Yield levels, those that go on unchanged from one step to the next as one."""
    runs: dict[tuple[str, tuple[str, ...]], Level] = {}
    for level in found:
        key = (level.told, level.tranches)
        before = runs.get(key)
        if before and before.last + timedelta(days=1) == level.first:
            level = replace(level, first=before.first, known_from=before.known_from, before=before.before)
        elif before:
            yield before
        runs[key] = level
    yield from runs.values()
