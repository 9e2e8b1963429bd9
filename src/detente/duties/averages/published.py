"""Average duties as others published them, beside ours: by law, and counted as they count."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.core.located import read_yaml
from detente.core.time import parse_date
from detente.duties.averages.averages import AverageQuestion, AverageRow, Tally, tally
from detente.duties.averages.counting import Counting, Rules, Step, rules_on
from detente.ledger.record import Record

Progress = Callable[[str, int, int], None]
FOLDER = Path(__file__).parents[2] / "data" / "published" / "duties"
WORLD = "WLD"
_FOLLOWED = ("additional-over-2024", "additional", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAverage:
    """One published figure with ours, in percent; None where we have none to set beside it.

    `by_law` is ours on the law of the published date, `as_counted` on the source's own way of counting as
    far as it is known. `within` says whether the figure by law lies within the tolerance, `cause` why not.
    """

    series: str
    on: date
    importer: str
    origin: str
    measure: str
    published: float
    by_law: float | None
    as_counted: float | None
    within: bool
    within_as_counted: bool
    cause: str
    why: str
    citation: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All published figures beside ours; `tolerance` is in percentage points."""

    title: str
    tolerance: float
    rows: tuple[PublishedAverage, ...]

    @property
    def matches(self) -> bool:
        """Whether every figure lies within the tolerance by law."""
        return all(row.within for row in self.rows)

    def tally(self) -> dict[str, tuple[int, int, int]]:
        """Return for each series how many figures lie within by law, as counted, and how many there are."""
        found: dict[str, tuple[int, int, int]] = {}
        for row in self.rows:
            law, counted, whole = found.get(row.series, (0, 0, 0))
            found[row.series] = (law + row.within, counted + row.within_as_counted, whole + 1)
        return found


def compare(record: Record, progress: Progress | None = None) -> Comparison:
    """Return every published average beside ours; some seconds of work, told step by step.

    Args:
        record: The record.
        progress: Called with a step's name, how many figures are done and how many there are.
    """
    published = PublishedAverages(record)
    rows: list[PublishedAverage] = []
    for row in published.compared():
        rows.append(row)
        if progress:
            progress("published averages", len(rows), len(published.figures))
    return Comparison(published.title, published.tolerance, tuple(rows))


class PublishedAverages:
    """The published figures and how their sources count (`data/published/duties`)."""

    def __init__(self, record: Record, folder: Path = FOLDER) -> None:
        path = folder / "averages.yaml"
        self._sheet = read_yaml(path.read_bytes(), str(path)).mapping()
        with (folder / "averages.csv").open(encoding="utf-8", newline="") as file:
            self.figures = list(csv.DictReader(file))
        self.title = str(self._sheet["title"])
        self.tolerance = float(self._sheet["tolerance_points"])
        self._counting = Counting(record)
        self._tallies: dict[tuple[Any, ...], Tally] = {}

    def compared(self) -> Iterator[PublishedAverage]:
        """Yield every figure beside ours, in the order of the file."""
        for row in self.figures:
            day, published = parse_date(row["on"]), float(row["rate_percent"])
            law, counted = self._ours(row, day, {}), self._ours(row, day, self._series(row["series"]))
            within, own = self._near(law, published), self._near(counted, published)
            cause, why = ("", "") if within else self._cause(row, day)
            yield PublishedAverage(
                series=row["series"], on=day, importer=row["importer"], origin=row["origin"],
                measure=row["measure"], published=published, by_law=law, as_counted=counted, within=within,
                within_as_counted=own, cause=cause, why=why, citation=row["citation"],
            )  # fmt: skip

    def _near(self, ours: float | None, published: float) -> bool:
        return ours is not None and bool(abs(ours - published) <= self.tolerance)

    def _ours(self, row: Mapping[str, str], day: date, series: Mapping[str, Any]) -> float | None:
        """Return our figure in percent by the ways of a series, None where the measure is another kind."""
        if row["measure"] not in _FOLLOWED:
            return None
        step, rules = Step.of(series, day), rules_on(series, day)
        found = self._average(row, step, rules)
        if row["measure"] == "additional":
            return 100 * found.additional_rate
        if row["measure"] == "total":
            ordinary = series.get("ordinary_percent")
            return (
                100 * found.total_rate if ordinary is None else float(ordinary) + 100 * found.additional_rate
            )
        before = self._series(row["series"])["over"] if series.get("nets_out") != "nothing" else None
        over = self._average(row, Step(parse_date(before)), rules).additional_rate if before else 0.0
        return 100 * (found.additional_rate - over)

    def _average(self, row: Mapping[str, str], step: Step, rules: Rules) -> AverageRow:
        """Return the mean over all origins of a row, as one."""
        whole = Tally()
        for origin in self._origins(row):
            for part in self._tally(row["importer"], origin, step, rules).rows.values():
                whole.take_row(row["origin"], part)
        return next(whole.finished())

    def _tally(self, importer: str, origin: str, step: Step, rules: Rules) -> Tally:
        view = self._counting.view(importer, origin, step, rules)
        key = (id(view), origin)
        if key not in self._tallies:
            question = AverageQuestion(view.instant, "origin", view.given)
            book = view.customs.book(origin)
            self._tallies[key] = tally(view.customs.record, view.weights, book, question)
        return self._tallies[key]

    def _origins(self, row: Mapping[str, str]) -> tuple[str, ...]:
        origin, groups = row["origin"], self._sheet["groups"]
        held = self._counting.view(
            row["importer"], origin, Step(parse_date(row["on"])), ()
        ).weights.imports.origins
        if origin == WORLD:
            return held
        members = groups.get(origin)
        if members == "rest":
            named = {one["origin"] for one in self.figures if one["series"] == row["series"]}
            grouped = {code for one in groups.values() if isinstance(one, list) for code in one}
            return tuple(code for code in held if code not in named | grouped | {"MEX", "EU"})
        return tuple(code for code in members if code in held) if members else (origin,)

    def _series(self, name: str) -> Mapping[str, Any]:
        """Return how a series counts: its own words over those of the one it is like."""
        found: Mapping[str, Any] = self._sheet["series"].get(name, {})
        return {**self._sheet["series"][found["like"]], **found} if "like" in found else found

    def _cause(self, row: Mapping[str, str], day: date) -> tuple[str, str]:
        for rule in self._sheet["causes"]:
            fits = (
                rule["series"] == row["series"]
                and str(day) in rule.get("on", [str(day)])
                and row["origin"] in rule.get("origins", [row["origin"]])
                and row["importer"] == rule.get("importer", row["importer"])
                and rule.get("from", "") <= str(day) < rule.get("until", "9999")
            )
            if fits:
                return rule["cause"], rule["why"]
        return "not compared", "another kind of average"
