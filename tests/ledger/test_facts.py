"""The facts that an importer declares: what may be written, and that the record tests each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from detente.core.errors import BadInput
from detente.ledger.entries import Test
from detente.ledger.facts import CLAIMED, parse_given, shipped_facts, shown
from detente.ledger.record import Record

OF_THE_VALUE = {"metal_share", "non_us_content"}
"""Shares that a duty on part of the value asks for."""


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("usmca=yes", True),
        ("usmca = NO", False),
        ("metal_share=0.6", 0.6),
        ("metal_share=60%", 0.6),
        ("loaded_on=2025-04-04", date(2025, 4, 4)),
        ("end_use=civil-aircraft", "civil-aircraft"),
        ("melted_in=RU", "RUS"),
        ("us-232-polysilicon=no", False),
    ],
)
def test_what_may_be_declared(word: str, value: object, record: Record) -> None:
    assert list(parse_given([word], record.economies).values()) == [value]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["usmca"], "'usmca' is not a fact; write KEY=VALUE"),
        (["usmca="], "'usmca=' is not a fact"),
        (["usmac=yes"], "there is no fact 'usmac'; did you mean 'usmca'?"),
        (["usmca=maybe"], "'maybe' is no value of the fact usmca; write usmca=yes or usmca=no"),
        (["metal_share=60"], "'60' is no value of the fact metal_share"),
        (["metal_share=-1%"], "'-1%' is no value of the fact metal_share"),
        (["metal_share=nan"], "'nan' is no value of the fact metal_share"),
        (["end_use=aircraft"], "'aircraft' is no value of the fact end_use; write end_use= one of"),
        (["usmca=yes", "usmca=no"], "the fact usmca is given twice"),
    ],
)
def test_what_is_refused(words: list[str], text: str, record: Record) -> None:
    with pytest.raises(BadInput) as refused:
        parse_given(words, record.economies)
    assert text in str(refused.value)


def test_every_fact_is_presumed_or_asked_and_bears_on_some_law(record: Record) -> None:
    tested = {test.fact for test in _tests(record)}
    for key, fact in shipped_facts().items():
        assert fact.question.endswith("?"), key
        assert fact.citation, key
        # A claim of preference may turn on the special column of the schedule alone.
        assert key in tested | OF_THE_VALUE or fact.in_trade == CLAIMED, key
        if fact.otherwise is not None:
            assert fact.read(shown(fact.otherwise), record.economies) == fact.otherwise


def _tests(record: Record) -> Iterator[Test]:
    for measure in record.tables.measures.values():
        yield from (exemption.when for exemption in measure.scope.exempt if exemption.when)
        yield from (tranche.requires for tranche in measure.tranches if tranche.requires)
        content = measure.scope.spared_content
        if content:
            yield Test(fact=content.fact, at_least=content.at_least)
