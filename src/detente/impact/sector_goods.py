"""Goods of which only the sector is known: one good a sector, of no tariff line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SectorGoods:
    """One good for each sector; it stands on no product list, and `base` is the sector's mean ordinary duty.

    Example:
        >>> SectorGoods(np.array([0.05, 0.0])).on("metals").tolist()
        [False, False]
    """

    base: Floats
    preferences: Mapping[str, Floats] = field(default_factory=dict)

    def on(self, name: str) -> Flags:
        """Return which goods stand on a list, or begin with a prefix: none."""
        return np.zeros(len(self.base), dtype=np.bool_)
