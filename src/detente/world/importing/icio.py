"""The OECD's inter-country input-output tables as published, one CSV file a year.

    V1         AUS_A01  ...  ROW_T  AUS_HFCE  ...  ROW_DPABR  OUT
    AUS_A01    what Australia's farms sell to each industry and final use; OUT is the sum
    ...
    TLS        taxes less subsidies on what a column buys (or a row of them for each economy)
    VA         value added
    OUT        output: inputs, taxes on them and value added

Millions of USD at basic prices. The extended version parts China and Mexico (CN1, CN2; MX1, MX2), with value
added and final demand under CHN and MEX; the small version does not.

Source:
    OECD, Inter-Country Input-Output Tables, editions 2021, 2023 and 2025, ReadMe.
"""

from __future__ import annotations

import re

import numpy as np

from detente.core.errors import BadInput, Place
from detente.world.importing.delimited import Delimited, known
from detente.world.importing.source_table import Progress, SourceTable, counted_step
from detente.world.importing.wide import FINAL, Columns, Tally, beyond, economy_of
from detente.world.metadata import TableSource
from detente.world.tables import Floats

_FINAL_USES = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "P33", "NONRES")
_TAXES, _VALUE_ADDED, _OUTPUT = "taxes less subsidies", "value added (VA)", "output (OUT)"
_TOTALS = {"TLS": _TAXES, "VA": _VALUE_ADDED, "VALU": _VALUE_ADDED, "OUT": _OUTPUT, "OUTPUT": _OUTPUT}
_TOTAL_COLUMNS = ("OUT", "TOTAL")
_TAX_ROW = re.compile(r"[A-Z0-9]{3}_(TLS|TAXSUB)\Z")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EVERY = 100
_SOURCE = TableSource(
    "OECD Inter-Country Input-Output Tables (ICIO)",
    "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
    "OECD terms and conditions: use and reuse with attribution",
    "flows, input use, value added, output",
)


def is_icio(header: tuple[str, ...]) -> bool:
    """Say whether a header is that of an ICIO table."""
    return any(label.endswith(tuple(f"_{use}" for use in _FINAL_USES)) for label in header)


def read_icio(file: Delimited, scale: float, tell: Progress) -> SourceTable:
    """Read a table of the OECD's.

    Args:
        file: The file, its header read.
        scale: Million USD in a unit of the file.
        tell: Takes the progress.

    Raises:
        BadInput: A label, number, row or total is wrong; line and column are named.
    """
    columns, total = _columns(file)
    tally = Tally(columns, scale)
    places = (
        {name: place for place, name in enumerate(columns.economies)},
        {name: place for place, name in enumerate(columns.sectors)},
    )
    rows = int((columns.sector != FINAL).sum())
    numbers = [place for place in range(1, len(file.header)) if place != total]
    for count, (line, cells) in enumerate(file.rows()):
        if count % _EVERY == 0:
            tell(f"reading {file.path.name}", min(count, rows), rows)
        label = cells[0].strip()
        kind = _TAXES if _TAX_ROW.match(label) else _TOTALS.get(label)
        given = [cells[place] for place in numbers]
        values = file.numbers(line, known(given) if kind else given, columns.labels)
        if kind:
            tally.total(line, label, kind, values)
            continue
        where = Place(str(file.path), line)
        region, _, industry = label.partition("_")
        economy = economy_of(region, where)
        if economy not in places[0] or industry not in places[1]:
            raise BadInput(f"no column for the row '{label[:40]}'", where, "give the whole table")
        if total is not None:
            _check_total(file, line, values.sum(), cells[total])
        tally.take(line, label, (places[0][economy], places[1][industry]), values)
    return _table(file, tally)


def _columns(file: Delimited) -> tuple[Columns, int | None]:
    """Return what the columns stand for, and the place of the total, where there is one."""
    total = next((place for place, name in enumerate(file.header) if name in _TOTAL_COLUMNS), None)
    labels = [name for place, name in enumerate(file.header) if place not in (0, total)]
    where = Place(str(file.path), file.header_line)
    economies: dict[str, int] = {}
    sectors: dict[str, int] = {}
    economy, sector = [], []
    for label in labels:
        region, _, industry = label.partition("_")
        code = economy_of(region, where)
        if not industry:
            mend = "label columns ECONOMY_INDUSTRY, as AUS_A01"
            raise BadInput(f"the column '{label[:40]}' names no industry", where, mend)
        economy.append(economies.setdefault(code, len(economies)))
        final = industry in _FINAL_USES
        sector.append(FINAL if final else sectors.setdefault(industry, len(sectors)))
    columns = Columns(
        path=file.path,
        line=file.header_line,
        labels=tuple(labels),
        economies=tuple(economies),
        sectors=tuple(sectors),
        economy=np.array(economy, dtype=np.intp),
        sector=np.array(sector, dtype=np.intp),
    )
    columns.check()
    return columns, total


def _check_total(file: Delimited, line: int, found: float, text: str) -> None:
    """Refuse a row whose cells are far from the total that the file gives for it."""
    stated = file.number(line, text, "OUT")
    if beyond(found, stated):
        what = f"the cells of the row add up to {found:,.3f}, its total is {stated:,.3f}"
        raise BadInput(what, Place(str(file.path), line), "a cell is wrong: correct it")


def _table(file: Delimited, tally: Tally) -> SourceTable:
    """Return the table once all rows are read."""
    adjustments = tally.close((_VALUE_ADDED, _OUTPUT))
    columns = tally.columns
    axes = (columns.economies, columns.sectors)
    taxes: Floats = tally.totals.get(_TAXES, np.zeros_like(tally.totals[_OUTPUT]))
    counted = "taxes less subsidies on inputs counted with value added"
    years = _YEAR.findall(file.path.stem)
    return SourceTable(
        layout="OECD ICIO",
        economies=columns.economies,
        sectors=columns.sectors,
        flows=tally.flows,
        use=tally.use,
        value_added=tally.totals[_VALUE_ADDED] + taxes,
        output=tally.totals[_OUTPUT],
        year=int(years[-1]) if years else None,
        adjustments=(*adjustments, *counted_step(counted, np.abs(taxes), *axes)),
        sources=(_SOURCE,),
    )
