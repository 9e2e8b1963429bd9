"""Text by the columns it takes on a screen, where East Asian signs are two wide."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width


def columns(text: str) -> int:
    """Return how many columns a text takes.

    Example:
        >>> columns("EO 14228"), columns("税委会")
        (8, 6)
    """
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text filled up to a width with blanks after it, or before it.

    Example:
        >>> padded("税", 4), padded("7%", 4, right=True)
        ('税  ', '  7%')
    """
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a text as rows of at most `width` columns, at least one; a longer word is cut.

    Example:
        >>> list(wrapped("the duty of April", 8))
        ['the duty', 'of April']
    """
    row = ""
    for word in text.split():
        while columns(word) > width:
            if row:
                yield row
                row = ""
            cut = next((place for place in range(len(word), 0, -1) if columns(word[:place]) <= width), 1)
            yield word[:cut]
            word = word[cut:]
        if row and columns(row) + 1 + columns(word) > width:
            yield row
            row = word
        else:
            row = f"{row} {word}" if row else word
    if row or not text.strip():
        yield row
