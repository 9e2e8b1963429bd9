"""The data files of the reader, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[2] / "data" / "news"
_RECORD = Path(__file__).parents[2] / "data" / "ledger"


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return a data file of the reader.

    Example:
        >>> sorted(shipped("products.yaml"))
        ['controlled', 'products']
    """
    from detente.core.located import read_yaml

    return read_yaml((SHIPPED / name).read_bytes(), name).mapping()


@cache
def recorded(name: str) -> Mapping[str, Any]:
    """Return a file of the shipped record.

    Example:
        >>> sorted(recorded("people.yaml"))
        ['people']
    """
    from detente.core.located import read_yaml

    return read_yaml((_RECORD / name).read_bytes(), name).mapping()


@cache
def told_of(folders: tuple[Path, ...]) -> tuple[Mapping[str, Any], ...]:
    """Return what the user's own folders tell of names, one after another.

    Raises:
        BadInput: A folder is not there, or something in it does not fit.
    """
    if not folders:
        return ()
    from detente.news.lexicon.own import own_data  # it checks, which what is shipped has behind it

    return tuple(data for folder in folders for data in own_data(folder))
