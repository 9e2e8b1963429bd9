"""A source's industries put on the sectors of the table to be: added up, or split where one makes several."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.world.importing.concordance import Concordance
from detente.world.importing.source_table import SourceTable, counted_step
from detente.world.metadata import Adjustment
from detente.world.tables import Floats, World, load_world


def placed(source: SourceTable, concordance: Concordance) -> SourceTable:
    """Return the table on the sectors of a concordance; sectors that nothing goes to fall away.

    An industry that makes several sectors is split flow by flow as the shipped table has the same two
    economies trade in them, else as the world does; its inputs have one mix. Tariffs become means weighed by
    the flows.

    Args:
        source: The table on its own industries.
        concordance: Where each goes.

    Raises:
        BadInput: An industry has no place in the concordance.
    """
    concordance.check(source.sectors)
    reached = {sector for name in source.sectors for sector in concordance.sectors_of[name]}
    targets = tuple(sector for sector in concordance.sectors if sector in reached)
    goods = [
        flag for sector, flag in zip(concordance.sectors, concordance.goods, strict=True) if sector in reached
    ]
    if targets == source.sectors:
        return replace(source, goods=np.array(goods))
    return _Placing(source, concordance, targets).table(np.array(goods))


class _Placing:
    """The shares of each industry's sales, purchases and output that go to each sector."""

    def __init__(self, source: SourceTable, concordance: Concordance, targets: tuple[str, ...]) -> None:
        self.source, self.targets = source, targets
        count, size, kinds = len(source.economies), len(source.sectors), len(targets)
        self.flows = np.zeros((count, count, kinds))
        self.duties, self.rates = np.zeros_like(self.flows), np.zeros_like(self.flows)
        self.bought, self.made = np.zeros((count, size, kinds)), np.zeros((count, size, kinds))
        self.adjustments: list[Adjustment] = []
        members = np.zeros(kinds)
        for industry, name in enumerate(source.sectors):
            parts = concordance.sectors_of[name]
            shares = self._shares(industry, name, parts)
            for part, share in zip(parts, shares, strict=True):
                place = targets.index(part)
                members[place] += 1
                self._add(industry, place, share)
        self.rates /= members

    def _shares(self, industry: int, name: str, parts: tuple[str, ...]) -> list[Floats]:
        """Return the share of each part in each flow of an industry."""
        if len(parts) == 1:
            return [np.ones(self.flows.shape[:2])]
        shares = _world_shares(self.source.economies, parts)
        lesser = sum(shares[1:], np.zeros_like(shares[0])) * np.maximum(
            self.source.flows[:, :, industry], 0.0
        )
        what = f"{name} split into {', '.join(parts)} as the shipped table has its flows"
        self.adjustments += counted_step(what, lesser, self.source.economies, self.source.economies)
        return shares

    def _add(self, industry: int, place: int, share: Floats) -> None:
        """Add one part of an industry to a sector."""
        flow = self.source.flows[:, :, industry]
        part = flow * share
        self.flows[:, :, place] += part
        positive, whole = np.maximum(part, 0.0), np.maximum(flow, 0.0)
        usual = float(share.mean())
        for axis, kept in ((0, self.bought), (1, self.made)):
            total = whole.sum(axis=axis)
            of_all = np.full_like(total, usual)
            kept[:, industry, place] = np.divide(positive.sum(axis=axis), total, out=of_all, where=total > 0)
        if self.source.tariffs is not None:
            rate = self.source.tariffs[:, :, industry]
            self.duties[:, :, place] += positive * rate
            self.rates[:, :, place] += rate

    def table(self, goods: Floats) -> SourceTable:
        """Return the table on the sectors."""
        use = np.einsum("nki,nkt->nti", self.source.use, self.bought, optimize=True)
        tariffs = None
        if self.source.tariffs is not None:
            positive = np.maximum(self.flows, 0.0)
            tariffs = np.divide(self.duties, positive, out=self.rates, where=positive > 0)
        return replace(
            self.source,
            sectors=self.targets,
            goods=goods.astype(bool),
            flows=self.flows,
            use=np.einsum("nti,nis->nts", use, self.made, optimize=True),
            value_added=np.einsum("ni,nis->ns", self.source.value_added, self.made),
            output=np.einsum("ni,nis->ns", self.source.output, self.made),
            tariffs=tariffs,
            adjustments=(*self.source.adjustments, *self.adjustments),
        )


def _world_shares(economies: tuple[str, ...], parts: tuple[str, ...]) -> list[Floats]:
    """Return the share of each sector in what each pair of economies trades of all of them."""
    world: World = load_world()
    kinds = [world.sectors.index(part) for part in parts]
    traded = world.flows[:, :, kinds]
    places = [world.economies.index(code) if code in world.economies else None for code in economies]
    whole = traded.sum(axis=(0, 1))
    found = np.empty((len(economies), len(economies), len(parts)))
    for row, exporter in enumerate(places):
        sold = whole if exporter is None else traded[exporter].sum(axis=0)
        for column, importer in enumerate(places):
            both = exporter is not None and importer is not None
            flow = traded[exporter, importer] if both else sold
            found[row, column] = next(amount for amount in (flow, sold, whole) if amount.sum() > 0)
    found /= found.sum(axis=2, keepdims=True)
    return [found[:, :, part] for part in range(len(parts))]
