"""Answers rows of shipments by table: what rows share (law, ware, duty) is worked out once and kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rules import Law, Rule, bounds
from detente.duties.shipments.asking import Asked, Asking, Judge
from detente.duties.shipments.results import Answers, KnownLaw, Results
from detente.duties.shipments.wares import Era, Treatment, TreatmentKey, WareBook
from detente.duties.shipments.words import UNSET, Grid, Places, settled
from detente.ledger.facts import CLAIMED, Given, shipped_facts

MANY = 100_000
"""From how many rows on a law is worked out for all lines at once."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


@dataclass(slots=True, eq=False)
class _Pair:
    """The law of an importer on an origin, with what was looked up of it."""

    book: LawBook
    wares: WareBook
    changes: npt.NDArray[np.int64]
    laws: dict[int, int] = field(default_factory=dict)
    treatments: dict[Era, int] = field(default_factory=dict)


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
        self._pairs: dict[int, _Pair] = {}
        self._books: dict[str, WareBook] = {}
        self._laws: list[KnownLaw] = []
        self._treated_by: list[set[int]] = []
        self._treatments: list[tuple[WareBook, Treatment]] = []
        self._groups: list[tuple[int, int]] = []
        self._cases: list[tuple[int, Given]] = []
        self._moments: dict[tuple[str, int], tuple[Instant, int]] = {}
        self._known: dict[object, int] = {}
        self._group_of, self._ware_of = Grid(), Grid()
        self._case_of, self._result_of = Grid(), Grid()
        self._results = Results()

    def answer(self, asked: Asked) -> Found:
        """Return the answers to the rows that could be read."""
        with self._lock:
            group = self._grouped(asked)
            treated = np.array([treated for _, treated in self._groups] or [0], dtype=np.int32)[group]
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
                number[[row.at for row in rows]] = self._rate_weighed(self._laws[law], rows)
            return replace(found, number=number, answers=self._results.answers)

    def _weighed(
        self, asked: Asked, row: int, amounts: Mapping[str, float]
    ) -> tuple[int, tuple[int, list[tuple[int, int]]]] | None:
        """Return the law, the case and the lines of a row whose duty turns on its quantities, else None."""
        value_usd = float(asked.value_usd[row])
        group = int(self._group_of.values[asked.pair[row], asked.on[row]])
        book, treated = self._treatments[self._groups[group][1]]
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
            pair, origin = self._pair(number), self.asking.pairs[number][1]
            moments = [self._moment(pair.wares.customs.importer, word) for word in words.tolist()]
            places = np.searchsorted(pair.changes, [at for _, at in moments], side="right").tolist()
            grid.values[number, words] = [
                self._group(pair, origin, place, instant)
                for place, (instant, _) in zip(places, moments, strict=True)
            ]
        return grid.at(asked.pair, asked.on)

    def _pair(self, number: int) -> _Pair:
        if number not in self._pairs:
            importer, origin = self.asking.pairs[number]
            customs = self.judge.customs(importer)
            book = customs.book(origin)
            changes = np.array([_ticks(change) for change in book.changes], dtype=np.int64)
            if importer not in self._books:
                self._books[importer] = WareBook(customs)
            self._pairs[number] = _Pair(book, self._books[importer], changes)
        return self._pairs[number]

    def _moment(self, importer: str, word: int) -> tuple[Instant, int]:
        key = (importer, word)
        if key not in self._moments:
            instant = self.judge.moment(importer, self.asking.on.texts[word])
            self._moments[key] = (instant, _ticks(instant))
        return self._moments[key]

    def _group(self, pair: _Pair, origin: str, place: int, instant: Instant) -> int:
        """Return the group of an origin's goods at an instant: their law and treatment."""
        era = pair.wares.era(origin, instant.day)
        if era not in pair.treatments:
            pair.treatments[era] = self._treatment(pair.wares, pair.wares.treated(origin, instant))
        if place not in pair.laws:
            pair.laws[place] = self._law(pair.book.law(place), pair.wares)
        group = (pair.laws[place], pair.treatments[era])
        self._treated_by[group[0]].add(group[1])
        return self._number(("group", group), self._groups, group)

    def _treatment(self, book: WareBook, treated: Treatment) -> int:
        key: tuple[str, int, TreatmentKey] = ("treatment", id(book), treated.key)
        return self._number(key, self._treatments, (book, treated))

    def _law(self, law: Law, book: WareBook) -> int:
        """Return the number of a law; laws of the same rules are one, whatever their origin or day."""
        rules = tuple(map(_sight, law.rules))
        key = ("law", id(book), rules)
        if key not in self._known:
            self._treated_by.append(set())
            return self._number(key, self._laws, KnownLaw.of(law, book))
        return self._known[key]

    def _case(self, group: int, given: int) -> int:
        law, facts = self._groups[group][0], shipped_facts()
        bearing = {
            key: value
            for key, value in self.asking.facts[given].items()
            if key in self._laws[law].facts or (key in facts and facts[key].in_trade == CLAIMED)
        }
        return self._number(("case", law, tuple(sorted(bearing.items()))), self._cases, (law, bearing))

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
            book, treatment = self._treatments[number]
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
            self._rate(self._laws[number], rows[own], columns[own])

    def _widened(self, cases: Places, wares: Places) -> tuple[Places, Places]:
        """Return cases and wares with all wares of cases that declare nothing: most will be asked for."""
        parts = [(cases, wares)]
        for number in np.unique(cases).tolist():
            law, given = self._cases[number]
            if not given:
                every = _flagged(self._ware_of.values[sorted(self._treated_by[law])])
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

    def _number(self, key: object, listed: list[Any], value: Any) -> int:
        """Return the number of a thing in a list, which takes it in at the end where it is new."""
        if key not in self._known:
            self._known[key] = len(listed)
            listed.append(value)
        return self._known[key]


def _flagged(numbers: Places) -> Places:
    """Return the numbers in a table, each once; refusals and what is not set are none."""
    flags = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.bool_)
    flags[numbers[numbers > UNSET]] = True
    return np.flatnonzero(flags).astype(np.int32)


def _sight(rule: Rule) -> tuple[object, ...]:
    """Return all of a rule that bears on a duty: rules that are alike in it charge the same."""
    tranche = rule.tranche
    return (
        rule.programme, rule.span.state, rule.certain, rule.lists, rule.within, rule.open_fact,
        rule.exempt, rule.spared_content, rule.yields_to, rule.scaled_by, rule.lower_than,
        rule.named_instead, rule.lifted_by, rule.frees_base, tranche.semantics, tranche.value_base,
        tranche.requires, tranche.full_value_in, tuple(rule.rates_by_list.items()), bounds(tranche),
    )  # fmt: skip


def _ticks(instant: Instant) -> int:
    """Return an instant as a whole number: microseconds since 1970."""
    return (instant.moment - _EPOCH) // timedelta(microseconds=1)


def _runs(rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> list[tuple[int, npt.NDArray[Any]]]:
    """Return the columns of each row, of rows that are in order."""
    edges = np.flatnonzero(np.diff(rows, prepend=UNSET, append=np.iinfo(np.int32).max))
    return [(int(rows[first]), columns[first:last]) for first, last in pairwise(edges)]
