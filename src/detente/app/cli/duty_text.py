"""Duties and averages on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.app.cli.files import Rows
from detente.app.cli.printing import billions, block, heading, source_lines, table
from detente.core.citing import SourceBook, bracketed
from detente.core.plain import plain
from detente.core.products import dotted
from detente.core.wording import percent, rate, span
from detente.ledger.facts import shipped_facts, shown

if TYPE_CHECKING:
    from detente.duties.averages.averages import Average
    from detente.duties.averages.published import Comparison
    from detente.duties.calculation.answer import Component, Duty

UNKNOWN = "unknown"


def duty_text(found: Duty) -> str:
    """Return the duty, its components, what did not apply, the open questions and the sources."""
    book = SourceBook()
    lines = [heading(f"{found.importer} on {dotted(found.product)} of {found.origin}, {found.on}")]
    if found.base.description:
        lines += block(found.base.description, 2)
    lines += ["", f"  total       {_total(found)}", f"  base        {_base(found)}"]
    lines.append(f"  additional  {_additional(found)}")
    rows = [_row(book, part) for part in found.components]
    if rows:
        lines += ["", *table(("charged", "rate", "measure"), rows, right=(0, 1))]
    if found.questions:
        lines += ["", heading("WHAT WOULD SETTLE IT")]
        for question in found.questions:
            answers = "; ".join(
                f"{question.fact}={answer.value}: {_between(answer.low, answer.high)}"
                for answer in question.answers
            )
            lines += block(f"{question.question} {answers}", 4, "  ?")
    if found.not_applied:
        lines += ["", heading("DID NOT APPLY")]
        for item in found.not_applied:
            lines += block(f"{item.tranche}: {item.title}: {item.why}{_marks(book, item)}", 4)
    if found.presumed:
        facts = ", ".join(f"{key}={shown(value)}" for key, value in found.presumed.items())
        lines += ["", heading("PRESUMED"), *block(facts, 4)]
    lines += [row for notice in found.notices for row in block(notice, 4, "  !")] and [
        "", heading("NOTICES"), *(row for notice in found.notices for row in block(notice, 4)),
    ]  # fmt: skip
    return "\n".join(lines + source_lines(book))


def duty_tree(found: Duty) -> str:
    """Return the derivation of a duty as a tree: the total, its parts, and why each is what it is."""
    book = SourceBook()
    root = f"{found.importer} on {dotted(found.product)} of {found.origin}, {found.on}: {_total(found)}"
    base = [f"line {dotted(found.base.line)}: {found.base.description}"] if found.base.line else []
    base += [f"{found.base.column} column of {found.base.schedule}"] if found.base.schedule else []
    base += [f"{symbol}: {duty} where {fact}=yes" for symbol, fact, duty in found.base.preferences]
    branches: list[tuple[str, list[str]]] = [(f"base {_base(found)}", base)]
    for part in found.components:
        head = f"{part.label} {_between(part.low, part.high)}: {part.title}{_marks(book, part)}"
        leaves = [f"rate {rate(part.rate)}", f"charged {percent(part.charged)} in the stated case"]
        leaves += [part.heading and f"heading {part.heading}", part.why]
        branches.append((head, [leaf for leaf in leaves if leaf]))
    for item in found.not_applied:
        branches.append((f"not applied: {item.title}{_marks(book, item)}", [item.why]))
    for question in found.questions:
        answers = [
            f"{question.fact}={answer.value}: {_between(answer.low, answer.high)}"
            for answer in question.answers
        ]
        branches.append((f"open: {question.question}", answers))
    return "\n".join([root, *_drawn(branches), *source_lines(book)])


def _drawn(branches: list[tuple[str, list[str]]]) -> list[str]:
    lines = []
    for place, (head, leaves) in enumerate(branches):
        last = place == len(branches) - 1
        lines += block(head, 3, "└─ " if last else "├─ ")
        for row, leaf in enumerate(leaves):
            stem = "   " if last else "│  "
            lines += block(leaf, 6, stem + ("└─ " if row == len(leaves) - 1 else "├─ "))
    return lines


def conditions_text() -> str:
    """Return the facts that can be declared, with what is taken where they are not."""
    lines = []
    for fact in shipped_facts().values():
        taken = "presumed" if fact.settled else "left open; stated figure takes"
        lines.append(heading(fact.key))
        lines += block(fact.question, 4)
        lines += block(f"{fact.form}; {taken} {shown(fact.otherwise)} ({fact.citation})", 4)
    return "\n".join(lines)


def facts_json() -> dict[str, Any]:
    """Return the facts that can be declared, as JSON."""
    return {"facts": [plain(fact) for fact in shipped_facts().values()]}


def average_text(found: Average) -> str:
    """Return the average duties, most imports first."""
    ranked = sorted(found.rows, key=lambda row: -row.imports_usd)
    rows = [
        (
            row.key,
            *(f"{100 * rate:.2f}%" for rate in (row.base_rate, row.additional_rate, row.total_rate)),
            f"{100 * row.low:.2f} to {100 * row.high:.2f}%",
            billions(row.imports_usd),
        )
        for row in ranked
    ]
    header = (found.by, "base", "additional", "total", "between", "imports, bn USD")
    lines = [
        heading(f"{found.importer}: average duties on {found.on}, weighed by imports of {found.year}"),
        "",
    ]
    lines += table(header, rows, right=(1, 2, 3, 4, 5), indent=0)
    lines += ["", *block(found.source, 0)]
    for notice in found.notices:
        lines += block(notice, 0)
    return "\n".join(lines)


def average_rows(found: Average) -> Rows:
    """Return the average duties as rows of a file."""
    names = ("base_rate", "additional_rate", "total_rate", "low", "high", "imports_usd", "unknown_usd")
    values: list[tuple[object, ...]] = [
        (str(found.on), row.key, *(getattr(row, name) for name in names)) for row in found.rows
    ]
    return Rows(("on", found.by, *names), values)


def comparison_text(found: Comparison) -> str:
    """Return every published average beside ours, by series, then how many lie within the tolerance."""
    lines = [heading(found.title)]
    for series in dict.fromkeys(row.series for row in found.rows):
        own = [row for row in found.rows if row.series == series]
        rows = [
            (
                str(row.on), f"{row.importer} on {row.origin}", f"{row.published:.2f}", _points(row.by_law),
                _points(row.as_counted), "" if row.within else row.cause,
            )
            for row in own
        ]  # fmt: skip
        header = ("day", "who on whom", "published", "by law", "as they count", "off, because of")
        lines += ["", heading(series), *table(header, rows, right=(2, 3, 4))]
        for cause, why in dict.fromkeys((row.cause, row.why) for row in own if row.cause):
            lines += block(f"{cause}: {why}", 4)
    lines += ["", heading(f"WITHIN {found.tolerance:g} POINTS")]
    sums = [(name, *map(str, counts)) for name, counts in found.tally().items()]
    lines += table(("series", "by law", "as they count", "of"), sums, right=(1, 2, 3))
    return "\n".join(lines)


def comparison_rows(found: Comparison) -> Rows:
    """Return every published average beside ours as rows of a file."""
    names = ("scenario", "economy", "sector", "variable", "value", "unit", "published", "matches",
             "importer", "on", "as_counted", "cause", "why", "citation")  # fmt: skip
    values: list[tuple[object, ...]] = [
        (
            row.series, row.origin, "all", row.measure, row.by_law, "percent", row.published, row.within,
            row.importer, str(row.on), row.as_counted, row.cause, row.why, row.citation,
        )
        for row in found.rows
    ]  # fmt: skip
    return Rows(names, values)


def _points(percent_: float | None) -> str:
    return "-" if percent_ is None else f"{percent_:.2f}"


def _row(book: SourceBook, part: Component) -> tuple[str, str, str]:
    why = f"; {part.why}" if part.why else ""
    doubt = "" if part.certain else "; as the instruments have it"
    return (
        _between(part.low, part.high),
        rate(part.rate),
        f"{part.label}: {part.title}{_marks(book, part)}{why}{doubt}",
    )


def _marks(book: SourceBook, item: Any) -> str:
    return f" {bracketed(book.cite(*item.sources))}" if item.sources else ""


def _total(found: Duty) -> str:
    if found.total_rate is None:
        return f"{UNKNOWN}: the ordinary duty is not known; {_on_top(found)}"
    if found.state == "known":
        return percent(found.total_rate)
    return f"{percent(found.total_rate)} as declared; {_between(found.low, found.high)} as facts left open"


def _on_top(found: Duty) -> str:
    """Return what is due besides an ordinary duty that is not known: floors make it up, the rest adds."""
    floors = [
        part for part in found.components if part.semantics in ("floor_total", "total") and part.charged
    ]
    added = sum(part.charged for part in found.components if part not in floors)
    words = [f"{part.label} makes it up to {rate(part.rate)} in all" for part in floors]
    return " and ".join(
        [*words, f"{percent(round(added, 9))} comes on top"] if added or not floors else words
    )


def _base(found: Duty) -> str:
    shown_as = found.base.expression or UNKNOWN
    if found.base_rate is not None and percent(found.base_rate) not in (shown_as, "0%"):
        shown_as = f"{percent(found.base_rate)} ({shown_as})"
    return f"{shown_as}, {found.base.column} rate" if found.base.column else shown_as


def _additional(found: Duty) -> str:
    if found.additional_low == found.additional_high:
        return percent(found.additional_rate)
    between = _between(found.additional_low, found.additional_high)
    return f"{percent(found.additional_rate)} as declared; {between}"


def _between(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return UNKNOWN
    if low is None or high is None:
        return f"{percent(low or 0.0)} or more"
    return percent(low) if low == high else span(low, high)
