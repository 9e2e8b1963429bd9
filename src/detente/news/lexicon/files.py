"""The data files of the reader, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[2] / "data" / "news"
RECORD = Path(__file__).parents[2] / "data" / "ledger"


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return a data file of the reader.

    Example:
        >>> sorted(shipped("products.yaml"))
        ['controlled', 'products']
    """
    from detente.core.located import read_yaml

    return read_yaml((SHIPPED / name).read_bytes(), name).mapping()
