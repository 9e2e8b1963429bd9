"""Every statutory rate of the reference table that was computed from the facts, line by line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.core.time import parse_date
from detente.duties.schedule.schedule import schedule_on
from detente.workbench import Workbench

ISO = {"US": "USA", "CN": "CHN"}
OTHER = "ALLOTHER"
"""What the table calls goods on no list of the importer."""


def product_of(row: dict[str, str], workbench: Workbench) -> str:
    """Return the row's code, or a Chinese line on no list for `ALLOTHER`."""
    if row["product_code"] != OTHER:
        return row["product_code"]
    lists = workbench.customs("CHN", row["date"]).lists
    lines = schedule_on("CHN", parse_date(row["date"])).lines
    return next(line.decode() for line in lines[::97] if not lists.lists_of(line.decode()))


def test_every_derived_row_comes_out_exactly(reference_folder: Path) -> None:
    workbench, wrong, rows = Workbench(), [], 0
    with (reference_folder / "reference/duties.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["derived"] != "yes":
                continue
            rows += 1
            pair = ISO[row["importer"]], ISO[row["partner"]]
            found = workbench.duty(*pair, product_of(row, workbench), on=row["date"])
            if found.additional_rate != pytest.approx(float(row["rate_percent"]) / 100, abs=1e-9):
                wrong.append(f"{row['id']}: {row['rate_percent']} and not {100 * found.additional_rate:g}")
    assert rows >= 170
    assert wrong == []


def test_a_subheading_s_range_names_its_lines(reference_folder: Path) -> None:
    """Soybeans are asked as 1201.90.00; black ones stand on List 1 but not on the farm list of 2025."""
    found = Workbench().duty("CHN", "USA", "1201.90.00", on="2025-03-10")
    assert (found.additional_low, found.additional_high) == (0.25, 0.35)
    assert [question.fact for question in found.questions] == ["product"]
