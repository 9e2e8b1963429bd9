"""A customs entry as asked about, and the tariff lines it stands on with their ordinary duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.duty_expressions import DutyExpression
from detente.core.errors import BadInput
from detente.core.products import dotted, parse_product
from detente.core.time import Instant
from detente.duties.schedule.preferences import Preference, pays_column_2, preferences_of
from detente.duties.schedule.schedule import Line, Schedule, schedule_on
from detente.ledger.facts import Given

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is asked: goods of an origin entered at an instant, what they are worth, what is declared.

    `quantities` are by unit of the schedule, for duties by weight or number.
    """

    importer: str
    origin: str
    product: str
    instant: Instant
    given: Given = field(default_factory=dict)
    value_usd: float | None = None
    quantities: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The lines that a `product`, in digits, stands for, and their ordinary duty: each place a line.

    `low` and `high` bound the ordinary rate where the source has a range, and are NaN where nobody can tell
    it. `preferences` hold the lower rates that a claim brings, by the fact that claims them.
    """

    product: str
    codes: tuple[str, ...]
    line: Line | None
    schedule: Schedule | None
    column: str
    duty: DutyExpression | None
    low: Floats
    high: Floats
    preferences: Mapping[str, Floats]
    claims: tuple[Preference, ...]
    notes: tuple[str, ...]

    @property
    def base(self) -> Floats:
        """The ordinary rate of each line where it is one figure, else NaN."""
        return np.where(self.low == self.high, self.low, np.nan)


def basis_of(entry: Entry, folders: Sequence[Path] = ()) -> Basis:
    """Return the lines that a product code stands for, and what is ordinarily due on them.

    An eight-digit code stands for all statistical lines below it. One that ends in 00 and is no line stands
    for its subheading. Without a schedule of the importer the code is taken as it is, its duty unknown.

    Raises:
        BadInput: The code is none, or no line of the schedule has it.
    """
    product, day = parse_product(entry.product), entry.instant.day
    try:
        schedule = schedule_on(entry.importer, day, folders)
    except BadInput as error:
        unknown = np.full(1, np.nan)
        return Basis(
            product=product, codes=(product,), line=None, schedule=None, column="", duty=None,
            low=unknown, high=unknown,
            preferences={}, claims=(), notes=(f"the ordinary duty is unknown: {error.what}",),
        )  # fmt: skip
    lines = _lines(schedule, product)
    codes = tuple(code for line in lines for code in (line.children or (line.code,)))
    if len(product) == 10 and len(lines) == 1 and not lines[0].notes:
        codes = (product,)
    column_2 = pays_column_2(entry.importer, entry.origin, day)
    bounds: list[tuple[float, float]] = []
    claims: dict[str, Preference] = {}
    for line in lines:
        duty = line.column_2 if column_2 else line.general
        own = [_bounds(duty, entry)] * len(line.children or (line.code,))
        bounds += own
        for preference in () if column_2 else preferences_of(line, entry.origin, day):
            claims.setdefault(preference.fact, preference)
    first = lines[0]
    notes = [schedule.note, *dict.fromkeys(note for line in lines for note in line.notes)]
    if len(lines) > 1:
        notes.append(f"{dotted(product)} is no line; it stands for the {len(lines)} of its subheading")
    low, high = (np.array(edge) for edge in zip(*bounds[: len(codes)], strict=True))
    return Basis(
        product=product,
        codes=codes,
        line=first,
        schedule=schedule,
        column="column 2" if column_2 else "general",
        duty=(first.column_2 if column_2 else first.general) if len(lines) == 1 else None,
        low=low,
        high=high,
        preferences={
            fact: np.full(len(codes), _bounds(claim.duty, entry)[1])
            for fact, claim in claims.items()
            if claim.basis == "origin"
        },
        claims=tuple(claims.values()),
        notes=tuple(notes),
    )


def _lines(schedule: Schedule, product: str) -> list[Line]:
    """Return the line of a code, or those of the subheading that a code ending in 00 stands for."""
    table = schedule.table
    if product.endswith("00") and table.row_of(product) is None and not table.lines_below(product[:8]):
        below = table.lines_below(product[:6])
        eights = dict.fromkeys(schedule.lines[place].decode()[:8] for place in below)
        if eights:
            return [schedule.find(code) for code in eights]
    return [schedule.find(product)]


def _bounds(duty: DutyExpression, entry: Entry) -> tuple[float, float]:
    """Return the least and most of a duty as a fraction of the value; NaN where nobody can tell."""
    if duty.bounds:
        return duty.bounds
    rate = duty.rate(entry.value_usd, entry.quantities) if entry.value_usd else None
    return (np.nan, np.nan) if rate is None else (rate, rate)
