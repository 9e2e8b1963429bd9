"""The verbs that hold articles against one another and against the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.workbench.news_verbs import NewsVerbs
from detente.workbench.questions import Day

if TYPE_CHECKING:
    from detente.brief.checking.checking import Check
    from detente.news.comparing.comparison import Comparison
    from detente.news.proposing.draft import Draft
    from detente.news.readings import Readings


class CheckVerbs(NewsVerbs):
    """What texts say together, and what the record says of it."""

    def compare(
        self, sources: str | Path | Iterable[str | Path] | Readings, date: Day | None = None
    ) -> Comparison:
        """Return what articles on one event all say, what one says alone, and what contradicts.

        Args:
            sources: As in `read`, or what `read` returned.
            date: The day of publication of those that do not name theirs.

        Raises:
            BadInput: The date is none.
        """
        from detente.news.comparing.comparison import compare

        found = self._readings(sources, date)
        return compare([(one.document, one.facts) for one in found.documents], self._folders)

    def check(
        self,
        sources: str | Path | Iterable[str | Path] | Readings,
        date: Day | None = None,
        known_at: Day | None = None,
    ) -> Check:
        """Return what the record says of each fact of articles, as known on the day of their publication.

        Args:
            sources: As in `read`, or what `read` returned.
            date: The day of publication of those that do not name theirs.
            known_at: Another day of knowledge.

        Raises:
            BadInput: A date is none, or lies before the record begins.
        """
        from detente.brief.checking.checking import check

        found = self._readings(sources, date)
        rows = [(one.document, one.facts) for one in found.documents]
        return check(self.record, rows, self._known(known_at), self._folders)

    def propose(
        self, sources: str | Path | Iterable[str | Path] | Readings, date: Day | None = None
    ) -> tuple[Draft, ...]:
        """Return a draft entry of the record for each fact of articles that is new to it.

        Args:
            sources: As in `read`, or what `read` returned.
            date: The day of publication of those that do not name theirs.

        Raises:
            BadInput: The date is none.
        """
        from detente.brief.checking.news import news_to
        from detente.news.proposing.draft import drafts

        return drafts(self.record, news_to(self.check(sources, date)))

    def _readings(self, sources: str | Path | Iterable[str | Path] | Readings, date: Day | None) -> Readings:
        from detente.news.readings import Readings

        return sources if isinstance(sources, Readings) else self.read(sources, date)
