"""Sector bars of the pair: what becomes of output and exports in every sector of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.brief.charts import COLOURS
from detente.brief.pictures.bars import figures, padded_domain, zero_line
from detente.brief.pictures.frame import (
    BASES,
    MARGIN,
    SMALL,
    Told,
    digits,
    framed,
    made_with,
    pair_and_day,
    signed,
)
from detente.brief.pictures.picture import Look, Picture, Spec
from detente.core.errors import BadInput

if TYPE_CHECKING:
    from detente.impact.effects import Effects, SectorEffect

VARIABLES = {"output": "Output", "exports": "Exports to all"}
_ROOM, _FIGURE, _ROW = 128, 44, 32
_BETWEEN = 16
"""Room for names of sectors and for figures, height of a row, space between panels, pixels."""


def sector_bars(effects: Effects, look: Look) -> Picture:
    """Return output and exports by sector of both sides as bars, the first side's largest gain first.

    Args:
        effects: The answer that is drawn.
        look: How the picture is wanted.

    Raises:
        BadInput: The answer holds no sectors of the two.
    """
    order = [
        row.sector for row in sorted(_of(effects, effects.between[0]), key=lambda row: -row.output_percent)
    ]
    rows = [row for code in effects.between for row in _of(effects, code)]
    if not order:
        raise BadInput(f"the {effects.model} model has no sectors", mend="take --model caliendo-parro")
    title = look.title or f"Output and exports by sector: {pair_and_day(effects, look)}"
    told = Told(
        title=title,
        subtitle=f"Change of value in percent under {effects.scenario} ({effects.title}), compared with "
        f"{BASES.get(effects.against, effects.against)}",
        foot=made_with(effects, look),
        description=_description(title, effects, look),
    )
    panels = [_panel(variable, rows, order, look) for variable in VARIABLES]
    body = panels if look.narrow else [{"hconcat": panels, "spacing": _BETWEEN}]
    table = tuple(
        (row.sector, row.economy, row.output_percent, row.exports_percent)
        for sector in order
        for row in rows
        if row.sector == sector
    )
    return Picture(
        kind="sectors", title=title, description=told.description,
        spec=framed(look, told, [_key(effects.between, look), *body], _ROOM),
        columns=("sector", "economy", "output_percent", "exports_percent"), rows=table, notes=effects.notes,
    )  # fmt: skip


def _of(effects: Effects, code: str) -> list[SectorEffect]:
    return [row for row in effects.sectors if row.economy == code]


def _panel(variable: str, rows: Sequence[SectorEffect], order: Sequence[str], look: Look) -> Spec:
    """Return the bars of one variable, both sides of a sector one below the other."""
    first = variable == next(iter(VARIABLES)) or look.narrow
    whole = look.width - 2 * MARGIN - _ROOM
    width = whole if look.narrow else (whole - _BETWEEN) // 2
    found = [(row, float(getattr(row, f"{variable}_percent"))) for row in rows]
    decimals = digits(value for _, value in found)
    values = [
        {"sector": _words(row.sector), "side": row.economy, "value": value, "end": value,
         "text": signed(value, decimals)}
        for row, value in found
    ]  # fmt: skip
    pair = list(dict.fromkeys(row.economy for row in rows))
    domain = padded_domain([value for _, value in found], width, _FIGURE)
    x = {"type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    axis = {"title": None, "ticks": False, "domain": False, "labelPadding": 8, "labelLimit": _ROOM - 8,
            "minExtent": _ROOM, "maxExtent": _ROOM}  # fmt: skip
    y = {"field": "sector", "type": "nominal", "axis": axis if first else None,
         "scale": {"domain": [_words(name) for name in order], "paddingInner": 0.22}}  # fmt: skip
    offset = {"field": "side", "type": "nominal", "scale": {"domain": pair}}
    place = {"y": y, "yOffset": offset}
    bars = {"mark": {"type": "bar", "strokeWidth": 1}, "encoding": {"x": {"field": "value", **x}, **place,
            **colours(pair)}}  # fmt: skip
    told = [figures(x, place, right=right, size=SMALL - 1) for right in (True, False)]
    return {
        "title": {"text": VARIABLES[variable], "fontSize": SMALL + 1, "anchor": "start", "offset": 4},
        "width": width,
        "height": _ROW * len(order),
        "data": {"values": values},
        "layer": [bars, zero_line(x), *told],
    }


def colours(pair: Sequence[str]) -> Spec:
    """Return how bars of the two sides differ: by colour, and the second's are light, so also in grey."""
    field = {"field": "side", "type": "nominal", "legend": None}
    return {
        "fill": {**field, "scale": {"domain": list(pair), "range": COLOURS}},
        "stroke": {**field, "scale": {"domain": list(pair), "range": COLOURS}},
        "fillOpacity": {**field, "scale": {"domain": list(pair), "range": [1, 0.3]}},
    }


def _key(pair: Sequence[str], look: Look) -> Spec:
    """Return the two sides with their colours, above the bars."""
    second = 30 + 7 * len(look.name(pair[0]))
    values = [
        {"side": code, "at": at, "text": look.name(code)} for code, at in zip(pair, (0, second), strict=True)
    ]
    width = look.width - 2 * MARGIN - _ROOM
    x = {"field": "at", "type": "quantitative", "scale": {"domain": [0, width], "nice": False}, "axis": None}
    left = {"xOffset": 6 - _ROOM}
    box = {"type": "square", "size": 110, "strokeWidth": 1, "opacity": 1, **left}
    text = {"type": "text", "align": "left", "dx": 10, "fontWeight": "bold", "fontSize": SMALL, **left}
    return {
        "width": width, "height": 14, "data": {"values": values},
        "layer": [
            {"mark": box, "encoding": {"x": x, **colours(pair)}},
            {"mark": text, "encoding": {"x": x, "text": {"field": "text", "type": "nominal"}}},
        ],
    }  # fmt: skip


def _words(sector: str) -> str:
    return sector.replace("-", " ")


def _description(title: str, effects: Effects, look: Look) -> str:
    """Return what the bars show to those who cannot see them: the sectors of each side that move most."""
    sentences = []
    for code in effects.between:
        most = sorted(_of(effects, code), key=lambda row: -abs(row.output_percent))[:5]
        moves = ", ".join(f"{_words(row.sector)} {signed(row.output_percent, 1)}" for row in most)
        sentences.append(f"{look.name(code)}, output: {moves}")
    return f"Bars by sector. {title}. {'. '.join(sentences)}."
