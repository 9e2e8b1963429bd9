"""Goods as the law sees them: the lists and prefixes each stands on, and its ordinary duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.rules import PREFIX
from detente.duties.scope.lists import ProductLists

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Goods(Protocol):
    """Goods of one origin, each a place in arrays of one length.

    `base` is the ordinary duty as a fraction of the value, NaN where it is unknown or no fraction;
    `preferences` hold, for the fact that claims it, the lower duty of a preference, NaN where there is none.
    """

    @property
    def base(self) -> Floats:
        """The ordinary duty of each good."""

    @property
    def preferences(self) -> Mapping[str, Floats]:
        """The lower duty of each good by the fact that claims it."""

    def on(self, name: str) -> Flags:
        """Return which goods stand on a list, or begin with a prefix."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A few tariff lines, looked up one by one.

    Example:
        >>> from detente.duties.scope.lists import load_lists
        >>> lines = Lines.of(["85171300", "61091000"], load_lists("USA"), np.array([0.0, 0.165]))
        >>> lines.on("s301-list-4a").tolist(), lines.on("prefix:85").tolist()
        ([False, True], [True, False])
    """

    codes: tuple[str, ...]
    names: tuple[frozenset[str], ...]
    base: Floats
    preferences: Mapping[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        codes: Sequence[str],
        lists: ProductLists,
        base: Floats,
        preferences: Mapping[str, Floats] | None = None,
    ) -> Lines:
        """Return lines with the lists they stand on."""
        names = tuple(lists.lists_of(code) for code in codes)
        return cls(tuple(codes), names, base, preferences or {})

    def on(self, name: str) -> Flags:
        """Return which lines stand on a list, or begin with a prefix."""
        if name.startswith(PREFIX):
            prefix = name.removeprefix(PREFIX)
            return np.array([code.startswith(prefix) for code in self.codes])
        return np.array([name in names for names in self.names])
