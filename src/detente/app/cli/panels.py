"""The verbs over all lines: panel, diff, exposure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.app.cli import panels_text
from detente.app.cli.files import STANDARD_OUTPUT, Rows, whole_file
from detente.app.cli.options import Decorator, Face, between, face, known_at, on, scenario
from detente.app.cli.output import Answer, deliver, harmless, print_json, wrote
from detente.app.cli.progress import progress
from detente.core.errors import BadInput
from detente.core.time import Instant, parse_date
from detente.core.wording import counted

if TYPE_CHECKING:
    import polars

Moment = date | Instant
FIRST_DAY = "2018-01-01"
GIVEN = "A fact declared of all goods; may be repeated (`duty --conditions` lists them)."
ORIGIN = "A partner, by code or name; may be repeated. All with imports on record by default."


def importer(*, required: bool = True) -> Decorator:
    """Ask for the economy of entry."""
    return click.option("--importer", required=required, metavar="A", help="The economy of entry.")


@click.command()
@importer()
@on(instant=True)
@click.option("--origin", "origins", multiple=True, metavar="O", help=ORIGIN)
@known_at()
@scenario()
@click.option("--given", multiple=True, metavar="K=V", help=GIVEN)
@click.option("--history", is_flag=True, help="Every change as intervals, to a Parquet file.")
@click.option("--from", "first", metavar="DATE", help=f"First day of a history ({FIRST_DAY} by default).")
@click.option("--to", "last", metavar="DATE", help="Last day of a history (newest on record by default).")
@click.option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster, such as tcp://127.0.0.1:8786.")
@face(rows=True)
def panel(
    face: Face, importer: str, on: Moment | None, history: bool, cluster: str | None, **asked: Any
) -> None:
    """Compute the duty on every line of a schedule for every partner, on a day or over time.

    The rows go to --parquet or --csv; without a file the panel is summed up.
    """
    first, last, under = asked.pop("first"), asked.pop("last"), asked.pop("scenario")
    if not history:
        if on is None:
            raise BadInput("no day is given", mend="add --on DATE, or --history")
        if first or last:
            raise BadInput("--from and --to are days of a history", mend="add --history, or use --on")
        if cluster is None:
            _panel(face, importer, on, {**asked, "scenario": under})
            return
    elif on is not None:
        raise BadInput("a history has no one day", mend="use --from and --to in place of --on")
    if under != "hold":
        raise BadInput("a scenario is about one day here", mend="leave --history and --cluster out")
    if face.parquet is None or face.csv or face.json:
        what = "a history" if history else "a panel of a cluster"
        raise BadInput(f"{what} goes to a Parquet file alone", mend="add --parquet FILE")
    with progress() as told:
        workbench = face.workbench(told)
        end = parse_date(last) if last else workbench.record.newest
        when: Any = (parse_date(first or FIRST_DAY), end) if history else on
        folder = None if face.parquet == STANDARD_OUTPUT else face.parquet.resolve().parent
        with whole_file(face.parquet) as stream:
            rows = workbench.write_panel(stream, importer, when, cluster=cluster, folder=folder, **asked)
    if face.parquet != STANDARD_OUTPUT:
        print(wrote(face.parquet, rows, "row"))


def _panel(face: Face, importer: str, on: Moment, asked: dict[str, Any]) -> None:
    workbench = face.workbench()
    found = workbench.panel(importer, on, **asked)
    answer = Answer(
        record=workbench.record.digest, json=found.as_json(), text=lambda: panels_text.panel_text(found)
    )
    _deliver(face, answer, found.frame)


@click.command()
@click.argument("days", nargs=-1, metavar="[A B]")
@importer()
@on(instant=True)
@click.option("--origin", "origins", multiple=True, metavar="O", help=ORIGIN)
@click.option(
    "--known-at", "knowns", nargs=2, metavar="A B", help="Compare two days of knowledge, with --on."
)
@click.option("--scenario", "scenarios", nargs=2, metavar="S T",
              help="Compare two scenarios, with --on and one --origin.")  # fmt: skip
@click.option("--given", multiple=True, metavar="K=V", help=GIVEN)
@face(rows=True)
def diff(
    face: Face,
    days: Sequence[str],
    importer: str,
    on: Moment | None,
    knowns: tuple[str, str] | None,
    scenarios: tuple[str, str] | None,
    **asked: Any,
) -> None:
    """Tell what changed over all lines between two days: which rose or fell, by how much and why.

    A and B are days of entry; or compare two days of knowledge or two scenarios at one --on. Rows go to
    --csv or --parquet.
    """
    if len(days) not in (0, 2):
        raise BadInput(f"{counted(len(days), 'day')} given", mend="name two to compare")
    if days and on is not None:
        raise BadInput("two days and --on are given", mend="name two days, or compare something else at --on")
    if not days and on is None:
        raise BadInput(
            "nothing to compare is given", mend="name two days, as in `diff 2025-04-09 2025-04-10`"
        )
    workbench = face.workbench()
    when: Any = (_moment(days[0]), _moment(days[1])) if days else on
    known: Any = (parse_date(knowns[0]), parse_date(knowns[1])) if knowns else None
    found = workbench.diff(importer, when, known_at=known, scenarios=scenarios, **asked)
    answer = Answer(
        record=workbench.record.digest, json=found.as_json(), text=lambda: panels_text.diff_text(found)
    )
    _deliver(face, answer, found.frame)


def _moment(text: str) -> Moment:
    return Instant.parse(text) if "T" in text else parse_date(text)


@click.command()
@importer(required=False)
@click.option("--deadline", metavar="ID", help="A deadline by id (`detente deadlines` lists them).")
@between()
@on()
@known_at()
@click.option("--given", multiple=True, metavar="K=V", help=GIVEN)
@click.option("--top", default=10, show_default=True, type=click.IntRange(0, 1_000_000), metavar="N",
              help="How many lines to show of each side.")  # fmt: skip
@face(rows=True)
def exposure(face: Face, top: int, **asked: Any) -> None:
    """Tell which lines and partners carry the most duty at stake when deadlines lapse.

    Of one --deadline, or of all that run --between two economies --on a day. All lines go to --csv or
    --parquet.
    """
    workbench = face.workbench()
    found = workbench.exposure(**asked)
    answer = Answer(
        record=workbench.record.digest,
        json=found.as_json(top),
        text=lambda: panels_text.exposure_text(found, top),
        rows=lambda: Rows(panels_text.EXPOSURE, panels_text.exposure_rows(found)),
    )
    deliver(face, answer)


def _deliver(face: Face, answer: Answer, frame: Any) -> None:
    """Write the files asked for from columns; then print JSON where asked for, or the text without a file.

    Raises:
        BadInput: A file cannot be written.
    """
    from importlib.util import find_spec

    if (face.csv or face.parquet) and find_spec("polars") is None:
        raise BadInput("rows over all lines need polars", mend="pip install 'detente[tables]'")
    rows: polars.DataFrame | None = frame() if face.csv or face.parquet else None
    for path, parquet in ((face.csv, False), (face.parquet, True)):
        if path and rows is not None:
            _write(path, rows, parquet)
            if path != STANDARD_OUTPUT and not face.json:
                print(wrote(path, rows.height, "row"))
    if face.json:
        print_json(answer)
    elif rows is None:
        print(harmless(answer.text()))


def _write(path: Path, rows: polars.DataFrame, parquet: bool) -> None:
    packed = io.BytesIO()  # a disk that fills is then told as such, not as a fault of the format
    if parquet:
        rows.write_parquet(packed, compression="lz4")
    else:
        rows.write_csv(packed)
    with whole_file(path) as stream:
        stream.write(packed.getbuffer())
