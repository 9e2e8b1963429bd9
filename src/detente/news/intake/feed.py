"""The entries of an RSS or Atom feed, by fastfeedparser; links are never followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from detente.core.errors import BadInput
from detente.news.intake.draft import Draft
from detente.news.intake.furniture import article_lines
from detente.news.intake.libraries import SAVE, guarded
from detente.news.intake.markup import check_tags, is_hidden

_MOST_TAGS = 100_000
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table",
    "section", "article", "pre", "hr",
}  # fmt: skip
_SKIPPED = {"script", "style", "noscript", "template", "head", "iframe", "form"}
_TOLD_DAY = re.compile(
    r"<(?:\w{1,20}:)?(?:pubDate|published|updated|issued|modified|date)\b[^<>]{0,200}>"
    r"(?:\s{0,20}<!\[CDATA\[)?([^<>\]]{10,80})[<\]]"
)


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
    publisher, days = str(found.feed.get("title") or ""), _days_told(text)
    for number, entry in enumerate(found.entries, start=1):
        title = " ".join(str(entry.get("title") or "").split())
        instant = str(entry.get("published") or entry.get("updated") or "")
        day = days.get(_instant(instant)) or _day(instant)
        yield Draft(
            body=article_lines(_text_of(entry), title), title=title, source=publisher,
            url=str(entry.get("link") or ""), published=day, number=number,
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
    """Return the text of a piece of HTML that is shown, each block on a line."""
    from lxml import html  # type: ignore[import-untyped]

    check_tags(markup, "an entry")
    with guarded("an entry"):
        tree = html.fragment_fromstring(markup, create_parent="div")
    parts: list[str] = []
    unseen: list[Any] = []
    for event, element in html.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        parts.append("\n" if name in _BLOCKS else "")
        if event == "start":
            if name in _SKIPPED or is_hidden(element):
                unseen.append(element)
            parts.append("" if unseen else element.text or "")
        else:
            if unseen and unseen[-1] is element:
                unseen.pop()
            parts.append("" if unseen or element is tree else element.tail or "")
    lines = (" ".join(line.split()) for line in _joined(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _joined(parts: list[str]) -> str:
    """Return pieces as one text in which only the ends of blocks are line ends."""
    return "".join(part if part == "\n" else part.replace("\n", " ") for part in parts)


def _days_told(text: str) -> dict[datetime | None, date]:
    """Return the days that a feed writes, by instant: on another side of midnight they are others in UTC."""
    found: dict[datetime | None, date] = {}
    for told in _TOLD_DAY.findall(text):
        written = _moment(told.strip())
        if written is not None:
            found.setdefault(written.astimezone(UTC), written.date())
    return found


def _instant(text: str) -> datetime | None:
    """Return the instant that the library has for a time."""
    found = _moment(text)
    return found.astimezone(UTC) if found else None


def _moment(text: str) -> datetime | None:
    """Return a time as feeds write it, by the clock of its place; None for another."""
    for parsed in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, OverflowError):
            found = parsed(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
