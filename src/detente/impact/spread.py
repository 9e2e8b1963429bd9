"""Several scenarios at once, each with its spread over the sets of trade elasticities, for the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from detente.impact.answering import pair_duties, real_incomes, sides, solver_report
from detente.impact.effects import EffectsQuestion, ElasticityAnswer, ScenarioCost
from detente.impact.restrictions import on_flows, stated
from detente.impact.setting import Setting, prepare, restricted, under
from detente.impact.solving import (
    Ask,
    Floats,
    Progress,
    answer,
    equilibrium,
    held_duties,
    law_of,
    solve_scenario,
)
from detente.ledger.record import Record
from detente.world.elasticities import elasticity_sets, load_elasticities

SPREAD_TOLERANCE = 1e-7
"""A range is read to a hundredth of a percent: a ten-thousandth of that is close enough."""


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
    others = [load_elasticities(name) for name in elasticity_sets() if name != usual]
    total = 1 + len(scenarios) * (1 + len(others))
    progress("world at rest", 0, total)
    whole = prepare(record, world, usual, ask.folders)
    held = held_duties(whole, ask)
    parts = sides(whole, ask.between)
    rates = whole.world.tariffs + held.rates
    today = pair_duties(whole, rates, ask.between, parts, held.doubts)
    costs: list[ScenarioCost] = []
    for place, name in enumerate(scenarios):
        done = 1 + place * (1 + len(others))
        asked = EffectsQuestion(scenario=name)
        progress(f"scenario {name}", done, total)
        setting = restricted(whole, stated(record, name))
        law = law_of(setting, name, ask, held)
        solved = solve_scenario(setting, law.rates, asked)
        spread: list[ElasticityAnswer] = []
        for row, chosen in enumerate(others, start=1):
            progress(f"scenario {name}, elasticities {chosen.name}", done + row, total)
            spread.append(_answer_under(under(setting, chosen), law.rates, asked, ask))
        found = answer(setting, solved, law, asked, ask)
        costs.append(ScenarioCost(found, tuple(spread), today))
    progress("done", total, total)
    return tuple(costs)


def _answer_under(setting: Setting, tariffs: Floats, asked: EffectsQuestion, ask: Ask) -> ElasticityAnswer:
    found = equilibrium(
        setting, tariffs, asked, on_flows(setting.record, setting.divided, setting.stated), SPREAD_TOLERANCE
    )
    values = real_incomes(found, sides(setting, ask.between))
    chosen = setting.elasticities
    return ElasticityAnswer(chosen.name, chosen.citation, values, solver_report(found))
