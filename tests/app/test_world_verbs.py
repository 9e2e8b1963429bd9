"""`detente world`: import, info and compare in all their forms, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from support.pages import DOCS
from support.world_files import icio_rows, long_rows, made, write_long, write_rows


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table in the OECD's layout; the user's own tables are kept beside it."""
    monkeypatch.setenv("DETENTE_WORLDS", str(tmp_path / "worlds"))
    return write_rows(tmp_path / "2020_SML.csv", icio_rows(made(economies=("CHN", "USA", "ROW"))))


def test_an_imported_table_is_told_found_and_used_by_name(run, files: Path) -> None:
    done = run("world", "import", files, "--as", "mine")
    assert (done.status, done.err) == (0, "")
    shelf = files.parent / "worlds"
    assert done.out.splitlines()[0] == f"{shelf / 'mine.npz'}: 3 economies, 4 sectors"
    assert "from OECD ICIO, year 2020, digest " in done.out
    assert "No tariffs were given with the table" in done.out
    assert "taxes less subsidies on inputs counted with value added: 12 cells, 6 million USD" in done.out
    shown = " ".join(run("world", "info", "mine").out.split())
    assert f"file: {shelf / 'mine.npz'}" in shown
    assert "ADJUSTMENTS taxes less subsidies" in shown
    assert run("world", "info", "--world", "mine").out == run("world", "info", "mine").out
    asked = ("--between", "USA", "CHN", "--on", "2025-06-09", "--json")
    assert run("effects", *asked, "--world", "mine").json["world"].startswith("mine (")
    assert run("effects", *asked, "--world", shelf / "mine.npz").status == 0


def test_import_in_json_tells_every_repair(run, files: Path) -> None:
    found = run("world", "import", files, "--as", "mine", "--out", files.parent / "own", "--json").json
    assert (found["name"], found["layout"], found["year"]) == ("mine", "OECD ICIO", 2020)
    assert found["economies"] == ["CHN", "USA", "ROW"]
    assert found["adjustments"][0]["cells"] == 12
    assert Path(found["file"]) == files.parent / "own" / "mine.npz"
    assert run("world", "info", found["file"], "--json").json["digest"] == found["digest"]


def test_the_documented_keys_of_an_import_are_those_of_the_answer(run, files: Path) -> None:
    text = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    for verb, words in (("import", (files, "--as", "mine")), ("compare", ("icio-2022", "mine"))):
        shown = json.loads(
            text.partition(f"## `world {verb}`")[2].partition("```json")[2].partition("```")[0]
        )
        answer = run("world", verb, *words, "--json").json
        assert shown.keys() == answer.keys()
        for key, value in shown.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                assert value[0].keys() == answer[key][0].keys()


def test_three_files_with_every_option(run, files: Path) -> None:
    folder = files.parent
    paths = write_long(
        folder, long_rows(made(economies=("CHN", "USA", "ROW"), industries=("A01", "C26", "G")))
    )
    tariffs = write_rows(
        folder / "t.csv", [["exporter", "importer", "sector", "rate"], ["CHN", "USA", "C26", 1]]
    )
    options = ("--keep-sectors", "--year", "2019", "--tariffs", tariffs, "--json")
    done = run("world", "import", *paths, "--as", "mine", *options)
    assert (done.json["sectors"], done.json["year"]) == (["A01", "C26", "G"], 2019)
    assert done.json["tariff_content"].startswith("1 rate of the file t.csv")
    again = ("world", "import", *paths, "--as", "mine")
    assert "there is a world table 'mine' already" in run(*again).err
    assert run(*again, "--replace").status == 0
    assert "lack sector" not in run("effects", "--between", "USA", "CHN", "--on", "2025-06-09",
                                    "--world", "mine").err  # fmt: skip


def test_kept_sectors_need_elasticities_of_their_own(run, files: Path) -> None:
    run("world", "import", files, "--as", "mine", "--keep-sectors")
    asked = ("effects", "--between", "USA", "CHN", "--on", "2025-06-09", "--world", "mine")
    refused = run(*asked)
    assert refused.status == 2
    assert "lack sector 'A01'" in refused.err


def test_compare_in_all_its_forms(run, files: Path, tmp_path: Path) -> None:
    run("world", "import", files, "--as", "mine")
    shown = run("world", "compare", "icio-2022", "mine", "--top", "3")
    assert (shown.status, shown.err) == (0, "")
    assert "economies of both: 3" in shown.out
    assert "FLOWS, bn USD, the largest differences" in shown.out
    found = run("world", "compare", "icio-2022", "mine", "--top", "3", "--json").json
    assert [len(found[kind]) for kind in ("flows", "shares", "tariffs")] == [3, 3, 3]
    rows = list(csv.DictReader(io.StringIO(run("world", "compare", "icio-2022", "mine", "--csv", "-").out)))
    assert len(rows) > 4 * 4 + 20
    assert rows[0].keys() == {"kind", "exporter", "importer", "sector", "first", "second", "unit"}
    same = run("world", "compare", "mine", "mine").out
    assert "flows differ by 0%" in same
    assert same.count("  none\n") == 3
    assert run("world", "compare", "mine", "mine", "--parquet", tmp_path / "a.parquet").status == 0


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("import", "FILE"), "--as"),
        (("import", "--as", "mine"), "FILE..."),
        (("import", "absent.csv", "--as", "mine"), "absent.csv: cannot be read: no such file"),
        (("import", "FILE", "--as", "icio-2022"), "'icio-2022' is a table that comes with Detente"),
        (("import", "FILE", "--as", "a/b"), "cannot be the name of a world table"),
        (("import", "FILE", "--as", "mine", "--unit", "EUR"), "unknown unit 'EUR'"),
        (("import", "FILE", "--as", "mine", "--year", "20"), "20 is no year"),
        (("import", "FILE", "--as", "mine", "--sectors", "absent.csv"), "absent.csv: cannot be read"),
        (("import", "FILE", "--as", "mine", "--out", "FILE"), "is no folder"),
        (("import", "FOLDER", "--as", "mine"), "cannot be read: is a directory"),
        (("info", "nowhere"), "no world table 'nowhere'; give an npz file or one of icio-2022"),
        (("info", "icio-2022", "--world", "other"), "two world tables are named"),
        (("compare", "icio-2022", "nowhere"), "no world table 'nowhere'"),
        (("compare", "icio-2022"), "SECOND"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    run, files: Path, words: tuple[str, ...], refusal: str
) -> None:
    given = {"FILE": str(files), "FOLDER": str(files.parent)}
    shown = run("world", *(given.get(word, word) for word in words))
    assert (shown.status, shown.out) == (2, "")
    assert refusal in shown.err
    assert shown.err.count("\n") == 1
    assert [path.name for path in files.parent.iterdir()] == [files.name]
