"""CSV files of shipments, row by row or at once where they are plain; a row that cannot be read tells why."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from detente.core.errors import BadInput, Place
from detente.duties.shipments.header import FAULT, LINE

if TYPE_CHECKING:
    import polars

UTF8_MARK, UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (",", ";", "\t")
PIECE_BYTES = 1 << 25
LONGEST_RECORD = 50
"""How many lines a quoted field may go over before its quotation mark counts as not closed."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as it stands: its first line, its fields, and what is wrong with it."""

    line: int
    fields: list[str]
    fault: str | None


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file, its first line read; `begins` is where the rows do."""

    path: Path
    names: tuple[str, ...]
    delimiter: str
    begins: int

    def pieces(self, names: Sequence[str], told: Callable[[int], None]) -> Iterator[polars.DataFrame]:
        """Yield the rows as tables of texts, each with its line and what is wrong with it.

        Args:
            names: What the columns are called.
            told: Told how many bytes have been read.
        """
        line = 2
        with self.path.open("rb") as stream:
            stream.seek(self.begins)
            while piece := stream.read(PIECE_BYTES):
                piece += stream.readline()
                lines = piece.count(b"\n") + (not piece.endswith(b"\n"))
                plain = self._plain(piece, line)
                if plain is None:
                    records, more = self._records(piece, line, stream)
                    lines += more
                    plain = _table(records, names)
                yield plain
                line += lines
                told(stream.tell())

    def _plain(self, piece: bytes, line: int) -> polars.DataFrame | None:
        """Return a piece whose every line is a row of plain fields, None where there is anything else."""
        import polars

        piece = piece.replace(b"\r\n", b"\n")
        if any(sign in piece for sign in (b'"', b"\0", b"\r")):
            return None
        data = np.frombuffer(piece, dtype=np.uint8)
        ends = np.flatnonzero(data == ord("\n"))
        if not piece.endswith(b"\n"):
            ends = np.append(ends, len(data))
        parted = np.searchsorted(np.flatnonzero(data == ord(self.delimiter)), ends)
        if (np.diff(parted, prepend=0) != len(self.names) - 1).any():
            return None
        try:
            piece.decode()
        except UnicodeDecodeError:
            return None
        frame = polars.read_csv(
            piece, has_header=False, separator=self.delimiter, quote_char=None, infer_schema=False,
            new_columns=list(self.names),
        )  # fmt: skip
        return frame.with_columns(
            polars.Series(LINE, np.arange(line, line + frame.height)),
            polars.lit(None, polars.String).alias(FAULT),
        )

    def _records(self, piece: bytes, line: int, stream: BinaryIO) -> tuple[list[_Record], int]:
        """Return the rows of a piece one by one, and how many more lines were read to close a quotation."""
        lines = piece.removesuffix(b"\n").split(b"\n")
        read = len(lines)
        found = []
        at = 0
        while at < len(lines):
            many = self._closed(lines, at, stream)
            if lines[at].strip(b"\r"):
                found.append(self._record(b"\n".join(lines[at : at + (many or 1)]), line + at, many > 0))
            at += many or 1
        return found, len(lines) - read

    def _closed(self, lines: list[bytes], at: int, stream: BinaryIO) -> int:
        """Return how many lines a row takes until its quotations are closed, 0 where they never are."""
        marks = 0
        for many in range(1, LONGEST_RECORD + 1):
            if at + many > len(lines):
                lines += [more.removesuffix(b"\n") for more in islice(stream, 1)]
                if at + many > len(lines):
                    return 0
            marks += lines[at + many - 1].count(b'"')
            if marks % 2 == 0:
                return many
        return 0

    def _record(self, raw: bytes, line: int, closed: bool) -> _Record:
        raw = raw.removesuffix(b"\r")
        try:
            text, fault = raw.decode(), None
        except UnicodeDecodeError as error:
            text = raw.decode("cp1252", errors="replace")
            fault = f"byte 0x{raw[error.start]:02x} is no UTF-8; save the file as UTF-8"
        if "\0" in text:
            text, fault = text.replace("\0", "\\0"), "there is a NUL character; take it out"
        if not closed:
            return _Record(line, [text], fault or "a quotation mark is not closed; close it, or double it")
        try:
            fields = next(csv.reader([text], delimiter=self.delimiter), [])
        except csv.Error as error:
            return _Record(line, [text], fault or f"it is no row of CSV: {error}")
        if len(fields) != len(self.names):
            few = "few" if len(fields) < len(self.names) else "many"
            fault = fault or f"{len(fields)} fields are too {few}: the first line has {len(self.names)}"
        return _Record(line, fields, fault)


def open_csv(path: Path, accept: Callable[[Sequence[str]], object]) -> CsvFile:
    """Return a CSV file with its column names: UTF-8, with or without a mark, parted by `,`, `;` or tabs.

    Args:
        path: The file.
        accept: Refuses column names that lack one; the first delimiter with which it does not is taken.

    Raises:
        BadInput: The first line is no UTF-8, or its names are refused.
    """
    with path.open("rb") as stream:
        first = stream.readline()
        begins = stream.tell()
    place = Place(str(path), line=1)
    if first.startswith(UTF16_MARKS):
        raise BadInput("the file is written as UTF-16", place, "save it as UTF-8")
    try:
        text = first.removeprefix(UTF8_MARK).decode().strip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput("the first line is no UTF-8", place, "save the file as UTF-8") from error
    if not text.strip():
        raise BadInput(
            "the file has no first line of column names", place, "write importer,origin,product,on"
        )
    refusal: BadInput | None = None
    for delimiter in DELIMITERS:
        names = tuple(next(csv.reader([text], delimiter=delimiter)))
        try:
            accept(names)
        except BadInput as error:
            refusal = refusal or error
        else:
            return CsvFile(path, names, delimiter, begins)
    assert refusal is not None
    raise refusal


def _table(records: list[_Record], names: Sequence[str]) -> polars.DataFrame:
    """Return rows as a table; fields that a row lacks are empty, those too many stand in its last."""
    import polars

    width = len(names)
    rows = [[*own[: width - 1], ",".join(own[width - 1 :])] if len(own) > width else
            own + [""] * (width - len(own)) for own in (record.fields for record in records)]  # fmt: skip
    columns = list(zip(*rows, strict=True)) or [()] * width
    frame = polars.DataFrame(
        [
            polars.Series(name, column, dtype=polars.String)
            for name, column in zip(names, columns, strict=True)
        ]
    )
    return frame.with_columns(
        polars.Series(LINE, [record.line for record in records], dtype=polars.Int64),
        polars.Series(FAULT, [record.fault for record in records], dtype=polars.String),
    )
