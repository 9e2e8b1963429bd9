"""Whole processes, cold: what a user waits for, and the memory that the largest takes.

The record's compiled form is in the cache, as after any first run; `first run` starts without it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAIR = ["--between", "USA", "CHN", "--on", "2025-06-09"]
COMMANDS = {
    "help": ["--help"],
    "status": ["status", *PAIR],
    "effects": ["effects", *PAIR, "--scenario", "lapse"],
    "brief": ["brief", *PAIR],
}
PEAK = """
import resource, runpy, sys
sys.argv = ["detente", *sys.argv[1:]]
try:
    runpy.run_module("detente", run_name="__main__")
except SystemExit as done:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
    raise
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    run(["status", *PAIR], folder)
    return folder


def run(arguments: list[str], cache: Path) -> None:
    program = Path(sys.executable).with_name("detente")
    environment = {**os.environ, "DETENTE_CACHE": str(cache)}
    subprocess.run([str(program), *arguments], env=environment, check=True, capture_output=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_cold_command(benchmark, cache: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    benchmark.pedantic(run, args=(COMMANDS[name], cache), rounds=5, warmup_rounds=1)


def test_first_run(benchmark, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folders = iter(range(100))
    benchmark.pedantic(lambda: run(["status", *PAIR], tmp_path / str(next(folders))), rounds=5)


def test_import(benchmark) -> None:  # type: ignore[no-untyped-def]
    command = [sys.executable, "-c", "import detente"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True}, rounds=5, warmup_rounds=1)


def test_peak_memory_of_the_brief(benchmark, cache: Path) -> None:  # type: ignore[no-untyped-def]
    """Peak resident memory in MiB, as extra information of the run."""
    environment = {**os.environ, "DETENTE_CACHE": str(cache)}

    def measured() -> float:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, *COMMANDS["brief"]],
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        return int(done.stderr.split()[-1]) / 1024

    benchmark.extra_info["peak_mib"] = round(benchmark.pedantic(measured, rounds=1), 1)
    print(f"\npeak {benchmark.extra_info['peak_mib']} MiB")
