"""A world at rest under the duties of its own year, ready to be asked what a change does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, CheckFailed
from detente.impact.assumptions import read_assumptions
from detente.impact.borders import Weighed
from detente.impact.bridge import Bridge, Day
from detente.impact.doubts import Doubts
from detente.impact.restrictions import Stated, parts_of
from detente.ledger.record import Record
from detente.ledger.restrictions import SectorSplit
from detente.models import Baseline, WorldFlows, baseline_from_flows
from detente.world.elasticities import ElasticitySet, load_elasticities
from detente.world.identities import require_identities
from detente.world.splitting import Division, split_world
from detente.world.tables import World, load_world

Floats = npt.NDArray[np.float64]
Taxed = Literal["goods", "all"]
_ADDS_UP = 0.02
"""Published tables are off by up to a hundredth in small cells; twice that is a mistake."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A world at rest under the duties of its own year, ready to be asked what a change does.

    The table's own tariffs are ordinary duties only, though its flows were traded under the duties of
    2018-19 too; these come from the record, so that only what changed since then is added.
    """

    record: Record
    bridge: Bridge
    baseline: Baseline
    base_added: Floats
    elasticities: ElasticitySet
    notes: tuple[str, ...]
    doubts: Doubts
    stated: Stated = field(default_factory=Stated)
    division: Division | None = None

    @property
    def world(self) -> World:
        """The world table, its sectors whole."""
        return self.bridge.trade.world

    @property
    def divided(self) -> World:
        """The world table of the model: its sectors, and parts of them that stand alone."""
        return self.world if self.division is None else self.division.world

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors of the model."""
        return self.divided.sectors

    def by_part(self, rates: Floats) -> Floats:
        """Return rates by sector of the table by sector of the model: a part pays what its parent pays."""
        return rates if self.division is None else self.division.spread(rates)

    def theta(self, elasticities: ElasticitySet) -> Floats:
        """Return the trade elasticities of a set by sector of the model.

        A part has that of its own name in the set, else the one it states, else its parent's.
        """
        theta = self.by_part(np.array(elasticities.on(self.world.sectors)))
        own = {split.id: split.trade_elasticity for split in self.stated.splits}
        return np.array([
            elasticities.values.get(sector, own.get(sector) or value)
            for sector, value in zip(self.sectors, theta, strict=True)
        ])  # fmt: skip


def prepare(
    record: Record,
    world_name: str,
    elasticities: str,
    folders: Iterable[Path] = (),
    taxed: Taxed = "goods",
) -> Setting:
    """Return the setting of a world table under a set of trade elasticities.

    Args:
        record: The record.
        world_name: A shipped world table, or the path of one.
        elasticities: The name of the set.
        folders: Where the user's own product lists and schedules are.
        taxed: What duties on all goods fall on: `goods`, as in law, or `all`, services too, as in
            Lashkaripour (2021). The table's own tariffs on services stay at zero.

    Raises:
        BadInput: There is no such table or set, or the table is not sound, does not add up or has no trade.
        NoConvergence: The table has no equilibrium near it.
    """
    world = load_world(world_name)
    _check_sums(world)
    _check_trade(world)
    bridge = Bridge.over(world, record, folders, services=taxed == "all")
    year = world.metadata.year
    base = Weighed(np.zeros_like(world.tariffs), Doubts())
    own = "the table's own tariffs are taken as all that its year held"
    if year is not None:
        base_date = read_assumptions().base_date(year)
        base = bridge.added(record, Day(base_date, record.newest))
        own = (
            "the table's own tariffs are ordinary duties (`detente world info`); "
            f"the record's duties of {base_date} are added to its base"
        )
    chosen = load_elasticities(elasticities)
    baseline, repairs = _at_rest(world, world.tariffs + base.rates, np.array(chosen.on(world.sectors)))
    doubts = base.doubts.of("in the base year")
    return Setting(record, bridge, baseline, base.rates, chosen, (own, *repairs), doubts)


def under(setting: Setting, chosen: ElasticitySet) -> Setting:
    """Return the same world at rest under another set: no change is no change under any elasticity."""
    baseline = replace(setting.baseline, trade_elasticity=setting.theta(chosen))
    return replace(setting, baseline=baseline, elasticities=chosen)


def restricted(setting: Setting, found: Stated) -> Setting:
    """Return the setting of a scenario that restricts flows, the sectors that it needs split off.

    Raises:
        BadInput: A part cannot be taken out of the table.
        NoConvergence: The split table has no equilibrium near it.
    """
    if not found.splits:
        return replace(setting, stated=found)
    division = split_world(setting.world, parts_of(setting.record, setting.world, found))
    split = replace(setting, stated=found, division=division)
    tariffs = split.by_part(setting.world.tariffs + setting.base_added)
    theta = split.theta(setting.elasticities)
    baseline, repairs = _at_rest(division.world, tariffs, theta)
    told = (setting.notes[0], *repairs, *(_part_note(split, one) for one in found.splits))
    return replace(split, baseline=baseline, notes=told)


def _at_rest(world: World, tariffs: Floats, theta: Floats) -> tuple[Baseline, tuple[str, ...]]:
    """Return a world table at rest under tariffs, and what was repaired for it."""
    return baseline_from_flows(
        WorldFlows(
            economies=world.economies,
            sectors=world.sectors,
            flows=world.flows,
            tariffs=tariffs,
            value_added_share=world.value_added_share,
            input_share=world.input_coefficients,
            trade_elasticity=theta,
        )
    )


def unmoved(setting: Setting) -> Iterator[str]:
    """Yield a note on each part whose own trade elasticity stands in for that of the first year too."""
    for split in setting.stated.splits:
        if split.trade_elasticity is not None and split.id not in setting.elasticities.values:
            theta = f"{split.trade_elasticity:g}"
            yield f"{split.id}: its own trade elasticity {theta} is taken as it is, in the first year too"


def _part_note(setting: Setting, split: SectorSplit) -> str:
    """Say what a part of a sector rests on."""
    who = "stated" if split.source else "assumed"
    theta = "its parent's" if split.trade_elasticity is None else f"{split.trade_elasticity:g}"
    if split.id in setting.elasticities.values:
        theta = "that of the set"
    return f"{split.id}: part of {split.parent}, its shares {who}, its trade elasticity {theta}"


def _check_trade(world: World) -> None:
    """Refuse a table in which nobody sells to another: all its effects would be zero."""
    if not world.flows.sum(axis=2)[~np.eye(len(world.economies), dtype=bool)].any():
        what = f"no economy of the table {world.name} trades with another"
        raise BadInput(what, mend="was the file of flows cut short?")


def _check_sums(world: World) -> None:
    """Refuse a table that does not add up; final demand below zero is repaired later, and said."""
    try:
        require_identities(world, _ADDS_UP, spare_negative_demand=True)
    except CheckFailed as error:
        first, *more = error.problems
        others = f" (and {len(more)} more)" if more else ""
        mend = "correct the table; `detente world info` names every identity"
        raise BadInput(f"the world table {world.name} does not add up: {first}{others}", mend=mend) from error
