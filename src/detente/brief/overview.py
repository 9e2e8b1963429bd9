"""The answer of `status` in words: the sheet's own sections on where it stands and on the clock."""

from __future__ import annotations

from datetime import date

from detente.brief.blocks import Page
from detente.brief.clock import clock
from detente.brief.layout.clock import the_clock
from detente.brief.layout.where import tranches, where_it_stands
from detente.brief.standing import standing
from detente.brief.wording import known_words, title
from detente.core.citing import SourceBook
from detente.core.version import VERSION
from detente.duties.status import Status
from detente.ledger.record import Record


def overview(record: Record, found: Status, scenario: str, known_at: date | None) -> Page:
    """Return what is in force both ways, tranche by tranche, and the clock.

    Args:
        record: The record that was asked, under the scenario if there was one.
        found: The answer of `status`.
        scenario: What it is called, and part of the title unless it is `hold`.
        known_at: The day of knowledge, where one was asked for.
    """
    book = SourceBook()
    sides = standing(found, book)
    running = clock(record, found, book)
    under = "" if scenario == "hold" else f", scenario {scenario}"
    sections = (where_it_stands(sides), tranches(sides), the_clock(running))
    return Page(
        title=f"{title(found.between, found.on)}{under}",
        pinned=(f"record {record.digest[:8]}", f"detente {VERSION}", *known_words(known_at)),
        sections=tuple(section for section in sections if section.blocks),
        sources=book.entries,
        notices=found.notices,
    )
