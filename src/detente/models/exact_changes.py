"""One pass through Caliendo and Parro's equations in exact changes, and the iteration of it."""

from __future__ import annotations

import numpy as np

from detente.models.baseline import Baseline
from detente.models.equilibrium import Run
from detente.models.fixed_point import FixedPoint, Floats
from detente.models.restrictions import Restrained
from detente.models.wedges import Wedges

PRICE_PASSES = 3
"""Passes through the price equations for each pass through the others: fewest iterations at no more time."""


class ExactChanges:
    """One pass through the equations, as a map of log changes to log changes.

    Symbols, with the equation of Caliendo and Parro (2015) that each pass computes; arrays run sector k,
    importer i, exporter j, so that every sum over partners is one matrix product per sector. All money
    is a share of world value added, which is the numeraire.

        w[i]      wage change
        P[k, i]   price change of the sector's composite good
        X[k, i]   expenditure, tariff included
        c[k, i]   cost of the input bundle, change: w^gamma prod P^gamma            equation (10)
        S[k, i]   sum over j of B ch, so that P = S^(-1/theta)                      equation (11)
        B[k,i,j]  pi ((1+t')/(1+t))^-theta; B ch / S is the new expenditure share   equation (12)
        ch[k, j]  c^-theta
        H[k, i]   sales at home, new own share times X
        M[k, i]   imports net of tariff: sum over foreign j of new share X / (1+t')
        E[k, j]   exports: sum over foreign i of new share X / (1+t')
        R[i]      tariff revenue, sum over k of X - M - H, rebated lump-sum
        X'[k, i]  alpha (w VA + R + D) + sum over using sectors of gamma (E + H)    equation (13)
        w'[i]     w ((sum of E + D) / sum of M)^(1/(1+theta)), theta the mean over
                  the economy's trade; D stands below as -D where negative          equation (14)

    Under restrictions `Wedges` changes B and the part at the border, takes the exporters' rents out of
    what is made, E, and gives them to income; the unknowns then end with the quotas' wedges.

    The wage step looks at foreign trade only, so that it stays sharp in an economy that hardly trades.
    A deficit is put on the side where it is positive, so that the ratio is; in an economy without any
    trade (`closed`) it is one over one.
    """

    def __init__(
        self, base: Baseline, tariffs: Floats, indexed: bool = False, restrained: Restrained | None = None
    ) -> None:
        share = base.expenditure_share.transpose(2, 1, 0)
        old, new = base.tariffs.transpose(2, 1, 0), tariffs.transpose(2, 1, 0)
        self.sectors, self.economies, _ = share.shape
        world = float(base.value_added.sum())
        both = np.empty((self.sectors, 2 * self.economies, self.economies))
        changed = old != new
        both[:, : self.economies] = share
        ratio = (1 + new[changed]) / (1 + old[changed])
        powers = np.repeat(-base.trade_elasticity, np.count_nonzero(changed, axis=(1, 2)))
        both[:, : self.economies][changed] *= ratio**powers
        np.divide(both[:, : self.economies], 1 + new, out=both[:, self.economies :])
        home = np.arange(self.economies)
        self.home = share[:, home, home]
        both[:, self.economies + home, home] = 0.0
        self.gross_and_abroad = both
        self.gross, self.abroad = both[:, : self.economies], both[:, self.economies :]
        self.wedges = None if restrained is None else Wedges(base, tariffs, restrained, both)
        self.elasticity = base.trade_elasticity[:, None]
        self.inputs = np.ascontiguousarray(base.input_share)
        self.labour = np.ascontiguousarray(base.value_added_share.T)
        self.ch_by_s = self.inputs * (base.trade_elasticity / self.elasticity)
        self.ch_by_w = -self.elasticity * self.labour
        self.final = np.ascontiguousarray(base.final_share.T)
        self.value_added = base.value_added / world
        self.deficit = base.deficit / world
        self.borrowed, self.lent = np.maximum(self.deficit, 0.0), np.maximum(-self.deficit, 0.0)
        trades = self.abroad.any(axis=(0, 1)) | self.abroad.any(axis=(0, 2))
        self.closed = np.where(trades, 0.0, 1.0)
        self.expenditure = np.ascontiguousarray(base.expenditure.T) / world
        self.wage_step = 1 / (1 + self._mean_elasticity(share))
        self.unspent = np.where(self.expenditure > 0, 0.0, 1.0)
        self.per_expenditure = (1 - self.unspent) / (self.expenditure + self.unspent)
        self.base_income = float(base.income().sum()) / world if indexed else None

    def split(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """Log changes of wages [i], prices [k, i] and expenditures [k, i] out of one vector."""
        shape, wages = (self.sectors, self.economies), self.economies
        middle = wages + self.sectors * self.economies
        end = middle + self.sectors * self.economies
        return values[:wages], values[wages:middle].reshape(shape), values[middle:end].reshape(shape)

    def quota_wedges(self, values: Floats) -> Floats:
        """Log(1 + wedge) of each quota out of the same vector."""
        return values[self.economies + 2 * self.sectors * self.economies :]

    def start(self) -> Floats:
        """No change of anything, no wedge."""
        quotas = 0 if self.wedges is None else len(self.wedges.quotas)
        return np.zeros(self.economies + 2 * self.sectors * self.economies + quotas)

    def costs(self, log_w: Floats, log_p: Floats) -> Floats:
        """Log change of the cost of the input bundle, [k, i]."""
        inputs = np.matmul(self.inputs.transpose(0, 2, 1), log_p.T[:, :, None])[:, :, 0]
        cost: Floats = self.labour * log_w + inputs.T
        return cost

    def _mean_elasticity(self, share: Floats) -> Floats:
        """Trade elasticity by economy, sectors weighted by their foreign trade; 0 where there is none."""
        at_home = self.home * self.expenditure
        sold = np.matmul(self.expenditure[:, None, :], share)[:, 0, :]
        foreign = self.expenditure + sold - 2 * at_home
        total = foreign.sum(axis=0)
        mean: Floats = np.sum(self.elasticity * foreign, axis=0) / np.where(total > 0, total, 1.0)
        return mean

    def _ch(self, by_w: Floats, log_s: Floats) -> Floats:
        """The change of c^-theta from wages and from S, [k, i]."""
        by_p = np.matmul(self.ch_by_s.transpose(0, 2, 1), log_s.T[:, :, None])[:, :, 0].T
        ch: Floats = np.exp(by_w + by_p)
        return ch

    def __call__(self, values: Floats) -> Floats:
        """One pass; not finite where a level is not positive."""
        log_w, log_p, log_x = self.split(values)
        by_w, log_s = self.ch_by_w * log_w, -self.elasticity * log_p
        if self.wedges is not None:
            log_m = self.wedges.impose(self.quota_wedges(values), self.gross_and_abroad)
        ch = self._ch(by_w, log_s)
        for _ in range(PRICE_PASSES - 1):
            ch = self._ch(by_w, np.log(np.matmul(self.gross, ch[:, :, None])[:, :, 0]))
        sums = np.matmul(self.gross_and_abroad, ch[:, :, None])[:, :, 0]
        s = sums[:, : self.economies]
        x = self.expenditure * np.exp(log_x)
        per_s = x / s
        imports = per_s * sums[:, self.economies :]
        exports = ch * np.matmul(per_s[:, None, :], self.abroad)[:, 0, :]
        at_home = per_s * ch * self.home
        bought = imports.sum(axis=0)
        revenue = (x - at_home).sum(axis=0) - bought
        made = exports + at_home
        if self.wedges is not None:
            shares = self.wedges.shares(self.gross_and_abroad, s, ch)
            flows = self.wedges.values(log_m, shares, x)
            rents = self.wedges.exporters_rents(log_m, flows)
            made -= rents
            revenue += rents.sum(axis=0)
        growth = 1.0 if self.base_income is None else (1 + revenue.sum()) / self.base_income
        income = np.exp(log_w) * self.value_added + revenue + growth * self.deficit
        income[income <= 0] = np.nan
        output = made.T
        new_x = self.final * income + np.matmul(self.inputs, output[:, :, None])[:, :, 0].T
        earned = exports.sum(axis=0) + growth * self.borrowed
        paid = bought + growth * self.lent + self.closed
        after = np.empty_like(values)
        new_log_w, new_log_p, new_log_x = self.split(after)
        new_log_w[:] = log_w + self.wage_step * np.log((earned + self.closed) / paid)
        new_log_w -= np.log(np.sum(np.exp(new_log_w) * self.value_added))
        np.divide(np.log(s), -self.elasticity, out=new_log_p)
        np.log(new_x * self.per_expenditure + self.unspent, out=new_log_x)
        if self.wedges is not None:
            wedges = self.quota_wedges(values)
            self.quota_wedges(after)[:] = self.wedges.adjusted(wedges, flows, shares, ch)
        return after

    def unpack(self, point: FixedPoint) -> Run:
        """Return what a point says, in the baseline's order of axes."""
        log_w, log_p, log_x = self.split(point.values)
        solved = self.quota_wedges(point.values)
        if self.wedges is not None:
            self.wedges.impose(solved, self.gross_and_abroad)
        log_c = self.costs(log_w, log_p)
        sourced = self.gross * np.exp(-self.elasticity * log_c)[:, None, :]
        sourced /= np.sum(sourced, axis=2, keepdims=True)
        return Run(
            log_wage=log_w,
            log_price=log_p.T,
            log_expenditure=log_x.T,
            log_cost=log_c.T,
            expenditure_share=sourced.transpose(2, 1, 0),
            log_wedge=np.zeros(0) if self.wedges is None else self.wedges.log_wedges(solved),
            indexed=self.base_income is not None,
            point=point,
        )
