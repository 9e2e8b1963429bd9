"""Average duties beside those that others published: how near, and a cause for each that is off."""

from __future__ import annotations

import pytest
from support.pages import DOCS, table_after

from detente.duties.averages.published import Comparison
from detente.workbench import Workbench

SERIES = {
    "Waugh, partners": "waugh",
    "The Budget Lab, partners": "yale",
    "Waugh, world": "trade-war-redux-2025 (Waugh)",
    "The Budget Lab, world": "Yale tracker repo commit 2e97e84",
    "The Budget Lab, by policy date": "Yale State of Tariffs (July 2026 vintage)",
    "PIIE": "PIIE/Bown",
}


@pytest.fixture(scope="module")
def compared() -> Comparison:
    found = Workbench().replicate("duties")
    assert isinstance(found, Comparison)
    return found


def test_every_figure_that_is_off_has_a_cause(compared: Comparison) -> None:
    assert len(compared.rows) == 206
    without = [row for row in compared.rows if not row.within and not (row.cause and row.why)]
    assert not without


def test_the_page_tells_how_many_are_near(compared: Comparison) -> None:
    tally = compared.tally()
    shown = {
        row[0]: tuple(map(int, row[1:]))
        for row in table_after(DOCS / "accuracy.md", "## Average duties by partner")
    }
    assert shown == {title: tally[name] for title, name in SERIES.items()}


def test_the_page_tells_the_causes_of_the_partner_figures(compared: Comparison) -> None:
    page = (DOCS / "accuracy.md").read_text("utf-8")
    off = [row for row in compared.rows if row.series in ("waugh", "yale") and not row.within]
    assert f"of {len(off)} misses" in page
    for cause in ("Their date", "Their rule", "The weights", "Our rule"):
        count = sum(row.cause == cause.lower() for row in off)
        assert f"**{cause}** ({count}" in page, cause


def test_as_they_count_is_nearer_than_the_law(compared: Comparison) -> None:
    """The dates and lists of the source explain what the law does not: else a rule of ours would be wrong."""
    rows = [row for row in compared.rows if row.series == "waugh"]
    law = sum(abs((row.by_law or 0.0) - row.published) for row in rows)
    counted = sum(abs((row.as_counted or 0.0) - row.published) for row in rows)
    assert counted < 0.6 * law
