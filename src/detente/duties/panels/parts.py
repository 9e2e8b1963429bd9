"""Panels and histories in parts: one origin each, here or on a cluster, joined into one file."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import IO

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.duties.calculation.customs import Customs
from detente.duties.cluster import Progress, run_partitions
from detente.duties.panels.histories import Histories, Stretch
from detente.duties.panels.panels import panel
from detente.ledger.facts import Given
from detente.ledger.opening import open_record


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker must know: whose law, as known when, over which record; and the moment or the days.

    `digest` is the hash of the record of whoever asks: a worker with another record refuses.
    """

    importer: str
    known_at: date
    digest: str
    records: tuple[str, ...]
    when: Instant | Stretch
    given: tuple[tuple[str, object], ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file with the rows of one origin."""

    origin: str
    path: str
    rows: int


def write_parts(
    job: Job, origins: Sequence[str], cluster: str | None = None, progress: Progress | None = None
) -> list[Part]:
    """Return the files into which the rows of each origin were written, in the order of the origins.

    Args:
        job: What to compute, and the folder to write to; on a cluster one that all machines share.
        origins: The partners.
        cluster: Address of a Dask scheduler; by default this process.
        progress: Told the step, how many origins are done and how many there are.

    Raises:
        BadInput: The cluster cannot be used, a worker has another record, or the folder cannot be written.
    """
    return run_partitions(partial(write_part, job), list(origins), cluster, progress)


def write_part(job: Job, origin: str) -> Part:
    """Return the file of one origin; doing it twice leaves the same."""
    given: Given = dict(job.given)  # type: ignore[arg-type]
    if isinstance(job.when, Stretch):
        frame = _histories(_lasting(job), job.when).of(origin, given).frame()
    else:
        frame = panel(_customs(_lasting(job)), job.when, (origin,), given).frame()
    path = Path(job.folder) / f"{origin}.parquet"
    draft = path.with_name(f".{origin}.{uuid.uuid4().hex}")
    try:
        frame.write_parquet(draft, compression="lz4")
        os.replace(draft, path)  # noqa: PTH105 - one step, whoever else writes the same part
    except (OSError, _polars_error()) as error:
        draft.unlink(missing_ok=True)
        raise BadInput(f"cannot write {path}: {error}", mend="write where there is room") from error
    return Part(origin, str(path), frame.height)


def join_parts(parts: Sequence[Part], stream: IO[bytes]) -> int:
    """Return how many rows the parts have together, written one after another as one Parquet file.

    Raises:
        OSError: The stream cannot be written.
    """
    import polars

    try:
        polars.scan_parquet([part.path for part in parts]).sink_parquet(stream, compression="zstd")
    except polars.exceptions.PolarsError as error:
        number = re.search(r"os error (\d+)", str(error))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
    return sum(part.rows for part in parts)


def _polars_error() -> type[Exception]:
    import polars

    return polars.exceptions.PolarsError


_Lasting = tuple[str, date, str, tuple[str, ...]]


def _lasting(job: Job) -> _Lasting:
    """Return what of a job decides which law and lists a worker opens."""
    return job.importer, job.known_at, job.digest, job.records


@lru_cache(maxsize=2)
def _customs(lasting: _Lasting) -> Customs:
    importer, known_at, digest, records = lasting
    folders = tuple(map(Path, records))
    record = open_record(folders)
    if record.digest != digest:
        what = f"a worker has another record ({record.digest[:12]}) than asked about ({digest[:12]})"
        raise BadInput(what, mend="give all machines the same version of Detente and the same record folders")
    return Customs(record, importer, known_at, folders)


@lru_cache(maxsize=2)
def _histories(lasting: _Lasting, stretch: Stretch) -> Histories:
    return Histories(_customs(lasting), stretch)
