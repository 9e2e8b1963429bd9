"""Rates as a sweep file writes them: fractions or percent, lists with `...`, ranges."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from detente.core.errors import BadInput

HIGHEST = 100.0
"""Rates above 10,000% are a slip: percent written as fractions."""
MOST = 10_000
"""The most values one axis may have."""
_UNCHANGED = ("", "base")
_RUN = "..."
Complain = Callable[[tuple[str | int, ...], BadInput], None]


def rate_of(text: str | None) -> float:
    """Return a rate as a fraction; NaN for `base` or an empty cell, which leave the law as it is.

    Raises:
        BadInput: It is no rate, -100% or less, or above 10,000%.

    Example:
        >>> rate_of("1.45"), rate_of("25%"), rate_of("base")
        (1.45, 0.25, nan)
    """
    word = (text or "").strip()
    if word in _UNCHANGED:
        return math.nan
    try:
        rate = float(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        rate = math.nan
    if "_" in word or not math.isfinite(rate):
        raise BadInput(f"'{word}' is no rate", mend="write a fraction such as 0.25, or 25%")
    if rate <= -1:
        raise BadInput(f"a rate of {word} is -100% or less", mend="give a rate above -1")
    if rate > HIGHEST:
        raise BadInput(f"a rate of {word} is above 10,000%", mend="rates are fractions: write 25% as 0.25")
    return rate


def rates_of(value: Any, complain: Complain) -> tuple[float, ...]:
    """Return the rates of an axis; what cannot be read is told with its place and left out.

    Args:
        value: One rate, a list of rates in which `...` goes on by the last step up to the next rate, or a
            mapping with `from`, `to` and `step`.
        complain: Told the place within the value and the problem.

    Example:
        >>> rates_of(["0", "0.5", "...", "1.45"], print)
        (0.0, 0.5, 1.0, 1.45)
    """
    if isinstance(value, dict):
        return _range(value, complain)
    rates: list[float] = []
    going_on = False
    for row, word in enumerate(value if isinstance(value, list) else [value]):
        place: tuple[str | int, ...] = (row,) if isinstance(value, list) else ()
        try:
            if word == _RUN:
                going_on = _may_go_on(rates)
                continue
            if isinstance(word, list | dict):
                raise BadInput("a list within a list is no rate", mend="write the rates one after another")
            rate = rate_of(word)
            if going_on:
                rates += _run(rates[-2], rates[-1], rate)[:-1]
                going_on = False
            rates.append(rate)
        except BadInput as error:
            complain(place, error)
    if going_on:
        complain((), BadInput("`...` stands last", mend="write the last rate after it"))
    if not rates or len(set(map(str, rates))) < len(rates):
        what = "a rate stands twice" if rates else "there is no rate"
        complain((), BadInput(what, mend="write each rate of an axis once"))
    return tuple(rates)


def _may_go_on(rates: list[float]) -> bool:
    if len(rates) < 2 or not math.isfinite(rates[-1] - rates[-2]) or rates[-1] == rates[-2]:
        raise BadInput("`...` does not say by which step", mend="write two rates before it")
    return True


def _run(before: float, first: float, last: float) -> list[float]:
    """Return what follows the first rate, by the step it was reached, up to the last one and with it."""
    step = round(first - before, 12)
    if not (last - first) * step > 0:
        raise BadInput(f"`...` leads from {first:g} away from {last:g}", mend="order the rates")
    steps = math.ceil(round((last - first) / step, 9)) - 1
    if steps > MOST:
        raise BadInput(f"`...` stands for {steps:,} rates", mend=f"keep to {MOST:,} an axis")
    return [*(round(first + step * (place + 1), 12) for place in range(steps)), last]


def _range(value: dict[str, Any], complain: Complain) -> tuple[float, ...]:
    """Return the rates of a mapping with from, to and step."""
    keys = ("from", "to", "step")
    try:
        if set(value) != set(keys) or any(isinstance(value[key], list | dict) for key in keys):
            raise BadInput("a range needs from, to and step", mend="as in {from: 0, to: 1.45, step: 0.05}")
        start, last, step = (rate_of(value[key]) for key in keys)
        if not all(map(math.isfinite, (start, last, step))) or step == 0:
            raise BadInput("a range needs three numbers, its step not 0", mend="give from, to and step")
        if start == last:
            return (start,)
        return start, *_run(start - step, start, last)
    except BadInput as error:
        complain((), error)
        return ()
