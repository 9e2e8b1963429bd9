"""Facts made by hand in sentences of our own, so that a check does not hang on the reader."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.brief.checking.checking import check
from detente.brief.checking.findings import Finding
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.facts import Fact

JUNE = date(2025, 6, 9)
Stated = tuple[Document, list[Fact]]


def stated(kind: str, body: str, published: date = JUNE, name: str = "a", **fields: Any) -> Stated:
    """Return a document of one sentence with one fact, which is all of it."""
    named = {key.rstrip("_"): value for key, value in fields.items()}
    fact = Fact(kind=kind, start=0, end=len(body.rstrip(".")), rule="by hand", fields=named)
    return Document(name=name, body=body, published=published), [fact]


def rate(body: str, percent: float, status: str = "in_force", **fields: Any) -> Stated:
    """Return a rate of the United States on goods of China, unless the fields say otherwise."""
    whole = {"from_": "USA", "to": "CHN", "rate_percent": percent, "status": status, **fields}
    return stated("rate", body, **whole)


def finding(record: Record, one: Stated, known_at: date | None = None) -> Finding:
    """Return what the record says of the one fact of a document."""
    (row,) = check(record, [one], known_at).facts
    return row.finding
