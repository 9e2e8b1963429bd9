"""Grids: axes that multiply, and axes that move with another."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np

from detente.core.errors import BadInput
from detente.core.located import Path_
from detente.impact.sweeps.axes import Axes
from detente.impact.sweeps.plan import Axis, Floats
from detente.impact.sweeps.problems import Complaints
from detente.impact.sweeps.rates import rates_of

MOST = 5_000_000
"""The most scenarios of one file: their rates are held in memory."""
_SAME = "same as "


def grid_of(grid: Any, known: Axes, complaints: Complaints) -> tuple[list[Axis], Floats]:
    """Return the axes of a grid and the rates of its scenarios, by scenario and axis.

    The last axis moves fastest; one that is `same as` another moves with it. What is wrong is noted.

    Example:
        >>> from pathlib import Path
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> known = Axes(open_record().economies, load_world())
        >>> grid = {"USA on CHN": ["0", "0.1"], "CHN on USA": "same as USA on CHN", "USA on EU": ["0", "1"]}
        >>> grid_of(grid, known, Complaints(Path("a.yaml"), None))[1].tolist()
        [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.1, 0.1, 0.0], [0.1, 0.1, 1.0]]
    """
    none = np.zeros((0, 0))
    if grid is None:
        return [], none
    if not isinstance(grid, dict) or not grid:
        complaints.say(("grid",), BadInput("the grid has no axes", mend="write `USA on CHN: [0, 0.1]`"))
        return [], none
    axes: list[Axis] = []
    values: dict[str, tuple[float, ...]] = {}
    leader: dict[str, str] = {}
    for name, value in grid.items():
        axes.append(complaints.attempt(("grid", name), partial(known.read, name), Axis(name, _NOWHERE)))
        if isinstance(value, str) and value.startswith(_SAME):
            leader[name] = value.removeprefix(_SAME).strip()
        else:
            values[name] = rates_of(value, partial(_say_within, complaints, ("grid", name)))
    for name, other in leader.items():
        if other not in values:
            mend = f"name one of {', '.join(values)}" if values else "give one axis rates"
            what = f"'{other}' is no axis with rates of its own"
            complaints.say(("grid", name), BadInput(what, mend=mend))
    many = math.prod(map(len, values.values()))
    if many > MOST:
        what = f"the grid has {many:,} scenarios"
        complaints.say(("grid",), BadInput(what, mend=f"keep to {MOST:,}"))
    if complaints.problems:
        return axes, np.zeros((0, len(axes)))
    mesh = np.meshgrid(*map(np.array, values.values()), indexing="ij")
    rates = dict(zip(values, (part.ravel() for part in mesh), strict=True))
    return axes, np.stack([rates[leader.get(axis.name, axis.name)] for axis in axes], axis=1)


_NOWHERE = np.zeros(0, dtype=np.intp)


def _say_within(complaints: Complaints, path: Path_, inside: Path_, error: BadInput) -> None:
    complaints.say((*path, *inside), error)
