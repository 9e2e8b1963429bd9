"""Export licences and quotas: flows that carry a wedge, given or solved for, and whose the rent is."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.models.baseline import Baseline, cell_names
from detente.models.fixed_point import Floats

Rent = Literal["exporter", "importer", "dissipated"]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A licence or quota on the flows from some exporters to some importers in some sectors.

    The flows are the product of the three lists, own sales left out. What they lack to the free
    quantity shows as a wedge: a share added to the price, which is given, or found so that the flows
    together keep to a quantity. One wedge holds for all flows of a restriction. The wedge is a rent:
    the exporter's (licences sold by the origin; it is part of the value at the border, and tariffs are
    charged on it), the importer's (quotas handed out behind the border; tariffs are charged on the
    price without it), or nobody's ("dissipated": the goods bear a real cost of that size on their way).

    Args:
        name: What errors and answers call it.
        exporters: Economies of the baseline.
        importers: Economies of the baseline.
        sectors: Sectors of the baseline.
        wedge: Share added to the price before it, as a fraction; or
        quantity: Largest quantity of all these flows together, as a share of the baseline's, at the
            baseline's prices of production; 0.25 leaves a quarter.
        rent: Whose the rent is.

    Raises:
        BadInput: Neither or both of wedge and quantity, one out of its range, or an unknown holder.

    Example:
        >>> Restriction(
        ...     name="magnets", exporters=("CHN",), importers=("USA",), sectors=("metals",), quantity=0.25
        ... ).rent
        'exporter'
    """

    name: str
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...]
    wedge: float | None = None
    quantity: float | None = None
    rent: Rent = "exporter"

    def __post_init__(self) -> None:
        for axis in ("exporters", "importers", "sectors"):
            labels = getattr(self, axis)
            if isinstance(labels, str) or not labels:
                raise self._bad(f"has no list of {axis}", "name at least one")
            object.__setattr__(self, axis, tuple(labels))
        if self.rent not in get_args(Rent):
            raise self._bad(f"gives the rent to {self.rent!r}", f"use one of {', '.join(get_args(Rent))}")
        if (self.wedge is None) == (self.quantity is None):
            raise self._bad("has neither a wedge nor a quantity, or both", "give exactly one of them")
        if self.wedge is not None and not (_is_finite(self.wedge) and self.wedge >= 0):
            raise self._bad(f"has a wedge of {self.wedge!r}", "give zero or more, 0.5 for half the price")
        if self.quantity == 0:
            raise self._bad(
                "leaves a quantity of zero, which no finite wedge brings about",
                "give a small share such as 0.001",
            )
        if self.quantity is not None and not (_is_finite(self.quantity) and self.quantity > 0):
            raise self._bad(
                f"leaves a quantity of {self.quantity!r}", "give a positive share of the baseline's"
            )

    def _bad(self, what: str, mend: str) -> BadInput:
        return BadInput(f"the restriction '{self.name}' {what}", mend=mend)


def _is_finite(value: object) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionEffect:
    """What a restriction came to.

    Args:
        name: Of the restriction.
        wedge: Share added to the price, as a fraction; 0 where a quota does not bind.
        quantity: Of its flows together, as a share of the baseline's, at the baseline's prices.
        rent_value: What the wedge is worth, in the baseline's currency; lost where it is dissipated.
        binding: Whether there is a wedge.
    """

    name: str
    wedge: float
    quantity: float
    rent_value: float
    binding: bool


@dataclass(frozen=True, slots=True, eq=False)
class Restrained:
    """Restrictions with the flows they hold for.

    Args:
        restrictions: In their order.
        masks: The flows of each, over exporter, importer, sector.
        trade: Of the baseline, net of tariff, on the same axes.
    """

    restrictions: tuple[Restriction, ...]
    masks: tuple[Mask, ...]
    trade: Floats

    def eased(self, share: float) -> Restrained:
        """Return the same with a share of each wedge and reduction, in logarithms."""
        eased = tuple(
            replace(
                one,
                wedge=None if one.wedge is None else (1 + one.wedge) ** share - 1,
                quantity=None if one.quantity is None else one.quantity**share,
            )
            for one in self.restrictions
        )
        return replace(self, restrictions=eased)


@dataclass(frozen=True, slots=True, eq=False)
class Rents:
    """Whose the rents are, in the baseline's currency.

    Args:
        within: Where (exporter, importer, sector) a wedge is behind the border, and one plus that wedge.
        importers: Rents by importer.
        exporters: Rents by exporter and sector.
        effects: What each restriction came to.
    """

    within: tuple[tuple[Mask, float], ...]
    importers: Floats
    exporters: Floats
    effects: tuple[RestrictionEffect, ...]


def settle(
    restrained: Restrained | None, log_wedge: Floats, paid: Floats, tariffs: Floats, cost_change: Floats
) -> Rents:
    """Return the rents of an equilibrium, and what each restriction came to.

    A flow whose cost of production is V carries the wedge m and the tariff t, and (1+t)(1+m) V is paid
    for it. Its rent is m V where the exporter has it, (1+t) m V where the importer has it; where nobody
    has, goods worth m V are lost.

    Args:
        restrained: Restrictions with their flows; None for none.
        log_wedge: log(1 + wedge) by restriction.
        paid: New spending by flow, tariff and wedge included.
        tariffs: New rates.
        cost_change: By exporter and sector, as a fraction.
    """
    economies, _, sectors = paid.shape
    rents = Rents((), np.zeros(economies), np.zeros((economies, sectors)), ())
    if restrained is None:
        return rents
    within: list[tuple[Mask, float]] = []
    effects: list[RestrictionEffect] = []
    for restriction, mask, log_m in zip(restrained.restrictions, restrained.masks, log_wedge, strict=True):
        wedge = float(np.expm1(log_m))
        exporter, importer, sector = np.nonzero(mask)
        at_cost = paid[mask] / ((1 + tariffs[mask]) * (1 + wedge))
        rent = wedge * at_cost
        if restriction.rent == "importer":
            rent *= 1 + tariffs[mask]
            within.append((mask, 1 + wedge))
            np.add.at(rents.importers, importer, rent)
        elif restriction.rent == "exporter":
            np.add.at(rents.exporters, (exporter, sector), rent)
        bought = np.sum(at_cost / (1 + cost_change[exporter, sector]))
        effects.append(
            RestrictionEffect(
                name=restriction.name,
                wedge=wedge,
                quantity=float(bought / restrained.trade[mask].sum()),
                rent_value=float(rent.sum()),
                binding=wedge > 0,
            )
        )
    return replace(rents, within=tuple(within), effects=tuple(effects))


def restrain(baseline: Baseline, restrictions: Sequence[Restriction]) -> Restrained | None:
    """Return restrictions with their flows in a world; None where there are none.

    Raises:
        BadInput: A label the world does not hold, a name given twice, two restrictions on one flow, or
            one on flows that the baseline does not have.

    Example:
        >>> restrain(baseline=None, restrictions=()) is None
        True
    """
    if not restrictions:
        return None
    axes = (baseline.economies, baseline.economies, baseline.sectors)
    trade, taken = baseline.trade(), np.full(baseline.tariffs.shape, -1)
    masks: list[Mask] = []
    for number, restriction in enumerate(restrictions):
        if restriction.name in [other.name for other in restrictions[:number]]:
            raise BadInput(f"two restrictions are called '{restriction.name}'", mend="name each once")
        mask = _flows(restriction, baseline)
        twice = mask & (taken >= 0)
        if twice.any():
            other = restrictions[int(taken[twice][0])].name
            names = cell_names(twice, *axes)
            raise BadInput(
                f"the restrictions '{other}' and '{restriction.name}' both hold for {names}",
                mend="leave each flow to one of them",
            )
        if not trade[mask].any():
            raise BadInput(
                f"the restriction '{restriction.name}' is on flows that the baseline does not have",
                mend="name an exporter, importer and sector with trade between them",
            )
        taken[mask] = number
        masks.append(mask)
    return Restrained(tuple(restrictions), tuple(masks), trade)


def _flows(restriction: Restriction, baseline: Baseline) -> Mask:
    """The flows a restriction is on, by exporter, importer and sector."""
    mask = np.zeros(baseline.tariffs.shape, dtype=bool)
    place, kind = baseline.economies, baseline.sectors
    axes = (("exporters", place), ("importers", place), ("sectors", kind))
    rows = [_positions(restriction, axis, known) for axis, known in axes]
    mask[np.ix_(*rows)] = True
    own = np.arange(len(place))
    mask[own, own] = False
    return mask


def _positions(restriction: Restriction, axis: str, known: tuple[str, ...]) -> list[int]:
    """Where the labels of one list stand in the world's."""
    labels: tuple[str, ...] = getattr(restriction, axis)
    for label in labels:
        if label not in known:
            folded = {name.casefold(): name for name in known}
            near = difflib.get_close_matches(str(label).casefold(), folded, n=3)
            names = ", ".join(folded[name] for name in near)
            hint = f"did you mean {names}?" if near else f"use for example {known[0]}"
            raise BadInput(
                f"the restriction '{restriction.name}' names '{label}' among its {axis}, "
                "which the world does not hold",
                mend=hint,
            )
    return [known.index(label) for label in labels]
