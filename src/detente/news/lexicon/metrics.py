"""What statistics measure, by the words of the press."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.news.lexicon.files import shipped, told_of
from detente.news.lexicon.wording import forms_of, words
from detente.news.patterns import Pattern, one_of
from detente.news.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Metric(NamedTuple):
    """A measure: what it is called, whose it is where the words say so, and whether it is a bare number."""

    name: str
    of: str
    level: bool


class Taking(NamedTuple):
    """What a verb does with the figure that it takes as its object.

    Attributes:
        kind: The class of the verb.
        name: What the figure measures.
        sign: -1 where the figure is lost.
        effect: Whether it counts though it only would be so.
    """

    kind: str
    name: str
    sign: int
    effect: bool


class Metrics:
    """Measures by the words of texts, as they stand in a mask.

    Attributes:
        named: Finds the names of metrics.
        wholes, shared, sized, levelled, priced, counted, taking: Patterns for words about figures.
        bases: The base forms of the verbs that take a figure.

    Example:
        >>> metrics = metrics_known()
        >>> metrics.named.search("the EEEE trade deficit").group()
        'trade deficit'
        >>> metrics.called("s&p NNN").of, metrics.called("trade  deficit").name
        ('USA', 'trade deficit')
        >>> metrics.takers_of("jobs"), [one.name for one in metrics.taken_by("exported")]
        (('employment',), ['exports'])
    """

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        every = tuple(tables)
        self._words: dict[str, Metric] = {}
        self._counted: dict[str, tuple[str, ...]] = {}
        for row in _rows(every, "metrics"):
            for word in row["words"]:
                self._words[word] = Metric(
                    row.get("name", word), row.get("of", ""), row.get("unit") == "none"
                )
        for row in _rows(every, "counted"):
            self._counted |= dict.fromkeys(row["words"], tuple(row["by"]))
        self._takings = _takings(_rows(every, "taking"))
        self.named = Pattern(lambda: self.names)
        self.wholes, self.shared, self.sized, self.levelled, self.priced = (
            _whole_words(_rows(every, key)) for key in ("wholes", "shared", "sized", "levelled", "priced")
        )
        self.counted, self.taking = _whole_words(self._counted), _whole_words(self._takings)
        self.bases = frozenset(
            re.sub(r"/\S+", "", verb) for row in _rows(every, "taking") for verb in row["verbs"]
        )

    @property
    def names(self) -> str:
        """A pattern for the names of metrics."""
        return rf"\b{one_of(self._words)}(?!\w|\s+{words('no_metrics')})"

    def called(self, said: str) -> Metric:
        """Return the metric that words of a mask name."""
        return self._words[re.sub(r"N+", "#", re.sub(r"\s+", " ", said))]

    def noun(self, said: str) -> str:
        """Return what a noun is called: by the metric of that name if there is one.

        Example:
            >>> metrics_known().noun("economic  output"), metrics_known().noun("trade gap")
            ('gdp', 'trade gap')
        """
        plain = re.sub(r"\s+", " ", said)
        return self._words[plain].name if plain in self._words else plain

    def takers_of(self, noun: str) -> tuple[str, ...]:
        """Return the classes of verbs that may take a count of a noun."""
        return self._counted[re.sub(r"\s+", " ", noun)]

    def taken_by(self, verb: str) -> tuple[Taking, ...]:
        """Return what a form of a verb may do with a figure."""
        return self._takings[re.sub(r"\s+", " ", verb)]


@cache
def metrics_known(folders: tuple[Path, ...] = ()) -> Metrics:
    """Return the metrics that are shipped, with those of the user's own folders on top.

    Raises:
        BadInput: A file cannot be read.
    """
    return Metrics((shipped("metrics.yaml"), *told_of(folders)))


def _rows(tables: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    return [row for table in tables for row in table.get(key, ())]


def _takings(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[Taking, ...]]:
    """Return what verbs do with a figure, by their forms."""
    found: dict[str, tuple[Taking, ...]] = {}
    for row in rows:
        sign = -1 if row.get("way") == "lost" else 1
        one = Taking(row["kind"], row["name"], sign, row.get("when") == "would")
        for form in (form for verb in row["verbs"] for form in forms_of(verb)):
            found[form] = (*found.get(form, ()), one)
    return found


def _whole_words(words: Iterable[str]) -> str:
    return rf"{one_of(words)}(?!\w)"
