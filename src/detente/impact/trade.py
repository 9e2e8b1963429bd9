"""What each importer buys of each origin: rows of imports by tariff line, or sectors of the world table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.economies import Economies
from detente.impact.line_goods import LineGoods, shipped_lines
from detente.world.tables import World

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
REST = "ROW"
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """What one economy of the world table buys of another.

    `lines` are the importer's goods by tariff line, None where only the world table knows what is bought,
    sector by sector. `origins` are those whose rows are the origin's, or stand in for it; `stands_in` says
    so in words. `rest_usd` is by sector what the world table knows beyond lines of some product lists only.
    """

    lines: LineGoods | None = None
    origins: tuple[str, ...] = ()
    rest_usd: Floats | None = None
    stands_in: str = ""


class Trade:
    """The trade of a world table, by tariff line as far as importers have imports on record.

    Args:
        world: The world table.
        economies: The economies on record, for groups that imports know as one.
        lines: Goods by tariff line of some importers; those shipped by default.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> trade = Trade(load_world(), open_record().economies)
        >>> places = trade.world.economies.index
        >>> trade.bought(places("USA"), places("DEU")).origins
        ('EU',)
        >>> trade.bought(places("USA"), places("LAO")).stands_in
        'origins without imports by line weigh as all origins together'
        >>> trade.bought(places("NOR"), places("CHN")).lines is None
        True
    """

    def __init__(
        self, world: World, economies: Economies, lines: Mapping[str, LineGoods] | None = None
    ) -> None:
        self.world = world
        self._economies = economies
        self._goods = {name: place for place, name in enumerate(world.sectors) if world.goods[place]}
        held = shipped_lines(world.economies) if lines is None else lines
        self._lines = {code: one for code, one in held.items() if self._goods.keys() <= set(one.sectors)}
        self._unfit = held.keys() - self._lines.keys()
        self._sector: dict[str, Places] = {}

    @classmethod
    def shipped(cls, world: World, economies: Economies, folders: Iterable[Path]) -> Trade:
        """Return the trade with shipped imports by line, and product lists of the user's own beside."""
        return cls(world, economies, shipped_lines(world.economies, folders))

    def bought(self, importer: int, exporter: int) -> Bought:
        """Return what one economy of the world table buys of another, by their places in it."""
        code, origin = self.world.economies[importer], self.world.economies[exporter]
        lines = self._lines.get(code)
        if lines is None:
            why = "imports by line not used, their sectors are not those of the world table"
            return Bought(stands_in=why if code in self._unfit else "")
        held, covers = lines.imports.origins, self._economies.covers
        own = tuple(name for name in held if name == origin)
        own = own or tuple(name for name in held if covers(name, origin))
        if not lines.imports.complete:
            return Bought(lines, own, self._rest(lines, own, (importer, exporter))) if own else Bought()
        if own:
            return Bought(lines, own)
        if origin == REST:
            lacking = (name for name in held if not any(covers(name, code) for code in self.world.economies))
            if rest := tuple(lacking):
                why = "the rest of the world weighs as the origins that the table lacks"
                return Bought(lines, rest, stands_in=why)
        return Bought(lines, held, stands_in="origins without imports by line weigh as all origins together")

    def between_usd(self, importers: Sequence[int], exporters: Sequence[int]) -> float:
        """Return the trade in goods of importers with exporters; what one sells itself is none."""
        rows, columns = np.array(exporters, dtype=np.intp), np.array(importers, dtype=np.intp)
        flows = self.world.flows[rows[:, None], columns] @ self.world.goods
        return _MILLION_USD * float(flows[rows[:, None] != columns].sum())

    def by_sector(self, lines: LineGoods, line_of: Places, column: Floats) -> Floats:
        """Return the sum of a column of rows by sector of the world table.

        Chapters 98 and 99, which belong to no sector of goods, fall out.

        Args:
            lines: Whose rows they are.
            line_of: The line of each row.
            column: What to sum.
        """
        size = len(self.world.sectors)
        if lines.importer not in self._sector:
            places = np.array([self._goods.get(name, size) for name in lines.sectors], dtype=np.intp)
            self._sector[lines.importer] = places[lines.imports.sector_of]
        sums = np.bincount(self._sector[lines.importer][line_of], column, size + 1)
        found: Floats = sums[:size].astype(np.float64)
        return found

    def _rest(self, lines: LineGoods, own: tuple[str, ...], pair: tuple[int, int]) -> Floats:
        """Return by sector what the world table knows beyond the rows of some origins."""
        importer, exporter = pair
        table = lines.bought_of(own)
        rows = table.of(table.origins[0] if len(own) > 1 else own[0])
        value = table.value_usd[rows].astype(np.float64)
        listed = self.by_sector(lines, table.line_of[rows], value)
        flow = _MILLION_USD * self.world.flows[exporter, importer] * self.world.goods
        rest: Floats = np.maximum(flow - listed, 0.0)
        return rest
