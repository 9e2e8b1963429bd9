"""The duty on distinct goods under one law, as `duty` gives it for a single entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.charging import Charge, Charging
from detente.duties.calculation.rules import HOLDS, Law
from detente.duties.calculation.suppositions import Supposed
from detente.duties.panels.panels import DIGITS, states_of
from detente.duties.scope.alike import numbered_rows
from detente.duties.shipments.supposing import suppose_each
from detente.ledger.facts import Given, shipped_facts

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.integer[Any]]
OF_THE_WHOLE = ("floor_total", "total")
"""Semantics of duties that depend on the ordinary one."""


@dataclass(frozen=True, slots=True, eq=False)
class Wares:
    """Goods that the law can tell apart: the lists they stand on, the ordinary duty, the preferences.

    `members` say by name of list or prefix which wares are on it, `low` and `high` bound the ordinary duty
    (NaN where nobody can tell), `preferences` are lower duties by the fact that claims them.
    """

    members: Mapping[str, Flags]
    low: Floats
    high: Floats
    preferences: Mapping[str, Floats]
    base: Floats = field(init=False)
    """The ordinary duty where it is one figure, else NaN."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", np.where(self.low == self.high, self.low, np.nan))

    def on(self, name: str) -> Flags:
        """Return which wares stand on a list, or begin with a prefix."""
        return self.members[name]


@dataclass(frozen=True, slots=True, eq=False)
class Charged:
    """What a law makes of wares, unrounded: the duties added as stated, the least and most in all.

    `base` is the ordinary duty as stated, NaN where it is none; `parts` are places in `components`.
    """

    base: Floats
    additional: Floats
    least: Floats
    most: Floats
    unknown: Flags
    parts: npt.NDArray[np.int32]
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Answers: `rates` has a row each for base, additional, total, low and high, NaN where unknown.

    `state` are places in `panels.STATES`, `parts` places in `components`.
    """

    rates: Floats
    state: npt.NDArray[np.uint8]
    parts: npt.NDArray[np.int32]
    components: tuple[str, ...]

    @classmethod
    def of(cls, charged: Charged, own: Places, low: Floats, high: Floats) -> Rated:
        """Return the answers on goods.

        Args:
            charged: What is charged on classes of goods.
            own: The class of each good.
            low: The least ordinary duty of each good that is not in what is charged.
            high: The most.
        """
        base = np.round(charged.base[own] + np.where(low == high, low, np.nan), DIGITS)
        additional = np.round(charged.additional[own], DIGITS)
        lowest = np.round(charged.least[own] + low, DIGITS)
        highest = np.round(charged.most[own] + high, DIGITS)
        highest = np.where(charged.unknown[own], np.nan, highest)
        total = np.round(base + additional, DIGITS)
        rates = np.stack([base, additional, total, lowest, highest]) + 0.0  # no negative zero
        return cls(rates, states_of(lowest, highest), charged.parts[own], charged.components)


def charge_wares(law: Law, wares: Wares, givens: Sequence[Given], of_ware: Places) -> Charged:
    """Return what a law charges on wares.

    Args:
        law: The law.
        wares: The wares.
        givens: Facts declared.
        of_ware: Which of the givens is each ware's.
    """
    charging = Charging(law, wares)
    supposed = suppose_each(charging, givens, of_ware)
    charges = charging.charges(supposed.cases)
    nothing = np.zeros(len(supposed.cases.good))
    low, high, unknown = nothing, nothing, nothing.astype(np.bool_)
    for charge in charges:
        low, high, unknown = low + charge.low, high + charge.high, unknown | charge.unknown
    base, good = charging.base(supposed.cases), supposed.cases.good
    least, most = (np.where(np.isnan(base), edge[good], base) for edge in (wares.low, wares.high))
    parts, components = _components(charges, supposed)
    return Charged(
        base=supposed.stated(np.where(least == most, base, np.nan)),
        additional=supposed.stated(high),
        least=supposed.least(least + low),
        most=supposed.most(most + high),
        unknown=supposed.most(unknown.astype(np.float64)) > 0,
        parts=parts,
        components=components,
    )


def turns_on_base(law: Law) -> bool:
    """Say whether what a law adds depends on the ordinary duty, or lifts it."""
    return any(rule.frees_base or rule.tranche.semantics in OF_THE_WHOLE for rule in law.rules)


def _components(
    charges: Sequence[Charge], supposed: Supposed
) -> tuple[npt.NDArray[np.int32], tuple[str, ...]]:
    """Return, of each good, the place of the text that names what makes up its stated additional duty."""
    names = [charge.rule.programme for charge in charges]
    if not names:
        return np.zeros(len(supposed.goods), dtype=np.int32), ("",)
    table = np.empty((len(supposed.goods), len(names)))
    for place, charge in enumerate(charges):
        table[supposed.goods, place] = charge.high[supposed.first]
        if charge.unknown.any():
            table[supposed.most(charge.unknown.astype(np.float64)) > 0, place] = np.nan
    table = np.round(table, DIGITS) + 0.0  # no negative zero
    parts, example = numbered_rows(table)
    texts = tuple(component_text(names, row) for row in table[example].tolist())
    return parts.astype(np.int32), texts


def names_of(law: Law) -> tuple[str, ...]:
    """Return the lists and prefixes that decide on goods under a law."""
    return tuple(sorted({name for rule in law.rules for name in rule.names}))


def facts_of(law: Law) -> frozenset[str]:
    """Return the facts on which a law may turn, claims of preference aside."""
    found = {test.fact for rule in law.rules for test in rule.tests}
    found.update(rule.spared_content.fact for rule in law.rules if rule.spared_content)
    found.update(rule.open_fact for rule in law.rules if rule.open_fact)
    if any(rule.tranche.value_base != "full" for rule in law.rules):
        found.update(key for key, fact in shipped_facts().items() if fact.kind == "share")
    return frozenset(found) | {HOLDS}


def component_text(programmes: Sequence[str], rates: Sequence[float]) -> str:
    """Return what makes up an additional duty, in the order of the law; a rate nobody knows is NaN.

    Example:
        >>> component_text(["ieepa-fentanyl", "s301", "s232"], [0.2, 0.0, float("nan")])
        'ieepa-fentanyl:0.2; s232:unknown'
    """
    told = zip(programmes, rates, strict=True)
    return "; ".join(
        f"{name}:{'unknown' if rate != rate else format(rate, f'.{DIGITS}g')}" for name, rate in told if rate
    )
