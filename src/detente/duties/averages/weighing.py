"""The duties on imports, row by row: what trade pays where claims and open facts weigh as in trade."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.duties.averages.imports import Imports, PreferenceShares
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rating import Rating, rate_goods
from detente.duties.scope.universe import Classes, Universe
from detente.ledger.facts import Given
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


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
