"""Plain text for the screen: rates in percent, aligned columns, wrapped blocks, numbered sources."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date

from detente.core.sources import Source
from detente.ledger.entries import RateRange

PIPED_WIDTH = 100
NARROWEST = 24


def width() -> int:
    """Return how many columns the screen has; COLUMNS overrides, a pipe counts as 100."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 40)


def heading(text: str) -> str:
    """Return text in bold where the screen can show it and NO_COLOR is not set."""
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def percent(fraction: float) -> str:
    """Return a rate as percent, without needless digits.

    Example:
        >>> percent(0.3), percent(0.125), percent(1.45)
        ('30%', '12.5%', '145%')
    """
    return f"{round(fraction * 100, 4):.7g}%"


def rate(value: object, semantics: str = "") -> str:
    """Return a rate of the record: a figure, a range, what is not known, or the kind of rule.

    Example:
        >>> rate(0.25), rate(RateRange(low=0.1, high=0.25)), rate(None, "ban"), rate("unknown")
        ('25%', '10% to 25%', 'ban', 'unknown')
    """
    if isinstance(value, RateRange):
        return f"{percent(value.low)} to {percent(value.high)}"
    if isinstance(value, int | float):
        return percent(value)
    return str(value or semantics.replace("_", " ") or "-")


def change(value: float, digits: int = 2) -> str:
    """Return a change in percent with its sign.

    Example:
        >>> change(0.1234), change(-2.0), change(0.0)
        ('+0.12%', '-2.00%', '0.00%')
    """
    return f"{_signed(value, digits)}%"


def _signed(value: float, digits: int) -> str:
    """Return a number with its sign; what rounds to zero has none."""
    text = f"{value:+,.{digits}f}"
    return text if text.strip("+-0.") else text[1:]


def billions(usd: float, signed: bool = False) -> str:
    """Return money in billions of USD.

    Example:
        >>> billions(532_400_000_000.0), billions(-1.5e9, signed=True)
        ('532.4', '-1.5')
    """
    return _signed(usd / 1e9, 1) if signed else f"{usd / 1e9:,.1f}"


def long_day(day: date) -> str:
    """Return a day in words.

    Example:
        >>> long_day(date(2025, 6, 9))
        '9 June 2025'
    """
    return f"{day.day} {day:%B %Y}"


def days(count: int) -> str:
    """Return a number of days in words.

    Example:
        >>> days(1), days(64)
        ('1 day', '64 days')
    """
    return f"{count:,} day{'' if count == 1 else 's'}"


def block(text: str, indent: int = 2, first: str = "") -> list[str]:
    """Return text wrapped to the screen; `first` stands in the indent of the first line."""
    space = max(width() - indent, NARROWEST)
    lines = textwrap.wrap(text, space, break_on_hyphens=False, break_long_words=False) or [""]
    head = first.ljust(indent)
    opening = [head + lines[0]] if len(head) <= indent else [head, " " * indent + lines[0]]
    return [line.rstrip() for line in opening + [" " * indent + line for line in lines[1:]]]


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), indent: int = 2
) -> list[str]:
    r"""Return rows in aligned columns; the last column takes the width that is left and wraps.

    Args:
        header: What the columns are called; all empty for none.
        rows: Cells as text.
        right: Columns aligned on the right, by place.
        indent: Blanks before the first column.

    Example:
        >>> print(*table(("rate", "law"), [("30%", "EO 14257"), ("7.5%", "list 4A")], right=(0,)), sep="\n")
          rate  law
           30%  EO 14257
          7.5%  list 4A
    """
    body = [tuple(row) for row in rows]
    shown = [tuple(header), *body] if any(header) else body
    widths = [max((len(row[place]) for row in shown), default=0) for place in range(len(header))]
    last = len(header) - 1
    margin = indent + sum(widths[:last]) + 2 * last
    lines: list[str] = []
    for row in shown:
        cells = [
            cell.rjust(widths[place]) if place in right else cell.ljust(widths[place])
            for place, cell in enumerate(row[:last])
        ]
        front = " " * indent + "".join(f"{cell}  " for cell in cells)
        if last in right:
            lines.append(front + row[last].rjust(widths[last]))
        else:
            lines += block(row[last], margin, front)
    return lines


class Sources:
    """Numbers the sources of an answer in the order they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def cite(self, *sources: Source | None) -> str:
        """Return the numbers of sources, as `[1][2]`."""
        numbers = (self._numbers.setdefault(one, len(self._numbers) + 1) for one in sources if one)
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def lines(self) -> list[str]:
        """Return the list of sources, each with its kind of evidence and whether the text was read."""
        if not self._numbers:
            return []
        indent = len(f"[{len(self._numbers)}] ") + 2
        found = ["", heading("SOURCES")]
        for source, number in self._numbers.items():
            read = "text read" if source.verified else f"text not read, {source.confidence} confidence"
            cited = f"{source.citation} ({source.evidence}, {read})"
            found += block(cited, indent, f"  [{number}]")
        return found
