"""The verbs that read the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.core.located import Problem
from detente.duties.status import Status, status
from detente.ledger.entries import Agreement, Control, Deadline, Series
from detente.ledger.opening import check_folder
from detente.ledger.turns import Turn, turns
from detente.workbench.questions import BASELINE, Day, Questions, instant_of

if TYPE_CHECKING:
    from detente.ledger.accepting import Acceptance


class RecordVerbs(Questions):
    """What is in force, when it changed, who promised what."""

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
        found = status(record, pair, day, self._known(known_at), instant_of(on))
        return replace(found, notices=(*found.notices, *notes))

    def timeline(
        self, first: str | None = None, second: str | None = None, known_at: Day | None = None
    ) -> tuple[Turn, ...]:
        """Return every change of state on record in order of time, of one pair or of all.

        Raises:
            BadInput: An economy or day that does not exist.
        """
        known = self._known(known_at) or self.record.newest
        return turns(self.record, self._tranches(first, second), known)

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

    def ledger_check(self, path: str | Path) -> tuple[int, list[Problem]]:
        """Return how many entries and rows of names a folder of records holds, and what is wrong with them.

        Raises:
            BadInput: There is no such folder, or no YAML in it.
        """
        from detente.news.lexicon.own import problems_of_names

        entries, problems = check_folder(Path(path))
        names, others = problems_of_names(Path(path))
        return entries + names, [*problems, *others]

    def ledger_accept(self, draft: str | Path, folder: str | Path) -> Acceptance:
        """Return what taking a draft into a folder of records would write; the caller writes it.

        Raises:
            BadInput: The draft cannot be read or holds no single entry.
            CheckFailed: `ledger_check` would refuse it there.
        """
        from detente.ledger.accepting import acceptance

        return acceptance(Path(draft), Path(folder))
