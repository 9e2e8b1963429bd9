"""Rates that are told as round ones, as bounds or as ranges, against the record."""

from __future__ import annotations

from dataclasses import replace

from detente.brief.checking.answering import confirmed, is_open
from detente.brief.checking.asking import Case
from detente.brief.checking.findings import Finding, not_checkable, sources_of
from detente.brief.checking.level import Level
from detente.brief.checking.levels import Levels
from detente.brief.checking.matching import match
from detente.brief.checking.stated import StatedRate
from detente.core.wording import day_name, percent

_SLACK = 0.01
"""How far a rate that is told as a round one may lie off at least."""


def rounded(stated: StatedRate, level: Level | None, levels: Levels) -> Finding | None:
    """Return the finding on a rate that is not told as exact; None where it is, or is met exactly.

    Args:
        stated: The rate.
        level: The level of exactly this height that it means, where there is one.
        levels: All levels of the pair.
    """
    if stated.is_range:
        return not_checkable("the text tells a range, no single rate", level.told if level else "")
    hedge = stated.hedge
    if hedge is None or stated.is_ceiling:
        return None
    if hedge.kind == "about":
        return None if level else _near(stated, levels)
    if stated.status != "in_force" or stated.window or is_open(stated):
        return None if level and not hedge.strict else not_checkable("the text tells a bound, no single rate")
    side = levels.on(stated.published)
    day = day_name(stated.published)
    held = f"{levels.pair[0]} on {levels.pair[1]} {percent(side.rate)} on all goods on {day}"
    awake = [part for part in side.components if part.state == "in_force"]
    is_so = hedge.allows(stated.value, side.rate)
    if not is_so and (level or hedge.kind == "most" or not stated.is_only_now or not side.exact):
        return None if level and not hedge.strict else not_checkable("the text tells a bound", held)
    return Finding(
        verdict="confirmed" if is_so else "contradicted",
        record=held,
        why="the text tells a bound",
        measures=tuple(part.tranche for part in awake),
        sources=sources_of(source for part in awake for source in part.sources),
    )


def _near(stated: StatedRate, levels: Levels) -> Finding | None:
    """Return the finding on a round rate that a level is near to."""
    hedge = stated.hedge
    rates = {one.rate for one in levels.all}
    found = [rate for rate in rates if hedge and hedge.allows(stated.value, rate, _SLACK)]
    for rate in sorted(found, key=lambda one: abs(one - stated.value)):
        there = _told_as(stated, rate)
        level = match(there, levels)
        if level:
            finding = confirmed(there, level, levels)
            return replace(finding, warning=finding.warning or f"a round figure: {percent(rate)} on record")
    return None


def _told_as(stated: StatedRate, rate: float) -> StatedRate:
    case: Case = stated.case
    fields = {**stated.fact.fields, "rate_percent": round(rate * 100, 6)}
    return StatedRate(case, stated.fact._replace(fields=fields))
