"""A sweep summed up from its rows, read as they lie: never all of them in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True)
class Spread:
    """The real income of an economy over all scenarios that converged, in percent, and its extremes."""

    economy: str
    lowest_percent: float
    lowest_in: str
    mean_percent: float
    highest_percent: float
    highest_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the rows of a sweep come to.

    Args:
        rows: How many there are.
        scenarios: How many scenarios.
        missed: How many of them did not converge.
        first_missed: The first of those, with its advice; empty where there is none.
        mean_iterations: Passes through the equations, mean over scenarios.
        largest_residual: Of the scenarios that converged.
        spreads: By economy, in the order of the rows.
    """

    rows: int
    scenarios: int
    missed: int
    first_missed: str
    mean_iterations: float
    largest_residual: float
    spreads: tuple[Spread, ...]

    @property
    def converged(self) -> int:
        """How many scenarios converged."""
        return self.scenarios - self.missed


def sum_up(paths: Sequence[Path]) -> Summary:
    """Return what the rows of some Parquet files come to, each file summed up by itself first."""
    import polars as pl

    parts = pl.concat([_of_part(path) for path in paths])
    low, high = pl.col("low"), pl.col("high")
    by_economy = parts.group_by("economy", maintain_order=True).agg(
        low.min(),
        pl.col("low_in").filter(low == low.min()).first(),
        pl.col("sum").sum(),
        high.max(),
        pl.col("high_in").filter(high == high.max()).first(),
        pl.col("rows", "fine", "iterations").sum(),
        pl.col("residual").max(),
        pl.col("missed").drop_nulls().first(),
    )
    of = by_economy.row(0, named=True)
    return Summary(
        rows=int(by_economy["rows"].sum()),
        scenarios=of["rows"],
        missed=of["rows"] - of["fine"],
        first_missed=of["missed"] or "",
        mean_iterations=round(of["iterations"] / of["rows"], 2),
        largest_residual=of["residual"] or 0.0,
        spreads=tuple(
            Spread(
                economy=row["economy"],
                lowest_percent=row["low"],
                lowest_in=row["low_in"],
                mean_percent=row["sum"] / row["fine"],
                highest_percent=row["high"],
                highest_in=row["high_in"],
            )
            for row in by_economy.iter_rows(named=True)
            if row["fine"]
        ),
    )


def _of_part(path: Path) -> polars.DataFrame:
    """Return what the rows of one file come to, by economy."""
    import polars as pl

    fine, change, name = pl.col("status") == "converged", pl.col("real_income_percent"), pl.col("scenario")
    wanted = ("scenario", "economy", "real_income_percent", "status", "residual", "iterations", "advice")
    return (
        pl.read_parquet(path, columns=list(wanted))
        .group_by("economy", maintain_order=True)
        .agg(
            change.min().alias("low"),
            name.filter(change == change.min()).first().alias("low_in"),
            change.sum().alias("sum"),
            change.max().alias("high"),
            name.filter(change == change.max()).first().alias("high_in"),
            pl.len().cast(pl.Int64).alias("rows"),
            fine.sum().cast(pl.Int64).alias("fine"),
            pl.col("iterations").sum(),
            pl.col("residual").filter(fine).max(),
            pl.concat_str(name, pl.lit(": "), "advice").filter(~fine).first().alias("missed"),
        )
    )
