"""What a sweep file asks: which flows each axis taxes, and the rates of every scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

RATES = ("added", "total", "on_top")
"""What a rate is: the added duty in place of those on record, the whole tariff, or points on top."""
SCENARIOS_TO_A_PART = 240
"""Scenarios solved and written together: some half a second's work, five batches side by side."""


_FLOWS_TO_A_PART = 2_000_000
"""Fewer go together where each sets the rates of most flows of the world: that much memory is enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """What a scenario sets a rate for.

    Args:
        name: As the file has it, and as the column of the answer is called: `USA on CHN`.
        cells: The flows, as places in the tariffs laid out flat (exporter, importer, sector).
    """

    name: str
    cells: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The law that holds wherever a scenario does not set a rate.

    Without a day it is that of the world table's own year. `against` says what effects are relative to:
    that year (`base`) or the law of the day as it stands (`hold`).
    """

    on: date | None = None
    known_at: date | None = None
    between: tuple[str, str] | None = None
    scenario: str = "hold"
    against: str = "base"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Scenarios under the same elasticities and deficit rule.

    Args:
        elasticities: A set of trade elasticities.
        deficits: A deficit rule.
        names: Of the scenarios; None where they go by their number, from 1.
        rates: By scenario and axis; NaN leaves the law as it is.
    """

    elasticities: str
    deficits: str
    names: tuple[str, ...] | None
    rates: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Some scenarios of a group, solved together; `number` counts from 0 over all groups."""

    number: int
    elasticities: str
    deficits: str
    names: tuple[str, ...]
    rates: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sweep:
    """A sweep file, read and checked."""

    file: str
    title: str
    digest: str
    law: Law
    meaning: str
    axes: tuple[Axis, ...]
    groups: tuple[Group, ...]

    @property
    def scenarios(self) -> int:
        """How many scenarios there are, each elasticity set and deficit rule counted."""
        return sum(len(group.rates) for group in self.groups)

    @property
    def to_a_part(self) -> int:
        """How many scenarios are solved and written together."""
        flows = sum(len(axis.cells) for axis in self.axes)
        return min(SCENARIOS_TO_A_PART, max(1, _FLOWS_TO_A_PART // max(1, flows)))

    def partitions(self) -> Iterator[Partition]:
        """Yield the scenarios in parts, in the order of the answer."""
        number, many = 0, self.to_a_part
        for group in self.groups:
            for first in range(0, len(group.rates), many):
                rates = group.rates[first : first + many]
                last = first + len(rates)
                names = group.names and group.names[first:last]
                names = names or tuple(str(place + 1) for place in range(first, last))
                yield Partition(number, group.elasticities, group.deficits, names, rates)
                number += 1
