"""Where two articles contradict and where not: tense, parts of a duty, days, quantities, offices."""

from __future__ import annotations

from typing import Any

import pytest
from support.stated import JUNE, stated

from detente.news.comparing.comparison import compare
from detente.news.documents import Document
from detente.news.facts import Fact

LEVEL = {"from": "USA", "to": "CHN", "status": "in_force"}


def said(kind: str, *rows: tuple[str, dict[str, Any]]) -> set[tuple[str, str]]:
    """Compare articles of one sentence each, read by hand; return the standing of what they say, and why."""
    read = [
        stated(kind, text, name=name, **fields) for name, (text, fields) in zip("abc", rows, strict=False)
    ]
    return {(matter.standing, matter.why) for matter in compare(read).matters}


def levels(*documents: tuple[str, ...]) -> list[tuple[str, str]]:
    """Compare articles of sentences `RATE words`; return the standing of what they say, and why."""
    read = []
    for name, sentences in zip("abc", documents, strict=False):
        facts, body = [], ""
        for sentence in sentences:
            value, words = sentence.split(" ", 1)
            fields = {**LEVEL, "rate_percent": float(value)}
            facts.append(
                Fact(kind="rate", start=len(body), end=len(body) + len(words), rule="", fields=fields)
            )
            body += f"{words}. "
        read.append((Document(name=name, body=body, published=JUNE), facts))
    return [(matter.standing, matter.why) for matter in compare(read).matters]


NOW, THEN = (
    "American duties on Chinese wares are {} percent",
    "American duties on Chinese wares {} {} percent",
)


@pytest.mark.parametrize(
    "past", ["were", "were as high as", "had been", "had reached", "stood at", "used to be"]
)
def test_what_was_does_not_contradict_what_is(past: str) -> None:
    told = levels((f"30 {NOW.format(30)}",), (f"145 {THEN.format(past, 145)}",))
    assert told == [("one", ""), ("one", "")]


def test_a_cut_told_in_the_passive_is_no_past_level() -> None:
    told = levels((f"55 {NOW.format(55)}",), ("30 American duties on Chinese wares were cut to 30 percent",))
    assert told == [("contradicted", "55% against 30%")]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ((30, 55), (30,), ["all", "one"]),
        ((30, 20), (55, 44), ["contradicted"]),
        ((20, 10), (30,), ["one", "one", "one"]),
        ((30, 20), (50, 44), ["contradicted", "one"]),
        ((20, 10), (55,), ["contradicted"]),
    ],
)
def test_an_article_with_two_values_contradicts_where_neither_is_the_others(
    first: tuple[int, ...], second: tuple[int, ...], wanted: list[str]
) -> None:
    told = levels(*(tuple(f"{value} {NOW.format(value)}" for value in side) for side in (first, second)))
    assert [standing for standing, _ in told] == wanted


def test_duties_that_the_words_tell_apart_are_parts() -> None:
    parts = ("20 a 20 percent duty over fentanyl", "10 a 10 percent reciprocal duty")
    assert levels(parts[:1], parts[1:]) == [("one", ""), ("one", "")]
    assert levels(parts, (f"55 {NOW.format(55)}",)) == [("one", "")] * 3
    fentanyl = (parts[0], "25 a 25 percent duty over fentanyl")
    assert levels(*((one,) for one in fentanyl)) == [("contradicted", "20% against 25%")]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"date": "2025-05-14"}, {"date": "2025-05-12"}, "2025-05-14 against 2025-05-12"),
        ({"date": "2025-05-14"}, {"date": "2025-05-13"}, ""),
        ({"date": "2025-05-14"}, {"date": "2025-02-04"}, ""),
        ({"date": "2025-05-14"}, {"date": "2025-04"}, ""),
        ({"date": "2025-05-14"}, {"date": "2025-05-12", "status": "in_force"}, ""),
        ({"previous_percent": 145.0}, {"previous_percent": 125.0}, "from 145% against from 125%"),
        ({"previous_percent": 145.0}, {}, ""),
    ],
)
def test_one_change_of_a_rate_is_on_one_day_and_from_one_height(
    first: dict[str, Any], second: dict[str, Any], wanted: str
) -> None:
    whole = {**LEVEL, "status": "reduced", "rate_percent": 30.0}
    told = said("rate", *(("American duties fell.", {**whole, **fields}) for fields in (first, second)))
    assert {why for _, why in told} == {wanted}


@pytest.mark.parametrize(
    ("texts", "dates", "wanted"),
    [
        (
            ("Trump rang Xi.", "Xi and Trump spoke."),
            ("2025-06-04", "2025-06-05"),
            "2025-06-04 against 2025-06-05",
        ),
        (("Trump rang Xi.", "Carney and Trump spoke."), ("2025-06-04", "2025-06-05"), ""),
        (("Trump rang Xi.", "Xi and Trump spoke."), ("2025-05-04", "2025-06-05"), ""),
        (("Trump rang Xi.", "Xi and Trump spoke."), ("2025-06-02/2025-06-08", "2025-06-05"), ""),
    ],
)
def test_a_call_is_on_one_day(texts: tuple[str, str], dates: tuple[str, str], wanted: str) -> None:
    rows = [(text, {"mode": "phone", "date": day}) for text, day in zip(texts, dates, strict=True)]
    assert {why for _, why in said("meeting", *rows)} == {wanted}


@pytest.mark.parametrize(
    ("first", "second", "standing", "why"),
    [
        ("buy 12 million tonnes of wheat", "buy 25 million tonnes of wheat", "contradicted",
         "12 million tons against 25 million tons"),
        ("buy 12 Mt of wheat", "buy 12 million tons of wheat", "all", ""),
        ("buy 12 million tonnes of wheat", "buy 25 million tonnes of wheat a year", "one", ""),
        ("invest $550 billion in energy", "invest $450 billion in energy", "contradicted",
         "550 billion USD against 450 billion USD"),
        ("buy 200 planes", "buy 500 aircraft", "contradicted", "200 against 500"),
        ("buy 200 planes", "buy planes worth $9 billion by 2028", "all", ""),
        ("cut its tariffs to 30 percent", "cut its tariffs to 10 percent", "contradicted",
         "30 percent against 10 percent"),
        ("cut its tariffs by 115 percent", "cut its tariffs to 10 percent", "all", ""),
    ],
)  # fmt: skip
def test_promises_differ_by_their_quantities(first: str, second: str, standing: str, why: str) -> None:
    fields = {"actor": "CHN", "target": "USA"}
    texts = (f"China promised to {deed}." for deed in (first, second))
    assert said("commitment", *((text, fields) for text in texts)) == {(standing, why)}


@pytest.mark.parametrize(
    ("roles", "standing"),
    [
        (("Treasury Secretary", "Secretary of the Treasury"), "all"),
        (("Treasury Secretary", "Commerce Secretary"), "contradicted"),
        (("Treasury Secretary", "chief negotiator"), "all"),
        (("Treasury Secretary", ""), "all"),
        (("Treasury Secretary", "Fisheries Secretary"), "one"),
    ],
)
def test_a_person_has_the_office_that_nobody_else_holds(roles: tuple[str, str], standing: str) -> None:
    rows = (("Bessent came.", {"person": "Scott Bessent", "role": role, "side": "USA"}) for role in roles)
    assert {standing for standing, _ in said("participant", *rows)} == {standing}


def test_a_round_figure_agrees_with_the_one_it_rounds() -> None:
    fields = {"metric": "exports", "geo": "CHN", "unit": "percent_yoy", "period": "2025-05"}
    nearly, exact, about = (
        (text, {**fields, "value": value})
        for text, value in (
            ("Exports grew nearly 5 percent.", 5.0),
            ("Exports grew 4.8 percent.", 4.8),
            ("Exports grew about 7 percent.", 7.0),
        )
    )
    assert said("statistic", nearly, exact) == {("all", "")}
    assert said("statistic", exact, about) == {("contradicted", "4.8 against 7")}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("more than 30", []), ("less than 30", ["30% against 55%"]), ("over 60", ["60% against 55%"])],
)
def test_a_bound_holds_what_lies_within(words: str, wanted: list[str]) -> None:
    height = int(words.split()[-1])
    told = levels((f"{height} {NOW.format(words)}",), (f"55 {NOW.format(55)}",))
    assert [why for _, why in told if why] == wanted
