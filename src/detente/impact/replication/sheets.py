"""The sheets of published tables: figures as printed, and where their data are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from detente.core.errors import BadInput
from detente.core.located import read_yaml

DATA_VARIABLE = "DETENTE_DATA"
"""The environment variable that names the folder of published data."""

PUBLISHED = Path(__file__).parents[2] / "data" / "published"


def replicable() -> tuple[str, ...]:
    """Return the names of the published tables that can be computed anew.

    Example:
        >>> replicable()
        ('cp2015-nafta', 'liberation-day')
    """
    return tuple(sorted(path.stem for path in PUBLISHED.glob("*.yaml")))


def published(name: str) -> dict[str, Any]:
    """Return the sheet of a published table: the figures as printed, and what its data call things.

    Raises:
        BadInput: There is no such table.

    Example:
        >>> published("cp2015-nafta")["economies"]["NOR"]
        'Norway'
    """
    if name not in replicable():
        raise BadInput(f"unknown table {name!r}", mend=f"use one of {', '.join(replicable())}")
    path = PUBLISHED / f"{name}.yaml"
    return read_yaml(path.read_bytes(), path.name).mapping()


def data_path(name: str, data: dict[str, str], folder: Path | None) -> Path | None:
    """Return where the data of a table are; None where no folder is named.

    Args:
        name: The table.
        data: Its sheet's `data`: `file` or `folder` below the folder of data, and how to `obtain` it.
        folder: The folder of data; by default what the environment variable DETENTE_DATA names.

    Raises:
        BadInput: They are not there.
    """
    named, inside = folder or os.environ.get(DATA_VARIABLE), data.get("file") or data["folder"]
    if not named:
        return None
    path = Path(named) / inside
    if path.exists():
        return path
    raise BadInput(f"the data of {name} are not at {path}", mend=how_to_get(data))


def how_to_get(data: dict[str, str]) -> str:
    """Return the line that says where a table's data come from and how to name their folder."""
    inside = data.get("file") or data["folder"]
    named = f"give --data DIR or set {DATA_VARIABLE} to the folder that holds {inside}"
    return f"{named}, made from {data['obtain']}"
