"""The value of a figure: up or down, what was expected of it, and whether it lies above or below that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from detente.news.grammar.amounts import Amount
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern

UP, DOWN = Pattern(partial(verbs, "up")), Pattern(partial(verbs, "down"))
LESS = Pattern(
    r"\b(?:less|lower|weaker|slower|smaller|worse|fewer|below|short\s+of|more\s+sharply|steeper"
    r"|larger\s+decline|missed"
    r"|missing|undershot|slowing)\b"
)
MORE = Pattern(
    r"\b(?:more|higher|stronger|faster|bigger|larger|better|above|beat|beating|exceed\w*|topped|topping"
    r"|outpac\w+|surpass\w*"
    r"|nearly\s+tripling)\b"
)
EXPECTED = Pattern(
    r"\b(?:forecasts?|expected|expectations?|predicted|predictions?|consensus|estimates?|estimated"
    r"|anticipated|projected"
    r")\b",
    hints=("forecast", "expect", "predict", "consensus", "estimate", "anticipated", "projected"),
)
_EXPECTED_AFTER = Pattern(
    r"\s+(?:[\w-]+\s+){0,3}?(?:forecast|predicted|expected|estimated|anticipated|projected|consensus)\b"
    r"|\s+(?:\w+\s+)?(?:that\s+)?(?:O+|markets|economists)\s+[^,;D]{0,40}?(?:forecast|predicted|expected"
    r"|estimated|projected)\b"
)
_EXPECTED_BEFORE = Pattern(
    r"\b(?:forecasts?|expectations?|predictions?|consensus|estimates?|expected|predicted"
    r"|forecast)\s+(?:was\s+|were\s+)?"
    r"(?:for|of|at|an?|by|to|\s)*(?:\s*(?:rise|fall|gain|drop|growth|decline"
    r"|increase)\s+of\s+)?(?:about\s+|around\s+)?$"
)
_FALL = r"(?:fall|drop|decline|decrease|contraction|slump|dip|loss)"
_RISE = r"(?:rise|gain|increase|growth|jump|surge|expansion)"
_FALL_AFTER, _RISE_AFTER = Pattern(rf"\s+(?:\w+\s+)?{_FALL}\b"), Pattern(rf"\s+(?:\w+\s+)?{_RISE}\b")
_FALL_OF = Pattern(rf"\b{_FALL}\s+of\s+(?:about\s+)?$")
_RISE_OF = Pattern(rf"\b{_RISE}\s+of\s+(?:about\s+)?$")
_AS_EXPECTED = Pattern(r"\bin\s+line\s+with\b|\bas\s+expected\b")
_UP_BY, _DOWN_BY = Pattern(r"\bup\s+(?:by\s+|about\s+)?$"), Pattern(r"\bdown\s+(?:by\s+|about\s+)?$")
_TO = Pattern(r"\b(?:to|at)\s+(?:about\s+|an?\s+|record\s+|just\s+|only\s+|nearly\s+)*$")
_FROM = Pattern(
    r",?\s*\b(?:up|down|slowing|compared\s+with|compared\s+to|versus|against)?\s*(?:from"
    r"|with)\s+(?:an?\s+|the\s+)?$"
)


_FROM_TO = Pattern(r"(?:\s+in\s+D+|\s+D+)?,?\s+to\s+(?:[\w-]+\s+){0,3}?[RM]")


def is_expected(mask: str, amount: Amount, end: int) -> bool:
    """Say whether an amount is what was forecast, not what was measured."""
    if _EXPECTED_AFTER.match(mask[amount.end : min(amount.end + 80, end)]):
        return True
    return _EXPECTED_BEFORE.search(mask, max(amount.start - 60, 0), amount.start) is not None


def direction(mask: str, amount: Amount, left: int) -> int:
    """Return 1 for a rise, -1 for a fall, 0 for a level; `left` is where the words on the metric end."""
    after = mask[amount.end : amount.end + 30]
    if _FALL_AFTER.match(after) or _FALL_OF.search(mask, left, amount.start):
        return -1
    if _RISE_AFTER.match(after) or _RISE_OF.search(mask, left, amount.start):
        return 1
    if _FROM_TO.match(mask, amount.end, amount.end + 60) and _FROM.search(mask, left, amount.start):
        return 0
    back = _FROM.search(mask, left, amount.start)
    if back and amount.unit not in ("percent", "points"):
        return 0
    last = back.start() if back else amount.start
    ups = [one.start() for one in UP.finditer(mask, left, last)]
    downs = [one.start() for one in DOWN.finditer(mask, left, last)]
    if not ups and not downs:
        near = max(left, amount.start - 14)
        falls = _DOWN_BY.search(mask, near, amount.start)
        return 1 if _UP_BY.search(mask, near, amount.start) else -1 if falls else 0
    if back:
        return -1 if downs and (not ups or downs[0] < ups[0]) else 1
    if _TO.search(mask, left, amount.start):
        return 0
    return -1 if downs and (not ups or downs[-1] > ups[-1]) else 1


def expected_value(mask: str, expected: Sequence[Amount], amount: Amount) -> float | None:
    """Return what was expected of a figure: the nearest forecast in its unit, a fall below zero."""
    same = [one for one in expected if one.unit == amount.unit]
    if not same:
        return None
    one = min(same, key=lambda other: abs(other.start - amount.start))
    if DOWN.search(mask, one.end, one.end + 16) or _FALL_OF.search(mask, max(one.start - 24, 0), one.start):
        return -one.value
    if UP.search(mask, one.end, one.end + 16) or _RISE_OF.search(mask, max(one.start - 24, 0), one.start):
        return one.value
    return -one.value if DOWN.search(mask, max(amount.start - 40, 0), amount.start) else one.value


def relation(rest: str, value: float, expected: float | None) -> str | None:
    """Return where a figure lies against what was expected, by the numbers or by the words that follow it."""
    if expected is not None:
        return "below" if value < expected else "above" if value > expected else "inline"
    if not EXPECTED.search(rest):
        return None
    if _AS_EXPECTED.search(rest):
        return "inline"
    return "below" if LESS.search(rest) else "above" if MORE.search(rest) else None
