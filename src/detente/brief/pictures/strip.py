"""The rates on record above a tariff ladder: a row for each side that climbs it, a sign for each rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.brief.pictures.curves import ROOM, plot_width, rate_scale
from detente.brief.pictures.frame import heading, side_colour
from detente.brief.pictures.marks import Kind, Mark
from detente.brief.pictures.picture import Look, Spec
from detente.core.wording import day_name, percent

if TYPE_CHECKING:
    from detente.impact.ladder import Ladder

_ROW, _LETTER, _SIGN = 24, 6.5, 8
"""Height of a row, width of a letter, half a sign with the space beside it, pixels."""
_SHAPES: dict[Kind, str] = {"in force": "circle", "highest": "triangle-up", "if lapsed": "square"}
_SIGNS: dict[Kind, str] = {"in force": "●", "highest": "▲", "if lapsed": "■"}
_WORDS: dict[Kind, str] = {"highest": "highest in two years"}


def strip(shown: Sequence[Mark], found: Ladder, look: Look) -> Spec:
    """Return the rates on record as signs over the rungs.

    Args:
        shown: The rates, all on the ladder.
        found: The ladder.
        look: How the picture is wanted.
    """
    rates = [rung.rate for rung in found.rungs]
    charging = list(dict.fromkeys(mark.importer for mark in shown))
    rows = [row for code in charging for row in _row(code, shown, rates, plot_width(look))]
    x = {"field": "rate", **rate_scale(rates), "axis": None}
    axis = {"title": None, "ticks": False, "domain": False, "grid": False, "labelFontWeight": "bold",
            "labelPadding": 8, "minExtent": ROOM, "maxExtent": ROOM}  # fmt: skip
    y = {"field": "side", "type": "nominal", "scale": {"domain": charging}, "axis": axis}
    kinds = [kind for kind in _SHAPES if any(mark.kind == kind for mark in shown)]
    shape = {"field": "kind", "type": "nominal", "legend": None,
             "scale": {"domain": kinds, "range": [_SHAPES[kind] for kind in kinds]}}  # fmt: skip
    point = {"type": "point", "filled": True, "size": 70, "opacity": 1}
    layers: list[Spec] = [
        {"mark": point, "encoding": {"x": x, "y": y, "shape": shape, "color": side_colour(found.between)}}
    ]
    for align, shift in (("left", _SIGN), ("right", -_SIGN)):
        layers.append(
            {"transform": [{"filter": f"datum.align == '{align}'"}],
             "mark": {"type": "text", "align": align, "dx": shift},
             "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}}
        )  # fmt: skip
    return {
        "title": heading(_legend(shown, kinds, look)),
        "width": plot_width(look), "height": _ROW * len(charging), "data": {"values": rows},
        "layer": layers,
    }  # fmt: skip


def _row(code: str, shown: Sequence[Mark], rates: Sequence[float], width: int) -> Iterator[Spec]:
    """Yield the rates of one side, each with its figure beside its sign, or without where none fits."""
    mine = sorted((mark for mark in shown if mark.importer == code), key=lambda mark: mark.rate)
    places = [width * (mark.rate - min(rates)) / (max(rates) - min(rates)) for mark in mine]
    taken = 0.0
    for mark, place, following in zip(mine, places, [*places[1:], width + 2 * _SIGN], strict=True):
        text = percent(mark.rate)
        wide = _LETTER * len(text) + _SIGN
        align = "left" if place + wide <= following - _SIGN else "right" if place - wide >= taken else ""
        taken = place + (wide if align == "left" else _SIGN)
        yield {"rate": mark.rate, "side": code, "kind": mark.kind, "text": text, "align": align}


def _legend(shown: Sequence[Mark], kinds: Sequence[Kind], look: Look) -> list[str]:
    """Return what the signs stand for, with the day where both sides share it, on lines that fit."""
    parts = []
    for kind in kinds:
        days = {mark.on for mark in shown if mark.kind == kind}
        when = f", {day_name(days.pop())}" if len(days) == 1 else ""
        parts.append(f"{_SIGNS[kind]} {_WORDS.get(kind, kind)}{when}")
    first = "Headline rates on record:"
    return [first, *parts] if look.narrow else ["   ".join((first, *parts))]
