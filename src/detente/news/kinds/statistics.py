"""Statistics: what was measured or forecast, how much it changed, and what was expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from detente.news.facts import Fact
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.kinds.statistic_fractions import fractions
from detente.news.kinds.statistic_measures import MODIFIERS, Measure
from detente.news.kinds.statistic_metrics import (
    counts,
    geo_of,
    metric_before,
    metric_of,
    period_of,
    starts_at,
)  # fmt: skip
from detente.news.kinds.statistic_values import (
    DOWN,
    EXPECTED,
    FALL,
    LESS,
    MORE,
    RISE,
    direction,
    expected_value,
    forecasts_among,
    relation,
)  # fmt: skip
from detente.news.lexicon.metrics import Metrics
from detente.news.lexicon.wording import hedges, verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_FIGURE = Rule(
    name="statistic-figure", kind="statistic",
    says="A metric with a number: its level, its change (a fall is below zero), or the earlier figure it "
        "is set against.",
    example="China's exports fell 3.3 percent in May.", near_miss="The tariff covers exports worth $300 "
        "billion.",
)  # fmt: skip
_ELIDED = Rule(
    name="statistic-elided", kind="statistic", basis="resolved",
    says="A further number of the same metric: joined by `or`, `and`, `to`, or compared by `from`.",
    example="China's exports fell $5 billion, or 3 percent, in May.",
    near_miss="China's exports fell 3 percent in May, on 14 working days.",
)  # fmt: skip
_PHRASED = Rule(
    name="statistic-phrase", kind="statistic",
    says="A figure whose measure follows it or is its verb: what was made, sold, shipped, employed or lost, "
        "a sum that is a deficit or a price, a percent by which something is changed.",
    example="American plants built 10.2 million cars in 2024.",
    near_miss="American plants will build 10.2 million cars in 2026.",
)  # fmt: skip
_SHARE = Rule(
    name="statistic-share", kind="statistic",
    says="A percent, or a part told in words, of what is made, sold, used or surveyed.",
    example="China refines roughly 90% of the world's rare earths.",
    near_miss="Canada will remove duties on 90% of its imports.",
)  # fmt: skip
_EXPECTATION = Rule(
    name="statistic-expectation", kind="statistic",
    says="A metric that is more or less than forecast, without a number of its own.",
    example="China's exports grew less than analysts had expected.",
    near_miss="China's exports grew less than those of Japan.",
)  # fmt: skip
RULES = (_FIGURE, _PHRASED, _SHARE, _ELIDED, _EXPECTATION)
_NUMERIC = frozenset(("percent", "tons", "barrels", "kg", "number", "points"))
_FOLLOWS = Pattern(
    lambda: (
        r"(?:\s+of\s+[^,]{2,30}|\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s*(?:or|and|,"
        r"|to)\s+(?:to\s+)?(?:an?\s+)?"
        r"|[^;.]{0,70}?,?\s*(?:up|down|slowing|compared|versus)?\s*(?:from|with|to)\s+(?:(?:an?|the"
        r"|\w+\s+of)\s+)*"
        rf"|[^;.]{{0,70}}?,\s*(?:and\s+)?(?:{verbs('up')}|{verbs('down')}|reaching|hitting|totall?ing|exceeding)\s+"
        rf"(?:by\s+|to\s+|at\s+)?{hedges()}"
        rf"|(?:\s+\w+){{0,3}},?\s+and\s+(?:is|was|are|were|may\s+be|could\s+be)\s+{hedges()}(?:to\s+)?"
        rf"|\s+(?:of|in|for)\s+[^,;]{{2,40}},?\s+(?:and|or)\s+{hedges()}"
    )
)
_BESIDE = Pattern(lambda: rf"[^;.]{{0,70}}?,\s*(?:or\s+)?{hedges()}")
_THAN_BEFORE = Pattern(
    r"\s+(?:fewer|less|more|higher|lower|larger|smaller|up|down)\b(?!\s+than\s+\w*\s*(?:expect|forecast))"
)
_AND = Pattern(r"(?:\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s+(?:or|and)\s+(?:an?\s+)?")
_BROKEN = Pattern(lambda: rf"R|M|,\s+and\s|;|{verbs('say')}")
_THAN = Pattern(
    r"\bthan\b|\b(?:missed|beat|beating|exceed\w*|topped|below|above|short\s+of|tripling|in\s+line\s+with)\b"
)
_FALLING = Pattern(FALL)
_WORSE = Pattern(r"sharply|steeper|worse|larger")


@cache
def _than_expected_of(metrics: Metrics) -> Pattern:
    """Return the pattern for metrics with an adjective that sets them against a forecast."""
    return Pattern(
        r"\b(?P<how>weaker|stronger|slower|faster|better|worse|lower|higher|smaller|larger|bigger|softer|steeper"
        r"|sharper|hotter|cooler)[-\s]than[-\s](?:expected|forecast|anticipated|predicted|estimated)\s+"
        rf"(?:(?:{FALL}|{RISE})\s+in\s+(?:the\s+)?)?{MODIFIERS}(?P<noun>{metrics.names})",
        hints=("er-than-", "er than ", "worse"),
    )


def read_statistics(reading: Reading) -> list[Fact]:
    """Return the figures of a text that measure or forecast something, with what was expected."""
    found: dict[tuple[Any, ...], Fact] = {}
    waiting: Fact | None = None
    last: Fact | None = None
    for sentence in reading.article.sentences:
        numbers = list(_with_numbers(reading, sentence))
        if last is not None and not numbers:
            later = _expected_later(reading, sentence, last, found)
            numbers = [] if later else list(_with_numbers(reading, sentence, forecasts=True))
            last = later or last
        elif not numbers:
            numbers = list(_with_numbers(reading, sentence, forecasts=True))
        if waiting is not None and any(one.fields["metric"] == waiting.fields["metric"] for one in numbers):
            found.pop(_key(waiting), None)
            waiting = None
        for fact in numbers or (*_without(reading, sentence), *_than_expected(reading, sentence)):
            found.setdefault(_key(fact), fact)
            waiting = fact if fact.fields.get("value") is None else waiting
        last = numbers[0] if numbers else None
    return list(found.values())


def _key(fact: Fact) -> tuple[Any, ...]:
    return fact.fields.get("metric"), fact.fields.get("value"), fact.fields.get("geo")


def _expected_later(
    reading: Reading, sentence: Sentence, last: Fact, found: dict[tuple[Any, ...], Fact]
) -> Fact | None:
    """Give a figure what the next sentence says was expected of it."""
    amounts = reading.article.amounts_in(sentence.start, sentence.end)
    forecasts = forecasts_among(reading.article.mask, amounts, sentence.start, sentence.end)
    old = found.get(_key(last))
    if (
        len(forecasts) != 1
        or old is None
        or old.fields["value"] is None
        or old.fields["expected"] is not None
    ):
        return None
    expected = expected_value(reading.article.mask, forecasts, forecasts[0])
    if expected is None or not old.fields["unit"].startswith(forecasts[0].unit):
        return None
    where = relation("", old.fields["value"], expected)
    found[_key(last)] = replace(old, fields={**old.fields, "expected": expected, "relation": where})
    return found[_key(last)]


def _with_numbers(reading: Reading, sentence: Sentence, *, forecasts: bool = False) -> Iterator[Fact]:
    """Yield the figures of a sentence; `forecasts` takes in those that no figure is measured against."""
    mask = reading.article.mask
    written = reading.article.amounts_in(sentence.start, sentence.end)
    amounts = [
        one for one in sorted((*written, *fractions(mask, sentence)), key=lambda one: one.start)
        if (one.is_money or one.unit in _NUMERIC)
        and one.start not in reading.tariff_amounts
        and not _is_aside(mask, one)
    ]  # fmt: skip
    expected = forecasts_among(mask, amounts, sentence.start, sentence.end)
    if forecasts:
        amounts, expected = expected, []
    metric: Measure | None = None
    last: Amount | None = None
    told: Fact | None = None
    for amount in amounts:
        if amount in expected:
            continue
        own = metric_of(reading, sentence, amount)
        elided = metric is not None and last is not None and _follows(mask, last, amount, sentence.end)
        if own is None and not elided:
            continue
        joined = own is None or (metric is not None and own.start == metric.start)
        metric = own or metric
        if metric is not None and counts(reading, sentence, amount, metric):
            fact = _fact(reading, sentence, amount, metric, expected, elided=joined and last is not None)
            if last is not None and joined and _AND.fullmatch(mask, last.end, amount.start):
                fact = _like(fact, told, amount)
            yield fact
            last, told = amount, fact


def _is_aside(mask: str, amount: Amount) -> bool:
    """Say whether a number is a year, or stands alone in brackets as a conversion."""
    if amount.unit == "number" and 1900 <= amount.value <= 2100 and amount.end - amount.start == 4:
        return True
    return mask[max(amount.start - 1, 0)] == "(" and mask.startswith(")", amount.end)


def _like(fact: Fact, before: Fact | None, amount: Amount) -> Fact:
    """Return a figure joined to another by `and` or `or` as a level or a change like it."""
    if before is None or before.fields["value"] is None:
        return fact
    change = before.fields["unit"] == "percent_yoy" or before.fields["value"] < 0
    value = -amount.value if before.fields["value"] < 0 else amount.value
    unit = (
        "percent_yoy"
        if change and amount.unit == "percent"
        else "units"
        if amount.unit == "number"
        else amount.unit
    )
    return replace(fact, fields={**fact.fields, "value": value, "unit": unit})


def _follows(mask: str, last: Amount, amount: Amount, end: int) -> bool:
    """Say whether a figure goes on from the one before it."""
    if amount.start - last.end >= 90:
        return False
    if _FOLLOWS.fullmatch(mask, last.end, amount.start):
        return True
    return bool(_BESIDE.fullmatch(mask, last.end, amount.start) and _THAN_BEFORE.match(mask, amount.end, end))


def _fact(
    reading: Reading,
    sentence: Sentence,
    amount: Amount,
    metric: Measure,
    expected: Sequence[Amount],
    *,
    elided: bool,
) -> Fact:
    mask = reading.article.mask
    way = metric.sign or direction(mask, amount, min(metric.end, amount.start))
    value, surprise = round(amount.value * (way or 1), 4), expected_value(mask, expected, amount)
    unit = "percent_yoy" if amount.unit == "percent" and way else amount.unit
    fields = {
        "metric": metric.name, "value": value, "unit": "units" if unit == "number" else unit,
        "geo": geo_of(reading, sentence, amount, metric), "period": period_of(reading, sentence, amount),
        "expected": surprise, "relation": relation(mask[amount.end : sentence.end], value, surprise),
    }  # fmt: skip
    start = amount.start if elided else starts_at(reading, sentence, metric, amount)
    share = amount.unit == "percent" and mask.startswith(" of", amount.end)
    told = (_SHARE if share else _PHRASED) if metric.count else _FIGURE
    return (_ELIDED if elided else told).fact(start, amount.end, fields)


def _without(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield figures told without a number, as in exports rising less than forecast."""
    mask = reading.article.mask
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
        yield _EXPECTATION.fact(metric.start, expected.end(), fields)


def _than_expected(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield figures told without a number by their adjective, as in weaker-than-expected exports."""
    mask = reading.article.mask
    metrics = reading.lexicon.metrics
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
        yield _EXPECTATION.fact(found.start(), found.end(), fields)


def _against(between: str) -> str:
    """Return where a figure lies by the words alone; one that fell by less than was forecast is above."""
    less, falling = LESS.search(between), DOWN.search(between)
    if falling and less and not _WORSE.search(between):
        return "above"
    if less or (falling and MORE.search(between)):
        return "below"
    return "above" if MORE.search(between) else "inline"
