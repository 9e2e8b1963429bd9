"""The design: how many draws, and which level or factor each of them takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.impact.uncertainty.distributions import Choice, Distributions
from detente.impact.uncertainty.odds import Odds

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
FEWEST, MOST = 2, 10_000


@dataclass(frozen=True, slots=True)
class Design:
    """How many draws, the seed they come from, and odds on scenarios; the same seed gives the same draws.

    Odds take the place of the question's scenario.

    Raises:
        BadInput: Fewer than two draws, more than 10,000, or a seed below zero.

    Example:
        >>> Design(draws=1)
        Traceback (most recent call last):
        detente.core.errors.BadInput: the number of draws is 1; ask for 2 to 10000
    """

    draws: int = 100
    seed: int = 1
    odds: Odds | None = None

    def __post_init__(self) -> None:
        for name, value in (("draws", self.draws), ("seed", self.seed)):
            if isinstance(value, bool) or not isinstance(value, int):
                raise BadInput(f"the number {value!r} of {name} is not whole", mend="give a whole number")
        if not FEWEST <= self.draws <= MOST:
            raise BadInput(f"the number of draws is {self.draws}", mend=f"ask for {FEWEST} to {MOST}")
        if self.seed < 0:
            raise BadInput(f"the seed is {self.seed}", mend="give a whole number of 0 or more")


def latin_hypercube(draws: int, factors: int, seed: int) -> Floats:
    """Return points between 0 and 1, by draw and factor, one in each of `draws` equal strata of each factor.

    Each factor's range is cut into as many strata as there are draws; the draws take each stratum once, in
    an order of chance, at a point of chance within it.

    Example:
        >>> points = latin_hypercube(4, 2, seed=1)
        >>> np.sort((4 * points).astype(int), axis=0).T.tolist()
        [[0, 1, 2, 3], [0, 1, 2, 3]]

    Source: McKay, Beckman and Conover (1979), Technometrics 21(2), 239-245.
    """
    chance = np.random.default_rng(seed)
    strata = chance.permuted(np.tile(np.arange(draws)[:, None], factors), axis=0)
    points: Floats = (strata + chance.random((draws, factors))) / draws
    return points


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The draws of a design.

    Args:
        choices: What is chosen.
        sectors: The sectors whose elasticities are moved.
        levels: The level that each draw takes, by draw and choice.
        scores: By draw and sector, standard normal; the elasticity moves by `log_sd` times the score in logs.
        log_sd: By sector.
    """

    choices: tuple[Choice, ...]
    sectors: tuple[str, ...]
    levels: Counts
    scores: Floats
    log_sd: Floats

    def options(self, draw: int) -> dict[str, str]:
        """Return the level of every choice in one draw."""
        return {
            choice.name: choice.levels[level]
            for choice, level in zip(self.choices, self.levels[draw], strict=True)
        }

    def factors(self, draw: int) -> dict[str, float]:
        """Return what one draw multiplies the elasticity of each sector by."""
        moved = np.exp(self.log_sd * self.scores[draw])
        return dict(zip(self.sectors, moved.tolist(), strict=True))


def plan(
    design: Design, distributions: Distributions, choices: Sequence[Choice], sectors: Sequence[str]
) -> Plan:
    """Return the draws of a design over these choices and sectors: one Latin hypercube for all.

    Example:
        >>> from detente.impact.uncertainty.distributions import read_distributions
        >>> found = read_distributions()
        >>> sets, rules = found.choices[1:3]
        >>> drawn = plan(Design(draws=24), found, (sets, rules), ("food", "services"))
        >>> [np.bincount(column).tolist() for column in drawn.levels.T]
        [[3, 3, 3, 3, 3, 3, 3, 3], [8, 8, 8]]
    """
    points = latin_hypercube(design.draws, len(choices) + len(sectors), design.seed)
    counts = np.array([len(choice.levels) for choice in choices], dtype=np.int64)
    levels = (points[:, : len(choices)] * counts).astype(np.int64)
    normal = NormalDist()
    scores = np.vectorize(normal.inv_cdf, otypes=[float])(
        np.clip(points[:, len(choices) :], 1e-12, 1 - 1e-12)
    )
    log_sd = np.array([distributions.log_sd(sector) for sector in sectors], dtype=np.float64)
    return Plan(tuple(choices), tuple(sectors), levels, scores, log_sd)
