"""Which choice drives the spread: shares of the variance of every figure, by factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
GROUPS = 20
"""Parts of the draws that are left out in turn, to tell how sure the shares are."""
_SPARE = 10


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The draws as a regression sees them.

    Args:
        columns: By draw and column: indicators of the levels of choices, scores of sectors.
        factor: The factor that each column belongs to, by place.
        choices: How many factors are choices; they come first.
        factors: How many factors there are.
    """

    columns: Floats
    factor: npt.NDArray[np.int64]
    choices: int
    factors: int

    def rows(self, chosen: npt.NDArray[np.int64]) -> Terms:
        """Return the same for some of the draws."""
        return Terms(self.columns[chosen], self.factor, self.choices, self.factors)


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of variance by factor and figure, and their standard errors.

    The first row is the choice of scenario, then come the factors, then what they do together or not in
    proportion, and last the sum of all factors that are no choices. A share may come out a little below zero:
    that is chance, and leaving it keeps the sum at one.
    """

    share: Floats
    standard_error: Floats


def terms_of(levels: Sequence[npt.NDArray[np.int64]], scores: Floats) -> Terms:
    """Return the draws as columns of a regression: an indicator of every level but one, and the scores.

    Example:
        >>> terms_of((np.array([0, 1, 2]),), np.zeros((3, 1))).factor.tolist()
        [0, 0, 1]
    """
    columns: list[Floats] = []
    owner: list[int] = []
    for place, column in enumerate(levels):
        present = np.unique(column)[1:]
        columns += [(column == level).astype(np.float64) for level in present]
        owner += [place] * len(present)
    columns += list(scores.T)
    owner += [len(levels) + place for place in range(scores.shape[1])]
    draws = len(scores)
    return Terms(
        np.array(columns, dtype=np.float64).reshape(len(columns), draws).T,
        np.array(owner, dtype=np.int64),
        len(levels),
        len(levels) + scores.shape[1],
    )


def fewest_draws(columns: int) -> int:
    """Return how many draws it takes to tell shares of variance over so many columns.

    Example:
        >>> fewest_draws(32)
        49
    """
    return columns + 1 + max(_SPARE, columns // 2)


def variance_shares(values: Floats, odds: Floats, terms: Terms) -> Shares | None:
    """Return the first-order share of each factor in the variance of every figure; None with too few draws.

    Each figure's expectation over scenarios is regressed on all columns at once. A factor's share is the
    covariance of the figure with the factor's fitted part, over the variance, less what as many columns of
    chance would be expected to explain. The standard error is a jackknife's over twenty parts of the draws.

    Args:
        values: Figures by scenario, draw and figure.
        odds: By scenario; they sum to one.
        terms: The draws.

    Source: Li et al. (2010), Journal of Physical Chemistry A 114(19), 6022-6032, for shares as covariances;
    Olejnik and Algina (2003), Psychological Methods 8(4), 434-447, for the correction.
    """
    draws = values.shape[1]
    if draws < fewest_draws(terms.columns.shape[1]):
        return None
    whole = _decompose(values, odds, terms)
    parts = [np.flatnonzero(np.arange(draws) % GROUPS != group) for group in range(GROUPS)]
    without = np.stack([_decompose(values[:, part], odds, terms.rows(part)) for part in parts])
    spread = np.sum((without - without.mean(axis=0)) ** 2, axis=0)
    error: Floats = np.sqrt((GROUPS - 1) / GROUPS * spread)
    return Shares(whole, error)


def _decompose(values: Floats, odds: Floats, terms: Terms) -> Floats:
    """Return shares by scenario, factors, remainder, and sum of what are no choices (rows), and figure."""
    expected = np.tensordot(odds, values, axes=1)
    mean = expected.mean(axis=0)
    total = np.tensordot(odds, ((values - mean) ** 2).sum(axis=1), axes=1)
    total = np.where(total > 0, total, np.inf)
    between = len(expected) * (odds @ (values.mean(axis=1) - mean) ** 2)
    y, x = expected - mean, terms.columns - terms.columns.mean(axis=0)
    slopes, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
    noise = ((y - x @ slopes) ** 2).sum(axis=0) / (len(y) - 1 - rank)
    explained = slopes * (x.T @ y) - noise
    by_factor = np.zeros((terms.factors, y.shape[1]))
    np.add.at(by_factor, terms.factor, explained)
    told = np.vstack([between, by_factor]) / total
    moved = told[1 + terms.choices :].sum(axis=0)
    found: Floats = np.vstack([told, 1 - told.sum(axis=0), moved])
    return found
