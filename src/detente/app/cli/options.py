"""Options that verbs share, and the `Face` that carries how an answer is wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.app.cli.files import STANDARD_OUTPUT, check_target
from detente.core.errors import BadInput, Place
from detente.core.time import Instant, parse_date

if TYPE_CHECKING:
    from detente.workbench import Progress, Workbench

Command = Callable[..., Any]
Decorator = Callable[[Command], Command]
WITH_SECTORS = "caliendo-parro"
ONE_MODEL = f"{WITH_SECTORS} or one-sector"
ANY_MODEL = f"{WITH_SECTORS}, one-sector or both"
"""The models that a verb takes, in words."""


@dataclass(frozen=True, slots=True)
class Face:
    """What any verb is asked besides its question: which record and world, and how to answer."""

    json: bool
    records: tuple[str, ...] = ()
    world: str | None = None
    csv: Path | None = None
    parquet: Path | None = None

    def workbench(self, progress: Progress | None = None) -> Workbench:
        """Return the workbench over the record and world asked for."""
        from detente.workbench import Workbench

        if self.world is None:
            return Workbench(self.records, progress=progress)
        return Workbench(self.records, self.world, progress)


def as_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return the day that an option names, or refuse with the option's name."""
    return parse_date(value, Place(param.opts[0])) if value is not None else None


def as_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> date | Instant | None:
    """Return the day, or the instant, that an option names."""
    place = Place(param.opts[0])
    if value is not None and "T" in value:
        return Instant.parse(value, where=place)
    return parse_date(value, place) if value is not None else None


def as_pair(
    ctx: click.Context, param: click.Parameter, value: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Return the two economies named; an option that stands where the second should be is none."""
    if value and value[1].startswith("-"):
        raise BadInput(f"--between takes two economies, and {value[1]} is none", mend="name a second")
    return value


def as_target(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the file that an option names, or refuse one that cannot be written."""
    return check_target(Path(value)) if value is not None else None


def as_parquet_target(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Return the Parquet file that an option names, or refuse where the library is absent."""
    from importlib.util import find_spec

    if value is not None and find_spec("polars") is None:
        raise BadInput("--parquet needs polars", mend="pip install 'detente[tables]', or use --csv")
    return as_target(ctx, param, value)


def face(*, rows: bool = False, record: bool = True, world: bool = False) -> Decorator:
    """Give a verb the shared options; it takes them as its first argument, a `Face`.

    Args:
        rows: The answer has rows, so it can be written as CSV or Parquet.
        record: The answer draws on the record, which the user may extend.
        world: The answer is computed on a world table.
    """
    options: list[Decorator] = [click.option("--json", is_flag=True, help="Answer in JSON.")]
    if rows:
        options += [
            file_option("--csv", "Write the rows as CSV (- for standard output)."),
            click.option("--parquet", callback=as_parquet_target, metavar="FILE",
                         help="Write the rows as Parquet."),
        ]  # fmt: skip
    if record:
        text = "A folder of your own record, laid over the shipped one; may be repeated."
        options.append(click.option("--record", "records", multiple=True, metavar="FOLDER", help=text))
    if world:
        text = "A world table, shipped or imported, or an npz file."
        options.append(click.option("--world", metavar="NAME|PATH", help=text))

    def decorate(function: Command) -> Command:
        @functools.wraps(function)
        def with_face(**given: Any) -> Any:
            _apart([path for path in given.values() if isinstance(path, Path)], given["json"])
            own = {name: given.pop(name) for name in Face.__slots__ if name in given}
            return function(Face(**own), **given)

        decorated: Command = with_face
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _apart(targets: list[Path], json: bool) -> None:
    """Refuse two answers that would go to the same place."""
    if json and STANDARD_OUTPUT in targets:
        what = "--json and a file `-` both want standard output"
        raise BadInput(what, mend="name a file, or leave --json out")
    for target in targets:
        if targets.count(target) > 1:
            what = "standard output" if target == STANDARD_OUTPUT else str(target)
            raise BadInput(f"two options want to write to {what}", mend="give each a file of its own")


def file_option(name: str, text: str) -> Decorator:
    """Ask for a file to write; `-` is standard output."""
    return click.option(name, callback=as_target, metavar="FILE", help=text)


def between(*, required: bool = False) -> Decorator:
    """Ask for the two economies of a pair, by code or name."""
    text = "Two economies, by alpha-3 code or name."
    return click.option("--between", nargs=2, required=required, callback=as_pair, metavar="A B", help=text)


def on(*, required: bool = False, instant: bool = False) -> Decorator:
    """Ask for the day of the law, or for an instant of it where a verb can tell one from another."""
    text = "The day of the law (of import entry)."
    callback = as_day
    if instant:
        text = "The day of the law (of import entry), or an instant: YYYY-MM-DDTHH:MM Area/City."
        callback = as_moment  # type: ignore[assignment]
    return click.option("--on", callback=callback, required=required, metavar="DATE", help=text)


def known_at() -> Decorator:
    """Ask for the day of knowledge."""
    text = "Go by what was on record on this day."
    return click.option("--known-at", callback=as_day, metavar="DATE", help=text)


def scenario(*, multiple: bool = False, default: str | None = "hold") -> Decorator:
    """Ask for a scenario, or several."""
    text = "hold, lapse, peak, deal or a YAML file"
    return click.option(
        "--scenario",
        "scenarios" if multiple else "scenario",
        multiple=multiple,
        default=() if multiple else default,
        metavar="S",
        show_default=not multiple,
        help=f"{text}; may be repeated." if multiple else f"{text}.",
    )


def models(known: str = ANY_MODEL) -> Decorator:
    """Ask what the models are to take: base of comparison, model, elasticities, rules, restrictions.

    Args:
        known: The models that the verb takes, in words.
    """
    rules, uses = "fixed_nominal (where none is given), share_of_world_income or purged", "lump_sum"
    if known != WITH_SECTORS:
        rules += "; the one-sector model knows the second only"
        uses += ", or in the one-sector model income_tax_relief"
    options: list[Decorator] = [
        click.option("--against", default="base", metavar="base|hold", show_default=True,
                     help="Compare with the table's own year, or with the law of the day."),
        click.option("--model", default="caliendo-parro", metavar="M", show_default=True,
                     help=f"{known}."),
        click.option("--elasticities", default="caliendo-parro-2015", metavar="SET", show_default=True,
                     help="A set of trade elasticities (`world info` lists them), or a CSV file."),
        click.option("--deficits", metavar="RULE", help=f"{rules}."),
        click.option("--horizon", default="long", metavar="short|long", show_default=True,
                     help="Trade elasticities of the first year, or once trade has settled."),
        click.option("--tax", "taxed", default="goods", metavar="goods|all", show_default=True,
                     help="What duties on all goods fall on: goods, or services too."),
        click.option("--revenue", default="lump_sum", metavar="USE", show_default=True,
                     help=f"Use of tariff revenue: {uses}."),
        click.option("--restriction", "restrictions", multiple=True, metavar="ID[=QUANTITY]",
                     help="A licence or quota on record, and the share of normal trade it leaves; "
                          "may be repeated."),
    ]  # fmt: skip

    def decorate(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate
