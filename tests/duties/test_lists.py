"""Product lists: read by the longest code, one code or many at once, and the same as the scripts write."""

from __future__ import annotations

import csv
import gzip
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import BadInput
from detente.duties.scope.list_files import read_list
from detente.duties.scope.lists import SHIPPED, ProductLists, load_lists
from detente.ledger.entries import Products
from detente.ledger.opening import open_record

BUILD = Path(__file__).parents[2] / "data-build"
IMPORTERS = ("USA", "CHN", "CAN")


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BUILD))
        yield importlib.import_module("product_lists")


@pytest.fixture(scope="module")
def usa() -> ProductLists:
    return load_lists("USA")


def described() -> dict[str, dict[str, str]]:
    with (SHIPPED / "lists/lists.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {row["list"]: row for row in rows}
    assert len(found) == len(rows), "each list once"
    return found


def written(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / "lists" / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def own(folder: Path, text: str) -> ProductLists:
    written(folder, text)
    return load_lists("NOR", [folder])


def test_the_longest_code_decides(tmp_path: Path) -> None:
    lists = own(tmp_path, "# Machines\n84\n-8471\n847150\n-84715001\n8471500150\n")
    on = ("8401000000", "847150", "8471500150", "84715090")
    off = ("8471300100", "84715001", "8471500110", "85", "8471")
    assert [lists.holds("mine", product) for product in (*on, *off)] == [True] * 4 + [False] * 5


def test_ten_digits_that_end_in_00_are_the_line_of_eight(tmp_path: Path) -> None:
    lists = own(tmp_path, "8528\n-8528420000\n")
    assert lists.codes("mine") == {"8528": True, "85284200": False}
    assert not lists.holds("mine", "8528420015")


def test_partly_says_where_more_digits_are_needed(tmp_path: Path) -> None:
    lists = own(tmp_path, "8528\n-85284200\n8703100030\n")
    assert lists.partly("mine", "8528")
    assert lists.partly("mine", "852842")
    assert lists.partly("mine", "87031000")
    assert not lists.partly("mine", "85285200")
    assert not lists.partly("mine", "8703100030")
    assert not lists.partly("mine", "85284200"), "all of it is off"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("8471\n84.71\n", r"mine\.txt:2: '84\.71' is no code; write 2, 4, 6, 8 or 10 digits"),
        ("8471300\n", r"mine\.txt:1: '8471300' is no code"),
        ("# Title\n\n847130010012\n", r"mine\.txt:3: '847130010012' is no code"),
        ("8471\n٨٤\n", r"mine\.txt:2: .* is no code"),
        ("8471\n8542\n8471\n", r"mine\.txt:3: code 8471 stands on the list twice"),
        ("84713001\n8471300100\n", r"mine\.txt:2: code 84713001 stands on the list twice"),
        ("8471\n-8471\n", r"mine\.txt:2: code 8471 stands on the list twice"),
        ("8471\n-8542\n", r"mine\.txt: -8542 takes off what is not on the list"),
        ("8471\n -8542\n", r"mine\.txt: -8542 takes off what is not on the list"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_list(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(b"8471\n\xff\xfe\n")
    with pytest.raises(BadInput, match=r"mine\.txt: the product list cannot be read; write it as UTF-8"):
        read_list(path)


def test_blanks_empty_lines_and_line_ends_of_all_systems_are_no_matter(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(b"# Title\r\n\r\n  8471 \r\n-847130\r\n8542\n")
    assert read_list(path) == {"8471": True, "8542": True, "847130": False}


def test_an_empty_list_holds_nothing(tmp_path: Path) -> None:
    assert not own(tmp_path, "# Nothing yet\n").holds("mine", "8471300100")


def test_a_users_lists_stand_beside_those_shipped(tmp_path: Path) -> None:
    written(tmp_path, "0101\n")
    apart = tmp_path / "lists/usa"
    apart.mkdir()
    (apart / "only-usa.txt").write_text("0102\n", encoding="utf-8")
    assert {"mine", "only-usa", "s301-list-1"} <= set(load_lists("USA", [tmp_path]).names)
    assert load_lists("NOR", [tmp_path]).names == ("mine",)
    assert "mine" in load_lists("USA", [tmp_path]).lists_of("0101210010")


def test_names_are_unique_and_plain(tmp_path: Path) -> None:
    path = written(tmp_path, "0101\n", "s301-list-1")
    with pytest.raises(BadInput, match=r"'s301-list-1' exists already; rename it; the other is .*usa"):
        load_lists("USA", [tmp_path])
    path.rename(path.with_name("List 1.txt"))
    with pytest.raises(BadInput, match="'List 1' is no name for a product list"):
        load_lists("USA", [tmp_path])


def test_an_unknown_list_is_refused_with_the_nearest(usa: ProductLists) -> None:
    with pytest.raises(BadInput, match=r"USA has no product list 's122-exempt-line'; did you mean"):
        usa.holds("s122-exempt-line", "8471300100")
    with pytest.raises(BadInput, match=r"NOR has no product list 'mine'; data/lists/lists.csv names"):
        load_lists("NOR").codes("mine")


CODES = st.lists(st.integers(0, 99), min_size=2, max_size=5).map(lambda n: "".join(f"{i % 7:02d}" for i in n))


@given(on=st.sets(CODES, max_size=12), off=st.sets(CODES, max_size=6), lines=st.sets(CODES, max_size=40))
def test_many_lines_at_once_are_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, on: set[str], off: set[str], lines: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    finer = {c for c in off - on if any(c.startswith(o) and o != c for o in on)}
    kept = {c for c in on | finer if not (len(c) == 10 and c.endswith("00"))}
    finer = {c for c in finer & kept if any(c.startswith(o) and o != c for o in on & kept)}
    lists = own(folder, "\n".join(sorted(on & kept) + [f"-{code}" for code in sorted(finer)]))
    table = np.array(sorted(lines), dtype="S10")
    held = lists.membership(table, ["mine", "mine"])
    one_by_one = [lists.holds("mine", line) for line in sorted(lines)]
    assert held.tolist() == [one_by_one, one_by_one]
    assert [lists.lists_of(line) == {"mine"} for line in sorted(lines)] == one_by_one


def test_all_shipped_lists_agree_one_by_one_and_at_once(usa: ProductLists) -> None:
    lines = sorted({code.ljust(10, "1") for name in usa.names for code in usa.codes(name)})[::7]
    held = usa.membership(np.array(lines, dtype="S10"), usa.names)
    for position, line in enumerate(lines):
        on = {name for name, flag in zip(usa.names, held[:, position], strict=True) if flag}
        assert on == usa.lists_of(line) == {name for name in usa.names if usa.holds(name, line)}


def test_lines_out_of_order_are_refused(usa: ProductLists) -> None:
    with pytest.raises(BadInput, match="lines are not sorted; sort them first"):
        usa.membership(np.array([b"8542", b"8471"]), ["annex-ii-from-2025-04"])


@pytest.mark.parametrize("importer", IMPORTERS)
def test_every_list_is_described_and_counted(importer: str) -> None:
    lists = load_lists(importer)
    rows = {name: row for name, row in described().items() if row["importer"] == importer}
    assert sorted(rows) == list(lists.names)
    for name, row in rows.items():
        assert sum(lists.codes(name).values()) == int(row["lines"]), name
        assert row["source"], name
        assert row["edition"], name
        assert int(row["lines"]) > 0, name
        assert not {code for code in lists.codes(name) if code[:2] in ("98", "99")}, name


def test_counts_are_those_of_the_notices_where_the_sources_allow() -> None:
    rows = {name: row for name, row in described().items() if row["notice_lines"]}
    exact = {name for name, row in rows.items() if row["lines"] == row["notice_lines"]}
    assert {name for name in rows if name.startswith("chn-")} - exact == {
        "chn-list-4a-025",
        "chn-list-4a-050",
    }
    assert {"s232-copper", "s232-pharmaceuticals", "s338-alcohol", "s338-autos", "s301-review-solar"} <= exact
    for name in ("s301-list-1", "s301-list-2", "s301-list-3", "s301-list-4a"):
        # The text of 2026 has lines that were split since the notices: at most 8% more, never fewer.
        assert 1.0 <= int(rows[name]["lines"]) / int(rows[name]["notice_lines"]) <= 1.08, name


def test_the_annex_of_november_2025_is_that_of_october_and_what_was_added(
    usa: ProductLists, build: ModuleType, reference_folder: Path
) -> None:
    farm_goods = build.ListReader(reference_folder / "data").read("annex-ii-2025-11")
    earlier = ("annex-ii-from-2025-10", "electronics-2025-04")
    for code in usa.codes("annex-ii-from-2025-10"):
        assert usa.holds("annex-ii-from-2025-11", code), code
    added = {
        code
        for code in usa.codes("annex-ii-from-2025-11")
        if not any(usa.holds(n, code) for n in earlier) and not build.on_list(farm_goods, code)
    }
    # Two kinds of tropical logs, and headings of which the memorandum of April names all lines.
    assert added == {"44034200", "44034902", "8471", "847330", "8486", "8524", "8542", "85176200"}


def test_lists_parted_by_condition_lose_and_gain_nothing(
    usa: ProductLists, build: ModuleType, reference_folder: Path
) -> None:
    compiled = build.ListReader(reference_folder / "data")
    parted = {
        "floor-exempt-eu": ("floor-eu-unavailable", "floor-eu-named", "floor-eu-aircraft", "floor-eu-pharma"),
        "floor-exempt-che": ("floor-che-unavailable", "floor-che-aircraft", "floor-che-pharma"),
    }
    for whole, parts in parted.items():
        goods = {code for code in compiled.read(whole) if code[:2] not in build.NO_PRODUCTS}
        assert goods == set().union(*(usa.codes(part) for part in parts)), whole


def test_every_list_is_named_by_a_measure_or_a_published_table() -> None:
    record, used = open_record(), set[str]()
    for importer in IMPORTERS:
        for tranche in record.tranches_of_importer(importer):
            scope = record.scope_of(tranche.id)
            if isinstance(scope.products, Products):
                used |= set(scope.products.lists)
            for exemption in record.measure_of[tranche.id].scope.exempt:
                used |= {name for name in (exemption.list, exemption.except_list) if name}
    tables = (SHIPPED / "published").rglob("*.yaml")
    used |= set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in tables)))
    assert set(described()) - used == set()


def test_derivatives_of_2025_are_on_one_list_of_a_metal_each(usa: ProductLists) -> None:
    for metal, dates in (
        ("steel", ("2025-03", "2025-06", "2025-08")),
        ("aluminium", ("2025-03", "2025-04", "2025-08")),
    ):
        names = [f"s232-{metal}-derivatives-{date}" for date in ("full", *dates)]
        codes = [code for name in names for code in usa.codes(name)]
        assert len(codes) == len(set(codes)), metal
        for name in names:
            others = [other for other in names if other != name]
            # A line of March may hold statistical lines of August, never the other way round.
            assert not [c for c in usa.codes(name) if any(usa.holds(o, c) for o in others) and len(c) < 10], (
                name
            )


def test_products_stand_where_the_law_has_them(usa: ProductLists) -> None:
    battery, phone, medicine, beef = "8507600020", "8517130000", "3004909244", "0201100510"
    assert usa.lists_of(battery) >= {"s301-list-4a", "s301-review-minerals"}
    assert not usa.lists_of(phone) & {"s301-list-1", "s301-list-2", "s301-list-3", "s301-list-4a"}
    assert usa.lists_of(phone) >= {"electronics-2025-04", "annex-ii-from-2025-11", "s301fl-exempt-lines"}
    assert "annex-ii-from-2025-09" not in usa.lists_of(phone)
    assert usa.lists_of(medicine) >= {"annex-ii-from-2025-04", "s122-exempt-lines"}
    assert not usa.holds("annex-ii-from-2025-10", beef)
    assert usa.holds("annex-ii-from-2025-11", beef)
    assert not usa.holds("annex-ii-from-2025-04", "7108135500"), "gold bars were added in September 2025"
    assert usa.holds("annex-ii-from-2025-09", "7108135500")
    assert usa.holds("s232-steel-derivatives-full", "7318158066")
    assert usa.holds("s232-steel-derivatives-2025-06", "8450110010")
    china = load_lists("CHN")
    assert china.lists_of("12019010") >= {"chn-list-1"}
    assert china.holds("chn-farm-15", "02071100")


def test_shipped_lists_are_what_the_scripts_write(
    build: ModuleType, reference_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["product_lists", str(reference_folder), "--out", str(tmp_path)])
    build.main()
    new = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    lists = SHIPPED / "lists"
    shipped = {path.relative_to(lists): path.read_bytes() for path in lists.rglob("*") if path.is_file()}
    assert new == {name: content for name, content in shipped.items() if name.name != "SOURCES.md"}


def test_lists_hold_every_line_that_the_tariff_footnotes(usa: ProductLists, reference_folder: Path) -> None:
    path = reference_folder / "data/us-schedule/hts_2026_rev_10.json.gz"
    headings = {
        "9903.88.01": "s301-list-1",
        "9903.88.02": "s301-list-2",
        "9903.88.03": "s301-list-3",
        "9903.88.15": "s301-list-4a",
        "9903.91.01": "s301-review-metals-batteries",
        "9903.91.05": "s301-review-semiconductors",
    }
    checked = 0
    for row in json.loads(gzip.decompress(path.read_bytes())):
        code = row["htsno"].replace(".", "")
        noted = " ".join(note["value"] for note in row["footnotes"] or [])
        for name in (name for heading, name in headings.items() if heading in noted):
            if len(code) >= 8 and not code.startswith("98"):
                assert usa.holds(name, code) or usa.partly(name, code), (name, code)
                checked += 1
    assert checked > 10_000
