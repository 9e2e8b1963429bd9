"""A scenario in the one-sector model: the same world and duties, all goods and services taken as one good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.wording import percent
from detente.impact.answering import MILLION_USD, Rows
from detente.impact.assumptions import read_assumptions
from detente.impact.effects import EconomyEffect, EffectsQuestion, ModelAnswer, SolverReport
from detente.impact.setting import Setting
from detente.models.one_sector import solve_one_sector
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_equilibrium import OneSectorEquilibrium
from detente.models.one_sector_options import OneSectorOptions

Floats = npt.NDArray[np.float64]
NAME = "one-sector"
REVENUE = ("lump_sum", "income_tax_relief")
DEFICITS = "share_of_world_income"


@dataclass(frozen=True, slots=True)
class Shock:
    """Tariffs by exporter, importer and sector of the table: those compared with, and the new ones."""

    before: Floats
    after: Floats


def check_question(asked: EffectsQuestion) -> None:
    """Refuse choices that the one-sector model does not have.

    Raises:
        BadInput: A use of revenue that does not exist, or a rule for deficits other than the model's own.
    """
    if asked.revenue not in REVENUE:
        raise BadInput(f"there is no use of revenue '{asked.revenue}'", mend=f"use {', '.join(REVENUE)}")
    if asked.deficits not in (None, DEFICITS):
        what = f"the one-sector model keeps deficits as shares of world income, not by '{asked.deficits}'"
        raise BadInput(what, mend="leave --deficits out, or take --model caliendo-parro")


def one_sector(
    setting: Setting, shock: Shock, asked: EffectsQuestion, parts: Mapping[str, Rows]
) -> ModelAnswer:
    """Return what the one-sector model says of economies and groups.

    The world table is added up over sectors, services included. An importer's tariff on an origin is what the
    tariffs of sectors add to the price of all that it buys there, at the trade of the table; what the table's
    own tariffs bring in is left as it is. The trade elasticity is the mean of the set, sectors weighted by
    their trade. What producers buy of one another is the same good as what households buy, in the share
    that it has in the table.

    Raises:
        BadInput: The model does not have what is asked for.
        NoConvergence: The solver stopped early.

    Source: Ignatenko, Lashkaripour, Macedoni and Simonovska (2025), Journal of International Economics 157.
    """
    check_question(asked)
    world = setting.world
    flows = world.flows.sum(axis=2)
    share = float(world.value_added.sum() / world.output.sum())
    base = OneSectorBaseline(
        economies=world.economies,
        flows=flows,
        distribution_share=np.zeros(len(flows)),
        value_added_share=share,
    )
    options = _options(setting, asked)
    table = world.tariffs + setting.base_added
    before, after = (
        solve_one_sector(base, _on_all(world.flows, table, tariffs), options).require_convergence()
        for tariffs in (shock.before, shock.after)
    )
    named = {
        "elasticities": f"{asked.elasticities}, {options.trade_elasticity:.3g} as the mean over trade",
        "horizon": asked.horizon,
        "deficits": DEFICITS,
        "revenue": asked.revenue,
        "labour supply": f"elasticity {options.labour_supply_elasticity:g}",
        "scale": f"elasticity {options.scale_elasticity:g}",
        "inputs": f"round-about, value added {percent(round(share, 3))} of cost",
        "taxed": {"goods": "goods only", "all": "goods and services"}[asked.taxed],
    }
    economies = tuple(_effect(code, list(rows), before, after) for code, rows in parts.items())
    return ModelAnswer(NAME, named, economies, _report(before, after))


def _options(setting: Setting, asked: EffectsQuestion) -> OneSectorOptions:
    """Return the model's parameters: the paper's, and the mean of the elasticity set over trade."""
    world, assumed = setting.world, read_assumptions()
    theta = np.array(setting.elasticities.on(world.sectors))
    trade = world.imports.sum(axis=0)
    return OneSectorOptions(
        trade_elasticity=float(np.average(theta, weights=trade)),
        labour_supply_elasticity=assumed.labour_supply_elasticity,
        scale_elasticity=assumed.scale_elasticity,
        revenue=asked.revenue,  # type: ignore[arg-type]
        numeraire="wage_level",
    )


def _on_all(flows: Floats, before: Floats, after: Floats) -> Floats:
    """Return what tariffs add to the price of all that an importer buys of an origin."""
    paid, due = ((flows * (1 + rates)).sum(axis=2) for rates in (before, after))
    added: Floats = np.divide(due, paid, out=np.ones_like(due), where=paid > 0) - 1
    np.fill_diagonal(added, 0.0)
    return added


def _effect(
    code: str, rows: list[int], before: OneSectorEquilibrium, after: OneSectorEquilibrium
) -> EconomyEffect:
    """Return the effects on an economy or group, between two equilibria of one world."""
    world = before.baseline
    (old_exports, old_imports), (exports, imports) = (_crossing(one.trade, rows) for one in (before, after))
    revenue = float((after.tariff_revenue - before.tariff_revenue)[rows].sum())

    def change(variable: str, weights: Floats) -> float:
        ratio = (1 + getattr(after, variable)) / (1 + getattr(before, variable))
        return 100 * float(np.average(ratio[rows], weights=weights[rows]) - 1)

    return EconomyEffect(
        economy=code,
        real_income_percent=change("welfare_change", world.final_spending),
        first_order_percent=None,
        exports_percent=_percent(old_exports, exports),
        imports_percent=_percent(old_imports, imports),
        price_index_percent=change("price_change", world.final_spending),
        wage_percent=change("wage_change", world.value_added),
        tariff_revenue_usd=None,
        tariff_revenue_change_usd=MILLION_USD * revenue,
        trade_balance_usd=MILLION_USD * (exports - imports),
    )


def _crossing(trade: Floats, rows: list[int]) -> tuple[float, float]:
    inside = trade[np.ix_(rows, rows)].sum()
    return float(trade[rows].sum() - inside), float(trade[:, rows].sum() - inside)


def _percent(before: float, after: float) -> float:
    return 100 * (after / before - 1) if before > 0 else 0.0


def _report(*found: OneSectorEquilibrium) -> SolverReport:
    return SolverReport(
        status=found[-1].status,
        residual=max(one.residual for one in found),
        iterations=sum(one.iterations for one in found),
        seconds=sum(one.seconds for one in found),
        advice=found[-1].advice,
    )
