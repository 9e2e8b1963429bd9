"""A document with all that the grammar sees in it, as the rules use it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from detente.news.documents import Document
from detente.news.grammar.amounts import Amount, amounts
from detente.news.grammar.names import LETTERS, Names
from detente.news.grammar.naming import names_of
from detente.news.grammar.text import Span, quotations
from detente.news.grammar.times import Time, times
from detente.news.grammar.words import Stretch, Words
from detente.news.hints import bits_of_letters
from detente.news.lexicon.entries import Lexicon
from detente.news.patterns import Pattern
from detente.news.tuples import NamedTuple


class Sentence(NamedTuple):
    """A sentence with its number; `mask` is its text in small letters, names and amounts as class letters.

    `bits` tells which hints of patterns its words have.
    """

    number: int
    start: int
    end: int
    mask: str
    bits: int


class Article:
    """A document as the rules see it, with its names and times found (`articles_of`).

    The mask has a capital for each character of a name or amount: `E` economy, `A` adjective of one,
    `B` body, `O` office, `P` person, `W` both sides, `X` all countries, `K` agreement, `L` place,
    `R` percent, `Q` percentage points, `M` money, `T` days or other stretches of time, `D` date,
    `N` another number. All else is in small letters without accents.
    """

    def __init__(self, document: Document, words: Words, names: Names, told: Sequence[Time]) -> None:
        self.document, self.body = document, document.body
        self.names, self.times = names, tuple(told)
        self.quotes: tuple[Span, ...] = quotations(self.body)
        self._quote_starts = [quote.start for quote in self.quotes]
        inside = [(time.start, time.end) for time in self.times]
        starts = [start for start, _ in inside]

        def free(amount: Amount) -> bool:
            place = bisect_right(starts, amount.start) - 1
            return place < 0 or inside[place][1] <= amount.start or amount.unit not in ("number", "days")

        self.amounts: tuple[Amount, ...] = tuple(one for one in amounts(words) if free(one))
        self._amount_starts = [one.start for one in self.amounts]
        self._time_starts = starts
        self.mask = self._masked(words.ascii)
        self.sentences: tuple[Sentence, ...] = tuple(_masked_each(self.mask, words.stretches))
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._found: dict[Pattern, dict[int, bool]] = {}

    def _masked(self, ascii_body: str) -> str:
        """Return the whole body as a mask, given it in letters of ASCII."""
        letters = bytearray(len(self.body))
        for time in self.times:
            letters[time.start : time.end] = b"D" * (time.end - time.start)
        for amount in self.amounts:
            letter = b"M" if amount.is_money else _AMOUNT_LETTERS.get(amount.unit, b"N")
            letters[amount.start : amount.end] = letter * (amount.end - amount.start)
        for name in self.names.found:
            letters[name.start : name.end] = LETTERS[name.kind] * (name.end - name.start)
        blocks = range(0, len(self.body), _BLOCK)
        return "".join(
            _written_over(ascii_body[place : place + _BLOCK].lower(), letters[place : place + _BLOCK])
            for place in blocks
        )

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that covers a place, or the one before it."""
        return self.sentences[max(bisect_right(self._sentence_starts, place) - 1, 0)]

    def quote_at(self, place: int) -> Span | None:
        """Return the quotation that covers a place."""
        number = bisect_right(self._quote_starts, place) - 1
        return self.quotes[number] if number >= 0 and self.quotes[number].covers(place) else None

    def quote_before(self, quote: Span) -> Span | None:
        """Return the quotation before another."""
        number = bisect_left(self._quote_starts, quote.start)
        return self.quotes[number - 1] if number else None

    def closed(self, quote: Span) -> Span:
        """Return the last part of a quotation that goes on over paragraphs, itself where it is closed."""
        number = bisect_right(self._quote_starts, quote.start) - 1
        last = min(number + _PARAGRAPHS, len(self.quotes) - 1)
        while number < last and self.body[self.quotes[number].end - 1] not in _CLOSING:
            number += 1
        return self.quotes[number]

    def amounts_in(self, start: int, end: int) -> tuple[Amount, ...]:
        """Return the amounts that begin within a stretch."""
        return self.amounts[bisect_left(self._amount_starts, start) : bisect_left(self._amount_starts, end)]

    def times_in(self, start: int, end: int) -> tuple[Time, ...]:
        """Return the times that begin within a stretch."""
        return self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]

    def text(self, span: Span | Sentence) -> str:
        """Return the words of a stretch."""
        return self.body[span.start : span.end]

    def searched(self, pattern: Pattern, sentence: Sentence) -> Iterator[re.Match[str]]:
        """Return the matches of a pattern in a sentence, at their places in the body."""
        if pattern.needs and not pattern.needs & sentence.bits:
            return _NONE
        return pattern.finditer(self.mask, sentence.start, sentence.end)

    def search(self, pattern: Pattern, sentence: Sentence, start: int, end: int) -> re.Match[str] | None:
        """Return the first match of a pattern in a stretch of a sentence, if the sentence has its hints."""
        return pattern.search(self.mask, start, end) if pattern.may_be_in(sentence.bits) else None

    def has(self, pattern: Pattern, sentence: Sentence) -> bool:
        """Say whether a sentence has a match of a pattern that many rules ask for; it is searched once."""
        if not pattern.may_be_in(sentence.bits):
            return False
        found = self._found.setdefault(pattern, {})
        if sentence.number not in found:
            found[sentence.number] = pattern.search(sentence.mask) is not None
        return found[sentence.number]


def articles_of(documents: Sequence[Document], lexicon: Lexicon) -> list[Article]:
    """Return documents as the rules see them.

    One step goes over all of them before the next does, for its code and patterns are then at hand.

    Example:
        >>> from datetime import date
        >>> from detente.news.lexicon.entries import shipped_lexicon
        >>> document = Document(name="a", body="China cut duties by 10%.", published=date(2025, 6, 9))
        >>> articles_of([document], shipped_lexicon())[0].mask
        'EEEEE cut duties by RRR.'
    """
    words = [Words(document.body) for document in documents]
    each = list(zip(documents, words, strict=True))
    names = [names_of(told, lexicon, document.published) for document, told in each]
    days = [times(told, document.published) for document, told in each]
    return [Article(*one) for one in zip(documents, words, names, days, strict=True)]


_NONE: Iterator[re.Match[str]] = iter(())
_CLOSING = "”\"’'"
_PARAGRAPHS = 20
"""Over how many paragraphs a quotation goes on at most."""
_TOGETHER = 100
"""Of how many sentences those that look the same share their mask."""
_BLOCK = 50_000
"""How many characters are put together at a time, so that a long text needs no long list of short pieces."""
_LETTERS = re.compile(rb"[^\0]+")
_AMOUNT_LETTERS = {
    "percent": b"R", "points": b"Q", "days": b"T", "weeks": b"T", "months": b"T", "years": b"T",
}  # fmt: skip


def _masked_each(mask: str, stretches: Sequence[Stretch]) -> Iterator[Sentence]:
    """Yield the sentences with their masks, and the hints of those too.

    Those that look the same share a mask, for a long text says much again.
    """
    known: dict[str, tuple[str, int]] = {}
    all_bits: dict[int, int] = {}
    for number, (start, end, bits) in enumerate(stretches):
        if number % _TOGETHER == 0:
            known.clear()
        told = mask[start:end]
        if told not in known:
            known[told] = told, bits_of_letters(told)
        same, letters = known[told]
        bits |= letters
        yield Sentence(number, start, end, same, all_bits.setdefault(bits, bits))


def _written_over(small: str, letters: bytearray) -> str:
    """Return a text with class letters over it, where there are any."""
    pieces, last = [], 0
    for run in _LETTERS.finditer(letters):
        pieces += [small[last : run.start()], run.group().decode("ascii")]
        last = run.end()
    return "".join([*pieces, small[last:]])
