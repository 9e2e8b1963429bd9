"""What all pictures share: colours, type, the heading above and the words on the sources below."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from detente.brief.charts import COLOURS, SCHEMA
from detente.brief.pictures.picture import Look, Spec
from detente.core.columns import wrapped
from detente.core.version import VERSION
from detente.core.wording import MONTH_NAMES, change, day_name

PAPER, INK, QUIET, GRID = "#ffffff", "#1d1f21", "#5c6166", "#d9d7d0"
OTHERS = "#8c949b"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
MARGIN = 14
SMALL, TITLE = 11, 17
_LETTER = 0.53
"""Mean width of a letter in this type, in its size: what lines are broken by."""
STILL = 1e-6
"""Percent: a change below this is the solver's dust."""
BASES = {"base": "the world table's own year", "hold": "the law of the day"}


class Answered(Protocol):
    """Whatever a picture is drawn from: an answer of the models on a pair and a day."""

    @property
    def between(self) -> tuple[str, str]:
        """The two economies."""

    @property
    def on(self) -> str:
        """The day of the law."""

    @property
    def against(self) -> str:
        """What the changes are relative to: base or hold."""

    @property
    def model(self) -> str:
        """The model."""

    @property
    def options(self) -> Mapping[str, str]:
        """Its options by name."""

    @property
    def world(self) -> str:
        """The world table and its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words of a picture: heading, what it shows, what it rests on, and all that for those who listen."""

    title: str
    subtitle: str
    foot: str
    description: str


def framed(look: Look, told: Told, panels: Sequence[Spec], room: int = 0) -> Spec:
    """Return a whole specification: heading, panels one above the other, words on the sources.

    Args:
        look: How the picture is wanted.
        told: Its words.
        panels: What is drawn, each as wide as the picture less its margins and the room.
        room: Pixels left of the panels for the labels of their axes.
    """
    return {
        "$schema": SCHEMA,
        "description": told.description,
        "background": PAPER,
        "padding": MARGIN,
        "title": {
            "text": _title(told.title, look.width),
            "subtitle": lines(told.subtitle, look.width, SMALL + 1),
        },
        "spacing": 14,
        "vconcat": [*panels, _foot(look, told.foot, room)],
        "config": _config(),
    }


def lines(text: str, width: float, size: float) -> list[str]:
    """Return text as lines that fit a width.

    Args:
        text: What to say.
        width: Pixels.
        size: Of the type, pixels.

    Example:
        >>> lines("real income by economy", 100, 12)
        ['real income', 'by economy']
    """
    return list(wrapped(text, max(8, int((width - 2 * MARGIN) / (_LETTER * size)))))


def made_with(answer: Answered, look: Look) -> str:
    """Return the line that says what a picture rests on."""
    record = f", record {look.record[:12]}" if look.record else ""
    options = ", ".join(f"{name} {value}" for name, value in answer.options.items())
    return f"Detente {VERSION}{record}. World {answer.world}; model {answer.model}; {options}."


def pair_and_day(answer: Answered, look: Look) -> str:
    """Return the pair and the day as a heading has them."""
    first, second = (code if look.narrow else look.name(code) for code in answer.between)
    return f"{first} – {second}, {day_name(date.fromisoformat(answer.on), MONTH_NAMES)}"


def digits(values: Iterable[float]) -> int:
    """Return how many decimals tell percents apart: two, fewer where they are large, more where small.

    Example:
        >>> digits([-0.5, 0.2]), digits([58.9]), digits([0.004]), digits([1e-12])
        (2, 1, 4, 2)
    """
    most = max(map(abs, values), default=0.0)
    if most >= 10 or most < STILL:
        return 1 if most >= 10 else 2
    return min(max(1 - math.floor(math.log10(most)), 2), 4)


def signed(value: float, decimals: int = 2) -> str:
    """Return a change in percent with a true minus sign.

    Example:
        >>> signed(-0.284), signed(12.25, 1)
        ('−0.28%', '+12.2%')
    """
    return f"{change(value, decimals)}%".replace("-", "−")


def heading(text: list[str]) -> Spec:
    """Return the heading of a panel."""
    return {"text": text, "fontSize": SMALL + 1, "lineHeight": 15, "anchor": "start", "offset": 5}


def side_colour(pair: Sequence[str]) -> Spec:
    """Return the colours of the two sides."""
    scale = {"domain": list(pair), "range": COLOURS}
    return {"field": "side", "type": "nominal", "legend": None, "scale": scale}


def _title(title: str, width: float) -> list[str]:
    """Return a title on one line, or broken first where its parts meet."""
    whole = lines(title, width, TITLE)
    if len(whole) == 1:
        return whole
    return [line for part in title.replace(": ", ":\n").splitlines() for line in lines(part, width, TITLE)]


def _foot(look: Look, text: str, room: int) -> Spec:
    rows = lines(text, look.width, SMALL)
    mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": SMALL, "color": QUIET,
            "x": -room, "y": 0, "lineHeight": 14, "text": rows}  # fmt: skip
    return {"width": look.width - 2 * MARGIN - room, "height": 14 * len(rows), "view": {"stroke": None},
            "data": {"values": [{}]}, "mark": mark}  # fmt: skip


def _config() -> Spec:
    """Return the type and lines of all pictures; shapes stay silent, the whole is described once."""
    axis = {"labelFontSize": SMALL, "labelColor": INK, "titleFontSize": SMALL, "titleColor": QUIET,
            "titleFontWeight": "normal", "gridColor": GRID, "domainColor": QUIET,
            "tickColor": QUIET}  # fmt: skip
    return {
        "aria": False,
        "font": FONT,
        "axis": axis,
        "text": {"fontSize": SMALL, "color": INK},
        "title": {"anchor": "start", "fontSize": TITLE, "color": INK, "subtitleFontSize": SMALL + 1,
                  "subtitleColor": QUIET, "subtitlePadding": 5, "offset": 12, "lineHeight": 21},
        "view": {"stroke": None},
    }  # fmt: skip
