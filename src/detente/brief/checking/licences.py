"""Acts of export control against the controls on record, beside the figures of what was shipped."""

from __future__ import annotations

import re
from datetime import date

from detente.brief.checking.asking import SOON, Case
from detente.brief.checking.evidence import figures_on, with_figures
from detente.brief.checking.findings import Finding, Verdict, not_checkable
from detente.core.codes import WORLD
from detente.core.wording import MONTHS, day_name
from detente.ledger.entries import Control
from detente.ledger.states import Change, changes_of
from detente.news.comparing.acts import act_of, series_of
from detente.news.facts import Fact
from detente.news.telling import codes
from detente.news.windows import Window

_NEAR = 7
"""Days by which a text and the record may date an act apart: announced, published, in force."""
_SAID_OF_ALL = frozenset({"export controls"})
"""Matters that every control is on."""


def check_licence(case: Case, fact: Fact) -> Finding:
    """Return the export control on record that an act is about; single licences are not on record."""
    actors, action = codes(fact.fields.get("actor")), str(fact.fields.get("action") or "")
    act = act_of(f"{fact.fields.get('product') or ''} {case.words(fact)}")
    controls = case.desk.record.tables.controls.values()
    of_actor = [one for one in controls if one.imposing in actors[:1] and _is_aimed(one, fact)]
    named = [one for one in of_actor if _names(one, case, fact)]
    own = named or [one for one in of_actor if _is_on(one, case, fact)]
    own.sort(key=lambda one: one.announced, reverse=True)
    figures = figures_on(case, series_of(act.matters), actors)
    return with_figures(_finding(case, fact, own, action), figures)


def _finding(case: Case, fact: Fact, own: list[Control], action: str) -> Finding:
    window, known_at = Window.of(fact.fields.get("date")), case.desk.known_at
    known = [one for one in own if one.announced <= known_at]
    if action == "restrict":
        months = _months(case.written(fact)) if window is None else frozenset()
        fitting = [
            one
            for one in known
            if (window is None or _announced_within(one, window))
            and (not months or {day.month for day in _days(one)} & months)
        ]
        if fitting:
            return _on_record(fitting[0], "confirmed")
    if action == "lift":
        eased = [(one, change) for one in own for change in changes_of(one) if change.state != "in_force"]
        meant = [
            (one, change)
            for one, change in eased
            if window is None or _is_near(change.at.day, window) or _announced_within(one, window)
        ]
        for one, change in meant:
            if _known(change) <= known_at:
                return _on_record(one, "confirmed", change)
        for one, change in meant or eased:
            if known_at < _known(change) <= known_at + SOON:
                return _on_record(one, "newer", change)
    if not known:
        return not_checkable("the record has no such control by then", is_new=action == "restrict")
    told = f"{known[0].items}: {known[0].licence_rule} ({known[0].announcement})"
    why = {
        "restrict": "the record has such controls, announced on other days",
        "lift": "the record has such controls, and no such easing by then",
    }.get(action, "single licences are not on record; the rule that asks for them is, and what was shipped")
    return Finding(
        verdict="not checkable", record=told, why=why, measures=(known[0].id,), sources=(known[0].source,)
    )


def _known(change: Change) -> date:
    return change.known_at or change.at.day


def _is_near(day: date, window: Window) -> bool:
    return window.days_from(Window(day, day)) <= _NEAR


def _announced_within(one: Control, window: Window) -> bool:
    return any(_is_near(day, window) for day in _days(one))


def _days(one: Control) -> tuple[date, ...]:
    """Return the days on which a control was announced, and on which it begins."""
    return (one.announced, *([one.start.day] if one.start else []))


def _months(sentence: str) -> frozenset[int]:
    """Return the months that a sentence names, for acts to which the reader gave no day."""
    return frozenset(
        number
        for number, name in enumerate(MONTHS, 1)
        if re.search(rf"\b(?:in|of|since|on)\b[^.,;]{{0,12}}\b{name}", sentence)
    )


def _is_aimed(one: Control, fact: Fact) -> bool:
    """Say whether a control is towards the economy that a text names."""
    targets = codes(fact.fields.get("target"))
    return not targets or WORLD in one.targets or bool(set(targets) & set(one.targets))


def _names(one: Control, case: Case, fact: Fact) -> bool:
    """Say whether a control names the very goods that a text names: gallium is not any mineral."""
    product, goods = str(fact.fields.get("product") or "").lower(), case.lexicon.goods
    told = f"{one.items} {one.announcement}".lower()
    kinds = {goods.control(found.group()) for found in goods.controlled.finditer(told)}
    return bool(product) and (product in told or product in kinds)


def _is_on(one: Control, case: Case, fact: Fact) -> bool:
    """Say whether a control is on a matter that a text names, where no control names its goods."""
    product = str(fact.fields.get("product") or "")
    named = (*act_of(product).matters, *act_of(case.words(fact)).matters)
    told = act_of(f"{one.items} {one.announcement}")
    return bool(product) and bool((frozenset(named) - _SAID_OF_ALL) & set(told.matters))


def _on_record(one: Control, verdict: Verdict, change: Change | None = None) -> Finding:
    told = f"{one.items}: {one.licence_rule} ({one.announcement}, {day_name(one.announced)})"
    if change:
        told += f"; {change.state} from {day_name(change.at.day)}"
    why = (
        f"on record since {day_name(_known(change))}, after the text was published"
        if change and verdict == "newer"
        else ""
    )
    return Finding(verdict=verdict, record=told, why=why, measures=(one.id,), sources=(one.source,))
