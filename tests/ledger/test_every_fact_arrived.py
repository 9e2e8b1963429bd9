"""Every row of the facts stands in the record: with its rate, its days, its source and its doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import duty_rows, other_rows
from support.facts import Row, rows

from detente.ledger.record import Record

Check = Callable[[list[Row], Record], Iterator[str]]

CHECKS: dict[str, Check] = {
    "measures": duty_rows.measures,
    "country_rates": duty_rows.country_rates,
    "agreements": other_rows.agreements,
    "export_controls": other_rows.export_controls,
    "legal_events": other_rows.legal_events,
    "stats": other_rows.stats,
    "compliance": other_rows.compliance,
    "people": other_rows.people,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_row_arrived(name: str, reference_folder: Path, record: Record) -> None:
    misses = list(CHECKS[name](rows(reference_folder, f"{name}.csv"), record))
    assert not misses, f"{len(misses)} in {name}.csv:\n" + "\n".join(misses)


@pytest.mark.parametrize(
    ("name", "column", "wrong"),
    [
        ("measures", "rate_percent", "77.7"),
        ("measures", "effective_from", "2017-01-01"),
        ("measures", "source", "a paper that nobody cites"),
        ("measures", "id", "no-such-row"),
        ("country_rates", "rate_percent", "77.7"),
        ("agreements", "date", "2017-01-01"),
        ("export_controls", "effective_from", "2017-01-01"),
        ("legal_events", "body", "Traffic court"),
        ("stats", "actual_yoy_percent", "77.7"),
        ("compliance", "value", "77.7"),
        ("people", "to", "2017-01-01"),
    ],
)
def test_a_row_that_differs_is_missed(
    name: str, column: str, wrong: str, reference_folder: Path, record: Record
) -> None:
    found = rows(reference_folder, f"{name}.csv")
    sound = [row for row in found if not list(CHECKS[name]([dict(row)], record))]
    assert sound
    unmoved = [row for row in sound if not list(CHECKS[name]([{**row, column: wrong}], record))]
    # Threats have no rate to compare once their start is gone; such rows are few.
    assert len(unmoved) < len(sound) / 10, [row.get("id", row) for row in unmoved]
