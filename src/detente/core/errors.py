"""The ways Detente says no: each error is one line that names what, where and how to mend it.

DetenteError            exit status
├── BadInput            2   the question or a file cannot be read as given
├── CheckFailed         1   the answer is "no", or a check found problems
└── NoConvergence       3   a solver stopped before the residual was small enough
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file, table or request something stands.

    Example:
        >>> str(Place("rates.yaml", line=3, column=7))
        'rates.yaml:3:7'
        >>> str(Place("shipments.csv", field="origin"))
        'shipments.csv, field origin'
    """

    file: str
    line: int | None = None
    column: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        place = ":".join(parts)
        return f"{place}, field {self.field}" if self.field else place


class DetenteError(Exception):
    """Anything Detente refuses or cannot do; `str()` is the one line shown to the user."""

    exit_status = 2


class BadInput(DetenteError):
    """Input that cannot be read as given.

    Args:
        what: What is wrong, without a full stop.
        where: The file and line, or None when the command line itself is meant.
        mend: What to do about it.

    Example:
        >>> str(BadInput("unknown economy 'XYZ'", mend="use an ISO 3166 alpha-3 code"))
        "unknown economy 'XYZ'; use an ISO 3166 alpha-3 code"
    """

    exit_status = 2

    def __init__(self, what: str, where: Place | None = None, mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        prefix = f"{where}: " if where else ""
        suffix = f"; {mend}" if mend else ""
        super().__init__(f"{prefix}{what}{suffix}")


class CheckFailed(DetenteError):
    """A check ran to its end and found problems; all of them are in `problems`.

    Example:
        >>> CheckFailed("2 problems", ("first", "second")).problems
        ('first', 'second')
    """

    exit_status = 1

    def __init__(self, summary: str, problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        super().__init__(summary)


class NoConvergence(DetenteError):
    """A solver stopped early; the line says how far it got and what to change.

    Example:
        >>> NoConvergence("residual 1e-3 after 500 iterations; lower the damping").exit_status
        3
    """

    exit_status = 3
