"""What a figure measures, whose it is, and of which month, quarter or year."""

from __future__ import annotations

import re
from functools import cache, partial

from detente.core.economies import WORLD
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.kinds.statistic_values import DOWN, UP
from detente.news.lexicon.metrics import Metric, Metrics
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_TARIFF = Pattern(partial(words, "tariff"))
_SUBJECT_TARIFF = Pattern(lambda: rf"{words('tariff')}[^,;]{{0,40}}\bon\s+(?:[\w’']+\s+){{0,3}}$")
_LINK = Pattern(
    r"\b(?:by|of|up|down|to|at|from|was|were|is|are|over|about|around|approximately|nearly|some|only|than"
    r"|an?|the|for)\s*$"
    r"|\b(?:was|were|is|are|stood|reached|totaled|totalled|hit|exceed\w*|accounts?\s+for|accounted|came"
    r"|made\s+up|makes\s+up"
    r"|supplied|supplies|reach|record|closed|closing)\b"
)
_OTHER_CLAUSE = Pattern(r"[;:]|\bwhich\b|\bthat\b(?!\s+(?:was|is))")
_NOT_COUNTED = Pattern(
    r"\b(?:pounds?|deaths?|overdoses?|aliens?|criminals?|seizures?|people|crossings|migrants?|years?(?!-"
    r"|\s+on|\s+earlier|\s+ago)|items|lines"
    r"|goods\s+worth|worth|section|no\.|order|pages)\b"
)
_OF_GOODS = Pattern(
    r"\s+(?:worth\s+)?(?:of\s+)?(?:[EA]+\s+)?(?:[a-z-]+\s+){0,3}?(?:goods|products|imports"
    r"|exports)\b"
)
_BUYS = Pattern(
    r"\b(?:purchas\w*|commit\w*|buy\w*|invest|investing|spend\w*|procure\w*|pledg\w*|agreed|raise|harm"
    r"|worth|target\w*|cover\w*)\b"
)
_AGO = Pattern(r"week|earlier")
_THAN = Pattern(
    r"\b(?:from|than|over|since|versus|on|(?:as\s+)?compared\s+(?:with|to))\s+(?:the\s+)?"
    r"(?:same\s+(?:time|month|period|quarter|day)\s+(?:of\s+|in\s+)?(?:the\s+)?)?$"
)
_WITH = Pattern(r"\b(?:to|from|with)\s+(?:the\s+)?$")
_OF = Pattern(r"\s+(?:of|in|from)\b")
_IMPORTS_OF = Pattern(r"\bimports\s+of\b")
_GAP = Pattern(r"(?:['’]s)?(?:\s+[\w’'-]+){0,3}\s+")
_TRADE_SHARE = "trade share of GDP"
"""What the share of trade in output is called, as metrics.yaml has it."""
_BACK = 8
"""How many sentences back a figure's economy or period may have been named."""
_LEFT = 120
"""How far before its figure a metric may stand, in characters."""


@cache
def _after(metrics: Metrics) -> Pattern:
    """Return the pattern for what a figure before it is a part of."""
    return Pattern(
        r"\s+(?:of|in)\s+(?:the\s+)?(?:[\w’'-]+\s+|[EA]+(?:['’]s)?\s+){0,4}?"
        rf"(?P<metric>{metrics.wholes})\b"
    )


@cache
def _units(goods: Goods) -> Pattern:
    """Return the pattern for what is counted one by one."""
    return Pattern(rf"\s*(?:units|jobs|workers|{goods.words})")


def metric_before(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    """Return the last metric that a stretch names."""
    found = reading.lexicon.metrics.named.finditer(reading.article.mask, start, end)
    return next(reversed(list(found)), None)


def _known(reading: Reading, metric: re.Match[str]) -> Metric | None:
    """Return the metric that is found, None where its words are those after `of` alone."""
    metrics, said = reading.lexicon.metrics, metric.group()
    return metrics.called(said) if metrics.named.fullmatch(said) else None


def metric_of(reading: Reading, sentence: Sentence, amount: Amount) -> re.Match[str] | None:
    """Return the metric that a figure is of: named before it, or after `of`."""
    mask = reading.article.mask
    base = max(sentence.start, amount.start - _LEFT)
    if _TARIFF.search(mask, amount.end, min(amount.end + 36, sentence.end)):
        return None
    wholes = _after(reading.lexicon.metrics)
    after = None if amount.is_money else wholes.match(mask, amount.end, sentence.end)
    found = metric_before(reading, base, amount.start)
    if found is None:
        return re.compile(re.escape(after["metric"])).search(mask, after.start("metric")) if after else None
    between = mask[found.end() : amount.start]
    if _TARIFF.search(between) or _SUBJECT_TARIFF.search(mask, base, found.start()):
        return None
    if len(between) > 40 and _OTHER_CLAUSE.search(between):
        return None
    return found if UP.search(between) or DOWN.search(between) or _LINK.search(between) else None


def counts(reading: Reading, sentence: Sentence, amount: Amount, metric: re.Match[str]) -> bool:
    """Say whether a number is a figure of its metric: no year, count of lists, nor value of goods."""
    mask = reading.article.mask
    after = mask[amount.end : min(amount.end + 50, sentence.end)]
    if amount.unit == "number":
        known = _known(reading, metric)
        level = known is not None and known.level
        if 1900 <= amount.value <= 2100 or (amount.value < 1000 and not level):
            return False
        if not level and not _units(reading.lexicon.goods).match(after) and amount.value < 10_000:
            return False
    if _NOT_COUNTED.match(after.strip()) or (amount.unit != "percent" and _OF_GOODS.match(after)):
        return False
    return not _BUYS.search(mask, max(sentence.start, amount.start - 60), amount.start)


def metric_name(reading: Reading, metric: re.Match[str]) -> str:
    """Return what a metric is called."""
    known = _known(reading, metric)
    if known is None:
        return re.sub(r"\s+", " ", metric.group())
    name = known.name
    before = reading.article.mask[max(metric.start() - 120, 0) : metric.start()]
    return _TRADE_SHARE if name == "gdp" and "trade" in before else name


def geo_of(reading: Reading, sentence: Sentence, amount: Amount, metric: re.Match[str]) -> str:
    """Return whose figure it is: of whom the metric is said to be, else of whom was spoken last."""
    known = _known(reading, metric)
    if known and known.of:
        return known.of
    mask, names = reading.article.mask, reading.article.names
    after = reading.codes_in(amount.end, min(amount.end + 24, sentence.end))
    if after and re.match(r"\s+of\s", mask[amount.end : amount.end + 4]):
        return after[0]
    nearby = names.between(max(sentence.start, metric.start() - 60), metric.start())
    before = [name for name in nearby if name.kind in ("economy", "adjective")]
    if before:
        first = _IMPORTS_OF.search(mask, before[-1].start, metric.end())
        return (before[0] if first else before[-1]).codes[0]
    between = reading.codes_in(metric.end(), amount.start)
    if between and re.match(r"\s+(?:of|in)\b", mask[metric.end() : metric.end() + 6]):
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
    return next((code for code in reading.pair if code), "")


def period_of(reading: Reading, sentence: Sentence, amount: Amount) -> str:
    """Return the month, quarter or year that a figure is of: said with it, else in the sentences before."""
    article = reading.article
    others = [
        one.start for one in article.amounts_in(sentence.start, sentence.end) if one.start != amount.start
    ]
    for time in sorted(
        _periods(reading, sentence),
        key=lambda time: (time.start < amount.start, abs(time.start - amount.start)),
    ):
        first, last = sorted((time.start, amount.start))
        if not any(first < other < last for other in others) or time.start < min([amount.start, *others]):
            return time.value
    for number in range(sentence.number - 1, max(sentence.number - _BACK, -1), -1):
        found = _periods(reading, article.sentences[number])
        if found:
            return found[0].value
    return ""


def _periods(reading: Reading, sentence: Sentence) -> list[Time]:
    """Return the months, quarters and years of a sentence, those that figures are compared with aside."""
    article = reading.article
    return [
        time for time in article.times_in(sentence.start, sentence.end)
        if not time.day
        and not _AGO.search(article.body[time.start : time.end].lower())
        and ("/" in time.value  # from April through March is a period
             or not _THAN.search(article.mask, max(time.start - 40, sentence.start), time.start))
    ]  # fmt: skip


def starts_at(reading: Reading, sentence: Sentence, metric: re.Match[str], amount: Amount) -> int:
    """Return where the words of a figure begin: at the economy before its metric, or at the metric."""
    mask = reading.article.mask
    start = min(metric.start(), amount.start)
    nearby = reading.article.names.between(max(sentence.start, start - 40), start)
    before = [name for name in nearby if name.kind in ("economy", "adjective")]
    if before and _GAP.fullmatch(mask, before[-1].end, start):
        start = before[-1].start
        if mask[max(start - 4, 0) : start] == "the ":
            start -= 4
    return start
