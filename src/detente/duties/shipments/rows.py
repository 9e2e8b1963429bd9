"""One table of shipments answered: the columns that are added, and the rows that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.duties.panels.panels import RATES
from detente.duties.shipments.asking import Asked
from detente.duties.shipments.columns import flat, read_columns, repeated
from detente.duties.shipments.desk import Desk, Found
from detente.duties.shipments.header import LINE, Header
from detente.duties.shipments.landed_cost import charged, shipped_fees
from detente.duties.shipments.question import ShipmentsQuestion
from detente.duties.shipments.reading import ShipmentFile
from detente.duties.shipments.words import UNSET, distinct

if TYPE_CHECKING:
    import polars

Floats = npt.NDArray[np.float64]
DECLARED_ROWS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The rows of a table that were answered, those that were refused, and how many lie beyond the record."""

    answers: polars.DataFrame
    rejects: polars.DataFrame
    beyond: int


def answer_rows(
    frame: polars.DataFrame, header: Header, desk: Desk, question: ShipmentsQuestion, first: int
) -> Answered:
    """Return the answers to the rows of a table.

    Args:
        frame: The rows.
        header: Which column is which.
        desk: Where they are answered.
        question: What is asked of them.
        first: How many rows of the file come before, where the table does not say which lines they are.
    """
    import polars

    asking = desk.asking
    frame = repeated(frame, header, asking.words)
    read = read_columns(frame, header, question.importer, asking.faults)
    found = desk.answer(read.columns)
    if read.amounts:
        found = desk.weigh(found, read.amounts)
    taken = frame.select(header.names)
    if len(found.rows) < frame.height:
        taken = taken[found.rows]
    answers = taken.hstack(found.answers.columns(found.number))
    if question.landed:
        answers = answers.hstack(_landed(desk, question, found))
    lines = (
        frame[LINE]
        if LINE in frame.columns
        else polars.Series(np.arange(first + 1, first + 1 + frame.height))
    )
    return Answered(answers, _rejects(frame, header, desk, found, lines), _beyond(desk, found.asked))


def prepare(file: ShipmentFile, desk: Desk, question: ShipmentsQuestion) -> None:
    """Work out beforehand what rows with declared facts ask: they are few, and each law is then met once."""
    import polars

    name = file.header.fields.get("given")
    if (
        file.csv is not None
        or file.rows < DECLARED_ROWS
        or name is None
        or file.schema[name] != polars.String
    ):
        return
    declared = polars.scan_parquet(file.path).filter(polars.col(name) != "")
    answer_rows(declared.head(DECLARED_ROWS).collect(), file.header, desk, question, 0)


def _rejects(
    frame: polars.DataFrame, header: Header, desk: Desk, found: Found, lines: polars.Series
) -> polars.DataFrame:
    """Return the rows that were refused, with their line, the field at fault and the reason."""
    import polars

    rows = np.flatnonzero(found.fault)
    faults = [desk.asking.faults.listed[UNSET - number] for number in found.fault[rows]]
    line, field, reason = header.rejects
    own = frame.select(header.names)[rows]
    return polars.DataFrame(
        [
            lines[rows].cast(polars.Int64).alias(line),
            *(flat(column) for column in own.get_columns()),
            polars.Series(field, [fault.field for fault in faults], dtype=polars.String),
            polars.Series(reason, [fault.reason for fault in faults], dtype=polars.String),
        ]
    )


def _beyond(desk: Desk, asked: Asked) -> int:
    """Return how many rows ask about a day after the newest material."""
    newest = desk.judge.newest
    words = [word for word, day in list(desk.asking.days.items()) if day > newest]
    if not words:
        return 0
    late = np.zeros(max(int(asked.on.max(initial=0)), *words) + 1, dtype=np.bool_)
    late[words] = True
    return int(late[asked.on].sum())


def _landed(desk: Desk, question: ShipmentsQuestion, found: Found) -> list[polars.Series]:
    """Return the columns of landed cost: duty as stated, at least and at most, fees, and the sum."""
    import polars

    value = found.asked.value_usd[found.own]
    rates = {name: found.answers.rates[row][found.number] for row, name in enumerate(RATES)}
    duty, low, high = (np.round(value * rates[name], 2) for name in ("total_rate", "low", "high"))
    nothing = np.full(len(value), np.nan)
    mpf = _fee(desk, found, "mpf") if question.mpf else nothing
    hmf = _fee(desk, found, "hmf") if question.hmf else nothing
    whole = value + duty + (mpf if question.mpf else 0) + (hmf if question.hmf else 0)
    figures = {
        "duty_usd": duty, "duty_low_usd": low, "duty_high_usd": high, "mpf_usd": mpf, "hmf_usd": hmf,
        "landed_usd": np.round(whole, 2),
    }  # fmt: skip
    return [polars.Series(name, column).fill_nan(None) for name, column in figures.items()]


def _fee(desk: Desk, found: Found, name: str) -> Floats:
    """Return a fee on each row; nothing is due to importers that do not charge it."""
    asked, asking = found.asked, desk.asking
    pair, on, given = (numbers[found.own] for numbers in (asked.pair, asked.on, asked.given))
    bounds = np.zeros((3, len(pair)))
    for fee in (fee for fee in shipped_fees().values() if fee.fee == name):
        charges = np.array([importer == fee.importer for importer, _ in asking.pairs] or [False])
        rows = np.flatnonzero(charges[pair])
        of_day = np.zeros((3, len(asking.on.texts)))
        for word in np.unique(on[rows]).tolist():
            of_day[:, word] = fee.bounds(asking.days[word])
        due = np.zeros((len(asking.pairs), len(asking.facts)), dtype=np.bool_)
        for number, facts in zip(
            *(places.tolist() for places in distinct(pair[rows], given[rows])), strict=True
        ):
            due[number, facts] = fee.due(asking.pairs[number][1], asking.facts[facts])
        bounds[:, rows] = np.where(due[pair[rows], given[rows]], of_day[:, on[rows]], 0.0)
    return charged(asked.value_usd[found.own], bounds)
