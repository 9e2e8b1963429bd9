"""The figures of the method pages that no example prints are computed here from the published data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.pages import DOCS, table_after

from detente.impact.replication import published, read_nafta, replicate
from detente.models import SolveOptions, rebase, solve

PAGE = DOCS / "methods" / "caliendo-parro.md"


def test_the_first_order_measure_falls_to_the_exact_one_in_steps(reference_folder: Path) -> None:
    sheet = published("cp2015-nafta")
    data = reference_folder / "data" / "economy" / sheet["data"]["file"]
    base, after = read_nafta(data, sheet["economies"])
    base = rebase(base, SolveOptions(deficit_rule="purged"))
    mexico = base.economies.index("MEX")
    for steps, first_order, exact in table_after(PAGE, "## Real income, exact and first order"):
        count = int(steps.split()[0])
        current, added, grown = base, 0.0, 1.0
        for step in range(1, count + 1):
            share = step / count
            tariffs = np.expm1((1 - share) * np.log1p(base.tariffs) + share * np.log1p(after))
            found = solve(current, tariffs)
            added += 100 * found.first_order_welfare[mexico]
            grown *= 1 + found.real_income_change[mexico]
            current = found.as_baseline()
        assert f"{added:+.3f}%" == first_order
        # Printed to four digits, far above the 1e-8 that 160 solves may add up to.
        assert f"{100 * (grown - 1):+.4f}%" == exact


def test_the_published_table_is_the_one_on_the_page(reference_folder: Path) -> None:
    found = replicate("cp2015-nafta", reference_folder / "data" / "economy")
    by_variable = {
        "welfare, first order": "welfare (first order ToT+VoT)",
        "real income, exact (not printed in the paper)": "real income (exact)",
    }
    values = {(row.variable, row.economy): row.value for row in found.rows}
    for label, *cells in table_after(PAGE, "## The published table"):
        for economy, cell in zip(("MEX", "CAN", "USA"), cells, strict=True):
            value = values[by_variable.get(label, label), economy]
            digits = len(cell.partition(".")[2])
            assert float(cell) == pytest.approx(value, abs=0.5 * 10**-digits * 1.0001), f"{label}, {economy}"
