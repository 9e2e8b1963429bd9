"""The added duties of a day, worked out once and kept for the next process.

Weighing the duties of every importer on every origin takes most of a second, and the same record gives
the same rates each time. A file is numbers and words alone, named by a hash of all that decides on them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from detente.core.cache import PACKAGE, cached, code_digest, put
from detente.impact.borders import Weighed
from detente.impact.doubts import Doubts
from detente.ledger.record import Record

NEWEST_KEPT = 32
FLOORS = ("core", "ledger", "duties", "world", "impact")
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
"""What reading raises on a file that is absent, damaged or something else."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the added duties on the trade of a world table are kept.

    Args:
        world: The hash of the table.
        services: Whether services pay the duties on all goods.
        folders: The user's own product lists and schedules.
        touched: Whether only what a scenario touches was worked out, and told of.
    """

    world: str
    services: bool = False
    folders: tuple[Path, ...] = ()
    touched: bool = False

    def take(self, record: Record, day: tuple[date, date], shape: tuple[int, ...]) -> Weighed | None:
        """Return what is kept of a day and a day of knowledge; None where there is no sound copy."""
        try:
            with cached(self._name(record, day)).open("rb") as stream:
                file = np.load(stream, allow_pickle=False)
                places, values, words = (file[name] for name in ("places", "values", "words"))
            reasons = json.loads(words.tobytes())
            rates = np.zeros(shape)
            rates.flat[places] = values
        except (*_UNREADABLE, IndexError):
            return None
        return Weighed(rates, Doubts({reason: dict.fromkeys(about) for reason, about in reasons.items()}))

    def put(self, record: Record, day: tuple[date, date], found: Weighed) -> None:
        """Keep what was worked out, and no more than the newest few copies."""
        places = np.flatnonzero(found.rates)
        reasons = {reason: list(about) for reason, about in found.doubts.reasons.items()}
        words = np.frombuffer(json.dumps(reasons).encode(), dtype=np.uint8)
        packed = io.BytesIO()
        np.savez(packed, places=places, values=found.rates.flat[places], words=words)
        put(self._name(record, day), packed.getvalue(), NEWEST_KEPT)

    def _name(self, record: Record, day: tuple[date, date]) -> str:
        own = tuple(map(_data, self.folders))  # a user's own files may change while a process runs
        table = (self.world, self.services, self.touched)
        told = (record.digest, *table, *map(str, day), _shipped(), own, _own_code())
        return f"duties-{hashlib.sha256(repr(told).encode()).hexdigest()[:36]}.npz"


@cache
def _shipped() -> str:
    return _data(PACKAGE / "data")


def _data(folder: Path) -> str:
    """Return the hash of the lists, schedules, imports and facts that decide on duties by line."""
    files = {*folder.glob("*.yaml")}
    files.update(path for kind in ("lists", "schedule", "imports") for path in (folder / kind).rglob("*.*"))
    total = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        total.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _own_code() -> str:
    return code_digest(PACKAGE, FLOORS)
