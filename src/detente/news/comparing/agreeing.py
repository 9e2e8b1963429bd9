"""Whether two articles say the same of one thing: by values and days, not by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.news.comparing.quantities import differing, quantities
from detente.news.comparing.roles import may_be_one
from detente.news.comparing.statements import Statement
from detente.news.windows import Window

SAME_START = 7
"""Days between the announcement of a truce and its entry into force, both of which texts call its start."""
_ROUNDING = 0.0501
_ABOUT = 1.001
"""How far apart two figures may lie where one is told as `nearly` or `more than`; large ones in percent."""


def same(one: Statement, other: Statement) -> bool:
    """Say whether two statements of one key agree.

    Days agree where they overlap: "last week" and "5 June" do. A fact without a day agrees with one that has
    it.
    """
    return _SAME[one.fact.kind](one, other) if one.fact.kind in _SAME else True


def values(one: Statement, other: Statement, name: str) -> tuple[object, object]:
    """Return what two statements have in a field."""
    return one.fact.fields.get(name), other.fact.fields.get(name)


def days_meet(one: Statement, other: Statement, slack: int = 0) -> bool:
    """Say whether two statements may speak of the same days; one that names none may."""
    mine, theirs = one.window, other.window
    return mine is None or theirs is None or mine.days_from(theirs) <= slack


def equal_or_open(pair: tuple[object, object]) -> bool:
    """Say whether two values are the same, or one is not stated."""
    return pair[0] == pair[1] or None in pair or "" in pair


def _same_rate(one: Statement, other: Statement) -> bool:
    """Rates come in whole points or are told to the tenth, so that only words round them."""
    mine, theirs = values(one, other, "rate_percent")
    height = mine == theirs or ((one.is_about or other.is_about) and _near(one, other, "rate_percent"))
    parts = not one.part or not other.part or one.part == other.part
    before = equal_or_open(values(one, other, "previous_percent"))
    return height and parts and before and days_meet(one, other, 1)


def _same_truce(one: Statement, other: Statement) -> bool:
    ends = [Window.of(value) for value in values(one, other, "deadline")]
    meet = None in ends or ends[0].overlaps(ends[1])  # type: ignore[union-attr,arg-type]
    return equal_or_open(values(one, other, "days")) and meet and days_meet(one, other, SAME_START)


def _same_deadline(one: Statement, other: Statement) -> bool:
    return one.window is not None and other.window is not None and one.window.overlaps(other.window)


def _same_meeting(one: Statement, other: Statement) -> bool:
    mine, theirs = one.window, other.window
    places = values(one, other, "place")
    if mine is None or theirs is None:
        return bool(places[0]) and places[0] == places[1]
    return mine.days_from(theirs) == 0 and equal_or_open(places)


def _same_statistic(one: Statement, other: Statement) -> bool:
    if not days_meet(one, other):
        return False
    return _near(one, other, "value") and equal_or_open(values(one, other, "relation"))


def _near(one: Statement, other: Statement, name: str) -> bool:
    """Say whether two values are the same within rounding, or one is not stated."""
    mine, theirs = values(one, other, name)
    if not isinstance(mine, int | float) or not isinstance(theirs, int | float):
        return True
    slack = _ABOUT if one.is_about or other.is_about else _ROUNDING
    return abs(mine - theirs) <= slack * max(1.0, abs(mine) / 100)


def _same_promise(one: Statement, other: Statement) -> bool:
    return not any(differing(quantities(one.quotation), quantities(other.quotation)))


def _same_role(one: Statement, other: Statement) -> bool:
    roles = values(one, other, "role")
    return may_be_one(*(str(role or "") for role in roles))


_SAME: Mapping[str, Callable[[Statement, Statement], bool]] = {
    "rate": _same_rate,
    "truce": _same_truce,
    "deadline": _same_deadline,
    "meeting": _same_meeting,
    "statistic": _same_statistic,
    "commitment": _same_promise,
    "participant": _same_role,
    "export_licence": days_meet,
}
