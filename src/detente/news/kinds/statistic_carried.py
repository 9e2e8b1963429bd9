"""Figures whose metric an earlier one has named: April's 8 percent, those to Japan fell 4 percent."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.facts import Fact
from detente.news.kinds.statistic_measures import Figure, Measure
from detente.news.kinds.statistic_values import FALL, RISE
from detente.news.lexicon.wording import hedges, verbs
from detente.news.patterns import Pattern

_MOVES = r"(?:is|are|was|were|been)\s+(?:up|down|off)"
_MONTH_OF = (
    r"(?:(?:D+|january|february|march|april|may|june|july|august|september|october|november|december|(?:last|the\s+previous|the\s+prior)"
    r"\s+(?:month|quarter|year))['’]s)"
)
_THOSE = Pattern(
    lambda: (
        r"\b(?P<subject>(?:those|that)\s+(?:to|from|of|in|with|for)\s+[^,;.NRM]{1,50}?)\s+"
        rf"(?:{verbs('moved')}|{_MOVES})\s+(?:by\s+)?{hedges()}$"
    )
)
_IT_WAS = Pattern(
    lambda: (
        rf"(?:(?:^\s*|[,;:(]\s*|\b(?:and|but|when|while|whereas)\s+)(?P<it>it)|\b(?P<noun>(?:the|{_MONTH_OF})\s+(?:\w+\s+){{0,2}}"
        r"(?:figure|reading|number|total|print|level|pace|tally|count|outturn|change|drop|fall|rise|gain|increase|decline)(?:\s+(?:for|in)\s+D+)?(?:,\s[^,;.NRM]{2,40},)?)"
        r"|(?:^\s*|[,;:]\s*)(?P<part>core|headline))\s+"
        rf"(?:(?:was|were)\s+put\s+at|was|were|stood\s+at|stands\s+at|came\s+to|came\s+in\s+at|had\s+been|reached|hit)\s+(?:an?\s+)?(?:\w+\s+)?{hedges()}$"
    ),
    hints=("was", "were", "stood", "stands", "came", "been", "reached", "hit"),
)
_MONTHS = Pattern(
    lambda: (
        rf"\b(?P<subject>{_MONTH_OF})\s+(?:(?:revised|upwardly|downwardly|record|unrevised)\s+){{0,2}}{hedges()}$"
    )
)
_AFTER = Pattern(
    lambda: (
        r"\b(?P<subject>after|following|against|versus|reversing|from|follows|followed)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?"
        rf"(?:(?:{FALL}|{RISE})\s+of\s+)?{hedges()}$"
    )
)
_CHANGE = Pattern(rf"\s+(?:\w+\s+)?(?:{FALL}|{RISE})\b")
_OF_CHANGE = Pattern(lambda: rf"\b(?:{FALL}|{RISE})\s+of\s+{hedges()}$")
_BARE_FROM = Pattern(
    lambda: rf"[^;.NRM]{{0,60}}?\b(?:from|against|versus|compared\s+with|compared\s+to)\s+{hedges()}"
)
_GAPPED = Pattern(
    r"(?:\s+in\s+D+|\s+D+)?,?\s+and\s+(?:those\s+)?(?:to|from|with|in)\s+(?:the\s+)?(?:[\w.’'-]+\s+){1,4}?(?:by\s+)?"
)
_TO_LEVEL = Pattern(
    lambda: rf"(?P<subject>[\w’'-]+)[^;.NRM]{{0,60}}?\s(?:{verbs('up')}|{verbs('down')})\s+to\s+$"
)
_REACH = 110
"""How far from its figure the word that stands for a metric may stand, in characters."""


def carried(figure: Figure, before: Sequence[Fact]) -> Measure | None:
    """Return the metric of an earlier figure that words take up again; `before` are told in order."""
    base = _base(figure, before)
    if base is None:
        return None
    start, end = max(figure.sentence.start, figure.amount.start - _REACH), figure.amount.start
    near = figure.mask[start:end]
    found = _THOSE.search(near) if "those" in near or "that" in near else None
    if found is None and figure.sentence.bits & _IT_WAS.needs:
        found = _IT_WAS.search(near)
        if found and found["it"] and figure.amount.unit == "percent":
            return None
    sign = 0
    if found is None:
        found = _MONTHS.search(near)
        sign = _sign_of(base) if found and not _CHANGE.match(figure.mask, figure.amount.end) else 0
    if found is None:
        found = _AFTER.search(near)
        if found and not (_CHANGE.match(figure.mask, figure.amount.end) or _OF_CHANGE.search(near)):
            found = None
    if found is None and base.fields["unit"] == "units" and base.fields["value"] < 100:
        found = _TO_LEVEL.search(near)
    if found is None:
        return None
    return _measure(base, start + found.start(), start + found.end(found.lastgroup or 0), sign)


def gapped(figure: Figure, last: int, told: Fact) -> Measure | None:
    """Return the metric of a figure told of a further partner without a verb; `last` ends the one before."""
    if not _GAPPED.fullmatch(figure.mask, last, figure.amount.start):
        return None
    return _measure(told, last, figure.amount.start, _sign_of(told)) if _is_like(figure, told) else None


def goes_back(figure: Figure, last: int) -> bool:
    """Say whether a bare number is the earlier one from which a quantity before it has moved."""
    return (
        figure.amount.unit == "number"
        and _BARE_FROM.fullmatch(figure.mask, last, figure.amount.start) is not None
    )


def _base(figure: Figure, before: Sequence[Fact]) -> Fact | None:
    return next((one for one in reversed(before) if _is_like(figure, one)), None)


def _is_like(figure: Figure, fact: Fact) -> bool:
    """Say whether a figure is told in the unit of an earlier one."""
    unit = "units" if figure.amount.unit == "number" else figure.amount.unit
    return fact.fields["value"] is not None and str(fact.fields["unit"]).startswith(unit)


def _sign_of(fact: Fact) -> int:
    changed = fact.fields["unit"] == "percent_yoy"
    return 0 if not changed else -1 if fact.fields["value"] < 0 else 1


def _measure(base: Fact, start: int, end: int, sign: int) -> Measure:
    level = base.fields["unit"] == "units"
    return Measure(base.fields["metric"], start, end, base.fields["geo"], level, sign, counted=True)
