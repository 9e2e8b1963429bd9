"""Average duties beside those that others published: how near, and a cause for each that is off."""

from __future__ import annotations

from typing import Any

import pytest
from support.pages import DOCS, table_after

from detente.core.located import read_yaml
from detente.core.time import parse_date
from detente.duties.averages.counting import Counting, Step, rules_on
from detente.duties.averages.published import FOLDER, Comparison
from detente.ledger.facts import shipped_facts
from detente.ledger.record import Record
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
    assert {row.cause for row in off} == {"their date", "their rule", "the weights"}
    for cause in ("Their date", "Their rule", "The weights"):
        count = sum(row.cause == cause.lower() for row in off)
        assert f"**{cause}** ({count}" in page, cause


def test_a_source_whose_ways_are_on_record_is_met_by_them(compared: Comparison) -> None:
    """Waugh's notebook and README say how he counts: our engine under his rules has his figures."""
    rows = [row for row in compared.rows if row.series == "waugh"]
    assert sum(row.within_as_counted for row in rows) >= 0.9 * len(rows)
    assert sum(abs((row.as_counted or 0.0) - row.published) for row in rows) < 0.25 * len(rows)
    world = [row for row in compared.rows if row.series == "trade-war-redux-2025 (Waugh)"]
    assert all(row.within_as_counted for row in world)


def test_every_rule_of_a_source_names_what_is_on_record_and_says_why(record: Record) -> None:
    tables, lists = record.tables, Workbench().customs("USA", "2026-10-09").lists
    for name, series in sheet()["series"].items():
        steps = series.get("steps", {}).values()
        assert all("why" in one for one in (*series.get("counts", ()), *steps)), name
        for tranche in (one for step in steps for one in (*step.get("begun", ()), *step.get("before", ()))):
            assert record.tranche(tranche)
        for rule in series.get("counts", ()):
            parts = [rule, *(rule.get(key, {}) for key in ("spared", "rate", "yields", "stays"))]
            assert {one for part in parts for one in part.get("programmes", ())} <= set(tables.programmes)
            assert set(rule.get("yields", {}).get("to", ())) <= set(tables.programmes)
            named = [*rule.get("without", ()), *rule.get("padded", ()), *parts[1].get("lists", ())]
            assert set(named) <= set(lists.names), named
            for gone in rule.get("leave_out", ()):
                assert gone in tables.measures or record.tranche(gone)
            assert set(rule.get("given", {})) <= set(shipped_facts())


def test_the_law_is_untouched_by_how_a_source_counts(record: Record) -> None:
    """The two views of one day share the record and its weights, and nothing of the rules."""
    day, series = parse_date("2025-12-04"), sheet()["series"]["waugh"]
    counting = Counting(record)
    counted = counting.view("USA", "GBR", Step.of(series, day), rules_on(series, day))
    law = counting.view("USA", "GBR", Step(day), ())
    assert law.customs.record is record
    assert (law.weights.special_charged, law.weights.flat, dict(law.given)) == (False, False, {})
    assert counted.weights.special_charged
    assert counted.weights.flat
    assert counted.weights.universe is not law.weights.universe
    assert "s301" in {measure.programme for measure in record.tables.measures.values()}
    assert "s301" not in {measure.programme for measure in counted.customs.record.tables.measures.values()}


def sheet() -> dict[str, Any]:
    path = FOLDER / "averages.yaml"
    return read_yaml(path.read_bytes(), str(path)).mapping()
