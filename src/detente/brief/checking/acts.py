"""Promises and accusations: beside the record's own, and beside figures of what was done.

No verdict falls on an accusation: what bears on it is put beside it, each figure with its source.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.findings import Figure, Finding, Verdict, not_checkable, sources_of
from detente.brief.checking.series import figures_of
from detente.core.economies import WORLD
from detente.core.sources import Source
from detente.core.wording import counted, day_name, percent
from detente.ledger.entries import Agreement, Commitment, Control
from detente.ledger.record import Record
from detente.news.comparing.acts import Act, act_of, are_controlled, series_of
from detente.news.facts import Fact
from detente.news.telling import codes

_SOON = timedelta(days=21)
_TWO_YEARS = timedelta(days=731)
_QUANTITY = re.compile(
    r"(?:\$\s?)?(\d+(?:[.,]\d+)*)\s*(million|mt|mln|billion|bn|trillion)\b(?!\s*(?:jobs|people))"
)
_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=\s?%| percent| points| percentage)")
_SCALES = {"million": 1e6, "mt": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_NO_VERDICT = "an accusation or demand: no verdict, the figures that bear on it"


def check_commitment(case: Case, fact: Fact) -> Finding:
    """Return the promise on record that one in a text is: of the same side, on the same matter."""
    actors = case.parties(fact.fields.get("actor"))
    act = _act(case, fact)
    figures = figures_of(case, series_of(act.matters))
    if act.key is None:
        return not_checkable("no promise of that kind is on record")
    stated = quantities(case.sentence(fact))
    other = ""
    for desk, verdict in case.axes:
        fitting = [
            (_likeness(act, case.words(fact), on_record, row.text), one, row)
            for one, row in _promises(desk, case, actors)
            if (on_record := act_of(f"{row.text} {' '.join(_titles(desk.record, row.series))}")).is_like(act)
            and act.matters[0] in on_record.matters
            and (verdict == "confirmed" or _known(one) <= case.desk.known_at + _SOON)
        ]
        same = [found for found in fitting if not _differ(stated, quantities(found[2].text))]
        if same:
            _, one, row = max(same, key=lambda found: found[0])
            return _promise(case, one, row, verdict, figures or figures_of(case, row.series))
        other = other or next((f"{row.side}: {row.text} ({one.title})" for _, one, row in fitting), "")
    if other:
        return with_figures(not_checkable("the promise on record has another quantity", other), figures)
    why = f"no promise of {' and '.join(actors) or 'that side'} on {act.matters[0]} is on record by then"
    return with_figures(not_checkable(why, is_new=True), figures)


def _promise(
    case: Case, one: Agreement, row: Commitment, verdict: Verdict, figures: tuple[Figure, ...]
) -> Finding:
    late = f"on record since {day_name(_known(one))}, after the text was published"
    finding = Finding(
        verdict=verdict,
        record=f"{row.side}: {row.text} ({one.title}, {day_name(one.on)})",
        why=late if verdict == "newer" else "",
        measures=(one.id,),
        sources=(one.source,),
    )
    return with_figures(finding, figures)


def _known(one: Agreement) -> date:
    return one.known_at or one.on


def _differ(mine: frozenset[float], theirs: frozenset[float]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def _likeness(act: Act, words: str, on_record: Act, promised: str) -> tuple[int, int, int]:
    """Return what a promise in a text shares with one on record: percentages, matters, deeds."""
    figures = set(_PERCENT.findall(words)) & set(_PERCENT.findall(promised))
    return (
        len(figures),
        len(set(act.matters) & set(on_record.matters)) - len(set(act.matters) ^ set(on_record.matters)),
        len(set(act.deeds) & set(on_record.deeds)),
    )


def quantities(text: str) -> frozenset[float]:
    """Return the large quantities that a text names.

    Example:
        >>> quantities("buy 12 million tonnes") == quantities("Buy 12 Mt of US soybeans")
        True
    """
    return frozenset(
        round(float(number.replace(",", "")) * _SCALES[scale], 3)
        for number, scale in _QUANTITY.findall(text.lower())
    )


def _act(case: Case, fact: Fact) -> Act:
    """Return what a fact is about, by its own words, else by its sentence."""
    own = act_of(case.words(fact))
    return own if own.matters else act_of(case.sentence(fact))


def _promises(desk: Desk, case: Case, actors: tuple[str, ...]) -> list[tuple[Agreement, Commitment]]:
    """Return promises that a side had made by a day, of the two years before the text, the newest first."""
    known = [
        one
        for one in desk.record.tables.agreements.values()
        if (one.known_at or one.on) <= desk.known_at
        and one.on > case.document.published - _TWO_YEARS
        and (len(case.pair) < 2 or desk.record.parties_include(one.parties, case.pair[:2]))
    ]
    known.sort(key=lambda one: one.on, reverse=True)
    return [(one, row) for one in known for row in one.commitments if row.side in actors]


def _titles(record: Record, names: tuple[str, ...]) -> list[str]:
    return [record.tables.series[name].title for name in names if name in record.tables.series]


def check_claim(case: Case, fact: Fact) -> Finding:
    """Return the figures that bear on an accusation or demand: what the accused ships, charges, controls.

    Where the text names no matter, the figures are those by which the promises of the accused are measured.
    """
    record, known_at = case.desk.record, case.desk.known_at
    accusers, accused = (_sides(case, fact, name) for name in ("actor", "target"))
    act = _act(case, fact)
    names = series_of(act.matters)
    if not act.matters:
        names = tuple(
            dict.fromkeys(name for _, row in _promises(case.desk, case, accused) for name in row.series)
        )
    figures = tuple(
        figure for figure in figures_of(case, names) if record.tables.series[figure.series].economy in accused
    )
    ways = [(other, one) for one in accusers for other in accused if other != one]
    told, measures, sources = [], list[str](), list[Source]()
    for way in ways if case.document.published >= record.earliest else ():
        side = case.desk.levels(way).on(case.document.published)
        if "tariffs" in act.matters or "export controls" in act.matters or not figures:
            told.append(
                f"{way[0]} charges {percent(side.rate)} on all goods of {way[1]} "
                f"on {day_name(case.document.published)}"
            )
            measures += [part.tranche for part in side.components]
            sources += [source for part in side.components for source in part.sources]
        if are_controlled(act.matters):
            controls = [one for one in record.tables.controls.values() if _reaches(one, way, known_at)]
            told.append(f"{counted(len(controls), 'export control')} of {way[0]} on record reach {way[1]}")
            measures += [one.id for one in controls]
    why = _NO_VERDICT if told or figures else "no figure on record bears on it"
    finding = Finding(
        verdict="not checkable",
        record="; ".join(told),
        why=why,
        measures=tuple(measures),
        sources=sources_of(sources),
    )
    return with_figures(finding, figures)


def _sides(case: Case, fact: Fact, name: str) -> tuple[str, ...]:
    named = codes(fact.fields.get(name))
    return case.pair if "*" in named else tuple(code for code in named if code in case.desk.record.economies)


def _reaches(one: Control, way: tuple[str, str], known_at: date) -> bool:
    ended = one.end is not None and one.end.day <= known_at
    aimed = way[1] in one.targets or WORLD in one.targets
    return one.imposing == way[0] and aimed and one.announced <= known_at and not ended


def with_figures(finding: Finding, figures: tuple[Figure, ...]) -> Finding:
    """Return a finding with figures put beside it, and their sources."""
    return Finding(
        verdict=finding.verdict,
        record=finding.record,
        why=finding.why,
        measures=finding.measures,
        sources=sources_of([*finding.sources, *(figure.source for figure in figures)]),
        figures=figures,
        is_new=finding.is_new,
    )
