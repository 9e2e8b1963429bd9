"""Caliendo and Parro (2015) in exact changes: many sectors, input-output links, tariff revenue rebated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, NoConvergence
from detente.models.baseline import Baseline, check_tariffs, checked_array
from detente.models.continuation import Problem
from detente.models.equilibrium import Equilibrium
from detente.models.exact_changes import ExactChanges
from detente.models.fixed_point import FixedPointOptions
from detente.models.restrictions import Restriction, restrain

DeficitRule = Literal["fixed_nominal", "share_of_world_income", "purged"]


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How an equilibrium is closed and looked for.

    Args:
        deficit_rule: "fixed_nominal" keeps each deficit in units of world value added;
            "share_of_world_income" keeps it as a share of world value added and tariff revenue;
            "purged" compares two worlds without deficits.
        fixed_point: Method, tolerance and limits of the iteration.

    Raises:
        BadInput: The rule has another name.

    Example:
        >>> SolveOptions(deficit_rule="purged").fixed_point.tolerance
        1e-10
    """

    deficit_rule: DeficitRule = "fixed_nominal"
    fixed_point: FixedPointOptions = field(default_factory=FixedPointOptions)

    def __post_init__(self) -> None:
        rules = get_args(DeficitRule)
        if self.deficit_rule not in rules:
            raise BadInput(
                f"unknown deficit rule {self.deficit_rule!r}", mend=f"use one of {', '.join(rules)}"
            )


def solve(
    baseline: Baseline,
    tariffs: npt.ArrayLike,
    options: SolveOptions | None = None,
    restrictions: Sequence[Restriction] = (),
) -> Equilibrium:
    """Return the equilibrium under new tariffs, as changes from the baseline.

    One loop over wages, prices and expenditures together, in logarithms: tariffs change trade shares
    through (1+t')/(1+t), shares that are zero stay zero, tariff revenue is handed to households, and
    world value added is the numeraire. Nothing is raised when the loop ends early: ask the result's
    `status`, or call its `require_convergence`.

    Args:
        baseline: The world before; an equilibrium, or the answer mixes its repair with the tariffs' effect.
        tariffs: New ad valorem rates as fractions, axes exporter, importer, sector.
        options: Deficit rule and iteration.
        restrictions: Licences and quotas beside the tariffs; the wedges of quotas are solved with all else.

    Raises:
        BadInput: The tariffs do not fit the world, one is -100% or less, or a restriction does not fit.
        NoConvergence: Under "purged", the world without deficits was not found.

    Example:
        >>> import numpy as np
        >>> half = np.full((2, 2, 1), 0.5)
        >>> world = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=half,
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[1.0, 1.0],
        ...     deficit=[0.0, 0.0], expenditure=np.ones((2, 1)),
        ... )
        >>> tariffs = np.array([[[0.0], [0.1]], [[0.0], [0.0]]])
        >>> effect = solve(world, tariffs).require_convergence()
        >>> {name: round(100 * change, 2) for name, change in effect.labelled("real_income_change").items()}
        {'CHN': -2.29, 'USA': 2.01}

    Source: Caliendo and Parro (2015), Review of Economic Studies 82(1), equations 10 to 14.
    """
    options = options or SolveOptions()
    axes = (baseline.economies, baseline.economies, baseline.sectors)
    new = checked_array("tariffs", tariffs, axes)
    check_tariffs(new, baseline.economies, baseline.sectors)
    if options.deficit_rule == "purged":
        baseline = rebase(baseline, options)
    indexed = options.deficit_rule == "share_of_world_income"
    restrained = restrain(baseline, restrictions)
    return Problem(baseline, new, indexed, restrained).solve(options.fixed_point)


def rebase(baseline: Baseline, options: SolveOptions | None = None) -> Baseline:
    """Return the equilibrium of a baseline's own tariffs, as a baseline that is at rest.

    Published shares and incomes seldom fit each other exactly; a counterfactual compared with them would
    count the misfit as an effect.

    Args:
        baseline: Shares, incomes and deficits that need not fit.
        options: "purged" removes the deficits; the other rules keep them.

    Raises:
        NoConvergence: No equilibrium was found.

    Example:
        >>> import numpy as np
        >>> half = np.full((2, 2, 1), 0.5)
        >>> misfit = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=half,
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[1.0, 3.0],
        ...     deficit=[0.0, 0.0], expenditure=np.ones((2, 1)),
        ... )
        >>> rebase(misfit).value_added.round(3)
        array([1.174, 2.826])

    Source: Dekle, Eaton and Kortum (2008), IMF Staff Papers 55(3), for the removal of deficits.
    """
    options = options or SolveOptions()
    if options.deficit_rule == "purged":
        baseline = replace(baseline, deficit=np.zeros_like(baseline.deficit))
    run = Problem(baseline, baseline.tariffs).run(options.fixed_point)
    if run.point.status != "converged":
        raise NoConvergence(f"the baseline has no equilibrium near it: {run.advice()}")
    return replace(
        baseline,
        expenditure_share=run.expenditure_share,
        value_added=baseline.value_added * np.exp(run.log_wage),
        expenditure=baseline.expenditure * np.exp(run.log_expenditure),
    )


def imbalance(baseline: Baseline) -> float:
    """Return the largest log change that one pass through the equations makes without any shock.

    Zero, up to rounding, when the baseline is an equilibrium.

    Example:
        >>> import numpy as np
        >>> alone = Baseline(
        ...     economies=("USA",), sectors=("goods",), expenditure_share=np.ones((1, 1, 1)),
        ...     tariffs=np.zeros((1, 1, 1)), trade_elasticity=[4.0], value_added_share=[[0.5]],
        ...     input_share=[[[0.5]]], final_share=[[1.0]], value_added=[10.0], deficit=[0.0],
        ...     expenditure=[[20.0]],
        ... )
        >>> imbalance(alone)
        0.0
    """
    world = ExactChanges(baseline, baseline.tariffs)
    with np.errstate(all="ignore"):
        return float(np.max(np.abs(world(world.start()))))
