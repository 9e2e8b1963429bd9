"""Promises and claims of texts beside promises on record and figures of what was done."""

from __future__ import annotations

from datetime import date

import pytest
from support.stated import Stated, stated

from detente.brief.checking.checking import check
from detente.brief.checking.findings import Finding
from detente.ledger.record import Record
from detente.news.comparing.acts import act_of
from detente.news.facts import Fact

NOVEMBER = date(2025, 11, 12)


def of_the_pair(record: Record, one: Stated, pair: tuple[str, str] = ("USA", "CHN"), *more: Fact) -> Finding:
    """Return the finding on the first fact of a text that is about two economies."""
    document, facts = one
    fields = {"from": pair[0], "to": pair[1], "rate_percent": 1.0, "status": "proposed"}
    end = len(document.body)
    about = Fact(kind="rate", start=end, end=end, rule="by hand", fields=fields)
    return check(record, [(document, [*facts, *more, about])]).facts[0].finding


def promise(body: str, day: date, actor: str = "CHN") -> Stated:
    return stated("commitment", body, day, actor=actor)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("will negotiate under Section 301 while reviving shipbuilding", ("talk", "port fees")),
        ("reduced its tariffs and pledged to lift limits on magnets", ("ease", "rare earths")),
        ("will adopt measures to suspend the countermeasures", ("ease", "countermeasures")),
        ("promised that tariffs would remain until drugs stop", ("extend", "tariffs")),
    ],
)
def test_the_deed_is_the_one_that_is_promised(body: str, key: tuple[str, str]) -> None:
    assert act_of(body).key == key


def test_to_talk_is_not_to_suspend(record: Record) -> None:
    body = "The United States will negotiate under Section 301 while reviving its shipbuilding."
    found = of_the_pair(record, promise(body, NOVEMBER, "USA"))
    assert (found.verdict, found.why) == ("not checkable", "the promises on record on port fees are others")
    assert "Suspend the port fees" in found.record
    fees = of_the_pair(record, promise("The United States will suspend its port fees.", NOVEMBER, "USA"))
    assert (fees.verdict, fees.measures) == ("confirmed", ("ag-busan",))


def test_confirmed_says_only_that_it_was_promised(record: Record) -> None:
    measured = of_the_pair(record, promise("China pledged to lift limits on magnets.", date(2025, 6, 9)))
    assert measured.why == "that it was promised; whether it was kept, the figures tell"
    assert measured.figures
    bare = of_the_pair(record, promise("China will suspend its port fees.", NOVEMBER))
    assert (bare.why, bare.figures) == (
        "that it was promised; no figure on record tells whether it was kept",
        (),
    )


def test_a_promise_counted_from_another_day_is_another(record: Record) -> None:
    body = "China will suspend its countermeasures taken since March 4."
    assert of_the_pair(record, promise(body, NOVEMBER)).why == "the promise on record has another day"
    same = of_the_pair(record, promise(body.replace("March 4", "April 2"), NOVEMBER))
    assert (same.verdict, same.measures) == ("confirmed", ("ag-geneva",))


def test_a_promise_that_was_due_is_not_made_anew(record: Record) -> None:
    body = "China will cut the counter-duty on American goods."
    assert of_the_pair(record, promise(body, date(2025, 5, 12))).verdict == "confirmed"
    assert of_the_pair(record, promise(body, NOVEMBER)).verdict == "not checkable"


def test_the_likest_promise_is_cited(record: Record) -> None:
    found = of_the_pair(
        record, promise("China will give general licences for gallium and graphite.", NOVEMBER)
    )
    assert "general licences" in found.record
    other = of_the_pair(
        record, promise("China will suspend the export controls announced on October 9.", NOVEMBER)
    )
    assert "announced on 2025-10-09" in other.record


def test_a_sum_alone_tells_a_purchase(record: Record) -> None:
    body = "China will buy $200 billion more of American goods and services."
    found = of_the_pair(record, promise(body, date(2020, 1, 16)))
    assert (found.verdict, found.measures) == ("confirmed", ("ag-phase-one",))


def test_a_promise_of_duties_is_held_against_the_duties(record: Record) -> None:
    body = "China will suspend its 34% tariff on American goods."
    fields = {"from": "CHN", "to": "USA", "rate_percent": 34.0, "status": "suspended", "date": "2025-05-14"}
    act = Fact(kind="rate", start=11, end=len(body) - 1, rule="by hand", fields=fields)
    found = of_the_pair(record, promise(body, date(2025, 5, 12)), ("USA", "CHN"), act)
    assert (found.verdict, found.measures) == ("confirmed", ("cn-us-10-geneva", "cn-us-24-suspended"))
    assert found.why.startswith("what is promised is on record as an act")


def test_both_sides_must_have_promised(record: Record) -> None:
    body = "Both will suspend their port fees."
    found = of_the_pair(record, promise(body, NOVEMBER, "*"))
    assert found.record.count("Suspend the port fees") == 2
    one = of_the_pair(record, promise("Both will restart trade in magnets.", date(2025, 6, 9), "*"))
    assert one.why.startswith("on record of CHN alone")


def test_figures_are_of_those_who_promised(record: Record) -> None:
    body = "The European Union will remove barriers to exports of magnets."
    assert of_the_pair(record, promise(body, date(2025, 8, 1), "EU"), ("USA", "EU")).figures == ()
    old = of_the_pair(record, promise("China will buy farm goods.", date(2025, 11, 12)))
    assert all(figure.period >= "2024" for figure in old.figures)


# claims


def claim(body: str, day: date = date(2025, 6, 9), stance: str = "accuse", **sides: str) -> Stated:
    return stated("claim", body, day, stance=stance, **{"actor": "USA", "target": "CHN", **sides})


def test_an_accusation_stands_beside_the_promise_and_the_figures(record: Record) -> None:
    found = of_the_pair(record, claim("Washington says China holds back magnets."))
    assert found.record.startswith("CHN promised: Suspend or remove the non-tariff countermeasures")
    assert found.measures == ("ag-geneva",)
    assert {figure.series for figure in found.figures} >= {"chn-magnets-usa"}


def test_an_accusation_without_a_number_is_told_so(record: Record) -> None:
    found = of_the_pair(record, claim("Washington says China fails to stop fentanyl.", date(2025, 2, 1)))
    assert (found.record, found.why) == ("", "no figure on record bears on it")
    denial = of_the_pair(record, claim("Beijing rejected that.", stance="reject", actor="CHN", target="USA"))
    assert (denial.record, denial.why) == ("", "no figure on record bears on it")


def test_duties_on_lists_are_told_where_none_is_on_all_goods(record: Record) -> None:
    one = claim("Beijing calls the tariffs unfair.", date(2018, 9, 18), actor="CHN", target="USA")
    found = of_the_pair(record, one)
    assert "no added duty on all goods" in found.record
    assert "duties on listed goods under 4 programmes" in found.record


def test_purchases_are_those_of_the_buyer(record: Record) -> None:
    one = claim("Washington says China buys too few soybeans.", date(2026, 2, 1))
    assert {figure.series for figure in of_the_pair(record, one).figures} >= {"usa-soybeans-purchases"}


# licences and shipments


def test_an_easing_may_be_dated_by_the_control_that_it_eases(record: Record) -> None:
    fields = {"actor": "CHN", "action": "lift", "product": "rare earths", "date": "2025-10-09"}
    body = "China suspends the controls on rare earths that it announced on October 9."
    found = of_the_pair(record, stated("export_licence", body, NOVEMBER, **fields))
    assert found.verdict == "confirmed"
    assert "suspended from 7 Nov 2025" in found.record


def test_controls_of_other_days_are_told(record: Record) -> None:
    fields = {"actor": "CHN", "action": "restrict", "product": "rare earths", "date": "2024-01-15"}
    found = of_the_pair(record, stated("export_licence", "China limits rare earths.", **fields))
    assert found.why == "the record has such controls, announced on other days"


@pytest.mark.parametrize(("value", "verdict"), [(420.5, "confirmed"), (500.0, "not checkable")])
def test_shipments_in_tonnes_are_held_against_their_series(
    record: Record, value: float, verdict: str
) -> None:
    body = "China's magnet exports to the United States fell in September."
    fields = {"metric": "exports", "geo": "CHN", "unit": "tons", "period": "2025-09"}
    found = of_the_pair(record, stated("statistic", body, NOVEMBER, value=value, **fields))
    assert (found.verdict, found.measures[:1] or ("",)) == (
        verdict,
        ("chn-magnets-usa",) if verdict == "confirmed" else ("",),
    )
