"""World tables on disk: arrays and metadata, complete or absent."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.world.metadata import Metadata, metadata_text
from detente.world.tables import digest_of


def write_world(path: Path, arrays: Mapping[str, npt.NDArray[np.generic]], metadata: Metadata) -> str:
    """Write a table and the YAML file beside it, and return the hash of its arrays.

    The table takes its name last, once both are written; after a failure neither is there.

    Args:
        path: Where the npz file goes; its folder is made if need be.
        arrays: The arrays of the table.
        metadata: What it says of itself.

    Raises:
        BadInput: It cannot be written.
    """
    digest = digest_of(arrays)
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    words = path.with_suffix(".yaml")
    drafts: list[Path] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for content in (metadata_text(metadata, digest).encode(), packed.getvalue()):
            drafts.append(_draft(path, content))
        drafts[0].replace(words)
        drafts[1].replace(path)
    except BaseException as error:
        for draft in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            what = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
            raise BadInput(what, mend="name a folder that can be written to with --out") from error
        raise
    return digest


def _draft(path: Path, content: bytes) -> Path:
    """Return a file beside the target with some content and the rights of any new file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
