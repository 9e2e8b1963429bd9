"""The verbs that read the record: status, timeline, deadlines, agreements, controls, series."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from detente.app.cli import record_rows, record_text
from detente.app.cli.files import write_text
from detente.app.cli.options import Face, between, face, file_option, known_at, on, scenario
from detente.app.cli.output import Answer, deliver, wrote
from detente.app.cli.printing import width
from detente.core.time import Instant

Pair = tuple[str, str] | None


@click.command()
@between(required=True)
@on(required=True, instant=True)
@known_at()
@scenario()
@face(rows=True)
def status(
    face: Face, between: tuple[str, str], on: date | Instant, known_at: date | None, scenario: str
) -> None:
    """Tell what is in force between two economies on a day, both ways, and what lapses when.

    Without --known-at the state of the day uses all that is on record, and the look ahead uses what was
    on record on the day itself.
    """
    workbench = face.workbench()
    found = workbench.status(*between, on=on, known_at=known_at, scenario=scenario)

    def text() -> str:
        from detente.brief.overview import overview
        from detente.brief.terminal import render_page

        under = workbench.record_under(*between, on=on, known_at=known_at, scenario=scenario)
        return render_page(overview(under, found, scenario, known_at), width()).rstrip("\n")

    answer = Answer(
        record=workbench.record.digest,
        json={"scenario": scenario, **found.as_json()},
        text=text,
        rows=lambda: record_rows.status_rows(found),
    )
    deliver(face, answer)


@click.command()
@between()
@known_at()
@face(rows=True)
def timeline(face: Face, between: Pair, known_at: date | None) -> None:
    """List every change of state of every duty on record in order of time, of a pair or of all."""
    workbench = face.workbench()
    first, second = between or (None, None)
    turns = workbench.timeline(first, second, known_at)
    answer = Answer(
        record=workbench.record.digest,
        json={"turns": turns},
        text=lambda: record_text.timeline_text(turns),
        rows=lambda: record_rows.timeline_rows(turns),
    )
    deliver(face, answer)


@click.command()
@between()
@on()
@known_at()
@file_option("--ics", "Write a calendar of the days (- for standard output).")
@face(rows=True)
def deadlines(face: Face, between: Pair, on: date | None, known_at: date | None, ics: Path | None) -> None:
    """List the days on which something lapses: those running on a day, or all on record."""
    workbench = face.workbench()
    found = workbench.deadlines(between or (), on=on, known_at=known_at)
    if ics:
        from detente.app.calendar import calendar

        write_text(ics, calendar(found))
        if str(ics) != "-" and not face.json:
            print(wrote(ics, len(found), "event"))
        if not (face.json or face.csv or face.parquet):
            return
    answer = Answer(
        record=workbench.record.digest,
        json={"deadlines": found},
        text=lambda: record_text.deadlines_text(found, on),
        rows=lambda: record_rows.deadlines_rows(found),
    )
    deliver(face, answer)


@click.command()
@between()
@known_at()
@face(rows=True)
def agreements(face: Face, between: Pair, known_at: date | None) -> None:
    """List talks, calls, truces and escalations: who took part, what was promised, what came of it."""
    workbench = face.workbench()
    found = workbench.agreements(between or (), known_at=known_at)
    answer = Answer(
        record=workbench.record.digest,
        json={"agreements": found},
        text=lambda: record_text.agreements_text(found),
        rows=lambda: record_rows.agreements_rows(found),
    )
    deliver(face, answer)


@click.command()
@click.option("--imposing", metavar="A", help="Only those of one economy.")
@known_at()
@face(rows=True)
def controls(face: Face, imposing: str | None, known_at: date | None) -> None:
    """List export controls: what they cover, the licence rule, whether they sleep."""
    workbench = face.workbench()
    found = workbench.controls(imposing, known_at=known_at)
    answer = Answer(
        record=workbench.record.digest,
        json={"controls": found},
        text=lambda: record_text.controls_text(found),
        rows=lambda: record_rows.controls_rows(found),
    )
    deliver(face, answer)


@click.command()
@click.argument("name", required=False)
@face(rows=True)
def series(face: Face, name: str | None) -> None:
    """Show a published series with its expectation or normal level; without a name, list them all."""
    workbench = face.workbench()
    found = workbench.series(name)
    answer = Answer(
        record=workbench.record.digest,
        json={"series": found},
        text=lambda: record_text.series_text(found, whole=name is not None),
        rows=lambda: record_rows.series_rows(found),
    )
    deliver(face, answer)
