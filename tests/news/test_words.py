"""A text cut into sentences with hints, and the people called by their surname in it."""

from __future__ import annotations

from datetime import date

import pytest

from detente.news.documents import Document
from detente.news.grammar.article import articles_of
from detente.news.grammar.words import Words
from detente.news.hints import WITH_FIGURES, bits_of
from detente.news.lexicon.entries import shipped_lexicon

DAY = date(2025, 6, 9)


def test_sentences_have_the_hints_of_their_own_words() -> None:
    tariff = bits_of(("tariff",))
    words = Words("Tariffs rose. Talks went on, 90 days in all.")
    assert [words.text[one.start : one.end] for one in words.having(tariff)] == ["Tariffs rose."]
    assert [words.text[one.start : one.end] for one in words.having(WITH_FIGURES)] == [
        "Talks went on, 90 days in all."
    ]


def test_a_text_in_ascii_keeps_its_places() -> None:
    text = "Šefčovič met Lula in São Paulo — “bem”, he said … 日本"
    assert len(Words(text).ascii) == len(text)
    assert Words(text).ascii.startswith("Sefcovic met Lula in Sao Paulo")


def test_a_text_of_many_sentences_has_the_hints_of_the_last_too() -> None:
    tariff = bits_of(("tariff",))
    words = Words("Talks went on. " * 250 + "Tariffs rose.")
    assert [one.end for one in words.having(tariff)] == [len(words.text)]


@pytest.mark.parametrize("said", ["Trump", "Trump’s", "“Trump”", "«Trump»", "ex-Trump", "Trump/Xi", "#Trump"])
def test_a_surname_is_found_whatever_stands_beside_it(said: str) -> None:
    body = f"President Donald Trump spoke. Later {said} left."
    (article,) = articles_of([Document(name="a", body=body, published=DAY)], shipped_lexicon())
    places = [name.start for name in article.names.found if name.name == "Donald Trump"]
    assert body.index("Trump", 30) in places


def test_a_surname_within_a_word_is_none() -> None:
    body = "President Donald Trump spoke. Trumpism and Trump_Xi went on."
    (article,) = articles_of([Document(name="a", body=body, published=DAY)], shipped_lexicon())
    assert [name.start for name in article.names.found if name.name == "Donald Trump"] == [10]
