"""What the rows on duties lost on their way into the record: measures and rates by economy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from detente.core.time import Instant
from detente.ledger.entries import Event, Group, RateRange, Tranche
from detente.ledger.record import Record
from support.facts import TOLERANCE, Row, first_economy, first_life, last_days_of, rates, source_misses

SEMANTICS = {
    "additive": {"add"}, "tariff-rate quota": {"add"}, "total_floor": {"floor_total"},
    "total": {"total", "floor_total"}, "exempt": {"exempt"}, "suspension": {"exempt"}, "fee": {"specific"},
    "import prohibition": {"ban"},
    "duty-free treatment": {"specific"}, "MFN increase": {"total"}, "replaces country rate": {"add"},
    "none": {"add"}, "": {"add"},
}  # fmt: skip


def measures(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of measures.csv lost."""
    groups = {group.id: group for measure in record.tables.measures.values() for group in measure.groups}
    events = {
        event.id: (tranche, event)
        for tranche in record.tranches.values()
        for event in tranche.events
        if event.id
    }
    above = {"source": ""}
    for row in found:
        row["source"] = row["source"].replace("as above", above["source"])
        row["source"] = row["source"].replace("as furniture", above["source"])
        if row["id"] in events:
            misses: Iterable[str] = _event_misses(row, *events[row["id"]])
        elif row["id"] in record.tranches:
            tranche = record.tranches[row["id"]]
            misses = [*_tranche_misses(row, tranche, record), *_rate_misses(row, tranche)]
        elif row["id"] in groups:
            members = [item for item in record.tranches.values() if item.group == row["id"]]
            misses = _group_misses(row, groups[row["id"]], members, record)
        else:
            misses = ["not on record"]
        yield from (f"{row['id']}: {miss}" for miss in misses)
        above = row


def _event_misses(row: Row, tranche: Tranche, event: Event) -> Iterator[str]:
    if event.to_state != "suspended":
        yield f"comes to {event.to_state}"
    yield from _start_misses(row, event.at)
    if event.until and event.until.day.isoformat() < row["effective_to"]:
        yield f"runs to {event.until}, not {row['effective_to']}"
    source = event.source or tranche.source
    yield from source_misses(row, source)


def _tranche_misses(row: Row, tranche: Tranche, record: Record) -> Iterator[str]:
    imposing = first_economy(row["imposing"])
    measure = record.measure_of[tranche.id]
    if measure.imposing != imposing:
        yield f"imposed by {measure.imposing}"
    target = first_economy(row["target"])
    if target and not record.covers(tranche.id, target) and target not in measure.scope.origins:
        yield f"does not fall on {target}"
    key = next(key for key in SEMANTICS if row["rate_semantics"].startswith(key))
    if tranche.semantics not in SEMANTICS[key]:
        yield f"semantics {tranche.semantics}, not {row['rate_semantics']}"
    if row["effective_from"] and tranche.start is None:
        yield "no start"
    if row["effective_from"] and tranche.start:
        # A row tells the first day in force, the record also the day first set, where it was put off.
        life = first_life(record.timeline(tranche.id, record.newest))
        starts = [tranche.start, life.start if life else tranche.start]
        yield from min((list(_start_misses(row, start)) for start in starts), key=len)
    yield from _life_misses(row, tranche.id, record)
    yield from source_misses(row, tranche.source)


def _rate_misses(row: Row, tranche: Tranche | Group) -> Iterator[str]:
    wanted, rate = rates(row["rate_percent"]), tranche.rate
    if row["rate_semantics"] == "suspension":  # the rate that sleeps, which another row tells
        return
    if wanted is None:
        if rate not in (None, "unknown", 0.0):
            yield f"a rate of {rate} where the row has none"
        return
    bounds = (rate.low, rate.high) if isinstance(rate, RateRange) else (rate, rate)
    if row["rate_percent"].startswith("up to"):
        bounds, wanted = (bounds[1], bounds[1]), (wanted[1], wanted[1])
    if bounds != pytest.approx(wanted, abs=TOLERANCE):
        yield f"a rate of {rate}, not {row['rate_percent']}%"


def _group_misses(row: Row, group: Group, members: list[Tranche], record: Record) -> Iterator[str]:
    yield from _rate_misses(row, group)
    if not members:
        yield "a group without tranches"
        return
    if group.start:
        yield from _start_misses(row, group.start)
    yield from _life_misses(row, members[-1].id, record)
    yield from source_misses(row, group.source)


def _start_misses(row: Row, start: Instant) -> Iterator[str]:
    clock, _, zone = row["effective_time"].partition(" ")
    if start.day.isoformat() != row["effective_from"]:
        yield f"starts {start}, not {row['effective_from']}"
    elif clock and start != Instant.parse(f"{row['effective_from']}T{clock} {zone}"):
        yield f"starts {start}, not at {row['effective_time']}"


def _life_misses(row: Row, tranche_id: str, record: Record) -> Iterator[str]:
    spans, newest = record.timeline(tranche_id, record.newest), record.newest
    begun = [span for span in spans if span.start.day <= newest]
    if row["status"].startswith(("never_in_force", "threat", "pending")):
        if any(span.state == "in_force" for span in begun):
            yield "in force, although it never was"
        return
    if row["status"].startswith("replaced_retroactively"):
        later = any(span.state == "in_force" for span in spans)
        known = any(span.state == "in_force" for span in record.timeline(tranche_id, date(2025, 8, 20)))
        if later or not known:
            yield "not replaced from its start"
        return
    if row["status"] in ("none", "scheduled"):
        return
    life = first_life(spans)
    if life is None:
        yield "never in force"
        return
    to_come = not row["effective_to"] and life.end is not None and life.end.day > newest
    if not to_come and row["effective_to"] not in last_days_of(row, life):
        yield f"ends {life.end}, not after {row['effective_to'] or 'a day unknown'}"
    if row["status"] == "judicially_ended" and begun and begun[-1].state != "invalidated":
        yield f"{begun[-1].state}, not invalidated"


def country_rates(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of country_rates.csv lost."""
    for row in found:
        tranche = _of_economy(row, record)
        name = f"{row['programme']} {row['economy']} {row['effective_from']}"
        if tranche is None:
            yield f"{name}: not on record"
            continue
        floor = row["semantics"] == "total_floor"
        share = float(row["rate_percent"]) / 100
        peers = [float(peer["rate_percent"]) / 100 for peer in found if _same_economy(peer, row)]
        wanted = max(peers) if floor else share  # what a floor adds to MFN is told for several MFN rates
        if tranche.rate != pytest.approx(wanted, abs=TOLERANCE):
            yield f"{name}: a rate of {tranche.rate}, not {wanted}"
        if tranche.semantics != ("floor_total" if floor else "add"):
            yield f"{name}: semantics {tranche.semantics}"
        if row["heading"] not in (tranche.heading or ""):
            yield f"{name}: heading {tranche.heading}, not {row['heading']}"
        for miss in source_misses(row, tranche.source, lower=True):
            yield f"{name}: {miss}"


def _same_economy(first: Row, second: Row) -> bool:
    return all(first[key] == second[key] for key in ("programme", "economy", "effective_from"))


def _of_economy(row: Row, record: Record) -> Tranche | None:
    """Return the tranche of a programme that names an economy and starts on the day of the row."""
    named = [
        tranche
        for tranche in record.tranches.values()
        if record.measure_of[tranche.id].programme == row["programme"]
        and row["economy"] in (tranche.origins or record.measure_of[tranche.id].scope.origins)
        and tranche.start
        and tranche.start.day.isoformat() == row["effective_from"]
    ]
    near = [
        item for item in named if item.rate == pytest.approx(float(row["rate_percent"]) / 100, abs=TOLERANCE)
    ]
    kind = "floor_total" if row["semantics"] == "total_floor" else "add"
    return next((item for item in near or named if item.semantics == kind), None) or next(
        iter(near or named), None
    )
