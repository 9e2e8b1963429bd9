"""Panels, histories and differences over all lines and partners, beside a naive loop over `Workbench.duty`.

The loop takes a sample of lines and is scaled to the whole; every figure comes with its row count.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest

from detente import Workbench
from detente.duties.panels.panels import partners

DAY = "2025-06-09"
PAIRS = {
    "quiet": ("2025-06-03", "2025-06-04"),
    "pause": ("2025-04-09", "2025-04-10"),
    "ruling": ("2026-02-23", "2026-02-24"),
    "eight years": ("2018-01-01", "2026-08-01"),
}
SAMPLE = 400


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    workbench = Workbench()
    workbench.duty("USA", "CHN", "9503000073", on=DAY)  # the record and the lists are open
    return workbench


@pytest.fixture(scope="module")
def origins(workbench: Workbench) -> tuple[str, ...]:
    """Every origin with imports on record, and one more: 51 partners."""
    return (*partners(workbench.customs("USA", DAY)), "DEU")


def packed(rows: polars.DataFrame) -> int:
    target = io.BytesIO()
    rows.write_parquet(target, compression="lz4")
    return len(target.getbuffer())


def sample(workbench: Workbench, origins: tuple[str, ...]) -> Iterator[float]:
    """Yield the seconds of one duty after another, over lines and partners in turn."""
    codes = workbench.panel("USA", DAY, origins[:1]).codes
    for number in range(SAMPLE):
        origin, code = origins[number % len(origins)], codes[(number * 7919) % len(codes)]
        start = time.perf_counter()
        workbench.duty("USA", origin, code.decode(), on=DAY)
        yield time.perf_counter() - start


def test_panel_of_a_day(benchmark, workbench, origins) -> None:  # type: ignore[no-untyped-def]
    """Every line by 51 partners on a day, to Parquet in memory: 2 s asked for."""
    found = benchmark.pedantic(
        lambda: packed(workbench.panel("USA", DAY, origins).frame()), rounds=5, warmup_rounds=1
    )
    rows = workbench.panel("USA", DAY, origins).rows
    naive = sum(sample(workbench, origins)) / SAMPLE * rows
    benchmark.extra_info |= {"rows": rows, "bytes": found, "naive_seconds": round(naive)}
    print(f"\n{rows:,} rows; a loop over `duty` would take {naive:,.0f} s")
    if benchmark.stats:
        print(f"ratio {naive / benchmark.stats.stats.median:,.0f}")


def test_history_since_2018(benchmark, workbench, origins, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Every line by 51 partners at every change since 2018, to a Parquet file: 60 s asked for."""

    def written() -> int:
        with (tmp_path / "history.parquet").open("wb") as stream:
            days = ("2018-01-01", workbench.record.newest)
            return workbench.write_panel(stream, "USA", days, origins, folder=tmp_path)

    rows = benchmark.pedantic(written, rounds=1)
    size = (tmp_path / "history.parquet").stat().st_size
    benchmark.extra_info |= {"rows": rows, "bytes": size}
    print(f"\n{rows:,} rows, {size / 1e6:.0f} MB")


@pytest.mark.parametrize("name", PAIRS)
def test_difference_of_two_days(benchmark, workbench, origins, name: str) -> None:  # type: ignore[no-untyped-def]
    """All lines by 51 partners on two days, with causes and rows: 3 s asked for."""
    found = benchmark.pedantic(lambda: workbench.diff("USA", PAIRS[name], origins), rounds=5, warmup_rounds=1)
    benchmark.extra_info |= {"rows": found.rows, "of": len(found.codes) * len(origins)}
    print(f"\n{found.rows:,} of {len(found.codes) * len(origins):,} rows changed")


def test_exposure_of_a_deadline(benchmark, workbench) -> None:  # type: ignore[no-untyped-def]
    """What hung on the pause of July 2025, for all its partners."""
    found = benchmark.pedantic(lambda: workbench.exposure(deadline="pause-2025-07-09"), rounds=5)
    print(f"\n{sum(len(side.imports_usd) for side in found.sides):,} rows of trade")
