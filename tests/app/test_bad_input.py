"""Input that cannot be read as given: one clear line, exit status 2, nothing half-written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.world.tables import SHIPPED

STATUS = ("status", "--between", "USA", "CHN", "--on", "2025-06-09")
BRIEF = ("brief", "--between", "USA", "CHN", "--on", "2025-06-09")
EFFECTS = ("effects", "--between", "USA", "CHN", "--on", "2025-06-09")

ON_THE_COMMAND_LINE = [
    (("status", "--between", "USA", "Chian", "--on", "2025-06-09"), ["'Chian'", "did you mean", "CHN"]),
    (("status", "--between", "USA", "XQZ", "--on", "2025-06-09"), ["'XQZ'", "alpha-3"]),
    (("status", "--between", "USA", "usa", "--on", "2025-06-09"), ["named twice"]),
    (("status", "--between", "USA", "--on", "2025-06-09"), ["--between"]),
    (("status", "--between", "USA", "CHN"), ["--on"]),
    ((*STATUS[:-1], "2025-02-30"), ["--on", "2025-02-30 does not exist"]),
    ((*STATUS[:-1], "next week"), ["--on", "'next week' is not a date", "YYYY-MM-DD"]),
    ((*STATUS[:-1], "2025-06-09\n"), ["--on", "is not a date"]),
    ((*STATUS[:-1], "٢٠٢٥-٠٦-٠٩"), ["--on"]),
    ((*STATUS[:-1], "2017-12-31"), ["before the record begins", "2018"]),
    ((*EFFECTS[:-1], "2017-12-31"), ["before the record begins", "2018"]),
    (("deadlines", "--on", "1999-01-01"), ["before the record begins"]),
    ((*STATUS, "--known-at", "2025-13-01"), ["--known-at", "does not exist"]),
    ((*STATUS, "--scenario", "laps"), ["no scenario 'laps'", "did you mean 'lapse'"]),
    ((*STATUS, "--scenario", "nowhere.yaml"), ["nowhere.yaml"]),
    ((*STATUS, "--record", "no/such/folder"), ["no folder 'no/such/folder'"]),
    ((*STATUS, "--csv", "no/such/folder/rows.csv"), ["no folder no/such/folder"]),
    ((*STATUS, "--csv", "."), ["is a folder"]),
    ((*STATUS, "--csv", "-", "--json"), ["both want standard output"]),
    ((*BRIEF, "--html", "-", "--json"), ["both want standard output"]),
    (("deadlines", "--ics", "-", "--csv", "-"), ["two options", "standard output"]),
    (("deadlines", "--ics", "days", "--csv", "days"), ["two options", "days"]),
    ((*STATUS, "--known-at", "2017-01-01"), ["before the record begins"]),
    ((*STATUS[:-1], "9999-12-31"), ["too far ahead"]),
    ((*STATUS, "--scenario", "/"), ["is no file"]),
    (("status", "--between", "EU", "DEU", "--on", "2025-06-09"), ["one customs territory"]),
    (("status", "--between", "USA", "WLD", "--on", "2025-06-09"), ["no single economy"]),
    ((*STATUS, "--colour"), ["--colour", "detente status --help"]),
    ((*EFFECTS, "--model", "oracle"), ["'oracle'", "caliendo-parro"]),
    ((*EFFECTS, "--against", "peace"), ["'peace'", "hold"]),
    ((*EFFECTS, "--deficits", "large"), ["'large'", "fixed_nominal"]),
    ((*EFFECTS, "--elasticities", "rubber"), ["'rubber'", "caliendo-parro-2015"]),
    ((*EFFECTS, "--world", "mars"), ["'mars'", "icio-2022"]),
    (("series", "chn-magnet-wld"), ["did you mean", "chn-magnets-wld"]),
    (("controls", "--imposing", "Atlantis"), ["'Atlantis'"]),
    (("replicate", "cp2015"), ["cp2015-nafta"]),
    (("ledger", "check", "no/such/folder"), ["no/such/folder"]),
    (("ledger",), ["detente ledger --help"]),
    (("stats",), ["'stats'", "did you mean 'status'"]),
    (("brief", "no/such.html"), ["no/such.html", "no such file"]),
]


def _refused(ran: Any, *words: str) -> None:
    """Check for status 2, nothing on standard output, and one line that holds the words."""
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("detente: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


@pytest.mark.parametrize(("command", "words"), ON_THE_COMMAND_LINE, ids=lambda given: " ".join(given)[-50:])
def test_a_command_line_that_cannot_be_read_gets_one_line(run, command, words) -> None:
    _refused(run(*command), *words)


@pytest.mark.parametrize(
    "garbage", ["x" * 100_000, "\x01\x1b[31m\u202e", "é\udcff", "", " ", "--", "🐉" * 999]
)
def test_garbage_in_any_place_gets_one_short_printable_line(run, garbage) -> None:
    for command in (
        (garbage,),
        ("status", "--between", "USA", garbage, "--on", "2025-06-09"),
        ("status", "--between", "USA", "CHN", "--on", garbage),
        (*STATUS, "--scenario", garbage),
        ("series", garbage, "--record", garbage),
        ("ledger", "check", f"{garbage}.yaml"),
        (*EFFECTS, "--world", garbage),
    ):
        ran = run(*command)
        _refused(ran)
        assert len(ran.err) < 2_000
        assert ran.err.rstrip("\n").isprintable()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
ENDS_WHAT_IS_OVER = (
    "scenario: ends\ntitle: Ends a duty that is over\n"
    "events:\n  - {tranche: us-cn-recip-125, to_state: terminated}\n"
)
SCENARIO_FILES = {
    "ends what is not in force": (ENDS_WHAT_IS_OVER, ["us-cn-recip-125", "not in force on 2025-06-09"]),
    "YAML bomb": (BOMB, ["file.yaml:2", "aliases are not allowed"]),
    "deep nesting": ("a: " + "[" * 5_000, ["nested too deeply"]),
    "duplicate keys": ("scenario: a\nscenario: b\ntitle: c\n", ["file.yaml:2:1", "'scenario' stands twice"]),
    "unknown key": ("scenario: a\ntitle: b\nevent: []\n", ["event"]),
    "unknown tranche": (
        "scenario: a\ntitle: b\nevents: [{tranche: us-cn-none, to_state: in_force}]\n",
        ["us-cn-none"],
    ),
    "unknown state": (
        "scenario: a\ntitle: b\nevents: [{tranche: us-cn-recip-125, to_state: gone}]\n",
        ["to_state"],
    ),
    "a list": ("- a\n- b\n", ["file.yaml"]),
    "two documents": ("scenario: a\n---\nscenario: b\n", ["second document"]),
    "a tag that would run code": ("!!python/object/apply:os.getcwd []\n", ["tag"]),
    "empty": ("", ["file.yaml"]),
}


@pytest.mark.parametrize(("text", "words"), SCENARIO_FILES.values(), ids=SCENARIO_FILES)
def test_a_scenario_file_that_cannot_be_applied_gets_one_line(run, tmp_path: Path, text, words) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text, encoding="utf-8")
    _refused(run(*STATUS, "--scenario", file), *words)


def test_a_binary_scenario_file_gets_one_line(run, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_bytes(bytes(range(256)) * 64)
    _refused(run(*STATUS, "--scenario", file), "not UTF-8")


SERIES = """series:
  id: mine
  title: Mine
  unit: tonne
  economy: CHN
  kind: shipments
  observations: []
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, ["aliases are not allowed"]),
        (f"{SERIES}  title: again\n", ["mine.yaml:8:3", "'title' stands twice"]),
        (f"{SERIES}  tilte: Mine\n", ["mine.yaml:8:3", "unknown key 'tilte'", "did you mean 'title'"]),
    ],
    ids=["YAML bomb", "duplicate keys", "unknown key"],
)
def test_a_record_folder_with_problems_gets_one_line_and_the_way_to_all(run, tmp_path, text, words) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    _refused(run(*STATUS, "--record", tmp_path), "mine.yaml:", "ledger check", *words)
    checked = run("ledger", "check", tmp_path)
    assert checked.status == 1
    assert words[0] in checked.out


def test_no_is_norway_on_the_command_line(run) -> None:
    sides = run("status", "--between", "NO", "USA", "--on", "2025-06-09", "--json").json["sides"]
    assert [side["importer"] for side in sides] == ["NOR", "USA"]


def test_no_in_yaml_is_norway_and_not_false(run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SERIES.replace("CHN", "NO"), encoding="utf-8")
    assert run("ledger", "check", tmp_path).status == 0
    (series,) = run("series", "mine", "--record", tmp_path, "--json").json["series"]
    assert series["economy"] == "NOR"


def test_a_world_table_with_negative_flows_gets_one_line(run, tmp_path: Path) -> None:
    with np.load(SHIPPED / "icio-2022.npz") as shipped:
        arrays = dict(shipped)
    arrays["flows"] = arrays["flows"].copy()
    arrays["flows"][0, 1, 2] = -5.0
    table = tmp_path / "mine.npz"
    np.savez(table, **arrays)
    _refused(run("world", "info", "--world", table), "mine.npz", "flows", "negative")
    _refused(run(*EFFECTS, "--world", table), "mine.npz", "flows", "negative")


def test_a_folder_that_may_not_be_written_is_refused_before_the_work(run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        _refused(run(*STATUS, "--csv", tmp_path / "rows.csv"), "permission denied")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_gets_one_line(run) -> None:
    _refused(run(*STATUS, "--csv", "/dev/full"), "/dev/full", "no space left")


def test_nothing_is_left_when_the_question_is_refused_after_the_target_was_accepted(run, tmp_path) -> None:
    _refused(run(*STATUS, "--scenario", "none", "--csv", tmp_path / "rows.csv"))
    _refused(run("deadlines", "--between", "USA", "Mars", "--ics", tmp_path / "days.ics"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_in_a_folder_of_records_is_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    _refused(run("ledger", "check", str(tmp_path)), "gone.yaml", "mend the link")


def test_an_array_under_the_name_of_a_table_is_refused(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "world.npz"
    with path.open("wb") as stream:
        np.save(stream, np.zeros(3))
    _refused(run("world", "info", "--world", str(path)), "not a readable npz file")


def test_a_full_disk_is_told_of_parquet_too(run: Any) -> None:
    _refused(run(*STATUS, "--parquet", "/dev/full"), "cannot write /dev/full")


def test_a_title_cannot_command_the_terminal(run: Any, tmp_path: Path) -> None:
    scenario = tmp_path / "s.yaml"
    scenario.write_text('scenario: s\ntitle: "a\\e[31mb"\n')
    assert "\x1b" not in run(*EFFECTS, "--scenario", str(scenario)).out
