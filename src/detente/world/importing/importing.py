"""`detente world import`: a file in any known layout becomes a world table that adds up, under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, CheckFailed
from detente.core.wording import counted
from detente.world.identities import require_identities
from detente.world.importing.balancing import Balanced, balance, check_totals
from detente.world.importing.concordance import (
    Concordance,
    kept_sectors,
    read_concordance,
    shipped_concordance,
)
from detente.world.importing.layouts import read_source
from detente.world.importing.placing import placed
from detente.world.importing.source_table import Progress, SourceTable
from detente.world.importing.storing import write_world
from detente.world.importing.tariffs import NONE, read_tariffs
from detente.world.metadata import Metadata
from detente.world.shelf import checked_name, own_folder, own_worlds
from detente.world.tables import World, load_world, read_arrays, shipped_worlds

Unit = Literal["million USD", "thousand USD", "USD"]
_SCALES: dict[Unit, float] = {"million USD": 1.0, "thousand USD": 1e-3, "USD": 1e-6}
_AS_GIVEN = 1e-9
Arrays = dict[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How files are taken over.

    Args:
        unit: What the money in the files is counted in.
        sectors: A user's own concordance, columns source, sector and goods.
        keep_sectors: Keep the source's industries as they are.
        tariffs: A CSV file of rates, columns exporter, importer, sector and rate; or the name or npz file of
            a world table that has them.
        year: The year of the table, where the file does not tell or tells it wrongly.
        out: The folder to write to, instead of the user's own tables.
        replace: Take the place of an own table of that name.
    """

    unit: Unit = "million USD"
    sectors: Path | None = None
    keep_sectors: bool = False
    tariffs: str | Path | None = None
    year: int | None = None
    out: Path | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """What became of the files: the table, where it is, and the layout they had."""

    world: World
    path: Path
    layout: str


def import_world(
    files: Sequence[Path], name: str, options: ImportOptions | None = None, tell: Progress | None = None
) -> Imported:
    """Take a table over from published files or a user's own, and keep it under a name.

    Args:
        files: One file of the OECD's ICIO or WIOD 2016, three CSV files, or one npz file.
        name: What to call it.
        options: How it is taken over.
        tell: Takes the progress.

    Raises:
        BadInput: A name, file, number or total is wrong, or cannot be repaired; it is named, and nothing is
            written.
    """
    options = options or ImportOptions()
    target = _target(name, options)
    source = read_source(files, _SCALES[_unit(options.unit)], tell or (lambda step, done, total: None))
    found = check_totals(source)
    table = placed(source, _concordance(source, options))
    balanced = balance(table)
    tariffs, told = _tariffs(table, options)
    arrays: Arrays = {
        "economies": np.array(table.economies),
        "sectors": np.array(table.sectors),
        "goods": np.array(table.goods),
        "flows": balanced.flows,
        "input_coefficients": balanced.input_coefficients,
        "value_added": balanced.value_added,
        "output": balanced.output,
        "tariffs": tariffs,
    }
    if source.layout == "npz":
        arrays = _as_given(read_arrays(files[0]), arrays)
    metadata = replace(_metadata(name, files, table, options), tariff_content=told)
    metadata = replace(metadata, adjustments=(*table.adjustments, *found, *balanced.adjustments))
    _check(arrays, table, metadata, balanced)
    write_world(target, arrays, metadata)
    return Imported(load_world(target), target, source.layout)


def _unit(unit: str) -> Unit:
    if unit not in _SCALES:
        raise BadInput(f"unknown unit '{unit}'", mend=f"use {', '.join(get_args(Unit))}")
    return unit


def _target(name: str, options: ImportOptions) -> Path:
    """Return the file to write, before any work is done."""
    if options.year is not None and not 1900 <= options.year <= 2100:
        raise BadInput(f"{options.year} is no year of a world table", mend="use 1900 to 2100")
    folder = options.out if options.out is not None else own_folder()
    target = folder / f"{checked_name(name, shipped_worlds())}.npz"
    same = [one for one in own_worlds() if one.casefold() == name.casefold()] if options.out is None else []
    if (same or target.exists()) and not options.replace:
        mend = "choose another name, or say --replace"
        raise BadInput(f"there is a world table '{name}' already, {target}", mend=mend)
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is no folder", mend="name a folder with --out")
    return target


def _concordance(source: SourceTable, options: ImportOptions) -> Concordance:
    if options.keep_sectors and options.sectors is not None:
        raise BadInput("--keep-sectors and --sectors exclude each other", mend="give one of the two")
    if options.keep_sectors:
        return kept_sectors(source)
    return shipped_concordance() if options.sectors is None else read_concordance(options.sectors)


def _tariffs(table: SourceTable, options: ImportOptions) -> tuple[npt.NDArray[np.float64], str]:
    """Return the tariffs and what they hold; services and own sales never pay any."""
    if options.tariffs is not None:
        return read_tariffs(options.tariffs, table)
    if table.tariffs is None:
        return np.zeros_like(table.flows), NONE
    assert table.goods is not None
    taxable = table.goods & ~np.eye(len(table.economies), dtype=bool)[:, :, None]
    dropped = int(((table.tariffs > 0) & ~taxable).sum())
    left_out = f" {counted(dropped, 'rate')} on services or own sales set to 0." if dropped else ""
    return table.tariffs * taxable, table.tariff_content + left_out


def _as_given(given: Arrays, arrays: Arrays) -> Arrays:
    """Return a table's own arrays where nothing had to be done to them, so that its hash stays."""
    return given if all(_alike(name, given, arrays) for name in arrays) else arrays


def _alike(name: str, given: Arrays, arrays: Arrays) -> bool:
    """Say whether an array is as given, but for rounding; value added rounds as the output it is left of."""
    first, second = given[name], arrays[name]
    if second.dtype.kind in "Ub" or first.shape != second.shape:
        return np.array_equal(first, second)
    slack = arrays["output"].astype(np.float64) if name == "value_added" else np.zeros(())
    return np.allclose(first.astype(np.float64), second.astype(np.float64), _AS_GIVEN, _AS_GIVEN * slack)


def _metadata(name: str, files: Sequence[Path], table: SourceTable, options: ImportOptions) -> Metadata:
    year = table.year if options.year is None else options.year
    size = f"{counted(len(table.economies), 'economy', 'economies')}, {counted(len(table.sectors), 'sector')}"
    names = ", ".join(path.name for path in files)
    title = f"{table.layout}{f', {year}' if year else ''}, {size}, imported from {names}"
    return Metadata(
        name=name, title=table.title or title, year=year, prices=table.prices, sources=table.sources
    )


def _check(arrays: Arrays, table: SourceTable, metadata: Metadata, balanced: Balanced) -> None:
    """Make sure that the accounts hold before anything is written."""
    assert table.goods is not None
    world = World(
        name=metadata.name,
        economies=table.economies,
        sectors=table.sectors,
        goods=table.goods,
        flows=balanced.flows,
        input_coefficients=balanced.input_coefficients,
        value_added=balanced.value_added,
        output=balanced.output,
        tariffs=arrays["tariffs"].astype(np.float64),
        metadata=metadata,
        digest="",
    )
    try:
        require_identities(world)
    except CheckFailed as error:
        raise BadInput(str(error), mend="the figures there are too far apart: correct them") from error
