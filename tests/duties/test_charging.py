"""Duties on goods, each case worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from support.small_record import measure, on_all, on_list, programme, record_of, rule, tranche

from detente.core.time import Instant
from detente.duties.calculation.charging import Charging
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rating import Rating, rate_goods
from detente.duties.calculation.suppositions import suppose
from detente.duties.scope.goods import Lines
from detente.ledger.entries import (
    Exemption,
    Interaction,
    Products,
    RateRange,
    Scope,
    SparedContent,
    Test,
)
from detente.ledger.facts import Value
from detente.ledger.record import Record
from detente.ledger.states import Change

NOON = Instant.parse("2025-06-01T12:00 UTC")
TODAY = date(2025, 6, 1)
PLAIN, METAL, SPARED, BOTH = range(4)
"""Four goods: on no list, on `metals`, on `spared`, on both."""


def goods(base: float = 0.0, preferences: Mapping[str, float] | None = None) -> Lines:
    names = [frozenset[str](), frozenset({"metals"}), frozenset({"spared"}), frozenset({"metals", "spared"})]
    codes = ("85010000", "73010000", "87010000", "76010000")
    claims = {fact: np.full(4, rate) for fact, rate in (preferences or {}).items()}
    return Lines(codes, tuple(names), np.full(4, base), claims)


def rated(
    record: Record, origin: str = "CHN", base: float = 0.0, known_at: date = TODAY, **given: Value
) -> Rating:
    law = LawBook(record, ("USA", origin), known_at).at(NOON)
    return rate_goods(law, goods(base), given)


def stated(record: Record, origin: str = "CHN", base: float = 0.0, **given: Value) -> list[float]:
    return [round(float(rate), 12) for rate in rated(record, origin, base, **given).stated]


def test_duties_add() -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.2)),
            measure("list", "s301", on_list("metals", "CHN"), tranche("b", 0.25)),
        ],
        [programme("ieepa"), programme("s301")],
    )
    assert stated(record) == [0.2, 0.45, 0.2, 0.45]
    assert stated(record, "VNM") == [0.0] * 4


def test_exempt_lists_spare_their_goods_from_their_start() -> None:
    later = Instant.parse("2026-01-01T00:00 UTC")
    scope = on_all("CHN", exempt=(Exemption(list="spared"), Exemption(list="metals", start=later)))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    assert stated(record) == [0.1, 0.1, 0.0, 0.0]


def test_a_retroactive_exemption_needs_to_be_known() -> None:
    scope = on_all("CHN", exempt=(Exemption(list="spared", known_at=date(2025, 7, 1)),))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    assert rated(record).stated.tolist() == [0.1] * 4
    assert rated(record, known_at=date(2025, 7, 1)).stated.tolist() == [0.1, 0.1, 0.0, 0.0]


@pytest.mark.parametrize("kind", ["skip_if_covered_by", "supersedes"])
def test_a_programme_yields_where_another_covers(kind: str) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5)),
        ],
        [programme("ieepa", rule(kind, "s232")), programme("s232")],
    )
    assert stated(record) == [0.1, 0.5, 0.1, 0.5]


def test_metal_content_leaves_the_rest_to_the_other_and_is_a_range() -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5, value_base="metal_content")),
        ],
        [programme("ieepa", rule("scale_by", "s232")), programme("s232")],
    )
    found = rated(record)
    assert found.stated[METAL] == 0.5, "the full value where the content is not shown"
    assert (found.low[METAL], found.high[METAL]) == (0.1, 0.5)
    assert stated(record, metal_share=0.6)[METAL] == pytest.approx(0.6 * 0.5 + 0.4 * 0.1, abs=1e-12)


def test_metal_content_is_the_whole_value_in_named_chapters() -> None:
    duty = tranche("b", 0.5, value_base="metal_content", full_value_in=("73",))
    record = record_of([measure("l", "s232", on_list("metals", "CHN"), duty)], [programme("s232")])
    found = rated(record, metal_share=0.2)
    assert found.stated.tolist() == [0.0, 0.5, 0.0, pytest.approx(0.1)]


def test_an_origin_s_own_rate_takes_the_place_of_the_world_s() -> None:
    record = record_of(
        [
            measure("world", "ieepa", on_all("WLD"), tranche("w", 0.1)),
            measure("eu", "ieepa", on_all("EU"), tranche("e", 0.15, semantics="floor_total")),
        ],
        [programme("ieepa", rule("most_specific_origin"))],
    )
    assert stated(record, "EU", base=0.04) == [0.11] * 4
    assert stated(record, "DEU", base=0.2) == [0.0] * 4, "the ordinary duty is above the floor"
    assert stated(record, "CHN") == [0.1] * 4


def test_a_floor_on_an_unknown_base_lies_between_nothing_and_its_rate() -> None:
    record = record_of(
        [measure("eu", "ieepa", on_all("EU"), tranche("e", 0.15, semantics="floor_total"))],
        [programme("ieepa")],
    )
    found = rated(record, "EU", base=float("nan"))
    assert (found.low[PLAIN], found.high[PLAIN]) == (0.0, 0.15)
    assert np.isnan(found.total_low[PLAIN])


def test_a_floor_is_net_of_the_preference_claimed() -> None:
    record = record_of(
        [measure("kor", "ieepa", on_all("VNM"), tranche("k", 0.15, semantics="floor_total"))],
        [programme("ieepa")],
    )
    law = LawBook(record, ("USA", "VNM"), TODAY).at(NOON)
    lines = goods(0.05, {"korus": 0.005})
    assert rate_goods(law, lines, {"korus": True}).stated[PLAIN] == pytest.approx(0.145)
    open_ = rate_goods(law, lines, {})
    assert (open_.stated[PLAIN], open_.low[PLAIN], open_.high[PLAIN]) == pytest.approx((0.1, 0.1, 0.145))
    assert (open_.total_low[PLAIN], open_.total_high[PLAIN]) == pytest.approx((0.15, 0.15))


def test_an_interaction_keeps_to_its_origins_and_dates() -> None:
    only_eu = Interaction(rule="skip_if_covered_by", citation="t", programmes=("s232",), origins=("EU",))
    past = Interaction(
        rule="skip_if_covered_by", citation="t", programmes=("s232",),
        end=Instant.parse("2025-02-01T00:00 UTC"),
    )  # fmt: skip
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5)),
        ],
        [programme("ieepa", only_eu, past), programme("s232")],
    )
    assert stated(record) == [0.1, 0.6, 0.1, 0.6]


def test_an_exempt_tranche_lifts_its_own_programme_and_those_it_waives() -> None:
    measures = [
        measure("all", "s301", on_all("CHN"), tranche("a", 0.25)),
        measure("excluded", "s301", on_list("spared", "CHN"), tranche("x", 0.0, semantics="exempt")),
        measure("other", "ieepa", on_all("CHN"), tranche("b", 0.1)),
    ]
    assert stated(record_of(measures, [programme("s301"), programme("ieepa")])) == [0.35, 0.35, 0.1, 0.1]
    waiving = replace(programme("s301"), waives=("ieepa",))
    assert stated(record_of(measures, [waiving, programme("ieepa")])) == [0.35, 0.35, 0.0, 0.0]


def test_of_one_programme_s_rates_the_highest_holds() -> None:
    record = record_of(
        [
            measure("low", "s301", on_list("metals", "CHN"), tranche("a", 0.25), tranche("c", 0.5)),
            measure("high", "s301", on_list("spared", "CHN"), tranche("b", 0.5)),
        ],
        [programme("s301", rule("highest_in_programme"))],
    )
    assert stated(record) == [0.0, 0.5, 0.5, 0.5], "25% gives way to 50%, and of two 50% one is due"


def test_a_claim_left_open_is_a_range_and_stated_without_it() -> None:
    scope = on_all("VNM", exempt=(Exemption(when=Test(fact="usmca", equals="yes")),))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.25))], [programme("ieepa")])
    found = rated(record, "VNM")
    assert (found.stated[PLAIN], found.low[PLAIN], found.high[PLAIN]) == (0.25, 0.0, 0.25)
    assert (found.claimed[PLAIN], found.unclaimed[PLAIN]) == (0.0, 0.25)
    assert stated(record, "VNM", usmca=True) == [0.0] * 4


def test_what_is_settled_is_presumed() -> None:
    when = Test(fact="loaded_on", before=Instant.parse("2025-04-05T00:01 UTC"))
    scope = on_all("CHN", exempt=(Exemption(when=when, end=Instant.parse("2025-07-01T00:00 UTC")),))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    found = rated(record)
    assert found.low[PLAIN] == found.high[PLAIN] == 0.1, "an ordinary entry is not in transit"
    assert stated(record, loaded_on=date(2025, 4, 4))[PLAIN] == 0.0
    assert stated(record, loaded_on=date(2025, 4, 5))[PLAIN] == 0.1


def test_content_is_spared_once_it_reaches_its_share() -> None:
    scope = Scope(
        products="all", origins=("CHN",),
        spared_content=SparedContent(fact="us_content", at_least=0.2, citation="t"),
    )  # fmt: skip
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    assert stated(record)[PLAIN] == 0.1
    assert stated(record, us_content=0.19)[PLAIN] == 0.1
    assert stated(record, us_content=0.3)[PLAIN] == pytest.approx(0.07)


def test_a_list_not_on_record_leaves_a_range_inside_its_bounds() -> None:
    products = Products(description="drugs", within=("8501",))
    scope = Scope(products=products, origins=("CHN",))
    record = record_of([measure("d", "s232", scope, tranche("us-232-d", 1.0))], [programme("s232")])
    found = rated(record)
    assert (found.low[PLAIN], found.stated[PLAIN], found.high[PLAIN]) == (0.0, 0.0, 1.0)
    assert found.high[METAL] == 0.0, "outside the bounds nothing is open"
    assert stated(record, **{"us-232-d": True})[PLAIN] == 1.0


@pytest.mark.parametrize("rate", ["unknown", None])
def test_a_rate_nobody_knows_is_unknown_and_not_zero(rate: str | None) -> None:
    kind = {"semantics": "specific"} if rate is None else {}
    record = record_of([measure("m", "p", on_all("CHN"), tranche("t", rate, **kind))], [programme("p")])  # type: ignore[arg-type]
    assert rated(record).unknown.all()


def test_a_range_of_rates_is_one_rate_on_each_of_its_lists() -> None:
    rate = RateRange(low=0.05, high=0.25, by_list={"metals": 0.05, "spared": 0.25})
    scope = Scope(products=Products(description="", lists=("metals", "spared")), origins=("CHN",))
    record = record_of([measure("m", "p", scope, tranche("t", rate))], [programme("p")])  # type: ignore[arg-type]
    found = rated(record)
    assert found.low.tolist()[:3] == found.high.tolist()[:3] == [0.0, 0.05, 0.25]


def test_what_only_instruments_bring_is_open_after_the_newest_material() -> None:
    late = Instant.parse("2030-02-01T00:00 UTC")
    record = record_of([measure("m", "p", on_all("CHN"), tranche("t", 0.1))], [programme("p")])
    record = record.assuming(
        {"t": [Change(NOON, "suspended", TODAY, "e"), Change(late, "in_force", TODAY, "e")]}, "x"
    )
    law = LawBook(record, ("USA", "CHN"), TODAY).at(Instant.parse("2031-01-01T00:00 UTC"))
    found = rate_goods(law, goods(), {})
    assert (found.low[PLAIN], found.high[PLAIN], found.stated[PLAIN]) == (0.0, 0.1, 0.1)


def test_cases_grow_with_the_facts_that_bear_on_a_good_alone() -> None:
    when = Test(fact="end_use", equals="civil-aircraft")
    scope = on_all("CHN", exempt=(Exemption(list="spared", when=when),))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    charging = Charging(LawBook(record, ("USA", "CHN"), TODAY).at(NOON), goods())
    supposed = suppose(charging, {})
    assert np.bincount(supposed.cases.good).tolist() == [1, 1, 2, 2]
    assert supposed.open_facts == ("end_use",)
