"""Averages in parts: the sums of one origin each, here or on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from detente.duties.averages.averages import Average, AverageQuestion, Tally, joined, tally
from detente.duties.calculation.customs import Customs
from detente.duties.cluster import Progress, run_partitions
from detente.duties.workers import Opening, open_customs


def tally_part(opening: Opening, question: AverageQuestion, origin: str) -> Tally:
    """Return the sums of one origin on whatever machine this runs."""
    customs = open_customs(opening)
    return tally(customs.record, customs.weights, customs.book(origin), question)


def average_on_cluster(
    customs: Customs,
    origins: Sequence[str],
    question: AverageQuestion,
    cluster: str,
    progress: Progress | None = None,
) -> Average:
    """Return average duties of which each origin's sums are worked out on a cluster.

    Args:
        customs: The importer's customs, on the record as it is (no scenario).
        origins: The origins to take in.
        question: What is averaged.
        cluster: Address of a Dask scheduler.
        progress: Told the step, how many origins are done and how many there are.

    Raises:
        BadInput: The cluster cannot be used, a worker has another record, or nothing was bought of them.
    """
    records = tuple(str(folder.resolve()) for folder in customs.folders)
    opening = Opening(customs.importer, customs.known_at, customs.record.digest, records)
    work = partial(tally_part, opening, question)
    parts = run_partitions(work, origins, cluster, progress)
    imports = customs.weights.imports
    return joined(customs.record, imports, question, customs.known_at, dict(zip(origins, parts, strict=True)))
