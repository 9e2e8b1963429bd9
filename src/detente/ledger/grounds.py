"""What a state of a tranche rests on."""

from __future__ import annotations

from dataclasses import replace

from detente.core.sources import Source
from detente.ledger.record import Record
from detente.ledger.states import Span


def ground_of(record: Record, tranche_id: str, span: Span | None) -> Source | None:
    """Return the source of the event that brought a state, else the tranche's own.

    A tranche's own source may name instruments of later years, so an event that names its instrument
    rests on that one.

    Example:
        >>> from datetime import date
        >>> from detente.core.time import end_of_day
        >>> from detente.ledger.opening import open_record
        >>> record, day = open_record(), date(2025, 6, 9)
        >>> name = "us-cn-recip-24-suspended"
        >>> ground_of(record, name, record.state(name, end_of_day(day, "America/New_York"), day)).citation
        'EO 14298 (90 FR 21831)'
    """
    own = record.tranche(tranche_id).source
    if span is None:
        return own
    if span.change.source:
        return span.change.source
    by_event = span.change.cause != tranche_id
    instrument = record.tables.instruments.get(span.change.instrument or "") if by_event else None
    if instrument and own and own.evidence == "instrument":
        return replace(own, citation=instrument.citation, url=instrument.url)
    return own
