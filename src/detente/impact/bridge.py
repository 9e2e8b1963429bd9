"""The bridge: duties on record become added tariffs by exporter, importer and sector of a world table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.time import end_of_day
from detente.impact.borders import Border, Moment, Weighed
from detente.impact.doubts import Doubts
from detente.impact.kept import Shelf
from detente.impact.trade import Trade
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumed, built_in_scenarios
from detente.world.tables import World

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked about, at its end in each importer's own zone, and the day of knowledge."""

    on: date
    known_at: date


@dataclass(frozen=True, slots=True)
class Bridge:
    """A world table's trade, ready to turn duties into sector tariffs.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> record, world, day = open_record(), load_world(), date(2025, 4, 20)
        >>> added = Bridge.over(world, record).added(record, Day(day, day)).rates
        >>> usa, chn = world.economies.index("USA"), world.economies.index("CHN")
        >>> bool(0.5 < added[chn, usa].max() < 2), bool(added[usa, usa].any())
        (True, False)
    """

    trade: Trade
    services: bool = False
    shelf: Shelf | None = None

    @classmethod
    def over(
        cls, world: World, record: Record, folders: Iterable[Path] = (), *, services: bool = False
    ) -> Bridge:
        """Return the bridge over a world table, with the shipped imports by line.

        Args:
            world: The world table.
            record: The record, for its economies.
            folders: Where the user's own product lists and schedules are.
            services: Whether duties on all goods fall on services too, which no law does and some papers do.
        """
        own = tuple(folders)
        trade = Trade.shipped(world, record.economies, own)
        return cls(trade, services, Shelf(world.digest, services, own) if world.digest else None)

    def added(self, record: Record, day: Day) -> Weighed:
        """Return the added duties in force on a day by exporter, importer and sector, as fractions.

        What was worked out before is taken from the user's cache.

        Args:
            record: The record, or one under a scenario.
            day: The day asked about.
        """
        world, days = self.trade.world, (day.on, day.known_at)
        kept = self.shelf.take(record, days, world.tariffs.shape) if self.shelf else None
        if kept is not None:
            return kept
        everyone = range(len(world.economies))
        found = self._filled(record, day, np.zeros_like(world.tariffs), dict.fromkeys(everyone, everyone))
        if self.shelf:
            self.shelf.put(record, days, found)
        return found

    def added_under(self, assumed: Assumed, day: Day, held: Floats) -> Weighed:
        """Return the added duties under a scenario, worked out anew only where it touches them.

        Duties interact within one importer and origin, so that all other pairs keep what they had.

        Args:
            assumed: The scenario on its record.
            day: The day asked about.
            held: The added duties of the same day without the scenario.
        """
        record, codes = assumed.record, self.trade.world.economies
        shelf = self._shelf_of(assumed)
        kept = shelf.take(record, (day.on, day.known_at), held.shape) if shelf else None
        if kept is not None:
            return kept
        touched = [(record.measure_of[name].imposing, name) for name in assumed.touched]
        anew: dict[int, Sequence[int]] = {}
        for importer, code in enumerate(codes):
            mine = [name for imposing, name in touched if record.economies.covers(imposing, code)]
            anew[importer] = [
                place
                for place, origin in enumerate(codes)
                if any(record.covers(name, origin) for name in mine)
            ]
        found = self._filled(record, day, held, anew)
        if shelf:
            shelf.put(record, (day.on, day.known_at), found)
        return found

    def _shelf_of(self, assumed: Assumed) -> Shelf | None:
        """Return where what a built-in scenario touches is kept; others are too many to keep."""
        common = assumed.scenario.scenario in built_in_scenarios() and assumed.touched
        return replace(self.shelf, touched=True) if self.shelf and common else None

    def _filled(
        self, record: Record, day: Day, rates: Floats, exporters_of: Mapping[int, Sequence[int]]
    ) -> Weighed:
        """Return rates with those of some exporters to some importers worked out."""
        world, doubts = self.trade.world, Doubts()
        filled = rates.copy()
        for importer, exporters in exporters_of.items():
            if not exporters:
                continue
            instant = end_of_day(day.on, record.zone_of(world.economies[importer]))
            border = Border(record, self.trade, importer, Moment(instant, day.known_at))
            filled[exporters, importer] = 0.0
            for exporter in exporters if border.running else ():
                pair = border.added(exporter)
                filled[exporter, importer] = pair.rates * world.goods
                if self.services:
                    filled[exporter, importer, ~world.goods] = border.on_services(exporter)
                doubts.take(pair.doubts)
        return Weighed(filled, doubts)
