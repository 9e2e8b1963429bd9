"""Tariffs for an imported table: a CSV file of rates, as fractions, or those of another table."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.core.errors import BadInput, Place
from detente.core.wording import counted
from detente.world.importing.delimited import opened
from detente.world.importing.source_table import SourceTable
from detente.world.importing.wide import economy_of
from detente.world.shelf import own_worlds
from detente.world.tables import Floats, World, load_world, shipped_worlds

NONE = "No tariffs were given with the table: all stand as 0."
_KEYS = ("exporter", "importer", "sector", "rate")


def read_tariffs(given: str | Path, table: SourceTable) -> tuple[Floats, str]:
    """Return rates by exporter, importer and sector, and what is to be said of them.

    What the file or table does not name pays nothing.

    Args:
        given: A CSV file with the columns exporter, importer, sector and rate (0.25 is 25%), or the name or
            npz file of a world table.
        table: The table on its final sectors.

    Raises:
        BadInput: A row is wrong, or taxes services or own sales; its line is named.
    """
    name = str(given)
    if name in shipped_worlds() or name in own_worlds() or name.endswith(".npz"):
        return _of_another(load_world(given), table)
    return _of_rows(Path(given), table)


def _of_another(world: World, table: SourceTable) -> tuple[Floats, str]:
    """Return the rates of another table where it has the same economies and sectors."""
    assert table.goods is not None
    rates = np.zeros(table.flows.shape)
    held = [code for code in table.economies if code in world.economies]
    kinds = [name for name, taxed in zip(table.sectors, table.goods, strict=True)
             if taxed and name in world.sectors]  # fmt: skip
    if not held or not kinds:
        what = f"the table '{world.name}' has no tariffs for these economies and sectors"
        raise BadInput(what, mend="give a CSV file of rates")
    here = [table.economies.index(code) for code in held], [table.sectors.index(name) for name in kinds]
    there = [world.economies.index(code) for code in held], [world.sectors.index(name) for name in kinds]
    rates[np.ix_(here[0], here[0], here[1])] = world.tariffs[np.ix_(there[0], there[0], there[1])]
    np.einsum("iik->ik", rates)[:] = 0.0
    covered = f"{len(held)} of {len(table.economies)} economies and {len(kinds)} sectors of goods"
    told = f"Tariffs of {world.name} ({world.digest[:12]}) for {covered}; all others stand as 0."
    return rates, f"{told} There: {world.metadata.tariff_content}"


def _of_rows(path: Path, table: SourceTable) -> tuple[Floats, str]:
    """Return the rates of a CSV file."""
    assert table.goods is not None
    economies = {name: place for place, name in enumerate(table.economies)}
    sectors = {name: place for place, name in enumerate(table.sectors)}
    rates = np.full(table.flows.shape, np.nan)
    with opened(path) as file:
        at = file.columns(_KEYS)
        for line, cells in file.rows():
            where = Place(str(path), line)
            exporter, importer = (
                _place(economies, economy_of(cells[place].strip(), where), where) for place in at[:2]
            )
            cell = (exporter, importer, _place(sectors, cells[at[2]].strip(), where))
            rate = file.number(line, cells[at[3]], "rate")
            if rate < 0:
                raise BadInput(f"the rate is negative: {rate:g}", where, "give fractions, 0.25 for 25%")
            if rate and exporter == importer:
                raise BadInput("an economy pays no tariff on its own sales", where, "leave the row out")
            if rate and not table.goods[cell[2]]:
                raise BadInput("services pay no tariff", where, "leave the row out")
            if np.isfinite(rates[cell]):
                raise BadInput("these three stand twice", where, "keep one row")
            rates[cell] = rate
    given = int(np.isfinite(rates).sum())
    return np.nan_to_num(rates), f"{counted(given, 'rate')} of the file {path.name}; all others stand as 0."


def _place(places: dict[str, int], name: str, where: Place) -> int:
    if name not in places:
        raise BadInput(f"'{name[:40]}' is not in the table", where, "leave the row out, or correct the name")
    return places[name]
