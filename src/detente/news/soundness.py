"""What a fact can hold: no rate, length or date that nothing can have, and nobody who charges himself.

Every fact that is read goes through here, so that no rule has to look for what a text with a slip, or a
spoilt one, may seem to say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.news.facts import Fact, listed
from detente.news.windows import Window

HIGHEST_RATE = 10_000
"""In percent; the highest duties on record are some thousands."""
MOST_DAYS = 3660
"""How long a truce or a notice lasts at most: ten years."""
_NUMBERS = ("value", "expected")
_DATES = ("date", "period", "truce_start", "deadline")
_NEEDED = {"rate": "rate_percent", "deadline": "date"}
"""Fields without which a fact of a kind says nothing."""


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
    fields = {name: _held(name, value) for name, value in fact.fields.items()}
    fields |= _without_self(fields, "from", "to") | _without_self(fields, "target", "actor")
    needed = _NEEDED.get(fact.kind)
    if needed and fields.get(needed) in (None, ""):
        return None
    if fact.kind == "statistic" and fields.get("value") is None and not fields.get("relation"):
        return None
    return fact if fields == fact.fields else replace(fact, fields=fields)


def _held(name: str, value: Any) -> Any:
    """Return the value of a field if it can have it; else nothing."""
    if name in _DATES:
        return _ordered(str(value or ""))
    if not isinstance(value, int | float):
        return value
    if name == "days":
        return value if 1 <= value <= MOST_DAYS else None
    if name in ("rate_percent", "previous_percent"):
        return value if 0 <= value <= HIGHEST_RATE else None
    return value if math.isfinite(value) or name not in _NUMBERS else None


def _ordered(text: str) -> str:
    """Return a date that a calendar has, its ends in order; nothing for another."""
    first, _, last = text.partition("/")
    turned = f"{last}/{first}" if last else ""
    return next((one for one in (text, turned) if one.isascii() and Window.of(one) is not None), "")


def _without_self(fields: Mapping[str, Any], name: str, other: str) -> dict[str, str]:
    """Return a field of economies without those of another field."""
    told = tuple(str(fields.get(name) or "").split(","))
    against = str(fields.get(other) or "").split(",")
    if name not in fields or "*" in told:
        return {}
    return {name: listed(tuple(code for code in told if code not in against))}
