"""The compiled record: the typed result of reading, kept in the user's cache folder for the next process.

A copy is named by the record's hash and by that of the code that made it, so a change of either makes
another. The hash beside the pickle, the seal, shows damage only: whoever may write in the folder can seal
a file of their own. Against that stands the reader, which admits none but the record's own types and so
runs no foreign code; what figures such a file holds, it cannot judge.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
import threading
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.core.economies import Economy
from detente.ledger import entries
from detente.ledger.tables import Tables

PACKAGE = Path(__file__).parents[1]
NEWEST_KEPT = 8
_SEAL = hashlib.sha256().digest_size
_ADMITTED = {
    (item.__module__, item.__qualname__)
    for item in (*vars(entries).values(), Economy, Tables)
    if isinstance(item, type) and is_dataclass(item)
} | {("detente.core.time", "restored_instant"), ("datetime", "date")}
_UNREADABLE = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError)
"""What the pickle module raises on a file that holds something else."""


def kept(digest: str) -> Tables | None:
    """Return the tables kept under a record's hash, or None where there is no sound copy."""
    try:
        raw = _file(digest).read_bytes()
    except OSError:
        return None
    seal, packed = raw[:_SEAL], raw[_SEAL:]
    if hashlib.sha256(packed).digest() != seal:
        return None
    try:
        return unpacked(packed)
    except _UNREADABLE:
        return None


def keep(tables: Tables, digest: str) -> None:
    """Keep tables under a record's hash, and no more than the newest few copies.

    A folder that cannot be written costs the next process its second of reading, and nothing else.
    """
    packed = pickle.dumps(tables, protocol=pickle.HIGHEST_PROTOCOL)
    target = _file(digest)
    draft = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}")
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.touch(mode=0o600)  # what a user's own record says is the user's
            draft.write_bytes(hashlib.sha256(packed).digest() + packed)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        _prune(target.parent)


def unpacked(packed: bytes) -> Tables:
    """Return the tables in a pickle of nothing but the record's own types.

    Raises:
        pickle.UnpicklingError: It holds something else.
    """
    tables = _Narrow(io.BytesIO(packed)).load()
    if not isinstance(tables, Tables):
        raise pickle.UnpicklingError("not the tables of a record")
    return tables


def code_digest(package: Path) -> str:
    """Return the hash of all code that decides what tables look like, and of Python's minor version."""
    total = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in sorted((*package.glob("core/*.py"), *package.glob("ledger/*.py"))):
        total.update(path.relative_to(package).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


class _Narrow(pickle.Unpickler):
    """Reads back only the record's own types, so that a foreign file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a record")
        return super().find_class(module, name)


@cache
def _own_code() -> str:
    """Return the hash of the code as it was when this process first asked."""
    return code_digest(PACKAGE)


def _file(digest: str) -> Path:
    from platformdirs import user_cache_path

    folder = Path(os.environ.get("DETENTE_CACHE") or user_cache_path("detente"))
    return folder / f"record-{digest[:24]}-{_own_code()[:12]}.pickle"


def _prune(folder: Path) -> None:
    """Delete all copies but the newest; drafts that a killed process left behind age out with them."""
    copies = sorted(folder.glob("record-*.pickle*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in copies[NEWEST_KEPT:]:
        path.unlink(missing_ok=True)
