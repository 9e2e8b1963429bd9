"""The verbs on world tables: `world info`, `import` and `compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.app.cli import world_text
from detente.app.cli.files import Rows
from detente.app.cli.options import Face, face
from detente.app.cli.output import Answer, deliver
from detente.app.cli.progress import progress
from detente.core.errors import BadInput
from detente.core.plain import plain

if TYPE_CHECKING:
    from detente.world.comparing import WorldComparison

_COLUMNS = ("kind", "exporter", "importer", "sector", "first", "second", "unit")


@click.group(no_args_is_help=False)
def world() -> None:
    """Look at world tables, compare them, take over your own."""


@world.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "name", required=True, metavar="NAME", help="What to call the table.")
@click.option("--unit", default="million USD", metavar="UNIT", show_default=True,
              help="What the files count in: million USD, thousand USD or USD.")  # fmt: skip
@click.option("--sectors", metavar="FILE", help="Your own concordance: source, sector, goods.")
@click.option("--keep-sectors", is_flag=True, help="Keep the source's industries as they are.")
@click.option("--tariffs", metavar="FILE|NAME",
              help="Tariffs: exporter, importer, sector, rate (a fraction); or a world table's.")  # fmt: skip
@click.option("--year", type=int, metavar="YEAR", help="The year of the table, if the file does not tell.")
@click.option("--out", metavar="FOLDER", help="Where to write it, instead of your own tables.")
@click.option("--replace", is_flag=True, help="Take the place of your own table of that name.")
@face(record=False)
def import_(
    face: Face,
    files: tuple[str, ...],
    name: str,
    unit: str,
    sectors: str | None,
    keep_sectors: bool,
    tariffs: str | None,
    year: int | None,
    out: str | None,
    replace: bool,
) -> None:
    """Take a world table over from FILE and keep it under NAME, for `--world NAME`.

    FILE is the OECD's ICIO CSV of a year as published, WIOD 2016 as CSV, or an npz file of Detente's layout;
    or three CSV files: exporter, importer, sector, flow_musd [, tariff]; economy, sector, output,
    value_added; economy, input, user, value. What does not add up is repaired and told, or refused where it
    stands.
    """
    from detente.world.importing.importing import ImportOptions

    options = ImportOptions(
        unit=unit,  # type: ignore[arg-type]  # refused below where it is none
        sectors=Path(sectors) if sectors else None,
        keep_sectors=keep_sectors,
        tariffs=tariffs,
        year=year,
        out=Path(out) if out else None,
        replace=replace,
    )
    with progress() as tell:
        found = face.workbench(tell).world_import(files, name, options)
    about = found.world.metadata
    json = {
        "name": found.world.name,
        "file": str(found.path),
        "layout": found.layout,
        "year": about.year,
        "economies": found.world.economies,
        "sectors": found.world.sectors,
        "tariff_content": about.tariff_content,
        "adjustments": plain(about.adjustments),
        "digest": found.world.digest,
    }
    deliver(face, Answer(None, json, lambda: world_text.imported_text(found)))


@world.command()
@click.argument("name", required=False)
@face(record=False, world=True)
def info(face: Face, name: str | None) -> None:
    """Tell what a world table holds: coverage, sources, adjustments, how well it adds up, where it is."""
    if name and face.world and name != face.world:
        raise BadInput(f"two world tables are named, {name} and {face.world}", mend="name one")
    found = face.workbench().world_info(name)
    answer = Answer(
        record=None,
        json=found.as_json(),
        text=lambda: world_text.world_text(found),
    )
    deliver(face, answer)


@world.command()
@click.argument("first")
@click.argument("second")
@click.option("--top", default=10, type=click.IntRange(1, 100_000), metavar="N", show_default=True,
              help="How many differences of each kind.")  # fmt: skip
@face(rows=True, record=False)
def compare(face: Face, first: str, second: str, top: int) -> None:
    """Set two world tables beside each other: coverage, totals, and where they differ most."""
    found = face.workbench().world_compare(first, second, top)
    answer = Answer(
        record=None,
        json=found.as_json(),
        text=lambda: world_text.compared_text(found),
        rows=lambda: _rows(found),
    )
    deliver(face, answer)


def _rows(found: WorldComparison) -> Rows:
    """Return all totals and the largest differences, one figure of both tables a row."""
    values: list[tuple[object, ...]] = [
        (total.variable, total.economy, None, "all", total.first_usd, total.second_usd, "USD")
        for total in found.totals
    ]
    kinds = (
        ("flow", found.flows, "USD"),
        ("share", found.shares, "fraction"),
        ("tariff", found.tariffs, "fraction"),
    )
    values += [
        (kind, one.exporter, one.importer, one.sector, one.first, one.second, unit)
        for kind, differences, unit in kinds
        for one in differences
    ]
    return Rows(_COLUMNS, values)
