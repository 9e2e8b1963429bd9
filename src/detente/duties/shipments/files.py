"""What is written of shipments: partitions as they are answered, then the whole answer and the rejects."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, BinaryIO

from detente.core.errors import BadInput
from detente.duties.shipments.columns import flat
from detente.duties.shipments.parquet import join
from detente.duties.shipments.reading import SUFFIXES

if TYPE_CHECKING:
    import polars

GROUP_ROWS = 250_000
ANSWERS, REJECTS, DONE = ".answers", ".rejects", ".done"
FORMULA = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet would run as a formula."""
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_NUMBER = re.compile(NUMBER)
_FORMULA = re.compile(FORMULA)


def is_parquet(path: Path) -> bool:
    """Say whether a file is to be written as Parquet, by its name."""
    return path.suffix.lower() in SUFFIXES


def write_answers(frame: polars.DataFrame, path: Path, as_parquet: bool) -> None:
    """Write the answers of a partition.

    Args:
        frame: The answers.
        path: Where to write.
        as_parquet: Write Parquet, else CSV without its first line.

    Raises:
        OSError: The disk is full.
    """
    import polars

    packed = io.BytesIO()  # a disk that fills is then told as such, not as a fault of the format
    if as_parquet:
        frame.write_parquet(packed, compression="lz4", statistics=False, row_group_size=GROUP_ROWS)
    else:
        odd = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == polars.Binary]
        guarded(frame.with_columns(flat(frame[name]) for name in odd)).write_csv(packed, include_header=False)
    _write(path, packed)


def write_rejects(frame: polars.DataFrame, path: Path) -> None:
    """Write the rejects of a partition as CSV without its first line."""
    packed = io.BytesIO()
    guarded(frame).write_csv(packed, include_header=False)
    _write(path, packed)


def _write(path: Path, packed: io.BytesIO) -> None:
    """Write a file under a name of its own, then give it its name: two that write the same do no harm."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(packed.getbuffer())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def guarded(frame: polars.DataFrame) -> polars.DataFrame:
    """Return a table whose texts no spreadsheet takes for a formula: an apostrophe stands before them.

    Numbers keep their sign. Names of columns are guarded alike.

    Example:
        >>> import polars
        >>> guarded(polars.DataFrame({"note": ["=1+1", "-3.5", "@x", "plain"]}))["note"].to_list()
        ["'=1+1", '-3.5', "'@x", 'plain']
    """
    import polars

    texts = {name: polars.col(name).cast(polars.String) for name, kind in frame.schema.items()
             if isinstance(kind, polars.String | polars.Categorical | polars.Enum)}  # fmt: skip
    safe = [
        polars.when(text.str.contains(FORMULA) & ~text.str.contains(NUMBER))
        .then(polars.concat_str(polars.lit("'"), text)).otherwise(text).alias(name)
        for name, text in texts.items()
    ]  # fmt: skip
    return frame.with_columns(safe)


def first_line(names: Sequence[str]) -> bytes:
    """Return the first line of a CSV file."""
    import polars

    safe = [f"'{name}" if _FORMULA.match(name) and not _NUMBER.match(name) else name for name in names]
    return polars.DataFrame(schema=dict.fromkeys(safe, polars.String)).write_csv().encode()


def write_whole(out: Path, rejects: Path, parts: Sequence[Path], empty: tuple[polars.DataFrame, ...]) -> None:
    """Write the answers and the rejects of all partitions as two files, both or neither.

    Args:
        out: The file of answers, Parquet or CSV by its name.
        rejects: The reject file, CSV.
        parts: What the files of each partition begin with, in order.
        empty: Answers and rejects without rows, for columns and types.

    Raises:
        BadInput: A file cannot be written.
    """
    with ExitStack() as files:
        answers, refused = (files.enter_context(whole_file(path)) for path in (out, rejects))
        if is_parquet(out):
            folder = files.enter_context(tempfile.TemporaryDirectory(dir=out.parent, prefix=".schema."))
            schema = Path(folder) / "schema"
            empty[0].write_parquet(schema)
            join(answers, schema, [_named(part, ANSWERS) for part in parts])
        else:
            _chain(answers, first_line(empty[0].columns), [_named(part, ANSWERS) for part in parts])
        _chain(refused, first_line(empty[1].columns), [_named(part, REJECTS) for part in parts])


def _named(part: Path, suffix: str) -> Path:
    return part.with_name(part.name + suffix)


def _chain(target: BinaryIO, first: bytes, parts: Sequence[Path]) -> None:
    target.write(first)
    for part in parts:
        with part.open("rb") as stream:
            copyfileobj(stream, target, 1 << 20)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name only once all of it is written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def unwritable(path: Path, error: OSError) -> BadInput:
    """Return the refusal that tells why a file cannot be written."""
    what = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
    return BadInput(what, mend="make room or write somewhere else; run it again to go on where it stopped")
