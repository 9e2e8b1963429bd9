"""Files of shipments answered: cut into partitions, each answered once, then joined; a second run goes on."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.core.errors import BadInput
from detente.core.version import VERSION
from detente.duties.cluster import Progress, run_partitions
from detente.duties.shipments.desk import Desk
from detente.duties.shipments.files import (
    ANSWERS,
    DONE,
    REJECTS,
    is_parquet,
    unwritable,
    write_answers,
    write_rejects,
    write_whole,
)
from detente.duties.shipments.header import Header
from detente.duties.shipments.question import ShipmentsQuestion
from detente.duties.shipments.reading import Partition, ShipmentFile
from detente.duties.shipments.rows import answer_rows

if TYPE_CHECKING:
    import polars

PARTS = ".parts"
_LISTED = "partitions.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the rows of a partition, or of a file."""

    rows: int
    answered: int
    rejected: int
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """What became of a file of shipments.

    `beyond` counts the answered and refused rows whose day lies after the newest material on record.
    `resumed` says how many of its `partitions` an earlier run had done.
    """

    rows: int
    answered: int
    rejected: int
    beyond: int
    partitions: int
    resumed: int
    out: str
    rejects: str
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {**asdict(self), "notices": list(self.notices)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file of shipments to be answered, what is asked of it, and the files to write."""

    file: ShipmentFile
    question: ShipmentsQuestion
    out: Path
    rejects: Path
    record: str

    @property
    def folder(self) -> Path:
        """Where partitions are kept until the whole answer is written."""
        return self.out.with_name(self.out.name + PARTS)

    @property
    def key(self) -> str:
        """What the answer depends on: content, question, record, version and form."""
        told = (self.question, self.record, VERSION, is_parquet(self.out), self.file.csv is None)
        with self.file.path.open("rb") as stream:
            found = hashlib.file_digest(stream, lambda: hashlib.blake2b(repr(told).encode(), digest_size=16))
        return found.hexdigest()


def answer_partition(
    partition: Partition, header: Header, question: ShipmentsQuestion, desk: Desk, as_parquet: bool
) -> Tally:
    """Answer a partition, write its answers and rejects, and return what became of its rows.

    Doing it twice writes the same files again.

    Raises:
        BadInput: The source is damaged, or the disk is full.
    """
    found = answer_rows(partition.frame(), header, desk, question, partition.first)
    tally = Tally(
        rows=found.answers.height + found.rejects.height,
        answered=found.answers.height,
        rejected=found.rejects.height,
        beyond=found.beyond,
    )
    target = partition.folder / f"{partition.number:05}"
    try:
        write_answers(found.answers, target.with_name(target.name + ANSWERS), as_parquet)
        write_rejects(found.rejects, target.with_name(target.name + REJECTS))
        done = target.with_name(target.name + DONE)
        done.with_name(done.name + ".new").write_text(json.dumps(asdict(tally)))
        done.with_name(done.name + ".new").replace(done)
    except OSError as error:
        raise unwritable(target, error) from error
    return tally


def ship(
    job: Job,
    answer: Callable[[Partition], Tally],
    empty: tuple[polars.DataFrame, polars.DataFrame],
    cluster: str | None = None,
    progress: Progress | None = None,
) -> tuple[Tally, int, int]:
    """Write the answer to a file; return what became of its rows, its partitions, and those done before.

    Args:
        job: What is to be done.
        answer: Answers a partition; it must be possible to send it to a cluster where there is one.
        empty: Answers and rejects without rows.
        cluster: Address of a Dask scheduler.
        progress: Told the step, how many rows are done and how many there are.

    Raises:
        BadInput: The file cannot be read, or an answer cannot be written.
    """
    told = progress or (lambda step, done, total: None)
    folder = job.folder / job.key
    try:
        partitions = _partitions(job, folder, told)
        done = {part.number: tally for part in partitions if (tally := _done(folder, part.number))}
        left = [part for part in partitions if part.number not in done]
        before, rows = sum(tally.rows for tally in done.values()), sum(part.rows for part in partitions)

        def rows_told(step: str, many: int, of: int) -> None:
            told("rows", before + (rows - before) * many // of, rows)

        found = run_partitions(answer, left, cluster, rows_told, to_a_core=2)
        tallies = [*done.values(), *found]
        if sum(tally.rows for tally in tallies) != rows:
            raise BadInput(f"{job.file.path} changed while it was read", mend="run it again")
        names = [folder / f"{part.number:05}" for part in partitions]
        write_whole(job.out, job.rejects, names, empty)
    except BaseException as error:
        if not any(folder.glob(f"*{DONE}")):
            shutil.rmtree(job.folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise unwritable(Path(error.filename or job.out), error) from error
        raise
    shutil.rmtree(job.folder)
    total = {name: sum(getattr(tally, name) for tally in tallies) for name in Tally.__slots__}
    return Tally(**total), len(partitions), len(done)


def _partitions(job: Job, folder: Path, told: Progress) -> list[Partition]:
    """Return the partitions of a job; those of another job that has left its own are removed."""
    for other in job.folder.glob("*"):
        if other != folder:
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / _LISTED
    if listed.exists():
        return [Partition(**{**row, "source": Path(row["source"]), "folder": folder})
                for row in json.loads(listed.read_text())]  # fmt: skip
    size = job.file.path.stat().st_size
    partitions = job.file.partitions(folder, lambda done: told("reading", done, size))
    rows = [{**asdict(part), "source": str(part.source.absolute()), "folder": ""} for part in partitions]
    listed.with_suffix(".new").write_text(json.dumps(rows))
    listed.with_suffix(".new").replace(listed)
    return partitions


def _done(folder: Path, number: int) -> Tally | None:
    """Return what became of a partition that an earlier run has done."""
    path = folder / f"{number:05}{DONE}"
    return Tally(**json.loads(path.read_text())) if path.exists() else None
