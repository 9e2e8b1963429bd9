"""Reading a schedule from a file: the official exports of the HTS, or a plain CSV of any importer."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from detente.core.duty_texts import parse_duty
from detente.core.errors import BadInput, Place
from detente.core.products import LAST_CHAPTER, RESERVED_CHAPTER, dotted
from detente.duties.schedule.files import read_text
from detente.duties.schedule.packing import Row

Layout = Literal["HTS CSV", "HTS JSON", "CSV"]

OFFICIAL = {
    "HTS Number": "code", "Indent": "indent", "Description": "description", "Unit of Quantity": "unit",
    "General Rate of Duty": "general", "Special Rate of Duty": "special", "Column 2 Rate of Duty": "column_2",
}  # fmt: skip
JSON_KEYS = {
    "htsno": "code", "indent": "indent", "description": "description", "units": "unit",
    "general": "general", "special": "special", "other": "column_2",
}  # fmt: skip
OWN = ("code", "description", "unit", "general", "special", "column_2")
_INDENTS = {2: 0, 4: 0, 6: 1, 8: 2, 10: 3}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: rows in order, how many rows the file has, and what could not be understood.

    `left_out` are rows of chapters 98 and 99, which are not lines of goods. `unread` are codes with a duty
    text that is kept as text and counts as unknown.
    """

    layout: Layout
    rows: tuple[Row, ...]
    count: int
    left_out: int
    unread: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row of a file before it is checked, and its line."""

    line: int
    cells: dict[str, str]


def read_schedule(path: Path) -> Reading:
    """Return the rows of a schedule file.

    Understood are the CSV and JSON exports of hts.usitc.gov, and a CSV with the columns code, description,
    unit, general, special, column_2, of which code and general are needed. UTF-8 and Windows-1252 are read,
    gzip too.

    Args:
        path: The file.

    Raises:
        BadInput: It is empty, cut short, ragged, mixes encodings, has other columns, a code twice or one that
            no schedule can have; the line is named.
    """
    text = read_text(path)
    if not text.strip():
        raise BadInput("the file is empty", Place(str(path)), "give a schedule with a header and rows")
    if text.lstrip()[:1] in "[{":
        layout, found = "HTS JSON", _from_json(text, path)
    else:
        layout, found = _from_csv(text, path)
    rows, left_out = _checked(found, path)
    if layout == "CSV":
        rows.sort(key=lambda row: row.code)
    unread = [
        (row.code, words)
        for row in rows
        for words in dict.fromkeys((row.general, row.column_2))
        if words and parse_duty(words).kind == "unknown"
    ]
    return Reading(layout, tuple(rows), len(found), left_out, tuple(unread))  # type: ignore[arg-type]


def _from_json(text: str, path: Path) -> list[_Cells]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        mend = "the download may be cut short; fetch it again"
        where = Place(str(path), error.lineno, error.colno)
        raise BadInput(f"is not JSON ({error.msg.lower()})", where, mend) from error
    if not isinstance(data, list) or not data:
        raise BadInput("is not a list of rows", Place(str(path)), "give the JSON export of hts.usitc.gov")
    places = _json_lines(text)
    found: list[_Cells] = []
    for number, entry in enumerate(data):
        line = places[number] if len(places) == len(data) else 1
        if not isinstance(entry, dict) or not {"htsno", "indent", "general"} <= entry.keys():
            mend = "each row needs htsno, indent and general"
            raise BadInput(f"row {number + 1} is no row of the HTS export", Place(str(path), line), mend)
        found.append(_Cells(line, {name: _words(entry.get(key)) for key, name in JSON_KEYS.items()}))
    return found


def _json_lines(text: str) -> list[int]:
    """Return the line on which each row's code stands."""
    keyed = ((number, line.count('"htsno"')) for number, line in enumerate(text.split("\n"), 1))
    return [number for number, many in keyed for _ in range(many)]


def _words(value: Any) -> str:
    """Return a JSON value as text; several units parted by commas."""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _from_csv(text: str, path: Path) -> tuple[Layout, list[_Cells]]:
    records = _records(text, path)
    line, header = next(records, (1, []))
    names, layout = _columns(header, Place(str(path), line))
    found: list[_Cells] = []
    for line, cells in records:
        if not any(cells):
            continue
        if len(cells) != len(header):
            what = f"has {len(cells)} fields, the header has {len(header)}"
            raise BadInput(what, Place(str(path), line), "quote fields that hold commas")
        by_name = {name: cell for name, cell in zip(names, cells, strict=True) if name}
        if layout == "HTS CSV":
            units = re.findall(r'"([^"]+)"', by_name["unit"])
            by_name["unit"] = ", ".join(units) if by_name["unit"].startswith("[") else by_name["unit"]
        found.append(_Cells(line, by_name))
    if not found:
        raise BadInput("has a header and no rows", Place(str(path)), "give a schedule with its lines")
    return layout, found


def _records(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "quote the field and double the quotes in it; the file may be cut short"
        raise BadInput(f"is not CSV from here on ({error})", Place(str(path), line), mend) from error


def _columns(header: list[str], where: Place) -> tuple[list[str], Layout]:
    """Return the name of each column, empty for one that is not needed."""
    titles = [title.strip().lstrip("\ufeff") for title in header]
    if set(OFFICIAL) <= set(titles):
        return [OFFICIAL.get(title, "") for title in titles], "HTS CSV"
    names = [title.lower().replace(" ", "_") for title in titles]
    if "code" in names and "general" in names:
        twice = [name for name in OWN if names.count(name) > 1]
        if twice:
            raise BadInput(f"the column {twice[0]} stands twice", where, "keep one of the two")
        return [name if name in OWN else "" for name in names], "CSV"
    mend = f"name the columns {', '.join(OWN)} (code and general are needed), parted by commas"
    raise BadInput("the header is not that of a schedule", where, mend)


def _checked(found: Sequence[_Cells], path: Path) -> tuple[list[Row], int]:
    rows: list[Row] = []
    lines: dict[str, int] = {}
    left_out = 0
    special = False
    for entry in found:
        where = Place(str(path), entry.line)
        code = _code(entry.cells["code"], where)
        if code:
            special = int(code[:2]) > LAST_CHAPTER
            if code in lines:
                what = f"the code {dotted(code)} stands twice, first on line {lines[code]}"
                raise BadInput(what, where, "keep one of the two")
            lines[code] = entry.line
        if special:
            left_out += 1
            continue
        rows.append(_row(code, entry.cells, where))
    if not any(len(row.code) >= 8 for row in rows):
        mend = "give the lines with 8 or 10 digits"
        raise BadInput("holds no tariff line of chapters 1 to 97", Place(str(path)), mend)
    return rows, left_out


def _row(code: str, cells: dict[str, str], where: Place) -> Row:
    words = {name: " ".join(cells.get(name, "").replace("\0", " ").split()) for name in OWN if name != "code"}
    return Row(code, _indent(code, cells.get("indent"), where), **words)


def _indent(code: str, text: str | None, where: Place) -> int:
    """Return the depth that a row states, or that its code has."""
    if text is None:
        if not code:
            raise BadInput("the row has no code", where, "give each row its code")
        return _INDENTS[len(code)]
    if not text.strip().isdigit() or int(text) > _DEEPEST:
        raise BadInput(f"the indent '{text[:20]}' is no depth", where, "give a whole number")
    return int(text)


def _code(text: str, where: Place) -> str:
    """Return the digits of a row's code, nothing where it has none."""
    code = "".join(text.split()).replace(".", "")
    if not code:
        return ""
    shown = text.strip()[:30]
    if not (code.isascii() and code.isdigit()):
        raise BadInput(f"'{shown}' is not a product code", where, "write digits and dots only")
    if len(code) not in _INDENTS:
        zero = " (a spreadsheet may have dropped a leading zero)" if len(code) in (3, 5, 7, 9) else ""
        raise BadInput(f"the code {shown} has {len(code)} digits{zero}", where, "use 2, 4, 6, 8 or 10")
    if int(code[:2]) in (0, RESERVED_CHAPTER):
        raise BadInput(f"the code {shown} is in a chapter without goods", where, "check the first two digits")
    return code
