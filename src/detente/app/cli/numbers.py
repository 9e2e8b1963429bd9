"""The verbs that compute on world tables: effects, replicate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.app.cli import effects_text, numbers_rows, replication_text
from detente.app.cli.options import Face, between, face, known_at, models, on, scenario
from detente.app.cli.output import Answer, deliver
from detente.app.cli.progress import progress
from detente.app.cli.uncertainty import drawn, ranges_answer
from detente.core.plain import plain

if TYPE_CHECKING:
    from detente.duties.averages.published import Comparison
    from detente.impact.replication import Replication
    from detente.impact.uncertainty.design import Design


@click.command()
@between(required=True)
@on(required=True)
@known_at()
@scenario()
@models()
@drawn()
@face(rows=True, world=True)
def effects(
    face: Face,
    between: tuple[str, str],
    on: date,
    known_at: date | None,
    design: Design | None,
    **choices: Any,
) -> None:
    """Compute what a scenario does to incomes, trade and prices, by economy and sector."""
    from detente.impact.effects import EffectsQuestion

    question = EffectsQuestion(**choices)
    if design is not None:
        with progress() as tell:
            workbench = face.workbench(tell)
            ranges = workbench.ranges(*between, on, question, known_at, design)
        deliver(face, ranges_answer(ranges, workbench.record.digest))
        return
    workbench = face.workbench()
    found = workbench.effects(*between, on=on, question=question, known_at=known_at)
    answer = Answer(
        record=workbench.record.digest,
        json=found.as_json(),
        text=lambda: effects_text.effects_text(found),
        rows=lambda: numbers_rows.effects_rows(found),
    )
    deliver(face, answer)


@click.command()
@click.argument("name")
@click.option("--data", metavar="DIR", help="Where the paper's data lies; DETENTE_DATA by default.")
@face(rows=True, record=False)
def replicate(face: Face, name: str, data: str | None) -> int:
    """Compute a published table from its own data and print it beside the published figures.

    `replicate duties` sets average duties that others published beside ours. Exit status 1 when a figure is
    off.
    """
    from detente.duties.averages.published import Comparison

    with progress() as tell:
        workbench = face.workbench(tell)
        found = workbench.replicate(name, Path(data) if data else None)
    if isinstance(found, Comparison):
        deliver(face, _compared(found, workbench.record.digest))
    else:
        deliver(face, _replicated(found))
    return 0 if found.matches else 1


def _replicated(found: Replication) -> Answer:
    return Answer(
        record=None,
        json={**plain(found), "matches": found.matches},
        text=lambda: replication_text.replication_text(found),
        rows=lambda: numbers_rows.replication_rows(found),
    )


def _compared(found: Comparison, record: str) -> Answer:
    from detente.app.cli.duty_text import comparison_rows, comparison_text

    return Answer(
        record=record,
        json={"name": "duties", **plain(found), "matches": found.matches},
        text=lambda: comparison_text(found),
        rows=lambda: comparison_rows(found),
    )
