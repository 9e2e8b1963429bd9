"""Plain text, with or without lines of a header above it."""

from __future__ import annotations

import re

from detente.core.errors import BadInput
from detente.core.time import parse_date
from detente.news.intake.draft import Draft

_KEYS = ("title", "source", "date", "licence", "license", "url")
_LINE = re.compile(rf"({'|'.join(_KEYS)})[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")
_LONGEST_HEADER = 10_000


def draft_of_text(text: str) -> Draft:
    r"""Return a plain text as a draft; a header is lines of known keys that end with a blank line.

    The body is what follows the blank line, without the line ends before it; a text without a header is all
    body. Offsets of facts count its characters.

    Raises:
        BadInput: The date of the header is none, or nothing follows the header.

    Example:
        >>> draft = draft_of_text("title: Talks\ndate: 2025-06-09\n\nTalks began.\n")
        >>> draft.title, draft.published.isoformat(), draft.body
        ('Talks', '2025-06-09', 'Talks began.\n')
    """
    head, found = _header(text)
    if not found:
        return Draft(body=text)
    while text.startswith("\n", head):
        head += 1
    body = text[head:]
    if not body or body.isspace():
        raise BadInput("has a header and no text below it", mend="put the article after a blank line")
    stated = found.get("date", "")
    published = parse_date(stated) if stated else None
    return Draft(
        body=body, title=found.get("title", ""), source=found.get("source", ""), url=found.get("url", ""),
        published=published,
    )  # fmt: skip


def _header(text: str) -> tuple[int, dict[str, str]]:
    """Return where a header ends, and what it says by key; nothing where there is none."""
    blank = _BLANK.search(text, 0, _LONGEST_HEADER)
    end = blank.start() if blank else len(text)
    if end > _LONGEST_HEADER:
        return 0, {}
    lines = [_LINE.fullmatch(line.strip()) for line in text[:end].rstrip("\n").split("\n")]
    if not all(lines):
        return 0, {}
    return (blank.end() if blank else end), {line[1].lower(): line[2].strip() for line in lines if line}
