"""The verbs that compute on world tables: effects, replicate, world info."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.app.cli import numbers_rows, numbers_text
from detente.app.cli.options import Face, between, face, known_at, on, scenario
from detente.app.cli.output import Answer, deliver
from detente.app.cli.progress import progress
from detente.core.plain import plain

if TYPE_CHECKING:
    from detente.duties.averages.published import Comparison
    from detente.impact.replication import Replication


@click.command()
@between(required=True)
@on(required=True)
@known_at()
@scenario()
@click.option("--against", default="base", metavar="base|hold", show_default=True,
              help="Compare with the table's own year, or with the law of the day.")  # fmt: skip
@click.option("--model", default="caliendo-parro", metavar="M", show_default=True)
@click.option("--elasticities", default="caliendo-parro-2015", metavar="SET", show_default=True,
              help="A set of trade elasticities (`world info` lists them), or a CSV file.")  # fmt: skip
@click.option("--deficits", default="fixed_nominal", metavar="RULE", show_default=True,
              help="fixed_nominal, share_of_world_income or purged.")  # fmt: skip
@face(rows=True, world=True)
def effects(face: Face, between: tuple[str, str], on: date, known_at: date | None, **choices: str) -> None:
    """Compute what a scenario does to incomes, trade and prices, by economy and sector."""
    from detente.impact.effects import EffectsQuestion

    workbench = face.workbench()
    found = workbench.effects(*between, on=on, question=EffectsQuestion(**choices), known_at=known_at)
    answer = Answer(
        record=workbench.record.digest,
        json=found.as_json(),
        text=lambda: numbers_text.effects_text(found),
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
        text=lambda: numbers_text.replication_text(found),
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


@click.group(no_args_is_help=False)
def world() -> None:
    """Look at the world table in use."""


@world.command()
@face(record=False, world=True)
def info(face: Face) -> None:
    """Tell what the world table holds: coverage, sources, adjustments, how well it adds up."""
    found = face.workbench().world_info()
    answer = Answer(
        record=None,
        json=found.as_json(),
        text=lambda: numbers_text.world_text(found),
    )
    deliver(face, answer)
