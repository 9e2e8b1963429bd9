"""The sheet as HTML: one sound file that loads nothing, runs nothing and trusts no text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from detente.brief.html import render_html
from detente.brief.sheet import Brief
from detente.core.citing import NumberedSource

VOID = {"meta", "br", "hr"}
LOADING = {"src", "srcset", "poster", "data", "action", "background", "xlink:href"}


class Reader(HTMLParser):
    """Notes elements, attributes and text, and fails on elements that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(sheet: Brief) -> Reader:
    reader = Reader()
    reader.feed(render_html(sheet))
    reader.close()
    assert reader.open == []
    return reader


def test_elements_close_and_ids_are_unique(sheet: Brief) -> None:
    ids = [attributes["id"] for _, attributes in read(sheet).seen if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_nothing_is_loaded_or_run(sheet: Brief) -> None:
    page = render_html(sheet)
    for tag, attributes in read(sheet).seen:
        assert tag not in {"script", "link", "iframe", "img", "object", "embed", "form"}
        assert not LOADING & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
    assert "@import" not in page
    assert "url(" not in page


def test_every_link_inside_the_page_leads_somewhere(sheet: Brief) -> None:
    seen = read(sheet).seen
    ids = {attributes["id"] for _, attributes in seen if "id" in attributes}
    targets = {
        str(attributes["href"])[1:]
        for tag, attributes in seen
        if tag == "a" and str(attributes["href"])[0] == "#"
    }
    assert targets <= ids
    assert {f"source-{entry.number}" for entry in sheet.sources} <= targets, "each source is linked to"
    assert {f"mention-{entry.number}" for entry in sheet.sources} <= targets, "and links back"


def test_tables_have_captions_and_scopes(sheet: Brief) -> None:
    seen = read(sheet).seen
    tags = [tag for tag, _ in seen]
    assert tags.count("caption") == tags.count("table") > 4
    assert all(attributes.get("scope") in ("row", "col") for tag, attributes in seen if tag == "th")


def test_every_chart_has_a_caption_a_label_and_a_table_of_its_figures(sheet: Brief) -> None:
    page = render_html(sheet)
    assert page.count("<figure>") == page.count("<figcaption>") == page.count('role="img"') >= 3
    for figure in re.findall(r"<figure>.*?</figure>(.{0,40})", page, re.DOTALL):
        assert figure.startswith('<div class="wide"'), "the table stands right after the chart"


def test_hostile_text_is_shown_not_obeyed(sheet: Brief) -> None:
    hostile = '<script>alert("1")</script><img src=x onerror=alert(1)>'
    first = sheet.sources[0]
    bad = NumberedSource(1, replace(first.source, citation=hostile, url="javascript:alert(1)"))
    promised = replace(sheet.promised[0], title=hostile, place=hostile)
    attacked = replace(
        sheet, sources=(bad, *sheet.sources[1:]), promised=(promised,), notices=(hostile,), world=hostile
    )
    seen = read(attacked)
    assert {"script", "img"}.isdisjoint(tag for tag, _ in seen.seen)
    assert hostile in "".join(seen.text)
    assert not any("javascript" in str(attributes.get("href")) for _, attributes in seen.seen)


def test_page_and_terminal_give_the_same_headline(sheet: Brief) -> None:
    assert "<strong>USA on CHN  30%</strong>" in render_html(sheet)


def test_later_figures_are_set_apart(sheet: Brief) -> None:
    assert '<em class="apart">published later, on 20 Jun 2025</em>' in render_html(sheet)
