"""Schedule files on disk: text in the encodings that spreadsheets write, and editions complete or absent."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place

LARGEST = 200_000_000
"""Bytes of a schedule file, unpacked; the largest official export is a tenth of it."""
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or Windows-1252; gzip is unpacked.

    Raises:
        BadInput: It cannot be read, is too large, or mixes encodings; the line is named.
    """
    raw = _raw(path)
    if raw[:2] in _UTF_16:
        return _decoded(raw, "utf-16", path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if _has_utf_8(raw):
            what = "mixes encodings: this line is not UTF-8, others are"
            raise BadInput(what, Place(str(path), line), "save the whole file as UTF-8") from error
        return _decoded(raw, "cp1252", path)


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        mend = "the download may be cut short; fetch it again"
        raise BadInput("the packed file is damaged", Place(str(path)), mend) from error
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise BadInput(f"cannot be read: {what}", Place(str(path)), "name a file that can be read") from error
    if len(raw) > LARGEST:
        mend = "give the schedule alone"
        raise BadInput(f"is larger than {LARGEST // 10**6} MB", Place(str(path)), mend)
    return raw


def _decoded(raw: bytes, encoding: str, path: Path) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is neither UTF-8 nor Windows-1252"
        raise BadInput(what, Place(str(path), line), "save the file as UTF-8") from error


def _has_utf_8(raw: bytes) -> bool:
    """Say whether a line holds letters that are sound UTF-8."""
    for line in raw.splitlines():
        if not line.isascii():
            with suppress(UnicodeDecodeError):
                line.decode()
                return True
    return False


def write_edition(path: Path, arrays: dict[str, npt.NDArray[Any]]) -> None:
    """Write an edition; the file takes its name only once all of it is written.

    Raises:
        BadInput: It cannot be written; nothing is left then.
    """
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(packed.getbuffer())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException as error:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        if isinstance(error, OSError):
            what = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
            raise BadInput(what, mend="write somewhere else") from error
        raise
