"""`detente picture`: a world map, ranked or sector bars, a tariff ladder, each with its table of figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.app.cli.files import STANDARD_OUTPUT, Rows, whole_file
from detente.app.cli.options import (
    ONE_MODEL,
    WITH_SECTORS,
    Command,
    Decorator,
    Face,
    as_target,
    between,
    face,
    known_at,
    models,
    on,
    scenario,
)
from detente.app.cli.output import Answer, deliver, wrote
from detente.app.cli.printing import billions, heading, table
from detente.app.cli.progress import progress
from detente.app.cli.uncertainty import drawn
from detente.core.errors import BadInput
from detente.core.wording import change, percent

if TYPE_CHECKING:
    from detente.brief.pictures.composition import PictureQuestion
    from detente.brief.pictures.picture import Picture


def as_picture(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the file of a picture, or refuse one that cannot be drawn or written."""
    from detente.brief.pictures.rendering import check_suffix

    if value is not None:
        check_suffix(Path(value))
    return as_target(ctx, param, value)


def framed() -> Decorator:
    """Ask where a picture goes and how it looks."""
    options: list[Decorator] = [
        click.option("--out", callback=as_picture, metavar="FILE",
                     help="The picture; .svg, .png, or .json for its Vega-Lite specification. "
                          "Only --json goes without."),
        click.option("--width", type=int, default=760, metavar="PIXELS", help="Its width; 760 by default."),
        click.option("--title", default="", metavar="TEXT", help="Its heading, in place of the usual one."),
    ]  # fmt: skip
    return _stacked(options)


def asked() -> Decorator:
    """Ask what any picture is about: the pair, the day, the day of knowledge."""
    return _stacked([between(required=True), on(required=True), known_at()])


def _stacked(options: list[Decorator]) -> Decorator:
    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@click.group(no_args_is_help=False)
def picture() -> None:
    """Draw what a scenario does, each picture with the table of its figures."""


@picture.command("map")
@asked()
@scenario()
@models(ONE_MODEL)
@framed()
@face(rows=True, world=True)
def map_(face: Face, **given: Any) -> None:
    """Draw real income by economy as a world map."""
    _draw("map", face, given)


@picture.command()
@asked()
@scenario()
@click.option("--ends", type=int, default=10, metavar="N",
              help="Show the N that gain most and the N that lose most; 10 by default.")  # fmt: skip
@models(ONE_MODEL)
@drawn()
@framed()
@face(rows=True, world=True)
def bars(face: Face, **given: Any) -> None:
    """Draw real income as ranked bars, the two among them; with draws, ranges over the bars."""
    _draw("bars", face, given)


@picture.command()
@asked()
@scenario()
@models(WITH_SECTORS)
@framed()
@face(rows=True, world=True)
def sectors(face: Face, **given: Any) -> None:
    """Draw output and exports of the two by sector as bars."""
    _draw("sectors", face, given)


@picture.command()
@asked()
@click.option(
    "--from", "start", type=float, default=0.0, metavar="RATE", help="The lowest rate; 0 by default."
)
@click.option("--to", "stop", type=float, default=1.45, metavar="RATE",
              help="The highest, as a fraction; 1.45 by default.")  # fmt: skip
@click.option(
    "--steps", type=int, default=29, metavar="N", help="Steps from one to the other; 29 by default."
)
@click.option("--side", default="both", metavar="A|both", show_default=True,
              help="Who charges the rates: one of the two, or both alike.")  # fmt: skip
@models(WITH_SECTORS)
@framed()
@face(rows=True, world=True)
def ladder(face: Face, **given: Any) -> None:
    """Draw rates on all goods between the two against their real income, trade and tariff revenue."""
    _draw("ladder", face, given)


def _draw(kind: str, face: Face, given: dict[str, Any]) -> None:
    """Make a picture, write it, and deliver its figures."""
    pair, day, known, out = (given.pop(name) for name in ("between", "on", "known_at", "out"))
    if out is None and not face.json:
        raise BadInput("no file for the picture", mend="add --out FILE.svg, or ask for --json")
    question = _question(given)
    with progress() as tell:
        workbench = face.workbench(tell)
        found = workbench.picture(kind, pair, day, question, known)
    if out is not None:
        _write(found, out)
        if not face.json and face.csv != STANDARD_OUTPUT:
            print(wrote(out, 1, "picture"))
    answer = Answer(
        record=workbench.record.digest,
        json=found.as_json(),
        text=lambda: picture_text(found),
        rows=lambda: Rows(found.columns, list(found.rows)),
    )
    deliver(face, answer)


def _write(found: Picture, out: Path) -> None:
    from detente.brief.pictures.rendering import rendered

    content = rendered(found, out.suffix.lower())
    with whole_file(out) as stream:
        stream.write(content)


def _question(given: dict[str, Any]) -> PictureQuestion:
    """Return the question that the options of a picture ask."""
    from detente.brief.pictures.composition import PictureQuestion
    from detente.brief.pictures.picture import Look
    from detente.impact.effects import EffectsQuestion
    from detente.impact.ladder import Rungs

    look = Look(width=given.pop("width"), title=given.pop("title"))
    own: dict[str, Any] = {name: given.pop(name) for name in ("ends", "design") if name in given}
    if "steps" in given:
        own["rungs"] = Rungs(**{name: given.pop(name) for name in ("start", "stop", "steps", "side")})
    return PictureQuestion(effects=EffectsQuestion(**given), look=look, **own)


def picture_text(found: Picture) -> str:
    """Return the figures of a picture as a table."""
    cells = [tuple(map(_cell, found.columns, row)) for row in found.rows]
    numbers = [place for place, name in enumerate(found.columns) if _writer(name) is not str]
    header = [name.removesuffix("_percent").removesuffix("_usd").replace("_", " ") for name in found.columns]
    return "\n".join([heading(found.title), *table(header, cells, right=numbers)])


def _writer(column: str) -> Callable[[Any], str]:
    """Return how a column's figures are written."""
    if column.endswith("_percent"):
        return lambda value: f"{change(value)}%"
    if column.endswith("_usd"):
        return lambda value: f"{billions(value, signed=True)} bn USD"
    return percent if column == "rate" else str


def _cell(column: str, value: object) -> str:
    return "unknown" if value is None else _writer(column)(value)
