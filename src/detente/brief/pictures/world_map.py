"""The world map of real income: classes around zero that keep their order in grey, the pair outlined."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.brief.pictures.classes import FILL, NO_DATA, breaks, colour_of, legend
from detente.brief.pictures.frame import (
    BASES,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    SMALL,
    Told,
    digits,
    framed,
    made_with,
    pair_and_day,
    signed,
)
from detente.brief.pictures.outlines import FEATURE, outlines
from detente.brief.pictures.picture import Look, Picture, Spec

if TYPE_CHECKING:
    from detente.impact.effects import EconomyEffect, Effects

SEA = "#eef2f5"
_REST = {"ROW": "rest of the world (economies left white)"}
_SHAPE = 0.475
"""Height over width of the lands without Antarctica."""
_LABELS, _LABEL_WIDE, _LABEL_HIGH = 8, 84, 13
"""How many labels at most, and the room of one, pixels."""
_PLACE: Spec = {
    "longitude": {"field": "east", "type": "quantitative"},
    "latitude": {"field": "north", "type": "quantitative"},
}
_TOOLTIP = [{"field": "name"}, {"field": "value", "format": "+.3f"}]


def world_map(effects: Effects, look: Look) -> Picture:
    """Return real income by economy as a world map.

    Economies that the table lacks are left white; those too small for the scale are dots.

    Args:
        effects: The answer that is drawn.
        look: How the picture is wanted.
    """
    held = outlines()
    values = {row.economy: row.real_income_percent for row in effects.economies}
    bounds, decimals = breaks(list(values.values())), digits(values.values())
    rows = [
        {"economy": code, "name": look.name(code), "value": value, "colour": colour_of(value, bounds)}
        for code, value in values.items()
    ]
    title = look.title or f"Real income by economy: {pair_and_day(effects, look)}"
    told = Told(
        title=title,
        subtitle=f"Change in percent under {effects.scenario} ({effects.title}), compared with "
        f"{BASES.get(effects.against, effects.against)}",
        foot=f"{_undrawn(effects, look, decimals)}Outlines: Natural Earth. {made_with(effects, look)}",
        description=_description(title, effects, decimals),
    )
    main = {
        "width": look.width - 2 * MARGIN,
        "height": round(_SHAPE * (look.width - 2 * MARGIN)),
        "view": {"fill": SEA},
        "projection": {"type": "equalEarth"},
        "layer": [
            _lands(rows, look, look.parts(effects.between)),
            _dots(rows),
            *_labels(rows, effects, look, decimals),
        ],
    }
    table = sorted(((code, look.name(code), value) for code, value in values.items()), key=lambda row: row[2])
    spec = framed(look, told, [main, legend(look, bounds)])
    spec["datasets"] = {"outlines": held.topology}
    return Picture(
        kind="map", title=title, description=told.description, spec=spec,
        columns=("economy", "name", "real_income_percent"), rows=tuple(table), notes=effects.notes,
    )  # fmt: skip


def _lands(rows: list[Spec], look: Look, pair: Sequence[str]) -> Spec:
    """Return the layer of outlines, each in the colour of its class, the pair with a heavy line."""
    held = {row["economy"] for row in rows}
    blank = [
        {"economy": code, "name": look.name(code), "value": None, "colour": NO_DATA}
        for code in sorted(outlines().drawn - held)
    ]
    is_one = f"indexof({json.dumps(list(pair))}, datum.id) >= 0"
    lookup = {"data": {"values": rows + blank}, "key": "economy", "fields": ["name", "value", "colour"]}
    return {
        "data": {"name": "outlines", "format": {"type": "topojson", "feature": FEATURE}},
        "transform": [{"lookup": "id", "from": lookup}],
        "mark": {"type": "geoshape", "strokeJoin": "round"},
        "encoding": {
            "fill": FILL,
            "stroke": {"condition": {"test": is_one, "value": INK}, "value": QUIET},
            "strokeWidth": {"condition": {"test": is_one, "value": 1.3}, "value": 0.4},
            "tooltip": _TOOLTIP,
        },
    }


def _dots(rows: list[Spec]) -> Spec:
    """Return the layer of economies too small for an outline."""
    held = outlines()
    small = [
        {**row, "east": held.points[row["economy"]][0], "north": held.points[row["economy"]][1]}
        for row in rows
        if row["economy"] in held.points.keys() - held.drawn
    ]
    return {
        "data": {"values": small},
        "mark": {"type": "circle", "size": 34, "opacity": 1, "stroke": QUIET, "strokeWidth": 0.7},
        "encoding": {**_PLACE, "fill": FILL, "tooltip": _TOOLTIP},
    }


def _labels(rows: list[Spec], effects: Effects, look: Look, decimals: int) -> Iterator[Spec]:
    """Yield the layers of labels, a halo under the letters, on the pair and on those most affected."""
    told = [
        {"text": f"{row['economy']} {signed(row['value'], decimals)}", "east": east, "north": north,
         "rise": 0 if row["economy"] in outlines().drawn else -11}
        for row, (east, north) in _apart(rows, effects, look)
    ]  # fmt: skip
    for halo in (True, False):
        mark = {"type": "text", "fontWeight": "bold", "fontSize": SMALL, "dy": {"expr": "datum.rise"}}
        outline = {"stroke": PAPER, "strokeWidth": 3, "strokeJoin": "round", "color": PAPER}
        yield {
            "data": {"values": told},
            "mark": {**mark, **(outline if halo else {})},
            "encoding": {**_PLACE, "text": {"field": "text", "type": "nominal"}},
        }


def _apart(rows: list[Spec], effects: Effects, look: Look) -> Iterator[tuple[Spec, tuple[float, float]]]:
    """Yield whom to label and where: the pair, then the most affected, as long as no two labels touch."""
    points = outlines().points
    wide, high = _LABEL_WIDE * 360 / look.width, _LABEL_HIGH * 360 / look.width
    order = sorted(rows, key=lambda row: (row["economy"] not in effects.between, -abs(row["value"])))
    taken: list[tuple[float, float]] = []
    for row in order:
        place = points.get(row["economy"])
        if place is None or len(taken) == (2 if look.narrow else _LABELS):
            continue
        free = all(abs(place[0] - east) > wide or abs(place[1] - north) > high for east, north in taken)
        if free and abs(place[0]) < 180 - wide / 2:
            taken.append(place)
            yield row, place


def _undrawn(effects: Effects, look: Look, decimals: int) -> str:
    """Return a sentence on rows that no place on the map stands for."""
    points = outlines().points
    left = [row for row in effects.economies if row.economy not in points]
    told = [
        f"{_REST.get(row.economy) or look.name(row.economy)} {signed(row.real_income_percent, decimals)}"
        for row in left
    ]
    return f"Not on the map by itself: {', '.join(told)}. " if told else ""


def _description(title: str, effects: Effects, decimals: int) -> str:
    """Return what the map shows to those who cannot see it."""
    ranked = sorted(effects.economies, key=lambda row: row.real_income_percent)
    pair = [row for row in effects.economies if row.economy in effects.between]

    def told(rows: Sequence[EconomyEffect]) -> str:
        return ", ".join(f"{row.economy} {signed(row.real_income_percent, decimals)}" for row in rows)

    ends = f"Largest losses: {told(ranked[:3])}. Largest gains: {told(ranked[:-4:-1])}."
    return f"World map. {title}. {told(pair)}. {ends}"
