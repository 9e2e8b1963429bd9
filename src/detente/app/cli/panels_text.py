"""Answers over all lines on the screen: panels, differences, exposure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.app.cli.printing import billions, block, heading, table
from detente.core.products import dotted
from detente.core.wording import UNKNOWN, change, counted, day_name, percent

if TYPE_CHECKING:
    from detente.duties.differences.changes import Difference
    from detente.duties.differences.exposure import Exposure, Side
    from detente.duties.panels.panels import Panel

SHOWN = 10
EXPOSURE = (
    "importer", "origin", "product", "sector", "imports_usd", "held_rate", "lapsed_rate", "at_stake_usd",
)  # fmt: skip


def panel_text(found: Panel) -> str:
    """Return what a panel holds by origin, and how to have its rows."""
    told = found.as_json()
    rows = [
        (
            one["origin"], _rate(one["mean_total_rate"]), _rate(one["highest_total_rate"]),
            f"{one['known']:,}", f"{one['range']:,}", f"{one['unknown']:,}",
        )
        for one in told["origins"]
    ]  # fmt: skip
    header = ("", "mean of lines", "highest", "known", "range", "unknown")
    lines = [
        heading(f"{found.importer} on {day_name(found.on)}: every line, {counted(len(rows), 'partner')}"),
        *block(found.schedule),
        "",
        *table(header, rows, right=range(1, len(header))),
        "",
        *block(f"{counted(found.rows, 'row')}: --parquet FILE or --csv FILE writes them"),
    ]
    return "\n".join(lines + _notes(found.notices))


def _rate(value: float | None) -> str:
    return UNKNOWN if value is None else percent(round(value, 3))


def diff_text(found: Difference) -> str:
    """Return what changed: the sum, by cause, by chapter."""
    told = found.as_json()
    title = _title(found)
    partners = counted(len(found.origins), "partner")
    if not found.rows:
        nothing = f"no duty changed on {counted(len(found.codes), 'line')} x {partners}"
        return "\n".join([heading(title), *block(nothing), *_notes(found.notices)])
    bounds = found.rows - told["rose"] - told["fell"]
    sums = f"{told['rose']:,} rose, {told['fell']:,} fell, {bounds:,} moved in their bounds alone"
    lines = [
        heading(title),
        *block(f"{counted(found.rows, 'line')} of {partners} changed: {sums}"),
    ]
    if found.year:
        lines += block(
            f"trade on them {billions(told['trade_usd'])} bn USD ({found.year}), "
            f"duty on it {billions(told['change_usd'], signed=True)} bn USD a year"
        )
    lines += ["", heading("WHY")]
    for effect in told["causes"][:SHOWN]:
        lines += _cause(effect)
    if len(told["causes"]) > SHOWN:
        lines += block(f"and {counted(len(told['causes']) - SHOWN, 'more cause')}: --json has all")
    lines += ["", heading("WHERE (by chapter, the most trade first)"), *_chapters(told["chapters"])]
    return "\n".join(lines + _notes(found.notices))


def _title(found: Difference) -> str:
    before, after = found.labels
    if found.on is None:
        return f"{found.importer}: {before} to {after}"
    known = "as known on " if found.by == "known_at" else "scenario "
    return f"{found.importer} on {day_name(found.on)}: {known}{before} to {after}"


def _cause(effect: dict[str, object]) -> list[str]:
    cited = ", ".join(str(part) for part in (effect["text"], effect["instrument"]) if part)
    rows, usd = int(str(effect["rows"])), float(str(effect["trade_usd"]))
    mean = 100 * float(str(effect["mean_change"]))
    partners = effect["origins"]
    assert isinstance(partners, list)
    few = ", ".join(partners[:4]) + (f" and {len(partners) - 4} more" if len(partners) > 4 else "")
    figures = f"{counted(rows, 'line')} of {few}; {billions(usd)} bn USD; {change(mean)} points on average"
    title = f"{effect['cause']}: {cited}" if cited else str(effect["cause"])
    return [*block(title, 2), *block(figures if rows else "bounds alone", 6)]


def _chapters(chapters: list[dict[str, object]]) -> list[str]:
    ranked = sorted(chapters, key=lambda row: -float(str(row["trade_usd"])))
    rows = [
        (
            str(row["chapter"]), f"{row['rose']:,}", f"{row['fell']:,}",
            billions(float(str(row["trade_usd"]))),
            change(100 * float(str(row["mean_change"]))),
            billions(float(str(row["change_usd"])), signed=True),
        )
        for row in ranked[:SHOWN]
    ]  # fmt: skip
    header = ("", "rose", "fell", "trade, bn USD", "points", "duty, bn USD")
    return table(header, rows, right=range(1, len(header)))


def exposure_text(found: Exposure, top: int) -> str:
    """Return what is at stake on each side: the sum, partners, chapters, sectors, the first lines."""
    lines = [heading(f"DUTY AT STAKE, by the law of {day_name(found.on)}")]
    for deadline in found.deadlines:
        lines += block(f"{deadline.id}, {deadline.on}: {deadline.title}")
    for side in found.sides:
        lines += ["", *_side(side, top)]
    return "\n".join(lines + _notes(found.notices))


def _side(side: Side, top: int) -> list[str]:
    few = ", ".join(side.origins[:4]) + (
        f" and {len(side.origins) - 4} more" if len(side.origins) > 4 else ""
    )
    lines = [heading(f"{side.importer} ON {few}")]
    if not len(side.imports_usd):
        return lines + block(side.note)
    usd = float(side.imports_usd.sum())
    held, lapsed = (float((side.imports_usd * rate).sum()) / usd for rate in (side.held, side.lapsed))
    stake, rows = billions(float(side.at_stake.sum()), signed=True), counted(len(side.order), "line")
    rates = f"from {percent(round(held, 3))} to {percent(round(lapsed, 3))}"
    lines += block(
        f"{stake} bn USD a year on {rows}: the average duty goes {rates} on imports of "
        f"{billions(usd)} bn USD ({side.year})"
    )
    if side.note:
        lines += block(side.note)
    if len(side.order):
        for name in ("origin", "chapter", "sector"):
            lines += _groups(side, name)
        lines += _lines(side, top)
    return lines


def _groups(side: Side, name: str) -> list[str]:
    groups = side.by(name)[:5]
    if name == "origin" and len(groups) < 2:
        return []
    rows = [
        (
            group.key, f"{group.lines:,}", billions(group.imports_usd), percent(round(group.held_rate, 3)),
            percent(round(group.lapsed_rate, 3)), billions(group.at_stake_usd, signed=True),
        )
        for group in groups
    ]  # fmt: skip
    header = (f"by {name}", "lines", "imports, bn", "held", "lapsed", "at stake, bn")
    return ["", *table(header, rows, right=range(1, len(header)))]


def _lines(side: Side, top: int) -> list[str]:
    rows = [
        (
            dotted(line.product), line.origin, billions(line.imports_usd), percent(round(line.held_rate, 3)),
            percent(round(line.lapsed_rate, 3)), billions(line.at_stake_usd, signed=True),
        )
        for line in side.lines(top)
    ]  # fmt: skip
    header = ("line", "of", "imports, bn", "held", "lapsed", "at stake, bn")
    return ["", *table(header, rows, right=range(2, len(header)))] if rows else []


def exposure_rows(found: Exposure) -> list[tuple[object, ...]]:
    """Return every line whose duty moves, side by side, the most at stake first."""
    return [
        (
            side.importer, line.origin, line.product, line.sector, line.imports_usd, line.held_rate,
            line.lapsed_rate, line.at_stake_usd,
        )
        for side in found.sides
        for line in side.lines()
    ]  # fmt: skip


def _notes(notices: tuple[str, ...]) -> list[str]:
    lines = [line for note in notices for line in block(f"note: {note}")]
    return ["", *lines] if lines else []
