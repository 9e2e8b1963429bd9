"""The other economy of a trade statistic: to whom exports went, from whom imports came."""

from __future__ import annotations

import re
from pathlib import Path

from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.lexicon.entries import shipped_lexicon

_TO_OR_FROM = re.compile(
    r"\b(?:exports?|imports?|shipments?|sales|trade|goods|purchases)\b(?:\s+\w+){0,2}?\s+(?:to|from|with)\s+",
    re.IGNORECASE,
)
_NEAR = 60


def partner_of(document: Document, fact: Fact, folders: tuple[Path, ...] = ()) -> str:
    """Return the economy to which exports of a statistic went, or from which imports came, if one is named.

    Args:
        document: The text.
        fact: The statistic.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from datetime import date
        >>> text = "China's exports to the United States fell 34.5% in May."
        >>> partner_of(Document(name="a", body=text, published=date(2025, 6, 9)),
        ...            Fact(kind="statistic", start=0, end=55, rule="", fields={"geo": "CHN"}))
        'USA'
    """
    body, geo = document.body, fact.fields.get("geo")
    stretch = body[fact.start : fact.end + _NEAR].split(". ")[0]
    for match in _TO_OR_FROM.finditer(stretch):
        rest = stretch[match.end() : match.end() + _NEAR]
        for place, _, entry in shipped_lexicon(folders).found_in(rest):
            if place <= len("the ") and entry.kind == "economy" and entry.code not in ("", geo):
                return entry.code
    return ""
