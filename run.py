#!/usr/bin/env python3
"""Set Detente up and run it, or its tests, with nothing but Python 3.11 and pip.

    python3 run.py detente brief --between USA CHN --on 2025-06-09    the main job
    python3 run.py test                                               the tests
    python3 run.py check                                              format, lint, types, import contracts
    python3 run.py build                                              the wheel, into dist/

The first call makes a virtual environment in .venv and installs the locked versions of requirements/ there:
for `detente` what it runs on, for the others the tools too. When a lock changes, the next call installs it
on top of what is there; under another Python, or where .venv does not work, it makes .venv anew.

`detente` runs in the folder you are in, the others in this checkout. What follows a verb goes to its command.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up.stamp"
RUN, DEVELOPER = "requirements/run.txt", "requirements/dev.txt"
COMMANDS = {
    "detente": [["detente"]],
    "test": [["pytest"]],
    "check": [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["lint-imports"],
    ],
    "build": [["pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", "."]],
}
INTERRUPTED = 130


class SetUpFailed(Exception):
    """A step of the set-up failed: which, and what to look at."""


def stamp_of(lock: str) -> str:
    """Return what the stamp says when the environment holds a lock: this Python, and the hash of the lock."""
    content = (HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes()
    return f"{sys.implementation.cache_tag} {lock} {hashlib.sha256(content).hexdigest()}"


def is_ready(verb: str) -> bool:
    """Say whether the environment holds what a verb needs; the tools' lock holds the command's."""
    locks = (RUN, DEVELOPER) if verb == "detente" else (DEVELOPER,)
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text("utf-8") in map(stamp_of, locks)


def is_usable() -> bool:
    """Say whether there is an environment of this Python that has pip."""
    asked = f"import pip, sys; sys.exit(sys.implementation.cache_tag != {sys.implementation.cache_tag!r})"
    try:
        return subprocess.run([PYTHON, "-c", asked], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def take_step(what: str, hint: str, command: list[str]) -> None:
    """Run one step of the set-up; what it says is shown if it fails."""
    done = subprocess.run(
        command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True
    )
    if done.returncode:
        print(done.stdout, end="", file=sys.stderr)
        raise SetUpFailed(f"{what} failed with exit status {done.returncode}; {hint}")


def set_up(lock: str) -> None:
    """Make the environment hold what a lock names, and Detente itself."""
    print(f"setting up {VENV} (once; a minute or two)", file=sys.stderr, flush=True)
    if not is_usable():
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        take_step("making .venv", "are Python's venv and ensurepip installed (python3-venv)?", make)
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = [*pip, "--require-hashes", "-r", lock]
    take_step(f"installing {lock} with pip", "is a package registry in reach?", locked)
    own = [*pip, "--no-deps", "--no-build-isolation", "--editable", "."]
    take_step("installing Detente with pip", "the lines above say why", own)
    STAMP.write_text(stamp_of(lock), "utf-8")


def run(command: list[str], folder: Path) -> int:
    """Run a command to its end and return its exit status; to an interrupt it answers itself."""
    with subprocess.Popen([str(BIN / command[0]), *command[1:]], cwd=folder) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait()
            return INTERRUPTED


def obey(verb: str, rest: list[str]) -> int:
    """Set up what a verb needs and run its commands until one fails; return the exit status."""
    if not is_ready(verb):
        set_up(RUN if verb == "detente" else DEVELOPER)
    folder = Path.cwd() if verb == "detente" else HERE
    return next(filter(None, (run([*command, *rest], folder) for command in COMMANDS[verb])), 0)


def main(arguments: list[str]) -> int:
    """Run one verb; return its exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036, nothing has checked it before this file runs
        print("run.py: needs Python 3.11 or newer", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return obey(arguments[0], arguments[1:])
    except SetUpFailed as failure:
        line, status = str(failure), 1
    except OSError as error:
        line, status = f"{error}; if .venv is broken, remove it and try again", 1
    except KeyboardInterrupt:
        line, status = "interrupted", INTERRUPTED
    print(f"run.py: {line}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
