"""The folder of parts beside the output: held by one run at a time, which touches nothing but its own."""

from __future__ import annotations

import os
import platform
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.core.errors import BadInput
from detente.impact.sweeps.solving import GROUND

LOCK = "sweep.lock"
"""The file in the folder of parts that names the process and the machine that hold it."""
_QUESTION = re.compile(r"[0-9a-f]{32}")
_GROUND_BEGUN = re.compile(rf"\.{re.escape(GROUND)}\.\w+")
_PART = re.compile(r"\d{6,}\.parquet(\.\w+)?")
_here: set[Path] = set()
"""The locks that this process holds: one on disk with its number that is not among them is a dead one's."""
_taking = threading.Lock()


@contextmanager
def held(place: Path, key: str, out: Path) -> Iterator[tuple[Path, int]]:
    """Hold a folder of parts for one run; without a part done, what the run made there goes again.

    Args:
        place: The folder of parts.
        key: The hash of the question, 32 hexadecimal digits.
        out: The file that the parts are for.

    Yields:
        The folder of this question in it, and how many parts of other questions were dropped.

    Raises:
        BadInput: Another run holds it, or something else lies there.
        OSError: It cannot be written.
    """
    if place.exists() and not place.is_dir():
        what = f"{place} is a file, and the parts of the sweep need a folder of that name"
        raise BadInput(what, mend="move it, or write somewhere else")
    place.mkdir(exist_ok=True)
    try:
        with _locked(place.resolve() / LOCK, out):
            dropped = _clear_others(place, key)
            folder = place / key
            folder.mkdir(exist_ok=True)
            try:
                yield folder, dropped
            finally:
                if not any(folder.glob("*.parquet")):
                    shutil.rmtree(folder, ignore_errors=True)
    finally:
        with suppress(OSError):  # not empty, or a link
            place.rmdir()


def _clear_others(place: Path, key: str) -> int:
    """Remove the parts of other questions and count them, once nothing but a sweep's is found there."""
    others = [path for path in place.iterdir() if not path.name.startswith(LOCK)]
    for path in others:
        odd = _not_of_a_sweep(path)
        if odd is not None:
            what = f"{place} holds {odd.relative_to(place)}, which is no part of a sweep"
            raise BadInput(what, mend="move it, or write somewhere else")
    dropped = 0
    for path in others:
        if path.name != key:
            dropped += len(list(path.glob("*.parquet")))
            shutil.rmtree(path)
    return dropped


def _not_of_a_sweep(path: Path) -> Path | None:
    """Return what a sweep would not have put there: the folder, or something in it."""
    if path.is_symlink() or not path.is_dir() or not _QUESTION.fullmatch(path.name):
        return path
    grounded = (path / GROUND).is_file()
    for file in path.iterdir():
        begun = file.name == GROUND or _GROUND_BEGUN.fullmatch(file.name)
        if file.is_dir() or not (begun or (grounded and _PART.fullmatch(file.name))):
            return file
    return None


@contextmanager
def _locked(lock: Path, out: Path) -> Iterator[None]:
    """Hold a lock file; one whose process is gone is taken over."""
    busy = BadInput(
        f"another sweep is writing {out}", mend=f"wait for it; should it have ended, remove {lock}"
    )
    with _taking:
        if lock in _here:
            raise busy
        _here.add(lock)
    try:
        _take_over_dead(lock, busy)
        try:
            stream = lock.open("x", encoding="utf-8")
        except FileExistsError:
            raise busy from None
        try:
            with stream:  # open all the while: Windows then lets nobody move it
                stream.write(f"{os.getpid()} {platform.node()}")
                stream.flush()
                yield
        finally:
            lock.unlink(missing_ok=True)
    finally:
        _here.discard(lock)


def _take_over_dead(lock: Path, busy: BadInput) -> None:
    """Remove a lock that a dead process left, or refuse.

    It is moved aside first, and looked at again: of two runs that find it, one may have made its own since.
    """
    try:
        left = lock.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    if not _is_dead(left):
        raise busy
    aside = lock.with_name(f"{LOCK}.{os.getpid()}")
    try:
        lock.rename(aside)
    except (FileNotFoundError, PermissionError):
        raise busy from None
    if aside.read_text(encoding="utf-8", errors="replace") != left:
        aside.rename(lock)
        raise busy
    aside.unlink()


def _is_dead(left: str) -> bool:
    """Say whether the process that a lock names is known to be gone; one of another machine never is."""
    number, _, machine = left.partition(" ")
    if not number.isdecimal() or machine != platform.node():
        return False
    if int(number) == os.getpid() or os.name == "nt":  # Windows does not let a lock go that is held
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    try:  # a zombie has a number still, for good in a container whose first process reaps none
        return Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False  # no Linux, and nothing known against it
