"""Two world tables beside each other: coverage, totals, and where they differ most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from detente.core.codes import WORLD
from detente.world.tables import Floats, World

_MILLION_USD = 1e6
_ROUNDING = 1e-6
"""Cells that differ by a smaller share are equal: tables of single precision keep seven digits."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two tables in short."""

    name: str
    year: int | None
    economies: int
    sectors: int
    digest: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """The labels that both tables have, in the order of the first, and those of one alone."""

    common: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A total of an economy, or of the world (WLD), over all sectors of each table; in USD."""

    economy: str
    variable: str
    first_usd: float
    second_usd: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that both tables have: a flow in USD, an expenditure share or a tariff as fractions."""

    exporter: str
    importer: str
    sector: str
    first: float
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldComparison:
    """Two tables beside each other.

    Args:
        first: One table.
        second: The other.
        economies: The economies of both.
        sectors: The sectors of both.
        totals: Output, value added, exports and imports of the world and of each common economy.
        flow_distance: The sum of all differences of common flows over the sum of both: 0 where all are
            equal, 1 where no flow is in both.
        flows: The largest differences of common flows.
        shares: The largest differences in what share of its purchases an importer buys of an exporter.
        tariffs: The largest differences of common tariffs.
    """

    first: Compared
    second: Compared
    economies: Overlap
    sectors: Overlap
    totals: tuple[Total, ...]
    flow_distance: float | None
    flows: tuple[Difference, ...]
    shares: tuple[Difference, ...]
    tariffs: tuple[Difference, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain values for JSON."""
        return asdict(self)


def compare_worlds(first: World, second: World, largest: int = 10) -> WorldComparison:
    """Return two tables beside each other.

    Args:
        first: One table.
        second: The other.
        largest: How many differences of each kind.

    Example:
        >>> from detente.world.tables import load_world
        >>> found = compare_worlds(load_world(), load_world())
        >>> found.flow_distance, found.flows, len(found.economies.common)
        (0.0, (), 81)
    """
    economies = _overlap(first.economies, second.economies)
    sectors = _overlap(first.sectors, second.sectors)
    labels = (economies.common, economies.common, sectors.common)

    def differences(of: Callable[[World], Floats]) -> tuple[Difference, ...]:
        pair = [_cut(of(world), world, labels) for world in (first, second)]
        return _largest(pair[0], pair[1], labels, largest)

    flows = [_cut(world.flows, world, labels) * _MILLION_USD for world in (first, second)]
    size = float(flows[0].sum() + flows[1].sum())
    return WorldComparison(
        first=_short(first),
        second=_short(second),
        economies=economies,
        sectors=sectors,
        totals=tuple(_totals(first, second, economies.common)),
        flow_distance=float(np.abs(flows[0] - flows[1]).sum()) / size if size else None,
        flows=_largest(flows[0], flows[1], labels, largest),
        shares=differences(_shares),
        tariffs=differences(lambda world: world.tariffs),
    )


def _short(world: World) -> Compared:
    return Compared(world.name, world.metadata.year, len(world.economies), len(world.sectors), world.digest)


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> Overlap:
    return Overlap(
        tuple(name for name in first if name in second),
        tuple(name for name in first if name not in second),
        tuple(name for name in second if name not in first),
    )


def _shares(world: World) -> Floats:
    """Return the share of each exporter in what an importer buys of a sector."""
    bought = np.broadcast_to(world.flows.sum(axis=0), world.flows.shape)
    shares: Floats = np.divide(world.flows, bought, out=np.zeros_like(world.flows), where=bought > 0)
    return shares


def _cut(array: Floats, world: World, labels: tuple[tuple[str, ...], ...]) -> Floats:
    """Return the cells of an array by exporter, importer and sector that belong to some labels."""
    axes = (world.economies, world.economies, world.sectors)
    places = [[axis.index(name) for name in names] for axis, names in zip(axes, labels, strict=True)]
    cut: Floats = array[np.ix_(*(np.array(row, dtype=np.intp) for row in places))]
    return cut


def _largest(
    first: Floats, second: Floats, labels: tuple[tuple[str, ...], ...], count: int
) -> tuple[Difference, ...]:
    """Return the cells that differ most, the greatest first; rounding is no difference."""
    gap = np.abs(first - second).ravel()
    gap[gap <= _ROUNDING * np.maximum(np.abs(first), np.abs(second)).ravel()] = 0.0
    order = np.argsort(-gap, kind="stable")[:count]
    found = []
    for place in order[gap[order] > 0]:
        cell = np.unravel_index(place, first.shape)
        names = [row[position] for row, position in zip(labels, cell, strict=True)]
        found.append(Difference(names[0], names[1], names[2], float(first[cell]), float(second[cell])))
    return tuple(found)


def _totals(first: World, second: World, common: tuple[str, ...]) -> Iterator[Total]:
    """Yield the totals of the world and of each common economy."""
    tables = [(world, _sums(world)) for world in (first, second)]
    for name in tables[0][1]:
        amounts = [float(sums[name].sum()) * _MILLION_USD for _, sums in tables]
        yield Total(WORLD, name, amounts[0], amounts[1])
    for code in common:
        for name in tables[0][1]:
            cells = [float(sums[name][world.economies.index(code)]) for world, sums in tables]
            yield Total(code, name, cells[0] * _MILLION_USD, cells[1] * _MILLION_USD)


def _sums(world: World) -> dict[str, Floats]:
    """Return the totals of each economy over its sectors, in million USD."""
    own = np.einsum("iik->ik", world.flows)
    return {
        "output": world.output.sum(axis=1),
        "value_added": world.value_added.sum(axis=1),
        "exports": (world.flows.sum(axis=1) - own).sum(axis=1),
        "imports": world.imports.sum(axis=1),
    }
