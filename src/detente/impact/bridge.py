"""The bridge: duties on record become added tariffs by exporter, importer and sector of a world table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.time import end_of_day
from detente.impact.borders import Border, Moment, Weighed
from detente.impact.doubts import Doubts
from detente.impact.trade import Trade
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumed
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

    @classmethod
    def over(cls, world: World, record: Record, folders: Iterable[Path] = ()) -> Bridge:
        """Return the bridge over a world table, with the shipped imports by line.

        Args:
            world: The world table.
            record: The record, for its economies.
            folders: Where the user's own product lists and schedules are.
        """
        return cls(Trade.shipped(world, record.economies, folders))

    def added(self, record: Record, day: Day) -> Weighed:
        """Return the added duties in force on a day by exporter, importer and sector, as fractions.

        Args:
            record: The record, or one under a scenario.
            day: The day asked about.
        """
        world = self.trade.world
        everyone = range(len(world.economies))
        return self._filled(record, day, np.zeros_like(world.tariffs), dict.fromkeys(everyone, everyone))

    def added_under(self, assumed: Assumed, day: Day, held: Floats) -> Weighed:
        """Return the added duties under a scenario, worked out anew only where it touches them.

        Duties interact within one importer and origin, so that all other pairs keep what they had.

        Args:
            assumed: The scenario on its record.
            day: The day asked about.
            held: The added duties of the same day without the scenario.
        """
        record, codes = assumed.record, self.trade.world.economies
        touched = [(record.measure_of[name].imposing, name) for name in assumed.touched]
        anew: dict[int, Sequence[int]] = {}
        for importer, code in enumerate(codes):
            mine = [name for imposing, name in touched if record.economies.covers(imposing, code)]
            anew[importer] = [
                place
                for place, origin in enumerate(codes)
                if any(record.covers(name, origin) for name in mine)
            ]
        return self._filled(record, day, held, anew)

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
                filled[exporter, importer] = pair.rates
                doubts.take(pair.doubts)
        return Weighed(filled * world.goods, doubts)
