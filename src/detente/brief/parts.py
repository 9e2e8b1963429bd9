"""What each section of the sheet found, every line with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.core.citing import Cites
from detente.core.sources import Evidence as Kind
from detente.ledger.entries import Rate

if TYPE_CHECKING:
    from detente.impact.effects import Effects


@dataclass(frozen=True, slots=True)
class Part:
    """A duty on all goods of the origin: one term of the headline rate, or one that sleeps.

    `certain` is False where its state follows from a change after the record's newest material.
    """

    label: str
    tranche: str
    rate: Rate | None
    since: date
    until: date | None
    certain: bool
    cites: Cites


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """What one programme puts on part of the goods: how many measures, and the span of their rates."""

    label: str
    kind: str
    measures: int
    low: float | None
    high: float | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class AverageDuty:
    """The trade-weighted added duty that a scenario's effects rest on, and what weighs it."""

    rate: float
    trade_usd: float
    weights: str
    left_out: tuple[str, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Step:
    """The headline rate from a day on."""

    on: date
    rate: float


@dataclass(frozen=True, slots=True)
class Standing:
    """One direction: the headline rate with its terms, what sleeps, and the lists that still apply.

    `rate` is the law's as it stands on record; what is known of it lies between `low` and `high`, and
    `unknown` names tranches in force whose rate is not on record.
    """

    importer: str
    origin: str
    rate: float
    low: float
    high: float
    unknown: tuple[str, ...]
    includes_floor: bool
    components: tuple[Part, ...]
    asleep: tuple[Part, ...]
    conditions: tuple[str, ...]
    lists: tuple[ListedProgramme, ...]
    average: AverageDuty | None
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ClaimedRate:
    """A rate that someone else expects after a lapse."""

    rate: float
    evidence: Kind
    why: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class SideLapse:
    """One side's headline rate if a deadline passes unrenewed, and whether the law allows it."""

    importer: str
    origin: str
    from_rate: float
    to_rate: float
    asleep: float
    legal_base: str
    why: str
    claims: tuple[ClaimedRate, ...]
    cites: Cites
    ruling_cites: Cites


@dataclass(frozen=True, slots=True)
class Matter:
    """Something else that a deadline governs: a control, fee or exclusion."""

    text: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Later:
    """What became known only after the day of the sheet."""

    kind: str
    known_at: date
    text: str


@dataclass(frozen=True, slots=True)
class Ticking:
    """A running deadline."""

    id: str
    title: str
    on: date
    days_left: int
    evidence: Kind
    lapses: tuple[SideLapse, ...]
    governs: tuple[Matter, ...]
    note: str
    later: Later | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the deadlines between the two that were settled by the day."""

    settled: int
    counts: Mapping[str, int]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Clock:
    """The running deadlines, earliest first, and the tally of those before."""

    deadlines: tuple[Ticking, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Shipment:
    """One figure against a promise: in the series' unit, over `months` months (None: another span).

    `later` says that it was published after the day of the sheet.
    """

    period: str
    start: date
    months: int | None
    value: float
    released: date | None
    later: bool
    derived: bool
    disputed: str
    cites: Cites

    @property
    def monthly(self) -> float:
        """The value per month."""
        return self.value / (self.months or 1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures of one series that bear on a promise."""

    series: str
    title: str
    unit: str
    kind: str
    normal_level: float | None
    normal_level_note: str
    shipments: tuple[Shipment, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side undertook, and the series that show what was done."""

    side: str
    text: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """An agreement with its promises; `outcome` is told with hindsight."""

    agreement: str
    title: str
    on: date
    place: str
    promises: tuple[Promise, ...]
    outcome: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Figure:
    """The newest published value of a statistic on the day, against what was expected and the one before."""

    series: str
    title: str
    unit: str
    period: str
    value: float
    released: date
    consensus: float | None
    consensus_source: str
    surprise: float | None
    previous_period: str
    previous: float | None
    note: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Range:
    """A real income change, percent, and its lowest and highest over the elasticity sets."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Moved:
    """An economy or sector among the most affected, percent."""

    name: str
    percent: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What one scenario costs: the full answer, the ranges of both sides, and who else is hit.

    `dropped` names the elasticity sets under which the model did not converge; no range holds them.
    """

    effects: Effects
    spread: tuple[Mapping[str, Any], ...]
    dropped: tuple[str, ...]
    real_income: Mapping[str, Range]
    worst_elsewhere: Moved | None
    economies: tuple[Moved, ...]
    sectors: Mapping[str, tuple[Moved, ...]]
    cites: Cites
