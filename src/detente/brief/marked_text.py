"""A text cut where its facts begin and end, so that marks that overlap can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.news.facts import Fact


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text: the facts that cover it, by number, the longest first; those that begin here."""

    start: int
    end: int
    facts: tuple[int, ...]
    opening: tuple[int, ...]


def segments(length: int, facts: Sequence[Fact]) -> Iterator[Segment]:
    """Yield a text of some length cut at every bound of a fact; joined, the pieces are the text.

    Example:
        >>> outer = Fact(kind="claim", start=2, end=9, rule="r")
        >>> inner = Fact(kind="rate", start=4, end=6, rule="r")
        >>> [(one.start, one.end, one.facts) for one in segments(10, (outer, inner))]
        [(0, 2, ()), (2, 4, (0,)), (4, 6, (0, 1)), (6, 9, (0,)), (9, 10, ())]
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.start < fact.end:
            begins.setdefault(fact.start, []).append(number)
            ends.setdefault(fact.end, []).append(number)
    bounds = sorted({0, length, *begins, *ends})
    open_now: set[int] = set()
    for start, end in pairwise(bounds):
        open_now -= set(ends.get(start, ()))
        open_now |= set(begins.get(start, ()))
        covering = sorted(open_now, key=lambda number: (facts[number].start - facts[number].end, number))
        yield Segment(start, end, tuple(covering), tuple(begins.get(start, ())))
