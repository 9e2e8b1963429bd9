"""The record on the screen: timeline, deadlines, agreements, controls and series as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.app.cli.printing import block, heading, source_lines, table
from detente.core.citing import SourceBook, bracketed
from detente.core.wording import change, counted, rate, statistic
from detente.ledger.entries import Agreement, Control, Deadline, Observation, Series

if TYPE_CHECKING:
    from detente.ledger.turns import Turn

NOTHING = "nothing on record answers to that"


def timeline_text(turns: Sequence[Turn]) -> str:
    """Return one line for each change of state."""
    rows = [
        (
            str(turn.at.day),
            f"{turn.imposing} on {_some(turn.origins)}",
            turn.state.replace("_", " "),
            "-" if turn.rate is None else rate(turn.rate),
            turn.tranche,
            turn.title,
        )
        for turn in turns
    ]
    header = ("day", "who on whom", "comes to be", "rate", "tranche", "what")
    return "\n".join(table(header, rows, right=(3,), indent=0)) if rows else NOTHING


def _some(origins: Sequence[str]) -> str:
    return ",".join(origins[:3]) + (f",+{len(origins) - 3}" if len(origins) > 3 else "")


def deadlines_text(found: Sequence[Deadline], on: date | None) -> str:
    """Return each deadline with what it governs and what became of it."""
    book, lines = SourceBook(), []
    for deadline in found:
        left = f", {counted((deadline.on - on).days, 'day')} left" if on else ""
        head = f"{' - '.join(deadline.parties)}: {deadline.title}{left} {_cited(book, deadline)}"
        lines += block(head, 12, str(deadline.on))
        tranches = [str(item.tranche or item.control) for item in deadline.governs]
        lines += block(f"governs {', '.join(tranches)}", 12)
        if deadline.outcome:
            outcome = deadline.outcome
            lines += block(f"{outcome.kind} on {outcome.known_at}: {outcome.text}", 12)
    return "\n".join(lines + source_lines(book)) if lines else NOTHING


def agreements_text(found: Sequence[Agreement]) -> str:
    """Return each agreement with who took part, what each side promised and what came of it."""
    book, lines = SourceBook(), []
    for agreement in found:
        head = f"{agreement.title} ({agreement.kind}; {' - '.join(agreement.parties)})"
        lines += block(f"{heading(head)} {_cited(book, agreement)}", 12, str(agreement.on))
        if agreement.place:
            lines += block(agreement.place, 12)
        for side in dict.fromkeys(person.side for person in agreement.people):
            people = (person for person in agreement.people if person.side == side)
            named = ", ".join(
                f"{person.name} ({person.role})" if person.role else person.name for person in people
            )
            lines += block(f"{side}: {named}", 12)
        for promise in agreement.commitments:
            lines += block(f"{promise.side} promised: {promise.text}", 12)
        if agreement.outcome:
            lines += block(f"outcome: {agreement.outcome}", 12)
    return "\n".join(lines + source_lines(book)) if lines else NOTHING


def controls_text(found: Sequence[Control]) -> str:
    """Return each control with its rule and standing."""
    book, lines = SourceBook(), []
    for control in found:
        title = f"{control.imposing} to {', '.join(control.targets)}: {control.items}"
        lines += block(f"{heading(title)} {_cited(book, control)}", 12, str(control.announced))
        lines += block(f"{control.licence_rule} ({control.announcement})", 12)
        if control.status:
            lines += block(control.status, 12)
        if control.suspension_deadline:
            lines += block(f"suspended until {control.suspension_deadline}", 12)
    return "\n".join(lines + source_lines(book)) if lines else NOTHING


def series_text(found: Sequence[Series], *, whole: bool) -> str:
    """Return the figures of each series, or only the list of them."""
    if not whole:
        rows = [(item.id, f"{item.title} ({item.unit}), {_reach(item)}") for item in found]
        return "\n".join(table(("name", "what"), rows, indent=0)) if rows else NOTHING
    book, lines = SourceBook(), []
    for item in found:
        title = f"{item.title} ({item.unit})"
        lines += [heading(title)]
        if item.normal_level is not None:
            note = f": {item.normal_level_note}" if item.normal_level_note else ""
            lines += block(f"normal level {_figure(item.normal_level, item)}{note}")
        lines += table(
            ("period", "value", "expected", "on a year", "on a month", "released", ""),
            [_observation(row, item, book) for row in item.observations],
            right=(1, 2, 3, 4),
        )
    return "\n".join(lines + source_lines(book))


def _reach(item: Series) -> str:
    periods = [row.period for row in item.observations]
    return f"{periods[0]} to {periods[-1]}, {len(periods)} figures" if periods else "no figures"


def _observation(row: Observation, item: Series, book: SourceBook) -> tuple[str, ...]:
    marks = [*(["derived"] if row.derived else []), *([f"disputed: {row.disputed}"] if row.disputed else [])]
    return (
        row.period,
        _figure(row.value, item),
        _figure(row.consensus, item),
        "" if row.yoy is None else f"{change(100 * row.yoy, 1)}%",
        "" if row.mom is None else f"{change(100 * row.mom, 1)}%",
        str(row.released or ""),
        " ".join([*marks, _cited(book, row)]),
    )


def _figure(value: float | None, item: Series) -> str:
    return "" if value is None else statistic(value, item.unit)


def _cited(book: SourceBook, entry: Deadline | Agreement | Control | Observation) -> str:
    return bracketed(book.cite(entry.source))
