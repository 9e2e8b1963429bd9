"""How two articles contradict on one thing: in words, where their values or days cannot both be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.news.comparing.agreeing import SAME_START, days_meet, equal_or_open, same, values
from detente.news.comparing.quantities import differing, quantities
from detente.news.comparing.roles import is_anothers
from detente.news.comparing.statements import Statement

_SAME_TALKS = 2
"""Days by which talks of several days may be dated apart."""
_OTHER_TALKS = 45
_OTHER_CALL = 7
_OTHER_TURN = 45
"""Days from which on two calls, or two changes of a rate to one height, are two."""
_TURNS = ("announced", "suspended", "reduced", "reduced_by", "increased")
"""Stages of a rate that are reached on one day."""


def contradicts(one: Statement, other: Statement) -> str:
    """Return how two statements of one key contradict, in words; empty where they do not.

    What was said on different days is different knowledge: it contradicts only where both speak of the same
    days gone by. A level and a change never do, for their keys differ.
    """
    if one.document is other.document or same(one, other):
        return ""
    rule = _CONFLICTS.get(one.fact.kind)
    return rule(one, other) if rule else ""


def _know_the_same(one: Statement, other: Statement) -> bool:
    """Say whether both could know of the same: published on one day, or speaking of days before either."""
    if one.document.published == other.document.published:
        return True
    first = min(one.document.published, other.document.published)
    windows = (one.window, other.window)
    return all(window is not None and window.last < first for window in windows)


def _rates_conflict(one: Statement, other: Statement) -> str:
    mine, theirs = values(one, other, "rate_percent")
    if not _know_the_same(one, other) or one.part != other.part:
        return ""
    if mine == theirs:
        return _turns_conflict(one, other)
    if one.key[-1] == "change" or any(row.is_past and row.window is None for row in (one, other)):
        return ""
    windows = (one.window, other.window)
    if any(windows) and not all(windows):
        return ""
    statuses = values(one, other, "status")
    wide = any(window is not None and not window.is_day for window in windows)
    if (wide and statuses[0] != statuses[1]) or not days_meet(one, other):
        return ""
    return _figures_apart(one, other, "rate_percent", "%")


def _figures_apart(one: Statement, other: Statement, name: str, unit: str) -> str:
    """Return two figures that differ, where neither is told as a bound within which the other lies."""
    mine, theirs = values(one, other, name)
    if not isinstance(mine, int | float) or not isinstance(theirs, int | float) or mine == theirs:
        return ""
    if one.bounds(mine, theirs) or other.bounds(theirs, mine):
        return ""
    return f"{mine:g}{unit} against {theirs:g}{unit}"


def _turns_conflict(one: Statement, other: Statement) -> str:
    """Return how two statements date one change of a rate apart, or tell what it was before."""
    before, statuses = values(one, other, "previous_percent"), values(one, other, "status")
    if not equal_or_open(before) and days_meet(one, other, 1):
        return f"from {float(before[0]):g}% against from {float(before[1]):g}%"  # type: ignore[arg-type]
    if statuses[0] != statuses[1] or statuses[0] not in _TURNS:
        return ""
    return _days_apart(one, other, 1, _OTHER_TURN)


def _days_apart(one: Statement, other: Statement, slack: int, most: int) -> str:
    """Return two days that are named, where more than `slack` and at most `most` lie between them."""
    mine, theirs = one.window, other.window
    if mine is None or theirs is None or not mine.is_day or not theirs.is_day:
        return ""
    return f"{mine.first} against {theirs.first}" if slack < mine.days_from(theirs) <= most else ""


def _truces_conflict(one: Statement, other: Statement) -> str:
    if not days_meet(one, other, SAME_START):
        return ""  # another truce
    if (one.window is None or other.window is None) and one.document.published != other.document.published:
        return ""
    days, ends = values(one, other, "days"), values(one, other, "deadline")
    if not equal_or_open(days):
        return f"{days[0]} days against {days[1]}"
    return f"until {ends[0]} against {ends[1]}"


def _deadlines_conflict(one: Statement, other: Statement) -> str:
    if one.document.published != other.document.published or not one.key[1]:
        return ""
    return f"{one.fact.fields.get('date')} against {other.fact.fields.get('date')}"


def _meetings_conflict(one: Statement, other: Statement) -> str:
    if not _know_the_same(one, other):
        return ""
    if one.key[1] == "phone":
        return _days_apart(one, other, 0, _OTHER_CALL) if one.sides == other.sides else ""
    places, mine, theirs = values(one, other, "place"), one.window, other.window
    if not places[0] or places[0] != places[1] or mine is None or theirs is None:
        return ""
    if not _SAME_TALKS < mine.days_from(theirs) <= _OTHER_TALKS:
        return ""
    return f"{one.fact.fields.get('date')} against {other.fact.fields.get('date')}"


def _statistics_conflict(one: Statement, other: Statement) -> str:
    periods = (one.window, other.window)
    if (None in periods and one.document.published != other.document.published) or not days_meet(one, other):
        return ""
    apart = _figures_apart(one, other, "value", "")
    if apart:
        return apart
    relations = values(one, other, "relation")
    return "" if equal_or_open(relations) else f"{relations[0]} against {relations[1]} what was expected"


def _promises_conflict(one: Statement, other: Statement) -> str:
    """Quantities of one year and of each year may be parts of one promise, and those of two days two."""
    if not _know_the_same(one, other) or not days_meet(one, other):
        return ""
    pairs = differing(quantities(one.quotation), quantities(other.quotation))
    return next((f"{mine} against {theirs}" for mine, theirs in pairs if mine.yearly == theirs.yearly), "")


def _roles_conflict(one: Statement, other: Statement) -> str:
    """A title that cannot be the other's contradicts where someone else is known to hold it."""
    roles = [str(row.fact.fields.get("role") or "") for row in (one, other)]
    wrong = [
        is_anothers(role, str(row.fact.fields.get("person")), row.document.published, row.folders)
        for role, row in zip(roles, (one, other), strict=True)
    ]
    return f"{roles[0]} against {roles[1]}" if any(wrong) and _know_the_same(one, other) else ""


_CONFLICTS: Mapping[str, Callable[[Statement, Statement], str]] = {
    "rate": _rates_conflict,
    "truce": _truces_conflict,
    "deadline": _deadlines_conflict,
    "meeting": _meetings_conflict,
    "statistic": _statistics_conflict,
    "commitment": _promises_conflict,
    "participant": _roles_conflict,
}
