"""What is known of a text before it is a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what its file, page or feed tells of it; `published` is None where it does not say.

    `number` is its place in a feed, from 1; 0 where a source holds one text.
    """

    body: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    number: int = 0
