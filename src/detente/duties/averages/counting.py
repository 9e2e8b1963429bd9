"""How the source of a published average counts: its rules, laid over the record and the weights.

A source's rules are data, in `data/published/duties/averages.yaml`, each with where its source says so. A
rule holds for figures dated `from` to `until` and for some `origins`; what it does goes by the name of a key:

    programmes          only the duties of these programmes are counted
    leave_out           these measures or tranches are not
    spared              goods on `lists` (less `except_list`), or of `prefixes`, pay no duty of `programmes`
    without             exemptions by these lists are not counted
    stays               the law of `programmes` stays as it was at the end of a day, `on`
    padded              codes of these lists are filled up with 0 to ten digits, and reach that line alone
    rate                the duties of `programmes` are `at` this rate, or so much `more`
    yields              duties of `programmes` leave what those `to` which they yield cover, never the reverse
    given               facts taken to hold of all goods
    claims              share of the trade of an origin that claims a preference, by origin
    special_provisions  `charged`: chapters 98 and 99 pay what other goods pay
    ordinary            `none`: a duty "in all" is charged whole
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from detente.core.time import Instant, end_of_day, first_moment, parse_date
from detente.duties.averages.weighing import Weights
from detente.duties.calculation.customs import Customs
from detente.duties.scope.lists import ProductLists
from detente.ledger.entries import Exemption, Interaction, Measure, Products, Programme, Tranche
from detente.ledger.facts import Value, shipped_facts
from detente.ledger.record import Record
from detente.ledger.states import Change

Rules = Sequence[Mapping[str, Any]]
Rows = dict[str, Measure]
_OF_THE_RECORD = ("programmes", "leave_out", "stays", "spared", "without", "rate", "yields")


@dataclass(frozen=True, slots=True)
class Step:
    """The day of the law that a source's date describes, and what its step supposes of tranches."""

    on: date
    known_at: date | None = None
    begun: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @classmethod
    def of(cls, series: Mapping[str, Any], day: date) -> Step:
        """Return the step of a series at one of its dates: the day itself where nothing else is said."""
        step = series.get("steps", {}).get(str(day), {})
        return cls(
            on=parse_date(step["on"]) if "on" in step else day,
            known_at=parse_date(step["known_at"]) if "known_at" in step else None,
            begun=tuple(step.get("begun", ())),
            before=tuple(step.get("before", ())),
        )


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An importer's customs as a source counts them, the moment, and the facts taken to hold."""

    customs: Customs
    weights: Weights
    instant: Instant
    given: Mapping[str, Value]


class Counting:
    """Customs as sources count them, kept from figure to figure.

    Args:
        record: The record.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._records: dict[tuple[object, ...], Record] = {}
        self._customs: dict[tuple[object, ...], Customs] = {}
        self._weights: dict[tuple[object, ...], Weights] = {}
        self._views: dict[tuple[object, ...], View] = {}

    def view(self, importer: str, origin: str, step: Step, rules: Rules) -> View:
        """Return the view of an importer on an origin at a step, under the rules that hold."""
        own = [rule for rule in rules if origin in rule.get("origins", [origin])]
        key = (importer, step, *map(id, own))
        if key not in self._views:
            customs = self._opened(importer, step, [one for one in own if _touches(one, _OF_THE_RECORD)])
            instant = end_of_day(step.on, self._record.zone_of(importer))
            weights = self._weighed(customs, [one for one in own if not _touches(one, _OF_THE_RECORD)])
            self._views[key] = View(customs, weights, instant, _given(own))
        return self._views[key]

    def _opened(self, importer: str, step: Step, rules: Rules) -> Customs:
        known = step.known_at or max(self._record.newest, step.on)
        moved = bool(step.begun or step.before)
        key = (importer, known, step if moved else None, *map(id, rules))
        if key not in self._customs:
            record = self._rewritten(rules)
            if moved:
                moment = first_moment(step.on)
                changes = {name: [Change(moment, "in_force", None, "assumed")] for name in step.begun}
                changes |= {name: [Change(moment, "scheduled", None, "assumed")] for name in step.before}
                record = record.assuming(changes, f"{record.digest} {step}")
            self._customs[key] = Customs(record, importer, known)
        return self._customs[key]

    def _rewritten(self, rules: Rules) -> Record:
        key = tuple(map(id, rules))
        if not rules:
            return self._record
        if key not in self._records:
            tables = self._record.tables
            measures, programmes = dict(tables.measures), dict(tables.programmes)
            for rule in rules:
                measures = _counted(measures, rule)
                programmes = _yielding(programmes, rule["yields"]) if "yields" in rule else programmes
            tables = replace(tables, measures=measures, programmes=programmes)
            self._records[key] = Record(tables, f"{self._record.digest} as counted {key}")
        return self._records[key]

    def _weighed(self, customs: Customs, rules: Rules) -> Weights:
        """Return the weights under the rules; lines are sorted by the lists of the record as it is."""
        key = (customs.importer, *map(id, rules))
        if key not in self._weights:
            plain = (customs.importer,)
            if plain not in self._weights:
                self._weights[plain] = self._opened(customs.importer, Step(self._record.newest), ()).weights
            self._weights[key] = _weighed(self._weights[plain], customs.lists, rules)
        return self._weights[key]


def rules_on(series: Mapping[str, Any], day: date) -> Rules:
    """Return the rules of a series that hold for a figure of a day."""
    return [
        rule
        for rule in series.get("counts", ())
        if rule.get("from", "") <= str(day) and str(day) < rule.get("until", "9999")
    ]


def _touches(rule: Mapping[str, Any], keys: Iterable[str]) -> bool:
    return any(key in rule for key in keys)


def _given(rules: Rules) -> dict[str, Value]:
    facts = shipped_facts()
    return {key: facts[key].read(text) for rule in rules for key, text in rule.get("given", {}).items()}


def _weighed(weights: Weights, lists: ProductLists, rules: Rules) -> Weights:
    for rule in rules:
        for name in rule.get("padded", ()):
            padded = np.array([code.ljust(10, "0").encode() for code in lists.codes(name)])
            universe = weights.universe.narrowed([name], np.isin(weights.universe.codes, padded))
            weights = replace(weights, universe=universe)
        weights = replace(
            weights,
            special_charged=weights.special_charged or rule.get("special_provisions") == "charged",
            flat=weights.flat or rule.get("ordinary") == "none",
            claims={**weights.claims, **{key: float(share) for key, share in rule.get("claims", {}).items()}},
        )
    return weights


def _counted(measures: Rows, rule: Mapping[str, Any]) -> Rows:
    """Return the measures under a rule."""
    found: Rows = {}
    gone = set(rule.get("leave_out", ()))
    for name, measure in measures.items():
        if measure.programme not in rule.get("programmes", [measure.programme]) or name in gone:
            continue
        kept = tuple(one for one in measure.tranches if one.id not in gone)
        if kept:
            changed = _stayed(replace(measure, tranches=kept), rule.get("stays"))
            changed = _without(changed, set(rule.get("without", ())))
            found[name] = _at_rate(_spared(changed, rule.get("spared")), rule.get("rate"))
    return found


def _stayed(measure: Measure, stays: Mapping[str, Any] | None) -> Measure:
    """Return a measure of which nothing begins or ends after a day."""
    if stays is None or measure.programme not in stays["programmes"]:
        return measure
    day = parse_date(stays["on"])

    def by_then(instant: Instant | None) -> bool:
        return instant is None or instant.day <= day

    tranches = (
        replace(
            one,
            end=one.end if by_then(one.end) else None,
            events=tuple(event for event in one.events if by_then(event.at)),
        )
        for one in measure.tranches
        if by_then(one.start)
    )
    exempt = (
        replace(row, end=row.end if by_then(row.end) else None)
        for row in measure.scope.exempt
        if by_then(row.start)
    )
    return replace(measure, tranches=tuple(tranches), scope=replace(measure.scope, exempt=tuple(exempt)))


def _without(measure: Measure, lists: set[str]) -> Measure:
    """Return a measure that spares no goods of some lists."""

    def spares_only(products: object) -> bool:
        return isinstance(products, Products) and bool(products.lists) and set(products.lists) <= lists

    kept = tuple(row for row in measure.scope.exempt if row.list not in lists)
    tranches = tuple(
        tranche
        for tranche in measure.tranches
        if tranche.semantics != "exempt" or not spares_only(tranche.products or measure.scope.products)
    )
    return replace(measure, scope=replace(measure.scope, exempt=kept), tranches=tranches)


def _spared(measure: Measure, spared: Mapping[str, Any] | None) -> Measure:
    if spared is None or measure.programme not in spared["programmes"]:
        return measure
    rows = [Exemption(list=name, except_list=spared.get("except_list")) for name in spared.get("lists", ())]
    if "prefixes" in spared:
        rows.append(Exemption(prefixes=tuple(spared["prefixes"])))
    return replace(measure, scope=replace(measure.scope, exempt=(*measure.scope.exempt, *rows)))


def _at_rate(measure: Measure, rate: Mapping[str, Any] | None) -> Measure:
    if rate is None or measure.programme not in rate["programmes"]:
        return measure
    return replace(measure, tranches=tuple(_moved(tranche, rate) for tranche in measure.tranches))


def _moved(tranche: Tranche, rate: Mapping[str, str]) -> Tranche:
    if tranche.semantics == "exempt" or not isinstance(tranche.rate, float):
        return tranche
    return replace(tranche, rate=float(rate["at"]) if "at" in rate else tranche.rate + float(rate["more"]))


def _yielding(programmes: Mapping[str, Programme], yields: Mapping[str, Any]) -> dict[str, Programme]:
    """Return programmes of which some leave what others cover, and never the other way round."""
    less, more = set(yields["programmes"]), tuple(yields["to"])
    row = Interaction(rule="skip_if_covered_by", citation="as the source counts", programmes=more)
    found = dict(programmes)
    for name in less:
        found[name] = replace(found[name], interactions=(*found[name].interactions, row))
    for name in more:
        rows = (
            replace(one, programmes=tuple(other for other in one.programmes if other not in less))
            for one in found[name].interactions
        )
        found[name] = replace(found[name], interactions=tuple(rows))
    return found
