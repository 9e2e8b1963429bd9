"""Taking a schedule file over into a folder of one's own editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.errors import BadInput
from detente.duties.schedule.files import write_edition
from detente.duties.schedule.packing import pack
from detente.duties.schedule.reading import Reading, read_schedule

_EDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}\Z")
_IMPORTER = re.compile(r"[A-Z]{2,3}\Z")


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What the file does not say of itself: whose schedule it is, its name, and from which day it holds."""

    importer: str
    edition: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: where it was written, how many lines it has, and what was read."""

    path: Path
    edition: NewEdition
    lines: int
    reading: Reading


def import_schedule(path: Path, edition: NewEdition, folder: Path) -> Imported:
    """Read a schedule and write it as an edition in a folder, complete or not at all.

    Args:
        path: The official CSV or JSON export of the HTS, or a CSV of any importer (see `read_schedule`).
        edition: Whose it is, what it is called and from when it holds.
        folder: Where to write; it is made if need be. `schedule_on` takes it in `folders`.

    Raises:
        BadInput: The file cannot be read as a schedule, a name is none, or the folder cannot be written to.
    """
    if not _IMPORTER.match(edition.importer):
        what = f"'{edition.importer[:20]}' is not an importer"
        raise BadInput(what, mend="use an ISO 3166 alpha-3 code such as USA, or EU")
    if not _EDITION.match(edition.edition):
        what = f"'{edition.edition[:70]}' cannot be the name of an edition"
        raise BadInput(what, mend="use up to 60 letters, digits, dots and hyphens, such as 2026-rev-11")
    reading = read_schedule(path)
    about = {
        "importer": edition.importer,
        "edition": edition.edition,
        "title": f"{edition.importer} {edition.edition}",
        "valid_from": edition.valid_from.isoformat(),
        "source": f"{path.name} ({reading.layout}), imported",
    }
    arrays = pack(reading.rows, about)
    target = folder / f"{edition.importer}-{edition.edition}.npz"
    write_edition(target, arrays)
    return Imported(target, edition, len(arrays["lines"]), reading)
