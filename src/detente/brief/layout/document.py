"""The whole sheet in words: its title, its sections that have something to say, and its foot."""

from __future__ import annotations

from detente.brief.blocks import Section
from detente.brief.layout.clock import the_clock
from detente.brief.layout.costs import what_it_would_cost
from detente.brief.layout.measured import as_measured
from detente.brief.layout.promises import promised_and_done
from detente.brief.layout.where import where_it_stands
from detente.brief.parts import NumberedSource
from detente.brief.periods import MONTH_NAMES, day_name
from detente.brief.sheet import Brief


def sections(brief: Brief) -> tuple[Section, ...]:
    """Return the sections in the order of the sheet; one without content is left out."""
    every = (
        where_it_stands(brief),
        the_clock(brief),
        promised_and_done(brief),
        as_measured(brief),
        what_it_would_cost(brief),
    )
    return tuple(section for section in every if section.blocks)


def title(brief: Brief) -> str:
    """Return the title: the pair and the day."""
    return f"{brief.between[0]} - {brief.between[1]} on {day_name(brief.on, MONTH_NAMES)}"


def pinned(brief: Brief) -> tuple[str, ...]:
    """Return what the answer rests on: record, world table, version, day of knowledge."""
    known = (f"known at {day_name(brief.known_at)}",) if brief.known_at else ()
    return (f"record {brief.record[:8]}", f"world {brief.world}", f"detente {brief.detente}", *known)


def described(entry: NumberedSource) -> str:
    """Return how far a source can be trusted, in words."""
    source = entry.source
    doubt = "" if source.verified else ", not verified"
    return f"{source.evidence}, {source.confidence} confidence{doubt}"
