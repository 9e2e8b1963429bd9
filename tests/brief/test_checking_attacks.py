"""Rates near to what the record has that are not it: sums, parts, points, other goods, other days."""

from __future__ import annotations

from datetime import date

import pytest
from support.stated import finding, rate

from detente.brief.checking.findings import Verdict
from detente.ledger.record import Record

CHINA = {"from_": "CHN", "to": "USA"}


@pytest.mark.parametrize(
    ("body", "percent", "noun"),
    [
        ("US tariffs on Chinese teapots are 44 percent.", 44, "teapots"),
        ("US tariffs on Chinese ladders and teapots are 38 percent.", 38, "ladders"),
        ("The US tariff on Chinese sewing kits is 61 percent.", 61, "sewing kits"),
        ("Chinese candles face a 62 percent tariff in the US.", 62, "candles"),
        ("The US tariff on teapots from China is 44 percent.", 44, "teapots"),
        ("US tariffs on Chinese lanterns are 145 percent.", 145, ""),
    ],
)
def test_goods_that_no_list_knows_are_not_all_goods(
    record: Record, body: str, percent: float, noun: str
) -> None:
    found = finding(record, rate(body, percent))
    assert (found.verdict, noun in found.why) == ("not checkable", True), found


def test_all_goods_are_told_by_many_words(record: Record) -> None:
    for told in ("goods", "imports", "products", "merchandise", "goods entering the country"):
        found = finding(record, rate(f"US tariffs on Chinese {told} are 44 percent.", 44))
        assert found.verdict == "contradicted", (told, found)


def test_the_duty_on_all_goods_may_be_that_on_goods_that_no_list_knows(record: Record) -> None:
    found = finding(record, rate("US tariffs on Chinese teapots are 30 percent.", 30))
    assert (found.verdict, "teapots" in found.why) == ("confirmed", True)


@pytest.mark.parametrize(
    ("body", "percent", "status", "fields", "verdict"),
    [
        ("US tariffs on Chinese goods are now 54 percent.", 54, "in_force", {}, "contradicted"),
        ("China's tariffs on US goods are 34 percent.", 34, "in_force", CHINA, "contradicted"),
        ("The US raised tariffs on Chinese goods to 54 percent.", 54, "increased", {}, "contradicted"),
        ("The US threatens a 145 percent tariff on Chinese goods.", 145, "proposed", {}, "not checkable"),
        ("The US threatens a 55 percent tariff on Chinese goods.", 55, "proposed", {}, "not checkable"),
        ("The US threatens to go back to 54 percent on Chinese goods.", 54, "proposed", {}, "confirmed"),
        ("US tariffs on Chinese goods are 20 percent.", 20, "in_force", {}, "not checkable"),
        ("The US cut its tariffs on Chinese goods to 20 percent.", 20, "reduced", {}, "not checkable"),
        ("The US raised its tariffs on Chinese goods to 45 percent.", 45, "increased", {}, "contradicted"),
        ("US tariffs on Chinese goods have been 145 percent.", 145, "in_force", {}, "contradicted"),
        ("The US imposes 25% on steel of all.", 25, "in_force", {"product": "steel"}, "contradicted"),
    ],
)
def test_what_is_not_yet_no_longer_or_only_in_part_confirms_nothing(
    record: Record, body: str, percent: float, status: str, fields: dict[str, str], verdict: Verdict
) -> None:
    found = finding(record, rate(body, percent, status, **fields))
    assert found.verdict == verdict, found
    assert found.verdict != "not checkable" or found.why


def test_a_part_says_that_it_is_one_and_a_duty_to_come_when_it_begins(record: Record) -> None:
    part = finding(record, rate("The US imposes a 20% tariff on Chinese goods.", 20))
    assert (part.verdict, part.why) == (
        "confirmed",
        "a part of the duty; on all goods it was 30% on 9 Jun 2025",
    )
    eve = rate("The US charges 30% on Chinese goods.", 30, published=date(2025, 5, 13))
    assert finding(record, eve).why == "not yet in force then: it begins on 14 May 2025"


@pytest.mark.parametrize(
    ("body", "percent", "status", "fields", "verdict", "told"),
    [
        (
            "China cancelled 91 percentage points of it.",
            91,
            "in_force",
            CHINA,
            "confirmed",
            "91 cancelled and 24 suspended",
        ),
        ("China cancelled 88 percentage points of it.", 88, "in_force", CHINA, "not checkable", "10%"),
        ("China dropped 91 points of its tariffs.", 91, "reduced_by", CHINA, "confirmed", "91 cancelled"),
        (
            "The US raised tariffs by 10 points on 4 March.",
            10,
            "increased",
            {"date": "2025-03-04"},
            "confirmed",
            "10% to 20%",
        ),
        ("The US raised tariffs by 33 points.", 33, "increased", {}, "not checkable", "30%"),
    ],
)
def test_points_are_changes_and_no_heights(
    record: Record,
    body: str,
    percent: float,
    status: str,
    fields: dict[str, str],
    verdict: Verdict,
    told: str,
) -> None:
    found = finding(record, rate(body, percent, status, **fields))
    assert (found.verdict, told in found.record) == (verdict, True), found


@pytest.mark.parametrize(
    ("body", "percent", "previous", "verdict"),
    [
        ("The US cut tariffs on Chinese goods from 145 to 30 percent.", 30, 145, "confirmed"),
        ("The US cut tariffs on Chinese goods from 180 to 30 percent.", 30, 180, "contradicted"),
        ("The US cut tariffs on Chinese goods from 125 to 10 percent.", 10, 125, "confirmed"),
        ("The US cut tariffs on Chinese goods from 145 to 10 percent.", 10, 145, "not checkable"),
        ("The US cut average tariffs from 180 to 30 percent.", 30, 180, "not checkable"),
    ],
)
def test_the_rate_before_counts_too(
    record: Record, body: str, percent: float, previous: float, verdict: Verdict
) -> None:
    found = finding(record, rate(body, percent, "reduced", previous_percent=previous))
    assert found.verdict == verdict, found
