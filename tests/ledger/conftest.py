"""A small folder of one's own, and the shipped record read once for all that lay a folder on top of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from support.samples import Write

from detente.core.economies import Economy
from detente.ledger import opening
from detente.ledger.files import Files, files_of
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
def shipped() -> tuple[Files, Folder]:
    """The files of the shipped folder and the entries read from them."""
    files = files_of(opening.SHIPPED)
    return files, read_folder(files)


@pytest.fixture
def read_once(shipped: tuple[Files, Folder], monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the test the second that reading the shipped folder takes."""

    def reading(files: Files, economies: Iterable[Economy]) -> Folder:
        return shipped[1] if files == shipped[0] else read_folder(files, economies)

    monkeypatch.setattr(opening, "read_folder", reading)
