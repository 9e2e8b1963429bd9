"""From trade flows and national incomes to the world of the one-sector model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.core.errors import BadInput, NoConvergence
from detente.models.baseline import cell_names, check_labels, checked_array
from detente.models.fixed_point import FixedPointOptions, Floats, solve_fixed_point
from detente.models.one_sector_baseline import OneSectorBaseline

_CLOSE = FixedPointOptions(tolerance=1e-13)
"""Distribution shares are a premise of all figures, so they are found to the last digits."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TradeAndIncome:
    """What statistics give: trade between economies, and the income of each.

    Args:
        economies: Names, each once.
        trade: Flows abroad: exporter, importer; zero on the diagonal.
        income: Gross domestic product, in the same unit.

    Raises:
        BadInput: A shape, a sign or a diagonal is wrong, or an economy has no income.
    """

    economies: tuple[str, ...]
    trade: Floats
    income: Floats

    def __post_init__(self) -> None:
        place = self.economies
        check_labels(place, ("all",))
        for name, axes in (("trade", (place, place)), ("income", (place,))):
            object.__setattr__(self, name, checked_array(name, getattr(self, name), axes))
        for wrong, what in (
            (self.trade < 0, "is negative"),
            ((self.trade > 0) & np.eye(len(place), dtype=bool), "is a sale to itself"),
        ):
            if wrong.any():
                what = f"the flow {cell_names(wrong, place, place)} {what}"
                raise BadInput(what, mend="give trade abroad only, zero or more")
        poor = self.income <= 0
        if poor.any():
            raise BadInput(f"the economy {cell_names(poor, place)} has no income", mend="leave it out")


def calibrate_one_sector(
    data: TradeAndIncome, distribution_share: Floats, value_added_share: float = 1.0
) -> tuple[OneSectorBaseline, tuple[str, ...]]:
    """Return the world behind trade and incomes, and the economies whose own sales had to be set to zero.

    Spending is income and deficit, where the paper's deficit is (1 - d) times imports less exports, each
    flow net of its buyer's distribution share and d the economy's own. Own sales are what spending leaves
    after imports, at least zero; with round-about production the home market is larger by the inputs
    bought there, 1 / value-added share. All else is then added up from the flows, so that the accounts
    close; a deficit in the result is that of the flows.

    Args:
        data: Trade and incomes.
        distribution_share: By economy, as in `OneSectorBaseline`.
        value_added_share: As in `OneSectorBaseline`.

    Raises:
        BadInput: A share is out of its range, or an economy is left without production.

    Example:
        >>> data = TradeAndIncome(
        ...     economies=("CHN", "USA"), trade=[[0.0, 3.0], [1.0, 0.0]], income=[12.0, 13.0]
        ... )
        >>> world, clipped = calibrate_one_sector(data, np.array([0.0, 0.0]))
        >>> world.value_added, world.transfer, clipped
        (array([12., 13.]), array([-2.,  2.]), ())

    Source: Ignatenko et al. (2025), section 4, with the deficit as their published code computes it.
    """
    own = _spending(data.trade, data.income, distribution_share) - data.trade.sum(axis=0)
    clipped = tuple(name for name, sold in zip(data.economies, own, strict=True) if sold < 0)
    flows = data.trade + np.diag(np.maximum(own, 0.0) / value_added_share)
    world = OneSectorBaseline(
        economies=data.economies,
        flows=flows,
        distribution_share=distribution_share,
        value_added_share=value_added_share,
    )
    return world, clipped


def distribution_shares(data: TradeAndIncome, economy: str, targets: tuple[float, float]) -> Floats:
    """Return distribution shares, one for `economy` and one for all others, that meet average shares.

    The averages are over what each of the two regions sells, at home and to the other: a sale carries the
    share of the economy where it is sold.

    Args:
        data: Trade and incomes.
        economy: The one that stands alone.
        targets: Average share in the sales of this economy, and of all others together.

    Returns:
        The share of each economy.

    Raises:
        BadInput: No such economy, or targets that no shares meet.

    Example:
        >>> data = TradeAndIncome(
        ...     economies=("CHN", "USA"), trade=[[0.0, 3.0], [1.0, 0.0]], income=[12.0, 13.0]
        ... )
        >>> distribution_shares(data, "USA", (0.26, 0.12)).round(3)
        array([0.073, 0.276])

    Source: Ignatenko et al. (2025), section 4, with the deficit as their published code computes it: in
    the region of all others, trade among them counts.
    """
    if economy not in data.economies or len(data.economies) == 1:
        raise BadInput(f"no economy {economy!r}, or no other", mend="name one of the data's several")
    alone = np.array([name == economy for name in data.economies])
    member = np.column_stack([alone, ~alone]).astype(float)
    trade, income = member.T @ data.trade @ member, member.T @ data.income
    wanted = np.array(targets)
    sold_abroad = np.array([trade[0, 1], trade[1, 0]])

    def meet(shares: Floats) -> Floats:
        """The shares that meet the targets where own sales are what the shares given make them."""
        own = _spending(trade, income, shares) - sold_abroad[::-1]
        abroad = sold_abroad / (own + sold_abroad)
        mix = np.array([[1 - abroad[0], abroad[0]], [abroad[1], 1 - abroad[1]]])
        found: Floats = np.linalg.solve(mix, wanted)
        return found

    with np.errstate(all="ignore"):
        point = solve_fixed_point(meet, wanted, _CLOSE)
    if point.status != "converged":
        raise NoConvergence(f"no distribution shares meet {targets}; give targets nearer to each other")
    shares: Floats = member @ point.values
    if ((shares < 0) | (shares >= 1)).any():
        raise BadInput(f"the targets {targets} need shares outside 0 to 1", mend="bring them closer")
    return shares


def _spending(trade: Floats, income: Floats, share: Floats) -> Floats:
    """Income and deficit, the deficit as the paper's code takes it."""
    spending: Floats = income + (1 - share) * (trade.sum(axis=0) - trade @ (1 - share))
    return spending
