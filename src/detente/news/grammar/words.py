"""A text cut into sentences, each with the hints of its words, before anything is looked for in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.news.grammar.text import Span, sentences
from detente.news.hints import bits_of_words
from detente.news.patterns import in_ascii
from detente.news.tuples import NamedTuple

_MARKS = '.,;:()[]“”"—–!?'
"""What stands beside a word and is no part of it."""
_JOINTS = "’'‘-/…*«»„#@&|_"
"""What else stands between two parts of a word, or beside one."""
_TOGETHER = 100
"""Of how many sentences marks are taken out at a time."""


class Stretch(NamedTuple):
    """A sentence by place; `bits` tells which hints of patterns its words have."""

    start: int
    end: int
    bits: int


class Words:
    """A text, the same in letters of ASCII, and its sentences with their hints.

    `parts` are all words of the text, cut at hyphens and apostrophes.

    Example:
        >>> words = Words("Duties rose. Šefčovič said so.")
        >>> words.ascii, [words.text[one.start : one.end] for one in words.stretches]
        ('Duties rose. Sefcovic said so.', ['Duties rose.', 'Šefčovič said so.'])
    """

    def __init__(self, text: str) -> None:
        self.text, self.ascii = text, in_ascii(text)
        self.parts: set[str] = set()
        self.stretches = tuple(self._with_bits(sentences(text)))

    def having(self, hints: int) -> list[Stretch]:
        """Return the sentences that have one of some hints."""
        return [one for one in self.stretches if one.bits & hints]

    def _with_bits(self, spans: Sequence[Span]) -> Iterator[Stretch]:
        """Yield the sentences; what stands beside words is taken out of many at a time."""
        same: dict[int, int] = {}
        for number, span in enumerate(spans):
            if number % _TOGETHER == 0:
                first, last = span.start, spans[min(number + _TOGETHER, len(spans)) - 1].end
                bare = _without(_MARKS, self.ascii[first:last].lower())
                self.parts.update(_without(_MARKS + _JOINTS, self.ascii[first:last]).split())
            bits = bits_of_words(bare[span.start - first : span.end - first].split())
            yield Stretch(span.start, span.end, same.setdefault(bits, bits))


def _without(marks: str, text: str) -> str:
    """Return a text with blanks for some marks."""
    for mark in marks:
        text = text.replace(mark, " ")
    return text
