"""The added duty on every cell of a trade table: scopes, exemptions and interactions applied.

A cell is trade of one origin and sector that falls under exactly one combination of product lists, so a
duty reaches all of a cell or none of it, save where it turns on a fact that no line tells (the metal in
an article, what a part is for): there it reaches the share that `data/assumptions.yaml` states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant, Interval
from detente.ledger.entries import Exemption, Interaction, Products, RateRange, Tranche
from detente.ledger.record import Record
from detente.world.trade_cells import TradeCells

ASSUMPTIONS = Path(__file__).parents[1] / "data" / "assumptions.yaml"

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Doubts:
    """What could not be weighed, said once each, in order of mention."""

    notes: dict[str, None] = field(default_factory=dict)

    def add(self, note: str) -> None:
        """Say it, unless it was said."""
        self.notes[note] = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An importer, an instant and a day of knowledge."""

    importer: str
    instant: Instant
    known_at: date


@dataclass(frozen=True, slots=True)
class Part:
    """The cells of one origin, or cells that stand in for an origin that has none of its own."""

    origin: str
    cells: TradeCells
    rows: npt.NDArray[np.intp]
    mfn: Floats


@dataclass(frozen=True, slots=True)
class Duty:
    """A tranche in force with its rate and the share of each cell's value that it reaches."""

    tranche: Tranche
    programme: str
    reach: Floats
    rate: float


def tranches_in_force(record: Record, moment: Moment) -> list[Tranche]:
    """Return the tranches of an importer that are in force at a moment, against whomever."""
    found = []
    for tranche in record.tranches_of_importer(moment.importer):
        span = record.state(tranche.id, moment.instant, moment.known_at)
        if span and span.state == "in_force":
            found.append(tranche)
    return found


def added_duties(
    record: Record, part: Part, in_force: Iterable[Tranche], moment: Moment, doubts: Doubts
) -> Floats:
    """Return the added ad valorem duty of every cell of a part, as a fraction.

    Args:
        record: The record, or one under a scenario.
        part: Cells, and the ordinary duty on each, which floors are net of.
        in_force: The importer's tranches in force.
        moment: The importer, instant and day of knowledge.
        doubts: Takes what could not be weighed.
    """
    duties: list[Duty] = []
    for tranche in in_force:
        if not record.covers(tranche.id, part.origin):
            continue
        rate = stated_rate(tranche, doubts)
        reach = None if rate is None else _reach(record, part, tranche, moment, doubts)
        if rate is not None and reach is not None:
            duties.append(Duty(tranche, record.measure_of[tranche.id].programme, reach, rate))
    total = np.zeros(len(part.rows))
    for duty in duties:
        if duty.tranche.semantics != "exempt":
            charge = charge_of(duty.tranche, duty.rate, part.mfn)
            total += charge * duty.reach * _left(record, duties, duty, part.origin, moment.instant)
    return total


def stated_rate(tranche: Tranche, doubts: Doubts) -> float | None:
    """Return a tranche's rate as one figure; None, with the reason among the doubts, where it has none."""
    if tranche.semantics in ("specific", "price_floor", "ban"):
        kind = tranche.semantics.replace("_", " ")
        doubts.add(f"{tranche.id}: {kind}, not an ad valorem duty, left out")
        return None
    if isinstance(tranche.rate, RateRange):
        low, high = tranche.rate.low, tranche.rate.high
        doubts.add(f"{tranche.id}: rates of {low:.1%} to {high:.1%} not known by line, the middle taken")
        return (low + high) / 2
    if not isinstance(tranche.rate, float):
        doubts.add(f"{tranche.id}: rate unknown, left out")
        return None
    return tranche.rate


def charge_of(tranche: Tranche, rate: float, mfn: Floats) -> Floats:
    """Return what a duty adds on top of the ordinary one: a floor or total only what is missing."""
    if tranche.semantics in ("floor_total", "total"):
        return np.maximum(rate - mfn, 0.0)
    return np.full(mfn.shape, rate)


def _reach(record: Record, part: Part, tranche: Tranche, moment: Moment, doubts: Doubts) -> Floats | None:
    """Return the share of each cell that a tranche reaches by its scope and value base."""
    cells, scope = part.cells, record.scope_of(tranche.id)
    if isinstance(scope.products, Products):
        lists = [name for name in scope.products.lists if name in cells.lists]
        if not lists:
            if tranche.semantics != "exempt":
                goods = scope.products.description
                doubts.add(f"{tranche.id}: its lines are not on record ({goods}), left out")
            return None
        reach: Floats = np.maximum.reduce([_listed(part, name, doubts) for name in lists])
    else:
        reach = np.ones(len(part.rows))
    for exemption in scope.exempt:
        if not _runs(exemption, moment):
            continue
        if exemption.list in cells.lists:
            reach = reach * (1.0 - _listed(part, exemption.list, doubts))
        else:
            doubts.add(f"{tranche.id}: the exempt list {exemption.list} is not on record, its goods count")
    return reach * _value_share(part, tranche, doubts)


def _listed(part: Part, name: str, doubts: Doubts) -> Floats:
    """Return the share of each cell on a list: all or nothing, or a stated share where use decides."""
    share = 1.0
    if name in assumptions()["listed_use"]["lists"]:
        share = float(assumptions()["listed_use"]["value"])
        doubts.add(f"the list {name} holds more than the duty or exemption means: {share:.0%} of it assumed")
    return np.where(part.cells.on(name)[part.rows], share, 0.0)


def _runs(exemption: Exemption, moment: Moment) -> bool:
    known = exemption.known_at is None or exemption.known_at <= moment.known_at
    return known and moment.instant in Interval(exemption.start, exemption.end)


def _value_share(part: Part, tranche: Tranche, doubts: Doubts) -> Floats:
    """Return the share of each cell's value that a duty falls on."""
    share = np.ones(len(part.rows))
    name = {"metal_content": "metal_share", "non_us_content": "non_us_content"}.get(tranche.value_base)
    if name is None:
        return share
    stated = assumptions()[name]
    sector = np.array(part.cells.sectors)[part.cells.sector_of[part.rows]]
    share[~np.isin(sector, stated.get("whole_in", []))] = float(stated["value"])
    doubts.add(f"duties on part of the value: {name} {float(stated['value']):.0%} assumed")
    return share


@cache
def assumptions() -> Mapping[str, Any]:
    """Return the figures that no source on record gives, by name (`data/assumptions.yaml`)."""
    from detente.world.metadata import read_text_yaml

    return read_text_yaml(ASSUMPTIONS)


def _left(record: Record, duties: list[Duty], duty: Duty, origin: str, instant: Instant) -> Floats:
    """Return the share of each cell on which a duty stays after exemptions and interactions."""
    siblings = [other for other in duties if other.programme == duty.programme]
    left = 1.0 - _reached(duty, [other for other in siblings if other.tranche.semantics == "exempt"])
    for rule in record.tables.programmes[duty.programme].interactions:
        if not bears(record, rule, origin, instant):
            continue
        if rule.rule == "most_specific_origin":
            if not _names(record, duty, origin):
                left *= 1.0 - _reached(duty, [other for other in siblings if _names(record, other, origin)])
        elif rule.rule in ("skip_if_covered_by", "supersedes", "scale_by"):
            over = [other for other in duties if other.programme in rule.programmes]
            left *= 1.0 - _reached(duty, [other for other in over if other.tranche.semantics != "exempt"])
    return left


def _reached(duty: Duty, others: list[Duty]) -> Floats:
    """Return the share of each cell that other duties reach together."""
    reached = np.zeros_like(duty.reach)
    for other in others:
        np.maximum(reached, other.reach, out=reached)
    return reached


def bears(record: Record, rule: Interaction, origin: str, instant: Instant) -> bool:
    """Say whether an interaction applies to an origin at an instant."""
    economies = record.economies
    if rule.origins and not any(economies.covers(listed, origin) for listed in rule.origins):
        return False
    if any(economies.covers(listed, origin) for listed in rule.except_origins):
        return False
    return instant in Interval(rule.start, rule.end)


def _names(record: Record, duty: Duty, origin: str) -> bool:
    origins = duty.tranche.origins or record.measure_of[duty.tranche.id].scope.origins
    return any(listed != "WLD" and record.economies.covers(listed, origin) for listed in origins)
