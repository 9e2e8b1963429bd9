"""Files of shipments, opened and cut into partitions: Parquet as it lies, CSV as pieces beside the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput, Place
from detente.duties.shipments.csv import CsvFile, open_csv
from detente.duties.shipments.header import Header, read_header

if TYPE_CHECKING:
    import polars

MAGIC = b"PAR1"
PARTITION_ROWS = 500_000
SUFFIXES = (".parquet", ".pq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Some rows of a file of shipments, and where their answers go: files of `folder` named by `number`.

    `split` says that `source` is a piece of a CSV file, with the line of each row and what is wrong with it.
    """

    number: int
    source: Path
    first: int
    rows: int
    folder: Path
    split: bool = False

    def frame(self) -> polars.DataFrame:
        """Return the rows.

        Raises:
            BadInput: The file is damaged, or has changed since it was opened.
        """
        import polars

        try:
            if self.split:
                return polars.read_parquet(self.source)
            return polars.scan_parquet(self.source).slice(self.first, self.rows).collect()
        except (polars.exceptions.PolarsError, OSError) as error:
            raise _damaged(self.source) from error


@dataclass(frozen=True, slots=True)
class ShipmentFile:
    """A file of shipments; `csv` tells how to read it where it is no Parquet file."""

    path: Path
    header: Header
    schema: polars.Schema
    rows: int
    csv: CsvFile | None

    def partitions(self, folder: Path, told: Callable[[int], None]) -> list[Partition]:
        """Return the partitions; those of a CSV file are written to a folder first.

        Args:
            folder: Where the pieces and the answers go.
            told: Told how many bytes of a CSV file have been read.

        Raises:
            BadInput: The file cannot be read.
        """
        if self.csv is None:
            return [
                Partition(
                    number=number, source=self.path, first=first, folder=folder,
                    rows=min(PARTITION_ROWS, self.rows - first),
                )
                for number, first in enumerate(range(0, self.rows, PARTITION_ROWS))
            ]  # fmt: skip
        found = []
        for number, frame in enumerate(self.csv.pieces(self.header.names, told)):
            source = folder / f"{number:05}.source"
            with source.open("wb") as stream:
                frame.write_parquet(stream, compression="lz4", statistics=False)
            found.append(
                Partition(number=number, source=source, first=0, rows=frame.height, folder=folder, split=True)
            )
        return found


def open_shipments(path: Path, importer: str | None, landed: bool) -> ShipmentFile:
    """Return a file of shipments, its header read.

    Args:
        path: CSV or Parquet, told apart by the content.
        importer: The importer of all rows where the file does not name one.
        landed: Landed costs are wanted.

    Raises:
        BadInput: The file is absent or damaged, or lacks a column.
    """
    import polars

    try:
        with path.open("rb") as stream:
            begins = stream.read(len(MAGIC))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"cannot read it: {reason}", Place(str(path)), "name a CSV or Parquet file") from error
    if begins == MAGIC or path.suffix.lower() in SUFFIXES:
        return _open_parquet(path, importer, landed)
    csv = open_csv(path, lambda names: read_header(names, str(path), importer, landed))
    schema = polars.Schema(dict.fromkeys(csv.names, polars.String))
    return ShipmentFile(path, read_header(csv.names, str(path), importer, landed), schema, 0, csv)


def _open_parquet(path: Path, importer: str | None, landed: bool) -> ShipmentFile:
    import polars

    try:
        scan = polars.scan_parquet(path)
        schema = scan.collect_schema()
        rows = int(scan.select(polars.len()).collect().item())
    except (polars.exceptions.PolarsError, OSError) as error:
        raise _damaged(path) from error
    return ShipmentFile(path, read_header(schema.names(), str(path), importer, landed), schema, rows, None)


def _damaged(path: Path) -> BadInput:
    size = path.stat().st_size if path.exists() else 0
    what = f"not a Parquet file, or a damaged one ({size:,} bytes)"
    return BadInput(what, Place(str(path)), "write it again; was the copy cut short?")
