"""`effects` with draws: the question as asked, the range of every figure, and what drives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, NoConvergence
from detente.core.wording import counted
from detente.impact.effects import EffectsQuestion
from detente.impact.solving import SECTORS, Ask, Posed, effects, posed
from detente.impact.uncertainty.cases import SETS, case_of, figures_of, sets_of, values_of, variables_of
from detente.impact.uncertainty.design import Design, Plan, plan
from detente.impact.uncertainty.distributions import Choice, Distributions, read_distributions
from detente.impact.uncertainty.drawing import Draws, draw_all
from detente.impact.uncertainty.drivers import fewest_draws
from detente.impact.uncertainty.expected import expected_effects
from detente.impact.uncertainty.odds import Odds
from detente.impact.uncertainty.ranges import EXPECTED, Drawn, Ranges
from detente.impact.uncertainty.summary import summarise
from detente.ledger.record import Record
from detente.ledger.scenarios import read_scenario
from detente.world.elasticities import ElasticitySet

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]


def uncertain_effects(
    record: Record,
    ask: Ask,
    question: EffectsQuestion | None,
    world: str,
    design: Design | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Ranges:
    """Return the effects of a scenario, or those expected over several, with the range of every figure.

    Each draw takes an elasticity set and, as the model has them, a deficit rule or a use of revenue, and
    moves the elasticity of every sector; the duties stay as they are. `data/uncertainty.yaml` has the
    distributions.

    Args:
        record: The record.
        ask: The pair and the day.
        question: The question; its options are the central answer's.
        world: The world table.
        design: How many draws, their seed, and odds on scenarios, which take the place of the question's.
        progress: Called with a step, how many draws are done and how many there are.

    Raises:
        BadInput: The question, a scenario or an option does not exist or does not fit.
        NoConvergence: The question as asked, or every draw of a scenario, did not converge.
    """
    design, asked = design or Design(), question or EffectsQuestion()
    odds = design.odds or Odds({asked.scenario: 1.0})
    for name in odds.scenarios:
        read_scenario(name)
    progress("the question as asked", 0, design.draws)
    questions = [replace(asked, scenario=name) for name in odds.scenarios]
    central = [effects(record, ask, one, world) for one in questions]
    wholes = [_from_base(record, ask, one, world) for one in questions]
    distributions, variables = read_distributions(), variables_of(central)
    choices, sets, notes = _choices(distributions, wholes[0])
    open_ones = [choice for choice in choices if len(choice.levels) > 1]
    settled = {choice.name: choice.levels[0] for choice in choices if len(choice.levels) == 1}
    points = plan(design, distributions, open_ones, wholes[0].setting.world.sectors)
    cases = {whole.asked.scenario: case_of(whole, ask, sets, variables) for whole in wholes}

    def respond(scenario: str, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        return cases[scenario].figures(options, factors)

    figures = figures_of(central[0].economies, variables)
    draws = draw_all(points, odds.scenarios, respond, len(figures), progress)
    converged = _converged(draws, odds)
    values = np.array([values_of(answer.economies, variables) for answer in central])
    return Ranges(
        effects=expected_effects(central, odds),
        odds=dict(odds.shares),
        draws=design.draws,
        seed=design.seed,
        factors=_drawn(points, distributions),
        fixed={**distributions.fixed[asked.model], **settled},
        converged=converged,
        ranges=summarise(points, draws, odds, values, figures),
        failures=draws.failures,
        notes=(*notes, *_few(points, converged)),
    )


def _from_base(record: Record, ask: Ask, asked: EffectsQuestion, world: str) -> Posed:
    """Return a question on its table's own year: what it is compared with is solved anew in each draw.

    Raises:
        BadInput: Restrictions of sectors in draws of which some take the one-sector model.
    """
    rest = replace(asked, against="base", model=SECTORS, revenue=EffectsQuestion().revenue)
    whole = posed(record, ask, rest, world)
    if whole.setting.stated.restrictions and asked.model != SECTORS:
        what = "the one-sector model has no sectors, so no restriction of some can be drawn in it"
        raise BadInput(what, mend=f"take --model {SECTORS}")
    return replace(whole, asked=replace(asked, deficits=asked.deficit_rule))


def _choices(
    distributions: Distributions, whole: Posed
) -> tuple[tuple[Choice, ...], dict[str, ElasticitySet], list[str]]:
    """Return the choices with the levels that can be drawn, the elasticity sets of one, and notes."""
    asked, found, notes = whole.asked, [], list[str]()
    sets: dict[str, ElasticitySet] = {}
    for choice in distributions.choices:
        if asked.model not in choice.models:
            continue
        own = getattr(asked, choice.name, None)
        if not isinstance(own, str):
            raise BadInput(f"'{choice.name}' is no option of effects", mend="correct data/uncertainty.yaml")
        levels = choice.levels if own in (*choice.levels, asked.model) else (own, *choice.levels)
        if choice.name == SETS:
            named = replace(choice, levels=levels)
            sets, notes = sets_of(named, whole.setting.world.sectors, asked.horizon)
            levels = tuple(sets)
        found.append(replace(choice, levels=levels))
    return tuple(found), sets, notes


def _converged(draws: Draws, odds: Odds) -> dict[str, int]:
    """Return how many draws have an answer, by scenario and over all of them.

    Raises:
        NoConvergence: None of a scenario's has that has odds above zero.
    """
    counts = dict(zip(odds.scenarios, draws.converged.sum(axis=1).tolist(), strict=True))
    likely = [place for place, share in enumerate(odds.weights) if share > 0]
    if len(odds.shares) > 1:
        counts[EXPECTED] = int(draws.converged[likely].all(axis=0).sum())
    for name in (*(odds.scenarios[place] for place in likely), EXPECTED):
        if not counts.get(name, 1):
            why = next((failure.why for failure in draws.failures if failure.scenario == name), "")
            raise NoConvergence(f"no draw of {name} converged: {why or 'none did in every scenario'}")
    return counts


def _drawn(points: Plan, distributions: Distributions) -> tuple[Drawn, ...]:
    """Return what was drawn, for the answer to tell."""
    choices = (
        Drawn(choice.title, "each level equally often", choice.levels, None, choice.citation)
        for choice in points.choices
    )
    sectors = (
        Drawn(f"elasticity of {sector}", "lognormal around the set's value", (), float(log_sd),
              distributions.citation)
        for sector, log_sd in zip(points.sectors, points.log_sd, strict=True)
    )  # fmt: skip
    return (*choices, *sectors)


def _few(points: Plan, converged: Mapping[str, int]) -> list[str]:
    """Say so where there are too few draws to tell what drives the ranges."""
    levels = sum(len(choice.levels) - 1 for choice in points.choices)
    fewest = fewest_draws(levels + len(points.sectors))
    short = min(converged.values())
    if short >= fewest:
        return []
    return [f"{counted(short, 'draw')} are too few to tell what drives a range; take {fewest} or more"]
