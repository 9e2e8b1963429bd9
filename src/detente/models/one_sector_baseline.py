"""The world that the one-sector model starts from: who buys what from whom, and where its value is added."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.core.errors import BadInput
from detente.models.baseline import cell_names, check_labels, checked_array
from detente.models.fixed_point import Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OneSectorBaseline:
    """A world of one good, without tariffs, whose accounts close by construction.

    Of what an importer pays at the border, its `distribution_share` is value added at home (transport,
    shops, marketing) and the rest goes to the exporter. Deficits are transfers: what an economy spends
    beyond what it earns.

    Args:
        economies: Names, each once.
        flows: Spending of each importer on each exporter, own sales on the diagonal; axes exporter,
            importer. Any currency.
        distribution_share: By importer, from 0 to below 1.
        value_added_share: Share of value added in the cost of production, from above 0 to 1; the rest is
            the same composite good, bought at its price (round-about production).

    Raises:
        BadInput: A shape, a sign or a share is wrong, or an economy buys or earns nothing; the error
            names the first such cell.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "USA"), flows=[[9.0, 3.0], [1.0, 12.0]], distribution_share=[0.0, 0.2]
        ... )
        >>> world.expenditure, world.value_added.round(2), world.transfer.round(2)
        (array([10., 15.]), array([11.4, 13.6]), array([-1.4,  1.4]))

    Source: Ignatenko, Lashkaripour, Macedoni and Simonovska (2025), Journal of International Economics 157.
    """

    economies: tuple[str, ...]
    flows: Floats
    distribution_share: Floats
    value_added_share: float = 1.0

    def __post_init__(self) -> None:
        place = self.economies
        check_labels(place, ("all",))
        for name, axes in (("flows", (place, place)), ("distribution_share", (place,))):
            object.__setattr__(self, name, checked_array(name, getattr(self, name), axes))
        share = self.distribution_share
        outside = (share < 0) | (share >= 1)
        if not 0 < self.value_added_share <= 1:
            what = f"the value-added share is {self.value_added_share}"
            raise BadInput(what, mend="use more than 0 and at most 1")
        if outside.any():
            what = f"the distribution share of {cell_names(outside, place)} is not between 0 and 1"
            raise BadInput(what, mend="use 0 to below 1")
        if (self.flows < 0).any():
            what = f"the flow {cell_names(self.flows < 0, place, place)} is negative"
            raise BadInput(what, mend="give zero or more")
        for what, amount in (("buys", self.expenditure), ("produces", self.value_added)):
            idle = ~(amount > 0)
            if idle.any():
                raise BadInput(f"the economy {cell_names(idle, place)} {what} nothing", mend="leave it out")

    @property
    def expenditure(self) -> Floats:
        """Spending by economy, inputs included."""
        spending: Floats = self.flows.sum(axis=0)
        return spending

    @property
    def sales(self) -> Floats:
        """What producers of each economy receive, at home and abroad."""
        received: Floats = self.flows @ (1 - self.distribution_share)
        return received

    @property
    def value_added(self) -> Floats:
        """Income of labour: value added in production and in distribution."""
        return self.value_added_share * self.sales + self.distribution_share * self.expenditure

    @property
    def transfer(self) -> Floats:
        """What each economy spends beyond value added and its producers' inputs; sums to zero."""
        return self.expenditure - self.value_added - (1 - self.value_added_share) * self.sales

    @property
    def final_spending(self) -> Floats:
        """Spending less inputs: value added and transfer."""
        return self.value_added + self.transfer


def eaton_kortum_krugman(baseline: OneSectorBaseline) -> OneSectorBaseline:
    """Return the same flows without distribution: all that importers pay goes to exporters.

    The model is then that of Eaton and Kortum, or of Krugman with its scale effect: tariffs pass into
    prices at the border one for one, and value added is sales.

    Example:
        >>> world = OneSectorBaseline(
        ...     economies=("CHN", "USA"), flows=[[9.0, 3.0], [1.0, 12.0]], distribution_share=[0.0, 0.2]
        ... )
        >>> eaton_kortum_krugman(world).value_added
        array([12., 13.])
    """
    return replace(baseline, distribution_share=np.zeros(len(baseline.economies)))
