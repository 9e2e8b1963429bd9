"""The verbs over all lines at once: panels and their history, differences, exposure to deadlines."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from detente.core.errors import BadInput
from detente.workbench.duty_verbs import Declared, DutyVerbs
from detente.workbench.questions import BASELINE, Day, day_of

if TYPE_CHECKING:
    from detente.duties.calculation.customs import Customs
    from detente.duties.differences.branches import Branches
    from detente.duties.differences.changes import By, Difference
    from detente.duties.differences.differences import Sides
    from detente.duties.differences.exposure import Exposure
    from detente.duties.panels.histories import Stretch
    from detente.duties.panels.panels import Panel
    from detente.ledger.entries import Deadline

LAPSE = "lapse"


class PanelVerbs(DutyVerbs):
    """What all lines pay, what changed and why, what hangs on a deadline."""

    def panel(
        self,
        importer: str,
        on: Day,
        origins: Sequence[str] = (),
        given: Declared = (),
        known_at: Day | None = None,
        scenario: str = BASELINE,
    ) -> Panel:
        """Return the duty on every line of the importer's schedule of a day, for every partner.

        Args:
            importer: The economy of entry.
            on: The day of entry (its end), or an instant.
            origins: The partners; by default all from which imports are on record.
            given: Facts declared of all goods.
            known_at: What was on record by then; by default all of it.
            scenario: A built-in scenario or a YAML file, between the importer and the one origin named.

        Raises:
            BadInput: An economy, day, fact or scenario that does not exist, or no schedule.

        Example:
            >>> from detente.workbench import Workbench
            >>> found = Workbench().panel("USA", on="2025-06-09", origins=["CHN"])
            >>> found.origins, found.rows == len(found.codes)
            (('CHN',), True)
        """
        from detente.duties.panels.panels import panel

        wanted = self._origins(importer, origins, scenario)
        customs = self.customs(importer, on, known_at, scenario, wanted[0] if wanted else "")
        instant = self._moment(customs.importer, on)
        return panel(customs, instant, wanted or self._partners(customs), self._declared(given))

    def write_panel(
        self,
        stream: IO[bytes],
        importer: str,
        when: Day | tuple[Day, Day],
        origins: Sequence[str] = (),
        given: Declared = (),
        known_at: Day | None = None,
        cluster: str | None = None,
        folder: str | Path | None = None,
    ) -> int:
        """Write a panel, or its history, as Parquet, origin by origin, and return how many rows it has.

        Args:
            stream: What is written to.
            importer: The economy of entry.
            when: The day of a panel, or the first and the last day of a history.
            origins: The partners; by default all from which imports are on record.
            given: Facts declared of all goods.
            known_at: What was on record by then; by default all of it.
            cluster: Address of a Dask scheduler; by default this process.
            folder: Where the parts lie meanwhile; on a cluster a folder that all machines share.

        Raises:
            BadInput: An economy, day or fact that does not exist, no schedule, or no such cluster.
            OSError: The stream cannot be written.
        """
        from detente.duties.panels.parts import Job, join_parts, write_parts

        last = when[1] if isinstance(when, tuple) else when
        customs = self.customs(importer, last, known_at)
        wanted = self._origins(importer, origins) or self._partners(customs)
        moment = self._stretch(*when) if isinstance(when, tuple) else self._moment(customs.importer, when)
        with tempfile.TemporaryDirectory(prefix=".detente-", dir=folder) as scratch:
            job = Job(
                importer=customs.importer,
                known_at=customs.known_at,
                digest=self.record.digest,
                records=tuple(str(path.resolve()) for path in self._folders),
                when=moment,
                given=tuple(self._declared(given).items()),
                folder=scratch,
            )
            return join_parts(write_parts(job, wanted, cluster, self.progress), stream)

    def diff(
        self,
        importer: str,
        on: Day | tuple[Day, Day],
        origins: Sequence[str] = (),
        given: Declared = (),
        known_at: Day | tuple[Day, Day] | None = None,
        scenarios: tuple[str, str] | None = None,
    ) -> Difference:
        """Return what changed between two days, two days of knowledge or two scenarios, over all lines.

        Just one of the three is given twice: the day of entry, the day of knowledge, or the scenario.

        Args:
            importer: The economy of entry.
            on: The day of entry, or the two to compare.
            origins: The partners; by default all from which imports are on record.
            given: Facts declared of all goods.
            known_at: What was on record by then, or the two days to compare.
            scenarios: The two scenarios to compare, between the importer and the one origin named.

        Raises:
            BadInput: Something that does not exist, nothing to compare, or the same twice.

        Example:
            >>> from detente.workbench import Workbench
            >>> found = Workbench().diff("USA", ("2025-05-13", "2025-05-14"), origins=["CHN"])
            >>> [effect.cause.id for effect in found.effects]
            ['ieepa-reciprocal 2025-05-14', 'postal-duty 2025-05-14']
        """
        from detente.duties.differences.differences import difference

        wanted = self._origins(importer, origins)
        if scenarios and len(wanted) != 1:
            raise BadInput("a scenario is between two economies", mend="name one origin")
        sides = self._sides(importer, on, known_at, scenarios, wanted[0] if wanted else "")
        partners = wanted or self._partners(sides.after.customs)
        return difference(sides, partners, self._declared(given))

    def exposure(
        self,
        importer: str | None = None,
        deadline: str | None = None,
        between: tuple[str, str] | None = None,
        on: Day | None = None,
        given: Declared = (),
        known_at: Day | None = None,
    ) -> Exposure:
        """Return the duty of a year at stake, line by line, when a deadline or all between two lapse.

        Args:
            importer: Only this side; by default all.
            deadline: A deadline by id, for all whom it concerns.
            between: Two economies, for all deadlines that run between them on a day.
            on: The day whose law is taken; of a deadline, by default the last on record on which it ran.
            given: Facts declared of all imports.
            known_at: What was on record by then; by default all, and that of the day for the look ahead.

        Raises:
            BadInput: An economy, deadline, day or fact that does not exist, or a deadline that does not run.
        """
        from detente.duties.differences.branches import narrowed, one_deadline
        from detente.duties.differences.exposure import exposure

        day = self._whole_day(on) if on is not None else None
        known = self._known(known_at)
        if (deadline is None) == (between is None):
            raise BadInput("exposure is to a deadline, or to all between two", mend="give one of the two")
        if deadline is not None:
            branches = one_deadline(self.record, self._deadline(deadline), day, known)
        else:
            assert between
            if day is None:
                raise BadInput("no day is given", mend="say on which day the deadlines between the two run")
            branches = self._between(self.pair(*between), day, known_at)
        if importer is not None:
            branches = narrowed(branches, self.economy(importer))
        return exposure(branches, self._declared(given), self._folders)

    def _origins(self, importer: str, origins: Sequence[str], scenario: str = BASELINE) -> tuple[str, ...]:
        """Return the origins named, each once; none where none is named."""
        found = tuple(dict.fromkeys(self.pair(importer, origin)[1] for origin in origins))
        if scenario != BASELINE and len(found) != 1:
            raise BadInput("a scenario is between two economies", mend="name one origin")
        return found

    def _partners(self, customs: Customs) -> tuple[str, ...]:
        from detente.duties.panels.panels import partners

        return partners(customs)

    def _stretch(self, first: Day, last: Day) -> Stretch:
        from detente.duties.panels.histories import Stretch

        stretch = Stretch(self._whole_day(first), self._whole_day(last))
        if stretch.last < stretch.first:
            raise BadInput(f"{stretch.last} lies before {stretch.first}", mend="give the earlier day first")
        return stretch

    def _sides(
        self,
        importer: str,
        on: Day | tuple[Day, Day],
        known_at: Day | tuple[Day, Day] | None,
        scenarios: tuple[str, str] | None,
        origin: str,
    ) -> Sides:
        """Return the two laws to compare; just one of day, knowledge and scenario is given twice."""
        from detente.duties.differences.differences import Sides
        from detente.duties.differences.sights import Standpoint

        days, knowns = _twice(on), _twice(known_at)
        names = scenarios or (BASELINE, BASELINE)
        pairs = [isinstance(on, tuple), isinstance(known_at, tuple), scenarios is not None]
        if sum(pairs) != 1:
            what = "nothing is given twice" if not any(pairs) else "more than one thing is given twice"
            raise BadInput(what, mend="compare two days, or two days of knowledge, or two scenarios")
        labels = [days, knowns, names][pairs.index(True)]
        if labels[0] == labels[1]:
            raise BadInput(f"both sides are {labels[0]}", mend="name two that differ")
        first, second = (
            Standpoint(
                self.customs(importer, day, known, name, origin), self._moment(self.economy(importer), day)
            )
            for day, known, name in zip(days, knowns, names, strict=True)
        )
        if pairs[2]:
            forward = names[1] != BASELINE
        elif pairs[1]:
            forward = first.customs.known_at <= second.customs.known_at
        else:
            forward = first.instant <= second.instant
        by: tuple[By, ...] = ("on", "known_at", "scenario")
        names = (str(labels[0]), str(labels[1]))
        return Sides(first, second, names, by[pairs.index(True)], forward)

    def _deadline(self, name: str) -> Deadline:
        """Return a deadline by id.

        Raises:
            BadInput: There is none of that id; the nearest is named.
        """
        table = self.record.tables.deadlines
        if name not in table:
            near = difflib.get_close_matches(name, table, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "`detente deadlines` lists them"
            raise BadInput(f"there is no deadline '{name}'", mend=hint)
        return table[name]

    def _between(self, pair: tuple[str, str], day: Day, known_at: Day | None) -> Branches:
        """Return the branches of all deadlines that run between two economies on a day."""
        from detente.duties.differences.branches import Branches
        from detente.ledger.deadlines import running_deadlines

        on, known = day_of(day), self._known(known_at)
        lapsed, notes = self._assumed(pair, on, known_at, LAPSE)
        present = known or max(self.record.newest, on)
        running = running_deadlines(self.record, pair, on, known or present)
        return Branches(
            held=self.record,
            lapsed=lapsed,
            on=on,
            known_at=present,
            sides=((pair[0], (pair[1],)), (pair[1], (pair[0],))),
            deadlines=tuple(one.deadline for one in running),
            notes=notes if running else (*notes, f"no deadline runs between the two on {on}"),
        )


def _twice(value: Day | tuple[Day, Day] | None) -> tuple[Any, Any]:
    """Return a pair as it is, and a single thing twice."""
    return value if isinstance(value, tuple) else (value, value)
