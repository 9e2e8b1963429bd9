"""Elasticity sets: each covers the world's sectors, and the values are the papers'."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from detente.core.errors import BadInput
from detente.core.located import read_yaml
from detente.world.elasticities import SHIPPED, elasticity_sets, load_elasticities
from detente.world.tables import load_world

SECTORS = load_world("icio-2022").sectors

SAME_SECTOR = {
    "food": "Food, beverages, tobacco",
    "textiles": "Textiles, apparel, leather",
    "electrical": "Electrical equipment",
}
"""Sectors that all the papers below draw alike, with their names in the compiled list."""

NAME_IN_LIST = {
    "caliendo-parro-2015": "caliendo_parro_2015",
    "fontagne-2022": "fontagne_2022",
    "giri-yi-yilmazkuday-2021": "giri_yi_yilmazkuday_2021",
    "lashkaripour-2021": "in_sample",
    "lashkaripour-lugovskyy-2023": "lashkaripour_lugovskyy_2023",
    "shapiro-2016": "shapiro_2016",
    "simonovska-waugh-2014": "uniform_4",
}


@pytest.mark.parametrize("name", elasticity_sets())
def test_each_set_covers_the_world(name: str) -> None:
    chosen = load_elasticities(name)
    assert tuple(chosen.values) == SECTORS
    assert min(chosen.on(SECTORS)) > 0
    assert set(chosen.basis.values()) <= {"estimated", "aggregate", "filled"}
    assert chosen.citation
    assert chosen.mapping


def test_every_set_has_a_paper_and_every_paper_a_set() -> None:
    papers = read_yaml((SHIPPED / "papers.yaml").read_bytes(), "papers.yaml").mapping()
    assert sorted(papers["sets"]) == list(elasticity_sets())
    assert all(paper["doi"] and int(paper["own_sectors"]) > 0 for paper in papers["sets"].values())
    assert papers["left_out"]


def test_rebuilding_gives_the_same_sets(script: Callable[[str], ModuleType]) -> None:
    builder = script("elasticities")
    sectors = builder.read_rows(builder.DATA / "world/sectors.csv")
    rows = builder.read_rows(builder.HERE / "elasticities.csv")
    for name in elasticity_sets():
        own = [row for row in rows if row["set"] == name]
        assert builder.map_set(own, sectors) == builder.read_rows(SHIPPED / f"{name}.csv")


def test_caliendo_and_parro_stand_as_published() -> None:
    values = load_elasticities("caliendo-parro-2015").values
    assert values["petroleum"] == 64.85
    assert values["machinery"] == 1.45
    assert values["electronics"] == pytest.approx((12.95 + 3.95 + 8.71) / 3, rel=1e-5)


def test_what_a_paper_leaves_out_is_filled_with_its_mean() -> None:
    chosen = load_elasticities("giri-yi-yilmazkuday-2021")
    assert chosen.basis["agriculture"] == "filled"
    known = [v for s, v in chosen.values.items() if chosen.basis[s] != "filled"]
    assert chosen.values["agriculture"] == pytest.approx(sum(known) / len(known), rel=1e-5)
    assert chosen.basis["services"] == "filled"
    assert chosen.values["services"] == 4.0


@pytest.mark.parametrize("name", sorted(NAME_IN_LIST))
def test_values_agree_with_the_compiled_list(name: str, reference_folder: Path) -> None:
    path = reference_folder / "data/economy/elasticities/elasticities_by_sector.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = {
            (row["source"], row["sector"]): float(row["trade_elasticity"])
            for row in csv.DictReader(file)
            if row["classification"] == "wiod16"
        }
    values = load_elasticities(name).values
    for sector, title in SAME_SECTOR.items():
        expected = listed[NAME_IN_LIST[name], title]
        assert values[sector] == pytest.approx(expected, rel=1e-5), "printed to six digits"


def test_a_users_own_set(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("sector,value\ngoods,5\nservices,3\n", encoding="utf-8")
    assert load_elasticities(path).on(("services", "goods")) == (3.0, 5.0)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sector,value\nfood,-1\n", r"mine\.csv:2, field value: '-1' is not a positive number"),
        ("sector,value\nfood,nan\n", "'nan' is not a positive number"),
        ("sector,value\nfood\n", "'None' is not a positive number"),
        ("sector,value\nfood,1\nfood,2\n", r"mine\.csv:3: sector 'food' stands twice"),
        ("sector,value,basis\nfood,1,guess\n", "unknown basis 'guess'"),
        ("a,b\n1,2\n", "no columns 'sector' and 'value'"),
        ("", "no columns 'sector' and 'value'"),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=word) as error:
        load_elasticities(path)
    assert "\n" not in str(error.value)


def test_an_unknown_set_lists_the_known() -> None:
    with pytest.raises(BadInput, match=r"no elasticity set 'mine'; .*caliendo-parro-2015"):
        load_elasticities("mine")


def test_a_set_without_a_sector_of_the_world_is_refused() -> None:
    with pytest.raises(BadInput, match="lack sector 'tea'"):
        load_elasticities("shapiro-2016").on(("food", "tea"))
