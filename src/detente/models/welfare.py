"""Welfare: exact real income, and Caliendo and Parro's sum of terms-of-trade and volume effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.models.fixed_point import Floats


def price_index_change(final_share: Floats, price_change: Floats) -> Floats:
    """Return the change of the price of final spending, by economy, as a fraction.

    Final demand is Cobb-Douglas: the index is the product of sector prices to the power of their shares.

    Args:
        final_share: By economy and sector.
        price_change: By economy and sector, as a fraction.

    Example:
        >>> import numpy as np
        >>> price_index_change(np.array([[0.5, 0.5]]), np.array([[0.21, 0.0]])).round(12)
        array([0.1])
    """
    change: Floats = np.expm1(np.sum(final_share * np.log1p(price_change), axis=1))
    return change


def real_income_change(before: Floats, after: Floats, price_index: Floats) -> Floats:
    """Return exact welfare: the change of income over the price index, as a fraction.

    Args:
        before: Income by economy: value added, tariff revenue and deficit.
        after: The same after the change.
        price_index: Change of the price of final spending, as a fraction.

    Example:
        >>> import numpy as np
        >>> real_income_change(np.array([100.0]), np.array([121.0]), np.array([0.1])).round(12)
        array([0.1])
    """
    return after / before / (1 + price_index) - 1


@dataclass(frozen=True, slots=True, eq=False)
class FirstOrderWelfare:
    """Caliendo and Parro's welfare measure, by economy, as fractions of baseline income.

    Args:
        terms_of_trade: Gain from dearer exports and cheaper imports.
        volume_of_trade: Gain from taxed imports that grow.
    """

    terms_of_trade: Floats
    volume_of_trade: Floats


@dataclass(frozen=True, slots=True, eq=False)
class TradeChange:
    """Two worlds' trade, as the first-order measure needs it.

    Args:
        before: Sales net of tariff: exporter, importer, sector.
        after: The same after the change.
        tariffs: Rates before the change, same axes.
        cost_change: Price of the input bundle by exporter and sector, as a fraction.
        income: Baseline income by economy.
    """

    before: Floats
    after: Floats
    tariffs: Floats
    cost_change: Floats
    income: Floats


def first_order_welfare(change: TradeChange) -> FirstOrderWelfare:
    """Return the measure that Caliendo and Parro print as welfare effect.

    Their formula holds for small changes:
    terms of trade = sum over partners and sectors of (E dc_own - M dc_partner) / I, and
    volume of trade = sum of t M (dM/M - dc_partner) / I, with E and M sales net of tariff, t the tariff,
    c the cost of the input bundle and I income, all of the baseline. For finite changes they, and we,
    take relative differences rather than logarithms; after large tariff changes the measure is far from
    `real_income_change`.

    Example:
        >>> import numpy as np
        >>> flows = np.array([[[4.0], [1.0]], [[1.0], [4.0]]])
        >>> tariffs = np.array([[[0.0], [0.1]], [[0.1], [0.0]]])
        >>> after = flows + np.array([[[0.0], [0.5]], [[0.0], [0.0]]])
        >>> change = TradeChange(flows, after, tariffs, np.array([[0.01], [0.0]]), np.array([5.0, 5.0]))
        >>> first_order_welfare(change).volume_of_trade.round(4)
        array([0.    , 0.0098])

    Source: Caliendo and Parro (2015), Review of Economic Studies 82(1), the decomposition behind table 2.
    """
    dear = change.cost_change
    paid = np.einsum("jik,jk->i", change.before, dear)
    earned = np.einsum("jk,jk->j", change.before.sum(axis=1), dear)
    taxed = change.tariffs * (change.after - change.before * (1 + dear)[:, None, :])
    return FirstOrderWelfare((earned - paid) / change.income, taxed.sum(axis=(0, 2)) / change.income)
