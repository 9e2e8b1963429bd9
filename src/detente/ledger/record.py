"""The record: the entries of the shipped folder and the user's own, joined, inherited and indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from detente.core.economies import Economies, Economy
from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger import entries
from detente.ledger.entries import Deadline, Measure, Programme, Ruling, Scope, Tranche
from detente.ledger.states import Change, Span, changes_of, state_at, timeline

INHERITED = tuple(item.name for item in fields(entries.Group) if item.name not in ("id", "title", "note"))
_TRANCHE_DEFAULTS = {item.name: item.default for item in fields(Tranche)}


@dataclass(frozen=True, slots=True)
class Tables:
    """The entries by kind and id, as read."""

    measures: Mapping[str, Measure]
    programmes: Mapping[str, Programme]
    instruments: Mapping[str, entries.Instrument]
    agreements: Mapping[str, entries.Agreement]
    deadlines: Mapping[str, Deadline]
    controls: Mapping[str, entries.Control]
    series: Mapping[str, entries.Series]
    rulings: Mapping[str, Ruling]
    people: Mapping[str, entries.Person]
    economies: Mapping[str, Economy]
    information: tuple[entries.RecordInformation, ...]


def tranches_of(measure: Measure) -> tuple[Tranche, ...]:
    """Return a measure's tranches with what they inherit from their groups filled in.

    Example:
        >>> from detente.ledger.entries import Group, Scope
        >>> measure = Measure(id="m", imposing="USA", programme="p", title="",
        ...                   scope=Scope(products="all", origins=("CHN",)),
        ...                   groups=(Group(id="g", rate=0.1),), tranches=(Tranche(id="t", group="g"),))
        >>> tranches_of(measure)[0].rate
        0.1
    """
    groups = {group.id: group for group in measure.groups}
    return tuple(
        _inherited(tranche, groups[tranche.group]) if tranche.group in groups else tranche
        for tranche in measure.tranches
    )


def _inherited(tranche: Tranche, group: entries.Group) -> Tranche:
    own = {name: getattr(tranche, name) for name in INHERITED}
    filled = {
        name: getattr(group, name)
        for name, value in own.items()
        if value == _TRANCHE_DEFAULTS[name] and getattr(group, name) not in (None, ())
    }
    return replace(tranche, **filled)


class Record:
    """Everything on record, indexed so that a question touches only what it asks about.

    A record is never changed: `assuming` returns one with further changes on top.
    """

    def __init__(self, tables: Tables, digest: str, assumed: Mapping[str, tuple[Change, ...]] | None = None):
        self.tables = tables
        self.digest = digest
        self._assumed = dict(assumed or {})
        self._timelines: dict[tuple[str, date], tuple[Span, ...]] = {}

    @cached_property
    def economies(self) -> Economies:
        """The economies and groups on record."""
        return Economies(list(self.tables.economies.values()))

    @cached_property
    def newest(self) -> date:
        """The day of the newest material; what came later is unknown."""
        return max((information.newest for information in self.tables.information), default=date.min)

    @cached_property
    def tranches(self) -> Mapping[str, Tranche]:
        """Every tranche by id, inheritance filled in."""
        return {
            tranche.id: tranche
            for measure in self.tables.measures.values()
            for tranche in tranches_of(measure)
        }

    @cached_property
    def measure_of(self) -> Mapping[str, Measure]:
        """The measure of each tranche id."""
        return {
            tranche.id: measure for measure in self.tables.measures.values() for tranche in measure.tranches
        }

    @cached_property
    def _by_imposing(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for measure in self.tables.measures.values():
            found.setdefault(measure.imposing, []).extend(tranche.id for tranche in measure.tranches)
        return {imposing: tuple(ids) for imposing, ids in found.items()}

    @cached_property
    def _voiding(self) -> Mapping[tuple[str, str], tuple[Change, ...]]:
        """The changes that rulings bring, by imposing economy and legal base."""
        found: dict[tuple[str, str], list[Change]] = {}
        for ruling in self.tables.rulings.values():
            if ruling.effect == "voids" and ruling.takes_effect:
                change = Change(ruling.takes_effect, "invalidated", ruling.on, ruling.id, only_if_alive=True)
                found.setdefault((ruling.imposing, ruling.legal_base), []).append(change)
        return {key: tuple(changes) for key, changes in found.items()}

    def tranche(self, tranche_id: str) -> Tranche:
        """Return a tranche by id.

        Raises:
            BadInput: There is none of that id.
        """
        try:
            return self.tranches[tranche_id]
        except KeyError:
            mend = "`detente timeline` lists the tranches on record"
            raise BadInput(f"no tranche '{tranche_id}' is on record", mend=mend) from None

    def programme_of(self, tranche_id: str) -> Programme:
        """Return the programme under which a tranche was imposed."""
        return self.tables.programmes[self.measure_of[tranche_id].programme]

    def timeline(self, tranche_id: str, known_at: date) -> tuple[Span, ...]:
        """Return the states of a tranche over time, as known on a day."""
        key = (tranche_id, known_at)
        if key not in self._timelines:
            tranche, measure = self.tranche(tranche_id), self.measure_of[tranche_id]
            programme = self.tables.programmes.get(measure.programme)
            base = programme.legal_base if programme else ""
            changes = [
                *changes_of(tranche),
                *self._voiding.get((measure.imposing, base), ()),
                *self._assumed.get(tranche_id, ()),
            ]
            self._timelines[key] = timeline(changes, known_at)
        return self._timelines[key]

    def state(self, tranche_id: str, instant: Instant, known_at: date) -> Span | None:
        """Return the span of a tranche that holds an instant, or None before its first."""
        return state_at(self.timeline(tranche_id, known_at), instant)

    def tranches_against(self, importer: str, origin: str) -> Iterable[Tranche]:
        """Return the tranches that an importer holds against an origin, in whatever state.

        Measures of a group that the importer belongs to (the EU's, for a member) count as its own.
        """
        return (tranche for tranche in self.tranches_of_importer(importer) if self.covers(tranche.id, origin))

    def tranches_of_importer(self, importer: str) -> Iterable[Tranche]:
        """Yield the tranches that an importer, or a group it belongs to, holds against anyone."""
        for imposing, ids in self._by_imposing.items():
            if self.economies.covers(imposing, importer):
                for tranche_id in ids:
                    yield self.tranches[tranche_id]

    def covers(self, tranche_id: str, origin: str) -> bool:
        """Say whether goods of an origin fall under a tranche."""
        scope = self.measure_of[tranche_id].scope
        if any(self.economies.covers(listed, origin) for listed in scope.except_origins):
            return False
        origins = self.tranches[tranche_id].origins or scope.origins
        return any(self.economies.covers(listed, origin) for listed in origins)

    def scope_of(self, tranche_id: str) -> Scope:
        """Return the scope of a tranche: its measure's, narrowed to its own goods and origins."""
        tranche, scope = self.tranches[tranche_id], self.measure_of[tranche_id].scope
        return replace(
            scope, origins=tranche.origins or scope.origins, products=tranche.products or scope.products
        )

    def assuming(self, changes: Mapping[str, Iterable[Change]], digest: str) -> Record:
        """Return this record with assumed changes on top; the record itself stays as it is."""
        joined: dict[str, tuple[Change, ...]] = dict(self._assumed)
        for tranche_id, added in changes.items():
            joined[tranche_id] = (*joined.get(tranche_id, ()), *added)
        return Record(self.tables, digest, joined)

    def zone_of(self, economy: str) -> str:
        """Return the time zone of an economy's customs clock."""
        return self.economies[economy].zone if economy in self.economies else "UTC"


def as_known(question: date, known_at: date | None, newest: date) -> date:
    """Return the day of knowledge for a look ahead from `question`: never later than asked for.

    Example:
        >>> as_known(date(2025, 6, 9), None, date(2026, 10, 9))
        datetime.date(2025, 6, 9)
    """
    return known_at or min(question, newest)


def tables_of(values: Mapping[str, Mapping[str, Any]]) -> Tables:
    """Return the tables from entries by kind and id."""
    names = {
        "measures": "measure", "programmes": "programme", "instruments": "instrument",
        "agreements": "agreement", "deadlines": "deadline", "controls": "control", "series": "series",
        "rulings": "ruling", "people": "person", "economies": "economy",
    }  # fmt: skip
    information = tuple(values.get("record", {}).values())
    return Tables(
        information=information, **{table: dict(values.get(kind, {})) for table, kind in names.items()}
    )
