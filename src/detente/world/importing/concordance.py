"""Which of Detente's sectors an industry of a source belongs to: shipped, a user's own, or each its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import BadInput, Place
from detente.world.importing.delimited import opened
from detente.world.importing.source_table import SourceTable
from detente.world.tables import SHIPPED


@dataclass(frozen=True, slots=True)
class Concordance:
    """The sectors of the table to be, which of them are goods, and where each industry goes.

    An industry that goes to several sectors is split among them.
    """

    sectors: tuple[str, ...]
    goods: tuple[bool, ...]
    sectors_of: Mapping[str, tuple[str, ...]]

    def check(self, industries: tuple[str, ...]) -> None:
        """Refuse industries that have no place.

        Raises:
            BadInput: One is not in the concordance; it is named.
        """
        lost = [name for name in industries if name not in self.sectors_of]
        if lost:
            more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
            what = f"no sector is known for the industry '{lost[0][:40]}'{more}"
            mend = "say where it goes with --sectors FILE (columns source, sector, goods), or --keep-sectors"
            raise BadInput(what, mend=mend)


def shipped_concordance() -> Concordance:
    """Return where the industries of published tables go, and Detente's own sectors to themselves.

    Example:
        >>> found = shipped_concordance()
        >>> found.sectors_of["C10-C12"], found.sectors_of["C24"], len(found.sectors)
        (('food',), ('iron-steel', 'non-ferrous-metals'), 23)
    """
    with (SHIPPED / "sectors.csv").open(encoding="utf-8", newline="") as file:
        goods = {row["sector"]: row["goods"] == "yes" for row in csv.DictReader(file)}
    with (SHIPPED / "industries.csv").open(encoding="utf-8", newline="") as file:
        places = {row["code"]: tuple(row["sectors"].split(";")) for row in csv.DictReader(file)}
    places.update({sector: (sector,) for sector in goods})
    return Concordance(tuple(goods), tuple(goods.values()), places)


def read_concordance(path: Path) -> Concordance:
    """Return a user's own: a CSV file with the columns source and sector, and goods for new sectors.

    Raises:
        BadInput: A row is wrong, or whether a sector is of goods is not known; the line is named.
    """
    shipped = shipped_concordance()
    known = dict(zip(shipped.sectors, shipped.goods, strict=True))
    places: dict[str, tuple[str, ...]] = {}
    goods: dict[str, bool] = {}
    with opened(path) as file:
        source_at, sector_at = file.columns(("source", "sector"))
        goods_at = next((place for place, name in enumerate(file.header) if name.casefold() == "goods"), None)
        for line, cells in file.rows():
            where = Place(str(path), line)
            source, sector = cells[source_at].strip(), cells[sector_at].strip()
            word = cells[goods_at].strip().casefold() if goods_at is not None else ""
            if not source or not sector:
                raise BadInput("names no source and sector", where, "fill in both")
            if source in places:
                raise BadInput(f"the source '{source[:40]}' stands twice", where, "keep one row")
            if word not in ("yes", "no", ""):
                raise BadInput(
                    f"'{word[:20]}' is neither yes nor no", where, "say yes for goods, no for services"
                )
            told = known.get(sector, goods.get(sector)) if not word else word == "yes"
            if told is None:
                what = f"whether '{sector[:40]}' is goods is not known"
                raise BadInput(what, where, "say yes or no in a column goods")
            if goods.setdefault(sector, told) != told:
                raise BadInput(
                    f"'{sector[:40]}' was the other above", where, "say the same of goods in all rows"
                )
            places[source] = (sector,)
    return Concordance(tuple(goods), tuple(goods.values()), places)


def kept_sectors(source: SourceTable) -> Concordance:
    """Return the concordance that keeps each industry of a source as a sector of its own.

    Raises:
        BadInput: Whether an industry makes goods is not known.
    """
    shipped = shipped_concordance()
    known = dict(zip(shipped.sectors, shipped.goods, strict=True))
    goods = []
    for place, industry in enumerate(source.sectors):
        if source.goods is not None:
            goods.append(bool(source.goods[place]))
        elif industry in shipped.sectors_of:
            goods.append(any(known[sector] for sector in shipped.sectors_of[industry]))
        else:
            what = f"whether '{industry[:40]}' is goods is not known"
            mend = "say so with --sectors FILE (columns source, sector, goods)"
            raise BadInput(what, mend=mend)
    return Concordance(source.sectors, tuple(goods), {name: (name,) for name in source.sectors})
