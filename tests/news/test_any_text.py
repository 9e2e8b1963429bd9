"""Whatever comes in is read: no text stops the reader, and every fact is sound and where it says."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.articles import DAY, TEXT, spoilt
from support.news_cases import texts
from support.sound_facts import check_facts

SPOILT = 6
"""How many times each text is spoilt; the benchmark does it 20,000 times in all."""
BODIES = {text.document.name: text.document for text in texts()}
WORDS = sorted({word for one in BODIES.values() for word in one.body.split()})


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    check_facts(text, DAY)


@given(st.lists(st.sampled_from([*TEXT.split(), "“", "”", "%", "\n", "U.S.", "$", "He"]), max_size=120))
def test_any_words_of_one_text_are_read(words: list[str]) -> None:
    check_facts(" ".join(words), DAY)


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(" \n\t\N{NO-BREAK SPACE}")), max_size=80),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_any_words_of_news_on_any_day_are_read(words: list[tuple[str, str]], published: date) -> None:
    check_facts("".join(word + blank for word, blank in words), published)


@pytest.mark.parametrize("name", BODIES)
def test_spoilt_articles_are_read(name: str) -> None:
    draw = random.Random(name)
    for _ in range(SPOILT):
        check_facts(spoilt(BODIES[name].body, draw), BODIES[name].published)


def test_deeply_nested_quotes_are_read() -> None:
    check_facts("“" * 3_000 + TEXT + "”" * 3_000, DAY)
    check_facts('He said "' * 1_500 + TEXT, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "China approved exports of rare  earth magnets.",
        "The Commerce Department issued an interim\N{NO-BREAK SPACE}final rule on chips.",
        "The US and China agreed to a truce on tariffs from 12 May for 99999999 days.",
        "The 25 percent tariff on steel takes effect within 999999999999 days after the order.",
        "both ſides agreed on tariffs of 10 percent",
        "Tariffs rose to " + "9" * 400 + " percent, exports to $" + "9" * 400 + " billion.",
    ],
)
def test_what_once_stopped_the_reader_is_read(text: str) -> None:
    check_facts(text, date(2025, 6, 9))
