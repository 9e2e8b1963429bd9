"""Progress of a long verb: one line on standard error, only where someone is watching."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
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
    started: dict[str, float] = {}

    def show(step: str, done: int, total: int) -> None:
        spent = monotonic() - started.setdefault(step, monotonic())
        left = f"  {_span(spent / done * (total - done))} left" if 0 < done < total and spent > 1 else ""
        line = f"{done}/{total}  {step}{left}"[: shutil.get_terminal_size().columns - 1]
        print(CLEAR + line, end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print(CLEAR, end="", file=sys.stderr, flush=True)


def _span(seconds: float) -> str:
    """Return a time in words that a glance takes in."""
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
