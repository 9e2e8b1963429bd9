"""How welfare in the one-sector model moves with every tariff: one linear solve for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.core.errors import NoConvergence
from detente.models.fixed_point import FixedPointOptions, Floats, solve_fixed_point
from detente.models.one_sector_equations import OneSectorEquations, State

_CLOSE = FixedPointOptions(tolerance=1e-12)
"""Of multipliers, whose size is that of the weights: the gradient has as many digits."""


def welfare_gradient(equations: OneSectorEquations, values: Floats, weight: Floats) -> Floats:
    """Return the derivative of weighted welfare in log(1 + tariff), by exporter and importer.

    The equilibrium is x = G(x, t), one pass through the equations. With welfare W(x, t), dW/dt =
    W_t + G_t' m, where the multipliers m = G_x' m + W_x are looked for as the equilibrium itself is: all
    tariffs cost one such search. The products are those of the pass read backwards, written by hand.

    Args:
        equations: The world, its tariffs and its options.
        values: The equilibrium at these tariffs.
        weight: Of each economy's welfare change.

    Returns:
        The derivatives; zero on the diagonal.

    Raises:
        NoConvergence: The multipliers were not found; the values are no equilibrium.

    Source: implicit function theorem; the equations are those of `OneSectorEquations`.
    """
    return _Backwards(equations, equations.evaluate(values)).gradient(weight)


@dataclass(slots=True, eq=False)
class _Pull:
    """How an objective answers to parts of a state, each part varied by itself.

    `wage` and `spent` are logs of two unknowns, `earned` is the log of labour income; `sales`, `imports` and
    `spending` are levels, `sums` logs.
    """

    wage: Floats
    spent: Floats
    earned: Floats
    sales: Floats
    imports: Floats
    spending: Floats
    sums: Floats


class _Backwards:
    """One pass through the equations, read backwards at an equilibrium."""

    def __init__(self, equations: OneSectorEquations, state: State) -> None:
        eq = equations
        self.eq, self.state = eq, state
        self.shares = eq.gross * state.attraction[:, None] / state.sums
        self.trade = eq.trade(state)
        self.relief = eq.relief_share(state)
        if eq.options.numeraire == "price_level":
            weight = eq.in_prices * np.exp(state.log_price)
        else:
            weight = eq.in_wages * np.exp(state.log_wage)
        self.in_level = weight / weight.sum()
        self.per_growth = state.labour_income * eq.per_income

    def of_pass(self, multipliers: Floats) -> _Pull:
        """How the four parts of the pass, weighted by multipliers, answer."""
        eq, state = self.eq, self.state
        wage, spent, work, price = multipliers.reshape(4, -1)
        level = -(wage.sum() + spent.sum()) * self.in_level
        price = price - eq.kappa * work
        if eq.options.numeraire == "price_level":
            price = price + level
        else:
            wage = wage + level
        paid = wage / (1 + eq.eps)
        income, budget = paid / state.income, spent / state.budget
        kept = eq.kappa * work / (1 - self.relief)
        revenue = budget + eq.relief * kept / state.labour_income
        return _Pull(
            wage=wage + eq.kappa * work - (1 - eq.phi) * price,
            spent=(1 - eq.phi) * price,
            earned=budget * state.labour_income
            - paid
            - kept * self.relief
            + (budget @ eq.transfer) * self.per_growth,
            sales=eq.beta * income + (1 - eq.beta) * budget,
            imports=eq.nu * income - revenue,
            spending=revenue,
            sums=-price / eq.eps,
        )

    def of_welfare(self, weight: Floats) -> _Pull:
        """How weighted welfare answers; the price in it is the one that the pass gives."""
        eq, state = self.eq, self.state
        base, toil = eq.base, eq.kappa / (1 + eq.kappa)
        final, growth = base.final_spending, state.labour_income / eq.old_income
        bought = (state.budget - (1 - eq.beta) * state.sales) / final
        share = final / (final - toil * (1 - self.relief) * eq.old_income)
        real = weight / np.exp(state.log_price)
        money = real * share / final
        by_relief = -eq.relief * real * (bought - growth) * share**2 * toil * eq.old_income / final
        price = -real * (share * bought + (1 - share) * growth)
        revenue = money + by_relief / state.labour_income
        none = np.zeros_like(weight)
        return _Pull(
            wage=-(1 - eq.phi) * price,
            spent=(1 - eq.phi) * price,
            earned=money * state.labour_income
            + real * (1 - share) * growth
            - by_relief * self.relief
            + (money @ eq.transfer) * self.per_growth,
            sales=none,
            imports=-revenue,
            spending=revenue,
            sums=-price / eq.eps,
        )

    def to_unknowns(self, pull: _Pull) -> Floats:
        """The same answer in the unknowns alone: logs of wage, spending, employment, price."""
        eq, state = self.eq, self.state
        flows = eq.kept * (self.trade.T @ pull.sales) + state.imports * pull.imports
        attraction = -eq.eps * (
            state.sales * pull.sales + self.trade @ pull.imports + self.shares @ (pull.sums - flows)
        )
        return np.concatenate(
            [
                pull.wage + pull.earned + eq.cost_of_wage * attraction,
                pull.spent + state.spending * pull.spending + flows,
                pull.earned + eq.cost_of_work * attraction,
                eq.cost_of_price * attraction,
            ]
        )

    def to_tariffs(self, pull: _Pull) -> Floats:
        """The same answer in log(1 + tariff)."""
        eq = self.eq
        flows = self.trade * (eq.kept * pull.sales[:, None] + pull.imports)
        sums = pull.sums - flows.sum(axis=0)
        found: Floats = -(1 + eq.eps * eq.phi) * flows - eq.eps * eq.phi * self.shares * sums
        np.fill_diagonal(found, 0.0)
        return found

    def gradient(self, weight: Floats) -> Floats:
        """The derivative of weighted welfare in log(1 + tariff)."""
        welfare = self.of_welfare(weight)
        direct = self.to_unknowns(welfare)
        point = solve_fixed_point(
            lambda multipliers: direct + self.to_unknowns(self.of_pass(multipliers)), direct, _CLOSE
        )
        if point.status != "converged":
            raise NoConvergence(
                f"no multipliers: residual {point.residual:.1e} after {point.iterations} iterations; "
                "solve the equilibrium first"
            )
        found: Floats = self.to_tariffs(welfare) + self.to_tariffs(self.of_pass(point.values))
        return found
