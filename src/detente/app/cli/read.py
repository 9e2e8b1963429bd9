"""`detente read`: articles into facts, as text, JSON, JSON lines, rows, or a page with the facts marked."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.app.cli.files import STANDARD_OUTPUT, Rows, write_text
from detente.app.cli.options import Face, as_day, face, file_option
from detente.app.cli.output import Answer, deliver, harmless, wrote
from detente.core.errors import BadInput

if TYPE_CHECKING:
    from detente.news.readings import Readings

_FORMULA = re.compile(r"[=+\-@\t\r]")
_COLUMNS = (
    "document", "published", "revision_of", "kind", "from", "to", "rate_percent", "previous_percent",
    "status", "parties", "days", "truce_start", "deadline", "what", "mode", "place", "person", "role",
    "side", "actor", "target", "stance", "action", "metric", "value", "unit", "geo", "period",
    "expected", "relation", "product", "date", "attribution", "text_span", "start", "end", "rule",
    "confidence", "plover", "gta",
)  # fmt: skip


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--date", "published", callback=as_day, metavar="DATE",
              help="The day of publication of sources that do not name theirs.")  # fmt: skip
@click.option("--json-lines", is_flag=True, help="Answer in JSON, a fact a line.")
@file_option("--html", "Write the articles with their facts marked as one HTML file (- for standard output).")
@face(rows=True)
def read(
    face: Face, sources: tuple[str, ...], published: date | None, json_lines: bool, html: Path | None
) -> int:
    """Read articles and statements into facts, each quoted to the character.

    A SOURCE is a file, a folder or - for standard input: plain text (above it, if wanted, lines `title:`,
    `source:`, `date:`, `licence:`, `url:` and a blank line), an HTML page, an RSS or Atom feed. Its content
    tells which. No link is followed, nothing leaves this machine.

    What cannot be read is told on standard error, and the rest goes on. Exit status 2 when there was any.
    """
    _check(face, json_lines, html)
    found = face.workbench().read(sources, published)
    if not found.documents and not face.json:
        return tell(found)
    if html:
        from detente.brief.marked_page import render_marked

        write_text(html, render_marked(found.documents))
        if html != STANDARD_OUTPUT and not (face.json or json_lines):
            print(wrote(html, len(found.documents), "article"))
    if json_lines:
        _print_lines(found)
    elif face.json or face.csv or face.parquet or not html:
        deliver(face, Answer(None, found.as_json(), lambda: _text(found), lambda: fact_rows(found)))
    return tell(found)


def _check(face: Face, json_lines: bool, html: Path | None) -> None:
    """Refuse JSON lines beside another answer; a page may be written beside any."""
    if json_lines and (face.json or face.csv or face.parquet or html == STANDARD_OUTPUT):
        what = "--json-lines and another answer are asked for"
        raise BadInput(what, mend="ask for one; --html FILE goes with any")


def _print_lines(found: Readings) -> None:
    wide = (sys.stdout.encoding or "").lower().startswith("utf")
    for document in found.documents:
        for line in document.lines():
            print(json.dumps(line, ensure_ascii=not wide, allow_nan=False))


def _text(found: Readings) -> str:
    from detente.app.cli.reading_text import readings_text

    return readings_text(found)


def tell(found: Readings) -> int:
    """Print a line for each source that gave no document of its own; return the exit status."""
    for one in found.refused:
        print(f"detente: {harmless(' '.join(str(one).split()))}", file=sys.stderr)
    return BadInput.exit_status if found.failed else 0


def fact_rows(found: Readings) -> Rows:
    """Return facts as rows: a column for each field that any kind has, empty where a fact has none.

    A text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    rows = []
    for one in found.documents:
        about = {"published": one.document.published, "revision_of": one.revision_of or None}
        rows += [tuple(cell({**about, **line}.get(name)) for name in _COLUMNS) for line in one.lines()]
    return Rows(_COLUMNS, rows)


def cell(value: object) -> object:
    """Return a value as a cell: several as one text, and none that a spreadsheet would run as a formula.

    Example:
        >>> cell("=1+1"), cell(("CAN", "MEX")), cell(30.0)
        ("'=1+1", 'CAN,MEX', 30.0)
    """
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
