"""The headline rate: the additional ad valorem duties in force on all goods of an origin, summed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.plain import plain
from detente.core.sources import Source
from detente.core.time import Instant, Interval
from detente.duties.interaction import WHOLLY, interactions, names_origin
from detente.ledger.entries import Measure, Rate, RateRange
from detente.ledger.grounds import ground_of
from detente.ledger.record import Record
from detente.ledger.states import Span


@dataclass(frozen=True, slots=True)
class Component:
    """One tranche as it bears on a pair on a day.

    `certain` is False where the state follows from a change after the record's newest material: the
    instruments say so, but what was decided since is unknown.
    """

    programme: str
    label: str
    measure: str
    tranche: str
    rate: Rate | None
    semantics: str
    state: str
    certain: bool
    since: Instant
    until: Instant | None
    conditions: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """What an importer charges on all goods of an origin, and the listed goods it also charges.

    `rate` sums the components in force as the law on record has them, floors at their ceiling. It lies
    between `low` and `high` where rates are ranges or their state is uncertain; `unknown` names tranches
    in force whose rate is not on record. Suspended components stand in `components` too, with their
    state; `listed` holds measures on part of the goods, which the headline never counts.
    """

    importer: str
    origin: str
    rate: float
    low: float
    high: float
    unknown: tuple[str, ...]
    components: tuple[Component, ...]
    listed: tuple[Component, ...]

    @property
    def exact(self) -> bool:
        """Whether the record gives one figure."""
        return self.low == self.high and not self.unknown

    @property
    def includes_floor(self) -> bool:
        """Whether some of the rate is a floor, which takes in the ordinary duty."""
        return any(part.state == "in_force" and part.semantics == "floor_total" for part in self.components)

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape; `headline_high` is null where a rate is unknown."""
        return {
            "importer": self.importer,
            "origin": self.origin,
            "headline_rate": self.rate,
            "headline_low": self.low,
            "headline_high": None if self.unknown else self.high,
            "unknown": list(self.unknown),
            "includes_floor": self.includes_floor,
            "components": plain(self.components),
            "listed": plain(self.listed),
        }


@dataclass(frozen=True, slots=True)
class _Standing:
    """A tranche in force or suspended against the origin, and the span that says so."""

    tranche: str
    programme: str
    span: Span


def headline(record: Record, pair: tuple[str, str], instant: Instant, known_at: date) -> Headline:
    """Return the headline rate of an importer on an origin at an instant.

    Duties add unless a programme's own row says otherwise: a rate that names the origin takes the place
    of the world's, the highest of a programme may hold, and a duty yields to another programme's duty on
    all goods where its row says so.

    Args:
        record: The record, or one under a scenario.
        pair: Importer and origin, alpha-3.
        instant: The moment of import entry.
        known_at: The day of knowledge.

    Example:
        >>> from detente.core.time import end_of_day
        >>> from detente.ledger.opening import open_record
        >>> day = date(2025, 4, 20)
        >>> found = headline(open_record(), ("USA", "CHN"), end_of_day(day, "America/New_York"), day)
        >>> round(found.rate, 4), found.exact
        (1.45, True)
    """
    importer, origin = pair
    standing: list[_Standing] = []
    for tranche in record.tranches_against(importer, origin):
        span = record.state(tranche.id, instant, known_at)
        if span and span.state in ("in_force", "suspended"):
            standing.append(_Standing(tranche.id, record.measure_of[tranche.id].programme, span))
    on_all = [row for row in standing if record.on_all_goods(row.tranche)]
    kept = [row for row in on_all if not _yields(record, row, on_all, origin, instant)]
    on_lists = [row for row in standing if not record.on_all_goods(row.tranche)]
    listed = [row for row in on_lists if not _named_instead(record, row, on_lists, origin, instant)]
    components = tuple(_component(record, row, instant, known_at) for row in kept)
    return Headline(
        importer,
        origin,
        rate=_sum(_high(part) for part in components if part.state == "in_force"),
        low=_sum(_low(part) for part in components),
        high=_sum(_high(part) for part in components if part.state == "in_force" or not part.certain),
        unknown=tuple(
            part.tranche for part in components if part.state == "in_force" and part.rate == "unknown"
        ),
        components=components,
        listed=tuple(_component(record, row, instant, known_at) for row in listed),
    )


def _sum(rates: Iterable[float]) -> float:
    return round(math.fsum(rates), 9)


def _high(part: Component) -> float:
    if isinstance(part.rate, RateRange):
        return part.rate.high
    return part.rate if isinstance(part.rate, float) else 0.0


def _low(part: Component) -> float:
    """Return the least that a component adds: nothing where its being in force is uncertain."""
    if part.state != "in_force" or not part.certain:
        return 0.0
    return part.rate.low if isinstance(part.rate, RateRange) else _high(part)


def _yields(record: Record, row: _Standing, on_all: list[_Standing], origin: str, instant: Instant) -> bool:
    """Say whether a duty on all goods gives way to another that is in force on all goods."""
    others = [other for other in on_all if other is not row and other.span.state == "in_force"]
    siblings = [other.tranche for other in others if other.programme == row.programme]
    for rule in interactions(record, row.programme, origin, instant):
        if rule.rule == "most_specific_origin":
            named = any(names_origin(record, sibling, origin) for sibling in siblings)
            if named and not names_origin(record, row.tranche, origin):
                return True
        elif rule.rule == "highest_in_programme":
            mine = record.tranches[row.tranche].rate
            rates = [record.tranches[sibling].rate for sibling in siblings]
            if isinstance(mine, float) and any(isinstance(rate, float) and rate > mine for rate in rates):
                return True
        elif any(other.programme in rule.programmes for other in others):
            assert rule.rule in (*WHOLLY, "scale_by")
            return True
    return False


def _named_instead(
    record: Record, row: _Standing, on_lists: list[_Standing], origin: str, instant: Instant
) -> bool:
    """Say whether a duty that names the origin takes the place of a listed one on all of its lists."""
    rules = interactions(record, row.programme, origin, instant)
    lists = _lists(record, row.tranche)
    if not lists or names_origin(record, row.tranche, origin):
        return False
    if all(rule.rule != "most_specific_origin" for rule in rules):
        return False
    return any(
        other.programme == row.programme
        and other.span.state == "in_force"
        and names_origin(record, other.tranche, origin)
        and lists <= _lists(record, other.tranche)
        for other in on_lists
    )


def _lists(record: Record, tranche_id: str) -> frozenset[str]:
    products = record.scope_of(tranche_id).products
    return frozenset() if products == "all" else frozenset(products.lists)


def _component(record: Record, row: _Standing, instant: Instant, known_at: date) -> Component:
    tranche, measure = record.tranches[row.tranche], record.measure_of[row.tranche]
    programme = record.tables.programmes[measure.programme]
    span = row.span
    source = ground_of(record, tranche.id, span)
    return Component(
        programme=programme.id,
        label=programme.short or programme.id,
        measure=measure.id,
        tranche=tranche.id,
        rate=tranche.rate,
        semantics=tranche.semantics,
        state=span.state,
        certain=record.certain(span),
        since=span.start,
        until=span.end,
        conditions=(*_in_words(record, measure, known_at), *_spared(measure, instant, known_at)),
        sources=(source,) if source else (),
    )


def _in_words(record: Record, measure: Measure, known_at: date) -> tuple[str, ...]:
    """Return the conditions of a measure: words without a date, so none for an earlier day of knowledge."""
    return measure.scope.conditions if known_at >= record.newest else ()


def _spared(measure: Measure, instant: Instant, known_at: date) -> Iterator[str]:
    """Say which product lists a measure spares at an instant, as known on a day."""
    names = [
        exemption.list
        for exemption in measure.scope.exempt
        if exemption.list
        and exemption.when is None
        and (exemption.known_at is None or exemption.known_at <= known_at)
        and instant in Interval(exemption.start, exemption.end)
    ]
    if names:
        yield f"goods on {'the list' if len(names) == 1 else 'the lists'} {', '.join(names)} are spared"
