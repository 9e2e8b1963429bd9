"""The record: the entries of the shipped folder and the user's own, joined, inherited and indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
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


class _Index:
    """What follows from the tables alone, worked out once and shared by a record and its overlays."""

    def __init__(self, tables: Tables) -> None:
        measures = tables.measures.values()
        self.economies = Economies(list(tables.economies.values()))
        self.newest = max((information.newest for information in tables.information), default=date.min)
        self.tranches = {tranche.id: tranche for measure in measures for tranche in tranches_of(measure)}
        self.measure_of = {tranche.id: measure for measure in measures for tranche in measure.tranches}
        self.scopes: dict[str, Scope] = {}
        self.by_imposing: dict[str, list[str]] = {}
        for measure in measures:
            ids = self.by_imposing.setdefault(measure.imposing, [])
            ids.extend(tranche.id for tranche in measure.tranches)
        self.voiding: dict[tuple[str, str], list[Change]] = {}
        for ruling in tables.rulings.values():
            if ruling.effect == "voids" and ruling.takes_effect:
                change = Change(ruling.takes_effect, "invalidated", ruling.on, ruling.id, only_if_alive=True)
                self.voiding.setdefault((ruling.imposing, ruling.legal_base), []).append(change)


class Record:
    """Everything on record, indexed so that a question touches only what it asks about.

    A record is never changed: `assuming` returns one with further changes on top.
    """

    def __init__(self, tables: Tables, digest: str, index: _Index | None = None) -> None:
        self.tables = tables
        self.digest = digest
        self._shared_index = index
        self._assumed: dict[str, tuple[Change, ...]] = {}
        self._timelines: dict[tuple[str, date], tuple[Span, ...]] = {}

    @property
    def _index(self) -> _Index:
        if self._shared_index is None:
            self._shared_index = _Index(self.tables)
        return self._shared_index

    @property
    def economies(self) -> Economies:
        """The economies and groups on record."""
        return self._index.economies

    @property
    def newest(self) -> date:
        """The day of the newest material; what came later is unknown."""
        return self._index.newest

    @property
    def tranches(self) -> Mapping[str, Tranche]:
        """Every tranche by id, inheritance filled in."""
        return self._index.tranches

    @property
    def measure_of(self) -> Mapping[str, Measure]:
        """The measure of each tranche id."""
        return self._index.measure_of

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

    def timeline(self, tranche_id: str, known_at: date) -> tuple[Span, ...]:
        """Return the states of a tranche over time, as known on a day."""
        key = (tranche_id, known_at)
        if key not in self._timelines:
            tranche, measure = self.tranche(tranche_id), self.measure_of[tranche_id]
            programme = self.tables.programmes.get(measure.programme)
            base = programme.legal_base if programme else ""
            changes = [
                *changes_of(tranche),
                *self._index.voiding.get((measure.imposing, base), ()),
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
        for imposing, ids in self._index.by_imposing.items():
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

    def party_to(self, parties: Iterable[str], economy: str) -> bool:
        """Say whether an economy is among parties, itself or through a group or the world.

        Example:
            >>> from detente.ledger.opening import open_record
            >>> open_record().party_to(("USA", "EU"), "DEU")
            True
        """
        return any(self.economies.covers(listed, economy) for listed in parties)

    def parties_include(self, parties: Iterable[str], economies: Iterable[str]) -> bool:
        """Say whether each of the economies is among parties, itself or through a group or the world."""
        listed = tuple(parties)
        return all(self.party_to(listed, economy) for economy in economies)

    def on_all_goods(self, tranche_id: str) -> bool:
        """Say whether a tranche puts an ad valorem duty on all goods: what the headline rate counts."""
        on_all = self.scope_of(tranche_id).products == "all"
        return on_all and self.tranches[tranche_id].semantics in ("add", "floor_total")

    def scope_of(self, tranche_id: str) -> Scope:
        """Return the scope of a tranche: its measure's, narrowed to its own goods and origins."""
        scopes = self._index.scopes
        if tranche_id not in scopes:
            tranche, scope = self.tranches[tranche_id], self.measure_of[tranche_id].scope
            origins, products = tranche.origins or scope.origins, tranche.products or scope.products
            scopes[tranche_id] = replace(scope, origins=origins, products=products)
        return scopes[tranche_id]

    def assuming(self, changes: Mapping[str, Iterable[Change]], digest: str) -> Record:
        """Return this record with assumed changes on top; the record itself stays as it is."""
        overlay = Record(self.tables, digest, self._index)
        overlay._assumed = dict(self._assumed)
        overlay._timelines = {key: spans for key, spans in self._timelines.items() if key[0] not in changes}
        for tranche_id, added in changes.items():
            overlay._assumed[tranche_id] = (*self._assumed.get(tranche_id, ()), *added)
        return overlay

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
