"""The answer of `effects` with draws: a range beside every figure, what drives it, and its JSON shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.core.errors import BadInput
from detente.core.plain import plain
from detente.impact.effects import Effects

EXPECTED = "expected"
"""What the mixture of all scenarios at their odds is called where a scenario's name stands."""
SCENARIO, SECTORS, TOGETHER = "scenario", "sector elasticities", "interactions"
"""Names of factors beside the choices of `data/uncertainty.yaml`."""


@dataclass(frozen=True, slots=True)
class Driver:
    """The share of a figure's variance that one factor brings by itself, and the share's standard error.

    `part_of` names the group that a single sector's share is already counted in.
    """

    factor: str
    share: float
    standard_error: float
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """What one figure comes to over the draws that converged.

    `central` is the figure without any draw: the question as asked. Percent and USD as in `effects`.
    """

    scenario: str
    economy: str
    variable: str
    unit: str
    central: float
    mean: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    lowest: float
    highest: float
    draws: int
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A draw that did not converge: its number from one, what it took, and what the solver says."""

    draw: int
    scenario: str
    took: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A factor of the design: levels of a choice, or a lognormal factor on a sector's elasticity."""

    factor: str
    distribution: str
    levels: tuple[str, ...]
    log_sd: float | None
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Effects with the range of every figure.

    Args:
        effects: The answer without draws; under odds, its expectation over the scenarios.
        odds: The odds of each scenario; one of a single scenario.
        draws: How many were asked for.
        seed: What they came from.
        factors: What was drawn.
        fixed: What was not, because there is one level only.
        converged: How many draws have an answer, by scenario (and `expected`: under all of them).
        ranges: By scenario, economy and figure.
        failures: The draws without an answer.
        notes: What to know before quoting a range.
    """

    effects: Effects = field(metadata={"plain": False})
    odds: Mapping[str, float]
    draws: int
    seed: int
    factors: tuple[Drawn, ...]
    fixed: Mapping[str, str]
    converged: Mapping[str, int]
    ranges: tuple[Range, ...]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The scenario whose ranges stand beside the effects: the only one, or the expectation."""
        return EXPECTED if len(self.odds) > 1 else next(iter(self.odds))

    def of(self, economy: str, variable: str = "real_income", scenario: str = "") -> Range:
        """Return the range of one figure.

        Args:
            economy: Its code.
            variable: As in the rows of `effects`, without its unit.
            scenario: By default the only one, or the expectation over all.

        Raises:
            BadInput: There is no such figure.
        """
        wanted = (scenario or self.headline, economy, variable)
        for row in self.ranges:
            if (row.scenario, row.economy, row.variable) == wanted:
                return row
        raise BadInput(f"no range of {' '.join(wanted)}", mend="ask for an economy and variable of `ranges`")

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: that of `effects`, with `uncertainty` beside it."""
        return {**self.effects.as_json(), "uncertainty": plain(self)}
