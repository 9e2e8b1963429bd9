"""A page's article, its title and its date, by trafilatura; scripts and hidden text are no part of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.core.errors import BadInput
from detente.news.intake.draft import Draft
from detente.news.intake.furniture import article_lines
from detente.news.intake.libraries import SAVE, guarded
from detente.news.intake.markup import check_tags, is_hidden

_MOST_TAGS = 40_000
_LONGEST_NAME = 1_000
"""A class or id that is longer names nothing, and would be searched through for a long time."""
_SHORT, _TIMES = 250, 2
"""An article of fewer characters is looked for again, more thoroughly; twice as much is taken instead."""
_HIDDEN = ["//*[@hidden]", "//template", "//noscript"]
_DATE = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def draft_of_page(text: str) -> Draft:
    """Return the article of an HTML page as a draft; line breaks part its paragraphs.

    Raises:
        BadInput: trafilatura is absent, the page is built to exhaust its reader, or holds no article.
    """
    if text.count("<") > _MOST_TAGS:
        raise BadInput(f"is a page of more than {_MOST_TAGS:,} tags", mend=SAVE)
    check_tags(text, "a page")
    with guarded("a page", "trafilatura", "htmldate"):
        found, body = _found_in(_tree_of(text))
    if not body:
        raise BadInput("is a page in which no article is found", mend=SAVE)
    return Draft(
        body=body, title=_line(found.title), source=_line(found.sitename), url=_line(found.url),
        published=date.fromisoformat(found.date) if found.date else None,
    )  # fmt: skip


def _found_in(tree: Any) -> tuple[Any, str]:
    """Return what is found in a page, and its text; a short one is looked for again, more thoroughly."""
    found = _extracted(tree, thorough=False)
    body = _body(found)
    if len(body) < _SHORT:
        again = _extracted(tree, thorough=True)
        more = _body(again)
        if len(more) > _TIMES * len(body):
            return again, more
    return found, body


def _body(found: Any) -> str:
    """Return the text of what is found; nothing where nothing is."""
    return article_lines(found.text or "", found.title or "").strip() if found else ""


def _tree_of(text: str) -> Any:
    """Return a page as a tree, in which all that its attributes and styles hide is marked `hidden`."""
    try:
        from trafilatura import load_html
    except ImportError as error:
        raise BadInput("is a page, and pages need trafilatura", mend="pip install 'detente[news]'") from error
    tree = load_html(text)
    for element in tree.iter("*") if tree is not None else ():
        if is_hidden(element):
            element.set("hidden", "")
        for name in ("class", "id"):
            if len(element.get(name, "")) > _LONGEST_NAME:
                del element.attrib[name]
    return tree


def _extracted(tree: Any, thorough: bool) -> Any:
    """Return what trafilatura finds; the date is what the page declares, no guess from its text."""
    from trafilatura import bare_extraction

    if tree is None:
        return None
    return bare_extraction(
        tree, fast=not thorough, favor_recall=thorough, include_comments=False, with_metadata=True,
        prune_xpath=_HIDDEN, date_extraction_params=_DATE,
    )  # fmt: skip


def _line(text: str | None) -> str:
    """Return what a page calls itself on one line."""
    return " ".join((text or "").split())
