"""Scenarios by elasticity set and deficit rule: the grid under each, and the rows where they belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from detente.core.errors import BadInput
from detente.impact.effects import EffectsQuestion
from detente.impact.solving import DEFICITS
from detente.impact.sweeps.plan import Axis, Floats, Group
from detente.impact.sweeps.problems import Complaints
from detente.impact.sweeps.rows import Row
from detente.world.elasticities import load_elasticities

Options = tuple[str, str]
"""An elasticity set and a deficit rule."""


@dataclass(slots=True)
class Grouping:
    """Puts the scenarios of a file under the options they are solved with.

    Args:
        sectors: Those of the world table, which an elasticity set must have.
        complaints: Told what is wrong.
    """

    sectors: tuple[str, ...]
    complaints: Complaints
    _checked: dict[str, bool] = field(default_factory=dict)

    def groups(self, data: dict[str, Any], axes: list[Axis], grid: Floats, rows: list[Row]) -> list[Group]:
        """Return the scenarios by options; a row without any of its own stands under each of the file's."""
        sets = self._words(data, "elasticities", EffectsQuestion().elasticities)
        rules = self._words(data, "deficits", DEFICITS[0])
        for place, rule in enumerate(rules):
            self.complaints.attempt(("deficits", place), partial(_check_rule, rule), None)
        for place, name in enumerate(sets):
            self.complaints.attempt(("elasticities", place), partial(self._check_set, name), None)
        file_wide = [(chosen, rule) for chosen in sets for rule in rules]
        own: dict[Options, list[Row]] = {options: [] for options in file_wide}
        for row in rows:
            self._check_row(row)
            mine = {(row.elasticities or one, row.deficits or two): None for one, two in file_wide}
            for options in mine:
                own.setdefault(options, []).append(row)
        none = grid[:0]
        return [
            self._group(options, axes, grid if options in file_wide else none, own[options])
            for options in own
        ]

    def _group(self, options: Options, axes: list[Axis], grid: Floats, rows: list[Row]) -> Group:
        """Return the scenarios under some options, refusing a name that stands twice."""
        if not rows:
            return Group(*options, None, grid)
        column = {axis.name: place for place, axis in enumerate(axes)}
        rates = np.full((len(grid) + len(rows), len(axes)), np.nan)
        rates[: len(grid), : grid.shape[1]] = grid
        names = [str(place + 1) for place in range(len(rates))]
        seen = dict.fromkeys(names[: len(grid)], "in the grid")
        for place, row in enumerate(rows, start=len(grid)):
            name = names[place] = row.name or names[place]
            if name in seen:
                error = BadInput(f"the scenario '{name}' stands twice", mend=f"the other is {seen[name]}")
                self.complaints.say_at(row.place, "scenario", error)
            seen[name] = f"at {row.place}"
            for axis, rate in zip(row.axes, row.rates, strict=True):
                if axis in column:  # else it is a problem, told already
                    rates[place, column[axis]] = rate
        return Group(*options, tuple(names), rates)

    def _check_row(self, row: Row) -> None:
        try:
            if row.deficits:
                _check_rule(row.deficits)
        except BadInput as error:
            self.complaints.say_at(row.place, "deficits", error)
        try:
            if row.elasticities:
                self._check_set(row.elasticities)
        except BadInput as error:
            self.complaints.say_at(row.place, "elasticities", error)

    def _check_set(self, name: str) -> None:
        """Refuse a set that does not exist or lacks a sector; one that is sound is read once."""
        if name not in self._checked:
            load_elasticities(name).on(self.sectors)
            self._checked[name] = True

    def _words(self, data: dict[str, Any], key: str, usual: str) -> list[str]:
        """Return one word or a list of them, each once."""
        found = data.get(key) or usual
        words = found if isinstance(found, list) else [found]
        if not all(isinstance(word, str) for word in words) or len(set(words)) < len(words):
            error = BadInput(f"{key} is no list of names, each once", mend="write [NAME, NAME]")
            self.complaints.say((key,), error)
            return []
        return words


def _check_rule(rule: str) -> None:
    if rule not in DEFICITS:
        raise BadInput(f"there is no deficit rule '{rule}'", mend=f"use {', '.join(DEFICITS)}")
