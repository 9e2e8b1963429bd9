"""Effects on the screen: duties, economies, what licences add, sectors, how it was solved, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.app.cli.printing import billions, block, heading, source_lines, table
from detente.core.citing import SourceBook
from detente.core.wording import change, percent

if TYPE_CHECKING:
    from detente.impact.effects import EconomyEffect, Effects, Licences, ModelAnswer

OTHERS = 10
SECTORS = 5
FINE = 4
"""Decimals of what licences add: their goods are small beside a whole economy."""
BASES = {"base": "the table's own year", "hold": "the law of the day"}
HOLDERS = {"exporter": "the exporter", "importer": "the importer", "dissipated": "nobody, lost"}


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
    if found.licences:
        lines += ["", heading("LICENCES (what they add to the duties)"), *_licences(found, found.licences)]
    for other in found.beside:
        lines += ["", heading(f"BESIDE IT: {other.model}"), *_beside(found, other)]
    for code in found.between if found.sectors else ():
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
    header = (
        "", "real income", "first order", "exports", "imports", "prices", "wages", "tariff revenue, bn USD",
    )  # fmt: skip
    return table(header, [_economy(row) for row in _shown(found)], right=range(1, len(header)))


def _shown(found: Effects) -> list[EconomyEffect]:
    """Return the two, then the economies most affected."""
    others = [row for row in found.economies if row.economy not in found.between]
    others.sort(key=lambda row: -abs(row.real_income_percent))
    return [found.economy(code) for code in found.between] + others[:OTHERS]


def _economy(row: EconomyEffect) -> tuple[str, ...]:
    percents = (
        row.real_income_percent, row.first_order_percent, row.exports_percent, row.imports_percent,
        row.price_index_percent, row.wage_percent,
    )  # fmt: skip
    return (row.economy, *map(_change, percents), billions(row.tariff_revenue_change_usd, signed=True))


def _beside(found: Effects, other: ModelAnswer) -> list[str]:
    """Return the options of another model, and its figures beside those of the first."""
    theirs = {row.economy: row for row in other.economies}
    named = ", ".join(f"{name} {value}" for name, value in other.options.items())
    rows = [
        (
            row.economy,
            *(_change(value) for mine, its in _pairs(row, theirs[row.economy]) for value in (mine, its)),
        )
        for row in _shown(found)
    ]
    name = other.model
    header = ("", "real income", name, "exports", name, "imports", name)
    return [*block(named), *table(header, rows, right=range(1, len(header)))]


def _pairs(row: EconomyEffect, other: EconomyEffect) -> Iterator[tuple[float, float]]:
    for name in ("real_income_percent", "exports_percent", "imports_percent"):
        yield getattr(row, name), getattr(other, name)


def _licences(found: Effects, licences: Licences) -> list[str]:
    """Return each restriction with its wedge and rent, then real incomes with and without them."""
    rows = [
        (
            one.restriction, f"{', '.join(one.exporters)} to {', '.join(one.importers)}",
            percent(round(one.quantity, 4)), f"+{percent(round(one.wedge, 3))}" if one.binding else "none",
            *(f"{usd / 1e9:,.2f}" for usd in (one.trade_usd, one.rent_usd)), HOLDERS[one.rent],
        )
        for one in licences.restrictions
    ]  # fmt: skip
    columns = ("", "", "quantity", "wedge", "trade, bn USD", "rent, bn USD", "of")
    lines = table(columns, rows, right=range(2, 6))
    others = [row for row in licences.economies if row.economy not in found.between]
    others.sort(key=lambda row: -abs(row.added_percent))
    incomes = [
        (
            row.economy,
            *(f"{change(value, FINE)}%" for value in (row.duties_alone_percent, row.licences_alone_percent,
                                                      row.together_percent, row.added_percent)),
        )
        for row in (*map(licences.economy, found.between), *others[:SECTORS])
    ]  # fmt: skip
    header = ("real income", "duties alone", "licences alone", "together", "licences add")
    return [*lines, "", *table(header, incomes, right=range(1, len(header)))]


def _change(value: float | None) -> str:
    return "-" if value is None else f"{change(value)}%"


def _sectors(found: Effects, code: str) -> list[str]:
    rows = [row for row in found.sectors if row.economy == code]
    rows.sort(key=lambda row: -abs(row.output_percent))
    cells = [
        (row.sector, *map(_change, (row.output_percent, row.exports_percent, row.imports_percent)))
        for row in rows[:SECTORS]
    ]
    return table(("", "output", "exports", "imports"), cells, right=(1, 2, 3))
