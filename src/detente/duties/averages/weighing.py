"""The duties on imports, row by row: what trade pays where claims and open facts weigh as in trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.duties.averages.imports import Imports, PreferenceShares
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rating import Rating, rate_goods
from detente.duties.calculation.rules import Law
from detente.duties.panels.panels import likeness, treatment
from detente.duties.scope.universe import Classes, Universe
from detente.ledger.facts import Given
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Key = tuple[object, ...]

MOST_KEPT = 100
"""Ratings kept at once: those of one moment, as most origins share a law with others."""


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
class Kept:
    """What was worked out already; whatever a key names by its identity stands beside, and so stays."""

    goods: dict[Key, tuple[Universe, Classes, Floats]] = field(default_factory=dict)
    rates: dict[Key, tuple[Law, Classes, Rating]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What averages are weighed with: imports by line and origin, and the shares that claim a preference.

    `equivalents` are the ordinary duties that are no fraction of the value, as collected in the year.
    Chapters 98 and 99 are goods returned, repaired or of low value, which enter free of added duties; the
    part of heading 9802 that pays them is not on record. `special_charged` charges them all the same; with
    `flat` a duty "in all" is charged whole, as if nothing ordinary were due; `claims` are the shares that
    claim a preference in place of those counted, by origin. `kept` holds what was worked out already.
    """

    imports: Imports
    shares: PreferenceShares | None
    universe: Universe
    equivalents: Floats = field(repr=False)
    special_charged: bool = False
    flat: bool = False
    claims: Mapping[str, float] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept, repr=False)

    @classmethod
    def over(cls, imports: Imports, shares: PreferenceShares | None, universe: Universe) -> Weights:
        """Return weights, with the ad valorem equivalent of each line as its trade paid it.

        Duties other than the ordinary one were collected too; so only origins are taken on which, on that
        line, the least was collected of all that paid anything.
        """
        return cls(imports, shares, universe, _equivalents(imports))

    def goods(self, origin: str, day: date) -> tuple[Classes, Floats]:
        """Return the lines as goods of an origin on a day, and the ordinary duty of each.

        Where that is no fraction of the value, it is as collected, and a duty "in all" is net of it.
        """
        universe = self.universe
        treated = treatment(universe.schedule(day), self.imports.importer, origin, day)
        key = (id(universe), self.flat, treated)
        if key not in self.kept.goods:
            classes = universe.classes(origin, day)
            ordinary = np.mean(universe.base(origin, day), axis=0)
            base = np.where(np.isnan(ordinary), self.equivalents, ordinary)
            classes = _without_base(classes) if self.flat else _with_base(classes, base)
            self.kept.goods[key] = universe, classes, base
        return self.kept.goods[key][1:]

    def rated(self, law: Law, classes: Classes, given: Given) -> Rating:
        """Return the rates of goods under a law, kept for origins on which the law is the same."""
        key = (id(classes), likeness(law), tuple(given.items()))
        found = self.kept.rates.get(key)
        if found is None:
            found = self.kept.rates[key] = law, classes, rate_goods(law, classes, given)
            for oldest in list(self.kept.rates)[:-MOST_KEPT]:
                self.kept.rates.pop(oldest, None)  # another thread may have been here
        return found[2]


def weigh(record: Record, weights: Weights, book: LawBook, instant: Instant, given: Given) -> Weighed:
    """Return the duties on what was bought of an origin, each row at its mean over what is not declared.

    Args:
        record: The record, or one under a scenario.
        weights: The imports.
        book: The law of the importer on the origin.
        instant: The moment of entry.
        given: Facts declared of all of it.
    """
    classes, ordinary = weights.goods(book.pair[1], instant.day)
    return spread(weights, book.pair[1], classes, weights.rated(book.at(instant), classes, given), ordinary)


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
    if origin in weights.claims:
        return np.full(len(line_of), weights.claims[origin])
    counted: Floats = weights.imports.claimed[weights.imports.of(origin)]
    if counted.any() or weights.shares is None or not better.any():
        return counted
    return np.where(better, weights.shares.by_line(origin, weights.imports.lines[line_of]), 0.0)


def _equivalents(imports: Imports) -> Floats:
    """Return the least duty collected on each line from any origin that paid, NaN where nothing was."""
    found = np.full(len(imports.lines), np.nan)
    if imports.duty_usd is None:
        return found
    paid = imports.duty_usd > 0
    rates = imports.duty_usd[paid] / np.maximum(imports.value_usd[paid], 1)
    np.fmin.at(found, imports.line_of[paid], rates)
    return found


def _with_base(classes: Classes, base: Floats) -> Classes:
    """Return classes told apart by the ordinary duty of their lines too, where it was not known."""
    unknown = np.isnan(classes.base[classes.class_of]) & ~np.isnan(base)
    if not unknown.any():
        return classes
    table = np.stack([classes.class_of[unknown].astype(np.float64), base[unknown]], axis=1)
    pairs, place = np.unique(table, axis=0, return_inverse=True)
    model = pairs[:, 0].astype(np.intp)
    class_of = classes.class_of.copy()
    class_of[unknown] = len(classes.base) + place.ravel()
    return Classes(
        class_of,
        {name: np.concatenate([flags, flags[model]]) for name, flags in classes.members.items()},
        np.concatenate([classes.base, pairs[:, 1]]),
        {fact: np.concatenate([rates, rates[model]]) for fact, rates in classes.preferences.items()},
    )


def _without_base(classes: Classes) -> Classes:
    return replace(classes, base=np.zeros(len(classes.base)), preferences={})
