"""Optimal tariffs in the one-sector model: the paper's closed form, and the optimum of the model itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, NoConvergence
from detente.models.ascent import maximise
from detente.models.baseline import checked_array
from detente.models.fixed_point import Floats
from detente.models.one_sector import solve_one_sector, unknowns
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_equations import OneSectorEquations
from detente.models.one_sector_equilibrium import OneSectorEquilibrium
from detente.models.one_sector_gradient import welfare_gradient
from detente.models.one_sector_options import OneSectorOptions

_TOLERANCE = 1e-11
"""Of equilibria on the way, so that heights that differ little are told apart."""

_LEAST_STAKE = 1e-7
"""Trade below this share of all that is taxed counts as this share, so that no rate is without a scale."""


def closed_form_rate(
    baseline: OneSectorBaseline, options: OneSectorOptions, economy: str, market: Floats
) -> float:
    """Return the paper's formula for the one rate that serves an economy best.

    t = 1 / ((1 + delta eps) phi - 1), where
    delta = sum_i X_ui (1-nu_i) (1-lambda_ui) / ((1-nu_u) (U_u - X_uu)) over foreign i: how much of the
    economy's trade answers to its own wage. The formula takes foreign wages, employment and the use of
    revenue as given, so it differs from what `optimal_tariffs` finds in the model.

    Args:
        baseline: The world before.
        options: Elasticities.
        economy: Who sets the rate.
        market: U by economy. The paper's code takes spending for one of its rows and value added for
            another; nothing else differs between the two.

    Raises:
        BadInput: There is no such economy, or its rate has no optimum: it hardly exports.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "USA"), flows=[[9.0, 3.0], [1.0, 12.0]], distribution_share=[0.0, 0.2]
        ... )
        >>> options = OneSectorOptions(
        ...     trade_elasticity=4.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675
        ... )
        >>> round(closed_form_rate(world, options, "USA", world.expenditure), 3)
        0.448

    Source: Ignatenko et al. (2025), proposition on the unilaterally optimal tariff.
    """
    if economy not in baseline.economies:
        raise BadInput(f"no economy {economy!r}", mend="name one of the world's")
    own = baseline.economies.index(economy)
    foreign = np.arange(len(baseline.economies)) != own
    kept = 1 - baseline.distribution_share
    sold = baseline.flows[own]
    answering = np.sum((sold * kept * (1 - sold / baseline.expenditure))[foreign])
    phi = float(options.price_pass_through(baseline.distribution_share)[own])
    bought = kept[own] * (market[own] - sold[own])
    margin = (bought + answering * options.trade_elasticity) * phi - bought
    if not (bought > 0 and margin > 0):
        raise BadInput(f"the formula has no rate for {economy}", mend="look for it with optimal_tariffs")
    return float(bought / margin)


def two_regions(baseline: OneSectorBaseline, economy: str) -> OneSectorBaseline:
    """Return the world as one economy and all others, named ROW.

    Distribution shares of the others are weighted by their spending.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "DEU", "USA"), flows=np.ones((3, 3)), distribution_share=[0.1, 0.1, 0.2]
        ... )
        >>> two_regions(world, "USA").flows
        array([[4., 2.],
               [2., 1.]])
    """
    alone = np.array([name == economy for name in baseline.economies])
    member = np.column_stack([~alone, alone]).astype(float)
    spending = baseline.expenditure
    return OneSectorBaseline(
        economies=("ROW", economy),
        flows=member.T @ baseline.flows @ member,
        distribution_share=(spending * baseline.distribution_share) @ member / (spending @ member),
        value_added_share=baseline.value_added_share,
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TariffChoice:
    """Which tariffs are chosen, and for whom.

    Args:
        chosen: The rates that are free, exporter by importer; all others stay as they are.
        weight: Of each economy's welfare change in what is maximised.
        uniform: One rate for all that are chosen, instead of one each.

    Raises:
        BadInput: Nothing is chosen, or a rate on own sales is.
    """

    chosen: npt.NDArray[np.bool_]
    weight: Floats
    uniform: bool

    def __post_init__(self) -> None:
        if not self.chosen.any() or np.diagonal(self.chosen).any():
            raise BadInput("no rates are chosen, or one on own sales", mend="choose rates between economies")


def optimal_tariffs(
    baseline: OneSectorBaseline, tariffs: npt.ArrayLike, options: OneSectorOptions, choice: TariffChoice
) -> OneSectorEquilibrium:
    """Return the equilibrium under the rates that maximise weighted welfare.

    A climb along exact gradients: an optimum near the start, not proven to be the only one. Rates on
    partners with little trade are ill determined, for welfare hardly depends on them.

    Args:
        baseline: The world before.
        tariffs: Rates to begin at, and those that are not chosen.
        options: Elasticities, use of revenue, numeraire, iteration.
        choice: What is free, and what is maximised.

    Raises:
        BadInput: Tariffs or choice do not fit the world.
        NoConvergence: No equilibrium, or no optimum, was found.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "USA"), flows=[[9.0, 2.0], [2.0, 12.0]], distribution_share=[0.0, 0.0]
        ... )
        >>> options = OneSectorOptions(
        ...     trade_elasticity=4.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675,
        ...     revenue="lump_sum",
        ... )
        >>> on_imports = np.array([[False, True], [False, False]])
        >>> choice = TariffChoice(chosen=on_imports, weight=np.array([0.0, 1.0]), uniform=True)
        >>> best = optimal_tariffs(world, 0.2 * on_imports, options, choice)
        >>> best.tariffs.round(3)
        array([[0.   , 0.253],
               [0.   , 0.   ]])
    """
    place = baseline.economies
    first = checked_array("tariffs", tariffs, (place, place))
    weight = checked_array("weight", choice.weight, (place,))
    if (weight < 0).any() or not weight.any():
        raise BadInput(
            "a weight is negative, or all are zero", mend="give the weight of each economy's welfare"
        )
    if choice.chosen.shape != first.shape:
        raise BadInput(f"the choice has the shape {choice.chosen.shape}", mend=f"give {first.shape}")
    search = _Search(baseline, first, options, choice)
    top = maximise(search, search.start(), search.curvature())
    if top.status != "converged":
        raise NoConvergence(
            f"no optimal tariffs: {top.gap:.1e} from one after {top.iterations} steps; "
            "begin nearer, or look for a uniform rate first"
        )
    return search.solve(top.values).require_convergence()


class _Search:
    """Welfare and its gradient in log(1 + rate), each equilibrium begun at the one before."""

    def __init__(
        self, base: OneSectorBaseline, tariffs: Floats, options: OneSectorOptions, choice: TariffChoice
    ) -> None:
        self.base, self.choice = base, choice
        self.options = replace(options, fixed_point=replace(options.fixed_point, tolerance=_TOLERANCE))
        self.log_rates = np.log1p(tariffs)
        self.found = solve_one_sector(base, tariffs, self.options).require_convergence()

    def start(self) -> Floats:
        """The chosen rates to begin at; the mean where they are to be one."""
        chosen = self.log_rates[self.choice.chosen]
        return np.array([chosen.mean()]) if self.choice.uniform else chosen

    def curvature(self) -> Floats:
        """How fast welfare bends in each rate, roughly: the taxed trade times how fast it shrinks."""
        phi = self.options.price_pass_through(self.base.distribution_share)
        stake = (self.found.trade * (self.options.trade_elasticity * phi))[self.choice.chosen]
        world = float(self.choice.weight @ self.base.final_spending) / float(self.choice.weight.sum())
        if self.choice.uniform:
            return np.array([stake.sum() / world])
        guess: Floats = (stake + _LEAST_STAKE * stake.sum()) / world
        return guess

    def solve(self, values: Floats) -> OneSectorEquilibrium:
        """The equilibrium at given rates."""
        logs = self.log_rates.copy()
        logs[self.choice.chosen] = values
        return solve_one_sector(self.base, np.expm1(logs), self.options, self.found)

    def __call__(self, values: Floats) -> tuple[float, Floats]:
        """Weighted welfare and its gradient; minus infinity where no equilibrium is found."""
        found = self.solve(values)
        if found.status != "converged":
            return -np.inf, np.zeros_like(values)
        self.found = found
        equations = OneSectorEquations(self.base, found.tariffs, self.options)
        slope = welfare_gradient(equations, unknowns(found), self.choice.weight)[self.choice.chosen]
        height = float(self.choice.weight @ found.welfare_change)
        return height, np.array([slope.sum()]) if self.choice.uniform else slope
