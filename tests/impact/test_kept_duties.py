"""Added duties kept for the next process: the same as worked out anew, and never those of something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.impact import kept
from detente.impact.bridge import Bridge, Day
from detente.impact.kept import Shelf
from detente.ledger.record import Record
from detente.world.tables import load_world

DAY = Day(date(2025, 6, 9), date(2026, 10, 9))
DAYS = (DAY.on, DAY.known_at)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_kept_duties_are_those_worked_out(
    cache: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = Bridge.over(load_world(), record)
    fresh = bridge.added(record, DAY)
    assert len(list(cache.glob("duties-*.npz"))) == 1
    monkeypatch.delattr(Bridge, "_filled")  # whatever answers now is the copy
    again = bridge.added(record, DAY)
    assert (again.rates == fresh.rates).all()
    assert again.doubts.lines == fresh.doubts.lines


@pytest.mark.parametrize("damage", [b"", b"no zip", None])
def test_a_damaged_copy_is_worked_out_anew(cache: Path, record: Record, damage: bytes | None) -> None:
    shelf, rates = Shelf("world"), np.zeros((2, 2, 1))
    shelf.put(record, DAYS, kept.Weighed(rates + 0.1, kept.Doubts({"why": {"a": None}})))
    (path,) = cache.glob("duties-*.npz")
    if damage is None:
        with np.load(path) as file:
            held = dict(file)
        np.savez(path, **{**held, "places": held["places"] + 9})
    else:
        path.write_bytes(damage)
    assert shelf.take(record, DAYS, rates.shape) is None


def test_another_question_has_another_name(cache: Path, record: Record, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "lists").mkdir(parents=True)
    listed = own / "lists" / "mine.txt"
    listed.write_text("0101\n", encoding="utf-8")
    other = record.assuming({}, "another")
    later = (date(2025, 6, 10), DAYS[1])
    shelves = [
        (Shelf("a"), record, DAYS),
        (Shelf("b"), record, DAYS),
        (Shelf("a", services=True), record, DAYS),
        (Shelf("a", folders=(own,)), record, DAYS),
        (Shelf("a"), other, DAYS),
        (Shelf("a"), record, later),
    ]
    names = [shelf._name(about, days) for shelf, about, days in shelves]
    listed.write_text("0102\n", encoding="utf-8")
    names.append(Shelf("a", folders=(own,))._name(record, DAYS))
    assert len(set(names)) == len(names), "a list that the user changes is noticed within a process"


def test_a_cache_that_cannot_be_written_costs_nothing_else(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "file" / "no"))
    shelf = Shelf("world")
    shelf.put(record, DAYS, kept.Weighed(np.ones((1, 1, 1)), kept.Doubts()))
    assert shelf.take(record, DAYS, (1, 1, 1)) is None
