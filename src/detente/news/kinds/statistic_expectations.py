"""Figures told without a number, by how they lie against what was expected: weaker than forecast."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from detente.news.facts import Fact
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.statistic_measures import MODIFIERS, Measure
from detente.news.kinds.statistic_metrics import metric_before
from detente.news.kinds.statistic_places import geo_of, period_of
from detente.news.kinds.statistic_values import DOWN, EXPECTED, FALL, LESS, MORE, RISE
from detente.news.lexicon.metrics import Metrics
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

EXPECTATION = Rule(
    name="statistic-expectation", kind="statistic",
    says="A metric that is more or less than forecast, without a number of its own.",
    example="China's exports grew less than analysts had expected.",
    near_miss="China's exports grew less than those of Japan.",
)  # fmt: skip
_BROKEN = Pattern(lambda: rf"R|M|,\s+and\s|;|{verbs('say')}")
_THAN = Pattern(
    r"\bthan\b|\b(?:missed|beat|beating|exceed\w*|topped|below|above|short\s+of|tripling|in\s+line\s+with)\b",
    hints=("than", "missed", "beat", "exceed", "topped", "below", "above", "short", "tripling", "line"),
)
_FALLING = Pattern(FALL)
_WORSE = Pattern(r"sharply|steeper|worse|larger")
_CLOSING = '.!?;:,"”’)'
"""What a sentence ends with; a headline does not, and the text tells it again with its number."""
_COMPARING = bits_of(("er-than-", " than ", "worse"))
AGAINST_NEEDS = EXPECTED.needs | _COMPARING
"""Pieces of words of which a figure told without a number has at least one."""


@cache
def _than_expected_of(metrics: Metrics) -> Pattern:
    """Return the pattern for metrics with an adjective that sets them against a forecast."""
    return Pattern(
        r"\b(?P<how>weaker|stronger|slower|faster|better|worse|lower|higher|smaller|larger|bigger|softer|steeper"
        r"|sharper|hotter|cooler)[-\s]than[-\s](?:expected|forecast|anticipated|predicted|estimated)\s+"
        rf"(?:(?:{FALL}|{RISE})\s+in\s+(?:the\s+)?)?{MODIFIERS}(?P<noun>{metrics.names})"
    )


def against_expected(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the figures of a sentence that are told without a number."""
    if sentence.bits & EXPECTED.needs and sentence.bits & _THAN.needs:
        yield from _compared(reading, sentence)
    if sentence.bits & _COMPARING:
        yield from _adjectival(reading, sentence)


def _compared(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield figures told without a number, as in exports rising less than forecast."""
    mask = reading.article.mask
    if reading.article.body[sentence.end - 1] not in _CLOSING:
        return
    for expected in reading.article.searched(EXPECTED, sentence):
        metric = metric_before(reading, sentence.start, expected.start())
        if metric is None or expected.start() - metric.end > 70:
            continue
        between = mask[metric.end : expected.start()]
        if "N" in between or _BROKEN.search(between) or not _THAN.search(between):
            continue
        place = Amount(expected.start(), expected.end(), 0.0, "number")
        fields = {
            "metric": metric.name, "value": None, "unit": "", "expected": None,
            "geo": geo_of(reading, sentence, place, metric), "period": period_of(reading, sentence, place),
            "relation": _against(between),
        }  # fmt: skip
        yield EXPECTATION.fact(metric.start, expected.end(), fields)


def _adjectival(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield figures told without a number by their adjective, as in weaker-than-expected exports."""
    mask, metrics = reading.article.mask, reading.lexicon.metrics
    for found in reading.article.searched(_than_expected_of(metrics), sentence):
        measure = Measure(metrics.called(found["noun"]).name, found.start(), found.end())
        place = Amount(found.end(), found.end(), 0.0, "number")
        falling = _FALLING.search(mask, found.end("how"), found.start("noun"))
        less = LESS.search(found["how"]) is not None
        fields = {
            "metric": measure.name, "value": None, "unit": "", "expected": None,
            "geo": geo_of(reading, sentence, place, measure), "period": period_of(reading, sentence, place),
            "relation": "above" if less == bool(falling) else "below",
        }  # fmt: skip
        yield EXPECTATION.fact(found.start(), found.end(), fields)


def _against(between: str) -> str:
    """Return where a figure lies by the words alone; one that fell by less than was forecast is above."""
    less, falling = LESS.search(between), DOWN.search(between)
    if falling and less and not _WORSE.search(between):
        return "above"
    if less or (falling and MORE.search(between)):
        return "below"
    return "above" if MORE.search(between) else "inline"
