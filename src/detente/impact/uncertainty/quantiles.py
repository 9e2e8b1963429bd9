"""Quantiles of draws that need not weigh the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def weighted_quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    """Return quantiles of each figure, by quantile and figure.

    A value stands at the middle of its own weight in the sum of weights; between two values the quantile is
    interpolated, beyond the first and last it is theirs.

    Args:
        values: By draw and figure.
        weights: By draw; a draw without weight does not count.
        at: Shares between 0 and 1.

    Example:
        >>> weighted_quantiles(np.array([[1.0], [2.0], [9.0]]), np.array([1.0, 1.0, 0.0]), (0.25, 0.5))
        array([[1. ],
               [1.5]])

    Source: Hyndman and Fan (1996), The American Statistician 50(4), definition 5 where weights are equal.
    """
    kept = weights > 0
    values, weights = values[kept], weights[kept]
    order = np.argsort(values, axis=0, kind="stable")
    ranked, weight = np.take_along_axis(values, order, axis=0), weights[order]
    middle = (np.cumsum(weight, axis=0) - weight / 2) / weights.sum()
    columns = range(values.shape[1])
    found: Floats = np.column_stack([np.interp(at, middle[:, place], ranked[:, place]) for place in columns])
    return found
