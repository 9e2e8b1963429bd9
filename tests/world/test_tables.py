"""The shipped world table: labels, plausible totals, size, and what is refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pytest

from detente.core.errors import BadInput
from detente.world.tables import SHIPPED, World, digest_of, load_world

Arrays = dict[str, npt.NDArray[np.generic]]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("icio-2022")


@pytest.fixture
def small() -> Arrays:
    """Two economies that sell each other one good and one service, half of whose cost is the good."""
    coefficients = np.zeros((2, 2, 2))
    coefficients[:, 0] = 0.5
    flows = np.array([[[6.0, 9.0], [2.0, 1.0]], [[2.0, 1.0], [6.0, 9.0]]])
    output = flows.sum(axis=1)
    return {
        "economies": np.array(["NOR", "USA"]),
        "sectors": np.array(["goods", "services"]),
        "goods": np.array([True, False]),
        "flows": flows,
        "input_coefficients": coefficients,
        "value_added": output / 2,
        "output": output,
        "tariffs": np.zeros((2, 2, 2)),
    }


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Arrays], Path]:
    def save(arrays: Arrays) -> Path:
        path = tmp_path / "mine.npz"
        np.savez(path, **arrays)
        return path

    return save


def cell(world: World, exporter: str, importer: str) -> tuple[int, int]:
    return world.economies.index(exporter), world.economies.index(importer)


def test_labels_stand_in_the_published_order(world: World) -> None:
    with (SHIPPED / "sectors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert world.sectors == tuple(row["sector"] for row in rows)
    assert world.goods.tolist() == [row["goods"] == "yes" for row in rows]
    assert world.sectors[-1] == "services"
    assert world.economies[:-1] == tuple(sorted(world.economies[:-1]))
    assert world.economies[-1] == "ROW"
    assert "NOR" in world.economies
    assert "False" not in world.economies


def test_the_file_stays_small() -> None:
    assert (SHIPPED / "icio-2022.npz").stat().st_size <= 3_000_000


def test_totals_are_those_of_2022(world: World) -> None:
    """Bounds from outside the table: the US Census, the World Bank and the WTO, with room for definitions."""
    china_to_usa = world.flows[cell(world, "CHN", "USA")][world.goods].sum()
    assert 400e3 < china_to_usa < 540e3, "US customs value of goods from China in 2022: 536 bn USD"
    value_added = world.value_added.sum()
    assert 90e6 < value_added < 102e6, "world GDP in 2022: 101 tn USD, of which taxes on products some 6"
    america = world.value_added[world.economies.index("USA")].sum()
    assert 24.5e6 < america < 26.0e6, "US GDP in 2022: 26.0 tn USD"
    goods = world.imports[:, world.goods].sum()
    assert 16e6 < goods < 26e6, "world exports of goods in 2022: 24.9 tn USD, trade within ROW not counted"


def test_refineries_pay_for_oil_from_the_rest_of_the_world(world: World) -> None:
    """Without it Korea's refineries would make a third of their output from nothing."""
    petroleum = world.sectors.index("petroleum")
    share = world.value_added_share[world.economies.index("KOR"), petroleum]
    assert 0.05 < share < 0.20


def test_tariffs_hold_no_duties_of_2018_19(world: World) -> None:
    chinese, german = cell(world, "CHN", "USA"), cell(world, "DEU", "USA")
    assert np.array_equal(world.tariffs[chinese], world.tariffs[german])
    assert world.tariffs[cell(world, "MEX", "USA")].max() == 0, "free under the North American agreement"
    assert "Section 301" in world.metadata.tariff_content


def test_services_pay_no_tariff_and_nobody_taxes_itself(world: World) -> None:
    assert world.tariffs[..., ~world.goods].max() == 0
    assert np.einsum("iik->ik", world.tariffs).max() == 0
    assert world.tariffs.max() < 1, "capped in the source"


def test_every_economy_sells_something_to_itself(world: World) -> None:
    assert np.einsum("iik->ik", world.flows).min() > 0
    assert world.final_demand.min() > 0
    assert world.value_added.min() > 0


def test_arrays_are_read_only(world: World) -> None:
    with pytest.raises(ValueError, match="read-only"):
        world.flows[0, 0, 0] = 1.0


def test_metadata_names_sources_and_adjustments(world: World) -> None:
    assert world.metadata.year == 2022
    assert all(source.citation and source.url and source.licence for source in world.metadata.sources)
    words = " ".join(step.what for step in world.metadata.adjustments)
    for subject in ("services", "rest of the world", "own sales", "final demand", "world's mix", "sales"):
        assert subject in words
    recorded = (SHIPPED / "icio-2022.yaml").read_text(encoding="utf-8")
    assert f"digest: {world.digest}" in recorded


def test_rebuilding_gives_the_same_table(
    world: World, reference_folder: Path, script: Callable[[str], ModuleType]
) -> None:
    builder = script("world")
    arrays, steps, table = builder.build(reference_folder / "data/economy/icio2022/icio2022_28.npz")
    assert digest_of(arrays) == world.digest
    recorded = (SHIPPED / "icio-2022.yaml").read_text(encoding="utf-8")
    assert builder.metadata(arrays, steps, table) == recorded


def test_a_users_table_needs_no_metadata(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    world = load_world(saved(small))
    assert world.name == "mine"
    assert world.economies == ("NOR", "USA")
    assert world.metadata.year is None
    assert world.final_demand == pytest.approx(np.array([[-1.0, 10.0]] * 2).clip(0), abs=1e-12)


@pytest.mark.parametrize("name", ["flows", "tariffs", "output", "value_added", "input_coefficients"])
@pytest.mark.parametrize(("value", "word"), [(-1.0, "is negative: -1"), (np.nan, "is not a number: nan")])
def test_a_bad_value_is_named(
    small: Arrays, saved: Callable[[Arrays], Path], name: str, value: float, word: str
) -> None:
    array = small[name].astype(float).copy()
    array[1, 0] = value
    small[name] = array
    with pytest.raises(BadInput, match=re.escape(word)) as error:
        load_world(saved(small))
    line = str(error.value)
    assert "\n" not in line
    assert "mine.npz" in line
    assert f"field {name}" in line
    assert "goods" in line


def test_a_negative_flow_names_both_economies(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    flows = small["flows"].astype(float).copy()
    flows[0, 1, 1] = -5
    with pytest.raises(BadInput, match=r"mine\.npz, field flows: NOR USA services is negative: -5"):
        load_world(saved({**small, "flows": flows}))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"flows": np.zeros((2, 2, 3))}, r"field flows: the shape is \(2, 2, 3\); give \(2, 2, 2\)"),
        ({"economies": np.array(["NO", "USA"])}, "'NO' is not a three-letter code; .* NOR for Norway"),
        ({"economies": np.array(["USA", "USA"])}, "'USA' stands twice"),
        ({"sectors": np.array([1.0, 2.0])}, "field sectors: not a list of names"),
        ({"output": np.array([["a", "b"], ["c", "d"]])}, "field output: not numbers"),
    ],
)
def test_a_bad_array_is_named(
    small: Arrays, saved: Callable[[Arrays], Path], change: Arrays, word: str
) -> None:
    with pytest.raises(BadInput, match=word):
        load_world(saved({**small, **change}))


def test_a_missing_array_is_named(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    del small["tariffs"]
    with pytest.raises(BadInput, match="no array 'tariffs'"):
        load_world(saved(small))


@pytest.mark.parametrize("content", [b"", b"flows,1,2\n", b"PK\x03\x04 cut short"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.npz"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"mine\.npz: not a readable npz file"):
        load_world(path)


def test_objects_are_never_unpickled(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    small["economies"] = np.array(["NOR", None], dtype=object)
    with pytest.raises(BadInput, match="not a readable npz file"):
        load_world(saved(small))


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(BadInput, match=r"no world table 'icio-1066'; .* icio-2022"):
        load_world("icio-1066")


def test_metadata_of_another_table_is_refused(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    path = saved(small)
    path.with_suffix(".yaml").write_text("name: mine\ndigest: abc\n", encoding="utf-8")
    with pytest.raises(BadInput, match="the digest is that of another table"):
        load_world(path)


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
)
ADJUSTED = "adjustments:\n  - {what: x, cells: 3, million_usd: 0.5, largest: none}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: [", "2:1: YAML cannot be read here"),
        ("- a\n", "1:1: is not a mapping; start with"),
        ("yaer: 2022\n", "1:1: unknown key 'yaer'; use adjustments, currency"),
        ("name: a\nname: b\n", "2:1: the key 'name' stands twice; keep one of the two"),
        ("name: &a b\ntitle: *a\n", "2:8: aliases are not allowed; write the value out"),
        (BOMB, "2:10: aliases are not allowed; write the value out"),
        ("name: [a]\n", "1:1: 'name' is not text; write"),
        ("year: MMXXII\n", "1:1: 'MMXXII' is not a whole number; write digits only"),
        ("year: 2022.5\n", "1:1: '2022.5' is not a whole number; write digits only"),
        ("unit: thousand USD\n", "1:1: the unit 'thousand USD' is not million USD; convert the table to"),
        ("name: a\ncurrency: EUR\n", "2:1: the currency 'EUR' is not USD; convert the table to million USD"),
        ("sources: x\n", "1:1: 'sources' is not a list; start rows with '- '"),
        (
            "sources:\n  - {citation: x}\n",
            "2:5: is no row of 'sources'; give citation, licence, provides, url",
        ),
        ("sources:\n  - x\n", "2:5: is no row of 'sources'"),
        (ADJUSTED.replace("0.5", "inf"), "2:25: 'inf' is not a number; write digits only"),
        (ADJUSTED.replace("3", "3.5"), "2:15: '3.5' is not a whole number; write digits only"),
    ],
)
def test_bad_metadata_is_one_line(
    small: Arrays, saved: Callable[[Arrays], Path], text: str, line: str
) -> None:
    path = saved(small).with_suffix(".yaml")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load_world(path.with_suffix(".npz"))
    assert str(error.value).startswith(f"{path}:{line}")
    assert "\n" not in str(error.value)


def test_money_in_million_usd_and_empty_keys_are_welcome(
    small: Arrays, saved: Callable[[Arrays], Path]
) -> None:
    path = saved(small)
    text = f"unit: million USD\ncurrency: USD\ntitle:\nyear:\nsources:\n{ADJUSTED}"
    path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    metadata = load_world(path).metadata
    assert (metadata.title, metadata.year, metadata.sources) == ("", None, ())
    assert (metadata.adjustments[0].cells, metadata.adjustments[0].million_usd) == (3, 0.5)


def test_metadata_is_read_as_text(small: Arrays, saved: Callable[[Arrays], Path]) -> None:
    path = saved(small)
    path.with_suffix(".yaml").write_text("name: NO\nyear: 2022\n", encoding="utf-8")
    world = load_world(path)
    assert world.name == "NO"
    assert world.metadata.year == 2022
