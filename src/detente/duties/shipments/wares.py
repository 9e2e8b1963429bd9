"""The goods of shipments, numbered: products alike in lists, ordinary duty and preferences are one ware."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.duties.calculation.customs import Customs
from detente.duties.calculation.entry import Basis, Entry, basis_of
from detente.duties.panels.panels import treatment
from detente.duties.schedule.editions import Edition, editions
from detente.duties.schedule.preferences import turning_days
from detente.duties.schedule.schedule import Schedule, schedule_on
from detente.duties.schedule.table import read_table
from detente.duties.scope.alike import numbered_rows
from detente.duties.scope.universe import Codes, Universe
from detente.duties.shipments.kept import Kept
from detente.duties.shipments.known import Claims, Known, told_of
from detente.duties.shipments.rating import Wares

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer[Any]]
TreatmentKey = tuple[str, bool, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Treatment:
    """How the ordinary duty of an origin is worked out for a while; `origin` and `instant` are an example."""

    key: TreatmentKey
    origin: str
    instant: Instant


class WareBook:
    """The wares of one importer by number.

    `bundles` are the wares of products that stand for several lines which the law tells apart, by number:
    the least and most of such a product are those of its lines, the stated duty that of the first.
    """

    def __init__(self, customs: Customs) -> None:
        self.customs = customs
        self.bundles: dict[int, tuple[int, ...]] = {}
        self._codes: Codes = self._known_lines()
        self._universes: dict[int, Universe] = {}
        self._days: dict[date, Schedule | None] = {}
        self._of_line: dict[TreatmentKey, Places] = {}
        self._kinds: dict[bytes, int] = {}
        self._on: list[Flags] = []
        self._figures: dict[object, int] = {}
        self._bounds: list[tuple[float, float, Claims]] = []
        self._numbers: dict[object, int] = {}
        self._wares: list[tuple[int, int]] = []
        self._alike: dict[tuple[str, ...], Places] = {}
        self._claimed: dict[tuple[TreatmentKey, str], Basis] = {}
        self._bases: dict[tuple[str, str, bool], Basis | BadInput] = {}
        self._known: Known | None = None
        self._exact_in: dict[str, Flags] = {}
        self._kind_of_line: Places = np.zeros(0, dtype=np.int64)
        self._product_places: Places = np.zeros(0, dtype=np.intp)

    @property
    def _universe(self) -> Universe:
        """All codes met, as goods to the law; put together when needed, and anew when there are more."""
        size = len(self._codes)
        if size not in self._universes:
            self._universes = {size: self.customs.universe(self._codes)}
        return self._universes[size]

    def schedule(self, day: date) -> Schedule | None:
        """Return the importer's schedule on a day, None where none is at hand."""
        if day not in self._days:
            try:
                self._days[day] = schedule_on(self.customs.importer, day, self.customs.folders)
            except BadInput:
                self._days[day] = None
        return self._days[day]

    def era(self, day: date) -> int:
        """Return the number of the time in which a day lies: within it no origin's treatment changes."""
        return bisect_right(self._turns, day)

    def treated(self, origin: str, instant: Instant) -> Treatment:
        """Return how goods of an origin are treated at an instant."""
        day = instant.day
        key = treatment(self.schedule(day), self.customs.importer, origin, day)
        return Treatment(key, origin, instant)

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which the treatment of some origin may change."""
        importers = {self.customs.importer, *(edition.importer for edition in self._editions)}
        found = {edition.valid_from for edition in self._editions}
        return sorted(found.union(*map(turning_days, importers)))

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        return editions(self.customs.importer, self.customs.folders)

    def _known_lines(self) -> Codes:
        """Return the lines of all schedules of the importer."""
        lines = [read_table(edition.path).line_codes for edition in self._editions]
        return np.unique(np.concatenate(lines)).astype("S10") if lines else np.zeros(0, dtype="S10")

    def numbers(
        self, treated: Treatment, products: Codes, wanted: Places
    ) -> tuple[Places, dict[int, BadInput]]:
        """Return the ware that each wanted product is, and by its place why one is none.

        Args:
            treated: How the ordinary duty is worked out.
            products: All products met so far.
            wanted: Places in them.
        """
        exact = self._exact(treated, products)[wanted]
        found = np.full(len(wanted), -1, dtype=np.intp)
        refused: dict[int, BadInput] = {}
        bases: dict[int, Basis] = {}
        for place in np.flatnonzero(~exact).tolist():
            basis = self._basis(treated, products[wanted[place]].decode())
            if isinstance(basis, BadInput):
                refused[place] = basis
            else:
                bases[place] = basis
        self._take_in(code for basis in bases.values() for code in basis.codes)
        own = self.lines(treated)
        found[exact] = own[self._standing(products)[wanted[exact]]]
        for place, basis in bases.items():
            found[place] = self._bundled(basis, own[self._places(basis.codes)].tolist())
        return found, refused

    def _exact(self, treated: Treatment, products: Codes) -> Flags:
        """Return which products are lines of the schedule themselves."""
        schedule = self.schedule(treated.instant.day)
        if schedule is None:
            return np.zeros(len(products), dtype=np.bool_)
        kept = self._exact_in.get(schedule.edition)
        if kept is None or len(kept) != len(products):
            places = np.minimum(np.searchsorted(schedule.lines, products), len(schedule.lines) - 1)
            self._exact_in[schedule.edition] = np.asarray(schedule.lines[places] == products)
        return self._exact_in[schedule.edition]

    def _standing(self, products: Codes) -> Places:
        """Return where products stand in the universe; of those that are in it."""
        if len(self._product_places) != len(products):
            self._product_places = np.searchsorted(self._codes, products)
        return self._product_places

    def _places(self, codes: Sequence[str]) -> Places:
        return np.searchsorted(self._codes, np.array(codes, dtype=self._codes.dtype))

    @property
    def known(self) -> Known:
        """The wares so far, as arrays."""
        sizes = (len(self._wares), len(self._bounds), len(self._on))
        if self._known is None or self._known.sizes != sizes:
            self._known = Known.of(self._wares, self._bounds, self._on)
        return self._known

    def alike(self, names: tuple[str, ...]) -> Places:
        """Return a number for each kind, the same for those that stand on the same of some lists."""
        on = self.known.on
        if len(self._alike.get(names, ())) != len(on):
            columns = [self._universe.names.index(name) for name in names]
            packed = (
                np.packbits(on[:, columns], axis=1) if columns else np.zeros((len(on), 1), dtype=np.uint8)
            )
            self._alike[names] = numbered_rows(packed)[0]
        return self._alike[names]

    def wares(self, kinds: Places, figures: Places, names: Sequence[str]) -> Wares:
        """Return wares by kind and figures, with those of the named lists and prefixes they stand on.

        Figures of -1 stand for goods without an ordinary duty.
        """
        known = self.known
        place = {name: number for number, name in enumerate(self._universe.names)}
        free = np.where(np.arange(len(known.bounds)) < 2, 0.0, np.nan)
        bounds = np.where(figures < 0, free[:, None], known.bounds[:, figures])
        told = np.asarray(~np.isnan(bounds[2:]).all(axis=1))
        return Wares(
            members={name: known.on[kinds, place[name]] for name in names},
            low=bounds[0],
            high=bounds[1],
            preferences={fact: bounds[2 + row] for row, fact in enumerate(known.facts) if told[row]},
        )

    def weighed(
        self, treated: Treatment, product: str, value_usd: float, amounts: Mapping[str, float]
    ) -> list[tuple[int, int]] | None:
        """Return kind and figures of a product's lines by its quantities; None if no duty turns on them."""
        key = (treated.key, product)
        if key not in self._claimed:
            self._claimed[key] = basis_of(_entry(self.customs, treated, product), self.customs.folders)
        basis = self._claimed[key]
        duties = [basis.duty, *(claim.duty for claim in basis.claims)]
        if not any(duty is not None and duty.units for duty in duties):
            return None
        entry = replace(_entry(self.customs, treated, product), value_usd=value_usd, quantities=amounts)
        stated = basis_of(entry, self.customs.folders)
        lines = self.lines(treated)[self._places(basis.codes)].tolist()
        told = stated.preferences
        claims = [told_of({fact: told[fact][row] for fact in told}) for row in range(len(lines))]
        return [
            (
                self._wares[line][0],
                self._figure(float(stated.low[row]), float(stated.high[row]), claims[row]),
            )
            for row, line in enumerate(lines)
        ]

    def _basis(self, treated: Treatment, product: str) -> Basis | BadInput:
        key = (product, *treated.key[:2])
        if key not in self._bases:
            try:
                self._bases[key] = basis_of(_entry(self.customs, treated, product), self.customs.folders)
            except BadInput as error:
                self._bases[key] = error
        return self._bases[key]

    def _bundled(self, basis: Basis, lines: Sequence[int]) -> int:
        """Return the ware of a product that is no line itself: a bundle where its lines are not alike."""
        members = tuple(
            self._number(self._wares[line][0], float(low), float(high), self._bounds[self._wares[line][1]][2])
            for line, low, high in zip(lines, basis.low, basis.high, strict=True)
        )
        if len(set(members)) == 1:
            return members[0]
        if members not in self._numbers:
            self._numbers[members] = len(self._wares)
            self._wares.append((-1, -1))
            self.bundles[self._numbers[members]] = members
        return self._numbers[members]

    def _number(self, kind: int, low: float, high: float, claims: Claims) -> int:
        return self._ware(kind, self._figure(low, high, claims))

    def _figure(self, low: float, high: float, claims: Claims) -> int:
        key = _figure_key(low, high, claims)
        if key not in self._figures:
            self._figures[key] = len(self._bounds)
            self._bounds.append((low, high, claims))
        return self._figures[key]

    def _ware(self, kind: int, figure: int) -> int:
        key = (kind << 32) + figure
        if key not in self._numbers:
            self._numbers[key] = len(self._wares)
            self._wares.append((kind, figure))
        return self._numbers[key]

    def _take_in(self, codes: Iterable[str]) -> None:
        """Take codes that are no line of any schedule into the universe."""
        wanted = np.array(sorted(set(codes)), dtype="S10")
        if len(wanted) and not np.isin(wanted, self._codes).all():
            self._codes = np.union1d(self._codes, wanted)
            self._of_line = {}
            self._product_places = np.zeros(0, dtype=np.intp)

    def lines(self, treated: Treatment) -> Places:
        """Return the ware of each line of the schedules, and of other codes met, under a treatment."""
        if treated.key in self._of_line:
            return self._of_line[treated.key]
        universe, day = self._universe, treated.instant.day
        preferences = universe.preferences(treated.origin, day)
        low, high = universe.base(treated.origin, day)
        table = np.stack([low, high, *preferences.values()], axis=1)
        own, example = numbered_rows(np.nan_to_num(table, nan=-1.0))
        figures = [
            self._figure(least, most, told_of(dict(zip(preferences, rates, strict=True))))
            for least, most, *rates in table[example].tolist()
        ]
        keys, of_line = np.unique((self._line_kinds() << 32) + np.array(figures)[own], return_inverse=True)
        wares = [self._ware(key >> 32, key & 0xFFFFFFFF) for key in keys.tolist()]
        self._of_line[treated.key] = np.array(wares)[of_line.ravel()]
        return self._of_line[treated.key]

    def state(self) -> Kept:
        """Return the wares as they can be kept."""
        known = self.known
        treated = [(edition, second, sorted(claims)) for edition, second, claims in self._of_line]
        bundles = [(number, list(members)) for number, members in self.bundles.items()]
        words = {"claims": known.facts, "lists": known.on.shape[-1], "treated": treated, "bundles": bundles}
        tables = {
            "codes": self._codes, "on": np.packbits(known.on, axis=1), "bounds": known.bounds,
            "wares": np.array(self._wares, dtype=np.int32),
            "of_line": np.array(list(self._of_line.values()), dtype=np.int32),
        }  # fmt: skip
        return Kept(words, tables)

    def restore(self, kept: Kept) -> None:
        """Take in wares that were kept, before any others; numbers are as they were."""
        words, tables = kept.words, kept.tables
        self._codes = tables["codes"]
        packed = tables["on"]  # as `_kind` packs them
        self._on = list(np.unpackbits(packed, axis=1, count=words["lists"]).astype(np.bool_))
        self._kinds = {row.tobytes(): number for number, row in enumerate(packed)}
        for number, (low, high, *rates) in enumerate(tables["bounds"].T.tolist()):
            claims = told_of(dict(zip(words["claims"], rates, strict=True)))
            self._bounds.append((low, high, claims))
            self._figures.setdefault(_figure_key(low, high, claims), number)
        self._wares = [(kind, figure) for kind, figure in tables["wares"].tolist()]
        self.bundles = {number: tuple(members) for number, members in words["bundles"]}
        self._numbers = {
            self.bundles.get(number, (kind << 32) + figure): number
            for number, (kind, figure) in enumerate(self._wares)
        }
        keys = [(edition, second, frozenset(claims)) for edition, second, claims in words["treated"]]
        self._of_line = dict(zip(keys, tables["of_line"], strict=True))

    def _line_kinds(self) -> Places:
        """Return the kind of each line of the universe, which no treatment changes."""
        if len(self._kind_of_line) != len(self._codes):
            own, on = self._universe.kinds()
            packed = np.packbits(on, axis=1)
            kinds = [self._kind(row, flags) for row, flags in zip(packed, on, strict=True)]
            self._kind_of_line = np.array(kinds, dtype=np.int64)[own]
        return self._kind_of_line

    def _kind(self, packed: npt.NDArray[np.uint8], flags: Flags) -> int:
        key = packed.tobytes()
        if key not in self._kinds:
            self._kinds[key] = len(self._on)
            self._on.append(flags)
        return self._kinds[key]


def _figure_key(low: float, high: float, claims: Claims) -> object:
    """Return what tells the ordinary duty and preferences of goods from others."""
    return (low, high, claims) if low == low and high == high else claims


def _entry(customs: Customs, treated: Treatment, product: str) -> Entry:
    return Entry(importer=customs.importer, origin=treated.origin, product=product, instant=treated.instant)
