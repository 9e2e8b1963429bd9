"""The one-sector model of Ignatenko, Lashkaripour, Macedoni and Simonovska (2025) in exact changes."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.models.baseline import check_tariffs, checked_array
from detente.models.fixed_point import Floats, solve_fixed_point
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_equations import OneSectorEquations
from detente.models.one_sector_equilibrium import OneSectorEquilibrium, compare_one_sector
from detente.models.one_sector_options import OneSectorOptions

_FIRST_STEP, _SHORTEST_STEP = 0.25, 1 / 64
"""Where one leap to the tariffs fails: the first part of the way, and the smallest that is tried."""


def solve_one_sector(
    baseline: OneSectorBaseline,
    tariffs: npt.ArrayLike,
    options: OneSectorOptions,
    start: OneSectorEquilibrium | None = None,
) -> OneSectorEquilibrium:
    """Return the equilibrium under tariffs, as changes from a world without any.

    One loop over wages, spending, employment and prices together, in logarithms. Labour supply follows
    the real wage after tax; transfers between economies keep their share of world income; an importer's
    distribution takes its share of what is paid at the border. Tariffs that the loop does not reach in
    one leap are approached in steps. Nothing is raised when it ends early: ask the result's `status`, or
    call its `require_convergence`.

    Args:
        baseline: The world before.
        tariffs: Ad valorem rates as fractions, axes exporter, importer; zero on the diagonal.
        options: Elasticities, use of revenue, numeraire and iteration.
        start: A result near the one looked for, to begin at.

    Raises:
        BadInput: The tariffs do not fit the world, or one is -100% or less.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "USA"), flows=[[9.0, 2.0], [2.0, 12.0]], distribution_share=[0.1, 0.2]
        ... )
        >>> relief = OneSectorOptions(
        ...     trade_elasticity=4.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675
        ... )
        >>> found = solve_one_sector(world, [[0.0, 0.1], [0.0, 0.0]], relief).require_convergence()
        >>> {name: round(100 * value, 2) for name, value in found.labelled("welfare_change").items()}
        {'CHN': -1.6, 'USA': 1.68}

    Source: Ignatenko et al. (2025), Journal of International Economics 157, 104138.
    """
    place = baseline.economies
    new = checked_array("tariffs", tariffs, (place, place))
    check_tariffs(new[:, :, None], place, ("all goods",))
    found = _attempt(baseline, new, options, start)
    if found.status == "converged" or found.iterations >= options.fixed_point.max_iterations:
        return found
    return _approach(baseline, new, options, found)


def _attempt(
    baseline: OneSectorBaseline,
    tariffs: Floats,
    options: OneSectorOptions,
    start: OneSectorEquilibrium | None,
) -> OneSectorEquilibrium:
    """Iterate once, from a result or from no change."""
    equations = OneSectorEquations(baseline, tariffs, options)
    began = time.perf_counter()
    with np.errstate(all="ignore"):
        first = equations.start() if start is None else unknowns(start)
        point = solve_fixed_point(equations, first, options.fixed_point)
        state = equations.evaluate(point.values)
        return compare_one_sector(equations, tariffs, state, point, time.perf_counter() - began)


def _approach(
    baseline: OneSectorBaseline, tariffs: Floats, options: OneSectorOptions, failed: OneSectorEquilibrium
) -> OneSectorEquilibrium:
    """Go to the tariffs in steps, each from the result before, as far as there is one."""
    reached, step, found = 0.0, _FIRST_STEP, None
    iterations, seconds = failed.iterations, failed.seconds
    while reached < 1 and step >= _SHORTEST_STEP:
        target = min(reached + step, 1.0)
        trial = _attempt(baseline, np.expm1(target * np.log1p(tariffs)), options, found)
        iterations, seconds = iterations + trial.iterations, seconds + trial.seconds
        if trial.status == "converged":
            reached, step, found = target, 2 * step, trial
        else:
            step, failed = step / 2, trial
    if found is not None and reached == 1:
        return replace(found, tariffs=tariffs, iterations=iterations, seconds=seconds)
    advice = (
        f"{failed.advice}; equilibria were found up to {reached:.0%} of the way, in log(1 + rate): "
        "the world may have none beyond"
    )
    return replace(failed, advice=advice, iterations=iterations, seconds=seconds)


def unknowns(found: OneSectorEquilibrium) -> Floats:
    """Return the logs that the equations solve for, from a result."""
    changes = (found.wage_change, found.spending_change, found.employment_change, found.price_change)
    return np.log1p(np.concatenate(changes))
