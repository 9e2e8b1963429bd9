"""The columns of a table of shipments as the questions they ask: texts, values, quantities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.duties.shipments.asking import Columns, Faults
from detente.duties.shipments.header import FAULT, Header
from detente.duties.shipments.words import Words

if TYPE_CHECKING:
    import polars

Places = npt.NDArray[np.int32]
Amounts = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The columns of some rows, and the quantities of the rows that state any, by row."""

    columns: Columns
    amounts: dict[int, Amounts]


def read_columns(frame: polars.DataFrame, header: Header, importer: str | None, faults: Faults) -> Read:
    """Return what the rows of a table ask.

    Args:
        frame: The rows.
        header: Which column is which.
        importer: The importer of all rows where no column names it.
        faults: Where refusals are numbered.
    """
    import polars

    size = frame.height
    fault = np.zeros(size, dtype=np.int32)
    if FAULT in frame.columns:
        _refuse(fault, frame[FAULT], "row", faults)
    texts: dict[str, polars.Series] = {
        field: as_text(frame[header.fields[field]])
        for field in ("importer", "origin", "product", "given") if field in header.fields
    }  # fmt: skip
    on = frame[header.fields["on"]]
    texts["on"] = on if on.dtype == polars.Date else as_text(on)
    texts.setdefault("importer", polars.repeat(importer, size, dtype=polars.String, eager=True))
    texts.setdefault("given", polars.repeat(None, size, dtype=polars.String, eager=True))
    value, valued = _values(frame, header, fault, faults)
    amounts = _amounts(frame, header, fault, faults)
    return Read(Columns(**texts, value_usd=value, valued=valued, fault=fault), amounts)


def as_text(column: polars.Series) -> polars.Series:
    """Return a column as text: codes of whole numbers without a decimal point, midnights as days.

    Example:
        >>> import polars
        >>> from datetime import datetime
        >>> as_text(polars.Series([8507600020.0, None])).to_list()
        ['8507600020', None]
        >>> as_text(polars.Series([datetime(2025, 6, 9), datetime(2025, 6, 9, 12, 1)])).to_list()
        ['2025-06-09', '2025-06-09T12:01']
    """
    import polars

    kind = column.dtype
    if isinstance(kind, polars.String | polars.Categorical):
        return column
    if kind.is_float():
        whole = column.cast(polars.Int64, strict=False)
        return polars.select(
            polars.when(whole.cast(kind) == column).then(whole.cast(polars.String))
            .otherwise(column.cast(polars.String))
        ).to_series()  # fmt: skip
    if isinstance(kind, polars.Datetime):
        zone = f" {kind.time_zone}" if kind.time_zone else ""
        moments = column.dt.to_string("%Y-%m-%dT%H:%M") + zone
        return moments if zone else moments.str.strip_suffix("T00:00")
    if kind == polars.Date:
        return column.dt.to_string("%Y-%m-%d")
    if kind.is_nested() or kind == polars.Binary:
        what = f"the column {column.name} holds {kind}, not text"
        raise BadInput(what, mend="write it as text")
    return column.cast(polars.String)


def flat(column: polars.Series) -> polars.Series:
    """Return a column as text, whatever it holds."""
    import polars

    if column.dtype.is_nested() or column.dtype == polars.Binary:
        texts = [None if value is None else str(value) for value in column.to_list()]
        return polars.Series(column.name, texts, dtype=polars.String)
    return as_text(column).cast(polars.String).alias(column.name)


def repeated(frame: polars.DataFrame, header: Header, words: Mapping[str, Words]) -> polars.DataFrame:
    """Return a table whose texts that are read are held once each, by the words of their field."""
    import polars

    names = {header.fields[field]: own for field, own in words.items() if field in header.fields}
    return frame.with_columns(
        own.coded(frame[name]) for name, own in names.items() if frame.schema[name] == polars.String
    )


def _refuse(fault: Places, reasons: polars.Series, field: str, faults: Faults) -> None:
    """Set the refusals of rows that have a reason and none yet."""
    for row in reasons.is_not_null().arg_true().to_list():
        if fault[row] == 0:
            fault[row] = faults.refused(field, reasons[row])


def _values(
    frame: polars.DataFrame, header: Header, fault: Places, faults: Faults
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return values, NaN where there are none, and which rows have one; what is no number is refused."""
    import polars

    if "value_usd" not in header.fields:
        return np.full(frame.height, np.nan), np.zeros(frame.height, dtype=np.bool_)
    column = frame[header.fields["value_usd"]]
    if not column.dtype.is_numeric():
        text = flat(column).str.strip_chars()
        text = polars.select(polars.when(text != "").then(text)).to_series()
        column = text.cast(polars.Float64, strict=False)
        odd = (column.is_null() & text.is_not_null()).arg_true().to_list()
        for row in odd:
            if fault[row] == 0:
                fault[row] = faults.refused("value_usd", f"'{text[row]}' is no number; write 1234.50")
    column = column.cast(polars.Float64)
    return column.fill_null(math.nan).to_numpy(), column.is_not_null().to_numpy()


def _amounts(frame: polars.DataFrame, header: Header, fault: Places, faults: Faults) -> dict[int, Amounts]:
    """Return the quantities of rows that state any, by unit."""
    found: dict[int, Amounts] = {}
    if not header.quantities and "quantities" not in header.fields:
        return found
    listed = flat(frame[header.fields["quantities"]]) if "quantities" in header.fields else None
    units = {unit: flat(frame[name]) for unit, name in header.quantities.items()}
    stated = np.zeros(frame.height, dtype=np.bool_)
    for column in (*([listed] if listed is not None else []), *units.values()):
        stated |= (column.fill_null("").str.strip_chars() != "").to_numpy()
    for row in np.flatnonzero(stated).tolist():
        words = (listed[row] or "").split(";") if listed is not None else []
        words += [f"{unit}={column[row]}" for unit, column in units.items() if (column[row] or "").strip()]
        try:
            found[row] = parse_amounts(words)
        except BadInput as error:
            if fault[row] == 0:
                fault[row] = faults.refused("quantities", error)
    return found


def parse_amounts(words: list[str]) -> Amounts:
    """Return quantities by unit from `UNIT=N` words.

    Raises:
        BadInput: A word has another form, or an amount is negative.

    Example:
        >>> parse_amounts(["kg=500", " piece=12 "])
        {'kg': 500.0, 'piece': 12.0}
    """
    found: dict[str, float] = {}
    for word in words:
        unit, sign, number = (part.strip() for part in word.partition("="))
        if not (unit or sign or number):
            continue
        try:
            amount = float(number)
        except ValueError:
            amount = -1.0
        if not unit or not 0 <= amount < math.inf:
            raise BadInput(f"'{word.strip()}' is no quantity", mend="write UNIT=NUMBER, as in kg=500")
        found[unit] = amount
    return found
