"""A fact as one article states it, with the key under which others may state the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.news.comparing.acts import act_of
from detente.news.comparing.rounded import bounds, is_round
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.grammar.naming import names_of
from detente.news.grammar.words import Words
from detente.news.lexicon.entries import shipped_lexicon
from detente.news.partners import partner_of
from detente.news.patterns import TextPattern
from detente.news.telling import codes, told
from detente.news.windows import Window

_STAGES = {
    "in_force": "level",
    "reduced": "level",
    "increased": "level",
    "announced": "announced",
    "proposed": "proposed",
    "suspended": "suspended",
    "reduced_by": "change",
    "peak": "peak",
}
_DATES = {"meeting": "date", "deadline": "date", "truce": "truce_start", "statistic": "period"}
_NAMING = ("economy", "adjective", "person")
_WAS = TextPattern(
    r"\b(?:was|were|had\s+(?:been|stood|reached|hit|risen|climbed)|stood|averaged|used\s+to\s+be)\s+"
    r"(?:(?:at|as|high|low|about|around|nearly|almost|some|over|up|to|still|then|once|only|just)\s+){0,4}"
    r"(?:\d|[a-z-]+\s+per\s?cent\b)",
    re.IGNORECASE,
)
_PARTS = {
    "further": TextPattern(r"\b(?:additional|extra|further|another|on\s+top|part|component)\b"),
    "baseline": TextPattern(r"\b(?:baseline|universal)\b"),
    "reciprocal": TextPattern(r"\breciprocal\b"),
}
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A fact of a document; `key` is what it is about, without figures, dates or words.

    `folders` are the user's own, whose `news` holds more names.
    """

    document: Document
    fact: Fact
    key: Key
    folders: tuple[Path, ...] = ()

    @property
    def quotation(self) -> str:
        """The words that state it."""
        return self.document.body[self.fact.start : self.fact.end]

    @property
    def window(self) -> Window | None:
        """The days that it speaks of, where it names any."""
        return Window.of(self.fact.fields.get(_DATES.get(self.fact.kind, "date")))

    @property
    def is_past(self) -> bool:
        """Whether it tells how high a rate was, not how high it is."""
        return self.fact.kind == "rate" and _WAS.search(self.quotation) is not None

    @property
    def is_about(self) -> bool:
        """Whether its figure is told as a round one, or as a bound."""
        return is_round(self.quotation)

    def bounds(self, value: float, other: float) -> bool:
        """Say whether its figure is told as a bound within which another lies."""
        return bounds(self.quotation, value, other)

    @property
    def part(self) -> frozenset[str]:
        """What sets a rate apart as one of several duties: what it is over, or that it comes on top."""
        words = self.quotation.lower()
        over = (matter for matter in act_of(words).matters if matter != "tariffs")
        kinds = (name for name, pattern in _PARTS.items() if pattern.search(words))
        return frozenset((*over, *kinds)) if self.fact.kind == "rate" else frozenset()

    @property
    def sides(self) -> frozenset[str]:
        """The economies that its words name, themselves or by their people; else the two of its text."""
        lexicon, published = shipped_lexicon(self.folders), self.document.published
        named = names_of(Words(self.quotation), lexicon, published).found
        codes = frozenset(code for name in named for code in name.codes if name.kind in _NAMING)
        return (
            codes
            if len(codes) > 1
            else frozenset(names_of(Words(self.document.body), lexicon, published).pair)
        )

    @property
    def told(self) -> str:
        """The fact in a few words."""
        return told(self.fact)


def statement_of(document: Document, fact: Fact, folders: tuple[Path, ...] = ()) -> Statement | None:
    """Return a fact with its key; an act that names no known matter has one of its own, a quotation none.

    Example:
        >>> from datetime import date
        >>> fields = {"from": "USA", "to": "CHN", "status": "reduced"}
        >>> fact = Fact(kind="rate", start=0, end=1, rule="", fields=fields)
        >>> statement_of(Document(name="a", body="x", published=date(2025, 6, 9)), fact).key
        ('rate', 'USA', 'CHN', '', 'level')
    """
    if fact.kind == "quote":
        return None
    key = _key(fact, document, folders) or (document.name, str(fact.start))
    return Statement(document, fact, (fact.kind, *key), folders)


def _key(fact: Fact, document: Document, folders: tuple[Path, ...]) -> Key:
    fields: Mapping[str, Any] = fact.fields
    if fact.kind == "rate":
        status = str(fields.get("status") or "in_force")
        return (
            _side(fields.get("from")),
            _side(fields.get("to")),
            fields.get("product") or "",
            _STAGES.get(status, status),
        )
    if fact.kind == "truce":
        return (_side(fields.get("parties")),)
    if fact.kind == "deadline":
        return (str(fields.get("what") or ""),)
    if fact.kind == "meeting":
        return (str(fields.get("mode") or "in_person"),)
    if fact.kind == "participant":
        return (str(fields.get("person") or "").lower(),)
    if fact.kind == "statistic":
        unit = (
            "growth"
            if str(fields.get("unit") or "percent_yoy").startswith("percent")
            else str(fields.get("unit"))
        )
        partner = partner_of(document, fact, folders)
        return (str(fields.get("metric") or ""), _side(fields.get("geo")), partner, unit)
    if fact.kind == "export_licence":
        return (_side(fields.get("actor")), str(fields.get("action") or ""), str(fields.get("product") or ""))
    act = act_of(document.body[fact.start : fact.end]).key if fact.kind in ("claim", "commitment") else None
    if act is None:
        return ()
    stance = str(fields.get("stance") or "") if fact.kind == "claim" else act[0]
    return (_side(fields.get("actor")), _side(fields.get("target")), stance, act[1])


def _side(value: object) -> str:
    return ",".join(sorted(codes(value)))
