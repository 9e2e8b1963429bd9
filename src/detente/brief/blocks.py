"""What both renderings are made of: lines, tables and charts under headings, with citations inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.core.citing import Cites, NumberedSource


@dataclass(frozen=True, slots=True)
class Cite:
    """The numbers of the sources of what stands before."""

    numbers: Cites


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


@dataclass(frozen=True, slots=True)
class Page:
    """An answer in words: what both renderings draw."""

    title: str
    pinned: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[NumberedSource, ...]
    notices: tuple[str, ...]
