"""Write the concordance of HS six-digit codes to the sectors of the world table.

Run: python data-build/concordance.py REFERENCE [--out src/detente/data/world/hs6_sector.csv]
where REFERENCE holds data/concordance and data/us-schedule.

Every code of HS 2022 takes its sector from the GTAP crosswalk (GTAP's goods sectors nest in ISIC Rev. 4),
unless sector_rules/hs_rulings.csv says otherwise with its reason. A code of an older edition takes the sector
of the codes that replaced it; failing one answer, of those ISIC allows the sector that is most common in its
heading, then in its chapter.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RULES = Path(__file__).parent / "sector_rules"
OUT = Path(__file__).parents[1] / "src/detente/data/world/hs6_sector.csv"


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def longest_prefix(code: str, rules: dict[str, str]) -> str | None:
    """Return the rule of the longest prefix of `code`, or None."""
    return next((rules[code[:n]] for n in range(len(code), 1, -1) if code[:n] in rules), None)


def current_codes(reference: Path) -> dict[str, str]:
    """Return the sector of every six-digit code of HS 2022; a code without one stops the build."""
    rulings = {row["hs"]: row["sector"] for row in read_rows(RULES / "hs_rulings.csv")}
    sector_of_gtap = {row["gtap"]: row["sector"] for row in read_rows(RULES / "gtap_sector.csv")}
    crosswalk = read_rows(reference / "data/us-schedule/hs6_gtap_crosswalk.csv")
    gtap = {row["hs6_code"].zfill(6): row["gtap_code"].upper() for row in crosswalk}
    descriptions = read_rows(reference / "data/concordance/harmonized-system_hs2022.csv")
    codes = [row["hscode"] for row in descriptions if row["level"] == "6"]
    return {code: longest_prefix(code, rulings) or sector_of_gtap[gtap[code]] for code in codes}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about codes of older editions."""

    current: dict[str, str]
    replaced_by: dict[str, set[str]]
    isic_sectors: dict[str, set[str]]
    rulings: dict[str, str]


def gather(reference: Path, current: dict[str, str]) -> Evidence:
    folder = reference / "data/concordance"
    replaced_by: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(folder / "un_hs2022_hs2017_correlation.csv"):
        replaced_by[row["hs2017"]].add(row["hs2022"])
    sector_of_isic = {row["isic4"]: row["sector"] for row in read_rows(RULES / "isic4_sector.csv")}
    isic_sectors: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(folder / "concordance_pkg_hs_isic4.csv"):
        sector = longest_prefix(row["ISIC4_4d"], sector_of_isic)
        isic_sectors[row["HS_6d"]].update({sector} if sector else ())
    rulings = {row["hs"]: row["sector"] for row in read_rows(RULES / "hs_rulings.csv")}
    return Evidence(current, replaced_by, isic_sectors, rulings)


def older_codes(evidence: Evidence) -> dict[str, str]:
    """Return the sector of every code that HS 2022 no longer has."""
    in_heading, in_chapter = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for code, sector in evidence.current.items():
        in_heading[code[:4], sector] += 1
        in_chapter[code[:2], sector] += 1
    sectors_of_heading: dict[str, set[str]] = defaultdict(set)
    for heading, sector in in_heading:
        sectors_of_heading[heading].add(sector)

    def most_common(code: str, candidates: Iterable[str]) -> str:
        return min(candidates, key=lambda s: (-in_heading[code[:4], s], -in_chapter[code[:2], s], s))

    found = {}
    for code in sorted((set(evidence.isic_sectors) | set(evidence.replaced_by)) - set(evidence.current)):
        heirs = {evidence.current[heir] for heir in evidence.replaced_by[code] if heir in evidence.current}
        alike, isic = sectors_of_heading[code[:4]], evidence.isic_sectors[code]
        chapter = {sector for number, sector in in_chapter if number == code[:2]}
        candidates = heirs or (alike & isic) or alike or isic or chapter
        found[code] = longest_prefix(code, evidence.rulings) or most_common(code, candidates)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    current = current_codes(arguments.reference)
    older = older_codes(gather(arguments.reference, current))
    lines = [f"{code},{sector}" for code, sector in sorted({**older, **current}.items())]
    arguments.out.write_text("\n".join(["hs6,sector", *lines]) + "\n", encoding="utf-8")
    print(f"{len(current)} codes of HS 2022, {len(older)} of older editions -> {arguments.out}")


if __name__ == "__main__":
    main()
