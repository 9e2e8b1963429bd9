"""A world at rest under the duties of its own year, ready to be asked what a change does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, CheckFailed
from detente.impact.assumptions import read_assumptions
from detente.impact.borders import Weighed
from detente.impact.bridge import Bridge, Day
from detente.impact.doubts import Doubts
from detente.ledger.record import Record
from detente.models import Baseline, WorldFlows, baseline_from_flows
from detente.world.elasticities import ElasticitySet, load_elasticities
from detente.world.identities import require_identities
from detente.world.tables import World, load_world

Floats = npt.NDArray[np.float64]
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

    @property
    def world(self) -> World:
        """The world table."""
        return self.bridge.trade.world


def prepare(record: Record, world_name: str, elasticities: str, folders: Iterable[Path] = ()) -> Setting:
    """Return the setting of a world table under a set of trade elasticities.

    Args:
        record: The record.
        world_name: A shipped world table, or the path of one.
        elasticities: The name of the set.
        folders: Where the user's own product lists and schedules are.

    Raises:
        BadInput: There is no such table or set, or the table is not sound or does not add up.
        NoConvergence: The table has no equilibrium near it.
    """
    world = load_world(world_name)
    _check_sums(world)
    bridge = Bridge.over(world, record, folders)
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
    flows = WorldFlows(
        economies=world.economies,
        sectors=world.sectors,
        flows=world.flows,
        tariffs=world.tariffs + base.rates,
        value_added_share=world.value_added_share,
        input_share=world.input_coefficients,
        trade_elasticity=np.array(chosen.on(world.sectors)),
    )
    baseline, repairs = baseline_from_flows(flows)
    doubts = base.doubts.of("in the base year")
    return Setting(record, bridge, baseline, base.rates, chosen, (own, *repairs), doubts)


def _check_sums(world: World) -> None:
    """Refuse a table that does not add up; final demand below zero is repaired later, and said."""
    try:
        require_identities(world, _ADDS_UP, spare_negative_demand=True)
    except CheckFailed as error:
        first, *more = error.problems
        others = f" (and {len(more)} more)" if more else ""
        mend = "correct the table; `detente world info` names every identity"
        raise BadInput(f"the world table {world.name} does not add up: {first}{others}", mend=mend) from error
