"""The world before a change: shares, elasticities and incomes that the solver starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.models.fixed_point import Floats

_SUM_TOLERANCE = 1e-10
"""How far shares may be from one in sum; a larger gap would stall the solver above its tolerance."""


def cell_names(mask: npt.NDArray[np.bool_], *axes: tuple[str, ...]) -> str:
    """Name the first True cell by its labels and count the others.

    Args:
        mask: The cells that are meant; at least one is True.
        axes: The labels of each axis.

    Example:
        >>> cell_names(np.array([[False, True], [False, True]]), ("CHN", "USA"), ("farms", "cars"))
        '(CHN, cars) and 1 more'
    """
    hits = np.argwhere(mask)
    name = ", ".join(labels[position] for labels, position in zip(axes, hits[0], strict=True))
    return f"({name})" if len(hits) == 1 else f"({name}) and {len(hits) - 1} more"


def checked_array(name: str, values: npt.ArrayLike, axes: tuple[tuple[str, ...], ...]) -> Floats:
    """Return the values as read-only floats in the order the solver reads them.

    Args:
        name: What the array holds, for the error's text.
        values: The numbers.
        axes: The labels of each axis.

    Raises:
        BadInput: They are no numbers, the shape does not fit the labels, or a value is missing or infinite.

    Example:
        >>> checked_array("income", [1, 2], (("CHN", "USA"),))
        array([1., 2.])
    """
    try:
        array = np.array(values, dtype=np.float64, order="F")
    except (TypeError, ValueError):
        raise BadInput(f"{name} is no table of numbers", mend="give numbers in rows of one length") from None
    shape = tuple(len(labels) for labels in axes)
    if array.shape != shape:
        raise BadInput(f"{name} has the shape {array.shape}", mend=f"give {shape}, as the labels say")
    if not np.isfinite(array).all():
        raise BadInput(
            f"{name} is not a number at {cell_names(~np.isfinite(array), *axes)}", mend="fill it in"
        )
    array.setflags(write=False)
    return array


def check_labels(economies: tuple[str, ...], sectors: tuple[str, ...]) -> None:
    """Refuse an empty or repeated label.

    Raises:
        BadInput: No labels, or one stands twice.

    Example:
        >>> check_labels(("CHN", "USA"), ("goods",))
    """
    for name, labels in (("economies", economies), ("sectors", sectors)):
        if not labels or len(set(labels)) != len(labels):
            raise BadInput(f"the {name} {labels} are none or hold one twice", mend="name each exactly once")


def check_tariffs(tariffs: Floats, economies: tuple[str, ...], sectors: tuple[str, ...]) -> None:
    """Refuse a tariff that gives goods away, or one on an economy's own goods.

    Raises:
        BadInput: A tariff of -100% or less, or a tariff on own sales.

    Example:
        >>> check_tariffs(np.zeros((1, 1, 1)), ("USA",), ("goods",))
    """
    axes = (economies, economies, sectors)
    if (tariffs <= -1).any():
        raise BadInput(
            f"the tariff on {cell_names(tariffs <= -1, *axes)} is -100% or less", mend="give a rate above -1"
        )
    own = np.einsum("iik->ik", tariffs)
    if own.any():
        raise BadInput(
            f"a tariff on own sales of {cell_names(own != 0, economies, sectors)}", mend="set it to 0"
        )


def check_elasticities(elasticities: Floats, sectors: tuple[str, ...]) -> None:
    """Refuse a trade elasticity that is not positive.

    Raises:
        BadInput: An elasticity of zero or less.

    Example:
        >>> check_elasticities(np.array([4.0]), ("goods",))
    """
    if (elasticities <= 0).any():
        raise BadInput(
            f"the trade elasticity of {cell_names(elasticities <= 0, sectors)} is not positive",
            mend="give theta as a positive number",
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Baseline:
    """A world economy in the shape that Caliendo and Parro's model starts from.

    Axes run exporter, importer, sector; in `input_share` economy, input sector, using sector. Money is
    in any one currency unit: no result depends on which. A baseline need not be an equilibrium of the
    model (published data seldom are): `rebase` makes it one.

    Args:
        economies: Names, each once.
        sectors: Names, each once.
        expenditure_share: Share of the importer's spending on a sector that falls on each exporter,
            tariff included; sums to one over exporters.
        tariffs: Ad valorem rates as fractions; zero on own sales.
        trade_elasticity: By sector: fall in relative trade, in percent, when a price rises by 1%.
        value_added_share: By economy and sector: share of value added in cost.
        input_share: Share of each input in the cost of each using sector; with the value-added share
            they sum to one.
        final_share: By economy and sector: share of final spending; sums to one over sectors.
        value_added: By economy.
        deficit: By economy: imports less exports, net of tariff; sums to zero.
        expenditure: By economy and sector: all spending, final and intermediate, tariff included.

    Raises:
        BadInput: A shape, a sign or a sum is wrong; the error names the first such cell.

    Example:
        >>> import numpy as np
        >>> alone = Baseline(
        ...     economies=("USA",), sectors=("goods",), expenditure_share=np.ones((1, 1, 1)),
        ...     tariffs=np.zeros((1, 1, 1)), trade_elasticity=np.array([4.0]),
        ...     value_added_share=np.array([[0.5]]), input_share=np.array([[[0.5]]]),
        ...     final_share=np.array([[1.0]]), value_added=np.array([10.0]), deficit=np.array([0.0]),
        ...     expenditure=np.array([[20.0]]),
        ... )
        >>> alone.expenditure_share.shape
        (1, 1, 1)
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    expenditure_share: Floats
    tariffs: Floats
    trade_elasticity: Floats
    value_added_share: Floats
    input_share: Floats
    final_share: Floats
    value_added: Floats
    deficit: Floats
    expenditure: Floats

    def __post_init__(self) -> None:
        check_labels(self.economies, self.sectors)
        place, kind = self.economies, self.sectors
        axes = {
            "expenditure_share": (place, place, kind),
            "tariffs": (place, place, kind),
            "trade_elasticity": (kind,),
            "value_added_share": (place, kind),
            "input_share": (place, kind, kind),
            "final_share": (place, kind),
            "value_added": (place,),
            "deficit": (place,),
            "expenditure": (place, kind),
        }
        for name, labels in axes.items():
            object.__setattr__(self, name, checked_array(name, getattr(self, name), labels))
        check_tariffs(self.tariffs, place, kind)
        check_elasticities(self.trade_elasticity, kind)
        for name in ("expenditure_share", "value_added_share", "input_share", "final_share", "expenditure"):
            self._refuse(name, getattr(self, name) < 0, "is negative", axes[name])
        self._refuse("value_added", self.value_added <= 0, "is not positive", axes["value_added"])
        unspent = (self.expenditure == 0) & (self.final_share > 0)
        self._refuse("expenditure", unspent, "is zero where the final share is not", axes["expenditure"])
        self._check_sums()

    def _refuse(
        self, name: str, mask: npt.NDArray[np.bool_], what: str, axes: tuple[tuple[str, ...], ...]
    ) -> None:
        """Raise for the first cell of the mask."""
        if mask.any():
            raise BadInput(f"{name} {what} at {cell_names(mask, *axes)}", mend="correct the data")

    def _check_sums(self) -> None:
        """Raise for shares that do not sum to one and deficits that do not sum to zero."""
        place, kind = self.economies, self.sectors
        cost = self.value_added_share + self.input_share.sum(axis=1)
        for name, sums, axes in (
            ("the expenditure shares", self.expenditure_share.sum(axis=0), (place, kind)),
            ("the value-added and input shares", cost, (place, kind)),
            ("the final shares", self.final_share.sum(axis=1), (place,)),
        ):
            off = np.abs(sums - 1) > _SUM_TOLERANCE
            if off.any():
                worst = float(np.max(np.abs(sums - 1)))
                raise BadInput(
                    f"{name} of {cell_names(off, *axes)} do not sum to one, by up to {worst:.1e}",
                    mend="divide them by their sum",
                )
        world = float(self.value_added.sum())
        if abs(float(self.deficit.sum())) > _SUM_TOLERANCE * world:
            raise BadInput("the deficits do not sum to zero", mend="give imports less exports of one world")

    def trade(self) -> Floats:
        """Return sales net of tariff, by exporter, importer and sector."""
        flows: Floats = self.expenditure_share * self.expenditure / (1 + self.tariffs)
        return flows

    def tariff_revenue(self) -> Floats:
        """Return what each economy takes at its border."""
        revenue: Floats = np.sum(self.trade() * self.tariffs, axis=(0, 2))
        return revenue

    def income(self) -> Floats:
        """Return final spending of each economy: value added, tariff revenue and deficit."""
        return self.value_added + self.tariff_revenue() + self.deficit
