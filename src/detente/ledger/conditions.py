"""Checks of what turns on a declaration, on a list or on the digits of a code."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from detente.core.located import Problem
from detente.ledger.entries import Exemption, Measure, Products, RateRange, Test
from detente.ledger.facts import Fact, shipped_facts
from detente.ledger.reading import Entry
from detente.ledger.record import Record
from detente.ledger.tables import tranches_of

_Path = tuple[str | int, ...]
_OPERANDS = ("equals", "differs", "below", "at_least", "before")
_OF_KIND = {"share": ("below", "at_least"), "date": ("before",)}
_WORDS = ("equals", "differs")


def conditions(entry: Entry, record: Record) -> Iterator[Problem]:
    """Yield the problems of a measure's tests of facts, rates by list, and codes."""
    if entry.kind != "measure":
        return
    for path, test in _tests(entry.value):
        yield from _test(entry, record, path, test)
    yield from _exemptions(entry)
    yield from _rates_by_list(entry)
    yield from _codes(entry)


def _tests(measure: Measure) -> Iterator[tuple[_Path, Test]]:
    for row, exemption in enumerate(measure.scope.exempt):
        if exemption.when:
            yield ("scope", "exempt", row, "when"), exemption.when
    content = measure.scope.spared_content
    if content:
        yield ("scope", "spared_content"), Test(fact=content.fact, at_least=content.at_least)
    for row, tranche in enumerate(measure.tranches):
        if tranche.requires:
            yield ("tranches", row, "requires"), tranche.requires


def _test(entry: Entry, record: Record, path: _Path, test: Test) -> Iterator[Problem]:
    fact = shipped_facts().get(test.fact)
    if fact is None:
        near = difflib.get_close_matches(test.fact, shipped_facts(), n=1)
        mend = f"did you mean '{near[0]}'?" if near else "`detente duty --conditions` lists the facts"
        yield Problem(entry.place(*path, "fact"), f"there is no fact '{test.fact}'", mend)
        return
    given = [name for name in _OPERANDS if getattr(test, name) is not None]
    allowed = _OF_KIND.get(fact.kind, _WORDS)
    if len(given) != 1:
        what = f"the test of '{fact.key}' compares it with {' and '.join(given) or 'nothing'}"
        yield Problem(entry.place(*path), what, f"give one of {', '.join(allowed)}")
    elif given[0] not in allowed:
        what = f"'{fact.key}' is a fact of the kind {fact.kind}, which `{given[0]}` cannot test"
        yield Problem(entry.place(*path, given[0]), what, f"use {' or '.join(allowed)}")
    elif allowed == _WORDS:
        yield from _word(entry, record, (*path, given[0]), fact, str(getattr(test, given[0])))
    elif fact.kind == "share" and not 0 <= getattr(test, given[0]) <= 1:
        what = f"a share of {getattr(test, given[0])} is out of bounds"
        yield Problem(entry.place(*path, given[0]), what, "write 15% as 0.15")


def _word(entry: Entry, record: Record, path: _Path, fact: Fact, word: str) -> Iterator[Problem]:
    options: Sequence[str] = fact.options if fact.kind == "choice" else ("yes", "no")
    if fact.kind == "economy":
        options = list(record.tables.economies)
    if word not in options:
        near = difflib.get_close_matches(word, options, n=1)
        mend = f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(options[:12])}"
        yield Problem(entry.place(*path), f"'{word}' is no value of the fact '{fact.key}'", mend)


def _exemptions(entry: Entry) -> Iterator[Problem]:
    for row, exemption in enumerate(entry.value.scope.exempt):
        if exemption == Exemption(
            start=exemption.start, end=exemption.end, known_at=exemption.known_at,
            end_known_at=exemption.end_known_at, citation=exemption.citation,
        ):  # fmt: skip
            yield Problem(entry.place("scope", "exempt", row), "the exemption spares all goods",
                          "name a list, prefixes or a test of a fact")  # fmt: skip


def _rates_by_list(entry: Entry) -> Iterator[Problem]:
    for row, tranche in enumerate(tranches_of(entry.value)):
        goods = tranche.products or entry.value.scope.products
        held = goods.lists if isinstance(goods, Products) else ()
        for name in tranche.rate.by_list if isinstance(tranche.rate, RateRange) else ():
            if name not in held:
                near = difflib.get_close_matches(name, held, n=1)
                mend = f"did you mean '{near[0]}'?" if near else "name lists of the tranche's own goods"
                what = f"'{tranche.id}' has a rate for '{name}', which is none of its lists"
                yield Problem(entry.place("tranches", row, "rate"), what, mend)


def _codes(entry: Entry) -> Iterator[Problem]:
    for path, codes in _prefixes(entry.value):
        for place, code in enumerate(codes):
            if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 10):
                yield Problem(entry.place(*path, place), f"'{code}' is not the beginning of a tariff code",
                              'write two to ten digits without dots, quoted: "8703"')  # fmt: skip


def _prefixes(measure: Measure) -> Iterator[tuple[_Path, Sequence[str]]]:
    found: list[tuple[_Path, object]] = [(("scope", "products"), measure.scope.products)]
    found += [(("tranches", row, "products"), item.products) for row, item in enumerate(measure.tranches)]
    for path, products in found:
        if isinstance(products, Products):
            yield (*path, "prefixes"), products.prefixes
            yield (*path, "within"), products.within
    for row, exemption in enumerate(measure.scope.exempt):
        yield ("scope", "exempt", row, "prefixes"), exemption.prefixes
        yield ("scope", "exempt", row, "except_prefixes"), exemption.except_prefixes
    for row, tranche in enumerate(measure.tranches):
        yield ("tranches", row, "full_value_in"), tranche.full_value_in
