"""The verbs on news: articles and statements read into facts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.core.errors import BadInput
from detente.workbench.questions import Day, Questions, day_of

if TYPE_CHECKING:
    from detente.news.readings import Readings


class NewsVerbs(Questions):
    """What texts say."""

    def read(self, sources: str | Path | Iterable[str | Path], date: Day | None = None) -> Readings:
        """Return the facts that articles state, each quoted to the character, and what was refused.

        Args:
            sources: A file, a folder or `-` for standard input, or several: plain text, HTML pages, RSS or
                Atom feeds. No link is followed.
            date: The day of publication of those that do not name theirs.

        Raises:
            BadInput: The date is none, or a folder of one's own is not there; a source that cannot be read
                is among `refused` of the answer.

        Example:
            >>> from tempfile import TemporaryDirectory
            >>> from detente.workbench import Workbench
            >>> with TemporaryDirectory() as name:
            ...     article = Path(name, "a.txt")
            ...     _ = article.write_text("China cut its duties on US goods to 10 percent.")
            ...     (found,) = Workbench().read(article, "2025-06-09").documents
            >>> found.facts[0].fields["rate_percent"]
            10.0
        """
        from detente.news.readings import read_sources

        for folder in self._folders:
            if not folder.is_dir():
                raise BadInput(f"there is no folder '{folder}'", mend="name a folder of your own")
        given = [sources] if isinstance(sources, str | Path) else sources
        return read_sources(given, None if date is None else day_of(date), self._folders)
