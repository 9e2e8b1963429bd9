"""`detente schedule`: import a tariff schedule, search it, show a line's place in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.app.cli import schedule_text
from detente.app.cli.files import Rows
from detente.app.cli.options import Command, Decorator, Face, as_day, face
from detente.app.cli.output import Answer, deliver
from detente.duties.schedule.schedule import Schedule, schedule_on

OWN = "schedules"
HEADINGS = (4, 6)


def which() -> Decorator:
    """Ask for the importer, the day, and the folders of the user's own editions."""
    whose = "Whose schedule, by alpha-3 code or EU."
    folder = "A folder of your own editions (`schedule import`), laid over the shipped ones; may be repeated."
    options: list[Decorator] = [
        click.option("--importer", default="USA", metavar="A", show_default=True, help=whose),
        click.option("--on", callback=as_day, metavar="DATE", help="The day of entry; today by default."),
        click.option("--schedules", multiple=True, metavar="FOLDER", help=folder),
    ]

    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def opened(given: dict[str, Any]) -> Schedule:
    """Return the schedule that the options of `which` name."""
    folders = [Path(folder) for folder in given["schedules"]]
    return schedule_on(given["importer"].strip().upper(), given["on"] or date.today(), folders)


@click.group(no_args_is_help=False)
def schedule() -> None:
    """Tariff schedules: search them, show a line, import your own."""


@schedule.command("import")
@click.argument("path", metavar="FILE")
@click.option("--importer", default="USA", metavar="A", show_default=True, help="Whose schedule it is.")
@click.option("--edition", metavar="NAME", help="What to call it; the name of the file by default.")
@click.option("--from", "valid_from", required=True, callback=as_day, metavar="DATE",
              help="The day from which it holds.")  # fmt: skip
@click.option("--to", "folder", default=OWN, metavar="FOLDER", show_default=True, help="Where to write it.")
@face(record=False)
def import_(face: Face, path: str, importer: str, edition: str | None, valid_from: date, folder: str) -> None:
    """Take a schedule over from FILE: the CSV or JSON export of hts.usitc.gov, or a CSV of any importer.

    Such a CSV has the columns code, description, unit, general, special and column_2; only code and general
    are needed. Use the edition with `--schedules FOLDER`.
    """
    from detente.duties.schedule.importing import NewEdition, import_schedule

    name = edition or Path(path).name.split(".")[0]
    wanted = NewEdition(importer.strip().upper(), name, valid_from)
    found = import_schedule(Path(path), wanted, Path(folder))
    unread = [{"code": code, "text": text} for code, text in found.reading.unread]
    json = {
        "file": found.path,
        "importer": wanted.importer,
        "edition": wanted.edition,
        "valid_from": wanted.valid_from,
        "layout": found.reading.layout,
        "rows": found.reading.count,
        "left_out": found.reading.left_out,
        "lines": found.lines,
        "unread": unread,
    }
    deliver(face, Answer(None, json, lambda: schedule_text.imported_text(found)))


@schedule.command()
@click.argument("words", nargs=-1, required=True)
@which()
@click.option("--limit", default=20, type=click.IntRange(1, 100_000), metavar="N", show_default=True,
              help="How many lines at most.")  # fmt: skip
@face(rows=True, record=False)
def search(face: Face, words: tuple[str, ...], limit: int, **given: Any) -> int:
    """Find lines in which all WORDS stand, in the line's text or above it; whole words come first.

    A word of digits is the beginning of a code. Exit status 1 when there is none.
    """
    from detente.duties.schedule.search import search as find

    asked = opened(given)
    found = find(asked, words, limit)
    hits = [
        {"code": hit.code, "above": hit.above, "description": hit.description, "general": hit.general}
        for hit in found.hits
    ]
    columns = ("code", "description", "above", "general")
    answer = Answer(
        None,
        {**_heading(asked), "words": words, "count": found.count, "lines": hits},
        lambda: schedule_text.search_text(asked, found),
        lambda: Rows(
            columns,
            [(hit.code, hit.description, " > ".join(hit.above), str(hit.general)) for hit in found.hits],
        ),
    )
    deliver(face, answer)
    return 0 if found.count else 1


@schedule.command()
@click.argument("code")
@which()
@face(record=False)
def show(face: Face, code: str, **given: Any) -> None:
    """Show the line of CODE: what stands above it, its duties and where they come from, the lines below.

    A heading of four digits or a subheading of six shows what is under it.
    """
    asked = opened(given)
    digits = "".join(code.split()).replace(".", "")
    line = (
        asked.heading(digits)
        if len(digits) in HEADINGS and digits.isascii() and digits.isdigit()
        else asked.find(code)
    )
    below = [
        {"code": child.code, "description": child.description, "general": child.general}
        for child in map(asked.find, line.children)
    ]
    json = {
        **_heading(asked),
        "code": line.code,
        "description": line.description,
        "ancestors": line.ancestors,
        "unit": line.unit,
        "general": line.general,
        "special": line.special,
        "column_2": line.column_2,
        "inherited_from": line.inherited_from or None,
        "children": below,
        "notes": line.notes,
    }
    deliver(face, Answer(None, json, lambda: schedule_text.line_text(asked, line)))


def _heading(asked: Schedule) -> dict[str, Any]:
    """Return what every answer says of the schedule it rests on."""
    return {
        "importer": asked.importer,
        "edition": asked.edition,
        "on": asked.day,
        "valid_from": asked.valid_from,
        "age": asked.note,
        "source": asked.found.source,
    }
