#!/usr/bin/env python3
"""Set Detente up and run it, or its tests, with nothing but Python 3.11 and pip.

    python3 run.py detente brief --between USA CHN --on 2025-06-09    the main job
    python3 run.py test                                               the tests
    python3 run.py check                                              format, lint, types, import contracts
    python3 run.py build                                              the wheel, into dist/

The first call makes a virtual environment in .venv with the locked versions of requirements/, and a later
call makes it anew when those change. Whatever follows the verb goes to the command.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCKS = {"detente": "requirements/run.txt"}
DEVELOPER = "requirements/dev.txt"
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


def set_up(lock: str) -> None:
    """Make the environment hold what a lock names, and Detente itself."""
    wanted = hashlib.sha256((HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"{Path(lock).stem}.stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print(f"setting up {VENV} (once; a minute or two)", file=sys.stderr)
    if not BIN.is_dir():
        venv.create(VENV, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", lock], cwd=HERE, check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], cwd=HERE, check=True)
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    """Run one verb; return its exit status."""
    if sys.version_info < (3, 11):
        print("run.py: needs Python 3.11 or newer", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    verb, *rest = arguments
    try:
        set_up(LOCKS.get(verb, DEVELOPER))
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"run.py: the set-up failed ({error}); is a package registry in reach?", file=sys.stderr)
        return 1
    for command in COMMANDS[verb]:
        name, *options = command
        status = subprocess.run([str(BIN / name), *options, *rest], check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
