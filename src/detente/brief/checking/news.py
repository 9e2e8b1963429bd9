"""Which checked facts are new to the record."""

from __future__ import annotations

from detente.brief.checking.asking import pair_of
from detente.brief.checking.checking import Check
from detente.news.comparing.agreeing import same
from detente.news.comparing.statements import Statement, statement_of
from detente.news.proposing.draft import Novelty

_KINDS = frozenset({"rate", "meeting", "deadline", "commitment", "export_licence"})


def news_to(found: Check) -> tuple[Novelty, ...]:
    """Return the facts that the record neither has nor contradicts, each once.

    What it has under a later day is not new. A rate that no entry can stand for, such as an average, is left
    to the reader.

    Args:
        found: The check of articles.
    """
    kept: list[Statement] = []
    news: list[Novelty] = []
    for row in found.facts:
        if row.fact.kind not in _KINDS or not row.finding.is_new:
            continue
        statement = statement_of(row.document, row.fact)
        if statement is None or any(one.key == statement.key and same(one, statement) for one in kept):
            continue
        kept.append(statement)
        own = [other.fact for other in found.facts if other.document is row.document]
        news.append(Novelty(row.document, row.fact, pair_of(own)))
    return tuple(news)
