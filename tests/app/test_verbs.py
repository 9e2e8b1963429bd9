"""Every verb answers in all its forms, the same in each, from the shipped record."""

from __future__ import annotations

import csv
import io
import json
import re

import polars
import pytest

import detente
from detente import Workbench
from detente.app.cli import progress
from detente.app.cli.main import VERBS, commands
from detente.core.time import Instant
from detente.ledger.scenarios import built_in_scenarios, read_scenario
from detente.workbench import BASELINE

PAIR = ("--between", "USA", "CHN")
DAY = ("--on", "2025-06-09")
ROWS = {
    "status": (*PAIR, *DAY),
    "timeline": PAIR,
    "deadlines": PAIR,
    "agreements": PAIR,
    "controls": (),
    "series": ("chn-magnets-wld",),
    "effects": (*PAIR, *DAY, "--scenario", "lapse"),
}


def test_status_tells_both_sides_the_clock_and_both_readings_of_the_lapse(run) -> None:
    shown = run("status", *PAIR, *DAY)
    assert shown.status == 0
    assert shown.err == ""
    text = " ".join(shown.out.split())
    assert "USA on CHN 30% = fentanyl 20" in text
    assert "CHN on USA 10% = counter-tariff 10" in text
    assert "asleep: reciprocal 24 until 12 Aug 2025" in text
    assert "us-cn-recip-24-suspended 24% asleep since 14 May 2025, until 12 Aug 2025" in text
    assert "in 64 days" in text
    assert "30% -> 54% by law" in text
    assert "10% -> 34% by law" in text
    assert "the press says 145%" in text
    assert "EO 14228 (90 FR 11463)" in text


def test_status_and_the_brief_tell_the_clock_in_the_same_words(run) -> None:
    """Numbers of sources differ where the sheet cites more before; the words do not."""

    def clock(text: str) -> list[str]:
        told = text[text.index("THE CLOCK") :].partition("\n\n")[0]
        return re.sub(r"\[[\d,-]+\]", "[]", told).split()

    asked = (*PAIR, *DAY)
    assert clock(run("status", *asked).out) == clock(run("brief", *asked, "--scenario", "hold").out)


def test_status_says_when_the_record_ends_before_the_day(run) -> None:
    text = " ".join(run("status", *PAIR, "--on", "2026-12-01").out.split())
    assert "the newest material on record is of" in text


def test_every_number_of_a_source_stands_in_the_list_of_sources(run) -> None:
    body, _, listed = run("deadlines", *PAIR).out.partition("\nSOURCES\n")
    cited = set(re.findall(r"\[(\d+)\]", body))
    assert cited
    assert cited == set(re.findall(r"^  \[(\d+)\]", listed, flags=re.MULTILINE))
    body, _, listed = run("status", *PAIR, *DAY).out.partition("\nSOURCES")
    told = {int(number) for number in re.findall(r"^ +\[(\d+)\] ", listed, flags=re.MULTILINE)}
    runs = re.findall(r"(\d+)(?:-(\d+))?", " ".join(re.findall(r"\[([\d,-]+)\]", body)))
    assert {n for first, last in runs for n in range(int(first), int(last or first) + 1)} == told


def test_status_json_is_the_workbench_answer_with_record_and_version(run) -> None:
    shown = run("status", *PAIR, *DAY, "--json").json
    workbench = Workbench()
    assert shown.pop("detente") == detente.__version__
    assert shown.pop("record") == workbench.record.digest
    assert shown.pop("scenario") == "hold"
    assert shown == json.loads(json.dumps(workbench.status("USA", "CHN", on="2025-06-09").as_json()))


def test_the_baseline_that_is_never_read_is_the_empty_scenario() -> None:
    scenario = read_scenario(BASELINE)
    assert scenario.events == ()
    assert scenario.measures == ()


def test_status_under_a_scenario_says_so(run) -> None:
    shown = run("status", *PAIR, *DAY, "--scenario", "lapse")
    assert "scenario lapse" in shown.out
    assert "USA on CHN  54%" in shown.out
    assert "us-cn-recip-24-suspended  24% in force since 9 Jun 2025" in shown.out


def test_knowledge_of_an_earlier_day_changes_the_answer(run) -> None:
    late = run("deadlines", *PAIR, "--json").json["deadlines"]
    early = run("deadlines", *PAIR, "--known-at", "2025-06-01", "--json").json["deadlines"]
    assert 0 < len(early) < len(late)
    assert all(deadline["known_at"] <= "2025-06-01" for deadline in early)


@pytest.mark.parametrize("verb", ROWS)
def test_rows_are_the_same_in_csv_and_parquet_and_replace_the_screen(run, tmp_path, verb) -> None:
    table, columns = tmp_path / "rows.csv", tmp_path / "rows.parquet"
    written = run(verb, *ROWS[verb], "--csv", table, "--parquet", columns)
    assert written.status == 0, written.err
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))
    frame = polars.read_parquet(columns)
    assert rows[0] == frame.columns
    assert len(rows) - 1 == frame.height > 0
    assert written.out == f"{table}: {frame.height:,} rows\n{columns}: {frame.height:,} rows\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "rows.parquet"]


@pytest.mark.parametrize("verb", ROWS)
def test_json_and_the_screen_answer_every_verb(run, verb) -> None:
    answer = run(verb, *ROWS[verb], "--json")
    assert answer.status == 0, answer.err
    assert set(answer.json) > {"detente", "record"}
    shown = run(verb, *ROWS[verb])
    assert shown.status == 0, shown.err
    assert len(shown.out.splitlines()) > 3
    assert "\x1b" not in shown.out


def test_rates_leave_as_fractions_and_ranges_as_bounds(run) -> None:
    turns = run("timeline", *PAIR, "--json").json["turns"]
    rates = [turn["rate"] for turn in turns]
    assert 0.125 in rates
    ranges = [rate for rate in rates if isinstance(rate, dict)]
    assert ranges
    assert all(set(rate) == {"low", "high"} for rate in ranges)


def test_the_timeline_is_in_order_of_time(run) -> None:
    zone_of = Workbench().record.zone_of
    turns = run("timeline", "--json").json["turns"]
    moments = [Instant.parse(turn["at"], zone_of(turn["imposing"])) for turn in turns]
    assert moments == sorted(moments), "the same day begins earlier in Shanghai than in New York"
    assert len({str(moment.moment.tzinfo) for moment in moments}) > 1


def test_agreements_tell_people_promises_and_outcome(run) -> None:
    text = " ".join(run("agreements", *PAIR).out.split())
    assert "USA: Scott Bessent (Treasury Secretary" in text
    assert "CHN promised: Approve applications to export rare earths and magnets" in text
    assert "outcome: Framework agreed in principle" in text


def test_a_series_without_a_name_lists_all_and_with_one_shows_its_figures(run) -> None:
    assert "chn-exports-usd" in run("series").out
    text = " ".join(run("series", "chn-exports-usd").out.split())
    assert "2025-05 +4.8% +5.0%" in text


def test_controls_of_one_economy(run) -> None:
    controls = run("controls", "--imposing", "China", "--json").json["controls"]
    assert {control["imposing"] for control in controls} == {"CHN"}


def test_effects_show_the_pair_first_and_the_solver(run) -> None:
    lines = run("effects", *PAIR, *DAY, "--scenario", "lapse").out.splitlines()
    economies = lines.index("ECONOMIES (the two, then the most affected)")
    assert [line.split()[0] for line in lines[economies + 2 : economies + 4]] == ["USA", "CHN"]
    assert any(line.startswith("solver: converged") for line in lines)


def test_effects_go_by_what_was_known(run) -> None:
    """On 1 May 2025 nobody knew that Geneva would cut the duties of 9 June."""
    duties = [
        run("effects", *PAIR, *DAY, *known, "--json").json["duties"][0]["added_rate"]
        for known in ((), ("--known-at", "2025-05-01"))
    ]
    assert duties[1] > duties[0] + 0.5


def test_world_info_names_the_sources_and_takes_json(run) -> None:
    assert "Inter-Country Input-Output" in run("world", "info").out
    assert run("world", "info", "--json").json["goods_sectors"] == 22


@pytest.mark.parametrize("words", [("world", "info"), ("ledger", "check")])
def test_the_hash_of_the_record_stands_only_where_the_record_was_asked(run, words) -> None:
    assert ("record" in run(*words, "--json").json) is (words[0] == "ledger")


def test_ledger_check_of_the_shipped_record_is_clean(run) -> None:
    checked = run("ledger", "check")
    assert checked.status == 0, checked.out
    assert checked.out.endswith("entries, no problem\n")


def test_ledger_check_names_every_problem_and_its_place(run, tmp_path) -> None:
    (tmp_path / "a.yaml").write_text("mesure: {}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("controls: none\n", encoding="utf-8")
    shown = run("ledger", "check", tmp_path)
    assert shown.status == 1
    assert [line.split(":")[0] for line in shown.out.splitlines()] == [
        "a.yaml",
        "b.yaml",
        "0 entries, 2 problems",
    ]
    problems = run("ledger", "check", tmp_path, "--json").json["problems"]
    assert problems[0] == {
        "file": "a.yaml", "line": 1, "column": 1, "what": "unknown kind of entry 'mesure'",
        "mend": "did you mean 'measure'?",
    }  # fmt: skip


def test_replicate_prints_each_figure_beside_the_published_one(run, reference_folder) -> None:
    data = reference_folder / "data" / "economy"
    shown = run("replicate", "cp2015-nafta", "--data", data)
    assert shown.status == 0, shown.err
    assert "OFF" not in shown.out
    answer = run("replicate", "cp2015-nafta", "--data", data, "--json").json
    assert answer["matches"] is True
    mexico = {row["variable"]: row["published"] for row in answer["rows"] if row["economy"] == "MEX"}
    assert "1.31" in mexico.values()


def test_replicate_says_no_where_a_figure_is_off(run, reference_folder, monkeypatch) -> None:
    from detente.impact.replication import Replication

    monkeypatch.setattr(Replication, "matches", property(lambda found: False))
    assert run("replicate", "cp2015-nafta", "--data", reference_folder / "data" / "economy").status == 1


def test_brief_answers_on_the_screen_in_html_and_in_json(run, tmp_path) -> None:
    command = ("brief", *PAIR, *DAY, "--scenario", "hold", "--scenario", "lapse")
    shown = run(*command)
    assert shown.status == 0, shown.err
    assert shown.err == ""
    assert "WHERE IT STANDS" in shown.out
    page = tmp_path / "sheet.html"
    assert run(*command, "--html", page).out == f"{page}: 1 page\n"
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    costs = run(*command, "--json").json["costs"]
    assert [cost["scenario"] for cost in costs] == ["hold", "lapse"]


def test_progress_is_silent_where_nobody_watches() -> None:
    with progress.progress() as tell:
        assert tell is None


def test_progress_rewrites_one_line_and_wipes_it(monkeypatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr", screen)
    with progress.progress() as tell:
        assert tell is not None
        tell("solve lapse", 1, 4)
    assert screen.getvalue() == f"{progress.CLEAR}1/4  solve lapse{progress.CLEAR}"


@pytest.mark.parametrize("verb", ["status", "effects", "brief"])
def test_the_help_names_every_built_in_scenario(run, verb) -> None:
    assert ", ".join(built_in_scenarios()) in " ".join(run(verb, "--help").out.split())


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_of_the_table_exists_and_helps(run, verb) -> None:
    shown = run(verb, "--help")
    assert shown.status == 0
    assert shown.out.startswith(f"Usage: detente {verb}")


def test_every_verb_takes_json() -> None:
    context = commands.make_context("detente", ["--help"], resilient_parsing=True)
    for verb in VERBS:
        found = commands.get_command(context, verb)
        leaves = getattr(found, "commands", {verb: found}).values()
        for leaf in leaves:
            assert any("--json" in option.opts for option in leaf.params), verb
