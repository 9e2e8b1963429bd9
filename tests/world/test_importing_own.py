"""`world import` of a user's own files: three CSV files or an npz, round trips, sectors, tariffs, names."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.world_files import Made, icio_rows, long_rows, made, write_long, write_rows

from detente.core.errors import BadInput
from detente.world.identities import require_identities
from detente.world.importing import storing
from detente.world.importing.importing import Imported, ImportOptions, import_world
from detente.world.shelf import own_folder
from detente.world.tables import SHIPPED, World, load_world

INDUSTRIES = ("agriculture", "iron-steel", "electronics", "services")
Files = dict[str, list[list[Any]]]


@pytest.fixture
def files() -> Files:
    return long_rows(made(industries=INDUSTRIES))


@pytest.fixture
def taken(tmp_path: Path) -> Callable[..., World]:
    """Write three files, import them, and return the table."""

    def take(files: Files, **options: Any) -> World:
        paths = write_long(tmp_path, files)
        return import_world(paths, "mine", ImportOptions(out=tmp_path, replace=True, **options)).world

    return take


def written(world: World) -> Files:
    """Return a world table as the three files of a user's own."""
    shape = world.economies, world.sectors
    size = len(shape[0]), len(shape[1])
    use = world.input_coefficients * world.output[:, None]
    cells = [(e, k) for e in range(size[0]) for k in range(size[1])]
    return {
        "flows": [["exporter", "importer", "sector", "flow_musd", "tariff"]]
        + [
            [shape[0][i], shape[0][n], shape[1][k], float(world.flows[i, n, k]),
             float(world.tariffs[i, n, k])]
            for i, k in cells
            for n in range(size[0])
        ],
        "production": [["economy", "sector", "output", "value_added", "goods"]]
        + [
            [shape[0][e], shape[1][k], float(world.output[e, k]), float(world.value_added[e, k]),
             "yes" if world.goods[k] else "no"]
            for e, k in cells
        ],
        "inputs": [["economy", "input", "user", "value"]]
        + [
            [shape[0][e], shape[1][k], shape[1][s], float(use[e, k, s])]
            for e, k in cells
            for s in range(size[1])
        ],
    }  # fmt: skip


def same(first: World, second: World) -> None:
    assert (first.economies, first.sectors) == (second.economies, second.sectors)
    assert first.goods.tolist() == second.goods.tolist()
    for name in ("flows", "input_coefficients", "value_added", "output", "tariffs"):
        np.testing.assert_allclose(
            getattr(second, name), getattr(first, name), rtol=1e-9, atol=1e-12, err_msg=name
        )


def test_the_shipped_table_comes_back_from_three_files(taken: Callable[..., World]) -> None:
    shipped = load_world()
    world = taken(written(shipped))
    same(shipped, world)
    assert not world.metadata.adjustments
    assert world.metadata.tariff_content == "as given with the flows"


def test_an_npz_that_needs_nothing_keeps_its_hash_and_what_it_says(tmp_path: Path) -> None:
    shipped = load_world()
    found = import_world([SHIPPED / "icio-2022.npz"], "copy", ImportOptions(out=tmp_path))
    assert found.world.digest == shipped.digest
    assert found.world.metadata == replace(shipped.metadata, name="copy")
    assert found.layout == "npz"


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    drawn=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2), st.floats(-60, 0)), max_size=4
    ),
    empty=st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)), max_size=5),
)
def test_identities_hold_after_any_import_and_a_second_import_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    drawn: list[tuple[int, int, int, float]],
    empty: set[tuple[int, int, int]],
) -> None:
    table = made(seed=seed)
    for exporter, importer, sector in empty:
        table.inputs[exporter, sector, importer], table.final[exporter, sector, importer] = 0.0, 0.0
    for exporter, sector, importer, stock in drawn:
        table.final[exporter, sector, importer, 4] = stock
    folder = tmp_path_factory.mktemp("import")
    path = write_rows(folder / "2020.csv", icio_rows(table, tax=0.0))
    try:
        first = import_world([path], "first", ImportOptions(out=folder))
    except BadInput:  # stocks drawn down by more than an economy sells
        return
    require_identities(first.world)
    assert min(first.world.flows.min(), first.world.value_added.min()) >= 0
    assert np.einsum("iik->ik", first.world.flows).min() > 0
    second = import_world([first.path], "second", ImportOptions(out=folder))
    assert second.world.digest == first.world.digest
    paths = write_long(folder, written(first.world))
    same(first.world, import_world(paths, "third", ImportOptions(out=folder)).world)


def test_the_order_of_files_and_rows_does_not_matter(files: Files, taken: Callable[..., World]) -> None:
    world = taken(files)
    turned = {name: [files[name][0], *reversed(files[name][1:])] for name in ("inputs", "flows")}
    same(world, taken({**turned, "production": files["production"]}))


def test_thousands_are_said_in_a_column_without_a_unit(files: Files, taken: Callable[..., World]) -> None:
    world = taken(files)
    for name, columns in (("flows", (3,)), ("production", (2, 3)), ("inputs", (3,))):
        for row in files[name][1:]:
            for column in columns:
                row[column] *= 1000
    with pytest.raises(BadInput, match=r"flows.csv:1: flow_musd is million USD, and --unit is another"):
        taken(files, unit="thousand USD")
    files["flows"][0][3] = "flow"
    same(world, taken(files, unit="thousand USD"))
    with pytest.raises(BadInput, match="unknown unit 'EUR'; use million USD, thousand USD, USD"):
        taken(files, unit="EUR")


def test_own_sales_left_out_are_what_exports_leave(files: Files, taken: Callable[..., World]) -> None:
    world = taken(files)
    files["flows"] = [row for row in files["flows"] if row[0] != row[1]]
    derived = taken(files)
    same(world, derived)
    assert derived.metadata.adjustments[0].what.startswith("own sales, of which no row is given")
    files["production"][1][2] = 1.0
    with pytest.raises(BadInput, match="AUS agriculture sells more abroad than it makes"):
        taken(files)


def test_the_rest_of_the_world_may_be_a_partner_only(files: Files, taken: Callable[..., World]) -> None:
    for name in ("production", "inputs"):
        files[name] = [row for row in files[name] if row[0] != "ROW"]
    world = taken(files)
    assert world.economies == ("AUS", "CHN", "ROW")
    told = {step.what: step.cells for step in world.metadata.adjustments}
    assert told["inputs and value added imputed from the world's mix, where none are stated"] == 4
    require_identities(world)


def test_sectors_of_a_users_own(files: Files, taken: Callable[..., World], tmp_path: Path) -> None:
    whole = taken(files)
    rows = [["source", "sector", "goods"], ["agriculture", "things", "yes"], ["iron-steel", "things", "yes"],
            ["electronics", "electronics", ""], ["services", "services", ""]]  # fmt: skip
    world = taken(files, sectors=write_rows(tmp_path / "sectors.csv", rows))
    assert world.sectors == ("things", "electronics", "services")
    assert world.goods.tolist() == [True, True, False]
    assert world.flows[..., 0] == pytest.approx(whole.flows[..., :2].sum(axis=2))
    require_identities(world)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["source", "sector"], ["agriculture", "things"]], r":2: whether 'things' is goods is not known"),
        ([["source", "sector"], ["a", "food"], ["a", "wood"]], r":3: the source 'a' stands twice"),
        ([["source", "sector", "goods"], ["a", "b", "maybe"]], r":2: 'maybe' is neither yes nor no"),
        ([["source", "sector", "goods"], ["a", "b", "no"], ["c", "b", "yes"]], ":3: 'b' was the other above"),
        ([["source", "sector"], ["agriculture", "food"]], r"for the industry 'iron-steel' \(and 2 more\)"),
        ([["source", "kind"], ["agriculture", "food"]], r":1: no column 'sector'"),
        ([["source", "sector"], ["", "food"]], r":2: names no source and sector"),
    ],
)
def test_a_wrong_concordance_is_refused(
    files: Files, taken: Callable[..., World], tmp_path: Path, rows: list[list[str]], line: str
) -> None:
    with pytest.raises(BadInput, match=line):
        taken(files, sectors=write_rows(tmp_path / "sectors.csv", rows))


def test_unknown_industries_need_a_concordance(taken: Callable[..., World]) -> None:
    files = long_rows(made(industries=("tea", "coffee", "milk", "talk")))
    with pytest.raises(BadInput, match=r"'tea' \(and 3 more\); say where it goes with --sectors FILE"):
        taken(files)
    with pytest.raises(BadInput, match="whether 'tea' is goods is not known"):
        taken(files, keep_sectors=True)
    with pytest.raises(BadInput, match="exclude each other"):
        taken(files, keep_sectors=True, sectors=Path("x.csv"))
    files["production"][0].append("goods")
    for row in files["production"][1:]:
        row.append("no" if row[1] == "talk" else "yes")
    assert taken(files, keep_sectors=True).goods.tolist() == [True, True, True, False]
    files["production"][5][4] = "no"
    with pytest.raises(BadInput, match=r"production.csv:6: 'tea' was goods or not in another way above"):
        taken(files, keep_sectors=True)


def test_tariffs_of_a_users_own(files: Files, taken: Callable[..., World], tmp_path: Path) -> None:
    rows = [["exporter", "importer", "sector", "rate"], ["CHN", "AUS", "iron-steel", 0.25]]
    world = taken(files, tariffs=write_rows(tmp_path / "tariffs.csv", rows))
    assert world.tariffs[1, 0, 1] == 0.25
    assert world.tariffs.sum() == 0.25
    assert world.metadata.tariff_content == "1 rate of the file tariffs.csv; all others stand as 0."


def test_tariffs_of_another_table(files: Files, taken: Callable[..., World]) -> None:
    shipped = load_world()
    world = taken(files, tariffs="icio-2022")
    aus, chn = (shipped.economies.index(code) for code in ("AUS", "CHN"))
    kinds = [shipped.sectors.index(name) for name in INDUSTRIES]
    assert world.tariffs[0, 1].tolist() == shipped.tariffs[aus, chn, kinds].tolist()
    assert world.metadata.tariff_content.startswith(
        "Tariffs of icio-2022 (94b92396f367) for 3 of 3 economies and 3 sectors of goods; all others"
    )
    with pytest.raises(BadInput, match="the table 'icio-2022' has no tariffs for these"):
        taken(long_rows(made(industries=("A01", "C26", "G"))), keep_sectors=True, tariffs="icio-2022")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (["CHN", "AUS", "iron-steel", -0.1], r"tariffs.csv:2: the rate is negative: -0.1; .*0.25 for 25%"),
        (["CHN", "AUS", "services", 0.1], ":2: services pay no tariff"),
        (["CHN", "CHN", "iron-steel", 0.1], ":2: an economy pays no tariff on its own sales"),
        (["CHN", "NOR", "iron-steel", 0.1], ":2: 'NOR' is not in the table"),
        (["CHN", "Norway", "iron-steel", 0.1], ":2: 'Norway' is not a three-letter code"),
        (["CHN", "AUS", "tea", 0.1], ":2: 'tea' is not in the table"),
        (["CHN", "AUS", "iron-steel", "25%"], ":2, field rate: '25%' is not a number"),
    ],
)
def test_a_wrong_tariff_is_refused(
    files: Files, taken: Callable[..., World], tmp_path: Path, row: list[Any], line: str
) -> None:
    path = write_rows(tmp_path / "tariffs.csv", [["exporter", "importer", "sector", "rate"], row])
    with pytest.raises(BadInput, match=line):
        taken(files, tariffs=path)


def test_tariffs_on_services_and_own_sales_fall_away(files: Files, taken: Callable[..., World]) -> None:
    files["flows"][0].append("tariff")
    for row in files["flows"][1:]:
        row.append(0.1)
    world = taken(files)
    assert world.tariffs[..., 3].max() == 0
    assert np.einsum("iik->ik", world.tariffs).max() == 0
    assert world.metadata.tariff_content.endswith("18 rates on services or own sales set to 0.")


Spoil = Callable[[Files], object]


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (
            lambda files: files["flows"][1].__setitem__(3, -4),
            r"flows.csv:2, field flow_musd: is negative: -4",
        ),
        (
            lambda files: files["flows"][1].__setitem__(3, "NaN"),
            r":2, field flow_musd: 'NaN' is not a number",
        ),
        (
            lambda files: files["flows"][1].__setitem__(0, "NOR"),
            r":2: economy 'NOR' is not in the production",
        ),
        (lambda files: files["flows"][1].__setitem__(0, "Oz"), r":2: 'Oz' is not a three-letter code"),
        (lambda files: files["flows"][1].__setitem__(2, "tea"), r":2: sector 'tea' is not in the production"),
        (lambda files: files["flows"].append(files["flows"][1]), r"flows.csv:38: this flow stands twice"),
        (lambda files: files["inputs"].append(files["inputs"][1]), r"inputs.csv:50: these three stand twice"),
        (
            lambda files: files["production"].append(files["production"][1]),
            r":14: AUS agriculture stands twice",
        ),
        (lambda files: files["production"][1].__setitem__(1, ""), r"production.csv:2: the sector is empty"),
        (lambda files: files["production"][1].__setitem__(2, 1e6), r"output of AUS agriculture is 1,000,000"),
        (lambda files: files["production"].__delitem__(slice(1, None)), "production.csv: holds no row"),
        (lambda files: files.pop("inputs"), "there is no file of inputs"),
        (lambda files: files["production"].append(["NOR", "services", 5.0, 5.0]), "NOR services is 5.000"),
    ],
)
def test_a_wrong_row_is_named(
    files: Files, taken: Callable[..., World], tmp_path: Path, spoil: Spoil, line: str
) -> None:
    spoil(files)
    with pytest.raises(BadInput, match=line):
        taken(files)
    assert not list(tmp_path.glob("*.npz"))


def test_an_economy_that_uses_all_it_buys_is_refused(taken: Callable[..., World]) -> None:
    table = made(industries=INDUSTRIES)
    table.final[:, :, 0] = 0.0
    with pytest.raises(BadInput, match="AUS has no final demand"):
        taken(long_rows(table))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DETENTE_WORLDS", str(tmp_path / "worlds"))
    return tmp_path / "worlds"


def imported(folder: Path, table: Made, name: str, **options: Any) -> Imported:
    folder.mkdir(exist_ok=True)
    return import_world(write_long(folder, long_rows(table)), name, ImportOptions(**options))


def test_a_table_is_found_by_its_name_and_never_hides_a_shipped_one(shelf: Path, tmp_path: Path) -> None:
    assert own_folder() == shelf
    found = imported(tmp_path, made(industries=INDUSTRIES), "mine")
    assert found.path == shelf / "mine.npz"
    assert load_world("mine").digest == found.world.digest
    with pytest.raises(BadInput, match=r"no world table 'yours'; give an npz file or one of icio-2022, mine"):
        load_world("yours")
    with pytest.raises(BadInput, match="'ICIO-2022' is a table that comes with Detente"):
        imported(tmp_path, made(industries=INDUSTRIES), "ICIO-2022")
    (shelf / "icio-2022.npz").write_bytes(b"not a table")
    assert load_world("icio-2022").metadata.year == 2022


def test_a_name_is_taken_over_only_when_told(shelf: Path, tmp_path: Path) -> None:
    first = imported(tmp_path, made(industries=INDUSTRIES), "mine").world.digest
    other = made(industries=INDUSTRIES, seed=2)
    with pytest.raises(BadInput, match=r"there is a world table 'mine' already, .*--replace"):
        imported(tmp_path, other, "mine")
    assert load_world("mine").digest == first
    imported(tmp_path, other, "mine", replace=True)
    assert load_world("mine").digest != first


@pytest.mark.parametrize("name", ["", "../up", "a/b", "mine.npz", ".hidden", "a b", "x" * 61, "-x"])
def test_a_name_is_a_plain_word(shelf: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be the name of a world table"):
        imported(tmp_path, made(industries=INDUSTRIES), name)
    assert not shelf.exists()


def test_a_disk_that_fills_leaves_nothing(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts: list[Path] = []
    whole = storing._draft

    def full(path: Path, content: bytes) -> Path:
        if drafts:
            raise OSError(errno.ENOSPC, "No space left on device")
        drafts.append(whole(path, content))
        return drafts[0]

    monkeypatch.setattr(storing, "_draft", full)
    with pytest.raises(BadInput, match=r"cannot write .*mine\.npz: no space left on device"):
        imported(tmp_path, made(industries=INDUSTRIES), "mine")
    assert list(shelf.iterdir()) == []


@pytest.mark.parametrize(("year", "refused"), [(1850, True), (2014, False)])
def test_the_year_can_be_told(shelf: Path, tmp_path: Path, year: int, refused: bool) -> None:
    table = made(industries=INDUSTRIES)
    if refused:
        with pytest.raises(BadInput, match="1850 is no year"):
            imported(tmp_path, table, "mine", year=year)
    else:
        assert imported(tmp_path, table, "mine", year=year).world.metadata.year == year


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), "no file is given"),
        (("nowhere.csv",), "nowhere.csv: cannot be read: no such file"),
        (("flows.csv",), "there is no file of production"),
        (("flows.csv", "production.csv", "inputs.csv", "flows.csv"), "more than one file of flows"),
        (("2020.csv", "2020.csv"), "2 files are given; give one table, of one year"),
    ],
)
def test_the_files_must_make_one_table(tmp_path: Path, files: Files, names: Sequence[str], line: str) -> None:
    write_long(tmp_path, files)
    write_rows(tmp_path / "2020.csv", icio_rows(made()))
    with pytest.raises(BadInput, match=line):
        import_world([tmp_path / name for name in names], "mine", ImportOptions(out=tmp_path))
