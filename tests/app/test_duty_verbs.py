"""`duty` and `average` as their users call them."""

from __future__ import annotations

import csv

import pytest

ASKED = ("duty", "--importer", "USA", "--origin", "CHN", "--product", "7318.15.80", "--on", "2025-06-09")


def test_the_text_tells_total_base_and_sources(run) -> None:
    answer = run(*ASKED, "--given", "metal_share=1")
    assert answer.status == 0, answer.err
    assert "total       103.5%" in answer.out
    assert "base        8.5%, general rate" in answer.out
    assert "SOURCES" in answer.out


def test_explain_draws_a_tree_of_the_same_answer(run) -> None:
    answer = run(*ASKED, "--explain")
    assert answer.status == 0, answer.err
    assert "├─ base 8.5%, general rate" in answer.out
    assert "rate 50%" in answer.out
    assert "not applied" in answer.out


def test_the_json_is_the_same_from_run_to_run(run) -> None:
    first, second = run(*ASKED, "--json"), run(*ASKED, "--json")
    assert first.out == second.out
    assert first.json["total_rate"] == pytest.approx(1.035)


def test_conditions_lists_every_fact(run) -> None:
    answer = run("duty", "--conditions", "--json")
    keys = [fact["key"] for fact in answer.json["facts"]]
    assert {"usmca", "korus", "metal_share", "loaded_on", "end_use"} <= set(keys)
    assert "usmca=yes or usmca=no" in run("duty", "--conditions").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("duty",), "the question lacks --importer, --origin, --product, --on"),
        ((*ASKED, "--given", "umsca=yes"), "did you mean 'usmca'?"),
        ((*ASKED, "--value-usd", "-5"), "cannot be"),
        ((*ASKED, "--quantity", "kg"), "write UNIT=NUMBER"),
        ((*ASKED, "--given", "loaded_on=2025-07-09"), "cannot be entered on 2025-06-09"),
        (("average", "--on", "2025-06-09", "--importer", "NOR"), "no imports of NOR"),
        (("average", "--on", "2025-06-09", "--cluster", "nowhere"), "no address of a cluster"),
        (("average", "--on", "2025-06-09", "--scenario", "lapse"), "between two economies"),
    ],
)
def test_a_bad_question_is_one_line_and_status_2(run, words: tuple[str, ...], says: str) -> None:
    answer = run(*words)
    assert answer.status == 2
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_a_fact_without_bearing_is_told(run) -> None:
    asked = ("--importer", "USA", "--origin", "VNM", "--product", "61091000", "--on", "2025-06-09")
    answer = run("duty", *asked, "--given", "usmca=yes")
    assert "the fact usmca has no bearing on this entry" in answer.out


def test_an_importer_without_measures_is_told(run) -> None:
    answer = run(
        "duty", "--importer", "GBR", "--origin", "USA", "--product", "22083011", "--on", "2025-06-09"
    )
    assert "no added duties of GBR are on record" in " ".join(answer.out.split())


def test_averages_leave_as_rows(run, tmp_path) -> None:
    path = tmp_path / "a.csv"
    assert (
        run("average", "--on", "2025-06-09", "--by", "sector", "--origin", "CHN", "--csv", path).status == 0
    )
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["sector"] for row in rows} >= {"electronics", "textiles"}
    assert all(float(row["additional_rate"]) >= 0 for row in rows)
