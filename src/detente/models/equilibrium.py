"""What a solver found, and what it says: changes by economy and sector, welfare, flows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.core.errors import BadInput, NoConvergence
from detente.models.baseline import Baseline
from detente.models.fixed_point import FixedPoint, Floats, Status
from detente.models.restrictions import Restrained, RestrictionEffect, settle
from detente.models.welfare import (
    TradeChange,
    first_order_welfare,
    price_index_change,
    real_income_change,
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Run:
    """The solver's answer in logs, by economy or by economy and sector.

    `log_wedge` is log(1 + wedge) by restriction; `indexed` says that deficits move with world income;
    `reason` says why there is no equilibrium, where that is known.
    """

    log_wage: Floats
    log_price: Floats
    log_expenditure: Floats
    log_cost: Floats
    expenditure_share: Floats
    log_wedge: Floats
    indexed: bool
    point: FixedPoint
    reason: str = ""
    seconds: float = 0.0

    def advice(self) -> str:
        """What to change when the solver stopped early; empty when it did not."""
        point = self.point
        if point.status == "converged":
            return ""
        if self.reason:
            return self.reason
        if not np.isfinite(point.residual):
            return (
                "the equations have no value at the start; "
                "look for a deficit larger than income, or imports that nothing pays for"
            )
        stopped = f"residual {point.residual:.1e} after {point.iterations} iterations"
        recent = point.history[-max(len(point.history) // 4, 1) :]
        if point.residual < 1e-9 and min(recent) > 0.1 * point.residual:
            return f"{stopped}; this is rounding, raise the tolerance"
        if min(recent) <= point.residual:
            return f"{stopped}, still falling; raise max_iterations"
        return (
            f"{stopped}, no longer falling; there may be no equilibrium: "
            "purge the deficits, which prohibitive tariffs cannot carry, or go to the tariffs in steps"
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Equilibrium:
    """The economy under new tariffs, compared with a baseline.

    Changes are fractions (0.01 is one percent more). World value added is the numeraire: it keeps its
    baseline value, so a change in value says how something moved against world value added. Money is
    in the baseline's currency. Axes: economy; economy, sector; exporter, importer, sector.

    Args:
        baseline: What the changes are relative to (without deficits, if these were purged).
        tariffs: The new rates.
        expenditure_share: New share of each exporter in the importer's spending on a sector.
        expenditure: By economy and sector, new, tariff included.
        value_added: By economy, new.
        deficit: By economy, new.
        wage_change: By economy.
        price_index_change: By economy: price of final spending, tariffs included.
        real_income_change: By economy: exact welfare, income over the price index.
        terms_of_trade: By economy, the first part of Caliendo and Parro's measure.
        volume_of_trade: By economy, the second part.
        price_change: By economy and sector: price paid, over all suppliers.
        cost_change: By economy and sector: price of the input bundle, hence of own goods before tariff.
        trade: New sales net of tariff, as valued at the border: a rent of exporters is in them, one of
            importers is not.
        tariff_revenue: By economy, new.
        rent: By economy, new: what restrictions bring it as exporter or importer; part of its income.
        restrictions: What each restriction came to.
        output: By economy and sector: new sales to all, less rents.
        output_change: By economy and sector, in value; 0 where nothing was sold.
        exports_change: By economy, in value, net of tariff; 0 where there were none.
        imports_change: By economy, in value, net of tariff; 0 where there were none.
        residual: Largest log change in one more pass through the equations.
        iterations: Passes made.
        seconds: Time taken by them.
        status: "converged" or "not converged".
        advice: What to do when it is not; else empty.
    """

    baseline: Baseline
    tariffs: Floats
    expenditure_share: Floats
    expenditure: Floats
    value_added: Floats
    deficit: Floats
    wage_change: Floats
    price_index_change: Floats
    real_income_change: Floats
    terms_of_trade: Floats
    volume_of_trade: Floats
    price_change: Floats
    cost_change: Floats
    trade: Floats
    tariff_revenue: Floats
    rent: Floats
    restrictions: tuple[RestrictionEffect, ...]
    output: Floats
    output_change: Floats
    exports_change: Floats
    imports_change: Floats
    residual: float
    iterations: int
    seconds: float
    status: Status
    advice: str

    @property
    def first_order_welfare(self) -> Floats:
        """Caliendo and Parro's printed welfare effect, by economy: an approximation for small changes."""
        return self.terms_of_trade + self.volume_of_trade

    @property
    def real_wage_change(self) -> Floats:
        """Change of the wage over the price index, by economy."""
        return (1 + self.wage_change) / (1 + self.price_index_change) - 1

    def labelled(self, variable: str) -> dict[str, float]:
        """Return one variable by economy.

        Args:
            variable: The name of an attribute that has one value per economy.

        Raises:
            BadInput: There is no such variable.
        """
        values = getattr(self, variable, None)
        if not isinstance(values, np.ndarray) or values.shape != (len(self.baseline.economies),):
            raise BadInput(
                f"{variable!r} is no variable by economy", mend="use for example real_income_change"
            )
        return {name: float(value) for name, value in zip(self.baseline.economies, values, strict=True)}

    def require_convergence(self) -> Equilibrium:
        """Return the equilibrium itself.

        Raises:
            NoConvergence: The solver stopped early.
        """
        if self.status != "converged":
            raise NoConvergence(self.advice)
        return self

    def as_baseline(self) -> Baseline:
        """Return the new world, to start the next change from.

        Raises:
            BadInput: A restriction binds in it: a baseline knows no rents.
            NoConvergence: The solver stopped early.
        """
        self.require_convergence()
        for restriction in self.restrictions:
            if restriction.binding:
                raise BadInput(
                    f"the restriction '{restriction.name}' binds, and a baseline knows no rents",
                    mend="solve both worlds from the baseline without it, and compare their changes",
                )
        return replace(
            self.baseline,
            expenditure_share=self.expenditure_share,
            tariffs=self.tariffs,
            value_added=self.value_added,
            deficit=self.deficit,
            expenditure=self.expenditure,
        )


def relative_change(before: Floats, after: Floats) -> Floats:
    """Return after over before less one; 0 where there was nothing before.

    Example:
        >>> relative_change(np.array([2.0, 0.0]), np.array([3.0, 0.0]))
        array([0.5, 0. ])
    """
    change: Floats = np.divide(after, before, out=np.ones_like(after), where=before != 0) - 1
    return change


def abroad(trade: Floats) -> tuple[Floats, Floats]:
    """Return exports and imports by economy: trade summed over partners and sectors, own sales left out.

    Example:
        >>> exports, imports = abroad(np.array([[[9.0], [2.0]], [[3.0], [9.0]]]))
        >>> exports, imports
        (array([2., 3.]), array([3., 2.]))
    """
    bilateral = trade.sum(axis=2)
    np.fill_diagonal(bilateral, 0.0)
    return bilateral.sum(axis=1), bilateral.sum(axis=0)


def compare(
    baseline: Baseline, tariffs: Floats, run: Run, restrained: Restrained | None = None
) -> Equilibrium:
    """Return a solver's answer as levels and as changes from the baseline.

    Args:
        baseline: The world the run started from.
        tariffs: The new rates.
        run: The answer in logs.
        restrained: The restrictions it was found under.
    """
    expenditure = baseline.expenditure * np.exp(run.log_expenditure)
    value_added = baseline.value_added * np.exp(run.log_wage)
    old_trade = baseline.trade()
    paid = run.expenditure_share * expenditure
    price_change, cost_change = np.expm1(run.log_price), np.expm1(run.log_cost)
    rents = settle(restrained, run.log_wedge, paid, tariffs, cost_change)
    trade = paid / (1 + tariffs)
    for flows, dearer in rents.within:
        trade[flows] /= dearer
    at_border = np.sum(expenditure, axis=1) - np.sum(trade, axis=(0, 2))
    old_revenue = np.sum(baseline.expenditure, axis=1) - np.sum(old_trade, axis=(0, 2))
    old_income = baseline.value_added + old_revenue + baseline.deficit
    income = value_added + at_border + rents.exporters.sum(axis=1)
    world_income = float(income.sum() / old_income.sum())
    deficit = baseline.deficit * world_income if run.indexed else baseline.deficit
    price_index = price_index_change(baseline.final_share, price_change)
    first_order = first_order_welfare(
        TradeChange(old_trade, trade, baseline.tariffs, cost_change, old_income)
    )
    output, (old_exports, old_imports) = trade.sum(axis=1) - rents.exporters, abroad(old_trade)
    exports, imports = abroad(trade)
    return Equilibrium(
        baseline=baseline,
        tariffs=tariffs,
        expenditure_share=run.expenditure_share,
        expenditure=expenditure,
        value_added=value_added,
        deficit=deficit,
        wage_change=np.expm1(run.log_wage),
        price_index_change=price_index,
        real_income_change=real_income_change(old_income, income + deficit, price_index),
        terms_of_trade=first_order.terms_of_trade,
        volume_of_trade=first_order.volume_of_trade,
        price_change=price_change,
        cost_change=cost_change,
        trade=trade,
        tariff_revenue=at_border - rents.importers,
        rent=rents.importers + rents.exporters.sum(axis=1),
        restrictions=rents.effects,
        output=output,
        output_change=relative_change(old_trade.sum(axis=1), output),
        exports_change=relative_change(old_exports, exports),
        imports_change=relative_change(old_imports, imports),
        residual=run.point.residual,
        iterations=run.point.iterations,
        seconds=run.seconds,
        status=run.point.status,
        advice=run.advice(),
    )
