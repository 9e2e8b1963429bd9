"""A page's article, its title and its date, by trafilatura; scripts and hidden text are no part of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.core.errors import BadInput
from detente.news.intake.draft import Draft
from detente.news.intake.furniture import article_lines
from detente.news.intake.libraries import SAVE, guarded

_MOST_TAGS = 40_000
_LONGEST_TAG = 1_000_000
_SHORT, _TIMES = 250, 2
"""An article of fewer characters is looked for again, more thoroughly; twice as much is taken instead."""
_HIDDEN = (
    "//*[@hidden]", "//*[@aria-hidden='true']", "//template", "//noscript",
    "//*[contains(translate(@style, ' ', ''), 'display:none')]",
    "//*[contains(translate(@style, ' ', ''), 'visibility:hidden')]",
)  # fmt: skip
_DATE = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def draft_of_page(text: str) -> Draft:
    """Return the article of an HTML page as a draft; line breaks part its paragraphs.

    Raises:
        BadInput: trafilatura is absent, the page is built to exhaust its reader, or holds no article.
    """
    _check_bomb(text)
    found = _extracted(text, thorough=False)
    if len(_body(found)) < _SHORT:
        again = _extracted(text, thorough=True)
        if len(_body(again)) > _TIMES * len(_body(found)):
            found = again
    if not _body(found):
        raise BadInput("is a page in which no article is found", mend=SAVE)
    return Draft(
        body=_body(found), title=_line(found.title), source=_line(found.sitename), url=_line(found.url),
        published=date.fromisoformat(found.date) if found.date else None,
    )  # fmt: skip


def _body(found: Any) -> str:
    """Return the text of what is found; nothing where nothing is."""
    return article_lines(found.text or "", found.title or "").strip() if found else ""


def _extracted(text: str, thorough: bool) -> Any:
    """Return what trafilatura finds; the date is what the page declares, no guess from its text."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise BadInput("is a page, and pages need trafilatura", mend="pip install 'detente[news]'") from error
    with guarded("a page", "trafilatura", "htmldate"):
        return bare_extraction(
            text, fast=not thorough, favor_recall=thorough, include_comments=False, with_metadata=True,
            prune_xpath=list(_HIDDEN), date_extraction_params=_DATE,
        )  # fmt: skip


def _check_bomb(text: str) -> None:
    """Refuse a page that takes more time or memory than an article is worth; lxml bounds the depth itself."""
    if text.count("<") > _MOST_TAGS:
        raise BadInput(f"is a page of more than {_MOST_TAGS:,} tags", mend=SAVE)
    if any(len(part) > _LONGEST_TAG and ">" not in part[:_LONGEST_TAG] for part in text.split("<")):
        raise BadInput(f"is a page with a tag of more than {_LONGEST_TAG:,} characters", mend=SAVE)


def _line(text: str | None) -> str:
    """Return what a page calls itself on one line."""
    return " ".join((text or "").split())
