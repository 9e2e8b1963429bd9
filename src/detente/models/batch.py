"""Many tariff changes on one baseline: solved in batches that share factorisations and warm starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.models.baseline import Baseline
from detente.models.batch_outcomes import Outcomes, Sheet
from detente.models.batch_pass import BatchPass
from detente.models.batch_points import Points, solve_points
from detente.models.batch_shocks import Places, Shocks, TariffChange
from detente.models.batch_step import BatchStep
from detente.models.caliendo_parro import SolveOptions, solve
from detente.models.equilibrium import abroad, relative_change
from detente.models.fixed_point import FixedPointOptions, Floats
from detente.models.welfare import real_income_change

WIDTH = 48
"""Scenarios side by side: enough for products of matrices, few enough for the processor's cache."""

_MOST_CELLS = 400_000
"""Changed flows side by side; where each scenario changes most of the world's, fewer go side by side."""

_REMEMBERED = 64
"""Scenarios from whose answers those of others are guessed."""

_FIT = 1e-6
"""Ridge of that guess, relative: first steps of scenarios that are alike are alike too."""


@dataclass(slots=True, eq=False)
class _Library:
    """First steps of solved scenarios and the answers they led to, by column."""

    steps: list[Floats] = field(default_factory=list)
    answers: list[Floats] = field(default_factory=list)

    def add(self, steps: Floats, answers: Floats) -> None:
        """Remember solved scenarios while there is room."""
        room = _REMEMBERED - sum(known.shape[1] for known in self.steps)
        if room > 0 and steps.size:
            self.steps.append(steps[:, :room])
            self.answers.append(answers[:, :room])

    def guess(self, steps: Floats) -> Floats:
        """Return the answers if they are to the known ones as first steps are to the known steps."""
        if not self.steps:
            return steps
        known, answers = np.concatenate(self.steps, axis=1), np.concatenate(self.answers, axis=1)
        gram = known.T @ known
        gram.flat[:: len(gram) + 1] += _FIT * max(float(np.trace(gram)) / len(gram), np.finfo(float).tiny)
        guessed: Floats = answers @ np.linalg.solve(gram, known.T @ steps)
        return guessed


class BatchSolver:
    """Solves many tariff changes on one baseline: the same equations, tolerance and answers as `solve`.

    All scenarios share the factors of the Jacobian at the common starting point, are passed through the
    equations side by side, and start from a combination of answers already found. What does not converge
    so is handed to `solve`, with its safeguards and its advice.

    Args:
        baseline: What the changes are relative to.
        tariffs: The rates that hold in every scenario where it does not change them; the baseline's by
            default.
        options: Deficit rule, tolerance; the rest is for scenarios handed to `solve`.

    Raises:
        BadInput: The tariffs do not fit the baseline.
        NoConvergence: Under "purged", the world without deficits was not found.

    Example:
        >>> half = np.full((2, 2, 1), 0.5)
        >>> world = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=half,
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[1.0, 1.0],
        ...     deficit=[0.0, 0.0], expenditure=np.ones((2, 1)),
        ... )
        >>> chinese_goods = np.array([1])
        >>> ladder = [TariffChange(chinese_goods, np.array([rate])) for rate in (0.0, 0.1, 1.45)]
        >>> found = BatchSolver(world).solve(ladder)
        >>> (100 * found.real_income_change[:, 1]).round(2).tolist(), set(found.status)
        ([0.0, 2.01, -2.45], {'converged'})
    """

    def __init__(
        self, baseline: Baseline, tariffs: Floats | None = None, options: SolveOptions | None = None
    ) -> None:
        options = options or SolveOptions()
        self._baseline, self._tariffs = baseline, baseline.tariffs if tariffs is None else tariffs
        closer = replace(options, fixed_point=FixedPointOptions(tolerance=1e-12))
        start = solve(baseline, self._tariffs, closer)
        self._before = base = start.baseline
        purged = options.deficit_rule == "purged"  # and `base` is without deficits now
        self._options = replace(options, deficit_rule="fixed_nominal") if purged else options
        if start.status == "converged":
            base = start.as_baseline()
            self._log_wage, self._log_price = np.log1p(start.wage_change), np.log1p(start.price_change)
        else:
            self._log_wage, self._log_price = np.zeros(len(base.economies)), np.zeros(base.expenditure.shape)
        self._start = base
        self._old_trade, self._old_income = abroad(self._before.trade()), self._before.income()
        with np.errstate(all="ignore"):
            self._world = BatchPass(base, self._options.deficit_rule == "share_of_world_income")
            self._step = BatchStep(self._world)

    def solve(self, changes: Sequence[TariffChange]) -> Outcomes:
        """Return the equilibria of some scenarios, in their order; none is raised that does not converge.

        Memory grows by the numbers kept of each, not by the size of its world.

        Raises:
            BadInput: A change is of a flow that does not exist, or to a rate of -100% or less.
        """
        for change in changes:
            change.check(self._before)
        library, sheet = _Library(), Sheet(len(changes), len(self._before.economies))
        for places in _batches(changes):
            batch = [changes[place] for place in places.tolist()]
            with np.errstate(all="ignore"):
                points, shocks = self._points(batch, library)
                sheet.put(places, self._economies(points, shocks))
                sheet.residual[places], sheet.iterations[places] = points.residual, points.passes
            for place in places[~points.converged].tolist():
                tariffs = changes[place].applied(self._tariffs)
                sheet.put_single(place, solve(self._before, tariffs, self._options))
        return sheet.outcomes()

    def _points(self, changes: Sequence[TariffChange], library: _Library) -> tuple[Points, Shocks]:
        """Return where the scenarios of a batch come to rest."""
        if self._start is self._before:  # the common tariffs have no equilibrium to start from
            cubes = (change.applied(self._tariffs) for change in changes)
            changes = [TariffChange.between(self._start.tariffs, cube) for cube in cubes]
        shocks = self._world.shocks(changes)
        first = self._step(self._world(np.zeros((self._world.size, shocks.count)), shocks))
        tolerance = self._options.fixed_point.tolerance
        points = solve_points(self._world, self._step, shocks, library.guess(first), tolerance)
        library.add(first[:, points.converged], points.values[:, points.converged])
        return points, shocks

    def _economies(self, points: Points, shocks: Shocks) -> dict[str, Floats]:
        """Return what the points of a batch mean, by the names of `BY_ECONOMY`."""
        world, base = self._world, self._before
        unit = float(base.value_added.sum())
        log_w, log_p, log_x = world.split(points.values)
        x = world.one.expenditure[:, :, None] * np.exp(log_x)
        markets, _ = world.markets(log_w, x, world.prices(log_w, log_p, shocks, 1), shocks)
        exports, imports, income = (unit * of.T for of in (markets.exports, markets.imports, markets.income))
        prices = np.expm1(np.einsum("nik,ik->ni", self._log_price + log_p.T, base.final_share))
        old_exports, old_imports = (np.broadcast_to(old, exports.shape) for old in self._old_trade)
        return {
            "wage_change": np.expm1(self._log_wage + log_w.T),
            "price_index_change": prices,
            "real_income_change": real_income_change(self._old_income, income, prices),
            "exports_change": relative_change(old_exports, exports),
            "imports_change": relative_change(old_imports, imports),
            "exports": exports,
            "imports": imports,
            "tariff_revenue": unit * markets.revenue.T,
        }


def _batches(changes: Sequence[TariffChange]) -> Iterator[Places]:
    """Yield the places of scenarios that go side by side; each batch is spread over all of them."""
    batch: list[int] = []
    cells = 0
    for place in np.random.default_rng(0).permutation(len(changes)).tolist():
        more = len(changes[place].cells)
        if batch and (len(batch) == WIDTH or cells + more > _MOST_CELLS):
            yield np.array(batch)
            batch, cells = [], 0
        batch.append(place)
        cells += more
    if batch:
        yield np.array(batch)
