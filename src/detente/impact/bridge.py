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
    Moment,
    Part,
    added_duties,
    charge_of,
    stated_rate,
    tranches_in_force,
)
from detente.impact.doubts import Doubts
from detente.ledger.entries import Products, Tranche
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumed
from detente.world.tables import World
from detente.world.trade_cells import TradeCells, load_trade_cells

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
REST = "ROW"
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked about and the day of knowledge."""

    on: date
    known_at: date


@dataclass(frozen=True, slots=True)
class Facts:
    """An importer's tranches in force at a moment, and where to say what could not be weighed."""

    in_force: Sequence[Tranche]
    moment: Moment
    doubts: Doubts


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
        >>> bool(0.5 < added[chn, usa].max() < 2), bool(added[usa, usa].any())
        (True, False)
    """
    added = np.zeros_like(world.tariffs)
    for importer in range(len(world.economies)):
        _charge_importer(record, (world, importer), day, doubts, added)
    return added * world.goods


def tariffs_after(assumed: Assumed, world: World, day: Day, doubts: Doubts, held: Floats) -> Floats:
    """Return the added duties under a scenario, worked out anew only where it touches them.

    Duties interact within one importer and origin, so that all other pairs keep what they had.

    Args:
        assumed: The scenario on its record.
        world: The table whose economies and sectors the answer is on.
        day: The day asked about.
        doubts: Takes what could not be weighed.
        held: The added duties of the same day without the scenario.
    """
    record, added = assumed.record, held.copy()
    touched = [record.tranches[tranche_id] for tranche_id in assumed.touched]
    for importer, code in enumerate(world.economies):
        mine = [
            item for item in touched if record.economies.covers(record.measure_of[item.id].imposing, code)
        ]
        if mine:
            exporters = [
                place
                for place, origin in enumerate(world.economies)
                if any(record.covers(item.id, origin) for item in mine)
            ]
            added[exporters, importer] = 0.0
            _charge_importer(record, (world, importer), day, doubts, added, exporters)
    return added * world.goods


def _charge_importer(
    record: Record,
    place: tuple[World, int],
    day: Day,
    doubts: Doubts,
    added: Floats,
    exporters: Sequence[int] | None = None,
) -> None:
    """Fill in the duties of one importer on all origins, or on some."""
    world, importer = place
    code = world.economies[importer]
    moment = Moment(code, end_of_day(day.on, record.zone_of(code)), day.known_at)
    in_force = tranches_in_force(record, moment)
    if not in_force:
        return
    cells, facts = load_trade_cells(code), Facts(in_force, moment, doubts)
    for exporter in range(len(world.economies)) if exporters is None else exporters:
        origin = world.economies[exporter]
        if exporter == importer or not any(record.covers(tranche.id, origin) for tranche in in_force):
            continue
        if cells is not None and cells.complete:
            mfn = world.tariffs[exporter, importer]
            added[exporter, importer] = _by_cells(record, (cells, world), (origin, mfn), facts)
        else:
            added[exporter, importer] = _by_stated_trade(record, (cells, world), (exporter, importer), facts)


def _by_cells(
    record: Record, tables: tuple[TradeCells, World], origin: tuple[str, Floats], facts: Facts
) -> Floats:
    """Weigh the duties on one origin by the trade of its cells."""
    cells, world = tables
    code, mfn = origin
    places = np.array([_place(world, name) for name in cells.sectors], dtype=np.intp)
    rows = np.flatnonzero(_rows_of(record, tables, code, facts) & (places[cells.sector_of] >= 0))
    sector, value = places[cells.sector_of[rows]], cells.value_usd[rows]
    part = Part(code, cells, rows, mfn[sector])
    rates = added_duties(record, part, facts.in_force, facts.moment, facts.doubts)
    size = len(world.sectors)
    weight, paid = np.bincount(sector, value, size), np.bincount(sector, value * rates, size)
    mean = float(paid.sum() / weight.sum()) if weight.sum() > 0 else 0.0
    rate: Floats = np.divide(paid, weight, out=np.full(size, mean), where=weight > 0)
    return rate


def _rows_of(record: Record, tables: tuple[TradeCells, World], code: str, facts: Facts) -> Flags:
    """Return the cells of an origin, of the group it belongs to, or those that stand in for it."""
    cells, world = tables
    if code in cells.origins:
        chosen = [code]
    else:
        chosen = [name for name in cells.origins if record.economies.covers(name, code)]
    if not chosen and code == REST:
        chosen = [name for name in cells.origins if not _in_table(record, world, name)]
        facts.doubts.add(
            "the rest of the world weighs as the origins that the table lacks", facts.moment.importer
        )
    elif not chosen:
        chosen = list(cells.origins)
        facts.doubts.add("origins without a trade table weigh as all origins together", facts.moment.importer)
    return np.isin(cells.origin_of, [cells.origins.index(name) for name in chosen])


def _in_table(record: Record, world: World, origin: str) -> bool:
    """Say whether a world table holds an origin, itself or by its members."""
    return any(record.economies.covers(origin, code) for code in world.economies)


def _place(world: World, sector: str) -> int:
    """Return a sector's place in the world table; -1 for special codes that belong to none."""
    return world.sectors.index(sector) if sector in world.sectors else -1


def _by_stated_trade(
    record: Record, tables: tuple[TradeCells | None, World], pair: tuple[int, int], facts: Facts
) -> Floats:
    """Weigh the duties on one origin without a full trade table: by whole sectors, or by stated values."""
    cells, world = tables
    exporter, importer = pair
    flow = world.flows[exporter, importer] * _MILLION_USD
    mfn = world.tariffs[exporter, importer]
    total: Floats = np.zeros_like(mfn)
    for tranche in facts.in_force:
        if tranche.semantics == "exempt" or not record.covers(tranche.id, world.economies[exporter]):
            continue
        rate = stated_rate(tranche, facts.doubts)
        if rate is None:
            continue
        products = record.scope_of(tranche.id).products
        charge = charge_of(tranche, rate, mfn)
        if isinstance(products, Products):
            share = _stated_share(products, cells, world, world.economies[exporter], flow)
            if share is None:
                facts.doubts.add("left out, neither its lines nor its trade are on record", tranche.id)
                continue
            facts.doubts.add("weighed by the trade stated for its list", tranche.id)
            charge = charge * share
        total = total + charge
    return total


def _stated_share(
    products: Products, cells: TradeCells | None, world: World, origin: str, flow: Floats
) -> Floats | None:
    """Return the share of each sector's imports on a list: from its cells, or its value spread over goods."""
    goods_usd = float(flow[world.goods].sum())
    if not goods_usd:
        return None
    lists = [name for name in products.lists if cells is not None and name in cells.lists]
    if cells is not None and lists and origin in cells.origins:
        listed = cells.covered_usd(np.logical_or.reduce([cells.on(name) for name in lists]))
        covered = np.zeros_like(flow)
        for name, value in zip(cells.sectors, listed[cells.origins.index(origin)], strict=True):
            if name in world.sectors:
                covered[world.sectors.index(name)] += value
        share: Floats = np.divide(covered, flow, out=np.zeros_like(flow), where=flow > 0)
        return np.minimum(share, 1.0)
    if products.trade_usd:
        return np.full_like(flow, min(1.0, products.trade_usd / goods_usd))
    return None
