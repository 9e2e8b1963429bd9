from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.impact.replication import Replication, published, replicate, sheets
from detente.impact.replication.liberation_data import LiberationData, read_folder, read_shipped
from detente.impact.replication.liberation_scenarios import Scenarios
from detente.impact.replication.rows import NOT_PRINTED, meets

ABSTRACT = {
    ("optimal", "USA", "optimal tariff"): (
        "T2.4 optimal US tariff+optimal retaliation", "USA", "tariff on imports"
    ),
    ("USTR+retaliation, IO", "USA", "welfare"): ("T4.post1 IO one sector USTR+reciprocal", "USA", "welfare"),
    ("USTR+retaliation, IO", "World", "employment"): (
        "T4.post1 IO one sector USTR+reciprocal", "WLD", "employment"
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def data() -> LiberationData:
    return read_shipped("baci-2023")


@pytest.fixture(scope="session")
def scenarios(data: LiberationData) -> Scenarios:
    return Scenarios(data, published("liberation-day"))


@pytest.fixture(scope="session")
def tables() -> Replication:
    """All of it, once: the searches for optimal tariffs take some seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DETENTE_DATA", raising=False)
        return replicate("liberation-day")


def test_every_printed_figure_is_met(tables: Replication) -> None:
    assert [row for row in tables.rows if row.matches is False] == []
    assert sum(row.matches is True for row in tables.rows) == 77


def test_the_reference_table_is_met_too(tables: Replication, reference_folder: Path) -> None:
    values = {(row.scenario, row.economy, row.variable): row.value for row in tables.rows}
    with (reference_folder / "reference" / "economy.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith("ILMS2025")]
    assert len(rows) == 77
    for row in rows:
        economy = "non-US" if row["country"].startswith("non-US") else row["country"]
        key = (row["scenario"], economy, row["variable"])
        assert meets(values[ABSTRACT.get(key, key)], row["value"]), key


def test_every_economy_has_every_variable_in_every_scenario(tables: Replication) -> None:
    sheet = published("liberation-day")
    keys = [(row.scenario, row.economy, row.variable) for row in tables.rows]
    assert len(keys) == len(set(keys))
    found = set(keys)
    codes = read_shipped(sheet["data"]["shipped"]).economy.economies
    assert len(codes) == 194
    for scenario in sheet["scenarios"]:
        for variable in sheet["variables"]:
            assert all((scenario["name"], code, variable["name"]) in found for code in codes)
    assert all(np.isfinite(row.value) for row in tables.rows)


def test_averages_are_those_of_the_rows(tables: Replication, scenarios: Scenarios) -> None:
    base = scenarios.worlds["one sector"]
    weights = dict(zip(base.economies, base.expenditure, strict=True))
    rows = {(row.economy, row.variable): row.value for row in tables.rows if row.scenario.startswith("T8.1")}
    for group in ("EU", "non-US"):
        members = published("liberation-day")["groups"].get(group, [c for c in base.economies if c != "USA"])
        mean = np.average([rows[c, "welfare"] for c in members], weights=[weights[c] for c in members])
        assert rows[group, "welfare"] == pytest.approx(mean, rel=1e-12)


def test_what_is_not_run_has_its_reason(tables: Replication) -> None:
    assert {part.table for part in tables.not_run} == {"table 2", "tables 4, 9 and 11", "table 10"}
    assert all(part.reason for part in tables.not_run)
    unknown = [row for row in tables.rows if row.published is None and row.table != NOT_PRINTED]
    assert unknown
    assert all(row.matches is None for row in unknown)


def test_the_calibration_is_the_paper_s(scenarios: Scenarios, data: LiberationData) -> None:
    """Shares to four digits, as the paper's code prints them; two economies sell nothing at home."""
    base = scenarios.worlds["one sector"]
    shares = dict(zip(base.economies, base.distribution_share.round(4), strict=True))
    assert shares["USA"] == 0.2705
    assert {share for code, share in shares.items() if code != "USA"} == {0.1143}
    own = np.diagonal(base.flows)
    assert [code for code, sold in zip(base.economies, own, strict=True) if sold == 0] == ["GMB", "MHL"]
    phi = scenarios.options({}).price_pass_through(base.distribution_share)
    assert set(phi.round(4)) == {1.1507, 1.4328}
    assert scenarios.announced[base.economies.index("CAN")] == 0.1
    assert "TWN" not in base.economies


def test_the_closed_form_is_not_the_optimum_of_the_model(tables: Replication) -> None:
    """The formula gives 21.8 or 18.5%; the model's own optimum is 25.1% with relief, 14.2% with a rebate."""
    rates = {row.scenario: row.value for row in tables.rows if row.variable == "tariff on imports"}
    assert rates["T1.3 optimal US tariff, no retaliation"] == pytest.approx(21.8, abs=0.05)
    assert rates["T2.4 optimal US tariff+optimal retaliation"] == pytest.approx(18.5, abs=0.05)
    assert rates["numerical optimum, income tax relief"] == pytest.approx(25.1, abs=0.05)
    assert rates["numerical optimum, lump-sum rebate"] == pytest.approx(14.2, abs=0.05)
    welfare = {
        row.scenario: row.value for row in tables.rows if (row.economy, row.variable) == ("USA", "welfare")
    }
    formula = welfare["T1.3 optimal US tariff, no retaliation"]
    assert welfare["numerical optimum, income tax relief"] > formula
    by_partner = welfare["T4.pre2 IO one sector optimal US tariff, by partner"]
    assert by_partner > welfare["T4.pre2 IO one sector optimal US tariff"]


def test_the_shipped_data_are_the_paper_s(data: LiberationData, reference_folder: Path) -> None:
    folder = reference_folder / "data" / "economy" / "liberation_day_2025"
    theirs = read_folder(folder)
    assert data.economy.economies == theirs.economy.economies
    np.testing.assert_array_equal(data.economy.trade, theirs.economy.trade)
    np.testing.assert_array_equal(data.economy.income, theirs.economy.income)
    np.testing.assert_array_equal(data.announced, theirs.announced)


def test_a_figure_that_is_off_is_said_to_be_off(
    tables: Replication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (sheets.PUBLISHED / "liberation-day.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nscenarios:")
    scenario = "  - { name: T1.1 USTR+income tax relief, imports: announced }\n"
    assert scenario in rest
    changed = rest[rest.index("tables:") :].replace('"1.13"', '"1.14"')
    sheet = f"{head}\nscenarios:\n{scenario}{changed}"
    (tmp_path / "liberation-day.yaml").write_text(sheet, encoding="utf-8")
    monkeypatch.setattr(sheets, "PUBLISHED", tmp_path)
    monkeypatch.delenv("DETENTE_DATA", raising=False)
    found = replicate("liberation-day")
    assert not found.matches
    assert [row.published for row in found.rows if row.matches is False] == ["1.14"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three economies in the layout of the paper's data."""
    folder = tmp_path / "liberation_day_2025"
    folder.mkdir()
    (folder / "country_labels.csv").write_text("iso3,iso_code\nCHN,1\nDEU,2\nUSA,3\n", encoding="utf-8")
    (folder / "gdp.csv").write_text("gdp\n20000\n15000\n30000\n", encoding="utf-8")
    (folder / "tariffs.csv").write_text("applied_tariff\n.54\n.2\n0\n", encoding="utf-8")
    (folder / "trade_cepii.csv").write_text("a,b,c\n,2,1\n1,,2\n2,1,\n", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_as_laid_out(small: Path) -> None:
    found = read_folder(small / "liberation_day_2025")
    assert found.economy.economies == ("CHN", "DEU", "USA")
    np.testing.assert_array_equal(found.economy.income, [20.0, 15.0, 30.0])
    np.testing.assert_array_equal(found.economy.trade, [[0, 2, 1], [1, 0, 2], [2, 1, 0]])


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("gdp.csv", "gdp\n20000\nmuch\n30000\n", r"gdp\.csv:3:1: 'much' is no number"),
        ("gdp.csv", "gdp\n20000\nnan\n30000\n", r"gdp\.csv:3:1"),
        ("gdp.csv", "gdp\n20000\n15000\n", "2 rows"),
        ("tariffs.csv", "applied_tariff\n0.1\n-1\n0\n", r"tariffs\.csv:3: the rate on DEU is -1"),
        ("gdp.csv", "gdp\n20000\n0\n30000\n", "DEU.* no income"),
        ("trade_cepii.csv", "a,b,c\n,2,1\n1,2\n2,1,\n", r"trade_cepii\.csv:3: 2 cells"),
        ("trade_cepii.csv", "a,b,c\n,2,1\n1,,-2\n2,1,\n", "negative"),
        ("trade_cepii.csv", "a,b,c\n5,2,1\n1,,2\n2,1,\n", "itself"),
        ("country_labels.csv", "iso3\nCHN\nCHN\nUSA\n", "twice"),
        ("country_labels.csv", "iso3\nCHN\nDEU\nJPN\n", "USA is not in the data"),
        ("country_labels.csv", "", "hold one twice|rows below"),
    ],
)
def test_broken_files_are_named(small: Path, file: str, text: str, message: str) -> None:
    (small / "liberation_day_2025" / file).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        replicate("liberation-day", small)


def test_a_missing_file_or_folder_is_named(small: Path, tmp_path: Path) -> None:
    (small / "liberation_day_2025" / "tariffs.csv").unlink()
    with pytest.raises(BadInput, match=r"tariffs\.csv"):
        replicate("liberation-day", small)
    shutil.rmtree(small / "liberation_day_2025")
    with pytest.raises(BadInput, match=r"are not at .* leave the folder out"):
        replicate("liberation-day", tmp_path)


def test_a_rounded_zero_has_no_sign() -> None:
    assert meets(-0.0004, "0.00")
    assert not meets(-0.006, "0.00")
    assert meets(41.2, "41")
