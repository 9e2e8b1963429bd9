"""Duties on goods bought by line, each case worked out by hand.

Of China the USA buys steel for 50 million on the list `metals` and for 20 on `metals` and `spared`, and
machinery for 100 on no list and for 30 on `spared`; of the EU machinery for 10, which pays 2.5%.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from support.small_record import measure, on_all, on_list, programme, record_of, rule, tranche

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.duties.averages.imports import Imports
from detente.impact.borders import Border, Moment, Weighed
from detente.impact.line_goods import LineGoods
from detente.impact.trade import Trade
from detente.ledger.entries import Exemption, Interaction, RateRange, Test
from detente.ledger.facts import shipped_facts
from detente.ledger.record import Record
from detente.world.tables import World

MOMENT = Moment(Instant.parse("2025-06-01T12:00 UTC"), date(2025, 6, 1))
METAL_SHARE = shipped_facts()["metal_share"].in_trade

Rates = Callable[..., list[float]]


@pytest.fixture
def rates(goods: LineGoods, small_world: World) -> Rates:
    """The duty on steel and machinery that the USA buys of an origin."""

    def find(record: Record, origin: str = "CHN") -> list[float]:
        found = weighed(record, goods, small_world, origin)
        return [round(float(rate), 12) for rate in found.rates[small_world.goods]]

    return find


def weighed(record: Record, goods: LineGoods, world: World, origin: str = "CHN") -> Weighed:
    trade = Trade(world, record.economies, {"USA": goods})
    return Border(record, trade, 0, MOMENT).added(world.economies.index(origin))


def near(*values: float) -> list[float]:
    return [round(value, 12) for value in values]


def test_duties_add(rates: Rates) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.2)),
            measure("list", "s301", on_list("metals", "CHN"), tranche("b", 0.25)),
        ],
        [programme("ieepa"), programme("s301")],
    )
    assert rates(record) == near(0.45, 0.2)


def test_a_list_weighs_by_the_trade_on_it(rates: Rates) -> None:
    record = record_of(
        [measure("list", "s301", on_list("spared", "CHN"), tranche("b", 0.26))], [programme("s301")]
    )
    assert rates(record) == near(0.26 * 20 / 70, 0.26 * 30 / 130)


def test_an_exemption_spares_its_goods_while_it_runs(rates: Rates) -> None:
    later = Instant.parse("2026-01-01T00:00 UTC")
    scope = on_all("CHN", exempt=(Exemption(list="spared"), Exemption(list="metals", start=later)))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.13))], [programme("ieepa")])
    assert rates(record) == near(0.13 * 50 / 70, 0.13 * 100 / 130)


def test_a_programme_yields_where_another_covers(rates: Rates) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5)),
        ],
        [programme("ieepa", rule("skip_if_covered_by", "s232")), programme("s232")],
    )
    assert rates(record) == near(0.5, 0.1)


def test_a_duty_on_metal_falls_on_the_share_it_has_in_trade(
    rates: Rates, goods: LineGoods, small_world: World
) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5, value_base="metal_content")),
        ],
        [programme("ieepa", rule("scale_by", "s232")), programme("s232")],
    )
    assert isinstance(METAL_SHARE, float)
    assert rates(record) == near(0.5 * METAL_SHARE + 0.1 * (1 - METAL_SHARE), 0.1)
    said = weighed(record, goods, small_world).doubts.lines
    assert said == (f"facts that nobody declares, share of trade assumed: metal_share {METAL_SHARE:.0%}",)


def test_a_floor_is_net_of_the_line_s_ordinary_duty(rates: Rates) -> None:
    record = record_of(
        [
            measure("world", "ieepa", on_all("WLD"), tranche("w", 0.1)),
            measure("eu", "ieepa", on_all("EU"), tranche("e", 0.15, semantics="floor_total")),
        ],
        [programme("ieepa", rule("most_specific_origin"))],
    )
    assert rates(record, "DEU")[1] == pytest.approx(0.125), "15% in all, of which 2.5% are ordinary"
    assert rates(record, "CHN") == near(0.1, 0.1)


def test_a_sector_that_is_not_traded_has_the_mean_of_the_others(rates: Rates) -> None:
    record = record_of([measure("eu", "ieepa", on_all("EU"), tranche("e", 0.15))], [programme("ieepa")])
    assert rates(record, "FRA") == near(0.15, 0.15)


def test_an_interaction_keeps_to_its_origins(rates: Rates) -> None:
    only_eu = Interaction(rule="skip_if_covered_by", citation="t", programmes=("s232",), origins=("EU",))
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN", "VNM"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN", "VNM"), tranche("b", 0.5)),
        ],
        [programme("ieepa", only_eu), programme("s232")],
    )
    assert rates(record) == near(0.6, 0.1)


def test_a_claim_weighs_by_the_trade_that_makes_it(imports: Imports, lists: Path, small_world: World) -> None:
    exempt = (Exemption(when=Test(fact="usmca", equals="yes")),)
    record = record_of(
        [measure("all", "ieepa", on_all("CHN", exempt=exempt), tranche("a", 0.1))], [programme("ieepa")]
    )
    claiming = replace(imports, claimed=np.array([0.25, 0.25, 0.25, 0.25, 0.0]))
    found = weighed(record, LineGoods(claiming, None, (lists,)), small_world)
    assert found.rates[:2] == pytest.approx([0.075, 0.075])
    assert found.doubts.lines == ()
    silent = weighed(record, LineGoods(imports, None, (lists,)), small_world)
    assert silent.rates[:2] == pytest.approx([0.1, 0.1])
    assert silent.doubts.lines == ("claims of preference not counted, taken as none: usmca",)


@pytest.mark.parametrize(
    ("rate", "more", "due", "said"),
    [
        (RateRange(low=0.1, high=0.3), {}, 0.2, "rates not known by line, the middle taken: b (10 to 30%)"),
        ("unknown", {}, 0.0, "left out, its rate is unknown: b"),
        (None, {"semantics": "specific"}, 0.0, "left out, not an ad valorem duty: b"),
    ],
)
def test_what_cannot_be_weighed_is_said(
    goods: LineGoods, small_world: World, rate: object, more: dict[str, str], due: float, said: str
) -> None:
    record = record_of(
        [measure("list", "s301", on_list("metals", "CHN"), tranche("b", rate, **more))],  # type: ignore[arg-type]
        [programme("s301")],
    )
    found = weighed(record, goods, small_world)
    assert found.rates[0] == pytest.approx(due)
    assert found.doubts.lines == (said,)


def test_rates_that_are_known_by_list_leave_no_doubt(goods: LineGoods, small_world: World) -> None:
    rate = RateRange(low=0.1, high=0.3, by_list={"metals": 0.3})
    record = record_of(
        [measure("list", "s301", on_list("metals", "CHN"), tranche("b", rate))],  # type: ignore[arg-type]
        [programme("s301")],
    )
    found = weighed(record, goods, small_world)
    assert found.rates[0] == pytest.approx(0.3)
    assert found.doubts.lines == ()


def test_a_duty_beyond_the_newest_material_counts_and_is_doubted(
    goods: LineGoods, small_world: World
) -> None:
    later = replace(tranche("a", 0.1, known_at=date(2025, 1, 1)), start=Instant.parse("2031-01-01T00:00 UTC"))
    record = record_of([measure("all", "ieepa", on_all("CHN"), later)], [programme("ieepa")])
    moment = Moment(Instant.parse("2031-06-01T12:00 UTC"), date(2031, 6, 1))
    assert record.newest < moment.known_at
    trade = Trade(small_world, record.economies, {"USA": goods})
    found = Border(record, trade, 0, moment).added(1)
    assert found.rates[0] == pytest.approx(0.1)
    assert found.doubts.lines == ("by the published instruments, not known to be so: a",)


def test_other_origins_stand_in_where_an_origin_has_no_rows(goods: LineGoods, small_world: World) -> None:
    """All rows together hold 70 of steel, all of it on `metals`, and 140 of machinery."""
    record = record_of(
        [measure("list", "s301", on_list("spared", "VNM"), tranche("b", 0.28))], [programme("s301")]
    )
    found = weighed(record, goods, small_world, "VNM")
    assert found.rates[:2] == pytest.approx([0.28 * 20 / 70, 0.28 * 30 / 140])
    assert found.doubts.lines == ("origins without imports by line weigh as all origins together: USA",)


def test_a_list_that_is_not_on_record_is_refused(goods: LineGoods, small_world: World) -> None:
    record = record_of(
        [measure("list", "s301", on_list("metal", "CHN"), tranche("b", 0.2))], [programme("s301")]
    )
    with pytest.raises(BadInput, match="product list 'metal' of b is not on record"):
        weighed(record, goods, small_world)
