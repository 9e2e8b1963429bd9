"""The words of a text in small letters, where their order or number is all that counts."""

from __future__ import annotations

_MARKS = "’‘“”«»–—…•\xa0"
"""What stands between words and is none of ASCII."""
_APART = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))
"""What each byte becomes: a sign of ASCII that is no letter or figure, a blank."""


def without_marks(text: str) -> str:
    """Return a text with blanks for marks that are none of ASCII.

    Example:
        >>> without_marks("China’s “reset”").isascii()
        True
    """
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def words_of(text: str) -> list[bytes]:
    """Return the words of a text that has no such marks, in small letters, as UTF-8.

    Example:
        >>> words_of("Le droit, dans l'Union: 30%.")
        [b'le', b'droit', b'dans', b'l', b'union', b'30']
    """
    return text.casefold().encode("utf-8", "replace").translate(_APART).split()
