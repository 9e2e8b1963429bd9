"""The step of a batch: Newton's within each economy and along the world's slow directions."""

from __future__ import annotations

import numpy as np

from detente.models.batch_pass import BatchPass
from detente.models.batch_shocks import Shocks
from detente.models.exact_changes import PRICE_PASSES
from detente.models.fixed_point import Floats

_SLOW = 32
"""Directions kept: those after them shrink to less than a tenth in one step."""

_TURNS = 5
"""Times the directions are passed through the equations before they are taken for the slow ones."""

_NUDGE = 1e-4
"""Size of the changes, in logs, from which the pass is differentiated: errors of its square."""

_SHORT = 1 - 1e-6
"""The Jacobian is shortened by this, so that a block that is singular to rounding still has an inverse."""


class BatchStep:
    """Turns the residual of a pass at a baseline into a step, for many scenarios at once.

    With J the Jacobian of the pass at the baseline, Newton's step is (I - J)^-1 times the residual. Its
    inverse is never formed: it is taken exactly within each economy (wage, prices and expenditures on each
    other, partners held), which leaves a few directions in which the world as a whole moves slowly. They
    are found by subspace iteration, and Newton's step is taken along them too. The factors are those of
    the baseline and serve every scenario; what they miss far from it is left to Anderson acceleration.

    Source: Shroff and Keller (1993), SIAM Journal on Numerical Analysis 30(4), the recursive projection
    method; Halko, Martinsson and Tropp (2011), SIAM Review 53(2), algorithm 4.4, for the directions.
    """

    def __init__(self, world: BatchPass) -> None:
        self._world = world
        within = _within(world)
        self._inverses = np.linalg.inv(np.eye(within.shape[1]) - _SHORT * within)
        draw = np.random.default_rng(0)  # any start will do, the same one gives the same answer
        slow = draw.standard_normal((world.size, min(_SLOW, world.size)))
        for _ in range(_TURNS):
            slow = np.linalg.qr(self._left(slow))[0]
        kept = np.eye(slow.shape[1])
        inner = np.linalg.inv(kept - _SHORT * (slow.T @ self._left(slow))) - kept
        self._slow, self._along = slow, inner @ slow.T

    def __call__(self, residual: Floats) -> Floats:
        """Return the step, [unknown, n]."""
        step = self._by_economy(residual)
        step += self._slow @ (self._along @ step)
        return step

    def _by_economy(self, residual: Floats) -> Floats:
        """Newton's step of each economy by itself."""
        shape = (self._inverses.shape[1], self._world.economies, -1)
        step = np.empty_like(residual)
        own, mine = step.reshape(shape).transpose(1, 0, 2), residual.reshape(shape).transpose(1, 0, 2)
        np.matmul(self._inverses, mine, out=own)
        return step

    def _left(self, directions: Floats) -> Floats:
        """What is left of directions after a step by economy."""
        none = Shocks.none(directions.shape[1])
        up = self._world(_NUDGE * directions, none)
        down = self._world(-_NUDGE * directions, none)
        left: Floats = directions - self._by_economy(directions - (up - down) / (2 * _NUDGE))
        return left


def _within(world: BatchPass) -> Floats:
    """Return the Jacobian of the pass at no change within each economy, its partners' answers left out.

    Axes: economy, unknown of the pass, unknown it depends on; the unknowns are the wage, then prices and
    expenditures by sector. Each line below is the derivative of a line of the pass, with S = 1.
    """
    one, sectors = world.one, world.sectors
    unknowns = np.eye(1 + 2 * sectors)
    theta, home, x = (by.T[:, :, None] for by in (one.elasticity + 0 * one.home, one.home, one.expenditure))
    d_w, d_p, d_x = unknowns[:1], unknowns[1 : 1 + sectors], unknowns[1 + sectors :]
    d_s = -theta * d_p
    for _ in range(PRICE_PASSES):
        d_ch = one.ch_by_w.T[:, :, None] * d_w + world.ch_by_s @ d_s
        d_s = home * d_ch
    imports = x * one.abroad.sum(axis=2).T[:, :, None]
    exports = np.matmul(world.to_importers, one.expenditure[:, :, None])[:, :, 0].T[:, :, None]
    d_imports = imports * (d_x - d_s)
    d_exports = exports * d_ch
    d_home = x * home * (d_x - d_s + d_ch)
    d_income = one.value_added[:, None, None] * d_w
    d_income = d_income + (x * d_x - d_home - d_imports).sum(axis=1, keepdims=True)
    d_spent = one.final.T[:, :, None] * d_income + one.inputs @ (d_exports + d_home)
    earned = exports.sum(axis=(1, 2)) + one.borrowed + one.closed
    paid = imports.sum(axis=(1, 2)) + one.lent + one.closed
    by_trade = d_exports.sum(axis=1) / earned[:, None] - d_imports.sum(axis=1) / paid[:, None]
    new_w = (1 - one.closed)[:, None] * (d_w + one.wage_step[:, None] * by_trade)
    new_x = d_spent * one.per_expenditure.T[:, :, None]
    return np.concatenate([new_w[:, None, :], -d_s / theta, new_x], axis=1)
