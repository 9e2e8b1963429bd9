"""Scenarios ready for draws: the law is worked out once, elasticities and closures change with each draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.impact import one_sector
from detente.impact.answering import economy_effects
from detente.impact.borders import Weighed
from detente.impact.effects import EconomyEffect, Effects, EffectsQuestion
from detente.impact.restrictions import on_flows
from detente.impact.setting import Setting, under
from detente.impact.solving import Ask, Posed, equilibrium, law_of
from detente.impact.uncertainty.distributions import Choice
from detente.impact.uncertainty.summary import Figure
from detente.models import Restriction
from detente.world.elasticities import ElasticitySet, at_horizon, load_elasticities

Floats = npt.NDArray[np.float64]
SETS = "elasticities"
"""The choice whose levels are elasticity sets; the others are options of the question as they stand."""
DRAWN_TOLERANCE = 1e-8
"""A range is read to a hundredth of a percent: a ten-thousandth of that is close enough, and more is kept."""
_UNITS = {"_percent": "percent", "_usd": "USD"}


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario: the question, its law and restrictions, and its world under every elasticity set.

    `variables` are the fields of an economy's effects that all models drawn from have.
    """

    posed: Posed
    law: Weighed
    restrictions: tuple[Restriction, ...]
    worlds: Mapping[str, Setting]
    variables: tuple[str, ...]

    def figures(self, options: Mapping[str, str], factors: Mapping[str, float]) -> Floats:
        """Return the figures of all economies under options and factors on the elasticities of sectors.

        Raises:
            NoConvergence: The solver stopped early.
        """
        asked = replace(self.posed.asked, **options)  # type: ignore[arg-type]
        answer = self._in_one_sector if asked.model == one_sector.NAME else self._in_sectors
        return values_of(answer(asked, factors), self.variables)

    def _in_sectors(self, asked: EffectsQuestion, factors: Mapping[str, float]) -> Sequence[EconomyEffect]:
        """Return the effects in the model with sectors; a part split off a sector moves with it."""
        setting = self.worlds[asked.elasticities]
        moved = setting.by_part(np.array([factors[sector] for sector in setting.world.sectors]))
        theta = setting.baseline.trade_elasticity * moved
        setting = replace(setting, baseline=replace(setting.baseline, trade_elasticity=theta))
        if asked.against == "hold":
            rates = setting.world.tariffs + self.posed.held.rates
            today = equilibrium(setting, rates, asked, tolerance=DRAWN_TOLERANCE).require_convergence()
            setting = replace(setting, baseline=today.as_baseline())
        found = equilibrium(setting, self.law.rates, asked, self.restrictions, DRAWN_TOLERANCE)
        return economy_effects(found.require_convergence(), self.posed.parts)

    def _in_one_sector(self, asked: EffectsQuestion, factors: Mapping[str, float]) -> Sequence[EconomyEffect]:
        """Return the effects in the one-sector model, which has a deficit rule of its own."""
        setting = self.worlds[asked.elasticities]
        chosen = setting.elasticities
        moved = {sector: chosen.values[sector] * factors[sector] for sector in setting.world.sectors}
        setting = replace(setting, elasticities=replace(chosen, values=moved))
        added = self.posed.held.rates if asked.against == "hold" else setting.base_added
        shock = one_sector.Shock(setting.world.tariffs + added, self.law.rates)
        asked = replace(asked, deficits=None)
        return one_sector.one_sector(setting, shock, asked, self.posed.parts).economies


def case_of(whole: Posed, ask: Ask, sets: Mapping[str, ElasticitySet], variables: tuple[str, ...]) -> Case:
    """Return a scenario ready for draws.

    Args:
        whole: The question, posed against the table's own year: what it is compared with is drawn too.
        ask: The pair and the day.
        sets: The elasticity sets that a draw may take, by level.
        variables: The fields of an economy's effects that are drawn.

    Raises:
        BadInput: The scenario asks for what the record does not hold.
    """
    law = law_of(whole.setting, whole.asked.scenario, ask, whole.held)
    restrictions = on_flows(whole.setting.record, whole.setting.divided, whole.setting.stated)
    worlds = {level: under(whole.setting, chosen) for level, chosen in sets.items()}
    return Case(whole, law, restrictions, worlds, variables)


def sets_of(
    choice: Choice, sectors: Sequence[str], horizon: str
) -> tuple[dict[str, ElasticitySet], list[str]]:
    """Return the elasticity sets that fit a world, by level of the choice, and a note on each that does not.

    Example:
        >>> choice = Choice("elasticities", "elasticity set", (), ("shapiro-2016",), "")
        >>> sets_of(choice, ("food", "space-travel"), "long")[1]
        ["the elasticities 'shapiro-2016' lack sector 'space-travel': not drawn"]
    """
    found: dict[str, ElasticitySet] = {}
    notes: list[str] = []
    for name in choice.levels:
        try:
            chosen = at_horizon(load_elasticities(name), horizon)  # type: ignore[arg-type]
            chosen.on(tuple(sectors))
        except BadInput as error:
            notes.append(f"{error.what}: not drawn")
            continue
        found[name] = chosen
    return found, notes


def variables_of(answers: Iterable[Effects]) -> tuple[str, ...]:
    """Return the fields of economies' effects that are figures in all answers and in those beside them."""
    rows = [
        economies[0]
        for answer in answers
        for economies in (answer.economies, *(other.economies for other in answer.beside))
    ]
    names = [item.name for item in fields(EconomyEffect) if item.name.endswith(tuple(_UNITS))]
    return tuple(name for name in names if all(getattr(row, name) is not None for row in rows))


def figures_of(economies: Sequence[EconomyEffect], variables: Sequence[str]) -> tuple[Figure, ...]:
    """Return what the figures of economies are: economy by economy, each with all its variables."""
    return tuple(
        Figure(row.economy, name.removesuffix(suffix), unit)
        for row in economies
        for name in variables
        for suffix, unit in _UNITS.items()
        if name.endswith(suffix)
    )


def values_of(economies: Sequence[EconomyEffect], variables: Sequence[str]) -> Floats:
    """Return the figures themselves, in the same order."""
    return np.array([getattr(row, name) for row in economies for name in variables], dtype=np.float64)
