"""The rows of a wide input-output table, added up by economy and industry as they are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place
from detente.world.importing.source_table import Step
from detente.world.metadata import Adjustment
from detente.world.tables import SHIPPED, Floats, is_code

Places = npt.NDArray[np.intp]
FINAL = -1
"""In place of an industry: the column is a final use."""
_REST = "ROW"
_GAP, _TRIFLE = 0.05, 1.0
"""A sum may be off from the total beside it by a share of it, or a trifle in million USD; beyond it a cell is
wrong. Published tables of 2022 are off by up to 0.016."""


@cache
def regions() -> dict[str, str]:
    """Return the economy of each region that sources split off, or name in their own way.

    Example:
        >>> regions()["CN1"]
        'CHN'
    """
    with (SHIPPED / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {row["region"]: row["economy"] for row in csv.DictReader(file)}


def economy_of(region: str, where: Place) -> str:
    """Return the economy that a region of the source belongs to.

    Raises:
        BadInput: It is no alpha-3 code.
    """
    code = regions().get(region, region)
    if not is_code(code):
        what = f"'{region[:40]}' is not a three-letter code"
        raise BadInput(what, where, "use ISO 3166 alpha-3, as NOR for Norway")
    return code


def beyond(found: float, stated: float) -> bool:
    """Say whether a sum is too far from the total stated for it to be a statistical discrepancy.

    Example:
        >>> beyond(101.0, 100.0), beyond(120.0, 100.0)
        (False, True)
    """
    return abs(found - stated) > max(_GAP * abs(stated), _TRIFLE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Columns:
    """What the number columns of a file stand for: labels, and the place of economy and industry of each."""

    path: Path
    line: int
    labels: tuple[str, ...]
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    economy: Places
    sector: Places

    def check(self) -> None:
        """Refuse columns that do not make a table.

        Raises:
            BadInput: A label stands twice, or an economy has no industries or no final demand.
        """
        where = Place(str(self.path), self.line)
        seen: set[str] = set()
        for label in self.labels:
            if label in seen:
                raise BadInput(f"the column '{label}' stands twice", where, "name each column once")
            seen.add(label)
        for kind, mask in (("industry", self.sector != FINAL), ("final demand", self.sector == FINAL)):
            lacking = sorted(set(range(len(self.economies))) - set(self.economy[mask].tolist()))
            if lacking:
                name = self.economies[lacking[0]]
                raise BadInput(f"{name} has no column of {kind}", where, "give the whole table")


@dataclass(slots=True, eq=False)
class Tally:
    """Flows and input use while the rows of a table are read; memory does not grow with them."""

    columns: Columns
    scale: float
    flows: Floats = field(init=False)
    use: Floats = field(init=False)
    totals: dict[str, Floats] = field(init=False, default_factory=dict)
    _inner: npt.NDArray[np.bool_] = field(init=False)
    _outer: npt.NDArray[np.bool_] = field(init=False)
    _cell: Places = field(init=False)
    _lines: dict[str, int] = field(init=False, default_factory=dict)
    _is_part: dict[tuple[int, int], bool] = field(init=False, default_factory=dict)
    _rows: set[tuple[int, int]] = field(init=False, default_factory=set)
    _drawn: Step = field(init=False)
    _rest: Step = field(init=False)
    _joined: Step = field(init=False)

    def __post_init__(self) -> None:
        economies, sectors = len(self.columns.economies), len(self.columns.sectors)
        self.flows = np.zeros((economies, economies, sectors))
        self.use = np.zeros((economies, sectors, sectors))
        self._inner = self.columns.sector != FINAL
        self._outer = ~self._inner
        self._cell = self.columns.economy[self._inner] * sectors + self.columns.sector[self._inner]
        self._drawn = Step("final demand below zero (stocks drawn down) netted with the rest of its flow")
        self._rest = Step("inputs bought of the rest of the world below zero raised to zero")
        self._joined = Step("split regions joined into their economy")

    def take(self, line: int, label: str, row: tuple[int, int], values: Floats) -> None:
        """Add a row: what an industry sells to everyone.

        Args:
            line: Its line.
            label: Its name in the file.
            row: The places of its economy and industry.
            values: What it sells, by column, in the file's unit.

        Raises:
            BadInput: The row stands twice, or sells an input for less than nothing.
        """
        self._once(line, label)
        self._rows.add(row)
        exporter, sector = row
        sold = values * self.scale
        if (sold < 0).any():
            self._not_below_zero(line, label, exporter, sold)
        if sold.any():
            self._join(line, label, row, sold)
        economies, sectors = len(self.columns.economies), len(self.columns.sectors)
        self.flows[exporter, :, sector] += np.bincount(self.columns.economy, sold, economies)
        inputs = np.bincount(self._cell, sold[self._inner], economies * sectors)
        self.use[:, sector] += inputs.reshape(economies, sectors)

    def _join(self, line: int, label: str, row: tuple[int, int], sold: Floats) -> None:
        """Note a region that joins its economy; an economy may not stand beside its own parts."""
        code = self.columns.economies[row[0]]
        is_part = label[: len(code)] != code
        if self._is_part.setdefault(row, is_part) != is_part:
            what = f"'{label}' counts twice: {code} and a part of it both sell something"
            raise BadInput(what, Place(str(self.columns.path), line), "keep the economy or its parts")
        if is_part:
            self._joined.add(np.array([max(sold.sum(), 0.0)]), lambda _: label)

    def total(self, line: int, label: str, kind: str, values: Floats) -> None:
        """Add a row below the industries, such as value added, under the kind it is of."""
        self._once(line, label)
        economies, sectors = len(self.columns.economies), len(self.columns.sectors)
        found = np.bincount(self._cell, values[self._inner] * self.scale, economies * sectors)
        held = self.totals.setdefault(kind, np.zeros((economies, sectors)))
        held += found.reshape(economies, sectors)

    def close(self, kinds: Iterable[str]) -> tuple[Adjustment, ...]:
        """Return what was changed on the way, once all rows are in.

        Args:
            kinds: The rows below the industries that there must be.

        Raises:
            BadInput: A row is missing.
        """
        mend = "the file may be cut short: give the whole table"
        have = zip(self.columns.economy[self._inner], self.columns.sector[self._inner], strict=True)
        lacking = [cell for cell in dict.fromkeys(have) if cell not in self._rows]
        if lacking:
            economy, sector = lacking[0]
            name = f"{self.columns.economies[economy]} {self.columns.sectors[sector]}"
            more = f" (and {len(lacking) - 1:,} more)" if len(lacking) > 1 else ""
            raise BadInput(f"no row of {name}{more}", Place(str(self.columns.path)), mend)
        for kind in kinds:
            if kind not in self.totals:
                raise BadInput(f"no row of {kind}", Place(str(self.columns.path)), mend)
        return (*self._joined.done(), *self._rest.done(), *self._drawn.done())

    def _once(self, line: int, label: str) -> None:
        """Refuse a row that has been read before."""
        first = self._lines.setdefault(label, line)
        if first != line:
            what = f"the row '{label}' stands twice, first on line {first}"
            raise BadInput(what, Place(str(self.columns.path), line), "keep one")

    def _not_below_zero(self, line: int, label: str, exporter: int, sold: Floats) -> None:
        """Note negative final demand, raise the rest of the world's to zero, refuse any other."""
        names = self.columns.labels
        below = np.maximum(-sold, 0.0)
        inputs, final = np.where(self._inner, below, 0.0), np.where(self._outer, below, 0.0)
        self._drawn.add(final, lambda place: f"{label} {names[place]}")
        if self.columns.economies[exporter] == _REST:
            self._rest.add(inputs, lambda place: f"{label} {names[place]}")
            np.maximum(sold, 0.0, out=sold, where=self._inner)
        elif inputs.any():
            place = int(np.argmax(inputs))
            where = Place(str(self.columns.path), line, field=names[place])
            what = f"{label} sells an input for less than nothing: {sold[place] / self.scale:,g}"
            raise BadInput(what, where, "correct the table")
