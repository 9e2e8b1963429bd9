"""A sweep run to its end: in parts that are kept as they come, then joined; a second run goes on."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from detente.core.errors import BadInput
from detente.core.version import VERSION
from detente.core.wording import counted
from detente.duties.cluster import Progress, run_partitions
from detente.duties.shipments.files import guarded, unwritable, whole_file
from detente.impact.sweeps.ground import Ground
from detente.impact.sweeps.keeping import held
from detente.impact.sweeps.plan import Sweep
from detente.impact.sweeps.solving import GROUND, Task, is_done, part_path, solve_part
from detente.impact.sweeps.summary import Summary, sum_up

PARTS = ".parts"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Job:
    """A sweep to be run and the files to write.

    Args:
        sweep: What is asked.
        economies: Those whose rows are wanted.
        record: The hash of the record.
        world: The name of the world table and the hash of it.
        ground: The world and the law.
        csv: The CSV file to write.
        parquet: The Parquet file to write.
        notes: What an asker must know of the world and the law.
    """

    sweep: Sweep
    economies: tuple[str, ...]
    record: str
    world: str
    ground: Ground
    csv: Path | None
    parquet: Path | None
    notes: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files to write."""
        return tuple(path for path in (self.parquet, self.csv) if path is not None)

    @property
    def key(self) -> str:
        """What the answer depends on: the file, record, world, law, options, version."""
        sweep = self.sweep
        told = (
            VERSION,
            sweep.digest,
            sweep.to_a_part,
            sweep.law,
            sweep.meaning,
            self.economies,
            self.record,
            self.ground.digest,
        )
        return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Swept:
    """What became of a sweep.

    Args:
        job: What was to be done.
        parts: How many parts it was solved in.
        resumed: How many of them an earlier run had done.
        summary: What the rows come to.
        dropped: How many parts of another sweep, broken off before its end, were in the way.
    """

    job: Job
    parts: int
    resumed: int
    summary: Summary
    dropped: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What an asker must know of the world and the law, and of what was dropped."""
        lost = f"{counted(self.dropped, 'part')} of an earlier, different sweep dropped"
        return (*self.job.notes, lost) if self.dropped else self.job.notes

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: what the rows come to. The rows go to a file."""
        sweep, summary = self.job.sweep, self.summary
        return {
            "file": sweep.file,
            "title": sweep.title,
            "world": self.job.world,
            "law": asdict(sweep.law),
            "rates": sweep.meaning,
            "axes": [axis.name for axis in sweep.axes],
            **asdict(summary),
            "parts": self.parts,
            "resumed": self.resumed,
            "written": [str(path) for path in self.job.targets],
            "notes": list(self.notes),
        }


def run_sweep(job: Job, cluster: str | None = None, progress: Progress | None = None) -> Swept:
    """Solve all scenarios of a sweep and write their rows.

    Args:
        job: What is to be done.
        cluster: Address of a Dask scheduler; by default the threads of this process.
        progress: Told the step, how many scenarios are done and how many there are.

    Raises:
        BadInput: A file cannot be written, or the cluster cannot be used.
        NoConvergence: The law of the day, or the world without deficits, has no equilibrium.
    """
    told = progress or (lambda step, done, total: None)
    with _kept_in(job) as kept:
        place = Path(kept)
        try:
            with held(place, job.key, (*job.targets, place)[0]) as (folder, dropped):
                return replace(_run(job, folder, cluster, told), dropped=dropped)
        except OSError as error:
            raise unwritable(Path(error.filename or kept), error) from error


def _kept_in(job: Job) -> AbstractContextManager[str]:
    """Return the folder of parts: beside the file to write, or a passing one where none is."""
    if not job.targets:
        return tempfile.TemporaryDirectory(prefix="detente-sweep-")
    out = job.targets[0]
    return nullcontext(str(out.with_name(out.name + PARTS).absolute()))


def _run(job: Job, folder: Path, cluster: str | None, told: Progress) -> Swept:
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with whole_file(folder / GROUND) as stream:
        stream.write(job.ground.packed())
    sweep = job.sweep
    partitions = list(sweep.partitions())
    left = [part for part in partitions if not is_done(part_path(folder, part.number))]
    scenarios = sweep.scenarios
    before = scenarios - sum(len(part.rates) for part in left)

    def scenarios_told(step: str, done: int, of: int) -> None:
        told("scenarios", before + (scenarios - before) * done // of, scenarios)

    task = Task(
        folder=str(folder),
        axes=sweep.axes,
        meaning=sweep.meaning,
        against=sweep.law.against,
        economies=job.economies,
    )
    with threadpool_limits(1, "blas"):  # each core has scenarios of its own: more threads get in the way
        run_partitions(partial(solve_part, task), left, cluster, scenarios_told)
    paths = [part_path(folder, part.number) for part in partitions]
    told("writing", 0, 1)
    for path, write in ((job.parquet, _to_parquet), (job.csv, _to_csv)):
        if path is not None:
            with whole_file(path) as stream:
                write(paths, stream)
    summary = sum_up(paths)
    shutil.rmtree(folder)
    told("writing", 1, 1)
    return Swept(job=job, parts=len(partitions), resumed=len(partitions) - len(left), summary=summary)


def _to_parquet(paths: list[Path], stream: BinaryIO) -> None:
    import polars

    _told_as_os_error(lambda: polars.scan_parquet(paths).sink_parquet(stream, compression="zstd"))


def _to_csv(paths: list[Path], stream: BinaryIO) -> None:
    import polars

    def write() -> None:
        for place, path in enumerate(paths):
            guarded(polars.read_parquet(path)).write_csv(stream, include_header=place == 0)

    _told_as_os_error(write)


def _told_as_os_error(write: Callable[[], object]) -> None:
    """Write; a disk that fills is told as such, not as a fault of the format."""
    import polars

    try:
        write()
    except polars.exceptions.PolarsError as error:
        number = re.search(r"os error (\d+)", str(error))
        if number is None:
            raise BadInput(f"the parts of an earlier run are damaged: {error}", mend="remove them") from error
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
