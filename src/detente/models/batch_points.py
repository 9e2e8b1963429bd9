"""Fixed points of many scenarios at once: Anderson acceleration of Newton-like steps, column by column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.models.batch_pass import BatchPass
from detente.models.batch_shocks import Shocks
from detente.models.batch_step import BatchStep
from detente.models.fixed_point import Floats

_MEMORY = 3
"""Past steps that are combined: with steps this good more of them gain nothing."""

_RIDGE = 1e-7
"""Added to the diagonal of the scaled normal equations, whose entries are kept in single precision."""

_GROWTH = 1e3
"""A scenario whose residual is this many times its best one is given up."""

_PATIENCE = 60
"""Passes after which a scenario is given up: most take seven to fifteen."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where each scenario ended: values [unknown, n]; by scenario residual, passes, whether it converged."""

    values: Floats
    residual: Floats
    passes: npt.NDArray[np.intp]
    converged: npt.NDArray[np.bool_]


class _History:
    """The last changes of the steps and the moves they led to, by scenario, in single precision."""

    def __init__(self, size: int, count: int) -> None:
        self.changes = np.zeros((_MEMORY, size, count), dtype=np.float32)
        self.moves = np.zeros_like(self.changes)
        self.gram = np.zeros((count, _MEMORY, _MEMORY))
        self.added = 0

    def add(self, change: Floats, move: Floats) -> None:
        """Put one step in the place of the oldest."""
        slot = self.added % _MEMORY
        self.changes[slot], self.moves[slot] = change, move
        self.added += 1
        products = np.einsum("mdn,dn->nm", self.changes, self.changes[slot])
        self.gram[:, slot] = self.gram[:, :, slot] = products

    def correction(self, step: Floats) -> npt.NDArray[np.float32]:
        """What to take off the step, so that the linear model of it vanishes."""
        kept = min(self.added, _MEMORY)
        gram = self.gram[:, :kept, :kept]
        squares = np.diagonal(gram, axis1=1, axis2=2)
        scale = 1 / np.sqrt(np.where(squares > 0, squares, 1.0))
        system = gram * scale[:, None, :] * scale[:, :, None] + _RIDGE * np.eye(kept)
        right = np.einsum("mdn,dn->nm", self.changes[:kept], step.astype(np.float32))
        weights = scale * np.linalg.solve(system, (scale * right)[:, :, None])[:, :, 0]
        taken: npt.NDArray[np.float32] = np.einsum(
            "nm,mdn->dn", weights.astype(np.float32), self.moves[:kept]
        )
        return taken

    def keep(self, scenarios: npt.NDArray[np.intp]) -> None:
        """Drop all other scenarios."""
        self.changes, self.moves = self.changes[:, :, scenarios], self.moves[:, :, scenarios]
        self.gram = self.gram[scenarios]


def solve_points(
    world: BatchPass, step: BatchStep, shocks: Shocks, start: Floats, tolerance: float
) -> Points:
    """Return the point at which each scenario's pass leaves it, or where the scenario was given up.

    A scenario is given up early rather than nursed: those few are for `solve`, which has the safeguards.

    Args:
        world: The pass, whose residual is measured as `solve` measures it.
        step: What makes a step of a residual.
        shocks: The scenarios.
        start: Where each begins, [unknown, n].
        tolerance: Largest allowed |pass(x) - x|, over all unknowns.

    Source: Anderson (1965), Journal of the ACM 12(4), as in `solve_fixed_point`.
    """
    count = shocks.count
    found = Points(
        start.copy(), np.full(count, np.inf), np.zeros(count, dtype=np.intp), np.zeros(count, bool)
    )
    left, point = np.arange(count), start
    history = _History(len(start), count)
    previous: tuple[Floats, Floats] | None = None
    for made in range(1, _PATIENCE + 1):
        residual = world(point, shocks) - point
        size = np.max(np.abs(residual), axis=0, initial=0.0)
        done = size <= tolerance
        found.values[:, left[done]], found.residual[left[done]] = point[:, done], size[done]
        found.converged[left[done]], found.passes[left] = True, made
        going = ~done & (size <= _GROWTH * found.residual[left])
        found.residual[left[going]] = np.minimum(found.residual[left[going]], size[going])
        if not going.any():
            break
        if not going.all():
            here = np.flatnonzero(going)
            left, shocks = left[here], shocks.kept(here)
            point, residual = point[:, here], residual[:, here]
            history.keep(here)
            previous = previous and (previous[0][:, here], previous[1][:, here])
        move = step(residual)
        if previous is not None:
            change = move - previous[1]
            history.add(change, point - previous[0] + change)
        previous = point, move
        point = point + move
        if history.added:
            point -= history.correction(move)
    return found
