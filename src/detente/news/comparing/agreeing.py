"""Whether two articles say the same of one thing, or contradict: by values and days, not by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.news.comparing.statements import Statement
from detente.news.windows import Window

_SAME_TALKS = 2
"""Days by which talks of several days may be dated apart."""
_OTHER_TALKS = 45
_SAME_START = 7
"""Days between the announcement of a truce and its entry into force, both of which texts call its start."""
_ROUNDING = 0.0501


def same(one: Statement, other: Statement) -> bool:
    """Say whether two statements of one key agree.

    Days agree where they overlap: "last week" and "5 June" do. A fact without a day agrees with one that has
    it.
    """
    return _SAME[one.fact.kind](one, other) if one.fact.kind in _SAME else True


def contradicts(one: Statement, other: Statement) -> str:
    """Return how two statements of one key contradict, in words; empty where they do not.

    What was said on different days is different knowledge: it contradicts only where both speak of the same
    days gone by. A level and a change never do, for their keys differ.
    """
    if one.document is other.document or same(one, other):
        return ""
    rule = _CONFLICTS.get(one.fact.kind)
    return rule(one, other) if rule else ""


def _values(one: Statement, other: Statement, name: str) -> tuple[object, object]:
    return one.fact.fields.get(name), other.fact.fields.get(name)


def _days_meet(one: Statement, other: Statement, slack: int = 0) -> bool:
    mine, theirs = one.window, other.window
    return mine is None or theirs is None or mine.days_from(theirs) <= slack


def _equal_or_open(pair: tuple[object, object]) -> bool:
    return pair[0] == pair[1] or None in pair or "" in pair


def _same_rate(one: Statement, other: Statement) -> bool:
    mine, theirs = _values(one, other, "rate_percent")
    return mine == theirs and _days_meet(one, other, 1)


def _same_truce(one: Statement, other: Statement) -> bool:
    ends = [Window.of(value) for value in _values(one, other, "deadline")]
    meet = None in ends or ends[0].overlaps(ends[1])  # type: ignore[union-attr,arg-type]
    return _equal_or_open(_values(one, other, "days")) and meet and _days_meet(one, other, _SAME_START)


def _same_deadline(one: Statement, other: Statement) -> bool:
    return one.window is not None and other.window is not None and one.window.overlaps(other.window)


def _same_meeting(one: Statement, other: Statement) -> bool:
    mine, theirs = one.window, other.window
    places = _values(one, other, "place")
    if mine is None or theirs is None:
        return bool(places[0]) and places[0] == places[1]
    return mine.days_from(theirs) == 0 and _equal_or_open(places)


def _same_statistic(one: Statement, other: Statement) -> bool:
    if not _days_meet(one, other):
        return False
    near = _near(*_values(one, other, "value"))
    return near and _equal_or_open(_values(one, other, "relation"))


def _near(mine: object, theirs: object) -> bool:
    """Say whether two values are the same within rounding, or one is not stated."""
    if not isinstance(mine, int | float) or not isinstance(theirs, int | float):
        return True
    return abs(mine - theirs) <= _ROUNDING * max(1.0, abs(mine) / 100)


_SAME: Mapping[str, Callable[[Statement, Statement], bool]] = {
    "rate": _same_rate,
    "truce": _same_truce,
    "deadline": _same_deadline,
    "meeting": _same_meeting,
    "statistic": _same_statistic,
    "export_licence": _days_meet,
}


def _gone_by(one: Statement, other: Statement) -> bool:
    """Say whether both know of the same days: published on one day, or speaking of days before either."""
    if one.document.published == other.document.published:
        return True
    first = min(one.document.published, other.document.published)
    windows = (one.window, other.window)
    return all(window is not None and window.last < first for window in windows)


def _rates_conflict(one: Statement, other: Statement) -> str:
    mine, theirs = _values(one, other, "rate_percent")
    if mine == theirs or not _gone_by(one, other) or one.key[-1] == "change":
        return ""
    windows = (one.window, other.window)
    if any(windows) and not all(windows):
        return ""
    statuses = _values(one, other, "status")
    wide = any(window is not None and not window.is_day for window in windows)
    if (wide and statuses[0] != statuses[1]) or not _days_meet(one, other):
        return ""
    return f"{float(mine):g}% against {float(theirs):g}%"  # type: ignore[arg-type]


def _truces_conflict(one: Statement, other: Statement) -> str:
    if not _days_meet(one, other, _SAME_START):
        return ""  # another truce
    if (one.window is None or other.window is None) and one.document.published != other.document.published:
        return ""
    days, ends = _values(one, other, "days"), _values(one, other, "deadline")
    if not _equal_or_open(days):
        return f"{days[0]} days against {days[1]}"
    return f"until {ends[0]} against {ends[1]}"


def _deadlines_conflict(one: Statement, other: Statement) -> str:
    if one.document.published != other.document.published or not one.key[1]:
        return ""
    return f"{one.fact.fields.get('date')} against {other.fact.fields.get('date')}"


def _meetings_conflict(one: Statement, other: Statement) -> str:
    places = _values(one, other, "place")
    mine, theirs = one.window, other.window
    if (
        not places[0]
        or places[0] != places[1]
        or mine is None
        or theirs is None
        or not _gone_by_or_same(one, other)
    ):
        return ""
    apart = mine.days_from(theirs)
    return (
        f"{one.fact.fields.get('date')} against {other.fact.fields.get('date')}"
        if _SAME_TALKS < apart <= _OTHER_TALKS
        else ""
    )


def _gone_by_or_same(one: Statement, other: Statement) -> bool:
    return one.document.published == other.document.published


def _statistics_conflict(one: Statement, other: Statement) -> str:
    periods = (one.window, other.window)
    if (None in periods and one.document.published != other.document.published) or not _days_meet(one, other):
        return ""
    mine, theirs = _values(one, other, "value")
    if mine is not None and theirs is not None and mine != theirs:
        return f"{float(mine):g} against {float(theirs):g}"  # type: ignore[arg-type]
    relations = _values(one, other, "relation")
    return "" if _equal_or_open(relations) else f"{relations[0]} against {relations[1]} what was expected"


_CONFLICTS: Mapping[str, Callable[[Statement, Statement], str]] = {
    "rate": _rates_conflict,
    "truce": _truces_conflict,
    "deadline": _deadlines_conflict,
    "meeting": _meetings_conflict,
    "statistic": _statistics_conflict,
}
