"""Why a measure did not apply, or not in full: the first ground that the law gives, with its citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.core.wording import counted, percent
from detente.duties.calculation.charging import Cases, Charging
from detente.duties.calculation.rules import HOLDS, Law, Rule
from detente.duties.interaction import interactions
from detente.ledger.entries import Exemption, Interaction, Test
from detente.ledger.facts import shipped_facts, shown
from detente.ledger.record import Record

_CASE = 0


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """The case that an answer states: its good and facts, and the tranches that cover it."""

    cases: Cases
    covering: frozenset[str]


def reason(record: Record, charging: Charging, place: int, stated: Stated) -> str:
    """Return why a rule charges nothing, or less than its rate, in the case that is stated.

    Empty where it is charged in full.
    """
    return next(_grounds(record, charging, place, stated), "")


def _grounds(record: Record, charging: Charging, place: int, stated: Stated) -> Iterator[str]:
    rule, cases = charging.law.rules[place], stated.cases
    if not charging.reached(place)[cases.good[_CASE]]:
        yield f"the line is not on {_listed(rule)}"
    if rule.uncertain and not _first(cases.facts[rule.tranche.id]):
        yield "whether the good is among its goods is not on record; taken as not"
    if not rule.certain and rule.span.state == "suspended":
        yield "asleep, as far as the instruments on record say"
    if not rule.certain and not _first(cases.facts[HOLDS]):
        yield "taken as not in force after the newest material on record"
    spared = [exemption for exemption in rule.exempt if _spares(charging, exemption, cases)]
    yield from (spared_words(exemption) for exemption in spared if exemption.when is None)
    required = rule.tranche.requires
    if required and not _first(cases.met(required)):
        yield f"due only where {test_words(required)}"
    yield from (spared_words(exemption) for exemption in spared if exemption.when)
    yield from _yielded(record, charging.law, rule, stated.covering)


def _spares(charging: Charging, exemption: Exemption, cases: Cases) -> bool:
    good = cases.good[_CASE]
    described = bool(charging.described(exemption)[good])
    return described and (exemption.when is None or _first(cases.met(exemption.when)))


def _yielded(record: Record, law: Law, rule: Rule, covering: frozenset[str]) -> Iterator[str]:
    """Yield the rules that take a rule's place, with the row of law that says so."""
    for other in (law.rules[number] for number in rule.lifted_by):
        if other.tranche.id in covering:
            yield f"lifted by {other.tranche.id}{_cited(other)}"
    for kind, numbers in (
        ("skip_if_covered_by", rule.yields_to),
        ("most_specific_origin", rule.named_instead),
        ("highest_in_programme", rule.lower_than),
    ):
        for other in (law.rules[number] for number in numbers):
            if other.tranche.id in covering:
                yield f"gives way to {other.tranche.id}{_row(record, law, rule, other, kind)}"
    for others in rule.scaled_by:
        for other in (law.rules[number] for number in others):
            if other.tranche.id in covering:
                cited = _row(record, law, rule, other, "scale_by")
                yield f"only on the value that {other.tranche.id} leaves{cited}"


def _row(record: Record, law: Law, rule: Rule, other: Rule, kind: str) -> str:
    """Return the citation of the row by which a rule yields to another."""
    wholly = ("skip_if_covered_by", "supersedes")
    assert law.start is not None
    for row in interactions(record, rule.programme, law.origin, law.start):
        same = row.rule in wholly if kind in wholly else row.rule == kind
        if same and (not row.programmes or other.programme in row.programmes):
            return f" ({_citation(row)})"
    return ""


def _citation(row: Interaction) -> str:
    return row.citation


def _cited(rule: Rule) -> str:
    return f" ({rule.tranche.source.citation})" if rule.tranche.source else ""


def _listed(rule: Rule) -> str:
    names = rule.within if rule.uncertain else rule.lists or ()
    shown_names = [name.replace("prefix:", "heading ") for name in names]
    few = shown_names[:3]
    more = f" and {counted(len(shown_names) - 3, 'other')}" if len(shown_names) > 3 else ""
    return f"{', '.join(few)}{more}"


def _first(values: object) -> bool:
    return bool(np.ravel(np.asarray(values))[_CASE])


def spared_words(exemption: Exemption) -> str:
    """Return what an exemption spares, in words.

    Example:
        >>> spared_words(Exemption(list="annex-ii", citation="EO 14257 Annex II"))
        'spared: on the list annex-ii (EO 14257 Annex II)'
    """
    grounds = [f"on the list {exemption.list}"] if exemption.list else []
    grounds += [f"of {', '.join(exemption.prefixes)}"] if exemption.prefixes else []
    grounds += [f"not on the list {exemption.except_list}"] if exemption.except_list else []
    grounds += [f"not of {', '.join(exemption.except_prefixes)}"] if exemption.except_prefixes else []
    grounds += [test_words(exemption.when)] if exemption.when else []
    cited = f" ({exemption.citation})" if exemption.citation else ""
    return f"spared: {' and '.join(grounds)}{cited}"


def test_words(test: Test) -> str:
    """Return a test of a fact in words.

    Example:
        >>> test_words(Test(fact="usmca", equals="yes")), test_words(Test(fact="metal_weight", below=0.15))
        ('usmca is yes', 'metal_weight is below 15%')
    """
    assert test.fact in shipped_facts()
    if test.equals is not None:
        return f"{test.fact} is {test.equals}"
    if test.differs is not None:
        return f"{test.fact} is not {test.differs}"
    if test.below is not None:
        return f"{test.fact} is below {percent(test.below)}"
    if test.at_least is not None:
        return f"{test.fact} is {percent(test.at_least)} or more"
    return f"{test.fact} is before {shown(test.before.day if test.before else None)}"
