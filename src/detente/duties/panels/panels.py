"""Every line of an importer's schedule by every partner on a day, held as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.duties.averages.imports import load_imports
from detente.duties.calculation.customs import Customs
from detente.duties.calculation.rating import Rating, rate_goods
from detente.duties.calculation.rules import Law
from detente.duties.schedule.preferences import pays_column_2, programmes
from detente.duties.schedule.schedule import Schedule, schedule_on
from detente.duties.scope.universe import Classes, Codes, Universe
from detente.ledger.facts import Given

if TYPE_CHECKING:
    import polars

Floats = npt.NDArray[np.float64]
States = npt.NDArray[np.uint8]
STATES = ("known", "range", "unknown")
RATES = ("base_rate", "additional_rate", "total_rate", "low", "high")
LOW, HIGH = RATES.index("low"), RATES.index("high")
MOST_KEPT = 1000
"""How many laws a rater keeps the rates of: about 60 kB each."""
DIGITS = 9
"""Rates are rounded as `duty` rounds them, so that both give the same figure."""


@dataclass(frozen=True, slots=True, eq=False)
class LineRates:
    """The rates of every line for one origin: a row for each of `RATES`, NaN unknown; places in `STATES`."""

    rates: Floats
    state: States

    def of(self, name: str) -> Floats:
        """Return one of the rates by name."""
        found: Floats = self.rates[RATES.index(name)]
        return found


class Rater:
    """Rates all lines of an importer; origins that the schedule treats alike share the work.

    Args:
        customs: The importer's law, lists and schedules.
        codes: The lines, sorted.
    """

    def __init__(self, customs: Customs, codes: Codes) -> None:
        self.customs, self.codes = customs, codes
        self.universe: Universe = customs.universe(codes)
        self._classes: dict[tuple[str, bool, frozenset[str]], Classes] = {}
        self._kept: dict[tuple[object, ...], _Rated] = {}

    def classes(self, origin: str, day: date) -> Classes:
        """Return the lines as classes of goods; origins with the same column and programmes have the same."""
        schedule = self.universe.schedule(day)
        key = treatment(schedule, self.customs.importer, origin, day)
        if key not in self._classes:
            self._classes[key] = self.universe.classes(origin, day)
        return self._classes[key]

    def rates(self, origin: str, instant: Instant, given: Given) -> LineRates:
        """Return the rates of every line for goods of an origin that enter at an instant."""
        classes = self.classes(origin, instant.day)
        found = self._rated(self.customs.book(origin).at(instant), classes, given)
        rates: Floats = np.take(found.rates, classes.class_of, axis=1)
        state = found.state[classes.class_of]
        least, most = self.universe.base(origin, instant.day)
        spread = np.flatnonzero(least < most)  # lines whose source gives a range of ordinary rates
        if spread.size:
            low, high = found.added[:, classes.class_of[spread]]
            rates[LOW, spread] = np.round(least[spread] + low, DIGITS)
            rates[HIGH, spread] = np.round(most[spread] + high, DIGITS)
            state[spread] = states_of(rates[LOW, spread], rates[HIGH, spread])
        return LineRates(rates, state)

    def _rated(self, law: Law, classes: Classes, given: Given) -> _Rated:
        """Return the rates of classes of goods, kept for the next origin with the same law."""
        key = (id(classes), likeness(law), tuple(given.items()))
        found = self._kept.get(key)
        if found is None:
            found = _Rated.of(rate_goods(law, classes, given))
            for oldest in list(self._kept)[: max(len(self._kept) - MOST_KEPT + 1, 0)]:
                self._kept.pop(oldest, None)  # another thread may have been here
            self._kept[key] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Rated:
    """The rates and states of classes of goods as a panel has them; `added` bounds the added duties."""

    rates: Floats
    state: States
    added: Floats

    @classmethod
    def of(cls, found: Rating) -> _Rated:
        high = np.where(found.unknown, np.nan, found.total_high)
        rates = np.stack([found.base, found.stated, found.base + found.stated, found.total_low, high])
        rates = np.round(rates, DIGITS) + 0.0  # no negative zero: rates are compared bit by bit
        added = np.stack([found.low, np.where(found.unknown, np.nan, found.high)])
        return cls(rates, states_of(rates[LOW], rates[HIGH]), added)


def likeness(law: Law) -> tuple[object, ...]:
    """Return what two laws have in common if they charge all goods alike, whatever the origin."""
    return tuple(
        (
            id(rule.tranche), rule.span.state, rule.certain, rule.lists, rule.within, rule.uncertain,
            tuple(map(id, rule.exempt)), rule.yields_to, rule.scaled_by, rule.lower_than, rule.named_instead,
            rule.lifted_by, rule.frees_base,
        )
        for rule in law.rules
    )  # fmt: skip


def treatment(
    schedule: Schedule | None, importer: str, origin: str, day: date
) -> tuple[str, bool, frozenset[str]]:
    """Return what the ordinary duty of an origin turns on: edition, column, programmes open to it."""
    if schedule is None:
        return "", False, frozenset()
    second = pays_column_2(schedule.importer, origin, day) or pays_column_2(importer, origin, day)
    eligible = (one for one in programmes(schedule.importer) if not second and one.covers(origin, day))
    return schedule.edition, second, frozenset(symbol for one in eligible for symbol in one.symbols)


def states_of(low: Floats, high: Floats) -> States:
    """Return the state of each rate as a place in `STATES`.

    Example:
        >>> states_of(np.array([0.1, 0.1, 0.1]), np.array([0.1, 0.2, np.nan])).tolist()
        [0, 1, 2]
    """
    unknown = np.isnan(low) | np.isnan(high)
    return np.where(unknown, 2, np.where(low == high, 0, 1)).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Panel:
    """The duty on every line of the schedule of a day, for every partner; `rates` has one entry a partner."""

    importer: str
    on: date
    known_at: date
    schedule: str
    codes: Codes
    origins: tuple[str, ...]
    rates: tuple[LineRates, ...]
    notices: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the panel has."""
        return len(self.codes) * len(self.origins)

    def frame(self) -> polars.DataFrame:
        """Return the panel as a table: importer, origin, product, on, the rates, state."""
        import polars

        lines, partners = len(self.codes), len(self.origins)
        every = np.tile(np.arange(lines, dtype=np.uint32), partners)
        rates = np.concatenate([found.rates for found in self.rates], axis=1)
        state = np.concatenate([found.state for found in self.rates])
        return polars.DataFrame(
            [
                coded("importer", [self.importer], np.zeros(self.rows, dtype=np.uint32)),
                coded("origin", self.origins, np.repeat(np.arange(partners, dtype=np.uint32), lines)),
                coded("product", self.codes.astype(np.str_).tolist(), every),
                polars.repeat(self.on, self.rows, eager=True).alias("on"),
                *(
                    polars.Series(name, column).fill_nan(None)
                    for name, column in zip(RATES, rates, strict=True)
                ),
                coded("state", STATES, state),
            ]
        )

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: what the panel holds by origin. The rows go to a file."""
        return {
            "importer": self.importer,
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "schedule": self.schedule,
            "lines": len(self.codes),
            "rows": self.rows,
            "origins": [
                summary(origin, found) for origin, found in zip(self.origins, self.rates, strict=True)
            ],
            "notices": list(self.notices),
        }


def coded(name: str, words: Sequence[str], places: npt.NDArray[Any]) -> polars.Series:
    """Return a column of words, each held once and named by its place."""
    import polars

    return polars.Series(name, list(words), dtype=polars.Categorical).gather(
        places.astype(np.uint32, copy=False)
    )


def summary(origin: str, found: LineRates) -> dict[str, Any]:
    """Return how many lines of an origin are in each state, and the mean and highest stated rate."""
    total = found.of("total_rate")
    told = total[~np.isnan(total)]
    states = np.bincount(found.state, minlength=len(STATES)).tolist()
    return {
        "origin": origin,
        **dict(zip(STATES, states, strict=True)),
        "mean_total_rate": round(float(told.mean()), DIGITS) if told.size else None,
        "highest_total_rate": float(told.max()) if told.size else None,
    }


def panel(customs: Customs, instant: Instant, origins: Sequence[str], given: Given) -> Panel:
    """Return the duty on every line of the importer's schedule of a day, for each origin.

    It is the stated duty of `duty`, of an entry that declares what is given and claims nothing else, with
    the bounds of what it may be.

    Args:
        customs: The importer's law, lists and schedules.
        instant: The moment of entry.
        origins: The partners, in the order of the rows.
        given: Facts declared of all goods.

    Raises:
        BadInput: There is no schedule of the importer.

    Example:
        >>> from detente.core.time import end_of_day
        >>> from detente.ledger.opening import open_record
        >>> record, day = open_record(), date(2025, 6, 9)
        >>> customs = Customs(record, "USA", record.newest)
        >>> found = panel(customs, end_of_day(day, "America/New_York"), ("CHN", "VNM"), {})
        >>> found.rows == 2 * len(found.codes)
        True
    """
    schedule = schedule_on(customs.importer, instant.day, customs.folders)
    rater = Rater(customs, schedule.lines)
    return Panel(
        importer=customs.importer,
        on=instant.day,
        known_at=customs.known_at,
        schedule=schedule.note,
        codes=schedule.lines,
        origins=tuple(origins),
        rates=tuple(rater.rates(origin, instant, given) for origin in origins),
        notices=beyond(customs, instant.day),
    )


def partners(customs: Customs) -> tuple[str, ...]:
    """Return the origins whose imports by line are on record.

    Raises:
        BadInput: No imports of this importer are on record.
    """
    imports = load_imports(customs.importer)
    if imports is None:
        what = f"no imports of {customs.importer} by tariff line are on record, so its partners are not known"
        raise BadInput(what, mend="name them, each with --origin")
    return imports.origins


def beyond(customs: Customs, day: date) -> tuple[str, ...]:
    """Return the warning that a day lies beyond what is on record."""
    newest = min(customs.record.newest, customs.known_at)
    if day <= newest:
        return ()
    return (f"the newest material on record is of {newest}; the law is shown as its instruments have it",)
