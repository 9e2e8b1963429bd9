"""Sources become documents: what a source is, its date and language, each text once, and what is refused."""

from __future__ import annotations

import io
import json
import os
import random
import socket
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.articles import DAY, HEADER, TEXT, article, page, spoilt

from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.intake import Refused, documents_of
from detente.news.intake.forms import form_of
from detente.news.intake.furniture import article_lines
from detente.news.intake.language import language_of
from detente.news.intake.likeness import revisions
from detente.news.intake.pieces import LARGEST_MB
from detente.news.reading import read
from detente.news.readings import ReadDocument, read_sources
from detente.news.types import types_of


def taken(source: Path, published: date | None = DAY) -> Document:
    (found,) = documents_of([source], published)
    assert isinstance(found, Document), found
    return found


def refusal(source: object, published: date | None = DAY) -> str:
    (found,) = documents_of([source], published)  # type: ignore[list-item]
    assert isinstance(found, Refused), found
    assert "\n" not in str(found)
    return str(found)


def written(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# plain text


def test_a_text_with_a_header_is_its_body(tmp_path: Path) -> None:
    found = taken(written(tmp_path, HEADER + "\n\n" + TEXT), None)
    assert (found.name, found.title, found.source, found.published) == (
        "a",
        "Talks resume",
        "The Example",
        DAY,
    )
    assert found.body == TEXT


def test_a_text_without_a_header_is_all_body(tmp_path: Path) -> None:
    text = "\nNote: this line is no header.\n\n" + TEXT
    assert taken(written(tmp_path, text)).body == text


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_are_single_characters(tmp_path: Path, line_end: str) -> None:
    assert taken(written(tmp_path, (HEADER + TEXT).replace("\n", line_end))).body == TEXT


def test_the_date_of_the_header_comes_before_the_one_given(tmp_path: Path) -> None:
    assert taken(written(tmp_path, HEADER + TEXT), date(2020, 1, 1)).published == DAY
    assert taken(written(tmp_path, TEXT), date(2020, 1, 1)).published == date(2020, 1, 1)


def test_offsets_are_those_of_the_annotated_texts(reference_folder: Path) -> None:
    folder = reference_folder / "articles"
    if not folder.is_dir():
        pytest.skip("no annotated texts there")
    bodies = {one.name: one.body for one in documents_of([folder / "corpus"]) if isinstance(one, Document)}
    for path in sorted((folder / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            fact = json.loads(line)
            assert bodies[path.stem][fact["start"] : fact["end"]] == fact["text_span"]


# pages and feeds


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


def test_paragraphs_that_never_end_are_read(tmp_path: Path) -> None:
    assert TEXT.split("\n")[0] in taken(written(tmp_path, f"<html><body>{'<p><b>' * 900}<p>{TEXT}")).body


def test_furniture_is_left_out_only_where_it_is_a_line_of_its_own() -> None:
    kept = "Print media praised the deal.\nLeave a reply on the table, he told both sides, " + "and go. " * 40
    assert article_lines(f"{kept.strip()}\nPrint\n• Share this:\nLeave a Reply\nfirst!") == kept.strip()


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


# folders, standard input, names


def test_a_folder_is_read_through_and_through_in_order(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for place, name in enumerate(("b/c/x.txt", "a.txt", "b/x.md", ".git/x.txt", ".hidden")):
        written(tmp_path, f"{HEADER}{TEXT} {place}.", name)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = list(documents_of([tmp_path]))
    assert [one.name for one in found if isinstance(one, Document)] == ["a", "x", "x-2"]
    assert len(found) == 3


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "folder without files" in refusal(tmp_path)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((HEADER + TEXT).encode())))
    (found,) = documents_of(["-"])
    assert isinstance(found, Document)
    assert (found.name, found.body) == ("standard-input", TEXT)


def test_standard_input_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "standard input: is closed" in refusal("-")


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    sources = [written(tmp_path, TEXT, "a"), written(tmp_path, HEADER + TEXT.replace(" ", "  "), "b")]
    found = read_sources(sources, DAY)
    assert [one.document.name for one in found.documents] == ["a"]
    assert [one.same_as for one in found.refused] == ["a"]
    assert not found.failed


def test_a_revision_is_linked_and_another_text_is_not() -> None:
    texts = {
        "other": article(5),
        "second": TEXT.replace("12 percent", "15 percent") + " It said no more.",
        "first": TEXT,
    }
    days = {"first": DAY, "second": date(2031, 3, 13), "other": DAY}
    documents = [Document(name=name, body=body, published=days[name]) for name, body in texts.items()]
    assert revisions(documents) == {"second": "first"}


# language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "English"),
        ("Tariffs: 30%.", "English"),
        ("", "English"),
        ("他说“We will see”。双方将继续谈判，关税保持不变。", "Chinese"),
        ("Die Regierung hat die Zölle auf Stahl nicht gesenkt, sagte der Minister.", "German"),
        ("Le ministre a dit que les droits sur le vin ne sont pas encore dans la loi.", "French"),
        ("El gobierno dijo que los aranceles no se han reducido para las partes.", "Spanish"),
        ("Министерство снизило пошлины на товары.", "Russian or another language in Cyrillic letters"),
        ("日本は関税を引き下げると発表した。", "Japanese"),
        ("한국은 관세를 낮추기로 했다.", "Korean"),
        ("qoph zayin lamed tsade " * 20, ""),
    ],
)
def test_the_language_is_named(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_page_in_chinese_is_refused_by_name(tmp_path: Path) -> None:
    text = "\n".join("商务部宣布降低关税，双方将在伦敦继续谈判，下周一公布细节。" for _ in range(12))
    assert "is in Chinese" in refusal(written(tmp_path, page(text, "关税")))
    declared = page(text, "关税").replace("utf-8", "gb18030").encode("gb18030")
    assert "is in Chinese" in refusal(written(tmp_path, declared))


# what cannot be read


BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "blank": (" \n\n\t", "is empty"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "control characters": ("\x01\x02 tariffs " * 50, "binary"),
    "UTF-16 without its mark": (TEXT.encode("utf-16-le"), "binary"),
    "mixed encodings": (TEXT.encode() + b"\nsaid \x93no\x94 again\n", "line 10 holds the byte 0x93"),
    "broken UTF-16": (TEXT.encode("utf-16") + b"\x00", "not all UTF-16"),
    "zip": (b"PK\x03\x04" + bytes(99), "zip archive"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF"),
    "too large": (b"duty " * (LARGEST_MB * 200_000 + 1), f"larger than {LARGEST_MB} MB"),
    "a header alone": ("title: a\ndate: 2031-03-12\n", "no text below"),
    "a date that is none": (f"date: last Monday\n\n{TEXT}", "'last Monday' is not a date"),
    "a date that does not exist": (f"date: 2031-02-30\n\n{TEXT}", "does not exist"),
    "a date before print": (f"date: 0001-01-01\n\n{TEXT}", "is dated 0001-01-01"),
    "deep nesting": (f"<html><body>{'<div>' * 9_000}{TEXT}", "no article"),
    "many tags": (f"<html><body>{'<b>a</b>' * 60_000}", "40,000 tags"),
    "a huge attribute": (f"<html><body><p title='{'x' * 2_000_000}'>{TEXT}", "1,000,000 characters"),
    "a tag that never ends": (f"<html><body><div {'a ' * 900_000}", "1,000,000 characters"),
    "a page without an article": ("<html><head><title>a</title></head><body></body></html>", "no article"),
    "a comment without end": ("<!-- " * 999, "markup without an article"),
    "another XML": ("<svg xmlns='a'><text>Tariffs rose.</text></svg>", "begins with <svg>"),
    "a feed without entries": ("<rss version='2.0'><channel><title>a</title></channel></rss>", "is a feed"),
    "a broken feed": ("<rss", "is a feed"),
    "a feed of many tags": (f"<rss>{'<a>' * 100_001}", "100,000 tags"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_line(tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    assert words in refusal(written(tmp_path, content))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    assert taken(written(tmp_path, TEXT.encode(encoding))).body == TEXT


def test_the_rest_of_the_run_goes_on(tmp_path: Path) -> None:
    for place, (content, _) in enumerate(BAD.values()):
        if len(content) < 1_000_000:
            written(tmp_path, content, f"{place:02}")
    written(tmp_path, HEADER + TEXT, "z.txt")
    *refused, last = documents_of([tmp_path, tmp_path / "nowhere"], DAY)
    assert isinstance(last, Refused)
    good = [one.name for one in refused if isinstance(one, Document)]
    assert good == ["z"]


def test_names_of_files_may_be_anything(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.txt"
    with open(odd, "wb") as stream:  # noqa: PTH123, a path of bytes
        stream.write(TEXT.encode())
    (found,) = documents_of([tmp_path], DAY)
    assert isinstance(found, Document)
    assert found.name.isprintable()
    assert found.name.encode()
    assert "cannot be read" in refusal("a\0b")
    assert "cannot be read" in refusal("x" * 9_999)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"<html>", b"<rss>", b"\xff\xfe", b"date: 2031-03-12\n\n", b"<p>"]),
)
def test_any_bytes_are_a_document_or_a_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, head: bytes
) -> None:
    source = written(tmp_path_factory.getbasetemp(), head + content, "any")
    for found in documents_of([source], DAY):
        assert isinstance(found, Document) or str(found).count("\n") == 0


# facts of whatever comes in


def check_offsets(text: str) -> None:
    document = Document(name="a", body=text, published=DAY)
    for line in ReadDocument(document, read(document)).lines():
        assert line["text_span"] == text[line["start"] : line["end"]]
        assert line["text_span"].strip()
        json.dumps(line, allow_nan=False)


@given(st.text(max_size=300))
def test_any_text_is_read_and_offsets_match(text: str) -> None:
    check_offsets(text)


@given(st.lists(st.sampled_from([*TEXT.split(), "“", "”", "%", "\n", "U.S.", "$", "He"]), max_size=120))
def test_any_words_of_news_are_read_and_offsets_match(words: list[str]) -> None:
    check_offsets(" ".join(words))


def test_spoilt_articles_are_read_and_offsets_match() -> None:
    draw = random.Random(20310312)
    for _ in range(300):
        check_offsets(spoilt(TEXT, draw))


def test_deeply_nested_quotes_are_read() -> None:
    check_offsets("“" * 3_000 + TEXT + "”" * 3_000)
    check_offsets('He said "' * 1_500 + TEXT)


# types


@pytest.mark.parametrize(
    ("kind", "fields", "quoted", "types"),
    [
        ("rate", {"status": "increased"}, "raised to 45%", {"plover": "SANCTION", "gta": "Import tariff"}),
        ("rate", {"status": "proposed"}, "threatened 60%", {"plover": "THREATEN", "gta": "Import tariff"}),
        ("rate", {"status": "in_force"}, "stands at 10%", {"gta": "Import tariff"}),
        ("rate", {"status": "announced"}, "Export duties of 5%", {"plover": "SANCTION", "gta": "Export tax"}),
        ("truce", {}, "a pause", {"plover": "AGREE", "gta": "Import tariff"}),
        ("claim", {"stance": "demand"}, "urged", {"plover": "REQUEST"}),
        (
            "export_licence",
            {"action": "restrict"},
            "banned exports",
            {"plover": "SANCTION", "gta": "Export ban"},
        ),
        (
            "export_licence",
            {"action": "approve"},
            "approved licences",
            {"plover": "COOPERATE", "gta": "Export licensing requirement"},
        ),
        ("quote", {}, "“no”", {}),
        ("statistic", {}, "exports fell", {}),
    ],
)
def test_facts_have_types(kind: str, fields: dict[str, str], quoted: str, types: dict[str, str]) -> None:
    assert types_of(Fact(kind=kind, start=0, end=1, rule="r", fields=fields), quoted) == types
