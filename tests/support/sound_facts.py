"""What holds of every fact, whatever text it was read from."""

from __future__ import annotations

import json
import math
import re
from datetime import date

from detente.news.documents import Document
from detente.news.facts import KINDS
from detente.news.reading import read
from detente.news.readings import ReadDocument
from detente.news.soundness import HIGHEST_RATE, MOST_DAYS
from detente.news.telling import told
from detente.news.windows import Window

_DATES = ("date", "period", "truce_start", "deadline")
_RATES = ("rate_percent", "previous_percent")
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?")


def check_facts(text: str, published: date) -> int:
    """Read a text and check all that holds of its facts; return how many there are."""
    document = Document(name="a", body=text, published=published)
    found = ReadDocument(document, read(document))
    for fact, line in zip(found.facts, found.lines(), strict=True):
        assert fact.kind in KINDS
        assert 0 <= fact.start < fact.end <= len(text)
        assert line["text_span"] == text[line["start"] : line["end"]]
        assert line["text_span"].strip()
        json.dumps(line, allow_nan=False)
        assert told(fact)
        for name, value in line.items():
            check_field(name, value)
        assert line.get("from", "") in ("", "*") or not codes(line, "from") & codes(line, "to"), line
    return len(found.facts)


def check_field(name: str, value: object) -> None:
    """Check that a field of a fact has a value that it can have."""
    if name in _DATES:
        assert isinstance(value, str)
        assert _ISO.fullmatch(value), (name, value)
        assert Window.of(value) is not None, (name, value)
    elif name == "days":
        assert isinstance(value, int)
        assert 1 <= value <= MOST_DAYS
    elif name in _RATES:
        assert isinstance(value, float)
        assert 0 <= value <= HIGHEST_RATE
    elif isinstance(value, float):
        assert math.isfinite(value)


def codes(line: dict[str, object], name: str) -> set[str]:
    """Return the economies of a field."""
    return set(filter(None, str(line.get(name, "")).split(",")))
