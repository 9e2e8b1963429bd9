"""What a text is, told by how it begins: a plain article, a page or a feed."""

from __future__ import annotations

import re
from typing import Literal

from detente.core.errors import BadInput

Form = Literal["text", "page", "feed"]
_FEEDS = {"rss", "feed", "rdf:rdf"}
_PAGES = {
    "html", "head", "body", "title", "meta", "link", "script", "style", "main", "article", "section",
    "header", "nav", "div", "p", "h1", "h2", "h3", "span", "table", "ul", "ol", "a", "blockquote", "pre",
    "center", "font", "noscript", "base", "iframe", "img", "b", "i", "em", "strong", "aside", "footer",
    "figure", "form", "br", "hr",
}  # fmt: skip
_NAME = re.compile(r"<([A-Za-z][\w:.-]{0,60})")
_ASIDE = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
"""What may stand before the first element, and how it ends."""


def form_of(text: str) -> Form:
    """Return what a text is; names of files do not matter.

    Raises:
        BadInput: It is markup without an element, XML of another kind, or declares entities.

    Example:
        >>> form_of("Tariffs rose."), form_of("<!doctype html><p>a"), form_of('<?xml version="1.0"?><rss>')
        ('text', 'page', 'feed')
    """
    place = _first_element(text)
    if place is None:
        return "text"
    if "<!ENTITY" in text[:place]:
        raise BadInput("declares entities, which may expand without end", mend="save its articles as text")
    found = _NAME.match(text, place)
    name = found[1].lower() if found else ""
    if name in _FEEDS:
        return "feed"
    if name in _PAGES:
        return "page"
    what = f"is XML of another kind, which begins with <{name}>" if name else "is markup without an article"
    raise BadInput(what, mend="save its article as text")


def _first_element(text: str) -> int | None:
    """Return where the first element of markup begins; None where a text is no markup."""
    place = _past_blanks(text, 0)
    if not text.startswith(("<!", "<?"), place) and not _NAME.match(text, place):
        return None
    while text.startswith(("<!", "<?"), place):
        opening, closing = next(pair for pair in _ASIDE if text.startswith(pair[0], place))
        end = text.find(closing, place + len(opening))
        bracket = text.find("[", place, end) if opening == "<!" else -1
        if bracket >= 0:  # a document type with declarations of its own
            end, closing = text.find("]", bracket), "]"
        if end < 0:
            return len(text)
        place = end + len(closing)
        place = _past_blanks(text, text.find(">", place) + 1 if bracket >= 0 else place)
    return place


def _past_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
