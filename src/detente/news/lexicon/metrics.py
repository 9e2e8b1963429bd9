"""What statistics measure, by the words of the press."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from detente.news.lexicon.files import shipped
from detente.news.lexicon.wording import forms_of
from detente.news.patterns import one_of


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: what it is called, whose it is where the words say so, and whether it is a bare number."""

    name: str
    of: str
    level: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """A class of verbs that take a figure as object.

    Attributes:
        name: What the figure measures.
        sign: -1 where the figure is lost.
        effect: Whether it counts though it would only be so.
    """

    kind: str
    name: str
    sign: int
    effect: bool


def metrics() -> str:
    """Return a pattern for the names of metrics over a mask.

    Example:
        >>> bool(re.search(metrics(), "the EEEE trade deficit")), bool(re.search(metrics(), "the s&p NNN"))
        (True, True)
    """
    return rf"\b{one_of(_named())}(?!\w|\s+(?:tax|area|zone))"


def metric_named(said: str) -> Metric:
    """Return the metric that words of a mask name.

    Example:
        >>> metric_named("s&p NNN").of, metric_named("trade  deficit").name
        ('USA', 'trade deficit')
    """
    return _named()[re.sub(r"N+", "#", re.sub(r"\s+", " ", said))]


def measured(name: str) -> str:
    """Return a pattern for a list of nouns about figures: `shared`, `sized`, `levelled`.

    Example:
        >>> bool(re.fullmatch(measured("sized"), "deficit"))
        True
    """
    return rf"{one_of(shipped('metrics.yaml')[name])}(?!\w)"


@cache
def hedges() -> str:
    """Return a pattern for the words before a figure that say how exact it is, if any.

    Example:
        >>> bool(re.fullmatch(hedges(), "just more  than "))
        True
    """
    return rf"(?:{one_of(shipped('metrics.yaml')['hedges'])}\s+)*"


def lessening() -> str:
    """Return a pattern for the verbs that take something off a figure.

    Example:
        >>> bool(re.fullmatch(lessening(), "shaved"))
        True
    """
    return rf"{one_of(_all_forms(shipped('metrics.yaml')['lessening']))}(?!\w)"


def counted() -> str:
    """Return a pattern for nouns of which bare numbers are counts.

    Example:
        >>> bool(re.fullmatch(counted(), "jobs"))
        True
    """
    return rf"{one_of(_counted())}(?!\w)"


def takers_of(noun: str) -> tuple[str, ...]:
    """Return the classes of verbs that may take a count of a noun.

    Example:
        >>> takers_of("jobs")
        ('employment',)
    """
    return _counted()[re.sub(r"\s+", " ", noun)]


def taking() -> str:
    """Return a pattern for the verbs that take a figure as object.

    Example:
        >>> bool(re.fullmatch(taking(), "employs"))
        True
    """
    return rf"{one_of(_taking())}(?!\w)"


def taken_by(verb: str) -> tuple[Taking, ...]:
    """Return the classes that a form of a verb is of.

    Example:
        >>> [one.name for one in taken_by("exported")]
        ['exports']
    """
    return _taking()[re.sub(r"\s+", " ", verb)]


@cache
def bases() -> frozenset[str]:
    """Return the base forms of the verbs that take a figure as object.

    Example:
        >>> "buy" in bases(), "bought" in bases()
        (True, False)
    """
    rows = (row for kind in shipped("metrics.yaml")["taking"].values() for row in kind["verbs"])
    return frozenset(re.sub(r"/\S+", "", row) for row in rows)


def _all_forms(rows: Iterable[str]) -> list[str]:
    return [form for row in rows for form in forms_of(row)]


@cache
def _named() -> Mapping[str, Metric]:
    return {
        word: Metric(row.get("name", word), row.get("of", ""), bool(row.get("level")))
        for row in shipped("metrics.yaml")["metrics"]
        for word in row["words"]
    }


@cache
def _counted() -> Mapping[str, tuple[str, ...]]:
    return {word: tuple(row["by"]) for row in shipped("metrics.yaml")["counted"] for word in row["words"]}


@cache
def _taking() -> Mapping[str, tuple[Taking, ...]]:
    found: dict[str, tuple[Taking, ...]] = {}
    for kind, row in shipped("metrics.yaml")["taking"].items():
        one = Taking(row.get("like", kind), row["name"], int(row.get("sign", 1)), bool(row.get("effect")))
        for form in _all_forms(row["verbs"]):
            found[form] = (*found.get(form, ()), one)
    return found
