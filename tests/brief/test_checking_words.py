"""What words around a figure, a day or a name change in a verdict: bounds, round figures, offices, calls."""

from __future__ import annotations

from datetime import date

import pytest
from support.stated import finding, rate, stated

from detente.brief.articles import of_other_pairs
from detente.brief.checking.checking import check
from detente.brief.checking.findings import Finding
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.reading import read

BUSAN = date(2025, 11, 4)


def read_and_checked(record: Record, body: str, kind: str, day: date = date(2025, 6, 9)) -> Finding:
    """Return the finding on the first fact of a kind in a text."""
    document = Document(name="a", body=body, published=day)
    rows = check(record, [(document, read(document))]).facts
    return next(row.finding for row in rows if row.fact.kind == kind)


@pytest.mark.parametrize(
    ("told", "percent", "verdict"),
    [
        ("about 31", 31, "confirmed"),
        ("nearly 31", 31, "confirmed"),
        ("about 40", 40, "contradicted"),
        ("more than 28", 28, "confirmed"),
        ("more than 60", 60, "contradicted"),
        ("at least 30", 30, "confirmed"),
        ("below 30", 30, "not checkable"),
        ("less than 35", 35, "confirmed"),
        ("between 30 and 55", 30, "not checkable"),
        ("between 30 and 55", 55, "not checkable"),
    ],
)
def test_rates_told_as_round_ones_bounds_and_ranges(
    record: Record, told: str, percent: float, verdict: str
) -> None:
    found = finding(record, rate(f"US tariffs on Chinese goods are {told} percent.", percent))
    assert found.verdict == verdict, found


@pytest.mark.parametrize(
    ("body", "fields", "verdict"),
    [
        ("China's exports grew about 5 percent in May.", {"value": 5.0}, "confirmed"),
        ("China's exports grew nearly 5 percent in May.", {"value": 5.0}, "confirmed"),
        ("China's exports grew more than 4 percent in May.", {"value": 4.0}, "confirmed"),
        ("China's exports grew more than 6 percent in May.", {"value": 6.0}, "contradicted"),
        ("China's exports grew about 7 percent in May.", {"value": 7.0}, "contradicted"),
        ("China's exports grew 4.8 percent, above forecasts.", {"relation": "above"}, "contradicted"),
        ("China's exports grew 4.8 percent, below forecasts.", {"relation": "below"}, "confirmed"),
        ("China's exports to the United States fell 31 percent.", {"value": -31.0}, "contradicted"),
        ("China's exports to the United States fell 34.5 percent.", {"value": -34.5}, "confirmed"),
        ("China's exports of shoes grew 9 percent.", {"value": 9.0}, "not checkable"),
    ],
)
def test_statistics_by_the_words_around_them(
    record: Record, body: str, fields: dict[str, object], verdict: str
) -> None:
    whole = {"metric": "exports", "geo": "CHN", "value": 4.8, "unit": "percent_yoy", "period": "2025-05"}
    found = finding(record, stated("statistic", body, **{**whole, **fields}))
    assert found.verdict == verdict, found
    assert found.verdict != "not checkable" or found.why


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Trump and Xi held a phone call on 5 June.", "confirmed"),
        ("Trump and Xi held a phone call on 4 June.", "not checkable"),
        ("Trump and Xi held a phone call on 6 June.", "not checkable"),
        ("President Joe Biden and President Xi Jinping held a phone call on 5 June.", "not checkable"),
        ("Officials from the US and China met in Geneva on 10 and 11 May.", "confirmed"),
    ],
)
def test_calls_have_one_day_and_talks_the_sides_that_the_text_names(
    record: Record, body: str, verdict: str
) -> None:
    found = read_and_checked(record, body, "meeting")
    assert found.verdict == verdict, found


@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        ("Commerce Secretary", "confirmed"),
        ("", "confirmed"),
        ("Treasury Secretary", "contradicted"),
        ("Energy Secretary", "not checkable"),
    ],
)
def test_an_office_is_held_against_the_one_on_record(record: Record, role: str, verdict: str) -> None:
    told = stated("participant", "Howard Lutnick was there.", person="Howard Lutnick", side="USA", role=role)
    assert finding(record, told).verdict == verdict


@pytest.mark.parametrize(
    ("body", "product", "verdict"),
    [
        ("China put controls on exports of gallium in April.", "gallium", "not checkable"),
        ("China put controls on exports of gallium.", "gallium", "confirmed"),
        ("China put controls on exports of rare earths in April.", "rare earths", "confirmed"),
        ("China put controls on exports of yttrium in April.", "rare earths", "confirmed"),
        ("China put controls on exports of silk in April.", "silk", "not checkable"),
    ],
)
def test_a_control_is_on_the_goods_that_it_names(
    record: Record, body: str, product: str, verdict: str
) -> None:
    told = stated("export_licence", body, actor="CHN", action="restrict", product=product)
    found = finding(record, told)
    assert found.verdict == verdict, found


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("China promised to buy 12 million tonnes of soybeans by the end of the year.", "confirmed"),
        ("China promised to buy 25 million tonnes of soybeans a year.", "confirmed"),
        ("China promised to buy 25 million tonnes of soybeans by the end of the year.", "not checkable"),
        ("China promised to buy 19 million tonnes of soybeans a year.", "not checkable"),
    ],
)
def test_promises_of_another_quantity_or_span_are_others(record: Record, body: str, verdict: str) -> None:
    found = read_and_checked(record, body, "commitment", BUSAN)
    assert (found.verdict, bool(found.why)) == (verdict, True), found


def test_a_truce_to_be_prolonged_is_not_the_one_that_runs(record: Record) -> None:
    body = "The United States and China agreed to extend their truce by 90 days."
    assert read_and_checked(record, body, "truce").verdict == "not checkable"
    assert read_and_checked(record, body, "truce", date(2025, 8, 13)).verdict == "confirmed"


def test_a_pause_to_come_is_not_one_that_has_run_for_weeks(record: Record) -> None:
    body = "The United States will pause its tariffs on Chinese goods for 90 days."
    assert read_and_checked(record, body, "truce").verdict == "not checkable"
    assert read_and_checked(record, body, "truce", date(2025, 5, 13)).verdict == "confirmed"


def test_a_text_on_another_pair_is_named() -> None:
    bodies = (
        "China cut its duties on US goods.",
        "The US raised its tariffs on Canadian goods to 35 percent.",
    )
    texts = [Document(name=name, body=body, published=BUSAN) for name, body in zip("ab", bodies, strict=True)]
    told = of_other_pairs([(text, read(text)) for text in texts], ("CHN", "USA"))
    assert [line.split(" is about ")[0] for line in told] == ["b"]
