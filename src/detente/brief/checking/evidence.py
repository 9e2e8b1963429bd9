"""The figures that bear on a promise or an accusation: what those who promised, or are accused, did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.findings import Figure, Finding, sources_of
from detente.brief.checking.series import figures_of
from detente.brief.promises import NO_PROMISES
from detente.core.codes import WORLD
from detente.ledger.entries import Agreement, Commitment, Series
from detente.news.comparing.acts import Act, act_of
from detente.news.facts import Fact

_TWO_YEARS = 731


def act_in(case: Case, fact: Fact) -> Act:
    """Return what a fact is about, by its own words, else by its sentence."""
    own = act_of(case.words(fact))
    return own if own.matters else act_of(case.sentence(fact))


def figures_on(case: Case, names: Iterable[str], doers: tuple[str, ...]) -> tuple[Figure, ...]:
    """Return the newest figures of series that show what some economies did within the text's dispute.

    Args:
        case: The document under check.
        names: Ids of series.
        doers: The economies whose deeds are asked for: who shipped, or who bought.
    """
    table = case.desk.record.tables.series
    known = (name for name in names if name in table)
    return figures_of(case, (name for name in known if _shows(case, table[name], doers)))


def _shows(case: Case, one: Series, doers: tuple[str, ...]) -> bool:
    """Say whether a series is of the deeds of some, and between the text's sides or to the world."""
    doer = one.economy if one.kind in ("shipments", "statistic") else one.destination
    has_sides = len(case.pair) > len(("one",))
    within = {*case.pair, WORLD} if has_sides else {one.economy, one.destination}
    return doer in doers and one.economy in within and one.destination in within


def promises(desk: Desk, case: Case, actors: tuple[str, ...]) -> list[tuple[Agreement, Commitment]]:
    """Return promises that some economies had made by a day, of the two years before a text, newest first."""
    known = [
        one
        for one in desk.record.tables.agreements.values()
        if known_from(one) <= desk.known_at
        and one.kind not in NO_PROMISES
        and (case.document.published - one.on).days < _TWO_YEARS
        and (
            len(case.pair) < len(("one", "other")) or desk.record.parties_include(one.parties, case.pair[:2])
        )
    ]
    known.sort(key=lambda one: one.on, reverse=True)
    return [(one, row) for one in known for row in one.commitments if row.side in actors]


def known_from(one: Agreement) -> date:
    """Return the day from which an agreement is known."""
    return one.known_at or one.on


def with_figures(finding: Finding, figures: tuple[Figure, ...]) -> Finding:
    """Return a finding with figures put beside it, and their sources."""
    sources = sources_of([*finding.sources, *(figure.source for figure in figures)])
    return replace(finding, sources=sources, figures=figures)
