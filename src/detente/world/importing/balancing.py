"""A source's table made to add up: what is repaired and counted, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.world.importing.source_table import SourceTable, counted_step
from detente.world.importing.wide import beyond
from detente.world.metadata import Adjustment
from detente.world.tables import Floats

OWN_SALES_FLOOR = 1e-3
"""Million USD for an economy that sells itself nothing in a sector: near the finest published digit."""
_SPARE = 1e-6
_REST = "ROW"


@dataclass(frozen=True, slots=True, eq=False)
class Balanced:
    """Flows and coefficients that add up, and what was done for it; output is the sum of sales."""

    flows: Floats
    input_coefficients: Floats
    adjustments: tuple[Adjustment, ...]

    @property
    def output(self) -> Floats:
        """Sales of each sector to everyone, `(economy, sector)`."""
        output: Floats = self.flows.sum(axis=1)
        return output

    @property
    def value_added(self) -> Floats:
        """What the inputs leave of output, `(economy, sector)`."""
        share = np.maximum(1 - self.input_coefficients.sum(axis=1), 0.0)
        value_added: Floats = self.output * share
        return value_added


def check_totals(source: SourceTable) -> tuple[Adjustment, ...]:
    """Return how far output is from sales and from costs, as statistics differ.

    Args:
        source: The table on its own industries, so that a wrong cell is found where it stands.

    Raises:
        BadInput: A sum is further off than a statistical discrepancy is; economy and industry are named.
    """
    sales = source.flows.sum(axis=1)
    costs = source.use.sum(axis=1) + source.value_added
    rest = [place for place, code in enumerate(source.economies) if code == _REST]
    unknown = np.zeros(sales.shape, dtype=bool)
    unknown[rest] = ~source.output[rest].any(axis=1, keepdims=True) & ~costs[rest].any(axis=1, keepdims=True)
    for name, found in (("its sales add up to", sales), ("inputs and value added are", costs)):
        for economy, sector in np.argwhere(~unknown & (found != source.output)):
            stated = float(source.output[economy, sector])
            if beyond(float(found[economy, sector]), stated):
                cell = f"{source.economies[economy]} {source.sectors[sector]}"
                other = f"{found[economy, sector]:,.3f}"
                what = f"the output of {cell} is {stated:,.3f} million USD, but {name} {other}"
                raise BadInput(what, mend="correct the cell that is wrong")
    axes = (source.economies, source.sectors)
    gap = np.where(unknown, 0.0, np.abs(sales - source.output))
    gap[gap <= _SPARE * np.maximum(source.output, 1.0)] = 0.0
    return counted_step("output set to the sum of sales (statistical discrepancies)", gap, *axes)


def balance(source: SourceTable) -> Balanced:
    """Return the table such that all accounting identities hold.

    Flows below zero become zero and own sales of zero a floor; inputs dearer than the output are scaled down
    to it, and so is the use of an input of which more is used than bought; output is what is sold.

    Args:
        source: The table on the sectors that it shall have.

    Raises:
        BadInput: An economy sells nothing or has no final demand, or nobody makes a sector.
    """
    axes = (source.economies, source.sectors)
    below = np.maximum(-source.flows, 0.0)
    steps = counted_step(
        "flows below zero raised to zero", below, source.economies, source.economies, source.sectors
    )
    flows = np.maximum(source.flows, 0.0)
    _check_sellers(flows, *axes)
    coefficients, imputed = _coefficients(source, flows)
    own = np.einsum("iik->ik", flows)
    empty = own <= 0
    own[empty] = OWN_SALES_FLOOR
    steps += imputed
    steps += counted_step("own sales of zero raised to a floor", empty * OWN_SALES_FLOOR, *axes)
    steps += _within_output(coefficients, flows.sum(axis=1), axes)
    steps += _within_purchases(coefficients, flows, axes)
    return Balanced(flows, coefficients, steps)


def _check_sellers(flows: Floats, economies: tuple[str, ...], sectors: tuple[str, ...]) -> None:
    """Refuse economies and sectors without production."""
    sold = flows.sum(axis=1)
    idle = next((name for name, amount in zip(economies, sold.sum(axis=1), strict=True) if not amount), None)
    if idle is not None:
        raise BadInput(f"{idle} sells nothing", mend="leave it out, or give its sales")
    unmade = next((name for name, amount in zip(sectors, sold.sum(axis=0), strict=True) if not amount), None)
    if unmade is not None:
        mend = "leave it out, or join it to another sector with --sectors"
        raise BadInput(f"nobody makes '{unmade}'", mend=mend)


def _coefficients(source: SourceTable, flows: Floats) -> tuple[Floats, tuple[Adjustment, ...]]:
    """Return inputs per unit of cost; where no cost is known, as in the world.

    Costs are what the source states, so that a gap between output and sales leaves the mix as it is.
    """
    costs = source.use.sum(axis=1) + source.value_added
    known = costs > 0
    if not known.any(axis=0).all():
        sector = source.sectors[int(np.argmin(known.any(axis=0)))]
        raise BadInput(f"no economy has costs for '{sector}'", mend="give inputs and value added of one")
    world = (source.use * known[:, None]).sum(axis=0) / (costs * known).sum(axis=0)
    coefficients = np.broadcast_to(world, source.use.shape).copy()
    np.divide(source.use, costs[:, None], out=coefficients, where=known[:, None])
    imputed = np.where(known, 0.0, np.maximum(flows.sum(axis=1), OWN_SALES_FLOOR))
    what = "inputs and value added imputed from the world's mix, where none are stated"
    return coefficients, counted_step(what, imputed, source.economies, source.sectors)


def _within_output(
    coefficients: Floats, output: Floats, axes: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[Adjustment, ...]:
    """Scale down the inputs of sectors that cost more than they make."""
    cost = coefficients.sum(axis=1)
    over = cost > 1 + 1e-12
    coefficients /= np.where(cost > 1, cost, 1.0)[:, None]
    lost = np.where(over, (cost - 1) * output, 0.0)
    return counted_step("value added below zero raised to zero, inputs scaled down to output", lost, *axes)


def _within_purchases(
    coefficients: Floats, flows: Floats, axes: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[Adjustment, ...]:
    """Scale down the use of inputs of which more is used than bought; some final demand must be left."""
    used = np.einsum("iks,is->ik", coefficients, flows.sum(axis=1))
    bought = flows.sum(axis=0)
    short: npt.NDArray[np.bool_] = used > bought
    gap = np.where(short, used - bought, 0.0)
    coefficients *= np.where(short, bought * (1 - _SPARE) / np.where(short, used, 1.0), 1.0)[:, :, None]
    left = np.maximum(bought - used, 0.0).sum(axis=1)
    share = left / bought.sum(axis=1)
    if not (share > _SPARE).all():
        name = axes[0][int(np.argmin(share))]
        raise BadInput(
            f"{name} has no final demand: it uses all it buys as inputs", mend="correct its inputs"
        )
    what = "final demand below zero raised to zero, use of the input scaled down to purchases"
    return counted_step(what, gap, *axes)
