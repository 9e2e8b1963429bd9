"""A user's own table as three CSV files, recognised by their columns.

    exporter,importer,sector,flow_musd[,tariff]      own sales are rows of an economy with itself
    economy,sector,output,value_added[,goods]        goods: yes or no
    economy,input,user,value                         inputs bought at home and abroad

`flow_musd` is million USD; a column `flow` is in the unit that is given, as the other money is. Where no row
is an economy's sales to itself, all own sales are what output leaves after exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place
from detente.world.importing.delimited import Delimited
from detente.world.importing.source_table import SourceTable, counted_step
from detente.world.importing.wide import economy_of
from detente.world.metadata import Adjustment
from detente.world.tables import Floats

FLOWS, PRODUCTION, INPUTS = "flows", "production", "inputs"
_KEYS = {
    FLOWS: ("exporter", "importer", "sector"),
    PRODUCTION: ("economy", "sector", "output", "value_added"),
    INPUTS: ("economy", "input", "user", "value"),
}
_REST = "ROW"


def kind_of(header: tuple[str, ...]) -> str | None:
    """Return which of the three files has this header, or None.

    Example:
        >>> kind_of(("exporter", "importer", "sector", "flow_musd"))
        'flows'
    """
    names = {name.casefold() for name in header}
    return next((kind for kind, keys in _KEYS.items() if names.issuperset(keys)), None)


@dataclass(slots=True, eq=False)
class Production:
    """What is made where, by the order in which the file names it."""

    economies: dict[str, int]
    sectors: dict[str, int]
    output: dict[tuple[int, int], float]
    value_added: dict[tuple[int, int], float]
    goods: dict[str, bool]

    def array(self, cells: Mapping[tuple[int, int], float]) -> Floats:
        """Return values by economy and sector; what is not given is zero."""
        found = np.zeros((len(self.economies), len(self.sectors)))
        for cell, value in cells.items():
            found[cell] = value
        return found


def read_production(file: Delimited, scale: float) -> Production:
    """Read what each economy makes.

    Raises:
        BadInput: A row is wrong; line and column are named.
    """
    at = file.columns(_KEYS[PRODUCTION])
    goods_at = next((place for place, name in enumerate(file.header) if name.casefold() == "goods"), None)
    found = Production({}, {}, {}, {}, {})
    for line, cells in file.rows():
        where = Place(str(file.path), line)
        code, sector = economy_of(cells[at[0]].strip(), where), cells[at[1]].strip()
        if not sector:
            raise BadInput("the sector is empty", where, "name it")
        economy = found.economies.setdefault(code, len(found.economies))
        cell = (economy, found.sectors.setdefault(sector, len(found.sectors)))
        if cell in found.output:
            raise BadInput(f"{code} {sector} stands twice", where, "keep one row")
        found.output[cell] = _positive(file, line, cells[at[2]], "output") * scale
        found.value_added[cell] = file.number(line, cells[at[3]], "value_added") * scale
        if goods_at is not None:
            _note_goods(found.goods, sector, cells[goods_at].strip().casefold(), where)
    if not found.output:
        raise BadInput(
            "holds no row", Place(str(file.path)), "give output and value added by economy and sector"
        )
    return found


def _note_goods(goods: dict[str, bool], sector: str, word: str, where: Place) -> None:
    """Keep whether a sector is of goods; all rows must say the same."""
    if word not in ("yes", "no"):
        raise BadInput(f"'{word[:20]}' is neither yes nor no", where, "say yes for goods, no for services")
    if goods.setdefault(sector, word == "yes") != (word == "yes"):
        raise BadInput(f"'{sector}' was goods or not in another way above", where, "say the same of all rows")


def _positive(file: Delimited, line: int, text: str, column: str) -> float:
    """Return a number that is not below zero."""
    value = file.number(line, text, column)
    if value < 0:
        where = Place(str(file.path), line, field=column)
        raise BadInput(f"is negative: {value:g}", where, "give zero or more")
    return value


def _economy(made: Production, file: Delimited, line: int, text: str) -> int:
    """Return where an economy stands; the rest of the world may join as a partner, others are refused."""
    place = made.economies.get(text)
    if place is None:
        where = Place(str(file.path), line)
        code = economy_of(text.strip(), where)
        if code == _REST:
            made.economies.setdefault(code, len(made.economies))
        place = _known(made.economies, code, "economy", where)
    return place


def _sector(made: Production, file: Delimited, line: int, text: str) -> int:
    """Return where a sector stands, or refuse it."""
    place = made.sectors.get(text)
    if place is None:
        place = _known(made.sectors, text.strip(), "sector", Place(str(file.path), line))
    return place


def _known(places: dict[str, int], name: str, kind: str, where: Place) -> int:
    if name not in places:
        what = f"{kind} '{name[:40]}' is not in the production file"
        raise BadInput(what, where, "give its output and value added, or leave its rows out")
    return places[name]


def read_inputs(file: Delimited, made: Production, scale: float) -> dict[tuple[int, int, int], float]:
    """Return what each sector of each economy buys of each input, by the places of economy, input and user.

    Raises:
        BadInput: A row is wrong; line and column are named.
    """
    at = file.columns(_KEYS[INPUTS])
    found: dict[tuple[int, int, int], float] = {}
    for line, cells in file.rows():
        cell = (
            _economy(made, file, line, cells[at[0]]),
            _sector(made, file, line, cells[at[1]]),
            _sector(made, file, line, cells[at[2]]),
        )
        if cell in found:
            raise BadInput("these three stand twice", Place(str(file.path), line), "keep one row")
        found[cell] = _positive(file, line, cells[at[3]], "value") * scale
    return found


def read_flows(file: Delimited, made: Production, scale: float) -> tuple[Floats, Floats | None]:
    """Return what each economy sells to each, and the tariffs where there is a column of them.

    Raises:
        BadInput: A row is wrong; line and column are named.
    """
    names = [name.casefold() for name in file.header]
    column = "flow_musd" if "flow_musd" in names else "flow"
    at = file.columns((*_KEYS[FLOWS], column))
    if column == "flow_musd" and scale != 1.0:
        where = Place(str(file.path), file.header_line)
        raise BadInput("flow_musd is million USD, and --unit is another", where, "call the column flow")
    taxed = file.columns(("tariff",))[0] if "tariff" in names else None
    found: dict[tuple[int, int, int], tuple[float, float]] = {}
    for line, cells in file.rows():
        cell = (
            _economy(made, file, line, cells[at[0]]),
            _economy(made, file, line, cells[at[1]]),
            _sector(made, file, line, cells[at[2]]),
        )
        if cell in found:
            raise BadInput("this flow stands twice", Place(str(file.path), line), "keep one row")
        rate = _positive(file, line, cells[taxed] or "0", "tariff") if taxed is not None else 0.0
        found[cell] = (_positive(file, line, cells[at[3]], column) * scale, rate)
    shape = (len(made.economies), len(made.economies), len(made.sectors))
    flows, tariffs = np.zeros(shape), np.zeros(shape)
    for cell, (flow, rate) in found.items():
        flows[cell], tariffs[cell] = flow, rate
    return flows, tariffs if taxed is not None else None


def table_of(
    made: Production, inputs: Mapping[tuple[int, int, int], float], flows: Floats, tariffs: Floats | None
) -> SourceTable:
    """Return the table that the three files make.

    Raises:
        BadInput: Own sales are left out, and an economy sells more abroad than it makes.
    """
    economies, sectors = tuple(made.economies), tuple(made.sectors)
    output = made.array(made.output)
    use = np.zeros((len(economies), len(sectors), len(sectors)))
    for cell, value in inputs.items():
        use[cell] = value
    flows, adjustments = _with_own_sales(economies, sectors, flows, output)
    goods: npt.NDArray[np.bool_] | None = None
    if made.goods.keys() == made.sectors.keys():
        goods = np.array([made.goods[sector] for sector in sectors])
    return SourceTable(
        layout="CSV",
        economies=economies,
        sectors=sectors,
        flows=flows,
        use=use,
        value_added=made.array(made.value_added),
        output=output,
        goods=goods,
        tariffs=tariffs,
        tariff_content="unknown" if tariffs is None else "as given with the flows",
        adjustments=adjustments,
    )


def _with_own_sales(
    economies: tuple[str, ...], sectors: tuple[str, ...], flows: Floats, output: Floats
) -> tuple[Floats, tuple[Adjustment, ...]]:
    """Return flows with own sales; where not one is given they are what output leaves after exports."""
    if np.einsum("iik->ik", flows).any():
        return flows, ()
    exports = flows.sum(axis=1)
    own = output - exports
    made = output.sum(axis=1) > 0
    if (own[made] < 0).any():
        economy, sector = np.argwhere((own < 0) & made[:, None])[0]
        what = f"{economies[economy]} {sectors[sector]} sells more abroad than it makes"
        raise BadInput(what, mend="give rows of its sales to itself, or correct its output")
    own = np.where(made[:, None], own, 0.0)
    filled = flows.copy()
    np.einsum("iik->ik", filled)[:] = own
    what = "own sales, of which no row is given, taken as output less exports"
    return filled, counted_step(what, own, economies, sectors)
