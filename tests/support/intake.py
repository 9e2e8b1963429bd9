"""Files of articles written and taken in, and what is said where they are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.news.documents import Document
from detente.news.intake import Refused, documents_of
from support.articles import DAY


def taken(source: Path, published: date | None = DAY) -> Document:
    """Return the one document of a source."""
    (found,) = documents_of([source], published)
    assert isinstance(found, Document), found
    return found


def refusal(source: object, published: date | None = DAY) -> str:
    """Return the line that says why a source is refused."""
    (found,) = documents_of([source], published)  # type: ignore[list-item]
    assert isinstance(found, Refused), found
    assert "\n" not in str(found)
    return str(found)


def written(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    """Write a file, and return where it is."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
