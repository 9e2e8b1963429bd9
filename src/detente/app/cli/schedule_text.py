"""Schedules as text: what an import read, the lines a search found, one line in its place."""

from __future__ import annotations

from detente.app.cli.printing import block, heading, table
from detente.core.duty_expressions import DutyExpression
from detente.core.products import dotted
from detente.core.wording import UNKNOWN, counted
from detente.duties.schedule.importing import Imported
from detente.duties.schedule.lines import Line
from detente.duties.schedule.schedule import Schedule
from detente.duties.schedule.search import Found

_SHOWN = 10
_CODE_WIDTH = 15
_STEP = 2


def duty_text(duty: DutyExpression) -> str:
    """Return a duty in its normal form, or its text with the word that it is not understood."""
    if duty.kind == "unknown":
        return f"{UNKNOWN} ({duty.text})" if duty.text else UNKNOWN
    return str(duty)


def imported_text(found: Imported) -> str:
    """Return what was read and what could not be understood."""
    reading = found.reading
    left_out = f", {reading.left_out:,} of chapters 98 and 99 left out" if reading.left_out else ""
    lines = [
        f"{found.path}: {counted(found.lines, 'line')} from {counted(reading.count, 'row')} "
        f"({reading.layout}{left_out})"
    ]
    if reading.unread:
        lines.append(
            f"{counted(len(reading.unread), 'duty', 'duties')} not understood, kept as text, unknown:"
        )
        shown = [(dotted(code), text) for code, text in reading.unread[:_SHOWN]]
        lines += table(("", ""), shown)
        if len(reading.unread) > _SHOWN:
            lines += block(f"and {len(reading.unread) - _SHOWN:,} more; --json lists all")
    return "\n".join(lines)


def search_text(asked: Schedule, found: Found) -> str:
    """Return the lines found, best first."""
    if not found.hits:
        return f"no line of {asked.found.title} has all these words"
    rows = [
        (dotted(hit.code), duty_text(hit.general), " > ".join([hit.description, *reversed(hit.above)]))
        for hit in found.hits
    ]
    shown = f"{len(found.hits):,} of " if found.count > len(found.hits) else ""
    return "\n".join(
        [
            *table(("code", "general", "line, and what it is under"), rows),
            f"{shown}{counted(found.count, 'line')}; {asked.note}",
        ]
    )


def line_text(asked: Schedule, line: Line) -> str:
    """Return a line in its place, with its duties and the lines below it."""
    lines = [heading(f"{asked.importer} {dotted(line.code)}"), *block(asked.note), ""]
    chain = [(row.code, row.description) for row in line.ancestors] + [(line.code, line.description)]
    for depth, (code, description) in enumerate(chain):
        front = " " * (_STEP * depth) + dotted(code)
        lines += block(description or "-", _STEP * depth + _CODE_WIDTH, front)
    lines.append("")
    inherited = f" (from {dotted(line.inherited_from)})" if line.inherited_from else ""
    duties = [("general", duty_text(line.general) + inherited)]
    duties += [("special", f"{duty_text(rate.duty)} for {', '.join(rate.symbols)}") for rate in line.special]
    if line.column_2.text:
        duties.append(("column 2", duty_text(line.column_2)))
    if line.unit:
        duties.append(("unit", line.unit))
    lines += table(("", ""), duties)
    if line.children:
        below = [asked.find(code) for code in line.children]
        rows = [(dotted(child.code), duty_text(child.general), child.description) for child in below]
        lines += ["", heading("BELOW"), *table(("code", "general", "line"), rows)]
    for note in line.notes:
        lines += ["", *block(f"note: {note}")]
    return "\n".join(lines)
