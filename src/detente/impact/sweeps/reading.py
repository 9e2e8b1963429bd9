"""Sweep files read whole and checked whole, before anything is solved: YAML with a grid, or CSV rows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml
from detente.impact.sweeps.axes import Axes
from detente.impact.sweeps.grids import grid_of
from detente.impact.sweeps.groups import Grouping
from detente.impact.sweeps.laws import law_stated
from detente.impact.sweeps.plan import RATES, Sweep
from detente.impact.sweeps.problems import Complaints
from detente.impact.sweeps.rows import Rows, rows_of_csv, rows_of_list
from detente.ledger.files import bytes_of
from detente.world.tables import World

KEYS = ("title", "on", "known_at", "between", "scenario", "against", "rates", "elasticities", "deficits",
        "grid", "rows")  # fmt: skip


def read_sweep(path: Path, economies: Economies, world: World) -> Sweep:
    """Return the scenarios of a sweep file.

    Args:
        path: A YAML file, or a CSV file by its name.
        economies: Those of the record, by which axes are named.
        world: The table that is to be solved on.

    Raises:
        BadSweep: The file has problems; all are listed.
        BadInput: It is not there, or cannot be read.
    """
    raw = bytes_of(path, str(path))
    digest, known = hashlib.sha256(raw), Axes(economies, world)
    if path.suffix.lower() == ".csv":
        return _read(
            {}, rows_of_csv(raw, str(path), known), Complaints(path, None), (known, digest.hexdigest())
        )
    located = read_yaml(raw, str(path))
    complaints = Complaints(path, located, list(located.problems))
    data = _mapping(located, complaints)
    listed = data.get("rows")
    rows = Rows()
    if isinstance(listed, str):
        beside = path.parent / listed
        inner = bytes_of(beside, str(beside))
        digest.update(inner)
        rows = rows_of_csv(inner, str(beside), known)
    elif isinstance(listed, list):
        rows = rows_of_list(located, known)
    elif listed is not None:
        complaints.say(("rows",), BadInput("rows are no list", mend="list scenarios, or name a CSV file"))
    return _read(data, rows, complaints, (known, digest.hexdigest()))


def _mapping(located: Located, complaints: Complaints) -> dict[str, Any]:
    """Return the keys of a YAML file; of one that cannot be read, none."""
    complaints.settle()
    if not isinstance(located.data, dict):
        complaints.say((), BadInput("is not a mapping", mend="start with `grid:` or `rows:`"))
        complaints.settle()
    data: dict[str, Any] = located.data
    for key in data:
        if key not in KEYS:
            complaints.say((key,), BadInput(f"unknown key '{key}'", mend=f"use {', '.join(KEYS)}"))
    return data


def _read(data: dict[str, Any], rows: Rows, complaints: Complaints, of: tuple[Axes, str]) -> Sweep:
    """Return the sweep that keys and rows state."""
    known, digest = of
    complaints.problems += rows.problems
    law = law_stated(data, known.economies, complaints)
    meaning = str(data.get("rates") or RATES[0])
    if meaning not in RATES:
        error = BadInput(f"there is no meaning of rates '{meaning}'", mend=f"use {', '.join(RATES)}")
        complaints.say(("rates",), error)
    axes, grid = grid_of(data.get("grid"), known, complaints)
    named = {axis.name for axis in axes}
    axes += [axis for axis in rows.axes if axis.name not in named]
    groups = Grouping(known.world.sectors, complaints).groups(data, axes, grid, rows.rows)
    if not complaints.problems and not any(len(group.rates) for group in groups):
        complaints.say((), BadInput("there is no scenario", mend="give a grid or rows"))
    complaints.settle()
    return Sweep(
        file=str(complaints.file),
        title=str(data.get("title") or complaints.file.stem),
        digest=digest,
        law=law,
        meaning=meaning,
        axes=tuple(axes),
        groups=tuple(groups),
    )
