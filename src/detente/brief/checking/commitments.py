"""Promises of a text beside those on record, and beside the figures of what was done.

A promise is confirmed where the record has one of the same side, deed and matter. That it was promised is all
that is confirmed: whether it was kept, the figures beside it tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.evidence import act_in, figures_on, known_from, promises, with_figures
from detente.brief.checking.findings import Finding, Verdict, not_checkable, sources_of
from detente.brief.checking.licences import check_licence
from detente.brief.checking.pauses import telling_words
from detente.brief.checking.rates import check_rate
from detente.brief.checking.truces import check_truce
from detente.core.wording import MONTHS, day_name
from detente.ledger.entries import Agreement, Commitment
from detente.ledger.record import Record
from detente.news.comparing.acts import Act, act_of, kinds_on, series_of
from detente.news.comparing.quantities import Quantity, differing, quantities
from detente.news.facts import Fact

_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=\s?%| percent| points| percentage)")
_SINCE = re.compile(
    r"(?:since|announced on|taken on)\s+(?:(\d{4})-(\d\d)-(\d\d)|([a-z]{3})[a-z]*\.?\s+(\d{1,2})\b)"
)
_BY = re.compile(r"^by (\d{4}-\d\d-\d\d)\b", re.IGNORECASE)
_CHANGES = ("reduced_by", "reduced", "increased", "suspended", "announced", "proposed")
_CHECKS = {"rate": check_rate, "truce": check_truce, "export_licence": check_licence}
_LOOSE = ("percent", "points")
"""Units of rates, by which promises are told apart as acts."""
_ENDS = re.compile(r"\b(?:by|until|before|within)\s+(?:the\s+)?(?:end|year|\w+\s+\d|\d)")
_KEPT = "that it was promised; whether it was kept, the figures tell"
_NO_FIGURES = "that it was promised; no figure on record tells whether it was kept"


@dataclass(frozen=True, slots=True)
class _Found:
    """A promise on record beside one in a text: how like they are, and why they are not the same."""

    agreement: Agreement
    row: Commitment
    likeness: tuple[int, int, int]
    apart: str

    @property
    def told(self) -> str:
        """The promise in words."""
        return f"{self.row.side}: {self.row.text} ({self.agreement.title}, {day_name(self.agreement.on)})"


def check_commitment(case: Case, fact: Fact) -> Finding:
    """Return the promise on record that one in a text is: of the same side, on the same matter."""
    actors = case.parties(fact.fields.get("actor"))
    act = act_in(case, fact)
    figures = figures_on(case, series_of(act.matters), actors)
    if act.key is None:
        return not_checkable("no promise of that kind is on record")
    acts, others = _acts_of(case, fact, act), list[_Found]()
    axes: tuple[tuple[Desk, Verdict], ...] = ((case.desk, "confirmed"), (case.soon, "newer"))
    for desk, verdict in axes:
        done = next((found for found in acts if found.verdict == verdict), None)
        if done:
            return with_figures(done, figures)
        found = _on_matter(desk, case, fact, actors)
        same = _likest(found, actors)
        if same:
            names = dict.fromkeys(name for one in same for name in one.row.series)
            figures = figures or figures_on(case, names, actors)
            return with_figures(_promised(same, verdict, actors, measured=bool(figures)), figures)
        others += found
    other = next(iter(others), None)
    if other:
        return with_figures(not_checkable(other.apart, other.told), figures)
    why = f"no promise of {' and '.join(actors) or 'that side'} on {act.matters[0]} is on record by then"
    return with_figures(not_checkable(why, is_new=True), figures)


def _acts_of(case: Case, fact: Fact, act: Act) -> list[Finding]:
    """Return what the record says of the rates, truces or controls in the words of a promise."""
    kinds = kinds_on(act.matters[0])
    found = []
    changes = sorted(
        case.facts, key=lambda one: (one.fields.get("status") in _CHANGES, one.start), reverse=True
    )
    for other in changes:
        shares = other.start < fact.end and fact.start < other.end
        if other.kind in kinds and shares and _is_of(other, fact):
            one = _CHECKS[other.kind](case, other)
            why = "what is promised is on record as an act" + (f"; {one.why}" if one.why else "")
            found.append(replace(one, why=why, warning="", expiry=None))
    return found


def _is_of(other: Fact, fact: Fact) -> bool:
    """Say whether an act is one of the side that promises."""
    actor = fact.fields.get("actor")
    mine = other.fields.get("from") or other.fields.get("actor")
    return mine is None or actor in (mine, "*") or mine == "*"


def _on_matter(desk: Desk, case: Case, fact: Fact, actors: tuple[str, ...]) -> list[_Found]:
    """Return the promises on record on a text's matter, those first that are most like its own."""
    act, words, around = act_in(case, fact), case.words(fact), case.written(fact)
    found = []
    for one, row in promises(desk, case, actors):
        on_record = act_of(f"{row.text} {' '.join(_titles(desk.record, row.series))}")
        if act.matters[0] not in on_record.matters:
            continue
        own, apart = act_of(row.text).matters, ""
        narrower = act.matters[0] in own and own[0] not in act.matters
        if narrower or not act.is_like(on_record):
            apart = f"the promises on record on {act.matters[0]} are others"
        elif in_quantity := _apart_in_quantity(around, row.text):
            apart = in_quantity
        elif _differ(_days(words), _days(row.text)) or _was_due(row.text, case.document.published):
            apart = "the promise on record has another day"
        found.append(_Found(one, row, _likeness(act, words, on_record, row.text), apart))
    return sorted(found, key=lambda each: (each.apart == "", each.likeness), reverse=True)


def _likest(found: Sequence[_Found], actors: tuple[str, ...]) -> list[_Found]:
    """Return for each side the promise that is most like the text's, where one is the same."""
    rows = {side: [one for one in found if one.row.side == side and not one.apart] for side in actors}
    return [max(same, key=lambda one: one.likeness) for same in rows.values() if same]


def _promised(
    found: Sequence[_Found], verdict: Verdict, actors: tuple[str, ...], *, measured: bool
) -> Finding:
    why = _KEPT if measured else _NO_FIGURES
    if len(found) < len(actors):
        why = f"on record of {found[0].row.side} alone; {why}"
    if verdict == "newer":
        known = max(known_from(one.agreement) for one in found)
        why = f"on record since {day_name(known)}, after the text was published"
    return Finding(
        verdict=verdict,
        record="; ".join(one.told for one in found),
        why=why,
        measures=tuple(dict.fromkeys(one.agreement.id for one in found)),
        sources=sources_of(one.agreement.source for one in found),
    )


def _was_due(promised: str, day: date) -> bool:
    """Say whether a promise on record was to be kept before a day, so that it is not made anew then."""
    due = _BY.match(promised)
    return due is not None and date.fromisoformat(due.group(1)) < day


def _differ(mine: frozenset[object], theirs: frozenset[object]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def _likeness(act: Act, words: str, on_record: Act, promised: str) -> tuple[int, int, int]:
    """Return what a promise in a text shares with one on record: figures, then words, then matters."""
    figures = set(_PERCENT.findall(words)) & set(_PERCENT.findall(promised))
    matters = set(act.matters) & set(on_record.matters)
    return (
        len(figures) + len(_days(words) & _days(promised)) + len(_shared(words, promised)),
        len(telling_words(words) & telling_words(promised)),
        len(matters) - len(set(act.matters) ^ set(on_record.matters)),
    )


def _quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a promise that can tell it from another: large ones and what is counted."""
    return tuple(one for one in quantities(text) if one.unit not in _LOOSE)


def _shared(words: str, promised: str) -> set[tuple[float, str]]:
    mine, theirs = ({(one.value, one.unit) for one in _quantities(text)} for text in (words, promised))
    return mine & theirs


def _apart_in_quantity(words: str, promised: str) -> str:
    """Return how the quantities of a promise differ from those of one on record; empty where they agree."""
    mine, theirs = _quantities(words), _quantities(promised)
    other = next(differing(mine, theirs), None)
    if other:
        return "the promise on record has another quantity"
    shared = [(one, row) for one in mine for row in theirs if (one.value, one.unit) == (row.value, row.unit)]
    spans = [one.yearly == row.yearly or not _ENDS.search(words) for one, row in shared]
    return "" if not shared or any(spans) else "the promise on record is for another span of time"


def _days(text: str) -> frozenset[object]:
    """Return the months and days from which measures count that a promise is on.

    Example:
        >>> _days("those taken since April 2, 2025") == _days("those taken since 2025-04-02")
        True
    """
    names = [name[:3].lower() for name in MONTHS]
    found = set[object]()
    for _, month, day, name, day_of in _SINCE.findall(text.lower()):
        if month:
            found.add((int(month), int(day)))
        elif name in names:
            found.add((names.index(name) + 1, int(day_of)))
    return frozenset(found)


def _titles(record: Record, names: tuple[str, ...]) -> list[str]:
    return [record.tables.series[name].title for name in names if name in record.tables.series]
