"""Write the trade cells: trade by origin, sector and the set of product lists a line stands on.

Run: python data-build/trade_cells.py REFERENCE [--out src/detente/data/trade]
where REFERENCE holds data/us-imports-2024, us-schedule, us-exports, other-schedules and retaliation.

Every line of trade gets the set of lists it falls under; lines alike in origin, sector and set are summed, so
any scope made of lists minus lists can be weighed without the lines. Sums are in whole USD and exact.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from product_lists import CHINA_2018, RULES, Codes, ListReader, digits, named_lists, on_list, read_rows

DATA = Path(__file__).parents[1] / "src/detente/data"
UNALLOCATED = "chapter-98-99"
CLAIMED = "usmca-claimed"

Line = tuple[str, str, frozenset[str], int]
"""Origin, product, the lists it stands on, USD."""


@dataclass(frozen=True)
class Table:
    """What is written for one importer; `product_lists` are its codes, `lines` the trade."""

    importer: str
    year: int
    complete: bool
    source: str
    product_lists: dict[str, Codes]
    lines: list[Line] = field(repr=False)


def equal_parts(value: int, parts: int) -> list[int]:
    """Split whole dollars into parts that differ by at most one and sum to the whole."""
    share, rest = divmod(value, parts)
    return [share + (position < rest) for position in range(parts)]


def lists_of(products: Iterable[str], product_lists: dict[str, Codes]) -> dict[str, frozenset[str]]:
    return {
        product: frozenset(name for name, codes in product_lists.items() if on_list(codes, product))
        for product in products
    }


def read_lists(reader: ListReader, importer: str) -> dict[str, Codes]:
    return {row["list"]: reader.read(row["list"]) for row in named_lists(importer) if row["list"] != CLAIMED}


def us_imports(folder: Path) -> Table:
    """US imports for consumption of 2024 by HTS10; Slovakia is left out, the EU's figure holds it."""
    shares = {
        (row["hts10"], row["cty_code"]): float(row["usmca_share"])
        for row in read_rows(folder / "us-schedule/usmca_product_shares_2025.csv")
    }
    trade: list[tuple[str, str, str, int]] = []
    for partner in read_rows(RULES / "census_partner.csv"):
        if partner["origin"]:
            path = folder / f"us-imports-2024/2024-hs10-imports{partner['code']}.parquet"
            frame = pl.read_parquet(path, columns=["I_COMMODITY", "CON_VAL_YR"])
            trade += [(partner["origin"], partner["code"], hts, int(usd)) for hts, usd in frame.iter_rows()]
    product_lists = read_lists(ListReader(folder), "USA")
    on = lists_of({hts for _, _, hts, _ in trade}, product_lists)
    lines: list[Line] = []
    for origin, code, hts, usd in trade:
        claimed = round(usd * shares.get((hts, code), 0.0))
        lines.append((origin, hts, on[hts], usd - claimed))
        lines.append((origin, hts, on[hts] | {CLAIMED}, claimed))
    source = "US Census Bureau, imports for consumption 2024, customs value by HTS10 and partner"
    return Table("USA", 2024, True, source, product_lists, lines)


def in_edition(codes: Codes, edition: dict[str, list[str]], replaced: dict[str, set[str]]) -> Codes:
    """Return codes in terms of an older edition: what it lacks stands for the lines of its closest root."""
    known = {line for lines in edition.values() for line in lines}
    found: Codes = {}
    for code in codes:
        roots = [code[:6]] if code[:6] in edition else sorted(replaced[code[:6]])
        near = [line for root in roots for line in edition.get(root, [])]
        closest = [line for line in near if line[:7] == code[:7]] or near
        found |= dict.fromkeys([code] if code in known else closest, True)
    return found


def chinese_imports(folder: Path) -> Table:
    """US exports to China of 2017 by HS6, split equally over the Chinese lines of 2018."""
    frame = pl.read_parquet(folder / "us-exports/us_exports_china_hs6_monthly_2013-01_2020-12.parquet")
    frame = frame.filter(pl.col("month").str.starts_with("2017"))
    exports = dict(frame.group_by("hs6").agg(pl.col("us_exports_to_china_usd").sum()).sort("hs6").iter_rows())
    edition: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder / CHINA_2018):
        edition[row["hs8"][:6]].append(row["hs8"])
    for row in read_rows(RULES / "chinese_whole_lines.csv"):
        edition[row["hs6"]] = [row["line"]]
    replaced: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(folder / "concordance/un_hs2022_hs2017_correlation.csv"):
        replaced[row["hs2022"]].add(row["hs2017"])
    reader = ListReader(folder)
    product_lists = read_lists(reader, "CHN")
    then = {name: in_edition(codes, edition, replaced) for name, codes in product_lists.items()}
    lines = list(split_over(exports, edition, then))
    source = "US Census Bureau, exports to China 2017 by HS6, split equally over Chinese HS8 lines of 2018"
    return Table("CHN", 2017, True, source, product_lists, lines)


def canadian_imports(folder: Path) -> Table:
    """US exports to Canada of 2024 by HS6, split over Canadian items, each list scaled to its stated value.

    US exports count foreign goods that pass through; Canada's lists reach US goods only, hence the scaling.
    """
    exports: dict[str, int] = {}
    for name in ("canada-US-exports-030425.csv", "canada-steel-US-exports-031225.csv"):
        for row in read_rows(folder / "retaliation" / name):
            exports[row["hs-code"]] = round(float(row["exports"]))
    product_lists = read_lists(ListReader(folder), "CAN")
    tariff = read_rows(folder / "other-schedules/canada_customs_tariff_T2026_lines_with_rates.csv")
    items = {digits(row["tariff_item"]) for row in tariff}.union(*product_lists.values())
    edition: dict[str, list[str]] = defaultdict(list)
    for item in sorted(items):
        edition[item[:6]].append(item)
    lines = []
    listed = [line for line in split_over(exports, edition, product_lists) if line[2]]
    for row in read_rows(RULES / "stated_values.csv"):
        own = [line for line in listed if row["list"] in line[2]]
        stated = float(row["cad_bn"]) / float(row["cad_per_usd"]) * 1e9
        scale = stated / sum(usd for *_, usd in own)
        lines += [(origin, item, on, round(usd * scale)) for origin, item, on, usd in own]
    source = "Value stated by Canada, spread as US exports to Canada of 2024 by HS6 (US Census Bureau)"
    return Table("CAN", 2024, False, source, product_lists, lines)


def split_over(
    exports: dict[str, int], edition: dict[str, list[str]], product_lists: dict[str, Codes]
) -> Iterator[Line]:
    """Yield US exports by tariff line; an HS6 without lines in the edition is on no list."""
    for hs6, usd in sorted(exports.items()):
        tariff_lines = edition.get(hs6) or [hs6]
        on = lists_of(tariff_lines, product_lists)
        for line, part in zip(tariff_lines, equal_parts(usd, len(tariff_lines)), strict=True):
            yield "USA", line, on[line], part


def sectors_of(products: Iterable[str]) -> dict[str, str]:
    """Return the sector of each product: by HS6, else the most common in its heading, then in its chapter."""
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    for row in read_rows(DATA / "world/hs6_sector.csv"):
        for width in (6, 4, 2):
            alike[row["hs6"][:width]][row["sector"]] += 1

    def sector(product: str) -> str:
        if product[:2] in ("98", "99"):
            return UNALLOCATED
        found = next(alike[product[:width]] for width in (6, 4, 2) if product[:width] in alike)
        return min(found, key=lambda name: (-found[name], name))

    return {product: sector(product) for product in products}


def write_cells(table: Table, path: Path) -> None:
    """Write the cells of one importer, ordered by origin, sector and set of lists; again the same bytes."""
    sector = sectors_of({product for _, product, _, _ in table.lines})
    cells: Counter[tuple[str, str, tuple[bool, ...]]] = Counter()
    names = [row["list"] for row in named_lists(table.importer)]
    sets = {on: tuple(name in on for name in names) for on in {on for _, _, on, _ in table.lines}}
    for origin, product, on, usd in table.lines:
        if usd:
            cells[origin, sector[product], sets[on]] += usd
    sectors = [*(row["sector"] for row in read_rows(DATA / "world/sectors.csv")), UNALLOCATED]
    origins = sorted({origin for origin, _, _ in cells})
    masks = sorted({mask for _, _, mask in cells})
    keys = sorted(cells, key=lambda key: (key[0], sectors.index(key[1]), key[2]))
    place = {mask: position for position, mask in enumerate(masks)}
    np.savez_compressed(
        path,
        importer=np.array(table.importer),
        year=np.array(table.year),
        complete=np.array(table.complete),
        source=np.array(table.source),
        lists=np.array(names),
        origins=np.array(origins),
        sectors=np.array(sectors),
        origin_of=np.array([origins.index(origin) for origin, _, _ in keys], dtype=np.uint8),
        sector_of=np.array([sectors.index(name) for _, name, _ in keys], dtype=np.uint8),
        mask_of=np.array([place[mask] for _, _, mask in keys], dtype=np.uint16),
        masks=np.packbits(np.array(masks, dtype=bool), axis=1),
        value_usd=np.array([cells[key] for key in keys], dtype=np.int64),
    )


def list_rows(table: Table) -> Iterator[dict[str, str | int]]:
    """Yield the rows of lists.csv: what a list is, how many codes, how much trade of its main origin."""
    usd: Counter[tuple[str, str]] = Counter()
    for origin, _, on, value in table.lines:
        for name in on:
            usd[name, origin] += value
    for row in named_lists(table.importer):
        codes = table.product_lists.get(row["list"], {})
        yield {
            "list": row["list"],
            "importer": table.importer,
            "title": row["title"],
            "lines": sum(codes.values()),
            "notice_lines": row["notice_lines"],
            "trade_origin": row["trade_origin"],
            "trade_year": table.year,
            "trade_usd": usd[row["list"], row["trade_origin"]],
            "source": row["source"],
            "notes": row["notes"],
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "trade")
    arguments = parser.parse_args()
    folder = arguments.reference / "data"
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for table in (us_imports(folder), chinese_imports(folder), canadian_imports(folder)):
        path = arguments.out / f"{table.importer.lower()}.npz"
        write_cells(table, path)
        rows += list(list_rows(table))
        print(f"{path}: {path.stat().st_size} bytes, {sum(usd for *_, usd in table.lines) / 1e9:.1f} bn USD")
    with (arguments.out / "lists.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
