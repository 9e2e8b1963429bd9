"""Texts that revise one another, by what share of their phrases they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from zlib import crc32

from detente.news.documents import Document
from detente.news.intake.words import without_marks, words_of

PHRASE, KEPT, ALIKE = 4, 64, 0.7
_LOW = 2**30 - 1
"""The bits of a hash that are kept, for numbers of so few are quick to sort."""
_MOST_HOLDERS = 32
"""With how many texts that share a phrase another is compared, so that cost grows with their number only."""


def revisions(documents: Iterable[Document]) -> dict[str, str]:
    """Return the documents that revise an earlier one, by name, each with the name of that.

    Earlier is what was published before, or on the same day came first. Two texts are alike where 70% of
    their phrases of four words are the same, estimated on the 64 phrases with the least hash.

    Example:
        >>> from datetime import date
        >>> text = "Talks between the two sides began in London on Monday, officials of both sides said."
        >>> first = Document(name="a", body=text, published=date(2025, 6, 9))
        >>> second = Document(name="b", body=text + " They go on.", published=date(2025, 6, 10))
        >>> revisions([second, first])
        {'b': 'a'}

    Source:
        Broder (1997), On the resemblance and containment of documents, section 3.
    """
    holders: dict[int, list[int]] = {}
    sketches: list[tuple[str, frozenset[int]]] = []
    found: dict[str, str] = {}
    for document in sorted(documents, key=lambda one: one.published):
        sketch = _sketch(document.body)
        shared = Counter(number for phrase in sketch for number in holders.get(phrase, ()))
        likely = [(resemblance(sketch, sketches[number][1]), -number) for number, _ in shared.most_common(3)]
        best, number = max(likely, default=(0.0, 0))
        if best >= ALIKE:
            found[document.name] = sketches[-number][0]
        for phrase in sketch:
            held = holders.setdefault(phrase, [])
            if len(held) < _MOST_HOLDERS:
                held.append(len(sketches))
        sketches.append((document.name, sketch))
    return found


def resemblance(first: frozenset[int], second: frozenset[int]) -> float:
    """Return the estimated share of phrases that two texts have in common, of all that either has.

    Example:
        >>> resemblance(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
        0.5
    """
    least = sorted(first | second)[:KEPT]
    return sum(phrase in first and phrase in second for phrase in least) / len(least) if least else 0.0


def _sketch(body: str) -> frozenset[int]:
    """Return the hashes of the phrases of a text, of many only the least."""
    words = list(map(crc32, words_of(without_marks(body))))
    later = (words[place:] for place in range(1, PHRASE))
    phrases = sorted([phrase & _LOW for phrase in map(hash, zip(words, *later, strict=False))])
    return frozenset(islice(dict.fromkeys(phrases or [hash(tuple(words)) & _LOW]), KEPT))
