"""Average duties: each line's rate weighed by what was bought of it, by origin, sector or programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.plain import plain
from detente.core.time import Instant
from detente.duties.averages.imports import Imports
from detente.duties.averages.weighing import Weighed, Weights, weigh
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rating import by_programme
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
            self.take_row(name, row)

    def take_row(self, name: str, row: Floats) -> None:
        """Add sums to those of a key."""
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


def _notices(record: Record, instant: Instant) -> tuple[str, ...]:
    if instant.day <= record.newest:
        return ()
    return (
        f"the newest material on record is of {record.newest}; the law is shown as its instruments have it",
    )
