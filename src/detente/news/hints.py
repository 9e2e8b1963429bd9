"""What patterns need of a sentence, as bits of a number: one step tells which of it the sentence has.

A bit stands for a piece of a word, or for a class of words of which there is one. All are told where modules
are loaded, before any text is read; the words of a class are loaded when a text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, reduce
from operator import or_

WITH_FIGURES = 1
"""The bit of words with a figure in them."""
_PIECES: dict[str, int] = {}
_BY_BEGINNING: dict[str, list[tuple[str, int]]] = {}
_OF_LETTERS: list[tuple[str, int]] = []
"""Pieces with class letters of a mask, as `RR` for a share in percent."""
_CLASSES: list[tuple[int, Callable[[], Iterable[str]]]] = []
PARTS = re.compile(r"\w+", re.ASCII)
"""What a word is made of: `non-tariff` of two parts."""
_BEGINNING = 2
"""How many characters a piece has at least, by which it is found in a word."""


def bits_of(pieces: Iterable[str]) -> int:
    """Return a number with the bits of some pieces of words; a blank is where a word begins or ends.

    Example:
        >>> bits_of(("cut ", "tariff")) == bits_of(("cut ",)) | bits_of(("tariff",))
        True
    """
    found = 0
    for piece in pieces:
        if len(piece) < _BEGINNING or " " in piece.strip():
            raise ValueError(f"{piece!r} is no piece of a word of {_BEGINNING} characters or more")
        if piece not in _PIECES:
            _PIECES[piece] = _new_bit()
            if piece == piece.lower():
                _BY_BEGINNING.setdefault(piece[:_BEGINNING], []).append((piece, _PIECES[piece]))
            else:
                _OF_LETTERS.append((piece, _PIECES[piece]))
        found |= _PIECES[piece]
    return found


def bit_of_class(told: Callable[[], Iterable[str]]) -> int:
    """Return the bit of a class of whole words, be they joined to others by a hyphen.

    Args:
        told: Returns the words.

    Example:
        >>> says = bit_of_class(lambda: ("said", "says"))
        >>> bool(bits_in("said") & says), bool(bits_in("saids") & says), bool(bits_in("well-said") & says)
        (True, False, True)
    """
    bit = _new_bit()
    _CLASSES.append((bit, told))
    return bit


def told_hints() -> int:
    """Return how many bits of pieces and classes there are."""
    return len(_PIECES) + len(_CLASSES)


class _Words(dict[str, int]):
    """The bits of words met so far; of too many words, those of all are forgotten."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found = bits_in(word)
        return found


_MOST_WORDS = 50_000
_KNOWN = _Words()


def bits_of_words(words: Iterable[str]) -> int:
    """Return the bits that some words in small letters have.

    Example:
        >>> tariff, cut = bits_of(("tariff",)), bits_of(("cut ",))
        >>> bits_of_words(["tariffs", "cuts"]) & (tariff | cut) == tariff
        True
    """
    return reduce(or_, map(_KNOWN.__getitem__, set(words)), 0)


def bits_of_letters(mask: str) -> int:
    """Return the bits that the class letters of a mask have.

    Example:
        >>> percent = bits_of(("RR",))
        >>> bool(bits_of_letters("duties of RRR") & percent), bool(bits_of_letters("duties of NN") & percent)
        (True, False)
    """
    found = 0
    for piece, bit in _OF_LETTERS:
        if piece in mask:
            found |= bit
    return found


def bits_in(word: str) -> int:
    """Return the bits of all pieces that a word has, and of the classes that it is of.

    Example:
        >>> tariff = bits_of(("tariff",))
        >>> bool(bits_in("tariffs") & tariff), bool(bits_in("trade") & tariff)
        (True, False)
    """
    padded, found = f" {word} ", 0
    if any(figure in word for figure in "0123456789"):
        found = WITH_FIGURES
    for part in PARTS.findall(word):
        found |= _by_word().get(part, 0)
    for place in range(len(padded) - 1):
        for piece, bit in _BY_BEGINNING.get(padded[place : place + _BEGINNING], ()):
            if padded.startswith(piece, place):
                found |= bit
    return found


@cache
def _by_word() -> dict[str, int]:
    """Return the words of all classes with the bits of theirs."""
    found: dict[str, int] = {}
    for bit, told in _CLASSES:
        for word in told():
            found[word] = found.get(word, 0) | bit
    return found


def _new_bit() -> int:
    _KNOWN.clear()
    _by_word.cache_clear()
    return WITH_FIGURES << (1 + told_hints())
