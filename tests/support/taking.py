"""Sources taken in: the document or the refusal that one gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.news.documents import Document
from detente.news.intake import Refused, documents_of
from support.articles import DAY


def taken(source: Path, published: date | None = DAY) -> Document:
    (found,) = documents_of([source], published)
    assert isinstance(found, Document), found
    return found


def refusal(source: object, published: date | None = DAY) -> str:
    (found,) = documents_of([source], published)  # type: ignore[list-item]
    assert isinstance(found, Refused), found
    assert "\n" not in str(found)
    return str(found)


def written(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
