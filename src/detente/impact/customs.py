"""An importer's customs: which duties are in force, and what they come to on each origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.impact.assumptions import Assumptions
from detente.impact.coverage import Weighing
from detente.impact.doubts import UNSURE, Doubts
from detente.impact.trade import Goods, Trade
from detente.ledger.entries import Tranche
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Added duties as fractions, and what could not be weighed as the law says."""

    rates: Floats
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the day of knowledge."""

    instant: Instant
    known_at: date


@dataclass(frozen=True, slots=True)
class Customs:
    """An importer's customs at a moment.

    `importer` is a place in the world table of `trade`; `in_force` are its tranches, or its group's,
    that are in force at the moment against anyone. `unsure` are those of its tranches whose state only
    the instruments bring, after the newest material on record.
    """

    record: Record
    trade: Trade
    assumptions: Assumptions
    importer: int
    moment: Moment
    in_force: tuple[Tranche, ...]
    unsure: tuple[Tranche, ...]

    @classmethod
    def at(
        cls, record: Record, trade: Trade, assumptions: Assumptions, importer: int, moment: Moment
    ) -> Customs:
        """Return the customs of an importer with the tranches that a record has in force."""
        in_force, unsure = [], []
        for tranche in record.tranches_of_importer(trade.world.economies[importer]):
            span = record.state(tranche.id, moment.instant, moment.known_at)
            if span and span.state == "in_force":
                in_force.append(tranche)
            if span and not record.certain(span):
                unsure.append(tranche)
        return cls(record, trade, assumptions, importer, moment, tuple(in_force), tuple(unsure))

    def added(self, exporter: int) -> Weighed:
        """Return the added duty on an exporter by sector of the world table, weighed by trade.

        A sector in which nothing is traded has the mean of the others.
        """
        size = len(self.trade.world.sectors)
        if exporter == self.importer or not self.against(self.trade.world.economies[exporter]):
            return Weighed(np.zeros(size), Doubts())
        goods = self.trade.bought(self.importer, exporter)
        by_cell = self.weigh(goods)
        weight = np.bincount(goods.sector, goods.value_usd, size)
        paid = np.bincount(goods.sector, goods.value_usd * by_cell.rates, size)
        mean = float(paid.sum() / weight.sum()) if weight.sum() > 0 else 0.0
        rates: Floats = np.divide(paid, weight, out=np.full(size, mean), where=weight > 0)
        return Weighed(rates, by_cell.doubts)

    def weigh(self, goods: Goods) -> Weighed:
        """Return the added duty on each cell."""
        weighing = Weighing(self, goods)
        if goods.stands_in:
            weighing.doubts.add(goods.stands_in, self.trade.world.economies[self.importer])
        for tranche in self.unsure:
            if self.reaches(tranche, goods.origin):
                weighing.doubts.add(UNSURE, tranche.id)
        return Weighed(weighing.total(self.against(goods.origin)), weighing.doubts)

    def against(self, origin: str) -> tuple[Tranche, ...]:
        """Return the tranches in force on an origin."""
        return tuple(tranche for tranche in self.in_force if self.reaches(tranche, origin))

    def reaches(self, tranche: Tranche, origin: str) -> bool:
        """Say whether a tranche bears on an origin; a group's own members trade within its border."""
        imposing = self.record.measure_of[tranche.id].imposing
        inside = self.record.economies.covers(imposing, origin)
        return not inside and self.record.covers(tranche.id, origin)
