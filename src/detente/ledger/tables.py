"""The entries of a record by kind and id, and tranches with what they inherit from their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from detente.core.economies import Economy
from detente.ledger import entries
from detente.ledger.entries import Deadline, Measure, Programme, Ruling, Tranche
from detente.ledger.restrictions import FlowRestriction, SectorSplit

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
    restrictions: Mapping[str, FlowRestriction]
    splits: Mapping[str, SectorSplit]
    economies: Mapping[str, Economy]
    information: tuple[entries.RecordInformation, ...]


def tables_of(values: Mapping[str, Mapping[str, Any]]) -> Tables:
    """Return the tables from entries by kind and id."""
    names = {
        "measures": "measure", "programmes": "programme", "instruments": "instrument",
        "agreements": "agreement", "deadlines": "deadline", "controls": "control", "series": "series",
        "rulings": "ruling", "people": "person", "restrictions": "restriction", "splits": "split",
        "economies": "economy",
    }  # fmt: skip
    information = tuple(values.get("record", {}).values())
    return Tables(
        information=information, **{table: dict(values.get(kind, {})) for table, kind in names.items()}
    )


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
