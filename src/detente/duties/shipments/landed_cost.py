"""What goods cost at the border besides duty: the fees of entry, by the periods of `data/fees.yaml`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.located import read_yaml
from detente.core.time import parse_date
from detente.ledger.facts import Given

SHIPPED = Path(__file__).parents[2] / "data" / "fees.yaml"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a fee comes to from a day on: a fraction of the value, and the bounds for one entry."""

    start: date
    rate: float
    minimum_usd: float
    maximum_usd: float
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """A claim of preference under which a fee is not due; of all origins where none is named."""

    fact: str
    origins: frozenset[str]
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee on entry.

    Example:
        >>> fee = shipped_fees()["USA", "mpf"]
        >>> fee.on(date(2025, 6, 9)).minimum_usd, fee.due("MEX", {"usmca": True}), fee.due("MEX", {})
        (32.71, False, True)
    """

    fee: str
    importer: str
    title: str
    citation: str
    verified: bool
    periods: tuple[Period, ...]
    spares: tuple[Spared, ...]

    def on(self, day: date) -> Period | None:
        """Return the period that holds on a day, None before the first on record."""
        place = bisect_right(self.periods, day, key=lambda period: period.start)
        return self.periods[place - 1] if place else None

    def due(self, origin: str, given: Given) -> bool:
        """Say whether the fee is due on goods of an origin under the facts declared."""
        return not any(
            given.get(spared.fact) is True and (not spared.origins or origin in spared.origins)
            for spared in self.spares
        )

    def bounds(self, day: date) -> tuple[float, float, float]:
        """Return rate, minimum and maximum of an entry on a day; NaN where nothing is on record.

        Example:
            >>> shipped_fees()["USA", "mpf"].bounds(date(2025, 6, 9))
            (0.003464, 32.71, 634.62)
        """
        period = self.on(day)
        return (period.rate, period.minimum_usd, period.maximum_usd) if period else (np.nan, np.nan, np.nan)


def charged(value_usd: Floats, rates: Floats) -> Floats:
    """Return a fee in USD to the cent: the rate on the value, between the minimum and the maximum.

    Args:
        value_usd: Customs value of each entry.
        rates: Rate, minimum and maximum of each entry, `(3, entry)`.

    Example:
        >>> charged(np.array([100.0, 20_000.0, 1e6]), np.array([[0.003464], [32.71], [634.62]]))
        array([ 32.71,  69.28, 634.62])
    """
    rate, least, most = rates
    found: Floats = np.round(np.minimum(np.maximum(value_usd * rate, least), most), 2)
    return found


@cache
def shipped_fees(path: Path = SHIPPED) -> Mapping[tuple[str, str], Fee]:
    """Return the fees on record by importer and name.

    Example:
        >>> [fee.citation for fee in shipped_fees().values()][1]
        '26 U.S.C. 4461-4462; 19 CFR 24.24'
    """
    rows = read_yaml(path.read_bytes(), str(path)).mapping()["fees"]
    fees = [_fee(row) for row in rows]
    return {(fee.importer, fee.fee): fee for fee in fees}


def _fee(row: Mapping[str, Any]) -> Fee:
    return Fee(
        **{name: row[name] for name in ("fee", "importer", "title", "citation")},
        verified=row["verified"] == "true",
        periods=tuple(_period(period) for period in row["periods"]),
        spares=tuple(_spared(spared) for spared in row["spares"]),
    )


def _period(row: Mapping[str, str]) -> Period:
    most = row["maximum_usd"]
    return Period(
        start=parse_date(row["start"]),
        rate=float(row["rate"]),
        minimum_usd=float(row["minimum_usd"]),
        maximum_usd=float("inf") if most == "none" else float(most),
        citation=row["citation"],
        verified=row["verified"] == "true",
    )


def _spared(row: Mapping[str, str | Sequence[str]]) -> Spared:
    return Spared(
        fact=str(row["fact"]),
        origins=frozenset(row.get("origins", ())),
        citation=str(row["citation"]),
        verified=row["verified"] == "true",
    )
