"""The way to an equilibrium: straight, and where that fails in steps from an easier world."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from detente.models.baseline import Baseline
from detente.models.equilibrium import Equilibrium, Run, compare
from detente.models.exact_changes import ExactChanges
from detente.models.feasibility import heaviest_burden, one_way_trade, why_unbalanced
from detente.models.fixed_point import FixedPoint, FixedPointOptions, Floats, solve_fixed_point
from detente.models.restrictions import Restrained

_SMALLEST_STEP = 1 / 64
"""A way on which only smaller steps succeed is taken to end there."""

_OTHER_TRIES = ((20, 0.3), (3, 1.0), (20, 1.0))
"""Memory and damping of acceleration when it is tried again; of 10,000 random worlds each finds some."""

_PATIENCE = 60
"""Passes without progress that a step on the way is given."""

_NEAR = 1e-6
"""How near the worlds on the way are solved."""

_ROUNDING = 1e-8
"""A search that stalls this near has met rounding, not the end of a way."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A world under new tariffs and restrictions.

    Args:
        baseline: The world before.
        tariffs: New rates.
        indexed: Whether deficits move with world income.
        restrained: The restrictions, with their flows.
    """

    baseline: Baseline
    tariffs: Floats
    indexed: bool = False
    restrained: Restrained | None = None

    def with_deficits(self, share: float) -> Problem:
        """Return the same with this share of its deficits."""
        return replace(self, baseline=replace(self.baseline, deficit=share * self.baseline.deficit))

    def with_changes(self, share: float) -> Problem:
        """Return the same with this share of the change in tariffs, in log(1 + t), and in restrictions."""
        tariffs = (1 + self.tariffs) ** share * (1 + self.baseline.tariffs) ** (1 - share) - 1
        return replace(self, tariffs=tariffs, restrained=self.restrained and self.restrained.eased(share))

    def equations(self) -> ExactChanges:
        """Return the equations, as a map to iterate."""
        return ExactChanges(self.baseline, self.tariffs, self.indexed, self.restrained)

    def solve(self, options: FixedPointOptions) -> Equilibrium:
        """Return what `run` finds as levels and changes."""
        return compare(self.baseline, self.tariffs, self.run(options), self.restrained)

    def run(self, options: FixedPointOptions) -> Run:
        """Return the equilibrium in logs, or where the search for it ended and why.

        Anderson acceleration from the baseline comes first; where it stalls, again with smaller steps, a
        shorter and a longer memory. Where all stall, the way is taken in steps: from the same world without
        deficits, which then grow to their size; or, where there is no such world, from the baseline, whose
        tariffs and restrictions then tighten. A way ends where only ever smaller steps succeed. As a rule
        the reason is a surplus: fixed in units of world income, it comes to more than its economy can sell
        or earn.
        """
        began = time.perf_counter()
        with np.errstate(all="ignore"):
            equations = self.equations()
            point, reason = self._search(equations, options)
            return replace(equations.unpack(point), reason=reason, seconds=time.perf_counter() - began)

    def _search(self, equations: ExactChanges, options: FixedPointOptions) -> tuple[FixedPoint, str]:
        """The last point of the search, with all residuals on the way, and why there is none; or nothing."""
        best = solve_fixed_point(equations, equations.start(), options)
        if options.method != "anderson" or not _stalled(best, options):
            return best, ""
        reason, passed = why_unbalanced(self.baseline), best.history
        if reason:
            return best, reason
        for memory, damping in _OTHER_TRIES:
            other = replace(options, memory=memory, damping=damping)
            again = solve_fixed_point(equations, equations.start(), other)
            best, passed = min(best, again, key=lambda point: point.residual), passed + again.history
            if again.status == "converged":
                return _after(passed, again), ""
        for ease, told in self._ways():
            way = _follow(ease, options)
            passed += way.passed
            if way.share == 1:
                return _after(passed, way.point), ""
            if way.share >= 0:
                mend = "purge the deficits, or take" if self.baseline.deficit.any() else "take"
                reason = (
                    f"{told.format(way.share)}{_burden(ease(way.share), way.point)}; {mend} smaller changes"
                )
                break
        return _after(passed, best), reason or self._last_word()

    def _last_word(self) -> str:
        """What can be said where no way even begins: what weighs most in the data."""
        income = self.baseline.value_added + self.baseline.tariff_revenue()
        burden = heaviest_burden(self.baseline, income, self.baseline.trade())
        return f"in the data {burden}; correct its deficit" if burden else ""

    def _ways(self) -> tuple[tuple[Callable[[float], Problem], str], ...]:
        """From which easier worlds the way may lead here, and how to tell where it ended."""
        deficits = (self.with_deficits, "the deficits can be carried to {:.0%} of their size")
        changes = (self.with_changes, "tariffs and restrictions can be followed for {:.0%} of the way")
        deficit = self.baseline.deficit
        balanced = deficit.any() and not one_way_trade(self.baseline, np.zeros_like(deficit))
        changed = self.restrained or (self.tariffs != self.baseline.tariffs).any()
        return (deficits,) * bool(balanced) + (changes,) * bool(changed)


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """How far a way led: the share, -1 where not even its start was found; the last point, all residuals."""

    share: float
    point: FixedPoint
    passed: tuple[float, ...]


def _follow(ease: Callable[[float], Problem], options: FixedPointOptions) -> _Way:
    """Go from the easiest problem to the full one, each step from the answer of the last."""
    rough = replace(options, tolerance=max(options.tolerance, _NEAR))
    equations = ease(0.0).equations()
    point = solve_fixed_point(equations, equations.start(), rough)
    if point.status != "converged":
        return _Way(-1.0, point, point.history)
    rough = replace(rough, patience=min(options.patience, _PATIENCE))
    share, step, passed = 0.0, 1.0, point.history
    while share < 1 and step >= _SMALLEST_STEP:
        ahead = min(share + step, 1.0)
        found = solve_fixed_point(ease(ahead).equations(), point.values, options if ahead == 1 else rough)
        passed += found.history
        if found.status == "converged":
            share, point, step = ahead, found, 2 * step
        else:
            step /= 2
    return _Way(share, point, passed)


def _stalled(point: FixedPoint, options: FixedPointOptions) -> bool:
    """Whether the search went on for long enough in vain, and not for rounding."""
    cut_short = options.max_iterations == len(point.history) < options.patience
    return point.status != "converged" and not cut_short and not point.residual < _ROUNDING


def _after(passed: tuple[float, ...], point: FixedPoint) -> FixedPoint:
    """The point with all residuals of the search that ended in it."""
    return replace(point, iterations=len(passed), history=passed)


def _burden(problem: Problem, point: FixedPoint) -> str:
    """What weighs most where a way ends, in words to go on with."""
    run = problem.equations().unpack(point)
    there = compare(problem.baseline, problem.tariffs, run, problem.restrained)
    income = there.value_added + there.tariff_revenue + there.rent
    burden = heaviest_burden(problem.baseline, income, there.trade)
    return f", where {burden}" if burden else " and no further"
