"""Statistics: what was measured or forecast, how much it changed, and what was expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from detente.news.facts import Fact
from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.kinds.statistic_carried import carried, gapped, goes_back
from detente.news.kinds.statistic_expectations import AGAINST_NEEDS, EXPECTATION, against_expected
from detente.news.kinds.statistic_measures import Measure, figure_of
from detente.news.kinds.statistic_metrics import counts, metric_of
from detente.news.kinds.statistic_places import geo_of, period_of, starts_at
from detente.news.kinds.statistic_spelt import SPELT_NEEDS, is_spelt, spelt
from detente.news.kinds.statistic_values import (
    Told,
    direction,
    expected_value,
    forecasts_among,
    relation,
)  # fmt: skip
from detente.news.lexicon.wording import hedges, verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

_FIGURE = Rule(
    name="statistic-figure", kind="statistic",
    says="A metric with a number: its level, its change (a fall is below zero), or the earlier figure it "
        "is set against.",
    example="China's exports fell 3.3 percent in May.", near_miss="The tariff covers exports worth $300 "
        "billion.",
)  # fmt: skip
_ELIDED = Rule(
    name="statistic-elided", kind="statistic", basis="resolved",
    says="A further number of the same metric: joined by `or`, `and`, `to`, compared by `from`, or told of "
        "another month, partner or year: `April's`, `those to Japan`, `it was`.",
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
RULES = (_FIGURE, _PHRASED, _SHARE, _ELIDED, EXPECTATION)
_LENGTHS = frozenset(("days", "weeks", "months", "years"))
_FOLLOWS = Pattern(
    lambda: (
        r"(?:\s+of\s+[^,]{2,30}|\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s*(?:or|and|,"
        r"|to)\s+(?:to\s+)?(?:an?\s+)?"
        r"|[^;.]{0,70}?,?\s*(?:up|down|slowing|compared|versus)?\s*(?:from|with|to|against)\s+(?:(?:an?|the"
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
_BACK_TO = Pattern(
    lambda: rf"[^;.NRM]*\b(?:against|from|versus|compared\s+(?:with|to))\s+(?:an?\s+|the\s+)?{hedges()}"
)
_EARLIER = Pattern(r"\s+(?:D|in\s+D|(?:an?|the)\s+(?:year|month|quarter)\s+(?:earlier|before|ago))")
_FAR_BACK = 130
"""How far before the figure of an earlier year the one that it is set against may end, in characters."""
_ENDS = Pattern(r"\s*(?:[.,;)]|$)|\s+(?:in|the|a)\s+(?:D|month|year|quarter|previous|prior)")
"""After a bare number that shares the percent sign of the one before it: to 5.4 percent from 6.1."""
_AND = Pattern(r"(?:\s+in\s+D+)?(?:\s+(?:jobs|units|tons))?,?\s+(?:or|and)\s+(?:an?\s+)?")


def read_statistics(reading: Reading) -> list[Fact]:
    """Return the figures of a text that measure or forecast something, with what was expected."""
    found: dict[tuple[Any, ...], Fact] = {}
    waiting: Fact | None = None
    before: Sequence[Fact] = ()
    article, goods = reading.article, reading.lexicon.goods
    for sentence in article.sentences:
        amounts: Sequence[Amount] = article.amounts_in(sentence.start, sentence.end)
        if sentence.bits & SPELT_NEEDS:
            amounts = sorted((*amounts, *spelt(article, sentence, goods)), key=attrgetter("start"))
        measured = _measured(reading, amounts) if amounts else ()
        numbers = _numbers(reading, sentence, measured, before, found) if measured else ()
        if waiting is not None and any(one.fields["metric"] == waiting.fields["metric"] for one in numbers):
            found.pop(_key(waiting), None)
            waiting = None
        bare = not numbers and sentence.bits & AGAINST_NEEDS
        for fact in against_expected(reading, sentence) if bare else numbers:
            found.setdefault(_key(fact), fact)
            waiting = fact if fact.fields.get("value") is None else waiting
        before = numbers
    return list(found.values())


def _numbers(
    reading: Reading,
    sentence: Sentence,
    amounts: Sequence[Amount],
    before: Sequence[Fact],
    found: dict[tuple[Any, ...], Fact],
) -> list[Fact]:
    """Return the figures of a sentence; a forecast that it has for the one `before` goes there."""
    expected = forecasts_among(reading.article.mask, amounts, sentence)
    measured = [one for one in amounts if one not in expected] if expected else amounts
    row = _Row(reading, sentence, measured, expected)
    numbers = list(_figures(row, before))
    if not expected:
        return numbers
    later = None
    if before and all(one.rule == _ELIDED.name for one in numbers):
        later = _expected_later(row, before[0], found)
    if numbers or later is not None:
        return numbers
    return list(_figures(row._replace(amounts=expected, expected=()), before))


def _key(fact: Fact) -> tuple[Any, ...]:
    return fact.fields.get("metric"), fact.fields.get("value"), fact.fields.get("geo")


class _Row(NamedTuple):
    """The amounts of a sentence: those measured, and those that were expected."""

    reading: Reading
    sentence: Sentence
    amounts: Sequence[Amount]
    expected: Sequence[Amount]


def _measured(reading: Reading, amounts: Sequence[Amount]) -> list[Amount]:
    """Return those amounts that no tariff, year or length of time is told by."""
    mask, tariffs = reading.article.mask, reading.tariff_amounts
    return [
        one for one in amounts
        if one.unit not in _LENGTHS and one.start not in tariffs and not _is_aside(mask, one)
    ]  # fmt: skip


def _expected_later(row: _Row, last: Fact, found: dict[tuple[Any, ...], Fact]) -> Fact | None:
    """Give a figure what the next sentence says was expected of it."""
    mask, old = row.reading.article.mask, found.get(_key(last))
    if old is None or old.fields["value"] is None or old.fields["expected"] is not None:
        return None
    forecasts = [
        one for one in row.expected
        if str(old.fields["unit"]).startswith("units" if one.unit == "number" else one.unit)
    ]  # fmt: skip
    if len(forecasts) != 1:
        return None
    value = old.fields["value"]
    changed = str(old.fields["unit"]) == "percent_yoy"
    told = Told(old.fields["metric"], forecasts[0], -1 if changed and value < 0 else 0)
    expected = expected_value(mask, forecasts, told)
    if expected is None:
        return None
    where = relation("", value, expected)
    found[_key(last)] = old._replace(fields={**old.fields, "expected": expected, "relation": where})
    return found[_key(last)]


def _figures(row: _Row, before: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the figures of a sentence; `before` are those of the sentence before it."""
    mask, sentence = row.reading.article.mask, row.sentence
    metric: Measure | None = None
    last: Amount | None = None
    told: list[Fact] = []
    for written in row.amounts:
        amount = written
        figure = figure_of(row.reading, sentence, amount)
        taken = carried(figure, (*before, *told)) if before or told else None
        if last is not None and taken is None:
            taken = gapped(figure, last.end, told[-1])
        if (
            last is not None
            and goes_back(figure, last.end)
            and (last.unit != "percent" or _ENDS.match(mask, amount.end))
        ):
            amount = amount._replace(unit=last.unit)
        own = taken or metric_of(figure, row.reading)
        if own is None and (
            last is None or is_spelt(mask, amount) or not _follows(mask, last, amount, sentence.end)
        ):
            continue
        joined = last is not None and (own is None or (metric is not None and own.start == metric.start))
        metric = own or metric
        if metric is None or not counts(row.reading, sentence, amount, metric):
            continue
        forecasts = [] if taken and not told else _met_by(row, amount)
        fact = _fact(row._replace(expected=forecasts), amount, metric, elided=joined or taken is not None)
        if last is not None and joined and _AND.fullmatch(mask, last.end, amount.start):
            fact = _like(fact, told[-1], amount)
        yield fact
        last = amount
        told.append(fact)


def _met_by(row: _Row, amount: Amount) -> Sequence[Amount]:
    """Return the forecasts that are for a figure, not for one of another metric told after it."""
    if not row.expected:
        return ()
    mask, named = row.reading.article.mask, row.reading.lexicon.metrics.named
    later = [one for one in row.amounts if one.start > amount.start]
    nearest = next((one.start for one in later if named.search(mask, amount.end, one.start)), None)
    return [one for one in row.expected if nearest is None or one.start < nearest]


def _is_aside(mask: str, amount: Amount) -> bool:
    """Say whether a number is a year, or stands alone in brackets as a conversion."""
    if amount.unit == "number" and 1900 <= amount.value <= 2100 and amount.end - amount.start == 4:
        return True
    return mask.startswith(")", amount.end) and mask[max(amount.start - 1, 0)] == "("


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
    return fact._replace(fields={**fact.fields, "value": value, "unit": unit})


def _follows(mask: str, last: Amount, amount: Amount, end: int) -> bool:
    """Say whether a figure goes on from the one before it."""
    if amount.start - last.end >= 90:
        back = amount.start - last.end < _FAR_BACK and _EARLIER.match(mask, amount.end, end)
        return bool(back and _BACK_TO.fullmatch(mask, last.end, amount.start))
    if _FOLLOWS.fullmatch(mask, last.end, amount.start):
        return True
    return bool(_BESIDE.fullmatch(mask, last.end, amount.start) and _THAN_BEFORE.match(mask, amount.end, end))


def _fact(row: _Row, amount: Amount, metric: Measure, *, elided: bool) -> Fact:
    reading, sentence, mask = row.reading, row.sentence, row.reading.article.mask
    way = metric.sign or direction(mask, amount, min(metric.end, amount.start))
    if is_spelt(mask, amount):
        way = 1 if amount.unit == "percent" else 0
    value = round(amount.value * (way or 1), 4)
    surprise = expected_value(mask, row.expected, Told(metric.name, amount, way))
    unit = "percent_yoy" if amount.unit == "percent" and way else amount.unit
    fields = {
        "metric": metric.name, "value": value, "unit": "units" if unit == "number" else unit,
        "geo": geo_of(reading, sentence, amount, metric), "period": period_of(reading, sentence, amount),
        "expected": surprise, "relation": relation(mask[amount.end : sentence.end], value, surprise),
    }  # fmt: skip
    start = amount.start if elided else starts_at(reading, sentence, metric, amount)
    share = amount.unit == "percent" and mask.startswith(" of", amount.end)
    told = (_SHARE if share else _PHRASED) if metric.counted else _FIGURE
    return (_ELIDED if elided else told).fact(start, amount.end, fields)
