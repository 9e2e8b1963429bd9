"""Every change of every line since a day, as intervals in which nothing changes, origin by origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.core.time import end_of_day, zone_named
from detente.duties.calculation.customs import Customs
from detente.duties.panels.panels import RATES, STATES, Floats, LineRates, Rater, States, coded
from detente.duties.schedule.editions import editions
from detente.duties.schedule.preferences import pays_column_2, programmes
from detente.duties.schedule.schedule import schedule_on
from detente.duties.scope.universe import Codes
from detente.ledger.facts import Given

if TYPE_CHECKING:
    import polars

Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
OPEN = -1
"""Stands for the end of an interval that lasts beyond the days asked about."""
_EPOCH = date(1970, 1, 1)
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a history: from `first` to `last`, both of them in it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class History:
    """The duty on every line of one origin over time: a row for each interval in which nothing changes.

    `line` are places in `codes`; `start` and `end` days since 1970, `end` not in the interval and `OPEN`
    where it lasts beyond the days asked about. An interval holds at the end of each of its days.
    """

    importer: str
    origin: str
    codes: Codes
    line: npt.NDArray[np.uint32]
    start: Days
    end: Days
    rates: Floats
    state: States

    def frame(self) -> polars.DataFrame:
        """Return the history as a table: importer, origin, product, start, end, the rates, state."""
        import polars

        one = np.zeros(len(self.line), dtype=np.uint32)
        end = polars.Series("end", self.end)
        return polars.DataFrame(
            [
                coded("importer", [self.importer], one),
                coded("origin", [self.origin], one),
                coded("product", self.codes.astype(np.str_).tolist(), self.line),
                polars.Series("start", self.start).cast(polars.Date),
                end.set(end == OPEN, None).cast(polars.Date),
                *(
                    polars.Series(name, column).fill_nan(None)
                    for name, column in zip(RATES, self.rates, strict=True)
                ),
                coded("state", STATES, self.state),
            ]
        )


def turning_days(customs: Customs, origin: str, stretch: Stretch) -> list[date]:
    """Return the days of a stretch on which the duty on some line may change, its first day among them.

    Law changes at instants: the day is the importer's on which the change is first there at its end. The
    ordinary duty changes with editions of the schedule, with preferences and with column 2.
    """
    zone = zone_named(customs.record.zone_of(customs.importer))
    found = {change.moment.astimezone(zone).date() for change in customs.book(origin).changes}
    found.update(edition.valid_from for edition in editions(customs.importer, customs.folders))
    found.update(_preference_days(customs, origin, stretch))
    return sorted({stretch.first, *(day for day in found if stretch.first < day <= stretch.last)})


def _preference_days(customs: Customs, origin: str, stretch: Stretch) -> Iterator[date]:
    union = schedule_on(customs.importer, stretch.first, customs.folders).importer
    for programme in programmes(union):
        yield from (day for window in programme.in_force for day in window if day)
        if origin in programme.ended:
            yield programme.ended[origin]
    day, second = stretch.first, pays_column_2(union, origin, stretch.first)
    while day < stretch.last:
        day += _ONE
        if pays_column_2(union, origin, day) != second:
            second = not second
            yield day


class Histories:
    """The histories of an importer's lines; what origins share is worked out once.

    Args:
        customs: The importer's law, lists and schedules.
        stretch: The days asked about.

    Raises:
        BadInput: There is no schedule of the importer.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> customs = Customs(record, "USA", record.newest)
        >>> found = Histories(customs, Stretch(date(2025, 4, 1), date(2025, 5, 31))).of("CHN", {})
        >>> rows = found.frame()
        >>> doll = rows.filter(rows["product"] == "9503000073")
        >>> doll["additional_rate"].to_list(), str(doll["start"][-1])
        ([0.2, 0.3, 1.04, 1.45, 0.3], '2025-05-14')
    """

    def __init__(self, customs: Customs, stretch: Stretch) -> None:
        self.customs, self.stretch = customs, stretch
        self._zone = customs.record.zone_of(customs.importer)
        folders, days = customs.folders, [stretch.first]
        days += [edition.valid_from for edition in editions(customs.importer, folders)]
        inside = sorted(day for day in days if stretch.first <= day <= stretch.last)
        lines = [schedule_on(customs.importer, day, folders).lines for day in inside]
        self.codes: Codes = np.unique(np.concatenate(lines))
        self._rater = Rater(customs, self.codes)
        self._present: dict[str, Flags] = {}

    def of(self, origin: str, given: Given) -> History:
        """Return the history of every line for one origin."""
        growing = _Growing(len(self.codes))
        for day in turning_days(self.customs, origin, self.stretch):
            rates = self._rater.rates(origin, end_of_day(day, self._zone), given)
            growing.take(_number(day), rates, self._lines_of(day))
        growing.close()
        line = np.concatenate(growing.line)
        order = np.argsort(line, kind="stable")
        return History(
            importer=self.customs.importer,
            origin=origin,
            codes=self.codes,
            line=line[order].astype(np.uint32),
            start=np.concatenate(growing.start)[order],
            end=np.concatenate(growing.end)[order],
            rates=np.concatenate(growing.rates, axis=1)[:, order],
            state=np.concatenate(growing.state)[order],
        )

    def _lines_of(self, day: date) -> Flags:
        """Return which lines the edition of a day has."""
        schedule = schedule_on(self.customs.importer, day, self.customs.folders)
        if schedule.edition not in self._present:
            self._present[schedule.edition] = np.isin(self.codes, schedule.lines)
        return self._present[schedule.edition]


class _Growing:
    """Intervals as they open and close, day by day."""

    def __init__(self, lines: int) -> None:
        self.line: list[npt.NDArray[np.intp]] = []
        self.start: list[Days] = []
        self.end: list[Days] = []
        self.rates: list[Floats] = []
        self.state: list[States] = []
        self._open = np.zeros(lines, dtype=np.bool_)
        self._since = np.zeros(lines, dtype=np.int32)
        self._now = LineRates(np.full((len(RATES), lines), np.nan), np.zeros(lines, dtype=np.uint8))

    def take(self, day: int, found: LineRates, present: Flags) -> None:
        """Close what ends on a day and open what begins."""
        same = (found.rates.view(np.int64) == self._now.rates.view(np.int64)).all(axis=0)
        same &= found.state == self._now.state
        self._emit(self._open & ~(same & present), day)
        begun = present & ~(same & self._open)
        self._since[begun] = day
        self._open = present
        self._now = found

    def close(self) -> None:
        """Close what lasts beyond the last day."""
        self._emit(self._open, OPEN)

    def _emit(self, closing: Flags, end: int) -> None:
        lines = np.flatnonzero(closing)
        self.line.append(lines)
        self.start.append(self._since[lines])
        self.end.append(np.full(len(lines), end, dtype=np.int32))
        self.rates.append(self._now.rates[:, lines])
        self.state.append(self._now.state[lines])


def _number(day: date) -> int:
    return (day - _EPOCH).days
