"""Duties on cells, each case worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from support.small_record import measure, on_all, on_list, programme, record_of, rule, tranche

from detente.core.time import Instant
from detente.impact.assumptions import read_assumptions
from detente.impact.customs import Customs, Moment, Weighed
from detente.impact.trade import Goods, Trade
from detente.ledger.entries import Exemption, Interaction, RateRange
from detente.ledger.record import Record
from detente.world.tables import World
from detente.world.trade_cells import TradeCells

MOMENT = Moment(Instant.parse("2025-06-01T12:00 UTC"), date(2025, 6, 1))
ASSUMED = read_assumptions()

Rates = Callable[..., list[float]]


@pytest.fixture
def rates(cells: TradeCells, small_world: World) -> Rates:
    """The duty on each cell that the USA buys of an origin."""

    def find(record: Record, origin: str = "CHN", mfn: float = 0.0) -> list[float]:
        return [round(float(rate), 12) for rate in weighed(record, cells, small_world, origin, mfn).rates]

    return find


def weighed(
    record: Record, cells: TradeCells, world: World, origin: str = "CHN", mfn: float = 0.0
) -> Weighed:
    rows = np.flatnonzero(cells.origin_of == cells.origins.index(origin))
    sector = cells.sector_of[rows]
    goods = Goods(origin, cells, rows, sector, np.full(len(rows), mfn))
    trade = Trade(world, record.economies, {"USA": cells})
    return Customs.at(record, trade, ASSUMED, 0, MOMENT).weigh(goods)


def test_duties_add(rates: Rates) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.2)),
            measure("list", "s301", on_list("metals", "CHN"), tranche("b", 0.25)),
        ],
        [programme("ieepa"), programme("s301")],
    )
    assert rates(record) == [0.2, 0.45, 0.2, 0.45]


def test_exempt_lists_spare_their_goods_from_their_start(rates: Rates) -> None:
    later = Instant.parse("2026-01-01T00:00 UTC")
    scope = on_all("CHN", exempt=(Exemption(list="spared"), Exemption(list="metals", start=later)))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    assert rates(record) == [0.1, 0.1, 0.0, 0.0]


def test_a_retroactive_exemption_needs_to_be_known(rates: Rates) -> None:
    scope = on_all("CHN", exempt=(Exemption(list="spared", known_at=date(2025, 7, 1)),))
    record = record_of([measure("all", "ieepa", scope, tranche("a", 0.1))], [programme("ieepa")])
    assert rates(record) == [0.1, 0.1, 0.1, 0.1]


@pytest.mark.parametrize("kind", ["skip_if_covered_by", "supersedes"])
def test_a_programme_yields_where_another_covers(rates: Rates, kind: str) -> None:
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5)),
        ],
        [programme("ieepa", rule(kind, "s232")), programme("s232")],
    )
    assert rates(record) == [0.1, 0.5, 0.1, 0.5]


def test_a_duty_on_metal_leaves_the_rest_to_the_other(rates: Rates, cells: TradeCells) -> None:
    metal = ASSUMED.metal_share
    record = record_of(
        [
            measure("all", "ieepa", on_all("CHN"), tranche("a", 0.1)),
            measure("list", "s232", on_list("metals", "CHN"), tranche("b", 0.5, value_base="metal_content")),
        ],
        [programme("ieepa", rule("scale_by", "s232")), programme("s232")],
    )
    assert rates(record) == [0.1, 0.5, 0.1, 0.5], "both cells on the list are of iron and steel"
    cells.sector_of[:] = cells.sectors.index("machinery")
    both = round(0.5 * metal + 0.1 * (1 - metal), 12)
    assert rates(record) == [0.1, both, 0.1, both]


def test_an_origin_s_own_rate_takes_the_place_of_the_world_s(rates: Rates) -> None:
    record = record_of(
        [
            measure("world", "ieepa", on_all("WLD"), tranche("w", 0.1)),
            measure("eu", "ieepa", on_all("EU"), tranche("e", 0.15, semantics="floor_total")),
        ],
        [programme("ieepa", rule("most_specific_origin"))],
    )
    assert rates(record, "EU", mfn=0.04) == [0.11]
    assert rates(record, "CHN") == [0.1] * 4


def test_an_interaction_keeps_to_its_origins_and_dates(rates: Rates) -> None:
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
    assert rates(record) == [0.1, 0.6, 0.1, 0.6]


def test_an_exempt_tranche_spares_its_own_programme_only(rates: Rates) -> None:
    record = record_of(
        [
            measure("all", "s301", on_all("CHN"), tranche("a", 0.25)),
            measure("excluded", "s301", on_list("spared", "CHN"), tranche("x", 0.0, semantics="exempt")),
            measure("other", "ieepa", on_all("CHN"), tranche("b", 0.1)),
        ],
        [programme("s301"), programme("ieepa")],
    )
    assert rates(record) == [0.35, 0.35, 0.1, 0.1]


def test_lists_that_turn_on_use_count_by_the_stated_share(rates: Rates) -> None:
    share = ASSUMED.listed_use
    record = record_of(
        [measure("parts", "s232", on_list("s232-autoparts", "EU"), tranche("p", 0.25))], [programme("s232")]
    )
    assert rates(record, "EU") == [0.25 * share]


@pytest.mark.parametrize(
    ("rate", "more", "said"),
    [
        (RateRange(low=0.1, high=0.3), {}, "the middle taken"),
        ("unknown", {}, "its rate is unknown"),
        (None, {"semantics": "specific"}, "not an ad valorem duty"),
    ],
)
def test_what_cannot_be_weighed_is_said(
    cells: TradeCells, small_world: World, rate: object, more: dict[str, str], said: str
) -> None:
    record = record_of([measure("m", "p", on_all("CHN"), tranche("t", rate, **more))], [programme("p")])  # type: ignore[arg-type]
    found = weighed(record, cells, small_world)
    assert any(said in note for note in found.doubts.lines)
    expected = 0.2 if isinstance(rate, RateRange) else 0.0
    assert np.allclose(found.rates, expected, atol=1e-15)


def test_of_one_programme_s_rates_the_highest_holds(rates: Rates) -> None:
    record = record_of(
        [
            measure("low", "s301", on_list("metals", "CHN"), tranche("a", 0.25), tranche("c", 0.5)),
            measure("high", "s301", on_list("spared", "CHN"), tranche("b", 0.5)),
        ],
        [programme("s301", rule("highest_in_programme"))],
    )
    assert rates(record) == [0.0, 0.5, 0.5, 0.5], "25% gives way to 50%, and of two 50% one is due"


def test_an_own_rate_on_the_same_list_leaves_none_of_the_world_s(rates: Rates) -> None:
    """The list is wider than both duties, but it is the same goods of it that either means."""
    share = ASSUMED.listed_use
    record = record_of(
        [
            measure("world", "s232", on_list("s232-autoparts", "WLD"), tranche("w", 0.25)),
            measure("eu", "s232", on_list("s232-autoparts", "EU"), tranche("e", 0.15)),
        ],
        [programme("s232", rule("most_specific_origin"))],
    )
    assert rates(record, "EU") == [pytest.approx(0.15 * share)]
