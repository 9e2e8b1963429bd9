"""run.py, on a copy of it in a folder with an environment that is made up of scripts."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "run.py"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the environment is made up of shell scripts")


@pytest.fixture
def house(tmp_path: Path) -> ModuleType:
    """The module run.py of a checkout whose environment is not set up."""
    (tmp_path / "house" / "requirements").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        (tmp_path / "house" / name).write_text(name, encoding="utf-8")
    copy = shutil.copy(SCRIPT, tmp_path / "house")
    spec = importlib.util.spec_from_file_location("copy_of_run", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put(house: ModuleType, name: str, script: str) -> None:
    house.BIN.mkdir(parents=True, exist_ok=True)
    (house.BIN / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (house.BIN / name).chmod(0o755)


def set_up(house: ModuleType, lock: str, python: str = "exit 0") -> None:
    put(house, "python", python)
    house.STAMP.write_text(house.stamp_of(lock), encoding="utf-8")


def steps_of(house: ModuleType, monkeypatch: pytest.MonkeyPatch, verb: str) -> list[str]:
    """Return what a verb sets up, without doing it, and check that it is remembered."""
    taken: list[str] = []

    def take(what: str, _: str, __: list[str]) -> None:
        taken.append(what)
        house.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(house, "take_step", take)
    put(house, verb if verb == "detente" else "pytest", "exit 0")
    assert house.main([verb]) == 0
    if house.PYTHON.exists():
        assert house.is_ready(verb)
    return taken


INSTALLS = {
    lock: [f"installing requirements/{lock}.txt with pip", "installing Detente with pip"]
    for lock in ("run", "dev")
}


def test_the_first_call_makes_the_environment_and_installs(house, monkeypatch) -> None:
    assert steps_of(house, monkeypatch, "detente") == ["making .venv", *INSTALLS["run"]]


@pytest.mark.parametrize(
    ("verb", "lock", "installed"),
    [("detente", "run", []), ("detente", "dev", []), ("test", "dev", []), ("test", "run", INSTALLS["dev"])],
)
def test_what_is_there_is_not_installed_again(house, monkeypatch, verb, lock, installed) -> None:
    set_up(house, f"requirements/{lock}.txt")
    assert steps_of(house, monkeypatch, verb) == installed


@pytest.mark.parametrize("file", ["requirements/run.txt", "pyproject.toml"])
def test_a_lock_that_changed_is_installed_on_top(house, monkeypatch, file: str) -> None:
    set_up(house, house.RUN)
    (house.HERE / file).write_text("changed", encoding="utf-8")
    assert steps_of(house, monkeypatch, "detente") == INSTALLS["run"]


@pytest.mark.parametrize("python", ["exit 1", ""], ids=["no pip, or another Python", "no interpreter"])
def test_an_environment_that_does_not_work_is_made_anew(house, monkeypatch, python: str) -> None:
    if python:
        put(house, "python", python)
    else:
        set_up(house, house.RUN)
        house.PYTHON.unlink()
    assert steps_of(house, monkeypatch, "detente") == ["making .venv", *INSTALLS["run"]]


def test_another_python_needs_an_environment_of_its_own(house, monkeypatch) -> None:
    house.BIN.mkdir(parents=True)
    house.PYTHON.symlink_to(sys.executable)
    assert house.is_usable()
    house.STAMP.write_text(house.stamp_of(house.RUN), encoding="utf-8")
    assert house.is_ready("detente")
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    assert not house.is_ready("detente")
    assert not house.is_usable()


def called(house: ModuleType, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, str(house.HERE / "run.py"), *words]
    return subprocess.run(script, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def test_detente_runs_where_it_is_called_and_the_rest_in_the_checkout(house, tmp_path: Path) -> None:
    set_up(house, house.DEVELOPER)
    put(house, "detente", 'echo "$PWD" "$@"; exit 3')
    put(house, "pytest", 'echo "$PWD" "$@"')
    asked = called(house, "detente", "status", "--on", "2025-06-09", cwd=tmp_path)
    assert (asked.returncode, asked.stdout) == (3, f"{tmp_path} status --on 2025-06-09\n")
    tested = called(house, "test", "-x", cwd=tmp_path)
    assert (tested.returncode, tested.stdout) == (0, f"{house.HERE} -x\n")


def test_checks_stop_at_the_first_that_fails(house, tmp_path: Path) -> None:
    set_up(house, house.DEVELOPER)
    put(house, "ruff", "echo ruff $1")
    put(house, "mypy", "echo mypy; exit 5")
    checked = called(house, "check", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (5, "ruff format\nruff check\nmypy\n")


def test_a_failure_names_its_step(house, monkeypatch, tmp_path: Path, capsys) -> None:
    put(house, "python", 'test "$1" = -c || { echo no such package; exit 4; }')
    assert house.main(["detente"]) == 1
    told = "run.py: installing requirements/run.txt with pip failed with exit status 4; is a package registry"
    assert f"no such package\n{told}" in capsys.readouterr().err
    assert not house.is_ready("detente")

    put(house, "python", "exit 1")
    put(house, "other-python", "echo no ensurepip; exit 5")
    monkeypatch.setattr(sys, "executable", str(house.BIN / "other-python"))
    assert house.main(["detente"]) == 1
    assert "no ensurepip\nrun.py: making .venv failed with exit status 5; " in capsys.readouterr().err


def test_an_environment_that_cannot_run_the_command_gets_one_line(house, capsys) -> None:
    set_up(house, house.RUN)
    assert house.main(["detente"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("run.py: ")
    assert told.count("\n") == 1


@pytest.mark.parametrize("at", ["set-up", "command"])
def test_an_interrupt_is_one_line(house, tmp_path: Path, at: str) -> None:
    sleep = "trap 'echo told 1>&2; exit 9' INT; touch begun; while :; do sleep 0.05; done"
    if at == "set-up":
        put(house, "python", f'test "$1" = -c || {{ cd {tmp_path}; {sleep}; }}')
    else:
        set_up(house, house.RUN)
        put(house, "detente", sleep)
    command = subprocess.Popen(
        [sys.executable, str(house.HERE / "run.py"), "detente"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (tmp_path / "begun").exists():
        assert command.poll() is None
        time.sleep(0.01)
    os.killpg(command.pid, signal.SIGINT)
    told = command.communicate(timeout=20)[1]
    assert command.returncode == house.INTERRUPTED
    assert "Traceback" not in told
    assert told.splitlines()[-1] == ("run.py: interrupted" if at == "set-up" else "told")
