"""Joins Parquet files of one schema into one: row groups are moved as they are, not read and written again.

A Parquet file is its row groups, then a footer that tells where each column of each stands, as a Thrift
structure in the compact protocol (parquet.thrift; Thrift's compact protocol specification). To join files is
to write their row groups one after another and a footer whose offsets are moved accordingly. Through a
reader and a writer the same takes as long as the answers themselves.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from detente.core.errors import BadInput, Place

MAGIC = b"PAR1"
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_ROWS, _ROW_GROUPS = 3, 4
_COLUMNS, _GROUP_OFFSET, _ORDINAL = 1, 5, 7
_COLUMN_META = 3
_CHUNK_OFFSETS, _META_OFFSETS = (2, 4, 6), (9, 10, 11, 14)
_TAIL = 8
_AT_ONCE = 1 << 20

Fields = dict[int, tuple[int, Any]]
"""The fields of a structure by id: type and value."""


def join(target: BinaryIO, schema: Path, parts: Iterable[Path]) -> None:
    """Write one Parquet file that holds the rows of several in their order.

    Args:
        target: Where to write.
        schema: A file without rows, whose columns and types the result has.
        parts: The files; their columns are those of `schema`, in its order.

    Raises:
        BadInput: One is no Parquet file.
    """
    footer, _ = _footer(schema)
    groups: list[Fields] = []
    rows, place = 0, target.write(MAGIC)
    for part in parts:
        own, size = _footer(part)
        with part.open("rb") as stream:
            stream.seek(len(MAGIC))
            _copy(stream, target, size - len(MAGIC))
        for group in own[_ROW_GROUPS][1][1]:
            groups.append(_moved(group, place - len(MAGIC)))
        rows += own[_ROWS][1]
        place += size - len(MAGIC)
    footer[_ROWS] = (_I64, rows)
    footer[_ROW_GROUPS] = (_LIST, (_STRUCT, groups))
    told = bytes(_struct(footer))
    target.write(told + struct.pack("<I", len(told)) + MAGIC)


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    """Copy so many bytes from one stream to another, in the kernel where it can."""
    with suppress(OSError, AttributeError):  # another system, or no files on it: copied below
        target.flush()
        while size and (moved := os.copy_file_range(source.fileno(), target.fileno(), size)):
            size -= moved
    while size and (data := source.read(min(size, _AT_ONCE))):
        target.write(data)
        size -= len(data)


def _footer(path: Path) -> tuple[Fields, int]:
    """Return the footer of a file and where it begins."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(size - _TAIL, 0))
        tail = stream.read()
        if size < _TAIL or tail[4:] != MAGIC:
            raise BadInput("not a Parquet file, or a damaged one", Place(str(path)))
        begins = size - _TAIL - struct.unpack("<I", tail[:4])[0]
        stream.seek(begins)
        return _Reader(stream.read(size - _TAIL - begins)).fields(), begins


def _moved(group: Fields, by: int) -> Fields:
    """Return a row group with its offsets moved; its ordinal, which may be left out, is."""
    moved = {key: field for key, field in group.items() if key != _ORDINAL}
    columns = []
    for column in group[_COLUMNS][1][1]:
        meta = _shifted(column[_COLUMN_META][1], _META_OFFSETS, by)
        columns.append({**_shifted(column, _CHUNK_OFFSETS, by), _COLUMN_META: (_STRUCT, meta)})
    moved[_COLUMNS] = (_LIST, (_STRUCT, columns))
    return _shifted(moved, (_GROUP_OFFSET,), by)


def _shifted(fields: Fields, ids: tuple[int, ...], by: int) -> Fields:
    return {
        key: (kind, value + by if key in ids and value else value) for key, (kind, value) in fields.items()
    }


class _Reader:
    """Reads structures of the compact protocol."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def fields(self) -> Fields:
        found: Fields = {}
        last = 0
        while True:
            head = self._byte()
            if head == 0:
                return found
            kind, step = head & 15, head >> 4
            last = last + step if step else self._integer()
            found[last] = (kind, self._value(kind))

    def _value(self, kind: int) -> Any:
        if kind in (_TRUE, _FALSE):
            return kind == _TRUE
        if kind in (_I16, _I32, _I64):
            return self._integer()
        if kind == _BINARY:
            return self._take(self._varint())
        if kind in (_LIST, _SET):
            head = self._byte()
            own, many = head & 15, head >> 4
            many = self._varint() if many == 15 else many
            return own, [self._byte() if own in (_TRUE, _FALSE) else self._value(own) for _ in range(many)]
        if kind == _STRUCT:
            return self.fields()
        return self._take({_BYTE: 1, _DOUBLE: 8}[kind])

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def _varint(self) -> int:
        found = shift = 0
        while True:
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7

    def _integer(self) -> int:
        found = self._varint()
        return (found >> 1) ^ -(found & 1)


def _struct(fields: Fields) -> Iterator[int]:
    """Yield a structure in the compact protocol."""
    last = 0
    for key in sorted(fields):
        kind, value = fields[key]
        if kind in (_TRUE, _FALSE):
            kind = _TRUE if value else _FALSE
        step = key - last
        if 0 < step < 16:
            yield step << 4 | kind
        else:
            yield kind
            yield from _integer(key)
        last = key
        if kind not in (_TRUE, _FALSE):
            yield from _value(kind, value)
    yield 0


def _value(kind: int, value: Any) -> Iterator[int]:
    if kind in (_I16, _I32, _I64):
        yield from _integer(value)
    elif kind == _BINARY:
        yield from _varint(len(value))
        yield from value
    elif kind in (_LIST, _SET):
        own, values = value
        if len(values) < 15:
            yield len(values) << 4 | own
        else:
            yield 0xF0 | own
            yield from _varint(len(values))
        for each in values:
            if own in (_TRUE, _FALSE):
                yield each
            else:
                yield from _value(own, each)
    elif kind == _STRUCT:
        yield from _struct(value)
    else:
        yield from value


def _integer(value: int) -> Iterator[int]:
    yield from _varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _varint(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
