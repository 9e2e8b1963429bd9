"""What rows ask, read word by word: each distinct text once, with the reason where it cannot be read."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.products import parse_product
from detente.core.time import Instant
from detente.duties.calculation.customs import Customs
from detente.duties.shipments.words import UNSET, Grid, Places, Words, settled
from detente.ledger.facts import Given

if TYPE_CHECKING:
    import polars

Floats = npt.NDArray[np.float64]


class Judge(Protocol):
    """Reads the words of a row as a single question reads them, and refuses them with the same reason."""

    @property
    def highest_value_usd(self) -> float:
        """The highest customs value that is believed."""

    @property
    def newest(self) -> date:
        """The day of the newest material that is known."""

    def economy(self, text: str) -> str:
        """Return an economy by code."""

    def pair(self, importer: str, origin: str) -> tuple[str, str]:
        """Return importer and origin by code."""

    def moment(self, importer: str, on: str) -> Instant:
        """Return the moment of entry; of a bare day its end on the importer's clock."""

    def given(self, text: str) -> Given:
        """Return the facts declared."""

    def check(self, given: Given, instant: Instant) -> None:
        """Refuse facts that cannot be of goods that enter at an instant."""

    def value(self, value_usd: float) -> float | None:
        """Return a customs value."""

    def customs(self, importer: str) -> Customs:
        """Return the customs of an importer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row has no answer: the column that is at fault, and the reason."""

    field: str
    reason: str


class Faults:
    """Numbers faults from 1, each once; a grid holds a refusal as a number below that of unset.

    Threads may share it.
    """

    def __init__(self) -> None:
        self.listed: list[Fault] = [Fault("", "")]
        self._numbers: dict[Fault, int] = {}
        self._lock = threading.Lock()

    def refused(self, place: str, error: BadInput | str) -> int:
        """Return what a grid holds for a refusal."""
        fault = Fault(place, str(error))
        with self._lock:
            if fault not in self._numbers:
                self._numbers[fault] = len(self.listed)
                self.listed.append(fault)
            return UNSET - self._numbers[fault]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of some rows that a question is made of.

    `valued` says which rows have a value. `fault` holds refusals known before as a grid does, else zero.
    """

    importer: polars.Series
    origin: polars.Series
    on: polars.Series
    product: polars.Series
    given: polars.Series
    value_usd: Floats
    valued: npt.NDArray[np.bool_]
    fault: Places


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The rows that can be read, by number of pair, day, facts and product; `fault` is over all rows."""

    rows: npt.NDArray[np.intp]
    pair: Places
    on: Places
    given: Places
    product: Places
    value_usd: Floats
    fault: Places


class Asking:
    """The words of a batch, read as they turn up; one thread at a time may read.

    `words` are those of the columns that hold texts, by field.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.faults = Faults()
        self.pairs: list[tuple[str, str]] = []
        self.days: dict[int, date] = {}
        self.facts: list[Given] = []
        self.products: list[str] = []
        self._importers, self._origins, self.on = Words(), Words(), Words()
        self._given, self._products = Words(), Words()
        self.words = {
            "importer": self._importers, "origin": self._origins,
            "product": self._products, "given": self._given,
        }  # fmt: skip
        self._pair_of, self._day_of, self._given_of, self._product_of = Grid(), Grid(), Grid(), Grid()
        self._checked = Grid()
        self._known: dict[object, int] = {}

    def read(self, columns: Columns) -> Asked:
        """Return what rows ask; the first fault of a row, in the order of a single question, is its fault."""
        importer, origin = self._importers.numbers(columns.importer), self._origins.numbers(columns.origin)
        on, given = self.on.numbers(columns.on), self._given.numbers(columns.given)
        product = self._products.numbers(columns.product)
        found = (
            settled(self._pair_of, importer, origin, self._pair),
            settled(self._day_of, np.zeros_like(on), on, self._day),
            settled(self._given_of, np.zeros_like(given), given, self._fact),
            settled(self._checked, given, on, self._check),
            self._values(columns),
            settled(self._product_of, np.zeros_like(product), product, self._product),
        )
        fault = columns.fault
        for numbers in found:
            if numbers.min(initial=UNSET) < UNSET:
                refused = (numbers < UNSET) & (fault == 0)
                fault = np.where(refused, numbers, fault)
        rows = np.flatnonzero(fault == 0)
        return Asked(
            rows=rows,
            pair=found[0][rows],
            on=on[rows],
            given=found[2][rows],
            product=found[-1][rows],
            value_usd=columns.value_usd[rows],
            fault=fault,
        )

    def _pair(self, importer: int, origin: int) -> int:
        words = self._importers.texts[importer], self._origins.texts[origin]
        try:
            pair = self.judge.pair(*words)
        except BadInput as error:
            return self.faults.refused(self._misread(words[0]), error)
        return self._number(self.pairs, pair)

    def _misread(self, importer: str) -> str:
        """Return the column at fault where a pair is refused: the importer's if it cannot be read itself."""
        try:
            self.judge.economy(importer)
        except BadInput:
            return "importer"
        return "origin"

    def _day(self, _: int, word: int) -> int:
        try:
            self.days[word] = self.judge.moment("", self.on.texts[word]).day
        except BadInput as error:
            return self.faults.refused("on", error)
        return word

    def _fact(self, _: int, word: int) -> int:
        try:
            given = self.judge.given(self._given.texts[word])
        except BadInput as error:
            return self.faults.refused("given", error)
        return self._number(self.facts, dict(given))

    def _check(self, given: int, day: int) -> int:
        facts, on = int(self._given_of.values[0, given]), self.on.texts[day]
        if facts > UNSET and day in self.days:
            try:
                self.judge.check(self.facts[facts], self.judge.moment("", on))
            except BadInput as error:
                return self.faults.refused("given", error)
        return 0

    def _product(self, _: int, word: int) -> int:
        try:
            return self._number(self.products, parse_product(self._products.texts[word]))
        except BadInput as error:
            return self.faults.refused("product", error)

    def _values(self, columns: Columns) -> Places:
        """Return the refusals of values, zero where there is none."""
        value = columns.value_usd
        found = np.zeros(len(value), dtype=np.int32)
        believed = (value > 0) & (value <= self.judge.highest_value_usd)
        for row in np.flatnonzero(columns.valued & ~believed & (columns.fault == 0)):
            try:
                self.judge.value(float(value[row]))
            except BadInput as error:
                found[row] = self.faults.refused("value_usd", error)
        return found

    def _number(self, listed: list[Any], value: Any) -> int:
        """Return the number of a value in a list, which takes it in at the end where it is new."""
        key = (id(listed), tuple(sorted(value.items())) if isinstance(value, dict) else value)
        if key not in self._known:
            self._known[key] = len(listed)
            listed.append(value)
        return self._known[key]
