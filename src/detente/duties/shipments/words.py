"""Distinct values of columns by number, and tables over such numbers that grow as new ones turn up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars

Places = npt.NDArray[np.int32]
UNSET = -1
_LONGEST = 100_000
"""The longest stretch of days, in days, that is looked up by day."""
_DENSE = 200_000_000
"""The largest table of flags with which distinct pairs are found; beyond it they are sorted."""
_SPARSE = 16
"""How many numbers to a key it still pays to count keys rather than to sort them."""


class Words:
    """The distinct texts of a column, numbered as they turn up; each is read once, however many rows have it.

    Example:
        >>> import polars
        >>> words = Words()
        >>> words.numbers(polars.Series(["CHN", "DEU", None, "CHN"])).tolist(), words.texts
        ([0, 1, 2, 0], ['CHN', 'DEU', ''])
    """

    def __init__(self) -> None:
        import polars

        self._kind = polars.Categorical(polars.Categories.random())
        self._living = polars.Series([""], dtype=self._kind)  # polars forgets codes that no series holds
        self._of_text: dict[str, int] = {}
        self._of_code: Places = np.zeros(0, dtype=np.int32)
        self.texts: list[str] = []

    def coded(self, column: polars.Series) -> polars.Series:
        """Return texts with each distinct one held once, which are told apart and written faster."""
        import polars

        if column.dtype == self._kind:
            return column
        column = column.cast(polars.String)
        if len(column) and column.eq_missing(column[:1]).all():  # one text throughout costs little
            return column[:1].cast(self._kind).new_from_index(0, len(column))
        return column.cast(self._kind)

    def numbers(self, column: polars.Series) -> Places:
        """Return the number of each row's text; no text counts as an empty one."""
        import polars

        if column.dtype == polars.Date:
            return self._days(column)
        column = self.coded(column)
        none = column.is_null().to_numpy() if column.null_count() else None
        codes = column.to_physical().fill_null(0).to_numpy()
        size = int(codes.max(initial=0)) + 1
        if size > len(self._of_code):
            self._of_code = np.append(
                self._of_code, np.full(size - len(self._of_code), UNSET, dtype=np.int32)
            )
        numbers = np.take(self._of_code, codes)
        new = np.flatnonzero(numbers == UNSET if none is None else (numbers == UNSET) & ~none)
        if len(new):
            first = new[classed(codes[new], size)[0]]
            texts = column.gather(first).cast(polars.String).to_list()
            self._of_code[codes[first]] = [self._number(text) for text in texts]
            numbers = np.take(self._of_code, codes)
        if none is not None:
            numbers[none] = self._number("")
        return numbers

    def _days(self, column: polars.Series) -> Places:
        """Return the number of each row's day."""
        import polars

        days = column.to_physical()
        first, last = days.min(), days.max()
        if not isinstance(first, int) or not isinstance(last, int) or last - first > _LONGEST:
            return self.numbers(column.dt.to_string("%Y-%m-%d"))
        places = days.fill_null(last + 1).to_numpy() - first
        present = np.flatnonzero(np.bincount(places, minlength=last - first + 2))
        told = polars.Series(present + first, dtype=polars.Int32).cast(polars.Date).dt.to_string("%Y-%m-%d")
        texts = ["" if place > last - first else text for place, text in zip(present, told, strict=True)]
        number = np.zeros(last - first + 2, dtype=np.int32)
        number[present] = [self._number(text) for text in texts]
        numbers: Places = number[places]
        return numbers

    def _number(self, text: str) -> int:
        if text not in self._of_text:
            self._of_text[text] = len(self.texts)
            self.texts.append(text)
        return self._of_text[text]


class Grid:
    """A table of numbers that grows on either side; what is not set yet is -1.

    Example:
        >>> grid = Grid()
        >>> grid.cover(2, 3)
        >>> grid.values[1, 2] = 7
        >>> grid.cover(1, 9)
        >>> grid.at(np.array([1, 0]), np.array([2, 8])).tolist()
        [7, -1]
    """

    def __init__(self) -> None:
        self.values: Places = np.full((0, 0), UNSET, dtype=np.int32)

    def cover(self, rows: int, columns: int) -> None:
        """Make room for so many rows and columns."""
        old = self.values
        if rows <= old.shape[0] and columns <= old.shape[1]:
            return
        shape = tuple(
            size if wanted <= size else max(wanted, size + size // 2)
            for wanted, size in zip((rows, columns), old.shape, strict=True)
        )
        values = np.full(shape, UNSET, dtype=np.int32)
        values[: old.shape[0], : old.shape[1]] = old
        self.values = values

    def at(self, rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> Places:
        """Return the numbers at some places."""
        width = self.values.shape[1]
        if len(self.values) == 1:
            single: Places = np.take(self.values[0], columns)
            return single
        place = rows.astype(np.intp)
        place *= width
        place += columns
        found: Places = np.take(self.values.ravel(), place)
        return found

    def settled(self, rows: Places, columns: Places, settle: Callable[[Places, Places], None]) -> Places:
        """Return the numbers at some places, after those that are not set yet, each once, are settled."""
        if not len(rows):
            return np.zeros(0, dtype=np.int32)
        self.cover(int(rows.max()) + 1, int(columns.max()) + 1)
        numbers = self.at(rows, columns)
        missing = np.flatnonzero(numbers == UNSET)
        if not len(missing):
            return numbers
        settle(*distinct(rows[missing], columns[missing]))
        return self.at(rows, columns)

    def unset(self, rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> tuple[Places, Places]:
        """Return the places, each once, at which nothing is set yet."""
        missing = np.flatnonzero(self.at(rows, columns) == UNSET)
        return distinct(rows[missing], columns[missing]) if missing.size else (_NONE, _NONE)


def settled(grid: Grid, rows: Places, columns: Places, settle: Callable[[int, int], int]) -> Places:
    """Return the numbers that a grid has at some places, after settling one by one those it lacks.

    Example:
        >>> grid = Grid()
        >>> settled(grid, np.array([0, 1]), np.array([2, 3]), lambda row, column: row + column).tolist()
        [2, 4]
    """

    def each(rows: Places, columns: Places) -> None:
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            grid.values[row, column] = settle(row, column)

    return grid.settled(rows, columns, each)


_NONE = np.zeros(0, dtype=np.int32)


def distinct(rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> tuple[Places, Places]:
    """Return pairs of numbers, each once and in order.

    Example:
        >>> distinct(np.array([2, 0, 2]), np.array([1, 5, 1]))
        (array([0, 2], dtype=int32), array([5, 1], dtype=int32))
    """
    if not len(rows):
        return _NONE, _NONE
    width = int(columns.max()) + 1
    size = (int(rows.max()) + 1) * width
    keys = rows.astype(np.int64) * width + columns
    if size <= _DENSE:
        flags = np.zeros(size, dtype=np.bool_)
        flags[keys] = True
        keys = np.flatnonzero(flags)
    else:
        keys = np.unique(keys)
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32)


def classed(keys: npt.NDArray[Any], size: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return one place of each distinct key, in the order of keys, and the class of each place.

    Args:
        keys: Whole numbers from 0.
        size: More than the highest key; where it is not too high, keys are counted, not sorted.

    Example:
        >>> example, class_of = classed(np.array([7, 3, 7]), 8)
        >>> example.tolist()[0], class_of.tolist()
        (1, [1, 0, 1])
    """
    if size > _SPARSE * len(keys):
        _, sorted_example, inverse = np.unique(keys, return_index=True, return_inverse=True)
        return sorted_example, inverse.ravel()
    place = np.full(size, UNSET, dtype=np.intp)
    place[keys] = np.arange(len(keys))
    present = np.flatnonzero(place != UNSET)
    example = place[present]
    place[present] = np.arange(len(present))
    return example, place[keys]
