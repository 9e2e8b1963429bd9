"""Names where they stand in a text: economies, bodies, offices, people, both sides.

A text is also given as a mask of the same length in which every name is overwritten by a letter of its
class, so that rules can be written as patterns over classes and still point at the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from detente.news.tuples import NamedTuple

LETTERS = {
    "economy": b"E", "adjective": b"A", "body": b"B", "office": b"O", "person": b"P", "sides": b"W",
    "world": b"X", "agreement": b"K", "place": b"L",
}  # fmt: skip
"""The class letters of the mask; amounts and times have letters of their own."""


class Name(NamedTuple):
    """A name where it stands: its class, the economies it stands for, and what is named."""

    start: int
    end: int
    kind: str
    codes: tuple[str, ...]
    name: str
    role: str = ""


class Names:
    """All names of a text in order, found by place; `pair` are the two economies it speaks of most."""

    def __init__(self, found: Sequence[Name], pair: tuple[str, str]) -> None:
        self.found = tuple(found)
        self.pair = pair
        self._starts = [name.start for name in self.found]

    def between(self, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that begin within a stretch."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, place: int) -> Name | None:
        """Return the name that begins at a place."""
        number = bisect_left(self._starts, place)
        return self.found[number] if number < len(self.found) and self.found[number].start == place else None

    def covering(self, place: int) -> Name | None:
        """Return the name that covers a place."""
        number = bisect_left(self._starts, place + 1) - 1
        found = self.found[number] if number >= 0 else None
        return found if found and found.end > place else None

    def other(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the other side of the text's dispute; none where there is none."""
        if len(codes) == 1 and codes[0] in self.pair:
            return tuple(code for code in self.pair if code and code != codes[0])
        return ()
