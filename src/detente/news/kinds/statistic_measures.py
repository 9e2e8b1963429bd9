"""What a figure measures, and the verbs whose object it is: sold 3 million cars, employs 90,000 people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.news.grammar.amounts import Amount
from detente.news.lexicon.metrics import Taking, bases, hedges, metric_named, metrics, taken_by, taking
from detente.news.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures, and the words that say so.

    Attributes:
        of: The economy whose it is, where the words alone say so.
        level: Whether it is a bare number.
        sign: -1 where the words say that the figure is lost, 1 that it is gained, 0 neither.
        count: Whether a phrase counts the figure, so that any number may be one.
    """

    name: str
    start: int
    end: int
    of: str = ""
    level: bool = False
    sign: int = 0
    count: bool = False


_NO_MODIFIER = (
    r"of|in|to|for|and|or|the|from|on|by|with|that|who|which|at|as|is|are|was|were|than|per|a|an|this|last|next|into"
    r"|through|each|every|off|worth|if|when|while|but|not|will|would|since|after|before|because"
)
MODIFIERS = rf"(?:(?!(?:{_NO_MODIFIER})\b)(?:[\w&’'/-]+|\([^)]{{1,20}}\))\s+){{0,4}}?"
"""Words between a number and its noun, or before a noun."""
METRIC = Pattern(metrics)
_TAKER = Pattern(lambda: rf"\b(?P<verb>{taking()})\s+(?:\((?:[^()]*)\)\s+)?{hedges()}$")
PLANNED = Pattern(
    r"\b(?:will|would|to|must|shall|may|should|can|could|might|not|please)\s+(?:\w+ly\s+|also\s+|then\s+|now\s+)*$"
)
_FORECAST = Pattern(
    r"\b(?:expected|projected|forecast|estimated|likely|predicted|seen|found|said|shown)\s+to\s+(?:\w+ly\s+)*$"
)
_EFFECT = Pattern(r"\b(?:will|would|may|can|could|might)\s+(?:\w+ly\s+|also\s+)*$")
_JOINED = Pattern(
    r"\b(?:will|would|to|must|shall|agree\w*|pledg\w*)\s[^.;]*\b(?:and|or)\s+(?:also\s+|\w+ly\s+)?$"
)
_CLAUSE = 140
"""How far before its verb the word of a plan may stand, in characters."""
_DONE_ONLY = frozenset(("exports", "imports", "sales", "purchases", "investment", "spending", "revenue"))


def object_of(mask: str, amount: Amount, left: int, kinds: frozenset[str]) -> Measure | None:
    """Return the measure of the verb whose object a figure is, unless it is only planned."""
    found = _TAKER.search(mask, left, amount.start)
    if found is None:
        return None
    takings = [one for one in taken_by(found["verb"]) if one.kind in kinds]
    if not takings or _is_planned(mask, found, takings[0]):
        return None
    one = takings[0]
    return Measure(one.name, found.start(), amount.end, sign=min(one.sign, 0), count=True)


def _is_planned(mask: str, found: re.Match[str], one: Taking) -> bool:
    """Say whether a verb is of a promise or plan; what a measure would do to jobs is a forecast."""
    start, least = found.start(), max(found.start() - 50, 0)
    if one.kind in _DONE_ONLY and found["verb"].endswith("ing"):
        return True
    if _JOINED.search(mask, max(start - _CLAUSE, 0), start) and found["verb"] in bases():
        return not one.effect
    if not PLANNED.search(mask, least, start) or _FORECAST.search(mask, least, start):
        return False
    return not (one.effect and _EFFECT.search(mask, least, start))


def noun_named(said: str) -> str:
    """Return what a noun is called, by the metric of that name if there is one."""
    plain = re.sub(r"\s+", " ", said)
    return metric_named(plain).name if METRIC.fullmatch(plain) else plain
