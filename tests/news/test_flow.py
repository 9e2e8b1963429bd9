"""Texts that are broken into lines of one width are read as if they were not, and others as they stand."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest
from support.news_cases import texts

from detente.news.documents import Document
from detente.news.grammar.flow import flowed
from detente.news.grammar.times import times
from detente.news.grammar.words import Words
from detente.news.reading import read

BODIES = {text.document.name: text.document for text in texts()}
LEAST_KEPT = 0.97
"""Of the facts of a text, what share is read where it is broken into lines; a line may end like a heading."""


def wrapped(body: str, width: int, between: str = "\n\n", indent: str = "") -> str:
    """Return a text with its paragraphs broken into lines."""
    kept = {"initial_indent": indent, "subsequent_indent": indent, "break_long_words": False}
    return between.join(textwrap.fill(line, width, **kept) for line in body.split("\n") if line)  # type: ignore[arg-type]


def facts(document: Document) -> set[tuple[str, ...]]:
    """Return what a text says, wherever it says it."""
    return {(one.kind, one.rule, str(dict(one.fields))) for one in read(document)}


@pytest.mark.parametrize("width", [60, 72, 80])
def test_lines_of_one_width_are_read_on(width: int) -> None:
    kept = total = 0
    for document in BODIES.values():
        whole = facts(document)
        kept += len(whole & facts(document._replace(body=wrapped(document.body, width))))
        total += len(whole)
    assert kept >= LEAST_KEPT * total


@pytest.mark.parametrize("name", BODIES)
def test_a_text_that_is_not_broken_into_lines_is_left_as_it_is(name: str) -> None:
    assert flowed(BODIES[name].body).text == BODIES[name].body


@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", ""), ("\n\n", "    ")])
def test_every_character_keeps_its_place(between: str, indent: str) -> None:
    body = wrapped(next(iter(BODIES.values())).body, 66, between, indent)
    flow = flowed(body)
    assert flow.text.count("\n") < body.count("\n") / 2
    for index, letter in enumerate(flow.text):
        assert letter == body[flow.place(index)] or (letter == " " and body[flow.place(index)].isspace())


PROSE = (
    "The United States and China agreed in Geneva to cut their tariffs for ninety days while talks go on, "
    "and officials of both sides said they would meet again in London before the summer."
)
BROKEN = textwrap.fill(PROSE, 60)


@pytest.mark.parametrize(
    "lines",
    [
        ["WHAT THE TALKS IN GENEVA BROUGHT"],
        ["- China suspends its duties of 24 percent on goods from the", "- The US suspends its duties too"],
        ["1. China suspends its duties on all goods from the States,", "2. The United States do the same,"],
        ["> quoted from an earlier letter of the ministry to the firms", "> and so on"],
        ["Country      Duty in percent       Since the first of March", "China        30      14 May"],
        ["Canada | 35 | since the first of August of the year after it", "Brazil | 50 | since"],
        ["Exports fell by 34.5 percent in the year to May.", "Imports fell too."],
        ["Tariffs:"],
    ],
)
def test_headings_items_rows_and_last_lines_stay_lines(lines: list[str]) -> None:
    body = "\n\n".join([BROKEN, "\n".join(lines), BROKEN])
    assert flowed(body).text == "\n\n".join([PROSE, "\n".join(lines), PROSE])


def test_headlines_of_like_length_stay_lines() -> None:
    body = "\n".join(
        [
            "China cuts tariffs on American goods to 10 percent",
            "Canada raises duties on American steel to 25 percent",
        ]
        * 6
    )
    assert flowed(body).text == body


def test_a_quotation_and_an_item_go_on_over_their_lines() -> None:
    body = (
        "“We will not be bullied by anyone, and we will answer every\n"
        "tariff with one of our own,” the minister told reporters in\n"
        "Ottawa.\n\n"
        "- The first list covers steel, aluminum and all that is made\n"
        "  from either of them, at 25 percent."
    )
    flow = flowed(body)
    assert flow.text == (
        "“We will not be bullied by anyone, and we will answer every "
        "tariff with one of our own,” the minister told reporters in Ottawa.\n\n"
        "- The first list covers steel, aluminum and all that is made from either of them, at 25 percent."
    )


def test_a_word_broken_at_its_hyphen_is_one_word() -> None:
    body = "The United States and China agreed in Geneva to a truce of 90-\nday length while they talk."
    assert "90-day length" in flowed(body).text


def test_places_of_facts_are_those_of_the_body() -> None:
    body = (
        "Officials said on Monday that China had cut its duties on\ngoods of the United States to 10 percent."
    )
    (fact,) = read(Document(name="a", body=body, published=next(iter(BODIES.values())).published))
    assert body[fact.start : fact.end].endswith("duties on\ngoods of the United States to 10 percent")


@pytest.mark.parametrize("blank", [" ", "  ", "\n", "\N{NO-BREAK SPACE}"])
def test_blanks_within_a_time_are_no_matter(blank: str) -> None:
    text = f"Exports fell over the past{blank}week, the ministry said."
    assert [time.value for time in times(Words(text), date(2025, 6, 9))] == ["2025-06-02/2025-06-08"]
