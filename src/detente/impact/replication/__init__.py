"""Published tables, computed anew from their own data and set beside the printed figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.impact.replication.cp2015 import read_nafta, replicate_nafta
from detente.impact.replication.liberation_day import replicate_liberation_day
from detente.impact.replication.rows import NotRun, Replication, ReplicationRow
from detente.impact.replication.sheets import DATA_VARIABLE, published, replicable

__all__ = [
    "DATA_VARIABLE",
    "NotRun",
    "Replication",
    "ReplicationRow",
    "published",
    "read_nafta",
    "replicable",
    "replicate",
]

_WAYS: dict[str, Callable[[str, dict[str, Any], Path | None], Replication]] = {
    "cp2015-nafta": replicate_nafta,
    "liberation-day": replicate_liberation_day,
}


def replicate(name: str, data_folder: Path | None = None) -> Replication:
    """Return a published table beside the figures computed here from the paper's own data.

    Args:
        name: One of `replicable()`.
        data_folder: Where the data lie, in the layout that the table's own file names; without it, the
            folder that the environment variable DETENTE_DATA names, else data that are shipped.

    Raises:
        BadInput: There is no such table, or its data are not there or not what they should be.
        NoConvergence: The solver stopped early.
    """
    sheet = published(name)
    return _WAYS[name](name, sheet, data_folder)
