"""Answers rows of shipments by table: what rows share (law, ware, duty) is worked out once and kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.duties.shipments.asking import Asked, Asking, Columns, Judge
from detente.duties.shipments.groups import Groups
from detente.duties.shipments.kept import Kept, Shelf
from detente.duties.shipments.results import Answers, KnownLaw, Results
from detente.duties.shipments.words import UNSET, Grid, Places, settled
from detente.ledger.facts import CLAIMED, Given, shipped_facts

WORTH_KEEPING = 30
"""From how many laws rated on the work is kept for the next process."""
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

    def __init__(self, judge: Judge, shelf: Shelf | None = None) -> None:
        self.judge = judge
        self._shelf = shelf
        self._rated: dict[str, int] = {}
        self.asking = Asking(judge)
        self._lock = threading.Lock()
        self._groups = Groups(judge)
        self._cases: list[tuple[int, Given]] = []
        self._case_numbers: dict[object, int] = {}
        self._many = False
        self._group_of, self._ware_of = Grid(), Grid()
        self._case_of, self._result_of = Grid(), Grid()
        self._results = Results()

    def answer(self, columns: Columns) -> Found:
        """Return the answers to rows, and the refusals of those that cannot be read."""
        with self._lock:
            asked = self.asking.read(columns)
            self._restore(asked)
            self._many = len(asked.rows) >= MANY
            group = self._group_of.settled(asked.pair, asked.on, self._settle_groups)
            treated = np.array([treated for _, treated in self._groups.groups] or [0], dtype=np.int32)[group]
            ware = self._ware_of.settled(treated, asked.product, self._settle_wares)
            case = settled(self._case_of, group, asked.given, self._case)
            kept = ware > UNSET
            fault = asked.fault.copy()
            fault[asked.rows[~kept]] = ware[~kept]
            own = np.flatnonzero(kept)
            if len(own) < len(kept):
                ware, case = ware[own], case[own]
            number = self._result_of.settled(case, ware, self._settle_results)
            return Found(asked.rows[own], own, number, asked, fault, self._results.answers)

    def keep(self) -> None:
        """Keep what was worked out of importers' laws where nothing is declared, if it took long."""
        with self._lock:
            for importer, rated in self._rated.items():
                if self._shelf is not None and rated >= WORTH_KEEPING:
                    self._shelf.put(importer, self._state(importer))
                    self._rated[importer] = 0

    def _state(self, importer: str) -> Kept:
        """Return what was worked out of an importer where nothing is declared."""
        laws, numbers = self._groups.state(importer)
        wares = self._groups.book(importer).state()
        results = np.full((len(numbers), len(wares.tables["wares"])), UNSET, dtype=np.int32)
        for row, number in enumerate(numbers):
            case = self._case_numbers.get((number, ()))
            if case is not None and case < len(self._result_of.values):
                own = self._result_of.values[case, : results.shape[1]]
                results[row, : len(own)] = own
        table = Kept({}, {"results": results.astype(np.min_scalar_type(-1 - int(results.max(initial=0))))})
        return laws.joined(wares).joined(self._results.state()).joined(table)

    def _restore(self, asked: Asked) -> None:
        """Take from the shelf what is kept of importers that turn up for the first time."""
        if not len(asked.pair):
            return
        pairs = np.flatnonzero(np.bincount(asked.pair)).tolist()
        for importer in {self.asking.pairs[pair][0] for pair in pairs} - self._rated.keys():
            self._rated[importer] = 0
            kept = self._shelf.take(importer) if self._shelf else None
            if kept is not None:
                self._take_in(importer, kept)

    def _take_in(self, importer: str, kept: Kept) -> None:
        self._groups.book(importer).restore(kept)
        laws, number = self._groups.restore(importer, kept), self._results.restore(kept)
        cases = [self._case_of_law(law, {}) for law in laws]
        results = kept.tables["results"]
        self._result_of.cover(max(cases, default=0) + 1, results.shape[1])
        known = np.append(number, np.int32(UNSET))[results]  # what is not set, -1, is the last
        self._result_of.values[cases, : results.shape[1]] = known

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

    def _settle_groups(self, pairs: Places, words: Places) -> None:
        """Find out the groups of days, each of an origin."""
        for number, own in _runs(pairs, words):
            days = [self.asking.on.texts[word] for word in own.tolist()]
            self._group_of.values[number, own] = self._groups.of_days(*self.asking.pairs[number], days)

    def _case(self, group: int, given: int) -> int:
        law, facts = self._groups.groups[group][0], self.asking.facts[given]
        return self._case_of_law(law, {key: value for key, value in facts.items() if self._bears(law, key)})

    def _case_of_law(self, law: int, bearing: Given) -> int:
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
        """Find out which wares products are, each under a treatment."""
        products = np.array(self.asking.products, dtype="S10")
        if self._many:  # what comes under one treatment will come under the others
            every = np.arange(len(products), dtype=np.int32)
            treated = np.repeat(np.unique(treated), len(every)).astype(np.int32)
            treated, product = self._ware_of.unset(treated, np.tile(every, len(treated) // len(every)))
        for number, own in _runs(treated, product):
            book, treatment = self._groups.treatments[number]
            found, refused = book.numbers(treatment, products, own)
            for place, error in refused.items():
                found[place] = self.asking.faults.refused("product", error)
            self._ware_of.values[number, own] = found

    def _settle_results(self, cases: Places, wares: Places) -> None:
        """Work out what is due on wares, each in a case."""
        if self._many:
            cases, wares = self._widened(cases, wares)
        laws = np.array([law for law, _ in self._cases], dtype=np.int32)[cases]
        order = np.argsort(laws, kind="stable")
        for number, own in _runs(laws[order], order):
            self._rate(self._groups.laws[number], cases[own], wares[own])

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
        self._rated[law.book.customs.importer] += not all(givens)
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
