"""Pieces of words that patterns need, as bits of a number: one step tells which of them a sentence has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_NUMBERED: dict[str, int] = {}
_BY_BEGINNING: dict[str, list[tuple[str, int]]] = {}
_BEGINNING = 2
"""How many characters a hint has at least, by which it is found in a word."""


def bits_of(hints: Iterable[str]) -> int:
    """Return a number with the bits of some hints, pieces of words; a blank is where a word begins or ends.

    Example:
        >>> bits_of(("cut ", "tariff")) == bits_of(("cut ",)) | bits_of(("tariff",))
        True
    """
    found = 0
    for hint in hints:
        if len(hint) < _BEGINNING or " " in hint.strip():
            raise ValueError(f"{hint!r} is no piece of a word of {_BEGINNING} characters or more")
        if hint not in _NUMBERED:
            _NUMBERED[hint] = 1 << len(_NUMBERED)
            _BY_BEGINNING.setdefault(hint[:_BEGINNING], []).append((hint, _NUMBERED[hint]))
            bits_in.cache_clear()
        found |= _NUMBERED[hint]
    return found


def known_hints() -> int:
    """Return how many hints there are."""
    return len(_NUMBERED)


@lru_cache(maxsize=50_000)
def bits_in(word: str) -> int:
    """Return the bits of all hints that a word has.

    Example:
        >>> tariff = bits_of(("tariff",))
        >>> bool(bits_in("tariffs") & tariff), bool(bits_in("trade") & tariff)
        (True, False)
    """
    padded, found = f" {word} ", 0
    for place in range(len(padded) - 1):
        for hint, bit in _BY_BEGINNING.get(padded[place : place + _BEGINNING], ()):
            if padded.startswith(hint, place):
                found |= bit
    return found
