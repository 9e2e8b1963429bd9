"""What a file of any layout says, before it is put on Detente's sectors and made to add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.world.metadata import Adjustment, TableSource
from detente.world.tables import Floats

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SourceTable:
    """A table as its source has it; money in million USD at basic prices.

    Args:
        layout: Which layout the file has, in words.
        economies: Alpha-3 codes, split regions joined.
        sectors: The source's own codes.
        flows: Sales `(exporter, importer, sector)`; may be below zero where stocks were drawn down.
        use: Inputs bought at home and abroad, `(economy, input, user)`.
        value_added: What of a cost is no input, `(economy, sector)`: taxes on inputs and margins among it.
        output: As the source states it, `(economy, sector)`.
        goods: Whether a sector's products pay duty, where the source tells.
        tariffs: `(exporter, importer, sector)`, where the source has any.
        year: Where the source tells.
        title: Where the source has one.
        prices: How its money is measured.
        tariff_content: What its tariffs hold, in words.
        adjustments: What was done to the figures while they were read.
        sources: The publications it is from.
    """

    layout: str
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    use: Floats
    value_added: Floats
    output: Floats
    goods: npt.NDArray[np.bool_] | None = None
    tariffs: Floats | None = None
    year: int | None = None
    title: str = ""
    prices: str = "basic prices, net of tariffs"
    tariff_content: str = "unknown"
    adjustments: tuple[Adjustment, ...] = ()
    sources: tuple[TableSource, ...] = ()


@dataclass(slots=True)
class Step:
    """One kind of repair while it is counted; `largest` is the cell where it is greatest."""

    what: str
    cells: int = 0
    million_usd: float = 0.0
    largest: str = "none"
    _greatest: float = 0.0

    def add(self, sizes: Floats, labels: Callable[[int], str]) -> None:
        """Count cells that were changed.

        Args:
            sizes: By how much, in million USD, without sign; zero where nothing was.
            labels: Names the cell of a place.
        """
        changed = sizes > 0
        if not changed.any():
            return
        self.cells += int(changed.sum())
        self.million_usd += float(sizes.sum())
        place = int(np.argmax(sizes))
        if sizes[place] > self._greatest:
            self._greatest = float(sizes[place])
            self.largest = f"{labels(place)}: {self._greatest:,.3f}"

    def done(self) -> tuple[Adjustment, ...]:
        """Return the adjustment, or none where nothing was changed."""
        return (Adjustment(self.what, self.cells, self.million_usd, self.largest),) if self.cells else ()


def counted_step(what: str, sizes: Floats, *axes: tuple[str, ...]) -> tuple[Adjustment, ...]:
    """Return the adjustment that changed an array by some sizes, or none.

    Args:
        what: What was done, in words.
        sizes: By how much each cell changed, in million USD, without sign.
        axes: The labels of the array's axes.

    Example:
        >>> counted_step("rounded", np.array([0.0, 2.0]), ("NOR", "USA"))[0].largest
        'USA: 2.000'
    """
    step = Step(what)

    def name(place: int) -> str:
        cell = np.unravel_index(place, sizes.shape)
        return " ".join(labels[position] for labels, position in zip(axes, cell, strict=True))

    step.add(sizes.ravel(), name)
    return step.done()
