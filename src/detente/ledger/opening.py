"""Open the record: the shipped folder, then the user's own on top, checked once and kept compiled.

Reading and checking the YAML takes about a second; the typed result is kept in the user's cache
folder under the hash of every byte read, so the next process starts from there. A cache that is
missing, foreign or cannot be written only costs that second again.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.core.errors import CheckFailed
from detente.ledger.checking import check_entries
from detente.ledger.located import Problem
from detente.ledger.reading import Folder, read_folder, yaml_files
from detente.ledger.record import Record, Tables, tables_of

SHIPPED = Path(__file__).parent.parent / "data" / "ledger"
_HERE = Path(__file__)
_CODE = (
    _HERE,
    *(
        _HERE.with_name(name)
        for name in ("entries.py", "record.py", "checking.py", "reading.py", "references.py", "located.py")
    ),
)
_TYPES = ("detente.ledger.entries", "detente.ledger.record", "detente.core.economies", "detente.core.sources")
_SEAL = hashlib.sha256().digest_size
_OTHERS = {("detente.core.time", "restored_instant"), ("datetime", "date")}


def open_record(folders: Sequence[Path] = ()) -> Record:
    """Return the shipped record with the user's folders on top; later folders win.

    Raises:
        CheckFailed: The folders have problems; all are listed.
        BadInput: A folder does not exist or holds no YAML.

    Example:
        >>> open_record().tranche("us-cn-recip-125").rate
        1.25
    """
    everything = (SHIPPED, *folders)
    digest = record_digest(everything)
    kept = _kept(digest)
    if kept is not None:
        return kept
    read, record = _joined(everything, digest)
    problems = _problems(read, record)
    if problems:
        lines = tuple(map(str, problems))
        raise CheckFailed(f"{len(lines)} problem(s) in the record; first: {lines[0]}", lines)
    _keep(record, digest)
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
    read, record = _joined((*below, folder), "unchecked")
    return len(read[-1].entries), _problems(read, record)


def _problems(read: Sequence[Folder], record: Record) -> list[Problem]:
    """Return the problems of all folders: what a later one takes away, an earlier one may miss."""
    found = [problem for folder in read for problem in folder.problems]
    found += check_entries([entry for folder in read for entry in folder.entries], record)
    return sorted(found, key=lambda problem: (problem.place.file, problem.place.line or 0))


def record_digest(folders: Sequence[Path]) -> str:
    """Return the hash that names a record: of every file's path and bytes."""
    total = hashlib.sha256()
    for folder in folders:
        base = folder if folder.is_dir() else folder.parent
        for path in yaml_files(folder):
            total.update(path.relative_to(base).as_posix().encode() + b"\0")
            total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def _joined(folders: Sequence[Path], digest: str) -> tuple[list[Folder], Record]:
    """Read folders in order; entries of later ones replace those of the same kind and id, which drop out."""
    values: dict[str, dict[str, Any]] = {}
    read: list[Folder] = []
    for folder in folders:
        read.append(read_folder(folder, values.get("economy", {}).values()))
        for entry in read[-1].entries:
            values.setdefault(entry.kind, {})[entry.id] = entry.value
    home = {(entry.kind, entry.id): place for place, folder in enumerate(read) for entry in folder.entries}
    standing = [
        replace(folder, entries=[entry for entry in folder.entries if home[entry.kind, entry.id] == place])
        for place, folder in enumerate(read)
    ]
    return standing, Record(tables_of(values), digest)


def _cache_file(digest: str) -> Path:
    from platformdirs import user_cache_path

    code = hashlib.sha256()
    for path in _CODE:
        code.update(path.read_bytes())
    folder = Path(os.environ.get("DETENTE_CACHE") or user_cache_path("detente"))
    return folder / f"record-{digest[:24]}-{code.hexdigest()[:12]}.pickle"


class _Narrow(pickle.Unpickler):
    """Reads back only the record's own types, so that a foreign file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        plain = module in _TYPES and name.isidentifier() and name[:1].isupper()
        if not plain and (module, name) not in _OTHERS:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a record")
        return super().find_class(module, name)


def _kept(digest: str) -> Record | None:
    try:
        raw = _cache_file(digest).read_bytes()
    except OSError:
        return None
    seal, packed = raw[:_SEAL], raw[_SEAL:]
    if hashlib.sha256(packed).digest() != seal:
        return None
    try:
        tables = _Narrow(io.BytesIO(packed)).load()
    except Exception:  # whatever else a foreign file holds, the YAML is read instead
        return None
    return Record(tables, digest) if isinstance(tables, Tables) else None


def _keep(record: Record, digest: str) -> None:
    target = _cache_file(digest)
    packed = pickle.dumps(record.tables, protocol=pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(hashlib.sha256(packed).digest() + packed)
        Path(file.name).replace(target)
