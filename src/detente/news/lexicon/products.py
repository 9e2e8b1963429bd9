"""Goods that a text names, with their headings in the Harmonized System."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.news.lexicon.files import shipped
from detente.news.patterns import one_of


@cache
def products() -> str:
    """Return a pattern for the names of goods.

    Example:
        >>> import re
        >>> bool(re.search(products(), "tariffs on autos and steel"))
        True
    """
    return rf"\b{one_of(_named())}\b"


def goods_named(name: str) -> str:
    """Return what goods are called, whatever word the text uses.

    Example:
        >>> goods_named("autos"), goods_named("rare earth")
        ('vehicles', 'rare earths')
    """
    return _named()[" ".join(name.split())]


def headings(name: str) -> tuple[str, ...]:
    """Return the headings of goods.

    Example:
        >>> headings("soybeans")
        ('1201',)
    """
    return tuple(_rows()[name])


@cache
def _rows() -> Mapping[str, list[str]]:
    return {row["goods"]: row.get("headings", []) for row in shipped("products.yaml")["products"]}


@cache
def _named() -> Mapping[str, str]:
    return {
        name: row["goods"]
        for row in shipped("products.yaml")["products"]
        for name in (row["goods"], *row.get("words", ()))
    }


@cache
def controls() -> str:
    """Return a pattern for goods under export control, by the words that begin so.

    Example:
        >>> import re
        >>> bool(re.search(controls(), "licences for rare earths"))
        True
    """
    return one_of(_controlled())


def control_named(said: str) -> str:
    """Return what goods under export control are called.

    Example:
        >>> control_named("chip"), control_named("rare  earth")
        ('semiconductors', 'rare earths')
    """
    return _controlled()[" ".join(said.split())]


@cache
def _controlled() -> Mapping[str, str]:
    return {word: row["goods"] for row in shipped("products.yaml")["controlled"] for word in row["words"]}
