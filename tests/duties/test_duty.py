"""The answer on one good: base, components, what did not apply, what is open, bad questions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.core.errors import BadInput
from detente.duties.calculation.customs import Customs
from detente.ledger.record import Record
from detente.workbench import Workbench


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


def test_components_add_up_to_the_stated_rate(workbench: Workbench) -> None:
    found = workbench.duty("USA", "CHN", "7318.15.80", on="2025-06-09", given=["metal_share=0.6"])
    assert found.state == "known"
    assert found.additional_rate == pytest.approx(sum(part.charged for part in found.components), abs=1e-12)
    assert found.total_rate == pytest.approx(found.base_rate + found.additional_rate, abs=1e-12)


def test_every_component_is_cited_and_every_measure_that_gave_way_says_why(workbench: Workbench) -> None:
    found = workbench.duty("USA", "CHN", "8703.80.00", on="2025-06-09")
    assert all(part.sources for part in found.components)
    assert all(item.why for item in found.not_applied)
    given_way = {item.tranche: item.why for item in found.not_applied}
    assert "gives way to us-232-autos" in given_way["us-cn-recip-10-geneva"]
    assert given_way["us-cn-recip-24-suspended"].startswith("suspended since 2025-05-14")


def test_a_claim_settles_a_range(workbench: Workbench) -> None:
    asked = {"importer": "USA", "origin": "MEX", "product": "8471.30.01.00", "on": "2025-06-09"}
    open_ = workbench.duty(**asked)  # type: ignore[arg-type]
    assert open_.state == "range"
    assert "usmca" in [question.fact for question in open_.questions]
    settled = workbench.duty(**asked, given=["usmca=yes"])  # type: ignore[arg-type]
    assert settled.additional_rate == open_.additional_low
    answers = {answer.value: answer for answer in open_.questions[0].answers}
    assert answers["yes"].low == settled.low


def test_a_use_that_cannot_reach_the_good_is_no_question(workbench: Workbench) -> None:
    """Parts of motorcycles and equipment are of chapters 84, 85 and 87; shelves are of 94."""
    found = workbench.duty("USA", "JPN", "9403.20.00.75", "2026-06-09")
    (use,) = (question for question in found.questions if question.fact == "end_use")
    assert [answer.value for answer in use.answers] == ["other", "civil-aircraft"]
    why = {item.tranche: item.why for item in found.not_applied}
    assert why["us-232-metals-motorcycle-parts"] == "spared: not of 84, 85, 87 (HTSUS ch. 99 note 16(g))"


def test_a_specific_duty_is_unknown_until_the_quantity_is_given(workbench: Workbench) -> None:
    asked = {"importer": "USA", "origin": "CHN", "product": "0409.00.00.45", "on": "2025-06-09"}
    open_ = workbench.duty(**asked)  # type: ignore[arg-type]
    assert open_.state == "unknown"
    assert open_.base_rate is None
    assert open_.total_rate is None
    assert open_.additional_rate > 0
    known = workbench.duty(**asked, value_usd=1000.0, quantities={"kg": 500.0})  # type: ignore[arg-type]
    assert known.base_rate == pytest.approx(0.019 * 500 / 1000, abs=1e-12), "1.9 cents a kilogram"


def test_an_importer_without_a_schedule_has_an_unknown_base(workbench: Workbench) -> None:
    found = workbench.duty("JPN", "USA", "87082950", on="2025-06-09")
    assert (found.state, found.base_rate, found.additional_rate) == ("unknown", None, 0.0)
    assert any("no tariff schedule of JPN" in notice for notice in found.notices)


def test_a_day_beyond_the_record_is_answered_with_a_warning(workbench: Workbench) -> None:
    found = workbench.duty("CHN", "USA", "84715040", on="2026-11-20")
    assert any("newest material on record is of 2026-10-09" in notice for notice in found.notices)
    assert found.additional_low < found.additional_high  # type: ignore[operator]


def test_the_time_of_day_counts(workbench: Workbench) -> None:
    rates = [
        workbench.duty("USA", "CHN", "95030000", on=f"2025-04-{when} America/New_York").additional_rate
        for when in ("09T00:00", "09T00:01", "10T00:00", "10T00:01")
    ]
    assert rates == pytest.approx([0.3, 1.04, 1.04, 1.45])


def test_knowledge_is_an_axis_of_its_own(workbench: Workbench) -> None:
    asked = {"importer": "USA", "origin": "VNM", "product": "8517.13.00", "on": "2025-04-08"}
    assert workbench.duty(**asked, known_at="2025-04-08").additional_rate == 0.1  # type: ignore[arg-type]
    assert workbench.duty(**asked).additional_rate == 0.0  # type: ignore[arg-type]


def test_a_scenario_is_an_overlay(workbench: Workbench) -> None:
    asked = {"importer": "USA", "origin": "CHN", "product": "95030000", "on": "2025-06-09"}
    assert workbench.duty(**asked, scenario="lapse").additional_rate > 0.3  # type: ignore[arg-type]
    assert workbench.duty(**asked).additional_rate == 0.3  # type: ignore[arg-type]


def test_the_json_shape_is_plain(workbench: Workbench) -> None:
    found = workbench.duty("USA", "KOR", "8708.29.51.60", on="2025-12-09")
    shown = json.loads(json.dumps(found.as_json()))
    assert shown["state"] in ("known", "range", "unknown")
    assert {"symbol": "KR", "fact": "korus", "duty": "Free"} in shown["base"]["preferences"]


@pytest.mark.parametrize(
    ("product", "says"),
    [
        ("8507", "heading"),
        ("850760", "not a tariff line"),
        ("850760002", "9 digits"),
        ("85076000201", "11 digits"),
        ("9903.01.24", "chapter"),
        ("9802.00.80", "chapter"),
        ("7712.00.00", "chapter"),
        ("8507.6X.00", "8507.6X.00"),
        ("8507.99.99", "no line"),
        ("", "code"),
    ],
)
def test_a_code_that_is_none_is_refused_with_what_to_do(
    workbench: Workbench, product: str, says: str
) -> None:
    with pytest.raises(BadInput) as refused:
        workbench.duty("USA", "CHN", product, on="2025-06-09")
    assert says in str(refused.value)
    assert refused.value.mend


@pytest.mark.parametrize("value", [-5.0, 0.0, float("nan"), 1e18, float("inf")])
def test_a_value_no_shipment_has_is_refused(workbench: Workbench, value: float) -> None:
    with pytest.raises(BadInput, match="cannot be"):
        workbench.duty("USA", "CHN", "95030000", on="2025-06-09", value_usd=value)


@pytest.mark.parametrize(
    "given", ["usmca", "usmca=perhaps", "umsca=yes", "metal_share=1.5", "loaded_on=soon"]
)
def test_a_fact_that_is_none_is_refused(workbench: Workbench, given: str) -> None:
    with pytest.raises(BadInput):
        workbench.duty("USA", "CHN", "95030000", on="2025-06-09", given=[given])


def test_a_measure_on_a_list_nobody_has_is_refused(record: Record) -> None:
    name, measure = next(
        (name, one) for name, one in record.tables.measures.items() if one.programme == "s301"
    )
    assert measure.scope.products != "all"
    products = replace(measure.scope.products, lists=("no-such-list",))
    odd = replace(measure, scope=replace(measure.scope, products=products))
    tables = replace(record.tables, measures={**record.tables.measures, name: odd})
    with pytest.raises(BadInput, match="'no-such-list' of us-cn-301"):
        _ = Customs(Record(tables, "odd"), "USA", record.newest).lists
