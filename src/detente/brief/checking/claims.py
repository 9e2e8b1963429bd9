"""Accusations, demands and denials beside what was promised and the figures of what was done.

No verdict falls on any: what bears on it is put beside it, each figure with its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.brief.checking.asking import Case
from detente.brief.checking.evidence import act_in, figures_on, promises, with_figures
from detente.brief.checking.findings import Finding, sources_of
from detente.core.codes import WORLD
from detente.core.sources import Source
from detente.core.wording import counted, day_name, percent
from detente.ledger.entries import Agreement, Commitment, Control
from detente.ledger.states import changes_of, timeline
from detente.news.comparing.acts import Act, act_of, are_controlled, series_of
from detente.news.facts import Fact
from detente.news.telling import codes

_BARRIERS = frozenset({"tariffs", "export controls", "countermeasures"})
_MOST_PROMISES = 2


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is put beside a claim, as it is gathered."""

    told: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def check_claim(case: Case, fact: Fact) -> Finding:
    """Return what bears on a claim: what the accused promised, ships, charges and controls.

    Where the text names no matter, it is what the accused promised, and the figures that measure it.
    """
    accusers, accused = (_sides(case, fact, name) for name in ("actor", "target"))
    act = act_in(case, fact)
    beside, names = _Beside(), series_of(act.matters)
    if fact.fields.get("stance") == "accuse":
        rows = list(_promised(case, act, accused))
        for one, row in rows:
            beside.told.append(f"{row.side} promised: {row.text} ({one.title}, {day_name(one.on)})")
            beside.measures.append(one.id)
            beside.sources.append(one.source)
        names = names or tuple(dict.fromkeys(name for _, row in rows for name in row.series))
    figures = figures_on(case, names, accused)
    general = not act.matters and fact.fields.get("stance") == "accuse" and not figures
    before = len(beside.told)
    for way in [(other, one) for one in accusers for other in accused if other != one]:
        if general or _BARRIERS & set(act.matters):
            _put_duties(case, way, beside)
        if are_controlled(act.matters):
            _put_controls(case, way, beside)
    kind = "a denial" if fact.fields.get("stance") == "reject" else "an accusation or demand"
    has_number = bool(figures) or len(beside.told) > before
    why = (
        f"{kind}: no verdict, the figures that bear on it"
        if has_number
        else "no figure on record bears on it"
    )
    finding = Finding(
        verdict="not checkable",
        record="; ".join(beside.told),
        why=why,
        measures=tuple(dict.fromkeys(beside.measures)),
        sources=sources_of(beside.sources),
    )
    return with_figures(finding, figures)


def _promised(case: Case, act: Act, accused: tuple[str, ...]) -> Iterator[tuple[Agreement, Commitment]]:
    """Yield the newest promises of the accused on a claim's matter; without one those measured."""
    known = promises(case.desk, case, accused)
    if act.matters:
        fitting = [
            (one, row)
            for one, row in known
            if act.matters[0] in act_of(f"{row.text} {' '.join(_titles(case, row))}").matters
        ]
    else:
        fitting = [(one, row) for one, row in known if row.series]
    for side in accused:
        own = [found for found in fitting if found[1].side == side]
        yield from own[: max(_MOST_PROMISES // len(accused), 1)]


def _titles(case: Case, row: Commitment) -> list[str]:
    table = case.desk.record.tables.series
    return [table[name].title for name in row.series if name in table]


def _put_duties(case: Case, way: tuple[str, str], beside: _Beside) -> None:
    """Put beside a claim what the accused charges the accuser, where it charges anything."""
    day = case.document.published
    if day < case.desk.record.earliest:
        return
    side = case.desk.levels(way).on(day)
    awake = [part for part in side.components if part.state == "in_force"]
    listed = {
        part.programme for part in side.listed if part.state == "in_force" and part.semantics != "exempt"
    }
    if not side.rate and not listed:
        return
    duty = percent(side.rate) if side.rate else "no added duty"
    told = f"{way[0]} charges {duty} on all goods of {way[1]} on {day_name(day)}"
    if listed:
        told += f", and duties on listed goods under {counted(len(listed), 'programme')}"
    beside.told.append(told)
    beside.measures.extend(part.tranche for part in awake)
    beside.sources.extend(source for part in awake for source in part.sources)


def _put_controls(case: Case, way: tuple[str, str], beside: _Beside) -> None:
    """Put beside a claim how many export controls of the accused reach the accuser, where any do."""
    table = case.desk.record.tables.controls.values()
    controls = [one for one in table if _reaches(case, one, way)]
    if not controls:
        return
    beside.told.append(f"{counted(len(controls), 'export control')} of {way[0]} on record reach {way[1]}")
    beside.measures.extend(one.id for one in controls)
    beside.sources.extend(one.source for one in controls)


def _sides(case: Case, fact: Fact, name: str) -> tuple[str, ...]:
    named = codes(fact.fields.get(name))
    return case.pair if "*" in named else tuple(code for code in named if code in case.desk.record.economies)


def _reaches(case: Case, one: Control, way: tuple[str, str]) -> bool:
    """Say whether an export control is on another's buyers, and in force when a text came out."""
    known_at, day = case.desk.known_at, case.document.published
    aimed = way[1] in one.targets or WORLD in one.targets
    if one.imposing != way[0] or not aimed or one.announced > known_at:
        return False
    spans = timeline(changes_of(one), known_at)
    now = [span for span in spans if span.start.day <= day and (span.end is None or day < span.end.day)]
    return all(span.state == "in_force" for span in now)
