"""What the other rows lost on their way: agreements, controls, rulings, figures and people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from detente.ledger.entries import Agreement
from detente.ledger.record import Record
from support.facts import TOLERANCE, Row, first_economy, source_misses


def agreements(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of agreements.csv lost."""
    for row in found:
        agreement = record.tables.agreements.get(row["id"])
        misses = _agreement_misses(row, agreement) if agreement else ["not on record"]
        yield from (f"{row['id']}: {miss}" for miss in misses)


def _agreement_misses(row: Row, agreement: Agreement) -> Iterator[str]:
    if agreement.on.isoformat() != row["date"]:
        yield f"on {agreement.on}, not {row['date']}"
    told = agreement.deadline.isoformat() if agreement.deadline else ""
    if told != row["deadline"][:10]:
        yield f"deadline {told!r}, not {row['deadline']!r}"
    if row["us_commitments"] and not any(item.side != "CHN" for item in agreement.commitments):
        yield "nothing promised to China"
    if row["cn_commitments"] and not any(item.side != "USA" for item in agreement.commitments):
        yield "nothing promised to the United States"
    if row["outcome"] and not agreement.outcome:
        yield "no outcome"
    people = {person.name.casefold() for person in agreement.people}
    for part in f"{row['us_side']}; {row['cn_side']}".split(";"):
        name = part.partition("(")[0].partition(",")[0].strip().casefold()
        if "(" in part and name and not any(name in person for person in people):
            yield f"{part.strip()} took part"
    if row["place"].partition(",")[0].partition("(")[0].strip() not in agreement.place:
        yield f"at {agreement.place!r}, not {row['place']!r}"
    yield from source_misses(row, agreement.source)


def export_controls(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of export_controls.csv lost."""
    for row in found:
        control = record.tables.controls.get(row["id"])
        if control is None:
            yield f"{row['id']}: not on record"
            continue
        if control.announced.isoformat() != row["date"]:
            yield f"{row['id']}: announced {control.announced}, not {row['date']}"
        if control.imposing != first_economy(row["imposing"]):
            yield f"{row['id']}: imposed by {control.imposing}"
        start = control.start.day.isoformat() if control.start else ""
        if start != row["effective_from"]:
            yield f"{row['id']}: starts {start}, not {row['effective_from']}"
        if row["suspension_deadline"][:10] not in control.suspension_deadline:
            yield f"{row['id']}: suspended to {control.suspension_deadline!r}"
        if row["status"].startswith("suspended") and not any(
            event.to_state == "suspended" for event in control.events
        ):
            yield f"{row['id']}: no suspension among its events"
        for miss in source_misses(row, control.source):
            yield f"{row['id']}: {miss}"


def legal_events(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of legal_events.csv lost."""
    for row in found:
        same_day = [item for item in record.tables.rulings.values() if item.on.isoformat() == row["date"]]
        ruling = next((item for item in same_day if item.body == row["body"]), None)
        if ruling is None:
            yield f"{row['date']} {row['event']}: not on record"
            continue
        if ("void" in row["effect"]) != (ruling.effect == "voids"):
            yield f"{ruling.id}: effect {ruling.effect}, not {row['effect']}"
        for miss in source_misses(row, ruling.source):
            yield f"{ruling.id}: {miss}"


SERIES = {
    "exports USD": ("chn-exports-usd",),
    "imports USD": ("chn-imports-usd",),
    "exports to US USD": ("chn-exports-to-usa-usd",),
    "imports from US USD": ("chn-imports-from-usa-usd",),
    "rare-earth permanent magnets exported by China": ("chn-magnets-wld", "chn-magnets-usa"),
    "rare earths (all forms) exported by China": ("chn-rare-earths-wld",),
    "US soybeans bought by China under the Busan deal: progress": ("usa-soybeans-purchases",),
    "US soybeans bought by China under the Busan deal: commitment": ("usa-soybeans-commitment",),
    "US soybeans bought by China under the Busan deal: stated plan": ("usa-soybeans-plan",),
    "US soybeans bought by China under the Busan deal: cargoes": ("usa-soybeans-cargoes",),
    "US soybeans bought by China under the Busan deal: progress against the 2026 commitment": (
        "usa-soybeans-2026-share",
    ),
    "US goods and services bought by China under Phase One: commitment": ("usa-phase-one-commitment",),
    "US goods and services bought by China under Phase One: bought": ("usa-phase-one-purchases",),
    "US goods and services bought by China under Phase One against the commitment": ("usa-phase-one-share",),
    "US goods and services bought by China under Phase One: agriculture against the commitment": (
        "usa-phase-one-agriculture-share",
    ),
}


def stats(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of stats.csv lost."""
    for row in found:
        figures = {"value": row["actual_yoy_percent"], "consensus": row["consensus_yoy_percent"]}
        yield from _figure_misses(row, figures, {"value": 100, "consensus": 100}, record)


def compliance(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of compliance.csv lost."""
    for row in found:
        figures = {"value": row["value"], "yoy": row["yoy_percent"], "mom": row["mom_percent"]}
        share = 100 if row["unit"].startswith("percent") else 1
        yield from _figure_misses(row, figures, {"value": share, "yoy": 100, "mom": 100}, record)


def _figure_misses(row: Row, figures: dict[str, str], scale: dict[str, int], record: Record) -> Iterator[str]:
    name = f"{row['series']}, {row['period']}, {row.get('destination', '')}"
    told = [
        observation
        for series in SERIES[row["series"]]
        if row.get("destination", "USA") == "USA" or record.tables.series[series].destination == "WLD"
        for observation in record.tables.series[series].observations
        if observation.period == row["period"]
        and (row.get("destination") != "USA" or record.tables.series[series].destination != "WLD"
             or record.tables.series[series].economy == "USA")
    ]  # fmt: skip
    if not told:
        yield f"{name}: not on record"
        return
    best: list[str] | None = None
    for observation in told:
        misses = [
            f"{name}: {key} {getattr(observation, key)}, not {text}"
            for key, text in figures.items()
            if getattr(observation, key)
            != (pytest.approx(float(text) / scale[key], abs=TOLERANCE) if text else None)
        ]
        if "release_date" in row and observation.released != date.fromisoformat(row["release_date"]):
            misses.append(f"{name}: released {observation.released}, not {row['release_date']}")
        source = observation.source
        misses += [f"{name}: {miss}" for miss in source_misses(row, source)]
        best = misses if best is None or len(misses) < len(best) else best
    yield from best or ()


def people(found: list[Row], record: Record) -> Iterator[str]:
    """Yield what the rows of people.csv lost."""
    for row in found:
        name = f"{row['name']}, {row['role']}, {row['from']}"
        person = next(
            (
                item
                for item in record.tables.people.values()
                if item.name == row["name"]
                and item.role == row["role"]
                and (item.start.isoformat() if item.start else "") == row["from"]
            ),
            None,
        )
        if person is None:
            yield f"{name}: not on record"
            continue
        if person.side != first_economy(row["side"]):
            yield f"{name}: on the side of {person.side}"
        if (person.end.isoformat() if person.end else "") != row["to"]:
            yield f"{name}: to {person.end}, not {row['to']}"
        for miss in source_misses(row, person.source):
            yield f"{name}: {miss}"
