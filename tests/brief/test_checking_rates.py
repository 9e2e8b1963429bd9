"""Rates of texts against the record: which reading fits, on which days, and what contradicts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.stated import JUNE, finding, rate

from detente.brief.checking.levels import Levels
from detente.ledger.record import Record
from detente.news.windows import Window

BOTH = {"from_": "*", "to": "*"}
CHINA = {"from_": "CHN", "to": "USA"}


def test_the_headline_is_confirmed_with_its_parts_and_sources(record: Record) -> None:
    found = finding(
        record, rate("US tariffs on Chinese goods dropped to 30%.", 30, "reduced", date="2025-05")
    )
    assert found.verdict == "confirmed"
    assert (
        "30% on all goods = fentanyl 20 + reciprocal 10, since 14 May 2025 until 11 Aug 2025" in found.record
    )
    assert found.measures == ("us-cn-ieepa-fent-20", "us-cn-recip-10-geneva")
    assert all(source.citation for source in found.sources)


@pytest.mark.parametrize(
    ("body", "percent", "status", "fields", "told"),
    [
        ("China cut its tariffs to 10 percent.", 10, "reduced", CHINA, "CHN on USA 10% on all goods"),
        ("The US charges 20% over fentanyl.", 20, "in_force", {}, "fentanyl 20 on all goods"),
        ("The US suspended 24 points of it.", 24, "suspended", {}, "reciprocal 24 suspended"),
        (
            "The US will suspend its 34% tariff.",
            34,
            "suspended",
            {},
            "24 suspended and reciprocal 10 in force",
        ),
        ("The US tariffs were cut by 115%.", 115, "reduced_by", {}, "cut by 115 points, 145% to 30%"),
        ("US tariffs are 55% in total.", 55, "in_force", {}, "Section 301 25 on listed goods"),
        ("US tariffs are to rise to 54%.", 54, "announced", {"date": "2025-08-12"}, "54% on all goods"),
        ("In April US tariffs were 145%.", 145, "in_force", {"date": "2025-04"}, "reciprocal 125"),
        ("The US charges 50% on steel.", 50, "in_force", {"product": "steel"}, "50% on steel articles"),
    ],
)
def test_every_reading_of_a_rate_is_found(
    record: Record, body: str, percent: float, status: str, fields: dict[str, str], told: str
) -> None:
    found = finding(record, rate(body, percent, status, **fields))
    assert (found.verdict, told in found.record) == ("confirmed", True), found


def test_a_cut_in_percent_is_told_to_be_points(record: Record) -> None:
    assert "percentage points" in finding(record, rate("US tariffs fell by 115%.", 115, "reduced_by")).warning
    points = rate("US tariffs fell by 115 percentage points.", 115, "reduced_by")
    assert finding(record, points).warning == ""


def test_what_is_asleep_is_told_to_be_no_cut(record: Record) -> None:
    found = finding(record, rate("The US suspended 24 points.", 24, "suspended"))
    assert "not lifted" in found.warning


def test_a_rate_of_both_sides_holds_where_either_had_it(record: Record) -> None:
    one = rate("Tariffs between the United States and China peaked at 145%.", 145, "peak", **BOTH)
    document, facts = one
    pair = rate("US tariffs on Chinese goods are 30%.", 30)[1]
    found = finding_of_first(record, document, [*facts, *pair])
    assert (found.verdict, found.why) == ("confirmed", "said of both sides; it held on one of them")
    assert found.record.startswith("USA on CHN 145%")


def finding_of_first(record: Record, document, facts):  # type: ignore[no-untyped-def]
    from detente.brief.checking.checking import check

    return check(record, [(document, facts)]).facts[0].finding


@pytest.mark.parametrize(
    ("body", "percent", "status", "fields", "told"),
    [
        (
            "US tariffs on Chinese goods now stand at 47%.",
            47,
            "in_force",
            {},
            "30% on all goods on 9 Jun 2025",
        ),
        ("US tariffs on Chinese goods now stand at 145%.", 145, "in_force", {}, "until 13 May 2025"),
        ("US tariffs on Chinese goods peaked at 200%.", 200, "peak", {}, "at most 145%"),
        (
            "China raised its tariffs to 125% on May 20.",
            125,
            "increased",
            {**CHINA, "date": "2025-05-20"},
            "10%",
        ),
        ("The US suspended 30 points of its tariffs.", 30, "suspended", {}, "30% on all goods"),
    ],
)
def test_what_the_record_can_tell_is_contradicted(
    record: Record, body: str, percent: float, status: str, fields: dict[str, str], told: str
) -> None:
    found = finding(record, rate(body, percent, status, **fields))
    assert (found.verdict, told in found.record) == ("contradicted", True), found


@pytest.mark.parametrize(
    ("body", "percent", "status", "fields"),
    [
        ("The average US tariff on Chinese goods is 47%.", 47, "in_force", {}),
        ("US tariffs on 144 items from China are 47%.", 47, "in_force", {}),
        ("US tariffs on Chinese toys are 47%.", 47, "in_force", {"product": "toys"}),
        ("China: 47%.", 47, "in_force", {}),
        ("The tariffs are now 47%.", 47, "in_force", {}),
        ("A study finds that US tariffs of 10% cost jobs.", 10, "proposed", {}),
        ("US tariffs on Chinese toys are zero.", 0, "in_force", {}),
        ("US tariffs on Chinese goods were 47% in 1930.", 47, "in_force", {"date": "1930"}),
        ("UK tariffs on US goods are 47%.", 47, "in_force", {"from_": "GBR", "to": "USA"}),
        ("US tariffs on goods of Nowhere are 47%.", 47, "in_force", {"to": "XXX"}),
        ("Tariffs are 47%.", 47, "in_force", {"from_": "", "to": ""}),
    ],
)
def test_what_the_record_cannot_tell_is_not_contradicted(
    record: Record, body: str, percent: float, status: str, fields: dict[str, str]
) -> None:
    found = finding(record, rate(body, percent, status, **fields))
    assert found.verdict == "not checkable"
    assert found.why


def test_knowledge_is_that_of_the_day_of_publication(record: Record) -> None:
    early = rate("China cuts its tariffs to 10%.", 10, "reduced", published=date(2025, 5, 10), **CHINA)
    found = finding(record, early)
    assert (found.verdict, found.why) == (
        "newer",
        "on record since 12 May 2025, after the text was published",
    )
    assert finding(record, early, date(2025, 6, 1)).verdict == "confirmed"
    told = rate("China cuts its tariffs to 10%.", 10, "reduced", published=date(2025, 5, 12), **CHINA)
    assert "from 14 May 2025" in finding(record, told).record


def test_a_text_after_the_record_is_newer(record: Record) -> None:
    late = rate("US tariffs on Chinese goods are 99%.", 99, published=date(2040, 1, 1))
    assert finding(record, late).verdict == "newer"


def test_a_sentence_that_names_no_side_is_read_with_its_neighbours(record: Record) -> None:
    found = finding(record, rate("In April the tariffs had peaked at 145%.", 145, "peak", **CHINA))
    assert (found.verdict, found.why) == (
        "confirmed",
        "the sentence does not say whose; it held on this side",
    )
    assert found.record.startswith("USA on CHN")


@settings(max_examples=12)
@given(
    percent=st.floats(0.25, 400), status=st.sampled_from(["in_force", "announced", "proposed", "peak", "odd"])
)
def test_any_figure_gets_a_verdict_that_says_why(record: Record, percent: float, status: str) -> None:
    found = finding(record, rate("US tariffs on Chinese goods are of some height.", percent, status))
    assert found.verdict in ("confirmed", "contradicted", "newer", "not checkable")
    assert found.record or found.why


def test_levels_of_a_day_hold_the_headline(record: Record) -> None:
    levels = Levels(record, ("USA", "CHN"), JUNE)
    days = Window(JUNE, JUNE)
    assert [
        level.rate for level in levels.all if level.meaning == "headline" and level.days.overlaps(days)
    ] == [0.3]
    assert levels.on(JUNE).rate == pytest.approx(0.3)
