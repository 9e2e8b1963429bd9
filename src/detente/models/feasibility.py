"""Why a world cannot balance its accounts: imports that nothing pays for, surpluses that nothing buys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.models.baseline import Baseline
from detente.models.equilibrium import abroad
from detente.models.fixed_point import Floats

Links = npt.NDArray[np.bool_]

_ROUNDING = 1e-9
"""Deficits this small against world value added are none."""

_HEAVY = 0.5
"""A surplus that takes this share of income is the likely reason why it cannot be carried."""


def one_way_trade(baseline: Baseline, deficit: Floats) -> str:
    """Return which economies' accounts cannot balance at any wages and prices; empty when none is found.

    Shares that are zero stay zero, those that are not never vanish. So a group of economies that buys
    nothing from the rest and sells to it must lend (its deficits sum to less than zero), one that sells
    nothing and buys must borrow, one that does neither must do neither. The groups looked at are each
    economy with all that supply it, directly or through others, and with all that it supplies.

    Args:
        baseline: Who buys from whom.
        deficit: By economy, in the baseline's currency.

    Example:
        >>> shares = np.array([[[1.0], [0.5]], [[0.0], [0.5]]])  # CHN sells to the USA and buys nothing
        >>> world = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=shares,
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[2.0, 1.0],
        ...     deficit=[-1.0, 1.0], expenditure=[[1.0], [2.0]],
        ... )
        >>> one_way_trade(world, world.deficit)
        ''
        >>> one_way_trade(world, np.zeros(2))
        'CHN sells abroad and buys nothing there, which its trade deficit of 0 does not allow'
    """
    sells: Links = np.any(baseline.expenditure_share * baseline.expenditure > 0, axis=2)
    np.fill_diagonal(sells, True)
    supplies = _closure(sells)
    rounding = _ROUNDING * float(baseline.value_added.sum())
    for group in (*supplies.T, *supplies):
        exports = bool(sells[np.ix_(group, ~group)].any())
        imports = bool(sells[np.ix_(~group, group)].any())
        lent = -float(deficit[group].sum())
        if exports and not imports and lent <= rounding:
            what = "abroad and buys nothing there"
        elif imports and not exports and -lent <= rounding:
            what = "nothing abroad and buys there"
        elif not (exports or imports) and abs(lent) > rounding:
            what = "nothing abroad and buys nothing there"
        else:
            continue
        names = [name for name, within in zip(baseline.economies, group, strict=True) if within]
        who = names[0] if len(names) == 1 else f"the group of {', '.join(names[:3])}"
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        owed = 0 if abs(lent) <= rounding else f"{-lent:.2g}"
        return f"{who}{more} sells {what}, which its trade deficit of {owed} does not allow"
    return ""


def heaviest_burden(baseline: Baseline, income: Floats, trade: Floats) -> str:
    """Return which deficit or surplus weighs most on its economy; empty when there are none.

    A surplus is a burden when it comes to a large part of income; failing that, where it leaves little of
    exports, or a deficit leaves little of imports, to be paid for by trade.

    Args:
        baseline: Its economies and deficits, at the size that was carried.
        income: By economy, before the deficit: value added, tariff revenue and rents.
        trade: Net of tariff: exporter, importer, sector.

    Example:
        >>> flows = np.array([[[4.0], [6.0]], [[1.0], [9.0]]])
        >>> world = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=flows / flows.sum(axis=0),
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[10.0, 10.0],
        ...     deficit=[-5.0, 5.0], expenditure=[[5.0], [15.0]],
        ... )
        >>> heaviest_burden(world, world.value_added, flows)
        'the surplus of CHN takes 50% of what it earns'
    """
    exports, imports = abroad(trade)
    surplus, deficit = np.maximum(-baseline.deficit, 0.0), np.maximum(baseline.deficit, 0.0)
    parts = (
        ("surplus", "earns", _part(surplus, income)),
        ("surplus", "sells abroad", _part(surplus, exports)),
        ("deficit", "buys abroad", _part(deficit, imports)),
    )
    heavy = parts[0][2].max() >= _HEAVY
    kind, what, part = parts[0] if heavy else max(parts[1:], key=lambda row: float(row[2].max()))
    place = int(np.argmax(part))
    if part[place] == 0:
        return ""
    return f"the {kind} of {baseline.economies[place]} takes {part[place]:.0%} of what it {what}"


def why_unbalanced(baseline: Baseline) -> str:
    """Return why a baseline has no equilibrium, or none in reach; empty when nothing speaks against it."""
    broken = one_way_trade(baseline, baseline.deficit)
    if broken:
        return f"{broken}; give other deficits"
    income = baseline.value_added + baseline.tariff_revenue()
    if (income + baseline.deficit <= 0).any():
        return (
            f"{heaviest_burden(baseline, income, baseline.trade())}; correct its deficit or its value added"
        )
    return ""


def _part(part: Floats, whole: Floats) -> Floats:
    """Return part over whole; 0 where both are."""
    share: Floats = np.divide(part, whole, out=np.zeros_like(part), where=part > 0)
    return share


def _closure(sells: Links) -> Links:
    """Who supplies whom, directly or through others."""
    reach = sells
    while True:
        further: Links = (reach.astype(np.float64) @ reach) > 0
        if (further == reach).all():
            return reach
        reach = further
