"""Scenarios through the model: from the record and a world table to effects by economy and sector."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.core.codes import WORLD
from detente.core.errors import BadInput
from detente.core.time import end_of_day
from detente.impact import one_sector
from detente.impact.answering import (
    called,
    economy_effects,
    pair_duties,
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
    not_in_the_table,
)
from detente.impact.licences import Solved, licences, notes
from detente.impact.restrictions import on_flows, stated
from detente.impact.setting import Setting, prepare, restricted, under, unmoved
from detente.impact.trade import REST
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question
from detente.models import Equilibrium, FixedPointOptions, Restriction, SolveOptions, solve
from detente.world.elasticities import at_horizon, load_elasticities

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
SECTORS, BOTH, LUMP_SUM = "caliendo-parro", "both", one_sector.REVENUE[0]
MODELS = (SECTORS, one_sector.NAME, BOTH)
AGAINST = ("base", "hold")
DEFICITS = ("fixed_nominal", "share_of_world_income", "purged")
TAXED = ("goods", "all")
TOLERANCE = 1e-10


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


@dataclass(frozen=True, slots=True)
class Posed:
    """A question to the models, checked: the world it starts from, the duties of the day, whom it is about.

    The setting's baseline is what changes are relative to; `held` are the added duties as the law stands.
    """

    asked: EffectsQuestion
    setting: Setting
    held: Weighed
    parts: Mapping[str, Sequence[int]]


def posed(record: Record, ask: Ask, question: EffectsQuestion | None, world: str) -> Posed:
    """Return a question to the models, ready for the tariffs of a scenario.

    Raises:
        BadInput: The scenario, model, world, elasticity set or an option does not exist, a restriction
            does not fit, or the world table does not hold one of the two economies.
        NoConvergence: The solver stopped early.
    """
    asked = question or EffectsQuestion()
    for name, value, known in (
        ("model", asked.model, MODELS),
        ("base of comparison", asked.against, AGAINST),
        ("deficit rule", asked.deficit_rule, DEFICITS),
        ("kind of goods taxed", asked.taxed, TAXED),
    ):
        if value not in known:
            raise BadInput(f"there is no {name} '{value}'", mend=f"use {', '.join(known)}")
    if asked.model != SECTORS:
        raise BadInput(f"the {asked.model} model is not for this question", mend=f"take --model {SECTORS}")
    if asked.revenue != LUMP_SUM:
        what = f"the {SECTORS} model hands tariff revenue out as a {LUMP_SUM.replace('_', ' ')}"
        raise BadInput(what, mend=f"leave --revenue out, or take --model {one_sector.NAME}")
    found = stated(record, asked.scenario, asked.restrictions)
    chosen = at_horizon(load_elasticities(asked.elasticities), asked.horizon)  # type: ignore[arg-type]
    setting = prepare(record, world, asked.elasticities, ask.folders, asked.taxed)  # type: ignore[arg-type]
    parts = sides(setting, ask.between)
    for code in ask.between:
        if code not in parts:
            rest = REST if REST in parts and code != WORLD else ""
            raise not_in_the_table(code, setting.world.name, rest)
    setting = under(restricted(setting, found), chosen)
    if asked.horizon == "short":
        setting = replace(setting, notes=(*setting.notes, *unmoved(setting)))
    held = held_duties(setting, ask)
    if asked.against == "hold":
        today = equilibrium(setting, setting.world.tariffs + held.rates, asked).require_convergence()
        setting = replace(setting, baseline=today.as_baseline())
    return Posed(asked, setting, held, parts)


def effects(record: Record, ask: Ask, question: EffectsQuestion | None, world: str) -> Effects:
    """Return the effects of one scenario on every economy and, where the model has them, every sector.

    Raises:
        BadInput: The question cannot be put to the models, see `posed`.
        NoConvergence: The solver stopped early.
    """
    asked = question or EffectsQuestion()
    if asked.model not in (one_sector.NAME, BOTH):
        return answered(posed(record, ask, asked, world), ask)
    one_sector.check_question(asked)
    whole = posed(record, ask, replace(asked, model=SECTORS, revenue=LUMP_SUM), world)
    found = answered(whole, ask) if asked.model == BOTH else None
    return _in_one_sector(whole, asked, ask, found)


def _in_one_sector(whole: Posed, asked: EffectsQuestion, ask: Ask, found: Effects | None) -> Effects:
    """Return the one-sector model's answer, or that of the model with sectors and this beside it."""
    setting = whole.setting
    if setting.stated.restrictions and found is None:
        what = "the one-sector model has no sectors, so no restriction of some"
        raise BadInput(what, mend=f"take --model {SECTORS} or {BOTH}")
    law = law_of(setting, asked.scenario, ask, whole.held)
    before = setting.world.tariffs + (whole.held.rates if asked.against == "hold" else setting.base_added)
    other = one_sector.one_sector(setting, one_sector.Shock(before, law.rates), asked, whole.parts)
    if found is not None:
        return replace(found, beside=(other,))
    return Effects(
        scenario=asked.scenario,
        title=read_scenario(asked.scenario).title,
        between=ask.between,
        on=ask.on.isoformat(),
        against=asked.against,
        model=other.model,
        options=other.options,
        world=called(setting),
        economies=other.economies,
        sectors=(),
        duties=pair_duties(setting, law.rates, ask.between, whole.parts, law.doubts),
        solver=other.solver,
        notes=(*setting.notes, *law.doubts.joined(setting.doubts).lines),
        sources=table_sources(setting),
    )


def answered(whole: Posed, ask: Ask) -> Effects:
    """Return the effects that a question asks for.

    Raises:
        BadInput: The scenario asks for what the record does not hold.
        NoConvergence: The solver stopped early.
    """
    asked, setting = whole.asked, whole.setting
    law = law_of(setting, asked.scenario, ask, whole.held)
    solved = solve_scenario(setting, law.rates, asked)
    found = answer(setting, solved, law, asked, ask)
    return replace(found, sectors=sector_effects(solved.together, setting.sectors, whole.parts))


def held_duties(setting: Setting, ask: Ask) -> Weighed:
    """Return the added duties of the day as the law stands."""
    return setting.bridge.added(setting.record, _day(setting, ask))


def _day(setting: Setting, ask: Ask) -> Day:
    return Day(ask.on, ask.known_at or max(setting.record.newest, ask.on))


def law_of(setting: Setting, scenario: str, ask: Ask, held: Weighed) -> Weighed:
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


def solve_scenario(setting: Setting, tariffs: Floats, asked: EffectsQuestion) -> Solved:
    """Return the equilibria of a scenario; without restrictions all is in the duties."""
    restrictions = on_flows(setting.record, setting.divided, setting.stated)
    duties = equilibrium(setting, tariffs, asked).require_convergence()
    if not restrictions:
        return Solved(duties, duties, duties, ())
    together = equilibrium(setting, tariffs, asked, restrictions).require_convergence()
    rest = solve(setting.baseline, setting.baseline.tariffs, _options(asked), restrictions)
    return Solved(together, duties, rest.require_convergence(), restrictions)


def equilibrium(
    setting: Setting,
    tariffs: Floats,
    asked: EffectsQuestion,
    restrictions: Sequence[Restriction] = (),
    tolerance: float = TOLERANCE,
) -> Equilibrium:
    """Return the equilibrium of a setting under tariffs by sector of the table, converged or not."""
    return solve(setting.baseline, setting.by_part(tariffs), _options(asked, tolerance), restrictions)


def _options(asked: EffectsQuestion, tolerance: float = TOLERANCE) -> SolveOptions:
    return SolveOptions(asked.deficit_rule, FixedPointOptions(tolerance=tolerance))  # type: ignore[arg-type]


def answer(setting: Setting, solved: Solved, law: Weighed, question: EffectsQuestion, ask: Ask) -> Effects:
    """Return the answer, with the sectors of the pair alone."""
    parts, found = sides(setting, ask.between), solved.together
    day = _day(setting, ask)
    pair = {code: parts[code] for code in ask.between if code in parts}
    return Effects(
        scenario=question.scenario,
        title=read_scenario(question.scenario).title,
        between=ask.between,
        on=ask.on.isoformat(),
        against=question.against,
        model=question.model,
        options=named_options(question),
        world=called(setting),
        economies=economy_effects(found, parts),
        sectors=sector_effects(found, setting.sectors, pair),
        duties=pair_duties(setting, law.rates, ask.between, parts, law.doubts),
        solver=solver_report(found),
        notes=(*setting.notes, *notes(setting, day), *law.doubts.joined(setting.doubts).lines),
        sources=(*table_sources(setting), *setting.stated.sources),
        licences=licences(setting, solved, parts, day) if solved.restrictions else None,
    )


def named_options(question: EffectsQuestion) -> dict[str, str]:
    """Return the choices of the model by name, those that are no choice too."""
    return {
        "elasticities": question.elasticities,
        "horizon": question.horizon,
        "deficits": question.deficit_rule,
        "revenue": "rebated lump-sum",
        "taxed": {"goods": "goods only", "all": "goods and services"}[question.taxed],
        "welfare": "exact, first order beside it",
    }
