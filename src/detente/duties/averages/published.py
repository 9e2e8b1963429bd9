"""Average duties as others published them, beside ours: by law, and counted as they count."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.core.located import read_yaml
from detente.core.time import end_of_day, first_moment, parse_date
from detente.duties.averages.averages import Average, AverageQuestion, AverageRow, average
from detente.duties.averages.weighing import Weights
from detente.duties.calculation.customs import Customs
from detente.ledger.entries import Measure, Products
from detente.ledger.facts import Value
from detente.ledger.record import Record
from detente.ledger.states import Change

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


@dataclass(frozen=True, slots=True)
class Step:
    """The day of the law that a source's date describes, and what its step supposes."""

    on: date
    known_at: date | None = None
    begun: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class PublishedAverages:
    """The published figures and how their sources count (`data/published/duties`)."""

    def __init__(self, record: Record, folder: Path = FOLDER) -> None:
        path = folder / "averages.yaml"
        self._sheet = read_yaml(path.read_bytes(), str(path)).mapping()
        with (folder / "averages.csv").open(encoding="utf-8", newline="") as file:
            self.figures = list(csv.DictReader(file))
        self.title = str(self._sheet["title"])
        self.tolerance = float(self._sheet["tolerance_points"])
        self._record = record
        self._customs: dict[tuple[Any, ...], Customs] = {}
        self._weights: dict[str, Weights] = {}
        self._averages: dict[tuple[Any, ...], Average] = {}

    def compared(self) -> Iterator[PublishedAverage]:
        """Yield every figure beside ours, in the order of the file."""
        for row in self.figures:
            day, published = parse_date(row["on"]), float(row["rate_percent"])
            law = self._ours(row, Step(day), counted=False)
            counted = self._ours(row, self._step(row["series"], day), counted=True)
            within, own = self._near(law, published), self._near(counted, published)
            cause, why = ("", "") if within else self._cause(row, day)
            yield PublishedAverage(
                series=row["series"], on=day, importer=row["importer"], origin=row["origin"],
                measure=row["measure"], published=published, by_law=law, as_counted=counted, within=within,
                within_as_counted=own, cause=cause, why=why, citation=row["citation"],
            )  # fmt: skip

    def _near(self, ours: float | None, published: float) -> bool:
        return ours is not None and bool(abs(ours - published) <= self.tolerance)

    def _ours(self, row: Mapping[str, str], step: Step, counted: bool) -> float | None:
        """Return our figure in percent, None where the measure is another kind."""
        if row["measure"] not in _FOLLOWED:
            return None
        found = self._average(row, step, counted)
        if row["measure"] == "additional-over-2024":
            over = parse_date(self._series(row["series"])["over"])
            return 100 * (found.additional_rate - self._average(row, Step(over), counted).additional_rate)
        return 100 * (found.total_rate if row["measure"] == "total" else found.additional_rate)

    def _average(self, row: Mapping[str, str], step: Step, counted: bool) -> AverageRow:
        rule = self._series(row["series"]) if counted else {}
        customs = self._at(row["importer"], step, rule)
        given = self._given(rule, step.on)
        origins = self._origins(row["origin"], customs)
        key = (id(customs), step.on, row["origin"], tuple(given))
        if key not in self._averages:
            instant = end_of_day(step.on, self._record.zone_of(row["importer"]))
            books = [customs.book(origin) for origin in origins]
            self._averages[key] = average(
                customs.record, customs.weights, books, AverageQuestion(instant, "origin", given)
            )
        rows = self._averages[key].rows
        whole = sum(one.imports_usd for one in rows)
        mean = {
            name: sum(getattr(one, name) * one.imports_usd for one in rows) / whole
            for name in ("base_rate", "additional_rate", "total_rate", "low", "high")
        }
        return replace(rows[0], key=row["origin"], imports_usd=whole, **mean)

    def _origins(self, origin: str, customs: Customs) -> tuple[str, ...]:
        held, groups = customs.weights.imports.origins, self._sheet["groups"]
        if origin == WORLD:
            return held
        members = groups.get(origin)
        if members == "rest":
            named = {row["origin"] for row in self.figures if row["series"] == "yale"}
            grouped = {code for one in groups.values() if isinstance(one, list) for code in one}
            return tuple(code for code in held if code not in named | grouped | {"MEX", "EU"})
        return tuple(code for code in members if code in held) if members else (origin,)

    def _series(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._sheet["series"].get(name, {})
        return self._sheet["series"][found["like"]] if "like" in found else found

    def _step(self, series: str, day: date) -> Step:
        step = self._series(series).get("steps", {}).get(str(day))
        if step is None:
            return Step(day)
        return Step(
            on=parse_date(step["on"]),
            known_at=parse_date(step["known_at"]) if "known_at" in step else None,
            begun=tuple(step.get("begun", ())),
            before=tuple(step.get("before", ())),
        )

    def _given(self, rule: Mapping[str, Any], day: date) -> dict[str, Value]:
        late = rule.get("from_2026_02_24", {}) if day >= date(2026, 2, 24) else {}
        return {key: value == "yes" for key, value in late.get("given", {}).items()}

    def _at(self, importer: str, step: Step, rule: Mapping[str, Any]) -> Customs:
        """Return the customs of an importer at a step, less the exemptions a source does not count."""
        without = rule.get("without")
        dropped = tuple(without["lists"]) if without and step.on < parse_date(without["until"]) else ()
        known = step.known_at or max(self._record.newest, step.on)
        key = (
            importer,
            known,
            step.begun,
            step.before,
            dropped,
            step.on if step.begun or step.before else None,
        )
        if key not in self._customs:
            record = _without(self._record, dropped) if dropped else self._record
            moment = first_moment(step.on)
            changes = {name: [Change(moment, "in_force", None, "assumed")] for name in step.begun}
            changes |= {name: [Change(moment, "scheduled", None, "assumed")] for name in step.before}
            record = record.assuming(changes, f"{record.digest} {key}") if changes else record
            found = Customs(record, importer, known)
            weights = self._weights.setdefault(importer, found.weights)
            special = rule.get("special_provisions") == "charged"
            found.weights = replace(weights, special_charged=special)
            self._customs[key] = found
        return self._customs[key]

    def _cause(self, row: Mapping[str, str], day: date) -> tuple[str, str]:
        for rule in self._sheet["causes"]:
            fits = (
                rule["series"] == row["series"]
                and str(day) in rule.get("on", [str(day)])
                and row["origin"] in rule.get("origins", [row["origin"]])
                and row["importer"] == rule.get("importer", row["importer"])
                and str(day) < rule.get("until", "9999")
            )
            if fits:
                return rule["cause"], rule["why"]
        return "not compared", "another kind of average"


def _without(record: Record, lists: tuple[str, ...]) -> Record:
    """Return a record whose measures spare no goods of some lists."""
    measures = {name: _stripped(measure, lists) for name, measure in record.tables.measures.items()}
    return Record(replace(record.tables, measures=measures), f"{record.digest} without {lists}")


def _stripped(measure: Measure, lists: tuple[str, ...]) -> Measure:
    def spares_only(products: object) -> bool:
        return isinstance(products, Products) and bool(products.lists) and set(products.lists) <= set(lists)

    kept = tuple(row for row in measure.scope.exempt if row.list not in lists)
    tranches = tuple(
        tranche
        for tranche in measure.tranches
        if tranche.semantics != "exempt" or not spares_only(tranche.products or measure.scope.products)
    )
    return replace(measure, scope=replace(measure.scope, exempt=kept), tranches=tranches)
