"""An importer's goods by tariff line, as the law sees them: opened once, kept for every origin and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from detente.duties.averages.imports import Imports, PreferenceShares, load_imports, load_preference_shares
from detente.duties.averages.weighing import Weights
from detente.duties.calculation.customs import Customs
from detente.duties.calculation.rules import Law, prefixed
from detente.duties.schedule.preferences import pays_column_2, programmes
from detente.duties.scope.lists import ProductLists
from detente.duties.scope.universe import Classes, Universe
from detente.ledger.entries import Products
from detente.ledger.facts import CLAIMED, shipped_facts
from detente.ledger.record import Record

NOWHERE = ""
"""An origin that may claim no preference."""
TOGETHER = "together"
"""What several origins taken as one are called."""


class LineGoods:
    """The imports of an importer by line and origin, and their lines as goods to the law.

    Args:
        imports: The imports.
        shares: The shares of them that claim a preference, where a source has them.
        folders: Where the user's own product lists and schedules are.
    """

    def __init__(
        self, imports: Imports, shares: PreferenceShares | None = None, folders: Iterable[Path] = ()
    ) -> None:
        self.imports, self._shares, self._folders = imports, shares, tuple(folders)
        self._weights: Weights | None = None
        self._named: frozenset[str] = frozenset()
        self._classes: dict[tuple[object, ...], Classes] = {}
        self._together: dict[tuple[str, ...], Imports] = {}

    @property
    def importer(self) -> str:
        """Whose imports they are."""
        return self.imports.importer

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors of the lines by name."""
        return self.imports.sectors

    @property
    def claims_counted(self) -> bool:
        """Say whether some source tells what part of the imports claims a preference."""
        return self._shares is not None or bool(self.imports.claimed.any())

    def bought_of(self, origins: tuple[str, ...]) -> Imports:
        """Return the imports of some origins taken together as one, line by line."""
        if origins not in self._together:
            one = len(origins) == 1
            self._together[origins] = self.imports if one else _together(self.imports, origins)
        return self._together[origins]

    def weights(self, record: Record, named: frozenset[str]) -> Weights:
        """Return what averages are weighed with; it knows the lists and prefixes that are named.

        Lists that nothing in force names tell no goods apart and are not read.

        Raises:
            BadInput: A measure names a product list that is not on record.
        """
        if self._weights is None or not named <= self._named:
            self._named |= named
            lists = Customs(record, self.importer, record.newest, self._folders).lists
            few = {name: path for name, path in lists.paths.items() if name in self._named}
            read = ProductLists(self.importer, few or lists.paths)
            universe = Universe(record, self.importer, self.imports.lines, read, self._folders)
            self._weights = Weights.over(self.imports, self._shares, universe)
            self._classes = {}
        return self._weights

    def classes(self, universe: Universe, origin: str, day: date, preferences: bool) -> Classes:
        """Return the lines as classes of goods of an origin; origins that are treated alike have the same.

        Args:
            universe: The lines with the lists they stand on.
            origin: The origin, which may pay column 2 or claim preferences.
            day: The day of entry.
            preferences: Whether anything turns on preferences; if not they are passed over.
        """
        second = pays_column_2(self.importer, origin, day)
        offered = programmes(self.importer) if preferences else ()
        claims = tuple(one.symbols for one in offered if one.basis == "origin" and one.covers(origin, day))
        schedule = universe.schedule(day)
        key = (schedule.edition if schedule else "", second, claims)
        if key not in self._classes:
            self._classes[key] = universe.classes(origin if second or claims else NOWHERE, day)
        return self._classes[key]

    def turns_on_preferences(self, law: Law, origins: tuple[str, ...]) -> bool:
        """Say whether an added duty depends on the ordinary duty, or on claims that follow from it.

        Counted claims do not: they are what they are, whatever a claim saves. Several origins that stand in
        together claim nothing.
        """
        if any(rule.tranche.semantics in ("floor_total", "total") for rule in law.rules):
            return True
        if len(origins) > 1 or self.imports.claimed[self.imports.of(origins[0])].any():
            return False
        tests = (test for rule in law.rules for test in rule.tests)
        return any(shipped_facts()[test.fact].in_trade == CLAIMED for test in tests)


def shipped_lines(importers: Iterable[str], folders: Iterable[Path] = ()) -> Mapping[str, LineGoods]:
    """Return the goods by line of those importers whose imports by line are on record.

    Example:
        >>> sorted(shipped_lines(["USA", "CHN", "NOR"]))
        ['CHN', 'USA']
    """
    found = ((code, load_imports(code)) for code in importers)
    return {
        code: LineGoods(imports, load_preference_shares(code), folders)
        for code, imports in found
        if imports is not None
    }


def _together(imports: Imports, origins: tuple[str, ...]) -> Imports:
    """Return the imports of some origins as those of one, which claims no preference."""
    chosen = np.isin(imports.origin_of, [imports.origins.index(origin) for origin in origins])
    line, size = imports.line_of[chosen], len(imports.lines)
    value = np.bincount(line, imports.value_usd[chosen], size)
    lines = np.flatnonzero(value)
    return replace(
        imports,
        origins=(TOGETHER,),
        line_of=lines,
        origin_of=np.zeros(len(lines), dtype=np.intp),
        value_usd=value[lines].astype(np.int64),
        duty_usd=None,
        claimed=np.zeros(len(lines)),
    )


def named_by(record: Record, tranches: Iterable[str]) -> frozenset[str]:
    """Return every list and prefix on which it turns what tranches cover.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> sorted(named_by(open_record(), ["us-cn-301-list1"]))
        ['s301-list-1']
    """
    found: set[str] = set()
    for name in tranches:
        scope = record.scope_of(name)
        found.update(prefixed(record.tranches[name].full_value_in))
        if isinstance(scope.products, Products):
            found.update(scope.products.lists)
            found.update(prefixed((*scope.products.prefixes, *scope.products.within)))
        for exemption in scope.exempt:
            found.update(one for one in (exemption.list, exemption.except_list) if one)
            found.update(prefixed((*exemption.prefixes, *exemption.except_prefixes)))
    return frozenset(found)
