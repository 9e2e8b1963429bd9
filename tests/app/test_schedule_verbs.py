"""`detente schedule`: import, search and show in all their forms, and what they refuse."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

DAY = ("--on", "2025-06-09")
PLAIN = """code,description,unit,general,special,column_2
0101.21.00,Horses,No.,5%,,
0102.21.00,Cattle,,on demand,,
"""


@pytest.fixture
def own(run, tmp_path: Path) -> Path:
    """A folder with one edition of Norway's."""
    (tmp_path / "nor.csv").write_text(PLAIN, "utf-8")
    done = run("schedule", "import", tmp_path / "nor.csv", "--importer", "nor", "--from", "2025-01-01",
               "--to", tmp_path / "own")  # fmt: skip
    assert (done.status, done.err) == (0, "")
    assert "NOR-nor.npz: 2 lines from 2 rows (CSV)" in done.out
    assert "1 duty not understood, kept as text, unknown:\n  0102.21.00  on demand" in done.out
    return tmp_path / "own"


def test_show_draws_a_line_in_its_place(run) -> None:
    shown = run("schedule", "show", "8507.60.00.20", *DAY)
    assert (shown.status, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[:2] == ["USA 8507.60.00.20", "  HTS 2025 basic edition, of 1 Jan 2025, 159 days old"]
    assert "  8507.60.00     Lithium-ion batteries" in lines
    assert "    8507.60.00.20  Other" in lines
    assert "  general   3.4% (from 8507.60.00)" in lines
    assert "  column 2  40%" in lines
    assert "BELOW" not in shown.out


def test_show_lists_what_is_below_a_code(run) -> None:
    assert "  8507.60.00.20  3.4%     Other" in run("schedule", "show", "85076000", *DAY).out
    heading = run("schedule", "show", "8507", *DAY).out
    assert "  general   2.5% to 3.5%" in heading
    assert len(re.findall(r"^  8507\.[0-9.]{8} ", heading, re.MULTILINE)) == 19


def test_show_in_json_has_every_part(run) -> None:
    found = run("schedule", "show", "8507600099", *DAY, "--json").json
    assert (found["importer"], found["edition"], found["on"]) == ("USA", "2025-basic", "2025-06-09")
    assert found["age"].endswith("159 days old")
    assert (found["code"], found["inherited_from"], found["unit"]) == ("85076000", None, "")
    assert found["general"]["ad_valorem"] == 0.034
    assert found["special"][0]["duty"]["kind"] == "free"
    assert found["ancestors"][0]["code"] == "8507"
    assert [child["code"] for child in found["children"]] == ["8507600010", "8507600020"]
    assert "has no line 8507.60.00.99" in found["notes"][0]


def test_what_is_unknown_is_called_so(run, own: Path) -> None:
    asked = ("--importer", "NOR", "--schedules", own, *DAY)
    assert "general  unknown (on demand)" in run("schedule", "show", "01022100", *asked).out
    lacking = run("schedule", "show", "0101.29.00", "--importer", "CAN", *DAY).out
    assert "general  unknown\n" in lacking
    assert "is unknown, not free" in " ".join(lacking.split())


def test_search_finds_lines_best_first_in_every_form(run, tmp_path: Path) -> None:
    asked = ("schedule", "search", "lithium", "battery", *DAY, "--limit", "2")
    shown = run(*asked)
    assert (shown.status, shown.err) == (0, "")
    assert shown.out.splitlines()[1].startswith("  8507.60.00.10  3.4% ")
    assert "2 of 4 lines; HTS 2025 basic edition" in shown.out
    found = run(*asked, "--json").json
    assert (found["count"], found["words"]) == (4, ["lithium", "battery"])
    assert [line["code"] for line in found["lines"]] == ["8507600010", "8507600020"]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv", "-").out)))
    assert [(row["code"], row["general"]) for row in rows] == [("8507600010", "3.4%"), ("8507600020", "3.4%")]
    assert run(*asked, "--csv", tmp_path / "a.csv").out == f"{tmp_path / 'a.csv'}: 2 rows\n"


def test_search_without_a_hit_answers_no(run) -> None:
    shown = run("schedule", "search", "zzzz", *DAY)
    assert (shown.status, shown.out) == (1, "no line of HTS 2025 basic edition has all these words\n")


def test_import_in_json_tells_what_was_read(run, tmp_path: Path) -> None:
    (tmp_path / "nor.csv").write_text(PLAIN, "utf-8")
    found = run("schedule", "import", tmp_path / "nor.csv", "--importer", "NOR", "--edition", "2025",
                "--from", "2025-01-01", "--to", tmp_path, "--json").json  # fmt: skip
    assert (found["layout"], found["rows"], found["lines"], found["left_out"]) == ("CSV", 2, 2, 0)
    assert found["unread"] == [{"code": "01022100", "text": "on demand"}]
    assert Path(found["file"]).is_file()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("show", "8507.66.00"), "8507.66.00 is no line of HTS 2025 basic edition; the nearest are"),
        (("show", "85"), "85 is a chapter, not a tariff line"),
        (("show", "9903.88.15"), "special provision of chapter 99"),
        (("show", "9903"), "has no line that begins with 9903"),
        (("show", "1013000"), "is it 0101.30.00?"),
        (("show", "horses"), "is not a product code"),
        (("show", "01013000", "--importer", "NOR"), "no tariff schedule of NOR is at hand"),
        (("show", "01013000", "--schedules", "nowhere"), "nowhere: there is no folder of schedules"),
        (("search", "."), "no word to search for is given"),
        (("search", "x", "--limit", "0"), "--limit"),
    ],
)
def test_bad_input_is_one_line(run, words: tuple[str, ...], refusal: str) -> None:
    shown = run("schedule", *words, *DAY)
    assert (shown.status, shown.out) == (2, "")
    assert refusal in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("absent.csv", "--from", "2025-01-01"), "absent.csv: cannot be read: no such file"),
        (("nor.csv", "--from", "2025-02-30"), "--from: 2025-02-30 does not exist"),
        (("nor.csv",), "--from"),
        (("nor.csv", "--from", "2025-01-01", "--importer", "Norway"), "is not an importer"),
        (("nor.csv", "--from", "2025-01-01", "--edition", "a/b"), "cannot be the name of an edition"),
    ],
)
def test_an_import_that_cannot_be_leaves_nothing(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], refusal: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nor.csv").write_text(PLAIN, "utf-8")
    shown = run("schedule", "import", *words)
    assert (shown.status, shown.out) == (2, "")
    assert refusal in shown.err
    assert [path.name for path in tmp_path.iterdir()] == ["nor.csv"]
