"""Caliendo and Parro's table 2: NAFTA's tariffs of 2005 in the world of 1993 without deficits."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from detente.core.errors import BadInput, Place
from detente.impact.replication.rows import NOT_PRINTED, Replication, ReplicationRow, meets
from detente.impact.replication.sheets import data_path, how_to_get
from detente.models import Baseline, Equilibrium, SolveOptions, solve
from detente.models.fixed_point import Floats

_TABLES = (
    "regions", "sectors", "pi_nij", "tau_nij_bln", "tau_nij_cfl", "theta_j", "gamma_nj", "gamma_nkj",
    "alpha_nj", "wL_n", "D_n", "X_nj",
)  # fmt: skip


def replicate_nafta(name: str, sheet: dict[str, Any], folder: Path | None) -> Replication:
    """Return the table beside the figures computed here.

    Args:
        name: The name it was asked for by.
        sheet: The figures as printed.
        folder: The folder of data.

    Raises:
        BadInput: The data are not there or not what they should be.
        NoConvergence: The solver stopped early.
    """
    path = data_path(name, sheet["data"], folder)
    if path is None:
        raise BadInput(f"no folder is named for the data of {name}", mend=how_to_get(sheet["data"]))
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
        not_run=(),
        iterations=result.iterations,
        seconds=result.seconds,
    )


def _row(sheet: dict[str, Any], variable: dict[str, Any], economy: str, share: float) -> ReplicationRow:
    """One economy's figure in percent, beside the printed one."""
    printed = variable["published"].get(economy)
    return ReplicationRow(
        scenario=sheet["scenario"],
        economy=economy,
        sector="all",
        variable=variable["name"],
        value=100 * share,
        unit=sheet["unit"],
        published=printed,
        table=variable["table"] if printed else NOT_PRINTED,
        matches=meets(100 * share, printed),
    )


def _nafta(path: Path, sheet: dict[str, Any]) -> tuple[Equilibrium, dict[str, Floats]]:
    """The equilibrium, and what the paper reports of it."""
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

    Input shares are divided by their sum, which the file misses by up to 4e-7; the one that is negative
    (Canada, other goods in basic metals, -0.0006) is zero.

    Args:
        path: The npz file.
        names: The file's name of each economy, by code.

    Raises:
        BadInput: The file cannot be read, or lacks a table or an economy.
    """
    place = Place(str(path))
    try:
        with np.load(path, allow_pickle=False) as file:
            table = {key: file[key] for key in _TABLES}
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise BadInput(f"this is not the data file ({error})", place, mend="make it anew") from error
    codes = {name: code for code, name in names.items()}
    unknown = [str(name) for name in table["regions"] if name not in codes]
    if unknown:
        raise BadInput(f"unknown economy {unknown[0]!r}", place, mend=f"use one of {', '.join(codes)}")
    labour, inputs = table["gamma_nj"], np.maximum(table["gamma_nkj"], 0.0)
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
