"""The wedges of restrictions inside the solver: what they do to shares and incomes, how quotas set them."""

from __future__ import annotations

import numpy as np

from detente.models.baseline import Baseline
from detente.models.fixed_point import Floats
from detente.models.restrictions import Restrained


class Wedges:
    """Restrictions in the solver's own arrays, flow by flow.

    Symbols beside those of `ExactChanges`; n runs over the restricted flows j to i in k that exist,
    g over restrictions.

        m[g]   wedge; the unknown is log(1+m) for each quota
        B[n]   share with the tariffs' change alone, times (1+m)^-theta with the wedge
        V[n]   value at the cost of production: new share X / ((1+t')(1+m))
        Q[g]   sum of V / c over the sum of base V: quantity at base prices, as a share of the base's
        m'[g]  log(1+m') = max(0, log(1+m) + log(Q / quota) / e), e the elasticity of Q to 1+m at
               given costs and spending: mean over Q of 1 + theta (1 - the restriction's market share)

    A share of the spending falls at the border: 1/(1+t') where the exporter has the rent or nobody has,
    1/((1+t')(1+m)) where the importer has it.
    """

    def __init__(self, base: Baseline, tariffs: Floats, restrained: Restrained, both: Floats) -> None:
        """Take the flows out of B, and B / (1+t') with no own sales, which stand in `both` side by side."""
        sectors, rows, economies = both.shape
        restrictions, trade = restrained.restrictions, restrained.trade
        found = [np.nonzero(mask & (trade > 0)) for mask in restrained.masks]
        self.group = np.repeat(np.arange(len(found)), [len(cells[0]) for cells in found])
        exporter, importer, sector = (np.concatenate([cells[axis] for cells in found]) for axis in range(3))
        self.gross = (sector * rows + importer) * economies + exporter
        self.abroad = self.gross + economies * economies
        self.buyer = sector * economies + importer
        self.seller = sector * economies + exporter
        self.shape = (sectors, economies)
        self.free = both.flat[self.gross]
        self.theta = base.trade_elasticity[sector]
        self.border = 1 / (1 + tariffs[exporter, importer, sector])
        rents = np.array([restriction.rent for restriction in restrictions])[self.group]
        self.within, self.earned = rents == "importer", rents == "exporter"
        _, self.market = np.unique(self.buyer * len(found) + self.group, return_inverse=True)
        value = trade[exporter, importer, sector] / base.value_added.sum()
        caps = [np.nan if one.quantity is None else one.quantity for one in restrictions]
        self.quotas = np.flatnonzero(~np.isnan(caps))
        self.log_cap = np.log(np.array(caps) * np.bincount(self.group, value))[self.quotas]
        self.given = np.log1p([one.wedge or 0.0 for one in restrictions])

    def log_wedges(self, solved: Floats) -> Floats:
        """Return log(1+m) by restriction, out of those of the quotas; what is below zero is no wedge."""
        logs = self.given.copy()
        logs[self.quotas] = np.maximum(solved, 0.0)
        return logs

    def impose(self, solved: Floats, both: Floats) -> Floats:
        """Write the wedges into both halves, and return log(1+m) by flow."""
        log_m: Floats = self.log_wedges(solved)[self.group]
        gross = self.free * np.exp(-self.theta * log_m)
        both.flat[self.gross] = gross
        both.flat[self.abroad] = gross * self.border * np.where(self.within, np.exp(-log_m), 1.0)
        return log_m

    def shares(self, both: Floats, s: Floats, ch: Floats) -> Floats:
        """Return by flow its share in the importer's spending on the sector."""
        found: Floats = both.flat[self.gross] * ch.flat[self.seller] / s.flat[self.buyer]
        return found

    def values(self, log_m: Floats, shares: Floats, x: Floats) -> Floats:
        """Return V by flow."""
        found: Floats = shares * x.flat[self.buyer] * self.border * np.exp(-log_m)
        return found

    def exporters_rents(self, log_m: Floats, values: Floats) -> Floats:
        """Return the rents of exporters, [k, j]."""
        rents = np.where(self.earned, np.expm1(log_m) * values, 0.0)
        total = np.bincount(self.seller, rents, self.shape[0] * self.shape[1])
        return np.asarray(total.reshape(self.shape), dtype=np.float64)

    def adjusted(self, solved: Floats, values: Floats, shares: Floats, ch: Floats) -> Floats:
        """Return log(1+m') of the quotas, out of theirs, V, the shares by flow, and c^-theta."""
        quantity = values * ch.flat[self.seller] ** (1 / self.theta)
        held = np.bincount(self.market, shares)[self.market]
        sums = np.bincount(self.group, quantity)
        steep = np.bincount(self.group, quantity * (1 + self.theta * np.maximum(1 - held, 0.0)))
        over = np.log(sums[self.quotas]) - self.log_cap
        after: Floats = np.maximum(solved, 0.0) + over * (sums / steep)[self.quotas]
        return np.maximum(after, 0.0)
