"""Draw the sheet's Vega-Lite charts as inline SVG, with nothing but the core install.

Knows what `charts` uses and no more: lines in steps, bars, rules, points and text on a temporal,
ordinal or quantitative axis. Colours come from the page's style sheet by class (`s0`, `s1` for the
first and second series), so that one drawing serves light, dark and paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.axes import Axis, axis_of
from detente.brief.markup import Html, tag

Spec = Mapping[str, Any]
_ANCHORS = {"left": "start", "right": "end", "center": "middle"}


@dataclass(frozen=True, slots=True)
class Plot:
    """The plotting area: its two axes and its edges in pixels."""

    x: Axis
    y: Axis
    left: float
    right: float
    top: float
    bottom: float

    def place(self, encoding: Spec, row: Spec, channel: str) -> float | None:
        """Return where a row stands on `x`, `x2` or `y`, or None where the mark spans the whole axis."""
        if channel not in encoding:
            return None
        axis = self.y if channel == "y" else self.x
        pixels = axis.place(row[encoding[channel]["field"]])
        if channel == "y" and "yOffset" in encoding:
            offset = encoding["yOffset"]
            sides = offset["scale"]["domain"]
            pixels += (sides.index(row[offset["field"]]) - (len(sides) - 1) / 2) * axis.band * 0.4
        return round(pixels, 1)


def draw(spec: Spec, label: str) -> Html:
    """Return a chart as an SVG element that scales to its column.

    Args:
        spec: A layered Vega-Lite specification as `charts` builds them.
        label: What the chart shows, for those who cannot see it.

    Example:
        >>> rule = {"mark": {"type": "rule"}, "data": {"values": [{"v": 2}]},
        ...         "encoding": {"y": {"field": "v", "type": "quantitative"}}}
        >>> pad = {"left": 0, "right": 0, "top": 0, "bottom": 0}
        >>> drawn = draw({"width": 9, "height": 9, "padding": pad, "layer": [rule]}, "two")
        >>> drawn.startswith('<svg viewBox="0 0 9 9" role="img" aria-label="two">')
        True
    """
    pad, width, height = spec["padding"], spec["width"], spec["height"]
    left, right, top, bottom = pad["left"], pad["left"] + width, pad["top"], pad["top"] + height
    x, y = axis_of(spec, "x", (left, right)), axis_of(spec, "y", (bottom, top))
    plot = Plot(x, y, left, right, top, bottom)
    marks = [shape for layer in spec["layer"] for shape in _MARKS[layer["mark"]["type"]](plot, layer)]
    box = f"0 0 {right + pad['right']} {bottom + pad['bottom']}"
    return tag("svg", *_frame(plot), *marks, viewBox=box, role="img", aria_label=label)


def _frame(plot: Plot) -> Iterator[Html]:
    for value, name in plot.y.ticks:
        level = round(plot.y.place(value), 1)
        if not plot.y.band:
            yield tag("line", x1=plot.left, x2=plot.right, y1=level, y2=level, class_="grid")
        yield tag("text", name, x=plot.left - 6, y=level, dy="0.32em", text_anchor="end", class_="tick")
    for value, name in plot.x.ticks:
        across = round(plot.x.place(value), 1)
        if not plot.x.band:
            yield tag("line", x1=across, x2=across, y1=plot.bottom, y2=plot.bottom + 4, class_="axis")
        for row, part in enumerate(name.split("\n")):
            low = plot.bottom + 16 + 13 * row
            yield tag("text", part, x=across, y=low, text_anchor="middle", class_="tick")


def _rows(plot: Plot, layer: Spec) -> Iterator[tuple[Spec, float | None, float | None]]:
    for row in layer["data"]["values"]:
        encoding = layer["encoding"]
        yield row, plot.place(encoding, row, "x"), plot.place(encoding, row, "y")


def _lines(plot: Plot, layer: Spec) -> Iterator[Html]:
    paths: dict[str, str] = {}
    for row, across, up in _rows(plot, layer):
        side = row[layer["encoding"]["color"]["field"]]
        paths[side] = f"{paths[side]}H{across}V{up}" if side in paths else f"M{across},{up}"
    for side, path in paths.items():
        yield tag("path", tag("title", side), d=path, class_=f"line {_series(layer, {'side': side})}")


def _bars(plot: Plot, layer: Spec) -> Iterator[Html]:
    wide, base = plot.x.band * 0.72, plot.y.place(0)
    fill = layer["encoding"]["fillOpacity"]
    for row, across, up in _rows(plot, layer):
        opacity = fill["scale"]["range"][fill["scale"]["domain"].index(row[fill["field"]])]
        yield tag(
            "rect", tag("title", row["text"]),
            x=round((across or 0) - wide / 2, 1), y=up,
            width=round(wide, 1), height=round(base - (up or 0), 1),
            fill_opacity=opacity, class_=f"bar s0 {'later' if opacity < 0.5 else ''}",
        )  # fmt: skip


def _rules(plot: Plot, layer: Spec) -> Iterator[Html]:
    kind = "span" if "x2" in layer["encoding"] else "dashed" if "strokeDash" in layer["mark"] else "axis"
    for row, across, up in _rows(plot, layer):
        first, last = (plot.left, plot.right) if across is None else (across, across)
        last = plot.place(layer["encoding"], row, "x2") or last
        high, low = (plot.top, plot.bottom) if up is None else (up, up)
        yield tag("line", x1=first, x2=last, y1=high, y2=low, class_=f"{kind} {_series(layer, row)}")


def _points(plot: Plot, layer: Spec) -> Iterator[Html]:
    kind = "point" if layer["mark"].get("filled") else "point hollow"
    for row, across, up in _rows(plot, layer):
        colour = _series(layer, row)
        yield tag("circle", tag("title", row["text"]), cx=across, cy=up, r=4, class_=f"{kind} {colour}")


def _texts(plot: Plot, layer: Spec) -> Iterator[Html]:
    mark = layer["mark"]
    centred = "" if mark["align"] == "center" else "0.32em"
    for row, across, up in _rows(plot, layer):
        x = (plot.right if across is None else across) + mark["dx"]
        anchor, colour = _ANCHORS[mark["align"]], _series(layer, row)
        place = {"x": round(x, 1), "y": round((up or 0) + mark["dy"], 1), "dy": centred}
        yield tag(
            "text",
            row["text"].replace("-", "−"),
            **place,
            text_anchor=anchor,
            class_=f"label {anchor} {colour}",
        )


def _series(layer: Spec, row: Spec) -> str:
    colour = layer["encoding"].get("color")
    return f"s{colour['scale']['domain'].index(row[colour['field']])}" if colour else ""


_MARKS: Mapping[str, Callable[[Plot, Spec], Iterator[Html]]] = {
    "line": _lines,
    "bar": _bars,
    "rule": _rules,
    "point": _points,
    "text": _texts,
}
