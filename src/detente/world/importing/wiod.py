"""The World Input-Output Database, release 2016, in the wide layout of its Stata and R files as CSV.

    IndustryCode  IndustryDescription  Country  RNr  Year  vAUS1 ... vROW56  vAUS57 ... vROW61  TOT
    A01           Crop and animal ...  AUS      1    2014  what the industry sells to each column
    ...
    II_fob        Total intermediate   TOT      65   2014  and TXSP, EXP_adj, PURR, PURNR, VA, IntTTM, GO

Column vAUS1 is Australia's industry with RNr 1; the five highest numbers are final uses. Millions of USD at
basic prices. Taxes, margins and the adjustments to exports are what of a cost is no input, as is value added.

Source:
    Timmer, Dietzenbacher, Los, Stehrer and de Vries (2015), An Illustrated User Guide to the World
    Input-Output Database, Review of International Economics 23(3); release of November 2016.
"""

from __future__ import annotations

import re

import numpy as np

from detente.core.errors import BadInput, Place
from detente.world.importing.delimited import Delimited, known
from detente.world.importing.source_table import Progress, SourceTable, counted_step
from detente.world.importing.wide import FINAL, Columns, Tally, beyond, economy_of
from detente.world.metadata import TableSource

_LABELS = ("IndustryCode", "Country", "RNr", "Year")
_COLUMN = re.compile(r"v([A-Z]{3})(\d+)\Z")
_FINAL_USES = 5
_TOTAL = "TOT"
_VALUE_ADDED, _OUTPUT = "VA", "GO"
_BESIDE = ("TXSP", "EXP_adj", "PURR", "PURNR", "IntTTM")
_EVERY = 100
_SOURCE = TableSource(
    "World Input-Output Database (WIOD), release of November 2016",
    "https://www.rug.nl/ggdc/valuechain/wiod/wiod-2016-release",
    "CC BY 4.0",
    "flows, input use, value added, output",
)


def is_wiod(header: tuple[str, ...]) -> bool:
    """Say whether a header is that of a table of WIOD's, release 2016."""
    return "IndustryCode" in header and any(_COLUMN.match(label) for label in header)


def read_wiod(file: Delimited, scale: float, tell: Progress) -> SourceTable:
    """Read a table of WIOD's.

    Args:
        file: The file, its header read.
        scale: Million USD in a unit of the file.
        tell: Takes the progress.

    Raises:
        BadInput: A label, number, row or total is wrong; line and column are named.
    """
    numbers = [place for place, name in enumerate(file.header) if _COLUMN.match(name)]
    code_at, country_at, number_at, year_at = file.columns(_LABELS)
    total_at = next((place for place, name in enumerate(file.header) if name == _TOTAL), None)
    columns, order = _columns(file, [file.header[place] for place in numbers])
    tally, codes = Tally(columns, scale), _Codes(len(columns.sectors))
    places = {name: place for place, name in enumerate(columns.economies)}
    rows, year = int((columns.sector != FINAL).sum()), ""
    for count, (line, cells) in enumerate(file.rows()):
        if count % _EVERY == 0:
            tell(f"reading {file.path.name}", min(count, rows), rows)
        where = Place(str(file.path), line)
        code, country, year = cells[code_at].strip(), cells[country_at].strip(), cells[year_at].strip()
        given = [cells[place] for place in numbers]
        if country == _TOTAL:
            tally.total(line, code, code, file.numbers(line, known(given), columns.labels))
            continue
        values = file.numbers(line, given, columns.labels)
        economy, sector = economy_of(country, where), order.get(cells[number_at].strip())
        if economy not in places or sector is None:
            what = f"no column for the row {country} RNr {cells[number_at].strip()[:10]}"
            raise BadInput(what, where, "give the whole table")
        codes.note(sector, code, where)
        if total_at is not None:
            stated = file.number(line, cells[total_at], _TOTAL)
            if beyond(values.sum(), stated):
                what = f"the cells of the row add up to {values.sum():,.3f}, its total is {stated:,.3f}"
                raise BadInput(what, where, "a cell is wrong: correct it")
        tally.take(line, f"{country} {code}", (places[economy], sector), values)
    return _table(tally, codes, int(year) if year.isdecimal() and len(year) == len("2014") else None)


class _Codes:
    """The code of each industry, which only the rows tell."""

    def __init__(self, count: int) -> None:
        self.names = [""] * count

    def note(self, sector: int, code: str, where: Place) -> None:
        """Keep the code of an industry; it must be the same in all economies, and no other's."""
        held = self.names[sector]
        if (held and held != code) or (not held and code in self.names) or not code:
            what = f"industry {sector + 1} is '{code[:20]}' here"
            what += f" and '{held}' above" if held else ", as is another"
            raise BadInput(what, where, "give each industry one code in all economies")
        self.names[sector] = code


def _columns(file: Delimited, labels: list[str]) -> tuple[Columns, dict[str, int]]:
    """Return what the columns stand for, and the place of each industry by its number."""
    where = Place(str(file.path), file.header_line)
    parts = [(match[1], int(match[2])) for match in map(_COLUMN.match, labels) if match]
    kinds = sorted({number for _, number in parts})
    if len(kinds) <= _FINAL_USES:
        what = f"the columns have {len(kinds)} numbers, of which {_FINAL_USES} are final uses"
        raise BadInput(what, where, "give the whole table")
    order = {number: place for place, number in enumerate(kinds[:-_FINAL_USES])}
    economies: dict[str, int] = {}
    economy = [economies.setdefault(economy_of(code, where), len(economies)) for code, _ in parts]
    columns = Columns(
        path=file.path,
        line=file.header_line,
        labels=tuple(labels),
        economies=tuple(economies),
        sectors=tuple(str(number) for number in order),
        economy=np.array(economy, dtype=np.intp),
        sector=np.array([order.get(number, FINAL) for _, number in parts], dtype=np.intp),
    )
    columns.check()
    return columns, {str(number): place for number, place in order.items()}


def _table(tally: Tally, codes: _Codes, year: int | None) -> SourceTable:
    """Return the table once all rows are read."""
    adjustments = tally.close((_VALUE_ADDED, _OUTPUT))
    sectors = tuple(codes.names)
    beside = sum((tally.totals[name] for name in _BESIDE if name in tally.totals), np.zeros_like(
        tally.totals[_OUTPUT]))  # fmt: skip
    what = f"taxes, margins and adjustments ({', '.join(_BESIDE)}) counted with value added"
    return SourceTable(
        layout="WIOD 2016",
        economies=tally.columns.economies,
        sectors=sectors,
        flows=tally.flows,
        use=tally.use,
        value_added=tally.totals[_VALUE_ADDED] + beside,
        output=tally.totals[_OUTPUT],
        year=year,
        adjustments=(*adjustments, *counted_step(what, np.abs(beside), tally.columns.economies, sectors)),
        sources=(_SOURCE,),
    )
