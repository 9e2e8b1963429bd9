"""Worlds and tariffs from a seed for the solver's hardest days: sparse, lopsided, stiff, in deficit."""

from __future__ import annotations

from typing import get_args

import numpy as np

from detente.core.errors import BadInput, NoConvergence
from detente.models import (
    Baseline,
    Equilibrium,
    FixedPointOptions,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    solve,
)
from detente.models.caliendo_parro import DeficitRule

CEILING = 10.0
ENDS = (
    "which its trade deficit",
    "the deficits can be carried to",
    "can be followed for",
    "takes .*% of what it",
)
"""What the solver says, as patterns, where there is no equilibrium."""


def random_flows(draw: np.random.Generator) -> WorldFlows:
    """2 to 12 economies, 1 to 8 sectors; sizes three orders of magnitude apart; up to 80% of cells empty.

    Elasticities run from 1 to 65, even in logarithms. One sector in five is a service: hardly traded, or
    not at all. One own sale in twenty is zero. Deficits are as they fall.
    """
    economies, sectors = int(draw.integers(2, 13)), int(draw.integers(1, 9))
    shape = (economies, economies, sectors)
    own = np.arange(economies)
    size = 10.0 ** draw.uniform(-1.5, 1.5, economies)
    openness = 10.0 ** draw.uniform(-2, 0) * np.where(draw.random(sectors) < 0.2, 1e-3, 1.0)
    flows = draw.lognormal(size=shape) * np.sqrt(size[:, None] * size)[:, :, None] / economies
    flows *= openness * (draw.random(shape) > draw.choice([0.0, 0.3, 0.6, 0.8]))
    at_home = size[:, None] * draw.lognormal(size=(economies, sectors))
    flows[own, own] = np.where(draw.random((economies, sectors)) < 0.05, 0.0, at_home)
    flows[own, own, 0] = at_home[:, 0]
    labour = draw.uniform(0.2, 1.0, (economies, sectors))
    square = (economies, sectors, sectors)
    mix = draw.random(square) * (draw.random(square) > 0.3) + 1e-6
    return WorldFlows(
        economies=tuple(f"E{n:02d}" for n in range(economies)),
        sectors=tuple(f"S{n:02d}" for n in range(sectors)),
        flows=flows,
        tariffs=_abroad(0.2 * draw.random(shape)),
        value_added_share=labour,
        input_share=mix / mix.sum(axis=1, keepdims=True) * (1 - labour)[:, None, :],
        trade_elasticity=np.exp(draw.uniform(0, np.log(65), sectors)),
    )


def random_tariffs(draw: np.random.Generator, before: np.ndarray) -> np.ndarray:
    """Zero to 1,000% on all, on half of the flows, or between two; now and then on some sectors alone."""
    economies, _, sectors = before.shape
    ceiling = CEILING * draw.choice([0.01, 0.1, 1.0])
    tariffs = ceiling * draw.random(before.shape)
    if draw.random() < 0.3:
        tariffs = np.where(draw.random(before.shape) < 0.5, ceiling, 0.0)
    if draw.random() < 0.3:
        pair = draw.permutation(economies)[:2]
        within = np.zeros((economies, economies, 1), dtype=bool)
        within[pair, pair[::-1]] = True
        tariffs = np.where(within, tariffs, before)
    if draw.random() < 0.3:
        tariffs = np.where(draw.random(sectors) < 0.3, before, tariffs)
    return _abroad(tariffs)


def random_problem(seed: int) -> tuple[Baseline, np.ndarray, DeficitRule]:
    """A world at rest, new tariffs and a deficit rule.

    Raises:
        BadInput: The world's data are refused.
        NoConvergence: They have no equilibrium.
    """
    draw = np.random.default_rng(seed)
    data = random_flows(draw)
    rule = draw.choice(get_args(DeficitRule))
    baseline, _ = baseline_from_flows(data)
    return baseline, random_tariffs(draw, data.tariffs), rule


def outcome(seed: int) -> tuple[str, Equilibrium | None]:
    """How a random problem ends: "converged", or what the solver says; with the equilibrium, if any."""
    try:
        baseline, tariffs, rule = random_problem(seed)
        result = solve(baseline, tariffs, SolveOptions(rule, FixedPointOptions(tolerance=1e-9)))
    except (BadInput, NoConvergence) as refusal:
        return str(refusal), None
    return (result.advice or result.status), result


def _abroad(rates: np.ndarray) -> np.ndarray:
    own = np.arange(len(rates))
    rates[own, own] = 0.0
    return rates
