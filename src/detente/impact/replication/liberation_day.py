"""The tables of the Liberation Day paper that one sector suffices for, and results of all economies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import NoConvergence
from detente.impact.replication.liberation_data import read_folder, read_shipped
from detente.impact.replication.liberation_scenarios import Scenarios
from detente.impact.replication.rows import NOT_PRINTED, NotRun, Replication, ReplicationRow, meets
from detente.impact.replication.sheets import data_path
from detente.models.one_sector_equilibrium import OneSectorEquilibrium

_CHANGE = "percent change"


def replicate_liberation_day(name: str, sheet: dict[str, Any], folder: Path | None) -> Replication:
    """Return the paper's tables beside the figures computed here, and every economy's results.

    Args:
        name: The name it was asked for by.
        sheet: Figures as printed, scenarios, parameters.
        folder: The folder of data; by default the one that DETENTE_DATA names, else shipped data.

    Raises:
        BadInput: The data are not there or not what they should be.
        NoConvergence: The solver stopped early.
    """
    path = data_path(name, sheet["data"], folder)
    data = read_shipped(sheet["data"]["shipped"]) if path is None else read_folder(path)
    scenarios = Scenarios(data, sheet)
    rows: list[ReplicationRow] = []
    iterations, seconds = 0, 0.0
    for scenario in sheet["scenarios"]:
        try:
            found = scenarios.solve(scenario)
        except NoConvergence as error:
            raise NoConvergence(f"{scenario['name']}: {error}") from error
        iterations, seconds = iterations + found.iterations, seconds + found.seconds
        rows += _Measured(scenario["name"], found, sheet).rows()
    return Replication(
        name=name,
        title=sheet["title"],
        citation=f"{sheet['source']['citation']}, doi:{sheet['source']['doi']}",
        rows=tuple(sorted(rows, key=lambda row: row.table == NOT_PRINTED)),
        not_run=tuple(NotRun(**part) for part in sheet["not_run"]),
        iterations=iterations,
        seconds=seconds,
    )


class _Measured:
    """One scenario's figures: every economy's, the paper's averages, and the world's."""

    def __init__(self, scenario: str, found: OneSectorEquilibrium, sheet: dict[str, Any]) -> None:
        self.scenario, self.found, self.sheet = scenario, found, sheet
        self.imposing = sheet["imposing"]
        self.printed = sheet["published"].get(scenario, {})
        self.tables: dict[tuple[str, str], list[str]] = {}
        for table in sheet["tables"]:
            if scenario in table["scenarios"]:
                for economy in table["economies"]:
                    for variable in table["variables"]:
                        self.tables.setdefault((economy, variable), []).append(table["name"])

    def rows(self) -> list[ReplicationRow]:
        """All figures in percent; economies that a table names first, in its order."""
        named = dict.fromkeys(economy for economy, _ in self.tables)
        order = {economy: place for place, economy in enumerate(named)}
        rows = [self._row(*figure) for figure in self._figures()]
        return sorted(rows, key=lambda row: order.get(row.economy, len(order)))

    def _figures(self) -> Iterator[tuple[str, str, float, str]]:
        """Economy or average, variable, value as a fraction, unit; an average of nothing is left out."""
        base = self.found.baseline
        weights = base.expenditure if base.value_added_share == 1 else base.value_added
        members = self._members()
        for variable in self.sheet["variables"]:
            name, unit = variable["name"], variable["unit"]
            values = getattr(self.found, variable["attribute"])
            for group, inside in members.items():
                if inside.any():
                    yield group, name, float(np.average(values[inside], weights=weights[inside])), unit
            for place, economy in enumerate(base.economies):
                yield economy, name, float(values[place]), unit
        yield "WLD", "employment", self.found.world_employment_change, _CHANGE
        yield "WLD", "trade/GDP", self.found.world_trade_to_income_change, _CHANGE
        own = base.economies.index(self.imposing)
        share = float(self.found.revenue_to_spending[own]) / float(self.sheet["federal_budget"])
        yield self.imposing, "tariff revenue/federal budget", share, "percent"
        rates, trade = self.found.tariffs, self.found.trade * ~np.eye(len(base.economies), dtype=bool)
        for name, line in (("tariff on imports", np.s_[:, own]), ("tariff on exports", np.s_[own])):
            if trade[line].any():
                yield self.imposing, name, float(np.average(rates[line], weights=trade[line])), "percent"

    def _members(self) -> dict[str, npt.NDArray[np.bool_]]:
        """The economies of each average, as masks; ROW are those that the paper's regions do not name."""
        codes, groups = np.array(self.found.baseline.economies), self.sheet["groups"]
        named = [code for name in self.sheet["regions"] for code in groups.get(name, [name])]
        members = {name: np.isin(codes, inside) for name, inside in groups.items()}
        return {**members, "non-US": codes != self.imposing, "ROW": ~np.isin(codes, named)}

    def _row(self, economy: str, variable: str, share: float, unit: str) -> ReplicationRow:
        """One figure beside the printed one."""
        printed = self.printed.get(economy, {}).get(variable)
        return ReplicationRow(
            scenario=self.scenario,
            economy=economy,
            sector="all",
            variable=variable,
            value=100 * share,
            unit=unit,
            published=printed,
            table=", ".join(self.tables.get((economy, variable), [NOT_PRINTED])),
            matches=meets(100 * share, printed),
        )
