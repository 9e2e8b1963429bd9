"""The bridge: duties on record become added tariffs by exporter, importer and sector of a world table.

Duties on product lists weigh by the trade they cover. Where an importer has a trade table, that is exact
by cell; where it has none, a duty on all goods falls on every goods sector, and one on a list counts by
its stated value of trade, spread over all goods of the origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.core.time import end_of_day
from detente.impact.coverage import (
    Doubts,
    Moment,
    Part,
    added_duties,
    charge_of,
    stated_rate,
    tranches_in_force,
)
from detente.ledger.entries import Products, Tranche
from detente.ledger.record import Record
from detente.world.tables import World
from detente.world.trade_cells import TradeCells, load_trade_cells

Floats = npt.NDArray[np.float64]
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked about and the day of knowledge."""

    on: date
    known_at: date


def added_tariffs(record: Record, world: World, day: Day, doubts: Doubts) -> Floats:
    """Return the added duties in force on a day by exporter, importer and sector, as fractions.

    Args:
        record: The record, or one under a scenario.
        world: The table whose economies and sectors the answer is on; its own tariffs are the ordinary
            duties that floors are net of.
        day: The day asked about, at its end in each importer's own zone.
        doubts: Takes what could not be weighed.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> world, day = load_world(), Day(date(2025, 4, 20), date(2025, 4, 20))
        >>> added = added_tariffs(open_record(), world, day, Doubts())
        >>> usa, chn = world.economies.index("USA"), world.economies.index("CHN")
        >>> bool(0.5 < added[chn, usa].max() < 2), added[usa, usa].any()
        (True, np.False_)
    """
    added = np.zeros_like(world.tariffs)
    for place, importer in enumerate(world.economies):
        zone = record.zone_of(importer)
        moment = Moment(importer, end_of_day(day.on, zone), day.known_at)
        in_force = tranches_in_force(record, moment)
        if not in_force:
            continue
        cells = load_trade_cells(importer)
        for exporter, origin in enumerate(world.economies):
            mine = [tranche for tranche in in_force if record.covers(tranche.id, origin)]
            if exporter == place or not mine:
                continue
            mfn = world.tariffs[exporter, place]
            if cells is not None and cells.complete:
                added[exporter, place] = _by_cells(record, (cells, world), (origin, mfn), moment, doubts)
            else:
                flow = world.flows[exporter, place] * _MILLION_USD
                added[exporter, place] = _by_stated_trade(record, mine, (flow, mfn, world.goods), doubts)
    return added * world.goods


def _by_cells(
    record: Record,
    tables: tuple[TradeCells, World],
    origin: tuple[str, Floats],
    moment: Moment,
    doubts: Doubts,
) -> Floats:
    """Weigh the duties on one origin by the trade of its cells, or of all cells where it has none."""
    cells, world = tables
    code, mfn = origin
    rows = np.flatnonzero(cells.origins == code)
    if not len(rows):
        rows = np.arange(len(cells.value_usd))
        doubts.add(f"{moment.importer}: goods of origins without a trade table of their own "
                   "weigh as those of all origins together")  # fmt: skip
    sector = _sector_places(cells, world)[rows]
    part = Part(code, cells, rows, mfn[sector])
    rates = added_duties(record, part, tranches_in_force(record, moment), moment, doubts)
    value = cells.value_usd[rows]
    size = len(world.sectors)
    weight = np.bincount(sector, value, size)
    paid = np.bincount(sector, value * rates, size)
    everywhere = float(np.average(rates, weights=value)) if value.sum() > 0 else 0.0
    return np.divide(paid, weight, out=np.full(size, everywhere), where=weight > 0)


def _sector_places(cells: TradeCells, world: World) -> npt.NDArray[np.intp]:
    places = {name: place for place, name in enumerate(world.sectors)}
    return np.array([places[name] for name in cells.sector_names], dtype=np.intp)[cells.sectors]


def _by_stated_trade(
    record: Record,
    in_force: Sequence[Tranche],
    trade: tuple[Floats, Floats, npt.NDArray[np.bool_]],
    doubts: Doubts,
) -> Floats:
    """Weigh the duties on one origin without a trade table: whole goods sectors, or stated values."""
    flow, mfn, goods = trade
    total = np.zeros_like(mfn)
    imports_usd = float(flow[goods].sum())
    for tranche in in_force:
        rate = stated_rate(tranche, doubts)
        if rate is None or tranche.semantics == "exempt":
            continue
        products = record.scope_of(tranche.id).products
        share = 1.0
        if isinstance(products, Products):
            if not products.trade_usd or not imports_usd:
                doubts.add(f"{tranche.id}: neither its lines nor its trade are on record, left out")
                continue
            share = min(1.0, products.trade_usd / imports_usd)
            doubts.add(f"{tranche.id}: weighed by its stated trade of {products.trade_usd / 1e9:.1f} bn USD, "
                       "spread over all goods")  # fmt: skip
        total += charge_of(tranche, rate, mfn) * share
    return total
