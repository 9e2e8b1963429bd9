"""Lists of which only the trade is stated: the same rules as for lines on record, by hand.

In the small world every economy buys goods for 200 million USD of every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from support.small_record import measure, of_worth, on_all, on_list, programme, record_of, rule, tranche

from detente.core.time import Instant
from detente.duties.averages.imports import Imports
from detente.impact.borders import Border, Moment, Weighed
from detente.impact.line_goods import LineGoods
from detente.impact.trade import Trade
from detente.ledger.entries import Exemption, Measure, Programme
from detente.ledger.facts import shipped_facts
from detente.world.tables import World

MOMENT = Moment(Instant.parse("2025-06-01T12:00 UTC"), date(2025, 6, 1))
QUARTER = 50e6
"""A quarter of what one economy buys of another."""


def charged(
    world: World,
    measures: Sequence[Measure],
    *programmes: Programme,
    pair: tuple[str, str] = ("USA", "CHN"),
    goods: LineGoods | None = None,
) -> Weighed:
    """Return what an importer adds on an origin; without goods by line, by the world's flows."""
    record = record_of(list(measures), list(programmes))
    importer, exporter = (world.economies.index(code) for code in pair)
    trade = Trade(world, record.economies, {"USA": goods} if goods else {})
    found = Border(record, trade, importer, MOMENT).added(exporter)
    return Weighed(found.rates[world.goods], found.doubts)


def said(found: Weighed, words: str) -> bool:
    return any(words in line for line in found.doubts.lines)


def test_a_list_counts_by_its_share_of_the_trade(small_world: World) -> None:
    found = charged(
        small_world, [measure("list", "s301", of_worth(QUARTER, "CHN"), tranche("a", 0.4))], programme("s301")
    )
    assert np.allclose(found.rates, 0.1, atol=1e-12), "40% on a quarter"
    assert said(found, "weighed by the trade stated for its list, spread over all goods: a")


def test_a_list_is_shared_by_all_origins_it_is_of(small_world: World) -> None:
    found = charged(
        small_world,
        [measure("list", "s301", of_worth(2 * QUARTER, "CHN", "VNM"), tranche("a", 0.4))],
        programme("s301"),
    )
    assert np.allclose(found.rates, 0.1, atol=1e-12), "100 of the 400 million bought of both"


@pytest.mark.parametrize("importer", ["DEU", "FRA"])
def test_a_union_s_list_is_shared_by_its_members(small_world: World, importer: str) -> None:
    union = replace(measure("list", "answer", of_worth(100e6, "USA"), tranche("a", 0.4)), imposing="EU")
    found = charged(small_world, [union], programme("answer"), pair=(importer, "USA"))
    assert np.allclose(found.rates, 0.1, atol=1e-12), "100 of the 400 million that both members buy"


def test_a_union_charges_nothing_within_its_border(small_world: World) -> None:
    union = replace(measure("all", "answer", on_all("WLD"), tranche("a", 0.4)), imposing="EU")
    assert not charged(small_world, [union], programme("answer"), pair=("DEU", "FRA")).rates.any()
    assert charged(small_world, [union], programme("answer"), pair=("DEU", "VNM")).rates.all()


def test_a_list_worth_more_than_the_trade_covers_all_of_it(small_world: World) -> None:
    found = charged(
        small_world, [measure("list", "s301", of_worth(1e12, "CHN"), tranche("a", 0.4))], programme("s301")
    )
    assert np.allclose(found.rates, 0.4, atol=1e-12)


def test_without_lines_or_trade_it_is_left_out_and_said(small_world: World) -> None:
    found = charged(
        small_world,
        [
            measure("all", "s301", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s301", on_list("metals", "CHN"), tranche("b", 0.4)),
            measure("free", "s301", on_list("metals", "CHN"), tranche("c", 0.0, semantics="exempt")),
        ],
        programme("s301"),
    )
    assert np.allclose(found.rates, 0.1, atol=1e-12)
    assert said(found, "left out, neither its lines nor its trade are on record: b")
    assert said(found, "exemption not applied, neither its lines nor its trade are on record: c")


def test_an_exempt_tranche_spares_its_stated_share(small_world: World) -> None:
    found = charged(
        small_world,
        [
            measure("all", "s301", on_all("CHN"), tranche("a", 0.4)),
            measure("free", "s301", of_worth(QUARTER, "CHN"), tranche("c", 0.0, semantics="exempt")),
        ],
        programme("s301"),
    )
    assert np.allclose(found.rates, 0.3, atol=1e-12), "three quarters are left"
    assert not said(found, "by chance"), "a share of all goods is certain"


def test_an_exempt_list_not_on_record_is_said(small_world: World) -> None:
    scope = on_all("CHN", exempt=(Exemption(list="spared"),))
    found = charged(small_world, [measure("all", "ieepa", scope, tranche("a", 0.1))], programme("ieepa"))
    assert np.allclose(found.rates, 0.1, atol=1e-12)
    assert said(found, "exempt list not on record, its goods count: spared of a")


def test_an_exempt_list_on_record_takes_its_goods_out(small_world: World, goods: LineGoods) -> None:
    scope = of_worth(QUARTER, "CHN", exempt=(Exemption(list="metals"),))
    measures = [measure("list", "s301", scope, tranche("a", 0.4))]
    found = charged(small_world, measures, programme("s301"), goods=goods)
    assert np.allclose(found.rates, [0.0, 0.1], atol=1e-12), "all steel of China is on `metals`"
    assert said(found, "taken as by chance: a")


def test_a_programme_yields_on_the_stated_share(small_world: World) -> None:
    found = charged(
        small_world,
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", of_worth(QUARTER, "CHN"), tranche("b", 0.5)),
        ],
        programme("ieepa", rule("skip_if_covered_by", "s232")),
        programme("s232"),
    )
    assert np.allclose(found.rates, 0.75 * 0.1 + 0.25 * 0.5, atol=1e-12)


def test_two_lists_overlap_by_chance_and_it_is_said(small_world: World) -> None:
    found = charged(
        small_world,
        [
            measure("half", "s301", of_worth(2 * QUARTER, "CHN"), tranche("a", 0.1)),
            measure("quarter", "s232", of_worth(QUARTER, "CHN"), tranche("b", 0.5)),
        ],
        programme("s301", rule("skip_if_covered_by", "s232")),
        programme("s232"),
    )
    assert np.allclose(found.rates, 0.5 * 0.75 * 0.1 + 0.25 * 0.5, atol=1e-12)
    assert said(found, "how far lists overlap is not known, taken as by chance: a")


def test_an_origin_s_own_rate_replaces_the_world_s_on_its_share(small_world: World) -> None:
    found = charged(
        small_world,
        [
            measure("world", "ieepa", on_all("WLD"), tranche("w", 0.1)),
            measure("own", "ieepa", of_worth(QUARTER, "CHN"), tranche("o", 0.2)),
        ],
        programme("ieepa", rule("most_specific_origin")),
    )
    assert np.allclose(found.rates, 0.75 * 0.1 + 0.25 * 0.2, atol=1e-12)


def test_a_duty_on_part_of_the_value_keeps_to_it_without_lines(small_world: World) -> None:
    found = charged(
        small_world,
        [measure("all", "s232", on_all("CHN"), tranche("a", 0.5, value_base="metal_content"))],
        programme("s232"),
    )
    share = shipped_facts()["metal_share"].in_trade
    assert isinstance(share, float)
    assert np.allclose(found.rates, 0.5 * share, atol=1e-12)


def test_lines_of_lists_only_are_made_whole_by_the_world_s_flows(
    small_world: World, imports: Imports, lists: Path
) -> None:
    """Of 100 million of steel 70 stand on `metals`; the machinery in the imports is more than the flow."""
    listed = LineGoods(replace(imports, complete=False), None, (lists,))
    measures = [
        measure("list", "s301", on_list("metals", "CHN"), tranche("a", 0.5)),
        measure("other", "s232", on_list("spared", "CHN"), tranche("b", 0.26)),
        measure("all", "ieepa", on_all("CHN"), tranche("c", 0.1)),
    ]
    programmes = programme("s301"), programme("s232"), programme("ieepa", rule("skip_if_covered_by", "s301"))
    found = charged(small_world, measures, *programmes, goods=listed)
    steel = 0.7 * 0.5 + 0.2 * 0.26 + 0.3 * 0.1
    machinery = 30 / 130 * 0.26 + 0.1
    assert np.allclose(found.rates, [steel, machinery], atol=1e-12)


def test_a_stated_list_bears_on_lines_and_on_the_rest(
    small_world: World, imports: Imports, lists: Path
) -> None:
    listed = LineGoods(replace(imports, complete=False), None, (lists,))
    measures = [measure("list", "s301", of_worth(QUARTER, "CHN"), tranche("a", 0.4))]
    found = charged(small_world, measures, programme("s301"), goods=listed)
    assert np.allclose(found.rates, 0.1, atol=1e-12)


def test_a_list_of_which_no_trade_is_held_is_left_out_and_said(
    small_world: World, imports: Imports, lists: Path
) -> None:
    """The rest stands on no list, so a list without rows would vanish without a word."""
    (lists / "lists" / "cars.txt").write_text("87032301\n", encoding="utf-8")
    listed = LineGoods(replace(imports, complete=False), None, (lists,))
    measures = [measure("list", "s301", on_list("cars", "CHN"), tranche("a", 0.4))]
    found = charged(small_world, measures, programme("s301"), goods=listed)
    assert not found.rates.any()
    assert said(found, "left out, neither its lines nor its trade are on record: a")


def test_an_origin_of_which_lists_hold_nothing_has_no_lines(
    small_world: World, imports: Imports, lists: Path
) -> None:
    listed = LineGoods(replace(imports, complete=False), None, (lists,))
    measures = [measure("list", "s301", on_list("metals", "VNM"), tranche("a", 0.4))]
    found = charged(small_world, measures, programme("s301"), pair=("USA", "VNM"), goods=listed)
    assert not found.rates.any()
    assert said(found, "left out, neither its lines nor its trade are on record: a")


def test_imports_of_other_sectors_are_not_used_and_that_is_said(small_world: World, goods: LineGoods) -> None:
    """Their lines would find no sector, and every duty would vanish."""
    other = replace(small_world, sectors=("farms", "mills", "services"))
    measures = [measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1))]
    found = charged(other, measures, programme("ieepa"), goods=goods)
    assert np.allclose(found.rates, 0.1, atol=1e-12)
    assert said(found, "imports by line not used, their sectors are not those of the world table: USA")
