"""`detente brief`: the sheet on a pair, on the screen, as one HTML file, or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from detente.app.cli.files import write_text
from detente.app.cli.options import Face, between, face, file_option, known_at, on, scenario
from detente.app.cli.output import Answer, deliver, wrote
from detente.app.cli.printing import width
from detente.app.cli.progress import progress
from detente.core.errors import BadInput


def refuse_articles(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    """Refuse articles: nothing reads them yet."""
    if value:
        raise BadInput("reading articles is not built yet", mend="leave them out; give --between and --on")


@click.command()
@click.argument("articles", nargs=-1, expose_value=False, callback=refuse_articles)
@between(required=True)
@on(required=True)
@known_at()
@scenario(multiple=True)
@file_option("--html", "Write the sheet as one self-contained HTML file (- for standard output).")
@face(world=True)
def brief(face: Face, between: tuple[str, str], html: Path | None, **asked: Any) -> None:
    """Put on one sheet what is in force, the clock, promises, figures, and what each scenario costs.

    Without --scenario all built-in ones are shown. Reading ARTICLES is not built yet.
    """
    with progress() as tell:
        found = face.workbench(tell).brief(*between, **asked)
    if html:
        from detente.brief.html import render_html

        write_text(html, render_html(found))
        if html != Path("-") and not face.json:
            print(wrote(html, 1, "page"))
        if not face.json:
            return

    def text() -> str:
        from detente.brief.terminal import render_text

        return render_text(found, width()).rstrip("\n")

    deliver(face, Answer(record=found.record, json=found.as_json(), text=text))
