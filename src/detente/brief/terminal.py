"""The sheet as plain text for the shell: headings in the margin, words that hang, no colour needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from detente.brief.blocks import Apart, Chart, Cite, Line, Phrase, Section, Table
from detente.brief.layout.document import described, pinned, sections, title
from detente.brief.sheet import Brief

MARGIN = 21
_FIGURE = re.compile(r"[+-]?[\d.,]+%?")
NARROWEST = 60


def render_text(brief: Brief, width: int = 100) -> str:
    """Return the sheet as lines of at most `width` columns.

    Args:
        brief: The sheet.
        width: Columns; fewer than 60 are taken as 60.
    """
    wide = max(width, NARROWEST)
    lines = [*_top(brief, wide), ""]
    for section in sections(brief):
        lines += [*_section(section, wide), ""]
    lines += _sources(brief, wide)
    for notice in brief.notices:
        lines += ["", *_hanging("NOTE", "", notice, wide)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _top(brief: Brief, width: int) -> Iterator[str]:
    left, right = title(brief), "  ".join(pinned(brief))
    space = width - _columns(left) - _columns(right)
    if space < 2:
        yield left
        yield from _wrapped(right, width)
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
    hang = MARGIN + _columns(lead)
    first = _padded(label, MARGIN) + lead
    for row in _wrapped(text, width - hang):
        yield first + row
        first = " " * hang


def _table(table: Table, width: int) -> Iterator[str]:
    rows = [[_text(cell) for cell in row] for row in table.rows]
    columns = table.columns[1:]
    widths = [
        max(_columns(column), *(_columns(row[place + 1]) for row in rows))
        for place, column in enumerate(columns)
    ]
    if MARGIN + sum(widths) + 2 * len(widths) > width:
        yield from _stacked(table, rows, width)
        return
    yield from _hanging("", "", table.caption, width)
    for row in (table.columns, *rows):
        cells = (_aligned(cell, wide) for cell, wide in zip(row[1:], widths, strict=True))
        yield _padded(f"   {row[0]}", MARGIN) + "  ".join(cells)


def _stacked(table: Table, rows: Iterable[list[str]], width: int) -> Iterator[str]:
    """Yield a table too wide for the shell as one statement a row."""
    yield from _hanging("", "", table.caption, width)
    for row in rows:
        told = "; ".join(f"{name} {cell}" for name, cell in zip(table.columns[1:], row[1:], strict=True))
        yield from _hanging(f"   {row[0]}", "", told, width)


def _aligned(cell: str, width: int) -> str:
    return cell.rjust(width) if _FIGURE.fullmatch(cell) else _padded(cell, width)


def _sources(brief: Brief, width: int) -> Iterator[str]:
    heading = "SOURCES"
    for entry in brief.sources:
        lead = f"[{entry.number}] ".rjust(6)
        text = f"{entry.source.citation} ({described(entry)})"
        yield from _hanging(heading, lead, text, width)
        heading = ""


def _text(phrase: Phrase) -> str:
    return "".join(_segment(segment) for segment in phrase).rstrip()


def _segment(segment: str | Cite | Apart) -> str:
    if isinstance(segment, Cite):
        runs = (str(first) if first == last else f"{first}-{last}" for first, last in segment.runs)
        return f"[{','.join(runs)}]" if segment.numbers else ""
    return f"<{segment.text}>" if isinstance(segment, Apart) else segment


def _columns(text: str) -> int:
    """Return how many columns a text takes: East Asian signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - _columns(text), 1 if text and width == MARGIN else 0)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield rows of at most `width` columns; a longer word is cut."""
    row = ""
    for word in text.split():
        while _columns(word) > width:
            if row:
                yield row
                row = ""
            cut = next(place for place in range(len(word), 0, -1) if _columns(word[:place]) <= width)
            yield word[:cut]
            word = word[cut:]
        if row and _columns(row) + 1 + _columns(word) > width:
            yield row
            row = word
        else:
            row = f"{row} {word}" if row else word
    if row or not text.strip():
        yield row
