"""How an answer leaves: as text on the screen, as JSON, or as rows in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.app.cli.files import Rows, write_csv, write_parquet
from detente.app.cli.options import Face
from detente.core.time import Instant
from detente.core.version import VERSION

Writer = Callable[[Path, Rows], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the forms it can take; text and rows are made only when wanted."""

    record: str
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
        if path != Path("-") and not face.json:
            print(wrote(path, len(rows.values), "row"))
    if face.json:
        print_json(answer)
    elif not written:
        print(answer.text())


def print_json(answer: Answer) -> None:
    """Print the JSON form, headed by the version of Detente and the hash of the record."""
    import json

    whole = {"detente": VERSION, "record": answer.record, **answer.json}
    wide = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(plain(whole), indent=2, ensure_ascii=not wide, allow_nan=False))


def wrote(path: Path, count: int, what: str) -> str:
    """Return the line that says what a file received.

    Example:
        >>> wrote(Path("a.csv"), 2, "row")
        'a.csv: 2 rows'
    """
    return f"{path}: {count} {what}{'' if count == 1 else 's'}"


def plain(value: Any) -> Any:
    """Return a value as JSON has it: entries as objects, days and instants as text, no NaN.

    Example:
        >>> plain((date(2025, 6, 9), Instant.parse("2025-05-14T00:01 America/New_York"), float("nan")))
        ['2025-06-09', '2025-05-14T00:01 America/New_York', None]
    """
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Instant):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in value]
    return plain(value.item()) if hasattr(value, "item") else str(value)
