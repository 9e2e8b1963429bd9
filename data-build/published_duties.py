"""Write the published average duties that ours are set beside: one row a figure, as printed.

Run: python data-build/published_duties.py REFERENCE [--out src/detente/data/published/duties]
where REFERENCE holds reference/duties.csv (partner averages) and facts/rates_timeline.csv.

Press headlines count the points announced and are no averages, so they stay with the record's headline rates.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from product_lists import read_rows

DATA = Path(__file__).parents[1] / "src/detente/data"
COLUMNS = ("series", "on", "importer", "origin", "measure", "rate_percent", "note", "citation", "licence")
ORIGINS = {
    "CN": "CHN", "CA": "CAN", "MX": "MEX", "EU": "EU", "GB": "GBR", "JP": "JPN", "KR": "KOR", "IN": "IND",
    "BR": "BRA", "CH": "CHE", "TW": "TWN", "VN": "VNM", "TH": "THA", "WORLD": "WLD", "US": "USA",
    "china": "CHN", "canada": "CAN", "mexico": "MEX", "eu": "EU", "uk": "GBR", "japan": "JPN",
    "ftrow": "ftrow", "row": "row",
}  # fmt: skip
MEASURES = {
    "avg_additional_2024_weights": "additional-over-2024",
    "avg_additional_yale": "additional",
    "additional, import-weighted": "additional",
    "import-weighted statutory average": "total",
    "trade-weighted average incl. MFN": "total",
    "arithmetic average": "simple-total",
}


def partner_averages(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the partner averages of the two trackers."""
    for row in read_rows(folder / "reference/duties.csv"):
        if row["derived"] == "yes":
            continue
        yield (
            row["group"], row["date"], ORIGINS.get(row["importer"], "USA"), ORIGINS[row["partner"]],
            MEASURES[row["rate_kind"]], row["rate_percent"], row["conditions"], row["source"], row["licence"],
        )  # fmt: skip


def timeline(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the averages of the timeline; estimates of the press and scenarios are none."""
    for row in read_rows(folder / "facts/rates_timeline.csv"):
        if row["unit"] not in MEASURES or not row["rate_percent"].replace(".", "").isdigit():
            continue
        importer, origin = (ORIGINS[word] for word in row["direction"].split(" on "))
        yield (
            row["series"], row["date"], importer, origin, MEASURES[row["unit"]], row["rate_percent"],
            row["note"], row["source"], "",
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "published/duties")
    arguments = parser.parse_args()
    rows = sorted({*partner_averages(arguments.reference), *timeline(arguments.reference)})
    with (arguments.out / "averages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} figures")


if __name__ == "__main__":
    main()
