"""Every product has a sector."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from detente.world.tables import SHIPPED, load_world


@pytest.fixture(scope="module")
def sector_of() -> dict[str, str]:
    with (SHIPPED / "hs6_sector.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row["hs6"]: row["sector"] for row in rows}
    assert len(found) == len(rows), "each code once"
    return found


def test_codes_are_six_digits_in_order_and_sectors_are_the_worlds(sector_of: dict[str, str]) -> None:
    assert list(sector_of) == sorted(sector_of)
    assert all(len(code) == 6 and code.isdigit() for code in sector_of)
    assert set(sector_of.values()) == set(load_world("icio-2022").sectors)


def test_only_electricity_and_town_gas_are_services(sector_of: dict[str, str]) -> None:
    assert [code for code, sector in sector_of.items() if sector == "services"] == ["270500", "271600"]


def test_no_code_of_the_2022_edition_is_dropped(sector_of: dict[str, str], reference_folder: Path) -> None:
    path = reference_folder / "data/concordance/harmonized-system_hs2022.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        codes = [row["hscode"] for row in csv.DictReader(file) if row["level"] == "6"]
    assert len(codes) > 5600
    assert not [code for code in codes if code not in sector_of]


def test_no_code_of_the_2017_edition_is_dropped(sector_of: dict[str, str], reference_folder: Path) -> None:
    path = reference_folder / "data/concordance/un_hs2022_hs2017_correlation.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert not [row["hs2017"] for row in csv.DictReader(file) if row["hs2017"] not in sector_of]


def test_rebuilding_gives_the_same_concordance(
    sector_of: dict[str, str], reference_folder: Path, script: Callable[[str], ModuleType]
) -> None:
    builder = script("concordance")
    current = builder.current_codes(reference_folder)
    older = builder.older_codes(builder.gather(reference_folder, current))
    assert {**older, **current} == sector_of


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("010121", "agriculture"),
        ("120190", "agriculture"),
        ("400122", "agriculture"),
        ("030214", "fishing"),
        ("270900", "energy-extraction"),
        ("271111", "energy-extraction"),
        ("271012", "petroleum"),
        ("260300", "mining"),
        ("280530", "chemicals"),
        ("300490", "pharmaceuticals"),
        ("720839", "iron-steel"),
        ("730429", "iron-steel"),
        ("740311", "non-ferrous-metals"),
        ("760612", "non-ferrous-metals"),
        ("710812", "non-ferrous-metals"),
        ("731815", "metal-products"),
        ("847130", "electronics"),
        ("851713", "electronics"),
        ("851770", "electronics"),
        ("854231", "electronics"),
        ("852491", "electronics"),
        ("850440", "electrical"),
        ("850511", "electrical"),
        ("850760", "electrical"),
        ("851650", "electrical"),
        ("842952", "machinery"),
        ("848620", "machinery"),
        ("870121", "motor-vehicles"),
        ("870120", "motor-vehicles"),
        ("870323", "motor-vehicles"),
        ("870899", "motor-vehicles"),
        ("880240", "other-transport"),
        ("880330", "other-transport"),
        ("890120", "other-transport"),
        ("940360", "other-manufacturing"),
        ("950300", "other-manufacturing"),
        ("999999", "other-manufacturing"),
    ],
)
def test_known_goods_stand_where_they_are_made(sector_of: dict[str, str], code: str, sector: str) -> None:
    assert sector_of[code] == sector
