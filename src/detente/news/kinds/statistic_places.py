"""Whose a figure is, of which month, quarter or year, and where its words begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.core.codes import WORLD
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.kinds.statistic_measures import Measure
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_OF_WHOM = Pattern(r"\s+of\s+(?:the\s+|all\s+)?[EA]")
_AGO = Pattern(r"week|earlier")
_THAN = Pattern(
    r"\b(?:from|than|over|since|versus|on|(?:as\s+)?compared\s+(?:with|to))\s+(?:the\s+)?"
    r"(?:same\s+(?:time|month|period|quarter|day)\s+(?:of\s+|in\s+)?(?:the\s+)?)?$"
)
_WITH = Pattern(r"\b(?:to|from|with)\s+(?:the\s+)?$")
_IMPORTS_OF = Pattern(r"\bimports\s+of\b")
_GAP = Pattern(r"(?:['’]s)?(?:\s+[\w’'-]+){0,3}\s+")
_BACK = 8
"""How many sentences back a figure's economy or period may have been named."""


def geo_of(reading: Reading, sentence: Sentence, amount: Amount, metric: Measure) -> str:
    """Return whose figure it is: of whom the metric is said to be, else of whom was spoken last."""
    if metric.of:
        return metric.of
    mask, names = reading.article.mask, reading.article.names
    after = reading.codes_in(amount.end, min(amount.end + 24, sentence.end))
    if after and _OF_WHOM.match(mask, amount.end, sentence.end):
        return after[0]
    nearby = names.between(max(sentence.start, metric.start - 60), metric.start)
    before = [name for name in nearby if name.kind in ("economy", "adjective")]
    if before:
        first = _IMPORTS_OF.search(mask, before[-1].start, metric.end)
        return (before[0] if first else before[-1]).codes[0]
    between = reading.codes_in(metric.end, amount.start)
    first_name = next(iter(names.between(metric.end, amount.start)), None)
    partner = first_name is not None and _WITH.search(mask, max(first_name.start - 14, 0), first_name.start)
    if between and not partner and re.match(r"\s+(?:of|in)\b", mask[metric.end : metric.end + 6]):
        return between[0]
    return _spoken_of(reading, sentence, amount, between)


def _spoken_of(reading: Reading, sentence: Sentence, amount: Amount, partners: tuple[str, ...]) -> str:
    """Return the economy spoken of last, partners of a flow aside; else the first of the pair."""
    mask = reading.article.mask
    for number in range(sentence.number, max(sentence.number - _BACK, -1), -1):
        one = reading.article.sentences[number]
        for name in reading.article.names.between(one.start, min(one.end, amount.start)):
            partner = _WITH.search(mask, max(name.start - 14, 0), name.start)
            if (
                name.kind in ("economy", "adjective", "body")
                and not partner
                and name.codes
                and not set(name.codes) & {*partners, WORLD}
            ):
                return name.codes[0]
    partners += tuple(
        name.codes[0]
        for name in reading.article.names.between(sentence.start, sentence.end)
        if name.codes and _WITH.search(mask, max(name.start - 14, 0), name.start)
    )
    return next((code for code in reading.pair if code and code not in partners), "")


def period_of(reading: Reading, sentence: Sentence, amount: Amount) -> str:
    """Return the month, quarter or year that a figure is of: said with it, else in the sentences before."""
    article, place = reading.article, amount.start
    periods = _periods(reading, sentence)
    if periods:
        amounts = article.amounts_in(sentence.start, sentence.end)
        others = [one.start for one in amounts if one.start != place]
        for time in sorted(periods, key=lambda time: (time.start < place, abs(time.start - place))):
            first, last = sorted((time.start, place))
            if not any(first < other < last for other in others) or time.start < min([place, *others]):
                return time.value
    for number in range(sentence.number - 1, max(sentence.number - _BACK, -1), -1):
        found = _periods(reading, article.sentences[number])
        if found:
            return found[0].value
    return ""


def _periods(reading: Reading, sentence: Sentence) -> Sequence[Time]:
    """Return the months, quarters and years of a sentence, those that figures are compared with aside."""
    article = reading.article
    times = article.times_in(sentence.start, sentence.end)
    return times and [
        time for time in times
        if not time.day
        and not _AGO.search(article.body[time.start : time.end].lower())
        and ("/" in time.value  # from April through March is a period
             or not _THAN.search(article.mask, max(time.start - 40, sentence.start), time.start))
    ]  # fmt: skip


def starts_at(reading: Reading, sentence: Sentence, metric: Measure, amount: Amount) -> int:
    """Return where the words of a figure begin: at the economy before its metric, or at the metric."""
    mask = reading.article.mask
    start = min(metric.start, amount.start)
    nearby = reading.article.names.between(max(sentence.start, start - 40), start)
    before = [name for name in nearby if name.kind in ("economy", "adjective")]
    if before and _GAP.fullmatch(mask, before[-1].end, start):
        start = before[-1].start
        if mask[max(start - 4, 0) : start] == "the ":
            start -= 4
    return start
