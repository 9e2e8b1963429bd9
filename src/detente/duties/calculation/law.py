"""The law of an importer on an origin, compiled once into intervals in which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from detente.core.time import Instant
from detente.duties.calculation.rule_book import RuleBook, goods_of
from detente.duties.calculation.rules import ALL, ASLEEP, Asleep, Law, Rule, bounds
from detente.duties.interaction import WHOLLY, interactions, names_origin
from detente.ledger.entries import Interaction, Tranche
from detente.ledger.record import Record
from detente.ledger.states import Span

Kept = TypeVar("Kept")


class LawBook:
    """The law of an importer on one origin over time, as known on a day.

    Args:
        record: The record.
        pair: Importer and origin, ISO 3166 alpha-3 codes.
        known_at: The day of knowledge.
        rules: The importer's rules as known on that day, to be shared with its law on other origins.

    Example:
        >>> from detente.core.time import end_of_day
        >>> from detente.ledger.opening import open_record
        >>> book = LawBook(open_record(), ("USA", "CHN"), date(2026, 10, 9))
        >>> law = book.at(end_of_day(date(2025, 4, 9), "America/New_York"))
        >>> str(law.start), str(law.end)
        ('2025-04-09T00:01 America/New_York', '2025-04-10T00:01 America/New_York')
    """

    def __init__(
        self, record: Record, pair: tuple[str, str], known_at: date, rules: RuleBook | None = None
    ) -> None:
        self.record, self.pair, self.known_at = record, pair, known_at
        importer, origin = pair
        self._rules = rules or RuleBook(record, importer, known_at)
        covers = record.economies.covers
        inside = any(covers(group, origin) and covers(group, importer) for group in self._rules.imposing)
        self._tranches = () if inside else tuple(record.tranches_against(importer, origin))
        edges = set().union(*map(self._rules.edges, self._tranches))
        self.changes = tuple(sorted(edges))
        self._laws: dict[int, Law] = {}

    def at(self, instant: Instant) -> Law:
        """Return the law at an instant."""
        return self.law(bisect_right(self.changes, instant))

    def law(self, place: int) -> Law:
        """Return the law of an interval: 0 before the first change, then the one after each change."""
        if place not in self._laws:
            self._laws[place] = self._compiled(place)
        return self._laws[place]

    @cached_property
    def _lives(self) -> tuple[tuple[Tranche, list[int], tuple[Span, ...]], ...]:
        """The spans of each tranche, with the places of their beginnings among the changes."""
        place = {change: number for number, change in enumerate(self.changes)}
        spans = ((tranche, self.record.timeline(tranche.id, self.known_at)) for tranche in self._tranches)
        return tuple((tranche, [place[span.start] for span in own], own) for tranche, own in spans)

    @cached_property
    def _naming(self) -> frozenset[str]:
        """The tranches that name the origin rather than all the world."""
        origin = self.pair[1]
        return frozenset(one.id for one in self._tranches if names_origin(self.record, one.id, origin))

    def _compiled(self, place: int) -> Law:
        start = self.changes[place - 1] if place else None
        end = self.changes[place] if place < len(self.changes) else None
        if start is None:
            return Law(*self.pair, None, end, (), {}, {})
        rules, asleep = [], defaultdict[str, list[Asleep]](list)
        for tranche, starts, spans in self._lives:
            number = bisect_right(starts, place - 1)
            if number == 0:
                continue
            span = spans[number - 1]
            rule = self._rules.rule(tranche, span, start)
            if rule:
                rules.append(rule)
            elif span.state in ASLEEP and tranche.semantics != "exempt":
                lists, within, uncertain = goods_of(self.record.scope_of(tranche.id).products)
                for name in _indexed(lists, within, uncertain):
                    asleep[name].append(Asleep(tranche, span))
        linked = self._linked(rules, start)
        by_list = defaultdict[str, list[int]](list)
        for number, rule in enumerate(linked):
            for name in _indexed(rule.lists, rule.within, rule.uncertain):
                by_list[name].append(number)
        return Law(*self.pair, start, end, linked, _frozen(by_list), _frozen(asleep))

    def _linked(self, rules: Sequence[Rule], instant: Instant) -> tuple[Rule, ...]:
        """Return rules with the places of those they yield to, by the rows of their programmes."""
        charged, lifting = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for place, rule in enumerate(rules):
            if rule.tranche.semantics == "exempt":
                waived = self.record.tables.programmes[rule.programme].waives
                for programme in {rule.programme, *waived}:
                    lifting[programme].append(place)
            else:
                charged[rule.programme].append(place)
        rows = {name: tuple(interactions(self.record, name, self.pair[1], instant)) for name in charged}
        naming = {
            place
            for places in charged.values()
            for place in places
            if rules[place].tranche.id in self._naming
        }
        bearing = tuple(id(row) for name in charged for row in rows[name])
        key = (tuple(map(id, rules)), bearing, frozenset(naming))
        if key not in self._rules.related:  # origins whose law is the same share it
            self._rules.related[key] = tuple(
                self._link(
                    rules, place, rows.get(rule.programme, ()), charged, naming, lifting[rule.programme]
                )
                if rule.tranche.semantics != "exempt"
                else rule
                for place, rule in enumerate(rules)
            )
        return self._rules.related[key]

    def _link(
        self,
        rules: Sequence[Rule],
        place: int,
        rows: Sequence[Interaction],
        charged: Mapping[str, Sequence[int]],
        naming: set[int],
        lifting: Sequence[int],
    ) -> Rule:
        rule = rules[place]
        own = charged[rule.programme]
        yields_to: set[int] = set()
        lower_than: set[int] = set()
        named_instead: set[int] = set()
        scaled_by: list[frozenset[int]] = []
        for row in rows:
            over = [other for programme in row.programmes for other in charged.get(programme, ())]
            if row.rule in WHOLLY:
                yields_to.update(over)
            elif row.rule == "scale_by":
                scaled_by.append(frozenset(over))
            elif row.rule == "highest_in_programme":
                lower_than.update(other for other in own if _above(rules[other], rule))
            elif place not in naming:
                named_instead.update(other for other in own if other in naming)
        return self._rules.linked(
            rule,
            yields_to=frozenset(yields_to), scaled_by=tuple(scaled_by), lower_than=frozenset(lower_than),
            named_instead=frozenset(named_instead), lifted_by=frozenset(lifting),
        )  # fmt: skip


def _above(other: Rule, rule: Rule) -> bool:
    """Say whether another rate is the higher of two; of equal ones one is."""
    mine, theirs = bounds(rule.tranche), bounds(other.tranche)
    return theirs is not None and mine is not None and (
        (theirs[1], other.tranche.id) > (mine[1], rule.tranche.id)
    )  # fmt: skip


def _indexed(lists: tuple[str, ...] | None, within: tuple[str, ...], uncertain: bool) -> tuple[str, ...]:
    """Return the names under which a rule is found: its lists and prefixes, or all goods."""
    if lists is None or (uncertain and not within):
        return (ALL,)
    return (*lists, *within)


def _frozen(found: Mapping[str, list[Kept]]) -> dict[str, tuple[Kept, ...]]:
    return {name: tuple(items) for name, items in found.items()}
