"""The bytes that sources name: files, folders through and through, standard input; never a link."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import BadInput
from detente.news.intake.refusals import Refused, refused

STANDARD_INPUT = "-"
LARGEST_MB = 10
_LARGEST = LARGEST_MB * 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes by the name of their document and as the user named their source."""

    name: str
    source: str
    content: bytes


def pieces_of(sources: Iterable[str | Path]) -> Iterator[Piece | Refused]:
    """Yield what sources hold, folders in the order of their paths, each file when its turn comes.

    Files and folders whose name begins with a dot are left out of folders, and links to folders not followed.
    """
    asked = False
    for source in map(str, sources):
        if source == STANDARD_INPUT and asked:
            yield Refused(source="standard input", what="is given twice", mend="give - once")
        elif source == STANDARD_INPUT:
            asked = True
            yield from _taken("standard-input", "standard input", None)
        elif source.startswith(("http://", "https://")):
            mend = "save the page, and give the file"
            yield Refused(source=_shown(source), what="Detente follows no link", mend=mend)
        elif os.path.isdir(source):  # noqa: PTH112, a path of any length or letters has an answer
            yield from _folder(Path(source))
        else:
            yield from _taken(_stem(source), _shown(source), source)


def _folder(folder: Path) -> Iterator[Piece | Refused]:
    paths: list[str] = []
    for place, inner, files in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith(".")]
        paths += [os.path.join(place, name) for name in files if not name.startswith(".")]  # noqa: PTH118
    if not paths:
        yield Refused(
            source=_shown(str(folder)), what="is a folder without files", mend="put articles into it"
        )
    for path in sorted(paths):
        if os.path.isfile(path) or not os.path.exists(path):  # noqa: PTH110, PTH113, a pipe would never end
            yield from _taken(_stem(path), _shown(path), path)


def _taken(name: str, source: str, path: str | None) -> Iterator[Piece | Refused]:
    try:
        yield Piece(name, source, _read(path))
    except BadInput as error:
        yield refused(source, error)


def _read(path: str | None) -> bytes:
    """Return the bytes of a file, or of standard input, up to what a document may hold."""
    try:
        if path is None and sys.stdin is None:
            raise BadInput("is closed", mend="send a text to it, or name a file")
        if path is None:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with open(path, "rb") as stream:  # noqa: PTH123
                content = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise BadInput(
            f"cannot be read: {reason}", mend="name a file, a folder, or - for standard input"
        ) from error
    if len(content) > _LARGEST:
        raise BadInput(
            f"is larger than {LARGEST_MB} MB, the most that is read as one document", mend="cut it up"
        )
    return content


def _stem(path: str) -> str:
    return _shown(Path(path).stem) or "document"


def _shown(text: str) -> str:
    """Return a name in letters that any output can hold, though file names may be any bytes."""
    letters = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in letters)
