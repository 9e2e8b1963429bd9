"""`detente sweep`: many scenarios from one file, their effects as rows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from detente.app.cli.options import Face, as_parquet_target, face, file_option
from detente.app.cli.output import Answer, deliver, harmless
from detente.app.cli.progress import progress
from detente.core.wording import counted

if TYPE_CHECKING:
    from detente.impact.sweeps.problems import BadSweep
    from detente.impact.sweeps.running import Swept

MOST_PROBLEMS = 50
MOST_ECONOMIES = 10


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--economies", multiple=True, metavar="E,E",
              help="The economies whose rows are wanted; all of the table by default.")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster, as in tcp://host:8786.")
@file_option("--csv", "Write the rows as CSV, to a file.")
@click.option("--parquet", callback=as_parquet_target, metavar="FILE", help="Write the rows as Parquet.")
@face(world=True)
def sweep(face: Face, file: str, economies: tuple[str, ...], cluster: str | None) -> int:
    """Solve the tariff scenarios of a YAML or CSV file, and write a row for each scenario and economy.

    The file is checked whole before the first scenario is solved. Without --csv or --parquet the effects are
    summed up. A run that was broken off goes on where it stopped.

    Exit status 1 when some scenarios did not converge; they are rows with their residual and advice.
    """
    from detente.impact.sweeps.problems import BadSweep

    words = [word for listed in economies for word in listed.split(",") if word.strip()]
    try:
        with progress() as tell:
            workbench = face.workbench(tell)
            found = workbench.sweep(file, face.csv, face.parquet, words, cluster)
    except BadSweep as error:
        _tell_problems(error)
        raise
    answer = Answer(workbench.record.digest, found.as_json(), lambda: sweep_text(found))
    deliver(Face(json=face.json), answer)
    return 1 if found.summary.missed else 0


def _tell_problems(error: BadSweep) -> None:
    """Print the problems of a file one a line, where there are several; the refusal itself follows."""
    if len(error.problems) > 1:
        for problem in error.problems[:MOST_PROBLEMS]:
            print(harmless(str(problem)), file=sys.stderr)
    if len(error.problems) > MOST_PROBLEMS:
        print(f"... and {len(error.problems) - MOST_PROBLEMS:,} more", file=sys.stderr)


def sweep_text(found: Swept) -> str:
    """Return what became of a sweep, line by line."""
    job, summary = found.job, found.summary
    lines = [f"{counted(summary.scenarios, 'scenario')}: {summary.converged:,} converged"]
    if summary.missed:
        lines[0] += f", {summary.missed:,} did not; the first, {summary.first_missed}"
    if found.resumed:
        done = f"{found.resumed} of {counted(found.parts, 'part')}"
        lines.append(f"went on where an earlier run stopped: {done} were done")
    lines.append(
        f"{summary.mean_iterations:g} passes a scenario, residuals up to {summary.largest_residual:.1e}"
    )
    lines += [f"{path}: {counted(summary.rows, 'row')}" for path in job.targets]
    shown = sorted(summary.spreads, key=lambda spread: spread.lowest_percent)[:MOST_ECONOMIES]
    rows = [("real income, %", "lowest", "in", "mean", "highest", "in")]
    rows += [
        (one.economy, _percent(one.lowest_percent), one.lowest_in, _percent(one.mean_percent),
         _percent(one.highest_percent), one.highest_in)
        for one in shown
    ]  # fmt: skip
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines += [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if len(summary.spreads) > len(shown):
        lines.append(f"the {len(shown)} that lose most of {len(summary.spreads)}")
    lines += [f"note: {note}" for note in found.notes]
    return "\n".join(lines)


def _percent(value: float) -> str:
    """Return a figure in percent with two digits, zero without a sign."""
    return f"{round(value, 2) + 0.0:.2f}"
