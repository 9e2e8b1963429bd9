"""Statistics against the series on record: value, expectation, and on which side of it the value lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from detente.brief.checking.asking import Case
from detente.brief.checking.findings import Figure, Finding, Verdict, not_checkable
from detente.brief.periods import period_name, read_period
from detente.brief.promises import known_from
from detente.brief.wording import amount
from detente.core.codes import WORLD
from detente.core.wording import day_name, statistic
from detente.ledger.entries import Observation, Series
from detente.news.comparing.acts import act_of
from detente.news.comparing.rounded import Hedge, hedge_before
from detente.news.facts import Fact
from detente.news.lexicon.wording import words
from detente.news.partners import partner_of
from detente.news.patterns import Pattern
from detente.news.windows import Window

_NARROWER = re.compile(
    r"\b(?:month[- ]on[- ]month|previous month|first \w+ months|year to date|quarter|of goods to)\b"
)
_PART = Pattern(partial(words, "narrower"))
_WITH = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$", re.IGNORECASE)
_ROUNDING = 0.00051
_OTHER_POLL, _POLL_OF_THAT_VALUE = 0.0025, 0.001
"""How far the expectations of two polls may lie apart, as a fraction; of a value that is told, less."""
_TONNE = "tonne"
_TONNES = frozenset({"tons", "tonnes", "ton", "tonne", "t", "metric tons"})
_STALE = timedelta(days=731)
"""After how long a figure no longer bears on what a text says."""
_SAME_RELEASE = timedelta(days=45)


def check_statistic(case: Case, fact: Fact) -> Finding:
    """Return what the series on record say of a statistic, as published by the day of knowledge."""
    record, geo = case.desk.record, str(fact.fields.get("geo") or "")
    metric = str(fact.fields.get("metric") or "").lower()
    partner = partner_of(case.document, fact, case.desk.folders)
    named = [
        one
        for one in record.tables.series.values()
        if (_measures(one, metric, geo) or _of_goods(one, case, fact))
        and (one.destination == partner or not partner)
    ]
    if not named:
        return not_checkable(f"the record has no series of {metric or 'this'}{f' of {geo}' if geo else ''}")
    series = [one for one in named if fact.fields.get("value") is None or _comparable(fact, one)]
    if not series:
        return not_checkable("the record has this series in another unit")
    rows = [(one, row) for one in series for row in _observed(case, one, fact)]
    if not rows:
        return not_checkable("the record has no figure of that period")
    known = [
        (one, row) for one, row in rows if (out := known_from(one, row)) is None or out <= case.desk.known_at
    ]
    if not known:
        one, row = rows[0]
        if row.released and row.released <= case.desk.known_at + timedelta(days=3):
            return Finding(
                verdict="newer",
                record=_told(one, row),
                why=f"on record since {day_name(row.released)}",
                measures=(one.id,),
                sources=(row.source,),
            )
        return not_checkable("the record has no figure of that period that was out by then")
    value = fact.fields.get("value")
    if value is not None:
        matching = [
            (one, row)
            for one, row in known
            if _agrees(case, fact, float(row.value or 0), _scaled(value, one), _size(one))
        ]
        if not matching:
            return _other_value(case, fact, known[-1])
        known = matching
    return _with_expectation(fact, *known[-1])


def _agrees(case: Case, fact: Fact, known: float, told: float, size: float) -> bool:
    """Say whether a value on record is what a text tells, exactly or as a round figure or a bound."""
    if abs(known - told) < _ROUNDING * size:
        return True
    hedge = _hedge(case, fact)
    if hedge is None:
        return False
    if told < 0 and hedge.kind != "about":
        known, told = -known, -told
    return hedge.allows(told, known)


def _hedge(case: Case, fact: Fact) -> Hedge | None:
    """Return how the value of a statistic is told, by the words before its figure."""
    around, value = case.sentence(fact), abs(float(fact.fields["value"]))
    place = re.search(rf"(?<![\d.,]){re.escape(f'{value:,g}')}(?![\d,]*\d)", around)
    return hedge_before(around[: place.start()]) if place else None


def _measures(one: Series, metric: str, geo: str) -> bool:
    words = set(re.findall(r"[a-z]+", one.id)) | set(re.findall(r"[a-z]+", one.title.lower()))
    named = set(re.findall(r"[a-z]+", metric))
    return bool(named) and named <= words and (not geo or one.economy == geo)


def _of_goods(one: Series, case: Case, fact: Fact) -> bool:
    """Say whether a series is of shipments or purchases, in tonnes, of goods that the sentence names."""
    geo, title = str(fact.fields.get("geo") or ""), act_of(one.title)
    return (
        one.unit == _TONNE
        and one.kind in ("shipments", "purchases")
        and str(fact.fields.get("unit") or "") in _TONNES
        and geo in ("", one.economy, one.destination)
        and bool(set(title.matters) & set(act_of(case.sentence(fact)).matters))
    )


def _comparable(fact: Fact, one: Series) -> bool:
    unit = str(fact.fields.get("unit") or "")
    if one.unit == _TONNE or unit in _TONNES:
        return one.unit == _TONNE and unit in _TONNES
    return (unit in ("percent", "percent_yoy")) is one.unit.startswith(("growth", "share"))


def _scaled(value: float, one: Series) -> float:
    return float(value) / 100 if one.unit.startswith(("growth", "share")) else float(value)


def _size(one: Series) -> float:
    return 1 if one.unit.startswith(("growth", "share")) else max(1000 * (one.normal_level or 1) / 1000, 1)


def _observed(case: Case, one: Series, fact: Fact) -> Iterator[Observation]:
    """Yield the figures of the period asked for; without one, the newest that was out by the day."""
    wanted = Window.of(fact.fields.get("period"))
    day, newest = case.document.published, None
    for row in one.observations:
        period = read_period(row.period)
        if row.value is None or period is None:
            continue
        if wanted and (period.start, period.end - timedelta(days=1)) == (wanted.first, wanted.last):
            yield row
        if wanted is None and row.released and row.released <= day < row.released + _SAME_RELEASE:
            newest = row
    if newest is not None:
        yield newest


def _told(one: Series, row: Observation) -> str:
    expected = f", expected {statistic(row.consensus, one.unit)}" if row.consensus is not None else ""
    out = f", out on {day_name(row.released)}" if row.released else ""
    value = row.value or 0
    told = amount(value, one.unit) if one.unit == _TONNE else statistic(value, one.unit)
    return f"{one.title}, {period_name(row.period)}: {told}{expected}{out}"


def _other_value(case: Case, fact: Fact, found: tuple[Series, Observation]) -> Finding:
    """Return the finding on a value that the record has otherwise; part of the trade is another figure."""
    one, row = found
    whole = fact.fields.get("unit") == "percent_yoy" and one.unit.startswith("growth")
    partner = partner_of(case.document, fact, case.desk.folders) or WORLD
    other = partner != one.destination or _is_narrower(case, fact, partner)
    if not whole or other or Window.of(fact.fields.get("period")) is None:
        return not_checkable(
            "said of part of the trade, or of another span, than the record has", _told(one, row)
        )
    return Finding(verdict="contradicted", record=_told(one, row), measures=(one.id,), sources=(row.source,))


def _is_narrower(case: Case, fact: Fact, partner: str) -> bool:
    """Say whether the sentence speaks of some goods, one partner or another span or currency."""
    said, lexicon = case.sentence(fact), case.lexicon
    if _NARROWER.search(said) or _PART.search(said) or lexicon.goods.named.search(said):
        return True
    written, geo = case.written(fact), fact.fields.get("geo")
    return any(
        entry.kind in ("economy", "adjective")
        and entry.code not in (geo, partner)
        and _WITH.search(written[:place])
        for place, _, entry in lexicon.found_in(written)
    )


def _with_expectation(fact: Fact, one: Series, row: Observation) -> Finding:
    """Return the finding on a value that agrees, with its expectation and the side on which it lies."""
    expected, relation = fact.fields.get("expected"), fact.fields.get("relation")
    told, warning, why = _told(one, row), "", ""
    verdict: Verdict = "confirmed"
    if row.consensus is not None and row.value is not None:
        if expected is not None and abs(_scaled(expected, one) - row.consensus) > _ROUNDING:
            poll = row.consensus_source or "consensus"
            warning = f"another expectation: the record has {statistic(row.consensus, one.unit)} ({poll})"
        gap = row.value - row.consensus
        side = "inline" if abs(gap) <= _ROUNDING else "above" if gap > 0 else "below"
        if relation and side != relation:
            apart = _OTHER_POLL if fact.fields.get("value") is None else _POLL_OF_THAT_VALUE
            near = abs(gap) <= apart or expected is not None
            verdict = "not checkable" if near else "contradicted"
            why = "another poll may have expected otherwise" if near else f"it was {side} what was expected"
        told += (
            f"; {side if side != 'inline' else 'as'} expected"
            if side == "inline"
            else f"; {side} what was expected"
        )
    elif relation or expected is not None:
        warning = "the record has the value, no expectation"
        verdict = verdict if fact.fields.get("value") is not None else "not checkable"
        why = "" if verdict == "confirmed" else "the record has no expectation"
    return Finding(
        verdict=verdict,
        record=told,
        why=why,
        warning=warning,
        measures=(one.id,),
        sources=(row.source,),
    )


def figures_of(case: Case, names: Iterable[str], most: int = 3) -> tuple[Figure, ...]:
    """Return the newest figures of series on times gone by at publication, oldest first in each series.

    What came out only later, or is derived from later figures, is marked; with a day of knowledge that was
    asked for it is left out.
    """
    return tuple(figure for name in names for figure in _figures(case, name, most))


def _figures(case: Case, name: str, most: int) -> list[Figure]:
    one, day = case.desk.record.tables.series.get(name), case.document.published
    if one is None:
        return []
    rows = [
        (period, row, known)
        for row in one.observations
        if (period := read_period(row.period))
        and row.value is not None
        and period.end <= day < period.end + _STALE
        and (one.kind != "shipments" or period.months in (1, 2))
        and (
            (known := known_from(one, row)) is None
            or case.asked_known_at is None
            or known <= case.asked_known_at
        )
    ]
    rows.sort(key=lambda found: (found[0].end, found[0].start))
    return [
        Figure(
            one.id,
            one.title,
            one.unit,
            row.period,
            float(row.value or 0),
            one.normal_level,
            known,
            row.derived,
            known is not None and known > day,
            row.source,
        )
        for _, row, known in rows[-most:]
    ]
