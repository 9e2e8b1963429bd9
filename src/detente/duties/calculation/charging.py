"""What a law charges on goods: scopes, facts, exemptions and interactions applied to whole arrays at once.

Facts nobody declared are tried at their ends, so that an answer lies between the least and the most that they
allow. A duty is linear in every share and in every yes or no, so the ends bound it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.rules import HOLDS, Law, Rule, bounds, prefixed
from detente.duties.scope.goods import Goods
from detente.ledger.entries import Exemption, Test
from detente.ledger.facts import shipped_facts

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Goods under supposed facts: `good` is the place of each case's good, `facts` its values by key.

    A value is one for all cases, or an array with one for each. A choice is a word or an array of words.
    """

    good: Places
    facts: Mapping[str, Any]

    def met(self, test: Test) -> Any:
        """Return in which cases a test of a fact is passed."""
        value = self.facts[test.fact]
        if test.equals is not None or test.differs is not None:
            word = test.equals if test.equals is not None else test.differs
            truth = word == "yes" if shipped_facts()[test.fact].kind == "yes-no" else word
            same = value == truth
            return same if test.differs is None else np.logical_not(same)
        if value is None:
            return False
        if test.below is not None:
            return value < test.below
        if test.at_least is not None:
            return value >= test.at_least
        assert test.before is not None
        return value < test.before.day


@dataclass(frozen=True, slots=True, eq=False)
class Charge:
    """What one rule charges in each case, as fractions of the customs value.

    `covered` says where the rule reaches the good, `left` what share of it exemptions and other rules
    leave, `low` and `high` what is then due; `unknown` where something is due but nobody knows what.
    """

    rule: Rule
    covered: Flags
    left: Floats
    low: Floats
    high: Floats
    unknown: Flags


class Charging:
    """A law at work on goods; what each list and prefix covers is worked out once.

    Args:
        law: The law of the moment.
        goods: Goods of its origin.
        places: The rules that may bear on these goods; all by default.
    """

    def __init__(self, law: Law, goods: Goods, places: Iterable[int] | None = None) -> None:
        self.law, self.goods = law, goods
        self.places = tuple(range(len(law.rules)) if places is None else places)
        self._on: dict[str, Flags] = {}
        self._described: dict[int, Flags] = {}
        self._reached = {place: self._reach(law.rules[place]) for place in self.places}
        self.places = tuple(place for place in self.places if self._reached[place].any())

    def on(self, name: str) -> Flags:
        """Return which goods stand on a list or begin with a prefix."""
        if name not in self._on:
            self._on[name] = self.goods.on(name)
        return self._on[name]

    def any_of(self, names: Iterable[str]) -> Flags:
        """Return which goods stand on any of the lists."""
        found = np.zeros(len(self.goods.base), dtype=np.bool_)
        for name in names:
            found = found | self.on(name)
        return found

    def described(self, exemption: Exemption) -> Flags:
        """Return the goods that an exemption describes, its test of a fact aside."""
        if id(exemption) not in self._described:
            self._described[id(exemption)] = self._describe(exemption)
        return self._described[id(exemption)]

    def _describe(self, exemption: Exemption) -> Flags:
        goods = np.ones(len(self.goods.base), dtype=np.bool_)
        if exemption.list:
            goods = goods & self.on(exemption.list)
        if exemption.prefixes:
            goods = goods & self.any_of(prefixed(exemption.prefixes))
        if exemption.except_list:
            goods = goods & ~self.on(exemption.except_list)
        if exemption.except_prefixes:
            goods = goods & ~self.any_of(prefixed(exemption.except_prefixes))
        return goods

    def reached(self, place: int) -> Flags:
        """Return the goods that a rule reaches, or may reach where its lines are not on record."""
        return self._reached[place]

    def _reach(self, rule: Rule) -> Flags:
        if rule.lists is None or (rule.uncertain and not rule.within):
            return np.ones(len(self.goods.base), dtype=np.bool_)
        return self.any_of(rule.within if rule.uncertain else rule.lists)

    def charges(self, cases: Cases) -> list[Charge]:
        """Return what each rule charges in each case, in the order of the law."""
        covered = {place: self._covered(place, cases) for place in self.places}
        # A duty that is itself lifted takes no other's place.
        for place in self.places:
            for other in self.law.rules[place].lifted_by:
                if other in covered:
                    covered[place] = covered[place] & ~covered[other]
        taxed = {place: covered[place] * self._value_share(place, cases) for place in self.places}
        base = self._base(cases)
        return [self._charge(place, cases, base, covered, taxed) for place in self.places]

    def base(self, cases: Cases) -> Floats:
        """Return the ordinary duty in each case, after a preference where one is claimed."""
        return self._base(cases)

    def _base(self, cases: Cases) -> Floats:
        base = self.goods.base[cases.good]
        for fact, rates in self.goods.preferences.items():
            lower = rates[cases.good]
            base = np.where(np.logical_and(cases.facts[fact], ~np.isnan(lower)), np.fmin(base, lower), base)
        for place in self.places:
            if self.law.rules[place].frees_base:
                base = np.where(self._covered(place, cases), 0.0, base)
        return base

    def _covered(self, place: int, cases: Cases) -> Flags:
        rule = self.law.rules[place]
        covered: Flags = self._reached[place][cases.good]
        if rule.uncertain:
            covered = covered & cases.facts[rule.tranche.id]
        if not rule.certain:
            holds = cases.facts[HOLDS]
            covered = covered & (holds if rule.span.state == "in_force" else np.logical_not(holds))
        if rule.tranche.requires:
            covered = covered & cases.met(rule.tranche.requires)
        for exemption in rule.exempt:
            spared: Any = self.described(exemption)[cases.good]
            if exemption.when:
                spared = spared & cases.met(exemption.when)
            covered = covered & ~spared
        return covered

    def _value_share(self, place: int, cases: Cases) -> Any:
        """Return the share of the value on which a rule is charged, before other rules take theirs."""
        rule = self.law.rules[place]
        share: Any = 1.0
        if rule.tranche.value_base != "full":
            fact = "metal_share" if rule.tranche.value_base == "metal_content" else "non_us_content"
            share = cases.facts[fact]
            if rule.tranche.full_value_in:
                whole = self.any_of(prefixed(rule.tranche.full_value_in))[cases.good]
                share = np.where(whole, 1.0, share)
        content = rule.spared_content
        if content:
            held = cases.facts[content.fact]
            share = share * np.where(held >= content.at_least, 1.0 - held, 1.0)
        return share

    def _charge(
        self,
        place: int,
        cases: Cases,
        base: Floats,
        covered: Mapping[int, Flags],
        taxed: Mapping[int, Floats],
    ) -> Charge:
        rule = self.law.rules[place]
        left: Floats = taxed[place].astype(np.float64)
        gone = rule.yields_to | rule.lower_than | rule.named_instead | rule.lifted_by
        for other, where in covered.items():
            if other in gone:
                left = np.where(where, 0.0, left)
        for others in rule.scaled_by:
            shares = [share for other, share in taxed.items() if other in others]
            if shares:
                left = left * (1.0 - np.maximum.reduce(shares))
        low, high, unknown = self._rates(rule, cases, base)
        due = left > 0
        return Charge(rule, covered[place], left, low * left, high * left, unknown & due)

    def _rates(self, rule: Rule, cases: Cases, base: Floats) -> tuple[Floats, Floats, Flags]:
        """Return the least and most that a rule adds to the ordinary duty, and where that is unknown."""
        size = len(cases.good)
        nothing = np.zeros(size)
        if rule.tranche.semantics == "exempt":
            return nothing, nothing, np.zeros(size, dtype=np.bool_)
        between = bounds(rule.tranche)
        if between is None:
            return nothing, nothing, np.ones(size, dtype=np.bool_)
        low, high = np.full(size, between[0]), np.full(size, between[1])
        for name, rate in rule.rates_by_list.items():
            on = self.on(name)[cases.good]
            low, high = np.where(on, rate, low), np.where(on, rate, high)
        if rule.tranche.semantics in ("floor_total", "total"):
            low = np.where(np.isnan(base), 0.0, np.maximum(low - base, 0.0))
            high = np.where(np.isnan(base), high, np.maximum(high - base, 0.0))
        return low, high, np.zeros(size, dtype=np.bool_)
