"""A text as it is read: its body, and what is known of where and when it was published."""

from __future__ import annotations

from datetime import date

from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple


class Document(NamedTuple):
    """A text with its day of publication; offsets of facts count characters of `body`.

    Example:
        >>> Document(name="a", body="Tariffs rose.", published=date(2025, 6, 9)).digest[:8]
        '2c5538e6'
    """

    name: str
    body: str
    published: date
    title: str = ""
    source: str = ""
    url: str = ""

    @property
    def digest(self) -> str:
        """What tells texts apart: the hash of the body, blanks aside."""
        import hashlib  # with its libraries it costs more than the rest of this file

        return hashlib.sha256(_BLANKS.sub(" ", self.body).strip().encode()).hexdigest()


_BLANKS = TextPattern(r"\s(?:(?<! )\s*|\s+)")
"""Blanks that are more or other than one space, which most are: a long text needs no list of its words."""
