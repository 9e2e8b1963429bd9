"""The compiled record: the typed result of reading, kept in the user's cache folder for the next process.

A copy is named by the record's hash and by that of the code that made it, so a change of either makes
another. The hash beside the pickle, the seal, shows damage only: whoever may write in the folder can seal
a file of their own. Against that stands the reader, which admits none but the record's own types and so
runs no foreign code; what figures such a file holds, it cannot judge.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from detente.core.cache import PACKAGE, cached, code_digest, put
from detente.core.economies import Economy
from detente.ledger import entries, restrictions
from detente.ledger.tables import Tables

FLOORS = ("core", "ledger")
NEWEST_KEPT = 8
_SEAL = hashlib.sha256().digest_size
_ADMITTED = {
    (item.__module__, item.__qualname__)
    for item in (*vars(entries).values(), *vars(restrictions).values(), Economy, Tables)
    if isinstance(item, type) and is_dataclass(item)
} | {
    ("detente.core.time", "restored_instant"),
    ("datetime", "date"),
    ("detente.ledger.scenarios", "Scenario"),
    ("detente.ledger.scenarios", "Assumption"),
}
_UNREADABLE = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError)
"""What the pickle module raises on a file that holds something else."""


def kept(digest: str) -> Tables | None:
    """Return the tables kept under a record's hash, or None where there is no sound copy."""
    packed = _sound("record", digest)
    try:
        return unpacked(packed) if packed else None
    except _UNREADABLE:
        return None


def keep(tables: Tables, digest: str) -> None:
    """Keep tables under a record's hash, and no more than the newest few copies."""
    _put("record", digest, tables)


def kept_entries(family: str, digest: str) -> tuple[Any, ...] | None:
    """Return entries of one family kept under their files' hash, or None where there is no sound copy."""
    packed = _sound(family, digest)
    try:
        found = _Narrow(io.BytesIO(packed)).load() if packed else None
    except _UNREADABLE:
        return None
    return found if isinstance(found, tuple) else None


def keep_entries(family: str, digest: str, entries: tuple[Any, ...]) -> None:
    """Keep entries of one family, and no more than the newest few copies."""
    _put(family, digest, entries)


def _sound(family: str, digest: str) -> bytes:
    """Return what is kept, without its seal; nothing where it is absent or damaged."""
    try:
        raw = cached(_name(family, digest)).read_bytes()
    except OSError:
        return b""
    seal, packed = raw[:_SEAL], raw[_SEAL:]
    return packed if hashlib.sha256(packed).digest() == seal else b""


def _put(family: str, digest: str, content: object) -> None:
    packed = pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
    put(_name(family, digest), hashlib.sha256(packed).digest() + packed, NEWEST_KEPT)


def unpacked(packed: bytes) -> Tables:
    """Return the tables in a pickle of nothing but the record's own types.

    Raises:
        pickle.UnpicklingError: It holds something else.
    """
    tables = _Narrow(io.BytesIO(packed)).load()
    if not isinstance(tables, Tables):
        raise pickle.UnpicklingError("not the tables of a record")
    return tables


class _Narrow(pickle.Unpickler):
    """Reads back only the record's own types, so that a foreign file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a record")
        return super().find_class(module, name)


@cache
def _own_code() -> str:
    """Return the hash of the code that decides what tables look like, when this process first asked."""
    return code_digest(PACKAGE, FLOORS)


def _name(family: str, digest: str) -> str:
    return f"{family}-{digest[:24]}-{_own_code()[:12]}.pickle"
