"""Ranges on the screen and as rows: quantiles beside every figure, what drives them, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.app.cli.effects_text import OTHERS, effects_text
from detente.app.cli.files import Rows
from detente.app.cli.numbers_rows import COLUMNS, effects_rows
from detente.app.cli.printing import billions, block, heading, table
from detente.core.wording import change, counted, percent

if TYPE_CHECKING:
    from detente.impact.uncertainty.ranges import Driver, Range, Ranges

HEADLINES = {
    "real_income": "real income",
    "exports": "exports",
    "imports": "imports",
    "price_index": "prices",
    "wage": "wages",
    "tariff_revenue_change": "tariff revenue, bn USD",
}
SCENARIO = "scenario"
STATISTICS = ("central", "mean", "p5", "p25", "p50", "p75", "p95", "lowest", "highest")
FAILURES = 5
LEADING = 3
LEAST = 0.01


def ranges_text(found: Ranges) -> str:
    """Return the effects, then ranges of the pair and of those most affected, and their drivers."""
    drawn = f"{counted(found.draws, 'draw')}, seed {found.seed}"
    shown = _shown(found)
    lines = [effects_text(found.effects), "", heading(f"RANGES ({drawn})"), *_ranges(found, shown)]
    if len(found.odds) > 1:
        lines += ["", heading("BY SCENARIO (real income)"), *_by_scenario(found)]
    lines += ["", heading("WHAT DRIVES THEM (share of the variance)"), *_drivers(found)]
    for note in found.notes:
        lines += block(f"note: {note}")
    lines += _failures(found)
    return "\n".join(lines)


def _shown(found: Ranges) -> list[Range]:
    """Return every headline figure of the two, and real income of the others most affected."""
    pair = [code for code in found.effects.between if any(row.economy == code for row in found.ranges)]
    others = [row for row in found.effects.economies if row.economy not in pair]
    others.sort(key=lambda row: -abs(row.real_income_percent))
    if not any(row.scenario == found.headline for row in found.ranges):
        return []
    rows = [found.of(code, variable) for code in pair for variable in HEADLINES]
    return rows + [found.of(row.economy) for row in others[:OTHERS]]


def _ranges(found: Ranges, shown: Sequence[Range]) -> list[str]:
    header = ("", "", "as asked", "mean", "5%", "25%", "50%", "75%", "95%", "lowest", "highest")
    rows, last = [], ""
    for row in shown:
        code = "" if row.economy == last else row.economy
        rows.append((code, HEADLINES[row.variable], *(_figure(row, name) for name in STATISTICS)))
        last = row.economy
    return table(header, rows, right=range(2, len(header)))


def _by_scenario(found: Ranges) -> list[str]:
    header = ("", "odds", "", "as asked", "mean", "5%", "50%", "95%", "draws")
    rows = []
    for name, share in found.odds.items():
        told = [row for row in found.ranges if row.scenario == name and row.variable == "real_income"]
        for row in (row for code in found.effects.between for row in told if row.economy == code):
            cells = (_figure(row, item) for item in ("central", "mean", "p5", "p50", "p95"))
            rows.append((name, percent(round(share, 6)), row.economy, *cells, str(row.draws)))
    return table(header, rows, right=(1, *range(3, len(header))))


def _figure(row: Range, statistic: str) -> str:
    value = getattr(row, statistic)
    return billions(value, signed=True) if row.unit == "USD" else f"{change(value)}%"


def _drivers(found: Ranges) -> list[str]:
    """Return what drives the figures of the two: each factor with its standard error, and leading sectors."""
    shown = [row for row in _shown(found) if row.economy in found.effects.between]
    factors = list(dict.fromkeys(one.factor for row in shown for one in row.drivers if not one.part_of))
    order = sorted(factors, key=lambda factor: _places(found).get(factor, len(found.factors)))
    rows = []
    for row in shown:
        own = {driver.factor: driver for driver in row.drivers}
        parts = [driver for driver in row.drivers if driver.part_of and driver.share >= LEAST][:LEADING]
        sectors = ", ".join(f"{_sector(driver.factor)} {_share(driver)}%" for driver in parts)
        cells = (_with_error(own[factor]) if factor in own else "" for factor in order)
        rows.append((row.economy, HEADLINES[row.variable], *cells, sectors))
    header = ("", "", *order, "of sectors, most by")
    return table(header, rows, right=range(2, len(header) - 1)) if order else ["  not told"]


def _places(found: Ranges) -> dict[str, int]:
    """Return the order of the factors: the scenario, the choices as drawn, then the rest."""
    return {SCENARIO: -1, **{one.factor: place for place, one in enumerate(found.factors)}}


def _sector(factor: str) -> str:
    return factor.removeprefix("elasticity of ")


def _share(driver: Driver) -> str:
    """Return a share of the variance in whole percent; what chance brought below zero is zero."""
    return f"{100 * max(driver.share, 0.0):.0f}"


def _with_error(driver: Driver) -> str:
    return f"{_share(driver)}±{100 * driver.standard_error:.0f}%"


def _failures(found: Ranges) -> list[str]:
    if not found.failures:
        return ["", "every draw converged"]
    draws = len({failure.draw for failure in found.failures})
    lines = ["", f"{draws} of {counted(found.draws, 'draw')} did not converge and are in no range:"]
    for failure in found.failures[:FAILURES]:
        took = ", ".join(f"{name} {level}" for name, level in failure.took.items())
        lines += block(f"draw {failure.draw} of {failure.scenario} ({took}): {failure.why}")
    if len(found.failures) > FAILURES:
        lines.append(f"  {len(found.failures) - FAILURES} more: --json")
    return lines


def ranges_rows(found: Ranges) -> Rows:
    """Return the figures as asked, then each statistic of each figure and each driver, one a row."""
    asked = effects_rows(found.effects)
    values: list[tuple[object, ...]] = [(*row, "central", "", None) for row in asked.values]
    for row in found.ranges:
        values += _statistics(row, beside=row.scenario == found.effects.scenario)
    return Rows((*COLUMNS, "statistic", "factor", "standard_error"), values)


def _statistics(row: Range, beside: bool) -> Iterator[tuple[object, ...]]:
    """Yield the statistics of one figure; its central value stands with the effects already (`beside`)."""
    of = (row.scenario, row.economy, "all", row.variable)
    for name in STATISTICS[beside:]:
        yield (*of, getattr(row, name), row.unit, name, "", None)
    for driver in row.drivers:
        yield (*of, driver.share, "fraction", "driver", driver.factor, driver.standard_error)
