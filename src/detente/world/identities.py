"""Whether a world table adds up: the accounting identities and how far the table is from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.core.errors import CheckFailed
from detente.world.tables import Floats, World

NEGATIVE_DEMAND = "no more is used than bought"


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity, its largest relative deviation in the table and the cell where that stands."""

    name: str
    deviation: float
    where: str


def check_identities(world: World) -> tuple[Identity, ...]:
    """Return how far the table is from each identity that its accounts must keep.

    Input use and value added are output, sales are output, purchases of all economies are output of all,
    final demand and the trade balance are value added, no own sales pay a tariff and no services do.

    Example:
        >>> from detente.world.tables import load_world
        >>> max(identity.deviation for identity in check_identities(load_world())) < 1e-6
        True

    Source:
        OECD (2023), Development of the OECD Inter-Country Input-Output Database.
    """
    use = np.einsum("iks,is->is", world.input_coefficients, world.output)
    sales, purchases = world.flows.sum(axis=1), world.flows.sum(axis=0)
    used = np.einsum("iks,is->ik", world.input_coefficients, world.output)
    balance = sales.sum(axis=1) - purchases.sum(axis=1)
    spending = (purchases - used).sum(axis=1) + balance
    own = np.einsum("iik->ik", world.tariffs)
    cells, places, kinds = (world.economies, world.sectors), (world.economies,), (world.sectors,)
    return (
        _largest("use and value added are output", use + world.value_added, world.output, cells),
        _largest("sales are output", sales, world.output, cells),
        _largest("the world buys what it makes", purchases.sum(axis=0), world.output.sum(axis=0), kinds),
        _largest(
            "final demand and trade balance are value added", spending, world.value_added.sum(axis=1), places
        ),
        _largest(NEGATIVE_DEMAND, np.maximum(used, purchases), purchases, cells),
        _largest("no tariff on own sales", 1 + own, np.ones_like(own), cells),
        _largest(
            "no tariff on services",
            1 + world.tariffs.max(axis=(0, 1)) * ~world.goods,
            np.ones(len(world.sectors)),
            kinds,
        ),
    )


def require_identities(world: World, tolerance: float = 1e-6, *, spare_negative_demand: bool = False) -> None:
    """Refuse a table that does not add up.

    Args:
        world: The table.
        tolerance: The largest relative deviation allowed.
        spare_negative_demand: Let pass that more is used than bought, as in published tables where stocks
            were drawn down.

    Raises:
        CheckFailed: An identity is off by more; every such identity is listed.

    Example:
        >>> from detente.world.tables import load_world
        >>> require_identities(load_world())
    """
    off = [
        identity
        for identity in check_identities(world)
        if not identity.deviation <= tolerance
        and not (spare_negative_demand and identity.name == NEGATIVE_DEMAND)
    ]
    if off:
        problems = tuple(f"{one.name}: off by {one.deviation:.1e} at {one.where}" for one in off)
        raise CheckFailed(f"world table '{world.name}' does not add up: {'; '.join(problems)}", problems)


def _largest(name: str, left: Floats, right: Floats, axes: tuple[tuple[str, ...], ...]) -> Identity:
    """Return the identity left = right with its largest relative deviation; zero on both sides is none."""
    gap = np.abs(left - right)
    relative = np.divide(gap, np.abs(right), out=np.where(gap > 0, np.inf, 0.0), where=right != 0)
    cell = np.unravel_index(np.argmax(relative), relative.shape)
    words = " ".join(labels[position] for labels, position in zip(axes, cell, strict=True))
    return Identity(name, float(relative[cell]), words)
