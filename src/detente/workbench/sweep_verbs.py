"""The verb on sweeps: thousands of tariff scenarios from one file, on all cores or many machines."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.workbench.questions import Questions

if TYPE_CHECKING:
    from detente.impact.sweeps.plan import Law
    from detente.impact.sweeps.running import Swept


class SweepVerbs(Questions):
    """What many scenarios do at once."""

    def sweep(
        self,
        file: str | Path,
        csv: str | Path | None = None,
        parquet: str | Path | None = None,
        economies: Sequence[str] = (),
        cluster: str | None = None,
    ) -> Swept:
        r"""Return what became of the scenarios of a file, whose effects are written as rows.

        The whole file is checked before the first scenario is solved. Parts are kept beside the output until
        it is whole, so a run that was broken off goes on where it stopped. A scenario that does not converge
        is a row with its residual and advice.

        Args:
            file: A YAML file with a grid or rows, or a CSV file of rows.
            csv: The CSV file to write.
            parquet: The Parquet file to write; without any file the rows are summed up only.
            economies: Those whose rows are wanted; by default all of the world table.
            cluster: Address of a Dask scheduler whose workers share the folder that is written to.

        Raises:
            BadInput: The file has problems (`BadSweep` lists all), a file cannot be written, an economy is
                not in the table, or no cluster answers.
            NoConvergence: The law of the day, or the world without deficits, has no equilibrium.

        Example:
            >>> from tempfile import TemporaryDirectory
            >>> from detente.workbench import Workbench
            >>> with TemporaryDirectory() as name:
            ...     source = Path(name, "ladder.csv")
            ...     _ = source.write_text("scenario,USA on CHN\nlow,0.1\nhigh,1.45\n")
            ...     found = Workbench().sweep(source, economies=["USA", "CHN"])
            >>> found.summary.scenarios, found.summary.missed, found.summary.spreads[1].lowest_in
            (2, 0, 'high')
        """
        _check_libraries()
        from detente.impact.sweeps.axes import Axes
        from detente.impact.sweeps.ground import lay_ground
        from detente.impact.sweeps.reading import read_sweep
        from detente.impact.sweeps.running import Job, run_sweep
        from detente.world.tables import load_world

        table = load_world(self.world)
        targets = {name: Path(path) for name, path in (("csv", csv), ("parquet", parquet)) if path}
        _check_files(Path(file), list(targets.values()))
        if cluster and not targets:
            what = "the machines of a cluster write to a folder they share"
            raise BadInput(what, mend="name a file in it with --parquet or --csv")
        sweep = read_sweep(Path(file), self.record.economies, table)
        self._check_law(sweep.law)
        axes = Axes(self.record.economies, table)
        words = [economies] if isinstance(economies, str) else economies
        rows = {row: None for word in words for row in axes.rows(word)}
        self.progress("world at rest", 0, 1)
        ground, notes = lay_ground(self.record, sweep, self.world, self._folders)
        job = Job(
            sweep=sweep,
            economies=tuple(table.economies[row] for row in rows) or table.economies,
            record=self.record.digest,
            world=f"{table.name} ({table.digest[:12]})",
            ground=ground,
            csv=targets.get("csv"),
            parquet=targets.get("parquet"),
            notes=notes,
        )
        return run_sweep(job, cluster, self.progress)

    def _check_law(self, law: Law) -> None:
        """Refuse days and pairs that other verbs refuse."""
        for day in (law.on, law.known_at):
            if day is not None:
                self._day_on_record(day)
        if law.between is not None:
            self.pair(*law.between)


def _check_libraries() -> None:
    """Refuse where the libraries that write tables and keep threads apart are absent."""
    for library in ("polars", "threadpoolctl"):
        if find_spec(library) is None:
            raise BadInput(f"sweeps need {library}", mend="pip install 'detente[tables]'")


def _check_files(source: Path, targets: list[Path]) -> None:
    """Refuse files that would overwrite one another, or that cannot be written."""
    for path in targets:
        if str(path) == "-":
            raise BadInput("a sweep is written to a file, not to standard output", mend="name a file")
        if path.is_dir():
            raise BadInput(f"cannot write {path}: it is a folder", mend="name a file")
        if not path.parent.is_dir():
            what = f"cannot write {path}: there is no folder {path.parent}"
            raise BadInput(what, mend="make the folder first")
    places = [path.resolve() for path in (source, *targets)]
    if len(set(places)) < len(places):
        raise BadInput(f"two of {', '.join(map(str, (source, *targets)))} are one file", mend="name others")
