"""What the one-sector model answers: welfare, deficits, trade, employment and prices by economy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.core.errors import BadInput, NoConvergence
from detente.models.baseline import cell_names
from detente.models.equilibrium import relative_change
from detente.models.fixed_point import FixedPoint, Floats, Status
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_equations import OneSectorEquations, State
from detente.models.one_sector_options import OneSectorOptions


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OneSectorEquilibrium:
    """The economy under tariffs, compared with a world without any.

    Changes are fractions; money is in the baseline's currency against the numeraire. Axes: economy;
    exporter, importer.

    Args:
        baseline: What the changes are relative to.
        options: How it was solved.
        tariffs: The rates.
        trade: Spending net of tariff, own sales on the diagonal.
        tariff_revenue: By importer.
        value_added: Labour income, by economy.
        wage_change: By economy.
        spending_change: Of all spending, inputs included.
        employment_change: By economy.
        price_change: Of the good as it is bought, tariffs and distribution included.
        welfare_change: Spending on goods less the toil of earning it, in real terms.
        deficit_change: Of imports less exports, net of the new tariff, over the size of the old
            balance; 0 where that was none.
        exports_to_income_change: Of exports over value added; 0 where there were none.
        imports_to_income_change: Of imports over value added; 0 where there were none.
        residual: Largest log change in one more pass through the equations.
        iterations: Passes made.
        seconds: Time taken by them.
        status: "converged" or "not converged".
        advice: What to do when it is not; else empty.
    """

    baseline: OneSectorBaseline
    options: OneSectorOptions
    tariffs: Floats
    trade: Floats
    tariff_revenue: Floats
    value_added: Floats
    wage_change: Floats
    spending_change: Floats
    employment_change: Floats
    price_change: Floats
    welfare_change: Floats
    deficit_change: Floats
    exports_to_income_change: Floats
    imports_to_income_change: Floats
    residual: float
    iterations: int
    seconds: float
    status: Status
    advice: str

    @property
    def revenue_to_spending(self) -> Floats:
        """Tariff revenue over the spending of the baseline, by economy, as the paper measures it."""
        return self.tariff_revenue / self.baseline.expenditure

    @property
    def world_employment_change(self) -> float:
        """Mean change of employment, economies weighted by their value added."""
        return float(np.average(self.employment_change, weights=self.baseline.value_added))

    @property
    def world_trade_to_income_change(self) -> float:
        """Change of world trade, tariffs paid on it included, over world value added; 0 without trade."""
        old, new = _abroad(self.baseline.flows), _abroad(self.trade * (1 + self.tariffs))
        growth = self.value_added.sum() / self.baseline.value_added.sum()
        return float(new.sum() / old.sum() / growth - 1) if old.any() else 0.0

    def labelled(self, variable: str) -> dict[str, float]:
        """Return one variable by economy.

        Args:
            variable: The name of an attribute that has one value per economy.

        Raises:
            BadInput: There is no such variable.
        """
        values = getattr(self, variable, None)
        if not isinstance(values, np.ndarray) or values.shape != (len(self.baseline.economies),):
            raise BadInput(f"{variable!r} is no variable by economy", mend="use for example welfare_change")
        return {name: float(value) for name, value in zip(self.baseline.economies, values, strict=True)}

    def require_convergence(self) -> OneSectorEquilibrium:
        """Return the equilibrium itself.

        Raises:
            NoConvergence: The solver stopped early.
        """
        if self.status != "converged":
            raise NoConvergence(self.advice)
        return self


def welfare_change(equations: OneSectorEquations, state: State) -> Floats:
    """Return the change of welfare by economy, as a fraction.

    W = d C + (1 - d) w L / P, with C the change of real final spending and
    d = F / (F - kappa (1 - rho) Y / (1 + kappa)) for final spending F and value added Y of the baseline
    and rho the new relief over labour income: spending, and the toil behind labour income valued at the
    wage that labour supply asks for.

    Source: Ignatenko et al. (2025), section 4.
    """
    base, work = equations.base, equations.kappa / (1 + equations.kappa)
    final = base.final_spending
    spent = (state.budget - (1 - equations.beta) * state.sales) / final
    earned = state.labour_income / equations.old_income
    weight = final / (final - work * (1 - equations.relief_share(state)) * equations.old_income)
    change: Floats = (weight * spent + (1 - weight) * earned) / np.exp(state.log_price) - 1
    return change


def compare_one_sector(
    equations: OneSectorEquations, tariffs: Floats, state: State, point: FixedPoint, seconds: float
) -> OneSectorEquilibrium:
    """Return the solver's answer as levels and as changes from the baseline.

    Args:
        equations: What was solved.
        tariffs: The rates.
        state: All that follows from the point.
        point: Where the iteration ended.
        seconds: Time taken.
    """
    base, trade = equations.base, equations.trade(state)
    old, new = _abroad(base.flows), _abroad(trade)
    growth = state.labour_income / equations.old_income
    old_deficit = old.sum(axis=0) - old.sum(axis=1)
    deficit = new.sum(axis=0) - new.sum(axis=1)
    ruined = state.budget - (1 - equations.beta) * state.sales <= 0
    return OneSectorEquilibrium(
        baseline=base,
        options=equations.options,
        tariffs=tariffs,
        trade=trade,
        tariff_revenue=np.sum(trade * tariffs, axis=0),
        value_added=state.labour_income,
        wage_change=np.expm1(state.log_wage),
        spending_change=np.expm1(state.log_spending),
        employment_change=np.expm1(state.log_employment),
        price_change=np.expm1(state.log_price),
        welfare_change=welfare_change(equations, state),
        deficit_change=relative_change(np.abs(old_deficit), np.abs(old_deficit) + deficit - old_deficit),
        exports_to_income_change=relative_change(old.sum(axis=1), new.sum(axis=1) / growth),
        imports_to_income_change=relative_change(old.sum(axis=0), new.sum(axis=0) / growth),
        residual=point.residual,
        iterations=point.iterations,
        seconds=seconds,
        status="not converged" if ruined.any() else point.status,
        advice=_advice(point, cell_names(ruined, base.economies) if ruined.any() else ""),
    )


def _advice(point: FixedPoint, ruined: str) -> str:
    """What to change when the solver stopped early, or left an economy nothing; empty otherwise."""
    if point.status == "converged" and ruined:
        return (
            f"nothing is left to spend in {ruined}: its transfer abroad eats all it earns; lower the tariffs"
        )
    if point.status == "converged":
        return ""
    if not np.isfinite(point.residual):
        return (
            "the equations have no value at the start: revenue is larger than labour income, or a transfer "
            "larger than what pays for it; lower the tariffs"
        )
    stopped = f"residual {point.residual:.1e} after {point.iterations} iterations"
    recent = point.history[-max(len(point.history) // 4, 1) :]
    if point.residual < 1e-9 and min(recent) > 0.1 * point.residual:
        return f"{stopped}; this is rounding, raise the tolerance"
    if min(recent) <= point.residual:
        return f"{stopped}, still falling; raise max_iterations"
    return (
        f"{stopped}, no longer falling; there may be no equilibrium: prohibitive tariffs cannot carry "
        "transfers, and scale effects can empty an economy"
    )


def _abroad(flows: Floats) -> Floats:
    """The flows without own sales."""
    foreign = flows.copy()
    np.fill_diagonal(foreign, 0.0)
    return foreign
