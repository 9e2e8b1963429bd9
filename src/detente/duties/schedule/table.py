"""One edition of a tariff schedule as packed arrays: every row in order, and the lines a good can fall on.

An edition is one npz file; each member is read when first needed, so a duty reads codes and rates and no
descriptions.

    about                               importer, edition, days, source (JSON)
    codes, parents                      (row,)   digits or nothing; how far up stands the row it is under
    descriptions, units, general,       (row,)   positions in the texts
    special, column_2
    ..._texts                           distinct texts, parted by zeros
    rates, lows, highs                  (duty text,)  ad valorem rate, bounds; NaN where value does not decide
    lines, line_rows, rate_rows         (line,)  sorted codes, their row, the row their duties come from
"""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place

Codes = npt.NDArray[np.bytes_]
Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

END = "\0"
"""What parts the texts of a member."""


class ScheduleTable:
    """The arrays of one edition, each read from its file when first asked for.

    Example:
        >>> from detente.duties.schedule.editions import SHIPPED
        >>> table = read_table(SHIPPED / "CHN-2018.npz")
        >>> table.line_codes[0].decode(), float(table.general_rates[0])
        ('01012100', 0.0)
    """

    def __init__(self, path: Path, about: dict[str, Any]) -> None:
        self.path = path
        self.about = about

    def _members(self, *names: str) -> list[npt.NDArray[Any]]:
        try:
            with self.path.open("rb") as stream, np.load(stream, allow_pickle=False) as members:
                found = [members[name] for name in names]
        except _DAMAGE as error:
            raise _not_a_schedule(self.path) from error
        for array in found:
            array.setflags(write=False)
        return found

    @cached_property
    def _lines(self) -> tuple[Codes, Positions, Positions, Positions]:
        lines, rows, rate_rows, general = self._members("lines", "line_rows", "rate_rows", "general")
        return lines, rows.astype(np.intp), rate_rows.astype(np.intp), general.astype(np.intp)

    @property
    def line_codes(self) -> Codes:
        """The codes of the lines, sorted."""
        return self._lines[0]

    @property
    def line_rows(self) -> Positions:
        """The row of each line."""
        return self._lines[1]

    @property
    def rate_rows(self) -> Positions:
        """The row from which each line has its duties; -1 where none states any."""
        return self._lines[2]

    @cached_property
    def _values(self) -> tuple[Floats, Floats, Floats, Positions]:
        rates, lows, highs, column_2 = self._members("rates", "lows", "highs", "column_2")
        return rates, lows, highs, column_2.astype(np.intp)

    def _of_lines(self, values: Floats, duties: Positions) -> Floats:
        """Return a value of each line's duty text, NaN for lines without one."""
        found = np.where(self.rate_rows >= 0, values[duties[self.rate_rows]], np.nan)
        found.setflags(write=False)
        return found

    @cached_property
    def general_rates(self) -> Floats:
        """The general ad valorem rate of each line; NaN where it is none or not known."""
        return self._of_lines(self._values[0], self._lines[3])

    @cached_property
    def general_bounds(self) -> tuple[Floats, Floats]:
        """The lowest and highest general ad valorem rate of each line."""
        return self._of_lines(self._values[1], self._lines[3]), self._of_lines(
            self._values[2], self._lines[3]
        )

    @cached_property
    def column_2_rates(self) -> Floats:
        """The ad valorem rate of column 2 of each line; NaN where it is none or not known."""
        return self._of_lines(self._values[0], self._values[3])

    @cached_property
    def codes(self) -> Codes:
        """The code of every row, nothing where it has none."""
        return self._members("codes")[0]

    @cached_property
    def _order(self) -> tuple[Codes, Positions]:
        order = np.argsort(self.codes, kind="stable")
        return self.codes[order], order

    @cached_property
    def _parents(self) -> Positions:
        return self._members("parents")[0].astype(np.intp)

    def row_of(self, code: str) -> int | None:
        """Return the row of a code, None where the schedule has none."""
        codes, order = self._order
        place = bisect_left(codes, code.encode())  # for one code faster than NumPy's search
        return int(order[place]) if place < len(codes) and codes[place] == code.encode() else None

    def lines_below(self, prefix: str) -> range:
        """Return the places of the lines that begin with some digits."""
        first = bisect_left(self.line_codes, prefix.encode())
        return range(first, bisect_left(self.line_codes, prefix.encode() + b":", first))

    def rows_above(self, row: int) -> list[int]:
        """Return the rows under which a row stands, the heading first."""
        found: list[int] = []
        while self._parents[row]:
            row -= int(self._parents[row])
            found.append(row)
        return found[::-1]

    @cached_property
    def depths(self) -> tuple[Positions, Positions]:
        """How many rows each row stands under, and the row just above it (itself at the top)."""
        reached = above = np.arange(len(self._parents)) - self._parents
        depths = (self._parents > 0).astype(np.intp)
        while (further := above[reached] != reached).any():
            depths += further
            reached = above[reached]
        return depths, above

    @cached_property
    def _texts(self) -> dict[str, tuple[Positions, tuple[str, ...]]]:
        found: dict[str, tuple[Positions, tuple[str, ...]]] = {}
        duty_texts, special_texts, special = self._members("duty_texts", "special_texts", "special")
        duties = _unpacked(duty_texts)
        found["general"] = self._lines[3], duties
        found["column_2"] = self._values[3], duties
        found["special"] = special.astype(np.intp), _unpacked(special_texts)
        return found

    @cached_property
    def _words(self) -> dict[str, tuple[Positions, tuple[str, ...]]]:
        names = ("descriptions", "description_texts", "units", "unit_texts")
        descriptions, description_texts, units, unit_texts = self._members(*names)
        return {
            "description": (descriptions.astype(np.intp), _unpacked(description_texts)),
            "unit": (units.astype(np.intp), _unpacked(unit_texts)),
        }

    def text(self, column: str, row: int) -> str:
        """Return what a row itself has in a column: general, special, column_2, description or unit."""
        places, texts = self.column(column)
        return texts[int(places[row])]

    def column(self, column: str) -> tuple[Positions, tuple[str, ...]]:
        """Return a column of all rows: positions, and the distinct texts that they point to."""
        return (self._texts if column in ("general", "special", "column_2") else self._words)[column]


_DAMAGE = (KeyError, ValueError, IndexError, OSError, EOFError, AttributeError, BadZipFile)


def _not_a_schedule(path: Path) -> BadInput:
    mend = "write it with `detente schedule import`"
    return BadInput("not a schedule, or a damaged one", Place(str(path)), mend)


@lru_cache(maxsize=32)
def _read(path: Path, stamp: tuple[int, int]) -> ScheduleTable:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as members:
            about = json.loads(members["about"].item())
        if not isinstance(about, dict) or not {"importer", "edition", "valid_from"} <= about.keys():
            raise KeyError("about")
    except _DAMAGE as error:
        raise _not_a_schedule(path) from error
    return ScheduleTable(path, about)


def read_table(path: Path) -> ScheduleTable:
    """Return the edition that a file holds; a file that has not changed is read once.

    Raises:
        BadInput: It is absent, or not a schedule.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise BadInput("there is no such schedule", Place(str(path)), "name an existing file") from error
    return _read(path, (stat.st_mtime_ns, stat.st_size))


def _unpacked(packed: npt.NDArray[Any]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode().split(END))
