"""The data files of the reader, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return a data file of the reader.

    Example:
        >>> sorted(shipped("products.yaml"))
        ['controlled', 'products']
    """
    return _read("news", name)


@cache
def recorded(name: str) -> Mapping[str, Any]:
    """Return a file of the shipped record.

    Example:
        >>> sorted(recorded("people.yaml"))
        ['people']
    """
    return _read("ledger", name)


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


def _read(folder: str, name: str) -> Mapping[str, Any]:
    from pathlib import Path  # these two cost as much as a fifth of the reader, and are needed to read only

    from detente.core.located import read_yaml

    return read_yaml((Path(__file__).parents[2] / "data" / folder / name).read_bytes(), name).mapping()
