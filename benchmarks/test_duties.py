"""Speed of one duty in process, and its cost at 1, 10 and 100 times the measures of the record.

Naive reference in the same run: the same question with lists read and the law of the pair put together anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from statistics import median

import pytest

from detente.core.time import end_of_day, parse_date
from detente.duties.calculation.customs import Customs
from detente.duties.calculation.entry import Entry
from detente.ledger.entries import Measure, Products
from detente.ledger.opening import open_record
from detente.ledger.record import Record
from detente.workbench import Workbench

QUESTIONS = [
    ("USA", "CHN", "9503.00.00.73", "2025-06-09"),
    ("USA", "CHN", "7318.15.80.20", "2025-06-09"),
    ("USA", "MEX", "8703.23.01.90", "2025-08-20"),
    ("USA", "DEU", "0406.90.95.00", "2025-09-09"),
    ("USA", "VNM", "8517.13.00.00", "2025-12-09"),
    ("CHN", "USA", "2711.11.00", "2025-04-12"),
]
LIMIT_MS = 2.0


def answers(workbench: Workbench) -> list[float]:
    return [workbench.duty(*asked[:3], on=asked[3]).additional_rate for asked in QUESTIONS]


@pytest.mark.benchmark(group="one duty")
def test_one_duty(benchmark: object) -> None:
    workbench = Workbench()
    answers(workbench)  # opens record, lists and schedules
    benchmark(answers, workbench)  # type: ignore[operator]
    each = 1e3 * benchmark.stats.stats.median / len(QUESTIONS)  # type: ignore[attr-defined]
    ratio = naive_ms(workbench) / each
    print(
        f"\none duty: {each:.2f} ms (limit {LIMIT_MS:g}), {ratio:.1f} times faster than going through the law"
    )


@pytest.mark.parametrize("times", [1, 10, 100])
@pytest.mark.benchmark(group="measures on record")
def test_the_cost_does_not_grow_with_the_record(benchmark: object, times: int) -> None:
    """Copies of every measure stand on lines that nobody asks about."""
    record = multiplied(open_record(), times)
    customs = Customs(record, "USA", record.newest)
    entry = Entry(
        importer="USA", origin="CHN", product="7318158020",
        instant=end_of_day(parse_date("2025-06-09"), "America/New_York"),
    )  # fmt: skip
    assert customs.duty(entry).additional_rate == pytest.approx(0.95)
    benchmark(customs.duty, entry)  # type: ignore[operator]
    print(f"\n{times} times the measures ({len(record.tranches):,} tranches)")


def multiplied(record: Record, times: int) -> Record:
    """Return a record with copies of each measure of the USA, on lines of chapter 1."""
    measures = dict(record.tables.measures)
    for name, measure in list(measures.items()):
        if measure.imposing == "USA":
            measures |= {f"{name}/{copy}": moved(measure, copy) for copy in range(1, times)}
    return Record(replace(record.tables, measures=measures), f"{record.digest} {times}")


def moved(measure: Measure, copy: int) -> Measure:
    products = Products(description="elsewhere", prefixes=("0101",))
    tranches: Iterable = (
        replace(tranche, id=f"{tranche.id}-{copy}", products=products, replaces=())
        for tranche in measure.tranches
    )
    return replace(
        measure, id=f"{measure.id}/{copy}", tranches=tuple(tranches), scope=replace(measure.scope, exempt=())
    )


def naive_ms(workbench: Workbench) -> float:
    """Return the time of a duty for which the law of the pair is put together anew, question by question."""
    found = []
    for importer, origin, product, on in QUESTIONS:
        known = workbench.customs(importer, on)
        instant = end_of_day(parse_date(on), workbench.record.zone_of(importer))
        entry = Entry(importer=importer, origin=origin, product=product, instant=instant)
        start = time.perf_counter()
        fresh = Customs(workbench.record, importer, known.known_at)
        fresh.duty(entry)
        found.append(1e3 * (time.perf_counter() - start))
    return median(found)
