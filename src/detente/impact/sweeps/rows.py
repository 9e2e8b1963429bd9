"""Scenarios that are written one by one: rows of a CSV file, or of the YAML file itself."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.core.errors import BadInput, Place
from detente.core.located import Located, Problem
from detente.impact.sweeps.axes import Axes
from detente.impact.sweeps.plan import Axis
from detente.impact.sweeps.rates import rate_of

WORDS = ("scenario", "elasticities", "deficits")
"""The columns that hold no rate."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario as written: the rates of some axes by name; empty words where it says nothing."""

    place: Place
    name: str
    elasticities: str
    deficits: str
    axes: tuple[str, ...]
    rates: tuple[float, ...]


@dataclass(slots=True)
class Rows:
    """All rows of a file, the axes they name, and what is wrong with them."""

    rows: list[Row] = field(default_factory=list)
    axes: list[Axis] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def name_axis(self, name: str, place: Place, known: Axes) -> None:
        """Read an axis once, or note why it is none."""
        if any(axis.name == name for axis in self.axes):
            return
        try:
            self.axes.append(known.read(name))
        except BadInput as error:
            near = difflib.get_close_matches(name, WORDS, n=1)
            mend = f"did you mean the column '{near[0]}'?" if near else error.mend
            self.problems.append(Problem(place, error.what, mend))

    def add(self, place: Place, cells: dict[str, str | None]) -> None:
        """Add one row from its cells by name."""
        axes, rates = [], []
        for name, text in cells.items():
            if name in WORDS:
                continue
            try:
                rates.append(rate_of(text))
                axes.append(name)
            except BadInput as error:
                where = Place(place.file, place.line, place.column, name)
                self.problems.append(Problem(where, error.what, error.mend))
        words = [(cells.get(word) or "").strip() for word in WORDS]
        self.rows.append(Row(place, words[0], words[1], words[2], tuple(axes), tuple(rates)))


def rows_of_csv(raw: bytes, file: str, known: Axes) -> Rows:
    r"""Return the rows of a CSV file: one scenario a line, one column an axis.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> known = Axes(open_record().economies, load_world())
        >>> found = rows_of_csv(b"scenario,USA on CHN,CHN on USA\npeak,1.45,1.25\n", "a.csv", known)
        >>> found.rows[0].name, found.rows[0].rates
        ('peak', (1.45, 1.25))
    """
    found = Rows()
    try:
        lines = raw.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        found.problems.append(Problem(Place(file), what, "save the file as UTF-8"))
        return found
    try:
        parted_by = max(",;\t", key=(lines or [""])[0].count)
        _read(csv.reader(lines, strict=True, delimiter=parted_by), file, known, found)
    except csv.Error as error:
        found.problems.append(Problem(Place(file), f"CSV cannot be read ({error})", "mend its quotes"))
    return found


def _read(reader: Iterator[list[str]], file: str, known: Axes, found: Rows) -> None:
    """Read the header, then the rows under it."""
    header = [name.strip() for name in next(reader, [])]
    first = Place(file, 1)
    if not header:
        found.problems.append(Problem(first, "the file is empty", "write the names of columns first"))
        return
    for name in header:
        if header.count(name) > 1:
            found.problems.append(Problem(first, f"the column '{name}' stands twice", "keep one"))
            return
        if name not in WORDS:
            found.name_axis(name, first, known)
    if all(name in WORDS for name in header):
        mend = "name a column as `USA on CHN`"
        found.problems.append(Problem(first, "no column is an axis", mend))
    for cells in reader:
        place = Place(file, reader.line_num)  # type: ignore[attr-defined]
        if not any(cells):
            continue
        if len(cells) != len(header):
            what = f"the row has {len(cells)} cells, the header {len(header)}"
            found.problems.append(Problem(place, what, "give each column one cell"))
        else:
            found.add(place, dict(zip(header, cells, strict=True)))


def rows_of_list(located: Located, known: Axes) -> Rows:
    """Return the rows that a YAML file lists under `rows`."""
    found = Rows()
    for number, row in enumerate(located.data["rows"]):
        place = located.place(("rows", number))
        plain = isinstance(row, dict) and not any(isinstance(cell, dict | list) for cell in row.values())
        if not plain:
            mend = "write it as {scenario: NAME, USA on CHN: 0.3}"
            found.problems.append(Problem(place, "the row is no scenario", mend))
            continue
        known_before = len(found.problems)
        for name in row:
            if name not in WORDS:
                found.name_axis(name.strip(), located.place(("rows", number, name)), known)
        if len(found.problems) == known_before:
            found.add(place, {name.strip(): cell for name, cell in row.items()})
    return found
