"""What the record says of a fact: a verdict, the measures and figures it rests on, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from detente.core.sources import Source
from detente.news.documents import Document
from detente.news.facts import Fact

Verdict = Literal["confirmed", "contradicted", "newer", "not checkable"]
VERDICTS: tuple[Verdict, ...] = ("confirmed", "contradicted", "newer", "not checkable")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a series on record that bears on a claim or promise; `normal` is its usual level a month.

    `known_from` is the day from which it is known here, `later` whether that is after the text was published.
    """

    series: str
    title: str
    unit: str
    period: str
    value: float
    normal: float | None
    known_from: date | None
    derived: bool
    later: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict and what the record has: `record` tells it in words, `warning` what a reader may get wrong.

    `measures` are ids of entries on record (tranches, deadlines, agreements, controls, series); `is_new` says
    that the record has no such thing and an entry could hold it.
    """

    verdict: Verdict
    record: str
    why: str = ""
    warning: str = ""
    measures: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    expiry: Expiry | None = None
    is_new: bool = field(default=False, metadata={"plain": False})


@dataclass(frozen=True, slots=True)
class Expiry:
    """The day on which a truce runs out and where it comes from: the text, the record, or both."""

    on: date
    provenance: Literal["text", "record", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFact:
    """A fact of a document with what the record says of it."""

    document: Document
    fact: Fact
    finding: Finding

    @property
    def quotation(self) -> str:
        """The words that state it."""
        return self.document.body[self.fact.start : self.fact.end]


def not_checkable(why: str, record: str = "", *, is_new: bool = False) -> Finding:
    """Return the finding that there is nothing to hold a fact against.

    Example:
        >>> not_checkable("the record has no such series").verdict
        'not checkable'
    """
    return Finding(verdict="not checkable", record=record, why=why, is_new=is_new)


def sources_of(found: Iterable[Source | None]) -> tuple[Source, ...]:
    """Return sources, each citation once."""
    return tuple({source.citation: source for source in found if source is not None}.values())
