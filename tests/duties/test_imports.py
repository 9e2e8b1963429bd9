"""Imports by line and origin: exact totals, tidy rows, refusal of damaged files."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.duties.averages.imports import (
    SHIPPED,
    Imports,
    load_imports,
    load_preference_shares,
    load_renumberings,
)
from detente.duties.scope.lists import load_lists

BUILD = Path(__file__).parents[2] / "data-build"
IMPORTERS = ("USA", "CHN", "CAN")


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BUILD))
        yield importlib.import_module("imports")


def shipped(importer: str) -> Imports:
    imports = load_imports(importer)
    assert imports is not None
    return imports


@pytest.mark.parametrize("importer", IMPORTERS)
def test_rows_are_tidy(importer: str) -> None:
    table = shipped(importer)
    assert (table.lines[1:] > table.lines[:-1]).all(), "lines are sorted and distinct"
    key = table.origin_of * len(table.lines) + table.line_of
    assert (np.diff(key) > 0).all(), "rows are ordered by origin, then line, and distinct"
    assert (table.value_usd > 0).all()
    assert ((table.claimed >= 0) & (table.claimed <= 1)).all()
    assert table.sector_of.max() < len(table.sectors)
    assert table.sectors[-1] == "chapter-98-99"
    special = np.isin(table.lines.astype("S2"), [b"98", b"99"])
    assert ((table.sector_of == len(table.sectors) - 1) == special).all()


def test_totals_of_the_united_states_are_those_published() -> None:
    usa = shipped("USA")
    assert (usa.year, usa.complete, len(usa.origins)) == (2024, True, 50)
    assert int(usa.value_usd.sum()) == 3_208_820_074_369
    # Imports for consumption; the 439 bn often quoted are general imports.
    assert int(usa.value_usd[usa.of("CHN")].sum()) == 429_425_828_419
    assert usa.duty_usd is not None
    assert int(usa.duty_usd.sum()) == 75_631_629_940
    # The average duty collected in 2024 is commonly given as 2.4% of imports.
    assert usa.duty_usd.sum() / usa.value_usd.sum() == pytest.approx(0.024, abs=0.0005)


def test_claims_are_those_of_canada_and_mexico() -> None:
    usa = shipped("USA")
    claiming = {usa.origins[place] for place in np.unique(usa.origin_of[usa.claimed > 0])}
    assert claiming == {"CAN", "MEX"}
    for origin, share in (("CAN", 0.67), ("MEX", 0.68)):
        rows = usa.of(origin)
        weighed = np.average(usa.claimed[rows], weights=usa.value_usd[rows])
        assert weighed == pytest.approx(share, abs=0.005), "two digits, as the sources give it"


def test_exports_to_china_are_all_there_and_canada_is_what_it_stated() -> None:
    china, canada = shipped("CHN"), shipped("CAN")
    assert int(china.value_usd.sum()) == pytest.approx(129.0e9, rel=1e-3)
    assert (china.duty_usd, canada.duty_usd, canada.complete) == (None, None, False)
    # CAD 30.0, 15.6 and 14.2 bn at 1.3698.
    assert canada.value_usd.sum() == pytest.approx(59.8e9 / 1.3698, rel=1e-6), "rounded to dollars a line"


def test_an_origin_without_trade_has_no_rows() -> None:
    usa = shipped("USA")
    assert len(usa.value_usd[usa.of("NRU")]) == 0
    assert sum(len(usa.value_usd[usa.of(origin)]) for origin in usa.origins) == len(usa.value_usd)
    assert load_imports("NOR") is None
    assert load_preference_shares("NOR") is None


def test_arrays_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        shipped("USA").value_usd[0] = 1


def test_shares_of_duty_not_collected() -> None:
    shares = load_preference_shares("USA")
    assert shares is not None
    assert ((shares.share >= 0) & (shares.share <= 1)).all()
    assert shares.of("KOR", "8703230190") == pytest.approx(0.978, abs=0.001)
    assert shares.of("EU", "8703230190") == pytest.approx(0.0037, abs=0.0001)
    assert shares.of("NRU", "8703230190") == shares.of("KOR", "7700000000") == 0.0


def test_renumbered_lines_lead_to_codes_that_lists_name() -> None:
    usa, china, lists = shipped("USA"), shipped("CHN"), load_lists("CHN")
    for row in load_renumberings("USA"):
        assert row.line.encode() in usa.lines, row
        assert row.line[:8] == row.code[:8], row
        assert row.line != row.code, row
    known = set(china.lines.tolist())
    codes = {
        code
        for name in lists.names
        if name.startswith(("chn-farm", "chn-energy"))
        for code in lists.codes(name)
    }
    later = {row.code for row in load_renumberings("CHN")}
    # A code of 2025 is a line of 2018, or has lines that stand for it.
    older = {code for code in codes if any(code == line.decode()[: len(code)] for line in known)}
    missing = {code for code in codes - later - older if any(line.decode()[:6] == code[:6] for line in known)}
    assert not missing


@pytest.mark.parametrize("content", [b"", b"no zip file", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "usa.npz").write_bytes(content)
    (tmp_path / "usa-preferences.npz").write_bytes(content)
    with pytest.raises(BadInput, match=r"usa\.npz: not a table of imports; build it with"):
        load_imports("USA", tmp_path)
    with pytest.raises(BadInput, match="not a table of preference shares"):
        load_preference_shares("USA", tmp_path)


def test_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 3_000_000


def test_shipped_tables_are_what_the_scripts_write(
    build: ModuleType, reference_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["imports", str(reference_folder), "--out", str(tmp_path)])
    build.main()
    names = {path.name for path in SHIPPED.iterdir()} - {"SOURCES.md"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert (tmp_path / "renumbered.csv").read_bytes() == (SHIPPED / "renumbered.csv").read_bytes()
    for name in sorted(names - {"renumbered.csv"}):
        with np.load(tmp_path / name) as new, np.load(SHIPPED / name) as old:
            assert new.files == old.files
            for array in new.files:
                np.testing.assert_array_equal(new[array], old[array], err_msg=f"{name} {array}")
