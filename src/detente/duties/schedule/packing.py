"""Packing the rows of a schedule into the arrays of an edition (`schedule_table` says what they are)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.duty_texts import parse_duty
from detente.duties.schedule.table import END


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a schedule as its file has it; the code in digits, or empty on a row without number."""

    code: str
    indent: int
    description: str
    unit: str = ""
    general: str = ""
    special: str = ""
    column_2: str = ""


def _packed(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(END.join(texts).encode(), dtype=np.uint8)


def pack(rows: Sequence[Row], about: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of an edition from its rows in order.

    A line is a numbered row of eight or ten digits with no numbered row below it. Where the schedule goes to
    ten digits, a line of eight is written with the suffix 00. It has the duties of the nearest row above it
    that states a general one, its own first.

    Example:
        >>> rows = [Row("0101", 0, "Horses"), Row("01013000", 1, "Asses", general="6.8%"),
        ...         Row("0101300010", 2, "For slaughter")]
        >>> packed = pack(rows, {"importer": "USA", "edition": "x", "valid_from": "2025-01-01"})
        >>> packed["lines"].tolist(), packed["rate_rows"].tolist(), packed["rates"].tolist()[1:]
        ([b'0101300010'], [1], [0.068])
    """
    parents = _parents(rows)
    rate_rows = _rate_rows(rows, parents)
    lines = _lines(rows)
    duties, duty_texts = _coded([row.general for row in rows] + [row.column_2 for row in rows])
    bounds = [parse_duty(text).bounds if text else None for text in duty_texts]
    rates = [parse_duty(text).plain_rate if text else None for text in duty_texts]
    special, special_texts = _coded([row.special for row in rows])
    descriptions, description_texts = _coded([row.description for row in rows])
    units, unit_texts = _coded([row.unit for row in rows])
    return {
        "about": np.array(json.dumps(about, ensure_ascii=False)),
        "codes": np.array([row.code.encode() for row in rows], dtype="S10"),
        "parents": np.array([place - above if above >= 0 else 0 for place, above in enumerate(parents)],
                            dtype=np.uint16),
        "descriptions": descriptions, "description_texts": _packed(description_texts),
        "units": units, "unit_texts": _packed(unit_texts),
        "general": duties[: len(rows)], "column_2": duties[len(rows):], "duty_texts": _packed(duty_texts),
        "special": special, "special_texts": _packed(special_texts),
        "rates": np.array([np.nan if rate is None else rate for rate in rates], dtype=np.float64),
        "lows": np.array([both[0] if both else np.nan for both in bounds], dtype=np.float64),
        "highs": np.array([both[1] if both else np.nan for both in bounds], dtype=np.float64),
        "lines": np.array([code.encode() for code, _ in lines], dtype="S10"),
        "line_rows": np.array([row for _, row in lines], dtype=np.int32),
        "rate_rows": np.array([rate_rows[row] for _, row in lines], dtype=np.int32),
    }  # fmt: skip


def _parents(rows: Sequence[Row]) -> list[int]:
    """Return the row under which each row stands, -1 at the top: the nearest before it that is less deep."""
    found: list[int] = []
    above: list[int] = []
    for place, row in enumerate(rows):
        while above and rows[above[-1]].indent >= row.indent:
            above.pop()
        found.append(above[-1] if above else -1)
        above.append(place)
    return found


def _rate_rows(rows: Sequence[Row], parents: Sequence[int]) -> list[int]:
    """Return the row that each row has its duties from: the nearest, itself first, with a general one."""
    found: list[int] = []
    for place, row in enumerate(rows):
        found.append(place if row.general else found[parents[place]] if parents[place] >= 0 else -1)
    return found


def _lines(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Return the lines in order of their codes, each with its row."""
    numbered = {row.code: place for place, row in enumerate(rows) if len(row.code) in (8, 10)}
    parted = {code[:8] for code in numbered if len(code) == 10}
    suffix = "00" if any(len(code) == 10 for code in numbered) and not _mixed(rows) else ""
    return sorted(
        (code + suffix if len(code) == 8 else code, place)
        for code, place in numbered.items()
        if len(code) == 10 or code not in parted
    )


def _mixed(rows: Sequence[Row]) -> bool:
    """Say whether lines of eight digits outnumber those of ten, as where only some are cut further."""
    return sum(len(row.code) == 8 for row in rows) > sum(len(row.code) == 10 for row in rows)


def _coded(texts: Sequence[str]) -> tuple[npt.NDArray[Any], list[str]]:
    """Return each text's position among the distinct ones, the empty text first."""
    places: dict[str, int] = {"": 0}
    found = [places.setdefault(text, len(places)) for text in texts]
    return np.array(found, dtype=np.uint16 if len(places) < 2**16 else np.uint32), list(places)
