"""The maximum of a smooth function whose gradient is known: quasi-Newton steps with backtracking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.models.fixed_point import Floats, Status

Slope = Callable[[Floats], tuple[float, Floats]]

_ARMIJO = 0.1
"""Share of the rise promised by the slope that a step must bring."""

_NOISE = 1e-8
"""Differences of height that may be rounding; below them the slopes alone judge a step."""

_LONGEST = 0.5
"""Largest move of any entry in one step; entries are logs, so a rate at most doubles its factor."""

_TRUST = 10.0
"""How many times a first guess of the curvature, rightly scaled, may be off."""

_HALVINGS = 25
"""Shorter steps tried along one direction before it counts as flat."""


@dataclass(frozen=True, slots=True, eq=False)
class Maximum:
    """Where the search for a maximum ended.

    Args:
        values: The best point.
        height: The function there.
        gap: Largest move, of any entry, that the next step would have made.
        iterations: Gradients computed.
        status: "converged" when the gap is at most the tolerance.
    """

    values: Floats
    height: float
    gap: float
    iterations: int
    status: Status


def maximise(
    function: Slope, start: Floats, curvature: Floats, tolerance: float = 1e-5, max_iterations: int = 200
) -> Maximum:
    """Return a local maximum by the method of Broyden, Fletcher, Goldfarb and Shanno.

    Args:
        function: Height and gradient at a point; a height that is not finite marks a point out of reach.
        start: Where to begin; the height there must be finite.
        curvature: First guess of minus the second derivative, by entry, positive.
        tolerance: Largest next step, over all entries.
        max_iterations: Gradients before giving up.

    Example:
        >>> def hill(x):
        ...     return float(-np.sum(np.cosh(x - [1.0, 2.0]))), -np.sinh(x - [1.0, 2.0])
        >>> top = maximise(hill, np.zeros(2), np.ones(2))
        >>> top.status, top.values.round(4)
        ('converged', array([1., 2.]))

    Source: Nocedal and Wright (2006), Numerical Optimization, 2nd edition, algorithm 6.1;
    Hager and Zhang (2005), SIAM Journal on Optimization 16(1), for the judgement of steps by slopes.
    """
    point = start
    height, slope = function(point)
    inverse = np.diag(1 / curvature)
    gap, iteration = np.inf, 0
    for iteration in range(1, max_iterations + 1):
        move = inverse @ slope
        gap = float(np.max(np.abs(move)))
        if gap <= tolerance:
            return Maximum(point, height, gap, iteration, "converged")
        move *= min(1.0, _LONGEST / gap)
        for _ in range(_HALVINGS):
            new_height, new_slope = function(point + move)
            promised, left = float(slope @ move), float(new_slope @ move)
            rises = new_height >= height + _ARMIJO * promised
            nearer = new_height >= height - _NOISE and left >= (2 * _ARMIJO - 1) * promised
            if rises or nearer:
                break
            move = move / 2
        else:
            break
        bend = slope - new_slope
        curved = float(bend @ move)
        if curved > 0:
            if iteration == 1:
                inverse = np.diag(1 / _seen(bend, move, curvature))
            turned = inverse @ bend
            inverse += (1 + bend @ turned / curved) * np.outer(move, move) / curved
            inverse -= (np.outer(turned, move) + np.outer(move, turned)) / curved
        point, height, slope = point + move, new_height, new_slope
    return Maximum(point, height, gap, iteration, "not converged")


def _seen(bend: Floats, move: Floats, curvature: Floats) -> Floats:
    """The guess of the curvature, entry by entry brought near what the first step saw."""
    scaled = curvature * float(bend @ move) / float(move @ (curvature * move))
    seen = np.divide(bend, move, out=scaled.copy(), where=move != 0)
    near: Floats = np.clip(seen, scaled / _TRUST, scaled * _TRUST)
    return near
