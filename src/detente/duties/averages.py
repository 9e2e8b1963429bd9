"""Average duties: each line's rate weighed by what was bought of it, by origin, sector or programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.plain import plain
from detente.core.time import Instant
from detente.duties.imports import Imports, PreferenceShares
from detente.duties.law import LawBook
from detente.duties.rating import Rating, by_programme, rate_goods
from detente.duties.universe import Classes, Universe
from detente.ledger.facts import Given
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
By = Literal["origin", "sector", "chapter", "programme"]
GROUPINGS: tuple[By, ...] = ("origin", "sector", "chapter", "programme")


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageRow:
    """The mean duty on one group of imports; rates are fractions of their value.

    `base_rate` is the mean over the imports whose ordinary duty is known; `unknown_usd` are those where it
    is not, or on which a duty of unknown rate falls.
    """

    key: str
    base_rate: float
    additional_rate: float
    total_rate: float
    low: float
    high: float
    imports_usd: float
    unknown_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """Average duties of an importer on a day, and what they are weighed with."""

    importer: str
    on: date
    known_at: date
    by: By
    rows: tuple[AverageRow, ...]
    year: int
    source: str
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape; each row's key goes by the name of the grouping."""
        found: dict[str, Any] = {name: plain(getattr(self, name)) for name in self.__slots__}
        found["rows"] = [{self.by: row.pop("key"), **row} for row in found["rows"]]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """The duties on the imports of one origin, row by row: of the rows of `imports` at `rows`.

    `claimed` is the share of each row that claims a preference, `charged` says whether added duties reach it.
    """

    rows: slice
    line_of: Places
    value_usd: Floats
    base: Floats
    additional: Floats
    low: Floats
    high: Floats
    unknown: npt.NDArray[np.bool_]
    classes: Classes
    claimed: Floats
    charged: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What averages are weighed with: imports by line and origin, and the shares that claim a preference.

    `equivalents` are the ordinary duties that are no fraction of the value, as collected in the year.
    Chapters 98 and 99 are goods returned, repaired or of low value, which enter free of added duties; the
    part of heading 9802 that pays them is not on record. `special_charged` charges them all the same.
    """

    imports: Imports
    shares: PreferenceShares | None
    universe: Universe
    equivalents: Floats = field(repr=False)
    special_charged: bool = False

    @classmethod
    def over(cls, imports: Imports, shares: PreferenceShares | None, universe: Universe) -> Weights:
        """Return weights, with the ad valorem equivalent of each line as its trade paid it.

        Duties other than the ordinary one were collected too; so only origins are taken on which, on that
        line, the least was collected of all that paid anything.
        """
        return cls(imports, shares, universe, _equivalents(imports))


def weigh(record: Record, weights: Weights, book: LawBook, instant: Instant, given: Given) -> Weighed:
    """Return the duties on what was bought of an origin, each row at its mean over what is not declared.

    Args:
        record: The record, or one under a scenario.
        weights: The imports.
        book: The law of the importer on the origin.
        instant: The moment of entry.
        given: Facts declared of all of it.
    """
    origin, universe = book.pair[1], weights.universe
    classes = universe.classes(origin, instant.day)
    rating = rate_goods(book.at(instant), classes, given)
    ordinary = np.mean(universe.base(origin, instant.day), axis=0)
    return spread(weights, origin, classes, rating, ordinary)


def spread(weights: Weights, bought_of: str, classes: Classes, rating: Rating, ordinary: Floats) -> Weighed:
    """Return the rates of classes of goods on what was bought of an origin, row by row.

    Args:
        weights: The imports.
        bought_of: The origin of the rows, which may stand in for that of the law.
        classes: The lines as goods of the origin whose law it is.
        rating: The rates of these classes.
        ordinary: The ordinary duty of each line.
    """
    rows = weights.imports.of(bought_of)
    line_of = weights.imports.line_of[rows]
    own = classes.class_of[line_of]
    value_usd = weights.imports.value_usd[rows].astype(np.float64)
    special = np.isin(weights.imports.lines[line_of].astype("S2"), (b"98", b"99"))
    base = np.where(np.isnan(ordinary[line_of]), weights.equivalents[line_of], ordinary[line_of])
    if weights.imports.duty_usd is not None:  # special provisions have no rate of their own
        base = np.where(special, weights.imports.duty_usd[rows] / np.maximum(value_usd, 1.0), base)
    lower = np.where(np.isnan(rating.claimed_base[own]), base, rating.claimed_base[own])
    claimed = _claimed(weights, bought_of, line_of, base > lower)
    charged = ~special | weights.special_charged
    return Weighed(
        rows=rows,
        line_of=line_of,
        value_usd=value_usd,
        base=(1 - claimed) * base + claimed * lower,
        additional=charged * ((1 - claimed) * rating.unclaimed[own] + claimed * rating.claimed[own]),
        low=charged * rating.low[own],
        high=charged * rating.high[own],
        unknown=np.isnan(base) | rating.unknown[own],
        classes=classes,
        claimed=claimed,
        charged=charged,
    )


@dataclass(frozen=True, slots=True, eq=False)
class AverageQuestion:
    """What is averaged: at which moment of entry, by what, and which facts are declared of all imports."""

    instant: Instant
    by: By
    given: Given


def average(record: Record, weights: Weights, books: Sequence[LawBook], question: AverageQuestion) -> Average:
    """Return the average duties of an importer, weighed by its imports.

    A line is on average what its trade pays: the share that claims a preference pays that rate, the rest the
    general one; facts that nobody has counted weigh as `data/facts.yaml` says.

    Args:
        record: The record, or one under a scenario.
        weights: The imports.
        books: The law of the importer on each origin to take in.
        question: What is averaged.

    Raises:
        BadInput: Nothing was bought of these origins.
    """
    parts = [tally(record, weights, book, question) for book in books]
    origins = [book.pair[1] for book in books]
    return joined(
        record, weights.imports, question, books[0].known_at, dict(zip(origins, parts, strict=True))
    )


def tally(record: Record, weights: Weights, book: LawBook, question: AverageQuestion) -> Tally:
    """Return the sums of one origin, which can be worked out apart from the others'."""
    own = Tally()
    found = weigh(record, weights, book, question.instant, question.given)
    if not len(found.line_of):
        return own
    if question.by == "programme":
        own.programmes(found, _shares_by_programme(book, found, question.instant, question.given))
    else:
        own.take(found, _keys(question.by, book.pair[1], weights.imports, found.line_of))
    return own


def joined(
    record: Record, imports: Imports, question: AverageQuestion, known_at: date, parts: Mapping[str, Tally]
) -> Average:
    """Return the averages over the sums of several origins.

    Raises:
        BadInput: Nothing was bought of any of them.
    """
    whole = Tally()
    for part in parts.values():
        whole.add(part)
    if not whole.rows:
        mend = "name another origin"
        raise BadInput(f"there are no imports from {', '.join(parts)} on record", mend=mend)
    return Average(
        importer=imports.importer,
        on=question.instant.day,
        known_at=known_at,
        by=question.by,
        rows=tuple(whole.finished()),
        year=imports.year,
        source=imports.source,
        notices=_notices(record, question.instant),
    )


class Tally:
    """Sums by key, in the order in which keys turn up: value, value of known base, and duties paid on it."""

    def __init__(self) -> None:
        self.rows: dict[str, Floats] = {}
        self.whole: Floats = np.zeros(7)

    def take(self, found: Weighed, keys: npt.NDArray[np.str_]) -> None:
        """Add rows by key."""
        names, group = np.unique(keys, return_inverse=True)
        known = ~np.isnan(found.base)
        columns = (
            np.ones(len(group)), known, np.nan_to_num(found.base), found.additional, found.low, found.high,
            found.unknown,
        )  # fmt: skip
        sums = np.array([np.bincount(group, found.value_usd * column, len(names)) for column in columns])
        for place, name in enumerate(names.tolist()):
            self.rows[name] = self.rows.get(name, np.zeros(len(columns))) + sums[:, place]

    def programmes(self, found: Weighed, shares: Mapping[str, Floats]) -> None:
        """Add what each programme charges; the ordinary duty is a programme of its own, `mfn`."""
        known = ~np.isnan(found.base)
        self.whole += np.array([found.value_usd.sum(), found.value_usd[known].sum(), 0, 0, 0, 0, 0])
        base = float(found.value_usd @ np.nan_to_num(found.base))
        added = {name: float(found.value_usd @ rate) for name, rate in shares.items()}
        for name, (own, more) in (
            {"mfn": (base, 0.0)} | {key: (0.0, usd) for key, usd in added.items()}
        ).items():
            total = np.array([0.0, 0.0, own, more, more, more, 0.0])
            self.rows[name] = self.rows.get(name, np.zeros(len(total))) + total

    def add(self, other: Tally) -> None:
        """Add the sums of another."""
        self.whole = self.whole + other.whole
        for name, row in other.rows.items():
            self.rows[name] = self.rows.get(name, np.zeros(len(row))) + row

    def finished(self) -> Iterator[AverageRow]:
        """Yield the means; each programme's is over all imports."""
        for name, row in self.rows.items():
            value, known, base, added, low, high, unknown = (row + self.whole).tolist()
            mean = base / known if known else 0.0
            yield AverageRow(
                key=name,
                base_rate=mean,
                additional_rate=added / value,
                total_rate=mean + added / value,
                low=mean + low / value,
                high=mean + high / value,
                imports_usd=value,
                unknown_usd=unknown,
            )


def _keys(by: By, origin: str, imports: Imports, line_of: Places) -> npt.NDArray[np.str_]:
    if by == "origin":
        return np.full(len(line_of), origin)
    if by == "chapter":
        return imports.lines[line_of].astype("S2").astype(np.str_)
    return np.array(imports.sectors)[imports.sector_of[line_of]]


def _shares_by_programme(book: LawBook, found: Weighed, instant: Instant, given: Given) -> dict[str, Floats]:
    own = found.classes.class_of[found.line_of]
    return {
        name: found.charged * (found.claimed * claimed[own] + (1 - found.claimed) * unclaimed[own])
        for name, (claimed, unclaimed) in by_programme(book.at(instant), found.classes, given).items()
    }


def _claimed(weights: Weights, origin: str, line_of: Places, better: npt.NDArray[np.bool_]) -> Floats:
    """Return the share of each row that claims a preference: as counted, else by chapter where it pays."""
    counted: Floats = weights.imports.claimed[weights.imports.of(origin)]
    if counted.any() or weights.shares is None or not better.any():
        return counted
    return np.where(better, weights.shares.by_line(origin, weights.imports.lines)[line_of], 0.0)


def _equivalents(imports: Imports) -> Floats:
    """Return the least duty collected on each line from any origin that paid, NaN where nothing was."""
    found = np.full(len(imports.lines), np.nan)
    if imports.duty_usd is None:
        return found
    paid = imports.duty_usd > 0
    rates = imports.duty_usd[paid] / np.maximum(imports.value_usd[paid], 1)
    np.fmin.at(found, imports.line_of[paid], rates)
    return found


def _notices(record: Record, instant: Instant) -> tuple[str, ...]:
    if instant.day <= record.newest:
        return ()
    return (
        f"the newest material on record is of {record.newest}; the law is shown as its instruments have it",
    )
