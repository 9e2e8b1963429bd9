"""Plain text for the screen: headings, aligned columns, wrapped blocks, the list of sources."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence

from detente.core.citing import SourceBook
from detente.core.columns import columns, padded, wrapped
from detente.core.wording import change

PIPED_WIDTH = 100
NARROWEST = 24


def width() -> int:
    """Return how many columns the screen has; COLUMNS overrides, a pipe counts as 100."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 40)


def heading(text: str) -> str:
    """Return text in bold where the screen can show it and NO_COLOR is not set."""
    bare = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if bare else f"\x1b[1m{text}\x1b[0m"


def billions(usd: float, signed: bool = False) -> str:
    """Return money in billions of USD.

    Example:
        >>> billions(532_400_000_000.0), billions(-1.5e9, signed=True)
        ('532.4', '-1.5')
    """
    return change(usd / 1e9, 1) if signed else f"{usd / 1e9:,.1f}"


def block(text: str, indent: int = 2, first: str = "") -> list[str]:
    """Return text wrapped to the screen; `first` stands in the indent of the first line."""
    rows = list(wrapped(text, max(width() - indent, NARROWEST)))
    head, blanks = padded(first, indent), " " * indent
    opening = [head + rows[0]] if columns(head) <= indent else [head, blanks + rows[0]]
    return [line.rstrip() for line in opening + [blanks + row for row in rows[1:]]]


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
    widths = [max((columns(row[place]) for row in shown), default=0) for place in range(len(header))]
    last = len(header) - 1
    margin = indent + sum(widths[:last]) + 2 * last
    lines: list[str] = []
    for row in shown:
        cells = [padded(cell, widths[place], right=place in right) for place, cell in enumerate(row[:last])]
        front = " " * indent + "".join(f"{cell}  " for cell in cells)
        if last in right:
            lines.append(front + padded(row[last], widths[last], right=True))
        else:
            lines += block(row[last], margin, front)
    return lines


def source_lines(book: SourceBook) -> list[str]:
    """Return the list of sources, each with its kind of evidence and how far it can be trusted."""
    if not book.entries:
        return []
    indent = len(f"[{len(book.entries)}] ") + 2
    lines = ["", heading("SOURCES")]
    for entry in book.entries:
        lines += block(f"{entry.source.citation} ({entry.trust})", indent, f"  [{entry.number}]")
    return lines
