"""What every check asks with: the record, the day of knowledge, and the two economies of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from detente.brief.checking.findings import Verdict
from detente.brief.checking.levels import Levels
from detente.core.economies import WORLD
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.lexicon.entries import Lexicon, shipped_lexicon
from detente.news.telling import codes

_NO_ECONOMY = frozenset({"*", WORLD, ""})
_FAR = 600
"""Characters to either side within which the sentence of a fact is looked for."""
_SIDES = ("from", "to", "actor", "target", "side", "parties", "geo")


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
    """A document under check: its pair, and the desk as the day of its publication knew it.

    `later` knows all that is on record; `asked_known_at` is the day of knowledge where one was asked for.
    """

    document: Document
    pair: tuple[str, ...]
    desk: Desk
    later: Desk
    asked_known_at: date | None = None

    def words(self, fact: Fact) -> str:
        """Return the words that state a fact, in small letters."""
        return self.document.body[fact.start : fact.end].lower()

    def sentence(self, fact: Fact) -> str:
        """Return the sentence around a fact, in small letters, as far as full stops and lines tell."""
        return self.written(fact).lower()

    def written(self, fact: Fact) -> str:
        """Return the sentence around a fact as it is written."""
        first, last = self._bounds(fact)
        return self.document.body[first:last]

    def _bounds(self, fact: Fact) -> tuple[int, int]:
        body = self.document.body
        if fact.end > fact.start and body[fact.end - 1] in ".!?":
            fact = replace(fact, end=fact.end - 1)
        first = max(body.rfind(mark, max(fact.start - _FAR, 0), fact.start) for mark in (". ", "\n"))
        ends = [place for mark in (". ", "\n") if (place := body.find(mark, fact.end, fact.end + _FAR)) >= 0]
        return max(first + 1, fact.start - _FAR, 0), min(ends, default=min(len(body), fact.end + _FAR))

    @property
    def lexicon(self) -> Lexicon:
        """The names that are known, with the user's own."""
        return shipped_lexicon(self.desk.folders)

    @property
    def axes(self) -> tuple[tuple[Desk, Verdict], tuple[Desk, Verdict]]:
        """What was known when the text came out, and what came to be known, with the verdict of each."""
        return ((self.desk, "confirmed"), (self.later, "newer"))

    def named(self, fact: Fact) -> frozenset[str]:
        """Return the economies that the sentence around a fact names, or whose people and bodies it names."""
        found = self.lexicon.found_in(self.written(fact))
        return frozenset(entry.code for _, _, entry in found)

    def others_than(self, code: str) -> tuple[str, ...]:
        """Return the other economy of the text's pair."""
        return tuple(other for other in self.pair if other != code) if code in self.pair else ()

    def parties(self, *fields: object) -> tuple[str, ...]:
        """Return the economies of fields, those of the text's pair where a field leaves them open."""
        named = [code for value in fields for code in codes(value) if code not in _NO_ECONOMY]
        return tuple(dict.fromkeys(named)) or self.pair


def pair_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the two economies that facts name most, most often first; fewer where they name fewer.

    Example:
        >>> pair_of([Fact(kind="rate", start=0, end=1, rule="", fields={"from": "USA", "to": "CHN"})])
        ('USA', 'CHN')
    """
    counted = Counter(code for fact in facts for code in _named(fact))
    return tuple(code for code, _ in counted.most_common(2))


def _named(fact: Fact) -> Iterator[str]:
    for name in _SIDES:
        yield from (code for code in codes(fact.fields.get(name)) if code not in _NO_ECONOMY)
