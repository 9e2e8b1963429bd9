"""The panels of a tariff ladder: one figure each, a line for either side, rates on record as dotted lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.pictures.frame import MARGIN, QUIET, SMALL, heading, lines, side_colour
from detente.brief.pictures.marks import Mark
from detente.brief.pictures.picture import Look, Spec

if TYPE_CHECKING:
    from detente.impact.ladder import Ladder

ROOM, _RIGHT, _HIGH = 56, 42, 132
"""Room for the labels of axes and of lines, height of a panel, pixels."""
_LETTERS = 13
"""Least distance of the labels of two lines, pixels."""
_DASHES: tuple[list[int], list[int]] = ([1, 0], [6, 3])


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure of a ladder as a panel: its heading, how axis labels are written, and whether it is a ratio.

    A ratio stands on a scale of logarithms, as what is left of a hundred.
    """

    field: str
    heading: str
    unit: float = 1.0
    labels: str = "datum.value == 0 ? '0' : format(datum.value, '+~g')"
    ratio: bool = False

    def place(self, value: float) -> float:
        """Return a figure as it stands on the scale."""
        return 100 + value if self.ratio else value / self.unit

    def pixels(self, value: float) -> float:
        """Return what is in proportion to pixels."""
        return math.log2(value) if self.ratio else value

    def value(self, pixels: float) -> float:
        """Return what stands there; the inverse of `pixels`."""
        return 2.0**pixels if self.ratio else pixels

    def ends(self, known: Iterable[float]) -> list[float]:
        """Return the ends of the scale: all values and no change, with some air."""
        still = self.place(0.0)
        low, high = (self.pixels(end) for end in (min(still, *known), max(still, *known)))
        air = 0.06 * (high - low) or 1.0
        return [self.value(low - air), self.value(high + air)]


CURVES = (
    Curve("real_income_percent", "Real income, %"),
    Curve("bought_percent", "Bought of the other side, % (logarithmic)",
           labels="datum.value == 100 ? '0' : format(datum.value - 100, '+~r')", ratio=True),
    Curve("tariff_revenue_change_usd", "Tariff revenue, change in bn USD", unit=1e9),
)  # fmt: skip


def plot_width(look: Look) -> int:
    """Return how wide the panels of a ladder are, pixels."""
    return look.width - 2 * MARGIN - ROOM - _RIGHT


def rate_scale(rates: Sequence[float]) -> Spec:
    """Return the scale of rates that all panels share."""
    return {"type": "quantitative", "scale": {"domain": [min(rates), max(rates)], "nice": False}}


def panel(curve: Curve, found: Ladder, shown: Sequence[Mark], look: Look) -> Spec:
    """Return the lines of one figure, both sides named at their ends.

    Args:
        curve: The figure.
        found: The ladder.
        shown: Rates on record to mark.
        look: How the picture is wanted.
    """
    rates = [rung.rate for rung in found.rungs]
    width = plot_width(look)
    rows: list[Spec] = [
        {"rate": rung.rate, "side": rung.economy, "value": None if value is None else curve.place(value)}
        for rung in found.rungs
        for value in [getattr(rung, curve.field)]
    ]
    ends = curve.ends([row["value"] for row in rows if row["value"] is not None])
    x = {"field": "rate", **rate_scale(rates)}
    last = curve is CURVES[-1]
    below: Spec = {"title": "added duty" if last else None, "format": "~%", "grid": False,
             "tickCount": 3 if look.narrow else 10, "labels": last}  # fmt: skip
    axis: Spec = {"title": None, "tickCount": 5, "labelExpr": f"replace({curve.labels}, '-', '−')",
            "minExtent": ROOM, "maxExtent": ROOM, "domain": False, "ticks": False}  # fmt: skip
    scale: Spec = {"domain": ends, "nice": False, "zero": False}
    if curve.ratio:
        scale, axis = {**scale, "type": "log", "base": 2}, {**axis, "values": _doublings(ends)}
    y = {"type": "quantitative", "scale": scale}
    level = 100 if curve.ratio else 0
    dash = {"field": "side", "type": "nominal", "legend": None,
            "scale": {"domain": list(found.between), "range": list(_DASHES)}}  # fmt: skip
    return {
        "title": heading(lines(curve.heading, look.width, SMALL + 1)),
        "width": width,
        "height": _HIGH,
        "layer": [
            {"data": {"values": [{"rate": mark.rate} for mark in shown]},
             "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3], "strokeWidth": 0.8},
             "encoding": {"x": {**x, "axis": below}}},
            {"data": {"values": [{"level": level}]}, "mark": {"type": "rule", "color": QUIET},
             "encoding": {"y": {"field": "level", **y, "axis": axis}}},
            {"data": {"values": rows},
             "mark": {"type": "line", "strokeWidth": 2.2, "invalid": "break-paths-filter-domains"},
             "encoding": {"x": x, "y": {"field": "value", **y}, "color": side_colour(found.between),
                          "strokeDash": dash}},
            {"data": {"values": _names(rows, curve, ends)},
             "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold"},
             "encoding": {"x": x, "y": {"field": "value", **y}, "color": side_colour(found.between),
                          "text": {"field": "side", "type": "nominal"}}},
        ],
    }  # fmt: skip


def _names(rows: Sequence[Spec], curve: Curve, ends: Sequence[float]) -> list[Spec]:
    """Return the names of both lines where these end, pushed apart where they would touch."""
    last = {row["side"]: row for row in rows if row["value"] is not None}
    low, high = (curve.pixels(end) for end in ends)
    step = _LETTERS * (high - low) / _HIGH
    placed = sorted(last.values(), key=lambda row: float(row["value"]))
    at = [curve.pixels(row["value"]) for row in placed]
    if len(at) == 2 and at[1] - at[0] < step:
        middle = min(max(sum(at) / 2, low + step / 2), high - step / 2)
        at = [middle - step / 2, middle + step / 2]
    return [{**row, "value": curve.value(place)} for row, place in zip(placed, at, strict=True)]


def _doublings(ends: Sequence[float]) -> list[float]:
    """Return a hundred, its halves and its doubles within a scale, at most seven of them."""
    low, high = (math.log2(end / 100) for end in ends)
    powers = range(math.ceil(low), math.floor(high) + 1)
    each = max(1, math.ceil(len(powers) / 7))
    return [100 * 2.0**power for power in powers if power % each == 0]
