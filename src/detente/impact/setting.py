"""A world at rest under the duties of its own year, ready to be asked what a change does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.impact.bridge import Day, added_tariffs
from detente.impact.doubts import Doubts
from detente.ledger.record import Record
from detente.models import Baseline, WorldFlows, baseline_from_flows
from detente.world.elasticities import ElasticitySet, load_elasticities
from detente.world.tables import World, load_world

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Setting:
    """A world at rest under the duties of its own year, ready to be asked what a change does.

    The table's own tariffs are ordinary duties only, though its flows were traded under the duties of
    2018-19 too; these come from the record, so that only what changed since then is added.
    """

    record: Record
    world: World
    baseline: Baseline
    base_added: Floats
    elasticities: ElasticitySet
    notes: tuple[str, ...]
    doubts: Doubts


def prepare(record: Record, world_name: str, elasticities: str) -> Setting:
    """Return the setting of a world table under a set of trade elasticities.

    Raises:
        BadInput: There is no such table or set, or the table is not sound.
        NoConvergence: The table has no equilibrium near it.
    """
    world = load_world(world_name)
    doubts = Doubts()
    year = world.metadata.year
    base_added = np.zeros_like(world.tariffs)
    if year is not None:
        midyear = date(year, 7, 1)
        base_added = added_tariffs(record, world, Day(midyear, record.newest), doubts)
    chosen = load_elasticities(elasticities)
    flows = WorldFlows(
        economies=world.economies,
        sectors=world.sectors,
        flows=world.flows,
        tariffs=world.tariffs + base_added,
        value_added_share=world.value_added_share,
        input_share=world.input_coefficients,
        trade_elasticity=np.array(chosen.on(world.sectors)),
    )
    baseline, repairs = baseline_from_flows(flows)
    own = "the table's own tariffs are taken as all that its year held"
    if year is not None:
        own = (
            "the table's own tariffs are ordinary duties (`detente world info`); "
            f"the record's duties of mid-{year} are added to its base"
        )
    return Setting(record, world, baseline, base_added, chosen, (own, *repairs), doubts)
