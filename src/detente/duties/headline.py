"""The headline rate: the additional ad valorem duties in force on all goods of an origin, summed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from detente.core.sources import Source
from detente.core.time import Instant
from detente.ledger.entries import Measure, Products, RateRange, Tranche
from detente.ledger.record import Record
from detente.ledger.states import Span


@dataclass(frozen=True, slots=True)
class Component:
    """One tranche as it bears on a pair on a day."""

    programme: str
    label: str
    measure: str
    tranche: str
    rate: float | RateRange | str | None
    semantics: str
    state: str
    since: Instant
    until: Instant | None
    conditions: tuple[str, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape; a range of rates is {low, high}."""
        rate = self.rate
        return {
            "programme": self.programme,
            "label": self.label,
            "measure": self.measure,
            "tranche": self.tranche,
            "rate": {"low": rate.low, "high": rate.high} if isinstance(rate, RateRange) else rate,
            "semantics": self.semantics,
            "state": self.state,
            "since": str(self.since),
            "until": str(self.until) if self.until else None,
            "conditions": list(self.conditions),
            "sources": [source_json(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Headline:
    """What an importer charges on all goods of an origin, and the listed goods it also charges.

    `rate` sums the components of state in_force. Suspended ones stand in `components` too, with their
    state; `listed` holds measures on part of the goods, which the headline never counts.
    """

    importer: str
    origin: str
    rate: float
    components: tuple[Component, ...]
    listed: tuple[Component, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {
            "importer": self.importer,
            "origin": self.origin,
            "headline_rate": self.rate,
            "components": [component.as_json() for component in self.components],
            "listed": [component.as_json() for component in self.listed],
        }


def headline(record: Record, pair: tuple[str, str], instant: Instant, known_at: date) -> Headline:
    """Return the headline rate of an importer on an origin at an instant.

    Duties add unless a programme's own row says otherwise; of those rows only `most_specific_origin`
    bears on duties on all goods: a tranche that names the origin replaces the one for the world.

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
        >>> round(found.rate, 4)
        1.45
    """
    importer, origin = pair
    standing: list[tuple[Tranche, Measure, Span]] = []
    for tranche in record.tranches_against(importer, origin):
        span = record.state(tranche.id, instant, known_at)
        if span and span.state in ("in_force", "suspended"):
            standing.append((tranche, record.measure_of[tranche.id], span))
    standing = _most_specific(record, standing, origin)
    on_all = [_component(record, *row) for row in standing if _on_all_goods(row[0], row[1])]
    listed = [_component(record, *row) for row in standing if not _on_all_goods(row[0], row[1])]
    rate = math.fsum(
        component.rate
        for component in on_all
        if component.state == "in_force" and isinstance(component.rate, float)
    )
    return Headline(importer, origin, round(rate, 9), tuple(on_all), tuple(listed))


def source_json(source: Source) -> dict[str, Any]:
    """Return a source as JSON: its citation, kind of evidence, confidence, and whether it was read."""
    return asdict(source)


def _on_all_goods(tranche: Tranche, measure: Measure) -> bool:
    goods = tranche.products or measure.scope.products
    return not isinstance(goods, Products) and tranche.semantics in ("add", "floor_total")


def _most_specific(
    record: Record, standing: list[tuple[Tranche, Measure, Span]], origin: str
) -> list[tuple[Tranche, Measure, Span]]:
    """Drop a tranche for the world where the same programme names the origin itself."""
    naming = {
        measure.programme
        for tranche, measure, span in standing
        if span.state == "in_force"
        and _names(record, tranche, measure, origin)
        and _on_all_goods(tranche, measure)
    }
    return [
        row
        for row in standing
        if _names(record, row[0], row[1], origin)
        or row[1].programme not in naming
        or not _on_all_goods(row[0], row[1])
        or not _specific_rule(record, row[1].programme)
    ]


def _names(record: Record, tranche: Tranche, measure: Measure, origin: str) -> bool:
    origins = tranche.origins or measure.scope.origins
    return any(listed != "WLD" and record.economies.covers(listed, origin) for listed in origins)


def _specific_rule(record: Record, programme: str) -> bool:
    rules: Iterable[str] = (row.rule for row in record.tables.programmes[programme].interactions)
    return "most_specific_origin" in rules


def _component(record: Record, tranche: Tranche, measure: Measure, span: Span) -> Component:
    programme = record.tables.programmes[measure.programme]
    sources = tuple(source for source in (tranche.source,) if source)
    return Component(
        programme=programme.id,
        label=programme.short or programme.id,
        measure=measure.id,
        tranche=tranche.id,
        rate=tranche.rate,
        semantics=tranche.semantics,
        state=span.state,
        since=span.start,
        until=span.end,
        conditions=measure.scope.conditions,
        sources=sources,
    )
