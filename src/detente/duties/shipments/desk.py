"""Answers rows of shipments by table: what rows share (law, ware, duty) is worked out once and kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.shipments.asking import Asked, Asking, Judge
from detente.duties.shipments.groups import Groups
from detente.duties.shipments.results import Answers, KnownLaw, Results
from detente.duties.shipments.words import UNSET, Grid, Places, settled
from detente.ledger.facts import CLAIMED, Given, shipped_facts

MANY = 100_000
"""From how many rows on a law is worked out for all lines at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The rows that have an answer, and its number; `own` are their places among those asked.

    `fault` holds the refusals of all rows as a grid does.
    """

    rows: npt.NDArray[np.intp]
    own: npt.NDArray[np.intp]
    number: Places
    asked: Asked
    fault: Places
    answers: Answers


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A row whose duty turns on its quantities: its place, its case, kind and figures of its lines."""

    at: int
    case: int
    lines: list[tuple[int, int]]


class Desk:
    """Answers rows under one record; threads may share it.

    A row is a pair, a day, facts and a product. Pair and day give a group: a law, and how the ordinary duty
    is worked out. The group's treatment and the product give a ware, law and facts a case; case and ware
    give the answer. Groups, wares and cases are few, however many rows there are.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.asking = Asking(judge)
        self._lock = threading.Lock()
        self._groups = Groups(judge)
        self._cases: list[tuple[int, Given]] = []
        self._case_numbers: dict[object, int] = {}
        self._group_of, self._ware_of = Grid(), Grid()
        self._case_of, self._result_of = Grid(), Grid()
        self._results = Results()

    def answer(self, asked: Asked) -> Found:
        """Return the answers to the rows that could be read."""
        with self._lock:
            group = self._grouped(asked)
            treated = np.array([treated for _, treated in self._groups.groups] or [0], dtype=np.int32)[group]
            self._settle_wares(treated, asked.product)
            ware = self._ware_of.at(treated, asked.product)
            case = settled(self._case_of, group, asked.given, self._case)
            kept = ware > UNSET
            fault = asked.fault.copy()
            fault[asked.rows[~kept]] = ware[~kept]
            own = np.flatnonzero(kept)
            if len(own) < len(kept):
                ware, case = ware[own], case[own]
            self._settle_results(case, ware)
            number = self._result_of.at(case, ware)
            return Found(asked.rows[own], own, number, asked, fault, self._results.answers)

    def weigh(self, found: Found, amounts: Mapping[int, Mapping[str, float]]) -> Found:
        """Return answers with those of rows whose duty turns on a quantity worked out from their own.

        Args:
            found: The answers without quantities.
            amounts: The quantities of rows by unit.
        """
        number = found.number.copy()
        with self._lock:
            weighed: dict[int, list[_Weighed]] = {}
            for at, row in enumerate(found.rows.tolist()):
                own = self._weighed(found.asked, found.own[at], amounts[row]) if row in amounts else None
                if own:
                    law, case = own
                    weighed.setdefault(law, []).append(_Weighed(at, *case))
            for law, rows in weighed.items():
                number[[row.at for row in rows]] = self._rate_weighed(self._groups.laws[law], rows)
            return replace(found, number=number, answers=self._results.answers)

    def _weighed(
        self, asked: Asked, row: int, amounts: Mapping[str, float]
    ) -> tuple[int, tuple[int, list[tuple[int, int]]]] | None:
        """Return the law, the case and the lines of a row whose duty turns on its quantities, else None."""
        value_usd = float(asked.value_usd[row])
        group = int(self._group_of.values[asked.pair[row], asked.on[row]])
        book, treated = self._groups.treatments[self._groups.groups[group][1]]
        product = self.asking.products[asked.product[row]]
        lines = book.weighed(treated, product, value_usd, amounts) if value_usd > 0 else None
        if lines is None:
            return None
        case = int(self._case_of.values[group, asked.given[row]])
        return self._cases[case][0], (case, lines)

    def _rate_weighed(self, law: KnownLaw, rows: Sequence[_Weighed]) -> npt.NDArray[np.integer[Any]]:
        cases, of_row = np.unique([row.case for row in rows], return_inverse=True)
        givens = [self._cases[case][1] for case in cases.tolist()]
        lines = np.array([line for row in rows for line in row.lines]).T
        rated = law.rate_lines(lines, [len(row.lines) for row in rows], givens, of_row.ravel())
        return self._results.numbers(rated)

    def _grouped(self, asked: Asked) -> Places:
        """Return the group of each row."""
        if not len(asked.rows):
            return np.zeros(0, dtype=np.int32)
        grid = self._group_of
        grid.cover(int(asked.pair.max()) + 1, int(asked.on.max()) + 1)
        for number, words in _runs(*grid.unset(asked.pair, asked.on)):
            days = [self.asking.on.texts[word] for word in words.tolist()]
            grid.values[number, words] = self._groups.of_days(*self.asking.pairs[number], days)
        return grid.at(asked.pair, asked.on)

    def _case(self, group: int, given: int) -> int:
        law, facts = self._groups.groups[group][0], self.asking.facts[given]
        bearing = {key: value for key, value in facts.items() if self._bears(law, key)}
        key = (law, tuple(sorted(bearing.items())))
        if key not in self._case_numbers:
            self._case_numbers[key] = len(self._cases)
            self._cases.append((law, bearing))
        return self._case_numbers[key]

    def _bears(self, law: int, fact: str) -> bool:
        """Say whether a fact may matter under a law: it is tested there, or claims a preference."""
        facts = shipped_facts()
        return fact in self._groups.laws[law].facts or (fact in facts and facts[fact].in_trade == CLAIMED)

    def _settle_wares(self, treated: Places, product: Places) -> None:
        if not len(product):
            return
        products = np.array(self.asking.products, dtype="S10")
        self._ware_of.cover(int(treated.max()) + 1, len(products))
        rows, columns = self._ware_of.unset(treated, product)
        if len(product) >= MANY:
            rows = np.repeat(np.unique(treated), len(products)).astype(np.int32)
            columns = np.tile(np.arange(len(products), dtype=np.int32), len(rows) // len(products))
            rows, columns = self._ware_of.unset(rows, columns)
        for number, own in _runs(rows, columns):
            book, treatment = self._groups.treatments[number]
            found, refused = book.numbers(treatment, products, own)
            for place, error in refused.items():
                found[place] = self.asking.faults.refused("product", error)
            self._ware_of.values[number, own] = found

    def _settle_results(self, case: Places, ware: Places) -> None:
        if not len(ware):
            return
        self._result_of.cover(int(case.max()) + 1, int(ware.max()) + 1)
        rows, columns = self._result_of.unset(case, ware)
        if len(ware) >= MANY and len(rows):
            rows, columns = self._widened(rows, columns)
        laws = np.array([law for law, _ in self._cases], dtype=np.int32)[rows]
        order = np.argsort(laws, kind="stable")
        for number, own in _runs(laws[order], order):
            self._rate(self._groups.laws[number], rows[own], columns[own])

    def _widened(self, cases: Places, wares: Places) -> tuple[Places, Places]:
        """Return cases and wares with all wares of cases that declare nothing: most will be asked for."""
        parts = [(cases, wares)]
        for number in np.unique(cases).tolist():
            law, given = self._cases[number]
            if not given:
                every = _flagged(self._ware_of.values[sorted(self._groups.treated_by[law])])
                parts.append((np.full(len(every), number, dtype=np.int32), every))
        both = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
        self._result_of.cover(int(both[0].max()) + 1, int(both[1].max()) + 1)
        return self._result_of.unset(both[0], both[1])

    def _rate(self, law: KnownLaw, cases: Places, wares: Places) -> None:
        """Work out what a law makes of wares, each under the facts of its case."""
        own, of_ware = np.unique(cases, return_inverse=True)
        givens = [self._cases[number][1] for number in own.tolist()]
        rated, distinct = law.rate(wares, givens, of_ware.ravel())
        self._result_of.values[cases, wares] = self._results.numbers(rated)[distinct]


def _flagged(numbers: Places) -> Places:
    """Return the numbers in a table, each once; refusals and what is not set are none."""
    flags = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.bool_)
    flags[numbers[numbers > UNSET]] = True
    return np.flatnonzero(flags).astype(np.int32)


def _runs(rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> list[tuple[int, npt.NDArray[Any]]]:
    """Return the columns of each row, of rows that are in order."""
    edges = np.flatnonzero(np.diff(rows, prepend=UNSET, append=np.iinfo(np.int32).max))
    return [(int(rows[first]), columns[first:last]) for first, last in pairwise(edges)]
