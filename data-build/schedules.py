"""Write the tariff schedules: one packed table for each edition, their index, and the renumbering of the HTS.

Run: python data-build/schedules.py REFERENCE [--out src/detente/data/schedule]
where REFERENCE holds data/us-schedule, other-schedules and concordance.

schedule_rules/ says what each edition is (editions.csv) and which texts are mended and why (repairs.csv).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from detente.core.products import LAST_CHAPTER
from detente.duties.schedule.files import write_edition
from detente.duties.schedule.packing import Row, pack
from detente.duties.schedule.reading import read_schedule

RULES = Path(__file__).parent / "schedule_rules"
SHIPPED = Path(__file__).parents[1] / "src/detente/data/schedule"
HARMONIZED_SYSTEM = "concordance/harmonized-system_hs2022.csv"
RISES = "other-schedules/mexico_2026_rises_1463_hs8.csv"
CANADA_SYMBOLS = {
    "ust_pct": "UST", "mxt_pct": "MXT", "ceut_pct": "CEUT", "cptpt_pct": "CPTPT", "ukt_pct": "UKT",
    "krt_pct": "KRT",
}  # fmt: skip
ABOUT = ("importer", "edition", "title", "valid_from", "valid_to", "as_of", "hs_edition", "source", "licence",
         "complete", "covers", "lacks")  # fmt: skip

Reader = Callable[[Path, Path], list[Row]]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def percent(text: str) -> str:
    """Return a number of percent as the schedules write it; zero is free."""
    value = float(text)
    return f"{value:g}%" if value else "Free"


def under_headings(lines: Iterable[Row], folder: Path) -> list[Row]:
    """Return lines below the headings and subheadings of the Harmonized System that they stand under."""
    titles = {row["hscode"]: row["description"] for row in read_rows(folder / HARMONIZED_SYSTEM)}
    found: dict[str, Row] = {}
    for line in sorted(lines, key=lambda row: row.code):
        for digits in (4, 6):
            code = line.code[:digits]
            if code in titles:
                found.setdefault(code, Row(code, digits // 2 - 2, titles[code]))
        found[line.code] = line
    return [found[code] for code in sorted(found)]


def hts(path: Path, folder: Path) -> list[Row]:
    return mended("hts", read_schedule(path).rows)


def mended(file: str, rows: Iterable[Row]) -> list[Row]:
    """Return rows with the texts mended that repairs.csv names; each repair must be needed."""
    found = list(rows)
    for repair in read_rows(RULES / "repairs.csv"):
        if repair["file"] == file:
            found = [
                replace(
                    row,
                    general=row.general.replace(repair["from"], repair["to"]),
                    column_2=row.column_2.replace(repair["from"], repair["to"]),
                )
                for row in found
            ]
    return found


def chn_2018(path: Path, folder: Path) -> list[Row]:
    """China on 1 January 2018: a range where the ten-digit lines of eight digits differ."""
    lines = []
    for row in read_rows(path):
        low, high = row["mfn_2018_01_01_min"], row["mfn_2018_01_01_max"]
        general = "" if not low else percent(low) if low == high else span(low, high)
        lines.append(Row(row["hs8"], 2, "", general=general))
    return under_headings(lines, folder)


def span(low: str, high: str) -> str:
    return f"{float(low):g}% to {float(high):g}%"


def chn_2019(path: Path, folder: Path) -> list[Row]:
    """China in 2019, of which only means are known; lines that differed in 2018 are known where it stood."""
    lines = []
    for row in read_rows(path):
        low, high, mean = row["mfn_2018_01_01_min"], row["mfn_2018_01_01_max"], row["mfn_2019_mean"]
        if not mean:
            general = ""
        elif low == high:
            general = percent(mean)
        elif mean == row["mfn_2018_01_01_mean"]:
            general = span(low, high)
        else:
            general = f"mean of {row['n_hs10']} lines: {float(mean):g}%"
        lines.append(Row(row["hs8"], 2, "", general=general))
    return under_headings(lines, folder)


MEXICAN = (
    (re.compile(r"Ex\.?\Z"), r"Free"),
    (re.compile(r"(\d+(?:\.\d+)?)\Z"), r"\1%"),
    (re.compile(r"AMX \((\d+)%\+([\d.]+) Dls por Kg de azúcar\)\Z"), r"\1% + $\2/kg of sugar"),
    (re.compile(r"AE \(([\d.]+) Dls EUA por Kg\)\Z"), r"$\1/kg"),
    (re.compile(r"AE \(([\d.]+) Dls EUA por Pza\)\Z"), r"$\1 each"),
    (re.compile(r"Prohibida\Z"), "Prohibida (import prohibited)"),
)


def mexican(text: str) -> str:
    """Return a Mexican duty in the words of the other schedules."""
    for pattern, words in MEXICAN:
        if pattern.match(text):
            return pattern.sub(words, text)
    raise SystemExit(f"no rule for the Mexican duty {text!r}")


def mex(path: Path, folder: Path) -> list[Row]:
    found: dict[str, Row] = {}
    for row in read_rows(path):
        subheading = row["description_hs6_es"]
        found.setdefault(row["hs6"], Row(row["hs6"], 1, subheading))
        line = Row(row["hs8"], 2, row["description_hs8_es"], general=mexican(row["igi"]))
        earlier = found.setdefault(row["hs8"], line)
        if earlier != line:
            found[row["hs8"]] = replace(
                earlier,
                general=f"{earlier.general}; {line.general}"
                if earlier.general != line.general
                else earlier.general,
            )
    return [found[code] for code in sorted(found)]


def mex_2026(path: Path, folder: Path) -> list[Row]:
    rises = {row["hs8"]: mexican(row["rate_dictamen_dec2025"]) for row in read_rows(folder / RISES)}
    rows = mex(path, folder)
    missing = rises.keys() - {row.code for row in rows}
    if missing:
        raise SystemExit(f"rises of lines that the tariff lacks: {sorted(missing)}")
    return [replace(row, general=rises.get(row.code, row.general)) for row in rows]


def can(path: Path, folder: Path) -> list[Row]:
    found: dict[str, Row] = {}
    for row in read_rows(path):
        by_duty: dict[str, list[str]] = {}
        for column, symbol in CANADA_SYMBOLS.items():
            if row[column]:
                by_duty.setdefault(percent(row[column]), []).append(symbol)
        special = " ".join(f"{duty} ({','.join(symbols)})" for duty, symbols in by_duty.items())
        line = Row(row["tariff_item"], 2, row["description"], row["unit"].strip("-"), percent(row["mfn_pct"]),
                   special, percent(row["general_pct"]))  # fmt: skip
        earlier = found.setdefault(line.code, line)
        if (earlier.general, earlier.special, earlier.column_2) != (
            line.general,
            line.special,
            line.column_2,
        ):
            raise SystemExit(f"two duties of {line.code}")
    return under_headings(found.values(), folder)


def union(column: str, file: str) -> Reader:
    def read(path: Path, folder: Path) -> list[Row]:
        rows = [
            Row(row["commodity"], len(row["commodity"]) // 2 - 2, row["description"],
                general=re.sub(r"\A0\.0+%\Z", "Free", row[column].replace("\xa0", " ")))
            for row in read_rows(path)
        ]  # fmt: skip
        return mended(file, parted(sorted(rows, key=lambda row: row.code)))

    return read


def parted(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows below the heading and subheading they share, which the source does not describe."""
    seen: set[str] = set()
    for row in rows:
        for digits in (4, 6):
            if row.code[:digits] not in seen:
                seen.add(row.code[:digits])
                yield Row(row.code[:digits], digits // 2 - 2, "")
        yield row


READERS: dict[str, Reader] = {
    "hts": hts, "chn_2018": chn_2018, "chn_2019": chn_2019, "mex": mex, "mex_2026": mex_2026, "can": can,
    "eu": union("cet_duty_rate", "eu"), "gbr": union("ukgt_duty_rate", "gbr"),
}  # fmt: skip


def renumbering(folder: Path) -> list[tuple[str, str, str]]:
    """Return which codes of the HTS became which, and with which revision.

    The compiled file pairs codes by likeness of their texts, "Other" with "Other". Kept are pairs within
    eight digits, and renames across them of which both sides stand in one pair only.
    """
    pairs = [
        row for row in read_rows(folder / "us-schedule/hts_concordance.csv")
        if "NA" not in (row["old_hts10"], row["new_hts10"])
    ]  # fmt: skip
    olds = [row["old_hts10"] for row in pairs]
    news = [row["new_hts10"] for row in pairs]
    return sorted(
        (row["old_hts10"], row["new_hts10"], row["revision_to"].replace("_", "-"))
        for row in pairs
        if row["old_hts10"][:8] == row["new_hts10"][:8]
        or (olds.count(row["old_hts10"]) == 1 and news.count(row["new_hts10"]) == 1)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    folder: Path = options.reference / "data"
    entries = []
    for edition in read_rows(RULES / "editions.csv"):
        read = READERS[edition["reader"]](folder / edition["source_file"], folder)
        rows = [row for row in read if row.code[:2] <= f"{LAST_CHAPTER}"]
        about = {name: edition[name] for name in ABOUT if edition[name]}
        write_edition(options.out / edition["file"], pack(rows, about))
        entries.append({"file": edition["file"], **about})
        size = (options.out / edition["file"]).stat().st_size
        print(f"{edition['file']}: {len(rows)} rows, {size // 1024} KiB")
    unions = yaml.safe_load((RULES / "customs_unions.yaml").read_text("utf-8"))
    with (options.out / "editions.yaml").open("w", encoding="utf-8") as stream:
        stream.write("# Written by data-build/schedules.py; do not edit.\n")
        yaml.safe_dump(
            {"editions": entries, **unions}, stream, sort_keys=False, width=110, allow_unicode=True
        )
    with (options.out / "usa-renumbering.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("old", "new", "revision"))
        writer.writerows(renumbering(folder))


if __name__ == "__main__":
    main()
