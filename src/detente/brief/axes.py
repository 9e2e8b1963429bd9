"""Axes of the sheet's charts: from data to pixels, with ticks that people read easily."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.wording import MONTHS

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from data to pixels, its ticks as value and label, and the width of a band if it has them."""

    place: Callable[[Any], float]
    ticks: tuple[tuple[Any, str], ...]
    band: float = 0.0


def axis_of(spec: Mapping[str, Any], channel: str, ends: Ends) -> Axis:
    """Return the axis that all layers of a Vega-Lite specification share on a channel.

    Args:
        spec: The specification.
        channel: `x` or `y`.
        ends: The pixels of the axis' two ends, the lower end of the scale first.
    """
    found = list(_encodings(spec, channel))
    values = [value for _, column in found for value in column]
    encoding = next((encoding for encoding, _ in found if encoding.get("axis")), {})
    if encoding.get("type") in ("ordinal", "nominal"):
        return _bands(encoding, ends if channel == "x" else ends[::-1])
    if encoding.get("type") == "temporal":
        return _temporal(values, ends)
    return linear(values, encoding.get("axis", {}).get("format", "g"), ends)


def _encodings(spec: Mapping[str, Any], channel: str) -> Iterator[tuple[Mapping[str, Any], list[Any]]]:
    for layer in spec["layer"]:
        for name in (channel, f"{channel}2"):
            if encoding := layer["encoding"].get(name):
                yield encoding, [row[encoding["field"]] for row in layer["data"]["values"]]


def linear(values: list[float], form: str, ends: Ends) -> Axis:
    """Return an axis from round number to round number that takes in the values and zero.

    Example:
        >>> axis = linear([0.1, 1.45], ".0%", (0.0, 100.0))
        >>> [label for _, label in axis.ticks], axis.place(0.75)
        (['0%', '50%', '100%', '150%'], 50.0)
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    rough = (high - low or 1.0) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough - 1e-12)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = tuple((count * step, _formatted(count * step, form)) for count in range(first, last + 1))
    span = (last - first) * step
    return Axis(lambda value: ends[0] + (value - first * step) / span * (ends[1] - ends[0]), ticks)


def _formatted(value: float, form: str) -> str:
    return "0" if value == 0 and form.startswith("+") else format(value, form).replace("-", "−")


def _temporal(values: list[str], ends: Ends) -> Axis:
    days = [date.fromisoformat(value).toordinal() for value in values]
    low, high = min(days), max(days)
    scale = (ends[1] - ends[0]) / max(high - low, 1)
    years = range(date.fromordinal(low).year, date.fromordinal(high).year + 1)
    halves = (date(year, month, 1) for year in years for month in (1, 7))
    ticks = tuple(
        (half.isoformat(), f"{MONTHS[half.month - 1]} {half.year}")
        for half in halves
        if low <= half.toordinal() <= high
    )
    return Axis(lambda day: ends[0] + (date.fromisoformat(day).toordinal() - low) * scale, ticks)


def _bands(encoding: Mapping[str, Any], ends: Ends) -> Axis:
    domain = list(encoding["scale"]["domain"])
    band = (ends[1] - ends[0]) / len(domain)
    places = {value: ends[0] + (count + 0.5) * band for count, value in enumerate(domain)}
    names = [_month(value, count) for count, value in enumerate(domain)] if "timeUnit" in encoding else domain
    return Axis(places.__getitem__, tuple(zip(domain, names, strict=True)), abs(band))


def _month(month: str, count: int) -> str:
    """Return a month's name, with the year below where one begins."""
    name = MONTHS[int(month[5:]) - 1]
    return f"{name}\n{month[:4]}" if count == 0 or month.endswith("-01") else name
