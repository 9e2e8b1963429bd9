"""A fact in a few words, as a list of facts shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from detente.core.codes import WORLD
from detente.core.wording import MONTHS, day_name, number
from detente.news.facts import Fact
from detente.news.windows import Window

SIDES = {"*": "both sides", WORLD: "all countries"}
PEAK = "at the peak"
_STATUS = {
    "in_force": "",
    "announced": "announced",
    "proposed": "proposed",
    "suspended": "suspended",
    "reduced": "reduced",
    "increased": "raised",
    "peak": PEAK,
}


def told(fact: Fact) -> str:
    """Return a fact in a few words.

    Example:
        >>> told(Fact(kind="rate", start=0, end=1, rule="", fields={
        ...     "from": "USA", "to": "CHN", "rate_percent": 30.0, "status": "reduced", "date": "2025-05"}))
        'USA on CHN 30%, reduced, May 2025'
        >>> told(Fact(kind="truce", start=0, end=1, rule="", fields={"parties": ("USA", "CHN"), "days": 90}))
        'truce of CHN and USA, 90 days'
    """
    words = _TOLD[fact.kind](fact.fields)
    return ", ".join(part for part in words if part)


def date_told(text: object) -> str:
    """Return a date of a fact in words: a day, a month, or from one to another.

    Example:
        >>> date_told("2025-05"), date_told("2025-06-02/2025-06-08"), date_told(None)
        ('May 2025', '2 Jun 2025 to 8 Jun 2025', '')
    """
    window = Window.of(text)
    if window is None:
        return str(text or "")
    if window.is_day:
        return day_name(window.first)
    written = str(text)
    if len(written) == len("2025-05"):
        return f"{MONTHS[window.first.month - 1]} {window.first.year}"
    if len(written) == len("2025"):
        return written
    return f"{day_name(window.first)} to {day_name(window.last)}"


def codes(value: object) -> tuple[str, ...]:
    """Return the economies of a field, one by one.

    Example:
        >>> codes("CAN,MEX"), codes(("USA",)), codes(None)
        (('CAN', 'MEX'), ('USA',), ())
    """
    if isinstance(value, str):
        return tuple(part for part in value.split(",") if part)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _side(value: object) -> str:
    named = [SIDES.get(code, code) for code in codes(value)]
    return " and ".join(named)


def _rate(fields: Mapping[str, Any]) -> tuple[str, ...]:
    figure, status = number(float(fields["rate_percent"])), fields.get("status", "")
    imposer, target = _side(fields.get("from")), _side(fields.get("to"))
    who = f"{imposer} on {target}" if target and imposer != target else imposer
    level = f"cut by {figure} points" if status == "reduced_by" else f"{figure}%"
    before = fields.get("previous_percent")
    return (
        f"{who} {level}".strip(),
        _STATUS.get(status, ""),
        fields.get("product") or "",
        f"before it {number(float(before))}%" if before is not None else "",
        date_told(fields.get("date")),
    )


def _truce(fields: Mapping[str, Any]) -> tuple[str, ...]:
    parties = " and ".join(sorted(codes(fields.get("parties"))))
    days, start, end = (
        fields.get("days"),
        date_told(fields.get("truce_start")),
        date_told(fields.get("deadline")),
    )
    return (
        f"truce of {parties}" if parties else "truce",
        f"{days} days" if days else "",
        f"from {start}" if start else "",
        f"until {end}" if end else "",
    )


def _meeting(fields: Mapping[str, Any]) -> tuple[str, ...]:
    mode = {"phone": "call", "visit": "visit"}.get(fields.get("mode", ""), "meeting")
    place = fields.get("place")
    return (f"{mode} in {place}" if place else mode, date_told(fields.get("date")))


def _statistic(fields: Mapping[str, Any]) -> tuple[str, ...]:
    value, expected, relation = fields.get("value"), fields.get("expected"), fields.get("relation")
    unit = str(fields.get("unit") or "")
    against = f"expected {figure(expected, unit)}" if expected is not None else ""
    where = (
        f"{relation} what was expected"
        if relation in ("above", "below")
        else "as expected"
        if relation
        else ""
    )
    head = f"{_side(fields.get('geo'))} {fields.get('metric', '')}".strip()
    shown = f"{head} {figure(value, unit)}" if value is not None else head
    return (shown, against, where, date_told(fields.get("period")))


def figure(value: float, unit: str) -> str:
    """Return a value of a statistic in its unit.

    Example:
        >>> figure(4.8, "percent_yoy"), figure(2.954e11, "USD"), figure(-3.0, "percent")
        ('+4.8%', '295.4 bn USD', '-3%')
    """
    if unit == "percent_yoy" or unit == "percent_mom":
        return f"{float(value):+g}%"
    if unit.startswith("percent"):
        return f"{number(float(value))}%"
    if abs(value) >= 1e9:
        return f"{number(round(value / 1e9, 3))} bn {unit}"
    return f"{number(float(value))} {unit}".strip()


def _claim(fields: Mapping[str, Any]) -> tuple[str, ...]:
    if {fields.get("actor"), fields.get("target")} == {"*"}:
        return ("both sides accuse each other",)
    verb = {"accuse": "accuses", "reject": "rejects what comes from", "demand": "demands of"}
    target = _side(fields.get("target")) or "the other"
    return (f"{_side(fields.get('actor'))} {verb.get(fields.get('stance', ''), 'accuses')} {target}",)


def _commitment(fields: Mapping[str, Any]) -> tuple[str, ...]:
    by = fields.get("attribution")
    return (
        f"{_side(fields.get('actor'))} promises",
        f"told by {by}" if by else "",
        date_told(fields.get("date")),
    )


def _licence(fields: Mapping[str, Any]) -> tuple[str, ...]:
    verb = {"approve": "approves", "restrict": "restricts", "lift": "lifts limits on", "deny": "denies"}
    action, target = verb.get(fields.get("action", ""), "decides on"), _side(fields.get("target"))
    goods = f"exports of {fields.get('product') or 'goods'}"
    return (
        f"{_side(fields.get('actor'))} {action} {goods}",
        f"to {target}" if target else "",
        date_told(fields.get("date")),
    )


def _deadline(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"deadline {date_told(fields.get('date'))}", fields.get("what") or "")


def _participant(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(fields.get("person", "")), fields.get("role") or "", _side(fields.get("side")))


def _quote(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"quotation of {fields.get('attribution') or 'unknown'}",)


_TOLD: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, ...]]] = {
    "rate": _rate,
    "truce": _truce,
    "deadline": _deadline,
    "meeting": _meeting,
    "participant": _participant,
    "claim": _claim,
    "commitment": _commitment,
    "export_licence": _licence,
    "statistic": _statistic,
    "quote": _quote,
}


def day_of(text: object) -> date | None:
    """Return a date of a fact where it is a single day.

    Example:
        >>> day_of("2025-05-14"), day_of("2025-05")
        (datetime.date(2025, 5, 14), None)
    """
    window = Window.of(text)
    return window.first if window and window.is_day else None
