"""What `world info` says is JSON and comes from the table."""

from __future__ import annotations

import json

import pytest

from detente.world.information import describe_world
from detente.world.tables import load_world


def test_information_is_json_and_comes_from_the_table() -> None:
    world = load_world("icio-2022")
    shown = json.loads(json.dumps(describe_world(world).as_json(), allow_nan=False))
    assert (shown["name"], shown["year"], shown["economies"], shown["goods_sectors"]) == (
        "icio-2022",
        2022,
        81,
        22,
    )
    assert shown["output_usd"] == pytest.approx(world.flows.sum() * 1e6, rel=1e-9)
    assert shown["digest"] == world.digest
    assert len(shown["elasticity_sets"]) == 8
    assert max(identity["deviation"] for identity in shown["identities"]) < 1e-6
    sizes = [size["value_added_usd"] for size in shown["largest_economies"]]
    assert sizes == sorted(sizes, reverse=True)
    assert 0.02 < shown["largest_economies"][0]["average_tariff"] < 0.05, "USA without the duties of 2018-19"
