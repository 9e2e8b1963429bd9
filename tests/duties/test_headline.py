"""The headline rate: duties on all goods that are in force, summed; nothing else."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.core.time import end_of_day
from detente.duties.headline import Headline, headline
from detente.ledger.entries import Products
from detente.ledger.record import Record


def asked(record: Record, on: str, importer: str = "USA", origin: str = "CHN") -> Headline:
    day = date.fromisoformat(on)
    return headline(record, (importer, origin), end_of_day(day, record.zone_of(importer)), record.newest)


@pytest.mark.parametrize("on", ["2018-07-06", "2025-04-09", "2025-06-09", "2026-03-15", "2026-10-09"])
@pytest.mark.parametrize("pair", [("USA", "CHN"), ("CHN", "USA"), ("USA", "JPN"), ("USA", "CAN")])
def test_the_rate_is_the_sum_of_its_components(on: str, pair: tuple[str, str], record: Record) -> None:
    found = asked(record, on, *pair)
    in_force = [item.rate for item in found.components if item.state == "in_force"]
    assert found.rate == pytest.approx(sum(rate for rate in in_force if isinstance(rate, float)), abs=1e-9)
    assert isinstance(found.rate, float)


def test_listed_goods_never_count(record: Record) -> None:
    found = asked(record, "2025-06-09")
    assert found.listed
    for item in found.listed:
        on_some = isinstance(record.scope_of(item.tranche).products, Products)
        claimed = record.tranches[item.tranche].requires is not None
        assert on_some or claimed or item.semantics not in ("add", "floor_total")


def test_what_sleeps_is_shown_and_not_counted(record: Record) -> None:
    found = asked(record, "2025-06-09")
    asleep = [item for item in found.components if item.state == "suspended"]
    assert [item.tranche for item in asleep] == ["us-cn-recip-24-suspended"]
    assert str(asleep[0].since) == "2025-05-14T00:01 America/New_York"
    assert found.rate == pytest.approx(0.30)


def test_the_rate_of_an_economy_goes_before_that_of_the_world(record: Record) -> None:
    told = [item.tranche for item in asked(record, "2025-10-01", origin="JPN").components]
    assert told == ["us-jp-recip"]
    assert "us-world-recip-10" in [
        item.tranche for item in asked(record, "2025-10-01", origin="KEN").components
    ]


def test_every_component_has_a_source_and_a_name(record: Record) -> None:
    found = asked(record, "2025-06-09")
    for item in (*found.components, *found.listed):
        assert item.sources, item.tranche
        assert item.label
        assert record.measure_of[item.tranche].id == item.measure


def test_the_json_is_plain(record: Record) -> None:
    shape = json.loads(json.dumps(asked(record, "2025-06-09").as_json()))
    assert list(shape) == [
        "importer", "origin", "headline_rate", "headline_low", "headline_high", "unknown", "includes_floor",
        "components", "listed",
    ]  # fmt: skip
    first = shape["components"][0]
    assert first["rate"] == 0.2
    assert first["sources"][0]["verified"] is True
    assert first["since"] == "2025-03-04T00:01 America/New_York"
    spans = [item["rate"] for item in asked(record, "2026-10-09", "CAN").as_json()["listed"]]
    assert all(rate is None or isinstance(rate, float | str | dict) for rate in spans)


@pytest.mark.parametrize(("origin", "tranche"), [("JPN", "us-232-autos-jpn"), ("KEN", "us-232-autos")])
def test_a_listed_duty_that_names_the_origin_takes_the_place_of_the_worlds(
    record: Record, origin: str, tranche: str
) -> None:
    listed = asked(record, "2026-01-15", origin=origin).listed
    assert [item.tranche for item in listed if item.programme == "s232-autos"] == [tranche]
