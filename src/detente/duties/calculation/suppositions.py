"""Which facts an answer turns on, and the cases to try where nobody has declared them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.charging import Cases, Charging
from detente.duties.calculation.rules import HOLDS, Rule
from detente.ledger.facts import CLAIMED, Given, InTrade, Value, shipped_facts

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

_BITS = 40
"""As many facts as are told apart at once, so that their numbers stay whole ones."""
_CONTENT = {"metal_content": "metal_share", "non_us_content": "non_us_content"}


@dataclass(frozen=True, slots=True, eq=False)
class Supposed:
    """The cases of some goods: those of one good follow one another, the first takes what is presumed.

    `first` is the place of each good's first case, `goods` that good; `weight` the share of trade to which
    a case is taken to apply, given whether preferences are claimed, and `claimed` says whether they are.
    `open_facts` are the facts tried, `presumed` those of a settled fact that bears on the answer.
    """

    cases: Cases
    goods: Places
    first: Places
    weight: Floats
    claimed: Flags
    open_facts: tuple[str, ...]
    presumed: Mapping[str, Value]

    def of_first_good(self) -> Cases:
        """Return the first good's stated case alone."""
        place = self.first[np.flatnonzero(self.goods == 0)]
        several = {key: value for key, value in self.cases.facts.items() if isinstance(value, np.ndarray)}
        alone = {key: value[place] for key, value in several.items()}
        return Cases(self.cases.good[place], {**self.cases.facts, **alone})

    def least(self, values: Floats) -> Floats:
        """Return the least of each good's cases, in the order of the goods."""
        return self._by_good(np.minimum.reduceat(values, self.first))

    def most(self, values: Floats) -> Floats:
        """Return the most of each good's cases, in the order of the goods."""
        return self._by_good(np.maximum.reduceat(values, self.first))

    def stated(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return what each good's first case says, in the order of the goods."""
        return self._by_good(values[self.first])

    def mean(self, values: Floats, claimed: bool) -> Floats:
        """Return the mean of each good's cases, all with a preference claimed or all without."""
        found = self._mean(values, ~self.claimed, values[self.first].astype(np.float64))
        if claimed:  # a good without a preference has no case that claims one
            found = self._mean(values, self.claimed, found)
        return self._by_good(found)

    def _mean(self, values: Floats, counted: Flags, otherwise: Floats) -> Floats:
        """Return the mean of each good's cases that count, another figure where none does."""
        weight = np.where(counted, self.weight, 0.0)
        whole = np.add.reduceat(weight, self.first)
        part = np.add.reduceat(weight * values, self.first)
        return np.divide(part, whole, out=otherwise.copy(), where=whole > 0)

    def _by_good(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        ordered = np.empty_like(values)
        ordered[self.goods] = values
        return ordered


@dataclass(frozen=True, slots=True)
class _Atom:
    """One alternative to what is presumed: a fact and another value of it."""

    fact: str
    value: Value


def suppose(charging: Charging, given: Given, shares: Mapping[str, float] | None = None) -> Supposed:
    """Return the cases to try for the goods of a charging, given the facts declared.

    Args:
        charging: A law at work on goods.
        given: Facts declared of all of them.
        shares: The share of trade on a list whose lines are not on record, by tranche; none by default.
    """
    used = dict(_used(charging))
    facts = shipped_facts()
    fixed: dict[str, Value] = {}
    presumed: dict[str, Value] = {}
    for key in sorted({atom.fact for atom in used} | set(facts_named(charging))):
        if key in given:
            fixed[key] = given[key]
        elif key in facts and facts[key].settled:
            fixed[key] = presumed[key] = facts[key].otherwise
    opened = {atom: flags for atom, flags in used.items() if atom.fact not in fixed}
    otherwise = {atom.fact: _otherwise(atom.fact) for atom in opened}
    for key in facts_named(charging):
        if key not in fixed:
            otherwise.setdefault(key, _otherwise(key))
    return _cases(charging, opened, fixed, otherwise, presumed, shares or {})


def _cases(
    charging: Charging,
    opened: Mapping[_Atom, Flags],
    fixed: Mapping[str, Value],
    otherwise: Mapping[str, Value],
    presumed: Mapping[str, Value],
    shares: Mapping[str, float],
) -> Supposed:
    size = len(charging.goods.base)
    atoms = tuple(opened)
    apart = tuple(_told_apart(charging, opened))
    flags = [*opened.values(), *(where for _, _, where in apart)]
    bits = np.array(flags, dtype=np.bool_).reshape(len(flags), size)
    kind_of = _alike(bits)
    kinds = bits[:, np.unique(kind_of, return_index=True)[1]]
    good, weight, claimed = [], [], []
    values: dict[str, list[npt.NDArray[Any]]] = {key: [] for key in otherwise}
    for number in range(kinds.shape[1]):
        used = kinds[:, number]
        own = [atom for atom, holds in zip(atoms, used, strict=False) if holds]
        of_goods = {
            key: in_trade
            for (key, in_trade, _), holds in zip(apart, used[len(atoms) :], strict=True)
            if holds
        }
        combinations = list(_combinations(own, otherwise))
        goods = np.flatnonzero(kind_of == number)
        good.append(np.repeat(goods, len(combinations)))
        weight.append(
            np.tile([_weight(own, combined, shares, of_goods) for combined in combinations], len(goods))
        )
        claimed.append(np.tile([_claimed(combined) for combined in combinations], len(goods)))
        for key, column in values.items():
            each = np.array([combined.get(key, otherwise[key]) for combined in combinations])
            column.append(np.tile(each, len(goods)))
    places = np.concatenate(good) if good else np.zeros(0, dtype=np.intp)
    first = np.flatnonzero(np.diff(places, prepend=-1))
    tried = {key: np.concatenate(column) for key, column in values.items() if column}
    return Supposed(
        cases=Cases(places, {**fixed, **tried}),
        goods=places[first],
        first=first,
        weight=np.concatenate(weight) if weight else np.zeros(0),
        claimed=np.concatenate(claimed) if claimed else np.zeros(0, dtype=np.bool_),
        open_facts=tuple(dict.fromkeys(atom.fact for atom in atoms)),
        presumed=presumed,
    )


def _told_apart(charging: Charging, opened: Mapping[_Atom, Flags]) -> Iterator[tuple[str, InTrade, Flags]]:
    """Yield the shares in trade of a fact of goods that have others than the rest, with these goods."""
    facts = shipped_facts()
    for key in dict.fromkeys(atom.fact for atom in opened):
        for row in facts[key].in_trade_of if key in facts else ():
            asked = np.logical_or.reduce([flags for atom, flags in opened.items() if atom.fact == key])
            where = asked & charging.any_of(f"prefix:{prefix}" for prefix in row.prefixes)
            if where.any():
                otherwise = facts[key].in_trade
                yield key, {**(otherwise if isinstance(otherwise, Mapping) else {}), **row.shares}, where


def _alike(bits: Flags) -> Places:
    """Return a number for each column of bits, from 0 on, the same for columns that are the same."""
    alike: Places = np.zeros(bits.shape[1], dtype=np.intp)
    for start in range(0, len(bits), _BITS):
        chunk = bits[start : start + _BITS]
        keys = alike * (1 << len(chunk)) + (1 << np.arange(len(chunk))) @ chunk
        alike = np.unique(keys, return_inverse=True)[1]
    return alike


def _combinations(atoms: list[_Atom], otherwise: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Yield each combination of the values that facts may take, what is presumed first."""
    choices: dict[str, list[Value]] = {}
    for atom in atoms:
        choices.setdefault(atom.fact, [otherwise[atom.fact]]).append(atom.value)
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def _weight(
    atoms: list[_Atom],
    combined: Mapping[str, Value],
    shares: Mapping[str, float],
    of_goods: Mapping[str, InTrade],
) -> float:
    """Return the share of trade a combination is taken to apply to, claims of preference aside.

    Goods that are not on record weigh their stated share, else nothing; what instruments bring is taken to
    hold. `of_goods` are the shares of facts that are told apart by goods.
    """
    weight = 1.0
    for key, value in combined.items():
        fact = shipped_facts().get(key)
        if fact is None:
            share = shares.get(key, float(_otherwise(key) is True))
            weight *= share if value else 1.0 - share
        elif fact.in_trade != CLAIMED:
            tried = [atom.value for atom in atoms if atom.fact == key]
            weight *= _share(of_goods.get(key, fact.in_trade), value, tried)
    return weight


def _share(in_trade: InTrade, value: Value, tried: Sequence[Value]) -> float:
    """Return the share of trade for which a fact is taken to have a value, of those tried."""
    if isinstance(in_trade, Mapping):
        shares = {option: in_trade[str(option)] for option in tried}
        whole = max(1.0, sum(shares.values()))
        return shares[value] / whole if value in shares else 1 - sum(shares.values()) / whole
    share = float(in_trade)
    return share if float(value) == 1.0 else 1 - share  # type: ignore[arg-type]


def _claimed(combined: Mapping[str, Value]) -> bool:
    facts = shipped_facts()
    return any(
        value is True and facts[key].in_trade == CLAIMED for key, value in combined.items() if key in facts
    )


def _otherwise(key: str) -> Value:
    """Return what the stated figure takes of an open fact."""
    facts = shipped_facts()
    return facts[key].otherwise if key in facts else key == HOLDS


def facts_named(charging: Charging) -> Iterator[str]:
    """Yield every fact that the rules at work name, whether or not it bears on these goods."""
    yield from charging.goods.preferences
    for place in charging.places:
        rule = charging.law.rules[place]
        yield from (test.fact for test in rule.tests)
        if rule.tranche.value_base in _CONTENT:
            yield _CONTENT[rule.tranche.value_base]
        if rule.spared_content:
            yield rule.spared_content.fact
        if rule.uncertain:
            yield rule.tranche.id
        if not rule.certain:
            yield HOLDS


def _used(charging: Charging) -> Iterator[tuple[_Atom, Flags]]:
    """Yield each alternative that bears on the duty of some goods, with those goods."""
    found: dict[_Atom, Flags] = {}
    for place in charging.places:
        rule, reached = charging.law.rules[place], charging.reached(place)
        for exemption in rule.exempt:
            if exemption.when is None:  # whatever the facts, these goods are spared
                reached = reached & ~charging.described(exemption)
        for atom, flags in _of_rule(charging, rule, reached):
            found[atom] = found.get(atom, np.zeros_like(reached)) | flags
    for fact, rates in charging.goods.preferences.items():
        better = ~np.isnan(rates) & ~(rates >= charging.goods.base)
        atom = _Atom(fact, True)
        found[atom] = found.get(atom, np.zeros_like(better)) | better
    for atom, flags in found.items():
        if flags.any():
            yield atom, flags


def _of_rule(charging: Charging, rule: Rule, reached: Flags) -> Iterator[tuple[_Atom, Flags]]:
    if rule.tranche.requires:
        yield _alternative(rule.tranche.requires.fact, rule.tranche.requires.equals), reached
    for exemption in rule.exempt:
        if exemption.when:
            spared = reached & charging.described(exemption)
            word = exemption.when.equals or exemption.when.differs
            yield _alternative(exemption.when.fact, word), spared
    if rule.tranche.value_base in _CONTENT:
        whole = charging.any_of(f"prefix:{prefix}" for prefix in rule.tranche.full_value_in)
        yield _alternative(_CONTENT[rule.tranche.value_base], None), reached & ~whole
    if rule.spared_content:
        yield _alternative(rule.spared_content.fact, None), reached
    if rule.uncertain:
        yield _Atom(rule.tranche.id, True), reached
    if not rule.certain:
        yield _Atom(HOLDS, False), reached


def _alternative(key: str, word: str | None) -> _Atom:
    """Return the other value of a fact that a test asks about."""
    fact = shipped_facts()[key]
    if fact.kind == "yes-no":
        return _Atom(key, not fact.otherwise)
    if fact.kind == "share":
        return _Atom(key, 1.0 - float(fact.otherwise))  # type: ignore[arg-type]
    return _Atom(key, word)
