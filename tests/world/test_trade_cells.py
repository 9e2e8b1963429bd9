"""Trade by origin, sector and product lists: exact sums, exact scopes."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.world.trade_cells import SHIPPED, TradeCells, load_trade_cells

BUILD = Path(__file__).parents[2] / "data-build"
IMPORTERS = ("USA", "CHN", "CAN")


def shipped(importer: str) -> TradeCells:
    cells = load_trade_cells(importer)
    assert cells is not None
    return cells


@pytest.fixture(scope="session")
def build(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("trade_cells")


def list_rows() -> dict[str, dict[str, str]]:
    with (SHIPPED / "lists.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row["list"]: row for row in rows}
    assert len(found) == len(rows), "each list once"
    return found


def usd_of(cells: TradeCells, origin: str) -> float:
    return float(cells.value_usd[cells.origin_of == cells.origins.index(origin)].sum())


@pytest.mark.parametrize("importer", IMPORTERS)
def test_every_list_of_a_table_is_described_and_its_trade_is_right(importer: str) -> None:
    cells, rows = shipped(importer), list_rows()
    assert list(cells.lists) == [name for name, row in rows.items() if row["importer"] == importer]
    for name in cells.lists:
        row = rows[name]
        of_origin = cells.origin_of == cells.origins.index(row["trade_origin"])
        # Sums of whole dollars below 2**53 are exact in floats.
        assert cells.value_usd[of_origin & cells.on(name)].sum() == int(row["trade_usd"]), name
        assert int(row["trade_usd"]) > 0, name
        assert row["source"], name


@pytest.mark.parametrize("importer", IMPORTERS)
def test_cells_are_distinct_and_hold_whole_positive_dollars(importer: str) -> None:
    cells = shipped(importer)
    keys = {
        (origin, sector, on.tobytes())
        for origin, sector, on in zip(cells.origin_of, cells.sector_of, cells.membership, strict=True)
    }
    assert len(keys) == len(cells.value_usd)
    assert (cells.value_usd > 0).all()
    assert (cells.value_usd == np.round(cells.value_usd)).all()


def test_tables_are_small_and_cover_what_they_say() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 600_000
    usa = shipped("USA")
    assert (usa.year, usa.complete, len(usa.origins)) == (2024, True, 50)
    assert (shipped("CHN").year, shipped("CHN").complete) == (2017, True)
    assert (shipped("CAN").year, shipped("CAN").complete) == (2024, False)
    assert load_trade_cells("NOR") is None


def test_china_of_2024_is_the_published_figure_of_imports_for_consumption() -> None:
    # 429.4 bn are imports for consumption; the 439 bn often quoted are general imports.
    assert usd_of(shipped("USA"), "CHN") == pytest.approx(429.4e9, rel=1e-4), "figure has four digits"


def test_sums_by_origin_equal_the_raw_totals(reference_folder: Path) -> None:
    polars = pytest.importorskip("polars")
    cells = shipped("USA")
    with (BUILD / "list_rules/census_partner.csv").open(encoding="utf-8", newline="") as file:
        partners = {row["code"]: row["origin"] for row in csv.DictReader(file)}
    paths = sorted((reference_folder / "data/us-imports-2024").glob("*.parquet"))
    codes = [path.stem.removeprefix("2024-hs10-imports") for path in paths]
    assert sorted(partners) == codes
    assert sorted(filter(None, partners.values())) == list(cells.origins)
    for code, path in zip(codes, paths, strict=True):
        raw = sum(int(usd) for usd in polars.read_parquet(path)["CON_VAL_YR"])
        if partners[code]:
            assert usd_of(cells, partners[code]) == raw, code


def test_exports_to_china_of_2017_are_all_there(reference_folder: Path) -> None:
    polars = pytest.importorskip("polars")
    path = reference_folder / "data/us-exports/us_exports_china_hs6_monthly_2013-01_2020-12.parquet"
    frame = polars.read_parquet(path).filter(polars.col("month").str.starts_with("2017"))
    assert usd_of(shipped("CHN"), "USA") == frame["us_exports_to_china_usd"].sum()


def test_shipped_tables_are_what_the_scripts_write(
    build: ModuleType, reference_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["trade_cells", str(reference_folder), "--out", str(tmp_path)])
    build.main()
    assert (tmp_path / "lists.csv").read_bytes() == (SHIPPED / "lists.csv").read_bytes()
    for importer in IMPORTERS:
        name = f"{importer.lower()}.npz"
        with np.load(tmp_path / name) as new, np.load(SHIPPED / name) as old:
            assert new.files == old.files
            for array in new.files:
                np.testing.assert_array_equal(new[array], old[array], err_msg=f"{name} {array}")


def small_table(build: ModuleType) -> object:
    on = [frozenset(), frozenset({"chn-list-1"}), frozenset({"chn-list-1", "chn-farm-15"})]
    lines = [("USA", "120190", on[position % 3], 1000 + position) for position in range(40)]
    lines += [("BRA", "870323", on[position % 2], 7 * position) for position in range(20)]
    return build.Table("CHN", 2017, True, "made up", {}, lines)


def test_the_same_lines_give_the_same_bytes(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = small_table(build)
    build.write_cells(table, tmp_path / "one.npz")
    tomorrow = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: tomorrow)  # zip files may date their members
    build.write_cells(table, tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_shares_equal_a_plain_loop_over_the_lines(build: ModuleType, tmp_path: Path) -> None:
    table = small_table(build)
    build.write_cells(table, tmp_path / "chn.npz")
    cells = load_trade_cells("CHN", tmp_path)
    assert cells is not None
    weight = 0.25 * cells.on("chn-list-1") + 0.15 * cells.on("chn-farm-15")
    share = cells.covered_share(weight)

    sector = build.sectors_of({"120190", "870323"})
    top: dict[tuple[str, str], float] = defaultdict(float)
    bottom: dict[tuple[str, str], float] = defaultdict(float)
    for origin, product, on, usd in table.lines:  # type: ignore[attr-defined]
        rate = 0.25 * ("chn-list-1" in on) + 0.15 * ("chn-farm-15" in on)
        top[origin, sector[product]] += rate * usd
        bottom[origin, sector[product]] += usd
    for row, origin in enumerate(cells.origins):
        for column, name in enumerate(cells.sectors):
            if bottom[origin, name]:
                # Two orders of the same few sums differ by rounding only.
                assert share[row, column] == pytest.approx(
                    top[origin, name] / bottom[origin, name], rel=1e-13
                )
            else:
                assert np.isnan(share[row, column])


def test_lists_weigh_by_their_set_and_not_by_their_sum() -> None:
    cells = shipped("USA")
    either = cells.on("annex-ii") | cells.on("electronics-2025-04")
    both = cells.on("annex-ii") & cells.on("electronics-2025-04")
    total = cells.covered_usd(cells.on("annex-ii")) + cells.covered_usd(cells.on("electronics-2025-04"))
    # Whole dollars: sums are exact.
    np.testing.assert_array_equal(cells.covered_usd(either) + cells.covered_usd(both), total)
    assert cells.covered_usd(both).sum() > 0


def test_trade_claiming_the_usmca_comes_from_canada_and_mexico_alone() -> None:
    cells = shipped("USA")
    claimed = cells.covered_usd(cells.on("usmca-claimed")).sum(axis=1)
    assert {cells.origins[row] for row in np.flatnonzero(claimed)} == {"CAN", "MEX"}


def test_known_lines_stand_where_the_law_has_them() -> None:
    usa, china = shipped("USA"), shipped("CHN")
    solar = usa.on("s301-review-solar")
    assert (usa.on("s301-list-2") >= solar).all(), "solar cells left List 2 for the review"
    assert not (usa.on("s232-autos") & usa.on("s232-mhdv") & usa.on("s232-buses")).any()
    assert (usa.on("s301fl-exempt") == usa.on("s122-exempt")).all(), "a stated proxy"
    assert not (usa.on("s232-steel") & usa.on("s232-steel-derivatives")).any()
    third = [china.on(f"chn-list-3-{rate}") for rate in ("05", "10", "20", "25")]
    assert max(sum(on.astype(int) for on in third)) == 1, "one rate a line"
    assert ((third[2] | third[3]) <= china.on("chn-list-3-2018-10")).all()


def test_unknown_lists_and_incomplete_tables_are_refused() -> None:
    cells = shipped("CAN")
    with pytest.raises(BadInput, match=r"CAN has no product list 'can-2025-2'; did you mean 'can-2025-1'\?"):
        cells.on("can-2025-2")
    with pytest.raises(BadInput, match="product lists only; divide covered_usd"):
        cells.covered_share(cells.on("can-2025-1"))


@pytest.mark.parametrize("content", [b"", b"no zip file", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "usa.npz").write_bytes(content)
    with pytest.raises(BadInput, match="not a table of trade cells"):
        load_trade_cells("USA", tmp_path)


def test_a_list_is_read_by_its_longest_code(script: Callable[[str], ModuleType]) -> None:
    lists = script("product_lists")
    codes = {"8517": False, "85176200": True, "8517620090": False}
    assert lists.on_list(codes, "8517620010")
    assert not lists.on_list(codes, "8517620090")
    assert not lists.on_list(codes, "8517130000")
    assert not lists.on_list(codes, "9401000000")
    assert lists.refined({"30049092": True, "84181000": True}, {"3004909244": True, "84181000": True}) == {
        "3004909244": True,
        "84181000": True,
    }
    assert lists.digits("0904.22.7300") == "09042273"
    assert lists.digits("2071100", 8) == "02071100"
