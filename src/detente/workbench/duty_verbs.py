"""The verbs on tariff lines: the duty on any good and day, averages, panels, differences, shipments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.core.time import Instant, end_of_day
from detente.ledger.facts import Given, Value, parse_given
from detente.ledger.record import Record
from detente.workbench.questions import BASELINE, Day, Questions, day_of, instant_of

if TYPE_CHECKING:
    from detente.duties.averages.averages import Average, By
    from detente.duties.calculation.answer import Duty
    from detente.duties.calculation.customs import Customs

HIGHEST_VALUE_USD = 1e12
Declared = Sequence[str] | Mapping[str, Value]


class DutyVerbs(Questions):
    """What is charged on a good, a shipment, a year's imports."""

    def customs(
        self, importer: str, on: Day, known_at: Day | None = None, scenario: str = BASELINE, origin: str = ""
    ) -> Customs:
        """Return the customs of an importer: its law, lists and schedules, kept for further questions.

        Args:
            importer: The economy whose law is asked about.
            on: The day that a scenario builds on.
            known_at: What was on record by then; by default all of it.
            scenario: A built-in scenario or a YAML file, between the importer and the origin.
            origin: The other party of the scenario.

        Raises:
            BadInput: An economy, day or scenario that does not exist.
        """
        from detente.duties.calculation.customs import Customs

        code, day = self.economy(importer), self._day_on_record(on)
        record: Record = self.record
        if scenario != BASELINE:
            if not origin:
                mend = "name the other economy with an origin"
                raise BadInput("a scenario is between two economies", mend=mend)
            record = self.record_under(code, origin, day, known_at, scenario)
        known = self._known(known_at) or max(self.record.newest, day)
        key = (code, known, record.digest)
        if key not in self._customs:
            self._customs[key] = Customs(record, code, known, self._folders)
        return self._customs[key]

    def duty(
        self,
        importer: str,
        origin: str,
        product: str,
        on: Day,
        given: Declared = (),
        value_usd: float | None = None,
        quantities: Mapping[str, float] | None = None,
        known_at: Day | None = None,
        scenario: str = BASELINE,
    ) -> Duty:
        """Return the duty on a good and why.

        Args:
            importer: The economy of entry.
            origin: The economy of origin.
            product: A tariff line of eight or ten digits; dots and blanks do not matter.
            on: The day of entry (its end), or an instant such as `2025-04-10T12:01 Asia/Shanghai`.
            given: Facts declared, as `key=value` words or by key.
            value_usd: Customs value, for duties by weight or number.
            quantities: Amounts by unit of the schedule, for the same.
            known_at: What was on record by then; by default all of it.
            scenario: A built-in scenario or a YAML file, between the two.

        Raises:
            BadInput: An economy, product, day, fact or scenario that does not exist.

        Example:
            >>> from detente.workbench import Workbench
            >>> found = Workbench().duty("USA", "CHN", "9503.00.00.73", on="2025-06-09")
            >>> found.additional_rate, [part.charged for part in found.components]
            (0.3, [0.2, 0.1])
        """
        from detente.duties.calculation.entry import Entry

        pair = self.pair(importer, origin)
        customs = self.customs(pair[0], on, known_at, scenario, pair[1])
        instant, declared = self._moment(pair[0], on), self._declared(given)
        _check_loading(declared, instant)
        entry = Entry(
            importer=pair[0],
            origin=pair[1],
            product=product,
            instant=instant,
            given=declared,
            value_usd=_value(value_usd),
            quantities=quantities or {},
        )
        return customs.duty(entry)

    def average(
        self,
        importer: str,
        on: Day,
        by: By = "origin",
        origins: Sequence[str] = (),
        given: Declared = (),
        known_at: Day | None = None,
        scenario: str = BASELINE,
        cluster: str | None = None,
    ) -> Average:
        """Return average duties weighed by imports, by origin, sector, chapter or programme.

        Args:
            importer: The economy whose imports are weighed; USA, CHN and CAN are on record.
            on: The day of entry, or an instant.
            by: What each row of the answer is.
            origins: Origins to take in; all on record by default.
            given: Facts declared of all imports.
            known_at: What was on record by then; by default all of it.
            scenario: A built-in scenario or a YAML file, between the importer and the one origin named.
            cluster: Address of a Dask scheduler that shares the work; by default this process.

        Raises:
            BadInput: An economy, day, fact or scenario that does not exist, no imports on record, or no
                such cluster.

        Example:
            >>> from detente.workbench import Workbench
            >>> found = Workbench().average("USA", on="2025-06-09", origins=["CHN"])
            >>> 0.3 < found.rows[0].additional_rate < 0.5
            True
        """
        from detente.duties.averages.averages import AverageQuestion, average
        from detente.duties.averages.parts import average_on_cluster

        wanted = [self.economy(origin) for origin in origins]
        if scenario != BASELINE and (len(wanted) != 1 or cluster):
            what = "a scenario is between two economies, and not worked out on a cluster"
            raise BadInput(what, mend="name one origin, and no cluster")
        customs = self.customs(importer, on, known_at, scenario, wanted[0] if wanted else "")
        question = AverageQuestion(self._moment(customs.importer, on), by, self._declared(given))
        bought = wanted or list(customs.weights.imports.origins)
        if cluster:
            return average_on_cluster(customs, bought, question, cluster, self.progress)
        books = [customs.book(origin) for origin in bought]
        return average(customs.record, customs.weights, books, question)

    def _moment(self, importer: str, on: Day) -> Instant:
        """Return the instant asked about: as given, else the end of the day on the importer's clock."""
        self._day_on_record(on)
        return instant_of(on) or end_of_day(day_of(on), self.record.zone_of(importer))

    def _declared(self, given: Declared) -> Given:
        """Return declared facts by key.

        Raises:
            BadInput: A fact that does not exist, or a value that is none.
        """
        return given if isinstance(given, Mapping) else parse_given(given, self.record.economies)


def _check_loading(given: Given, instant: Instant) -> None:
    """Refuse goods that were loaded after their entry."""
    loaded = given.get("loaded_on")
    if isinstance(loaded, date) and loaded > instant.day:
        what = f"goods loaded on {loaded} cannot be entered on {instant.day}"
        raise BadInput(what, mend="give a day of loading up to that of entry")


def _value(value_usd: float | None) -> float | None:
    """Return a customs value, refusing one that no shipment has."""
    if value_usd is not None and not 0 < value_usd <= HIGHEST_VALUE_USD:
        what = f"a customs value of {value_usd:g} dollars cannot be"
        raise BadInput(what, mend=f"give one above 0 and up to {HIGHEST_VALUE_USD:g}")
    return value_usd
