"""The public Python face: one object, one method per verb; shell, API and page call the same.

Longer than most files, because each method carries its documented example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.economies import WORLD
from detente.core.errors import BadInput, CheckFailed
from detente.core.located import Problem
from detente.core.time import Instant, end_of_day, parse_date
from detente.duties.status import Status, status
from detente.ledger.entries import Agreement, Control, Deadline, Series
from detente.ledger.opening import check_folder, open_record
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question
from detente.ledger.turns import Turn, turns

if TYPE_CHECKING:
    from detente.brief.sheet import Brief
    from detente.impact.effects import Effects, EffectsQuestion
    from detente.impact.replication import Replication
    from detente.world.information import WorldInformation

Progress = Callable[[str, int, int], None]
Day = date | str | Instant
BASELINE = "hold"
LATEST_YEAR = 2100


class Workbench:
    """Detente from Python.

    Args:
        records: Folders of the user's own record, laid over the shipped one in order.
        world: Name of a shipped world table, or the path of one.
        progress: Called with a step's name, how many steps are done and how many there are.

    Example:
        >>> workbench = Workbench()
        >>> workbench.status("USA", "CHN", on="2025-06-09").sides[0].rate
        0.3
    """

    def __init__(
        self,
        records: Iterable[str | Path] = (),
        world: str = "icio-2022",
        progress: Progress | None = None,
    ) -> None:
        self._folders = tuple(Path(folder) for folder in records)
        self.world = world
        self.progress = progress or (lambda step, done, total: None)

    @cached_property
    def record(self) -> Record:
        """The record in use.

        Raises:
            BadInput: A folder is not there or has problems; the first is named.
        """
        try:
            return open_record(self._folders)
        except CheckFailed as error:
            mend = "`detente ledger check FOLDER` lists all of them"
            raise BadInput(str(error), mend=mend) from error

    def economy(self, text: str) -> str:
        """Return the alpha-3 code meant by a code, name or alias.

        Raises:
            BadInput: No economy goes by that word.
        """
        if not isinstance(text, str):
            raise BadInput(f"{text!r} is no economy", mend="give an ISO 3166 alpha-3 code such as USA or CHN")
        return self.record.economies.find(text).code

    def pair(self, first: str, second: str) -> tuple[str, str]:
        """Return two different economies by code.

        Raises:
            BadInput: One is unknown, or both are the same.
        """
        pair = (self.economy(first), self.economy(second))
        if pair[0] == pair[1]:
            raise BadInput(f"{pair[0]} is named twice", mend="name two economies")
        if WORLD in pair:
            raise BadInput(f"{WORLD} is no single economy", mend="name two economies, or a group such as EU")
        covers = self.record.economies.covers
        if covers(*pair) or covers(*pair[::-1]):
            raise BadInput(f"{' and '.join(pair)} are one customs territory", mend="name two economies")
        return pair

    def status(
        self, first: str, second: str, on: Day, known_at: Day | None = None, scenario: str = BASELINE
    ) -> Status:
        """Return what is in force both ways on a day, the running deadlines and what lapses.

        Args:
            first: One economy.
            second: The other.
            on: The day of import entry, or an instant such as `2025-04-10T12:01 Asia/Shanghai`.
            known_at: What was on record by then; by default all of it for the day itself, and what was
                known on the day for the look ahead.
            scenario: A built-in scenario or a YAML file.

        Raises:
            BadInput: An economy, day or scenario that does not exist.
        """
        pair, day = self.pair(first, second), self._day_on_record(on)
        record, notes = self._assumed(pair, day, known_at, scenario)
        found = status(record, pair, day, self._known(known_at), _instant(on))
        return replace(found, notices=(*found.notices, *notes))

    def record_under(
        self, first: str, second: str, on: Day, known_at: Day | None = None, scenario: str = BASELINE
    ) -> Record:
        """Return the record with a scenario assumed between two economies on a day; `hold` costs nothing.

        Raises:
            BadInput: An economy, day or scenario that does not exist.
        """
        return self._assumed(self.pair(first, second), self._day_on_record(on), known_at, scenario)[0]

    def _assumed(
        self, pair: tuple[str, str], day: date, known_at: Day | None, scenario: str
    ) -> tuple[Record, tuple[str, ...]]:
        """Return the record under a scenario, and what its asker must know."""
        if scenario == BASELINE:
            return self.record, ()
        known = self._known(known_at)
        present = known or max(self.record.newest, day)
        question = Question(pair, end_of_day(day, self.record.zone_of(pair[0])), present, ahead=known)
        assumed = apply(self.record, read_scenario(scenario), question)
        return assumed.record, assumed.notes

    def _day_on_record(self, day: Day) -> date:
        """Return a day of the law, refusing one before the record begins."""
        found, earliest = _day(day), self.record.earliest
        if found < earliest:
            raise BadInput(f"{found} lies before the record begins", mend=f"ask about {earliest} or later")
        if found.year > LATEST_YEAR:
            raise BadInput(f"{found} lies too far ahead", mend=f"ask about a day up to {LATEST_YEAR}")
        return found

    def _whole_day(self, day: Day) -> date:
        """Return a day of the law, refusing an instant: effects are those of a day's law."""
        if _instant(day) is not None:
            raise BadInput(f"{day} is an instant", mend="ask about a day, or ask `status`")
        return self._day_on_record(day)

    def _known(self, known_at: Day | None) -> date | None:
        """Return a day of knowledge, refusing one on which nothing was on record."""
        return None if known_at is None else self._day_on_record(known_at)

    def timeline(
        self, first: str | None = None, second: str | None = None, known_at: Day | None = None
    ) -> tuple[Turn, ...]:
        """Return every change of state on record in order of time, of one pair or of all.

        Raises:
            BadInput: An economy or day that does not exist.
        """
        known = self._known(known_at) or self.record.newest
        return turns(self.record, self._tranches(first, second), known)

    def _tranches(self, first: str | None, second: str | None) -> Sequence[str]:
        record = self.record
        if first is None or second is None:
            one = self.economy(first or second or WORLD)
            return [
                tranche_id
                for tranche_id, measure in record.measure_of.items()
                if one == WORLD or measure.imposing == one or record.covers(tranche_id, one)
            ]
        a, b = self.pair(first, second)
        ways = ((a, b), (b, a))
        return [tranche.id for way in ways for tranche in record.tranches_against(*way)]

    def deadlines(
        self, parties: Sequence[str] = (), on: Day | None = None, known_at: Day | None = None
    ) -> tuple[Deadline, ...]:
        """Return deadlines by day: those running on a day, or all that are on record.

        Raises:
            BadInput: An economy or day that does not exist.
        """
        from detente.ledger.deadlines import concerns, is_running

        wanted = [self.economy(party) for party in parties]
        known = self._known(known_at) or self.record.newest
        day = self._day_on_record(on) if on else None
        found = [
            deadline
            for deadline in self.record.tables.deadlines.values()
            if concerns(self.record, deadline, wanted)
            and deadline.known_at <= known
            and (day is None or is_running(deadline, day, max(known, day)))
        ]
        return tuple(sorted(found, key=lambda deadline: (deadline.on, deadline.id)))

    def agreements(self, parties: Sequence[str] = (), known_at: Day | None = None) -> tuple[Agreement, ...]:
        """Return agreements, talks and escalations by day, with people, promises and outcomes.

        An outcome is told with hindsight: with an earlier day of knowledge it is left out.

        Raises:
            BadInput: An economy or day that does not exist.
        """
        wanted = [self.economy(party) for party in parties]
        known = self._known(known_at) or self.record.newest
        found = [
            agreement if known >= self.record.newest else replace(agreement, outcome="")
            for agreement in self.record.tables.agreements.values()
            if self.record.parties_include(agreement.parties, wanted)
            and (agreement.known_at or agreement.on) <= known
        ]
        return tuple(sorted(found, key=lambda agreement: (agreement.on, agreement.id)))

    def controls(self, imposing: str | None = None, known_at: Day | None = None) -> tuple[Control, ...]:
        """Return export controls by day of announcement.

        Raises:
            BadInput: An economy or day that does not exist.
        """
        code = self.economy(imposing) if imposing else None
        known = self._known(known_at)
        found = [
            control
            for control in self.record.tables.controls.values()
            if code in (None, control.imposing) and (known is None or control.announced <= known)
        ]
        return tuple(sorted(found, key=lambda control: (control.announced, control.id)))

    def series(self, name: str | None = None) -> tuple[Series, ...]:
        """Return published statistics, shipments and purchases: one series, or all.

        Raises:
            BadInput: There is no series of that name.
        """
        import difflib

        table = self.record.tables.series
        if name is None:
            return tuple(table.values())
        if name not in table:
            near = difflib.get_close_matches(name, table, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "`detente series` lists them"
            raise BadInput(f"there is no series '{name}'", mend=hint)
        return (table[name],)

    def effects(
        self,
        first: str,
        second: str,
        on: Day,
        question: EffectsQuestion | None = None,
        known_at: Day | None = None,
    ) -> Effects:
        """Return the equilibrium effects of a scenario by economy and sector.

        Args:
            first: One economy.
            second: The other.
            on: The day whose law the scenario builds on.
            question: Scenario, base of comparison, model and its options.
            known_at: What was on record by then; by default all of it.

        Raises:
            BadInput: An economy, day, scenario, model or world that does not exist.
            NoConvergence: The solver stopped early.
        """
        from detente.impact.solving import Ask, effects

        ask = Ask(self.pair(first, second), self._whole_day(on), self._known(known_at))
        return effects(self.record, ask, question, self.world)

    def replicate(self, name: str, data: str | Path | None = None) -> Replication:
        """Return a published table beside the figures computed here from its own data.

        Raises:
            BadInput: There is no such table, or its data is not found.
        """
        from detente.impact.replication import replicate

        return replicate(name, Path(data) if data else None)

    def ledger_check(self, path: str | Path) -> tuple[int, list[Problem]]:
        """Return how many entries a folder of records holds and everything wrong with them.

        Raises:
            BadInput: There is no such folder, or no YAML in it.
        """
        return check_folder(Path(path))

    def world_info(self) -> WorldInformation:
        """Return what is known of the world table in use: coverage, sources, identities, adjustments.

        How far each identity holds is told; only `effects` and `brief` refuse a table that does not add up.

        Raises:
            BadInput: There is no such table, or it cannot be read.
        """
        from detente.world.information import describe_world
        from detente.world.tables import load_world

        return describe_world(load_world(self.world))

    def brief(
        self, first: str, second: str, on: Day, scenarios: Sequence[str] = (), known_at: Day | None = None
    ) -> Brief:
        """Return the sheet: where it stands, the clock, promises, figures, costs, sources.

        Raises:
            BadInput: An economy, day or scenario that does not exist.
            NoConvergence: A solver stopped early.
        """
        from detente.brief.composition import BriefQuestion, compose

        known = self._known(known_at)
        day = self._whole_day(on)
        question = BriefQuestion(self.pair(first, second), day, known, tuple(scenarios), self.world)
        return compose(self.record, question, self.progress)


def _day(day: Day) -> date:
    """Return the day that is meant; of an instant, the day on its own clock."""
    if isinstance(day, str):
        return _instant(day).day if "T" in day else parse_date(day)  # type: ignore[union-attr]
    if isinstance(day, Instant):
        return day.day
    if isinstance(day, datetime) or not isinstance(day, date):
        raise BadInput(f"{day!r} is not a day", mend="give YYYY-MM-DD, a date or an Instant")
    return day


def _instant(day: Day) -> Instant | None:
    """Return the instant where one is given rather than a day."""
    if isinstance(day, str) and "T" in day:
        return Instant.parse(day)
    return day if isinstance(day, Instant) else None
