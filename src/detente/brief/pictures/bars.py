"""Ranked bars of real income: those that gain and lose most and the pair, with ranges where there are any."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.charts import COLOURS
from detente.brief.pictures.frame import (
    BASES,
    INK,
    MARGIN,
    OTHERS,
    QUIET,
    SMALL,
    STILL,
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
    from detente.impact.effects import EconomyEffect, Effects

NAMES, CODES = 132, 44
"""Room for the names of economies, or for their codes where the picture is narrow, pixels."""
NO_BREAK = "\N{NO-BREAK SPACE}"
_FIGURE, _ROW = 52, 19
"""Room for a figure beside its bar, and the height of a row, pixels."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The low and the high end of the range of every economy, percent, and what they are in words."""

    ends: Mapping[str, tuple[float, float]]
    told: str


def ranked_bars(effects: Effects, look: Look, ends: int = 10, spans: Spans | None = None) -> Picture:
    """Return real income as bars, largest gain first.

    Args:
        effects: The answer that is drawn.
        look: How the picture is wanted.
        ends: How many economies of each end are shown; the pair is always.
        spans: Ranges, drawn as lines over the bars.

    Raises:
        BadInput: No economies at the ends.
    """
    if ends < 1:
        raise BadInput(f"{ends} economies of each end", mend="show at least one")
    ranked = sorted(effects.economies, key=lambda row: -row.real_income_percent)
    places = _shown(ranked, effects.between, ends)
    decimals = digits(row.real_income_percent for row in ranked)
    rows = [_row(ranked[place], effects.between, look, spans, decimals) for place in places]
    labels = list(_labels(places, rows, look.narrow))
    title = look.title or f"Real income by economy: {pair_and_day(effects, look)}"
    told = Told(
        title=title,
        subtitle=f"Change in percent under {effects.scenario} ({effects.title}), compared with "
        f"{BASES.get(effects.against, effects.against)}" + (f"; lines: {spans.told}" if spans else ""),
        foot=made_with(effects, look),
        description=_description(title, rows),
    )
    columns = ("economy", "name", "real_income_percent", *(("low_percent", "high_percent") if spans else ()))
    kept = ("economy", "name", "value", *(("low", "high") if spans else ()))
    return Picture(
        kind="bars", title=title, description=told.description, columns=columns,
        spec=framed(look, told, [_panel(rows, labels, look, effects.between)], _room(look)),
        rows=tuple(tuple(row[key] for key in kept) for row in rows), notes=effects.notes,
    )  # fmt: skip


def _shown(ranked: list[EconomyEffect], pair: Sequence[str], ends: int) -> list[int]:
    """Return the places of both ends and of the pair."""
    last = len(ranked) - ends
    return [place for place, row in enumerate(ranked) if place < ends or place >= last or row.economy in pair]


def _labels(places: Sequence[int], rows: Sequence[Spec], narrow: bool) -> Iterator[str]:
    """Yield the labels of rows, and between them how many economies are left out."""
    for gap, (place, row) in enumerate(zip(places, rows, strict=True)):
        missing = place - places[gap - 1] - 1 if gap else 0
        if missing:  # blanks at the end keep two gaps of one size apart
            yield f"… {missing}{'' if narrow else ' more'}{NO_BREAK * gap}"
        yield row["label"]


def _room(look: Look) -> int:
    return CODES if look.narrow else NAMES


def _row(row: EconomyEffect, pair: Sequence[str], look: Look, spans: Spans | None, decimals: int) -> Spec:
    value = row.real_income_percent
    low, high = spans.ends[row.economy] if spans else (value, value)
    return {
        "economy": row.economy,
        "name": look.name(row.economy),
        "label": row.economy if look.narrow else look.name(row.economy),
        "side": row.economy if row.economy in pair else "others",
        "value": value, "low": low, "high": high,
        "end": max(value, high) if value >= 0 else min(value, low),
        "text": signed(value, decimals),
    }  # fmt: skip


def _panel(rows: list[Spec], labels: list[str], look: Look, pair: Sequence[str]) -> Spec:
    """Return the bars with their figures, a gap where economies are left out, and ranges over the bars."""
    room = _room(look)
    width = look.width - 2 * MARGIN - room
    domain = padded_domain([row["end"] for row in rows], width, _FIGURE)
    strong = [row["label"] for row in rows if row["economy"] in pair]
    x = {"type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    y = {"field": "label", "type": "nominal", "scale": {"domain": labels, "paddingInner": 0.28},
         "axis": {"title": None, "ticks": False, "domain": False, "minExtent": room, "maxExtent": room,
                  "labelLimit": room - 8, "labelPadding": 8, **_bold(strong)}}  # fmt: skip
    side = {"field": "side", "type": "nominal", "legend": None,
            "scale": {"domain": [*pair, "others"], "range": [*COLOURS, OTHERS]}}  # fmt: skip
    layers: list[Spec] = [
        {"mark": "bar", "encoding": {"x": {"field": "value", **x}, "y": y, "fill": side}},
        zero_line(x),
        *(_ranges(x, y) if any(row["low"] != row["high"] for row in rows) else ()),
        *(figures(x, {"y": y}, right=right) for right in (True, False)),
    ]
    return {"width": width, "height": _ROW * len(labels), "data": {"values": rows}, "layer": layers}


def _ranges(x: Spec, y: Spec) -> Iterator[Spec]:
    span = {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y}
    yield {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.4}, "encoding": span}
    for end in ("low", "high"):
        mark = {"type": "tick", "color": INK, "thickness": 1.4, "size": 7}
        yield {"mark": mark, "encoding": {"x": {"field": end, **x}, "y": y}}


def zero_line(x: Spec) -> Spec:
    """Return the line that bars start from."""
    return {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "color": QUIET},
            "encoding": {"x": {"field": "zero", **x}}}  # fmt: skip


def figures(x: Spec, place: Spec, *, right: bool, size: int = SMALL) -> Spec:
    """Return the figures beside the bars that point to the right, or to the left.

    Args:
        x: The scale of values.
        place: The channels that say in which row a bar is.
        right: Which bars.
        size: Of the type, pixels.
    """
    align = {"align": "left", "dx": 5} if right else {"align": "right", "dx": -5}
    return {
        "transform": [{"filter": f"datum.value {'>=' if right else '<'} 0"}],
        "mark": {"type": "text", "baseline": "middle", "fontSize": size, **align},
        "encoding": {"x": {"field": "end", **x}, **place, "text": {"field": "text", "type": "nominal"}},
    }


def padded_domain(ends: Sequence[float], width: float, figure: float) -> list[float]:
    """Return a scale from the lowest to the highest, zero included, with room for figures beside the bars.

    Args:
        ends: Where bars or ranges end.
        width: Of the scale, pixels.
        figure: Room for a figure, pixels.

    Example:
        >>> padded_domain([-1.0, 0.0], 204, 52)
        [-1.52, 0.52]
    """
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = figure / max(width - 2 * figure, figure) * max(high - low, STILL)
    return [round(low - room, 9), round(high + room, 9)]


def _bold(strong: Sequence[str]) -> Spec:
    test = f"indexof({json.dumps(list(strong), ensure_ascii=False)}, datum.value) >= 0"
    return {"labelFontWeight": {"condition": {"test": test, "value": "bold"}, "value": "normal"}}


def _description(title: str, rows: Sequence[Spec]) -> str:
    """Return what the bars show to those who cannot see them."""
    told = "; ".join(f"{row['name']} {row['text']}" for row in rows)
    return f"Ranked bars. {title}. {told}."
