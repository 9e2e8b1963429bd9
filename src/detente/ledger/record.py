"""The record: the entries of the shipped folder and the user's own, joined, inherited and indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger.entries import Measure, Scope, Tranche
from detente.ledger.index import Index
from detente.ledger.states import Change, Span, changes_of, state_at, timeline
from detente.ledger.tables import Tables

DAYS_KEPT = 8
"""How many days of knowledge a record keeps compiled timelines for."""


class Record:
    """Everything on record, indexed so that a question touches only what it asks about.

    A record is never changed: `assuming` returns one with further changes on top, an overlay. An overlay
    shares the index and, for all that it does not touch, the timelines of the record below it. What a
    record works out on the way is added to its caches in single steps, so threads may share one.
    """

    def __init__(self, tables: Tables, digest: str) -> None:
        self.tables = tables
        self.digest = digest
        self._below: Record | None = None
        self._assumed: Mapping[str, tuple[Change, ...]] = {}
        self._known_index: Index | None = None
        self._timelines: dict[date, dict[str, tuple[Span, ...]]] = {}

    @property
    def _index(self) -> Index:
        if self._known_index is None:
            self._known_index = Index(self.tables)
        return self._known_index

    @property
    def economies(self) -> Economies:
        """The economies and groups on record."""
        return self._index.economies

    @property
    def newest(self) -> date:
        """The day of the newest material; what came later is unknown."""
        return self._index.newest

    @property
    def earliest(self) -> date:
        """The day from which the record is complete; a question before it cannot be answered."""
        return self._index.earliest

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
        if self._below is not None and tranche_id not in self._assumed:
            return self._below.timeline(tranche_id, known_at)
        kept = self._kept(known_at)
        if tranche_id not in kept:
            changes = [
                *changes_of(self.tranche(tranche_id)),
                *self._index.voiding_of(tranche_id),
                *self._assumed.get(tranche_id, ()),
            ]
            kept[tranche_id] = timeline(changes, known_at)
        return kept[tranche_id]

    def _kept(self, known_at: date) -> dict[str, tuple[Span, ...]]:
        """Return the timelines kept for a day; a new day takes the place of the oldest."""
        kept = self._timelines.get(known_at)
        if kept is None:
            kept = {}
            others = list(self._timelines.items())[1 - DAYS_KEPT :]
            self._timelines = {**dict(others), known_at: kept}
        return kept

    def state(self, tranche_id: str, instant: Instant, known_at: date) -> Span | None:
        """Return the span of a tranche that holds an instant, or None before its first."""
        return state_at(self.timeline(tranche_id, known_at), instant)

    def certain(self, span: Span) -> bool:
        """Say whether a span is known to hold; one after the newest material only the instruments bring."""
        return span.start.day <= self.newest or span.change.known_at is None

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
        return origin in self._index.origins[tranche_id]

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
        """Say whether a tranche puts an ad valorem duty on all goods: what the headline rate counts.

        One that is due only where the importer declares some fact is not on all goods.
        """
        tranche, on_all = self.tranches[tranche_id], self.scope_of(tranche_id).products == "all"
        return on_all and tranche.semantics in ("add", "floor_total") and tranche.requires is None

    def scope_of(self, tranche_id: str) -> Scope:
        """Return the scope of a tranche: its measure's, narrowed to its own goods and origins."""
        return self._index.scopes[tranche_id]

    def assuming(self, changes: Mapping[str, Iterable[Change]], digest: str) -> Record:
        """Return this record with assumed changes on top; the record itself stays as it is."""
        overlay = Record(self.tables, digest)
        overlay._known_index = self._index
        overlay._below = self._below or self
        added = {name: (*self._assumed.get(name, ()), *further) for name, further in changes.items()}
        overlay._assumed = {**self._assumed, **added}
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
