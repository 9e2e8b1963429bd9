"""Files that an answer is written to: complete or absent, and refused before the work starts."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from detente.core.errors import BadInput

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table to be written: column names, and one tuple of plain values a row."""

    columns: tuple[str, ...]
    values: list[tuple[object, ...]]


def check_target(path: Path) -> Path:
    """Return a path that can be written to, as far as can be told before the work is done.

    Raises:
        BadInput: Its folder does not exist, it is a folder itself, or one may not write there.

    Example:
        >>> check_target(Path("nowhere/at/all.csv"))
        Traceback (most recent call last):
        detente.core.errors.BadInput: cannot write nowhere/at/all.csv: there is no folder nowhere/at; make \
the folder first
    """
    if path == STANDARD_OUTPUT:
        return path
    folder = path.parent
    if path.is_dir():
        raise BadInput(f"cannot write {path}: it is a folder", mend="name a file")
    if not folder.is_dir():
        raise BadInput(f"cannot write {path}: there is no folder {folder}", mend="make the folder first")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise BadInput(f"cannot write {path}: permission denied", mend="write somewhere else")
    return path


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name only once all of it is written; `-` is standard output.

    Raises:
        BadInput: The file cannot be written.
    """
    if path == STANDARD_OUTPUT:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    target = Path(os.path.realpath(path))
    is_device = target.exists() and not target.is_file()
    try:
        with _in_place(target) if is_device else _renamed_when_done(target) as stream:
            yield stream
    except OSError as error:
        what = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise BadInput(what, mend="write somewhere else") from error


@contextmanager
def _in_place(target: Path) -> Iterator[BinaryIO]:
    """Open a device or pipe, which has no name to take over."""
    with target.open("wb") as stream:
        yield stream


@contextmanager
def _renamed_when_done(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside the target and move it there at the end; after a failure nothing is left."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """Return the rights of the file that is replaced, or those of any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8, line ends as they stand.

    Raises:
        BadInput: The file cannot be written.
    """
    with whole_file(path) as stream:
        stream.write(text.encode())


def write_csv(path: Path, rows: Rows) -> None:
    """Write rows as CSV with a line of column names; what is unknown stays empty.

    Raises:
        BadInput: The file cannot be written.
    """
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(rows.values)
    write_text(path, text.getvalue())


def write_parquet(path: Path, rows: Rows) -> None:
    """Write rows as Parquet, days as dates.

    Raises:
        BadInput: The file cannot be written.
    """
    import polars

    frame = polars.DataFrame(
        rows.values, schema=list(rows.columns), orient="row", infer_schema_length=None, strict=False
    )
    packed = io.BytesIO()  # a disk that fills is then told as such, not as a fault of the format
    frame.write_parquet(packed)
    with whole_file(path) as stream:
        stream.write(packed.getbuffer())
