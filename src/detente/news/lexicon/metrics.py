"""What statistics measure, by the words of the press."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.news.lexicon.files import shipped
from detente.news.patterns import one_of


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: what it is called, whose it is where the words say so, and whether it is a bare number."""

    name: str
    of: str
    level: bool


def metrics() -> str:
    """Return a pattern for the names of metrics over a mask.

    Example:
        >>> bool(re.search(metrics(), "the EEEE trade deficit")), bool(re.search(metrics(), "the s&p NNN"))
        (True, True)
    """
    return rf"\b{one_of(_named())}(?!\w|\s+tax)"


def metric_named(said: str) -> Metric:
    """Return the metric that words of a mask name.

    Example:
        >>> metric_named("s&p NNN").of, metric_named("trade  deficit").name
        ('USA', 'trade deficit')
    """
    return _named()[re.sub(r"N+", "#", re.sub(r"\s+", " ", said))]


@cache
def _named() -> Mapping[str, Metric]:
    return {
        word: Metric(row.get("name", word), row.get("of", ""), row.get("level", False))
        for row in shipped("metrics.yaml")["metrics"]
        for word in row["words"]
    }
