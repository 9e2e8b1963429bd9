"""Whom a government's own text means by `the President` and `the spokesperson`."""

from __future__ import annotations

from collections import Counter

from detente.news.grammar.actors import Actor, by_name
from detente.news.grammar.article import Article


def own_named(article: Article, issuer: str, kind: str, role: str = "") -> Actor | None:
    """Return the person or body that a government's own text names most as its own; None where it names none.

    Args:
        article: The text.
        issuer: The economy whose government publishes it, else empty.
        kind: `person` or `body`.
        role: What the office of a person begins with.
    """
    if not issuer:
        return None
    found = [
        one
        for one in article.names.found
        if one.kind == kind and one.codes == (issuer,) and one.role.startswith(role)
    ]
    if not found:
        return None
    most = Counter(one.name for one in found).most_common(1)[0][0]
    first = next(one for one in found if one.name == most)
    return by_name(first, first.start, first.end)
