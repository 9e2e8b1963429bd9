"""What cannot be read gets one line, and the rest of the run goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.articles import DAY, HEADER, TEXT
from support.intake import refusal, taken, written

from detente.news.documents import Document
from detente.news.intake import Refused, documents_of
from detente.news.intake.pieces import LARGEST_MB

# what cannot be read


ATTRIBUTES = " ".join(f"a{number}='<'" for number in range(600))
ENTRY = "<rss><channel><item><description><![CDATA[{}]]></description></item></channel></rss>"
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
    "a huge attribute": (f"<html><body><p title='{'x' * 2_000_000}'>{TEXT}", "over 1,000,000 characters"),
    "a tag of many attributes": (f"<html><body><p {ATTRIBUTES}>{TEXT}", "500 attributes"),
    "attributes in an entry": (ENTRY.format(f"<p {'a ' * 501}>"), "500 attributes"),
    "a tag that never ends": (f"<html><body><div {'a ' * 900_000}", "over 1,000,000 characters"),
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
