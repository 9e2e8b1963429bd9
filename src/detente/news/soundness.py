"""What a fact can hold: no rate, length or date that nothing can have, and nobody who charges himself.

Every fact that is read goes through here, so that no rule has to look for what a text with a slip, or a
spoilt one, may seem to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from detente.news.facts import Fact
from detente.news.windows import Window

HIGHEST_RATE = 10_000
"""In percent; the highest duties on record are some thousands."""
MOST_DAYS = 3660
"""How long a truce or a notice lasts at most: ten years."""
_NEEDED = {"rate": "rate_percent", "deadline": "date"}
"""Fields without which a fact of a kind says nothing."""
_APART = (("from", "to"), ("target", "actor"))
"""Fields of economies, each with one whose economies it cannot hold."""


def sound(fact: Fact) -> Fact | None:
    """Return a fact without what it cannot hold; None where nothing of it is left.

    A stretch of days told backwards is turned round. An economy that is told to charge itself is none of
    those who charge; one that is told to blame itself, or to promise itself something, is not the other side.

    Example:
        >>> fields = {"from": "CHN", "to": "CHN", "rate_percent": 30.0, "date": "2025-04/2025-03"}
        >>> sound(Fact(kind="rate", start=0, end=9, rule="r", fields=fields)).fields
        {'from': '', 'to': 'CHN', 'rate_percent': 30.0, 'date': '2025-03/2025-04'}
        >>> sound(Fact(kind="rate", start=0, end=9, rule="r", fields={"rate_percent": -30.0})) is None
        True
    """
    fields = dict(fact.fields)
    for name in _HELD.keys() & fields.keys():
        if fields[name] != "":
            fields[name] = _HELD[name](fields[name])
    for name, other in _APART:
        if name in fields:
            fields[name] = _without(fields[name], fields.get(other))
    needed = _NEEDED.get(fact.kind)
    if needed and fields.get(needed) in (None, ""):
        return None
    if fact.kind == "statistic" and fields.get("value") is None and not fields.get("relation"):
        return None
    return fact if fields == fact.fields else fact._replace(fields=fields)


def _length(days: float | None) -> float | None:
    return days if days is not None and 1 <= days <= MOST_DAYS else None


def _rate(percent: float | None) -> float | None:
    return percent if percent is not None and 0 <= percent <= HIGHEST_RATE else None


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _ordered(date: object) -> str:
    """Return a date that a calendar has, its ends in order; nothing for another."""
    if not date:
        return ""
    first, _, last = str(date).partition("/")
    for told in (str(date), f"{last}/{first}"):
        if told.isascii() and Window.of(told) is not None:
            return told
    return ""


def _without(codes: str | None, others: str | None) -> str:
    """Return economies without some others; `*` stays."""
    if not codes or not others or "*" in codes:
        return codes or ""
    told, against = codes.split(","), others.split(",")
    if set(told).isdisjoint(against):
        return codes
    return ",".join([code for code in told if code not in against])


_HELD: Mapping[str, Callable[[Any], Any]] = {
    "date": _ordered, "period": _ordered, "truce_start": _ordered, "deadline": _ordered, "days": _length,
    "rate_percent": _rate, "previous_percent": _rate, "value": _number, "expected": _number,
}  # fmt: skip
"""What a field holds of its value."""
