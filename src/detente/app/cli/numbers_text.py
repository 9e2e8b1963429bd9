"""Computed answers on the screen: effects, replications, the world table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.app.cli.printing import billions, block, heading, source_lines, table
from detente.core.citing import SourceBook
from detente.core.wording import change, percent

if TYPE_CHECKING:
    from detente.impact.effects import EconomyEffect, Effects
    from detente.impact.replication import Replication
    from detente.world.information import WorldInformation

OTHERS = 10
SECTORS = 5
BASES = {"base": "the table's own year", "hold": "the law of the day"}


def effects_text(found: Effects) -> str:
    """Return the added duties, the pair and the ten other economies most affected, five sectors a side."""
    first, second = found.between
    options = ", ".join(f"{name} {value}" for name, value in found.options.items())
    lines = [
        heading(f"{first} - {second} on {found.on}: {found.scenario}"),
        *block(f"{found.title}, compared with {BASES.get(found.against, found.against)}", 2),
        *block(f"model {found.model}, world {found.world}, {options}", 2),
        "",
        heading("ADDED DUTY (average on what is traded)"),
        *_duties(found),
        "",
        heading("ECONOMIES (the two, then the most affected)"),
        *_economies(found),
    ]
    for code in found.between:
        lines += ["", heading(f"SECTORS OF {code} (the most affected)"), *_sectors(found, code)]
    solver = found.solver
    lines += [
        "",
        f"solver: {solver.status}, residual {solver.residual:.1e} after {solver.iterations} iterations",
    ]
    if solver.advice:
        lines += block(solver.advice)
    for note in found.notes:
        lines += block(f"note: {note}")
    book = SourceBook()
    book.cite(*found.sources)
    return "\n".join(lines + source_lines(book))


def _duties(found: Effects) -> list[str]:
    rows = [
        (
            f"{duty.importer} on {duty.origin}",
            ("at least " if duty.left_out else "") + percent(round(duty.added_rate, 3)),
            percent(round(duty.added_rate_in_base_year, 3)),
            billions(duty.trade_usd),
            duty.weights,
        )
        for duty in found.duties
    ]
    return table(("", "scenario", "base year", "trade, bn USD", "weighed by"), rows, right=(1, 2, 3))


def _economies(found: Effects) -> list[str]:
    others = [row for row in found.economies if row.economy not in found.between]
    others.sort(key=lambda row: -abs(row.real_income_percent))
    shown = [found.economy(code) for code in found.between] + others[:OTHERS]
    header = (
        "", "real income", "first order", "exports", "imports", "prices", "wages", "tariff revenue, bn USD",
    )  # fmt: skip
    return table(header, [_economy(row) for row in shown], right=range(1, len(header)))


def _economy(row: EconomyEffect) -> tuple[str, ...]:
    percents = (
        row.real_income_percent, row.first_order_percent, row.exports_percent, row.imports_percent,
        row.price_index_percent, row.wage_percent,
    )  # fmt: skip
    return (row.economy, *map(_change, percents), billions(row.tariff_revenue_change_usd, signed=True))


def _change(value: float) -> str:
    return f"{change(value)}%"


def _sectors(found: Effects, code: str) -> list[str]:
    rows = [row for row in found.sectors if row.economy == code]
    rows.sort(key=lambda row: -abs(row.output_percent))
    cells = [
        (row.sector, *map(_change, (row.output_percent, row.exports_percent, row.imports_percent)))
        for row in rows[:SECTORS]
    ]
    return table(("", "output", "exports", "imports"), cells, right=(1, 2, 3))


def replication_text(found: Replication) -> str:
    """Return each figure of the economies that the table prints beside the printed one."""
    lines = [heading(found.title), *block(found.citation), ""]
    verdict = {True: "matches", False: "OFF", None: ""}
    checked = [row for row in found.rows if row.matches is not None]
    printed = {row.economy for row in checked}
    shown = [row for row in found.rows if row.economy in printed]
    rows = [
        (
            row.scenario, row.economy, row.sector, row.variable, f"{row.value:.4f}", row.unit,
            row.published or "", verdict[row.matches],
        )
        for row in shown
    ]  # fmt: skip
    header = ("scenario", "economy", "sector", "variable", "here", "unit", "printed", "")
    lines += table(header, rows, right=(4, 6))
    met = sum(bool(row.matches) for row in checked)
    lines += ["", f"{met} of {len(checked)} printed figures met, {found.iterations} iterations"]
    if len(shown) < len(found.rows):
        lines.append(f"{len(found.rows) - len(shown)} figures of other economies: --csv or --json")
    return "\n".join(lines)


def world_text(found: WorldInformation) -> str:
    """Return what the world table holds, how well it adds up, and where it comes from."""
    size = f"{found.economies} economies, {len(found.sectors)} sectors ({found.goods_sectors} of goods)"
    lines = [
        heading(f"{found.name}: {found.title or 'without a title'}"),
        *block(f"year {found.year or 'unknown'}, {size}, {found.prices or 'prices unknown'}, "
               f"digest {found.digest[:12]}"),
        *block(f"output {billions(found.output_usd)} bn USD, trade {billions(found.trade_usd)} bn USD, "
               f"of which goods {billions(found.goods_trade_usd)} bn USD"),
        *block(f"its tariffs: {found.tariff_content}"),
        *block(f"sectors: {', '.join(found.sectors)}"),
        "", heading("LARGEST ECONOMIES"),
        *table(
            ("", "value added, bn USD", "of the world", "goods imports, bn USD", "average tariff"),
            [(row.economy, billions(row.value_added_usd), percent(round(row.share_of_world, 3)),
              billions(row.goods_imports_usd), percent(round(row.average_tariff, 4)))
             for row in found.largest_economies],
            right=(1, 2, 3, 4),
        ),
        "", heading("IDENTITIES (largest relative deviation)"),
        *table(("", "", ""), [(row.name, f"{row.deviation:.1e}", row.where) for row in found.identities]),
        "", heading("TRADE ELASTICITIES"),
        *table(
            ("set", "goods", "paper"),
            [(row.name, f"{row.lowest:.3g} to {row.highest:.3g}", row.citation)
             for row in found.elasticity_sets],
        ),
        "", heading("ADJUSTMENTS"),
    ]  # fmt: skip
    for step in found.adjustments:
        money = f"{step.million_usd:,.0f} million USD, largest: {step.largest}"
        lines += block(f"{step.what}: {step.cells:,} cells, {money}")
    lines += ["", heading("SOURCES")]
    for source in found.sources:
        lines += block(f"{source.citation}: {source.provides}. {source.licence}. {source.url}")
    return "\n".join(lines)
