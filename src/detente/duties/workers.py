"""What a worker opens before its part of a question: the same record as whoever asks, and its customs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from detente.core.errors import BadInput
from detente.duties.calculation.customs import Customs
from detente.ledger.opening import open_record


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose law, as known when, over which record.

    `digest` is the hash of the record of whoever asks: a worker with another record refuses.
    """

    importer: str
    known_at: date
    digest: str
    records: tuple[str, ...]


@lru_cache(maxsize=2)
def open_customs(opening: Opening) -> Customs:
    """Return the customs that a part of a question is about, kept for the next part.

    Raises:
        BadInput: This machine's record is not the one asked about.
    """
    folders = tuple(map(Path, opening.records))
    record = open_record(folders)
    if record.digest != opening.digest:
        asked, own = opening.digest[:12], record.digest[:12]
        what = f"a worker has another record ({own}) than asked about ({asked})"
        raise BadInput(what, mend="give all machines the same version of Detente and the same record folders")
    return Customs(record, opening.importer, opening.known_at, folders)
