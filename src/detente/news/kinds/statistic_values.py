"""The value of a figure: up or down, what was expected of it, and whether it lies above or below that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.lexicon.wording import hedges, verbs
from detente.news.patterns import Pattern
from detente.news.tuples import NamedTuple

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
    r"|anticipated|projected|feared|hoped"
    r")\b",
    hints=(
        "forecast",
        "expect",
        "predict",
        "consensus",
        "estimate",
        "anticipated",
        "projected",
        "feared",
        "hoped",
    ),
)
_FORESEEN = (
    r"(?:forecast|predicted|expected|estimated|projected|anticipated|pencill?ed\s+in|pointed\s+to|called\s+for|penned\s+in"
    r"|(?:looked|looking|hoped|hoping|braced|bracing)\s+for|bet\s+on|counted\s+on|reckoned\s+on|feared|foreseen|foresaw|tipped)\b"
)
_FORECASTERS = (
    r"(?:O+|markets?|economists|analysts|polls?|surveys?|traders|investors|forecasters|street"
    r"|banks|consensus|bulls)\b"
)
_EXPECTED_AFTER = Pattern(
    rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{_FORESEEN}|consensus\b)"
    rf"|\s+(?:\w+\s+)?(?:that\s+)?(?:(?:the|an?)\s+)?{_FORECASTERS}[^,;DNRM]{{0,40}}?{_FORESEEN}"
)
_REVISED = Pattern(
    r"\s+(?:[\w-]+\s+){0,2}?(?:in|by)\s+(?:its|their|an?\s+(?:earlier|previous)|the\s+(?:earlier|previous|last)|D+)\s+"
    r"|\s+(?:previously|earlier|initially|first)\b"
)
_EXPECTED_BEFORE = Pattern(
    r"(?<!its\s)(?<!their\s)(?<!previous\s)(?<!earlier\s)(?<!prior\s)(?<!initial\s)(?<!last\s)(?<!D\s)(?<!line\swith\s)\b(?:forecasts?|expectations?|predictions?|consensus|estimates?|expected|predicted"
    r"|forecast)\s+(?:was\s+|were\s+)?"
    r"(?:for|of|at|an?|by|to|\s)*(?:\s*(?:rise|fall|gain|drop|growth|decline"
    r"|increase)\s+of\s+)?(?:about\s+|around\s+)?$"
)
FALL = (
    r"(?:falls?|drop|declines?|decrease|contraction|slump|dip|loss|losses|reduction|plunge|slide|tumble|cut|slowdown"
    r"|shrinkage|hit|collapse)"
)
RISE = r"(?:rise|gains?|increase|growth|jump|surge|expansion|boost|leap|climb|uptick|rebound|advance)"
_FALL_AFTER, _RISE_AFTER = Pattern(rf"\s+(?:\w+\s+)?{FALL}\b"), Pattern(rf"\s+(?:\w+\s+)?{RISE}\b")
_FALL_OF = Pattern(lambda: rf"\b{FALL}\s+of\s+{hedges()}$")
_RISE_OF = Pattern(lambda: rf"\b{RISE}\s+of\s+{hedges()}$")
_TO_MOVE = Pattern(
    lambda: (
        rf"\b(?:to|would|will|should|could)\s+(?P<verb>{verbs('up')}|{verbs('down')})\s+(?:by\s+)?{hedges()}$"
    )
)
"""What a figure was foreseen to do, before by how much."""
_AS_EXPECTED = Pattern(r"\bin\s+line\s+with\b|\bas\s+expected\b")
_ANALYSTS_HAD = Pattern(
    r"\b(?:O+|markets|economists|analysts|polls?|polled|surveys?|surveyed|traders|investors|forecasters|banks|consensus)\b"
    rf"[^.;]{{0,60}}\b{_FORESEEN}[^.;,NRM]{{0,60}}$"
    r"|\b(?:consensus|(?:median|mean|average)\s+(?:forecast|estimate|prediction|expectation))\b[^.;NRM]{0,60}?\s"
    r"(?:was|were|had\s+been|stood\s+at)\s+(?:for\s+|at\s+)?(?:an?\s+(?:\w+\s+){0,2}?of\s+)?$"
)
_FORECAST_WORDS = EXPECTED.needs | bits_of((
    "analyst", "economist", "poll", "survey", "pencil", " bet ", "foresee", "foresaw", "tipped", "pointed",
    "called", "look", "braced",
))  # fmt: skip
_UP_BY = Pattern(lambda: rf"\bup\s+(?:by\s+)?{hedges()}$")
_DOWN_BY = Pattern(lambda: rf"\b(?:down|(?:was|were|is|are|been)\s+off)\s+(?:by\s+)?{hedges()}$")
_MINUS = Pattern(r"\bminus\s+$")
_PAST = Pattern(lambda: rf"\b(?:past|beyond|above|below|through)\s+{hedges()}$")
_TO = Pattern(
    lambda: (
        r"\b(?:to|at|reaching|hitting|totall?ing|reached|hit|totall?ed|exceeding|worth|was|were|is|are|averaged)\s+"
        rf"{hedges()}$"
    )
)
_LEVEL_BEFORE = Pattern(lambda: rf"\b(?:to|at|was|were|is|are)\s+{hedges()}[RQ]")
_AT_RATE = Pattern(lambda: rf"(?:{verbs('up')}|{verbs('down')})(?:\s+in\s+D+)?\s+at\s+{hedges()}$")
_LOWER_AFTER = Pattern(
    r"\s+(?:lower|less|fewer|smaller|cheaper|weaker|poorer|below)\b(?!\s+than\s+\w*\s*(?:expect|forecast))"
)
_HIGHER_AFTER = Pattern(
    r"\s+(?:higher|more|larger|bigger|dearer|stronger|costlier|above)\b(?!\s+than\s+\w*\s*(?:expect|forecast))"
)
_FROM = Pattern(
    r",?\s*\b(?:up|down|slowing|compared\s+with|compared\s+to|versus|against)?\s*(?:from"
    r"|with)\s+(?:an?\s+|the\s+)?$"
)
_BALANCES = {"surplus": "deficit", "deficit": "surplus"}
_BALANCE_OF = Pattern(r"\b(?P<balance>surplus|deficit)\s+of\s+(?:\w+\s+){0,2}$")
_FROM_TO = Pattern(r"(?:\s+in\s+D+|\s+D+)?,?\s+to\s+(?:[\w-]+\s+){0,3}?[RM]")


class Told(NamedTuple):
    """A figure with what it measures and whether it rose (1), fell (-1) or is a level (0)."""

    metric: str
    amount: Amount
    way: int


def forecasts_among(mask: str, amounts: Sequence[Amount], sentence: Sentence) -> list[Amount]:
    """Return those amounts of a sentence that were forecast, not measured."""
    if not sentence.bits & _FORECAST_WORDS:
        return []
    return [one for one in amounts if _is_expected(mask, one, sentence.start, sentence.end)]


def _is_expected(mask: str, amount: Amount, start: int, end: int) -> bool:
    after = mask[amount.end : min(amount.end + 80, end)]
    if _EXPECTED_AFTER.match(after) and not _REVISED.match(after):
        return True
    if _EXPECTED_BEFORE.search(mask, max(amount.start - 60, 0), amount.start):
        return True
    return _ANALYSTS_HAD.search(mask, max(amount.start - 150, start), amount.start) is not None


def direction(mask: str, amount: Amount, left: int) -> int:
    """Return 1 for a rise, -1 for a fall, 0 for a level; `left` is where the words on the metric end."""
    after, near = mask[amount.end : amount.end + 30], max(amount.start - 30, 0)
    change_of = "of" in mask[near : amount.start]
    if (
        _MINUS.search(mask, near, amount.start)
        or _FALL_AFTER.match(after)
        or (change_of and _FALL_OF.search(mask, near, amount.start))
    ):
        return -1
    if _RISE_AFTER.match(after) or (change_of and _RISE_OF.search(mask, near, amount.start)):
        return 1
    if _LOWER_AFTER.match(after):
        return -1
    if _HIGHER_AFTER.match(after):
        return 1
    if _FROM_TO.match(mask, amount.end, amount.end + 60) and _FROM.search(mask, left, amount.start):
        return 0
    back = _FROM.search(mask, left, amount.start)
    if back and (amount.unit not in ("percent", "points") or _LEVEL_BEFORE.search(mask, left, back.start())):
        return 0
    last = back.start() if back else amount.start
    ups = [one.start() for one in UP.finditer(mask, left, last)]
    downs = [one.start() for one in DOWN.finditer(mask, left, last)]
    if not ups and not downs:
        near = max(left, amount.start - 40)
        falls = _DOWN_BY.search(mask, near, amount.start)
        return 1 if _UP_BY.search(mask, near, amount.start) else -1 if falls else 0
    if back:
        return -1 if downs and (not ups or downs[0] < ups[0]) else 1
    at_rate = _AT_RATE.search(mask, left, amount.start)
    if at_rate is None and (_TO.search(mask, left, amount.start) or _PAST.search(mask, left, amount.start)):
        return 0
    return -1 if downs and (not ups or downs[-1] > ups[-1]) else 1


def expected_value(mask: str, expected: Sequence[Amount], told: Told) -> float | None:
    """Return what was expected of a figure: the nearest forecast in its unit, a fall below zero."""
    amount = told.amount
    same = [one for one in expected if one.unit == amount.unit]
    if not same:
        return None
    one = min(same, key=lambda other: abs(other.start - amount.start))
    balance = _BALANCE_OF.search(mask, max(one.start - 40, 0), one.start)
    if balance and _BALANCES.get(balance["balance"]) in told.metric.split():
        return -one.value
    before = max(one.start - 40, 0)
    foreseen = _TO_MOVE.search(mask, before, one.start)
    if foreseen:
        return -one.value if DOWN.fullmatch(foreseen["verb"]) else one.value
    if DOWN.search(mask, one.end, one.end + 16) or _FALL_OF.search(mask, before, one.start):
        return -one.value
    if UP.search(mask, one.end, one.end + 16) or _RISE_OF.search(mask, before, one.start):
        return one.value
    return -one.value if told.way < 0 else one.value


def relation(rest: str, value: float, expected: float | None) -> str | None:
    """Return where a figure lies against what was expected, by the numbers or by the words that follow it."""
    if expected is not None:
        return "below" if value < expected else "above" if value > expected else "inline"
    if not EXPECTED.search(rest):
        return None
    if _AS_EXPECTED.search(rest):
        return "inline"
    return "below" if LESS.search(rest) else "above" if MORE.search(rest) else None
