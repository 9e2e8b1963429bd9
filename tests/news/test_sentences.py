"""Every sentence gives the facts that it is written for, and a near miss gives none."""

from __future__ import annotations

import pytest
from support.news_cases import Sentence, sentences, states

from detente.news.reading import read
from detente.news.rulebook import rules

SENTENCES = [pytest.param(one, id=one.place) for one in sentences()]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_facts(sentence: Sentence) -> None:
    found = [fact for fact in read(sentence.document) if fact.kind == sentence.kind]
    left = list(found)
    for wanted in sentence.facts:
        fact = next((one for one in left if states(one, wanted)), None)
        read_so = [dict(one.fields) for one in left]
        assert fact is not None, f"{sentence.document.body!r}: wanted {wanted}, read {read_so}"
        left.remove(fact)
    assert not left, f"{sentence.document.body!r}: read besides {[dict(one.fields) for one in left]}"
    if sentence.rule and sentence.facts:
        assert sentence.rule in {fact.rule for fact in found}, sentence.document.body


def test_every_rule_has_sentences_and_near_misses() -> None:
    names = {rule.name for rule in rules()}
    told = [one.values[0] for one in SENTENCES]
    assert {one.rule for one in told if one.rule} == names
    assert {one.near for one in told if one.near} <= names
    assert len(told) >= 300


def test_nobody_charges_himself() -> None:
    for one in SENTENCES:
        for fact in read(one.values[0].document):  # type: ignore[attr-defined]
            sides = [set(str(fact.fields.get(name, "")).split(",")) for name in ("from", "to")]
            assert fact.kind != "rate" or not (sides[0] & sides[1]) - {"*", "WLD"}, dict(fact.fields)
