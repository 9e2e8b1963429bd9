"""A law as it stands for a while: its rules, what each reaches, and what is asleep beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.core.time import Instant
from detente.ledger.entries import Exemption, RateRange, SparedContent, Test, Tranche
from detente.ledger.states import Span

ALL = "all"
HOLDS = "instruments_hold"
"""The open question after the newest material on record: does what the instruments bring still hold?"""
ASLEEP = ("suspended", "announced", "scheduled", "invalidated")
"""States of measures that are not in force, and that a reader would ask about."""
PREFIX = "prefix:"
"""Marks an HS prefix among the names of lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A tranche as it bears on an origin for a while; numbers are places among the rules of the law.

    `lists` are the names of its lists and prefixes, None for all goods; `uncertain` where its lines are
    not on record, and `within` then bounds them. `yields_to` take the goods it leaves, `scaled_by` the
    part of the value, `lower_than` and `named_instead` are of its own programme, `lifted_by` exempt it.
    With `frees_base` the ordinary duty is not due either.
    """

    tranche: Tranche
    programme: str
    span: Span
    certain: bool
    lists: tuple[str, ...] | None
    within: tuple[str, ...]
    uncertain: bool
    exempt: tuple[Exemption, ...]
    spared_content: SparedContent | None = None
    yields_to: frozenset[int] = frozenset()
    scaled_by: tuple[frozenset[int], ...] = ()
    lower_than: frozenset[int] = frozenset()
    named_instead: frozenset[int] = frozenset()
    lifted_by: frozenset[int] = frozenset()
    frees_base: bool = False

    @property
    def tests(self) -> Iterator[Test]:
        """The tests of declared facts on which the rule turns."""
        if self.tranche.requires:
            yield self.tranche.requires
        yield from (exemption.when for exemption in self.exempt if exemption.when)

    @property
    def rates_by_list(self) -> Mapping[str, float]:
        """The rate of each list, where the lists of a rule pay different ones."""
        rate = self.tranche.rate
        return rate.by_list if isinstance(rate, RateRange) else {}

    @property
    def open_fact(self) -> str | None:
        """The fact that stands for goods whose lines are not on record: the tranche's own id."""
        return self.tranche.id if self.uncertain else None

    @property
    def names(self) -> Iterator[str]:
        """The lists and prefixes that decide on a good."""
        yield from self.lists or ()
        yield from self.within
        for exemption in self.exempt:
            yield from (name for name in (exemption.list, exemption.except_list) if name)
            yield from prefixed((*exemption.prefixes, *exemption.except_prefixes))
        yield from prefixed(self.tranche.full_value_in)


@dataclass(frozen=True, slots=True)
class Asleep:
    """A tranche that is not in force, and the span that says so."""

    tranche: Tranche
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """What an importer charges an origin from `start` to `end`, in the order of the record.

    `asleep` are tranches that are suspended, announced, scheduled or void, by the lists of their goods.
    """

    importer: str
    origin: str
    start: Instant | None
    end: Instant | None
    rules: tuple[Rule, ...]
    by_list: Mapping[str, tuple[int, ...]]
    asleep: Mapping[str, tuple[Asleep, ...]]

    def bearing_on(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the places of the rules that may bear on a good on the named lists and prefixes."""
        found = set(self.by_list.get(ALL, ()))
        for name in names:
            found.update(self.by_list.get(name, ()))
        return tuple(sorted(found))

    def asleep_on(self, names: Iterable[str]) -> Iterator[Asleep]:
        """Yield what is asleep on a good on the named lists and prefixes."""
        for name in (ALL, *names):
            yield from self.asleep.get(name, ())


def prefixed(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return HS prefixes as they stand among the names of lists."""
    return tuple(PREFIX + prefix for prefix in prefixes)


def bounds(tranche: Tranche) -> tuple[float, float] | None:
    """Return the rates between which a tranche lies; None where the record does not know, or has no rate."""
    if tranche.semantics in ("specific", "price_floor", "ban"):
        return None
    if isinstance(tranche.rate, RateRange):
        return tranche.rate.low, tranche.rate.high
    return (tranche.rate, tranche.rate) if isinstance(tranche.rate, float) else None
