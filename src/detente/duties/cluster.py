"""The same work on partitions, in this process or on the machines of a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TypeVar

from detente.core.errors import BadInput
from detente.core.wording import counted

Partition = TypeVar("Partition")
Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]

SECONDS_TO_ANSWER = "10s"
"""How long a scheduler may take to answer before it counts as absent."""
SECONDS_BETWEEN_LOOKS = 5.0
"""How long nothing may come before the cluster is asked whether it still has workers."""
SECONDS_WITHOUT_WORKERS = 30.0
"""How long a cluster may be without any worker, one that died being started anew, before the run gives up."""
_MEND = "start one with `dask scheduler` and `dask worker`, and give its address, as in tcp://127.0.0.1:8786"


def run_partitions(
    function: Callable[[Partition], Result],
    partitions: Sequence[Partition],
    cluster: str | None = None,
    progress: Progress | None = None,
    to_a_core: int = 1,
) -> list[Result]:
    """Return what a function makes of each partition, in their order, each once.

    A partition may be worked on twice when a worker dies, so a function that writes must write the same
    again: under a name of its own, moved to the final one when complete.

    Args:
        function: Of one partition; for a cluster, one that can be sent (of a module, or a `partial` of it).
        partitions: What it is called with.
        cluster: Address of a Dask scheduler; by default the threads of this process.
        progress: Told the step, how many partitions are done and how many there are.
        to_a_core: How many partitions a core of this machine takes at once: more where some wait for others,
            or for the disk, one where all keep the interpreter busy.

    Raises:
        BadInput: Dask is not installed, the cluster cannot be reached, has no workers, lost them, or has
            workers with another Detente or none; or whatever the function refuses.

    Example:
        >>> run_partitions(len, ["ab", "", "abc"])
        [2, 0, 3]
    """
    told = progress or (lambda step, done, total: None)
    if not partitions:
        return []
    if cluster is None:
        return _run_here(function, partitions, told, to_a_core * (os.cpu_count() or 1))
    with _client(cluster) as client:
        return _run_there(client, function, partitions, told)


def _run_here(
    function: Callable[[Partition], Result], partitions: Sequence[Partition], told: Progress, many: int
) -> list[Result]:
    with ThreadPoolExecutor(min(many, len(partitions))) as threads:
        futures = [threads.submit(function, partition) for partition in partitions]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                future.result()
                told("partitions", done, len(partitions))
        except BaseException:
            threads.shutdown(wait=True, cancel_futures=True)
            raise
    return [future.result() for future in futures]


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Connect to a scheduler that has workers."""
    try:
        import distributed
    except ImportError as error:
        raise BadInput("--cluster needs dask", mend="pip install 'detente[cluster]'") from error
    if "://" not in address or not address.rpartition(":")[2].isdigit():
        raise BadInput(f"'{address}' is no address of a cluster", mend=_MEND)
    try:
        connect: Any = distributed.Client  # without types
        client = connect(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise BadInput(f"no cluster answers at {address}", mend=_MEND) from error
    try:
        _check_workers(client, address)
        with client.as_current():
            yield client
    finally:
        client.close()


def _check_workers(client: Any, address: str) -> None:
    """Refuse a cluster that cannot do the work: one without Detente would lose its workers one by one."""

    def installed() -> str | None:  # nested, so sent by value: a worker may have no module of this name
        try:
            from detente.core.version import VERSION
        except ImportError:
            return None
        return VERSION

    found = client.run(installed)
    if not found:
        mend = f"start some with `dask worker {address}`"
        raise BadInput(f"the cluster at {address} has no workers", mend=mend)
    here = installed()
    for worker, there in found.items():
        if there != here:
            what = f"Detente {there}" if there else "no Detente"
            mend = f"pip install 'detente[cluster]=={here}' where the workers run"
            raise BadInput(f"the worker at {worker} has {what}, and this is {here}", mend=mend)


def _run_there(
    client: Any, function: Callable[[Partition], Result], partitions: Sequence[Partition], told: Progress
) -> list[Result]:
    import distributed
    from distributed.scheduler import KilledWorker

    futures = [client.submit(function, partition, pure=False) for partition in partitions]
    left, lonely = set(futures), 0.0
    try:
        while left:
            wait: Any = distributed.wait  # without types
            try:
                done = wait(left, timeout=SECONDS_BETWEEN_LOOKS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                lonely = 0.0 if client.nthreads() else lonely + SECONDS_BETWEEN_LOOKS
                if lonely >= SECONDS_WITHOUT_WORKERS:
                    raise CancelledError from None
                continue
            for future in done:
                future.result()
            left -= done
            told("partitions", len(futures) - len(left), len(futures))
        return [future.result() for future in futures]
    except (KilledWorker, CancelledError, OSError) as error:
        lost = counted(len(left), "partition")
        mend = "see the log of the workers (memory?), and run again: what is done is kept"
        raise BadInput(f"the cluster lost its workers, {lost} not done", mend=mend) from error
    finally:
        client.cancel(futures)
