"""Restrictions of a scenario and of the record: gathered, checked, laid on a world table."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.core.codes import WORLD
from detente.core.errors import BadInput, Place
from detente.core.sources import Source
from detente.ledger.added import two_letter_codes
from detente.ledger.checking import check_assumed
from detente.ledger.reading import Entry
from detente.ledger.record import Record
from detente.ledger.restrictions import UNKNOWN, FlowRestriction, SectorSplit, wrong_quantity
from detente.ledger.scenarios import Scenario, located_scenario, read_scenario
from detente.models import Restriction
from detente.world.splitting import Part
from detente.world.tables import World


@dataclass(frozen=True, slots=True)
class Stated:
    """What a scenario restricts, each with a wedge or a quantity, and the parts of sectors it needs.

    `rows` are those that stand in the scenario's own file, to point at what is wrong.
    """

    restrictions: tuple[FlowRestriction, ...] = ()
    splits: tuple[SectorSplit, ...] = ()
    rows: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who says so; what is assumed has no source."""
        entries: tuple[FlowRestriction | SectorSplit, ...] = (*self.restrictions, *self.splits)
        return tuple(entry.source for entry in entries if entry.source)

    def place(self, name: str, *inside: str | int) -> Place | None:
        """Return where a restriction or split, or a part of it, stands in the scenario's file."""
        return self.rows[name].place(*inside) if name in self.rows else None


def stated(record: Record, name: str, asked: Sequence[str] = ()) -> Stated:
    """Return the restrictions of a scenario, and those of the record that it or the question names.

    Args:
        record: The record.
        name: The scenario.
        asked: Further ids of restrictions on record; `id=0.5` gives the quantity left as a share.

    Raises:
        BadInput: An id, economy, control or series is not on record, a quantity is not known, or a
            restriction is named twice.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> found = stated(open_record(), "hold", ["chn-magnets-2025-05"])
        >>> found.restrictions[0].quantity, found.splits[0].parent
        (0.2476, 'electrical')
    """
    scenario = read_scenario(name)
    if not (scenario.restrictions or scenario.restrictions_on_record or scenario.splits or asked):
        return Stated()
    scenario = _coded(record, scenario)
    rows = _rows(scenario, name)
    for problem in check_assumed(rows, record):
        raise BadInput(problem.what, problem.place, problem.mend)
    named = (*scenario.restrictions_on_record, *asked)
    found = [*scenario.restrictions, *(_on_record(record, text) for text in named)]
    for kind, names in (
        ("restriction", [one.id for one in found]),
        ("split", [one.id for one in scenario.splits]),
    ):
        twice = next((one for one in names if names.count(one) > 1), None)
        if twice is not None:
            raise BadInput(f"the {kind} '{twice}' is named twice", mend="name it once")
    return Stated(
        tuple(_with_quantity(record, one) for one in found),
        tuple(_splits(record, scenario, found)),
        {row.id: row for row in rows},
    )


def parts_of(record: Record, world: World, found: Stated) -> tuple[Part, ...]:
    """Return the parts of sectors as shares by economy of a world table; a member has its group's share.

    Raises:
        BadInput: The table lacks the parent of a part.
    """
    parts = []
    for split in found.splits:
        if split.parent not in world.sectors:
            what = f"'{split.parent}' is no sector of {world.name}"
            raise BadInput(what, found.place(split.id, "parent"), _nearest(split.parent, world.sectors))
        share = np.full(len(world.economies), split.share)
        wide_first = sorted(split.shares, key=lambda code: code in world.economies)
        for code in wide_first:
            share[[record.economies.covers(code, one) for one in world.economies]] = split.shares[code]
        parts.append(Part(name=split.id, parent=split.parent, share=share, of_use=split.of == "use"))
    return tuple(parts)


def on_flows(record: Record, world: World, found: Stated) -> tuple[Restriction, ...]:
    """Return restrictions on the economies and sectors of a world table, groups and the world written out.

    Raises:
        BadInput: The table lacks a sector or an economy, or a group cannot be parted from the world.
    """
    return tuple(
        Restriction(
            name=one.id,
            exporters=_members(record, world, found, one, "exporters"),
            importers=_importers(record, world, found, one),
            sectors=_sectors(world, found, one),
            wedge=one.wedge,
            quantity=None if one.wedge is not None else _number(one.quantity),
            rent=one.rent,
        )
        for one in found.restrictions
    )


def _coded(record: Record, scenario: Scenario) -> Scenario:
    """Write alpha-2 codes as alpha-3, as the record's own reader does."""
    alpha3 = two_letter_codes(record)
    return replace(
        scenario,
        restrictions=tuple(
            replace(
                one,
                exporters=tuple(alpha3.get(code, code) for code in one.exporters),
                importers=tuple(alpha3.get(code, code) for code in one.importers),
            )
            for one in scenario.restrictions
        ),
        splits=tuple(
            replace(one, shares={alpha3.get(code, code): share for code, share in one.shares.items()})
            for one in scenario.splits
        ),
    )


def _rows(scenario: Scenario, name: str) -> list[Entry]:
    """Return the restrictions and splits of a scenario with their places in its file."""
    file = located_scenario(name)
    return [
        Entry(kind, one, file, (key, row))
        for kind, key in (("restriction", "restrictions"), ("split", "splits"))
        for row, one in enumerate(getattr(scenario, key))
    ]


def _on_record(record: Record, text: str) -> FlowRestriction:
    """Return a restriction of the record by its id, with another quantity where one is given."""
    name, given, share = text.partition("=")
    known = record.tables.restrictions
    if name not in known:
        mend = _nearest(name, known) if known else "write it in a scenario file"
        raise BadInput(f"no restriction '{name}' is on record", mend=mend)
    if not given:
        return known[name]
    try:
        quantity = float(share)
    except ValueError:
        raise BadInput(f"{name}: '{share}' is no number", mend=f"write {name}=0.5 for a half") from None
    if problem := wrong_quantity(quantity):
        raise BadInput(f"{name}: {problem[0]}", mend=problem[1])
    return replace(known[name], quantity=quantity, wedge=None, series=None, period=None)


def _with_quantity(record: Record, one: FlowRestriction) -> FlowRestriction:
    """Return a restriction with the quantity that its series tells; refuse one of unknown quantity."""
    if one.quantity == UNKNOWN:
        what = f"how much the restriction '{one.id}' leaves is not on record"
        raise BadInput(what, mend=f"say it, as {one.id}=0.5 for half of the normal quantity")
    if one.series is None:
        return one
    series = record.tables.series[one.series]
    rows = (row for row in series.observations if row.period == one.period)
    value = next(row.value for row in rows if row.value is not None)
    assert series.normal_level
    return replace(one, quantity=value / series.normal_level)


def _splits(record: Record, scenario: Scenario, found: Sequence[FlowRestriction]) -> Iterator[SectorSplit]:
    """Yield the scenario's own splits, and those of the record that its restrictions need."""
    own = {split.id: split for split in scenario.splits}
    yield from own.values()
    needed = dict.fromkeys(sector for one in found for sector in one.sectors if sector not in own)
    yield from (record.tables.splits[name] for name in needed if name in record.tables.splits)


def _importers(record: Record, world: World, found: Stated, one: FlowRestriction) -> tuple[str, ...]:
    """Return the importers; the world is all but the members of a group that exports."""
    groups = [code for code in one.exporters if code not in (*world.economies, WORLD)]
    if WORLD not in one.importers or not groups:
        return _members(record, world, found, one, "importers")
    if len(one.exporters) > 1:
        what = f"the restriction '{one.id}' has {groups[0]} and others sell to the world"
        mend = "write one restriction for each, or name the importers"
        raise BadInput(what, found.place(one.id, "exporters"), mend)
    covers = record.economies.covers
    return tuple(code for code in world.economies if not covers(groups[0], code))


def _members(record: Record, world: World, found: Stated, one: FlowRestriction, axis: str) -> tuple[str, ...]:
    """Return the economies of the table that codes and groups stand for, each once."""
    members: dict[str, None] = {}
    for place, code in enumerate(getattr(one, axis)):
        mine = [economy for economy in world.economies if record.economies.covers(code, economy)]
        if not mine:
            what = f"the restriction '{one.id}' names {code}, which is not in {world.name}"
            mend = "name an economy of the table, see `detente world info`"
            raise BadInput(what, found.place(one.id, axis, place), mend)
        members.update(dict.fromkeys(mine))
    return tuple(members)


def _sectors(world: World, found: Stated, one: FlowRestriction) -> tuple[str, ...]:
    for place, sector in enumerate(one.sectors):
        if sector not in world.sectors:
            what = f"the restriction '{one.id}' names '{sector}', which is no sector of {world.name}"
            mend = f"{_nearest(sector, world.sectors)}, or split it off under `splits:`"
            raise BadInput(what, found.place(one.id, "sectors", place), mend)
    return one.sectors


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.4)
    return f"did you mean '{near[0]}'?" if near else f"use {', '.join(known)}"


def _number(quantity: float | str | None) -> float:
    assert isinstance(quantity, float)
    return quantity
