"""Schedules from files: both official exports, a plain CSV, and every way a file can be broken."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.core.errors import BadInput
from detente.duties.schedule import files as schedule_files
from detente.duties.schedule.importing import NewEdition, import_schedule
from detente.duties.schedule.reading import OFFICIAL, read_schedule
from detente.duties.schedule.schedule import schedule_on

HEADER = [*OFFICIAL, "Quota Quantity", "Additional Duties"]
ROWS = [
    ("0101", "0", "Live horses, asses, mules and hinnies:", "", "", "", ""),
    ("", "1", "Horses:", "", "", "", ""),
    ("0101.21.00", "2", "Purebred breeding animals", "", "Free", "", "Free"),
    ("0101.21.00.10", "3", "Males", '["No."]', "", "", ""),
    ("0101.21.00.20", "3", "Females", '["No."]', " \n ", " ", "\n"),
    ("0101.30.00.00", "1", "Asses", '["No.","kg"]', "6.8%", "Free (A+,AU)", "15%"),
    ("0102.21.00", "1", "Cattle", "", "on demand", "", ""),
    ("9801", "0", "Returned goods", "", "", "", ""),
    ("", "1", "Of any kind", "", "", "", ""),
    ("9801.00.10", "2", "Products of the United States", "", "Free", "", ""),
]
NEW = NewEdition("USA", "own", date(2025, 1, 1))


def official_csv(rows=ROWS) -> str:
    text = io.StringIO(newline="")
    text.write("\ufeff" + ",".join(HEADER) + "\r\n")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([*row, "", ""] for row in rows)
    return text.getvalue()


def official_json(rows=ROWS) -> str:
    keys = ("htsno", "indent", "description", "units", "general", "special", "other")
    entries = [dict(zip(keys, row, strict=True)) for row in rows]
    for entry in entries:
        entry["units"] = json.loads(entry["units"] or "[]")
    return json.dumps(entries, indent=2)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_both_official_forms_read_the_same(tmp_path: Path) -> None:
    from_csv = read_schedule(written(tmp_path, "hts.csv", official_csv()))
    from_json = read_schedule(written(tmp_path, "hts.json", official_json()))
    packed = read_schedule(written(tmp_path, "hts.json.gz", gzip.compress(official_json().encode())))
    assert (from_csv.layout, from_json.layout) == ("HTS CSV", "HTS JSON")
    assert from_csv.rows == from_json.rows == packed.rows
    assert (from_csv.count, from_csv.left_out) == (10, 3)
    assert from_csv.unread == (("01022100", "on demand"),)
    asses = from_csv.rows[5]
    assert (asses.code, asses.unit, asses.general) == ("0101300000", "No., kg", "6.8%")


def test_an_import_is_an_edition_like_a_shipped_one(tmp_path: Path) -> None:
    done = import_schedule(written(tmp_path, "hts.csv", official_csv()), NEW, tmp_path / "own")
    assert (done.lines, done.path) == (4, tmp_path / "own" / "USA-own.npz")
    schedule = schedule_on("USA", date(2025, 6, 9), [tmp_path / "own"])
    assert [code.decode() for code in schedule.lines] == [
        "0101210010", "0101210020", "0101300000", "0102210000",
    ]  # fmt: skip
    females = schedule.find("0101210020")
    assert (females.general.kind, females.inherited_from) == ("free", "01012100")
    assert [row.description for row in females.ancestors][1] == "Horses:"
    assert schedule.find("01022100").general.kind == "unknown"
    assert np.isnan(schedule.base_rate[3])


def test_a_plain_csv_needs_codes_and_general_duties_only(tmp_path: Path) -> None:
    text = "general,code,note\n5%,0101.30.00,x\nFree,01.01,y\n3%,01012100,=2+3\n"
    done = import_schedule(
        written(tmp_path, "nor.csv", text), NewEdition("NOR", "2025", date(2025, 1, 1)), tmp_path
    )
    assert (done.reading.layout, done.lines) == ("CSV", 2)
    schedule = schedule_on("NOR", date(2025, 6, 9), [tmp_path])
    assert schedule.base_rate.tolist() == [0.03, 0.05]
    assert schedule.find("0101210000").code == "01012100"
    assert schedule.find("01013000").ancestors[0].code == "0101"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("UTF-8", "code,description,general\n01012100,Café,5%\n".encode()),
        ("UTF-8 with its mark", b"\xef\xbb\xbf" + "code,description,general\n01012100,Café,5%\n".encode()),
        ("Windows-1252", "code,description,general\n01012100,Café,5%\n".encode("cp1252")),
        ("UTF-16", "code,description,general\n01012100,Café,5%\n".encode("utf-16")),
    ],
)
def test_letters_come_through_in_the_encodings_of_spreadsheets(
    tmp_path: Path, encoding: str, content: bytes
) -> None:
    assert read_schedule(written(tmp_path, "a.csv", content)).rows[0].description == "Café", encoding


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "a.csv: the file is empty; give"),
        (" \n\n", "a.csv: the file is empty; give"),
        ("code,general\n", "a.csv: has a header and no rows; give"),
        ("a;b\n1;2\n", "a.csv:1: the header is not that of a schedule; name the columns code, description"),
        ("code,duty\n01012100,5%\n", "a.csv:1: the header is not that of a schedule"),
        ("code,general,general\n01012100,5%,6%\n", "a.csv:1: the column general stands twice; keep one"),
        ("code,general\n01012100,5%\n01012200,5%,6%\n", "a.csv:3: has 3 fields, the header has 2; quote"),
        ("code,general\n01012100\n", "a.csv:2: has 1 fields, the header has 2; quote"),
        ("code,general\n01012100,5%\n0101.21.00,6%\n",
         "a.csv:3: the code 0101.21.00 stands twice, first on line 2; keep one of the two"),
        ("code,general\n1012100,5%\n", "a.csv:2: the code 1012100 has 7 digits (a spreadsheet may"),
        ("code,general\n0101x100,5%\n", "a.csv:2: '0101x100' is not a product code; write digits"),
        ("code,general\n77012100,5%\n", "a.csv:2: the code 77012100 is in a chapter without goods; check"),
        ("code,general\n,5%\n", "a.csv:2: the row has no code; give each row its code"),
        ("code,general\n9801.00.10,Free\n", "a.csv: holds no tariff line of chapters 1 to 97; give"),
        ("code,general\n0101,Free\n", "a.csv: holds no tariff line of chapters 1 to 97; give"),
        ('code,general\n01012100,"5%\n', "a.csv:2: is not CSV from here on (unexpected end of data); quote"),
        (b"code,description,general\n01012100,caf\xc3\xa9,5%\n01012200,caf\xe9,5%\n",
         "a.csv:3: mixes encodings: this line is not UTF-8, others are; save the whole file as UTF-8"),
        (b"code,general\n01012100,\x81\n", "a.csv:2: byte 22 is neither UTF-8 nor Windows-1252; save"),
        ("[]", "a.csv: is not a list of rows; give the JSON export"),
        ('{"a": 1}', "a.csv: is not a list of rows; give the JSON export"),
        ("[1]", "a.csv:1: row 1 is no row of the HTS export; each row needs htsno, indent and general"),
        (gzip.compress(b"code,general\n" * 99)[:40], "a.csv: the packed file is damaged; the download"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, content: str | bytes, line: str) -> None:
    path = written(tmp_path, "a.csv", content)
    with pytest.raises(BadInput) as refused:
        import_schedule(path, NEW, tmp_path / "own")
    assert str(refused.value).replace(f"{tmp_path}{os.sep}", "").startswith(line)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "own").exists()


def test_a_truncated_export_is_refused_where_it_breaks(tmp_path: Path) -> None:
    text = official_json()
    with pytest.raises(BadInput, match=r"hts\.json:\d+:\d+: is not JSON .* fetch it again"):
        read_schedule(written(tmp_path, "hts.json", text[: len(text) // 2]))


def test_a_json_row_is_named_by_its_line(tmp_path: Path) -> None:
    rows = [*ROWS[:6], ROWS[5]]
    with pytest.raises(BadInput, match=r"hts\.json:\d+: the code 0101\.30\.00\.00 stands twice"):
        read_schedule(written(tmp_path, "hts.json", official_json(rows)))
    with pytest.raises(BadInput, match="the indent 'x' is no depth"):
        read_schedule(written(tmp_path, "hts.json", official_json([("0101", "x", *ROWS[0][2:])])))


def test_a_file_that_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"absent\.csv: cannot be read: no such file or directory"):
        read_schedule(tmp_path / "absent.csv")
    with pytest.raises(BadInput, match="cannot be read: is a directory"):
        read_schedule(tmp_path)


@pytest.mark.parametrize(
    ("edition", "what"),
    [
        (NewEdition("../x", "own", date(2025, 1, 1)), "'../x' is not an importer"),
        (NewEdition("USA", "../own", date(2025, 1, 1)), "cannot be the name of an edition"),
        (NewEdition("USA", "", date(2025, 1, 1)), "cannot be the name of an edition"),
    ],
)
def test_names_cannot_lead_out_of_the_folder(tmp_path: Path, edition: NewEdition, what: str) -> None:
    path = written(tmp_path, "hts.csv", official_csv())
    with pytest.raises(BadInput, match=what):
        import_schedule(path, edition, tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_full_disk_leaves_the_old_edition_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "hts.csv", official_csv())
    own = tmp_path / "own"
    target = import_schedule(path, NEW, own).path
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schedule_files.Path, "replace", full)
    with pytest.raises(BadInput, match=r"cannot write .*USA-own\.npz: no space left on device; write some"):
        import_schedule(path, NEW, own)
    assert target.read_bytes() == before
    assert [path.name for path in own.iterdir()] == ["USA-own.npz"]


def test_the_same_file_makes_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "hts.csv", official_csv())
    first, second = (import_schedule(path, NEW, tmp_path / name).path.read_bytes() for name in ("a", "b"))
    assert first == second


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, "any.csv", b"code,general\n" + content)
    try:
        found = read_schedule(path)
    except BadInput:
        return
    assert found.rows


def test_the_shipped_editions_are_what_the_exports_give(reference_folder: Path, tmp_path: Path) -> None:
    source = reference_folder / "data/us-schedule/hts_2026_rev_10.json.gz"
    done = import_schedule(source, NewEdition("USA", "again", date(2026, 6, 8)), tmp_path)
    shipped = schedule_on("USA", date(2026, 7, 1))
    again = schedule_on("USA", date(2026, 7, 1), [tmp_path])
    assert again.edition == "again"
    np.testing.assert_array_equal(again.lines, shipped.lines)
    np.testing.assert_array_equal(again.base_rate, shipped.base_rate)
    assert (done.reading.count, done.reading.left_out, len(done.reading.unread)) == (35509, 3809, 8)
