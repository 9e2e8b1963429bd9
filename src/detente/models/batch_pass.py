"""One pass through Caliendo and Parro's equations for many tariff changes side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.models.baseline import Baseline
from detente.models.batch_shocks import Shocks, TariffChange
from detente.models.exact_changes import PRICE_PASSES, ExactChanges
from detente.models.fixed_point import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Markets:
    """What the markets of each scenario come to, as shares of world value added; axis [i, n] or [n]."""

    exports: Floats
    imports: Floats
    revenue: Floats
    income: Floats
    growth: Floats


class BatchPass:
    """The pass of `ExactChanges` as one for many scenarios: symbols and equations stand there.

    Arrays run sector k, importer i, scenario n, so that each sum over partners is one product of matrices
    for all scenarios: the shares of the baseline times a column each. Scenarios change few shares; what
    they change is added cell by cell.
    """

    def __init__(self, base: Baseline, indexed: bool = False) -> None:
        one = self.one = ExactChanges(base, base.tariffs, indexed)
        self.base = base
        self.sectors, self.economies = one.sectors, one.economies
        self.gross, self.abroad = one.gross, one.abroad
        self.to_importers = np.ascontiguousarray(one.abroad.transpose(0, 2, 1))
        self.ch_by_s = np.ascontiguousarray(one.ch_by_s.transpose(0, 2, 1))
        self.tariffs = base.tariffs.ravel()

    @property
    def size(self) -> int:
        """How many unknowns a scenario has."""
        return len(self.one.start())

    def shocks(self, changes: Sequence[TariffChange]) -> Shocks:
        """Return what tariff changes add to the shares."""
        many = [len(change.cells) for change in changes]
        cells = np.concatenate([np.zeros(0, dtype=np.intp), *(change.cells for change in changes)])
        new = np.concatenate([np.zeros(0), *(change.rates for change in changes)])
        scenario = np.repeat(np.arange(len(changes)), many)
        old = self.tariffs[cells]
        exporter, importer, sector = np.unravel_index(cells, self.base.tariffs.shape)
        before = self.gross[sector, importer, exporter]
        after = before * ((1 + new) / (1 + old)) ** -self.base.trade_elasticity[sector]
        places = sector * self.economies + importer, sector * self.economies + exporter, scenario
        added = after - before, after / (1 + new) - before / (1 + old)
        return Shocks.of(len(changes), places, added)

    def split(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """Log changes of wages [i, n], prices [k, i, n], expenditures [k, i, n] out of [unknown, n]."""
        parts = values.reshape(1 + 2 * self.sectors, self.economies, -1)
        return parts[0], parts[1 : 1 + self.sectors], parts[1 + self.sectors :]

    def prices(self, log_w: Floats, log_p: Floats, shocks: Shocks, passes: int) -> tuple[Floats, Floats]:
        """Return c^-theta and S, [k, i, n], after some passes through the price equations."""
        one = self.one
        by_w = one.ch_by_w[:, :, None] * log_w
        log_s: Floats = -one.elasticity[:, :, None] * log_p
        while True:
            ch = np.empty_like(by_w)
            np.matmul(self.ch_by_s, log_s.transpose(1, 0, 2), out=ch.transpose(1, 0, 2))
            ch += by_w
            np.exp(ch, out=ch)
            s = np.matmul(self.gross, ch)
            shocks.sums.add(s, ch, shocks.gross)
            passes -= 1
            if not passes:
                return ch, s
            log_s = np.log(s, out=s)

    def markets(
        self, log_w: Floats, x: Floats, prices: tuple[Floats, Floats], shocks: Shocks
    ) -> tuple[Markets, Floats]:
        """Return what the markets come to, and what is made of each good [k, j, n]."""
        one, (ch, s) = self.one, prices
        per_s = x / s
        imports = np.matmul(self.abroad, ch)
        shocks.sums.add(imports, ch, shocks.abroad)
        imports *= per_s
        exports = np.matmul(self.to_importers, per_s)
        shocks.exports.add(exports, per_s, shocks.abroad)
        exports *= ch
        per_s *= ch
        per_s *= one.home[:, :, None]
        bought = imports.sum(axis=0)
        revenue = (x - per_s).sum(axis=0) - bought
        growth = np.ones(shocks.count)
        if one.base_income is not None:
            growth = (1 + revenue.sum(axis=0)) / one.base_income
        income = np.exp(log_w) * one.value_added[:, None] + revenue + growth * one.deficit[:, None]
        income[income <= 0] = np.nan
        return Markets(exports.sum(axis=0), bought, revenue, income, growth), exports + per_s

    def __call__(self, values: Floats, shocks: Shocks) -> Floats:
        """One pass, [unknown, n]; what has no value in one scenario spoils that scenario alone."""
        one = self.one
        log_w, log_p, log_x = self.split(values)
        prices = self.prices(log_w, log_p, shocks, PRICE_PASSES)
        x = np.exp(log_x)
        x *= one.expenditure[:, :, None]
        found, made = self.markets(log_w, x, prices, shocks)
        after = np.empty_like(values)
        new_log_w, new_log_p, new_log_x = self.split(after)
        np.matmul(one.inputs, made.transpose(1, 0, 2), out=new_log_x.transpose(1, 0, 2))
        new_log_x += one.final[:, :, None] * found.income
        new_log_x *= one.per_expenditure[:, :, None]
        new_log_x += one.unspent[:, :, None]
        np.log(new_log_x, out=new_log_x)
        closed = one.closed[:, None]
        earned = found.exports + found.growth * one.borrowed[:, None] + closed
        paid = found.imports + found.growth * one.lent[:, None] + closed
        new_log_w[:] = log_w + one.wage_step[:, None] * np.log(earned / paid)
        new_log_w -= np.log(one.value_added @ np.exp(new_log_w))
        np.divide(np.log(prices[1]), -one.elasticity[:, :, None], out=new_log_p)
        return after
