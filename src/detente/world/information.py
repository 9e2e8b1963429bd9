"""What `detente world info` says about a world table and the elasticity sets that go with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from detente.world.elasticities import elasticity_sets, load_elasticities
from detente.world.identities import Identity, check_identities
from detente.world.metadata import Adjustment, TableSource
from detente.world.tables import World

_LARGEST = 10
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True)
class EconomySize:
    """One economy's share in the world; the average tariff weighs its imports of goods by their value."""

    economy: str
    value_added_usd: float
    share_of_world: float
    goods_imports_usd: float
    average_tariff: float


@dataclass(frozen=True, slots=True)
class SetSummary:
    """One elasticity set: its paper, its range over goods and how many sectors it estimates."""

    name: str
    citation: str
    lowest: float
    highest: float
    filled: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldInformation:
    """A world table in short. Money in USD, rates as fractions."""

    name: str
    title: str
    year: int | None
    economies: int
    sectors: tuple[str, ...]
    goods_sectors: int
    prices: str
    output_usd: float
    value_added_usd: float
    trade_usd: float
    goods_trade_usd: float
    largest_economies: tuple[EconomySize, ...]
    tariff_content: str
    identities: tuple[Identity, ...]
    adjustments: tuple[Adjustment, ...]
    sources: tuple[TableSource, ...]
    elasticity_sets: tuple[SetSummary, ...]
    digest: str
    file: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain values for JSON."""
        return asdict(self)


def describe_world(world: World) -> WorldInformation:
    """Return what the table holds, how well it adds up and which elasticities fit it.

    Example:
        >>> from detente.world.tables import load_world
        >>> [size.economy for size in describe_world(load_world()).largest_economies[:2]]
        ['USA', 'CHN']
    """
    with np.errstate(all="ignore"):  # of a table that does not add up this is where one looks
        return _described(world)


def _described(world: World) -> WorldInformation:
    imports = world.imports
    return WorldInformation(
        name=world.name,
        title=world.metadata.title,
        year=world.metadata.year,
        economies=len(world.economies),
        sectors=world.sectors,
        goods_sectors=int(world.goods.sum()),
        prices=world.metadata.prices,
        output_usd=float(world.output.sum()) * _MILLION_USD,
        value_added_usd=float(world.value_added.sum()) * _MILLION_USD,
        trade_usd=float(imports.sum()) * _MILLION_USD,
        goods_trade_usd=float(imports[:, world.goods].sum()) * _MILLION_USD,
        largest_economies=_largest_economies(world),
        tariff_content=world.metadata.tariff_content,
        identities=check_identities(world),
        adjustments=world.metadata.adjustments,
        sources=world.metadata.sources,
        elasticity_sets=tuple(_summary(name, world) for name in elasticity_sets()),
        digest=world.digest,
        file=None if world.path is None else str(world.path),
    )


def _largest_economies(world: World) -> tuple[EconomySize, ...]:
    """Return the largest economies by value added, ROW aside."""
    value_added = world.value_added.sum(axis=1)
    imports = world.imports[:, world.goods].sum(axis=1)
    revenue = np.einsum("eik,eik->i", world.flows[..., world.goods], world.tariffs[..., world.goods])
    order = [i for i in np.argsort(-value_added, kind="stable") if world.economies[i] != "ROW"]
    return tuple(
        EconomySize(
            economy=world.economies[i],
            value_added_usd=float(value_added[i]) * _MILLION_USD,
            share_of_world=float(value_added[i] / value_added.sum()),
            goods_imports_usd=float(imports[i]) * _MILLION_USD,
            average_tariff=float(revenue[i] / imports[i]) if imports[i] > 0 else 0.0,
        )
        for i in order[:_LARGEST]
    )


def _summary(name: str, world: World) -> SetSummary:
    """Return an elasticity set in short."""
    chosen = load_elasticities(name)
    goods = [
        s for s, is_goods in zip(world.sectors, world.goods, strict=True) if is_goods and s in chosen.values
    ]
    values = [chosen.values[sector] for sector in goods] or [float("nan")]
    filled = tuple(sector for sector in world.sectors if chosen.basis.get(sector) == "filled")
    return SetSummary(name, chosen.citation, min(values), max(values), filled)
