"""Whether two offices that texts give a person can be one, and whether one of them is another's."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from detente.news.lexicon.entries import shipped_lexicon

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RANK = re.compile(
    r"\b(?:prime\s+minister|minister|secretary|premier|president|chancellor|commissioner|governor"
    r"|representative)\b"
)
_SMALL = frozenset(("of", "the", "and", "for", "s", "u"))


def may_be_one(one: str, other: str) -> bool:
    """Say whether two titles may be of one office, or of two that one person holds together.

    Titles of one rank are of two offices where they name a field each and share no word.

    Example:
        >>> may_be_one("Treasury Secretary", "Secretary of the Treasury")
        True
        >>> may_be_one("Treasury Secretary", "Commerce Secretary")
        False
    """
    ranks = [set(_RANK.findall(title.lower())) for title in (one, other)]
    fields = [_field(title) for title in (one, other)]
    return not (ranks[0] & ranks[1]) or not all(fields) or bool(fields[0] & fields[1])


def is_anothers(role: str, person: str, day: date, folders: tuple[Path, ...] = ()) -> bool:
    """Say whether a title is that of someone else who is known to hold it on a day, of the person's side.

    Example:
        >>> is_anothers("Commerce Secretary", "Scott Bessent", date(2025, 6, 9))
        True
    """
    holders = shipped_lexicon(folders).holders
    known = holders.get(person)
    return known is not None and any(
        other.side == known.side
        and other.name != known.name
        and (other.start is None or other.start <= day)
        and (other.end is None or day <= other.end)
        and bool(_RANK.findall(role.lower()))
        and _RANK.findall(other.role.lower()) == _RANK.findall(role.lower())
        and _field(other.role) == _field(role)
        for other in holders.values()
    )


def _field(title: str) -> frozenset[str]:
    """Return the words of a title that say what its office is for."""
    return frozenset(_WORD.findall(_RANK.sub(" ", title.lower()))) - _SMALL
