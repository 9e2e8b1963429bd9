"""Computed answers as rows: one figure a row, the same columns for effects and replications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from detente.app.cli.files import Rows

if TYPE_CHECKING:
    from detente.impact.effects import EconomyEffect, Effects, SectorEffect
    from detente.impact.replication import Replication

COLUMNS = ("scenario", "economy", "sector", "variable", "value", "unit")
UNITS = {"_percent": "percent", "_usd": "USD"}


def effects_rows(found: Effects) -> Rows:
    """Return every change of every economy and sector; sector `all` is the economy as a whole."""
    rows: list[tuple[EconomyEffect | SectorEffect, str]] = [
        *((row, "all") for row in found.economies),
        *((row, row.sector) for row in found.sectors),
    ]
    values: list[tuple[object, ...]] = [
        (found.scenario, row.economy, sector, name, value, unit)
        for row, sector in rows
        for name, value, unit in _figures(row)
    ]
    return Rows(COLUMNS, [*values, *_licences(found)])


def _licences(found: Effects) -> Iterator[tuple[object, ...]]:
    """Yield what each restriction came to, under its id, and what all of them add to real incomes."""
    for one in found.licences.restrictions if found.licences else ():
        who, what = ";".join(one.exporters), ";".join(one.sectors)
        for name, value, unit in (
            ("wedge", one.wedge, "fraction"), ("quantity", one.quantity, "fraction"),
            ("rent", one.rent_usd, "USD"), ("trade", one.trade_usd, "USD"),
        ):  # fmt: skip
            yield found.scenario, who, what, f"{one.restriction}.{name}", value, unit
    for row in found.licences.economies if found.licences else ():
        for name in ("duties_alone", "licences_alone", "added"):
            value = getattr(row, f"{name}_percent")
            yield found.scenario, row.economy, "all", f"real_income.{name}", value, "percent"


def _figures(row: EconomyEffect | SectorEffect) -> list[tuple[str, float | None, str]]:
    """Return the figures of a row with their names and units; a figure without a suffix is a fraction."""
    found = []
    for item in fields(row):
        if item.name in ("economy", "sector"):
            continue
        suffix = next((suffix for suffix in UNITS if item.name.endswith(suffix)), "")
        unit = UNITS.get(suffix, "fraction")
        found.append((item.name.removesuffix(suffix), getattr(row, item.name), unit))
    return found


def replication_rows(found: Replication) -> Rows:
    """Return every figure of a published table, as computed and as printed."""
    values: list[tuple[object, ...]] = [
        (
            row.scenario, row.economy, row.sector, row.variable, row.value, row.unit, row.published,
            row.matches,
        )
        for row in found.rows
    ]  # fmt: skip
    return Rows((*COLUMNS, "published", "matches"), values)
