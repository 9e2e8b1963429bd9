"""The choices in the one-sector model, each by name."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from numbers import Real
from typing import Literal, get_args

from detente.core.errors import BadInput
from detente.models.fixed_point import FixedPointOptions, Floats

RevenueUse = Literal["income_tax_relief", "lump_sum"]
Numeraire = Literal["price_level", "wage_level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSectorOptions:
    """How the one-sector model is parametrised, closed and solved.

    Args:
        trade_elasticity: Fall in relative trade, in percent, when a price rises by 1%; positive.
        labour_supply_elasticity: Rise of employment when the real wage after tax rises by 1%; 0 or more.
        scale_elasticity: Fall of cost when employment rises by 1%; 0 or more.
        pass_through: Of a tariff into the price at the border; 1 is one for one, above 0.
        revenue: "income_tax_relief" cuts a tax on labour by what tariffs bring in, which draws people
            into work; "lump_sum" hands it to households, which does not.
        numeraire: "price_level" keeps the world's mean price (weighted by spending), "wage_level" its
            mean wage (weighted by value added). Only prices depend on it.
        fixed_point: Method, tolerance and limits of the iteration.

    Raises:
        BadInput: A name does not exist, or a number is out of its range.

    Example:
        >>> OneSectorOptions(
        ...     trade_elasticity=0.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675
        ... )
        Traceback (most recent call last):
        detente.core.errors.BadInput: the trade elasticity is 0.0; use a positive number
    """

    trade_elasticity: float
    labour_supply_elasticity: float
    scale_elasticity: float
    pass_through: float = 1.0
    revenue: RevenueUse = "income_tax_relief"
    numeraire: Numeraire = "price_level"
    fixed_point: FixedPointOptions = field(default_factory=FixedPointOptions)

    def __post_init__(self) -> None:
        for name, allowed in (("revenue", get_args(RevenueUse)), ("numeraire", get_args(Numeraire))):
            if getattr(self, name) not in allowed:
                what = f"unknown {name} {getattr(self, name)!r}"
                raise BadInput(what, mend=f"use one of {', '.join(allowed)}")
        for name in ("trade_elasticity", "pass_through"):
            if not (_is_number(getattr(self, name)) and 0 < getattr(self, name) < math.inf):
                what = f"the {name.replace('_', ' ')} is {getattr(self, name)!r}"
                raise BadInput(what, mend="use a positive number")
        for name in ("labour_supply_elasticity", "scale_elasticity"):
            if not (_is_number(getattr(self, name)) and 0 <= getattr(self, name) < math.inf):
                what = f"the {name.replace('_', ' ')} is {getattr(self, name)!r}"
                raise BadInput(what, mend="use a number of zero or more")

    def price_pass_through(self, distribution_share: Floats) -> Floats:
        """Return the elasticity of an importer's price to one plus its tariff, by importer.

        phi = pass-through + (1 + psi) / (1 - nu) - psi - 1, with psi the scale elasticity and nu the
        distribution share: a tariff also keeps sellers away that would have paid for distribution.

        Example:
            >>> import numpy as np
            >>> options = OneSectorOptions(
            ...     trade_elasticity=4.0, labour_supply_elasticity=0.5, scale_elasticity=0.1675
            ... )
            >>> options.price_pass_through(np.array([0.0, 0.2])).round(4)
            array([1.    , 1.2919])

        Source: Ignatenko et al. (2025), section 2, with theta = 1 / psi.
        """
        psi = self.scale_elasticity
        phi: Floats = self.pass_through + (1 + psi) / (1 - distribution_share) - psi - 1
        return phi


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
