"""Documents read into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.grammar.article import articles_of
from detente.news.grammar.flow import Flow, flowed
from detente.news.kinds.claims import read_claims
from detente.news.kinds.commitments import read_commitments
from detente.news.kinds.deadlines import read_deadlines
from detente.news.kinds.licences import read_licences
from detente.news.kinds.meetings import read_meetings
from detente.news.kinds.participants import read_participants
from detente.news.kinds.quotes import read_quotes
from detente.news.kinds.rates import read_rates
from detente.news.kinds.statistics import read_statistics
from detente.news.kinds.truces import read_truces
from detente.news.lexicon.entries import shipped_lexicon
from detente.news.reading_state import Reading
from detente.news.soundness import sound

if TYPE_CHECKING:
    from pathlib import Path

_READERS: Sequence[Callable[[Reading], list[Fact]]] = (
    read_rates, read_truces, read_deadlines, read_meetings, read_participants, read_claims, read_commitments,
    read_licences, read_statistics, read_quotes,
)  # fmt: skip

_TOGETHER = 80_000
"""How many characters are read together."""


def read(document: Document, folders: tuple[Path, ...] = ()) -> tuple[Fact, ...]:
    """Return the facts that a document states, in order of place.

    Args:
        document: The text.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from datetime import date
        >>> text = "China cut its duties on US goods to 10 percent."
        >>> facts = read(Document(name="a", body=text, published=date(2025, 6, 9)))
        >>> [(fact.kind, fact.fields["from"], fact.fields["rate_percent"]) for fact in facts]
        [('rate', 'CHN', 10.0)]
    """
    return next(read_all((document,), folders))


def read_all(documents: Iterable[Document], folders: tuple[Path, ...] = ()) -> Iterator[tuple[Fact, ...]]:
    """Yield the facts that each of several documents states, as `read` returns them.

    A reader of a kind goes over several documents in turn, for its code and patterns are then at hand.

    Args:
        documents: The texts.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from datetime import date
        >>> texts = ("Tariffs rose.", "China cut its duties on US goods to 10 percent.")
        >>> told = read_all([Document(name="a", body=text, published=date(2025, 6, 9)) for text in texts])
        >>> [len(facts) for facts in told]
        [0, 1]
    """
    lexicon = shipped_lexicon(folders)
    for some in _in_turn(documents):
        flows = [flowed(document.body) for document in some]
        flowing = [document._replace(body=flow.text) for document, flow in zip(some, flows, strict=True)]
        readings = [Reading(article, lexicon) for article in articles_of(flowing, lexicon)]
        told: list[list[Fact]] = [[] for _ in readings]
        for reader in _READERS:
            for reading, facts in zip(readings, told, strict=True):
                facts += reader(reading)
        yield from map(_settled, told, flows)


def _in_turn(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents together up to some length, which are kept in memory at a time."""
    some: list[Document] = []
    length = 0
    for document in documents:
        if some and length + len(document.body) > _TOGETHER:
            yield some
            some, length = [], 0
        some.append(document)
        length += len(document.body)
    if some:
        yield some


def _settled(told: Iterable[Fact], flow: Flow) -> tuple[Fact, ...]:
    """Return what is sound of the facts told of a document, in order of place."""
    facts = (fact for fact in map(sound, told) if fact is not None)
    placed = facts if flow.starts == flow.places else (_placed(fact, flow) for fact in facts)
    return tuple(sorted(placed, key=lambda fact: (fact.start, fact.kind)))


def _placed(fact: Fact, flow: Flow) -> Fact:
    """Return a fact with the places of its words in the body."""
    return fact._replace(start=flow.place(fact.start), end=flow.place(fact.end - 1) + 1)
