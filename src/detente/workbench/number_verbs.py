"""The verbs that compute on the world table: effects, published tables, the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.workbench.questions import Day, Questions

if TYPE_CHECKING:
    from detente.brief.sheet import Brief
    from detente.duties.averages.published import Comparison
    from detente.impact.effects import Effects, EffectsQuestion
    from detente.impact.replication import Replication
    from detente.world.information import WorldInformation


class NumberVerbs(Questions):
    """What a scenario does, and what is known of the figures it rests on."""

    def effects(
        self,
        first: str,
        second: str,
        on: Day,
        question: EffectsQuestion | None = None,
        known_at: Day | None = None,
    ) -> Effects:
        """Return the equilibrium effects of a scenario by economy and sector.

        Args:
            first: One economy.
            second: The other.
            on: The day whose law the scenario builds on.
            question: Scenario, base of comparison, model and its options.
            known_at: What was on record by then; by default all of it.

        Raises:
            BadInput: An economy, day, scenario, model or world that does not exist.
            NoConvergence: The solver stopped early.
        """
        from detente.impact.solving import Ask, effects

        ask = Ask(self.pair(first, second), self._whole_day(on), self._known(known_at), folders=self._folders)
        return effects(self.record, ask, question, self.world)

    def replicate(self, name: str, data: str | Path | None = None) -> Replication | Comparison:
        """Return a published table beside the figures computed here from its own data.

        `duties` gives the average duties that others published beside ours.

        Raises:
            BadInput: There is no such table, or its data is not found.
        """
        from detente.impact.replication import replicate

        if name == "duties":
            from detente.duties.averages.published import compare

            return compare(self.record, self.progress)
        return replicate(name, Path(data) if data else None)

    def world_info(self) -> WorldInformation:
        """Return what is known of the world table in use: coverage, sources, identities, adjustments.

        How far each identity holds is told; only `effects` and `brief` refuse a table that does not add up.

        Raises:
            BadInput: There is no such table, or it cannot be read.
        """
        from detente.world.information import describe_world
        from detente.world.tables import load_world

        return describe_world(load_world(self.world))

    def brief(
        self, first: str, second: str, on: Day, scenarios: Sequence[str] = (), known_at: Day | None = None
    ) -> Brief:
        """Return the sheet: where it stands, the clock, promises, figures, costs, sources.

        Raises:
            BadInput: An economy, day or scenario that does not exist.
            NoConvergence: A solver stopped early.
        """
        from detente.brief.composition import BriefQuestion, compose

        known = self._known(known_at)
        day = self._whole_day(on)
        question = BriefQuestion(
            self.pair(first, second), day, known, tuple(scenarios), self.world, self._folders
        )
        return compose(self.record, question, self.progress)
