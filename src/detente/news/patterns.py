"""Regular expressions that are compiled when first used, so that the reader starts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from detente.news.hints import bits_of


class Pattern:
    """A pattern over a text or its mask, with the methods of a compiled one.

    Args:
        told: The pattern, or what returns it; the latter for one that takes in words from a data file.
        flags: Of `re`.
        hints: Pieces of words of which a sentence with a match has at least one (`detente.news.hints`).

    Example:
        >>> Pattern(r"R+").search("a RR duty").span()
        (2, 4)
    """

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]
    split: Callable[..., list[str]]
    pattern: str

    def __init__(self, told: str | Callable[[], str], flags: int = 0, hints: tuple[str, ...] = ()) -> None:
        self._told, self._flags, self.needs = told, flags, bits_of(hints)

    def __getattr__(self, name: str) -> object:
        """Compile, and put the methods of the compiled pattern in place of this call."""
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self._told if isinstance(self._told, str) else self._told(), self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def may_be_in(self, bits: int) -> bool:
        """Say whether what has these bits has one of the hints, so that it is worth a search."""
        return not self.needs or bool(self.needs & bits)


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
