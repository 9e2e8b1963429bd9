"""What licences and quotas come to, and what they add to the duties beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.core.time import end_of_day
from detente.impact.answering import MILLION_USD, Rows, real_incomes
from detente.impact.bridge import Day
from detente.impact.effects import AddedByLicences, Licences, RestrictionAnswer
from detente.impact.setting import Setting
from detente.ledger.record import Record
from detente.ledger.restrictions import FlowRestriction
from detente.ledger.states import changes_of, state_at, timeline
from detente.models import Equilibrium, Restriction

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Solved:
    """One scenario three ways: duties and licences together, duties alone, licences alone."""

    together: Equilibrium
    duties: Equilibrium
    licences: Equilibrium
    restrictions: tuple[Restriction, ...]


def licences(setting: Setting, solved: Solved, parts: Mapping[str, Rows], day: Day) -> Licences:
    """Return what each restriction came to, and what they add to real incomes.

    Args:
        setting: The world, with what the scenario states.
        solved: The scenario's equilibria.
        parts: The rows of economies and groups.
        day: The day asked about, for the state of the controls behind the restrictions.
    """
    duties, alone, together = (
        real_incomes(found, parts) for found in (solved.duties, solved.licences, solved.together)
    )
    added = (
        AddedByLicences(
            economy=code,
            duties_alone_percent=duties[code],
            licences_alone_percent=alone[code],
            together_percent=together[code],
            added_percent=together[code] - duties[code],
        )
        for code in parts
    )
    return Licences(tuple(_answers(setting, solved, day)), tuple(added))


def notes(setting: Setting, day: Day) -> Iterator[str]:
    """Yield what an asker must know of the restrictions: what is assumed, not in force, or not yet known."""
    if setting.stated.restrictions:
        yield "first order is of duties: it leaves out what licences add to prices, and their rents"
    for one in setting.stated.restrictions:
        if one.source is None:
            yield f"{one.id} is assumed: it states no source"
        state = control_state(setting.record, one.control, day) if one.control else None
        if one.control and state != "in_force":
            told = (state or "not yet begun").replace("_", " ")
            yield f"{one.id}: {one.control} is {told} on {day.on}; the restriction is assumed all the same"
        released = _released(setting.record, one)
        if released and released > day.known_at:
            yield f"{one.id}: its figure was published on {released}, after {day.known_at}"
        if one.note:
            yield f"{one.id}: {one.note}"


def _released(record: Record, one: FlowRestriction) -> date | None:
    """Return the day on which the figure behind a restriction was published, where one is on record."""
    observations = record.tables.series[one.series].observations if one.series else ()
    return next((row.released for row in observations if row.period == one.period), None)


def control_state(record: Record, control: str, day: Day) -> str | None:
    """Return the state of an export control at the end of a day, as known then; None before it begins.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> control_state(open_record(), "cn-seven-ree", Day(date(2025, 6, 9), date(2025, 6, 9)))
        'in_force'
    """
    entry = record.tables.controls[control]
    instant = end_of_day(day.on, record.zone_of(entry.imposing))
    span = state_at(timeline(changes_of(entry), day.known_at), instant)
    return span.state if span else None


def _answers(setting: Setting, solved: Solved, day: Day) -> Iterator[RestrictionAnswer]:
    """Yield what each restriction came to, in order."""
    trade = solved.together.baseline.trade()
    rows = zip(setting.stated.restrictions, solved.restrictions, solved.together.restrictions, strict=True)
    for stated, laid, came_to in rows:
        yield RestrictionAnswer(
            restriction=stated.id,
            title=stated.title,
            control=stated.control,
            state=control_state(setting.record, stated.control, day) if stated.control else None,
            exporters=stated.exporters,
            importers=stated.importers,
            sectors=stated.sectors,
            allowed=laid.quantity,
            wedge=came_to.wedge,
            quantity=came_to.quantity,
            binding=came_to.binding,
            rent=stated.rent,
            rent_usd=MILLION_USD * came_to.rent_value,
            trade_usd=MILLION_USD * _between(trade, laid, setting),
            source=stated.source,
        )


def _between(trade: Floats, laid: Restriction, setting: Setting) -> float:
    """Return the trade of the flows that a restriction is on, own sales left out."""
    axes = ((laid.exporters, setting.world.economies), (laid.importers, setting.world.economies),
            (laid.sectors, setting.sectors))  # fmt: skip
    exporters, importers, goods = (np.array([known.index(name) for name in side]) for side, known in axes)
    flows = trade[np.ix_(exporters, importers, goods)].sum(axis=2)
    return float(flows[exporters[:, None] != importers].sum())
