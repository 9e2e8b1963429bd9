"""Write imports by tariff line and origin: what the averages of duties are weighed with.

Run: python data-build/imports.py REFERENCE [--out src/detente/data/imports]
where REFERENCE is the folder of the reference data; list_rules/ names the files read.

Values are whole USD and exact for the USA. China's and Canada's lines are finer than the US exports they are
read from, which are split equally; list_rules/ has the exceptions and the values that Canada stated.
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

from product_lists import CHINA_2018, RULES, Codes, ListReader, digits, on_list, read_rows

DATA = Path(__file__).parents[1] / "src/detente/data"
UNALLOCATED = "chapter-98-99"
ABOUT = ("importer", "year", "complete", "source")
FULL_SHARE = 65535
"""A share of one in fixed point of 16 bits."""

Lines = dict[tuple[str, str], int]
"""USD by origin and line."""


@dataclass(frozen=True)
class Table:
    """What is written for one importer; duty and shares claimed are None where no source has them."""

    importer: str
    year: int
    complete: bool
    source: str
    value_usd: Lines = field(repr=False)
    duty_usd: Lines | None = field(default=None, repr=False)
    claimed: dict[tuple[str, str], float] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Renumbering:
    """A line of the trade table that a later edition knows by another code."""

    importer: str
    line: str
    code: str
    since: str
    kind: str


def partners() -> dict[str, str]:
    """Return the origin of each Census code; Slovakia has none, because the EU's figure holds it."""
    return {row["code"]: row["origin"] for row in read_rows(RULES / "census_partner.csv") if row["origin"]}


def us_imports(folder: Path) -> Table:
    """US imports for consumption of 2024 by HTS10, with calculated duty and the USMCA share of 2025."""
    shares = {
        (row["hts10"], row["cty_code"]): float(row["usmca_share"])
        for row in read_rows(folder / "us-schedule/usmca_product_shares_2025.csv")
    }
    value: Lines = {}
    duty: Lines = {}
    claimed = {}
    for code, origin in partners().items():
        path = folder / f"us-imports-2024/2024-hs10-imports{code}.parquet"
        frame = pl.read_parquet(path, columns=["I_COMMODITY", "CON_VAL_YR", "CAL_DUT_YR"])
        for hts, usd, due in frame.iter_rows():
            value[origin, hts], duty[origin, hts] = int(usd), int(due)
            if (hts, code) in shares:
                claimed[origin, hts] = shares[hts, code]
    source = "US Census Bureau, imports for consumption 2024 by HTS10 and partner; USMCA claims of 2025"
    return Table("USA", 2024, True, source, value, duty, claimed)


def us_renumberings(folder: Path, lines: set[str]) -> Iterator[Renumbering]:
    """Yield the lines of 2024 that later editions of the HTS renumber within their eight digits."""
    since = {
        row["revision"]: row["effective_date"] for row in read_rows(folder / "us-schedule/revision_dates.csv")
    }
    for row in read_rows(folder / "us-schedule/hts_concordance.csv"):
        old, new = row["old_hts10"], row["new_hts10"]
        if old in lines and old[:8] == new[:8]:
            yield Renumbering(
                "USA", old, new, since[row["revision_to"]], row["change_type"].replace("_", " ")
            )


def equal_parts(value: int, parts: int) -> list[int]:
    """Split whole dollars into parts that differ by at most one and sum to the whole."""
    share, rest = divmod(value, parts)
    return [share + (position < rest) for position in range(parts)]


def split_over(exports: dict[str, int], edition: dict[str, list[str]]) -> Lines:
    """Split US exports by HS6 equally over tariff lines; an HS6 without lines in the edition stays whole."""
    value: Lines = {}
    for hs6, usd in sorted(exports.items()):
        lines = edition.get(hs6) or [hs6]
        for line, part in zip(lines, equal_parts(usd, len(lines)), strict=True):
            value["USA", line] = part
    return value


def chinese_edition(folder: Path) -> dict[str, list[str]]:
    """Return the lines of China's tariff of 2018 below each HS6."""
    edition: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder / CHINA_2018):
        edition[row["hs8"][:6]].append(row["hs8"])
    return edition


def chinese_imports(folder: Path) -> Table:
    """US exports to China of 2017 by HS6, split equally over the Chinese lines of 2018."""
    frame = pl.read_parquet(folder / "us-exports/us_exports_china_hs6_monthly_2013-01_2020-12.parquet")
    frame = frame.filter(pl.col("month").str.starts_with("2017"))
    exports = dict(frame.group_by("hs6").agg(pl.col("us_exports_to_china_usd").sum()).sort("hs6").iter_rows())
    edition = chinese_edition(folder)
    for row in read_rows(RULES / "chinese_whole_lines.csv"):
        edition[row["hs6"]] = [row["line"]]
    source = "US Census Bureau, exports to China 2017 by HS6, split equally over Chinese HS8 lines of 2018"
    return Table("CHN", 2017, True, source, split_over(exports, edition))


def chinese_renumberings(folder: Path) -> Iterator[Renumbering]:
    """Yield the lines of 2018 that stand for listed codes of 2025 which the tariff of 2018 lacks."""
    edition = chinese_edition(folder)
    known = {line for lines in edition.values() for line in lines}
    replaced: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(folder / "concordance/un_hs2022_hs2017_correlation.csv"):
        replaced[row["hs2022"]].add(row["hs2017"])
    reader = ListReader(folder)
    rows = (row for row in read_rows(RULES / "lists.csv") if row["edition"] == "Chinese tariff 2025")
    for code in sorted({code for row in rows for code in reader.read(row["list"])} - known):
        roots = [code[:6]] if code[:6] in edition else sorted(replaced[code[:6]])
        near = [line for root in roots for line in edition.get(root, [])]
        for line in [line for line in near if line[:7] == code[:7]] or near:
            yield Renumbering("CHN", line, code, "2025-01-01", "closest line")


def canadian_imports(folder: Path) -> Table:
    """US exports to Canada of 2024 by HS6, split over Canadian items, each list scaled to its stated value.

    US exports count foreign goods that pass through; Canada's lists reach US goods only, hence the scaling.
    """
    exports: dict[str, int] = {}
    for name in ("canada-US-exports-030425.csv", "canada-steel-US-exports-031225.csv"):
        for row in read_rows(folder / "retaliation" / name):
            exports[row["hs-code"]] = round(float(row["exports"]))
    stated = read_rows(RULES / "stated_values.csv")
    reader = ListReader(folder)
    lists: dict[str, Codes] = {row["list"]: reader.read(row["list"]) for row in stated}
    tariff = read_rows(folder / "other-schedules/canada_customs_tariff_T2026_lines_with_rates.csv")
    edition: dict[str, list[str]] = defaultdict(list)
    for item in sorted({digits(row["tariff_item"]) for row in tariff}.union(*lists.values())):
        edition[item[:6]].append(item)
    split = split_over(exports, edition)
    value: Lines = {}
    for row in stated:
        own = {key: usd for key, usd in split.items() if on_list(lists[row["list"]], key[1])}
        usd_stated = float(row["cad_bn"]) / float(row["cad_per_usd"]) * 1e9
        value |= {key: round(usd * usd_stated / sum(own.values())) for key, usd in own.items()}
    source = "Value stated by Canada, spread as US exports to Canada of 2024 by HS6 (US Census Bureau)"
    return Table("CAN", 2024, False, source, value)


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


def write_table(table: Table, path: Path) -> None:
    """Write one importer's rows, ordered by origin and line; again the same bytes."""
    rows = sorted(key for key, usd in table.value_usd.items() if usd)
    origins = sorted({origin for origin, _ in rows})
    lines = sorted({line for _, line in rows})
    place = {line: position for position, line in enumerate(lines)}
    sectors = [*(row["sector"] for row in read_rows(DATA / "world/sectors.csv")), UNALLOCATED]
    sector = sectors_of(lines)
    arrays = {
        "lines": np.array(lines, dtype="S10"),
        "origins": np.array(origins),
        "sectors": np.array(sectors),
        "sector_of": np.array([sectors.index(sector[line]) for line in lines], dtype=np.uint8),
        "line_of": np.array([place[line] for _, line in rows], dtype=np.uint16),
        "origin_of": np.array([origins.index(origin) for origin, _ in rows], dtype=np.uint8),
        "value_usd": np.array([table.value_usd[key] for key in rows], dtype=np.int64),
    }
    if table.duty_usd is not None:
        arrays["duty_usd"] = np.array([table.duty_usd[key] for key in rows], dtype=np.int64)
    if table.claimed is not None:
        shares = [round(table.claimed.get(key, 0.0) * FULL_SHARE) for key in rows]
        arrays["claimed"] = np.array(shares, dtype=np.uint16)
    about = (table.importer, table.year, table.complete, table.source)
    arrays |= {key: np.array(value) for key, value in zip(ABOUT, about, strict=True)}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def preference_shares(folder: Path) -> dict[tuple[str, str], float]:
    """Return the share of ordinary duty not collected in 2024, by chapter and origin; absent is none.

    The source has the members of the EU and not the EU; its share is computed here in the same way, one less
    calculated duty over value times ordinary ad valorem rate.
    """
    names = {
        row["CTY_CODE"]: row["ISO3"] for row in read_rows(folder / "us-imports-2024/census_country_codes.csv")
    }
    found = {}
    for row in read_rows(folder / "us-schedule/mfn_exemption_shares.csv"):
        if row["cty_code"] in names:
            found[row["hs2"], names[row["cty_code"]]] = float(row["exemption_share"])
    rate = {
        row["hs8"]: float(row["mfn_rate"]) for row in read_rows(folder / "us-schedule/mfn_rates_2025.csv")
    }
    union = next(code for code, origin in partners().items() if origin == "EU")
    frame = pl.read_parquet(folder / f"us-imports-2024/2024-hs10-imports{union}.parquet")
    owed: dict[str, float] = defaultdict(float)
    paid: dict[str, int] = defaultdict(int)
    for hts, usd, due in frame.select("I_COMMODITY", "CON_VAL_YR", "CAL_DUT_YR").iter_rows():
        owed[hts[:2]] += int(usd) * rate.get(hts[:8], 0.0)
        paid[hts[:2]] += int(due)
    found |= {
        (chapter, "EU"): 1 - paid[chapter] / owed[chapter]
        for chapter in owed
        if owed[chapter] > paid[chapter]
    }
    return found


def write_preferences(shares: dict[tuple[str, str], float], path: Path) -> None:
    """Write the shares as a table of chapters by origins in fixed point."""
    chapters = sorted({chapter for chapter, _ in shares})
    origins = sorted({origin for _, origin in shares})
    table = [
        [round(shares.get((chapter, origin), 0.0) * FULL_SHARE) for origin in origins] for chapter in chapters
    ]
    np.savez_compressed(
        path,
        chapters=np.array(chapters),
        origins=np.array(origins),
        share=np.array(table, dtype=np.uint16),
    )


def write_renumberings(renumberings: Iterable[Renumbering], path: Path) -> None:
    rows = sorted({(r.importer, r.line, r.code, r.since, r.kind) for r in renumberings})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("importer", "line", "code", "since", "kind"), *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "imports")
    arguments = parser.parse_args()
    folder, out = arguments.reference / "data", arguments.out
    out.mkdir(parents=True, exist_ok=True)
    usa = us_imports(folder)
    for table in (usa, chinese_imports(folder), canadian_imports(folder)):
        path = out / f"{table.importer.lower()}.npz"
        write_table(table, path)
        total, duty = sum(table.value_usd.values()), sum((table.duty_usd or {}).values())
        print(f"{path}: {path.stat().st_size} bytes, {total / 1e9:.1f} bn USD, duty {duty / 1e9:.2f} bn USD")
    due: Counter[str] = Counter()
    for (origin, _), usd in (usa.duty_usd or {}).items():
        due[origin] += usd
    print("duty, bn USD:", ", ".join(f"{origin} {usd / 1e9:.2f}" for origin, usd in due.most_common()))
    write_preferences(preference_shares(folder), out / "usa-preferences.npz")
    lines = {line for _, line in usa.value_usd}
    write_renumberings(
        [*us_renumberings(folder, lines), *chinese_renumberings(folder)], out / "renumbered.csv"
    )


if __name__ == "__main__":
    main()
