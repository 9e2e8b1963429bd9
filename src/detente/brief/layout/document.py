"""The whole sheet in words: its title, its sections that have something to say, and its foot."""

from __future__ import annotations

from detente.brief.blocks import Chart, Page, Section
from detente.brief.charts import duty_chart
from detente.brief.layout.articles import from_sentence_to_number, what_the_articles_say
from detente.brief.layout.clock import the_clock
from detente.brief.layout.costs import what_it_would_cost
from detente.brief.layout.measured import as_measured
from detente.brief.layout.promises import promised_and_done
from detente.brief.layout.where import over_time, where_it_stands
from detente.brief.sheet import Brief
from detente.brief.wording import known_words, title


def page(brief: Brief) -> Page:
    """Return the sheet in words."""
    pinned = (f"record {brief.record[:8]}", f"world {brief.world}", f"detente {brief.detente}")
    known = known_words(brief.known_at)
    return Page(
        title(brief.between, brief.on), (*pinned, *known), sections(brief), brief.sources, brief.notices
    )


def sections(brief: Brief) -> tuple[Section, ...]:
    """Return the sections in the order of the sheet; one without content is left out."""
    caption = "Duty on all goods of the other, last 24 months"
    chart = Chart(duty_chart(brief), caption, "The steps are in the table below.")
    every = (
        what_the_articles_say(brief),
        where_it_stands(brief.standing, over_time(brief.standing, chart)),
        the_clock(brief.clock),
        promised_and_done(brief),
        as_measured(brief),
        what_it_would_cost(brief),
        from_sentence_to_number(brief),
    )
    return tuple(section for section in every if section.blocks)
