"""From the record to sector tariffs on the shipped world."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.core.time import end_of_day
from detente.duties.averages.averages import AverageQuestion, average
from detente.duties.calculation.customs import Customs
from detente.impact.bridge import Bridge, Day
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question
from detente.world.tables import World, load_world

NEWEST = date(2026, 10, 9)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def added(record: Record, world: World, day: str) -> np.ndarray:
    return Bridge.over(world, record).added(record, Day(date.fromisoformat(day), NEWEST)).rates


def pair_mean(rates: np.ndarray, world: World, importer: str, origin: str) -> float:
    i, j = world.economies.index(importer), world.economies.index(origin)
    flow = world.flows[j, i] * world.goods
    return float((rates[j, i] * flow).sum() / flow.sum())


def test_services_and_own_sales_pay_nothing(record: Record, world: World) -> None:
    rates = added(record, world, "2025-04-20")
    assert not rates[:, :, ~world.goods].any()
    assert not np.einsum("iik->ik", rates).any()
    assert (rates >= 0).all()


def test_before_the_dispute_nothing_is_added(record: Record, world: World) -> None:
    assert not added(record, world, "2018-01-10").any()


def test_an_all_goods_duty_without_exemptions_falls_on_every_sector(record: Record, world: World) -> None:
    before, after = added(record, world, "2025-02-03"), added(record, world, "2025-02-05")
    chn, usa = world.economies.index("CHN"), world.economies.index("USA")
    change = (after - before)[chn, usa][world.goods]
    assert np.allclose(change, 0.10, atol=1e-12), "the fentanyl duty spares no goods of China"


def test_china_charges_all_american_goods_alike_in_2025(record: Record, world: World) -> None:
    before, after = added(record, world, "2025-04-08"), added(record, world, "2025-04-13")
    chn, usa = world.economies.index("CHN"), world.economies.index("USA")
    assert np.allclose((after - before)[usa, chn][world.goods], 1.25, atol=1e-12)


def test_averages_lie_near_published_ones(record: Record, world: World) -> None:
    """PIIE puts China's average on US goods at about 21% in 2020, of which some 6 to 8 points are MFN."""
    rates = added(record, world, "2020-03-01")
    assert pair_mean(rates, world, "CHN", "USA") == pytest.approx(0.14, abs=0.02)
    assert pair_mean(rates, world, "USA", "CHN") == pytest.approx(0.11, abs=0.02)


@pytest.mark.parametrize("on", [date(2020, 3, 1), date(2025, 6, 9), date(2026, 3, 15)])
@pytest.mark.parametrize(
    ("importer", "origin"), [("USA", "CHN"), ("CHN", "USA"), ("USA", "MEX"), ("USA", "KOR")]
)
def test_a_sector_s_duty_is_its_average(
    record: Record, world: World, importer: str, origin: str, on: date
) -> None:
    """Two ways to one figure: through the bridge, which passes over what no added duty turns on, and not."""
    rates = added(record, world, on.isoformat())
    customs = Customs(record, importer, NEWEST)
    instant = end_of_day(on, record.zone_of(importer))
    question = AverageQuestion(instant, "sector", {})
    averages = average(record, customs.weights, [customs.book(origin)], question)
    mine = rates[world.economies.index(origin), world.economies.index(importer)]
    told = {row.key: row.additional_rate for row in averages.rows}
    for sector, rate, goods in zip(world.sectors, mine, world.goods, strict=True):
        if goods and sector in told:
            assert rate == pytest.approx(told[sector], abs=1e-12), sector


def test_members_of_the_union_weigh_alike(record: Record, world: World) -> None:
    rates = added(record, world, "2025-04-08")
    usa, germany, france = (world.economies.index(code) for code in ("USA", "DEU", "FRA"))
    assert np.array_equal(rates[germany, usa], rates[france, usa]), "the USA's imports know the EU as one"


def test_members_of_the_union_pay_its_rate(record: Record, world: World) -> None:
    rates = added(record, world, "2025-04-08")
    usa = world.economies.index("USA")
    machinery = world.sectors.index("machinery")
    for code in ("DEU", "FRA", "ITA"):
        assert 0 < rates[world.economies.index(code), usa, machinery] <= 0.30


@pytest.mark.parametrize(("on", "unsure"), [(date(2026, 10, 15), False), (date(2026, 11, 15), True)])
def test_a_duty_that_only_the_instruments_bring_is_doubted(
    record: Record, world: World, on: date, unsure: bool
) -> None:
    lines = Bridge.over(world, record).added(record, Day(on, on)).doubts.lines
    doubted = [line for line in lines if "not known to be so" in line]
    assert bool(doubted) is unsure
    assert all("cn-us-24-suspended" in line for line in doubted)


def test_doubts_name_what_was_left_out(record: Record, world: World) -> None:
    doubts = Bridge.over(world, record).added(record, Day(date(2025, 6, 9), NEWEST)).doubts
    assert any("left out" in note for note in doubts.lines)
    assert any("assumed" in note for note in doubts.lines)


@pytest.mark.parametrize("name", ["hold", "lapse", "peak", "deal"])
def test_a_scenario_is_worked_out_only_where_it_touches(record: Record, world: World, name: str) -> None:
    """Two ways to one cube: anew as a whole, and only the touched pairs on top of the day's law."""
    day = Day(date(2025, 6, 9), NEWEST)
    question = Question(("USA", "CHN"), end_of_day(day.on, "America/New_York"), NEWEST)
    assumed = apply(record, read_scenario(name), question)
    bridge = Bridge.over(world, record)
    held = bridge.added(record, day).rates
    whole = Bridge.over(world, record).added(assumed.record, day).rates
    assert np.array_equal(bridge.added_under(assumed, day, held).rates, whole)


def test_a_union_s_stated_trade_is_what_its_duty_bears_on(record: Record, world: World) -> None:
    """The list of 2018 was worth EUR 2.8bn for the whole Union, not for each member."""
    rates = added(record, world, "2019-06-09")
    usa = world.economies.index("USA")
    members = [row for row, code in enumerate(world.economies) if record.economies.covers("EU", code)]
    paid = float((rates[usa, members] * world.flows[usa, members]).sum()) * 1e6
    stated = record.scope_of("eu-us-2018").products.trade_usd  # type: ignore[union-attr]
    assert paid == pytest.approx(0.175 * stated, rel=1e-9), "the middle of 10 and 25%"
