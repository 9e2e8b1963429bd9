"""All draws of a design, one after the other or side by side, with what failed and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import NoConvergence
from detente.impact.uncertainty.design import Plan
from detente.impact.uncertainty.ranges import Failure

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
Respond = Callable[[str, Mapping[str, str], Mapping[str, float]], Floats]
"""A model: the figures of a scenario under options and under factors on the elasticities of sectors."""
_AHEAD = 4
"""Draws handed out for each thread, so that none waits and few are in memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The figures of every draw, by scenario, draw and figure; NaN throughout a draw that failed."""

    values: Floats
    failures: tuple[Failure, ...]

    @property
    def converged(self) -> npt.NDArray[np.bool_]:
        """Which draws have an answer, by scenario and draw."""
        return np.asarray(np.isfinite(self.values).all(axis=2), dtype=np.bool_)


def draw_all(
    plan: Plan, scenarios: Sequence[str], respond: Respond, figures: int, progress: Progress
) -> Draws:
    """Return the figures of every draw of a plan; a draw that does not converge is told, not raised.

    The draws are solved side by side on as many threads as there are cores. Each depends on its own point
    alone, so the answer does not depend on how many threads there are.

    Args:
        plan: The draws.
        scenarios: The scenarios that each draw is solved under.
        respond: The model.
        figures: How many figures the model returns.
        progress: Called with a step, how many draws are done and how many there are.
    """
    count = len(plan.levels)
    values = np.full((len(scenarios), count, figures), np.nan)
    failures: list[Failure] = []

    def one(draw: int) -> list[Floats | Failure]:
        return [_respond(plan, draw, scenario, respond) for scenario in scenarios]

    waiting, running, done = iter(range(count)), dict[Future[list[Floats | Failure]], int](), 0
    threads = max(os.cpu_count() or 1, 1)
    with ThreadPoolExecutor(threads) as pool:
        while True:
            for draw in waiting:
                running[pool.submit(one, draw)] = draw
                if len(running) >= _AHEAD * threads:
                    break
            if not running:
                break
            progress("draws", done, count)
            for finished in wait(running, return_when=FIRST_COMPLETED).done:
                draw = running.pop(finished)
                for place, found in enumerate(finished.result()):
                    if isinstance(found, Failure):
                        failures.append(found)
                    else:
                        values[place, draw] = found
                done += 1
    progress("draws", count, count)
    return Draws(values, tuple(sorted(failures, key=lambda row: (row.draw, scenarios.index(row.scenario)))))


def _respond(plan: Plan, draw: int, scenario: str, respond: Respond) -> Floats | Failure:
    """Return what the model says of one draw, or why it says nothing."""
    options, factors = plan.options(draw), plan.factors(draw)
    try:
        found = respond(scenario, options, factors)
        if np.isfinite(found).all():
            return found
        why = "a figure of the answer is not a number"
    except NoConvergence as error:
        why = str(error)
    largest = max(factors, key=lambda sector: abs(np.log(factors[sector])), default="")
    moved = {f"elasticity of {largest}": f"times {factors[largest]:.2f}"} if largest else {}
    titled = {choice.title: options[choice.name] for choice in plan.choices}
    return Failure(draw + 1, scenario, {**titled, **moved}, why)
