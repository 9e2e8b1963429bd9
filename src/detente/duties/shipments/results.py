"""The distinct answers of a batch by number: figures, state, and what the additional duty is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.rules import Law
from detente.duties.panels.panels import RATES, STATES, coded, states_of
from detente.duties.scope.alike import numbered_rows
from detente.duties.shipments.kept import Kept
from detente.duties.shipments.rating import Rated, charge_wares, facts_of, names_of, turns_on_base
from detente.duties.shipments.wares import WareBook
from detente.duties.shipments.words import classed
from detente.ledger.facts import Given

if TYPE_CHECKING:
    import polars

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.integer[Any]]
_LOW, _HIGH = RATES.index("low"), RATES.index("high")


@dataclass(frozen=True, eq=False)
class Answers:
    """Distinct answers: `rates` has a row for each of `panels.RATES`; `parts` are places in `components`."""

    rates: Floats
    state: npt.NDArray[np.uint8]
    parts: Places
    components: tuple[str, ...]

    def columns(self, number: Places) -> polars.DataFrame:
        """Return the columns of rows by the number of their answer: rates, state, components."""
        return self._columns[number]

    @cached_property
    def _columns(self) -> polars.DataFrame:
        import polars

        rates = zip(RATES, self.rates, strict=True)
        return polars.DataFrame(
            [
                *(polars.Series(name, row).fill_nan(None) for name, row in rates),
                coded("state", STATES, self.state),
                coded("components", self.components or ("",), self.parts),
            ]
        )


class Results:
    """Numbers answers, each distinct one once."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._component: dict[str, int] = {}
        self._answers: Answers | None = None

    def numbers(self, rated: Rated) -> Places:
        """Return the number of the answer on each ware."""
        component = [self._component.setdefault(text, len(self._component)) for text in rated.components]
        parts = np.array(component, dtype=np.float64)[rated.parts]
        table = np.concatenate([rated.rates, rated.state[None].astype(np.float64), parts[None]]).T
        own, example = numbered_rows(table)
        rows = (row.tobytes() for row in table[example])
        numbers = [self._numbers.setdefault(row, len(self._numbers)) for row in rows]
        return np.array(numbers, dtype=np.int32)[own]

    def state(self) -> Kept:
        """Return the answers so far as they can be kept."""
        return Kept({"components": list(self._component)}, {"answers": self._table})

    def restore(self, kept: Kept) -> Places:
        """Take in answers that were kept; return the number of each here."""
        component = [
            self._component.setdefault(text, len(self._component)) for text in kept.words["components"]
        ]
        table = kept.tables["answers"].copy()
        table[:, -1] = np.array(component, dtype=np.float64)[table[:, -1].astype(np.intp)]
        rows = (row.tobytes() for row in table)
        return np.array([self._numbers.setdefault(row, len(self._numbers)) for row in rows], dtype=np.int32)

    @property
    def _table(self) -> Floats:
        """All answers so far, by number: rates, state, place of the components."""
        return np.frombuffer(b"".join(self._numbers)).reshape(-1, len(RATES) + 2)

    @property
    def answers(self) -> Answers:
        """All answers so far, by number."""
        if self._answers is None or len(self._answers.state) != len(self._numbers):
            table = self._table.T
            self._answers = Answers(
                rates=np.ascontiguousarray(table[: len(RATES)]),
                state=table[len(RATES)].astype(np.uint8),
                parts=table[len(RATES) + 1].astype(np.int32),
                components=tuple(self._component),
            )
        return self._answers


class KnownLaw:
    """The law on an origin in an interval, the wares of its importer, and what decides under it.

    Args:
        book: The wares.
        origin: ISO 3166 alpha-3 code.
        place: The interval, as its law book counts them.
    """

    def __init__(self, book: WareBook, origin: str, place: int) -> None:
        self.book, self.origin, self.place = book, origin, place

    @cached_property
    def law(self) -> Law:
        """The law itself, put together when it is first needed."""
        return self.book.customs.book(self.origin).law(self.place)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lists and prefixes that decide on goods."""
        return names_of(self.law)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts on which it may turn."""
        return facts_of(self.law)

    @cached_property
    def turns_on_base(self) -> bool:
        """Whether what it adds depends on the ordinary duty, or lifts it."""
        return turns_on_base(self.law)

    def rate(self, numbers: Places, givens: Sequence[Given], of_ware: Places) -> tuple[Rated, Places]:
        """Return the distinct duties on wares by number, and which of them is each ware's.

        Args:
            numbers: The wares.
            givens: Facts declared.
            of_ware: Which of the givens is each ware's.
        """
        known, bundles = self.book.known, self.book.bundles
        members = [bundles.get(number, (number,)) for number in numbers.tolist()] if bundles else []
        sizes = [len(own) for own in members]
        if sum(sizes) == len(sizes):
            return self._rate(known.kinds[numbers], known.figures[numbers], givens, of_ware)
        flat = [member for own in members for member in own]
        lines = np.stack([known.kinds[flat], known.figures[flat]])
        return self.rate_lines(lines, sizes, givens, of_ware), np.arange(len(sizes))

    def rate_lines(
        self, lines: Places, sizes: Sequence[int], givens: Sequence[Given], of_product: Places
    ) -> Rated:
        """Return the duties on products that stand for several lines each.

        Args:
            lines: Kind and figures of each line, those of a product together: `(2, line)`.
            sizes: How many lines each product has.
            givens: Facts declared.
            of_product: Which of the givens is each product's.
        """
        rated, own = self._rate(lines[0], lines[1], givens, np.repeat(of_product, sizes))
        return bundled(rated, own, sizes)

    def _rate(
        self, kinds: Places, figures: Places, givens: Sequence[Given], of_ware: Places
    ) -> tuple[Rated, Places]:
        """Return the duties on wares that are no bundles: those alike to this law share the work."""
        known = self.book.known
        many = known.bounds.shape[1]
        alike = self.book.alike(self.names)
        key = alike[kinds] * len(givens) + of_ware
        size = len(alike) * len(givens)
        whole = self.turns_on_base or bool(known.claimed[figures].any())
        key, size = (key * many + figures, size * many) if whole else (key, size)
        example, class_of = classed(key, size)
        own = figures[example] if whole else np.full(len(example), -1)
        wares = self.book.wares(kinds[example], own, self.names)
        charged = charge_wares(self.law, wares, givens, of_ware[example])
        if whole:
            nothing = np.zeros(len(example))
            return Rated.of(charged, np.arange(len(example)), nothing, nothing), class_of
        example, distinct = classed(class_of * many + figures, int(class_of.max(initial=0) + 1) * many)
        low, high = known.bounds[:2, figures[example]]
        return Rated.of(charged, class_of[example], low, high), distinct


def bundled(rated: Rated, own: Places, sizes: Sequence[int]) -> Rated:
    """Return the duties on products that stand for several lines each: the least, the most, the first's.

    Args:
        rated: Distinct duties.
        own: That of each line, the lines of a product together.
        sizes: How many lines each product has.
    """
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    rates = rated.rates[:, own[first]].copy()
    rates[_LOW] = np.minimum.reduceat(rated.rates[_LOW, own], first)
    rates[_HIGH] = np.maximum.reduceat(rated.rates[_HIGH, own], first)
    return Rated(rates, states_of(rates[_LOW], rates[_HIGH]), rated.parts[own[first]], rated.components)
