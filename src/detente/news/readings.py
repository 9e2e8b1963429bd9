"""Sources read: documents with their facts, what was refused, and which document revises which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.news.documents import Document
from detente.news.facts import KINDS, Fact
from detente.news.intake import Refused, documents_of
from detente.news.intake.likeness import revisions
from detente.news.reading import read_all
from detente.news.types import types_of

_TITLES = (
    "rates", "truces", "deadlines", "meetings", "participants", "claims", "commitments", "export controls",
    "statistics", "quotations",
)  # fmt: skip
TITLES = dict(zip(KINDS, _TITLES, strict=True))
"""What several facts of a kind are called, in the order in which kinds are shown."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with the facts it states; `revision_of` names an earlier one that it revises."""

    document: Document
    facts: tuple[Fact, ...]
    revision_of: str = ""

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the facts as lines of `read --json-lines`, with their types elsewhere."""
        for fact in self.facts:
            line = fact.as_json(self.document.name, self.document.body)
            yield {**line, **types_of(fact, line["text_span"])}

    def as_json(self) -> dict[str, Any]:
        """Return the document as `read --json` has it."""
        told = self.document
        return {
            "document": told.name, "title": told.title, "source": told.source, "url": told.url,
            "published": told.published, "digest": told.digest, "revision_of": self.revision_of or None,
            "body": told.body, "facts": [_without(line, "document") for line in self.lines()],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Readings:
    """All documents read, and the sources that gave none."""

    documents: tuple[ReadDocument, ...]
    refused: tuple[Refused, ...]

    @property
    def failed(self) -> bool:
        """Whether a source could not be read; a text given twice is no failure."""
        return any(not one.same_as for one in self.refused)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as `read --json` has it."""
        return {
            "documents": [one.as_json() for one in self.documents],
            "refused": [
                {"source": one.source, "what": one.what, "mend": one.mend, "same_as": one.same_as or None}
                for one in self.refused
            ],
        }


def read_sources(
    sources: Iterable[str | Path], published: date | None = None, folders: tuple[Path, ...] = ()
) -> Readings:
    """Return what sources say: every document with its facts, in the order given.

    Args:
        sources: Paths of files and folders, or `-`.
        published: The day of publication of those that do not name theirs.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "a.txt")
        ...     _ = path.write_text("China cut its duties on US goods to 10 percent.")
        ...     found = read_sources([path], date(2025, 6, 9))
        >>> [line["rate_percent"] for line in found.documents[0].lines()]
        [10.0]
    """
    documents: list[Document] = []
    refused: list[Refused] = []
    for one in documents_of(sources, published):
        if isinstance(one, Refused):
            refused.append(one)
        else:
            documents.append(one)
    earlier = revisions(documents) if len(documents) > 1 else {}
    told = zip(documents, read_all(documents, folders), strict=True)
    found = (ReadDocument(one, facts, earlier.get(one.name, "")) for one, facts in told)
    return Readings(tuple(found), tuple(refused))


def _without(line: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != key}
