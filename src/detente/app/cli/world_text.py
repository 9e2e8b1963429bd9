"""World tables on the screen: what one holds, what an import did, how two differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.app.cli.printing import billions, block, heading, table
from detente.core.codes import WORLD
from detente.core.wording import UNKNOWN, counted, percent

if TYPE_CHECKING:
    from detente.world.comparing import Difference, WorldComparison
    from detente.world.importing.importing import Imported
    from detente.world.information import WorldInformation
    from detente.world.metadata import Adjustment

_ECONOMIES = 5


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
        *block(f"file: {found.file or 'none'}"),
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
        "", heading("ADJUSTMENTS"), *_adjustments(found.adjustments),
    ]  # fmt: skip
    lines += ["", heading("SOURCES")]
    for source in found.sources:
        lines += block(f"{source.citation}: {source.provides}. {source.licence}. {source.url}")
    if not found.sources:
        lines += block("none stated")
    return "\n".join(lines)


def _adjustments(steps: tuple[Adjustment, ...]) -> list[str]:
    """Return what was done to a table's figures, one block a step."""
    lines: list[str] = []
    for step in steps:
        money = f"{step.million_usd:,.0f} million USD, largest: {step.largest}"
        lines += block(f"{step.what}: {counted(step.cells, 'cell')}, {money}")
    return lines or block("none")


def imported_text(found: Imported) -> str:
    """Return what a file held, what was done to it, and how the table is called."""
    world = found.world
    size = f"{counted(len(world.economies), 'economy', 'economies')}, {counted(len(world.sectors), 'sector')}"
    return "\n".join(
        [
            heading(f"{found.path}: {size}"),
            *block(f"from {found.layout}, year {world.metadata.year or UNKNOWN}, digest {world.digest[:12]}"),
            *block(f"its tariffs: {world.metadata.tariff_content}"),
            "",
            heading("ADJUSTMENTS"),
            *_adjustments(world.metadata.adjustments),
        ]
    )


def compared_text(found: WorldComparison) -> str:
    """Return two tables side by side: coverage, totals, the largest differences."""
    first, second = found.first, found.second
    lines = [
        heading(f"{first.name} and {second.name}"),
        *table(
            ("", "year", "economies", "sectors", "digest"),
            [
                (one.name, str(one.year or UNKNOWN), str(one.economies), str(one.sectors), one.digest[:12])
                for one in (first, second)
            ],
            right=(1, 2, 3),
        ),
    ]
    for what, overlap in (("economies", found.economies), ("sectors", found.sectors)):
        lines += block(f"{what} of both: {len(overlap.common)}")
        for one, names in ((first, overlap.only_first), (second, overlap.only_second)):
            if names:
                lines += block(f"{what} of {one.name} alone: {', '.join(names)}")
    if found.flow_distance is None:
        lines += block("no flow is in both")
    else:
        lines += block(
            f"flows differ by {percent(round(found.flow_distance, 4))} (0 equal, 100% nothing shared)"
        )
    lines += ["", heading("TOTALS, bn USD"), *_totals(found)]
    kinds: tuple[tuple[str, tuple[Difference, ...], Callable[[float], str]], ...] = (
        ("FLOWS, bn USD", found.flows, billions),
        ("SHARES OF WHAT AN IMPORTER BUYS", found.shares, lambda share: percent(round(share, 4))),
        ("TARIFFS", found.tariffs, lambda rate: percent(round(rate, 4))),
    )
    for title, differences, write in kinds:
        lines += ["", heading(f"{title}, the largest differences")]
        rows = [
            (one.exporter, one.importer, one.sector, write(one.first), write(one.second))
            for one in differences
        ]
        header = ("from", "to", "sector", first.name, second.name)
        lines += table(header, rows, right=(3, 4)) if rows else block("none")
    return "\n".join(lines)


def _totals(found: WorldComparison) -> list[str]:
    """Return the totals of the world and of the economies whose value added differs most."""
    gaps = {
        total.economy: abs(total.first_usd - total.second_usd)
        for total in found.totals
        if total.variable == "value_added" and total.economy != WORLD
    }
    shown = [WORLD, *sorted(gaps, key=lambda code: -gaps[code])[:_ECONOMIES]]
    rows = [
        (
            total.economy,
            total.variable.replace("_", " "),
            billions(total.first_usd),
            billions(total.second_usd),
        )
        for code in shown
        for total in found.totals
        if total.economy == code
    ]
    return table(("", "", found.first.name, found.second.name), rows, right=(2, 3))
