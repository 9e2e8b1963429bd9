"""What tranches cover of the goods an importer buys of an origin: scopes, exemptions, interactions applied.

Goods come in cells, trade of one origin and sector that falls under exactly one combination of product
lists. A duty reaches all of a cell or none of it, save where only a share is known: what a part is for,
the metal in an article (`data/assumptions.yaml`), or the stated trade of a list whose lines are not held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.core.time import Interval
from detente.core.wording import percent, span
from detente.duties.interaction import WHOLLY, interactions, names_origin
from detente.impact.doubts import NOT_AD_VALOREM, Doubts
from detente.impact.trade import Goods
from detente.ledger.entries import Exemption, Products, RateRange, Tranche
from detente.ledger.record import Record

if TYPE_CHECKING:
    from detente.impact.customs import Customs

Floats = npt.NDArray[np.float64]
NOT_HELD = "neither its lines nor its trade are on record"
BY_CHANCE = "how far lists overlap is not known, taken as by chance"


@dataclass(frozen=True, slots=True)
class Duty:
    """A tranche on some goods: its rate, the share of each cell it covers, and of its value it taxes.

    `by_share` where only the size of a list is known, not which cells stand on it.
    """

    tranche: Tranche
    programme: str
    rate: float
    covered: Floats
    taxed: Floats
    by_share: bool

    def above(self, other: Duty) -> bool:
        """Say whether this duty is the higher of two; of equal ones one is."""
        return (self.rate, self.tranche.id) > (other.rate, other.tranche.id)


@dataclass(slots=True)
class Weighing:
    """The duties of a customs on some goods, with what could not be weighed."""

    customs: Customs
    goods: Goods
    doubts: Doubts = field(default_factory=Doubts)

    def total(self, tranches: Iterable[Tranche]) -> Floats:
        """Return the sum of the duties on each cell."""
        duties = [duty for tranche in tranches if (duty := self.duty(tranche))]
        whole: Floats = np.zeros(len(self.goods.rows))
        for duty in duties:
            if duty.tranche.semantics != "exempt":
                whole = whole + self.charge(duty) * duty.taxed * self.left(duty, duties)
        return whole

    def duty(self, tranche: Tranche) -> Duty | None:
        """Return what a tranche covers and taxes; None where that is not known at all."""
        rate = self.rate(tranche)
        covered = None if rate is None else self.covered(tranche)
        if rate is None or covered is None:
            return None
        programme = self.customs.record.measure_of[tranche.id].programme
        by_share = self.held_lists(tranche) == ()
        return Duty(tranche, programme, rate, covered, covered * self.value_share(tranche), by_share)

    def rate(self, tranche: Tranche) -> float | None:
        """Return a tranche's rate as one figure; None, with the reason noted, where it has none."""
        if tranche.semantics in ("specific", "price_floor", "ban"):
            self.doubts.add(NOT_AD_VALOREM, tranche.id)
            return None
        if isinstance(tranche.rate, RateRange):
            low, high = tranche.rate.low, tranche.rate.high
            about = f"{tranche.id} ({span(low, high)})"
            self.doubts.add("rates not known by line, the middle taken", about)
            return (low + high) / 2
        if not isinstance(tranche.rate, float):
            self.doubts.add("left out, its rate is unknown", tranche.id)
            return None
        return tranche.rate

    def charge(self, duty: Duty) -> Floats:
        """Return what a duty adds on top of the ordinary one: a floor or total only what is missing."""
        if duty.tranche.semantics in ("floor_total", "total"):
            self.doubts.add("net of its sector's mean ordinary duty, not its line's", duty.tranche.id)
            return np.maximum(duty.rate - self.goods.mfn, 0.0)
        return np.full(self.goods.mfn.shape, duty.rate)

    def covered(self, tranche: Tranche) -> Floats | None:
        """Return the share of each cell that a tranche covers; None where its goods are not known."""
        scope, lists = self.customs.record.scope_of(tranche.id), self.held_lists(tranche)
        covered: Floats | None = np.ones(len(self.goods.rows))
        if isinstance(scope.products, Products):
            for name in sorted(set(scope.products.lists) - set(lists or ())) if lists else ():
                self.doubts.add("list not on record, its goods left out", f"{name} of {tranche.id}")
            covered = (
                np.maximum.reduce([self.listed(name) for name in lists]) if lists else self.stated(tranche)
            )
        if covered is None:
            return None
        for exemption in scope.exempt:
            if not self.runs(exemption):
                continue
            if exemption.list in self.goods.cells.lists:
                covered = covered * (1.0 - self.listed(exemption.list))
                if lists == ():
                    self.doubts.add(BY_CHANCE, tranche.id)
            else:
                self.doubts.add(
                    "exempt list not on record, its goods count", f"{exemption.list} of {tranche.id}"
                )
        return covered

    def held_lists(self, tranche: Tranche) -> tuple[str, ...] | None:
        """Return the lists of a tranche whose lines are on record; None where it is on all goods."""
        products = self.customs.record.scope_of(tranche.id).products
        if not isinstance(products, Products):
            return None
        return tuple(name for name in products.lists if name in self.goods.cells.lists)

    def listed(self, name: str) -> Floats:
        """Return the share of each cell on a list: all or nothing, or an assumed share where use decides."""
        share, assumptions = 1.0, self.customs.assumptions
        if name in assumptions.lists_by_use:
            share = assumptions.listed_use
            assumed = f"{percent(share)} of their trade assumed"
            self.doubts.add(f"lists wider than the duty or exemption, {assumed}", name)
        return np.where(self.goods.on(name), share, 0.0)

    def stated(self, tranche: Tranche) -> Floats | None:
        """Return the stated trade of a list as a share of all that its importers buy of its origins."""
        record, trade = self.customs.record, self.customs.trade
        products = record.scope_of(tranche.id).products
        if not isinstance(products, Products) or not products.trade_usd:
            kind = "exemption not applied" if tranche.semantics == "exempt" else "left out"
            self.doubts.add(f"{kind}, {NOT_HELD}", tranche.id)
            return None
        imposing, codes = record.measure_of[tranche.id].imposing, trade.world.economies
        importers = [place for place, code in enumerate(codes) if record.economies.covers(imposing, code)]
        exporters = [place for place, code in enumerate(codes) if self.customs.reaches(tranche, code)]
        whole = trade.between_usd(importers, exporters)
        self.doubts.add("weighed by the trade stated for its list, spread over all goods", tranche.id)
        return np.full(len(self.goods.rows), min(1.0, products.trade_usd / whole) if whole else 0.0)

    def runs(self, exemption: Exemption) -> bool:
        """Say whether an exemption runs at the moment, and was known of."""
        moment = self.customs.moment
        known = exemption.known_at is None or exemption.known_at <= moment.known_at
        return known and moment.instant in Interval(exemption.start, exemption.end)

    def value_share(self, tranche: Tranche) -> Floats:
        """Return the share of each cell's value that a duty falls on."""
        assumptions, sectors = self.customs.assumptions, self.customs.trade.world.sectors
        if tranche.value_base == "full":
            return np.ones(len(self.goods.rows))
        share = np.full(len(sectors), assumptions.non_us_content)
        name = "non_us_content"
        if tranche.value_base == "metal_content":
            whole = np.array([sector in assumptions.all_metal_in for sector in sectors])
            share, name = np.where(whole, 1.0, assumptions.metal_share), "metal_share"
        about = f"{name} {percent(getattr(assumptions, name))}"
        self.doubts.add("duties on part of the value, share assumed", about)
        taken: Floats = share[self.goods.sector]
        return taken

    def left(self, duty: Duty, duties: list[Duty]) -> Floats:
        """Return the share of each cell on which a duty stays after exemptions and interactions."""
        record, origin = self.customs.record, self.goods.origin
        charged = [other for other in duties if other.tranche.semantics != "exempt"]
        siblings = [other for other in charged if other.programme == duty.programme]
        spared = [
            other
            for other in duties
            if other.programme == duty.programme and other.tranche.semantics == "exempt"
        ]
        left = 1.0 - self.most(duty, spared)
        for row in interactions(record, duty.programme, origin, self.customs.moment.instant):
            over = [other for other in charged if other.programme in row.programmes]
            if row.rule == "scale_by":
                left = left * (1.0 - self.most(duty, over, of_value=True))
            elif row.rule == "highest_in_programme":
                left = left * (1.0 - self.most(duty, [other for other in siblings if other.above(duty)]))
            elif row.rule in WHOLLY:
                left = left * (1.0 - self.most(duty, over))
            elif not names_origin(record, duty.tranche.id, origin):
                own = [other for other in siblings if names_origin(record, other.tranche.id, origin)]
                left = left * (1.0 - self.most(duty, own))
        return left

    def most(self, duty: Duty, others: list[Duty], of_value: bool = False) -> Floats:
        """Return the largest share of each cell that others take from a duty; zero where there are none."""
        if any((duty.by_share or other.by_share) and _partly(duty, other) for other in others):
            self.doubts.add(BY_CHANCE, duty.tranche.id)
        shares = [other.taxed if of_value else self.overlap(duty, other) for other in others]
        most: Floats = np.maximum.reduce([np.zeros(len(self.goods.rows)), *shares])
        return most

    def overlap(self, duty: Duty, other: Duty) -> Floats:
        """Return the share of a duty's goods that another covers too.

        Two duties by one list are on the same goods of it, whatever share of the list that is.
        """
        if not _lists(self.customs.record, duty) & _lists(self.customs.record, other):
            return other.covered
        whole = np.ones_like(other.covered)
        ratio = np.divide(other.covered, duty.covered, out=whole, where=duty.covered > 0)
        return np.minimum(ratio, 1.0)


def _lists(record: Record, duty: Duty) -> frozenset[str]:
    products = record.scope_of(duty.tranche.id).products
    return frozenset(products.lists) if isinstance(products, Products) else frozenset()


def _partly(duty: Duty, other: Duty) -> bool:
    """Say whether both cover only a part of the goods."""
    return bool((duty.covered < 1).any() and (other.covered < 1).any() and (other.covered > 0).any())
