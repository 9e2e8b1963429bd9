"""Write the trade elasticities of each paper on the sectors of the world table.

Run: python data-build/elasticities.py [--out src/detente/data/elasticities]

elasticities.csv beside this script holds each paper's own sectors and estimates (trade elasticity: theta, or
sigma - 1), and the sectors of the world table that each covers. A sector takes the mean over the paper's
sectors that cover it. One that none covers takes the set's mean over goods; services take Simonovska and
Waugh's 4. The column `basis` says which: estimated, aggregate (an estimate shared with others), filled.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from statistics import fmean

HERE = Path(__file__).parent
DATA = HERE.parent / "src/detente/data"
SERVICES = 4.0


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def map_set(rows: list[dict[str, str]], sectors: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the set's value, basis and source sectors for each sector of the world table."""
    covering = {s["sector"]: [r for r in rows if s["sector"] in r["sectors"].split(";")] for s in sectors}
    values = {name: fmean(float(row["value"]) for row in found) for name, found in covering.items() if found}
    goods_mean = fmean(values[s["sector"]] for s in sectors if s["goods"] == "yes" and s["sector"] in values)
    table = []
    for sector in sectors:
        name, found = sector["sector"], covering[sector["sector"]]
        alone = found and all(row["sectors"] == name for row in found)
        basis = "filled" if not found else "estimated" if alone else "aggregate"
        value = values.get(name, goods_mean if sector["goods"] == "yes" else SERVICES)
        origin = "; ".join(row["source_sector"] for row in found)
        table.append({"sector": name, "value": f"{value:.6g}", "basis": basis, "source_sectors": origin})
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DATA / "elasticities")
    out = parser.parse_args().out
    sectors = read_rows(DATA / "world/sectors.csv")
    rows = read_rows(HERE / "elasticities.csv")
    known = {sector["sector"] for sector in sectors}
    stray = {name for row in rows for name in row["sectors"].split(";")} - known
    if stray:
        raise SystemExit(
            f"elasticities.csv names sectors that the world table lacks: {', '.join(sorted(stray))}"
        )
    for name in sorted({row["set"] for row in rows}):
        table = map_set([row for row in rows if row["set"] == name], sectors)
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
        print(name, *(f"{row['sector']} {row['value']} ({row['basis']})" for row in table), sep="\n  ")


if __name__ == "__main__":
    main()
