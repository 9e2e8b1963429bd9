"""What an entry names: every reference with its place and the table that must hold its target."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from detente.ledger.entries import (
    Agreement,
    Control,
    Deadline,
    Event,
    Measure,
    Programme,
    Ruling,
    Series,
    Tranche,
)
from detente.ledger.reading import Entry
from detente.ledger.record import Record
from detente.ledger.restrictions import FlowRestriction, SectorSplit

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that an entry names, where it stands in the entry, and the table it belongs to."""

    path: Path_
    target: str
    table: str


def references(entry: Entry) -> Iterator[Reference]:
    """Yield every reference of an entry."""
    finder = _FINDERS.get(entry.kind)
    if finder:
        yield from finder(entry.value)


def known_in(record: Record, table: str) -> Collection[str]:
    """Return the ids that a table holds."""
    tables = record.tables
    known: dict[str, Collection[str]] = {
        "tranche": record.tranches,
        "programme": tables.programmes,
        "instrument": tables.instruments,
        "control": tables.controls,
        "agreement": tables.agreements,
        "deadline": tables.deadlines,
        "series": tables.series,
        "economy": tables.economies,
        "legal base": {programme.legal_base for programme in tables.programmes.values()},
    }
    return known[table]


def _each(path: Path_, targets: Sequence[str], table: str) -> Iterator[Reference]:
    for place, target in enumerate(targets):
        yield Reference((*path, place), target, table)


def _of_measure(measure: Measure) -> Iterator[Reference]:
    yield Reference(("imposing",), measure.imposing, "economy")
    yield Reference(("programme",), measure.programme, "programme")
    yield from _each(("scope", "origins"), measure.scope.origins, "economy")
    yield from _each(("scope", "except_origins"), measure.scope.except_origins, "economy")
    for row, tranche in enumerate(measure.tranches):
        yield from _of_tranche(("tranches", row), tranche)
    for row, group in enumerate(measure.groups):
        if group.instrument:
            yield Reference(("groups", row, "instrument"), group.instrument, "instrument")
        yield from _of_events(("groups", row, "events"), group.events)


def _of_tranche(path: Path_, tranche: Tranche) -> Iterator[Reference]:
    if tranche.instrument:
        yield Reference((*path, "instrument"), tranche.instrument, "instrument")
    yield from _each((*path, "origins"), tranche.origins or (), "economy")
    yield from _each((*path, "replaces"), tranche.replaces, "tranche")
    yield from _of_events((*path, "events"), tranche.events)


def _of_events(path: Path_, events: Sequence[Event]) -> Iterator[Reference]:
    for row, event in enumerate(events):
        if event.instrument:
            yield Reference((*path, row, "instrument"), event.instrument, "instrument")


def _of_programme(programme: Programme) -> Iterator[Reference]:
    yield Reference(("imposing",), programme.imposing, "economy")
    yield from _each(("waives",), programme.waives, "programme")
    for row, interaction in enumerate(programme.interactions):
        yield from _each(("interactions", row, "programmes"), interaction.programmes, "programme")
        yield from _each(("interactions", row, "origins"), interaction.origins, "economy")
        yield from _each(("interactions", row, "except_origins"), interaction.except_origins, "economy")


def _of_deadline(deadline: Deadline) -> Iterator[Reference]:
    yield from _each(("parties",), deadline.parties, "economy")
    if deadline.agreement:
        yield Reference(("agreement",), deadline.agreement, "agreement")
    for row, governed in enumerate(deadline.governs):
        if governed.tranche:
            yield Reference(("governs", row, "tranche"), governed.tranche, "tranche")
        if governed.control:
            yield Reference(("governs", row, "control"), governed.control, "control")
    if deadline.outcome and deadline.outcome.to:
        yield Reference(("outcome", "to"), deadline.outcome.to, "deadline")
    if deadline.outcome and deadline.outcome.instrument:
        yield Reference(("outcome", "instrument"), deadline.outcome.instrument, "instrument")
    for row, claim in enumerate(deadline.claims):
        yield Reference(("claims", row, "importer"), claim.importer, "economy")
        yield Reference(("claims", row, "origin"), claim.origin, "economy")


def _of_agreement(agreement: Agreement) -> Iterator[Reference]:
    yield from _each(("parties",), agreement.parties, "economy")
    for row, commitment in enumerate(agreement.commitments):
        yield from _each(("commitments", row, "series"), commitment.series, "series")


def _of_control(control: Control) -> Iterator[Reference]:
    yield Reference(("imposing",), control.imposing, "economy")
    yield from _each(("targets",), control.targets, "economy")
    yield from _each(("agreements",), control.agreements, "agreement")
    yield from _of_events(("events",), control.events)


def _of_ruling(ruling: Ruling) -> Iterator[Reference]:
    yield Reference(("imposing",), ruling.imposing, "economy")
    yield Reference(("legal_base",), ruling.legal_base, "legal base")


def _of_series(series: Series) -> Iterator[Reference]:
    yield Reference(("economy",), series.economy, "economy")
    yield Reference(("destination",), series.destination, "economy")


def _of_restriction(restriction: FlowRestriction) -> Iterator[Reference]:
    yield from _each(("exporters",), restriction.exporters, "economy")
    yield from _each(("importers",), restriction.importers, "economy")
    if restriction.control:
        yield Reference(("control",), restriction.control, "control")
    if restriction.series:
        yield Reference(("series",), restriction.series, "series")


def _of_split(split: SectorSplit) -> Iterator[Reference]:
    for code in split.shares:
        yield Reference(("shares", code), code, "economy")


_FINDERS: dict[str, Callable[..., Iterator[Reference]]] = {
    "measure": _of_measure,
    "programme": _of_programme,
    "deadline": _of_deadline,
    "agreement": _of_agreement,
    "control": _of_control,
    "series": _of_series,
    "restriction": _of_restriction,
    "split": _of_split,
    "ruling": _of_ruling,
}
