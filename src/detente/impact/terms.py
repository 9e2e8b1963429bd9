"""On what terms a law can be weighed: which goods are known by line, which by share, which not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from detente.core.wording import percent, span
from detente.duties.calculation.rules import HOLDS, Law, Rule, bounds
from detente.impact.doubts import NOT_AD_VALOREM, UNSURE, Doubts
from detente.impact.trade import Trade
from detente.ledger.entries import Products, RateRange
from detente.ledger.facts import CLAIMED, Value, shipped_facts
from detente.ledger.record import Record

NOT_HELD = "neither its lines nor its trade are on record"
BY_CHANCE = "how far lists overlap is not known, taken as by chance"


@dataclass(frozen=True, slots=True)
class Terms:
    """A law as it is weighed: what is taken as given, and the shares of trade on lists of unknown lines."""

    law: Law
    given: dict[str, Value]
    shares: dict[str, float]
    doubts: Doubts = field(default_factory=Doubts)


def terms_of(law: Law, record: Record, trade: Trade, traded: Callable[[str], bool] | None) -> Terms:
    """Return the terms of a law.

    A list whose lines are not on record counts by its stated trade, as a share of all that its importers buy
    of its origins. Without one its duty is left out.

    Args:
        law: The law of an importer on an origin.
        record: The record that it was read from.
        trade: The world's trade.
        traded: Says whether goods on a list are known to be bought; None where no lines are known at all.
    """
    terms = Terms(law, {HOLDS: True}, {})
    rules = [_known(rule, traded) for rule in law.rules]
    for place, rule in enumerate(rules):
        if rule.uncertain:
            rules[place] = _by_share(rule, _stated(rule, record, trade), terms)
        if rules[place].uncertain == rule.uncertain:
            _tell(rule, traded is not None, terms.doubts)
    for rule in _by_chance(rules, terms):
        terms.doubts.add(BY_CHANCE, rule.tranche.id)
    return replace(terms, law=replace(law, rules=tuple(rules)))


def tell_facts(law: Law, facts: tuple[str, ...], claims_counted: bool, doubts: Doubts) -> None:
    """Note the open facts on which the mean of a law turns, where the share of trade is an assumption."""
    known = shipped_facts()
    charged = (rule for rule in law.rules if rule.lists is None or rule.lists or rule.uncertain)
    tested = {test.fact for rule in charged for test in rule.tests}
    for fact in (known[key] for key in facts if key in known):
        if fact.in_trade != CLAIMED:
            share = f" {percent(fact.in_trade)}" if isinstance(fact.in_trade, float) else ""
            doubts.add("facts that nobody declares, share of trade assumed", f"{fact.key}{share}")
        elif fact.key in tested and not claims_counted:
            doubts.add("claims of preference not counted, taken as none", fact.key)


def _known(rule: Rule, traded: Callable[[str], bool] | None) -> Rule:
    """Return a rule as it is where goods on its lists are seen to be bought, else as of unknown lines."""
    if not rule.lists or (traded and any(map(traded, rule.lists))):
        return rule
    return replace(rule, lists=(), uncertain=True)


def _by_share(rule: Rule, share: float | None, terms: Terms) -> Rule:
    """Return a rule of unknown lines as one on a share of all goods; on none where there is no share."""
    name = rule.tranche.id
    if share is None:
        kind = "exemption not applied" if rule.tranche.semantics == "exempt" else "left out"
        terms.doubts.add(f"{kind}, {NOT_HELD}", name)
        return replace(rule, lists=(), within=(), uncertain=False)
    terms.doubts.add("weighed by the trade stated for its list, spread over all goods", name)
    if share < 1:
        terms.shares[name] = share
    else:
        terms.given[name] = True
    return replace(rule, within=())


def _stated(rule: Rule, record: Record, trade: Trade) -> float | None:
    """Return the stated trade of a list as a share of all that its importers buy of its origins."""
    name, codes, covers = rule.tranche.id, trade.world.economies, record.economies.covers
    products = record.scope_of(name).products
    if not isinstance(products, Products) or not products.trade_usd:
        return None
    imposing = record.measure_of[name].imposing
    importers = [place for place, code in enumerate(codes) if covers(imposing, code)]
    exporters = [
        place for place, code in enumerate(codes) if record.covers(name, code) and not covers(imposing, code)
    ]
    whole = trade.between_usd(importers, exporters)
    return min(1.0, products.trade_usd / whole) if whole else 0.0


def _tell(rule: Rule, by_line: bool, doubts: Doubts) -> None:
    """Note what of a rule cannot be weighed as the law says."""
    tranche = rule.tranche
    if not rule.certain:
        doubts.add(UNSURE, tranche.id)
    if tranche.semantics in ("specific", "price_floor", "ban"):
        doubts.add(NOT_AD_VALOREM, tranche.id)
    elif tranche.semantics != "exempt" and bounds(tranche) is None:
        doubts.add("left out, its rate is unknown", tranche.id)
    elif isinstance(tranche.rate, RateRange) and not set(rule.lists or ("",)) <= tranche.rate.by_list.keys():
        about = f"{tranche.id} ({span(tranche.rate.low, tranche.rate.high)})"
        doubts.add("rates not known by line, the middle taken", about)
    if not by_line:
        _tell_without_lines(rule, doubts)


def _tell_without_lines(rule: Rule, doubts: Doubts) -> None:
    """Note what of a rule cannot be weighed where only sectors are known."""
    tranche = rule.tranche
    if tranche.semantics in ("floor_total", "total"):
        doubts.add("net of its sector's mean ordinary duty, not its line's", tranche.id)
    for exemption in rule.exempt:
        goods = exemption.list or ", ".join(exemption.prefixes)
        if goods:
            doubts.add("exempt list not on record, its goods count", f"{goods} of {tranche.id}")


def _by_chance(rules: list[Rule], terms: Terms) -> Iterator[Rule]:
    """Yield rules on some goods that yield to others on some goods, where only a share of some is known."""
    for rule in rules:
        others = {*rule.yields_to, *rule.lower_than, *rule.named_instead, *rule.lifted_by}
        others.update(place for row in rule.scaled_by for place in row)
        partly = [rules[place] for place in others if _on_some(rules[place], terms)]
        by_share = any(one.tranche.id in terms.shares for one in (rule, *partly))
        spared = rule.tranche.id in terms.shares and any(row.list or row.prefixes for row in rule.exempt)
        if _on_some(rule, terms) and ((partly and by_share) or spared):
            yield rule


def _on_some(rule: Rule, terms: Terms) -> bool:
    """Say whether a rule is on some goods: neither on all nor on none."""
    return bool(rule.lists) or rule.tranche.id in terms.shares
