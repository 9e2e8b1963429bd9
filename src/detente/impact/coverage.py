"""The added duty on every cell of a trade table: scopes, exemptions and interactions applied.

A cell is trade of one origin and sector that falls under exactly one combination of product lists, so a
duty reaches all of a cell or none of it, save where it turns on a fact that no line tells (the metal in
an article, what a part is for): there it reaches the share that `data/assumptions.yaml` states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.located import read_yaml
from detente.core.time import Instant, Interval
from detente.impact.doubts import Doubts
from detente.ledger.entries import Exemption, Interaction, Products, RateRange, Tranche
from detente.ledger.record import Record
from detente.world.trade_cells import TradeCells

ASSUMPTIONS = Path(__file__).parents[1] / "data" / "assumptions.yaml"

Floats = npt.NDArray[np.float64]


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
    """A tranche in force: its rate, the share of each cell's goods it covers, and of their value it taxes."""

    tranche: Tranche
    programme: str
    rate: float
    covered: Floats
    taxed: Floats


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
        covered = None if rate is None else _covered(record, part, tranche, moment, doubts)
        if rate is not None and covered is not None:
            taxed = covered * _value_share(part, tranche, doubts)
            duties.append(Duty(tranche, record.measure_of[tranche.id].programme, rate, covered, taxed))
    total = np.zeros(len(part.rows))
    for duty in duties:
        if duty.tranche.semantics != "exempt":
            charge = charge_of(duty.tranche, duty.rate, part.mfn)
            total += charge * duty.taxed * _left(record, duties, duty, part.origin, moment.instant)
    return total


def stated_rate(tranche: Tranche, doubts: Doubts) -> float | None:
    """Return a tranche's rate as one figure; None, with the reason among the doubts, where it has none."""
    if tranche.semantics in ("specific", "price_floor", "ban"):
        doubts.add("left out, not an ad valorem duty", tranche.id)
        return None
    if isinstance(tranche.rate, RateRange):
        low, high = tranche.rate.low, tranche.rate.high
        doubts.add("rates not known by line, the middle taken", f"{tranche.id} ({low:.1%} to {high:.1%})")
        return (low + high) / 2
    if not isinstance(tranche.rate, float):
        doubts.add("left out, its rate is unknown", tranche.id)
        return None
    return tranche.rate


def charge_of(tranche: Tranche, rate: float, mfn: Floats) -> Floats:
    """Return what a duty adds on top of the ordinary one: a floor or total only what is missing."""
    if tranche.semantics in ("floor_total", "total"):
        return np.maximum(rate - mfn, 0.0)
    return np.full(mfn.shape, rate)


def _covered(record: Record, part: Part, tranche: Tranche, moment: Moment, doubts: Doubts) -> Floats | None:
    """Return the share of each cell's goods that a tranche covers; None where its lines are not on record."""
    cells, scope = part.cells, record.scope_of(tranche.id)
    if isinstance(scope.products, Products):
        lists = [name for name in scope.products.lists if name in cells.lists]
        if not lists:
            if tranche.semantics != "exempt":
                doubts.add("left out, its lines are not on record", tranche.id)
            return None
        covered: Floats = np.maximum.reduce([_listed(part, name, doubts) for name in lists])
    else:
        covered = np.ones(len(part.rows))
    for exemption in scope.exempt:
        if not _runs(exemption, moment):
            continue
        if exemption.list in cells.lists:
            covered = covered * (1.0 - _listed(part, exemption.list, doubts))
        else:
            doubts.add("exempt list not on record, its goods count", f"{exemption.list} of {tranche.id}")
    return covered


def _listed(part: Part, name: str, doubts: Doubts) -> Floats:
    """Return the share of each cell on a list: all or nothing, or a stated share where use decides."""
    share = 1.0
    if name in assumptions()["listed_use"]["lists"]:
        share = float(assumptions()["listed_use"]["value"])
        doubts.add(f"lists wider than the duty or exemption, {share:.0%} of their trade assumed", name)
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
    doubts.add("duties on part of the value, share assumed", f"{name} {float(stated['value']):.0%}")
    return share


@cache
def assumptions() -> Mapping[str, Any]:
    """Return the figures that no source on record gives, by name (`data/assumptions.yaml`)."""
    return read_yaml(ASSUMPTIONS.read_bytes(), ASSUMPTIONS.name).mapping()


def _left(record: Record, duties: list[Duty], duty: Duty, origin: str, instant: Instant) -> Floats:
    """Return the share of each cell on which a duty stays after exemptions and interactions."""
    siblings = [other for other in duties if other.programme == duty.programme]
    left = 1.0 - _most(duty, [other.covered for other in siblings if other.tranche.semantics == "exempt"])
    for rule in record.tables.programmes[duty.programme].interactions:
        if not bears(record, rule, origin, instant):
            continue
        if rule.rule == "most_specific_origin":
            if not _names(record, duty, origin):
                own = [other.covered for other in siblings if _names(record, other, origin)]
                left *= 1.0 - _most(duty, own)
        elif rule.rule in ("skip_if_covered_by", "supersedes", "scale_by"):
            over = [other for other in duties if other.programme in rule.programmes]
            over = [other for other in over if other.tranche.semantics != "exempt"]
            scaled = rule.rule == "scale_by"
            left *= 1.0 - _most(duty, [other.taxed if scaled else other.covered for other in over])
    return left


def _most(duty: Duty, shares: list[Floats]) -> Floats:
    """Return the largest of some shares in each cell; zero where there are none."""
    most: Floats = np.maximum.reduce([np.zeros_like(duty.covered), *shares])
    return most


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
