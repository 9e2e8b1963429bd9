"""Sources become documents: what a source is, its date and language, each text once."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from support.articles import DAY, HEADER, TEXT, article, page
from support.intake import refusal, taken, written

from detente.news.documents import Document
from detente.news.intake import documents_of
from detente.news.intake.language import language_of
from detente.news.intake.likeness import revisions
from detente.news.readings import read_sources

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


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((HEADER + TEXT).encode())))
    first, second = documents_of(["-", "-"])
    assert isinstance(first, Document)
    assert str(second) == "standard input: is given twice; give - once"


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
