"""Two laws at work on the same goods, side by side: what each measure charges on either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.duties.calculation.charging import Cases, Charge, Charging
from detente.duties.calculation.customs import Customs
from detente.duties.calculation.rules import HOLDS, Law, Rule
from detente.duties.scope.universe import Classes
from detente.ledger.entries import Exemption
from detente.ledger.facts import Given, Value, shipped_facts

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
PARTED = "@"
"""Parts the name of a duty on the world from the origin that a scenario tells apart."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a law is seen from: an importer's customs and the moment of entry."""

    customs: Customs
    instant: Instant


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A law at work on classes of goods, every fact at what is stated of it; arrays have a place a class.

    `charges` and `places` go by tranche: what each charges, and where it stands among the rules of the law.
    """

    standpoint: Standpoint
    law: Law
    charging: Charging
    cases: Cases
    charges: dict[str, Charge]
    places: dict[str, int]
    base: Floats

    @classmethod
    def of(cls, standpoint: Standpoint, law: Law, classes: Classes, given: Given) -> Sight:
        """Return the stated case of every class."""
        charging = Charging(law, classes)
        cases = Cases(np.arange(len(classes.base)), _Stated(given))
        charges = {plain_id(charge.rule): charge for charge in charging.charges(cases)}
        places = {plain_id(rule): place for place, rule in enumerate(law.rules)}
        return cls(standpoint, law, charging, cases, charges, places, charging.base(cases))

    def rule(self, tranche: str) -> Rule | None:
        """Return the rule of a tranche, None where it is not in force."""
        place = self.places.get(tranche)
        return None if place is None else self.law.rules[place]

    def spares(self, exemption: Exemption) -> Flags:
        """Return which classes an exemption spares."""
        described = self.charging.described(exemption)
        return described & self.cases.met(exemption.when) if exemption.when else described

    def reached(self, tranche: str) -> Flags:
        """Return which classes a tranche reaches, or may reach."""
        place = self.places.get(tranche)
        if place is None or place not in self.charging.places:
            return np.zeros(len(self.base), dtype=np.bool_)
        return self.charging.reached(place)

    def yields_to(self, tranche: str) -> set[str]:
        """Return the tranches that take goods, or a share of the value, from one."""
        rule = self.rule(tranche)
        if rule is None:
            return set()
        taken = (place for others in rule.scaled_by for place in others)
        wholly = (*rule.yields_to, *rule.lower_than, *rule.named_instead, *rule.lifted_by)
        return {plain_id(self.law.rules[place]) for place in (*wholly, *taken)}

    def lifted_by(self, tranche: str) -> set[str]:
        """Return the tranches that lift one, so that it covers nothing."""
        rule = self.rule(tranche)
        return {plain_id(self.law.rules[place]) for place in rule.lifted_by} if rule else set()


class _Stated(dict[str, Any]):
    """Facts as declared, and any other at what the stated figure takes of it."""

    def __missing__(self, key: str) -> Value:
        facts = shipped_facts()
        return facts[key].otherwise if key in facts else key == HOLDS


def plain_id(rule: Rule) -> str:
    """Return a tranche's id, without the origin that a scenario tells apart."""
    return rule.tranche.id.partition(PARTED)[0]


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Two sights of the same goods: `of_before` and `of_after` are the classes of each pair.

    `forward` says that the one after has the later law, the greater knowledge or the scenario.
    """

    before: Sight
    after: Sight
    of_before: Places
    of_after: Places
    forward: bool = True

    @property
    def size(self) -> int:
        """How many pairs of classes there are."""
        return len(self.of_before)

    @property
    def tranches(self) -> list[str]:
        """The tranches in force on either side, in the order of the law."""
        return list(dict.fromkeys((*self.before.places, *self.after.places)))

    @property
    def ordered(self) -> tuple[Sight, Sight]:
        """The earlier sight and the later one."""
        return (self.before, self.after) if self.forward else (self.after, self.before)

    def rules(self, tranche: str) -> tuple[Rule | None, Rule | None]:
        """Return the rule of a tranche before and after."""
        return self.before.rule(tranche), self.after.rule(tranche)

    def change(self, tranche: str) -> Floats:
        """Return how much more a tranche charges after than before."""
        found = np.zeros(self.size)
        for sight, own, sign in ((self.before, self.of_before, -1.0), (self.after, self.of_after, 1.0)):
            if tranche in sight.charges:
                found = found + sign * sight.charges[tranche].high[own]
        return found

    def coverage(self, tranche: str) -> tuple[Flags, Flags]:
        """Return which pairs a tranche covers before, and which after."""
        none = np.zeros(self.size, dtype=np.bool_)
        sides = ((self.before, self.of_before), (self.after, self.of_after))
        first, second = (
            sight.charges[tranche].covered[own] if tranche in sight.charges else none for sight, own in sides
        )
        return first, second

    def base_change(self) -> Floats:
        """Return how the ordinary duty changed; where it is unknown on a side it counts as unchanged."""
        change: Floats = np.nan_to_num(self.after.base[self.of_after] - self.before.base[self.of_before])
        return change
