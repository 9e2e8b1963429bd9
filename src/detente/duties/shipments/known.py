"""The wares of an importer as arrays, so that many are looked up at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer[Any]]
Claims = tuple[tuple[str, float], ...]
"""Lower duties, each with the fact that claims it."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Wares as arrays: the kind and the figures of each ware, the lists of each kind, the duties of figures.

    `bounds` has a row for the least, the most, and the claimed duty of each of `facts`; `claimed` says which
    figures have any. The kind and figures of a bundle are those of nothing, -1.
    """

    kinds: Places
    figures: Places
    on: Flags
    facts: tuple[str, ...]
    bounds: Floats
    claimed: Flags

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many wares, figures and kinds there are."""
        return len(self.kinds), self.bounds.shape[1], len(self.on)

    @classmethod
    def of(
        cls,
        wares: Sequence[tuple[int, int]],
        rows: Sequence[tuple[float, float, Claims]],
        on: Sequence[Flags],
    ) -> Known:
        """Return wares, figures and kinds as arrays."""
        facts = tuple(dict.fromkeys(fact for _, _, claims in rows for fact, _ in claims))
        place = {fact: row for row, fact in enumerate(facts, 2)}
        bounds = np.full((2 + len(facts), len(rows)), np.nan)
        for number, (low, high, claims) in enumerate(rows):
            bounds[:2, number] = low, high
            for fact, rate in claims:
                bounds[place[fact], number] = rate
        kinds, figures = np.array(wares, dtype=np.intp).reshape(-1, 2).T
        return cls(kinds, figures, np.array(on), facts, bounds, ~np.isnan(bounds[2:]).all(axis=0))


def told_of(rates: Mapping[str, float]) -> Claims:
    """Return the claimed duties that there are."""
    return tuple((fact, float(rate)) for fact, rate in rates.items() if rate == rate)
