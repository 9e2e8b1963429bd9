"""The record as rows for CSV and Parquet: one table a verb, days as dates, rates as fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.app.cli.files import Rows
from detente.duties.status import Status
from detente.ledger.entries import Agreement, Control, Deadline, RateRange, Series

if TYPE_CHECKING:
    from detente.ledger.turns import Turn

RATE = ("rate", "low", "high")


def _rates(value: object) -> tuple[float | None, float | None, float | None]:
    """Return the rate and its bounds; a range has bounds only, what is unknown has neither."""
    if isinstance(value, RateRange):
        return None, value.low, value.high
    if isinstance(value, int | float):
        return float(value), float(value), float(value)
    return None, None, None


def _list(words: Iterable[str]) -> str:
    return ";".join(words)


def status_rows(found: Status) -> Rows:
    """Return one row for each component, of both directions."""
    columns = (
        "on", "importer", "origin", "headline_rate", "goods", "programme", "measure", "tranche",
        *RATE, "semantics", "state", "since", "until", "conditions", "sources",
    )  # fmt: skip
    values: list[tuple[object, ...]] = []
    for side in found.sides:
        for goods, parts in (("all", side.components), ("listed", side.listed)):
            for part in parts:
                values.append((
                    found.on, side.importer, side.origin, side.rate, goods, part.programme, part.measure,
                    part.tranche, *_rates(part.rate), part.semantics, part.state, str(part.since),
                    str(part.until) if part.until else None, _list(part.conditions),
                    _list(source.citation for source in part.sources),
                ))  # fmt: skip
    return Rows(columns, values)


def timeline_rows(turns: Sequence[Turn]) -> Rows:
    """Return one row for each change of state."""
    columns = (
        "at", "known_at", "imposing", "origins", "programme", "measure", "tranche", "title", *RATE,
        "state", "cause",
    )  # fmt: skip
    values: list[tuple[object, ...]] = [
        (
            str(turn.at), turn.known_at, turn.imposing, _list(turn.origins), turn.programme, turn.measure,
            turn.tranche, turn.title, *_rates(turn.rate), turn.state, turn.cause,
        )
        for turn in turns
    ]  # fmt: skip
    return Rows(columns, values)


def deadlines_rows(found: Sequence[Deadline]) -> Rows:
    """Return one row for each deadline."""
    columns = (
        "id", "on", "title", "parties", "known_at", "agreement", "governs", "outcome", "outcome_known_at",
        "moved_to", "evidence", "verified", "citation",
    )  # fmt: skip
    values: list[tuple[object, ...]] = [
        (
            one.id, one.on, one.title, _list(one.parties), one.known_at, one.agreement,
            _list(str(item.tranche or item.control) for item in one.governs),
            one.outcome and one.outcome.kind, one.outcome and one.outcome.known_at,
            one.outcome and one.outcome.to, one.source.evidence, one.source.verified, one.source.citation,
        )
        for one in found
    ]  # fmt: skip
    return Rows(columns, values)


def agreements_rows(found: Sequence[Agreement]) -> Rows:
    """Return one row for each promise; an agreement without one has a row of its own."""
    columns = (
        "id", "on", "kind", "title", "parties", "place", "people", "side", "promise", "series", "deadline",
        "outcome", "evidence", "verified", "citation",
    )  # fmt: skip
    values: list[tuple[object, ...]] = []
    for one in found:
        promises = [(item.side, item.text, _list(item.series)) for item in one.commitments]
        for promise in promises or [("", "", "")]:
            values.append((
                one.id, one.on, one.kind, one.title, _list(one.parties), one.place,
                _list(person.name for person in one.people), *promise, one.deadline, one.outcome,
                one.source.evidence, one.source.verified, one.source.citation,
            ))  # fmt: skip
    return Rows(columns, values)


def controls_rows(found: Sequence[Control]) -> Rows:
    """Return one row for each export control."""
    columns = (
        "id", "imposing", "targets", "announced", "announcement", "items", "licence_rule", "start", "end",
        "status", "suspension_instrument", "suspension_deadline", "agreements", "evidence", "verified",
        "citation",
    )  # fmt: skip
    values: list[tuple[object, ...]] = [
        (
            one.id, one.imposing, _list(one.targets), one.announced, one.announcement, one.items,
            one.licence_rule, str(one.start) if one.start else None, str(one.end) if one.end else None,
            one.status, one.suspension_instrument, one.suspension_deadline, _list(one.agreements),
            one.source.evidence, one.source.verified, one.source.citation,
        )
        for one in found
    ]  # fmt: skip
    return Rows(columns, values)


def series_rows(found: Sequence[Series]) -> Rows:
    """Return one row for each published figure."""
    columns = (
        "series", "title", "unit", "economy", "destination", "kind", "period", "value", "consensus", "yoy",
        "mom", "normal_level", "released", "derived", "disputed", "evidence", "verified", "citation",
    )  # fmt: skip
    values: list[tuple[object, ...]] = [
        (
            one.id, one.title, one.unit, one.economy, one.destination, one.kind, row.period, row.value,
            row.consensus, row.yoy, row.mom, one.normal_level, row.released, row.derived, row.disputed,
            row.source.evidence, row.source.verified, row.source.citation,
        )
        for one in found
        for row in one.observations
    ]  # fmt: skip
    return Rows(columns, values)
