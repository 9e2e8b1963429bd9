"""The cases to try for goods of which each declares facts of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.charging import Cases, Charging
from detente.duties.calculation.suppositions import Supposed, _Atom, _otherwise, _used, facts_named
from detente.duties.scope.alike import numbered_rows
from detente.ledger.facts import Given, Value, shipped_facts

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer[Any]]


def suppose_each(charging: Charging, givens: Sequence[Given], of_good: Places) -> Supposed:
    """Return the cases to try for goods whose declared facts differ.

    It is `suppose` for each of the givens on its own goods, in one; the cases carry no weights of trade.

    Args:
        charging: A law at work on goods.
        givens: The facts declared.
        of_good: Which of the givens is each good's.
    """
    used = dict(_used(charging))
    keys = dict.fromkeys((*(atom.fact for atom in used), *facts_named(charging)))
    one = len(givens) == 1  # most often nothing is declared, and what holds of one good holds of all
    free = {}
    for key in keys:
        undeclared = np.array([key not in given and not _settled(key) for given in givens])
        free[key] = undeclared[0] if one else undeclared[of_good]
    atoms = tuple(used)
    bits = np.array([used[atom] & free[atom.fact] for atom in atoms], dtype=np.bool_)
    kind_of = np.zeros(len(of_good), dtype=np.intp)
    if atoms:
        kind_of, _ = numbered_rows(np.packbits(bits, axis=0).T)
    order = np.argsort(kind_of, kind="stable")
    goods, tried = [], []
    for own in np.split(order, np.flatnonzero(np.diff(kind_of[order])) + 1):
        combined = _combined([atom for place, atom in enumerate(atoms) if bits[place, own[0]]])
        many = len(next(iter(combined.values()), [None]))
        goods.append(np.repeat(own, many))
        tried.append((combined, len(own)))
    places = np.concatenate(goods) if goods else np.zeros(0, dtype=np.intp)
    first = np.flatnonzero(np.diff(places, prepend=-1))
    facts = {key: _column(key, givens, of_good, places, tried) for key in keys}
    nothing = np.zeros(len(places))
    return Supposed(
        cases=Cases(places, facts), goods=places[first], first=first, weight=nothing,
        claimed=nothing.astype(np.bool_), open_facts=tuple(dict.fromkeys(atom.fact for atom in atoms)),
        presumed={},
    )  # fmt: skip


def _settled(key: str) -> bool:
    facts = shipped_facts()
    return key in facts and facts[key].settled


def _combined(atoms: Sequence[_Atom]) -> dict[str, list[Value]]:
    """Return the values that open facts take in each case, what is presumed in the first."""
    choices: dict[str, list[Value]] = {}
    for atom in atoms:
        choices.setdefault(atom.fact, [_otherwise(atom.fact)]).append(atom.value)
    values = list(product(*choices.values()))
    return {key: [each[place] for each in values] for place, key in enumerate(choices)}


def _column(
    key: str,
    givens: Sequence[Given],
    of_good: Places,
    places: Places,
    tried: Sequence[tuple[Mapping[str, list[Value]], int]],
) -> Any:
    """Return a fact's value in each case, or the one that it has in all."""
    stated = [given.get(key, _otherwise(key)) for given in givens]
    opened = any(key in combined for combined, _ in tried)
    if not opened and len(set(stated)) == 1:
        return stated[0]
    fixed = _values(stated)[of_good][places]
    if not opened:
        return fixed
    parts, at = [], 0
    for combined, goods in tried:
        many = len(next(iter(combined.values()), [None]))
        own = fixed[at : at + goods * many]
        parts.append(np.tile(_values(combined[key]), goods) if key in combined else own)
        at += goods * many
    return np.concatenate(parts)


def _values(values: Sequence[Value]) -> npt.NDArray[Any]:
    """Return values as an array; a day that nobody declared is one that never comes."""
    if any(isinstance(value, date) for value in values):
        return np.array([date.max if value is None else value for value in values], dtype=object)
    if any(value is None for value in values):
        return np.array(values, dtype=object)
    return np.array(values)
