"""Which products a measure's lists name: one readable file a list, read by the longest code.

`detente.duties.scope.list_files` says what stands in a file and reads it.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place
from detente.duties.scope.list_files import WIDTHS, Codes, read_list

SHIPPED = Path(__file__).parents[2] / "data"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
AFTER_DIGITS = b":"
"""The sign that follows 9: a code and this stands after all that begin with the code."""


@dataclass(frozen=True, eq=False)
class ProductLists:
    """The product lists of one importer; a file is read when its list is first asked for.

    Example:
        >>> lists = load_lists("USA")
        >>> lists.holds("s301-list-4a", "8507600020")
        True
        >>> sorted(lists.lists_of("8507600020") & {"s301-list-3", "s301-list-4a", "s301-review-minerals"})
        ['s301-list-4a', 's301-review-minerals']
    """

    importer: str
    paths: Mapping[str, Path]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all lists, sorted."""
        return tuple(sorted(self.paths))

    @cached_property
    def _read(self) -> dict[str, Codes]:
        return {}

    @cached_property
    def _sorted(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self.names)}

    @cached_property
    def _sets(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def _index(self) -> tuple[dict[str, int], dict[str, int]]:
        """For each code, one bit a list: those that it puts the product on, and those it takes it off."""
        puts_on: dict[str, int] = {}
        takes_off: dict[str, int] = {}
        for name, position in self._positions.items():
            bit = 1 << position
            for code, on in self.codes(name).items():
                if on:
                    puts_on[code] = puts_on.get(code, 0) | bit
                else:
                    takes_off[code] = takes_off.get(code, 0) | bit
        return puts_on, takes_off

    def codes(self, name: str) -> Codes:
        """Return the codes of a list, shortest first.

        Raises:
            BadInput: There is no such list, or its file cannot be read.

        Example:
            >>> load_lists("USA").codes("s301-review-gloves")
            {'40151210': True}
            >>> load_lists("USA").codes("s301-list-4c")
            Traceback (most recent call last):
            detente.core.errors.BadInput: USA has no product list 's301-list-4c'; did you mean 's301-list-4b'?
        """
        found = self._read.get(name)
        if found is None:
            if name not in self.paths:
                near = difflib.get_close_matches(name, self.names, n=1)
                mend = f"did you mean {near[0]!r}?" if near else "data/lists/lists.csv names those shipped"
                raise BadInput(f"{self.importer} has no product list {name!r}", mend=mend)
            found = self._read[name] = read_list(self.paths[name])
        return found

    def holds(self, name: str, product: str) -> bool:
        """Say whether a product is on a list: the longest code that it begins with decides.

        Args:
            name: A list.
            product: A code of 4 to 10 digits.

        Raises:
            BadInput: There is no such list, or its file cannot be read.

        Example:
            >>> load_lists("USA").holds("s301-list-3", "85")
            False
        """
        codes = self.codes(name)
        return next((codes[product[:n]] for n in reversed(WIDTHS) if product[:n] in codes), False)

    def partly(self, name: str, product: str) -> bool:
        """Say whether finer codes below a product stand otherwise on a list than the product itself.

        Where True, `holds` answers for what is left of the product, and only more digits settle the rest.

        Example:
            >>> lists = load_lists("USA")
            >>> masks = "s301-review-masks"
            >>> lists.holds(masks, "63079098"), lists.partly(masks, "63079098")
            (False, True)
            >>> lists.holds(masks, "6307909844"), lists.partly(masks, "6307909844")
            (True, False)
        """
        codes, whole = self.codes(name), self.holds(name, product)
        if name not in self._sorted:
            self._sorted[name] = sorted(codes)
        ordered = self._sorted[name]
        for code in ordered[bisect_left(ordered, product) :]:
            if not code.startswith(product):
                break
            if codes[code] != whole:
                return True
        return False

    def lists_of(self, product: str) -> frozenset[str]:
        """Return the names of all lists that a product is on.

        Raises:
            BadInput: The file of some list cannot be read.

        Example:
            >>> sorted(load_lists("CHN").lists_of("02071100"))
            ['chn-farm-15', 'chn-list-1', 'chn-list-4a-050']
        """
        puts_on, takes_off = self._index
        held = 0
        for width in WIDTHS:
            code = product[:width]
            held |= puts_on.get(code, 0)
            held &= ~takes_off.get(code, 0)
            if len(product) <= width:
                break
        found = self._sets.get(held)
        if found is None:
            found = frozenset(name for name, place in self._positions.items() if held >> place & 1)
            self._sets[held] = found
        return found

    def membership(self, lines: npt.NDArray[np.bytes_], names: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Return which lines are on which lists, `(list, line)`.

        Args:
            lines: Codes as bytes, sorted, `(line,)`.
            names: The lists, in the order of the rows.

        Raises:
            BadInput: The lines are not sorted, there is no such list, or its file cannot be read.

        Example:
            >>> lines = np.array([b"6307909842", b"6307909885", b"8507600010"])
            >>> load_lists("USA").membership(lines, ["s301-review-masks", "s301-review-minerals"])
            array([[ True, False, False],
                   [False, False,  True]])
        """
        if np.any(lines[1:] < lines[:-1]):
            raise BadInput("lines are not sorted", mend="sort them first")
        each = [self.codes(name) for name in names]
        held = np.zeros((len(each), len(lines)), dtype=np.bool_)
        spelled = [code.encode() for codes in each for code in codes]
        starts = np.searchsorted(lines, np.array(spelled, dtype="S11")).tolist()
        ends = np.searchsorted(
            lines, np.array([code + AFTER_DIGITS for code in spelled], dtype="S11")
        ).tolist()
        span = zip(starts, ends, strict=True)
        for row, codes in zip(held, each, strict=True):
            # Codes come shortest first, so that a finer one has the last word.
            for on, (start, end) in zip(codes.values(), span, strict=False):
                if start < end:
                    row[start:end] = on
        return held


def load_lists(importer: str, folders: Iterable[Path] = ()) -> ProductLists:
    """Return the product lists of an importer: those shipped and those in the user's own folders.

    A folder may hold `lists/usa/NAME.txt` for one importer and `lists/NAME.txt` for any.

    Args:
        importer: ISO 3166 alpha-3 code; an importer without lists has none.
        folders: The user's own record folders.

    Raises:
        BadInput: A list has a name that is taken, or that is not small letters, digits and hyphens.

    Example:
        >>> "can-2025-steel" in load_lists("CAN").names
        True
        >>> load_lists("NOR").names
        ()
    """
    paths: dict[str, Path] = {}
    for folder in (SHIPPED, *folders):
        lists = folder / "lists"
        for path in (*sorted(lists.glob("*.txt")), *sorted((lists / importer.lower()).glob("*.txt"))):
            if not NAME.fullmatch(path.stem):
                raise BadInput(
                    f"{path.stem!r} is no name for a product list",
                    Place(str(path)),
                    "use small letters, digits and hyphens",
                )
            if path.stem in paths:
                raise BadInput(
                    f"the product list {path.stem!r} exists already",
                    Place(str(path)),
                    f"rename it; the other is {paths[path.stem]}",
                )
            paths[path.stem] = path
    return ProductLists(importer, paths)
