"""The verbs on files of shipments: every row answered as `duty` answers it, on one machine or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger.facts import Given
from detente.workbench.duty_verbs import HIGHEST_VALUE_USD, DutyVerbs, _check_loading, _value
from detente.workbench.questions import BASELINE, Day, Questions

if TYPE_CHECKING:
    from detente.duties.calculation.customs import Customs
    from detente.duties.shipments.desk import Desk
    from detente.duties.shipments.header import Header
    from detente.duties.shipments.question import ShipmentsQuestion
    from detente.duties.shipments.reading import Partition
    from detente.duties.shipments.shipments import Shipped, Tally


class ShipmentVerbs(Questions):
    """What is due on many shipments at once."""

    def shipments(
        self,
        source: str | Path,
        out: str | Path,
        question: ShipmentsQuestion | None = None,
        rejects: str | Path | None = None,
        cluster: str | None = None,
    ) -> Shipped:
        r"""Write the duty on every row of a file, and the rows that cannot be answered to another file.

        A row is answered as `duty` answers it; one that `duty` would refuse goes to the reject file with the
        same reason. Partitions are kept beside the output until it is whole, so a run that was broken off
        goes on where it stopped.

        Args:
            source: CSV or Parquet with the columns importer, origin, product, on; value_usd, given,
                quantities where there are any. Other columns are carried along.
            out: The file to write; Parquet if its name says so, else CSV.
            question: What is asked besides: the importer of all rows, facts, landed cost and fees.
            rejects: The reject file; by default named after `out`.
            cluster: Address of a Dask scheduler whose workers share these folders.

        Raises:
            BadInput: The file cannot be read or lacks a column, a file cannot be written, or no cluster
                answers.

        Example:
            >>> from tempfile import TemporaryDirectory
            >>> from detente.workbench import Workbench
            >>> with TemporaryDirectory() as name:
            ...     source = Path(name, "in.csv")
            ...     _ = source.write_text("importer,origin,product,on\nUSA,CHN,9503.00.00.73,2025-06-09\n")
            ...     Workbench().shipments(source, Path(name, "out.csv")).answered
            1
        """
        _check_polars()
        from detente.duties.shipments.files import is_parquet
        from detente.duties.shipments.question import ShipmentsQuestion
        from detente.duties.shipments.reading import open_shipments
        from detente.duties.shipments.rows import answer_rows, prepare
        from detente.duties.shipments.shipments import Job, Shipped, ship

        question = question or ShipmentsQuestion()
        self._check(question)
        source, out = Path(source), Path(out)
        rejects = Path(rejects) if rejects else out.with_suffix(".rejects.csv")
        _check_files(source, out, rejects)
        file = open_shipments(source, question.importer, question.landed)
        job = Job(file=file, question=question, out=out, rejects=rejects, record=self.record.digest)
        folders = tuple(str(folder) for folder in self._folders)
        desk = _desk(folders, self.record.digest, question)
        none = answer_rows(file.schema.to_frame(), file.header, desk, question, 0)
        if cluster is None:
            prepare(file, desk, question)
        answer = partial(
            _answer, folders=folders, record=self.record.digest, header=file.header, question=question,
            as_parquet=is_parquet(out),
        )  # fmt: skip
        answers = none.answers.with_columns(
            none.answers[name].cast(file.schema[name]) for name in file.header.names
        )
        empty = (answers, none.rejects)
        tally, partitions, resumed = ship(job, answer, empty, cluster, self.progress)
        desk.keep()
        return Shipped(
            rows=tally.rows, answered=tally.answered, rejected=tally.rejected, beyond=tally.beyond,
            partitions=partitions, resumed=resumed, out=str(out), rejects=str(rejects),
            notices=_notices(tally, desk),
        )  # fmt: skip

    def batch(
        self,
        source: str | Path,
        out: str | Path,
        given: Sequence[str] = (),
        known_at: Day | None = None,
        scenario: str = BASELINE,
    ) -> Shipped:
        """Write the duty on every row of a file: `shipments` without landed cost.

        Raises:
            BadInput: As for `shipments`; or a scenario is asked for, which is between two economies.
        """
        from detente.duties.shipments.question import ShipmentsQuestion

        if scenario != BASELINE:
            what = "a scenario is between two economies on a day, and a batch has many of both"
            raise BadInput(what, mend="ask about one good at a time, or leave --scenario out")
        known = self._known(known_at)
        return self.shipments(source, out, ShipmentsQuestion(given=tuple(given), known_at=known))

    def _check(self, question: ShipmentsQuestion) -> None:
        """Refuse a question that no row can be asked."""
        from detente.duties.shipments.question import HMF_MODES
        from detente.ledger.facts import parse_given

        if question.importer:
            self.economy(question.importer)
        parse_given(question.given, self.record.economies)
        if question.known_at is not None:
            self._known(question.known_at)
        if question.hmf is not None and question.hmf not in HMF_MODES:
            mend = f"it is due on goods that come by {' or '.join(HMF_MODES)}"
            raise BadInput(f"no harbor maintenance fee falls on '{question.hmf}'", mend=mend)


def _check_polars() -> None:
    """Refuse where the library that reads and writes tables is absent."""
    try:
        import polars  # noqa: F401
    except ImportError as error:
        raise BadInput("files of shipments need polars", mend="pip install 'detente[tables]'") from error


@dataclass(frozen=True, slots=True, eq=False)
class _Counter:
    """Reads the words of rows as the verbs read those of a single question."""

    workbench: DutyVerbs
    question: ShipmentsQuestion

    @property
    def highest_value_usd(self) -> float:
        return HIGHEST_VALUE_USD

    @property
    def newest(self) -> date:
        known, newest = self.question.known_at, self.workbench.record.newest
        return min(known, newest) if known else newest

    def economy(self, text: str) -> str:
        return self.workbench.economy(text)

    def pair(self, importer: str, origin: str) -> tuple[str, str]:
        return self.workbench.pair(importer, origin)

    def moment(self, importer: str, on: str) -> Instant:
        return self.workbench._moment(importer, on.strip())

    def given(self, text: str) -> Given:
        own = [pair for pair in text.split(";") if pair.strip()]
        named = {pair.partition("=")[0].strip() for pair in own}
        rest = [pair for pair in self.question.given if pair.partition("=")[0].strip() not in named]
        return self.workbench._declared([*own, *rest])

    def check(self, given: Given, instant: Instant) -> None:
        _check_loading(given, instant)

    def value(self, value_usd: float) -> float | None:
        return _value(value_usd)

    def customs(self, importer: str) -> Customs:
        return self.workbench.customs(importer, self.workbench.record.newest, self.question.known_at)


@cache
def _desk(folders: tuple[str, ...], record: str, question: ShipmentsQuestion) -> Desk:
    """Return the desk of a process, refusing one whose record is another than that of the asker."""
    from detente.duties.shipments.desk import Desk
    from detente.duties.shipments.kept import Shelf
    from detente.workbench import Workbench

    workbench = Workbench(folders)
    if workbench.record.digest != record:
        mend = "install the same version of Detente, and share the folders of records"
        raise BadInput("a worker of the cluster has another record", mend=mend)
    known_at = question.known_at.isoformat() if question.known_at else ""
    shelf = None if question.given else Shelf(record, known_at, folders)
    return Desk(_Counter(workbench, question), shelf)


def _answer(
    partition: Partition,
    folders: tuple[str, ...],
    record: str,
    header: Header,
    question: ShipmentsQuestion,
    as_parquet: bool,
) -> Tally:
    """Answer a partition, here or on a worker."""
    from detente.duties.shipments.shipments import answer_partition

    return answer_partition(partition, header, question, _desk(folders, record, question), as_parquet)


def _check_files(source: Path, out: Path, rejects: Path) -> None:
    """Refuse files that would overwrite one another, or that cannot be written."""
    if "-" in (str(out), str(rejects)):
        raise BadInput("the answers are written to a file, not to standard output", mend="name a file")
    paths = [path.resolve() for path in (source, out, rejects)]
    if len(set(paths)) < len(paths):
        raise BadInput(f"{out} would overwrite another of the files", mend="give each a name of its own")
    for path in (out, rejects):
        if path.is_dir():
            raise BadInput(f"cannot write {path}: it is a folder", mend="name a file")
        if not path.parent.is_dir():
            mend = "make the folder first"
            raise BadInput(f"cannot write {path}: there is no folder {path.parent}", mend=mend)


def _notices(tally: Tally, desk: Desk) -> tuple[str, ...]:
    if not tally.beyond:
        return ()
    return (
        f"{tally.beyond:,} rows ask about days after the newest material on record, of {desk.judge.newest}: "
        "what was decided since is unknown, and the law is shown as its instruments have it",
    )
