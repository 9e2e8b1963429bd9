"""Restrictions of trade by licence or quota, and the parts of sectors that they fall on, as stated.

Both are entries of the record and rows of a scenario; Pydantic checks them from these annotations. What
they do to trade is worked out elsewhere: here stands who restricts which flows, by how much, and who says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from detente.core.sources import Source

Rent = Literal["exporter", "importer", "dissipated"]
UNKNOWN = "unknown"
LARGEST_SHARE = 5
"""Five times the normal quantity, or 500% of the price: what lies above is a percentage."""
Wrong = tuple[tuple[str, ...], str, str]
"""Where in an entry something is wrong, what, and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRestriction:
    """A licence or quota on what some economies sell to others in some sectors.

    It states the `wedge` it puts on the price, or the `quantity` it leaves as a share of the normal one;
    or the `series` and `period` whose figure over the series' normal level is that share.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    title: str
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...]
    control: str | None = None
    wedge: float | None = None
    quantity: float | Literal["unknown"] | None = None
    series: str | None = None
    period: str | None = None
    rent: Rent = "exporter"
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorSplit:
    """A part of a sector that stands alone, so that a restriction can fall on it and not on the rest.

    `share` is the part's share in what each economy sells of the parent sector, or with `of: use` in what
    each buys; `shares` are those of economies or groups that differ. Without a trade elasticity of its
    own it has the parent's.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    title: str
    parent: str
    share: float
    shares: dict[str, float] = field(default_factory=dict, metadata={"plain": False})
    of: Literal["output", "use"] = "output"
    trade_elasticity: float | None = None
    source: Source | None = None
    note: str = ""


def wrong_in(entry: FlowRestriction | SectorSplit) -> Iterator[Wrong]:
    """Yield what is wrong with an entry by itself, beyond its form.

    Example:
        >>> part = SectorSplit(id="magnets", title="", parent="electrical", share=1.5)
        >>> [what for _, what, _ in wrong_in(part)]
        ['a share of 1.5 is no part of a sector']
    """
    yield from _of_restriction(entry) if isinstance(entry, FlowRestriction) else _of_split(entry)


def _of_restriction(entry: FlowRestriction) -> Iterator[Wrong]:
    for axis in ("exporters", "importers", "sectors"):
        if not getattr(entry, axis):
            yield (axis,), f"the restriction names no {axis}", "name at least one"
    given = [name for name in ("wedge", "quantity", "series") if getattr(entry, name) is not None]
    if len(given) != 1:
        what = f"the restriction states {' and '.join(given) or 'neither wedge nor quantity'}"
        mend = "give one of wedge, quantity, or series with period"
        yield (given[-1],) if given else (), what, mend
    if (entry.series is None) != (entry.period is None):
        yield ("period",), "series and period go together", "give both or neither"
    if entry.wedge is not None and not 0 <= entry.wedge <= LARGEST_SHARE:
        yield ("wedge",), f"a wedge of {entry.wedge:g} is out of bounds", "write 25% as 0.25"
    share = entry.quantity
    if isinstance(share, float) and (problem := wrong_quantity(share)):
        yield ("quantity",), *problem


def wrong_quantity(share: float) -> tuple[str, str] | None:
    """Return what is wrong with a quantity as a share of the normal one, and how to mend it.

    Example:
        >>> wrong_quantity(25)
        ('a quantity of 25 is out of bounds', 'write a quarter of the normal one as 0.25')
    """
    if share == 0:
        return "a quantity of 0 has no finite wedge", "give a small share such as 0.001"
    if not 0 < share <= LARGEST_SHARE:
        return f"a quantity of {share:g} is out of bounds", "write a quarter of the normal one as 0.25"
    return None


def _of_split(entry: SectorSplit) -> Iterator[Wrong]:
    if entry.id == entry.parent:
        yield ("id",), f"the part is called '{entry.id}' as its parent", "give it a name of its own"
    shares: Mapping[tuple[str, ...], float] = {
        ("share",): entry.share, **{("shares", code): share for code, share in entry.shares.items()},
    }  # fmt: skip
    for path, share in shares.items():
        if not 0 <= share < 1:
            yield path, f"a share of {share:g} is no part of a sector", "write 0.6% as 0.006"
    if not any(share > 0 for share in shares.values()):
        yield ("share",), "nobody makes any of the part", "give a share above zero"
    theta = entry.trade_elasticity
    if theta is not None and not (theta > 0 and math.isfinite(theta)):
        yield ("trade_elasticity",), f"an elasticity of {theta:g} is not positive", "give theta"
