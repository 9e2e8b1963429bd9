"""An importer's customs: its law on each origin, its product lists and schedules, opened once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.rule_book import RuleBook
from detente.duties.scope.lists import ProductLists, load_lists
from detente.ledger.entries import Products
from detente.ledger.record import Record

if TYPE_CHECKING:
    from detente.duties.averages.weighing import Weights
    from detente.duties.calculation.answer import Duty
    from detente.duties.calculation.entry import Entry
    from detente.duties.scope.universe import Universe


class Customs:
    """The customs of an importer under a record, as known on a day.

    Args:
        record: The record, or one under a scenario.
        importer: ISO 3166 alpha-3 code.
        known_at: The day of knowledge.
        folders: Where the user's own schedules and product lists are.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> customs = Customs(open_record(), "USA", date(2026, 10, 9))
        >>> len(customs.book("CHN").changes) > 20
        True
    """

    def __init__(self, record: Record, importer: str, known_at: date, folders: Sequence[Path] = ()) -> None:
        self.record, self.importer, self.known_at, self.folders = record, importer, known_at, tuple(folders)
        self._books: dict[str, LawBook] = {}
        self._rules = RuleBook(record, importer, known_at)

    @cached_property
    def lists(self) -> ProductLists:
        """The importer's product lists.

        Raises:
            BadInput: A measure names a list that is not on record.
        """
        lists = load_lists(self.importer, self.folders)
        for tranche in self.record.tranches_of_importer(self.importer):
            scope = self.record.scope_of(tranche.id)
            named = scope.products.lists if isinstance(scope.products, Products) else ()
            for name in (*named, *(exemption.list for exemption in scope.exempt if exemption.list)):
                if name not in lists.names:
                    what = f"the product list '{name}' of {tranche.id} is not on record"
                    raise BadInput(what, mend=f"add lists/{name}.txt to your record, or correct the name")
        return lists

    def book(self, origin: str) -> LawBook:
        """Return the law on an origin."""
        if origin not in self._books:
            self._books[origin] = LawBook(self.record, (self.importer, origin), self.known_at, self._rules)
        return self._books[origin]

    def duty(self, entry: Entry) -> Duty:
        """Return the duty on one entry; see `detente.duties.calculation.duty`."""
        from detente.duties.calculation.duty import duty

        return duty(self.record, self.book(entry.origin), self.lists, entry, self.folders)

    def universe(self, codes: npt.NDArray[np.bytes_]) -> Universe:
        """Return sorted tariff lines as goods to this customs' law."""
        from detente.duties.scope.universe import Universe

        return Universe(self.record, self.importer, codes, self.lists, self.folders)

    @cached_property
    def weights(self) -> Weights:
        """The imports by line and origin that averages are weighed with.

        Raises:
            BadInput: No imports of this importer are on record.
        """
        from detente.duties.averages.imports import load_imports, load_preference_shares
        from detente.duties.averages.weighing import Weights

        imports = load_imports(self.importer)
        if imports is None:
            mend = "averages can be had for USA, CHN and CAN"
            raise BadInput(f"no imports of {self.importer} by tariff line are on record", mend=mend)
        universe = self.universe(imports.lines)
        return Weights.over(imports, load_preference_shares(self.importer), universe)
