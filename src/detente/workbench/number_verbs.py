"""The verbs that compute on the world table: effects, published tables, the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.workbench.questions import Day, Questions

if TYPE_CHECKING:
    from detente.brief.sheet import Brief
    from detente.duties.averages.published import Comparison
    from detente.impact.effects import Effects, EffectsQuestion
    from detente.impact.replication import Replication
    from detente.impact.uncertainty.design import Design
    from detente.impact.uncertainty.ranges import Ranges
    from detente.news.readings import Readings


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
            question: Scenario, restrictions beside it, base of comparison, model and its options.
            known_at: What was on record by then; by default all of it.

        Raises:
            BadInput: An economy, day, scenario, model or world that does not exist.
            NoConvergence: The solver stopped early.
        """
        from detente.impact.solving import Ask, effects

        ask = Ask(self.pair(first, second), self._whole_day(on), self._known(known_at), folders=self._folders)
        return effects(self.record, ask, question, self.world)

    def ranges(
        self,
        first: str,
        second: str,
        on: Day,
        question: EffectsQuestion | None = None,
        known_at: Day | None = None,
        design: Design | None = None,
    ) -> Ranges:
        """Return the effects of a scenario with the range of every figure and what drives it.

        Args:
            first: One economy.
            second: The other.
            on: The day whose law the scenario builds on.
            question: As in `effects`; its options are those of the central answer.
            known_at: What was on record by then; by default all of it.
            design: How many draws, their seed, and odds on scenarios in place of the question's.

        Raises:
            BadInput: An economy, day, scenario, model, world or option that does not exist.
            NoConvergence: The question as asked, or every draw of a scenario, did not converge.
        """
        from detente.impact.solving import Ask
        from detente.impact.uncertainty.uncertain import uncertain_effects

        ask = Ask(self.pair(first, second), self._whole_day(on), self._known(known_at), folders=self._folders)
        return uncertain_effects(self.record, ask, question, self.world, design, self.progress)

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

    def brief(
        self,
        first: str | None = None,
        second: str | None = None,
        on: Day | None = None,
        scenarios: Sequence[str] = (),
        known_at: Day | None = None,
        articles: Readings | None = None,
    ) -> Brief:
        """Return the sheet: what articles say, where it stands, the clock, promises, figures, costs, sources.

        Args:
            first: One economy; with articles, by default the one they name most.
            second: The other; with articles, by default the one they name next.
            on: The day of the law; with articles, by default that of the last of them.
            scenarios: Scenarios; by default all that are built in.
            known_at: What was on record by then.
            articles: What `read` returned.

        Raises:
            BadInput: An economy, day or scenario that does not exist, or none where no articles tell it.
            NoConvergence: A solver stopped early.
        """
        from detente.brief.articles import subject_of
        from detente.brief.composition import BriefQuestion, compose

        read = [(one.document, one.facts) for one in articles.documents] if articles else []
        if read and (first is None or second is None or on is None):
            pair, last = subject_of(read)
            first, second = (first, second) if first and second else pair
            on = on or last
        if first is None or second is None or on is None:
            raise BadInput(
                "the sheet is asked about nothing", mend="name articles, or two economies and a day"
            )
        known, day = self._known(known_at), self._whole_day(on)
        question = BriefQuestion(
            self.pair(first, second), day, known, tuple(scenarios), self.world, self._folders, tuple(read)
        )
        return compose(self.record, question, self.progress)
