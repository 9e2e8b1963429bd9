"""`detente brief`: the sheet on a pair, on the screen, as one HTML file, or as JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.app.cli.files import write_text
from detente.app.cli.options import Face, as_day, between, face, file_option, known_at, on, scenario
from detente.app.cli.output import Answer, deliver, wrote
from detente.app.cli.printing import width
from detente.app.cli.progress import progress
from detente.app.cli.read import tell
from detente.core.errors import BadInput


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@between()
@on()
@click.option(
    "--date",
    "published",
    callback=as_day,
    metavar="DATE",
    help="The day of publication of articles that do not name theirs.",
)
@known_at()
@scenario(multiple=True)
@file_option("--html", "Write the sheet as one self-contained HTML file (- for standard output).")
@face(world=True)
def brief(
    face: Face,
    articles: tuple[str, ...],
    between: tuple[str, str] | None,
    on: date | None,
    published: date | None,
    html: Path | None,
    **asked: Any,
) -> int:
    """Put on one sheet what articles say, what is in force, the clock, promises, figures, and what it costs.

    An ARTICLE is what `detente read` reads; the two economies and the day are found from them, unless
    --between and --on say otherwise. Without articles both are asked for. Without --scenario all that are
    built in are shown. Exit status 2 when an article could not be read; the sheet rests on the others.
    """
    if not articles and (between is None or on is None):
        missing = "--between" if between is None else "--on"
        raise BadInput(f"{missing} is missing", mend="give --between A B and --on DATE, or name articles")
    with progress() as show:
        workbench = face.workbench(show)
        read = workbench.read(articles, published) if articles else None
        if read and not read.documents:
            return tell(read)
        first, second = between or (None, None)
        found = workbench.brief(first, second, on, articles=read, **asked)
    refused = tell(read) if read else 0
    if html:
        from detente.brief.html import render_html

        write_text(html, render_html(found))
        if html != Path("-") and not face.json:
            print(wrote(html, 1, "page"))
        if not face.json:
            return refused

    def text() -> str:
        from detente.brief.terminal import render_text

        return render_text(found, width()).rstrip("\n")

    deliver(face, Answer(record=found.record, json=found.as_json(), text=text))
    return refused
