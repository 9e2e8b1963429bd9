"""Pages and feeds become documents: their article, without what a page hides or puts around it."""

from __future__ import annotations

import random
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from support.articles import DAY, TEXT, page, spoilt
from support.intake import refusal, taken, written

from detente.news.documents import Document
from detente.news.intake import documents_of
from detente.news.intake.forms import form_of
from detente.news.intake.furniture import article_lines


def test_a_page_is_its_article_without_furniture(tmp_path: Path) -> None:
    found = taken(written(tmp_path, page(TEXT), "page.txt"), None)
    assert found.body == TEXT.replace("\n\n", "\n")
    assert (found.title, found.source, found.published) == ("Talks resume", "The Example", DAY)


def test_a_page_without_a_date_asks_for_one(tmp_path: Path) -> None:
    source = written(tmp_path, page(TEXT, day=""))
    assert "--date" in refusal(source, None)
    assert taken(source).published == DAY


def test_what_a_page_hides_is_not_read(tmp_path: Path) -> None:
    body = taken(written(tmp_path, page(TEXT))).body
    assert "999" not in body
    assert "99 percent tariff" not in body


HIDING = [
    "hidden",
    'aria-hidden="TRUE"',
    'style="DISPLAY : NONE !important"',
    'style="color:red;visibility:hidden"',
    'style="opacity:0"',
    'style="font-size: 0px; color: red"',
    'style="position:absolute; left:-9999px"',
    'style="text-indent: -999em"',
]
SHOWING = [
    'style="opacity: 0.5"',
    'style="font-size:0.9em"',
    'style="margin-left:-15px"',
    'aria-hidden="false"',
]


@pytest.mark.parametrize("attribute", HIDING)
def test_what_is_hidden_in_any_way_is_not_read(tmp_path: Path, attribute: str) -> None:
    said = f"<div {attribute}><p>Canada raised its duty to 77 percent on Monday.</p></div><p>Talks go on."
    shown = taken(written(tmp_path, page(TEXT).replace("<p>Share this:", f"{said}<p>Share this:")))
    assert "77" not in shown.body
    assert "Talks go on" in shown.body
    entry = taken(written(tmp_path, FEED_OF_ONE.format(said), "b"))
    assert entry.body == "Duties fell to 12 percent.\nTalks go on."


@pytest.mark.parametrize("attribute", SHOWING)
def test_what_is_shown_is_read(tmp_path: Path, attribute: str) -> None:
    said = f"<p {attribute}>Canada raised its duty to 77 percent on Monday.</p>"
    assert (
        "77" in taken(written(tmp_path, page(TEXT).replace("<p>Share this:", f"{said}<p>Share this:"))).body
    )
    assert "77" in taken(written(tmp_path, FEED_OF_ONE.format(said), "b")).body


def test_a_class_beyond_all_measure_costs_nothing(tmp_path: Path) -> None:
    long = page(TEXT).replace("<p>", f'<p class="{"a " * 100_000}">', 1)
    begun = time.process_time()
    assert TEXT.split("\n")[0] in taken(written(tmp_path, long)).body
    assert time.process_time() - begun < 0.5, "reading it through took a second"


def test_paragraphs_that_never_end_are_read(tmp_path: Path) -> None:
    assert TEXT.split("\n")[0] in taken(written(tmp_path, f"<html><body>{'<p><b>' * 900}<p>{TEXT}")).body


def test_furniture_is_left_out_only_where_it_is_a_line_of_its_own() -> None:
    kept = "Print media praised the deal.\nLeave a reply on the table, he told both sides, " + "and go. " * 40
    assert article_lines(f"{kept.strip()}\nPrint\n• Share this:\nLeave a Reply\nfirst!") == kept.strip()


FEED_OF_ONE = """<rss version="2.0"><channel><title>The Example</title><item><title>First</title>
<pubDate>Wed, 12 Mar 2031 08:00:00 GMT</pubDate>
<description><![CDATA[<p>Duties fell to 12 percent.</p>{}]]></description></item></channel></rss>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Example</title>
<item><title>First</title><link>http://example.org/1</link><pubDate>Wed, 12 Mar 2031 08:00:00 GMT</pubDate>
<description><![CDATA[<p>China cut its duties on US goods to 12&nbsp;percent.</p><script>let x;</script>
<p>Talks &amp; more.</p>]]></description></item>
<item><title>Second</title><pubDate>Thu, 13 Mar 2031 08:00:00 GMT</pubDate></item>
<item><title>Third</title><description>Canada said it would answer.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry><title>First</title>
<published>2031-03-12T08:00:00Z</published><content type="html">&lt;p&gt;Duties fell to 12 percent.&lt;/p&gt;
</content></entry></feed>"""


def test_a_feed_is_its_entries(tmp_path: Path) -> None:
    first, second, third = documents_of([written(tmp_path, FEED, "feed.html")])
    assert isinstance(first, Document)
    assert (first.name, first.title, first.published, first.source) == ("feed-1", "First", DAY, "The Example")
    assert first.body == "China cut its duties on US goods to 12 percent.\nTalks & more."
    assert "entry 2: has no text" in str(second)
    assert "entry 3: does not say when" in str(third)


def test_an_atom_feed_is_read_too(tmp_path: Path) -> None:
    assert taken(written(tmp_path, ATOM), None).body == "Duties fell to 12 percent."


def test_a_feed_whose_entities_would_expand_is_refused(tmp_path: Path) -> None:
    bomb = FEED.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<rss')
    assert "entities" in refusal(written(tmp_path, bomb))


@pytest.mark.parametrize(
    "told",
    [
        "Wed, 12 Mar 2031 22:00:00 -0500",
        "Wed, 12 Mar 2031 01:00:00 +0900",
        "2031-03-12T23:30:00-08:00",
        "2031-03-12",
    ],
)
def test_the_day_of_an_entry_is_the_one_that_the_feed_writes(tmp_path: Path, told: str) -> None:
    dated = FEED_OF_ONE.format("").replace("Wed, 12 Mar 2031 08:00:00 GMT", told)
    assert taken(written(tmp_path, dated), None).published == DAY
    marked = dated.replace(told, f"<![CDATA[{told}]]>")
    assert taken(written(tmp_path, marked), None).published == DAY
    assert taken(written(tmp_path, ATOM.replace("2031-03-12T08:00:00Z", told)), None).published == DAY


def test_a_zone_that_nobody_knows_is_no_matter(tmp_path: Path) -> None:
    odd = ATOM.replace("2031-03-12T08:00:00Z", "Wed, 12 March 2031 08:00 JGMT")
    assert taken(written(tmp_path, odd), None).published == DAY


@pytest.mark.parametrize(("library", "content"), [("trafilatura", page(TEXT)), ("fastfeedparser", ATOM)])
def test_a_library_that_is_absent_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, content: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert "pip install 'detente[news]'" in refusal(written(tmp_path, content))
    assert taken(written(tmp_path, TEXT)).body == TEXT


def test_what_a_library_stumbles_over_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: 1 / 0)
    assert "is a page that cannot be read" in refusal(written(tmp_path, page(TEXT)))


def test_spoilt_pages_and_feeds_are_documents_or_lines(tmp_path: Path) -> None:
    draw = random.Random(12)
    for number in range(200):
        source = written(tmp_path, spoilt((page(TEXT), FEED, ATOM)[number % 3], draw))
        for found in documents_of([source], DAY):
            assert isinstance(found, Document) or "\n" not in str(found)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Tariffs <b>rose</b>.", "text"),
        ("<3 tariffs rose", "text"),
        ("\n <!-- a --><!DOCTYPE html>\n<HTML><p>a", "page"),
        ("<?xml version='1.0'?><!DOCTYPE html [ ]><html>", "page"),
        ("<p>Tariffs rose.", "page"),
        ("<?xml version='1.0'?>\n<feed xmlns='a'>", "feed"),
        ("<rdf:RDF xmlns='a'>", "feed"),
    ],
)
def test_content_tells_what_a_text_is(text: str, form: str) -> None:
    assert form_of(text) == form


def test_no_link_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    linked = page(TEXT).replace("<nav>", '<link rel="stylesheet" href="http://localhost:9/a.css"><nav>')
    list(documents_of([written(tmp_path, linked), written(tmp_path, FEED, "b.xml")], DAY))
    assert "follows no link" in refusal("http://localhost:9/a.html")
