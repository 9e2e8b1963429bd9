"""Tariff changes of many scenarios, held as the few flows that each of them touches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.models.baseline import Baseline, check_tariffs
from detente.models.fixed_point import Floats

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class TariffChange:
    """New rates on some flows of a baseline; all others keep theirs.

    Args:
        cells: Places of the flows in the tariffs laid out flat (exporter, importer, sector), each once.
        rates: The new ad valorem rate of each, as a fraction.

    Example:
        >>> before = np.zeros((2, 2, 1))
        >>> change = TariffChange.between(before, np.array([[[0.0], [0.1]], [[0.0], [0.0]]]))
        >>> change.cells, change.rates
        (array([1]), array([0.1]))
    """

    cells: Places
    rates: Floats

    @classmethod
    def between(cls, before: Floats, after: Floats) -> TariffChange:
        """Return the change from one set of tariffs to another."""
        cells = np.flatnonzero(before.ravel() != after.ravel())
        return cls(cells, after.ravel()[cells])

    def applied(self, tariffs: Floats) -> Floats:
        """Return tariffs with the change made."""
        new: Floats = np.array(tariffs, order="C")
        new.reshape(-1)[self.cells] = self.rates
        return new

    def check(self, base: Baseline) -> None:
        """Refuse a change that no baseline of this shape can bear.

        Raises:
            BadInput: A flow does not exist or stands twice, or its rate is none that `solve` would take.
        """
        cells, rates = self.cells, self.rates
        if cells.shape != rates.shape or cells.ndim != 1 or len(np.unique(cells)) < len(cells):
            raise BadInput("the flows and rates of a change do not pair up", mend="give each flow one rate")
        if cells.size and not (cells.min() >= 0 and cells.max() < base.tariffs.size):
            raise BadInput("a change is of a flow that does not exist", mend="count flows from 0")
        if not np.isfinite(rates).all():
            raise BadInput("a tariff is not a number", mend="give a rate above -1")
        shape = base.tariffs.shape
        exporter, importer, _ = np.unravel_index(cells, shape)
        if (rates <= -1).any() or rates[exporter == importer].any():
            check_tariffs(self.applied(np.zeros(shape)), base.economies, base.sectors)


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Where what is read at cells is added up: `first` marks the cells that begin the next target."""

    order: Places
    source: Places
    target: Places
    first: Places

    @classmethod
    def of(cls, source: Places, target: Places) -> _Cells:
        order = np.argsort(target, kind="stable")
        target = target[order]
        first = np.flatnonzero(np.diff(target, prepend=-1))
        return cls(order, source[order], target[first], first)

    def add(self, total: Floats, values: Floats, weights: Floats) -> None:
        """Add weighted values at the cells to the totals of their targets; both arrays are contiguous."""
        if self.first.size:
            parts = values.reshape(-1)[self.source] * weights[self.order]
            total.reshape(-1)[self.target] += np.add.reduceat(parts, self.first)


@dataclass(frozen=True, slots=True, eq=False)
class Shocks:
    """What the tariff changes of several scenarios add to the shares, cell by cell.

    Args:
        count: How many scenarios.
        row: Sector and importer of each cell as one place.
        column: Sector and exporter of each cell as one place.
        scenario: Its scenario.
        gross: Added to B.
        abroad: Added to B / (1 + t').
    """

    count: int
    row: Places
    column: Places
    scenario: Places
    gross: Floats
    abroad: Floats
    sums: _Cells
    exports: _Cells

    @classmethod
    def of(cls, count: int, places: tuple[Places, Places, Places], added: tuple[Floats, Floats]) -> Shocks:
        """Return the shocks of so many scenarios at places, each a row, column and scenario."""
        row, column, scenario = places
        flat_row, flat_column = row * count + scenario, column * count + scenario
        return cls(
            count, row, column, scenario, *added,
            _Cells.of(flat_column, flat_row), _Cells.of(flat_row, flat_column),
        )  # fmt: skip

    @classmethod
    def none(cls, count: int) -> Shocks:
        """Return no shock in each of so many scenarios."""
        nowhere, nothing = np.zeros(0, dtype=np.intp), np.zeros(0)
        return cls.of(count, (nowhere, nowhere, nowhere), (nothing, nothing))

    def kept(self, scenarios: Places) -> Shocks:
        """Return the shocks of some of the scenarios, in their order."""
        number = np.full(self.count, -1)
        number[scenarios] = np.arange(len(scenarios))
        new = number[self.scenario]
        mine = new >= 0
        places = self.row[mine], self.column[mine], new[mine]
        return Shocks.of(len(scenarios), places, (self.gross[mine], self.abroad[mine]))
