"""The data of the Liberation Day paper: trade, incomes and announced tariffs of 194 economies, 2023."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.core.errors import BadInput, Place
from detente.models.fixed_point import Floats
from detente.models.one_sector_calibration import TradeAndIncome

SHIPPED = Path(__file__).parents[2] / "data" / "one_sector"
LABELS, INCOMES, TARIFFS, TRADE = "country_labels.csv", "gdp.csv", "tariffs.csv", "trade_cepii.csv"


@dataclass(frozen=True, slots=True, eq=False)
class LiberationData:
    """What the model is calibrated to, in thousand USD, and the announced rates.

    Args:
        economy: Trade and incomes.
        announced: Rate that the announcement names for each economy's goods, as a fraction; 0 where it
            names none.
    """

    economy: TradeAndIncome
    announced: Floats


def read_shipped(name: str) -> LiberationData:
    """Return a shipped table.

    Example:
        >>> data = read_shipped("baci-2023")
        >>> len(data.economy.economies), f"{data.economy.trade.sum() / 1e9:.1f} million million USD"
        (194, '21.7 million million USD')
    """
    with np.load(SHIPPED / f"{name}.npz", allow_pickle=False) as file:
        return LiberationData(
            TradeAndIncome(
                economies=tuple(str(code) for code in file["economies"]),
                trade=file["trade"],
                income=file["income"],
            ),
            file["announced_tariffs"],
        )


def read_folder(folder: Path) -> LiberationData:
    """Return the paper's data from its four files.

    They are country_labels.csv (column iso3), gdp.csv (USD), tariffs.csv (fractions), each with one row an
    economy, and trade_cepii.csv (thousand USD; a row an exporter, a column an importer, an empty cell
    where nothing is traded).

    Raises:
        BadInput: A file is missing or cannot be read, a cell is no number, or the files do not fit.
    """
    codes = tuple(_codes(folder / LABELS))
    size = len(codes)
    incomes = _numbers(folder / INCOMES, (size, 1))[:, 0]
    announced = _numbers(folder / TARIFFS, (size, 1))[:, 0]
    if (announced < 0).any():
        place = int(np.argmax(announced < 0))
        what = f"the rate on {codes[place]} is {announced[place]:g}"
        raise BadInput(what, Place(str(folder / TARIFFS), line=place + 2), "give a fraction of zero or more")
    trade = _numbers(folder / TRADE, (size, size))
    return LiberationData(TradeAndIncome(economies=codes, trade=trade, income=incomes / 1000), announced)


def _codes(path: Path) -> Iterator[str]:
    """The first cell of each row, which must hold a code."""
    for place, row in enumerate(_rows(path)):
        if not row or not row[0].strip():
            raise BadInput("no code here", Place(str(path), line=place + 2), "give each economy's code")
        yield row[0].strip()


def _rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file after its header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))[1:]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"cannot be read ({reason})", Place(str(path)), "copy the file anew") from error


def _numbers(path: Path, shape: tuple[int, int]) -> Floats:
    """The cells of a CSV file as numbers, an empty one as zero."""
    rows = _rows(path)
    values = np.zeros(shape)
    if len(rows) != shape[0]:
        what = f"{len(rows)} rows below the header, where {LABELS} has {shape[0]}"
        raise BadInput(what, Place(str(path)), "use files of one version")
    for place, row in enumerate(rows):
        if len(row) != shape[1]:
            what = f"{len(row)} cells where {shape[1]} belong"
            raise BadInput(what, Place(str(path), line=place + 2), "copy the file anew")
        for column, cell in enumerate(row):
            values[place, column] = _number(path, place + 2, column + 1, cell)
    return values


def _number(path: Path, line: int, column: int, cell: str) -> float:
    """A cell as a finite number."""
    if not cell.strip():
        return 0.0
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise BadInput(f"{cell!r} is no number", Place(str(path), line, column), "write digits only")
    return value
