"""Rates of texts against the measure that they are of: goods, programmes, worth, ceilings and days."""

from __future__ import annotations

from datetime import date

import pytest
from support.stated import finding, rate

from detente.brief.checking.worth import measured
from detente.ledger.record import Record

EU = {"from_": "USA", "to": "EU"}
BRITAIN = {"from_": "USA", "to": "GBR"}


@pytest.mark.parametrize(
    ("body", "percent", "fields", "measure"),
    [
        ("British cars pay a duty of 25%.", 25, {**BRITAIN, "product": "vehicles"}, "us-232-autos"),
        ("Car parts of Britain pay 25%.", 25, {**BRITAIN, "product": "auto parts"}, "us-232-autoparts"),
        ("The US keeps 25% on British steel.", 25, {**BRITAIN, "product": "steel"}, "us-232-steel-50-gbr"),
        ("Tariffs on European cars will fall to 15%.", 15, {**EU, "status": "announced"}, "us-232-autos-eu"),
    ],
)
def test_goods_pick_the_measure_that_is_on_them(
    record: Record, body: str, percent: float, fields: dict[str, str], measure: str
) -> None:
    status = fields.pop("status", "in_force")
    day = date(2025, 6, 30) if "to" in fields and fields["to"] == "GBR" else date(2025, 10, 1)
    found = finding(record, rate(body, percent, status, published=day, **fields))
    assert (found.verdict, found.measures) == ("confirmed", (measure,))


def test_a_duty_on_all_goods_is_no_proof_for_goods_that_it_spares(record: Record) -> None:
    body = "The United States charges 10% on British cars."
    found = finding(record, rate(body, 10, published=date(2025, 5, 8), product="vehicles", **BRITAIN))
    assert found.verdict == "not checkable"
    assert "25% on passenger vehicles" in found.record
    toys = rate("The US charges 30% on toys.", 30, product="toys")
    assert finding(record, toys).measures == ("us-cn-ieepa-fent-20", "us-cn-recip-10-geneva")


@pytest.mark.parametrize(
    ("body", "percent", "day", "measures"),
    [
        ("The fentanyl tariff on China is 10%.", 10, date(2026, 1, 15), ("us-cn-ieepa-fent-10b",)),
        ("The reciprocal tariff on China is 10%.", 10, date(2026, 1, 15), ("us-cn-recip-10-ext2",)),
        ("The Section 122 surcharge on China is 10%.", 10, date(2026, 3, 2), ("us-world-s122",)),
    ],
)
def test_the_programme_that_a_text_names_is_cited(
    record: Record, body: str, percent: float, day: date, measures: tuple[str, ...]
) -> None:
    found = finding(record, rate(body, percent, published=day))
    assert (found.verdict, found.measures) == ("confirmed", measures)


def test_a_rate_under_another_programme_is_neither_confirmed_nor_contradicted(record: Record) -> None:
    found = finding(record, rate("The Section 301 tariff on China is 30%.", 30))
    assert (found.verdict, found.why) == (
        "not checkable",
        "the record has no such rate under the duty that the text names",
    )


@pytest.mark.parametrize(
    ("body", "percent", "status", "day", "measures"),
    [
        ("A US duty of 10% is on $200 billion of Chinese goods.", 10, "in_force", date(2018, 12, 3),
         ("us-cn-301-list3-10",)),
        ("The US duty of 25% is on $250 billion of Chinese goods.", 25, "in_force", date(2020, 1, 16),
         ("us-cn-301-list1", "us-cn-301-list2", "us-cn-301-list3-25")),
        ("Washington will put 25% on $200 billion of Chinese goods.", 25, "proposed", date(2018, 8, 4), ()),
    ],
)  # fmt: skip
def test_worth_tells_which_list_is_meant(
    record: Record, body: str, percent: float, status: str, day: date, measures: tuple[str, ...]
) -> None:
    found = finding(record, rate(body, percent, status, published=day))
    assert (found.verdict, found.measures) == ("confirmed" if measures else "not checkable", measures)


def test_worth_and_lines_are_read_as_texts_write_them() -> None:
    assert measured("on 5,745 tariff lines, or 34 billion u.s. dollars") == ({34e9}, {5745})
    assert measured("in 2025 and 12 people") == (set(), set())


def test_a_ceiling_is_confirmed_only_where_the_record_has_one(record: Record) -> None:
    day = date(2025, 9, 1)
    held = finding(record, rate("US tariffs on European goods are capped at 15%.", 15, published=day, **EU))
    assert held.verdict == "confirmed"
    assert held.warning.startswith("a ceiling")
    other = finding(record, rate("Tariffs on China will be no more than 30%.", 30))
    assert (other.verdict, other.why) == ("not checkable", "the text names a ceiling, no rate")
    high = finding(record, rate("US tariffs on Chinese goods are at most 80%.", 80))
    assert high.why == "the text names a ceiling, no rate"


@pytest.mark.parametrize(
    "body",
    [
        "The average US tariff on Chinese goods is 30%.",
        "Chinese goods with an MFN tariff of 30 percent pay no more.",
    ],
)
def test_an_average_or_ordinary_duty_is_not_the_added_one(record: Record, body: str) -> None:
    found = finding(record, rate(body, 30))
    assert (found.verdict, found.record) == ("not checkable", "")


def test_a_sentence_on_others_is_not_held_against_the_pair(record: Record) -> None:
    found = finding(record, rate("Britain, whose tariff is 30 percent, is content.", 30))
    assert (found.verdict, found.why) == ("not checkable", "the sentence tells of GBR, not of CHN")
    document, facts = rate("Britain pays 30 percent; China keeps its tariff on American cars.", 30)
    own = [facts[0]._replace(end=len("Britain pays 30 percent"))]
    assert finding(record, (document, own)).why == "the sentence tells of GBR, not of CHN"
    both = rate("US tariffs on goods of China and that on Japan are now 47%.", 47)
    assert finding(record, both).verdict == "not checkable"


def test_who_charges_must_be_told(record: Record) -> None:
    found = finding(record, rate("China pays 39 percent.", 39, from_="WLD"))
    assert found.why == "the text does not say who charges it"


def test_a_duty_may_be_dated_by_its_announcement(record: Record) -> None:
    body = "On April 2 the United States put 10% on all countries."
    fields = {"to": "WLD", "date": "2025-04-02"}
    found = finding(record, rate(body, 10, published=date(2025, 5, 8), **fields))
    assert (found.verdict, found.measures) == ("confirmed", ("us-world-recip-10",))


def test_what_is_to_come_does_not_hold_now(record: Record) -> None:
    day = date(2025, 10, 13)
    body = "China's tariffs on American goods are currently 34%."
    found = finding(record, rate(body, 34, published=day, from_="CHN", to="USA"))
    assert found.verdict == "contradicted"
    assert found.measures == ("cn-us-10-ext1",), "what is in force is cited, what sleeps is not"


def test_a_rate_that_ended_is_no_present_one(record: Record) -> None:
    day = date(2026, 8, 1)
    found = finding(
        record, rate("Importers reckon with the 145% US duty on Chinese goods.", 145, published=day)
    )
    assert found.verdict == "not checkable"
    assert "it ended on 13 May 2025" in found.why
    past = rate("The 145% US duty on Chinese goods was cut in May 2025.", 145, published=day)
    assert finding(record, past).verdict == "confirmed"


def test_a_threat_adds_to_what_is_charged(record: Record) -> None:
    body = "US tariffs on Chinese goods would then be 130%."
    found = finding(record, rate(body, 130, "proposed", published=date(2025, 10, 13)))
    assert "us-cn-100-threat-nov2025" in found.measures
    assert "on listed goods" not in found.record


def test_a_rate_on_some_goods_above_all_others_is_told_so(record: Record) -> None:
    found = finding(record, rate("US tariffs on Chinese goods are 55% in total.", 55))
    assert found.warning == "on listed goods alone; on all other goods the duty is lower"


def test_several_days_in_a_sentence_leave_a_day_open(record: Record) -> None:
    body = (
        "American tariffs on Indian goods doubled to 50 percent on Wednesday, after 25 percent on August 7."
    )
    fields = {"to": "IND", "date": "2025-08-07"}
    found = finding(record, rate(body, 50, "increased", published=date(2025, 8, 28), **fields))
    assert found.verdict == "not checkable"
    assert "27 Aug 2025" in found.record


@pytest.mark.parametrize(
    ("body", "percent", "status", "day", "fields", "measure"),
    [
        ("The US puts 10% tariffs on buses.", 10, "in_force", date(2025, 11, 3), {"to": "WLD"},
         "us-232-buses"),
        ("Canada charges 25% on goods worth $29.8 billion.", 25, "announced", date(2025, 3, 12),
         {"from_": "CAN", "to": "USA", "date": "2025-03-13"}, "ca-us-2025-other"),
        ("Mexico pays a 25% tariff on cars, besides the fentanyl tariff.", 25, "in_force", date(2025, 8, 1),
         {"to": "MEX", "product": "vehicles"}, "us-232-autos-usmca"),
        ("The US puts 15% on nearly all Japanese goods, some parts apart.", 15,
         "announced", date(2025, 9, 5), {"to": "JPN"}, "us-jp-recip"),
    ],
)  # fmt: skip
def test_the_goods_right_at_the_figure_count(
    record: Record, body: str, percent: float, status: str, day: date, fields: dict[str, str], measure: str
) -> None:
    found = finding(record, rate(body, percent, status, published=day, **fields))
    assert (found.verdict, found.measures) == ("confirmed", (measure,))


def test_what_a_measure_answers_is_not_what_it_is_on(record: Record) -> None:
    one = rate("China charges 25% on steel.", 25, from_="CHN", to="USA", product="steel")
    assert finding(record, one).verdict == "not checkable"


def test_what_will_be_cut_is_not_what_once_held(record: Record) -> None:
    body = "The US fentanyl tariff on Chinese goods will be halved to 10%."
    found = finding(record, rate(body, 10, "reduced", published=date(2025, 10, 30)))
    assert (found.verdict, found.measures) == ("newer", ("us-cn-ieepa-fent-10b",))


def test_a_threat_is_not_confirmed_by_what_sleeps(record: Record) -> None:
    body = "Trump threatened a 30% tariff on all goods of the EU."
    found = finding(record, rate(body, 30, "proposed", published=date(2025, 7, 20), date="2025-08-01", **EU))
    assert found.verdict == "not checkable"


def test_of_two_duties_of_one_height_the_one_that_begins_is_announced(record: Record) -> None:
    body = "The US will put another 25% on Indian goods over Russian oil."
    fields = {"to": "IND", "date": "2025-08-27"}
    found = finding(record, rate(body, 25, "announced", published=date(2025, 8, 6), **fields))
    assert "Russian oil 25" in found.record
