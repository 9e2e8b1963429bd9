"""What the record has from the very text under check: it says what the text says, and confirms nothing."""

from __future__ import annotations

import re

from detente.brief.checking.findings import Finding, not_checkable
from detente.core.sources import Source
from detente.news.documents import Document

_QUOTED = re.compile(r"“(.+)”", re.DOTALL)
_LEAST = 3
"""Words that a quotation must have to be known again."""


def not_by_itself(document: Document, finding: Finding) -> Finding:
    """Return a finding, not checkable where an entry bears the text out that was taken from this text.

    Such an entry is evidence of the press and quotes words that stand in the text, as accepted drafts do.

    Args:
        document: The text.
        finding: What the record says of one of its facts.
    """
    if finding.verdict not in ("confirmed", "newer") or not any(
        _quotes(one, document) for one in finding.sources
    ):
        return finding
    return not_checkable("on record by the press alone, in words of this very text", finding.record)


def _quotes(source: Source, document: Document) -> bool:
    said = _QUOTED.search(source.citation) if source.evidence == "press" else None
    words = said[1].split() if said else []
    return len(words) >= _LEAST and " ".join(words) in " ".join(document.body.split())
