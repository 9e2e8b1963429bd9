"""Write the outlines of economies that the world map is drawn with.

Run: python data-build/outlines.py ATLAS [--out src/detente/data/world/outlines.json]
where ATLAS is the unpacked folder of world-atlas 2.0.2, Natural Earth 4.1 as TopoJSON.

Outlines are those at 1:110m, Antarctica left out, under alpha-3 codes; a name that the record does not know
takes its code from outline_names.csv. Each economy also gets a point for its label, the middle of its
largest part; those too small for 1:110m have theirs from 1:50m, and no outline.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.ledger.opening import open_record

HERE = Path(__file__).parent
OUT = HERE.parent / "src/detente/data/world/outlines.json"
LEFT_OUT = {"ATA"}

Json = dict[str, Any]
Ring = list[tuple[float, float]]


def codes_of(geometries: list[Json], economies: Economies) -> list[str | None]:
    """Return the alpha-3 code of every geometry; None where neither the record nor the rulings know it."""
    with (HERE / "outline_names.csv").open(encoding="utf-8", newline="") as file:
        rulings = {row["name"]: row["code"] for row in csv.DictReader(file)}
    found: list[str | None] = []
    for geometry in geometries:
        name = geometry["properties"]["name"]
        try:
            found.append(rulings.get(name) or economies.find(name).code)
        except BadInput:
            found.append(None)
    return found


def rings_of(topology: Json, geometry: Json) -> Iterator[Ring]:
    """Yield the outer rings of a geometry in degrees."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            points = degrees(topology, topology["arcs"][max(number, ~number)])
            ring += points[::-1] if number < 0 else points
        yield ring


def degrees(topology: Json, arc: list[list[int]]) -> Ring:
    """Return an arc, which is stored as steps on a grid, in degrees."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points: Ring = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * wide + west, y * high + south))
    return points


def middle(ring: Ring) -> tuple[float, float, float]:
    """Return the size of a ring, and the longitude and latitude of its middle."""
    size = across = up = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        size, across, up = size + cross, across + (x0 + x1) * cross, up + (y0 + y1) * cross
    if not size:
        return 0.0, *ring[0]
    across, up = across / (3 * size), up / (3 * size)
    return abs(size) * math.cos(math.radians(up)), across, up


def points_of(topology: Json, codes: list[str | None]) -> dict[str, list[float]]:
    """Return the middle of the largest part of every economy, to a tenth of a degree."""
    largest: dict[str, tuple[float, float, float]] = {}
    for code, geometry in zip(codes, topology["objects"]["countries"]["geometries"], strict=True):
        if code is None:
            continue
        for ring in rings_of(topology, geometry):
            largest[code] = max(middle(ring), largest.get(code, (0.0, 0.0, 0.0)))
    return {code: [round(lon, 1), round(lat, 1)] for code, (_, lon, lat) in largest.items()}


def drawn(topology: Json, codes: list[str | None]) -> Json:
    """Return the topology with its economies by code and the arcs they use, and nothing else."""
    kept: dict[int, int] = {}

    def renumbered(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumbered(arc) for arc in arcs]
        place = kept.setdefault(max(arcs, ~arcs), len(kept))
        return place if arcs >= 0 else ~place

    shapes = [
        {"type": geometry["type"], "id": code, "arcs": renumbered(geometry["arcs"])}
        for code, geometry in zip(codes, topology["objects"]["countries"]["geometries"], strict=True)
        if code and code not in LEFT_OUT
    ]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"economies": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [topology["arcs"][number] for number in kept],
    }


def main() -> None:
    """Read the atlas and write the outlines and points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    economies = open_record().economies
    coarse, fine = (
        json.loads((asked.atlas / f"countries-{scale}.json").read_text("utf-8")) for scale in ("110m", "50m")
    )
    codes, finer = (codes_of(one["objects"]["countries"]["geometries"], economies) for one in (coarse, fine))
    without = [
        geometry["properties"]["name"]
        for code, geometry in zip(codes, coarse["objects"]["countries"]["geometries"], strict=True)
        if code is None
    ]
    if without:
        raise SystemExit(f"give codes in outline_names.csv: {', '.join(without)}")
    points = {**points_of(fine, finer), **points_of(coarse, codes)}
    points = {code: points[code] for code in sorted(points.keys() - LEFT_OUT)}
    whole = {"outlines": drawn(coarse, codes), "points": points}
    asked.out.write_text(json.dumps(whole, separators=(",", ":")) + "\n", "utf-8")
    print(f"{asked.out}: {len(set(codes) - LEFT_OUT)} outlines, {len(points)} points")


if __name__ == "__main__":
    main()
