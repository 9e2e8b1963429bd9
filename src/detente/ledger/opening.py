"""Open the record: the shipped folder, then the user's own on top, checked once and kept compiled.

Reading and checking the YAML takes about a second; the typed result is kept under the hash of every byte
read (`ledger.compiled`), so the next process starts from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.core.errors import CheckFailed
from detente.core.located import Problem
from detente.ledger import compiled
from detente.ledger.checking import check_entries
from detente.ledger.files import Files, digest_of, files_of
from detente.ledger.reading import Folder, read_folder
from detente.ledger.record import Record
from detente.ledger.tables import tables_of

SHIPPED = Path(__file__).parent.parent / "data" / "ledger"


def open_record(folders: Sequence[Path] = ()) -> Record:
    """Return the shipped record with the user's folders on top; later folders win.

    Raises:
        CheckFailed: The folders have problems; all are listed.
        BadInput: A folder does not exist or holds no YAML.

    Example:
        >>> open_record().tranche("us-cn-recip-125").rate
        1.25
    """
    files = [files_of(folder) for folder in (SHIPPED, *folders)]
    digest = digest_of(files)
    tables = compiled.kept(digest)
    if tables is not None:
        return Record(tables, digest)
    read, record = _joined(files, digest)
    lines = tuple(map(str, _problems(read, record)))
    if lines:
        others = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        raise CheckFailed(f"{lines[0]}{others}", lines)
    compiled.keep(record.tables, digest)
    return record


def check_folder(folder: Path) -> tuple[int, list[Problem]]:
    """Check a user's folder on top of the shipped record, which it may extend or override.

    Args:
        folder: The folder, or one file; the shipped folder itself is checked alone.

    Returns:
        How many entries it holds, and every problem found, in order of place; among them what the shipped
        record would miss with this folder on top.

    Raises:
        BadInput: There is no such folder, or no YAML file in it.
    """
    below = () if folder.resolve() == SHIPPED.resolve() else (SHIPPED,)
    read, record = _joined([files_of(each) for each in (*below, folder)], "unchecked")
    return len(read[-1].entries), _problems(read, record)


def _problems(read: Sequence[Folder], record: Record) -> list[Problem]:
    """Return the problems of all folders: what a later one takes away, an earlier one may miss."""
    found = [problem for folder in read for problem in folder.problems]
    found += check_entries([entry for folder in read for entry in folder.entries], record)
    return sorted(found, key=lambda problem: (problem.place.file, problem.place.line or 0))


def record_digest(folders: Sequence[Path]) -> str:
    """Return the hash that names the record of folders.

    Raises:
        BadInput: A folder does not exist or holds no YAML.
    """
    return digest_of(files_of(folder) for folder in folders)


def _joined(folders: Sequence[Files], digest: str) -> tuple[list[Folder], Record]:
    """Read folders in order; entries of later ones replace those of the same kind and id, which drop out."""
    values: dict[str, dict[str, Any]] = {}
    read: list[Folder] = []
    for files in folders:
        read.append(read_folder(files, values.get("economy", {}).values()))
        for entry in read[-1].entries:
            values.setdefault(entry.kind, {})[entry.id] = entry.value
    home = {(entry.kind, entry.id): place for place, folder in enumerate(read) for entry in folder.entries}
    standing = [
        replace(folder, entries=[entry for entry in folder.entries if home[entry.kind, entry.id] == place])
        for place, folder in enumerate(read)
    ]
    return standing, Record(tables_of(values), digest)
