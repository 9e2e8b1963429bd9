"""An importer's border at a moment: which duties are in force there, and what they come to on each origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.duties.averages.weighing import Weights, spread
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rating import Rating, rate_goods
from detente.duties.calculation.rule_book import RuleBook
from detente.duties.calculation.rules import HOLDS, Law
from detente.duties.interaction import interactions, names_origin
from detente.duties.scope.universe import Classes
from detente.impact.doubts import Doubts
from detente.impact.line_goods import TOGETHER, LineGoods, named_by
from detente.impact.sector_goods import SectorGoods
from detente.impact.terms import Terms, tell_facts, terms_of
from detente.impact.trade import Bought, Trade
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]
Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Added duties as fractions, and what could not be weighed as the law says."""

    rates: Floats
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the day of knowledge."""

    instant: Instant
    known_at: date


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """The goods of an origin as the law sees them, and the imports to weigh them with."""

    lines: LineGoods
    weights: Weights
    classes: Classes


class Border:
    """The duties of one importer at a moment, weighed by what it buys.

    Origins under the same rules have one law; those with the same rows of imports too, such as the members
    of a union, are worked out once.

    Args:
        record: The record, or one under a scenario.
        trade: The world's trade.
        importer: A place in the world table.
        moment: The moment of entry.
    """

    def __init__(self, record: Record, trade: Trade, importer: int, moment: Moment) -> None:
        self.record, self.trade, self.importer, self.moment = record, trade, importer, moment
        self.code = trade.world.economies[importer]
        self.running = tuple(self._running())
        self._laws: dict[Signature, Law] = {}
        self._rated: dict[tuple[Law, Classes], tuple[Terms, Rating]] = {}
        self._on_all: dict[Law, float] = {}
        self._kept: dict[tuple[Law, Classes, tuple[str, ...]], Weighed] = {}

    def added(self, exporter: int) -> Weighed:
        """Return the added duty on an exporter by sector of the world table, weighed by trade.

        A sector in which nothing is traded has the mean of the others.
        """
        origin = self.trade.world.economies[exporter]
        law = None if exporter == self.importer else self.law(origin)
        if law is None:
            return Weighed(np.zeros(len(self.trade.world.sectors)), Doubts())
        bought = self.trade.bought(self.importer, exporter)
        if bought.lines is None:
            return self._of_sectors(law, bought, exporter)
        sight = self._sight(bought.lines, law, bought, origin)
        key = (law, sight.classes, bought.origins)
        if key not in self._kept:
            self._kept[key] = self._of_lines(law, bought, exporter, sight)
        return self._kept[key]

    def on_services(self, exporter: int) -> float:
        """Return what the duties on all goods come to on what is on no list: services, were they taxed."""
        law = None if exporter == self.importer else self.law(self.trade.world.economies[exporter])
        if law is None:
            return 0.0
        if law not in self._on_all:
            rules = (rule if rule.lists is None else replace(rule, lists=(), within=(), uncertain=False)
                     for rule in law.rules)  # fmt: skip
            rating = rate_goods(replace(law, rules=tuple(rules)), SectorGoods(np.zeros(1)), {HOLDS: True})
            self._on_all[law] = float(rating.unclaimed[0])
        return self._on_all[law]

    def law(self, origin: str) -> Law | None:
        """Return the law on an origin; None where nothing is charged."""
        record, covers = self.record, self.record.economies.covers
        running = [name for name in self.running if record.covers(name, origin)]
        imposing = {record.measure_of[name].imposing for name in running}
        if not running or any(covers(one, origin) and covers(one, self.code) for one in imposing):
            return None
        programmes = dict.fromkeys(record.measure_of[name].programme for name in running)
        rows = (interactions(record, name, origin, self.moment.instant) for name in programmes)
        signature = (
            tuple(running),
            tuple(names_origin(record, name, origin) for name in running),
            tuple(id(row) for each in rows for row in each),
        )
        if signature not in self._laws:
            book = LawBook(record, (self.code, origin), self.moment.known_at, self._rules)
            self._laws[signature] = book.at(self.moment.instant)
        return self._laws[signature]

    @cached_property
    def _rules(self) -> RuleBook:
        return RuleBook(self.record, self.code, self.moment.known_at)

    @cached_property
    def _named(self) -> frozenset[str]:
        return named_by(self.record, self.running)

    def _running(self) -> Iterator[str]:
        """Yield the tranches in force against anyone, and those whose sleep only the instruments bring."""
        record, moment = self.record, self.moment
        for tranche in record.tranches_of_importer(self.code):
            span = record.state(tranche.id, moment.instant, moment.known_at)
            asleep = span and span.state == "suspended" and not record.certain(span)
            if span and (span.state == "in_force" or asleep):
                yield tranche.id

    def _of_sectors(self, law: Law, bought: Bought, exporter: int) -> Weighed:
        """Return the duties on goods of which only the sector is known."""
        terms = terms_of(law, self.record, self.trade, traded=None)
        doubts = terms.doubts
        if bought.stands_in:
            doubts.add(bought.stands_in, self.code)
        rating = self._sector_rating(terms, exporter)
        tell_facts(terms.law, rating.open_facts, False, doubts)
        return Weighed(rating.unclaimed, doubts)

    def _sector_rating(self, terms: Terms, exporter: int) -> Rating:
        goods = SectorGoods(self.trade.world.tariffs[exporter, self.importer])
        return rate_goods(terms.law, goods, terms.given, terms.shares)

    def _sight(self, lines: LineGoods, law: Law, bought: Bought, origin: str) -> Sight:
        weights, day = lines.weights(self.record, self._named), self.moment.instant.day
        preferences = lines.turns_on_preferences(law, bought.origins)
        classes = lines.classes(weights.universe, origin, day, preferences)
        return Sight(lines, replace(weights, imports=lines.bought_of(bought.origins)), classes)

    def _of_lines(self, law: Law, bought: Bought, exporter: int, sight: Sight) -> Weighed:
        """Return the duties on lines as they were bought, and on the rest of a sector where there is one."""
        terms, rating = self._rating(law, sight.classes)
        rows_of = bought.origins[0] if len(bought.origins) == 1 else TOGETHER
        origin = self.trade.world.economies[exporter]
        ordinary = np.mean(sight.weights.universe.base(origin, self.moment.instant.day), axis=0)
        found = spread(sight.weights, rows_of, sight.classes, rating, ordinary)
        worth = self.trade.by_sector(sight.lines, found.line_of, found.value_usd)
        paid = self.trade.by_sector(sight.lines, found.line_of, found.value_usd * found.additional)
        if bought.rest_usd is not None:
            rest = self._sector_rating(terms, exporter).unclaimed
            worth, paid = worth + bought.rest_usd, paid + bought.rest_usd * rest
        mean = float(paid.sum() / worth.sum()) if worth.sum() > 0 else 0.0
        rates: Floats = np.divide(paid, worth, out=np.full(len(worth), mean), where=worth > 0)
        doubts = Doubts()
        if bought.stands_in:
            doubts.add(bought.stands_in, self.code)
        doubts.take(terms.doubts)
        tell_facts(terms.law, rating.open_facts, sight.lines.claims_counted, doubts)
        return Weighed(rates, doubts)

    def _rating(self, law: Law, classes: Classes) -> tuple[Terms, Rating]:
        if (law, classes) not in self._rated:
            terms = terms_of(law, self.record, self.trade, lambda name: bool(classes.on(name).any()))
            rating = rate_goods(terms.law, classes, terms.given, terms.shares)
            self._rated[law, classes] = terms, rating
        return self._rated[law, classes]
