"""Documents read into facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.grammar.article import Article
from detente.news.grammar.flow import Flow, flowed
from detente.news.kinds.claims import read_claims
from detente.news.kinds.commitments import read_commitments
from detente.news.kinds.deadlines import read_deadlines
from detente.news.kinds.licences import read_licences
from detente.news.kinds.meetings import read_meetings
from detente.news.kinds.participants import read_participants
from detente.news.kinds.quotes import read_quotes
from detente.news.kinds.rates import read_rates
from detente.news.kinds.statistics import read_statistics
from detente.news.kinds.truces import read_truces
from detente.news.lexicon.entries import shipped_lexicon
from detente.news.reading_state import Reading
from detente.news.soundness import sound

if TYPE_CHECKING:
    from pathlib import Path

_READERS: Sequence[Callable[[Reading], list[Fact]]] = (
    read_rates, read_truces, read_deadlines, read_meetings, read_participants, read_claims, read_commitments,
    read_licences, read_statistics, read_quotes,
)  # fmt: skip


def read(document: Document, folders: tuple[Path, ...] = ()) -> tuple[Fact, ...]:
    """Return the facts that a document states, in order of place.

    Args:
        document: The text.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from datetime import date
        >>> text = "China cut its duties on US goods to 10 percent."
        >>> facts = read(Document(name="a", body=text, published=date(2025, 6, 9)))
        >>> [(fact.kind, fact.fields["from"], fact.fields["rate_percent"]) for fact in facts]
        [('rate', 'CHN', 10.0)]
    """
    flow, lexicon = flowed(document.body), shipped_lexicon(folders)
    reading = Reading(Article(document._replace(body=flow.text), lexicon), lexicon)
    told = (sound(fact) for reader in _READERS for fact in reader(reading))
    wrapped = flow.text is not document.body
    found = (_placed(fact, flow) if wrapped else fact for fact in told if fact is not None)
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.kind)))


def _placed(fact: Fact, flow: Flow) -> Fact:
    """Return a fact with the places of its words in the body."""
    return fact._replace(start=flow.place(fact.start), end=flow.place(fact.end - 1) + 1)
