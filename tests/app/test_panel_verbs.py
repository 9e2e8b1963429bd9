"""The verbs over all lines answer on the screen, in JSON and in files, and refuse bad questions in a line."""

from __future__ import annotations

import csv
from datetime import date

import polars
import pytest

from detente.duties.panels.panels import RATES

CHINA = ("--importer", "USA", "--origin", "CHN")
DAY = ("--on", "2025-06-09")
RULING = ("2026-02-23", "2026-02-24")


def test_a_panel_is_summed_up_and_its_rows_go_to_files(run, tmp_path) -> None:
    shown = run("panel", *CHINA, "--origin", "Vietnam", *DAY)
    assert shown.status == 0, shown.err
    assert "every line, 2 partners" in shown.out
    assert "--parquet FILE or --csv FILE writes them" in shown.out
    table, columns = tmp_path / "panel.csv", tmp_path / "panel.parquet"
    written = run("panel", *CHINA, *DAY, "--csv", table, "--parquet", columns)
    rows = polars.read_parquet(columns)
    assert f"{columns}: {rows.height:,} rows" in written.out
    assert rows.columns == ["importer", "origin", "product", "on", *RATES, "state"]
    with table.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == rows.columns
    assert len(lines) == rows.height + 1
    toy = rows.filter(rows["product"] == "9503000073").row(0, named=True)
    assert toy["on"] == date(2025, 6, 9)
    assert (toy["total_rate"], toy["state"]) == (0.3, "known")


def test_panel_json_has_the_shape_that_the_guide_tells(run) -> None:
    shown = run("panel", *CHINA, *DAY, "--json").json
    assert set(shown) == {
        "detente", "record", "importer", "on", "known_at", "schedule", "lines", "rows", "origins", "notices",
    }  # fmt: skip
    assert set(shown["origins"][0]) == {
        "origin", "known", "range", "unknown", "mean_total_rate", "highest_total_rate",
    }  # fmt: skip
    assert (
        shown["lines"] == shown["rows"] == sum(shown["origins"][0][s] for s in ("known", "range", "unknown"))
    )


def test_a_history_is_written_as_intervals(run, tmp_path) -> None:
    target = tmp_path / "history.parquet"
    days = ("--from", "2025-04-01", "--to", "2025-05-31")
    written = run("panel", *CHINA, "--origin", "VNM", "--history", *days, "--parquet", target)
    assert written.status == 0, written.err
    rows = polars.read_parquet(target)
    assert rows.columns == ["importer", "origin", "product", "start", "end", *RATES, "state"]
    toy = rows.filter((rows["product"] == "9503000073") & (rows["origin"] == "CHN")).sort("start")
    assert toy["additional_rate"].to_list() == [0.2, 0.3, 1.04, 1.45, 0.3]
    assert [str(day) for day in toy["start"]] == [
        "2025-04-01",
        "2025-04-05",
        "2025-04-09",
        "2025-04-10",
        "2025-05-14",
    ]
    assert [str(day) for day in toy["end"]] == [
        "2025-04-05",
        "2025-04-09",
        "2025-04-10",
        "2025-05-14",
        "None",
    ]
    assert list(tmp_path.iterdir()) == [target]  # nothing else is left behind


def test_a_difference_tells_how_much_and_why(run, tmp_path) -> None:
    shown = run("diff", *RULING, *CHINA)
    assert shown.status == 0, shown.err
    text = " ".join(shown.out.split())
    assert "USA: 2026-02-23 to 2026-02-24" in text
    assert "learning-resources-v-trump: Learning Resources v. Trump" in text
    assert "s122 2026-02-24" in text
    target = tmp_path / "diff.csv"
    assert run("diff", *RULING, *CHINA, "--csv", target).status == 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    toy = next(row for row in rows if row["product"] == "9503000073")
    assert (toy["before"], toy["after"], toy["change"]) == ("0.2", "0.1", "-0.1")


def test_difference_json_has_the_shape_that_the_guide_tells(run) -> None:
    shown = run("diff", *RULING, *CHINA, "--json").json
    assert set(shown) == {
        "detente", "record", "importer", "by", "on", "before", "after", "origins", "lines", "rows", "rose",
        "fell", "trade_usd", "change_usd", "causes", "chapters", "year", "source", "notices",
    }  # fmt: skip
    assert set(shown["causes"][0]) == {
        "cause", "kind", "programme", "on", "instrument", "ruling", "event", "text", "tranches", "origins",
        "rows", "rose", "fell", "trade_usd", "mean_change", "change_usd",
    }  # fmt: skip
    assert set(shown["chapters"][0]) == {
        "chapter", "rows", "rose", "fell", "trade_usd", "mean_change", "change_usd",
    }  # fmt: skip


def test_differences_of_knowledge_and_of_scenarios(run) -> None:
    known = run("diff", *CHINA, *DAY, "--known-at", "2025-05-01", "2025-06-01")
    assert "as known on 2025-05-01 to 2025-06-01" in known.out
    lapse = run("diff", *CHINA, *DAY, "--scenario", "hold", "lapse")
    assert "scenario hold to lapse" in lapse.out
    assert "+24.00 points" in lapse.out


def test_nothing_that_changed_is_said(run) -> None:
    shown = run("diff", "2026-02-25", "2026-02-26", *CHINA)
    assert shown.status == 0
    assert "no duty changed" in shown.out


def test_exposure_ranks_what_is_at_stake(run, tmp_path) -> None:
    shown = run("exposure", "--deadline", "truce-2025-08-12", "--top", 3)
    assert shown.status == 0, shown.err
    assert "USA ON CHN" in shown.out
    assert "CHN ON USA" in shown.out
    assert "9503.00.00.73" in shown.out
    target = tmp_path / "exposure.csv"
    assert run("exposure", "--between", "USA", "CHN", *DAY, "--csv", target).status == 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["importer"] for row in rows} == {"USA", "CHN"}


def test_exposure_json_has_the_shape_that_the_guide_tells(run) -> None:
    shown = run("exposure", "--deadline", "truce-2025-08-12", "--top", 2, "--json").json
    assert set(shown) == {"detente", "record", "on", "known_at", "deadlines", "sides", "notices"}
    side = shown["sides"][0]
    assert set(side) == {
        "importer", "origins", "year", "source", "note", "imports_usd", "held_usd", "lapsed_usd",
        "at_stake_usd", "rows", "lines", "by_origin", "by_chapter", "by_sector",
    }  # fmt: skip
    assert len(side["lines"]) == 2
    assert set(side["lines"][0]) == {
        "origin", "product", "sector", "imports_usd", "held_rate", "lapsed_rate", "at_stake_usd",
    }  # fmt: skip
    assert set(side["by_chapter"][0]) == {
        "chapter", "lines", "imports_usd", "held_rate", "lapsed_rate", "at_stake_usd",
    }  # fmt: skip


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize(
    "words",
    [("panel", *CHINA, *DAY), ("diff", *RULING, *CHINA), ("exposure", "--deadline", "truce-2025-08-12")],
    ids=lambda words: words[0],
)
def test_text_keeps_to_the_screen(run, monkeypatch, words, columns) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(*words).out.splitlines()
    assert max(map(len, lines)) <= max(columns, 80)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("panel", *CHINA), "no day is given; add --on DATE, or --history"),
        (("panel", *CHINA, *DAY, "--from", "2025-01-01"), "--from and --to are days of a history"),
        (("panel", *CHINA, "--history"), "a history goes to a Parquet file alone; add --parquet FILE"),
        (("panel", *CHINA, "--history", *DAY), "a history has no one day"),
        (("panel", *CHINA, "--on", "2017-01-01"), "before the record begins"),
        (("panel", *CHINA, *DAY, "--given", "usmca"), "usmca"),
        (("panel", "--importer", "MEX", *DAY), "name them, each with --origin"),
        (("panel", "--importer", "USA", *DAY, "--scenario", "lapse"), "name one origin"),
        (("panel", "--importer", "USA", "--origin", "USA", *DAY), "USA is named twice"),
        (("panel", *CHINA, *DAY, "--parquet", "nowhere/at/all.parquet"), "there is no folder"),
        (("panel", *CHINA, *DAY, "--cluster", "nowhere"), "add --parquet FILE"),
        (("diff", "2025-04-09", "2025-04-09", *CHINA), "both sides are 2025-04-09; name two that differ"),
        (("diff", "2025-04-09", *CHINA), "1 day given; name two to compare"),
        (("diff", *CHINA), "nothing to compare is given"),
        (("diff", *CHINA, *DAY), "nothing is given twice"),
        (("diff", *RULING, *CHINA, *DAY), "two days and --on are given"),
        (("diff", *CHINA, *DAY, "--scenario", "hold", "laps"), "did you mean 'lapse'?"),
        (("diff", *CHINA, *DAY, "--scenario", "hold", "hold"), "both sides are hold"),
        (("exposure", "--deadline", "truce"), "there is no deadline 'truce'"),
        (("exposure",), "give one of the two"),
        (("exposure", "--between", "USA", "CHN"), "no day is given"),
    ],
)
def test_bad_questions_are_refused_in_one_line(run, tmp_path, monkeypatch, words, told) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run(*words)
    assert shown.status == 2
    assert shown.out == ""
    assert told in shown.err
    assert len(shown.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("more", [DAY, ("--history", "--from", "2025-04-01", "--to", "2025-04-30")])
def test_a_full_disk_is_told(run, tmp_path, more) -> None:
    shown = run("panel", *CHINA, *more, "--parquet", "/dev/full")
    assert shown.status == 2
    assert "no space left on device" in shown.err


def test_a_cluster_that_does_not_answer_leaves_no_file(run, tmp_path) -> None:
    pytest.importorskip("distributed")
    target = tmp_path / "panel.parquet"
    shown = run("panel", *CHINA, *DAY, "--parquet", target, "--cluster", "tcp://127.0.0.1:1")
    assert shown.status == 2
    assert "no cluster answers" in shown.err
    assert list(tmp_path.iterdir()) == []
