"""Sectors of a world table split into parts, so that a change can fall on one part and not on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.world.tables import Floats, World, digest_of

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Part:
    """A part of a sector: its name, its parent, and its share in the parent's sales or purchases.

    Args:
        name: What the new sector is called.
        parent: The sector of the table that it is taken out of.
        share: By economy, at least 0 and below 1: of what the economy sells of the parent, to whomever;
            or, with `of_use`, of what it buys of the parent, from whomever.
        of_use: Whether the shares are those of buyers.
    """

    name: str
    parent: str
    share: Floats
    of_use: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A world table with sectors split, and the sector of the whole table that each sector comes from.

    What is left of a parent keeps its name and place; its parts follow it.
    """

    world: World
    parents: Places

    def spread(self, values: Floats) -> Floats:
        """Return values by sector of the whole table (the last axis) by sector of the split one."""
        spread: Floats = values[..., self.parents]
        return spread


def split_world(world: World, parts: Sequence[Part]) -> Division:
    """Return a world table with parts of sectors standing alone.

    A part is made as its parent is: with the same inputs, in the same proportions, at the same tariffs. It is
    used as its parent is: each buyer's uses of the parent hold it in one proportion. Flows, use, output and
    value added of the parts and the rest add up to the parent's, and the table keeps every identity.

    Args:
        world: The table.
        parts: The parts; several may have one parent.

    Raises:
        BadInput: A parent is no sector, a name is taken, a share is out of bounds, or the parts of an
            economy's sector leave nothing of it.

    Example:
        >>> from detente.world.tables import load_world
        >>> world = load_world()
        >>> magnets = Part(name="magnets", parent="electrical", share=np.full(81, 0.01))
        >>> found = split_world(world, [magnets]).world
        >>> len(found.sectors), found.sectors[18]
        (24, 'magnets')
        >>> bool(np.isclose(found.output[:, 17:19].sum(), world.output[:, 17].sum()))
        True
    """
    _check(world, parts)
    order = tuple(_order(world.sectors, parts))
    parents = np.array([world.sectors.index(parent) for _, parent in order], dtype=np.intp)
    part_of = {part.name: part for part in parts}
    sold = np.stack([_of_flows(part_of, name, parent) for name, parent in order], axis=-1)
    flows = world.flows[..., parents] * sold
    made, bought = (
        _ratio(flows.sum(axis=axis), world.flows.sum(axis=axis)[:, parents], sold.mean(axis=axis))
        for axis in (1, 0)
    )
    inputs = world.input_coefficients[:, parents][:, :, parents] * bought[:, :, None]
    arrays = {
        "goods": world.goods[parents],
        "flows": flows,
        "input_coefficients": inputs,
        "value_added": world.value_added[:, parents] * made,
        "output": world.output[:, parents] * made,
        "tariffs": world.tariffs[..., parents],
    }
    for array in arrays.values():
        array.setflags(write=False)
    sectors = tuple(name for name, _ in order)
    labels = {"economies": np.array(world.economies), "sectors": np.array(sectors)}
    split = replace(world, sectors=sectors, digest=digest_of({**labels, **arrays}), path=None, **arrays)  # type: ignore[arg-type]
    return Division(split, parents)


def _order(sectors: Sequence[str], parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield each sector of the split table with its parent."""
    for sector in sectors:
        yield sector, sector
        yield from ((part.name, sector) for part in parts if part.parent == sector)


def _of_flows(part_of: Mapping[str, Part], name: str, parent: str) -> Floats:
    """Return the share of a sector of the split table in its parent's flows, exporter by importer."""
    if name in part_of:
        return _cells(part_of[name])
    size = len(next(iter(part_of.values())).share)
    taken = (_cells(part) for part in part_of.values() if part.parent == parent)
    rest: Floats = 1.0 - sum(taken, np.zeros((size, size)))
    return rest


def _cells(part: Part) -> Floats:
    size = len(part.share)
    cells: Floats = np.broadcast_to(part.share if part.of_use else part.share[:, None], (size, size))
    return cells


def _ratio(part: Floats, whole: Floats, otherwise: Floats) -> Floats:
    """Return part over whole; where there is nothing, what it would be of a trade spread evenly."""
    ratio: Floats = np.divide(part, whole, out=otherwise.copy(), where=whole > 0)
    return ratio


def _check(world: World, parts: Sequence[Part]) -> None:
    """Refuse parts that cannot be taken out of the table."""
    if not parts:
        raise BadInput("no part to split off", mend="name at least one")
    names = [*world.sectors, *(part.name for part in parts)]
    left = dict.fromkeys(world.sectors, np.zeros((len(world.economies),) * 2))
    for part in parts:
        if part.parent not in world.sectors:
            mend = f"{world.name} has {', '.join(world.sectors)}"
            raise BadInput(f"'{part.name}' is split from '{part.parent}', which is no sector", mend=mend)
        if names.count(part.name) > 1:
            raise BadInput(f"there is a sector '{part.name}' already", mend="give the part another name")
        if part.share.shape != (len(world.economies),) or not ((part.share >= 0) & (part.share < 1)).all():
            mend = f"give {len(world.economies)} fractions, at least 0 and below 1"
            raise BadInput(f"the shares of '{part.name}' are no shares of a sector", mend=mend)
        left[part.parent] = left[part.parent] + _cells(part)
    full = next((sector for sector, taken in left.items() if (taken >= 1).any()), None)
    if full is not None:
        what = f"the parts of '{full}' leave nothing of it in some economy"
        raise BadInput(what, mend="lower their shares, below 1 together")
