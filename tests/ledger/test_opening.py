"""The user's folder on top of the shipped record, read once and checked as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.samples import DEADLINE, MEASURE, MEASURE_FILE, SOURCE, Write, spoilt

from detente.core.errors import BadInput, CheckFailed
from detente.core.time import end_of_day
from detente.duties.headline import headline
from detente.ledger.opening import SHIPPED, open_record, record_digest
from detente.ledger.record import Record

DAY = date(2026, 5, 1)


def rate(record: Record, origin: str = "SWE") -> float:
    return headline(record, ("USA", origin), end_of_day(DAY, "America/New_York"), record.newest).rate


@pytest.mark.usefixtures("read_once")
def test_a_folder_of_ones_own_extends_the_record(record: Record, write: Write) -> None:
    mine = open_record([write({MEASURE_FILE: MEASURE, "deadlines/mine.yaml": DEADLINE})])
    assert rate(mine) == pytest.approx(rate(record) + 0.25)
    assert "my-deadline" in mine.tables.deadlines
    assert len(mine.tranches) == len(record.tranches) + 1
    assert mine.digest != record.digest


@pytest.mark.usefixtures("read_once")
def test_a_folder_of_ones_own_overrides_a_measure(record: Record, write: Write) -> None:
    mine = f"""\
measure:
  id: usa/s122/world
  imposing: USA
  programme: s122
  title: The surcharge at the rate once announced
  scope: {{products: all, origins: [WLD], except_origins: [CAN, MEX]}}
  tranches:
    - id: us-world-s122
      rate: 0.15
      start: 2026-02-24T00:01 America/New_York
      end: 2026-07-24T00:01 America/New_York
      source: {SOURCE}
"""
    found = open_record([write({"measures/usa/s122/world.yaml": mine})])
    assert rate(record) == pytest.approx(0.10)
    assert rate(found) == pytest.approx(0.15)
    assert "us-world-s122-15-announced" not in found.tranches


@pytest.mark.usefixtures("read_once")
def test_later_folders_win(tmp_path: Path) -> None:
    for name, text in (("one", MEASURE), ("two", spoilt(MEASURE, "rate: 0.25", "rate: 0.50"))):
        path = tmp_path / name / MEASURE_FILE
        path.parent.mkdir(parents=True)
        path.write_text(text)
    forth = open_record([tmp_path / "one", tmp_path / "two"])
    back = open_record([tmp_path / "two", tmp_path / "one"])
    assert (forth.tranche("my-25").rate, back.tranche("my-25").rate) == (0.50, 0.25)


@pytest.mark.usefixtures("read_once")
def test_an_unsound_folder_is_refused_with_all_its_problems(write: Write) -> None:
    folder = write({MEASURE_FILE: spoilt(MEASURE, "rate: 0.25", "rat: 0.25"), "b.yaml": "mesure: {}"})
    with pytest.raises(CheckFailed, match=r"b.yaml:1:1: unknown kind .* \(and 1 more\)") as refused:
        open_record([folder])
    assert len(refused.value.problems) == 2


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(BadInput, match="there is no folder 'nowhere'"):
        open_record([Path("nowhere")])


@pytest.mark.usefixtures("read_once")
def test_no_is_norway_from_the_file_to_the_rate(record: Record, write: Write) -> None:
    """A record that says NO means the economy, as a YAML reader that guesses would not."""
    mine = open_record([write({MEASURE_FILE: spoilt(MEASURE, "[SWE]", "[NO]")})])
    assert mine.tables.measures["usa/test/one"].scope.origins == ("NOR",)
    assert rate(mine, "NOR") == pytest.approx(rate(record, "NOR") + 0.25)
    assert rate(mine, "SWE") == pytest.approx(rate(record, "SWE"))


@pytest.mark.usefixtures("read_once")
def test_what_is_hashed_is_what_is_parsed(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file saved anew while the record is opened counts as it was when it was read."""
    folder = write({MEASURE_FILE: MEASURE})
    mine, plain = folder / MEASURE_FILE, Path.read_bytes

    def overtaken(path: Path) -> bytes:
        raw = plain(path)
        if path == mine:
            path.write_text(spoilt(MEASURE, "rate: 0.25", "rate: 0.50"))
        return raw

    expected = record_digest([SHIPPED, folder])
    monkeypatch.setattr(Path, "read_bytes", overtaken)
    found = open_record([folder])
    assert (found.digest, found.tranche("my-25").rate) == (expected, 0.25)
    assert open_record([folder]).tranche("my-25").rate == 0.50, "and the copy kept is that of the first"


@pytest.mark.usefixtures("read_once")
def test_a_file_that_cannot_be_opened(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, plain = write({MEASURE_FILE: MEASURE}), Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "one.yaml":
            raise PermissionError(13, "Permission denied")
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(
        BadInput, match=f"^{MEASURE_FILE}: cannot be read .Permission denied.; check the path"
    ):
        open_record([folder])


def test_a_change_of_one_byte_names_another_record(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("instruments: []\n")
    before = record_digest([tmp_path])
    path.write_text("instruments: [] \n")
    assert record_digest([tmp_path]) != before
    path.write_text("instruments: []\n")
    assert record_digest([tmp_path]) == before
    path.rename(tmp_path / "b.yaml")
    assert record_digest([tmp_path]) != before
