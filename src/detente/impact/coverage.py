"""The added duty on every cell of a trade table: scopes, exemptions and interactions applied.

A cell is trade of one origin and sector that falls under exactly one combination of product lists, so
a duty either covers a cell or does not, and programmes yield to one another without averaging.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.time import Instant
from detente.ledger.entries import Interaction, Products, RateRange, Tranche
from detente.ledger.record import Record
from detente.world.trade_cells import TradeCells

ASSUMPTIONS = Path(__file__).parents[1] / "data" / "assumptions.yaml"

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Doubts:
    """What could not be weighed, said once each, in order of mention."""

    notes: dict[str, None] = field(default_factory=dict)

    def add(self, note: str) -> None:
        """Say it, unless it was said."""
        self.notes[note] = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A tranche in force, with the cells it covers and its rate there."""

    tranche: Tranche
    programme: str
    covered: Flags
    rate: float


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
            duties.append(Duty(tranche, record.measure_of[tranche.id].programme, covered, rate))
    return _summed(record, duties, part, moment)


def stated_rate(tranche: Tranche, doubts: Doubts) -> float | None:
    """Return a tranche's rate as one figure; None, with the reason among the doubts, where it has none."""
    if tranche.semantics in ("specific", "price_floor", "ban"):
        doubts.add(f"{tranche.id}: {tranche.semantics.replace('_', ' ')}, not an ad valorem duty, left out")
        return None
    if isinstance(tranche.rate, RateRange):
        doubts.add(
            f"{tranche.id}: rates of {tranche.rate.low:.1%} to {tranche.rate.high:.1%} not known by line, "
            "the middle taken"
        )
        return (tranche.rate.low + tranche.rate.high) / 2
    if not isinstance(tranche.rate, float):
        doubts.add(f"{tranche.id}: rate unknown, left out")
        return None
    return tranche.rate


def _covered(record: Record, part: Part, tranche: Tranche, moment: Moment, doubts: Doubts) -> Flags | None:
    cells, rows = part.cells, part.rows
    scope = record.scope_of(tranche.id)
    if isinstance(scope.products, Products):
        lists = [name for name in scope.products.lists if name in cells.lists]
        if not lists:
            if tranche.semantics != "exempt":
                goods = scope.products.description
                doubts.add(f"{tranche.id}: its lines are not on record ({goods}), left out")
            return None
        covered: Flags = np.logical_or.reduce([cells.on(name)[rows] for name in lists])
    else:
        covered = np.ones(len(rows), dtype=bool)
    for exemption in scope.exempt:
        running = (exemption.start is None or exemption.start <= moment.instant) and (
            exemption.end is None or moment.instant < exemption.end
        )
        known = exemption.known_at is None or exemption.known_at <= moment.known_at
        if running and known and exemption.list in cells.lists:
            covered = covered & ~cells.on(exemption.list)[rows]
        elif running and known:
            doubts.add(f"{tranche.id}: the exempt list {exemption.list} is not on record, its goods count")
    return covered


def _summed(record: Record, duties: list[Duty], part: Part, moment: Moment) -> Floats:
    """Sum the duties of a part's cells after exemptions and interactions."""
    total, origin = np.zeros(len(part.rows)), part.origin
    for duty in duties:
        if duty.tranche.semantics == "exempt":
            continue
        share = np.where(duty.covered & ~_exempted(duties, duty), 1.0, 0.0)
        if duty.tranche.value_base == "metal_content":
            share *= metal_share()
        for rule in record.tables.programmes[duty.programme].interactions:
            if not bears(record, rule, origin, moment.instant):
                continue
            if rule.rule == "most_specific_origin":
                share *= _where_no_own_rate(record, duties, duty, origin)
            elif rule.rule in ("skip_if_covered_by", "supersedes"):
                share *= np.where(_reached(duties, rule.programmes) > 0, 0.0, 1.0)
            elif rule.rule == "scale_by":
                share *= 1.0 - _reached(duties, rule.programmes)
        total += charge_of(duty.tranche, duty.rate, part.mfn) * share
    return total


def charge_of(tranche: Tranche, rate: float, mfn: Floats) -> Floats:
    """Return what a duty adds on top of the ordinary one: a floor or total only what is missing."""
    if tranche.semantics in ("floor_total", "total"):
        return np.maximum(rate - mfn, 0.0)
    return np.full(mfn.shape, rate)


def _where_no_own_rate(record: Record, duties: list[Duty], duty: Duty, origin: str) -> Floats:
    """Return 0 where the same programme names the origin itself and this duty is the world's; else 1."""
    if _names(record, duty, origin):
        return np.ones(len(duty.covered))
    own = [
        other.covered
        for other in duties
        if other.programme == duty.programme and _names(record, other, origin)
    ]
    taken = np.logical_or.reduce(own) if own else np.zeros(len(duty.covered), dtype=bool)
    return np.where(taken, 0.0, 1.0)


def _reached(duties: list[Duty], programmes: Iterable[str]) -> Floats:
    """Return the share of each cell's value that duties of some programmes are charged on."""
    wanted = set(programmes)
    share = np.zeros(len(duties[0].covered))
    for other in duties:
        if other.programme in wanted and other.tranche.semantics != "exempt":
            part = metal_share() if other.tranche.value_base == "metal_content" else 1.0
            share = np.maximum(share, np.where(other.covered, part, 0.0))
    return share


@cache
def metal_share() -> float:
    """Return the assumed share of metal in the value of derivative articles (`data/assumptions.yaml`)."""
    from detente.world.metadata import read_text_yaml

    return float(read_text_yaml(ASSUMPTIONS)["metal_share"]["value"])


def _exempted(duties: list[Duty], duty: Duty) -> Flags:
    spared = [d.covered for d in duties if d.tranche.semantics == "exempt" and d.programme == duty.programme]
    return np.logical_or.reduce(spared) if spared else np.zeros_like(duty.covered)


def bears(record: Record, rule: Interaction, origin: str, instant: Instant) -> bool:
    """Say whether an interaction applies to an origin at an instant."""
    economies = record.economies
    if rule.origins and not any(economies.covers(listed, origin) for listed in rule.origins):
        return False
    if any(economies.covers(listed, origin) for listed in rule.except_origins):
        return False
    return (rule.start is None or rule.start <= instant) and (rule.end is None or instant < rule.end)


def _names(record: Record, duty: Duty, origin: str) -> bool:
    origins = duty.tranche.origins or record.measure_of[duty.tranche.id].scope.origins
    return any(listed != "WLD" and record.economies.covers(listed, origin) for listed in origins)
