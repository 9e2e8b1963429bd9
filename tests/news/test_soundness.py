"""No fact holds what nothing can be: each is put right, or left out, where all of them pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sound_facts import check_field, codes

from detente.news.documents import Document
from detente.news.facts import KINDS, Fact
from detente.news.reading import read
from detente.news.soundness import sound

ECONOMIES = st.lists(st.sampled_from(["CHN", "USA", "CAN", "EU", "WLD"]), max_size=3, unique=True).map(
    ",".join
)
NUMBERS = st.one_of(st.none(), st.floats(), st.integers(-10, 10**30).map(float))
STRETCHES = st.tuples(st.dates(), st.dates()).map(lambda pair: f"{pair[0]}/{pair[1]}")
DATES = st.one_of(st.just(""), st.dates().map(str), st.text("0123456789-/٣", max_size=21), STRETCHES)
SIDES = ECONOMIES | st.just("*")
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "from": SIDES, "to": ECONOMIES, "actor": ECONOMIES, "target": SIDES,
        "rate_percent": NUMBERS, "previous_percent": NUMBERS, "value": NUMBERS, "expected": NUMBERS,
        "days": st.one_of(st.none(), st.integers(-5, 10**20)),
        "date": DATES, "period": DATES, "deadline": DATES,
    },
)  # fmt: skip


@given(st.sampled_from(KINDS), FIELDS)
def test_whatever_a_rule_reads_a_fact_is_sound(kind: str, fields: dict[str, Any]) -> None:
    found = sound(Fact(kind=kind, start=0, end=9, rule="r", fields=fields))
    if found is None:
        assert kind in ("rate", "deadline", "statistic")
        return
    line = found.as_json("a", "some words of text")
    for name, value in line.items():
        check_field(name, value)
    assert not codes(line, "from") & codes(line, "to") - {"*"}
    assert not codes(line, "target") & codes(line, "actor") - {"*"}
    assert sound(found) == found


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rate", {"from": "CHN", "to": "USA", "rate_percent": 10.0, "date": "2025-05-14"}),
        ("rate", {"from": "*", "to": "*", "rate_percent": 0.0, "previous_percent": 10.0}),
        ("rate", {"from": "USA", "to": "KHM", "rate_percent": 3521.0}),
        (
            "truce",
            {"parties": ["USA", "CHN"], "days": 90, "truce_start": "2025-05", "deadline": "2025-08-12"},
        ),
        ("statistic", {"metric": "exports", "value": -34.5, "expected": None, "period": "2025-01/2025-05"}),
        ("claim", {"actor": "CHN", "target": "USA", "stance": "accuse"}),
    ],
)
def test_what_can_be_is_left_as_it_is(kind: str, fields: dict[str, Any]) -> None:
    fact = Fact(kind=kind, start=0, end=9, rule="r", fields=fields)
    assert sound(fact) is fact


@pytest.mark.parametrize(
    "text",
    [
        "Tariffs on Chinese goods rose to 30%.",
        "Mexico and Canada will each pay a 25 percent tariff.",
        "Tariffs of 30% on China take effect on Monday.",
    ],
)
def test_nobody_charges_himself(text: str) -> None:
    for fact in read(Document(name="a", body=text, published=date(2025, 6, 9))):
        line = fact.as_json("a", text)
        assert not codes(line, "from") & codes(line, "to")
        assert fact.kind == "rate"


def test_a_truce_of_no_length_or_of_centuries_has_none() -> None:
    for days in ("0", "99999999"):
        text = f"The US and China agreed to a truce on tariffs from 12 May for {days} days."
        (fact,) = read(Document(name="a", body=text, published=date(2025, 6, 9)))
        assert (fact.kind, fact.fields["days"], fact.fields["deadline"]) == ("truce", None, "")
