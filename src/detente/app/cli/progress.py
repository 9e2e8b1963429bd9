"""Progress of a long verb: one line on standard error, only where someone is watching."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.workbench import Progress

CLEAR = "\r\x1b[K"


@contextmanager
def progress() -> Iterator[Progress | None]:
    """Give what the workbench tells its steps to, and wipe the line at the end; None without a screen."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _show
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)


def _show(step: str, done: int, total: int) -> None:
    line = f"{done}/{total}  {step}"[: shutil.get_terminal_size().columns - 1]
    print(CLEAR + line, end="", file=sys.stderr, flush=True)
