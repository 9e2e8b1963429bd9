"""The scenarios of the Liberation Day paper: worlds, tariffs and options by the words of its sheet."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.core.errors import BadInput
from detente.impact.replication.liberation_data import LiberationData
from detente.models.fixed_point import Floats
from detente.models.one_sector import solve_one_sector
from detente.models.one_sector_baseline import OneSectorBaseline, eaton_kortum_krugman
from detente.models.one_sector_calibration import calibrate_one_sector, distribution_shares
from detente.models.one_sector_equilibrium import OneSectorEquilibrium
from detente.models.one_sector_optimal import (
    TariffChoice,
    closed_form_rate,
    optimal_tariffs,
    two_regions,
)
from detente.models.one_sector_options import OneSectorOptions

_SEARCHES = {"best uniform rate": True, "best rates by partner": False}
"""Words for rates that are looked for, and whether they are one for all partners."""


class Scenarios:
    """What the sheet's scenarios come to on the paper's data.

    Args:
        data: Trade, incomes, announced rates.
        sheet: Parameters and scenarios.

    Raises:
        BadInput: The data lack the economy that imposes.
    """

    def __init__(self, data: LiberationData, sheet: dict[str, Any]) -> None:
        self.sheet, self.economies = sheet, data.economy.economies
        self.imposing = sheet["imposing"]
        if self.imposing not in self.economies:
            raise BadInput(f"{self.imposing} is not in the data", mend="use the paper's files")
        self.own = self.economies.index(self.imposing)
        self.foreign = np.arange(len(self.economies)) != self.own
        self.announced: Floats = np.maximum(data.announced, float(sheet["floor"])) * self.foreign
        average = sheet["distribution"]
        targets = (float(average["imposing"]), float(average["others"]))
        shares = distribution_shares(data.economy, self.imposing, targets)
        main, _ = calibrate_one_sector(data.economy, shares)
        linked, _ = calibrate_one_sector(data.economy, shares, float(sheet["value_added_share"]))
        self.worlds = {
            "one sector": main,
            "round-about": linked,
            "without distribution": eaton_kortum_krugman(main),
        }

    def solve(self, scenario: dict[str, Any]) -> OneSectorEquilibrium:
        """Return the equilibrium of one scenario.

        Raises:
            NoConvergence: The solver stopped early.
        """
        world = self.worlds[scenario.get("world", "one sector")]
        options = self.options(scenario)
        imports, exports = scenario["imports"], scenario.get("exports", "none")
        tariffs = np.zeros((len(self.economies),) * 2)
        tariffs[:, self.own] = self._on_imports(imports, world, options)
        tariffs[self.own] = self._on_exports(exports, tariffs[:, self.own], world, options)
        chosen, weight = np.zeros_like(tariffs, dtype=bool), (~self.foreign).astype(float)
        if exports in _SEARCHES:
            chosen[self.own], weight = self.foreign, world.value_added * self.foreign
        elif isinstance(imports, str) and imports in _SEARCHES:
            chosen[:, self.own] = self.foreign
        else:
            return solve_one_sector(world, tariffs, options).require_convergence()
        uniform = _SEARCHES[exports if exports in _SEARCHES else imports]
        choice = TariffChoice(chosen=chosen, weight=weight / weight.sum(), uniform=uniform)
        found = optimal_tariffs(world, tariffs, options, choice)
        return solve_one_sector(world, found.tariffs, options).require_convergence()

    def options(self, scenario: dict[str, Any]) -> OneSectorOptions:
        """The paper's parameters, and what the scenario changes in them; the numeraire is its code's."""
        numbers = {**self.sheet["parameters"], **scenario.get("options", {})}
        return OneSectorOptions(
            trade_elasticity=float(numbers["trade_elasticity"]),
            labour_supply_elasticity=float(numbers["labour_supply_elasticity"]),
            scale_elasticity=float(numbers["scale_elasticity"]),
            pass_through=float(numbers["pass_through"]),
            revenue=numbers["revenue"],
            numeraire="wage_level" if scenario.get("world") == "round-about" else "price_level",
        )

    def _on_imports(
        self, words: str | dict[str, str], world: OneSectorBaseline, options: OneSectorOptions
    ) -> Floats:
        """The rate on each economy's goods; where it is looked for, one to begin at."""
        if isinstance(words, dict):
            return self._by_group(words)
        if words == "announced":
            return self.announced
        world = self.worlds["one sector"] if words in _SEARCHES else world
        market = world.expenditure if words == "formula over spending" else world.value_added
        return self._everywhere(closed_form_rate(world, options, self.imposing, market))

    def _by_group(self, rates: dict[str, str]) -> Floats:
        """Rates by economy or group, `others` for the rest."""
        found = self._everywhere(float(rates["others"]))
        for name, rate in rates.items():
            if name != "others":
                inside = np.isin(self.economies, self.sheet["groups"].get(name, [name]))
                found[inside] = self.announced[inside] if rate == "announced" else float(rate)
        return found

    def _on_exports(
        self, words: str, on_imports: Floats, world: OneSectorBaseline, options: OneSectorOptions
    ) -> Floats:
        """What the others put on the imposing economy's goods; where it is looked for, one to begin at."""
        if words == "none":
            return self._everywhere(0.0)
        if words == "reciprocal":
            return on_imports
        regions = two_regions(self.worlds["one sector"] if words in _SEARCHES else world, self.imposing)
        return self._everywhere(closed_form_rate(regions, options, "ROW", regions.value_added))

    def _everywhere(self, rate: float) -> Floats:
        """One rate for all but the imposing economy."""
        rates: Floats = rate * self.foreign
        return rates
