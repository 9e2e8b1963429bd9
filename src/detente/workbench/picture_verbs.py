"""The verb that draws: maps, bars and ladders of what the models answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.workbench.questions import Day, Questions

if TYPE_CHECKING:
    from detente.brief.pictures.composition import PictureQuestion
    from detente.brief.pictures.picture import Picture


class PictureVerbs(Questions):
    """What a scenario does, as pictures."""

    def picture(
        self,
        kind: str,
        between: tuple[str, str],
        on: Day,
        question: PictureQuestion | None = None,
        known_at: Day | None = None,
    ) -> Picture:
        """Return a picture as a Vega-Lite specification with the table of its figures.

        Args:
            kind: `map` and `bars` of real income by economy, `sectors` of the two, or a `ladder` of tariffs
                between them.
            between: The two economies.
            on: The day whose law the scenario builds on.
            question: Scenario and models, look, and what belongs to one kind alone.
            known_at: What was on record by then; by default all of it.

        Raises:
            BadInput: A kind, economy, day, scenario, rate or width that does not exist.
            NoConvergence: The solver stopped early.
        """
        from detente.brief.pictures.composition import PictureQuestion, compose
        from detente.impact.solving import Ask

        pair = self.pair(*between)
        ask = Ask(pair, self._whole_day(on), self._known(known_at), folders=self._folders)
        return compose(self.record, kind, ask, question or PictureQuestion(), self.world, self.progress)
