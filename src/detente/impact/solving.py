"""Scenarios through the model: from the record and a world table to effects by economy and sector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.core.sources import Source
from detente.core.time import end_of_day
from detente.impact.bridge import Day, added_tariffs, tariffs_after
from detente.impact.coverage import Doubts
from detente.impact.effects import (
    EconomyEffect,
    Effects,
    EffectsQuestion,
    ElasticityAnswer,
    PairDuty,
    ScenarioCost,
    SectorEffect,
    SolverReport,
)
from detente.ledger.record import Record
from detente.ledger.scenarios import Question, apply, read_scenario
from detente.models import (
    Baseline,
    Equilibrium,
    FixedPointOptions,
    SolveOptions,
    WorldFlows,
    baseline_from_flows,
    solve,
)
from detente.models.equilibrium import abroad
from detente.world.elasticities import elasticity_sets, load_elasticities
from detente.world.tables import World, load_world

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
MODELS = ("caliendo-parro",)
AGAINST = ("base", "hold")
DEFICITS = ("fixed_nominal", "share_of_world_income", "purged")
SPREAD_TOLERANCE = 1e-7
"""A range is read to a hundredth of a percent: a ten-thousandth of that is close enough."""
_MILLION_USD = 1e6


@dataclass(frozen=True, slots=True)
class Setting:
    """A world at rest under the duties of its own year, ready to be asked what a change does.

    The table's own tariffs are ordinary duties only, though its flows were traded under the duties of
    2018-19 too; these come from the record, so that only what changed since then is added.
    """

    record: Record
    world: World
    baseline: Baseline
    base_added: Floats
    elasticities: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """The pair, the day and the day of knowledge of a set of scenarios."""

    between: tuple[str, str]
    on: date
    known_at: date


def prepare(record: Record, world_name: str, elasticities: str) -> Setting:
    """Return the setting of a world table under a set of trade elasticities.

    Raises:
        BadInput: There is no such table or set, or the table is not sound.
        NoConvergence: The table has no equilibrium near it.
    """
    world = load_world(world_name)
    doubts = Doubts()
    year = world.metadata.year
    base_added = np.zeros_like(world.tariffs)
    if year is not None:
        midyear = date(year, 7, 1)
        base_added = added_tariffs(record, world, Day(midyear, record.newest), doubts)
    theta = np.array(load_elasticities(elasticities).on(world.sectors))
    flows = WorldFlows(
        economies=world.economies,
        sectors=world.sectors,
        flows=world.flows,
        tariffs=world.tariffs + base_added,
        value_added_share=world.value_added_share,
        input_share=world.input_coefficients,
        trade_elasticity=theta,
    )
    baseline, repairs = baseline_from_flows(flows)
    added = (f"base tariffs: {world.metadata.tariff_content}; the record's duties of mid-{year} on top",)
    return Setting(record, world, baseline, base_added, elasticities, (*added, *repairs, *doubts.notes))


def effects(
    record: Record, between: tuple[str, str], on: date, question: EffectsQuestion | None, world: str
) -> Effects:
    """Return the effects of one scenario on every economy and sector.

    Raises:
        BadInput: The scenario, model, world, elasticity set or an option does not exist.
        NoConvergence: The solver stopped early.
    """
    asked = question or EffectsQuestion()
    for name, value, known in (
        ("model", asked.model, MODELS),
        ("base of comparison", asked.against, AGAINST),
        ("deficit rule", asked.deficits, DEFICITS),
    ):
        if value not in known:
            raise BadInput(f"there is no {name} '{value}'", mend=f"use {', '.join(known)}")
    scenario = read_scenario(asked.scenario)
    setting = prepare(record, world, asked.elasticities)
    ask = Ask(between, on, max(record.newest, on))
    doubts = Doubts()
    held = _held(setting, ask, doubts)
    if asked.against == "hold":
        today = _equilibrium(setting, setting.world.tariffs + held, asked).require_convergence()
        setting = replace(setting, baseline=today.as_baseline())
    tariffs = _tariffs(setting, asked.scenario, ask, held, doubts)
    found = _equilibrium(setting, tariffs, asked).require_convergence()
    return _answer(setting, found, (scenario.title, asked), ask, doubts)


def effects_of_scenarios(
    record: Record,
    ask: Ask,
    scenarios: Sequence[str],
    world: str,
    progress: Progress,
) -> tuple[ScenarioCost, ...]:
    """Return the effects of several scenarios, each with its spread over the elasticity sets.

    The equilibrium at rest is found once: no change is no change under any elasticity.

    Raises:
        BadInput: A scenario or world does not exist.
        NoConvergence: The solver stopped early under the first elasticity set.
    """
    others = [name for name in elasticity_sets() if name != EffectsQuestion().elasticities]
    total = 1 + len(scenarios) * (1 + len(others))
    progress("world at rest", 0, total)
    setting = prepare(record, world, EffectsQuestion().elasticities)
    law = Doubts()
    held = _held(setting, ask, law)
    costs: list[ScenarioCost] = []
    done = 1
    for name in scenarios:
        asked = EffectsQuestion(scenario=name)
        progress(f"scenario {name}", done, total)
        doubts = Doubts(dict(law.notes))
        tariffs = _tariffs(setting, name, ask, held, doubts)
        found = _equilibrium(setting, tariffs, asked).require_convergence()
        main = _answer(setting, found, (read_scenario(name).title, asked), ask, doubts)
        spread: list[ElasticityAnswer] = []
        for other in others:
            done += 1
            progress(f"scenario {name}, elasticities {other}", done, total)
            spread.append(_under(setting, other, tariffs, asked))
        done += 1
        costs.append(ScenarioCost(main, tuple(spread)))
    progress("done", total, total)
    return tuple(costs)


def _held(setting: Setting, ask: Ask, doubts: Doubts) -> Floats:
    """Return the added duties of the day as the law stands."""
    return added_tariffs(setting.record, setting.world, Day(ask.on, ask.known_at), doubts)


def _tariffs(setting: Setting, scenario: str, ask: Ask, held: Floats, doubts: Doubts) -> Floats:
    """Return the world's tariffs under a scenario: ordinary duties plus the record's."""
    record = setting.record
    question = Question(ask.between, end_of_day(ask.on, record.zone_of(ask.between[0])), ask.known_at)
    assumed = apply(record, read_scenario(scenario), question)
    for tranche_id, why in assumed.refused:
        doubts.add(f"{tranche_id} cannot come back: {why}")
    day = Day(ask.on, ask.known_at)
    return setting.world.tariffs + tariffs_after(assumed, setting.world, day, doubts, held)


def _equilibrium(
    setting: Setting, tariffs: Floats, asked: EffectsQuestion, tolerance: float = 1e-10
) -> Equilibrium:
    options = SolveOptions(asked.deficits, FixedPointOptions(tolerance=tolerance))  # type: ignore[arg-type]
    return solve(setting.baseline, tariffs, options)


def _under(setting: Setting, elasticities: str, tariffs: Floats, asked: EffectsQuestion) -> ElasticityAnswer:
    chosen = load_elasticities(elasticities)
    theta = np.array(chosen.on(setting.world.sectors))
    other = replace(setting, baseline=replace(setting.baseline, trade_elasticity=theta))
    found = _equilibrium(other, tariffs, asked, SPREAD_TOLERANCE)
    values = {code: 100 * value for code, value in found.labelled("real_income_change").items()}
    return ElasticityAnswer(elasticities, chosen.citation, values, _report(found))


def _report(found: Equilibrium) -> SolverReport:
    return SolverReport(found.status, found.residual, found.iterations, found.seconds, found.advice)


def _answer(
    setting: Setting, found: Equilibrium, asked: tuple[str, EffectsQuestion], ask: Ask, doubts: Doubts
) -> Effects:
    title, question = asked
    world = setting.world
    return Effects(
        scenario=question.scenario,
        title=title,
        between=ask.between,
        on=ask.on.isoformat(),
        against=question.against,
        model=question.model,
        options={"elasticities": question.elasticities, "deficits": question.deficits,
                 "revenue": "rebated lump-sum", "taxed": "goods only"},
        world=f"{world.name} ({world.digest[:12]})",
        economies=_economies(found),
        sectors=_sectors(setting, found),
        duties=_pairs(setting, found, ask.between),
        solver=_report(found),
        notes=tuple(dict.fromkeys((*setting.notes, *doubts.notes))),
        sources=_sources(setting),
    )  # fmt: skip


def _economies(found: Equilibrium) -> tuple[EconomyEffect, ...]:
    base = found.baseline
    old_revenue = base.tariff_revenue()
    exports, imports = abroad(found.trade)
    return tuple(
        EconomyEffect(
            economy=code,
            real_income_percent=100 * float(found.real_income_change[row]),
            first_order_percent=100 * float(found.first_order_welfare[row]),
            exports_percent=100 * float(found.exports_change[row]),
            imports_percent=100 * float(found.imports_change[row]),
            price_index_percent=100 * float(found.price_index_change[row]),
            wage_percent=100 * float(found.wage_change[row]),
            tariff_revenue_usd=_MILLION_USD * float(found.tariff_revenue[row]),
            tariff_revenue_change_usd=_MILLION_USD * float(found.tariff_revenue[row] - old_revenue[row]),
            trade_balance_usd=_MILLION_USD * float(exports[row] - imports[row]),
        )
        for row, code in enumerate(base.economies)
    )


def _sectors(setting: Setting, found: Equilibrium) -> tuple[SectorEffect, ...]:
    base, world = found.baseline, setting.world
    old, new = base.trade(), found.trade
    change = found.tariffs - base.tariffs
    own = np.eye(len(base.economies), dtype=bool)
    old, new = np.where(own[..., None], 0.0, old), np.where(own[..., None], 0.0, new)
    exports = _percent(old.sum(axis=1), new.sum(axis=1))
    imports = _percent(old.sum(axis=0), new.sum(axis=0))
    charged = _average(change, old, axis=0)
    met = _average(change, old, axis=1)
    return tuple(
        SectorEffect(
            economy=code,
            sector=sector,
            output_percent=100 * float(found.output_change[row, place]),
            exports_percent=float(exports[row, place]),
            imports_percent=float(imports[row, place]),
            added_duty_on_imports=float(charged[row, place]),
            added_duty_on_exports=float(met[row, place]),
        )
        for row, code in enumerate(base.economies)
        for place, sector in enumerate(world.sectors)
    )


def _percent(before: Floats, after: Floats) -> Floats:
    return 100 * (np.divide(after, before, out=np.ones_like(after), where=before > 0) - 1)


def _average(rates: Floats, weights: Floats, axis: int) -> Floats:
    total = weights.sum(axis=axis)
    paid = (rates * weights).sum(axis=axis)
    mean: Floats = np.divide(paid, total, out=np.zeros_like(paid), where=total > 0)
    return mean


def _pairs(setting: Setting, found: Equilibrium, between: tuple[str, str]) -> tuple[PairDuty, ...]:
    world = setting.world
    added = found.tariffs - world.tariffs
    rows: list[PairDuty] = []
    for importer, origin in (between, between[::-1]):
        if importer not in world.economies or origin not in world.economies:
            continue
        i, j = world.economies.index(importer), world.economies.index(origin)
        flow = np.where(world.goods, world.flows[j, i], 0.0)
        total = float(flow.sum())
        now = float((flow * added[j, i]).sum() / total) if total else 0.0
        then = float((flow * setting.base_added[j, i]).sum() / total) if total else 0.0
        weights = f"goods trade of {world.metadata.year} by sector"
        rows.append(PairDuty(importer, origin, now, then, total * _MILLION_USD, weights))
    return tuple(rows)


def _sources(setting: Setting) -> tuple[Source, ...]:
    cited = [source.citation for source in setting.world.metadata.sources]
    cited.append(load_elasticities(setting.elasticities).citation)
    return tuple(
        Source(citation=citation, evidence="instrument", confidence="high", verified=True)
        for citation in cited
    )
