"""The answer on one entry: its ordinary duty, added components, what did not apply, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.core.plain import plain
from detente.core.sources import Source
from detente.duties.calculation.questions import Question
from detente.ledger.entries import Rate
from detente.ledger.facts import Value, shown

State = Literal["known", "range", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One duty on top of the ordinary one.

    `rate` is the measure's own, `charged` what it comes to in the stated case as a fraction of the customs
    value, `low` and `high` what it may come to. `why` tells of a part of the value that it leaves.
    """

    programme: str
    label: str
    measure: str
    tranche: str
    title: str
    heading: str
    rate: Rate | None
    semantics: str
    charged: float
    low: float
    high: float | None
    state: str
    certain: bool
    why: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplied:
    """A measure on goods of the origin that charges nothing here, and why."""

    programme: str
    measure: str
    tranche: str
    title: str
    rate: Rate | None
    state: str
    why: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The ordinary duty: the schedule's words, its column, and what a claim of preference would bring."""

    expression: str
    column: str
    low: float | None
    high: float | None
    schedule: str
    line: str
    description: str
    preferences: tuple[tuple[str, str, str], ...]
    """Symbol, the fact that claims it, and the lower duty, of each preference open to the origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What an importer charges on an entry.

    Rates are fractions of the customs value. `total_rate` is that of an entry which declares what was given
    and claims nothing else; `low` and `high` are what it may be where a fact is left open. `base_rate` and
    `total_rate` are None where the ordinary duty cannot be told, and `state` is then unknown.
    """

    importer: str
    origin: str
    product: str
    on: date
    known_at: date
    base: Base
    base_rate: float | None
    additional_rate: float
    additional_low: float
    additional_high: float | None
    total_rate: float | None
    low: float | None
    high: float | None
    state: State
    components: tuple[Component, ...]
    not_applied: tuple[NotApplied, ...]
    given: Mapping[str, Value]
    presumed: Mapping[str, Value]
    questions: tuple[Question, ...]
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        found: dict[str, Any] = {name: plain(getattr(self, name)) for name in self.__slots__}
        found["base"]["preferences"] = [
            {"symbol": symbol, "fact": fact, "duty": duty} for symbol, fact, duty in self.base.preferences
        ]
        for facts in ("given", "presumed"):
            found[facts] = {key: shown(value) for key, value in getattr(self, facts).items()}
        return found
