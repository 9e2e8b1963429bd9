"""What a replication answers: figures beside the printed ones, and what could not be run."""

from __future__ import annotations

from dataclasses import dataclass

NOT_PRINTED = "not printed"
"""The table of a figure that the paper does not print."""


@dataclass(frozen=True, slots=True)
class ReplicationRow:
    """One figure, computed and as printed.

    Args:
        scenario: What changed.
        economy: ISO 3166 alpha-3, or an average: EU, ROW (all the table does not name), WLD, non-US.
        sector: The sector, or "all".
        variable: What is measured, in the paper's words.
        value: Computed here.
        unit: Unit of the value.
        published: As printed, digits kept; None where the paper prints no such figure, or it is not at hand.
        table: Where the paper prints it, or "not printed".
        matches: Whether the value, rounded as printed, is the printed one; None where nothing is printed.
    """

    scenario: str
    economy: str
    sector: str
    variable: str
    value: float
    unit: str
    published: str | None
    table: str
    matches: bool | None


@dataclass(frozen=True, slots=True)
class NotRun:
    """A part of a published table that is not computed here.

    Args:
        table: The table.
        what: Which part.
        reason: Why not.
    """

    table: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replication:
    """A published table beside the figures computed from its own data.

    Args:
        name: The name it is asked for by.
        title: What the table shows.
        citation: The paper.
        rows: Every figure; those that are printed first.
        not_run: What of the paper is not computed here.
        iterations: Passes the solver made.
        seconds: Time they took.
    """

    name: str
    title: str
    citation: str
    rows: tuple[ReplicationRow, ...]
    not_run: tuple[NotRun, ...]
    iterations: int
    seconds: float

    @property
    def matches(self) -> bool:
        """Whether every printed figure is met to its last digit."""
        return all(row.matches is not False for row in self.rows)


def meets(value: float, printed: str | None) -> bool | None:
    """Say whether a value, rounded as a printed figure is, is that figure; None without one.

    Example:
        >>> meets(1.3123, "1.31"), meets(-0.004, "0.00"), meets(1.0, None)
        (True, True, None)
    """
    if printed is None:
        return None
    digits = len(printed.partition(".")[2])
    return round(float(f"{value:.{digits}f}") - float(printed), digits + 1) == 0
