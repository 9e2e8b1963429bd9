"""A small folder of one's own, and the shipped record read once for all that lay a folder on top of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.samples import Write

from detente.ledger import opening
from detente.ledger.reading import Folder, read_folder


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes files, given as `{name: text}`, and gives their folder."""

    def written(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture(scope="session")
def shipped() -> Folder:
    """The entries of the shipped folder with their places."""
    return read_folder(opening.SHIPPED)


@pytest.fixture
def read_once(shipped: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the test the second that reading the shipped folder takes."""

    def reading(folder: Path, *rest: Any) -> Folder:
        return shipped if folder == opening.SHIPPED else read_folder(folder, *rest)

    monkeypatch.setattr(opening, "read_folder", reading)
