"""Hints save searches and lose no match."""

from __future__ import annotations

import gc

import pytest
from support.news_cases import sentences, texts

from detente.news.grammar.article import articles_of
from detente.news.hints import bits_in, bits_of, told_hints
from detente.news.kinds.claim_verbs import may_accuse
from detente.news.kinds.licence_clauses import FORMS
from detente.news.lexicon.entries import shipped_lexicon
from detente.news.lexicon.wording import hint_of
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading import read


def test_every_match_lies_in_a_sentence_with_a_hint() -> None:
    patterns = [one for one in gc.get_objects() if type(one) is Pattern and one.needs]
    documents = [text.document for text in texts()] + [case.document for case in sentences()][::3]
    assert len(patterns) > 90
    for article in articles_of(documents, shipped_lexicon()):
        for sentence in article.sentences:
            for pattern in patterns:
                if not pattern.may_be_in(sentence.bits):
                    assert pattern.search(sentence.mask) is None, (pattern.pattern, sentence.mask)


def test_every_licence_form_lies_in_a_sentence_with_one_of_its_acts() -> None:
    for article in articles_of([case.document for case in sentences()], shipped_lexicon()):
        for sentence in article.sentences:
            for form in FORMS:
                if not form.acts & sentence.bits:
                    assert form.pattern.search(sentence.mask) is None, (form.pattern.pattern, sentence.mask)


def test_no_hint_is_told_while_a_text_is_read() -> None:
    told = told_hints()
    for text in texts():
        read(text.document)
    assert told_hints() == told


def test_a_blank_is_where_a_word_begins_or_ends() -> None:
    begins, ends, within = bits_of((" act",)), bits_of(("ing ",)), bits_of(("ariff",))
    assert bits_in("acting") & begins
    assert bits_in("acting") & ends
    assert not bits_in("enacted") & (begins | ends)
    assert bits_in("tariffs") & within


def test_a_class_has_its_words_within_others_too() -> None:
    imposes = hint_of((), ("impose",))
    assert bits_in("re-imposed") & imposes
    assert not bits_in("superimposed") & imposes


@pytest.mark.parametrize("piece", ["a", "set out", " "])
def test_a_hint_is_a_piece_of_one_word(piece: str) -> None:
    with pytest.raises(ValueError, match="no piece of a word"):
        bits_of((piece,))


@pytest.mark.parametrize(("word", "tells"), [("as", False), ("weapon", True), ("trade-distorting", True)])
def test_a_phrase_is_known_by_a_word_that_tells(word: str, tells: bool) -> None:
    assert may_accuse(bits_in(word)) is tells  # as a weapon, distorting


def test_patterns_over_masks_know_plain_letters_only() -> None:
    assert Pattern(r"\w+").search("é") is None
    assert TextPattern(r"\w+").search("é") is not None
