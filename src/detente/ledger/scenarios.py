"""Scenarios: ordered events assumed on top of the record, never an edit of it.

A scenario is a YAML file: a name, a title, events, and measures it adds. An event names a tranche, a
measure, or one of the selections below, and the state it comes to. The built-in scenarios are such
files too (`data/scenarios`): the empty one is `hold`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from detente.core.errors import BadInput, Place
from detente.core.time import Instant, first_moment
from detente.ledger.added import with_measures
from detente.ledger.deadlines import concerns, is_running
from detente.ledger.entries import Measure, State, Tranche
from detente.ledger.located import read_yaml
from detente.ledger.reading import problems_of
from detente.ledger.record import Record
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
    """Ordered events on top of the record; without events it is the law as it stands."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    scenario: str
    title: str
    events: tuple[Assumption, ...] = ()
    measures: tuple[Measure, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The pair, the moment and the day of knowledge that a scenario is asked about."""

    between: tuple[str, str]
    instant: Instant
    known_at: date


@dataclass(frozen=True, slots=True)
class Assumed:
    """A scenario applied: the record under it, what it changed, and what the law did not let it change."""

    scenario: Scenario
    record: Record
    changed: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def touched(self) -> frozenset[str]:
        """The tranches whose state or existence the scenario assumes."""
        added = (tranche.id for measure in self.scenario.measures for tranche in measure.tranches)
        return frozenset((*(tranche_id for tranche_id, _ in self.changed), *added))


def built_in_scenarios() -> tuple[str, ...]:
    """Return the names of the built-in scenarios.

    Example:
        >>> built_in_scenarios()
        ('deal', 'hold', 'lapse', 'peak')
    """
    return tuple(sorted(path.stem for path in BUILT_IN.glob("*.yaml")))


def read_scenario(name: str) -> Scenario:
    """Return a built-in scenario by name, or one from a YAML file by path.

    Raises:
        BadInput: There is no such scenario or file, or the file cannot be read as one.

    Example:
        >>> read_scenario("lapse").events[0].to_state
        'on_lapse'
    """
    if name in built_in_scenarios():
        return _parsed(BUILT_IN / f"{name}.yaml", name)
    path = Path(name)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return _parsed(path, name)
    near = difflib.get_close_matches(name, built_in_scenarios(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"use {', '.join(built_in_scenarios())} or a YAML file"
    raise BadInput(f"there is no scenario '{name}'", mend=hint)


def _parsed(path: Path, name: str) -> Scenario:
    from pydantic import ValidationError

    located = read_yaml(path, name)
    if located.problems:
        first = located.problems[0]
        raise BadInput(first.what, first.place, first.mend)
    try:
        scenario: Scenario = _adapter().validate_python(located.data)
        return scenario
    except ValidationError as error:
        problem = problems_of(error, Scenario, (), located)[0]
        raise BadInput(problem.what, problem.place, problem.mend) from error


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
    changed: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    for event in scenario.events:
        for tranche_id, state, named in _targets(current, event, question):
            at = event.at or first_moment(question.instant.day)
            voided = _voided(current, tranche_id, question)
            if state in ("in_force", "suspended") and voided and not event.hypothetical:
                if named:
                    what = f"scenario '{scenario.scenario}' wakes {tranche_id}, whose legal base is void"
                    mend = "add `hypothetical: true` to the event to ask all the same"
                    raise BadInput(f"{what} ({voided})", mend=mend)
                refused.append((tranche_id, voided))
                continue
            if named:
                there = replace(question, instant=event.at or question.instant)
                _check_alive(current, scenario, tranche_id, state, there)
            change = Change(at, state, None, f"scenario {scenario.scenario}")
            digest = hashlib.sha256(f"{current.digest}{tranche_id}{at}{state}".encode()).hexdigest()
            current = current.assuming({tranche_id: [change]}, digest)
            changed.append((tranche_id, state))
    return Assumed(scenario, current, tuple(changed), tuple(refused))


def _targets(record: Record, event: Assumption, question: Question) -> Iterable[tuple[str, Any, bool]]:
    """Yield tranche, new state, and whether the event names the tranche itself."""
    _check_event(event)
    if event.tranche:
        yield record.tranche(event.tranche).id, event.to_state, True
    elif event.measure:
        if event.measure not in record.tables.measures:
            near = difflib.get_close_matches(event.measure, record.tables.measures, n=1)
            mend = f"did you mean '{near[0]}'?" if near else "`detente timeline` lists the measures on record"
            raise BadInput(f"no measure '{event.measure}' is on record", mend=mend)
        tranches = record.tables.measures[event.measure].tranches
        spans = {item.id: record.state(item.id, question.instant, question.known_at) for item in tranches}
        alive = [tranche_id for tranche_id, span in spans.items() if span and span.state in ALIVE]
        for tranche_id in alive or [tranche.id for tranche in tranches[-1:]]:
            yield tranche_id, event.to_state, True
    elif event.select == "governed_by_running_deadlines":
        for tranche_id, state in _governed(record, question).items():
            yield tranche_id, state if event.to_state == "on_lapse" else event.to_state, False
    elif event.select == "all_goods_between_the_two":
        yield from _all_goods(record, event, question)


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


def _governed(record: Record, question: Question) -> Mapping[str, State]:
    day = question.instant.day
    return {
        governed.tranche: governed.on_lapse
        for deadline in record.tables.deadlines.values()
        if concerns(record, deadline, question.between) and is_running(deadline, day, question.known_at)
        for governed in deadline.governs
        if governed.tranche
    }


def _all_goods(record: Record, event: Assumption, question: Question) -> Iterable[tuple[str, Any, bool]]:
    first, second = question.between
    for importer, origin in ((first, second), (second, first)):
        tranches = list(all_goods_duties(record, importer, origin))
        if event.to_state == "as_at_peak":
            states = _states_at_peak(record, tranches, question)
            yield from ((tranche_id, state, False) for tranche_id, state in states.items())
            continue
        for tranche in tranches:
            now = record.state(tranche.id, question.instant, question.known_at)
            if now and now.state in ("in_force", "suspended"):
                yield tranche.id, event.to_state, False


def _states_at_peak(record: Record, tranches: Sequence[Tranche], question: Question) -> dict[str, State]:
    """Return the tranches whose state differs from that at the peak, and what they come to."""
    peak = peak_instant(record, tranches, min(question.known_at, question.instant.day))
    if peak is None:
        return {}
    found: dict[str, State] = {}
    for tranche in tranches:
        now = record.state(tranche.id, question.instant, question.known_at)
        then = record.state(tranche.id, peak, question.known_at)
        was: State = "in_force" if then and then.state == "in_force" else "terminated"
        if (now.state if now else "terminated") != was:
            found[tranche.id] = was
    return found


def all_goods_duties(record: Record, importer: str, origin: str) -> Iterable[Tranche]:
    """Yield the tranches that add an ad valorem duty on all goods of an origin, in whatever state."""
    for tranche in record.tranches_against(importer, origin):
        goods = tranche.products or record.measure_of[tranche.id].scope.products
        if goods == "all" and tranche.semantics in ("add", "floor_total") and isinstance(tranche.rate, float):
            yield tranche


def peak_instant(record: Record, tranches: Iterable[Tranche], known_at: date) -> Instant | None:
    """Return the first moment, up to a day, at which the tranches in force summed to their highest rate."""
    duties = list(tranches)
    spans = [(tranche.rate, record.timeline(tranche.id, known_at)) for tranche in duties]
    moments = {span.start for _, timeline in spans for span in timeline if span.state == "in_force"}
    best: tuple[float, Instant] | None = None
    for moment in sorted(moments):
        if moment.day > known_at:
            break
        total = 0.0
        for tranche in duties:
            span = record.state(tranche.id, moment, known_at)
            if span and span.state == "in_force" and isinstance(tranche.rate, float):
                total += tranche.rate
        if best is None or total > best[0] + 1e-12:
            best = (total, moment)
    return best[1] if best else None


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
