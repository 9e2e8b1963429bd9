"""Markup that is no part of an article: what is kept from the eye, and tags that only cost time."""

from __future__ import annotations

import re
from typing import Any

from detente.core.errors import BadInput
from detente.news.intake.libraries import SAVE

MOST_ATTRIBUTES = 500
"""How many attributes a tag has at most; the time that lxml takes for a tag grows with their square."""
_LONGEST_TAG = 1_000_000
_VALUE = r"""=\s*+(?:"[^"]*+"|'[^']*+')"""
_TAG = re.compile(rf"<[A-Za-z](?:[^>=]++|{_VALUE}|=)*+")
_QUOTED = re.compile(_VALUE)
_UNSEEN = re.compile(
    r"(?:^|[;\s])(?:"
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0*\.?0+%?\s*(?:!|;|$)"
    r"|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:!|;|$)"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r")",
    re.IGNORECASE,
)
"""Styles of an element that is not shown, is without size or colour, or stands far off the page."""


def is_hidden(element: Any) -> bool:
    """Say whether an element hides what it holds by an attribute or a style of its own.

    Args:
        element: An element of lxml.

    Example:
        >>> from lxml import html
        >>> is_hidden(html.fromstring('<p style="DISPLAY : NONE !important">a</p>'))
        True
        >>> is_hidden(html.fromstring('<p style="opacity: 0.5">a</p>'))
        False
    """
    told = element.attrib
    return (
        "hidden" in told
        or told.get("aria-hidden", "").strip().lower() == "true"
        or _UNSEEN.search(told.get("style", "")) is not None
    )


def check_tags(text: str, what: str) -> None:
    """Refuse markup with a tag that takes more time than an article is worth.

    Args:
        text: The markup.
        what: What it is, as the refusal has it.

    Raises:
        BadInput: A tag has too many attributes, or is too long.

    Example:
        >>> check_tags("<p " + "a " * 501 + ">", "an entry")
        Traceback (most recent call last):
        detente.core.errors.BadInput: is an entry with a tag of over 500 attributes; save its article as text
    """
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > _LONGEST_TAG:
            raise BadInput(f"is {what} with a tag of over {_LONGEST_TAG:,} characters", mend=SAVE)
        if tag.end() - tag.start() > MOST_ATTRIBUTES:
            names = _QUOTED.sub(" ", tag[0]).replace("/", " ").split()
            if len(names) > MOST_ATTRIBUTES:
                raise BadInput(f"is {what} with a tag of over {MOST_ATTRIBUTES} attributes", mend=SAVE)
