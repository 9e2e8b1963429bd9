"""The sheet as plain text for the shell: headings in the margin, words that hang, no colour needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.brief.blocks import Apart, Chart, Cite, Line, Page, Phrase, Section, Table
from detente.brief.layout.document import page
from detente.brief.sheet import Brief
from detente.core.citing import bracketed
from detente.core.columns import columns, padded, wrapped

MARGIN = 21
_FIGURE = re.compile(r"[+-]?[\d.,]+%?")
NARROWEST = 60


def render_text(brief: Brief, width: int = 100) -> str:
    """Return the sheet as lines of at most `width` columns.

    Args:
        brief: The sheet.
        width: Columns; fewer than 60 are taken as 60.
    """
    return render_page(page(brief), width)


def render_page(page: Page, width: int) -> str:
    """Return an answer in words as lines of at most `width` columns; fewer than 60 are taken as 60."""
    wide = max(width, NARROWEST)
    lines = [*_top(page, wide), ""]
    for place, notice in enumerate(page.notices):
        lines += [*_hanging("" if place else "NOTE", "", notice, wide), ""]
    for section in page.sections:
        lines += [*_section(section, wide), ""]
    lines += _sources(page, wide)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _top(page: Page, width: int) -> Iterator[str]:
    left, right = page.title, "  ".join(page.pinned)
    space = width - columns(left) - columns(right)
    if space < 2:
        yield left
        yield from wrapped(right, width)
    else:
        yield left + " " * space + right


def _section(section: Section, width: int) -> Iterator[str]:
    heading = section.title.upper()
    for block in section.blocks:
        if isinstance(block, Chart) or block.where == "page":
            continue
        lines = list(_table(block, width) if isinstance(block, Table) else _line(block, width))
        if not heading and isinstance(block, Line) and block.opens:
            yield ""
        if heading:
            margin = f"   {block.label}" if isinstance(block, Line) and block.label else ""
            if margin:
                yield heading
            else:
                lines[0] = heading.ljust(MARGIN) + lines[0][MARGIN:]
            heading = ""
        yield from lines


def _line(line: Line, width: int) -> Iterator[str]:
    label = f"   {line.label}" if line.label else ""
    return _hanging(label, line.lead, _text(line.words), width)


def _hanging(label: str, lead: str, text: str, width: int) -> Iterator[str]:
    hang = MARGIN + columns(lead)
    first = _labelled(label) + lead
    for row in wrapped(text, width - hang):
        yield first + row
        first = " " * hang


def _table(table: Table, width: int) -> Iterator[str]:
    rows = [[_text(cell) for cell in row] for row in table.rows]
    widths = [
        max(columns(head), *(columns(row[place]) for row in rows))
        for place, head in enumerate(table.columns[1:], start=1)
    ]
    if MARGIN + sum(widths) + 2 * len(widths) > width:
        yield from _stacked(table, rows, width)
        return
    yield from _hanging("", "", table.caption, width)
    for row in (table.columns, *rows):
        cells = (_aligned(cell, wide) for cell, wide in zip(row[1:], widths, strict=True))
        yield _labelled(f"   {row[0]}") + "  ".join(cells)


def _stacked(table: Table, rows: Iterable[list[str]], width: int) -> Iterator[str]:
    """Yield a table too wide for the shell as one statement a row."""
    yield from _hanging("", "", table.caption, width)
    for row in rows:
        told = "; ".join(f"{name} {cell}" for name, cell in zip(table.columns[1:], row[1:], strict=True))
        yield from _hanging(f"   {row[0]}", "", told, width)


def _aligned(cell: str, width: int) -> str:
    return padded(cell, width, right=_FIGURE.fullmatch(cell) is not None)


def _labelled(label: str) -> str:
    """Return the margin with its label; a longer one keeps a blank before what follows."""
    return padded(f"{label} " if columns(label) >= MARGIN else label, MARGIN)


def _sources(page: Page, width: int) -> Iterator[str]:
    heading = "SOURCES"
    for entry in page.sources:
        lead = f"[{entry.number}] ".rjust(6)
        text = f"{entry.source.citation} ({entry.trust})"
        yield from _hanging(heading, lead, text, width)
        heading = ""


def _text(phrase: Phrase) -> str:
    return "".join(_segment(segment) for segment in phrase).rstrip()


def _segment(segment: str | Cite | Apart) -> str:
    if isinstance(segment, Cite):
        return bracketed(segment.numbers)
    return f"<{segment.text}>" if isinstance(segment, Apart) else segment
