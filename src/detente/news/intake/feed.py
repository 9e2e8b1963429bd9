"""The entries of an RSS or Atom feed, by fastfeedparser; links are never followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.core.errors import BadInput
from detente.news.intake.draft import Draft
from detente.news.intake.furniture import article_lines
from detente.news.intake.libraries import SAVE, guarded

_MOST_TAGS = 100_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "tr",
        "table",
        "section",
        "article",
        "pre",
        "hr",
    ]
)
_SKIPPED = frozenset(["script", "style", "noscript", "template", "head", "iframe", "form"])


def drafts_of_feed(text: str) -> Iterator[Draft]:
    """Yield the entries of a feed as drafts; one without a text of its own has an empty body.

    Raises:
        BadInput: fastfeedparser is absent, or the feed cannot be read or holds no entries.
    """
    if text.count("<") > _MOST_TAGS:
        raise BadInput(f"is a feed of more than {_MOST_TAGS:,} tags", mend="cut it up")
    found = _parsed(text.lstrip())
    if not found.entries:
        raise BadInput("is a feed without entries", mend="give a feed that holds articles")
    publisher = str(found.feed.get("title") or "")
    for number, entry in enumerate(found.entries, start=1):
        title = " ".join(str(entry.get("title") or "").split())
        day = _DAY.match(str(entry.get("published") or entry.get("updated") or ""))
        yield Draft(
            body=article_lines(_text_of(entry), title), title=title, source=publisher,
            url=str(entry.get("link") or ""), published=_date(day[0]) if day else None, number=number,
        )  # fmt: skip


def _parsed(text: str) -> Any:
    try:
        import fastfeedparser  # type: ignore[import-untyped]
    except ImportError as error:
        raise BadInput(
            "is a feed, and feeds need fastfeedparser", mend="pip install 'detente[news]'"
        ) from error
    if not text.startswith("<"):  # the library would fetch an address
        raise BadInput("is no feed", mend=SAVE)
    with guarded("a feed"):
        return fastfeedparser.parse(text, include_tags=False, include_media=False, include_enclosures=False)


def _text_of(entry: Any) -> str:
    """Return the longest text that an entry carries, as lines."""
    carried = [str(part.get("value") or "") for part in entry.get("content") or ()]
    longest = max([*carried, str(entry.get("description") or "")], key=len)
    return (
        _lines_of_markup(longest)
        if "<" in longest
        else "\n".join(line for line in map(str.strip, longest.split("\n")) if line)
    )


def _lines_of_markup(markup: str) -> str:
    """Return the text of a piece of HTML, each block on a line."""
    from lxml import html  # type: ignore[import-untyped]

    with guarded("an entry"):
        tree = html.fragment_fromstring(markup, create_parent="div")
    parts: list[str] = []
    skipped = 0
    for event, element in html.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            parts.append("\n" if name in _BLOCKS else "")
            skipped += name in _SKIPPED
            parts.append("" if skipped else element.text or "")
        else:
            skipped -= name in _SKIPPED
            parts.append("\n" if name in _BLOCKS else "")
            parts.append("" if skipped or element is tree else element.tail or "")
    lines = (" ".join(line.split()) for line in _joined(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _joined(parts: list[str]) -> str:
    """Return pieces as one text in which only the ends of blocks are line ends."""
    return "".join(part if part == "\n" else part.replace("\n", " ") for part in parts)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
