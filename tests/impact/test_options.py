"""The named choices of the model: what each changes, and in which direction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.core.time import end_of_day
from detente.duties.headline import headline
from detente.impact.bridge import Bridge, Day
from detente.impact.effects import Effects, EffectsQuestion
from detente.impact.solving import Ask, effects
from detente.ledger.record import Record
from detente.world.elasticities import at_horizon, elasticity_sets, load_elasticities
from detente.world.tables import World, load_world

PAIR = ("USA", "CHN")
ON = date(2025, 4, 20)
NEWEST = date(2026, 10, 9)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def asked(record: Record, **options: str) -> Effects:
    return effects(record, Ask(PAIR, ON), EffectsQuestion(**options), "icio-2022")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def usual(record: Record) -> Effects:
    return asked(record)


def test_every_choice_is_named_in_the_answer(record: Record) -> None:
    found = asked(record, horizon="short", taxed="all", deficits="purged").options
    assert found == {
        "elasticities": "caliendo-parro-2015",
        "horizon": "short",
        "deficits": "purged",
        "revenue": "rebated lump-sum",
        "taxed": "goods and services",
        "welfare": "exact, first order beside it",
    }


def test_trade_reacts_less_in_the_first_year(record: Record, usual: Effects) -> None:
    """With smaller elasticities imports fall less, and a tariff takes more."""
    short = asked(record, horizon="short")
    for code in PAIR:
        long_run, first_year = usual.economy(code), short.economy(code)
        assert long_run.imports_percent < first_year.imports_percent < 0
        assert first_year.tariff_revenue_change_usd > long_run.tariff_revenue_change_usd


def test_short_run_elasticities_are_the_long_run_s_by_the_published_ratio() -> None:
    long_run = load_elasticities("caliendo-parro-2015")
    short = at_horizon(long_run, "short")
    for sector, value in short.values.items():
        assert value == pytest.approx(0.38 * long_run.values[sector], rel=1e-12), "0.76 over 2"
    assert "Boehm" in short.citation
    assert at_horizon(long_run, "long") is long_run


def test_every_set_has_a_short_run_or_a_refusal() -> None:
    sets = [load_elasticities(name) for name in elasticity_sets()]
    without = [chosen for chosen in sets if chosen.short is None]
    assert [chosen.name for chosen in without] == ["lashkaripour-lugovskyy-2023"]
    with pytest.raises(BadInput, match="'lashkaripour-lugovskyy-2023' have no short-run counterpart"):
        at_horizon(without[0], "short")


def test_a_short_run_of_the_user_s_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("sector,value,short\nfood,4,1.5\n", encoding="utf-8")
    assert at_horizon(load_elasticities(file), "short").values == {"food": 1.5}
    file.write_text("sector,value,short\nfood,4,\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"mine.csv:2, field short: '' is not a positive number"):
        load_elasticities(file)
    file.write_text("sector,value\nfood,4\n", encoding="utf-8")
    with pytest.raises(BadInput, match="the elasticities 'mine' have no short-run counterpart"):
        at_horizon(load_elasticities(file), "short")


def test_services_pay_the_duties_on_all_goods_alone(record: Record, world: World) -> None:
    """What services would pay is the headline rate: no list holds them."""
    taxed, plain = Bridge.over(world, record, services=True), Bridge.over(world, record)
    rates, goods = (bridge.added(record, Day(ON, NEWEST)).rates for bridge in (taxed, plain))
    assert (rates[..., world.goods] == goods[..., world.goods]).all()
    services = rates[..., ~world.goods]
    for importer, origin in (PAIR, PAIR[::-1]):
        i, j = world.economies.index(importer), world.economies.index(origin)
        instant = end_of_day(ON, record.zone_of(importer))
        expected = headline(record, (importer, origin), instant, NEWEST).rate
        assert services[j, i] == pytest.approx(expected, abs=1e-12)
    assert not np.einsum("iik->ik", services).any()
    then = taxed.added(record, Day(date(2022, 7, 1), NEWEST)).rates
    assert not then[..., ~world.goods].any(), "the duties of 2018-19 are on lists"


def test_taxing_services_takes_more_and_costs_the_taxed_more(record: Record, usual: Effects) -> None:
    found = asked(record, taxed="all")
    assert found.economy("CHN").real_income_percent < usual.economy("CHN").real_income_percent
    changes = [one.economy("USA").tariff_revenue_change_usd for one in (usual, found)]
    assert changes[0] < changes[1]
    same = asked(record, taxed="all", against="hold", scenario="hold")
    assert max(abs(row.real_income_percent) for row in same.economies) < 1e-7


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"horizon": "medium"}, "there is no horizon 'medium'; use short, long"),
        ({"taxed": "services"}, "there is no kind of goods taxed 'services'; use goods, all"),
        (
            {"horizon": "short", "elasticities": "lashkaripour-lugovskyy-2023"},
            "'lashkaripour-lugovskyy-2023' have no short-run counterpart",
        ),
    ],
)
def test_choices_that_do_not_exist_are_refused(record: Record, options: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        asked(record, **options)
