"""Fixed points x = map(x): Anderson acceleration with safeguards, and plain damped iteration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput

Floats = npt.NDArray[np.float64]
Status = Literal["converged", "not converged"]
Method = Literal["anderson", "damped"]

_RIDGE = 1e-14
"""Added to the diagonal of the scaled normal equations, which would else be singular near the end."""

_GROWTH = 1e3
"""A residual this many times the best one so far means the history misleads: it is dropped."""


@dataclass(frozen=True, slots=True)
class FixedPointOptions:
    """How a fixed point is looked for.

    Args:
        method: "anderson", or "damped" for x + damping (map(x) - x).
        tolerance: Largest allowed |map(x) - x|, over all entries.
        max_iterations: Evaluations of the map before giving up.
        memory: Past steps that Anderson acceleration combines.
        damping: Share of the step map(x) - x that is taken.
        patience: Evaluations without a new smallest residual before giving up.

    Raises:
        BadInput: The method has another name, or a number is out of its range.

    Example:
        >>> FixedPointOptions(damping=2.0)
        Traceback (most recent call last):
        detente.core.errors.BadInput: the damping is 2.0; use more than 0 and at most 1
    """

    method: Method = "anderson"
    tolerance: float = 1e-10
    max_iterations: int = 1000
    memory: int = 10
    damping: float = 1.0
    patience: int = 200

    def __post_init__(self) -> None:
        if self.method not in get_args(Method):
            methods = ", ".join(get_args(Method))
            raise BadInput(f"unknown method {self.method!r}", mend=f"use one of {methods}")
        if not 0 < self.damping <= 1:
            raise BadInput(f"the damping is {self.damping}", mend="use more than 0 and at most 1")
        for name in ("tolerance", "max_iterations", "memory", "patience"):
            if not getattr(self, name) > 0:
                raise BadInput(f"{name} is {getattr(self, name)}", mend="use a positive number")


@dataclass(frozen=True, slots=True, eq=False)
class FixedPoint:
    """Where an iteration ended and how it got there.

    Args:
        values: The point at which `residual` was measured.
        residual: Largest |map(values) - values|.
        iterations: Evaluations of the map.
        status: "converged" when the residual is at most the tolerance.
        history: The residual of every evaluation, in order.
    """

    values: Floats
    residual: float
    iterations: int
    status: Status
    history: tuple[float, ...]


class _History:
    """How the residual changed with the last steps, and where each would lead; the Gram matrix is kept."""

    def __init__(self, size: int, memory: int) -> None:
        self.changes = np.empty((memory, size))
        self.moves = np.empty((memory, size))
        self.gram = np.zeros((memory, memory))
        self.added = 0

    def add(self, change: Floats, move: Floats) -> None:
        """Put one step in the place of the oldest."""
        slot = self.added % len(self.changes)
        self.changes[slot], self.moves[slot] = change, move
        self.added += 1
        known = self.changes[: self.added]
        self.gram[slot, : len(known)] = self.gram[: len(known), slot] = known @ change

    def correction(self, residual: Floats) -> Floats | float:
        """What to take off the damped step, so that the linear model of the residual vanishes."""
        kept = min(self.added, len(self.changes))
        squares = np.diagonal(self.gram)[:kept]
        if kept == 0 or not squares.all():
            return 0.0
        scale = 1 / np.sqrt(squares)
        system = self.gram[:kept, :kept] * scale * scale[:, None]
        system.flat[:: kept + 1] += _RIDGE
        weights = scale * np.linalg.solve(system, scale * (self.changes[:kept] @ residual))
        taken: Floats = weights @ self.moves[:kept]
        return taken


def solve_fixed_point(
    function: Callable[[Floats], Floats], start: Floats, options: FixedPointOptions | None = None
) -> FixedPoint:
    """Return the point that the map leaves where it is.

    Anderson acceleration takes the combination of past residuals that is smallest in the least-squares
    sense and steps from there. The safeguard: where the map is not finite, or the residual has grown a
    thousandfold, the history is dropped, the iteration goes halfway back to the best point known, and
    its steps are halved from then on.

    Args:
        function: The map, best written in logarithms so that levels stay positive. It must not change its
            argument.
        start: Where to begin.
        options: Method, tolerance and limits.

    Returns:
        The last point and its residual; when the limit is reached, the best point seen.

    Example:
        >>> import numpy as np
        >>> point = solve_fixed_point(np.cos, np.array([1.0]))
        >>> point.status, round(float(point.values[0]), 10)
        ('converged', 0.7390851332)

    Source: Anderson (1965), Journal of the ACM 12(4); Walker and Ni (2011), SIAM Journal on Numerical
    Analysis 49(4), the unconstrained form of algorithm AA.
    """
    options = options or FixedPointOptions()
    history = _History(start.size, options.memory if options.method == "anderson" else 0)
    point = best = np.array(start, dtype=np.float64)
    previous: tuple[Floats, Floats] | None = None
    smallest, newest, share = np.inf, 0, options.damping
    sizes: list[float] = []
    for _ in range(options.max_iterations):
        residual = function(point) - point
        size = float(np.max(np.abs(residual), initial=0.0))
        sizes.append(size)
        if size <= options.tolerance:
            return FixedPoint(point, size, len(sizes), "converged", tuple(sizes))
        if len(sizes) - newest >= options.patience or not (np.isfinite(size) or np.isfinite(smallest)):
            break
        if not np.isfinite(size) or size > _GROWTH * smallest:
            point, previous, share = (point + best) / 2, None, share / 2
            history.added = 0
            continue
        if size < smallest:
            smallest, best, newest = size, point, len(sizes)
        if previous is not None and len(history.changes):
            change = residual - previous[1]
            history.add(change, point - previous[0] + share * change)
        previous = point, residual
        point = point + share * residual - history.correction(residual)
    return FixedPoint(best, smallest, len(sizes), "not converged", tuple(sizes))
