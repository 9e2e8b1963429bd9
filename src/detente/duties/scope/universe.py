"""Many tariff lines at once: lines alike to the law are one class, whose duty is worked out once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.duties.calculation.rules import PREFIX, prefixed
from detente.duties.schedule.preferences import pays_column_2, preferential_rate, programmes
from detente.duties.schedule.schedule import Schedule, schedule_on
from detente.duties.scope.alike import numbered_rows
from detente.duties.scope.lists import ProductLists
from detente.ledger.entries import Products
from detente.ledger.facts import shipped_facts
from detente.ledger.record import Record

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Codes = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Lines of one origin grouped by all that the law can see of them; `class_of` is each line's class.

    A class is goods to the law: it stands on the same lists, and has one ordinary duty and one set of
    preferences.
    """

    class_of: Places
    members: Mapping[str, Flags]
    base: Floats
    preferences: Mapping[str, Floats] = field(default_factory=dict)

    def on(self, name: str) -> Flags:
        """Return which classes stand on a list, or begin with a prefix."""
        return self.members[name]


class Universe:
    """Lines of an importer, with the lists and prefixes they stand on.

    Args:
        record: The record whose measures name the lists and prefixes.
        importer: ISO 3166 alpha-3 code.
        codes: The lines, as sorted bytes.
        lists: The importer's product lists.
        folders: Where the user's own schedules are.
    """

    def __init__(
        self, record: Record, importer: str, codes: Codes, lists: ProductLists, folders: Sequence[Path] = ()
    ) -> None:
        self.importer, self.codes, self._folders = importer, codes, folders
        prefixes = sorted(_prefixes(record, importer))
        names = tuple(lists.names)
        self.names = (*names, *prefixes)
        self._on = np.concatenate([lists.membership(codes, names), _beginning(codes, prefixes)])
        self._kind, self._example = _alike(self._on)
        self._classes: dict[tuple[object, ...], Classes] = {}
        self._places: dict[str, Places] = {}
        self._base: dict[tuple[str, bool], tuple[Floats, Floats]] = {}

    def schedule(self, day: date) -> Schedule | None:
        """Return the importer's schedule on a day; None where there is none at hand."""
        try:
            return schedule_on(self.importer, day, self._folders)
        except BadInput:
            return None

    def base(self, origin: str, day: date) -> tuple[Floats, Floats]:
        """Return the least and most ordinary duty of each line; NaN where nobody can tell."""
        schedule, second = self.schedule(day), pays_column_2(self.importer, origin, day)
        if schedule is None:
            unknown = np.full(len(self.codes), np.nan)
            return unknown, unknown
        key = (schedule.edition, second)
        if key not in self._base:
            places = self._found_in(schedule)
            edges = (schedule.column_2_rate,) * 2 if second else schedule.base_bounds
            low, high = (np.where(places < 0, np.nan, edge[places]) for edge in edges)
            self._base[key] = (low, high)
        return self._base[key]

    def _found_in(self, schedule: Schedule) -> Places:
        """Return the place of each line in an edition of the schedule; kept, as origins share editions."""
        if schedule.edition not in self._places:
            self._places[schedule.edition] = found_in(schedule.lines, self.codes)
        return self._places[schedule.edition]

    def classes(self, origin: str, day: date) -> Classes:
        """Return the lines as classes of goods of an origin on a day; kept, as few days differ."""
        schedule = self.schedule(day)
        edition = schedule.edition if schedule else ""
        key = (origin, edition, pays_column_2(self.importer, origin, day), self._claims(origin, day))
        if key not in self._classes:
            self._classes[key] = self._grouped(origin, day)
        return self._classes[key]

    def kinds(self) -> tuple[Places, Flags]:
        """Return the kind of each line, and the lists and prefixes of each kind: `(kind, name)`."""
        return self._kind, self._on[:, self._example].T

    def narrowed(self, names: Collection[str], kept: Flags) -> Universe:
        """Return these lines where only those kept stand on the named lists."""
        found = copy(self)
        rows = np.isin(self.names, list(names))
        found._on = np.where(rows[:, np.newaxis], self._on & kept, self._on)
        found._kind, found._example = _alike(found._on)
        found._classes = {}
        return found

    def _grouped(self, origin: str, day: date) -> Classes:
        low, high = self.base(origin, day)
        base = np.where(low == high, low, np.nan)
        preferences = self.preferences(origin, day)
        columns = [self._kind.astype(np.float64), base, *preferences.values()]
        class_of, example = numbered_rows(np.nan_to_num(np.stack(columns, axis=1), nan=-1.0))
        members = dict(zip(self.names, self._on[:, example], strict=True))
        lower = {fact: rates[example] for fact, rates in preferences.items()}
        return Classes(class_of, members, base[example], lower)

    def _claims(self, origin: str, day: date) -> tuple[str, ...]:
        """Return the facts that claim a preference open to an origin."""
        schedule = self.schedule(day)
        offered = programmes(schedule.importer) if schedule else ()
        open_to = (one.fact for one in offered if one.basis == "origin" and one.covers(origin, day))
        return tuple(dict.fromkeys(open_to))

    def preferences(self, origin: str, day: date) -> dict[str, Floats]:
        """Return the lower duty of each line by the fact that claims it; NaN where there is none."""
        schedule = self.schedule(day)
        if schedule is None:
            return {}
        claims = self._claims(origin, day)
        places = self._found_in(schedule)
        found = {fact: preferential_rate(schedule, origin, day, [fact]) for fact in claims}
        return {fact: np.where(places < 0, np.nan, rates[places]) for fact, rates in found.items()}


def _alike(flags: Flags) -> tuple[Places, Places]:
    """Return a number for each column of flags, the same for columns that are the same, and one of each."""
    if not len(flags):
        return np.zeros(flags.shape[1], dtype=np.intp), np.zeros(min(1, flags.shape[1]), dtype=np.intp)
    return numbered_rows(np.packbits(flags, axis=0).T)


def found_in(lines: Codes, codes: Codes) -> Places:
    """Return the place among sorted lines of each code, else of a line with its first eight digits, else -1.

    Example:
        >>> lines = np.array([b"8507600010", b"8507600020"])
        >>> found_in(lines, np.array([b"8507600020", b"85076000", b"9999"]))
        array([ 1,  0, -1])
    """
    places = np.searchsorted(lines, codes)
    near = np.minimum(places, len(lines) - 1)
    exact = lines[near] == codes
    eight = codes.astype("S8")
    first = np.minimum(np.searchsorted(lines, eight), len(lines) - 1)
    family = (lines[first].astype("S8") == eight) & (np.char.str_len(eight) == 8)
    return np.where(exact, near, np.where(family, first, -1))


def _beginning(codes: Codes, prefixes: Sequence[str]) -> Flags:
    """Return which codes begin with each prefix, `(prefix, code)`."""
    flags = np.zeros((len(prefixes), len(codes)), dtype=np.bool_)
    for row, name in enumerate(prefixes):
        digits = name.removeprefix(PREFIX).encode()
        first, last = np.searchsorted(codes, [digits, digits + b"\xff"])
        flags[row, first:last] = True
    return flags


def _prefixes(record: Record, importer: str) -> set[str]:
    """Return every prefix that a measure of the importer names, or the shares in trade of a fact."""
    found: set[str] = set()
    for fact in shipped_facts().values():
        found.update(name for shares in fact.in_trade_of for name in prefixed(shares.prefixes))
    for tranche in record.tranches_of_importer(importer):
        scope = record.scope_of(tranche.id)
        if isinstance(scope.products, Products):
            found.update(prefixed((*scope.products.prefixes, *scope.products.within)))
        for exemption in scope.exempt:
            found.update(prefixed((*exemption.prefixes, *exemption.except_prefixes)))
        found.update(prefixed(tranche.full_value_in))
    return found
