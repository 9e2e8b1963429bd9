"""The verb on files of shipments, and `duty --batch`: every row answered, those that cannot be set aside."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.app.cli.options import Face, face, file_option, known_at
from detente.app.cli.output import Answer, deliver
from detente.app.cli.progress import CLEAR
from detente.core.errors import BadInput
from detente.core.wording import counted

if TYPE_CHECKING:
    from detente.duties.shipments.shipments import Shipped
    from detente.workbench import Progress

BAR = 24


@click.command()
@click.argument("source", metavar="FILE")
@file_option("--out", "The file to write: Parquet if its name ends in .parquet, else CSV.")
@file_option("--rejects", "The CSV file for rows that cannot be answered; OUT.rejects.csv by default.")
@click.option("--importer", metavar="E", help="The importer of all rows, where the file does not name it.")
@click.option("--given", multiple=True, metavar="KEY=VALUE",
              help="A fact declared of all rows that do not declare it themselves.")  # fmt: skip
@click.option("--landed", is_flag=True, help="Add the duty in USD and the landed cost; needs value_usd.")
@click.option("--mpf", is_flag=True, help="Add the merchandise processing fee to the landed cost.")
@click.option("--hmf", type=click.Choice(["ocean"]), help="Add the harbor maintenance fee.")
@click.option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster, as in tcp://host:8786.")
@known_at()
@face()
def shipments(
    face: Face,
    source: str,
    out: Path | None,
    rejects: Path | None,
    importer: str | None,
    given: tuple[str, ...],
    landed: bool,
    mpf: bool,
    hmf: str | None,
    cluster: str | None,
    known_at: date | None,
) -> int:
    """Answer every row of a CSV or Parquet file, as `duty` answers one good.

    The file has the columns importer, origin, product and on, and may have value_usd, given (key=value pairs
    parted by `;`) and quantities. Other columns are carried along. Rows that cannot be answered go to the
    reject file, with the reason. A run that was broken off goes on where it stopped.

    Exit status 1 when some rows were set aside.
    """
    from detente.duties.shipments.question import ShipmentsQuestion

    if out is None:
        raise BadInput("there is no file to write the answers to", mend="name one with --out")
    question = ShipmentsQuestion(
        importer=importer, given=given, known_at=known_at, landed=landed or mpf or hmf is not None,
        mpf=mpf, hmf=hmf,
    )  # fmt: skip
    with _progress() as told:
        workbench = face.workbench(told)
        found = workbench.shipments(source, out, question, rejects, cluster)
    return _deliver(face, workbench.record.digest, found)


def run_batch(
    face: Face,
    batch: Path | None,
    out: Path | None,
    given: Sequence[str],
    known_at: date | None,
    scenario: str,
) -> int:
    """Answer `duty --batch FILE --out FILE` and return the exit status: 1 when some rows were set aside.

    Raises:
        BadInput: One of the files is missing, or as for `shipments`.
    """
    if batch is None or out is None:
        lacking = "--batch" if batch is None else "--out"
        raise BadInput(f"the question lacks {lacking}", mend="give --batch FILE and --out FILE together")
    with _progress() as told:
        workbench = face.workbench(told)
        found = workbench.batch(batch, out, given, known_at, scenario)
    return _deliver(face, workbench.record.digest, found)


def _deliver(face: Face, record: str, found: Shipped) -> int:
    deliver(face, Answer(record=record, json=found.as_json(), text=lambda: shipped_text(found)))
    return 1 if found.rejected else 0


def shipped_text(found: Shipped) -> str:
    """Return what became of a file, line by line; rows answered and set aside add up to those read."""
    lines = [f"{counted(found.rows, 'row')}: {found.answered:,} answered, {found.rejected:,} set aside"]
    if found.resumed:
        done = f"{found.resumed} of {counted(found.partitions, 'partition')}"
        lines.append(f"went on where an earlier run stopped: {done} were done")
    lines.append(f"answers  {found.out}")
    lines.append(f"rejects  {found.rejects}")
    lines += [f"note: {notice}" for notice in found.notices]
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give what tells of rows done, as a bar with the time left; None without a screen."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _Bar()
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)


class _Bar:
    """Draws how far a step is, how fast it goes and when it will be done."""

    def __init__(self) -> None:
        self._step, self._began, self._from = "", 0.0, 0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draw the bar anew."""
        if step != self._step:
            self._step, self._began, self._from = step, time.monotonic(), done
        line = bar(step, done, total, done - self._from, time.monotonic() - self._began)
        print(CLEAR + line[: shutil.get_terminal_size().columns - 1], end="", file=sys.stderr, flush=True)


def bar(step: str, done: int, total: int, many: int, seconds: float) -> str:
    """Return a bar with the time that is left.

    Args:
        step: What is counted.
        done: How many are done.
        total: How many there are.
        many: How many of them were done in the time.
        seconds: The time.

    Example:
        >>> bar("rows", 5_000_000, 10_000_000, 5_000_000, 2.5)
        '[============            ] 50%  5,000,000 of 10,000,000 rows, 0:03 left'
    """
    share = done / total if total else 1.0
    drawn = ("=" * round(BAR * share)).ljust(BAR)
    left = round(seconds * (total - done) / many + 0.49) if many else None
    ahead = "" if left is None else f", {left // 60}:{left % 60:02} left"
    return f"[{drawn}] {share:.0%}  {done:,} of {total:,} {step}{ahead}"
