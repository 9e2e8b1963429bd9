"""What each importer buys of each origin, in cells that a duty on a list reaches wholly or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.economies import Economies
from detente.world.tables import World
from detente.world.trade_cells import TradeCells, load_trade_cells

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]
REST = "ROW"
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Goods:
    """The cells of one origin, or those that stand in for an origin that has none of its own.

    `rows` are places in `cells`; `sector` (places among the world table's sectors), `value_usd` and
    `mfn` (the ordinary duty, which floors are net of) go cell by cell with them. `stands_in` says in
    words what these cells are, where they are not the origin's in its importer's trade table.
    """

    origin: str
    cells: TradeCells
    rows: Positions
    sector: Positions
    mfn: Floats
    stands_in: str = ""

    @property
    def value_usd(self) -> Floats:
        """Value of each cell."""
        value: Floats = self.cells.value_usd[self.rows]
        return value

    def on(self, list_name: str) -> Flags:
        """Return which cells stand on a list."""
        flags: Flags = self.cells.on(list_name)[self.rows]
        return flags


class Trade:
    """The trade of a world table, cut into cells as far as importers have trade tables.

    Args:
        world: The world table.
        economies: The economies on record, for groups that a trade table knows as one.
        tables: Trade tables by importer; the shipped ones by default.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> trade = Trade(load_world(), open_record().economies)
        >>> places = trade.world.economies.index
        >>> trade.bought(places("USA"), places("LAO")).stands_in
        'origins without a trade table weigh as all origins together'
        >>> len(trade.bought(places("NOR"), places("CHN")).rows), "one cell for each goods sector"
        (22, 'one cell for each goods sector')
    """

    def __init__(
        self, world: World, economies: Economies, tables: Mapping[str, TradeCells] | None = None
    ) -> None:
        self.world = world
        self._economies = economies
        held = _shipped(world) if tables is None else tables
        self._tables = {code: cells for code, cells in held.items() if _fits(world, cells)}
        self._unfit = held.keys() - self._tables.keys()
        self._cells: dict[int, tuple[TradeCells, Positions]] = {}
        self._bought: dict[tuple[int, int], Goods] = {}

    def bought(self, importer: int, exporter: int) -> Goods:
        """Return what one economy of the world table buys of another, by their places in it."""
        pair = (importer, exporter)
        if pair not in self._bought:
            self._bought[pair] = self._cut(importer, exporter)
        return self._bought[pair]

    def between_usd(self, importers: Sequence[int], exporters: Sequence[int]) -> float:
        """Return the trade in goods of importers with exporters; what one sells itself is none."""
        rows, columns = np.array(exporters, dtype=np.intp), np.array(importers, dtype=np.intp)
        flows = self.world.flows[rows[:, None], columns] @ self.world.goods
        return _MILLION_USD * float(flows[rows[:, None] != columns].sum())

    def _cut(self, importer: int, exporter: int) -> Goods:
        cells, sector_of = self._cells_of(importer)
        origin = self.world.economies[exporter]
        chosen, stands_in = self._origins(cells, origin)
        if self.world.economies[importer] in self._unfit:
            stands_in = "trade table not used, its sectors are not those of the world table"
        places = [cells.origins.index(name) for name in chosen]
        rows = np.flatnonzero(np.isin(cells.origin_of, places) & (sector_of >= 0))
        sector = sector_of[rows]
        return Goods(origin, cells, rows, sector, self.world.tariffs[exporter, importer][sector], stands_in)

    def _cells_of(self, importer: int) -> tuple[TradeCells, Positions]:
        """Return an importer's cells, all its trade with their origins among them, and their sectors."""
        if importer not in self._cells:
            cells = self._tables.get(self.world.economies[importer])
            if cells is None or not cells.complete:
                cells = with_the_rest(self.world, importer, cells)
            sectors = {name: place for place, name in enumerate(self.world.sectors)}
            places = np.array([sectors.get(name, -1) for name in cells.sectors], dtype=np.intp)
            self._cells[importer] = (cells, places[cells.sector_of])
        return self._cells[importer]

    def _origins(self, cells: TradeCells, origin: str) -> tuple[Sequence[str], str]:
        """Return the origins whose cells are an origin's, its group's, or stand in for it; and why."""
        covers = self._economies.covers
        chosen = [name for name in cells.origins if name == origin]
        chosen = chosen or [name for name in cells.origins if covers(name, origin)]
        if chosen:
            return chosen, ""
        if origin == REST:
            held = self.world.economies
            chosen = [name for name in cells.origins if not any(covers(name, code) for code in held)]
        if chosen:
            return chosen, "the rest of the world weighs as the origins that the table lacks"
        return cells.origins, "origins without a trade table weigh as all origins together"


def with_the_rest(world: World, importer: int, cells: TradeCells | None) -> TradeCells:
    """Return cells made complete: what the world table holds beyond them stands on no list.

    Example:
        >>> from detente.world.tables import load_world
        >>> world = load_world()
        >>> canada = with_the_rest(world, world.economies.index("CAN"), load_trade_cells("CAN"))
        >>> canada.complete, len(canada.origins)
        (True, 80)
    """
    lists = cells.lists if cells else ()
    held = [place for place in range(len(world.economies)) if place != importer]
    goods = np.flatnonzero(world.goods)
    left = _MILLION_USD * world.flows[held, importer][:, goods]
    names, kinds = [world.economies[place] for place in held], [world.sectors[place] for place in goods]
    origin_of, sector_of = (axis.ravel() for axis in np.indices(left.shape))
    if cells is None:
        old_origin, old_sector = origin_of[:0], sector_of[:0]
        membership, value = np.zeros((0, 0), dtype=np.bool_), np.zeros(0)
    else:
        listed = cells.covered_usd(np.ones(len(cells.value_usd)))
        for row, name in enumerate(cells.origins):
            for column, kind in enumerate(cells.sectors):
                if name in names and kind in kinds:
                    left[names.index(name), kinds.index(kind)] -= listed[row, column]
        names += [name for name in cells.origins if name not in names]
        kinds += [name for name in cells.sectors if name not in kinds]
        old_origin = np.array([names.index(name) for name in cells.origins])[cells.origin_of]
        old_sector = np.array([kinds.index(name) for name in cells.sectors])[cells.sector_of]
        membership, value = cells.membership, cells.value_usd
    return TradeCells(
        importer=world.economies[importer],
        year=cells.year if cells else world.metadata.year or 0,
        complete=True,
        source=f"{cells.source + '; the rest: ' if cells else ''}{world.name}",
        lists=lists,
        origins=tuple(names),
        sectors=tuple(kinds),
        origin_of=np.concatenate([old_origin, origin_of]),
        sector_of=np.concatenate([old_sector, sector_of]),
        membership=np.concatenate([membership, np.zeros((left.size, len(lists)), dtype=np.bool_)]),
        value_usd=np.concatenate([value, np.maximum(left, 0.0).ravel()]),
    )


def _shipped(world: World) -> Mapping[str, TradeCells]:
    found = ((code, load_trade_cells(code)) for code in world.economies)
    return {code: cells for code, cells in found if cells is not None}


def _fits(world: World, cells: TradeCells) -> bool:
    """Say whether a trade table knows all goods sectors of the world table by their names."""
    goods = {name for name, pays_duty in zip(world.sectors, world.goods, strict=True) if pays_duty}
    return goods <= set(cells.sectors)
