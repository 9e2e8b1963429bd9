"""A part of a sweep solved: its scenarios in batches, its rows in a file; here or on a worker."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.duties.shipments.files import unwritable, write_answers
from detente.impact.sweeps.ground import Ground
from detente.impact.sweeps.plan import Axis, Floats, Partition
from detente.models import BatchSolver, Outcomes, SolveOptions, TariffChange, solve

if TYPE_CHECKING:
    import polars

GROUND = "ground.npz"
PERCENT = {
    "real_income_percent": "real_income_change",
    "exports_percent": "exports_change",
    "imports_percent": "imports_change",
    "price_index_percent": "price_index_change",
    "wage_percent": "wage_change",
}
"""The columns in percent, and the outcomes they show."""
_MILLION_USD = 1e6
_MOST_SOLVERS = 2
"""Solvers kept: parts under the same options come one after another."""
_opening = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Task:
    """What is the same for all parts of a sweep.

    Args:
        folder: Where `GROUND` lies and parts are written; on a cluster one that all machines share.
        axes: What the rates of a scenario are for, in order.
        meaning: What a rate is, one of `plan.RATES`.
        against: What effects are relative to, `base` or `hold`.
        economies: Those whose rows are wanted.
    """

    folder: str
    axes: tuple[Axis, ...]
    meaning: str
    against: str
    economies: tuple[str, ...]


def part_path(folder: Path, number: int) -> Path:
    """Return the file of a part; it is there once the part is done, and whole."""
    return folder / f"{number:06}.parquet"


def is_done(path: Path) -> bool:
    """Say whether a part is there as it was written: one damaged since, or without its hash, is not."""
    try:
        return _hash_path(path).read_bytes() == _hash_of(path)
    except FileNotFoundError:
        return False


def _hash_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.hash")


def _hash_of(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest().encode()


def solve_part(task: Task, partition: Partition) -> int:
    """Solve some scenarios, write their rows to the file of the part, and return how many there were.

    Doing it twice writes the same file again.

    Raises:
        BadInput: The disk is full, or the folder is not there.
        NoConvergence: The law of the day, or the world without deficits, has no equilibrium.
    """
    folder = Path(task.folder)
    path = part_path(folder, partition.number)
    try:
        ground = _ground(folder / GROUND)
        solver = _solver(folder / GROUND, partition.elasticities, partition.deficits, task.against)
        built_on = _built_on(task, ground)
        found = solver.solve([_change(task.axes, rates, built_on) for rates in partition.rates])
        write_answers(_frame(task, partition, ground.baseline.economies, found), path, as_parquet=True)
        _hash_path(path).write_bytes(_hash_of(path))
    except OSError as error:
        raise unwritable(path, error) from error
    return len(partition.rates)


def _built_on(task: Task, ground: Ground) -> Floats:
    """Return what rates are added to, flow by flow."""
    under = {"added": ground.ordinary, "total": np.zeros_like(ground.law), "on_top": ground.law}
    return np.ravel(under[task.meaning])


def _change(axes: tuple[Axis, ...], rates: Floats, built_on: Floats) -> TariffChange:
    """Return what a scenario does to the law; where two axes name a flow, the later one counts."""
    named = [(axis.cells, rate) for axis, rate in zip(axes, rates.tolist(), strict=True) if rate == rate]
    cells = np.concatenate([np.zeros(0, dtype=np.intp), *(cells for cells, _ in reversed(named))])
    added = np.repeat([rate for _, rate in reversed(named)], [len(cells) for cells, _ in reversed(named)])
    cells, latest = np.unique(cells, return_index=True)
    return TariffChange(cells, added[latest] + built_on[cells])


def _ground(path: Path) -> Ground:
    """Return the ground of a sweep, read once by a process."""
    with _opening:
        return _ground_kept(path)


@lru_cache(maxsize=1)
def _ground_kept(path: Path) -> Ground:
    return Ground.read(path)


def _solver(path: Path, elasticities: str, deficits: str, against: str) -> BatchSolver:
    """Return the solver under some options, made once by a process: threads share it."""
    with _opening:
        return _solver_kept(path, elasticities, deficits, against)


@lru_cache(maxsize=_MOST_SOLVERS)
def _solver_kept(path: Path, elasticities: str, deficits: str, against: str) -> BatchSolver:
    ground = _ground_kept(path)
    baseline = replace(ground.baseline, trade_elasticity=ground.theta[elasticities])
    options = SolveOptions(deficits)  # type: ignore[arg-type]
    if against == "hold":
        baseline = solve(baseline, ground.today, options).as_baseline()
    return BatchSolver(baseline, ground.law, options)


def _frame(task: Task, partition: Partition, economies: tuple[str, ...], found: Outcomes) -> polars.DataFrame:
    """Return the rows of a part: for each scenario one of each economy wanted."""
    import polars

    wanted = [economies.index(code) for code in task.economies]
    many, wide = len(partition.rates), len(wanted)
    missed = np.repeat([status != "converged" for status in found.status], wide)

    def each(values: Floats) -> polars.Series:
        return polars.Series(np.repeat(values, wide)).fill_nan(None)

    def cells(values: Floats) -> polars.Series:
        known = np.where(missed, np.nan, values[:, wanted].ravel())
        return polars.Series(known).fill_nan(None)

    def words(values: Sequence[str | None], times: int) -> polars.Series:
        places = np.repeat(np.arange(len(values)), times)
        return polars.Series(list(values), dtype=polars.String).gather(places)

    return polars.DataFrame(
        {
            "scenario": words(partition.names, wide),
            **{axis.name: each(partition.rates[:, place]) for place, axis in enumerate(task.axes)},
            "elasticities": words((partition.elasticities,), many * wide),
            "deficits": words((partition.deficits,), many * wide),
            "economy": polars.Series(list(task.economies) * many, dtype=polars.String),
            **{column: 100 * cells(getattr(found, name)) for column, name in PERCENT.items()},
            "tariff_revenue_usd": _MILLION_USD * cells(found.tariff_revenue),
            "trade_balance_usd": _MILLION_USD * cells(found.exports - found.imports),
            "status": words(found.status, wide),
            "residual": each(np.where(np.isfinite(found.residual), found.residual, np.nan)),
            "iterations": polars.Series(np.repeat(found.iterations, wide)),
            "advice": words(tuple(advice or None for advice in found.advice), wide),
        }
    )
