"""What every check asks with: the record, the day of knowledge, and the two economies of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

from detente.brief.checking.findings import Verdict
from detente.brief.checking.levels import Levels
from detente.core.codes import WORLD
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.grammar.naming import names_of
from detente.news.grammar.text import Span, sentences
from detente.news.grammar.words import Words
from detente.news.lexicon.entries import Entry, Lexicon, shipped_lexicon
from detente.news.telling import codes

NO_ECONOMY = frozenset({"*", WORLD, ""})
_SIDES = ("from", "to", "actor", "target", "side", "parties", "geo")


Stretch = Literal["words", "clause", "sentence"]
_BREAK = ";"
SOON = timedelta(days=21)
"""How long after publication the record may have learned of what a text already told."""


@dataclass(frozen=True, eq=False)
class Desk:
    """The record with what was worked out of it so far, for one day of knowledge."""

    record: Record
    known_at: date
    folders: tuple[Path, ...] = ()
    _levels: dict[tuple[str, str], Levels] = field(default_factory=dict)

    def levels(self, pair: tuple[str, str]) -> Levels:
        """Return the rates of an importer on an origin, worked out once."""
        if pair not in self._levels:
            self._levels[pair] = Levels(self.record, pair, self.known_at)
        return self._levels[pair]

    @property
    def has_hindsight(self) -> bool:
        """Whether the record goes on after the day of knowledge."""
        return self.known_at < self.record.newest


@dataclass(frozen=True)
class Case:
    """A document under check: facts, pair, and the desk as the day of its publication knew it.

    `soon` knows what the record learned in the weeks after, `later` all that is on it; `asked_known_at`
    is the day of knowledge where one was asked for.
    """

    document: Document
    facts: Sequence[Fact]
    pair: tuple[str, ...]
    desk: Desk
    soon: Desk
    later: Desk
    asked_known_at: date | None = None

    def words(self, fact: Fact) -> str:
        """Return the words that state a fact, in small letters."""
        return self.document.body[fact.start : fact.end].lower()

    def sentence(self, fact: Fact) -> str:
        """Return the sentence around a fact, in small letters; the sentences, where it goes over several."""
        return self.written(fact).lower()

    def written(self, fact: Fact) -> str:
        """Return the sentence around a fact as it is written."""
        first, last = self.bounds(fact)
        return self.document.body[first:last]

    def bounds(self, fact: Fact) -> tuple[int, int]:
        """Return where the sentence around a fact begins and ends."""
        first, last = self._at(fact.start), self._at(max(fact.end - 1, fact.start))
        if first is None or last is None:
            return fact.start, fact.end
        return min(first.start, fact.start), max(last.end, fact.end)

    def _at(self, place: int) -> Span | None:
        number = bisect_right(self._sentences, place, key=lambda one: one.start)
        return self._sentences[number - 1] if number else None

    @cached_property
    def _sentences(self) -> tuple[Span, ...]:
        return sentences(self.document.body)

    @property
    def lexicon(self) -> Lexicon:
        """The names that are known, with the user's own."""
        return shipped_lexicon(self.desk.folders)

    @property
    def axes(self) -> tuple[tuple[Desk, Verdict], tuple[Desk, Verdict]]:
        """What was known when the text came out, and what came to be known, with the verdict of each."""
        return ((self.desk, "confirmed"), (self.later, "newer"))

    def named(self, fact: Fact, *, within: Stretch = "sentence") -> frozenset[str]:
        """Return the economies that the text around a fact names, or whose people and bodies it names."""
        return frozenset(entry.code for _, entry in self._names(fact, within))

    def third(self, fact: Fact, sides: Iterable[str], *, within: Stretch = "clause") -> tuple[str, ...]:
        """Return the economies, by their own names, that the sentence around a fact tells of besides sides.

        A capital is no such name, for it may be the place of talks.

        Args:
            fact: The fact.
            sides: Economies that are known already, with their groups and members.
            within: What is asked: the words that state the fact, or its sentence up to a semicolon.
        """
        economies, known = self.desk.record.economies, tuple(sides)
        seats = self.lexicon.groups.seats
        found = [
            entry.code
            for written, entry in self._names(fact, within)
            if entry.kind in ("economy", "adjective") and written not in seats and entry.code in economies
        ]
        return tuple(
            dict.fromkeys(
                code
                for code in found
                if not any(economies.covers(side, code) or economies.covers(code, side) for side in known)
            )
        )

    def _names(self, fact: Fact, within: Stretch) -> Iterator[tuple[str, Entry]]:
        first, last = (fact.start, fact.end) if within == "words" else self.bounds(fact)
        if within == "clause":
            body = self.document.body
            first = max(body.rfind(_BREAK, first, fact.start) + 1, first)
            end = body.find(_BREAK, fact.end, last)
            last = end if end >= 0 else last
        found = self.lexicon.found_in(self.document.body[first:last])
        return ((written, entry) for _, written, entry in found)

    def others_than(self, code: str) -> tuple[str, ...]:
        """Return the other economy of the text's pair."""
        return tuple(other for other in self.pair if other != code) if code in self.pair else ()

    def parties(self, *fields: object) -> tuple[str, ...]:
        """Return the economies of fields, those of the text's pair where a field leaves them open."""
        named = [code for value in fields for code in codes(value) if code not in NO_ECONOMY]
        return tuple(dict.fromkeys(named)) or self.pair


def pair_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the two economies that facts name most, most often first; fewer where they name fewer.

    Example:
        >>> pair_of([Fact(kind="rate", start=0, end=1, rule="", fields={"from": "USA", "to": "CHN"})])
        ('USA', 'CHN')
    """
    counted = Counter(code for fact in facts for code in _named(fact))
    return tuple(code for code, _ in counted.most_common(2))


def pair_named(document: Document, folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the two economies that a text names most, where it names two."""
    named = names_of(Words(document.body), shipped_lexicon(folders), document.published)
    return tuple(code for code in named.pair if code not in NO_ECONOMY)


def _named(fact: Fact) -> Iterator[str]:
    for name in _SIDES:
        yield from (code for code in codes(fact.fields.get(name)) if code not in NO_ECONOMY)
