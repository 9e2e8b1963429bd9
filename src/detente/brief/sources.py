"""Numbers for sources, in order of first mention: one number per citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.brief.parts import Cites, NumberedSource
from detente.core.sources import Source
from detente.ledger.record import Record
from detente.ledger.states import Span


class SourceBook:
    """Hands out the numbers.

    Example:
        >>> book = SourceBook()
        >>> order = Source(citation="EO 14228", evidence="instrument", confidence="high", verified=True)
        >>> book.cite(order), book.cite(order, None)
        ((1,), (1,))
    """

    def __init__(self) -> None:
        self._numbers: dict[str, NumberedSource] = {}

    def cite(self, *sources: Source | None) -> Cites:
        """Return the numbers of sources, new ones where they were not cited before."""
        found: dict[int, None] = {}
        for source in sources:
            if source is not None:
                following = NumberedSource(len(self._numbers) + 1, source)
                found[self._numbers.setdefault(source.citation, following).number] = None
        return tuple(sorted(found))

    @property
    def entries(self) -> tuple[NumberedSource, ...]:
        """Every source cited so far, by number."""
        return tuple(self._numbers.values())


def sources_of_state(record: Record, tranche_id: str, span: Span | None) -> tuple[Source, ...]:
    """Return what a state of a tranche rests on: the event that brought it, else the tranche's own source.

    A tranche's source may name instruments of later years; the event names the one of its own day.
    """
    tranche = record.tranche(tranche_id)
    event = next((event for event in tranche.events if span and event.id == span.change.cause), None)
    if event and event.source:
        return (event.source,)
    instrument = record.tables.instruments.get(event.instrument or "") if event else None
    own = tranche.source
    if instrument and own and own.evidence == "instrument":
        return (replace(own, citation=instrument.citation, url=instrument.url),)
    return (own,) if own else ()


def joined(groups: Iterable[Cites]) -> Cites:
    """Return the numbers of several lines as one, in order.

    Example:
        >>> joined([(2, 3), (1, 3)])
        (1, 2, 3)
    """
    return tuple(sorted({number for group in groups for number in group}))
