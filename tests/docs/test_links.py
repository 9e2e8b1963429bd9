"""Every link between pages leads to a file and a heading that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.pages import DOCS, HOUSE, PAGES, name, prose

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE_PATH = re.compile(r"`((?:src|tests|data-build|benchmarks|docs|examples)/[\w./-]+)`")


def _anchors(page: Path) -> set[str]:
    """Return the anchors GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{name(page)} links to {link}, which is not there"
        if anchor:
            assert anchor in _anchors(target), f"{name(page)} links to {link}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_named_exist(page: Path) -> None:
    for path in _CODE_PATH.findall(page.read_text("utf-8")):
        assert (HOUSE / path).exists(), f"{name(page)} names {path}, which is not there"


def test_every_page_is_reached_from_the_index() -> None:
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in _LINK.findall(prose(DOCS / "index.md"))}
    missing = [name(page) for page in DOCS.rglob("*.md") if page != DOCS / "index.md" and page not in linked]
    assert not missing, f"docs/index.md does not link {', '.join(missing)}"
