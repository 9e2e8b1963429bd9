"""Whatever the text: no crash, offsets that match, fields that are valid, cost in line with length."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.news_cases import PUBLISHED, sentences, texts

from detente.news.documents import Document
from detente.news.facts import KINDS, Fact
from detente.news.reading import read, read_all
from detente.news.rulebook import rules

NAMES = {rule.name: rule for rule in rules()}
CODES = re.compile(r"(?:\*|EU|[A-Z]{3})(?:,(?:EU|[A-Z]{3}))*")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
PIECES = [one.document.body for one in sentences()]
WORDS = sorted({word for piece in PIECES for word in piece.split()})
STATUSES = {name.removeprefix("rate-") for name, rule in NAMES.items() if rule.kind == "rate"}


def _check(document: Document, fact: Fact) -> None:
    assert fact.kind in KINDS
    assert NAMES[fact.rule].kind == fact.kind
    assert 0 <= fact.start < fact.end <= len(document.body)
    line = fact.as_json(document.name, document.body)
    assert line["text_span"] == document.body[fact.start : fact.end]
    for name in ("from", "to", "actor", "target", "side", "geo"):
        code = fact.fields.get(name)
        assert not code or CODES.fullmatch(code), (name, code)
    for name in ("date", "deadline", "truce_start", "period"):
        value = fact.fields.get(name)
        assert not value or _is_date(value), (name, value)
    if fact.kind == "rate":
        assert fact.fields["status"] in STATUSES


def _is_date(value: str) -> bool:
    days = [part for part in value.split("/") if len(part) == 10]
    return DATE.fullmatch(value) is not None and all(date.fromisoformat(day) for day in days)


@given(text=st.text(max_size=400), source=st.sampled_from(["", "The White House"]))
def test_any_text(text: str, source: str) -> None:
    document = Document(name="any", body=text, published=PUBLISHED, source=source)
    for fact in read(document):
        _check(document, fact)


@given(
    parts=st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS), st.sampled_from(list(" \n.,;:\"“”'%$0"))),
        max_size=12,
    ),
    published=st.dates(date(1990, 1, 1), date(2049, 12, 31)),
)
def test_pieces_of_sentences_in_any_order(parts: list[str], published: date) -> None:
    document = Document(name="any", body=" ".join(parts), published=published, source="European Commission")
    for fact in read(document):
        _check(document, fact)


@given(cut=st.integers(0, 2000), size=st.integers(0, 60), number=st.integers(0, 100))
def test_texts_with_a_piece_cut_out(cut: int, size: int, number: int) -> None:
    every = list(texts())
    whole = every[number % len(every)].document
    body = whole.body[:cut] + whole.body[cut + size :]
    document = Document(name="cut", body=body, published=whole.published, source=whole.source)
    for fact in read(document):
        _check(document, fact)


@pytest.mark.parametrize(
    "piece", ["China said ", "May ", "25% ", "“a ", "China will buy and ", "U.S. ", "1,"]
)
def test_cost_is_in_line_with_length(piece: str) -> None:
    def cost(length: int) -> float:
        document = Document(name="long", body=piece * (length // len(piece)), published=PUBLISHED)
        start = time.process_time()
        read(document)
        return time.process_time() - start

    cost(2000)  # patterns are compiled when first used
    # Four times the length may cost no more than eight times the time; twice for a busy machine.
    assert cost(24_000) < 8 * max(cost(6000), 0.05)


def test_reading_twice_gives_the_same() -> None:
    for text in texts():
        assert read(text.document) == read(text.document)


@pytest.mark.parametrize(
    ("title", "body", "actors"),
    [
        (
            "Remarks by the Spokesperson of the Ministry of Commerce on Tariffs",
            "Canada must lift its curbs.",
            ["CHN"],
        ),
        ("Canada must act, ministry says in remarks", "Canada must lift its curbs.", []),
        (
            "Modifying Duties",
            "By the authority vested in me as President by the Constitution and the laws of the "
            "United States, it is ordered:\nCanada must lift its curbs.",
            ["USA"],
        ),
    ],
)
def test_who_issues_a_text_is_known_by_its_title_or_opening(title: str, body: str, actors: list[str]) -> None:
    document = Document(name="a", title=title, body=body, published=PUBLISHED)
    assert [fact.fields["actor"] for fact in read(document) if fact.kind == "claim"] == actors


def test_documents_read_together_state_what_each_states_alone() -> None:
    documents = [text.document for text in texts()] * 6
    assert sum(len(document.body) for document in documents) > 80_000  # more than are read together
    assert list(read_all(documents)) == [read(document) for document in documents]
