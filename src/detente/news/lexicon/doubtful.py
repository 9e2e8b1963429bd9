"""Names of economies that are as often something else: a state of America, or part of a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.lexicon.wording import listed_words
from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple

_LISTED = TextPattern(
    r"(?:\s*\([^)\n]{0,20}\)|\s*:?\s*\d[\d.]*\s?(?:%|percent))?[,;\n]?\s*(?:(?:and|or|the)\s+)*"
)
"""What stands between two names of a list, or two lines of one."""
_RATED = TextPattern(r"\s*(?:\(|:\s*|[-–—]\s*)\d")
_CAPITAL = TextPattern(r"(?P<word>[A-Z][\w’'-]*\.?)\s$")
_NAME_GOES_ON = TextPattern(r"\s[A-Z][a-z]")


class Doubts(NamedTuple):
    """The names that need a sign before they are read as economies, by what else they are."""

    places: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return self.places | self.people

    def settled(self, text: str, found: Sequence[tuple[int, str, str]]) -> frozenset[int]:
        """Return which of the names found stand for something else.

        Args:
            text: The text.
            found: Where each name begins, how it is written, and the economy it stands for.

        Example:
            >>> doubts = Doubts(frozenset({"Georgia"}), frozenset({"Chad"}))
            >>> doubts.settled("A plant in Georgia", [(11, "Georgia", "GEO")])
            frozenset({11})
            >>> doubts.settled("Armenia and Georgia", [(0, "Armenia", "ARM"), (12, "Georgia", "GEO")])
            frozenset()
        """
        others: set[int] = set()
        for number, (start, written, _) in enumerate(found):
            if written not in self.places and written not in self.people:
                continue
            meant = (
                _alone(text, start, written) if written in self.people else self._sure(text, found, number)
            )
            if not meant:
                others.add(start)
        return frozenset(others)

    def _sure(self, text: str, found: Sequence[tuple[int, str, str]], number: int) -> bool:
        """Say whether a rate, a list of economies or another name of the economy tells what is meant."""
        start, written, code = found[number]
        if _RATED.match(text, start + len(written)):
            return True
        if any(other == code and name != written for _, name, other in found):
            return True
        for place in (number - 1, number + 1):
            if not 0 <= place < len(found) or not found[place][2]:
                continue
            first, second = sorted((found[place], found[number]))
            if _LISTED.fullmatch(text, first[0] + len(first[1]), second[0]):
                return True
        return False


def _alone(text: str, start: int, written: str) -> bool:
    """Say whether no first or last name stands beside a name."""
    before = _CAPITAL.search(text, max(start - 20, 0), start)
    if before and before["word"] not in listed_words("no_names"):
        return False
    return not _NAME_GOES_ON.match(text, start + len(written))
