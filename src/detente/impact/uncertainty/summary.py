"""From draws to ranges: quantiles of every figure, and what drives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.impact.uncertainty.design import Plan
from detente.impact.uncertainty.drawing import Draws
from detente.impact.uncertainty.drivers import Shares, terms_of, variance_shares
from detente.impact.uncertainty.odds import Odds
from detente.impact.uncertainty.quantiles import weighted_quantiles
from detente.impact.uncertainty.ranges import EXPECTED, SCENARIO, SECTORS, TOGETHER, Driver, Range

Floats = npt.NDArray[np.float64]
_AT = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95, "lowest": 0.0, "highest": 1.0}
_LEADING = 3
"""Sectors named one by one among the drivers of a figure."""
_STILL = {"percent": 1e-4, "USD": 1e6}
"""Standard deviations below what is ever shown: rounding of the solver, which nothing drives."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one column of the draws is: an economy's variable and its unit."""

    economy: str
    variable: str
    unit: str


def summarise(
    plan: Plan, draws: Draws, odds: Odds, central: Floats, figures: Sequence[Figure]
) -> tuple[Range, ...]:
    """Return the range of every figure under each scenario and, where there are several, over all of them.

    Over all scenarios a figure is drawn twice: which scenario comes, at its odds, and how the model answers.

    Args:
        plan: The draws' points.
        draws: Their figures; a draw counts where it converged, over all scenarios where it did in each.
        odds: The scenarios with their odds.
        central: The figures without draws, by scenario.
        figures: What each of them is.
    """
    found: list[Range] = []
    for place, name in enumerate(odds.scenarios):
        alone = (place,), np.ones(1)
        found += _rows(name, plan, draws, alone, central[place], figures)
    if len(odds.shares) > 1:
        likely = tuple(place for place, share in enumerate(odds.weights) if share > 0)
        shares = np.array([odds.weights[place] for place in likely])
        found += _rows(EXPECTED, plan, draws, (likely, shares), shares @ central[list(likely)], figures)
    return tuple(found)


def _rows(
    name: str,
    plan: Plan,
    draws: Draws,
    mixed: tuple[tuple[int, ...], Floats],
    central: Floats,
    figures: Sequence[Figure],
) -> Iterator[Range]:
    """Yield the ranges of every figure over scenarios mixed at some odds."""
    places, odds = mixed
    kept = np.flatnonzero(draws.converged[list(places)].all(axis=0))
    values = draws.values[list(places)][:, kept]
    pooled = values.reshape(-1, values.shape[2])
    weights = np.repeat(odds, len(kept))
    if not len(kept):
        return
    at = weighted_quantiles(pooled, weights, tuple(_AT.values()))
    mean = weights @ pooled / weights.sum()
    deviation = np.sqrt(weights @ (pooled - mean) ** 2 / weights.sum())
    shares = variance_shares(values, odds, terms_of(list(plan.levels[kept].T), plan.scores[kept]))
    for place, figure in enumerate(figures):
        moves = deviation[place] > _STILL.get(figure.unit, 0.0)
        drivers = _drivers(plan, shares, place, len(places) > 1) if shares is not None and moves else ()
        yield Range(
            scenario=name,
            economy=figure.economy,
            variable=figure.variable,
            unit=figure.unit,
            central=float(central[place]),
            mean=float(mean[place]),
            draws=len(kept),
            drivers=drivers,
            **dict(zip(_AT, map(float, at[:, place]), strict=True)),
        )


def _drivers(plan: Plan, shares: Shares, place: int, mixed: bool) -> tuple[Driver, ...]:
    """Return the factors behind one figure, the largest first, then single sectors and the remainder."""
    share, error = shares.share[:, place], shares.standard_error[:, place]
    first = 1 + len(plan.choices)
    names = [SCENARIO, *(choice.title for choice in plan.choices)]
    told = [Driver(name, float(share[row]), float(error[row])) for row, name in enumerate(names)][not mixed :]
    if plan.sectors:
        told.append(Driver(SECTORS, float(share[-1]), float(error[-1])))
    told.sort(key=lambda driver: -driver.share)
    ranked = sorted(range(first, first + len(plan.sectors)), key=lambda row: -share[row])[:_LEADING]
    told += [
        Driver(f"elasticity of {plan.sectors[row - first]}", float(share[row]), float(error[row]), SECTORS)
        for row in ranked
        if share[row] > 0
    ]
    return (*told, Driver(TOGETHER, float(share[-2]), float(error[-2])))
