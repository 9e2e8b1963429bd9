"""The duty of every class of goods under one law: what is stated, the least and most, the mean in trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.charging import Charging
from detente.duties.calculation.rules import Law
from detente.duties.calculation.suppositions import suppose
from detente.duties.scope.goods import Goods
from detente.ledger.facts import Given

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rating:
    """Rates of goods, each array a place for a good; all but `base` are duties added to the ordinary one.

    `stated` is what an entry pays that claims nothing; `low` and `high` bound it; `total_low` and
    `total_high` bound it with the ordinary duty, NaN where that is unknown. `claimed` and `unclaimed` are
    means over the trade that claims a preference and the trade that does not, `claimed_base` the ordinary
    duty of the former. `unknown` marks goods on which a duty of unknown rate falls. `open_facts` are those
    that nobody declared and on which some rate turns.
    """

    base: Floats
    stated: Floats
    low: Floats
    high: Floats
    total_low: Floats
    total_high: Floats
    claimed: Floats
    unclaimed: Floats
    claimed_base: Floats
    unknown: Flags
    open_facts: tuple[str, ...]


def rate_goods(law: Law, goods: Goods, given: Given, shares: Mapping[str, float] | None = None) -> Rating:
    """Return the rates of goods under a law, given the facts declared.

    Means take what lies between the least and most of a rate that the record holds as a range as its middle.

    Args:
        law: The law of the moment.
        goods: Goods of its origin.
        given: Facts declared of all of them.
        shares: The share of trade on a list whose lines are not on record, by tranche; it weighs in means.
    """
    charging = Charging(law, goods)
    supposed = suppose(charging, given, shares)
    nothing = np.zeros(len(supposed.cases.good))
    low, high, unknown = nothing, nothing, nothing.astype(np.bool_)
    for charge in charging.charges(supposed.cases):
        low, high, unknown = low + charge.low, high + charge.high, unknown | charge.unknown
    base = charging.base(supposed.cases)
    middle = (low + high) / 2
    return Rating(
        base=supposed.stated(base),
        stated=supposed.stated(high),
        low=supposed.least(low),
        high=supposed.most(high),
        total_low=supposed.least(base + low),
        total_high=supposed.most(base + high),
        claimed=supposed.mean(middle, claimed=True),
        unclaimed=supposed.mean(middle, claimed=False),
        claimed_base=supposed.mean(base, claimed=True),
        unknown=supposed.most(unknown.astype(np.float64)) > 0,
        open_facts=supposed.open_facts,
    )


def by_programme(law: Law, goods: Goods, given: Given) -> dict[str, tuple[Floats, Floats]]:
    """Return what each programme adds in the mean: to trade that claims a preference, and to the rest."""
    charging = Charging(law, goods)
    supposed = suppose(charging, given)
    found: dict[str, Floats] = {}
    for charge in charging.charges(supposed.cases):
        if charge.rule.tranche.semantics == "exempt":
            continue
        nothing = np.zeros(len(supposed.cases.good))
        middle = (charge.low + charge.high) / 2
        found[charge.rule.programme] = found.get(charge.rule.programme, nothing) + middle
    return {
        name: (supposed.mean(total, claimed=True), supposed.mean(total, claimed=False))
        for name, total in found.items()
    }
