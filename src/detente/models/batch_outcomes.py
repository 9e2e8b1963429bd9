"""What a batch of scenarios comes to, by scenario and economy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.models.batch_shocks import Places
from detente.models.equilibrium import Equilibrium, abroad
from detente.models.fixed_point import Floats, Status


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outcomes:
    """Equilibria of several scenarios, compared with one baseline; axes scenario, economy, or scenario.

    Changes are fractions, money in the baseline's currency, as in `Equilibrium`.

    Args:
        wage_change: Wage.
        price_index_change: Price of final spending, tariffs included.
        real_income_change: Exact welfare, income over the price index.
        exports_change: Exports in value, net of tariff.
        imports_change: Imports in value, net of tariff.
        exports: New level.
        imports: New level.
        tariff_revenue: New level.
        residual: Largest log change in one more pass through the equations.
        iterations: Passes made.
        status: "converged" or "not converged".
        advice: What to do when it is not; else empty.
    """

    wage_change: Floats
    price_index_change: Floats
    real_income_change: Floats
    exports_change: Floats
    imports_change: Floats
    exports: Floats
    imports: Floats
    tariff_revenue: Floats
    residual: Floats
    iterations: Places
    status: tuple[Status, ...]
    advice: tuple[str, ...]


BY_ECONOMY = (
    "wage_change", "price_index_change", "real_income_change", "exports_change", "imports_change", "exports",
    "imports", "tariff_revenue",
)  # fmt: skip
"""The variables of `Outcomes` that have a value for each economy."""


class Sheet:
    """The outcomes of all scenarios, filled in as they are found."""

    def __init__(self, scenarios: int, economies: int) -> None:
        self.values = {name: np.empty((scenarios, economies)) for name in BY_ECONOMY}
        self.residual = np.empty(scenarios)
        self.iterations = np.empty(scenarios, dtype=np.intp)
        self.advice = [""] * scenarios
        self.missed: set[int] = set()

    def put(self, places: Places, values: Mapping[str, Floats]) -> None:
        """Fill in the values of some scenarios."""
        for name, found in values.items():
            self.values[name][places] = found

    def put_single(self, place: int, found: Equilibrium) -> None:
        """Fill in one scenario that was solved by itself."""
        exports, imports = abroad(found.trade)
        for name, column in self.values.items():
            column[place] = {"exports": exports, "imports": imports}.get(name, getattr(found, name, None))
        self.residual[place], self.iterations[place] = found.residual, found.iterations
        self.advice[place] = found.advice
        if found.status != "converged":
            self.missed.add(place)

    def outcomes(self) -> Outcomes:
        """Return what was filled in."""
        status: list[Status] = ["converged"] * len(self.advice)
        for place in self.missed:
            status[place] = "not converged"
        return Outcomes(
            **self.values, residual=self.residual, iterations=self.iterations, status=tuple(status),
            advice=tuple(self.advice),
        )  # fmt: skip
