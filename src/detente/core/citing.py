"""Numbers for sources, in order of first mention: one number per citation, on any answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.core.sources import Source

Cites = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source and the number that stands for it in an answer."""

    number: int
    source: Source

    @property
    def trust(self) -> str:
        """How far the source can be trusted, in words.

        Example:
            >>> order = Source(citation="EO 14228", evidence="instrument", confidence="high", verified=False)
            >>> NumberedSource(1, order).trust
            'instrument, high confidence, not verified'
        """
        doubt = "" if self.source.verified else ", not verified"
        return f"{self.source.evidence}, {self.source.confidence} confidence{doubt}"


class SourceBook:
    """Hands out the numbers.

    Example:
        >>> book = SourceBook()
        >>> order = Source(citation="EO 14228", evidence="instrument", confidence="high", verified=True)
        >>> book.cite(order), book.cite(order, None)
        ((1,), (1,))
    """

    def __init__(self) -> None:
        self._numbers: dict[str, NumberedSource] = {}

    def cite(self, *sources: Source | None) -> Cites:
        """Return the numbers of sources, new ones where they were not cited before."""
        found: dict[int, None] = {}
        for source in sources:
            if source is not None:
                following = NumberedSource(len(self._numbers) + 1, source)
                found[self._numbers.setdefault(source.citation, following).number] = None
        return tuple(sorted(found))

    @property
    def entries(self) -> tuple[NumberedSource, ...]:
        """Every source cited so far, by number."""
        return tuple(self._numbers.values())


def joined(groups: Iterable[Cites]) -> Cites:
    """Return the numbers of several lines as one, in order.

    Example:
        >>> joined([(2, 3), (1, 3)])
        (1, 2, 3)
    """
    return tuple(sorted({number for group in groups for number in group}))


def bracketed(numbers: Cites) -> str:
    """Return numbers as they stand in text, runs from first to last.

    Example:
        >>> bracketed((1, 2, 3, 7)), bracketed(())
        ('[1-3,7]', '')
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    told = (str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"[{','.join(told)}]" if runs else ""
