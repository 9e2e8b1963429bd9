"""What shipments keep for the next process: the same answers, none that another record would give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars
import pytest

from detente.duties.calculation.law import LawBook
from detente.duties.schedule.schedule import schedule_on
from detente.duties.shipments import desk
from detente.duties.shipments.kept import Kept, Shelf
from detente.duties.shipments.question import ShipmentsQuestion
from detente.workbench import Workbench, shipment_verbs

ORIGINS = ("CHN", "DEU", "MEX", "JPN", "RUS", "BRA")
ODD = ("850760", "8471.30", "12019000", "9999", "8507600020")
FACTS = ("", "", "", "usmca=yes", "metal_share=0.6", "end_use=civil-aircraft")


@pytest.fixture(autouse=True)
def _another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(desk, "WORTH_KEEPING", 1)
    shipment_verbs._desk.cache_clear()


@pytest.fixture(scope="module")
def rows() -> polars.DataFrame:
    """A thousand rows of all kinds, into two importers."""
    chance = np.random.default_rng(3)
    codes = np.array([*schedule_on("USA", date(2025, 6, 1)).lines[::40].astype(str), *ODD * 8])
    days = np.array(["2018-09-30", "2025-02-05", "2025-06-09", "2026-03-01", "2026-08-19"])
    many = 1_000
    return polars.DataFrame(
        {
            "importer": chance.choice(np.array(["USA", "USA", "CHN"]), many),
            "origin": chance.choice(np.array(ORIGINS), many),
            "product": chance.choice(codes, many),
            "on": chance.choice(days, many),
            "given": chance.choice(np.array(FACTS), many),
        }
    )


def answered(rows: polars.DataFrame, folder: Path, **question: object) -> tuple[polars.DataFrame, str]:
    """Return the answers to rows and the rejects, from a desk that has just been opened."""
    shipment_verbs._desk.cache_clear()
    rows.write_parquet(folder / "in.parquet")
    done = Workbench().shipments(folder / "in.parquet", folder / "out.parquet", ShipmentsQuestion(**question))
    return polars.read_parquet(folder / "out.parquet"), Path(done.rejects).read_text("utf-8")


def kept_files(folder: Path) -> list[Path]:
    return sorted((folder / "cache").glob("desk-*.npz"))


def test_what_is_kept_gives_the_same_answers(tmp_path: Path, rows: polars.DataFrame) -> None:
    """Also to rows of which the first process knew nothing: origins, codes, days, facts."""
    fresh = answered(rows, tmp_path)
    for path in kept_files(tmp_path):
        path.unlink()
    some = rows.filter(polars.col("origin").is_in(["CHN", "MEX"]) & (polars.col("given") == ""))
    answered(some[: len(some) // 2], tmp_path)
    assert len(kept_files(tmp_path)) == 2
    for again in range(2):
        found = answered(rows, tmp_path)
        assert found[0].equals(fresh[0]), again
        assert found[1] == fresh[1], again


def test_no_law_is_put_together_again(
    tmp_path: Path, rows: polars.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = rows.filter(polars.col("given") == "")
    fresh = answered(plain, tmp_path)
    monkeypatch.delattr(LawBook, "_compiled")
    assert answered(plain, tmp_path)[0].equals(fresh[0])


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not much of it", None])
def test_a_damaged_copy_is_made_anew(tmp_path: Path, rows: polars.DataFrame, damage: bytes | None) -> None:
    fresh = answered(rows, tmp_path)
    file = kept_files(tmp_path)[0]
    good = file.read_bytes()
    middle = len(good) // 2
    flipped = good[:middle] + bytes([good[middle] ^ 255]) + good[middle + 1 :]
    file.write_bytes(flipped if damage is None else damage)
    assert answered(rows, tmp_path)[0].equals(fresh[0])
    assert file.read_bytes() == good


def test_what_is_asked_of_all_rows_keeps_nothing(tmp_path: Path, rows: polars.DataFrame) -> None:
    answered(rows[:50], tmp_path, given=("usmca=yes",))
    assert kept_files(tmp_path) == []
    answered(rows[:50], tmp_path, known_at=date(2026, 1, 5))
    early = kept_files(tmp_path)
    answered(rows[:50], tmp_path)
    assert early
    assert len(kept_files(tmp_path)) == 2 * len(early)


def test_little_work_is_not_worth_a_file(
    tmp_path: Path, rows: polars.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "WORTH_KEEPING", 10_000)
    answered(rows[:50], tmp_path)
    assert kept_files(tmp_path) == []


def test_a_name_tells_whatever_decides(tmp_path: Path) -> None:
    """Another record, day of knowledge, importer, list or schedule of the user's makes another file."""
    own = tmp_path / "own"
    (own / "lists").mkdir(parents=True)
    (own / "lists" / "mine.txt").write_text("8507\n")
    part = Kept({"word": ["ä", 1]}, {"table": np.arange(3)})
    shelves = [Shelf("a"), Shelf("b"), Shelf("a", "2026-01-05"), Shelf("a", "", (str(own),))]
    for shelf in shelves:
        assert shelf.take("USA") is None
        shelf.put("USA", part)
        found = shelf.take("USA")
        assert found is not None
        assert found.words == part.words
        assert found.tables["table"].tolist() == [0, 1, 2]
        assert shelf.take("CHN") is None
    (own / "lists" / "mine.txt").write_text("8508\n")
    assert shelves[-1].take("USA") is None
    assert len(kept_files(tmp_path)) == 4
