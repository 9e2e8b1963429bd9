"""Published tables, computed anew from their own data and set beside the printed figures."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place
from detente.core.located import read_yaml
from detente.models import Baseline, Equilibrium, SolveOptions, solve

Floats = npt.NDArray[np.float64]

DATA_VARIABLE = "DETENTE_DATA"
"""The environment variable that names the folder of published data."""

_NAFTA_TABLES = (
    "regions", "sectors", "pi_nij", "tau_nij_bln", "tau_nij_cfl", "theta_j", "gamma_nj", "gamma_nkj",
    "alpha_nj", "wL_n", "D_n", "X_nj",
)  # fmt: skip

_PUBLISHED = Path(__file__).parents[1] / "data" / "published"


@dataclass(frozen=True, slots=True)
class ReplicationRow:
    """One figure, computed and as printed.

    Args:
        scenario: What changed.
        economy: ISO 3166 alpha-3, or ROW.
        sector: The sector, or "all".
        variable: What is measured, in the paper's words.
        value: Computed here.
        unit: Unit of the value.
        published: As printed, digits kept; None where the paper prints no such figure.
        table: Where the paper prints it.
        matches: Whether the value, rounded as printed, is the printed one; None where nothing is printed.
    """

    scenario: str
    economy: str
    sector: str
    variable: str
    value: float
    unit: str
    published: str | None
    table: str
    matches: bool | None


@dataclass(frozen=True, slots=True)
class Replication:
    """A published table beside the figures computed from its own data.

    Args:
        name: The name it is asked for by.
        title: What the table shows.
        citation: The paper.
        rows: Every figure; those that are printed first.
        iterations: Passes the solver made.
        seconds: Time they took.
    """

    name: str
    title: str
    citation: str
    rows: tuple[ReplicationRow, ...]
    iterations: int
    seconds: float

    @property
    def matches(self) -> bool:
        """Whether every printed figure is met to its last digit."""
        return all(row.matches is not False for row in self.rows)


def replicable() -> tuple[str, ...]:
    """Return the names of the published tables that can be computed anew.

    Example:
        >>> replicable()
        ('cp2015-nafta',)
    """
    return tuple(sorted(path.stem for path in _PUBLISHED.glob("*.yaml")))


def replicate(name: str, data_folder: Path | None = None) -> Replication:
    """Return a published table beside the figures computed here from the paper's own data.

    Args:
        name: One of `replicable()`.
        data_folder: Where the data lie, in the layout that the table's own file names; without it, the
            folder that the environment variable DETENTE_DATA names.

    Raises:
        BadInput: There is no such table, or its data are not there or not what they should be.
        NoConvergence: The solver stopped early.
    """
    if name not in replicable():
        raise BadInput(f"unknown table {name!r}", mend=f"use one of {', '.join(replicable())}")
    sheet = published(name)
    path = _data_file(name, sheet["data"], data_folder)
    result, measured = _nafta(path, sheet)
    rows = [
        _row(sheet, variable, code, float(measured[variable["attribute"]][place]))
        for variable in sheet["variables"]
        for place, code in enumerate(result.baseline.economies)
    ]
    return Replication(
        name=name,
        title=sheet["title"],
        citation=f"{sheet['source']['citation']}, doi:{sheet['source']['doi']}",
        rows=tuple(sorted(rows, key=lambda row: row.published is None)),
        iterations=result.iterations,
        seconds=result.seconds,
    )


def published(name: str) -> dict[str, Any]:
    """Return the sheet of a published table: the figures as printed, and what its data call things.

    Example:
        >>> published("cp2015-nafta")["economies"]["NOR"]
        'Norway'
    """
    path = _PUBLISHED / f"{name}.yaml"
    return read_yaml(path.read_bytes(), path.name).mapping()


def _data_file(name: str, data: dict[str, str], folder: Path | None) -> Path:
    """The data file, or a line that says where to get it."""
    named = folder or os.environ.get(DATA_VARIABLE)
    path = Path(named or "") / data["file"]
    if named and path.is_file():
        return path
    raise BadInput(
        f"the data of {name} are not at {path}" if named else f"no folder is named for the data of {name}",
        mend=f"give --data DIR or set {DATA_VARIABLE} to the folder that holds {data['file']}, "
        f"made from {data['obtain']}",
    )


def _row(sheet: dict[str, Any], variable: dict[str, Any], economy: str, share: float) -> ReplicationRow:
    """One economy's figure in percent, beside the printed one."""
    printed = variable["published"].get(economy)
    value = 100 * share
    matches = None
    if printed is not None:
        digits = len(printed.partition(".")[2])
        matches = f"{value:.{digits}f}" == printed
    return ReplicationRow(
        scenario=sheet["scenario"],
        economy=economy,
        sector="all",
        variable=variable["name"],
        value=value,
        unit=sheet["unit"],
        published=printed,
        table=variable["table"],
        matches=matches,
    )


def _nafta(path: Path, sheet: dict[str, Any]) -> tuple[Equilibrium, dict[str, Floats]]:
    """NAFTA's tariffs of 2005 in the world of 1993 without deficits, and what the paper reports of it."""
    baseline, tariffs = read_nafta(path, sheet["economies"])
    result = solve(baseline, tariffs, SolveOptions(deficit_rule="purged")).require_convergence()
    members = np.isin(np.array(result.baseline.economies), sheet["bloc"])
    before, after = result.baseline.trade().sum(axis=2), result.trade.sum(axis=2)
    partners = members[:, None] & ~np.eye(len(members), dtype=bool)
    return result, {
        "first_order_welfare": result.first_order_welfare,
        "terms_of_trade": result.terms_of_trade,
        "volume_of_trade": result.volume_of_trade,
        "real_wage_change": result.real_wage_change,
        "real_income_change": result.real_income_change,
        "bloc_imports_change": after.sum(axis=0, where=partners) / before.sum(axis=0, where=partners) - 1,
    }


def read_nafta(path: Path, names: dict[str, str]) -> tuple[Baseline, Floats]:
    """Return Caliendo and Parro's world of 1993 and the tariffs after NAFTA, all others as in 1993.

    Input shares are divided by their sum, which the file misses by up to 4e-7.

    Args:
        path: The npz file.
        names: The file's name of each economy, by code.

    Raises:
        BadInput: The file cannot be read, or lacks a table or an economy.
    """
    place = Place(str(path))
    try:
        with np.load(path, allow_pickle=False) as file:
            table = {key: file[key] for key in _NAFTA_TABLES}
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise BadInput(f"this is not the data file ({error})", place, mend="make it anew") from error
    codes = {name: code for code, name in names.items()}
    unknown = [str(name) for name in table["regions"] if name not in codes]
    if unknown:
        raise BadInput(f"unknown economy {unknown[0]!r}", place, mend=f"use one of {', '.join(codes)}")
    labour, inputs = table["gamma_nj"], table["gamma_nkj"]
    bought = inputs.sum(axis=1)
    baseline = Baseline(
        economies=tuple(codes[str(name)] for name in table["regions"]),
        sectors=tuple(str(name) for name in table["sectors"]),
        expenditure_share=table["pi_nij"].swapaxes(0, 1),
        tariffs=table["tau_nij_bln"].swapaxes(0, 1),
        trade_elasticity=table["theta_j"],
        value_added_share=labour,
        input_share=inputs * ((1 - labour) / np.where(bought > 0, bought, 1.0))[:, None, :],
        final_share=table["alpha_nj"],
        value_added=table["wL_n"],
        deficit=table["D_n"],
        expenditure=table["X_nj"],
    )
    return baseline, table["tau_nij_cfl"].swapaxes(0, 1)
