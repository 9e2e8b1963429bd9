"""What every verb asks first: the record, economies by name, days of law and of knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.codes import WORLD
from detente.core.errors import BadInput, CheckFailed
from detente.core.time import Instant, end_of_day, parse_date
from detente.ledger.opening import open_record
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question

if TYPE_CHECKING:
    from detente.duties.calculation.customs import Customs

Progress = Callable[[str, int, int], None]
Day = date | str | Instant
BASELINE = "hold"
LATEST_YEAR = 2100


class Questions:
    """The record in use and how questions to it are read; the verbs build on it."""

    def __init__(
        self,
        records: Iterable[str | Path] = (),
        world: str = "icio-2022",
        progress: Progress | None = None,
    ) -> None:
        self._folders = tuple(Path(folder) for folder in records)
        self.world = world
        self.progress = progress or (lambda step, done, total: None)
        self._customs: dict[tuple[str, date, str], Customs] = {}

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
        unions = [union for union in self.record.economies if union.members]
        if any({*pair} <= {union.code, *union.members} for union in unions):
            raise BadInput(f"{' and '.join(pair)} are one customs territory", mend="name two economies")
        return pair

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
        found, earliest = day_of(day), self.record.earliest
        if found < earliest:
            raise BadInput(f"{found} lies before the record begins", mend=f"ask about {earliest} or later")
        if found.year > LATEST_YEAR:
            raise BadInput(f"{found} lies too far ahead", mend=f"ask about a day up to {LATEST_YEAR}")
        return found

    def _whole_day(self, day: Day) -> date:
        """Return a day of the law, refusing an instant: effects are those of a day's law."""
        if instant_of(day) is not None:
            raise BadInput(f"{day} is an instant", mend="ask about a day, or ask `status`")
        return self._day_on_record(day)

    def _known(self, known_at: Day | None) -> date | None:
        """Return a day of knowledge, refusing one on which nothing was on record."""
        return None if known_at is None else self._day_on_record(known_at)

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


def day_of(day: Day) -> date:
    """Return the day that is meant; of an instant, the day on its own clock."""
    if isinstance(day, str):
        return instant_of(day).day if "T" in day else parse_date(day)  # type: ignore[union-attr]
    if isinstance(day, Instant):
        return day.day
    if isinstance(day, datetime) or not isinstance(day, date):
        raise BadInput(f"{day!r} is not a day", mend="give YYYY-MM-DD, a date or an Instant")
    return day


def instant_of(day: Day) -> Instant | None:
    """Return the instant where one is given rather than a day."""
    if isinstance(day, str) and "T" in day:
        return Instant.parse(day)
    return day if isinstance(day, Instant) else None
