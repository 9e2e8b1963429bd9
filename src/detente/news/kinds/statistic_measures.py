"""What a figure measures, and the verbs whose object it is: sold 3 million cars, employs 90,000 people."""

from __future__ import annotations

import re
from functools import cache

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.lexicon.entries import Lexicon
from detente.news.lexicon.metrics import Metrics, Taking
from detente.news.lexicon.wording import hedges
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple


class Measure(NamedTuple):
    """What a figure measures, and the words that say so.

    Attributes:
        of: The economy whose it is, where the words alone say so.
        level: Whether it is a bare number.
        sign: -1 where the words say that the figure is lost, 1 that it is gained, 0 neither.
        counted: Whether a phrase counts the figure, so that any number may be one.
    """

    name: str
    start: int
    end: int
    of: str = ""
    level: bool = False
    sign: int = 0
    counted: bool = False


class Figure(NamedTuple):
    """An amount in its sentence, with how far the words may stand that say what it measures.

    Attributes:
        left: How far to the left a verb or noun of it may stand.
        right: How far to the right.
    """

    lexicon: Lexicon
    metrics: Metrics
    mask: str
    sentence: Sentence
    amount: Amount
    left: int
    right: int


_NO_MODIFIER = (
    r"of|in|to|for|and|or|the|from|on|by|with|that|who|which|at|as|is|are|was|were|than|per|a|an|this|last|next|into"
    r"|through|each|every|off|worth|if|when|while|but|not|will|would|since|after|before|because"
)
MODIFIERS = rf"(?:(?!(?:{_NO_MODIFIER})\b)(?:[\w&’'/-]++|\([^)]{{1,20}}\))\s++){{0,4}}?"
"""Words between a number and its noun, or before a noun."""
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


_TRADED = frozenset(("exports", "imports", "sales", "purchases"))
"""Verbs of which goods `worth` a sum are the object."""
_ATTRIBUTE = Pattern(
    r"\b(?:on|of|to|for|against|all|some|the|with|cover\w*|affect\w*|target\w*|hit\w*)\s+(?:the\s+)?$"
)
_LEFT, _RIGHT = 64, 90
"""How far from its figure a verb or noun may stand, in characters."""


@cache
def _taker(metrics: Metrics) -> Pattern:
    return Pattern(
        rf"\b(?P<verb>{metrics.taking})\s+(?:\((?:[^()]*)\)\s+)?"
        rf"(?:(?P<worth>(?:(?!(?:is|are|was|were)\b)[\w’'-]+\s+){{1,5}}?worth)\s+)?{hedges()}$"
    )


def figure_of(reading: Reading, sentence: Sentence, amount: Amount) -> Figure:
    """Return an amount as a figure of its sentence."""
    lexicon, mask = reading.lexicon, reading.article.mask
    left, right = max(sentence.start, amount.start - _LEFT), min(amount.end + _RIGHT, sentence.end)
    return Figure(lexicon, lexicon.metrics, mask, sentence, amount, left, right)


def object_of(figure: Figure, kinds: frozenset[str]) -> Measure | None:
    """Return the measure of the verb whose object a figure is, unless it is only planned."""
    found = _taker(figure.metrics).search(figure.mask, figure.left, figure.amount.start)
    if found is None:
        return None
    takings = [one for one in figure.metrics.taken_by(found["verb"]) if one.kind in kinds]
    if found["worth"] and (not takings or takings[0].kind not in _TRADED):
        return None
    if found["worth"] and _ATTRIBUTE.search(figure.mask, figure.left, found.start()):
        return None
    if not takings or _is_planned(figure, found, takings[0]):
        return None
    one = takings[0]
    return Measure(one.name, found.start(), figure.amount.end, sign=min(one.sign, 0), counted=True)


def _is_planned(figure: Figure, found: re.Match[str], one: Taking) -> bool:
    """Say whether a verb is of a promise or plan; what a measure would do to jobs is a forecast."""
    mask, start, least = figure.mask, found.start(), max(found.start() - 50, 0)
    if one.kind in _DONE_ONLY and found["verb"].endswith("ing"):
        return True
    if _JOINED.search(mask, max(start - _CLAUSE, 0), start) and found["verb"] in figure.metrics.bases:
        return not one.effect
    if not PLANNED.search(mask, least, start) or _FORECAST.search(mask, least, start):
        return False
    return not (one.effect and _EFFECT.search(mask, least, start))
