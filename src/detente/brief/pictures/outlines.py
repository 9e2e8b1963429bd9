"""The outlines of economies and the points of their labels, as shipped with the world table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.brief.pictures.picture import Spec

SHIPPED = Path(__file__).parents[2] / "data" / "world" / "outlines.json"
FEATURE = "economies"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines as TopoJSON, their `id` the alpha-3 code, and the middle of each economy: degrees east, north.

    An economy too small for the scale has a point and no outline.
    """

    topology: Spec
    points: dict[str, tuple[float, float]]
    drawn: frozenset[str]


@cache
def outlines() -> Outlines:
    """Return the shipped outlines.

    Example:
        >>> found = outlines()
        >>> "CHN" in found.drawn, "SGP" in found.drawn, found.points["SGP"]
        (True, False, (103.8, 1.4))
    """
    whole = json.loads(SHIPPED.read_text("utf-8"))
    shapes = whole["outlines"]["objects"][FEATURE]["geometries"]
    return Outlines(
        whole["outlines"],
        {code: (east, north) for code, (east, north) in whole["points"].items()},
        frozenset(shape["id"] for shape in shapes),
    )
