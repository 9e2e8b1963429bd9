"""Statistics: what was measured or forecast, how much it changed, and what was expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from detente.news.facts import Fact
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.kinds.statistic_metrics import (
    counts,
    geo_of,
    metric_before,
    metric_name,
    metric_of,
    period_of,
    starts_at,
)  # fmt: skip
from detente.news.kinds.statistic_values import (
    DOWN,
    EXPECTED,
    LESS,
    MORE,
    direction,
    expected_value,
    is_expected,
    relation,
)  # fmt: skip
from detente.news.lexicon.wording import verbs
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
_EXPECTATION = Rule(
    name="statistic-expectation", kind="statistic",
    says="A metric that is more or less than forecast, without a number of its own.",
    example="China's exports grew less than analysts had expected.",
    near_miss="China's exports grew less than those of Japan.",
)  # fmt: skip
RULES = (_FIGURE, _ELIDED, _EXPECTATION)
_NUMERIC = frozenset(("percent", "tons", "number", "points"))
_FOLLOWS = Pattern(
    r"(?:\s+of\s+[^,]{2,30}|\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s*(?:or|and|,"
    r"|to)\s+(?:to\s+)?(?:an?\s+)?"
    r"|[^;.]{0,70}?,?\s*(?:up|down|slowing|compared|versus)?\s*(?:from|with|to)\s+(?:(?:an?|the"
    r"|\w+\s+of)\s+)*"
)
_AND = Pattern(r"(?:\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s+(?:or|and)\s+(?:an?\s+)?")
_BROKEN = Pattern(lambda: rf"R|M|,\s+and\s|;|{verbs('say')}")
_THAN = Pattern(
    r"\bthan\b|\b(?:missed|beat|beating|exceed\w*|topped|below|above|short\s+of|tripling|in\s+line\s+with)\b"
)
_WORSE = Pattern(r"sharply|steeper|worse|larger")


def read_statistics(reading: Reading) -> list[Fact]:
    """Return the figures of a text that measure or forecast something, with what was expected."""
    found: dict[tuple[Any, ...], Fact] = {}
    waiting: Fact | None = None
    last: Fact | None = None
    for sentence in reading.article.sentences:
        numbers = list(_with_numbers(reading, sentence))
        if last is not None and not numbers:
            last = _expected_later(reading, sentence, last, found) or last
        if waiting is not None and any(one.fields["metric"] == waiting.fields["metric"] for one in numbers):
            found.pop(_key(waiting), None)
            waiting = None
        for fact in numbers or _without(reading, sentence):
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
    forecasts = [one for one in amounts if is_expected(reading.article.mask, one, sentence.end)]
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


def _with_numbers(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    mask = reading.article.mask
    amounts = [
        one for one in reading.article.amounts_in(sentence.start, sentence.end)
        if (one.is_money or one.unit in _NUMERIC) and one.start not in reading.tariff_amounts
    ]  # fmt: skip
    expected = [one for one in amounts if is_expected(mask, one, sentence.end)]
    metric: re.Match[str] | None = None
    last: Amount | None = None
    told: Fact | None = None
    for amount in amounts:
        if amount in expected:
            continue
        own = metric_of(reading, sentence, amount)
        elided = metric is not None and last is not None and _follows(mask[last.end : amount.start])
        if own is None and not elided:
            continue
        joined = own is None or (metric is not None and own.start() == metric.start())
        metric = own or metric
        if metric is not None and counts(reading, sentence, amount, metric):
            fact = _fact(reading, sentence, amount, metric, expected, joined and last is not None)
            if last is not None and joined and _AND.fullmatch(mask, last.end, amount.start):
                fact = _like(fact, told, amount)
            yield fact
            last, told = amount, fact


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


def _follows(between: str) -> bool:
    return len(between) < 90 and bool(_FOLLOWS.fullmatch(between))


def _fact(
    reading: Reading,
    sentence: Sentence,
    amount: Amount,
    metric: re.Match[str],
    expected: Sequence[Amount],
    elided: bool,
) -> Fact:
    mask = reading.article.mask
    way = direction(mask, amount, min(metric.end(), amount.start))
    value, surprise = amount.value * (way or 1), expected_value(mask, expected, amount)
    unit = "percent_yoy" if amount.unit == "percent" and way else amount.unit
    fields = {
        "metric": metric_name(reading, metric), "value": value, "unit": "units" if unit == "number" else unit,
        "geo": geo_of(reading, sentence, amount, metric), "period": period_of(reading, sentence, amount),
        "expected": surprise, "relation": relation(mask[amount.end : sentence.end], value, surprise),
    }  # fmt: skip
    start = amount.start if elided else starts_at(reading, sentence, metric, amount)
    return (_ELIDED if elided else _FIGURE).fact(start, amount.end, fields)


def _without(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield figures told without a number, as in exports rising less than forecast."""
    mask = reading.article.mask
    for expected in reading.article.searched(EXPECTED, sentence):
        metric = metric_before(reading, sentence.start, expected.start())
        if metric is None or expected.start() - metric.end() > 70:
            continue
        between = mask[metric.end() : expected.start()]
        if "N" in between or _BROKEN.search(between) or not _THAN.search(between):
            continue
        place = Amount(expected.start(), expected.end(), 0.0, "number")
        fields = {
            "metric": metric_name(reading, metric), "value": None, "unit": "", "expected": None,
            "geo": geo_of(reading, sentence, place, metric), "period": period_of(reading, sentence, place),
            "relation": _against(between),
        }  # fmt: skip
        yield _EXPECTATION.fact(metric.start(), expected.end(), fields)


def _against(between: str) -> str:
    """Return where a figure lies by the words alone; one that fell by less than was forecast is above."""
    less, falling = LESS.search(between), DOWN.search(between)
    if falling and less and not _WORSE.search(between):
        return "above"
    if less or (falling and MORE.search(between)):
        return "below"
    return "above" if MORE.search(between) else "inline"
