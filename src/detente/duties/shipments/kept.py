"""What is due where nothing is declared, worked out of an importer's law and kept for the next process.

Rating every law on every ware takes some ten seconds, and the same record gives the same answers each time.
A file is numbers and words alone, named by a hash of what decides on them: record, code, lists, schedules.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.cache import PACKAGE, cached, code_digest, put
from detente.duties.schedule.editions import editions

NEWEST_KEPT = 4
FLOORS = ("core", "ledger", "duties")
_WORDS = "words"
_UNREADABLE = (OSError, ValueError, KeyError, AttributeError, EOFError, zipfile.BadZipFile)
"""What reading raises on a file that is absent, damaged or something else."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Part of what is kept: tables by name, and words, which are anything that JSON holds."""

    words: Mapping[str, Any]
    tables: Mapping[str, npt.NDArray[Any]]

    def joined(self, other: Kept) -> Kept:
        """Return this part and another in one."""
        return Kept({**self.words, **other.words}, {**self.tables, **other.tables})


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what is worked out under a record, as known on a day, is kept.

    Args:
        record: The hash of the record.
        known_at: The day of knowledge, as text; empty for that of the record.
        folders: The user's own schedules and lists.
    """

    record: str
    known_at: str = ""
    folders: tuple[str, ...] = ()

    def take(self, importer: str) -> Kept | None:
        """Return what is kept of an importer; None where there is no sound copy."""
        try:
            with cached(self._name(importer)).open("rb") as stream:
                file = np.load(stream, allow_pickle=False)
                tables = {name: file[name] for name in file.files}
            words = json.loads(tables.pop(_WORDS).tobytes())
        except _UNREADABLE:
            return None
        return Kept(words, tables)

    def put(self, importer: str, kept: Kept) -> None:
        """Keep what was worked out of an importer, and no more than the newest few copies."""
        packed = io.BytesIO()
        words = np.frombuffer(json.dumps(kept.words).encode(), dtype=np.uint8)
        tables: dict[str, Any] = {_WORDS: words, **kept.tables}
        np.savez(packed, **tables)
        put(self._name(importer), packed.getvalue(), NEWEST_KEPT)

    def _name(self, importer: str) -> str:
        told = (self.record, self.known_at, importer, data_digest(importer, self.folders), _own_code())
        return f"desk-{hashlib.sha256(repr(told).encode()).hexdigest()[:36]}.npz"


def data_digest(importer: str, folders: Sequence[str]) -> str:
    """Return the hash of the product lists, schedules and facts that decide on an importer's goods."""
    own = tuple(Path(folder) for folder in folders)
    files = {edition.path for edition in editions(importer, own)}
    for folder in (PACKAGE / "data", *own):
        files.update(folder.glob("*.yaml"))
        files.update(path for name in ("lists", "schedule") for path in (folder / name).rglob("*.*"))
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _own_code() -> str:
    return code_digest(PACKAGE, FLOORS)
