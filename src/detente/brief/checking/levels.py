"""The rates on record between two economies, and when each held: what a rate in a text can mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from detente.brief.checking.changes import changes, held_before, held_of
from detente.brief.checking.level import Level, Meaning, joined
from detente.core.time import end_of_day, first_moment
from detente.core.wording import points
from detente.duties.headline import Component, Headline, headline
from detente.ledger.entries import RateRange, Tranche
from detente.ledger.grounds import ground_of
from detente.ledger.record import Record
from detente.ledger.states import Span
from detente.news.windows import Window

_STATES = ("in_force", "suspended", "scheduled", "announced")
_FAR = date(2200, 1, 1)
_MOST_PARTS = 8
"""Of how many duties sums are tried: more than any pair has had on all goods at once."""


class Levels:
    """All levels of an importer against an origin, as known on a day."""

    def __init__(self, record: Record, pair: tuple[str, str], known_at: date) -> None:
        self.record, self.pair, self.known_at = record, pair, known_at
        self._zone = record.zone_of(pair[0])
        self._tranches = list(record.tranches_against(*pair))

    @cached_property
    def steps(self) -> tuple[Headline, ...]:
        """The headline at the end of each day on which something changes; `days` are the days of each."""
        return tuple(
            headline(self.record, self.pair, end_of_day(day, self._zone), self.known_at) for day in self._days
        )

    @property
    def spans(self) -> Iterator[tuple[Window, Headline]]:
        """The headline rates in order of time, with the days on which each held."""
        ends = [day - timedelta(days=1) for day in self._days[1:]]
        for first, last, found in zip(self._days, [*ends, _FAR], self.steps, strict=True):
            yield Window(first, last), found

    @cached_property
    def _days(self) -> tuple[date, ...]:
        lowest = self.record.earliest
        starts = {span.start for tranche in self._tranches for span in self._timeline(tranche)}
        local = {start.moment.date() for start in starts if start >= first_moment(lowest)}
        return tuple(sorted({lowest, *(day for day in local if day >= lowest)}))

    def _timeline(self, tranche: Tranche) -> tuple[Span, ...]:
        return self.record.timeline(tranche.id, self.known_at)

    def on(self, day: date) -> Headline:
        """Return the headline at the end of a day."""
        return headline(self.record, self.pair, end_of_day(day, self._zone), self.known_at)

    @cached_property
    def all(self) -> tuple[Level, ...]:
        """Every level: headlines, their parts and sums, lists, what sleeps, cuts, what was announced."""
        earlier = [None, *self.steps[:-1]]
        found = [
            replace(level, before=held_of(before, level, self) if before else None)
            for (days, side), before in zip(self.spans, earlier, strict=True)
            for level in self._of_headline(days, side)
        ]
        return (*joined(found), *changes(self), *self._of_tranches(), *self._with_threats())

    def _of_headline(self, days: Window, side: Headline) -> Iterator[Level]:
        importer, origin = self.pair
        awake = [
            part for part in side.components if part.state == "in_force" and isinstance(part.rate, float)
        ]
        whole = f"{importer} on {origin} {points(side.rate)}% on all goods"
        if len(awake) > 1:
            whole += f" = {' + '.join(_term(part) for part in awake)}"
        yield self.level(side.rate, "headline", days, whole, awake)
        for many in range(1, min(len(awake), _MOST_PARTS)):
            for parts in combinations(awake[:_MOST_PARTS], many):
                if not _are_whole(parts, awake):
                    continue
                told = f"{importer} on {origin}: {' + '.join(_term(part) for part in parts)} on all goods"
                yield self.level(_sum(parts), "sum", days, told, parts)
        asleep = [
            part for part in side.components if part.state == "suspended" and isinstance(part.rate, float)
        ]
        for part in asleep:
            told = f"{importer} on {origin}: {_term(part)} suspended"
            yield self.level(_rate(part), "asleep", days, told, [part])
            with_it = [other for other in awake if other.programme == part.programme]
            if with_it:
                names = [*with_it, part]
                others = " + ".join(map(_term, with_it))
                told = f"{importer} on {origin}: {_term(part)} suspended and {others} in force"
                yield self.level(_sum(names), "asleep", days, told, names)
            yield self.level(side.rate + _rate(part), "asleep", days, f"{told}, all in all", [*awake, part])
        listed = [
            part
            for part in side.listed
            if part.state == "in_force" and _charges(part) and self._is_wide(part)
        ]
        if not awake:
            return
        for part in {(part.programme, _rate(part)): part for part in listed}.values():
            told = f"{whole}, and {_term(part)} on listed goods"
            yield self.level(side.rate + _rate(part), "stack", days, told, [*awake, part])

    def _of_tranches(self) -> Iterator[Level]:
        """Yield the rate of each tranche by itself: in force, asleep, or only announced."""
        importer, origin = self.pair
        for tranche in self._tranches:
            if tranche.semantics not in ("add", "floor_total", "total"):
                continue
            spans = self._timeline(tranche)
            known = [span for span in spans if span.state in _STATES] or list(spans[:1])
            on_all = self.record.on_all_goods(tranche.id)
            for rate in rates_of(tranche):
                for span in known:
                    meaning: Meaning = "announced"
                    if span.state in ("in_force", "suspended"):
                        meaning = "asleep" if span.state == "suspended" else "listed"
                    goods = "all goods" if on_all else self.goods(tranche.id)
                    told = (
                        f"{importer} on {origin}: {points(rate)}% on {goods} ({self._programme(tranche.id)})"
                    )
                    state = span.state.replace("_", " ")
                    yield Level(
                        rate,
                        meaning,
                        span.start.day,
                        _last(span),
                        f"{told}, {state}",
                        (tranche.id,),
                        tuple(filter(None, [ground_of(self.record, tranche.id, span)])),
                        span.change.known_at or self.known_at,
                        on_all,
                        self._rank(tranche),
                        held_before(self, self.programme(tranche.id), span.start.day) if on_all else None,
                    )

    def _with_threats(self) -> Iterator[Level]:
        """Yield what the duty on all goods would come to with a further one that was only announced."""
        importer, origin = self.pair
        for tranche in self._tranches:
            if not self.record.on_all_goods(tranche.id) or not isinstance(tranche.rate, float):
                continue
            for span in self._timeline(tranche):
                if span.state != "announced" or span.start < first_moment(self.record.earliest):
                    continue
                side = self.on(span.start.day - timedelta(days=1))
                awake = [part for part in side.components if part.state == "in_force"]
                told = f"{importer} on {origin} {points(side.rate)}% on all goods, "
                told += f"and {points(tranche.rate)} more ({self._programme(tranche.id)}), announced"
                days = Window(span.start.day, _last(span))
                level = self.level(side.rate + tranche.rate, "announced", days, told, awake)
                yield replace(
                    level,
                    tranches=(*level.tranches, tranche.id),
                    sources=(*level.sources, *filter(None, [ground_of(self.record, tranche.id, span)])),
                    known_from=span.change.known_at or self.known_at,
                )

    def _is_wide(self, part: Component) -> bool:
        """Say whether a listed duty is on this origin by name, and on so much that its worth is on record."""
        scope = self.record.scope_of(part.tranche)
        wide = scope.products != "all" and scope.products.trade_usd is not None
        return wide and self.pair[1] in scope.origins

    def _rank(self, tranche: Tranche) -> int:
        measure = self.record.measure_of[tranche.id]
        if measure.programme in self._of_the_world and not _is_of_the_world(measure.id):
            return 2
        return 0 if self.pair[1] in self.record.scope_of(tranche.id).origins else 1

    @cached_property
    def _of_the_world(self) -> frozenset[str]:
        """The programmes that have one measure on the world beside others."""
        measures = (self.record.measure_of[tranche.id] for tranche in self._tranches)
        return frozenset(one.programme for one in measures if _is_of_the_world(one.id))

    @cached_property
    def programmes(self) -> Mapping[str, bool]:
        """The programmes that ever bore on the pair, each with whether it has a duty on all goods."""
        found: dict[str, bool] = {}
        for tranche in self._tranches:
            if any(span.state in ("in_force", "suspended") for span in self._timeline(tranche)):
                name = self.programme(tranche.id)
                found[name] = found.get(name, False) or self.record.on_all_goods(tranche.id)
        return found

    def programme(self, tranche_id: str) -> str:
        """Return the id of a tranche's programme."""
        return self.record.measure_of[tranche_id].programme

    def goods(self, tranche_id: str) -> str:
        """Return the goods of a tranche in words."""
        products = self.record.scope_of(tranche_id).products
        return "all goods" if products == "all" else products.description

    def _programme(self, tranche_id: str) -> str:
        programme = self.record.tables.programmes[self.record.measure_of[tranche_id].programme]
        return programme.short or programme.id

    def level(
        self, rate: float, meaning: Meaning, days: Window, told: str, parts: Iterable[Component]
    ) -> Level:
        """Return a level made of parts of a headline."""
        rows = list(parts)
        known = [self._known(part) for part in rows]
        return Level(
            rate,
            meaning,
            days.first,
            days.last,
            told,
            tuple(part.tranche for part in rows),
            tuple(source for part in rows for source in part.sources),
            max(known, default=self.record.earliest),
        )

    def _known(self, part: Component) -> date:
        span = self.record.state(part.tranche, part.since, self.known_at)
        return (span.change.known_at if span else None) or self.record.earliest


def _is_of_the_world(measure_id: str) -> bool:
    return measure_id.endswith("/world")


def rates_of(tranche: Tranche) -> tuple[float, ...]:
    """Return the rates of a tranche: one, those of its lists, or the bounds of a range."""
    if isinstance(tranche.rate, RateRange):
        return tuple(dict.fromkeys([tranche.rate.low, tranche.rate.high, *tranche.rate.by_list.values()]))
    return (tranche.rate,) if isinstance(tranche.rate, float) else ()


def _last(span: Span) -> date:
    return span.end.day - timedelta(days=span.end.moment.hour < 1) if span.end else _FAR


def _term(part: Component) -> str:
    return f"{part.label} {points(_rate(part))}"


def _rate(part: Component) -> float:
    return (
        part.rate.high
        if isinstance(part.rate, RateRange)
        else part.rate
        if isinstance(part.rate, float)
        else 0.0
    )


def _are_whole(parts: tuple[Component, ...], awake: Iterable[Component]) -> bool:
    """Say whether parts are one duty, or all that programmes charge: no text adds halves of several."""
    programmes = {part.programme for part in parts}
    return len(parts) == 1 or all(part in parts for part in awake if part.programme in programmes)


def _sum(parts: Iterable[Component]) -> float:
    return round(math.fsum(_rate(part) for part in parts), 9)


def _charges(part: Component) -> bool:
    return part.semantics in ("add", "floor_total", "total") and _rate(part) > 0
