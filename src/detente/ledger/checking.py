"""What a record must satisfy beyond its form: references, overlaps, sources, deadlines that govern."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from detente.core.economies import Economies
from detente.core.located import Problem
from detente.core.time import Interval
from detente.ledger.conditions import conditions
from detente.ledger.entries import Deadline, Products, RateRange, Scope, Tranche
from detente.ledger.reading import Entry
from detente.ledger.record import Record
from detente.ledger.references import known_in, references
from detente.ledger.restrictions import wrong_in
from detente.ledger.tables import tranches_of

HIGHEST_RATE = 5  # 500%: what lies above is a percentage written as a fraction
_Check = Callable[[Entry, Record], Iterable[Problem]]


def check_entries(found: Sequence[Entry], record: Record) -> list[Problem]:
    """Return every problem of the entries, seen against the whole record."""
    problems = [problem for entry in found for check in _CHECKS for problem in check(entry, record)]
    return [*problems, *_doubles(found)]


def check_assumed(found: Sequence[Entry], record: Record) -> list[Problem]:
    """Return the problems of entries that a scenario assumes, which need no source."""
    checks = [check for check in _CHECKS if check is not _sources]
    return [problem for entry in found for check in checks for problem in check(entry, record)]


def _doubles(found: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in found:
        key = (entry.kind, entry.id)
        if key in seen:
            what = f"the {entry.kind} '{entry.id}' is already at {seen[key].place()}"
            yield Problem(entry.place("id"), what, "give it another id or delete one")
        seen[key] = entry
        if entry.kind == "measure":
            for row, tranche in enumerate(entry.value.tranches):
                first = seen.get(("tranche", tranche.id))
                if first:
                    what = f"the tranche '{tranche.id}' is already in {first.place()}"
                    mend = "give it another id or delete one"
                    yield Problem(entry.place("tranches", row, "id"), what, mend)
                seen[("tranche", tranche.id)] = entry


def _measure_id(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind != "measure" or "measures/" not in entry.located.file:
        return
    path = entry.located.file.split("measures/", 1)[1].rsplit(".", 1)[0]
    if entry.value.id != path:
        yield Problem(entry.place("id"), f"the id '{entry.value.id}' is not the file's path", f"use '{path}'")


def _references(entry: Entry, record: Record) -> Iterator[Problem]:
    for reference in references(entry):
        known = known_in(record, reference.table)
        if reference.target not in known:
            near = difflib.get_close_matches(reference.target, list(known), n=1)
            mend = f"did you mean '{near[0]}'?" if near else f"add that {reference.table}, or correct the id"
            what = f"there is no {reference.table} '{reference.target}'"
            yield Problem(entry.place(*reference.path), what, mend)


def _groups(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind != "measure":
        return
    known = {group.id for group in entry.value.groups}
    for row, tranche in enumerate(entry.value.tranches):
        if tranche.group and tranche.group not in known:
            mend = "add the group to this measure, or leave `group` out"
            yield Problem(entry.place("tranches", row, "group"), f"there is no group '{tranche.group}'", mend)


def _reach(entry: Entry, record: Record) -> Iterator[Problem]:
    """A measure must be on someone else's goods."""
    if entry.kind != "measure":
        return
    scope = entry.value.scope
    if not scope.origins:
        yield Problem(
            entry.place("scope", "origins"), "the measure is on goods of no origin", "name origins, or WLD"
        )
    if entry.value.imposing in scope.origins:
        place = entry.place("scope", "origins")
        yield Problem(place, f"{entry.value.imposing} is on its own list of origins", "name others")


def _sources(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind in ("restriction", "split") and entry.value.source is None:
        yield Problem(entry.place("id"), f"the {entry.kind} '{entry.id}' has no source",
                      "add `source: {citation, evidence, confidence, verified}`")  # fmt: skip
    if entry.kind != "measure":
        return
    for row, tranche in enumerate(tranches_of(entry.value)):
        if tranche.source is None:
            yield Problem(entry.place("tranches", row), f"the rate of '{tranche.id}' has no source",
                          "add `source: {citation, evidence, confidence, verified}`")  # fmt: skip


def _rates(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind != "measure":
        return
    for row, tranche in enumerate(tranches_of(entry.value)):
        if tranche.rate is None and tranche.semantics not in ("specific", "price_floor", "ban"):
            yield Problem(entry.place("tranches", row), f"'{tranche.id}' has no rate",
                          "add `rate:`, as a fraction, or `rate: unknown`")  # fmt: skip
        bounds = (
            (tranche.rate.low, tranche.rate.high) if isinstance(tranche.rate, RateRange) else (tranche.rate,)
        )
        for bound in bounds:
            if isinstance(bound, float) and not 0 <= bound <= HIGHEST_RATE:
                yield Problem(entry.place("tranches", row, "rate"), f"a rate of {bound} is out of bounds",
                              "write 25% as 0.25")  # fmt: skip
        if isinstance(tranche.rate, RateRange) and tranche.rate.high < tranche.rate.low:
            yield Problem(entry.place("tranches", row, "rate"), "`high` is below `low`", "swap them")


def _intervals(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind != "measure":
        return
    for row, tranche in enumerate(tranches_of(entry.value)):
        if tranche.start and tranche.end and tranche.end <= tranche.start:
            yield Problem(entry.place("tranches", row, "end"), f"'{tranche.id}' ends before it starts",
                          "`end` is the first moment not in force")  # fmt: skip
        for place, event in enumerate(tranche.events):
            if event.until and event.until <= event.at:
                yield Problem(entry.place("tranches", row, "events", place, "until"),
                              "`until` is not after `at`", "swap them or leave `until` out")  # fmt: skip
    yield from _overlaps(entry, record)


def _overlaps(entry: Entry, record: Record) -> Iterator[Problem]:
    measure = entry.value
    if record.tables.measures[measure.id] is not measure:
        return  # another entry of that id took its place, which is told as a double
    lives = {tranche.id: _lives(tranche.id, record) for tranche in measure.tranches}
    full = {tranche.id: tranche for tranche in tranches_of(measure)}
    rows = {tranche.id: row for row, tranche in enumerate(measure.tranches)}
    for first, second in combinations(full.values(), 2):
        if first.layer != second.layer or first.semantics == "exempt" or second.semantics == "exempt":
            continue
        if first.requires != second.requires:
            continue  # a declared fact decides between them
        if not _same_goods(measure.scope, first, second, record.economies):
            continue
        if any(one.overlaps(other) for one in lives[first.id] for other in lives[second.id]):
            what = f"'{second.id}' overlaps '{first.id}' in time, goods and origin"
            mend = "end one when the other starts, or give one its own `layer` if both add up"
            yield Problem(entry.place("tranches", rows[second.id]), what, mend)


def _lives(tranche_id: str, record: Record) -> list[Interval]:
    spans = record.timeline(tranche_id, record.newest)
    return [Interval(span.start, span.end) for span in spans if span.state in ("in_force", "suspended")]


def _same_goods(scope: Scope, first: Tranche, second: Tranche, economies: Economies) -> bool:
    mine, others = first.origins or scope.origins, second.origins or scope.origins
    if not any(economies.covers(a, b) or economies.covers(b, a) for a in mine for b in others):
        return False
    if "WLD" in (*mine, *others) and mine != others:
        return False  # the programme's most_specific_origin rule decides between them
    goods, other_goods = first.products or scope.products, second.products or scope.products
    if isinstance(goods, Products) and isinstance(other_goods, Products):
        return goods == other_goods or bool(set(goods.lists) & set(other_goods.lists))
    return goods == other_goods


def _deadlines(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind != "deadline":
        return
    value: Deadline = entry.value
    if not value.governs:
        yield Problem(entry.place("governs"), f"the deadline '{value.id}' governs nothing",
                      "name the tranches or controls that change on that day")  # fmt: skip
    for row, governed in enumerate(value.governs):
        if (governed.tranche is None) == (governed.control is None):
            yield Problem(entry.place("governs", row), "names neither or both of tranche and control",
                          "name one of them")  # fmt: skip


def _dates(entry: Entry, record: Record) -> Iterator[Problem]:
    if (
        entry.kind == "person"
        and entry.value.start
        and entry.value.end
        and entry.value.end < entry.value.start
    ):
        yield Problem(
            entry.place("end"), f"{entry.value.name} leaves office before taking it", "swap the dates"
        )
    if entry.kind == "programme":
        for row, interaction in enumerate(entry.value.interactions):
            if not interaction.citation:
                yield Problem(
                    entry.place("interactions", row), "the interaction has no citation", "cite the law"
                )


def _restrictions(entry: Entry, record: Record) -> Iterator[Problem]:
    if entry.kind not in ("restriction", "split"):
        return
    for path, what, mend in wrong_in(entry.value):
        yield Problem(entry.place(*path), what, mend)
    if entry.kind == "restriction" and entry.value.series in record.tables.series:
        series = record.tables.series[entry.value.series]
        if entry.value.period not in {row.period for row in series.observations if row.value is not None}:
            what = f"'{series.id}' has no figure for {entry.value.period}"
            yield Problem(entry.place("period"), what, f"`detente series {series.id}` lists them")
        if not series.normal_level:
            yield Problem(entry.place("series"), f"'{series.id}' states no normal level", "give a quantity")


_CHECKS: tuple[_Check, ...] = (
    _measure_id, _references, _groups, _reach, _sources, _rates, _intervals, conditions, _deadlines, _dates,
    _restrictions,
)  # fmt: skip
