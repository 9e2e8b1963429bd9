"""The same work here and on a Dask cluster, also when a worker dies."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import polars
import pytest

from detente.core import version
from detente.core.errors import BadInput
from detente.duties import cluster
from detente.duties.cluster import run_partitions
from detente.duties.shipments import reading as shipments_reading
from detente.duties.shipments.question import ShipmentsQuestion
from detente.workbench import Workbench


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster on this machine: a scheduler and two processes of workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address


def test_results_come_in_the_order_of_the_partitions() -> None:
    told: list[tuple[str, int, int]] = []
    found = run_partitions(str, [3, 1, 2], progress=lambda *step: told.append(step))
    assert found == ["3", "1", "2"]
    assert told[-1] == ("partitions", 3, 3)
    assert run_partitions(str, []) == []


def test_a_refusal_comes_through(address: str) -> None:
    def refuse(number: int) -> int:  # nested here and below: a worker cannot import this module
        raise BadInput(f"partition {number} is none")

    for there in (None, address):
        with pytest.raises(BadInput, match=r"partition [12] is none"):
            run_partitions(refuse, [1, 2], there)


@pytest.mark.parametrize("bad", ["nowhere", "tcp://127.0.0.1:9", "127.0.0.1:8786", "tcp://127.0.0.1:port"])
def test_an_address_where_no_cluster_is(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", "1s")
    with pytest.raises(BadInput, match=r"dask scheduler"):
        run_partitions(str, [1], bad)


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match=r"pip install 'detente\[cluster\]'"):
        run_partitions(str, [1], "tcp://127.0.0.1:8786")


def test_a_worker_with_another_detente(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One without it would die of each partition, and the run would never end."""
    monkeypatch.setattr(version, "VERSION", "9.9")
    with pytest.raises(BadInput, match=r"worker at tcp://\S+ has Detente \S+, and this is 9\.9"):
        run_partitions(str, [1], address)


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "SECONDS_BETWEEN_LOOKS", 0.1)
    monkeypatch.setattr(cluster, "SECONDS_WITHOUT_WORKERS", 0.3)
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as local:
        with pytest.raises(BadInput, match=r"has no workers"):
            run_partitions(str, [1], local.scheduler_address)
        local.scale(1)
        local.wait_for_workers(1)

        begun = tmp_path / "begun"

        def last(number: int) -> int:
            begun.touch()
            time.sleep(60)
            return number

        def end() -> None:
            while not begun.exists():
                time.sleep(0.05)
            local.scale(0)

        ending = Thread(target=end, daemon=True)
        ending.start()
        with pytest.raises(BadInput, match=r"lost its workers, 2 partitions not done"):
            run_partitions(last, [1, 2], local.scheduler_address)
        ending.join()


def test_a_worker_that_dies_costs_no_row(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes answer a file; one is killed while it does; every row is there once."""
    monkeypatch.setattr(shipments_reading, "PARTITION_ROWS", 500)
    rows, source, out = 20_000, tmp_path / "in.parquet", tmp_path / "out.parquet"
    polars.DataFrame(
        {
            "origin": ["CHN", "VNM", "DEU", "none"] * (rows // 4),
            "product": ["9503000073"] * rows,
            "on": ["2025-06-09"] * rows,
            "place": range(rows),
        }
    ).write_parquet(source)
    killed: list[int] = []

    def told(step: str, done: int, total: int) -> None:
        if not killed and 0 < done < total:
            workers = workers_of(address)
            os.kill(workers[0], signal.SIGKILL)
            killed.append(workers[0])

    bench = Workbench(progress=told)
    done = bench.shipments(source, out, ShipmentsQuestion(importer="USA"), cluster=address)
    answers, rejects = polars.read_parquet(out), polars.read_csv(done.rejects, infer_schema=False)
    assert killed
    assert (done.rows, done.rejected, done.partitions) == (rows, rows // 4, rows // 500)
    assert sorted([*answers["place"], *(int(place) for place in rejects["place"])]) == list(range(rows))
    assert answers["place"].is_sorted()
    assert set(answers.filter(polars.col("origin") == "CHN")["total_rate"]) == {0.3}
    local = bench.shipments(source, tmp_path / "local.parquet", ShipmentsQuestion(importer="USA"))
    assert polars.read_parquet(local.out).equals(answers)


def test_both_workers_share_the_work(address: str, tmp_path: Path) -> None:
    def where(number: int) -> int:
        time.sleep(0.2)
        (tmp_path / f"{number}-{os.getpid()}").touch()
        return number

    assert run_partitions(where, list(range(12)), address) == list(range(12))
    assert len({path.name.partition("-")[2] for path in tmp_path.iterdir()}) == 2


def workers_of(address: str) -> list[int]:
    """Return the process ids of the workers of a cluster."""
    import distributed

    connect: Any = distributed.Client
    client = connect(address, set_as_default=False)
    try:
        return list(client.run(os.getpid).values())
    finally:
        client.close()
