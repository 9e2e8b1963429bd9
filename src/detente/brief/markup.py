"""HTML built from elements, so that no text reaches the page unescaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"meta", "br", "hr"})


class Html(str):
    """Markup that is safe as it stands; plain strings are text and get escaped.

    Example:
        >>> tag("p", "a < b ", tag("b", "c"), class_="x")
        '<p class="x">a &lt; b <b>c</b></p>'
    """

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: object) -> Html:
    """Return an element; `class_` is `class`, and `_` in an attribute's name is `-`. Empty ones are dropped.

    Example:
        >>> tag("a", "see", href="#s1", aria_label='"1"')
        '<a href="#s1" aria-label="&quot;1&quot;">see</a>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value).strip())}"'
        for key, value in attributes.items()
        if str(value).strip()
    )
    return Html(f"<{name}{given}>" if name in _VOID else f"<{name}{given}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Html:
    """Return children in a row, text among them escaped.

    Example:
        >>> joined(["<script>", tag("br")])
        '&lt;script&gt;<br>'
    """
    return Html("".join(child if isinstance(child, Html) else escape(_visible(child)) for child in children))


def _visible(text: str) -> str:
    """Return text without control characters, which no page may hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter.isspace())
