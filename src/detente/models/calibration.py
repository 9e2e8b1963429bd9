"""From trade and production tables to a baseline that is exactly an equilibrium."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, NoConvergence
from detente.models.baseline import (
    Baseline,
    cell_names,
    check_elasticities,
    check_labels,
    check_tariffs,
    checked_array,
)
from detente.models.caliendo_parro import SolveOptions, rebase
from detente.models.fixed_point import FixedPointOptions, Floats

_OWN_SALES_FLOOR = 1e-9
"""Own sales of zero become this share of the economy's sales, so that every good has a supplier at home."""

_COST_TOLERANCE = 0.01
"""Costs further than this from the sum of value added and inputs are wrong data, not rounding."""

_CLOSE = SolveOptions(fixed_point=FixedPointOptions(tolerance=1e-12))
"""A baseline is brought to rest a hundred times closer than an effect is solved for,"""

_NEAR = SolveOptions(fixed_point=FixedPointOptions(tolerance=1e-10))
"""or as close as that, where rounding in hardly traded goods allows no more."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WorldFlows:
    """A world table: who sells what to whom, and what it is made of.

    Args:
        economies: Names, each once.
        sectors: Names, each once.
        flows: Sales net of tariff: exporter, importer, sector; own sales on the diagonal. Any currency.
        tariffs: Ad valorem rates as fractions, same axes; zero on own sales.
        value_added_share: Share of value added in cost, by economy and sector.
        input_share: Share of inputs in cost: economy, input sector, using sector. Where these and the
            value-added share are all zero, the mix is unknown and the world's is taken.
        trade_elasticity: By sector, positive.

    Raises:
        BadInput: A shape, a sign or a sum is wrong; the error names the first such cell.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    tariffs: Floats
    value_added_share: Floats
    input_share: Floats
    trade_elasticity: Floats

    def __post_init__(self) -> None:
        check_labels(self.economies, self.sectors)
        place, kind = self.economies, self.sectors
        axes = {
            "flows": (place, place, kind),
            "tariffs": (place, place, kind),
            "value_added_share": (place, kind),
            "input_share": (place, kind, kind),
            "trade_elasticity": (kind,),
        }
        for name, labels in axes.items():
            object.__setattr__(self, name, checked_array(name, getattr(self, name), labels))
        check_tariffs(self.tariffs, place, kind)
        check_elasticities(self.trade_elasticity, kind)
        for name in ("flows", "value_added_share", "input_share"):
            low = getattr(self, name) < 0
            if low.any():
                raise BadInput(
                    f"{name} is negative at {cell_names(low, *axes[name])}", mend="give zero or more"
                )
        idle = self.flows.sum(axis=(1, 2)) == 0
        if idle.any():
            raise BadInput(f"the economy {cell_names(idle, place)} sells nothing", mend="leave it out")
        unknown = self.value_added_share.sum(axis=0) == 0
        if unknown.any():
            raise BadInput(
                f"no economy has a value-added share for {cell_names(unknown, kind)}",
                mend="give at least one",
            )


def baseline_from_flows(data: WorldFlows) -> tuple[Baseline, tuple[str, ...]]:
    """Return the equilibrium nearest to a world table, and what had to be repaired for it.

    Final demand is what is left of use after intermediate use. Cells where that is negative are set to
    zero, so that the accounts no longer close; the model itself is then solved at the table's own tariffs
    and deficits, and that equilibrium is the baseline.

    Raises:
        BadInput: Costs far from the sum of their parts, or an economy without final demand.
        NoConvergence: The table has no equilibrium near it.

    Example:
        >>> import numpy as np
        >>> data = WorldFlows(
        ...     economies=("CHN", "USA"), sectors=("goods",),
        ...     flows=np.array([[[9.0], [3.0]], [[1.0], [12.0]]]), tariffs=np.zeros((2, 2, 1)),
        ...     value_added_share=np.full((2, 1), 0.5), input_share=np.full((2, 1, 1), 0.5),
        ...     trade_elasticity=np.array([4.0]),
        ... )
        >>> baseline, notes = baseline_from_flows(data)
        >>> baseline.deficit, notes
        (array([-2.,  2.]), ())
    """
    notes: list[str] = []
    flows = _with_own_sales(data, notes)
    value_added_share, input_share = _whole_costs(data, flows, notes)
    spending = np.sum(flows * (1 + data.tariffs), axis=0)
    output = np.sum(flows, axis=1)
    final = _final_demand(data, spending - np.matmul(input_share, output[:, :, None])[:, :, 0], notes)
    baseline = Baseline(
        economies=data.economies,
        sectors=data.sectors,
        expenditure_share=flows * (1 + data.tariffs) / spending,
        tariffs=data.tariffs,
        trade_elasticity=data.trade_elasticity,
        value_added_share=value_added_share,
        input_share=input_share,
        final_share=final / final.sum(axis=1, keepdims=True),
        value_added=np.sum(value_added_share * output, axis=1),
        deficit=flows.sum(axis=(0, 2)) - flows.sum(axis=(1, 2)),
        expenditure=spending,
    )
    try:
        resting = rebase(baseline, _CLOSE)
    except NoConvergence:
        resting = rebase(baseline, _NEAR)
        notes.append("the base is at rest to 1e-10, for rounding allows no closer")
    moved = np.abs(resting.value_added / baseline.value_added - 1)
    if moved.max() > 1e-9:
        largest = data.economies[int(np.argmax(moved))]
        notes.append(f"value added moved by up to {moved.max():.2e} ({largest}) to close the accounts")
    return resting, tuple(notes)


def _with_own_sales(data: WorldFlows, notes: list[str]) -> Floats:
    """The flows, with a little of each good sold at home."""
    flows = data.flows.copy(order="K")
    own = np.einsum("iik->ik", flows)
    missing = own == 0
    floor = _OWN_SALES_FLOOR * data.flows.sum(axis=(1, 2))
    own += missing * floor[:, None]
    if missing.any():
        names = cell_names(missing, data.economies, data.sectors)
        notes.append(
            f"{int(missing.sum())} own sales of zero set to {_OWN_SALES_FLOOR:.0e} of the economy's sales: "
            f"{names}"
        )
    return flows


def _whole_costs(data: WorldFlows, flows: Floats, notes: list[str]) -> tuple[Floats, Floats]:
    """Value-added and input shares that sum to one exactly, unknown mixes taken from the world."""
    value_added, inputs = data.value_added_share.copy(), data.input_share.copy()
    total = value_added + inputs.sum(axis=1)
    unknown = total == 0
    weight = np.where(unknown, 0.0, flows.sum(axis=1))
    weight = np.where(weight.sum(axis=0) > 0, weight, ~unknown)
    weight /= weight.sum(axis=0)
    world_value_added = np.sum(weight * value_added, axis=0)
    world_inputs = np.einsum("ik,ilk->lk", weight, inputs)
    place, sector = np.nonzero(unknown)
    value_added[unknown] = world_value_added[sector]
    inputs[place, :, sector] = world_inputs[:, sector].T
    if unknown.any():
        names = cell_names(unknown, data.economies, data.sectors)
        notes.append(f"{int(unknown.sum())} cost mixes unknown, the world's taken: {names}")
    total = value_added + inputs.sum(axis=1)
    off = np.abs(total - 1)
    if off.max() > _COST_TOLERANCE:
        names = cell_names(off > _COST_TOLERANCE, data.economies, data.sectors)
        raise BadInput(
            f"value-added and input shares of {names} do not sum to one, by up to {off.max():.2g}",
            mend="divide value added and inputs by output",
        )
    if off.max() > 1e-12:
        notes.append(f"cost shares divided by their sum, which was off by up to {off.max():.1e}")
    return value_added / total, inputs / total[:, None, :]


def _final_demand(data: WorldFlows, left: Floats, notes: list[str]) -> Floats:
    """Final demand, at least zero."""
    final: npt.NDArray[np.float64] = np.maximum(left, 0.0)
    spent = final.sum(axis=1)
    if not spent.all():
        raise BadInput(
            f"no final demand is left in {cell_names(spent == 0, data.economies)}", mend="check its inputs"
        )
    low = left < 0
    lost = float(final.sum() - left.sum())
    if lost > 1e-12 * float(final.sum()):
        notes.append(
            f"{int(low.sum())} of {low.size} final demands negative, set to zero: "
            f"{cell_names(low, data.economies, data.sectors)}, {lost / float(final.sum()):.2e} of the world's"
        )
    return final
