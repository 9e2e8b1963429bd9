"""The classes of a map: their bounds and colours, and the legend that tells them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from detente.brief.pictures.frame import MARGIN, QUIET, SMALL, STILL
from detente.brief.pictures.picture import Look, Spec

LOSSES = ("#0a2a5e", "#2f5189", "#5876a3", "#8798b2")
GAINS = ("#bfb48d", "#d3bf63", "#ebd03c", "#fdec52")
"""Blue for losses, yellow for gains, each class lighter than the one before: the order holds in grey and for
eyes that miss red or green."""
NO_DATA = "#ffffff"
FILL: Spec = {"field": "colour", "type": "nominal", "scale": None}
"""A colour that stands in the data."""


def breaks(values: Sequence[float]) -> tuple[float, ...]:
    """Return the bounds of the classes: zero and, on both sides, three steps of 1 and 3 below the largest.

    Args:
        values: Changes, percent.

    Example:
        >>> breaks([-0.52, 0.2])
        (-0.3, -0.1, -0.03, 0.0, 0.03, 0.1, 0.3)
    """
    most = max(map(abs, values), default=0.0)
    most = 1.0 if most < STILL else most
    power = math.floor(math.log10(most))
    steps = [float(f"{lead}e{power + shift}") for shift in (0, -1, -2) for lead in (3, 1)]
    top = [step for step in steps if step < most][:3][::-1]
    return (*(-step for step in reversed(top)), 0.0, *top)


def colour_of(value: float, bounds: tuple[float, ...]) -> str:
    """Return the colour of the class that a value is in; a bound belongs to the class above it.

    Example:
        >>> colour_of(-9.0, (-1.0, 0.0, 1.0)), colour_of(0.0, (-1.0, 0.0, 1.0))
        ('#0a2a5e', '#ebd03c')
    """
    return _colours(bounds)[bisect_right(bounds, value)]


def _colours(bounds: tuple[float, ...]) -> tuple[str, ...]:
    """Return a colour for each class, the strongest at the ends."""
    each = (len(bounds) + 1) // 2
    return (*LOSSES[:each], *GAINS[-each:])


def legend(look: Look, bounds: tuple[float, ...]) -> Spec:
    """Return the classes side by side with their bounds in words, and what white means."""
    colours = [*_colours(bounds), NO_DATA]
    size = min(64, (look.width - 2 * MARGIN) / (len(colours) + 1.4))
    starts = [place * size + (size * 0.4 if colour == NO_DATA else 0) for place, colour in enumerate(colours)]
    boxes = [
        {"colour": colour, "left": start, "right": start + size}
        for colour, start in zip(colours, starts, strict=True)
    ]
    texts = [{"at": (place + 1) * size, "text": _bound(bound)} for place, bound in enumerate(bounds)]
    texts.append({"at": (len(colours) - 0.1) * size, "text": "no figure"})
    x = {"type": "quantitative", "scale": {"domain": [0, look.width - 2 * MARGIN]}, "axis": None}
    return {
        "width": look.width - 2 * MARGIN,
        "height": 26,
        "layer": [
            {"data": {"values": boxes},
             "mark": {"type": "rect", "stroke": QUIET, "strokeWidth": 0.5},
             "encoding": {"x": {"field": "left", **x}, "x2": {"field": "right"},
                          "y": {"value": 0}, "y2": {"value": 12},
                          "fill": FILL}},
            {"data": {"values": texts},
             "mark": {"type": "text", "baseline": "top", "y": 15, "fontSize": SMALL},
             "encoding": {"x": {"field": "at", **x}, "text": {"field": "text", "type": "nominal"}}},
        ],
    }  # fmt: skip


def _bound(bound: float) -> str:
    return f"{bound:+g}".replace("-", "−") if bound else "0"
