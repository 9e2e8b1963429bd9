"""What is answered of a rate: with the level that it means, or with what the record has in its place."""

from __future__ import annotations

import re
from datetime import date

from detente.brief.checking.findings import Finding, not_checkable, sources_of
from detente.brief.checking.level import SAME, Level
from detente.brief.checking.levels import Levels
from detente.brief.checking.matching import (
    SLACK,
    fitting,
    highest,
    nearest,
    on_those_goods,
    told_of_the_world,
)
from detente.brief.checking.moves import came_from_there, moved_as_told
from detente.brief.checking.programmes import programmes_named
from detente.brief.checking.stated import StatedRate
from detente.core.wording import day_name, percent, points
from detente.duties.headline import Headline
from detente.news.windows import Window

SUSPENDED = "suspended, not lifted: it comes back if the suspension runs out"
_FIRM = ("in_force", "reduced", "increased", "peak", "suspended")
_OPEN_END = 2200


def confirmed(stated: StatedRate, level: Level, levels: Levels, *, of_the_world: bool = False) -> Finding:
    """Return the finding on a rate that means a level; contradicted where it is said to hold and has ended.

    Args:
        stated: The rate.
        level: What it means.
        levels: All levels of the pair; of one that stands for the world where the rate is towards all.
        of_the_world: Whether the rate is towards all countries.
    """
    record = _since(stated, level)
    if stated.is_ceiling and (of_the_world or not _is_ceiling(level, levels)):
        return not_checkable("the text names a ceiling, no rate", record)
    apart = _apart(stated, level, levels)
    if apart:
        return apart
    over = level.last < stated.published and stated.window is None
    if over and stated.status == "in_force":
        gone = f"it ended on {day_name(level.last)}"
        if stated.is_only_now:
            return _gone(stated, level, levels, of_the_world=of_the_world)
        if not stated.is_past:
            return not_checkable(f"{gone}, and the text does not say when it held", record)
    return Finding(
        verdict="confirmed",
        record=record,
        why=_though(stated, level, levels, over=over),
        warning=_warning(stated, level),
        measures=level.tranches,
        sources=sources_of(level.sources),
    )


def _since(stated: StatedRate, level: Level) -> str:
    """Return a level in words, with the days on which it holds."""
    if level.meaning in ("cut", "rise"):
        return f"{level.told}, on {day_name(level.first)}"
    until = f" until {day_name(level.last)}" if level.last.year < _OPEN_END else ""
    since = "from" if level.first > stated.published else "since"
    return f"{level.told}, {since} {day_name(level.first)}{until}"


def _apart(stated: StatedRate, level: Level, levels: Levels) -> Finding | None:
    """Return the finding where a level of the rate's height is not what the text tells of it."""
    record = _since(stated, level)
    if not moved_as_told(stated, level):
        way = "cut" if stated.status == "reduced" else "raised"
        return not_checkable(f"the record's duty of this height was not {way} to it", record)
    if stated.status == "in_force" and stated.is_total and _is_part(stated, level, levels):
        return not_checkable(_part_of(level, levels, stated), record)
    if came_from_there(stated, levels, level):
        return None
    was = f"the record has no {percent(stated.previous or 0)} before it"
    if level.meaning == "headline" and level.before is not None and not is_open(stated):
        side = levels.on(max(level.first, levels.record.earliest))
        return _contradicted(f"{record}; before it {percent(level.before)}", was, side)
    return not_checkable(was, record)


def is_open(stated: StatedRate) -> bool:
    """Say whether a text leaves open that it speaks of all goods and of added duties."""
    goods = stated.product or stated.other_goods or stated.unknown_goods or stated.is_on_some_goods
    return bool(goods) or stated.is_not_added


def _is_part(stated: StatedRate, level: Level, levels: Levels) -> bool:
    """Say whether a level is part of what is charged, where the text does not say so by naming its ground."""
    return level.meaning == "sum" and not programmes_named(stated, levels)


def _part_of(level: Level, levels: Levels, stated: StatedRate) -> str:
    day = min(max(level.first, _day(stated)), level.last)
    return f"a part of the duty; on all goods it was {percent(levels.on(day).rate)} on {day_name(day)}"


def _gone(stated: StatedRate, level: Level, levels: Levels, *, of_the_world: bool) -> Finding:
    """Return the finding on a rate that is said to hold and has ended: contradicted by what holds now."""
    record, gone = _since(stated, level), f"it ended on {day_name(level.last)}"
    if stated.product:
        now = on_those_goods(stated, levels)
        if now is None or abs(now.rate - level.rate) < SAME:
            return not_checkable(gone, record)
        told = told_of_the_world(now, levels) if of_the_world else now.told
        return Finding(
            verdict="contradicted",
            record=f"{told}, since {day_name(now.first)}; {record}",
            why=gone,
            measures=now.tranches,
            sources=sources_of(now.sources),
        )
    if of_the_world or is_open(stated):
        return not_checkable(gone, record)
    side = levels.on(stated.published)
    day = day_name(stated.published)
    return _contradicted(f"{percent(side.rate)} on all goods on {day}; {record}", gone, side)


def _though(stated: StatedRate, level: Level, levels: Levels, *, over: bool) -> str:
    """Return in what a level that confirms a rate is less, or otherwise, than the text may be taken for."""
    firm = stated.status in ("in_force", "reduced", "increased")
    if over and firm:
        return f"it held then; it ended on {day_name(level.last)}"
    if stated.status == "peak" and level.meaning == "sum":
        return "a part of the duty; on all goods the peak was higher"
    if level.first > stated.published and firm and stated.window is None and not stated.is_ahead:
        return f"not yet in force then: it begins on {day_name(level.first)}"
    if stated.status == "in_force" and _is_part(stated, level, levels):
        return _part_of(level, levels, stated)
    if stated.unknown_goods and level.on_all:
        return f"the duty on all goods; whether it is the one on {stated.unknown_goods} is not known here"
    return ""


def _is_ceiling(level: Level, levels: Levels) -> bool:
    """Say whether a level takes the ordinary duty in, so that it is what a text calls a ceiling."""
    return any(levels.record.tranches[name].semantics in ("floor_total", "total") for name in level.tranches)


def _warning(stated: StatedRate, level: Level) -> str:
    words = stated.case.words(stated.fact)
    if stated.status == "reduced_by" and level.meaning == "cut" and "point" not in words:
        return f"{points(stated.value)} percentage points, not percent"
    if stated.is_ceiling:
        return "a ceiling: it takes the ordinary duty in, and is the rate where that is lower"
    if level.meaning == "stack":
        return "on listed goods alone; on all other goods the duty is lower"
    return SUSPENDED if level.meaning == "asleep" and stated.status == "suspended" else ""


def unmatched(stated: StatedRate, levels: Levels) -> Finding:
    """Return the finding on a rate that no level fits: contradicted where the record can tell."""
    day = _day(stated)
    side = levels.on(day)
    now = f"{levels.pair[0]} on {levels.pair[1]} {percent(side.rate)} on all goods on {day_name(day)}"
    if stated.status == "peak" and not stated.product and stated.names(levels.pair[0]):
        high = highest(levels, stated.case.desk.known_at)
        if high > 0:
            most = f"{levels.pair[0]} on {levels.pair[1]} at most {percent(high)} on all goods so far"
            return _contradicted(most, "", side)
    spared = _spared(stated, levels) if stated.status == "suspended" else None
    if spared:
        return spared
    if stated.status in ("proposed", "announced"):
        return not_checkable("no such measure is on record as announced", now, is_new=True)
    why, told = _why_not(stated, levels, side)
    if why:
        return not_checkable(why, told or now)
    parts = [part for part in side.components if part.state == "in_force" and isinstance(part.rate, float)]
    terms = " + ".join(f"{part.label} {percent(part.rate)[:-1]}" for part in parts)  # type: ignore[arg-type]
    return _contradicted(f"{now} = {terms}", "no duty or sum of duties on record is that high then", side)


def _why_not(stated: StatedRate, levels: Levels, side: Headline) -> tuple[str, str]:
    """Return why the record cannot contradict a rate, and what it has; empty where it can."""
    if stated.is_not_added:
        return "an average, estimate or ordinary duty; the record checked here has added duties", ""
    if stated.is_ceiling:
        return "the text names a ceiling, no rate", ""
    if stated.is_change and stated.status not in ("reduced_by", "suspended"):
        return "the figure is of points; the record has no such change then", ""
    goods = stated.product or stated.other_goods
    if goods:
        held = on_those_goods(stated, levels)
        return f"the record has no such rate on {goods}", held.told if held else ""
    if programmes_named(stated, levels):
        return "the record has no such rate under the duty that the text names", ""
    listed = nearest(
        stated, (level for level in fitting(stated, levels) if not level.on_all and level.rank == 0)
    )
    if listed:
        return "the record has this rate on some goods alone, and the text names none", listed.told
    return _unclear(stated, levels, side)


def _unclear(stated: StatedRate, levels: Levels, side: Headline) -> tuple[str, str]:
    """Return what a sentence leaves open, so that it cannot be held against the duty on all goods."""
    if not stated.names(levels.pair[0]):
        return "the sentence does not say whose rate it is", ""
    others = stated.case.third(stated.fact, levels.pair, within="words")
    if others:
        return f"the words tell of {' and '.join(others)} too", ""
    if not stated.says_tariff:
        return "the sentence does not say what the figure is of", ""
    if stated.unknown_goods:
        return f"the record has no such rate on {stated.unknown_goods}", ""
    if stated.is_on_some_goods or stated.status not in _FIRM:
        return "said of part of the goods or of a cut, of which the record has no such figure", ""
    elsewhen = _at_other_times(stated, levels)
    if elsewhen and stated.says_several_days:
        return "the record has this rate on other days, and the sentence names several", elsewhen
    if side.rate == 0 or not side.exact:
        return "the record has no single duty on all goods on that day", ""
    return "", ""


def _at_other_times(stated: StatedRate, levels: Levels) -> str:
    """Return when the record has this rate on all goods; empty where it never has."""
    found = [
        level
        for level in levels.all
        if level.meaning in ("headline", "announced")
        and level.on_all
        and abs(level.rate - stated.value) < SAME
    ]
    return f"{found[0].told}, since {day_name(found[0].first)}" if found else ""


def _day(stated: StatedRate) -> date:
    """Return the day that a rate speaks of, within the record; without one that of publication."""
    window, earliest = stated.window, stated.case.desk.record.earliest
    return max(window.first if window else stated.published, earliest)


def _contradicted(record: str, why: str, side: Headline) -> Finding:
    awake = [part for part in side.components if part.state == "in_force"]
    return Finding(
        verdict="contradicted",
        record=record,
        why=why,
        measures=tuple(part.tranche for part in awake),
        sources=sources_of(source for part in awake for source in part.sources),
    )


def _spared(stated: StatedRate, levels: Levels) -> Finding | None:
    """Return an exemption that puts a listed duty of this height to sleep, by what its entry says."""
    record, window = levels.record, stated.window
    told = re.compile(rf"\b{re.escape(points(stated.value))}(?:%| and | or |, | percent)")
    for tranche in record.tranches_against(*levels.pair) if window else ():
        title = record.measure_of[tranche.id].title
        if tranche.semantics != "exempt" or not told.search(f"{tranche.title} {levels.goods(tranche.id)}"):
            continue
        starts = [
            span.start.day
            for span in record.timeline(tranche.id, levels.known_at)
            if span.state == "in_force" and _on_day(span.start.day, window)
        ]
        if starts:
            return Finding(
                verdict="confirmed",
                record=f"{title}: {levels.goods(tranche.id)}, from {day_name(starts[0])}",
                warning=SUSPENDED,
                measures=(tranche.id,),
                sources=sources_of([tranche.source]),
            )
    return None


def _on_day(day: date, window: Window | None) -> bool:
    return window is not None and Window(day, day).days_from(window) <= SLACK
