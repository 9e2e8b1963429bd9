"""Page furniture: lines of a page that are none of its article."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from detente.core.located import read_yaml

DATA = Path(__file__).parents[2] / "data" / "news" / "intake"
_LONGEST = 300
"""A line that is longer is a paragraph, whatever it begins with."""
_BULLETS = "-*•|–—·›»> \t"


def article_lines(text: str, title: str = "") -> str:
    r"""Return a text without the furniture of its page, and without its title where it begins with it.

    Example:
        >>> article_lines("Talks\nTalks began.\nShare this:\n- X\nLeave a Reply\nName *", title="Talks")
        'Talks began.'
    """
    whole, begins, ends = _furniture()
    headed = " ".join(title.casefold().split())
    kept: list[str] = []
    for line in text.split("\n"):
        plain = " ".join(line.casefold().strip(_BULLETS).rstrip(" :*").split())
        if len(plain) <= _LONGEST:
            if plain.startswith(ends):
                break
            if plain in whole or plain.startswith(begins) or (not kept and plain == headed):
                continue
        kept.append(line)
    return "\n".join(kept).strip("\n")


@cache
def _furniture() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Return lines that are furniture, how others begin, and how those begin that end an article."""
    data = read_yaml((DATA / "furniture.yaml").read_bytes(), "furniture.yaml").mapping()
    return frozenset(data["lines"]), tuple(data["begin"]), tuple(data["end"])
