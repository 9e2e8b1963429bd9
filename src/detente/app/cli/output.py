"""How an answer leaves: as text on the screen, as JSON, or as rows in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.app.cli.files import STANDARD_OUTPUT, Rows, write_csv, write_parquet
from detente.app.cli.options import Face
from detente.core.plain import plain
from detente.core.version import VERSION
from detente.core.wording import counted

Writer = Callable[[Path, Rows], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the forms it can take; text and rows are made only when wanted.

    `record` is the hash of the record it rests on, None where it rests on none.
    """

    record: str | None
    json: Mapping[str, Any]
    text: Callable[[], str]
    rows: Callable[[], Rows] | None = None


def deliver(face: Face, answer: Answer) -> None:
    """Write the files asked for; then print JSON where asked for, or the text where no file was.

    Raises:
        BadInput: A file cannot be written.
    """
    targets: tuple[tuple[Path | None, Writer], ...] = (
        (face.csv, write_csv),
        (face.parquet, write_parquet),
    )
    written = [(path, write) for path, write in targets if path]
    rows = answer.rows() if answer.rows and written else None
    for path, write in written:
        assert rows is not None
        write(path, rows)
        if path != STANDARD_OUTPUT and not face.json:
            print(wrote(path, len(rows.values), "row"))
    if face.json:
        print_json(answer)
    elif not written:
        print(harmless(answer.text()))


def harmless(text: str) -> str:
    """Return text without control characters, so that no title can command the terminal.

    Example:
        >>> harmless("a title" + chr(27) + "[31m")[:7], chr(27) in harmless(chr(27))
        ('a title', False)
    """
    return "".join(
        letter if letter.isprintable() or letter == chr(10) else repr(letter)[1:-1] for letter in text
    )


def print_json(answer: Answer) -> None:
    """Print the JSON form, headed by the version of Detente and, where there is one, the record's hash."""
    import json

    pinned = {"detente": VERSION, "record": answer.record}
    if answer.record is None:
        del pinned["record"]
    whole = {**pinned, **answer.json}
    wide = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(plain(whole), indent=2, ensure_ascii=not wide, allow_nan=False))


def wrote(path: Path, count: int, what: str) -> str:
    """Return the line that says what a file received.

    Example:
        >>> wrote(Path("a.csv"), 2, "row")
        'a.csv: 2 rows'
    """
    return f"{path}: {counted(count, what)}"
