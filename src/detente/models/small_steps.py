"""Caliendo and Parro's welfare measure along the way to new tariffs, where each step is a small change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.models.baseline import Baseline, check_tariffs, checked_array
from detente.models.caliendo_parro import SolveOptions, rebase, solve
from detente.models.welfare import FirstOrderWelfare


def first_order_in_steps(
    baseline: Baseline, tariffs: npt.ArrayLike, options: SolveOptions | None = None, steps: int = 40
) -> FirstOrderWelfare:
    """Return the first-order measure summed over steps that are equal in log(1 + tariff).

    In one step it is what Caliendo and Parro print. With ever more it comes to the change of real income
    relative to income, because each step is measured at the tariffs, trade and prices that it starts from.

    Args:
        baseline: The world before.
        tariffs: New ad valorem rates as fractions, axes exporter, importer, sector.
        options: Deficit rule and iteration.
        steps: Equilibria on the way, the last among them.

    Raises:
        BadInput: The tariffs do not fit the world, or there is not even one step.
        NoConvergence: A step has no equilibrium.

    Example:
        >>> half = np.full((2, 2, 1), 0.5)
        >>> world = Baseline(
        ...     economies=("CHN", "USA"), sectors=("goods",), expenditure_share=half,
        ...     tariffs=np.zeros((2, 2, 1)), trade_elasticity=[4.0], value_added_share=np.ones((2, 1)),
        ...     input_share=np.zeros((2, 1, 1)), final_share=np.ones((2, 1)), value_added=[1.0, 1.0],
        ...     deficit=[0.0, 0.0], expenditure=np.ones((2, 1)),
        ... )
        >>> tariffs = np.array([[[0.0], [0.1]], [[0.0], [0.0]]])
        >>> for steps in (1, 40):
        ...     found = first_order_in_steps(world, tariffs, steps=steps)
        ...     print((100 * (found.terms_of_trade + found.volume_of_trade)).round(2))
        [-2.43  2.43]
        [-2.32  2.  ]

    Source: Caliendo and Parro (2015), Review of Economic Studies 82(1), the decomposition behind table 2.
    """
    if steps < 1:
        raise BadInput(f"{steps} steps lead nowhere", mend="take at least one")
    options = options or SolveOptions()
    new = checked_array("tariffs", tariffs, (baseline.economies, baseline.economies, baseline.sectors))
    check_tariffs(new, baseline.economies, baseline.sectors)
    if options.deficit_rule == "purged":
        baseline, options = rebase(baseline, options), replace(options, deficit_rule="fixed_nominal")
    terms, volume = np.zeros(len(baseline.economies)), np.zeros(len(baseline.economies))
    start, here = baseline.tariffs, baseline
    for step in range(1, steps + 1):
        share = step / steps
        rates = new if step == steps else (1 + new) ** share * (1 + start) ** (1 - share) - 1
        there = solve(here, rates, options).require_convergence()
        terms, volume = terms + there.terms_of_trade, volume + there.volume_of_trade
        here = there.as_baseline()
    return FirstOrderWelfare(terms, volume)
