"""Which level on record a rate in a text means: by its height, its kind, its goods and its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from detente.brief.checking.asking import Desk
from detente.brief.checking.goods import bears_on
from detente.brief.checking.levels import Level, Levels
from detente.brief.checking.stated import StatedRate
from detente.core.economies import WORLD
from detente.ledger.record import Record
from detente.news.windows import Window

SLACK = 1
"""Days by which a text and the record may differ: when it is midnight here, it is a day later elsewhere."""
_SAME = 5e-7
_NEW, _NEW_AND_NAMED = 14, 120
"""Within how many days of its start a text may speak of a duty on some goods without saying which."""
_ORDER = {"headline": 0, "sum": 1, "asleep": 2, "cut": 3, "listed": 4, "stack": 5, "announced": 6}
_KNOWN = frozenset({"headline", "sum", "listed", "announced", "stack", "asleep"})
_FITS: Mapping[str, frozenset[str]] = {
    "suspended": frozenset({"asleep"}),
    "reduced_by": frozenset({"cut", "asleep"}),
    "peak": frozenset({"headline", "sum"}),
    "proposed": _KNOWN,
    "announced": _KNOWN,
}
_IN_FORCE = frozenset({"headline", "sum", "listed", "stack"})
_AHEAD = ("proposed", "announced")


def match(stated: StatedRate, levels: Levels) -> Level | None:
    """Return the level on record that fits a rate best, or None.

    What is said of all goods is held against duties on all goods alone; a duty on a list of goods fits only
    where the text names goods or says that it speaks of some.
    """
    found = fitting(stated, levels)
    if stated.product:
        named = [level for level in found if _on(stated, levels, level, "words")]
        named = [level for level in named if f"({_recorded(stated)})" in level.told] or named
        named = named or [level for level in found if _on(stated, levels, level, "lines")]
        found = named or [level for level in found if level.on_all]
    elif stated.is_on_some_goods:
        meant = [level for level in found if not level.on_all and _is_meant(stated, levels, level)]
        all_goods = [level for level in found if level.on_all]
        found = [level for level in meant if level.rank == 0] or all_goods or meant
    else:
        found = [level for level in found if level.on_all]
    return min(found, key=lambda level: _distance(stated, level), default=None)


def fitting(stated: StatedRate, levels: Levels) -> list[Level]:
    """Return the levels of a rate's height and kind that held, or were to hold, when the text says."""
    wanted = _FITS.get(stated.status, _IN_FORCE)
    found = [
        level
        for level in levels.all
        if abs(level.rate - stated.value) < _SAME and level.meaning in wanted and _in_time(stated, level)
    ]
    if stated.status == "peak" and stated.value + _SAME < highest(levels, stated.case.desk.known_at):
        return [level for level in found if level.meaning == "sum"]
    return found


def highest(levels: Levels, known_at: date) -> float:
    """Return the highest headline rate up to a day."""
    return max((side.rate for days, side in levels.spans if days.first <= known_at), default=0.0)


def on_the_world(stated: StatedRate, desk: Desk, importer: str) -> Level | None:
    """Return a duty of an importer on the world of the rate asked for; of several, one on the goods named."""
    other = _bystander(desk.record, importer)
    levels = desk.levels((importer, other))
    found = [
        level
        for level in levels.all
        if level.meaning in ("listed", "announced")
        and abs(level.rate - stated.value) < _SAME
        and any(WORLD in desk.record.scope_of(name).origins for name in level.tranches)
        and (_on(stated, levels, level, "words") if stated.product else level.on_all)
        and _in_time(stated, level)
    ]
    best = min(found, key=lambda level: _distance(stated, level), default=None)
    if best is None:
        return None
    return replace(best, told=best.told.replace(f"{importer} on {other}", f"{importer} on all countries"))


def _bystander(record: Record, importer: str) -> str:
    """Return an economy that the importer's duties on all the world spare least."""
    world = [
        tranche.id
        for tranche in record.tranches_of_importer(importer)
        if WORLD in record.scope_of(tranche.id).origins
    ]
    others = (code for code, one in record.tables.economies.items() if code != importer and not one.members)
    return max(others, key=lambda code: sum(record.covers(name, code) for name in world))


def _recorded(stated: StatedRate) -> str:
    return stated.case.lexicon.goods.recorded_as(stated.product).lower()


def _on(stated: StatedRate, levels: Levels, level: Level, by: Literal["words", "lines"]) -> bool:
    folders = stated.case.desk.folders
    return any(bears_on(levels, name, stated.product, by, folders) for name in level.tranches)


def _distance(stated: StatedRate, level: Level) -> tuple[int, int, int, int]:
    """Return how far a level is from what the text says: in time first, then by what it is."""
    if stated.window:
        late = level.days.days_from(stated.window) > SLACK
        return (int(late), _ORDER[level.meaning], level.rank, _starts_from(level, stated.window))
    day = Window(stated.published, stated.published)
    away = level.days.days_from(day) if stated.is_now else _starts_from(level, day)
    return (int(level.last < stated.published), _ORDER[level.meaning], level.rank, away)


def _starts_from(level: Level, window: Window) -> int:
    return Window(level.first, level.first).days_from(window)


def _is_meant(stated: StatedRate, levels: Levels, level: Level) -> bool:
    """Say whether a duty on some goods can be meant where the text names none: on this origin, or new."""
    window = stated.window or Window(stated.published, stated.published)
    named = any(levels.pair[1] in levels.record.scope_of(name).origins for name in level.tranches)
    return _starts_from(level, window) <= (_NEW_AND_NAMED if named else _NEW)


def _in_time(stated: StatedRate, level: Level) -> bool:
    """Say whether a level held, or was known to come, on the days that a text speaks of."""
    if stated.window is None:
        return stated.status != "peak" or level.first <= stated.case.desk.known_at
    return stated.status in _AHEAD or level.days.days_from(stated.window) <= SLACK
