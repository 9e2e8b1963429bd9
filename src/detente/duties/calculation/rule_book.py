"""The rules that an importer's tranches make, each made once for all origins and intervals that share it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from detente.core.time import Instant, Interval
from detente.duties.calculation.rules import Rule, prefixed
from detente.ledger.entries import Exemption, Measure, Products, Tranche
from detente.ledger.record import Record
from detente.ledger.states import Span


class RuleBook:
    """The rules of an importer as known on a day; `related` are those of whole laws, with their relations.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> book = RuleBook(record, "USA", record.newest)
        >>> span = record.timeline("us-cn-recip-125", record.newest)[0]
        >>> rule = book.rule(record.tranche("us-cn-recip-125"), span, span.start)
        >>> rule is book.rule(record.tranche("us-cn-recip-125"), span, span.start)
        True
    """

    def __init__(self, record: Record, importer: str, known_at: date) -> None:
        self.record, self.importer, self.known_at = record, importer, known_at
        self.related: dict[object, tuple[Rule, ...]] = {}
        self._rules: dict[tuple[object, ...], Rule | None] = {}
        self._edges: dict[str, frozenset[Instant]] = {}
        self._linked: dict[tuple[object, ...], Rule] = {}

    @cached_property
    def imposing(self) -> frozenset[str]:
        """Who imposes the importer's measures: itself, and groups that it belongs to."""
        tranches = self.record.tranches_of_importer(self.importer)
        return frozenset(self.record.measure_of[tranche.id].imposing for tranche in tranches)

    def edges(self, tranche: Tranche) -> frozenset[Instant]:
        """Return the instants at which something of a tranche, or of its programme, may change."""
        if tranche.id not in self._edges:
            measure = self.record.measure_of[tranche.id]
            rows = self.record.tables.programmes[measure.programme].interactions
            lasting = [(one.start, one.end) for one in measure.scope.exempt]
            lasting += [(row.start, row.end) for row in rows]
            found = {span.start for span in self.record.timeline(tranche.id, self.known_at)}
            found.update(edge for edges in lasting for edge in edges if edge)
            self._edges[tranche.id] = frozenset(found)
        return self._edges[tranche.id]

    def rule(self, tranche: Tranche, span: Span, instant: Instant) -> Rule | None:
        """Return the rule of a tranche at an instant of a span; None where it is not in force.

        A tranche whose sleep only the instruments bring has a rule too, with a doubt.
        """
        certain = self.record.certain(span)
        if span.state != "in_force" and (span.state != "suspended" or certain):
            return None
        measure = self.record.measure_of[tranche.id]
        running = self._running(measure, instant)
        key = (tranche.id, span.start, *map(id, running))
        if key not in self._rules:
            self._rules[key] = self._made(tranche, measure, span, running)
        return self._rules[key]

    def linked(self, rule: Rule, **links: Any) -> Rule:
        """Return a rule with the places of the rules it is related to, as `Rule` names them."""
        if not any(links.values()):
            return rule
        key = (id(rule), *links.values())
        if key not in self._linked:
            self._linked[key] = replace(rule, **links)
        return self._linked[key]

    def _running(self, measure: Measure, instant: Instant) -> tuple[Exemption, ...]:
        """Return the exemptions of a measure that hold at an instant."""
        exempt = measure.scope.exempt
        return tuple(one for one in exempt if self._known(one) and instant in self._interval(one))

    def _known(self, exemption: Exemption) -> bool:
        return exemption.known_at is None or exemption.known_at <= self.known_at

    def _interval(self, exemption: Exemption) -> Interval:
        """Return when an exemption holds; its end counts where it was known by the day of knowledge."""
        known = exemption.end_known_at is None or exemption.end_known_at <= self.known_at
        return Interval(exemption.start, exemption.end if known else None)

    def _made(self, tranche: Tranche, measure: Measure, span: Span, running: tuple[Exemption, ...]) -> Rule:
        scope = self.record.scope_of(tranche.id)
        lists, within, uncertain = goods_of(scope.products)
        frees_base = self.record.tables.programmes[measure.programme].waives_base
        return Rule(
            tranche=tranche, programme=measure.programme, span=span, certain=self.record.certain(span),
            lists=lists, within=within, uncertain=uncertain, exempt=running,
            spared_content=scope.spared_content, frees_base=frees_base and tranche.semantics == "exempt",
        )  # fmt: skip


def goods_of(products: Products | str) -> tuple[tuple[str, ...] | None, tuple[str, ...], bool]:
    """Return the lists and prefixes of goods, and the bounds of those whose lines are not on record."""
    if not isinstance(products, Products):
        return None, (), False
    names = (*products.lists, *prefixed(products.prefixes))
    return names, prefixed(products.within), products.of_goods and not names
