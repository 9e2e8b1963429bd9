"""A replication on the screen: scenario by scenario, each figure beside the printed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.app.cli.printing import block, heading, table

if TYPE_CHECKING:
    from detente.impact.replication import Replication, ReplicationRow

NO_TABLE = "not printed"
_ABREAST = 4
"""Economies that fit beside one another on a screen."""


def replication_text(found: Replication) -> str:
    """Return the tables, what of them is not run, and how many printed figures are met."""
    lines = [heading(found.title), *block(found.citation)]
    by_scenario: dict[str, list[ReplicationRow]] = {}
    for row in found.rows:
        by_scenario.setdefault(row.scenario, []).append(row)
    economies: list[str] = []
    shown = 0
    for scenario, rows in by_scenario.items():
        economies = _named(rows) or economies
        cells = [row for row in rows if row.economy in economies]
        lines += ["", heading(scenario), *_scenario(cells, economies)]
        shown += len(cells)
    if found.not_run:
        lines += ["", heading("NOT RUN")]
        lines += table(("", "", ""), [(part.table, part.what, part.reason) for part in found.not_run])
    checked = [row for row in found.rows if row.matches is not None]
    met = sum(bool(row.matches) for row in checked)
    lines += ["", f"{met} of {len(checked)} printed figures met, {found.iterations} iterations"]
    if any(_unknown(row) for row in found.rows):
        lines.append("`?` marks a figure that the paper prints and that is not at hand")
    if shown < len(found.rows):
        lines.append(f"{len(found.rows) - shown} figures of other economies: --csv or --json")
    return "\n".join(lines)


def _named(rows: list[ReplicationRow]) -> list[str]:
    """The economies that the paper prints any figure of."""
    return list(dict.fromkeys(row.economy for row in rows if row.table != NO_TABLE))


def _unknown(row: ReplicationRow) -> bool:
    """Whether the paper prints the figure, but it is not at hand."""
    return row.published is None and row.table != NO_TABLE


def _scenario(rows: list[ReplicationRow], economies: list[str]) -> list[str]:
    """One line a variable, two columns an economy: here and printed; a few economies at a time."""
    lines: list[str] = []
    for first in range(0, len(economies), _ABREAST):
        abreast = economies[first : first + _ABREAST]
        cells: dict[str, dict[str, ReplicationRow]] = {}
        for row in rows:
            if row.economy in abreast:
                cells.setdefault(row.variable, {})[row.economy] = row
        header = ("", *(name for economy in abreast for name in (economy, "printed")), "")
        body = []
        for variable, by_economy in cells.items():
            figures = [cell for economy in abreast for cell in _figure(by_economy.get(economy))]
            tables = dict.fromkeys(row.table for row in by_economy.values() if row.table != NO_TABLE)
            body.append((variable, *figures, "; ".join(tables)))
        lines += table(header, body, right=range(1, 1 + 2 * len(abreast)))
    return lines


def _figure(row: ReplicationRow | None) -> tuple[str, str]:
    """The figure here, at least one digit finer than the printed one, and that."""
    if row is None:
        return "", ""
    printed = row.published or ("?" if _unknown(row) else "")
    digits = max(len(printed.partition(".")[2]) + 1, 3)
    return f"{row.value:.{digits}f}", f"{printed} OFF" if row.matches is False else printed
