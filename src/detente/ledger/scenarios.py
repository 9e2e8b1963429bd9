"""Scenarios: ordered events assumed on top of the record, never an edit of it.

A scenario is a YAML file: a name, a title, events, measures it adds, restrictions of trade and the parts of
sectors they fall on. An event names a tranche, a measure, or one of the selections below, and the state it
comes to. The built-in scenarios are such files too (`data/scenarios`): the empty one is `hold`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from detente.core.errors import BadInput, Place
from detente.core.located import Located, read_yaml
from detente.core.time import Instant, first_moment
from detente.ledger import compiled
from detente.ledger.added import with_measures
from detente.ledger.entries import Measure, State
from detente.ledger.explaining import problems_of
from detente.ledger.files import bytes_of, digest_of, files_of
from detente.ledger.record import Record
from detente.ledger.restrictions import FlowRestriction, SectorSplit, wrong_in
from detente.ledger.selections import Question, Target, at_peak, governed, parted, standing_duties
from detente.ledger.states import ALIVE, Change

BUILT_IN = Path(__file__).parent.parent / "data" / "scenarios"
Selection = Literal["governed_by_running_deadlines", "all_goods_between_the_two"]
_STATES_OF_SELECTIONS: Mapping[str, Selection] = {
    "on_lapse": "governed_by_running_deadlines",
    "as_at_peak": "all_goods_between_the_two",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One event of a scenario.

    `at` defaults to the start of the day asked about. `hypothetical` admits what the law no longer
    allows, such as waking a tranche whose legal base a court has voided.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    to_state: State | Literal["on_lapse", "as_at_peak"]
    tranche: str | None = None
    measure: str | None = None
    select: Selection | None = None
    at: Instant | None = None
    hypothetical: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Ordered events on top of the record; without events it is the law as it stands.

    Licences and quotas stand beside the duties: `restrictions` of its own, or `restrictions_on_record` by
    id, as `id=0.5` where the quantity is another.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    scenario: str
    title: str
    events: tuple[Assumption, ...] = ()
    measures: tuple[Measure, ...] = ()
    restrictions: tuple[FlowRestriction, ...] = ()
    restrictions_on_record: tuple[str, ...] = ()
    splits: tuple[SectorSplit, ...] = ()
    note: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Assumed:
    """A scenario applied: the record under it, what it changed, what the law did not let it change.

    `notes` tells what an asker must know: refusals, and events without effect on the day asked about.
    """

    scenario: Scenario
    record: Record
    changed: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """The tranches whose state or existence the scenario assumes."""
        added = (tranche.id for measure in self.scenario.measures for tranche in measure.tranches)
        return frozenset((*(tranche_id for tranche_id, _ in self.changed), *added))


def built_in_scenarios() -> tuple[str, ...]:
    """Return the names of the built-in scenarios, in the order in which the sheet shows them.

    Example:
        >>> built_in_scenarios()
        ('hold', 'lapse', 'peak', 'deal')
    """
    return tuple(_built_in())


@cache
def _built_in() -> Mapping[str, Scenario]:
    digest = digest_of([files_of(BUILT_IN)])
    found = compiled.kept_entries("scenarios", digest)
    if not found or not all(isinstance(one, Scenario) for one in found):
        found = tuple(_parsed(path, path.stem) for path in BUILT_IN.glob("*.yaml"))
        compiled.keep_entries("scenarios", digest, found)
    return {scenario.scenario: scenario for scenario in sorted(found, key=lambda scenario: scenario.order)}


def read_scenario(name: str) -> Scenario:
    """Return a built-in scenario by name, or one from a YAML file by path.

    Raises:
        BadInput: There is no such scenario or file, or the file cannot be read as one.

    Example:
        >>> read_scenario("lapse").events[0].to_state
        'on_lapse'
    """
    if name in _built_in():
        return _built_in()[name]
    path = Path(name)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return _parsed(path, name)
    if name and path.exists():
        what = "is no YAML file" if path.is_file() else "is no file"
        raise BadInput(f"the scenario '{name}' {what}", mend="name a file that ends in .yaml")
    near = difflib.get_close_matches(name, built_in_scenarios(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"use {', '.join(built_in_scenarios())} or a YAML file"
    raise BadInput(f"there is no scenario '{name}'", mend=hint)


def _parsed(path: Path, name: str) -> Scenario:
    from pydantic import ValidationError

    located = _located(path, name)
    if located.problems:
        first = located.problems[0]
        raise BadInput(first.what, first.place, first.mend)
    try:
        scenario: Scenario = _adapter().validate_python(located.data)
    except ValidationError as error:
        problem = problems_of(error, Scenario, (), located)[0]
        raise BadInput(problem.what, problem.place, problem.mend) from error
    for kind in ("restrictions", "splits"):
        for row, entry in enumerate(getattr(scenario, kind)):
            for inside, what, mend in wrong_in(entry):
                raise BadInput(what, located.place((kind, row, *inside)), mend)
    return scenario


def _located(path: Path, name: str) -> Located:
    return read_yaml(bytes_of(path, name), name)


def located_scenario(name: str) -> Located:
    """Return the file of a scenario with the place of each of its parts, to point at what is wrong.

    Example:
        >>> str(located_scenario("lapse").place(("events", 0)).file)
        'lapse'
    """
    return _located(BUILT_IN / f"{name}.yaml" if name in _built_in() else Path(name), name)


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Scenario)


def apply(record: Record, scenario: Scenario, question: Question) -> Assumed:
    """Return the record under a scenario.

    Args:
        record: The record to build on; it is left as it is.
        scenario: The events, applied in order.
        question: The pair, moment and knowledge that selections refer to.

    Raises:
        BadInput: An event names nothing on record, ends what is not in force, or wakes what a ruling
            has voided without saying that it is hypothetical.
    """
    current = with_measures(record, scenario.scenario, scenario.measures)
    restricts = (scenario.restrictions, scenario.restrictions_on_record, scenario.splits)
    if any(restricts):
        current = current.assuming({}, hashlib.sha256(f"{current.digest}{restricts}".encode()).hexdigest())
    if any(event.select == "all_goods_between_the_two" for event in scenario.events):
        current = parted(current, question.between)
    changed: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    notes: list[str] = []
    for event in scenario.events:
        for target in _targets(current, event, question):
            if target.void and not event.hypothetical:
                if target.named:
                    what = f"scenario '{scenario.scenario}' wakes {target.tranche}, whose legal base is void"
                    mend = "add `hypothetical: true` to the event to ask all the same"
                    raise BadInput(f"{what} ({target.void})", mend=mend)
                refused.append((target.tranche, target.void))
                notes.append(f"{target.tranche} cannot come back: {target.void}")
                continue
            if target.named:
                there = replace(question, instant=event.at or question.instant)
                _check_alive(current, scenario, target.tranche, target.state, there)
                notes += _without_effect(current, event, target, question)
            at = event.at or first_moment(question.instant.day)
            change = Change(at, target.state, None, f"scenario {scenario.scenario}")
            digest = hashlib.sha256(f"{current.digest}{target}{at}".encode()).hexdigest()
            current = current.assuming({target.tranche: [change]}, digest)
            changed.append((target.tranche, target.state))
    return Assumed(scenario, current, tuple(changed), tuple(refused), tuple(notes))


def _without_effect(record: Record, event: Assumption, target: Target, question: Question) -> Iterator[str]:
    """Say why an event changes nothing on the day asked about, where it does not."""
    if event.at and question.instant < event.at:
        yield f"{target.tranche}: the event of {event.at.day} has no effect yet on {question.day}"
        return
    span = record.state(target.tranche, question.instant, question.known_at)
    if span and span.state == target.state:
        yield f"{target.tranche} is {target.state.replace('_', ' ')} already: the event changes nothing"


def _targets(record: Record, event: Assumption, question: Question) -> Iterator[Target]:
    """Yield what an event changes."""
    _check_event(event)
    if event.tranche:
        yield _named(record, record.tranche(event.tranche).id, event, question)
    elif event.measure:
        if event.measure not in record.tables.measures:
            near = difflib.get_close_matches(event.measure, record.tables.measures, n=1)
            mend = f"did you mean '{near[0]}'?" if near else "`detente timeline` lists the measures on record"
            raise BadInput(f"no measure '{event.measure}' is on record", mend=mend)
        tranches = record.tables.measures[event.measure].tranches
        spans = {item.id: record.state(item.id, question.instant, question.known_at) for item in tranches}
        alive = [tranche_id for tranche_id, span in spans.items() if span and span.state in ALIVE]
        for tranche_id in alive or [tranche.id for tranche in tranches[-1:]]:
            yield _named(record, tranche_id, event, question)
    elif event.select == "governed_by_running_deadlines":
        for target in governed(record, question):
            yield target if event.to_state == "on_lapse" else replace(target, state=_state(event), void="")
    elif event.to_state == "as_at_peak":
        yield from at_peak(record, question)
    else:
        yield from (Target(tranche_id, _state(event)) for tranche_id in standing_duties(record, question))


def _named(record: Record, tranche_id: str, event: Assumption, question: Question) -> Target:
    wakes = event.to_state in ("in_force", "suspended")
    void = _voided(record, tranche_id, question) if wakes else ""
    return Target(tranche_id, _state(event), named=True, void=void)


def _state(event: Assumption) -> State:
    """Return the state that an event names; `_check_event` has kept the words of selections away."""
    assert event.to_state != "on_lapse"
    assert event.to_state != "as_at_peak"
    return event.to_state


def _check_event(event: Assumption) -> None:
    """Refuse an event that names nothing or two things, or a state that only a selection can give."""
    named = [name for name in ("tranche", "measure", "select") if getattr(event, name)]
    if len(named) != 1:
        what = f"a scenario event names {' and '.join(named) or 'nothing'}"
        raise BadInput(what, mend="give it one of tranche, measure or select")
    needed = _STATES_OF_SELECTIONS.get(event.to_state)
    if needed and event.select != needed:
        raise BadInput(
            f"to_state '{event.to_state}' goes with `select: {needed}` alone", mend="name a state of the law"
        )


def _voided(record: Record, tranche_id: str, question: Question) -> str:
    span = record.state(tranche_id, question.instant, question.known_at)
    if span is None or span.state != "invalidated":
        return ""
    ruling = record.tables.rulings.get(span.change.cause)
    return f"{ruling.title}, {ruling.on}" if ruling else f"invalidated on {span.start.day}"


def _check_alive(record: Record, scenario: Scenario, tranche_id: str, state: str, question: Question) -> None:
    span = record.state(tranche_id, question.instant, question.known_at)
    ends = state not in ALIVE or state == "suspended"
    if ends and (span is None or span.state not in ("in_force", "suspended")):
        now = f"{span.state} since {span.start.day}" if span else "not yet on record"
        what = f"it ends {tranche_id}, which is not in force on {question.instant.day} ({now})"
        mend = "take the event out, or ask about a day on which it is in force"
        raise BadInput(what, Place(f"scenario '{scenario.scenario}'"), mend)
