"""Regular expressions that are compiled when first used, so that the reader starts at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from detente.news.hints import bits_of


def plain(text: str) -> str:
    """Return a text in small letters of ASCII, character by character; other signs stay as they are.

    Example:
        >>> plain("Šefčovič met MOFCOM’s Wang in São Paulo")
        'sefcovic met mofcom’s wang in sao paulo'
    """
    return in_ascii(text).lower()


def in_ascii(text: str) -> str:
    """Return a text in letters of ASCII, character by character; other signs stay as they are.

    Example:
        >>> in_ascii("Šefčovič met MOFCOM’s Wang in São Paulo")
        'Sefcovic met MOFCOM’s Wang in Sao Paulo'
    """
    return text if text.isascii() else _ODD.sub(lambda odd: _letter_of_ascii(odd.group()), text)


@lru_cache(maxsize=10_000)
def _letter_of_ascii(letter: str) -> str:
    """Return the letter of ASCII that stands for another; `x` for one of another script."""
    if letter.isspace():
        return " "
    if not letter.isalnum():
        return letter
    first = unicodedata.normalize("NFKD", letter)[0]
    return first if first.isascii() and first.isalnum() else "x"


class Pattern:
    """A pattern over a mask, whose letters are all ASCII, with the methods of a compiled one.

    Args:
        told: The pattern, or what returns it; the latter for one that takes in words from a data file.
        flags: Of `re`, besides those of the class.
        hints: Pieces of words of which a sentence with a match has at least one (`detente.news.hints`).

    Example:
        >>> Pattern(r"R+").search("a RR duty").span()
        (2, 4)
    """

    letters = re.ASCII

    def __init__(self, told: str | Callable[[], str], flags: int = 0, hints: tuple[str, ...] = ()) -> None:
        self._told, self._flags, self.needs = told, flags, bits_of(hints)

    @cached_property
    def pattern(self) -> str:
        """The pattern as it is told."""
        return self._told if isinstance(self._told, str) else self._told()

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags | self.letters)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As of `re.Pattern`."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As of `re.Pattern`."""
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """As of `re.Pattern`."""
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As of `re.Pattern`."""
        return self._compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """As of `re.Pattern`."""
        return self._compiled.findall

    @cached_property
    def sub(self) -> Callable[..., str]:
        """As of `re.Pattern`."""
        return self._compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """As of `re.Pattern`."""
        return self._compiled.split

    def may_be_in(self, bits: int) -> bool:
        """Say whether what has these bits has one of the hints, so that it is worth a search."""
        return not self.needs or bool(self.needs & bits)


class TextPattern(Pattern):
    r"""A pattern over a text as it is written, with letters of any script.

    Example:
        >>> TextPattern(r"[^ ]\w+").search("Šefčovič said").group()
        'Šefčovič'
    """

    letters = re.NOFLAG


_ODD = TextPattern(r"[^\0-\x7f‘’“”–—…•€£°]")
"""Letters, figures and blanks that are none of ASCII, among what else is not."""


APART = "[^A-Za-z0-9]"
"""What may stand before a word; `re` skips to it, as it does not to a boundary."""


def one_of(words: Iterable[str]) -> str:
    r"""Return a pattern for one of several words, longest first, with shared beginnings told once.

    A blank in a word stands for any white space, `#` for a number of a mask.

    Example:
        >>> one_of(["cut", "cuts", "curb up"])
        '(?:cu(?:rb\\s+up|t(?:s)?))'
    """
    tree: dict[str, object] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})  # type: ignore[assignment]
        branch[""] = {}
    return f"(?:{_told(tree)})"


def _told(tree: Mapping[str, object]) -> str:
    """Return a tree of letters as a pattern."""
    branches = [_letter(letter) + _rest(tree[letter]) for letter in sorted(tree) if letter]  # type: ignore[arg-type]
    return "|".join(branches)


def _rest(tree: Mapping[str, object]) -> str:
    if not tree or set(tree) == {""}:
        return ""
    told = _told(tree)
    if "" in tree:
        return f"(?:{told})?"
    return told if len(tree) == 1 else f"(?:{told})"


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else "N+" if letter == "#" else re.escape(letter)
