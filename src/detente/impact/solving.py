"""Scenarios through the model: from the record and a world table to effects by economy and sector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.economies import WORLD
from detente.core.errors import BadInput
from detente.core.time import end_of_day
from detente.impact.answering import (
    economy_effects,
    pair_duties,
    real_incomes,
    sector_effects,
    sides,
    solver_report,
    table_sources,
)
from detente.impact.borders import Weighed
from detente.impact.bridge import Day
from detente.impact.doubts import Doubts
from detente.impact.effects import (
    Effects,
    EffectsQuestion,
    ElasticityAnswer,
    ScenarioCost,
    not_in_the_table,
)
from detente.impact.setting import Setting, prepare
from detente.impact.trade import REST
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question
from detente.models import (
    Equilibrium,
    FixedPointOptions,
    SolveOptions,
    solve,
)
from detente.world.elasticities import elasticity_sets, load_elasticities

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
MODELS = ("caliendo-parro",)
AGAINST = ("base", "hold")
DEFICITS = ("fixed_nominal", "share_of_world_income", "purged")
SPREAD_TOLERANCE = 1e-7
"""A range is read to a hundredth of a percent: a ten-thousandth of that is close enough."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The pair and the day of one or more scenarios; without a day of knowledge, all on record is known.

    `ahead` is the day of knowledge of the look ahead (which deadlines run), where it is not `known_at`;
    `folders` are those of the user's own product lists and schedules.
    """

    between: tuple[str, str]
    on: date
    known_at: date | None = None
    ahead: date | None = None
    folders: tuple[Path, ...] = ()


def effects(record: Record, ask: Ask, question: EffectsQuestion | None, world: str) -> Effects:
    """Return the effects of one scenario on every economy and sector.

    Raises:
        BadInput: The scenario, model, world, elasticity set or an option does not exist, or the world
            table does not hold one of the two economies.
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
    read_scenario(asked.scenario)
    setting = prepare(record, world, asked.elasticities, ask.folders)
    parts = sides(setting, ask.between)
    for code in ask.between:
        if code not in parts:
            rest = REST if REST in parts and code != WORLD else ""
            raise not_in_the_table(code, setting.world.name, rest)
    held = _held(setting, ask)
    if asked.against == "hold":
        today = _equilibrium(setting, setting.world.tariffs + held.rates, asked).require_convergence()
        setting = replace(setting, baseline=today.as_baseline())
    law = _law(setting, asked.scenario, ask, held)
    found = _equilibrium(setting, law.rates, asked).require_convergence()
    answer = _answer(setting, found, asked, ask, law.doubts)
    return replace(answer, sectors=sector_effects(found, setting.world.sectors, parts))


def effects_of_scenarios(
    record: Record,
    ask: Ask,
    scenarios: Sequence[str],
    world: str,
    progress: Progress,
) -> tuple[ScenarioCost, ...]:
    """Return the effects of several scenarios, each with its spread over the elasticity sets.

    The equilibrium at rest is found once; of sectors, those of the pair are told.

    Raises:
        BadInput: A scenario or world does not exist.
        NoConvergence: The solver stopped early under the first elasticity set.
    """
    usual = EffectsQuestion().elasticities
    others = [name for name in elasticity_sets() if name != usual]
    total = 1 + len(scenarios) * (1 + len(others))
    progress("world at rest", 0, total)
    setting = prepare(record, world, usual, ask.folders)
    variants = [_under(setting, name) for name in others]
    held = _held(setting, ask)
    parts = sides(setting, ask.between)
    today = pair_duties(setting, setting.world.tariffs + held.rates, ask.between, parts, held.doubts)
    costs: list[ScenarioCost] = []
    for place, name in enumerate(scenarios):
        done = 1 + place * (1 + len(others))
        asked = EffectsQuestion(scenario=name)
        progress(f"scenario {name}", done, total)
        law = _law(setting, name, ask, held)
        found = _equilibrium(setting, law.rates, asked).require_convergence()
        spread: list[ElasticityAnswer] = []
        for row, variant in enumerate(variants, start=1):
            progress(f"scenario {name}, elasticities {variant.elasticities.name}", done + row, total)
            spread.append(_answer_under(variant, law.rates, asked, ask))
        answer = _answer(setting, found, asked, ask, law.doubts)
        costs.append(ScenarioCost(answer, tuple(spread), today))
    progress("done", total, total)
    return tuple(costs)


def _held(setting: Setting, ask: Ask) -> Weighed:
    """Return the added duties of the day as the law stands."""
    return setting.bridge.added(setting.record, _day(setting, ask))


def _day(setting: Setting, ask: Ask) -> Day:
    return Day(ask.on, ask.known_at or max(setting.record.newest, ask.on))


def _law(setting: Setting, scenario: str, ask: Ask, held: Weighed) -> Weighed:
    """Return the world's tariffs under a scenario: ordinary duties plus the record's."""
    record, day = setting.record, _day(setting, ask)
    instant = end_of_day(ask.on, record.zone_of(ask.between[0]))
    question = Question(ask.between, instant, day.known_at, ahead=ask.ahead or ask.known_at)
    assumed = apply(record, read_scenario(scenario), question)
    told = Doubts()
    for note in assumed.notes:
        told.add(note)
    added = setting.bridge.added_under(assumed, day, held.rates)
    doubts = held.doubts.joined(told, added.doubts)
    return Weighed(setting.world.tariffs + added.rates, doubts)


def _equilibrium(
    setting: Setting, tariffs: Floats, asked: EffectsQuestion, tolerance: float = 1e-10
) -> Equilibrium:
    options = SolveOptions(asked.deficits, FixedPointOptions(tolerance=tolerance))  # type: ignore[arg-type]
    return solve(setting.baseline, tariffs, options)


def _under(setting: Setting, elasticities: str) -> Setting:
    """Return the same world at rest under another set: no change is no change under any elasticity."""
    chosen = load_elasticities(elasticities)
    theta = np.array(chosen.on(setting.world.sectors))
    return replace(setting, baseline=replace(setting.baseline, trade_elasticity=theta), elasticities=chosen)


def _answer_under(setting: Setting, tariffs: Floats, asked: EffectsQuestion, ask: Ask) -> ElasticityAnswer:
    found = _equilibrium(setting, tariffs, asked, SPREAD_TOLERANCE)
    values = real_incomes(found, sides(setting, ask.between))
    chosen = setting.elasticities
    return ElasticityAnswer(chosen.name, chosen.citation, values, solver_report(found))


def _answer(
    setting: Setting, found: Equilibrium, question: EffectsQuestion, ask: Ask, doubts: Doubts
) -> Effects:
    """Return the answer, with the sectors of the pair alone."""
    world, parts = setting.world, sides(setting, ask.between)
    pair = {code: parts[code] for code in ask.between if code in parts}
    return Effects(
        scenario=question.scenario,
        title=read_scenario(question.scenario).title,
        between=ask.between,
        on=ask.on.isoformat(),
        against=question.against,
        model=question.model,
        options={"elasticities": question.elasticities, "deficits": question.deficits,
                 "revenue": "rebated lump-sum", "taxed": "goods only"},
        world=f"{world.name} ({world.digest[:12]})",
        economies=economy_effects(found, parts),
        sectors=sector_effects(found, world.sectors, pair),
        duties=pair_duties(setting, found.tariffs, ask.between, parts, doubts),
        solver=solver_report(found),
        notes=(*setting.notes, *doubts.joined(setting.doubts).lines),
        sources=table_sources(setting),
    )  # fmt: skip
