"""From an equilibrium to the answer: economies, groups of them, sectors and duties by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from detente.core.sources import Source
from detente.impact.doubts import NOT_AD_VALOREM, Doubts
from detente.impact.effects import EconomyEffect, PairDuty, SectorEffect, SolverReport
from detente.impact.setting import Setting
from detente.models import Equilibrium

Floats = npt.NDArray[np.float64]
Rows = Sequence[int]
MILLION_USD = 1e6


def sides(setting: Setting, between: Sequence[str]) -> Mapping[str, Rows]:
    """Return the rows of every economy of the table, and of the groups that were asked about.

    A group such as the EU is its members in the table; one without any is left out.
    """
    places = {code: row for row, code in enumerate(setting.world.economies)}
    found: dict[str, Rows] = {code: (row,) for code, row in places.items()}
    economies = setting.record.economies
    for code in between:
        if code not in found and code in economies:
            members = [places[member] for member in economies[code].members if member in places]
            if members:
                found[code] = members
    return found


def real_incomes(found: Equilibrium, parts: Mapping[str, Rows]) -> dict[str, float]:
    """Return the real income changes of economies and groups, members weighted by income, percent."""
    income = found.baseline.income()
    return {code: 100 * _mean(found.real_income_change, income, rows) for code, rows in parts.items()}


def economy_effects(found: Equilibrium, parts: Mapping[str, Rows]) -> tuple[EconomyEffect, ...]:
    """Return the effects on economies and groups; a group's trade is what crosses its border."""
    base = found.baseline
    old_revenue, income = base.tariff_revenue(), base.income()
    old, new = base.trade().sum(axis=2), found.trade.sum(axis=2)
    effects = []
    for code, rows in parts.items():
        exports, imports = _crossing(new, rows)
        before = _crossing(old, rows)
        effects.append(
            EconomyEffect(
                economy=code,
                real_income_percent=100 * _mean(found.real_income_change, income, rows),
                first_order_percent=100 * _mean(found.first_order_welfare, income, rows),
                exports_percent=_percent(before[0], exports),
                imports_percent=_percent(before[1], imports),
                price_index_percent=100 * _mean(found.price_index_change, income, rows),
                wage_percent=100 * _mean(found.wage_change, base.value_added, rows),
                tariff_revenue_usd=MILLION_USD * float(found.tariff_revenue[list(rows)].sum()),
                tariff_revenue_change_usd=MILLION_USD
                * float((found.tariff_revenue - old_revenue)[list(rows)].sum()),
                trade_balance_usd=MILLION_USD * (exports - imports),
            )
        )
    return tuple(effects)


def sector_effects(
    found: Equilibrium, sectors: Sequence[str], parts: Mapping[str, Rows]
) -> tuple[SectorEffect, ...]:
    """Return the effects on every sector of economies and groups."""
    old, new = found.baseline.trade(), found.trade
    change = found.tariffs - found.baseline.tariffs
    effects = []
    for code, rows in parts.items():
        mine, others = list(rows), [row for row in range(len(old)) if row not in set(rows)]
        sold, bought = old[np.ix_(mine, others)], old[np.ix_(others, mine)]
        columns = (
            _percents(old[mine].sum(axis=(0, 1)), new[mine].sum(axis=(0, 1))),
            _percents(sold.sum(axis=(0, 1)), new[np.ix_(mine, others)].sum(axis=(0, 1))),
            _percents(bought.sum(axis=(0, 1)), new[np.ix_(others, mine)].sum(axis=(0, 1))),
            _average(change[np.ix_(others, mine)], bought),
            _average(change[np.ix_(mine, others)], sold),
        )
        effects += [
            SectorEffect(code, sector, *(float(column[place]) for column in columns))
            for place, sector in enumerate(sectors)
        ]
    return tuple(effects)


def pair_duties(
    setting: Setting, tariffs: Floats, between: tuple[str, str], parts: Mapping[str, Rows], doubts: Doubts
) -> tuple[PairDuty, ...]:
    """Return the average added duty of each of the two on the other's goods, over whole sectors."""
    left_out = {
        name
        for reason, names in doubts.reasons.items()
        if reason.startswith("left out") and reason != NOT_AD_VALOREM
        for name in names
    }
    world = setting.world
    added = tariffs - world.tariffs
    duties: list[PairDuty] = []
    for importer, origin in (between, between[::-1]):
        if importer not in parts or origin not in parts:
            continue
        cut = np.ix_(list(parts[origin]), list(parts[importer]))
        flow = np.where(world.goods, world.flows[cut], 0.0)
        total = float(flow.sum())
        now, then = (
            (flow * rates[cut]).sum() / total if total else 0.0 for rates in (added, setting.base_added)
        )
        year = world.metadata.year
        weights = (
            "goods trade by sector, year not stated" if year is None else f"goods trade of {year} by sector"
        )
        mine = (tranche.id for tranche in setting.record.tranches_against(importer, origin))
        missing = tuple(name for name in mine if name in left_out)
        duties.append(PairDuty(importer, origin, now, then, total * MILLION_USD, weights, missing))
    return tuple(duties)


def called(setting: Setting) -> str:
    """Return the name and hash of the world table, and the parts split off its sectors."""
    world, parts = setting.world, [split.id for split in setting.stated.splits]
    name = f"{world.name} ({world.digest[:12]})"
    return f"{name} with {', '.join(parts)}" if parts else name


def solver_report(found: Equilibrium) -> SolverReport:
    """Return how the equilibrium was reached."""
    return SolverReport(found.status, found.residual, found.iterations, found.seconds, found.advice)


def table_sources(setting: Setting) -> tuple[Source, ...]:
    """Return the sources of the world table and of the elasticities."""
    cited = [source.citation for source in setting.world.metadata.sources]
    cited.append(setting.elasticities.citation)
    return tuple(
        Source(citation=citation, evidence="publication", confidence="high", verified=False)
        for citation in cited
    )


def _mean(values: Floats, weights: Floats, rows: Rows) -> float:
    chosen = list(rows)
    return float(
        values[chosen[0]] if len(chosen) == 1 else np.average(values[chosen], weights=weights[chosen])
    )


def _crossing(bilateral: Floats, rows: Rows) -> tuple[float, float]:
    """Return exports and imports across the border of an economy or group."""
    chosen = list(rows)
    inside = bilateral[np.ix_(chosen, chosen)].sum()
    exports, imports = bilateral[chosen].sum() - inside, bilateral[:, chosen].sum() - inside
    return float(exports), float(imports)


def _percent(before: float, after: float) -> float:
    return 100 * (after / before - 1) if before > 0 else 0.0


def _percents(before: Floats, after: Floats) -> Floats:
    ratio: Floats = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    return 100 * (ratio - 1)


def _average(rates: Floats, weights: Floats) -> Floats:
    total, paid = weights.sum(axis=(0, 1)), (rates * weights).sum(axis=(0, 1))
    mean: Floats = np.divide(paid, total, out=np.zeros_like(paid), where=total > 0)
    return mean
