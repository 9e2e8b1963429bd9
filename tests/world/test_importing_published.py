"""`world import` of the OECD's and WIOD's layouts: small files written in each, as published and spoilt."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.world_files import Made, icio_rows, made, wiod_rows, write_rows

from detente.core.errors import BadInput
from detente.world.identities import require_identities
from detente.world.importing.concordance import shipped_concordance
from detente.world.importing.importing import ImportOptions, import_world
from detente.world.importing.placing import _world_shares
from detente.world.tables import SHIPPED, World, load_world

WIOD = """A01 A02 A03 B C10-C12 C13-C15 C16 C17 C18 C19 C20 C21 C22 C23 C24 C25 C26 C27 C28 C29 C30 C31_C32
C33 D35 E36 E37-E39 F G45 G46 G47 H49 H50 H51 H52 H53 I J58 J59_J60 J61 J62_J63 K64 K65 K66 L68 M69_M70 M71
M72 M73 M74_M75 N O84 P85 Q R_S T U"""
"""The 56 industries of the release of 2016, in its order."""
Rows = list[list[Any]]
Import = Callable[..., World]


@pytest.fixture
def taken(tmp_path: Path) -> Import:
    """Write rows, import them, and return the table."""

    def take(rows: Rows, name: str = "2020_SML.csv", **options: Any) -> World:
        path = write_rows(tmp_path / name, rows)
        return import_world([path], "mine", ImportOptions(out=tmp_path, replace=True, **options)).world

    return take


def steps(world: World) -> dict[str, tuple[int, float, str]]:
    return {one.what: (one.cells, one.million_usd, one.largest) for one in world.metadata.adjustments}


def place(rows: Rows, row: str, column: str) -> tuple[int, int]:
    return next(n for n, cells in enumerate(rows) if cells[0] == row), rows[0].index(column)


def test_the_oecds_table_comes_in_as_it_is_and_adds_up(taken: Import) -> None:
    table = made()
    world = taken(icio_rows(table))
    assert (world.economies, world.metadata.year) == (("AUS", "CHN", "ROW"), 2020)
    assert world.sectors == ("agriculture", "iron-steel", "electronics", "services")
    assert world.goods.tolist() == [True, True, True, False]
    assert world.flows == pytest.approx(table.flows, rel=1e-12)
    use = world.input_coefficients * world.output[:, None]
    assert use == pytest.approx(table.use, rel=1e-9)
    assert world.value_added == pytest.approx(table.output - table.use.sum(axis=1), rel=1e-9)
    require_identities(world)
    assert steps(world) == {
        "taxes less subsidies on inputs counted with value added": (12, 6.0, "AUS A01: 0.500")
    }
    assert world.metadata.tariff_content.startswith("No tariffs were given")
    assert world.metadata.sources[0].citation.startswith("OECD")


def test_labels_of_the_2021_edition_and_a_tax_row_for_each_economy(taken: Import) -> None:
    rows = icio_rows(made(industries=("01T02", "24", "26", "45T47")))
    tax = next(row for row in rows if row[0] == "TLS")
    halves = [
        ["AUS_TAXSUB", *[value / 2 for value in tax[1:]]],
        ["CHN_TAXSUB", *[value / 2 for value in tax[1:]]],
    ]
    rows[rows.index(tax) : rows.index(tax) + 1] = halves
    for old, new in (("VA", "VALU"), ("OUT", "OUTPUT")):
        next(row for row in rows if row[0] == old)[0] = new
    rows[0][-1] = "TOTAL"
    world = taken(rows, "ICIO2021_2018.csv")
    assert world.metadata.year == 2018
    assert world.sectors == ("agriculture", "iron-steel", "non-ferrous-metals", "electronics", "services")
    assert any(what.startswith("24 split into iron-steel, non-ferrous-metals") for what in steps(world))


def split_china(rows: Rows, industries: int) -> Rows:
    """Return the rows of the extended version: CN1 and CN2 halve CHN's cells, whose totals stay with CHN."""
    head = rows[0]
    inner = [n for n, name in enumerate(head) if name.startswith("CHN_") and n <= industries * 3]
    names = [head[n].removeprefix("CHN_") for n in inner]
    found = [[*head, *[f"{part}_{name}" for part in ("CN1", "CN2") for name in names]]]
    for row in rows[1:]:
        total = row[0] in ("TLS", "VA", "OUT")
        halves = [0.0 if total else row[n] / 2 for n in inner]
        kept = [0.0 if not total and n in inner else cell for n, cell in enumerate(row)]
        if str(row[0]).startswith("CHN_"):
            for part in ("CN1", "CN2"):
                label = str(row[0]).replace("CHN", part)
                cells = [cell / 2 for cell in [*kept[1:], *halves, *halves]]
                found.append([label, *cells])
        else:
            found.append([*kept, *halves, *halves])
    return found


def test_split_regions_are_joined_and_their_value_added_found_with_the_country(taken: Import) -> None:
    table = made()
    whole = taken(icio_rows(table))
    world = taken(split_china(icio_rows(table), 4), "2020.csv")
    assert world.economies == whole.economies
    assert world.flows == pytest.approx(whole.flows, rel=1e-9)
    assert world.value_added == pytest.approx(whole.value_added, rel=1e-9)
    cells, money, _ = steps(world)["split regions joined into their economy"]
    assert cells == 8
    assert money == pytest.approx(table.output[1].sum())


def test_an_economy_beside_its_own_parts_would_count_twice(taken: Import) -> None:
    rows = split_china(icio_rows(made()), 4)
    part = next(row for row in rows if row[0] == "CN1_A01")
    rows.insert(rows.index(part) + 4, ["CHN_A01", *part[1:]])
    with pytest.raises(BadInput, match="'CHN_A01' counts twice: CHN and a part of it both sell something"):
        taken(rows)


def with_final(table: Made, cell: tuple[int, ...], value: float) -> Made:
    final = table.final.copy()
    final[cell] = value
    return replace(table, final=final)


def test_stocks_drawn_down_are_netted_and_told(taken: Import) -> None:
    table = with_final(made(), (0, 1, 0, 4), -7.0)
    told = steps(taken(icio_rows(table)))
    assert told["final demand below zero (stocks drawn down) netted with the rest of its flow"] == (
        1, 7.0, "AUS_C24A AUS_INVNT: 7.000",
    )  # fmt: skip
    assert not any(what.startswith("flows below zero") for what in told)


def test_a_flow_below_zero_is_raised_and_output_follows(taken: Import) -> None:
    table = made()
    table.inputs[0, 1, 1] = 0.1
    table = with_final(table, (0, 1, 1), 0.0)
    table = with_final(table, (0, 1, 1, 4), -3.4)
    world = taken(icio_rows(table))
    assert world.flows[0, 1, 1] == 0.0
    assert steps(world)["flows below zero raised to zero"] == (1, 3.0, "AUS CHN iron-steel: 3.000")
    require_identities(world)


def test_more_used_than_bought_is_scaled_down(taken: Import) -> None:
    """China draws steel from its stocks, so that its industry uses more of it than the year's purchases."""
    table = made()
    table = with_final(table, (slice(None), 1, 1), 0.0)
    table = with_final(table, (1, 1, 1, 4), -5.0)
    world = taken(icio_rows(table))
    told = steps(world)["final demand below zero raised to zero, use of the input scaled down to purchases"]
    assert (told[0], told[2].split(":")[0]) == (1, "CHN iron-steel")
    require_identities(world)
    assert world.final_demand[1, 1] > 0


def test_an_economy_that_sells_itself_nothing_gets_a_floor(taken: Import) -> None:
    table = made()
    table.inputs[0, 1, 0], table.final[0, 1, 0] = 0.0, 0.0
    world = taken(icio_rows(table))
    assert world.flows[0, 0, 1] == 0.001
    assert steps(world)["own sales of zero raised to a floor"] == (1, 0.001, "AUS iron-steel: 0.001")


def test_an_industry_that_does_not_exist_takes_the_worlds_mix(taken: Import) -> None:
    table = made()
    table.inputs[0, 1], table.final[0, 1], table.inputs[:, :, 0, 1] = 0.0, 0.0, 0.0
    world = taken(
        [[*row[:2], 0.0, *row[3:]] if row[0] == "TLS" else row for row in _untaxed(icio_rows(table))]
    )
    assert steps(world)["inputs and value added imputed from the world's mix, where none are stated"][0] == 1
    mix = table.use.sum(axis=0)[:, 1] / table.output[:, 1].sum()
    assert world.input_coefficients[0, :, 1] == pytest.approx(mix, rel=1e-9)


def _untaxed(rows: Rows) -> Rows:
    """Return the rows with value added that takes in the taxes, so that an empty industry has none."""
    tax = next(row for row in rows if row[0] == "TLS")
    for row in rows:
        if row[0] == "VA":
            row[1:-1] = [value + paid for value, paid in zip(row[1:-1], tax[1:-1], strict=True)]
    tax[1:] = [0.0] * (len(tax) - 1)
    return rows


def test_subsidies_beyond_value_added_leave_none(taken: Import) -> None:
    rows = icio_rows(made())
    at = place(rows, "VA", "AUS_G")
    output = rows[at[0] + 1][at[1]]
    for label, share in (("VA", -0.1), ("TLS", 0.0)):
        rows[place(rows, label, "AUS_G")[0]][at[1]] = share * output
    inputs = [row[at[1]] for row in rows[1:-3]]
    for row, cell in zip(rows[1:-3], inputs, strict=True):
        row[at[1]] = cell * 1.1 * output / sum(inputs)
    for row in rows[1:-3]:
        row[-1] = sum(row[1:-1])
    shift = {row[0]: row[-1] for row in rows[1:-3]}
    rows[-1][1:13] = [shift[label] for label in rows[0][1:13]]
    sums = [sum(row[n] for row in rows[1:-2]) for n in range(1, 13)]
    rows[-2][1:13] = [total - paid for total, paid in zip(rows[-1][1:13], sums, strict=True)]
    world = taken(rows)
    told = steps(world)["value added below zero raised to zero, inputs scaled down to output"]
    assert told[2].startswith("AUS services")
    require_identities(world)


def test_small_statistical_discrepancies_are_told(taken: Import) -> None:
    rows = icio_rows(made())
    row, column = place(rows, "OUT", "CHN_C26")
    rows[row][column] += 0.9
    assert steps(taken(rows))["output set to the sum of sales (statistical discrepancies)"] == (
        1, pytest.approx(0.9), "CHN C26: 0.900",
    )  # fmt: skip


def test_the_rest_of_the_world_may_sell_less_than_nothing_others_not(taken: Import) -> None:
    table = made()
    table.inputs[2, 0, 1, 2] = -0.5
    told = steps(taken(icio_rows(table)))
    assert told["inputs bought of the rest of the world below zero raised to zero"] == (
        1, 0.5, "ROW_A01 CHN_C26: 0.500",
    )  # fmt: skip
    table.inputs[0, 0, 1, 2] = -0.5
    line = r"2020_SML\.csv:2, field CHN_C26: AUS_A01 sells an input for less than nothing: -0.5"
    with pytest.raises(BadInput, match=line):
        taken(icio_rows(table))


def test_other_units_and_dress_give_the_same_table(taken: Import, tmp_path: Path) -> None:
    rows = icio_rows(made())
    world = taken(rows)
    thousands = [[cells[0], *[1000 * cell for cell in cells[1:]]] for cells in rows[1:]]
    assert taken([rows[0], *thousands], unit="thousand USD").flows == pytest.approx(world.flows, rel=1e-12)
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    plain = text.getvalue()
    european = plain.replace('","', '";"').replace(".", ",")
    dressed = {
        "bom.csv": b"\xef\xbb\xbf" + plain.encode(),
        "wide.csv": plain.encode("utf-16"),
        "european.csv": european.encode(),
        "packed.csv.gz": gzip.compress(plain.encode()),
        "blank.csv": b"\n\n" + plain.encode() + b"\n\n",
    }
    for name, content in dressed.items():
        (tmp_path / name).write_bytes(content)
        options = ImportOptions(out=tmp_path, replace=True)
        assert import_world([tmp_path / name], "other", options).world.digest == world.digest, name


def test_wiod_comes_in_on_our_sectors_and_adds_up(taken: Import) -> None:
    table = made(industries=("A01", "B", "C10-C12", "U"), uses=5)
    world = taken(wiod_rows(table), "wiot.csv")
    assert world.metadata.year == 2014
    assert world.sectors == ("agriculture", "energy-extraction", "mining", "food", "services")
    assert world.flows[..., [0, 3, 4]] == pytest.approx(table.flows[..., [0, 2, 3]], rel=1e-9)
    assert world.flows[..., 1:3].sum(axis=2) == pytest.approx(table.flows[..., 1], rel=1e-9)
    assert world.value_added.sum() == pytest.approx((table.output - table.use.sum(axis=1)).sum(), rel=1e-9)
    require_identities(world)
    told = steps(world)
    assert any(what.startswith("taxes, margins and adjustments (TXSP") for what in told)
    assert "B split into energy-extraction, mining as the shipped table has its flows" in told


def test_wiod_as_r_writes_it(taken: Import) -> None:
    rows = wiod_rows(made(industries=("A01", "C24", "U"), uses=5))
    world = taken(rows, "wiot.csv")
    named = [["", *rows[0]], *[[str(n), *row] for n, row in enumerate(rows[1:], start=1)]]
    assert taken(named, "r.csv").digest == world.digest


def test_an_industry_is_split_as_the_shipped_table_trades() -> None:
    shipped = load_world()
    parts = ("energy-extraction", "mining")
    first, second = _world_shares(("AUS", "SAU", "XYZ"), parts)
    kinds = [shipped.sectors.index(part) for part in parts]
    cell = shipped.flows[shipped.economies.index("SAU"), shipped.economies.index("AUS")][kinds]
    assert first[1, 0] == pytest.approx(cell[0] / cell.sum())
    whole = shipped.flows[..., kinds].sum(axis=(0, 1))
    assert first[2, 0] == pytest.approx(whole[0] / whole.sum()), "an unknown economy sells as the world does"
    assert first + second == pytest.approx(np.ones((3, 3)))


def test_every_industry_of_published_tables_has_a_sector() -> None:
    found = shipped_concordance()
    assert {sector for parts in found.sectors_of.values() for sector in parts} == set(found.sectors)
    assert set(found.sectors_of) >= set(WIOD.split())
    assert len(WIOD.split()) == 56
    with (SHIPPED / "sectors.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["isic4"], row["sector"]) for row in csv.DictReader(file)]
    for codes, sector in rows:
        for code in codes.split(";"):
            assert found.sectors_of.get(code, (sector,)) == (sector,), code


def test_sectors_may_be_kept(taken: Import) -> None:
    world = taken(wiod_rows(made(industries=("A01", "B", "C24", "U"), uses=5)), keep_sectors=True)
    assert world.sectors == ("A01", "B", "C24", "U")
    assert world.goods.tolist() == [True, True, True, False]


Spoil = Callable[[Rows], object]


def _set(row: str, column: str, value: object) -> Spoil:
    def spoil(rows: Rows) -> None:
        line, cell = place(rows, row, column)
        rows[line][cell] = value

    return spoil


def _drop(label: str) -> Spoil:
    return lambda rows: rows.remove(next(row for row in rows if row[0] == label))


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (_set("AUS_C24A", "CHN_G", "nan"), r"2020_SML.csv:3, field CHN_G: 'nan' is not a number"),
        (_set("AUS_C24A", "CHN_G", "inf"), r":3, field CHN_G: 'inf' is not a number"),
        (_set("AUS_C24A", "CHN_G", "n/a"), r":3, field CHN_G: 'n/a' is not a number"),
        (_set("AUS_C24A", "CHN_G", ""), r":3, field CHN_G: the cell is empty"),
        (_set("AUS_C24A", "CHN_G", "1_0"), r":3, field CHN_G: '1_0' is not a number"),
        (_set("AUS_C24A", "CHN_G", "1,0"), r":3, field CHN_G: '1,0' is not a number"),
        (_set("AUS_C24A", "CHN_G", 4000), r":3: the cells of the row add up to .*, its total is"),
        (_set("OUT", "CHN_G", 9), r"output of CHN G is 9.000 million USD, but its sales add up to"),
        (_set("VA", "CHN_G", 1), r"output of CHN G is .*, but inputs and value added are"),
        (lambda rows: rows[4].pop(), r":5: has 31 cells, the header 32; .*cut short"),
        (lambda rows: rows[4].append(0), r":5: has 33 cells, the header 32"),
        (lambda rows: rows.insert(3, rows[2]), r":4: the row 'AUS_C24A' stands twice, first on line 3"),
        (_set("V1", "CHN_G", "CHN_C26"), r":1: the column 'CHN_C26' stands twice"),
        (_drop("CHN_C26"), r"2020_SML.csv: no row of CHN C26; the file may be cut short"),
        (lambda rows: rows.__delitem__(slice(9, None)), r"no row of ROW A01 \(and 3 more\)"),
        (_drop("VA"), r"no row of value added"),
        (_drop("OUT"), r"no row of output"),
        (lambda rows: rows[3].__setitem__(0, "Australia_C26"), r":4: 'Australia' is not a three-letter code"),
        (lambda rows: rows[3].__setitem__(0, "NOR_C26"), r":4: no column for the row 'NOR_C26'"),
        (_set("V1", "CHN_G", "CHN"), r":1: the column 'CHN' names no industry"),
        (_set("V1", "CHN_G", "CHN_X99"), r"no column for the row 'CHN_G'|no row of CHN X99"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    taken: Import, tmp_path: Path, spoil: Spoil, line: str
) -> None:
    rows = icio_rows(made())
    spoil(rows)
    with pytest.raises(BadInput, match=line) as error:
        taken(rows)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["2020_SML.csv"]


def test_an_economy_without_final_demand_columns_is_refused(taken: Import) -> None:
    rows = icio_rows(made())
    cut = [
        n
        for n, name in enumerate(rows[0])
        if not str(name).startswith("CHN_") or "_" in str(name)[4:] or n < 13
    ]
    kept = [[row[n] for n in cut if n < 13 or not str(rows[0][n]).startswith("CHN")] for row in rows]
    with pytest.raises(BadInput, match=r":1: CHN has no column of final demand"):
        taken(kept)


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda rows: rows[1].__setitem__(3, 99), r":2: no column for the row AUS RNr 99"),
        (lambda rows: rows[5].__setitem__(0, "A03"), r":6: industry 1 is 'A03' here and 'A01' above"),
        (lambda rows: rows[2].__setitem__(0, "A01"), r":3: industry 2 is 'A01' here, as is another"),
        (lambda rows: rows[1].__setitem__(6, "x"), r":2, field vAUS2: 'x' is not a number"),
        (lambda rows: rows.pop(), "no row of output"),
    ],
)
def test_a_wrong_table_of_wiods_is_refused(taken: Import, spoil: Spoil, line: str) -> None:
    rows = wiod_rows(made(industries=("A01", "B", "C24", "U"), uses=5))
    spoil(rows)
    with pytest.raises(BadInput, match=line.replace("output", "GO")):
        taken(rows)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "is empty"),
        (b",,,\n;;\n", "holds nothing but separators|no world table of a known layout"),
        (b"a,b\n1,2\n", ":1: is no world table of a known layout"),
        (b"PK\x03\x04zip", "is packed with zip, or an Excel file; unpack it"),
        (b"\x1f\x8bbroken", "the packed file is damaged"),
        ("V1,AUS_G".encode("utf-16-le"), "its first line holds zero bytes"),
        (b"V1,AUS_G,AUS_HFCE,OUT\nAUS_G,\xff\xfe,1,1\n", "mine.csv:2: is not UTF-8 text"),
        (b"V1,AUS_G,AUS_HFCE,OUT\nAUS_G,1e308,1,1\n", ":2, field AUS_G: '1e308' is too large"),
        (b'V1,AUS_G,AUS_HFCE,OUT\nAUS_G,"1"2,1,1\n', ":2: not a CSV row"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, line: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=line):
        import_world([path], "mine", ImportOptions(out=tmp_path))
