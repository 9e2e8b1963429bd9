"""The user's folder on top of the shipped record, and the compiled copy that no file can lead astray."""

from __future__ import annotations

import hashlib
import os
import pickle
from datetime import date
from pathlib import Path

import pytest
from support.samples import DEADLINE, MEASURE, MEASURE_FILE, SOURCE, Write, spoilt

from detente.core.errors import BadInput, CheckFailed
from detente.core.time import end_of_day
from detente.duties.headline import headline
from detente.ledger.opening import open_record, record_digest
from detente.ledger.record import Record

DAY = date(2026, 5, 1)


def rate(record: Record, origin: str = "SWE") -> float:
    return headline(record, ("USA", origin), end_of_day(DAY, "America/New_York"), record.newest).rate


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("DETENTE_CACHE", str(folder))
    return folder


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


def test_the_same_answers_from_the_compiled_record(cache: Path, record: Record) -> None:
    read = open_record()
    assert len(list(cache.iterdir())) == 1
    kept = open_record()
    assert kept.digest == read.digest == record.digest
    assert kept.tables == read.tables == record.tables


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


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "text", "other object", "unsealed"])
def test_a_damaged_copy_is_read_over(damage: str, cache: Path, record: Record) -> None:
    open_record()
    file = next(cache.iterdir())
    good = file.read_bytes()
    middle = len(good) // 2
    file.write_bytes(
        {
            "empty": b"",
            "short": good[:middle],
            "flipped": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
            "text": b"not a record",
            "other object": _sealed(pickle.dumps([1])),
            "unsealed": good[32:],
        }[damage]
    )
    assert open_record().tables == record.tables
    assert file.read_bytes() == good, "the copy is written anew"


class _Hostile:
    """Pickled, this asks whoever reads it back to run a command."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.trace}",)


@pytest.mark.usefixtures("read_once")
def test_a_copy_cannot_run_code(cache: Path, record: Record, tmp_path: Path) -> None:
    open_record()
    trace = tmp_path / "was-here"
    next(cache.iterdir()).write_bytes(_sealed(pickle.dumps(_Hostile(trace))))
    assert open_record().tables == record.tables
    assert not trace.exists()


@pytest.mark.usefixtures("read_once")
def test_a_place_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("DETENTE_CACHE", str(blocked / "cache"))
    assert open_record().tables == record.tables


def _sealed(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest() + packed
