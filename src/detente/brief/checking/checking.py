"""Documents against the record: a finding for each fact that can be held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.brief.checking.asking import SOON, Case, Desk, pair_named, pair_of
from detente.brief.checking.claims import check_claim
from detente.brief.checking.commitments import check_commitment
from detente.brief.checking.deadlines import check_deadline
from detente.brief.checking.findings import VERDICTS, CheckedFact, Finding, Verdict
from detente.brief.checking.licences import check_licence
from detente.brief.checking.meetings import check_meeting, check_participant
from detente.brief.checking.own_words import not_by_itself
from detente.brief.checking.rates import check_rate
from detente.brief.checking.series import check_statistic
from detente.brief.checking.truces import check_truce
from detente.core.plain import plain
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.telling import told

Read = Sequence[tuple[Document, Sequence[Fact]]]
"""Documents with the facts that were read in each."""
_CHECKS: Mapping[str, Callable[[Case, Fact], Finding]] = {
    "rate": check_rate,
    "truce": check_truce,
    "deadline": check_deadline,
    "meeting": check_meeting,
    "participant": check_participant,
    "claim": check_claim,
    "commitment": check_commitment,
    "export_licence": check_licence,
    "statistic": check_statistic,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Every fact that was checked, in order of document and place.

    `known_at` is None where each text was held against what was known on its own day.
    """

    known_at: date | None
    record: str
    facts: tuple[CheckedFact, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many facts have each verdict."""
        found = Counter(row.finding.verdict for row in self.facts)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def contradicted(self) -> bool:
        """Whether the record contradicts some fact."""
        return self.counts["contradicted"] > 0

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape; offsets count characters of the body."""
        return {
            "known_at": self.known_at and self.known_at.isoformat(),
            "counts": dict(self.counts),
            "facts": [fact_json(row) for row in self.facts],
        }


def fact_json(row: CheckedFact) -> dict[str, Any]:
    """Return a checked fact as JSON."""
    return {
        "document": row.document.name,
        "published": row.document.published.isoformat(),
        "kind": row.fact.kind,
        "quotation": row.quotation,
        "start": row.fact.start,
        "end": row.fact.end,
        "says": told(row.fact),
        "fields": plain(
            {name: value for name, value in row.fact.fields.items() if value not in (None, "", (), [])}
        ),
        **plain(row.finding),
    }


def _two(pair: tuple[str, ...]) -> tuple[str, ...]:
    return pair if len(pair) == len(("one", "other")) else ()


def check(record: Record, read: Read, known_at: date | None = None, folders: tuple[Path, ...] = ()) -> Check:
    """Return each fact of documents with what the record says of it.

    Args:
        record: The record.
        read: Documents with their facts.
        known_at: The day of knowledge; by default the day on which each document was published.
        folders: The user's own folders, which may hold product lists.

    Example:
        >>> from datetime import date
        >>> from detente.ledger.opening import open_record
        >>> from detente.news.reading import read
        >>> body = "US tariffs on Chinese goods dropped to 30%."
        >>> text = Document(name="a", body=body, published=date(2025, 6, 9))
        >>> [row.finding.verdict for row in check(open_record(), [(text, read(text))]).facts]
        ['confirmed']
    """
    desks: dict[date, Desk] = {}

    def desk(day: date) -> Desk:
        return desks.setdefault(day, Desk(record, day, folders))

    whole = pair_of([fact for _, facts in read for fact in facts])
    found: list[CheckedFact] = []
    for document, facts in read:
        known = known_at or document.published
        case = Case(
            document,
            facts,
            _two(pair_of(facts)) or _two(whole) or pair_named(document, folders),
            desk(known),
            desk(known + SOON if known < record.newest else known),
            desk(max(record.newest, known)),
            known_at,
        )
        for fact in facts:
            if fact.kind in _CHECKS:
                finding = not_by_itself(document, _CHECKS[fact.kind](case, fact))
                found.append(CheckedFact(document=document, fact=fact, finding=finding))
    return Check(known_at=known_at, record=record.digest, facts=tuple(found))
