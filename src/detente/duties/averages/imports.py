"""Imports by tariff line and origin: what averages of duties are weighed with.

An importer's table is an npz file, `imports/usa.npz`, with one row for each origin and line that traded:

    importer, year, complete, source  what it is, of which year, whether all trade of its origins is in it
    lines, origins, sectors           labels; lines are sorted
    sector_of                         (line,) place in `sectors`
    line_of, origin_of                (row,)  places in `lines` and `origins`
    value_usd                         (row,)  whole dollars
    duty_usd                          (row,)  whole dollars of duty as calculated; left out where unknown
    claimed                           (row,)  share of the value entered with a claim, in parts of 65,535
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]

SHIPPED = Path(__file__).parents[2] / "data" / "imports"
FULL_SHARE = 65535
DAMAGED = (KeyError, ValueError, IndexError, OSError, EOFError, AttributeError, BadZipFile)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Imports:
    """Imports of one economy in one year; rows are ordered by origin, then line.

    `complete` says whether all trade of each origin is in it, or only trade on some product lists. `duty_usd`
    is the duty calculated by the statistical office, None where no source has it. `claimed` is the share of
    each row entered with a claim that frees it of added duties (for the USA the USMCA, by claims of 2025),
    0 for origins without such an agreement. The last sector is chapters 98 and 99, which belong to no sector
    of a world table.

    Example:
        >>> usa = load_imports("USA")
        >>> china = usa.of("CHN")
        >>> f"{usa.value_usd[china].sum():,} {usa.duty_usd[china].sum():,}"
        '429,425,828,419 46,661,215,871'
        >>> usa.lines[usa.line_of[china]][:2].tolist()
        [b'0106199120', b'0106199195']
    """

    importer: str
    year: int
    complete: bool
    source: str
    lines: npt.NDArray[np.bytes_]
    origins: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_of: Positions
    line_of: Positions
    origin_of: Positions
    value_usd: Integers
    duty_usd: Integers | None
    claimed: Floats

    def of(self, origin: str) -> slice:
        """Return the rows of an origin as a slice, empty where there are none.

        Args:
            origin: ISO 3166 alpha-3 code; the European Union is EU.

        Example:
            >>> usa = load_imports("USA")
            >>> usa.of("NRU")
            slice(0, 0, None)
        """
        if origin not in self.origins:
            return slice(0, 0)
        place = self.origins.index(origin)
        start, end = np.searchsorted(self.origin_of, [place, place + 1]).tolist()
        return slice(start, end)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PreferenceShares:
    """Share of the ordinary duty that was not collected in 2024, by chapter and origin, `(chapter, origin)`.

    One less calculated duty over value times ordinary ad valorem rate: trade agreements, preferences for
    developing economies, duty-free use. 0 where nothing was found exempt.

    Example:
        >>> shares = load_preference_shares("USA")
        >>> round(shares.of("KOR", "8708299000"), 3), shares.of("NRU", "8708299000")
        (0.978, 0.0)
    """

    chapters: tuple[str, ...]
    origins: tuple[str, ...]
    share: Floats

    def by_line(self, origin: str, lines: npt.NDArray[np.bytes_]) -> Floats:
        """Return the share of each line's chapter for an origin, 0 where nothing was found exempt."""
        if origin not in self.origins:
            return np.zeros(len(lines))
        chapters = np.array(self.chapters, dtype="S2")
        own = self.share[:, self.origins.index(origin)]
        place = np.minimum(np.searchsorted(chapters, lines.astype("S2")), len(chapters) - 1)
        return np.where(chapters[place] == lines.astype("S2"), own[place], 0.0)

    def of(self, origin: str, product: str) -> float:
        """Return the share for an origin and the chapter of a product, 0 where nothing was found exempt."""
        if origin not in self.origins or product[:2] not in self.chapters:
            return 0.0
        return float(self.share[self.chapters.index(product[:2]), self.origins.index(origin)])


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A line of the trade table that an edition of the tariff from `since` on knows by another code."""

    line: str
    code: str
    since: str
    kind: str


def load_imports(importer: str, folder: Path = SHIPPED) -> Imports | None:
    """Return the imports of an importer by line and origin, or None where there is no table.

    Args:
        importer: ISO 3166 alpha-3 code.
        folder: Where the tables are; the shipped ones by default.

    Raises:
        BadInput: The file is no table of imports.

    Example:
        >>> load_imports("CHN").year, load_imports("NOR")
        (2017, None)
    """
    path = folder / f"{importer.lower()}.npz"
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            rows = len(arrays["line_of"])
            share = arrays["claimed"] / FULL_SHARE if "claimed" in arrays.files else np.zeros(rows)
            imports = Imports(
                importer=arrays["importer"].item(),
                year=arrays["year"].item(),
                complete=arrays["complete"].item(),
                source=arrays["source"].item(),
                lines=arrays["lines"],
                origins=tuple(arrays["origins"].tolist()),
                sectors=tuple(arrays["sectors"].tolist()),
                sector_of=arrays["sector_of"].astype(np.intp),
                line_of=arrays["line_of"].astype(np.intp),
                origin_of=arrays["origin_of"].astype(np.intp),
                value_usd=arrays["value_usd"],
                duty_usd=arrays["duty_usd"] if "duty_usd" in arrays.files else None,
                claimed=share,
            )
    except DAMAGED as error:
        raise BadInput(
            "not a table of imports", Place(str(path)), "build it with data-build/imports.py"
        ) from error
    for array in (imports.sector_of, imports.line_of, imports.origin_of, imports.value_usd, imports.claimed):
        array.setflags(write=False)
    return imports


def load_preference_shares(importer: str, folder: Path = SHIPPED) -> PreferenceShares | None:
    """Return the shares of ordinary duty not collected, or None for an importer whose shares no source has.

    Args:
        importer: ISO 3166 alpha-3 code.
        folder: Where the tables are; the shipped ones by default.

    Raises:
        BadInput: The file is no table of shares.
    """
    path = folder / f"{importer.lower()}-preferences.npz"
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return PreferenceShares(
                chapters=tuple(arrays["chapters"].tolist()),
                origins=tuple(arrays["origins"].tolist()),
                share=arrays["share"] / FULL_SHARE,
            )
    except DAMAGED as error:
        mend = "build it with data-build/imports.py"
        raise BadInput("not a table of preference shares", Place(str(path)), mend) from error


def load_renumberings(importer: str, folder: Path = SHIPPED) -> tuple[Renumbering, ...]:
    """Return the lines of the trade table that later editions of the tariff know by another code.

    Where a list names the later code, trade on the line of the table is on that list from `since` on, wholly
    or, if the line was split, in part.

    Args:
        importer: ISO 3166 alpha-3 code.
        folder: Where the tables are; the shipped ones by default.

    Example:
        >>> next(r for r in load_renumberings("USA") if r.line == "8507600020")
        Renumbering(line='8507600020', code='8507600090', since='2026-01-30', kind='rename')
    """
    with (folder / "renumbered.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.pop("importer") == importer]
    return tuple(Renumbering(**row) for row in rows)
