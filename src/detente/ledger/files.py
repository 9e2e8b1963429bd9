"""The YAML files of a record's folders, read once, so that what is hashed is what is parsed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from detente.core.errors import BadInput, Place

Files = Mapping[str, bytes]
"""The bytes of every file of a folder, by its path there."""
NAMES = "news"
"""The folder within a record's whose files hold names for the reader of articles; no part of the record."""


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a record below a folder, or the file itself, in a stable order.

    Raises:
        BadInput: There is no such folder, nothing in it, or something there that is no file.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadInput(f"there is no folder '{folder}'", mend="name a folder that holds YAML files")
    names = folder / NAMES
    found = [path for path in _below(folder) if names not in path.parents]
    if not found and not names.is_dir():
        raise BadInput(f"no YAML file in '{folder}'", mend="put one file per measure or agreement there")
    return found


def name_files(folder: Path) -> list[Path]:
    """Return the YAML files with names of a record's folder, in a stable order; there need be none.

    Raises:
        BadInput: Something there is no file.
    """
    names = folder / NAMES
    return [path for path in _below(folder) if names in path.parents] if names.is_dir() else []


def _below(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))
    for path in found:
        if not path.is_file():
            where = Place(path.relative_to(folder).as_posix())
            raise BadInput("is no file that can be read", where, "mend the link, or give it another ending")
    return found


def bytes_of(path: Path, name: str, most: int | None = None) -> bytes:
    """Return the bytes of a file, the first `most` of them where that is given; errors call it by `name`.

    Raises:
        BadInput: It cannot be opened.
    """
    try:
        if most is None:
            return path.read_bytes()
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        mend = "check the path and its rights"
        raise BadInput(f"cannot be read ({error.strerror})", Place(name), mend) from error


def files_of(folder: Path) -> Files:
    """Return every YAML file below a folder, or the file itself.

    Raises:
        BadInput: There is no such folder, nothing in it, or a file that cannot be opened.
    """
    base = folder if folder.is_dir() else folder.parent
    names = {path.relative_to(base).as_posix(): path for path in yaml_files(folder)}
    return {name: bytes_of(path, name) for name, path in names.items()}


def digest_of(folders: Iterable[Files]) -> str:
    """Return the hash that names a record: of every file's path and bytes.

    Example:
        >>> digest_of([{"a.yaml": b"x"}])[:8], digest_of([{"b.yaml": b"x"}])[:8]
        ('74c324ed', '3600bab7')
    """
    total = hashlib.sha256()
    for folder in folders:
        for name, raw in folder.items():
            total.update(name.encode() + b"\0")
            total.update(raw + b"\0")
    return total.hexdigest()
