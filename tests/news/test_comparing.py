"""Articles against one another: typed keys, intervals of days, levels and changes, days of knowledge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.stated import JUNE, rate, stated

from detente.news.comparing.acts import act_of
from detente.news.comparing.comparison import Matter, compare
from detente.news.facts import Fact
from detente.news.telling import told
from detente.news.windows import Window


def pair(
    kind: str, first: dict[str, Any], second: dict[str, Any], days: tuple[date, date] = (JUNE, JUNE)
) -> tuple[Matter, ...]:
    rows = [
        stated(kind, f"Text {name}.", day, name, **fields)
        for name, day, fields in zip("ab", days, (first, second), strict=True)
    ]
    return compare(rows).matters


LEVEL = {"from": "USA", "to": "CHN", "status": "in_force"}


def standings(matters: tuple[Matter, ...]) -> list[str]:
    return [matter.standing for matter in matters]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"rate_percent": 30.0}, {"rate_percent": 30.0}, ["all"]),
        ({"rate_percent": 30.0}, {"rate_percent": 55.0}, ["contradicted"]),
        ({"rate_percent": 30.0}, {"rate_percent": 115.0, "status": "reduced_by"}, ["one", "one"]),
        ({"rate_percent": 30.0}, {"rate_percent": 145.0, "status": "peak"}, ["one", "one"]),
        ({"rate_percent": 30.0}, {"rate_percent": 24.0, "status": "suspended"}, ["one", "one"]),
        ({"rate_percent": 30.0}, {"rate_percent": 50.0, "product": "steel"}, ["one", "one"]),
        ({"rate_percent": 30.0}, {"rate_percent": 10.0, "from": "CHN", "to": "USA"}, ["one", "one"]),
        ({"rate_percent": 30.0, "date": "2025-05"}, {"rate_percent": 30.0, "date": "2025-05-14"}, ["all"]),
        (
            {"rate_percent": 30.0, "date": "2025-05-14"},
            {"rate_percent": 54.0, "date": "2025-08-12"},
            ["one", "one"],
        ),
        ({"rate_percent": 30.0, "status": "reduced"}, {"rate_percent": 30.0}, ["all"]),
        ({"rate_percent": 100.0, "status": "proposed"}, {"rate_percent": 30.0}, ["one", "one"]),
    ],
)
def test_rates_meet_by_key_and_day(first: dict[str, Any], second: dict[str, Any], wanted: list[str]) -> None:
    assert standings(pair("rate", {**LEVEL, **first}, {**LEVEL, **second})) == wanted


def test_other_days_of_publication_are_other_knowledge() -> None:
    days = (JUNE, date(2025, 8, 20))
    assert standings(
        pair("rate", {**LEVEL, "rate_percent": 30.0}, {**LEVEL, "rate_percent": 54.0}, days)
    ) == ["one", "one"]
    past = [{**LEVEL, "rate_percent": value, "date": "2025-05-20"} for value in (30.0, 54.0)]
    assert standings(pair("rate", *past, days)) == ["contradicted"], "both speak of a day gone by"


def test_parts_of_a_duty_in_one_article_contradict_nobody() -> None:
    document, facts = rate("It is 20 over fentanyl and 10 reciprocal.", 20)
    both = (document, [*facts, rate("x", 10)[1][0]])
    other = rate("US tariffs on Chinese goods are 30%.", 30, name="b")
    assert "contradicted" not in standings(compare([both, other]).matters)


def test_what_is_said_of_both_sides_joins_what_is_said_of_one() -> None:
    (matter,) = pair(
        "rate",
        {**LEVEL, "rate_percent": 145.0, "status": "peak"},
        {"from": "*", "to": "*", "rate_percent": 145.0, "status": "peak"},
    )
    assert matter.standing == "all"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"date": "2025-06-02/2025-06-08"}, {"date": "2025-06-05"}, ["all"]),
        ({"date": "2025-06-02/2025-06-08"}, {"date": "2025-05-05"}, ["one", "one"]),
        ({"date": "2025-06-05", "mode": "in_person"}, {"date": "2025-06-05"}, ["one", "one"]),
        (
            {"mode": "in_person", "place": "London", "date": "2025-06-09"},
            {"mode": "in_person", "place": "London", "date": "2025-06-19"},
            ["contradicted"],
        ),
        (
            {"mode": "in_person", "place": "London", "date": "2025-06-09"},
            {"mode": "in_person", "place": "London", "date": "2025-06-10"},
            ["one", "one"],
        ),
        (
            {"mode": "in_person", "place": "London"},
            {"mode": "in_person", "place": "London", "date": "2025-06-10"},
            ["all"],
        ),
    ],
)
def test_talks_meet_by_kind_place_and_days(
    first: dict[str, Any], second: dict[str, Any], wanted: list[str]
) -> None:
    assert standings(pair("meeting", {"mode": "phone", **first}, {"mode": "phone", **second})) == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"days": 90}, {"days": 90, "truce_start": "2025-05-14"}, ["all"]),
        ({"days": 90}, {"days": 60}, ["contradicted"]),
        ({"deadline": "2025-08-10"}, {"deadline": "2025-08-12"}, ["contradicted"]),
        ({"days": 90, "truce_start": "2025-05-12"}, {"days": 90, "truce_start": "2025-05-14"}, ["all"]),
        (
            {"days": 90, "truce_start": "2018-12-01"},
            {"days": 60, "truce_start": "2025-05-14"},
            ["one", "one"],
        ),
    ],
)
def test_truces_meet_by_parties_and_start(
    first: dict[str, Any], second: dict[str, Any], wanted: list[str]
) -> None:
    parties = {"parties": ("USA", "CHN")}, {"parties": ("CHN", "USA")}
    assert standings(pair("truce", {**parties[0], **first}, {**parties[1], **second})) == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"value": 4.8}, {"value": 4.8, "period": "2025-05"}, ["all"]),
        ({"value": 4.8, "period": "2025-05"}, {"value": 5.8, "period": "2025-05"}, ["contradicted"]),
        ({"value": 4.8, "period": "2025-05"}, {"value": 5.8, "period": "2025-06"}, ["one", "one"]),
        ({"relation": "below"}, {"value": 4.8, "relation": "below"}, ["all"]),
        ({"relation": "below"}, {"relation": "above"}, ["contradicted"]),
        ({"value": 4.8}, {"value": 1e11, "unit": "USD"}, ["one", "one"]),
    ],
)
def test_statistics_meet_by_metric_unit_and_period(
    first: dict[str, Any], second: dict[str, Any], wanted: list[str]
) -> None:
    whole = {"metric": "exports", "geo": "CHN", "unit": "percent_yoy"}
    assert standings(pair("statistic", {**whole, **first}, {**whole, **second})) == wanted


def test_promises_meet_by_side_deed_and_matter() -> None:
    fields = {"actor": "CHN", "target": "USA"}
    texts = (
        "China will lift limits on rare earths.",
        "Beijing is to resume mineral exports.",
        "China will buy soybeans.",
    )
    rows = [stated("commitment", text, name=name, **fields) for name, text in zip("abc", texts, strict=True)]
    assert standings(compare(rows).matters) == ["some", "one"]


def test_nothing_is_lost_and_quotations_are_left_out() -> None:
    rows = [
        stated("claim", "China is unfair.", name="a", actor="USA", target="CHN", stance="accuse"),
        stated("quote", "“Never.”", name="b", attribution="Someone"),
    ]
    found = compare(rows)
    assert [(matter.kind, matter.documents) for matter in found.matters] == [("claim", ("a",))]
    shape = found.as_json()
    assert shape["counts"] == {"contradicted": 0, "all": 0, "some": 0, "one": 1}
    assert shape["matters"][0]["statements"][0]["quotation"] == "China is unfair"


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-13", "2025-02-30", "2025-06-09/2025-06-01", None, "2025-06-09/x"]
)
def test_what_is_no_date_is_no_window(text: str | None) -> None:
    assert Window.of(text) is None


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("meeting", {"mode": "visit", "place": "UK", "date": "2025-06"}, "visit in UK, Jun 2025"),
        ("deadline", {"date": "2025-08-12", "what": "truce"}, "deadline 12 Aug 2025, truce"),
        (
            "statistic",
            {"metric": "exports", "geo": "CHN", "relation": "below"},
            "CHN exports, below what was expected",
        ),
        (
            "export_licence",
            {"actor": "CHN", "action": "lift", "product": "gallium"},
            "CHN lifts limits on exports of gallium",
        ),
        ("claim", {"actor": "*", "target": "*", "stance": "accuse"}, "both sides accuse each other"),
        (
            "rate",
            {"from": "*", "to": "*", "rate_percent": 145.0, "status": "peak"},
            "both sides 145%, at the peak",
        ),
    ],
)
def test_facts_are_told_in_a_few_words(kind: str, fields: dict[str, Any], words: str) -> None:
    assert told(Fact(kind=kind, start=0, end=1, rule="", fields=fields)) == words


def test_an_act_of_nothing_known_has_no_key() -> None:
    assert act_of("honour the agreement").key is None
