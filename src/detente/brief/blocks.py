"""What both renderings are made of: lines, tables and charts under headings, with citations inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.brief.parts import Cites


@dataclass(frozen=True, slots=True)
class Cite:
    """The numbers of the sources of what stands before."""

    numbers: Cites

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The numbers as runs from first to last.

        Example:
            >>> Cite((1, 2, 3, 7)).runs
            ((1, 3), (7, 7))
        """
        found: list[tuple[int, int]] = []
        for number in self.numbers:
            if found and number == found[-1][1] + 1:
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Apart:
    """Words set apart, such as what was published only after the day of the sheet."""

    text: str


Phrase = tuple[str | Cite | Apart, ...]
Where = Literal["both", "terminal", "page"]


@dataclass(frozen=True, slots=True)
class Line:
    """A statement: a label in the margin, a lead that continuation lines hang under, and the words.

    One that `opens` a matter of its own stands clear of what comes before.
    """

    words: Phrase
    label: str = ""
    lead: str = ""
    where: Where = "both"
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; the first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    where: Where = "both"


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification with its caption and what it says in words. For the page only."""

    spec: Mapping[str, Any]
    caption: str
    alternative: str
    where: Where = "page"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Line | Table | Chart, ...]
