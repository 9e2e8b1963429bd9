"""Text tables read line by line, however large: encodings, separators, ragged rows and what is no number."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place

Floats = npt.NDArray[np.float64]
_SEPARATORS = (",", ";", "\t")
_GZIP, _ZIP = b"\x1f\x8b", b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNKNOWN = ("", "nan", "na")
_LARGEST = 1e15
"""No cell of any unit is as large: the output of the world of 2022 is 2e14 USD."""


@dataclass(frozen=True, slots=True, eq=False)
class Delimited:
    """A text table whose header has been read; the rows follow once."""

    path: Path
    header: tuple[str, ...]
    header_line: int
    separator: str
    _reader: Iterator[list[str]]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with its line; all have as many cells as the header.

        Raises:
            BadInput: A row is ragged or no text of this encoding; its line is named.
        """
        for line, row in _numbered(self._reader, self.path):
            if len(row) != len(self.header):
                what = f"has {len(row):,} cells, the header {len(self.header):,}"
                mend = "mend the line; if it is the last one, the file is cut short: fetch it again"
                raise BadInput(what, Place(str(self.path), line), mend)
            yield line, row

    def columns(self, wanted: Sequence[str]) -> list[int]:
        """Return the places of columns by name, in any case.

        Raises:
            BadInput: One is not there, or a name stands twice in the header.
        """
        names = [name.casefold() for name in self.header]
        places = []
        for name in wanted:
            count = names.count(name.casefold())
            if count != 1:
                what = f"no column '{name}'" if not count else f"the column '{name}' stands twice"
                mend = f"the first line names {', '.join(wanted)}"
                raise BadInput(what, Place(str(self.path), self.header_line), mend)
            places.append(names.index(name.casefold()))
        return places

    def number(self, line: int, text: str, column: str) -> float:
        """Return the number in a cell; in a file parted by semicolons it may have a decimal comma.

        Raises:
            BadInput: It is none; line and column are named.
        """
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        return value if abs(value) < _LARGEST and "_" not in text else self._mended(line, text, column)

    def _mended(self, line: int, text: str, column: str) -> float:
        """Return the number of a cell with a decimal comma, or refuse it."""
        written = text.strip()
        if self.separator == ";" and "," in written and "." not in written:
            written = written.replace(",", ".", 1)
        try:
            value = float("nan" if "_" in written else written)
        except ValueError:
            value = float("nan")
        if not abs(value) < _LARGEST:
            kind = "is too large" if abs(value) < float("inf") else "is not a number"
            what = f"'{text.strip()[:40]}' {kind}" if written else "the cell is empty"
            raise BadInput(what, Place(str(self.path), line, field=column), "write a number, or 0 for none")
        return value

    def numbers(self, line: int, cells: list[str], labels: Sequence[str]) -> Floats:
        """Return the numbers of a row, or refuse the first cell that holds none.

        Args:
            line: The row's line.
            cells: The cells.
            labels: The names of their columns.
        """
        try:
            values = np.array(list(map(float, cells)))
        except ValueError:
            values = np.array([np.nan])
        if not (np.abs(values) < _LARGEST).all() or "_" in "".join(cells):
            pairs = zip(cells, labels, strict=True)
            values = np.array([self.number(line, cell, label) for cell, label in pairs])
        return values


def known(cells: list[str]) -> list[str]:
    """Return cells with those that hold nothing as zero, for rows that are blank where they say nothing."""
    return ["0" if cell.strip().casefold() in _UNKNOWN else cell for cell in cells]


@contextmanager
def opened(path: Path) -> Iterator[Delimited]:
    """Open a text table: UTF-8 or marked UTF-16, gzip or not, parted by commas, semicolons or tabs.

    Raises:
        BadInput: It cannot be read, is packed with zip, or has no header.
    """
    try:
        with _text(path) as stream:
            yield _headed(path, stream)
    except UnicodeError as error:
        where = Place(str(path), _undecodable(path))
        raise BadInput("is not UTF-8 text", where, "save the file as UTF-8") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        mend = "the download may be cut short; fetch it again"
        raise BadInput("the packed file is damaged", Place(str(path)), mend) from error
    except OSError as error:
        what = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise BadInput(what, Place(str(path)), "name a file that can be read") from error


def _undecodable(path: Path) -> int | None:
    """Return the first line that is not UTF-8, where the file is neither packed nor UTF-16."""
    with path.open("rb") as stream:
        for line, raw in enumerate(stream, start=1):
            if line == 1 and raw[:2] in (_GZIP, *_UTF_16):
                return None
            try:
                raw.decode()
            except UnicodeDecodeError:
                return line
    return None


@contextmanager
def _text(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as raw:
        start = raw.read(2)
    with gzip.open(path, "rb") if start == _GZIP else path.open("rb") as stream:
        mark = stream.read(2)
        if mark == _ZIP:
            mend = "unpack it, and give the CSV file of one year that is in it"
            raise BadInput("is packed with zip, or an Excel file", Place(str(path)), mend)
        stream.seek(0)
        encoding = "utf-16" if mark in _UTF_16 else "utf-8-sig"
        yield io.TextIOWrapper(stream, encoding=encoding, newline="")


def _headed(path: Path, stream: TextIO) -> Delimited:
    """Return the table with its header read; the header tells the separator."""
    first, line = "", 0
    while not first.strip():
        first, line = stream.readline(), line + 1
        if not first:
            raise BadInput("is empty", Place(str(path)), "give a table with a header")
    if "\0" in first:
        mend = "save the file as UTF-8 text"
        raise BadInput("is not UTF-8 text: its first line holds zero bytes", Place(str(path)), mend)
    separator = max(_SEPARATORS, key=first.count)

    def lines() -> Iterator[str]:
        yield from [""] * (line - 1)  # so that the reader counts lines as the file does
        yield first
        yield from stream

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    found = next(_numbered(reader, path), None)
    if found is None:
        raise BadInput("holds nothing but separators", Place(str(path)), "give a table with a header")
    line, header = found
    return Delimited(path, tuple(cell.strip() for cell in header), line, separator, reader)


def _numbered(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield rows that hold something, each with its line."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = Place(str(path), reader.line_num)  # type: ignore[attr-defined]
            raise BadInput(f"not a CSV row: {error}", where, "mend the quotes of the line") from error
        if any(row) and any(cell.strip() for cell in row):
            yield reader.line_num, row  # type: ignore[attr-defined]
