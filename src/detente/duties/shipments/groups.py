"""Laws and treatments by number, and groups: a law on an origin with how its goods are treated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from detente.core.time import Instant
from detente.duties.calculation.rules import Rule, bounds
from detente.duties.shipments.asking import Judge
from detente.duties.shipments.kept import Kept
from detente.duties.shipments.results import KnownLaw
from detente.duties.shipments.wares import Treatment, TreatmentKey, WareBook

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Pair:
    """An importer's law on an origin: when it changes, and what was looked up by interval and by era."""

    wares: WareBook
    origin: str
    changes: tuple[int, ...]
    laws: dict[int, int] = field(default_factory=dict)
    treatments: dict[int, int] = field(default_factory=dict)
    groups: dict[tuple[int, int], int] = field(default_factory=dict)


class Groups:
    """Numbers the laws, treatments and groups that rows turn out to be of.

    `treated_by` are the treatments that goods under each law have had.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.laws: list[KnownLaw] = []
        self.treatments: list[tuple[WareBook, Treatment]] = []
        self.groups: list[tuple[int, int]] = []
        self.treated_by: list[set[int]] = []
        self.pairs: dict[tuple[str, str], Pair] = {}
        self.books: dict[str, WareBook] = {}
        self._moments: dict[tuple[str, str], tuple[Instant, int, int]] = {}
        self._known: dict[object, int] = {}
        self._sights: dict[int, int] = {}
        self._sight_numbers: dict[object, int] = {}

    def book(self, importer: str) -> WareBook:
        """Return the wares of an importer."""
        if importer not in self.books:
            self.books[importer] = WareBook(self.judge.customs(importer))
        return self.books[importer]

    def of_days(self, importer: str, origin: str, days: Sequence[str]) -> list[int]:
        """Return the groups of an origin's goods on days, as they are written."""
        pair = self._pair(importer, origin)
        found = []
        for day in days:
            instant, ticks, era = self._moment(importer, day)
            key = (bisect_right(pair.changes, ticks), era)
            if key not in pair.groups:
                pair.groups[key] = self._group(pair, *key, instant)
            found.append(pair.groups[key])
        return found

    def _pair(self, importer: str, origin: str) -> Pair:
        if (importer, origin) not in self.pairs:
            wares = self.book(importer)
            changes = tuple(map(ticks_of, wares.customs.book(origin).changes))
            self.pairs[importer, origin] = Pair(wares, origin, changes)
        return self.pairs[importer, origin]

    def _moment(self, importer: str, day: str) -> tuple[Instant, int, int]:
        """Return a day as it is written as an instant, in ticks, and its era."""
        if (importer, day) not in self._moments:
            instant = self.judge.moment(importer, day)
            self._moments[importer, day] = (instant, ticks_of(instant), self.book(importer).era(instant.day))
        return self._moments[importer, day]

    def _group(self, pair: Pair, place: int, era: int, instant: Instant) -> int:
        """Return the group of an origin's goods at an instant: their law and treatment."""
        if era not in pair.treatments:
            pair.treatments[era] = self._treatment(pair.wares, pair.wares.treated(pair.origin, instant))
        if place not in pair.laws:
            pair.laws[place] = self._law(KnownLaw(pair.wares, pair.origin, place))
        group = (pair.laws[place], pair.treatments[era])
        self.treated_by[group[0]].add(group[1])
        return self._number(("group", group), self.groups, group)

    def _treatment(self, book: WareBook, treated: Treatment) -> int:
        return self._number(("treatment", id(book), treated.key), self.treatments, (book, treated))

    def _law(self, known: KnownLaw) -> int:
        """Return the number of a law; laws of the same rules are one, whatever their origin or day."""
        key = ("law", id(known.book), tuple(map(self._sight, known.law.rules)))
        if key not in self._known:
            self._known[key] = self._add_law(known)
        return self._known[key]

    def _add_law(self, known: KnownLaw) -> int:
        self.treated_by.append(set())
        self.laws.append(known)
        return len(self.laws) - 1

    def state(self, importer: str) -> tuple[Kept, list[int]]:
        """Return an importer's laws and treatments as they can be kept, and the numbers of those laws."""
        pairs = {origin: pair for (own, origin), pair in self.pairs.items() if own == importer}
        laws = sorted({law for pair in pairs.values() for law in pair.laws.values()})
        treatments = sorted({number for pair in pairs.values() for number in pair.treatments.values()})
        law_place = {number: place for place, number in enumerate(laws)}
        place = {number: place for place, number in enumerate(treatments)}
        words = {
            "laws": [(self.laws[number].origin, self.laws[number].place) for number in laws],
            "treatments": [
                (*_listed(treated.key), treated.origin, treated.instant.day.isoformat())
                for treated in (self.treatments[number][1] for number in treatments)
            ],
            "pairs": [
                (
                    origin,
                    pair.changes,
                    [(interval, law_place[law]) for interval, law in pair.laws.items()],
                    [(era, place[number]) for era, number in pair.treatments.items()],
                )
                for origin, pair in pairs.items()
            ],
        }
        return Kept(words, {}), laws

    def restore(self, importer: str, kept: Kept) -> list[int]:
        """Take in laws and treatments that were kept; return the number of each law here."""
        book, words = self.book(importer), kept.words
        laws = [self._add_law(KnownLaw(book, origin, place)) for origin, place in words["laws"]]
        treatments = []
        for edition, second, claims, origin, day in words["treatments"]:
            key, instant = (edition, second, frozenset(claims)), self.judge.moment(importer, day)
            treatments.append(self._treatment(book, Treatment(key, origin, instant)))
        for origin, changes, own, eras in words["pairs"]:
            pair = Pair(book, origin, tuple(changes))
            pair.laws.update((interval, laws[place]) for interval, place in own)
            pair.treatments.update((era, treatments[place]) for era, place in eras)
            self.pairs[importer, origin] = pair
        return laws

    def _sight(self, rule: Rule) -> int:
        """Return a number for all of a rule that bears on a duty: rules alike in it charge the same."""
        if id(rule) not in self._sights:
            seen = _sight(rule)
            self._sights[id(rule)] = self._sight_numbers.setdefault(seen, len(self._sight_numbers))
        return self._sights[id(rule)]

    def _number(self, key: object, listed: list[Any], value: Any) -> int:
        """Return the number of a thing in a list, which takes it in at the end where it is new."""
        if key not in self._known:
            self._known[key] = len(listed)
            listed.append(value)
        return self._known[key]


def _listed(key: TreatmentKey) -> tuple[str, bool, list[str]]:
    """Return what tells a treatment from others in words that can be kept."""
    edition, second, claims = key
    return edition, second, sorted(claims)


def ticks_of(instant: Instant) -> int:
    """Return an instant as a whole number: microseconds since 1970."""
    return (instant.moment - _EPOCH) // timedelta(microseconds=1)


def _sight(rule: Rule) -> tuple[object, ...]:
    tranche = rule.tranche
    return (
        rule.programme, rule.span.state, rule.certain, rule.lists, rule.within, rule.open_fact,
        rule.exempt, rule.spared_content, rule.yields_to, rule.scaled_by, rule.lower_than,
        rule.named_instead, rule.lifted_by, rule.frees_base, tranche.semantics, tranche.value_base,
        tranche.requires, tranche.full_value_in, tuple(rule.rates_by_list.items()), bounds(tranche),
    )  # fmt: skip
