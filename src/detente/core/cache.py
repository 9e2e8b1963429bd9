"""Files in the user's cache folder: whole or absent, the user's alone, and never many of them.

What is kept there is named by a hash of all it was made from, so a stale one is never found. A folder that
cannot be written costs the next process its work, and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def cached(name: str) -> Path:
    """Return where a file of the cache is, or would be."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("DETENTE_CACHE") or user_cache_path("detente")) / name


def put(name: str, content: bytes, newest: int) -> None:
    """Keep a file, and no more than the newest few of its family.

    Args:
        name: Of the file: its family, a hyphen, and what tells it from others.
        content: What it holds.
        newest: How many of the family are kept; drafts that a killed process left behind age out with them.
    """
    target = cached(name)
    draft = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}")
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.touch(mode=0o600)  # what a user's own record says is the user's
            draft.write_bytes(content)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        family = target.parent.glob(f"{name.partition('-')[0]}-*{target.suffix}*")
        for path in sorted(family, key=lambda path: path.stat().st_mtime, reverse=True)[newest:]:
            path.unlink(missing_ok=True)


def code_digest(package: Path, floors: Iterable[str]) -> str:
    """Return the hash of all code of some packages, and of Python's minor version.

    Example:
        >>> code_digest(PACKAGE, ["core"]) == code_digest(PACKAGE, ["core", "ledger"])
        False
    """
    total = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in sorted(path for floor in floors for path in (package / floor).rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()
