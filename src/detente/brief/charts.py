"""The charts of the sheet as Vega-Lite specifications: data and encodings, nothing drawn yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from detente.brief.parts import Evidence
from detente.brief.sheet import Brief
from detente.core.wording import change, number, percent

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
COLOURS = ["#0072B2", "#D55E00"]  # blue and vermilion of Okabe and Ito, told apart by all eyes
WIDTH = 400


def duty_chart(brief: Brief) -> Spec:
    """Return the headline rates of both directions as steps, and where the first lapse would take them."""
    names = [f"{side.importer} on {side.origin}" for side in brief.standing]
    steps: list[Spec] = []
    for side, name in zip(brief.standing, names, strict=True):
        path = [(step.on, step.rate) for step in side.path]
        steps += [_at(day, rate, name) for day, rate in (*path, (brief.on, side.rate))]
    peaks = [
        max((row for row in steps if row["side"] == name), key=lambda row: row["rate"]) for name in names
    ]
    labels = [{**row, "text": f"{row['side']} {percent(row['rate'])}"} for row in peaks if row["rate"]]
    lapses = list(_lapses(brief))
    x = {"field": "on", "type": "temporal", "axis": {"title": None, "format": "%b %Y"}}
    y = {"field": "rate", "type": "quantitative", "axis": {"title": None, "format": ".0%"}}
    colour = _colour(names)
    told = {**x, "axis": {}}
    return _spec(
        190,
        {"left": 44, "right": 112, "top": 24, "bottom": 26},
        [
            _layer({"type": "line", "interpolate": "step-after"}, steps, x=x, y=y, color=colour),
            _layer({"type": "point", "filled": False}, lapses, x=told, y=y, color=colour),
            _text("left", 8, lapses, x=told, y=y, color=colour),
            _text("right", -6, labels, x=told, y=y, color=colour),
        ],
    )


def _at(day: date, rate: float, side: str) -> Spec:
    return {"on": day.isoformat(), "rate": rate, "side": side}


def _lapses(brief: Brief) -> Iterator[Spec]:
    for deadline in [deadline for deadline in brief.clock.deadlines if deadline.lapses][:1]:
        for lapse in deadline.lapses:
            if lapse.from_rate != lapse.to_rate:
                name = f"{lapse.importer} on {lapse.origin}"
                text = f"{percent(lapse.to_rate)} if lapsed"
                yield {**_at(deadline.on, lapse.to_rate, name), "text": text}


def shipments_chart(evidence: Evidence) -> Spec:
    """Return shipments by month as bars against the normal level; what came out after the day is hollow."""
    bars: list[Spec] = []
    for shipment in evidence.shipments:
        for offset in range(shipment.months or 0):
            month = shipment.start.month - 1 + offset
            day = date(shipment.start.year + month // 12, month % 12 + 1, 1)
            text = number(round(shipment.monthly))
            later = "published later" if shipment.later else "published by the day"
            bars.append(
                {"month": day.isoformat()[:7], "value": shipment.monthly, "text": text, "when": later}
            )
    months = _months(bars[0]["month"], bars[-1]["month"])
    x = {"field": "month", "type": "ordinal", "timeUnit": "yearmonth", "scale": {"domain": months},
         "axis": {"title": None, "format": "%b"}}  # fmt: skip
    y = {"field": "value", "type": "quantitative", "axis": {"title": None, "format": ",.0f"}}
    when = ["published by the day", "published later"]
    fill = {
        "field": "when",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": when, "range": [0.85, 0.15]},
    }
    layers = [
        _layer({"type": "bar", "color": COLOURS[0], "stroke": COLOURS[0]}, bars, x=x, y=y, fillOpacity=fill)
    ]
    if evidence.normal_level is not None:
        level = [{"value": evidence.normal_level, "text": "normal"}]
        name = _text("left", 4, level, y=y)
        name["mark"]["x"] = "width"  # at the right edge, where the line of the normal level ends
        layers += [_layer({"type": "rule", "strokeDash": [4, 3]}, level, y=y), name]
    layers.append(_text("center", 0, bars, x=x, y=y))
    return _spec(170, {"left": 48, "right": 54, "top": 18, "bottom": 36}, layers)


def _months(first: str, last: str) -> list[str]:
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    return [f"{index // 12}-{index % 12 + 1:02d}" for index in range(start, end + 1)]


def income_chart(brief: Brief) -> Spec:
    """Return real income by scenario and side: a point for the figure, a bar for its range."""
    rows = [
        {"scenario": cost.effects.scenario, "side": side, "value": found.value, "low": found.low,
         "high": found.high, "text": f"{side} {change(found.value)}"}
        for cost in brief.costs
        for side in brief.between
        if (found := cost.real_income.get(side))
    ]  # fmt: skip
    scenarios = [cost.effects.scenario for cost in brief.costs]
    y = {"field": "scenario", "type": "nominal", "scale": {"domain": scenarios}, "axis": {"title": None}}
    offset = {"field": "side", "type": "nominal", "scale": {"domain": list(brief.between)}}
    axis = {"title": None, "format": "+.1f"}
    low = {"field": "low", "type": "quantitative", "axis": axis}
    value = {"field": "value", "type": "quantitative", "axis": axis}
    high = {"field": "high", "type": "quantitative"}
    colour = _colour(brief.between)
    place = {"y": y, "yOffset": offset, "color": colour}
    return _spec(
        46 * len(scenarios),
        {"left": 60, "right": 84, "top": 8, "bottom": 28},
        [
            _layer({"type": "rule"}, [{"value": 0}], x={**value, "field": "value"}),
            _layer({"type": "rule", "strokeWidth": 5, "opacity": 0.35}, rows, x=low, x2=high, **place),
            _layer({"type": "point", "filled": True}, rows, x=value, **place),
            _text("left", 8, rows, x=high, **place),
        ],
    )


def _colour(names: Sequence[str]) -> Spec:
    scale = {"domain": list(names), "range": COLOURS}
    return {"field": "side", "type": "nominal", "legend": None, "scale": scale}


def _layer(mark: Spec, values: list[Spec], **encoding: Spec) -> Spec:
    return {"mark": mark, "data": {"values": values}, "encoding": encoding}


def _text(align: str, shift: int, values: list[Spec], **encoding: Spec) -> Spec:
    mark = {"type": "text", "align": align, "dx": shift, "dy": -6 if align == "center" else 0}
    return _layer(mark, values, **encoding, text={"field": "text", "type": "nominal"})


def _spec(height: int, padding: dict[str, int], layers: list[Spec]) -> Spec:
    return {"$schema": SCHEMA, "width": WIDTH, "height": height, "padding": padding, "layer": layers}
