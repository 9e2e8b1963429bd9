"""Special rates: which programmes an origin may claim on a line, and which origins pay column 2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from detente.core.duty_expressions import DutyExpression
from detente.core.duty_texts import parse_special
from detente.core.located import read_yaml
from detente.core.time import parse_date
from detente.duties.schedule.editions import SHIPPED
from detente.duties.schedule.lines import Line
from detente.duties.schedule.schedule import Schedule
from detente.duties.schedule.table import Floats

Basis = Literal["origin", "use"]
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A preference of one importer: its symbols, whom it covers, the fact that claims it and its days.

    `basis` is `origin`, or `use` where any origin with ordinary treatment may claim by what the good is for.
    """

    symbols: tuple[str, ...]
    title: str
    fact: str
    basis: Basis
    origins: frozenset[str]
    ended: dict[str, date]
    in_force: tuple[Days, ...]
    citation: str
    verified: bool
    note: str

    def covers(self, origin: str, day: date) -> bool:
        """Say whether an origin may claim it on a day."""
        if self.basis == "origin" and origin not in self.origins:
            return False
        if origin in self.ended and day >= self.ended[origin]:
            return False
        return not self.in_force or any(_within(day, days) for days in self.in_force)


@dataclass(frozen=True, slots=True)
class Preference:
    """A special rate that an origin may claim on a line; `fact` is what must be declared for it."""

    symbol: str
    fact: str
    duty: DutyExpression
    title: str
    basis: Basis
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class _Book:
    programmes: dict[str, dict[str, Programme]]
    column_2: dict[str, tuple[tuple[str, Days, str], ...]]


def _within(day: date, days: Days) -> bool:
    first, last = days
    return (first is None or first <= day) and (last is None or day < last)


@lru_cache(maxsize=1)
def _book() -> _Book:
    path = SHIPPED / "preferences.yaml"
    found = read_yaml(path.read_bytes(), str(path)).mapping()
    programmes: dict[str, dict[str, Programme]] = {}
    for importer, entries in found["programmes"].items():
        by_symbol = programmes.setdefault(importer, {})
        for entry in entries:
            by_symbol.update(dict.fromkeys(entry["symbols"], _programme(entry)))
    column_2 = {
        importer: tuple((entry["origin"], _days(entry), entry["citation"]) for entry in entries)
        for importer, entries in found["column_2"].items()
    }
    return _Book(programmes, column_2)


def _days(entry: dict[str, Any]) -> Days:
    first, last = entry.get("from"), entry.get("to")
    return (parse_date(first) if first else None, parse_date(last) if last else None)


def _programme(entry: dict[str, Any]) -> Programme:
    return Programme(
        symbols=tuple(entry["symbols"]),
        title=entry["title"],
        fact=entry["fact"],
        basis=entry["basis"],
        origins=frozenset(entry.get("origins", ())),
        ended={origin: parse_date(day) for origin, day in entry.get("ended", {}).items()},
        in_force=tuple(_days(days) for days in entry.get("in_force", ())),
        citation=entry["citation"],
        verified=entry["verified"] == "true",
        note=entry.get("note", ""),
    )


def programmes(importer: str) -> tuple[Programme, ...]:
    """Return the preference programmes of an importer that are on record.

    Example:
        >>> [programme.fact for programme in programmes("USA")][:3]
        ['usmca', 'korus', 'ustja']
    """
    by_symbol = _book().programmes.get(importer, {})
    return tuple(programme for symbol, programme in by_symbol.items() if symbol == programme.symbols[0])


def preferences_of(line: Line, origin: str, day: date) -> tuple[Preference, ...]:
    """Return the special rates that goods of an origin may claim on a line, in the order of the schedule.

    An origin that pays column 2 has none. Symbols of which no programme is on record are passed over.

    Args:
        line: The line, as `Schedule.find` gives it.
        origin: ISO 3166 alpha-3 code.
        day: The day of entry.

    Example:
        >>> from detente.duties.schedule.schedule import schedule_on
        >>> day = date(2025, 6, 9)
        >>> line = schedule_on("USA", day).find("8507600020")
        >>> [(found.symbol, found.fact, str(found.duty)) for found in preferences_of(line, "MEX", day)]
        [('C', 'civil_aircraft', 'Free'), ('S', 'usmca', 'Free')]
    """
    if pays_column_2(line.importer, origin, day):
        return ()
    known = _book().programmes.get(line.importer, {})
    return tuple(
        Preference(symbol, found.fact, special.duty, found.title, found.basis, found.citation, found.verified)
        for special in line.special
        for symbol in special.symbols
        if (found := known.get(symbol)) is not None and found.covers(origin, day)
    )


def pays_column_2(importer: str, origin: str, day: date) -> bool:
    """Say whether goods of an origin pay column 2: the rates without most-favoured-nation treatment.

    Example:
        >>> pays_column_2("USA", "RUS", date(2022, 4, 8)), pays_column_2("USA", "RUS", date(2022, 4, 9))
        (False, True)
    """
    return bool(column_2_citation(importer, origin, day))


def column_2_citation(importer: str, origin: str, day: date) -> str:
    """Return the law by which goods of an origin pay column 2; nothing where they do not.

    Example:
        >>> column_2_citation("USA", "CUB", date(2025, 1, 1))
        'HTS general note 3(b)'
    """
    for listed, days, citation in _book().column_2.get(importer, ()):
        if listed == origin and _within(day, days):
            return citation
    return ""


def turning_days(importer: str) -> set[date]:
    """Return the days on which an origin may gain or lose a preference, or column 2.

    Example:
        >>> date(2022, 4, 9) in turning_days("USA")
        True
    """
    book = _book()
    found = {day for _, days, _ in book.column_2.get(importer, ()) for day in days if day}
    for programme in programmes(importer):
        found.update(programme.ended.values())
        found.update(day for days in programme.in_force for day in days if day)
    return found


def preferential_rate(
    schedule: Schedule, origin: str, day: date, facts: Iterable[str] | None = None
) -> Floats:
    """Return the lowest special ad valorem rate of an origin on each line; NaN where it has none.

    Args:
        schedule: The importer's schedule.
        origin: ISO 3166 alpha-3 code.
        day: The day of entry.
        facts: Only programmes claimed by these facts; all that rest on origin by default, none on use.

    Example:
        >>> from detente.duties.schedule.schedule import schedule_on
        >>> schedule = schedule_on("USA", date(2025, 6, 9))
        >>> rates = preferential_rate(schedule, "KOR", date(2025, 6, 9), ["korus"])
        >>> float(rates[schedule.place("8507600020")])
        0.0
    """
    known = _book().programmes.get(schedule.importer, {})
    wanted = None if facts is None else frozenset(facts)
    eligible = {
        symbol
        for symbol, programme in known.items()
        if programme.covers(origin, day)
        and (programme.basis == "origin" if wanted is None else programme.fact in wanted)
    }
    if pays_column_2(schedule.importer, origin, day):
        eligible = set()
    places, texts = schedule.table.column("special")
    lowest = np.array([_lowest(text, eligible) for text in texts])
    rows = schedule.table.rate_rows
    rates: Floats = np.where(rows >= 0, lowest[places[rows]], np.nan)
    return rates


def _lowest(text: str, eligible: set[str]) -> float:
    """Return the lowest rate by value that a text gives to some symbols, NaN where there is none."""
    rates = [
        special.duty.plain_rate
        for special in parse_special(text)
        if special.duty.plain_rate is not None and not eligible.isdisjoint(special.symbols)
    ]
    return min((rate for rate in rates if rate is not None), default=np.nan)
