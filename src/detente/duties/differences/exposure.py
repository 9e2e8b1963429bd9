"""What is at stake when deadlines lapse: on which lines and partners the duty of a year hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.plain import plain
from detente.core.time import end_of_day
from detente.duties.averages.imports import load_imports
from detente.duties.averages.weighing import Weights, weigh
from detente.duties.calculation.customs import Customs
from detente.duties.differences.branches import Branches
from detente.duties.differences.sights import Standpoint
from detente.ledger.entries import Deadline
from detente.ledger.facts import Given

Floats = npt.NDArray[np.float64]
GROUPS = ("origin", "chapter", "sector")
DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedLine:
    """One line of one origin: a year's imports, its mean duty if held and if lapsed, and the duty between."""

    origin: str
    product: str
    sector: str
    imports_usd: float
    held_rate: float
    lapsed_rate: float
    at_stake_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sums over a partner, chapter or sector; rates are means over its imports."""

    key: str
    lines: int
    imports_usd: float
    held_rate: float
    lapsed_rate: float
    at_stake_usd: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Side:
    """What an importer's duty on some origins would do. Without trade on record `note` says so, and no more.

    The arrays have a place a line and origin with imports; `order` ranks those whose duty moves, the most at
    stake first.
    """

    importer: str
    origins: tuple[str, ...]
    year: int | None = None
    source: str = ""
    note: str = ""
    labels: dict[str, npt.NDArray[np.str_]]
    imports_usd: Floats
    held: Floats
    lapsed: Floats
    order: npt.NDArray[np.intp]

    @property
    def at_stake(self) -> Floats:
        """The duty of a year between the two branches, line by line."""
        found: Floats = self.imports_usd * (self.lapsed - self.held)
        return found

    def lines(self, top: int | None = None) -> list[ExposedLine]:
        """Return the lines whose duty moves, the most at stake first."""
        stake = self.at_stake
        return [
            ExposedLine(
                origin=str(self.labels["origin"][row]),
                product=str(self.labels["product"][row]),
                sector=str(self.labels["sector"][row]),
                imports_usd=float(self.imports_usd[row]),
                held_rate=round(float(self.held[row]), DIGITS),
                lapsed_rate=round(float(self.lapsed[row]), DIGITS),
                at_stake_usd=round(float(stake[row]), 2),
            )
            for row in self.order[:top].tolist()
        ]

    def by(self, name: str) -> list[Group]:
        """Return the sums by origin, chapter or sector where some duty moves, the most at stake first."""
        keys, own = np.unique(self.labels[name], return_inverse=True)
        moves = np.zeros(len(own))
        moves[self.order] = 1.0
        usd = self.imports_usd
        sums = np.stack(
            [
                np.bincount(own, column, len(keys))
                for column in (moves, usd, usd * self.held, usd * self.lapsed)
            ]
        )
        found = [
            Group(
                key=str(key),
                lines=int(lines),
                imports_usd=value,
                held_rate=round(held / value, DIGITS) if value else 0.0,
                lapsed_rate=round(lapsed / value, DIGITS) if value else 0.0,
                at_stake_usd=round(lapsed - held, 2),
            )
            for key, (lines, value, held, lapsed) in zip(keys, sums.T.tolist(), strict=True)
            if lines
        ]
        return sorted(found, key=lambda group: -abs(group.at_stake_usd))

    def as_json(self, top: int) -> dict[str, Any]:
        """Return the documented JSON shape; `lines` are the first `top`."""
        found: dict[str, Any] = {
            "importer": self.importer,
            "origins": list(self.origins),
            "year": self.year,
            "source": self.source,
            "note": self.note,
            "imports_usd": float(self.imports_usd.sum()),
            "held_usd": round(float((self.imports_usd * self.held).sum()), 2),
            "lapsed_usd": round(float((self.imports_usd * self.lapsed).sum()), 2),
            "at_stake_usd": round(float(self.at_stake.sum()), 2),
            "rows": len(self.order),
            "lines": plain(self.lines(top)),
        }
        for name in GROUPS:
            groups = [plain(group) for group in self.by(name)]
            found[f"by_{name}"] = [{name: group.pop("key"), **group} for group in groups]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The answer of `exposure`."""

    on: date
    known_at: date
    deadlines: tuple[Deadline, ...]
    sides: tuple[Side, ...]
    notices: tuple[str, ...]

    def as_json(self, top: int) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "deadlines": [
                {"id": one.id, "on": one.on.isoformat(), "title": one.title} for one in self.deadlines
            ],
            "sides": [side.as_json(top) for side in self.sides],
            "notices": list(self.notices),
        }


def exposure(branches: Branches, given: Given, folders: Sequence[Any] = ()) -> Exposure:
    """Return the duty at stake on each side: of a year's imports, as they pay if held and if lapsed.

    A line is on average what its trade pays, as `average` has it, so that the sum over all lines is the
    difference of two averages times the imports. Trade is that of the table's year: what a higher duty does
    to it is not counted here (`effects` computes that).

    Args:
        branches: The two records.
        given: Facts declared of all imports.
        folders: Where the user's own schedules and product lists are.

    Example:
        >>> from detente.duties.differences.branches import one_deadline
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> branches = one_deadline(record, record.tables.deadlines["truce-2025-08-12"], None, None)
        >>> found = exposure(branches, {})
        >>> [side.importer for side in found.sides], found.sides[0].lines(1)[0].origin
        (['USA', 'CHN'], 'CHN')
    """
    sides = tuple(_side(branches, importer, origins, given, folders) for importer, origins in branches.sides)
    return Exposure(
        on=branches.on,
        known_at=branches.known_at,
        deadlines=branches.deadlines,
        sides=sides,
        notices=branches.notes,
    )


def _side(
    branches: Branches, importer: str, origins: tuple[str, ...], given: Given, folders: Sequence[Any]
) -> Side:
    imports = load_imports(importer)
    traded = tuple(origin for origin in origins if imports and origin in imports.origins)
    if imports is None or not traded:
        whose = f" from {', '.join(origins)}" if imports and origins else ""
        note = (
            f"no imports of {importer}{whose} by tariff line are on record: what is at stake cannot be told"
        )
        return _empty(importer, origins, note)
    instant = end_of_day(branches.on, branches.held.zone_of(importer))
    held, lapsed = (
        Standpoint(Customs(record, importer, branches.known_at, folders), instant)
        for record in (branches.held, branches.lapsed)
    )
    weights = held.customs.weights
    first, second = (
        np.concatenate([_duty(one, origin, given) for origin in traded]) for one in (held, lapsed)
    )
    rows = [np.arange(*imports.of(origin).indices(len(imports.line_of))) for origin in traded]
    line = imports.line_of[np.concatenate(rows)]
    usd = imports.value_usd[np.concatenate(rows)].astype(np.float64)
    stake = usd * (second - first)
    moving = np.flatnonzero(np.abs(second - first) > 10.0**-DIGITS)
    return Side(
        importer=importer,
        origins=traded,
        year=imports.year,
        source=imports.source,
        note="" if imports.complete else f"the table of {importer}'s imports holds listed goods alone",
        labels=_labels(weights, traded, [len(own) for own in rows], line),
        imports_usd=usd,
        held=first,
        lapsed=second,
        order=moving[np.argsort(-np.abs(stake[moving]), kind="stable")],
    )


def _duty(standpoint: Standpoint, origin: str, given: Given) -> Floats:
    customs = standpoint.customs
    found = weigh(customs.record, customs.weights, customs.book(origin), standpoint.instant, given)
    total: Floats = (
        np.nan_to_num(found.base) + found.additional
    )  # an unknown ordinary duty is in neither branch
    return total


def _labels(
    weights: Weights, origins: Sequence[str], sizes: Sequence[int], line: npt.NDArray[np.intp]
) -> dict[str, npt.NDArray[np.str_]]:
    imports = weights.imports
    product = imports.lines[line].astype(np.str_)
    return {
        "origin": np.repeat(np.array(origins), sizes),
        "product": product,
        "chapter": product.astype("U2"),
        "sector": np.array(imports.sectors)[imports.sector_of[line]],
    }


def _empty(importer: str, origins: tuple[str, ...], note: str) -> Side:
    nothing = np.zeros(0)
    labels = {name: np.zeros(0, dtype=np.str_) for name in (*GROUPS, "product")}
    order = np.zeros(0, dtype=np.intp)
    return Side(
        importer=importer, origins=origins, note=note, labels=labels, imports_usd=nothing, held=nothing,
        lapsed=nothing, order=order,
    )  # fmt: skip
