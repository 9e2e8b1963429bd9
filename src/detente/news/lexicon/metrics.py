"""What statistics measure, by the words of the press."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.news.lexicon.files import shipped, told_of
from detente.news.patterns import Pattern, one_of


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure: what it is called, whose it is where the words say so, and whether it is a bare number."""

    name: str
    of: str
    level: bool


class Metrics:
    """Measures by the words of texts, as they stand in a mask.

    Example:
        >>> metrics = metrics_known()
        >>> metrics.named.search("the EEEE trade deficit").group()
        'trade deficit'
        >>> metrics.called("s&p NNN").of, metrics.called("trade  deficit").name
        ('USA', 'trade deficit')
    """

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        self._words: dict[str, Metric] = {}
        wholes: list[str] = []
        for table in tables:
            wholes += table.get("wholes", ())
            for row in table.get("metrics", ()):
                for word in row["words"]:
                    bare = row.get("unit") == "none"
                    self._words[word] = Metric(row.get("name", word), row.get("of", ""), bare)
        self.named = Pattern(lambda: rf"\b{one_of(self._words)}(?!\w|\s+tax)")
        self.wholes = one_of(wholes)

    def called(self, said: str) -> Metric:
        """Return the metric that words of a mask name."""
        return self._words[re.sub(r"N+", "#", re.sub(r"\s+", " ", said))]


@cache
def metrics_known(folders: tuple[Path, ...] = ()) -> Metrics:
    """Return the metrics that are shipped, with those of the user's own folders on top.

    Raises:
        BadInput: A file cannot be read.
    """
    return Metrics((shipped("metrics.yaml"), *told_of(folders)))
