"""How much trade each product list covers, by origin and sector, for any combination of lists.

An importer's table is an npz file. Lines of trade alike in origin, sector and the set of lists they stand on
are one cell:

    importer, year, complete, source    what it is, of which year, whether all trade of its origins is in it
    lists, origins, sectors             labels
    origin_of, sector_of, mask_of       (cell,)     positions in `origins`, `sectors`, `masks`
    masks                               (set, list) the sets of lists, packed eight to a byte
    value_usd                           (cell,)     whole dollars
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

SHIPPED = Path(__file__).parents[1] / "data" / "trade"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TradeCells:
    """Imports of one economy in one year, by origin, sector and the set of product lists they stand on.

    `origin_of` and `sector_of` give the place of each cell in `origins` and `sectors`; `membership` is
    `(cell, list)`. The last sector is chapters 98 and 99, which belong to no sector of a world table.
    `complete` says whether the cells hold all trade of each origin, or only trade near the lists.

    Example:
        >>> cells = load_trade_cells("USA")
        >>> share = cells.covered_share(cells.on("s301-list-1") | cells.on("s301-list-2"))
        >>> share.shape == (len(cells.origins), len(cells.sectors))
        True
        >>> china, machinery = cells.origins.index("CHN"), cells.sectors.index("machinery")
        >>> round(float(share[china, machinery]), 2)
        0.45
    """

    importer: str
    year: int
    complete: bool
    source: str
    lists: tuple[str, ...]
    origins: tuple[str, ...]
    sectors: tuple[str, ...]
    origin_of: Positions
    sector_of: Positions
    membership: Flags
    value_usd: Floats

    def on(self, list_name: str) -> Flags:
        """Return which cells stand on a list, `(cell,)`.

        Raises:
            BadInput: The table has no list of that name.

        Example:
            >>> cells = load_trade_cells("CHN")
            >>> float(cells.value_usd[cells.on("chn-list-1") & cells.on("chn-list-2")].sum())
            0.0
            >>> cells.on("chn-list-9")
            Traceback (most recent call last):
            detente.core.errors.BadInput: CHN has no product list 'chn-list-9'; did you mean 'chn-list-2'?
        """
        if list_name not in self.lists:
            near = difflib.get_close_matches(list_name, self.lists, n=1)
            mend = f"did you mean {near[0]!r}?" if near else "data/trade/lists.csv names them all"
            raise BadInput(f"{self.importer} has no product list {list_name!r}", mend=mend)
        return self.membership[:, self.lists.index(list_name)]

    def covered_usd(self, weight: npt.ArrayLike) -> Floats:
        """Return the trade that `weight` covers, `(origin, sector)`, USD.

        Args:
            weight: One number or flag a cell, `(cell,)`: which cells a measure reaches, or at what rate.

        Example:
            >>> cells = load_trade_cells("USA")
            >>> everything = cells.covered_usd(np.ones(len(cells.value_usd)))
            >>> round(everything.sum() / 1e9)
            3209
        """
        shape = len(self.origins), len(self.sectors)
        place = self.origin_of * shape[1] + self.sector_of
        weighted = self.value_usd * np.asarray(weight, dtype=np.float64)
        covered: Floats = np.bincount(place, weights=weighted, minlength=shape[0] * shape[1]).astype(
            np.float64
        )
        return covered.reshape(shape)

    def covered_share(self, weight: npt.ArrayLike) -> Floats:
        """Return the mean of `weight` by value, `(origin, sector)`: the share covered, or the mean rate.

        NaN where the origin sells nothing of the sector.

        Args:
            weight: One number or flag a cell, `(cell,)`.

        Raises:
            BadInput: The table holds trade on the lists only, so that it has no whole to take a share of.

        Example:
            >>> cells = load_trade_cells("CHN")
            >>> rate = 0.25 * cells.on("chn-list-1") + 0.25 * cells.on("chn-list-2")
            >>> round(float(cells.covered_share(rate)[0, cells.sectors.index("motor-vehicles")]), 2)
            0.2
        """
        if not self.complete:
            raise BadInput(
                f"the trade table of {self.importer} holds trade on product lists only",
                mend="divide covered_usd by the flow of a world table",
            )
        total = self.covered_usd(np.ones(len(self.value_usd)))
        share = np.full_like(total, np.nan)
        return np.divide(self.covered_usd(weight), total, out=share, where=total > 0.0)


def load_trade_cells(importer: str, folder: Path = SHIPPED) -> TradeCells | None:
    """Return the trade cells of an importer, or None where there is no table for it.

    Args:
        importer: ISO 3166 alpha-3 code.
        folder: Where the tables are; the shipped ones by default.

    Raises:
        BadInput: The file is not a table of trade cells.

    Example:
        >>> load_trade_cells("CAN").complete
        False
        >>> load_trade_cells("NOR") is None
        True
    """
    path = folder / f"{importer.lower()}.npz"
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            lists = tuple(arrays["lists"].tolist())
            sets = np.unpackbits(arrays["masks"], axis=1, count=len(lists)).astype(np.bool_)
            cells = TradeCells(
                importer=arrays["importer"].item(),
                year=arrays["year"].item(),
                complete=arrays["complete"].item(),
                source=arrays["source"].item(),
                lists=lists,
                origins=tuple(arrays["origins"].tolist()),
                sectors=tuple(arrays["sectors"].tolist()),
                origin_of=arrays["origin_of"].astype(np.intp),
                sector_of=arrays["sector_of"].astype(np.intp),
                membership=sets[arrays["mask_of"]],
                value_usd=arrays["value_usd"].astype(np.float64),
            )
    except (KeyError, ValueError, IndexError, OSError, EOFError, AttributeError, BadZipFile) as error:
        mend = "build it with data-build/trade_cells.py"
        raise BadInput("not a table of trade cells", Place(str(path)), mend) from error
    for array in (cells.origin_of, cells.sector_of, cells.membership, cells.value_usd):
        array.setflags(write=False)
    return cells
