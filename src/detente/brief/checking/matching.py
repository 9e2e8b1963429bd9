"""Which level on record a rate in a text means: by its height, its kind, its goods and its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from detente.brief.checking.asking import Desk
from detente.brief.checking.goods import bears_on, reaches
from detente.brief.checking.level import SAME, Level
from detente.brief.checking.levels import Levels
from detente.brief.checking.moves import came_from_there, moved_as_told
from detente.brief.checking.programmes import programmes_named, under_programmes
from detente.brief.checking.stated import MOVED, StatedRate
from detente.brief.checking.worth import of_that_worth
from detente.core.codes import WORLD
from detente.ledger.record import Record
from detente.news.windows import Window

SLACK = 1
"""Days by which a text and the record may differ: when it is midnight here, it is a day later elsewhere."""
_NEW, _NEW_AND_NAMED = 14, 120
"""Within how many days of its start a text may speak of a duty on some goods without saying which."""
_PUT_OFF = 31
"""By how many days the beginning of what is announced may lie from the day that a text gives."""
_FRESH = 3
"""For how many days after its announcement a duty is what a text on duties most likely tells of."""
_ANNOUNCED_BEFORE = 200
"""How many days after its announcement a duty may begin."""
_ORDER = {
    name: place
    for place, name in enumerate(("headline", "sum", "asleep", "cut", "rise", "listed", "stack", "announced"))
}
_TO_COME = frozenset({"headline", "sum", "listed", "announced", "stack"})
_FITS: Mapping[str, frozenset[str]] = {
    "suspended": frozenset({"asleep"}),
    "reduced_by": frozenset({"cut", "asleep"}),
    "peak": frozenset({"headline", "sum"}),
    "proposed": _TO_COME - {"stack"},
    "announced": _TO_COME,
}
_IN_FORCE = frozenset({"headline", "sum", "listed", "stack"})
_CHANGES: Mapping[str, frozenset[str]] = {
    "reduced": frozenset({"cut", "asleep"}),
    "increased": frozenset({"rise"}),
    "suspended": frozenset({"asleep"}),
}
"""What a figure in points can mean, by the status; of another it may be any change."""
_ANY_CHANGE = frozenset({"cut", "rise", "asleep"})
_AHEAD = ("proposed", "announced")


def match(stated: StatedRate, levels: Levels) -> Level | None:
    """Return the level on record that fits a rate best, or None.

    What is said of all goods is held against duties on all goods alone; a duty on a list of goods fits only
    where the text names goods or says that it speaks of some.
    """
    found = under_programmes(stated, levels, fitting(stated, levels))
    if stated.product:
        found = _on_goods(stated, levels, found)
    elif stated.other_goods:
        found = [level for level in found if _on(stated, levels, level, "words")]
    elif stated.is_on_some_goods:
        found = _on_some_goods(stated, levels, found)
    elif not programmes_named(stated, levels):
        found = [level for level in found if level.on_all]
    found = [level for level in found if moved_as_told(stated, level)] or found
    return nearest(stated, [level for level in found if came_from_there(stated, levels, level)] or found)


def _on_goods(stated: StatedRate, levels: Levels, found: list[Level]) -> list[Level]:
    """Return the levels on the goods that a text names; those on all goods only where these reach them."""
    named = _named(stated, levels, found)
    if named:
        return named
    folders = stated.case.desk.folders
    on_all = [level for level in found if level.on_all and level.meaning != "stack"]
    return [level for level in on_all if reaches(levels, level, stated.product, folders)]


def _named(stated: StatedRate, levels: Levels, found: list[Level]) -> list[Level]:
    """Return the levels on the goods that a text names: by words, of these by lines where any are."""
    named = [level for level in found if _on(stated, levels, level, "words")]
    called = [level for level in named if f"({_recorded(stated)})" in level.told]
    by_line = [level for level in called or named or found if _on(stated, levels, level, "lines")]
    return by_line or called or named


def _on_some_goods(stated: StatedRate, levels: Levels, found: list[Level]) -> list[Level]:
    """Return the levels that a text can mean which speaks of some goods and names none."""
    all_goods = [level for level in found if level.on_all]
    listed = [level for level in found if not level.on_all]
    counted = of_that_worth(stated.case.written(stated.fact), levels, listed)
    if counted is not None:
        return counted or _begun_then(stated, listed) or all_goods
    if programmes_named(stated, levels):
        return listed or all_goods
    meant = [level for level in listed if _is_meant(stated, levels, level)]
    return [level for level in meant if level.rank == 0] or all_goods or meant


def nearest(stated: StatedRate, found: Iterable[Level]) -> Level | None:
    """Return the level that is nearest to what a text says; None without any."""
    return min(found, key=lambda level: _distance(stated, level), default=None)


def fitting(stated: StatedRate, levels: Levels) -> list[Level]:
    """Return the levels of a rate's height and kind that held, or were to hold, when the text says."""
    wanted = _FITS.get(stated.status, _TO_COME if stated.is_ahead else _IN_FORCE)
    if stated.is_change:
        wanted = _CHANGES.get(stated.status, wanted & _ANY_CHANGE or _ANY_CHANGE)
    found = [
        level
        for level in levels.all
        if abs(level.rate - stated.value) < SAME and level.meaning in wanted and _in_time(stated, level)
    ]
    if stated.status == "peak" and stated.value + SAME < highest(levels, stated.case.desk.known_at):
        return [level for level in found if level.meaning == "sum"]
    return found


def highest(levels: Levels, known_at: date) -> float:
    """Return the highest headline rate up to a day."""
    return max((side.rate for days, side in levels.spans if days.first <= known_at), default=0.0)


def on_those_goods(stated: StatedRate, levels: Levels) -> Level | None:
    """Return what the record charges on the goods that a text names, on the day that it speaks of."""
    day = stated.window or Window(stated.published, stated.published)
    held = [
        level
        for level in levels.all
        if level.meaning == "listed" and not level.on_all and level.days.overlaps(day)
    ]
    found = _named(stated, levels, held)
    return min(found, key=lambda level: (level.rank, -level.first.toordinal()), default=None)


def levels_on_the_world(desk: Desk, importer: str) -> Levels:
    """Return the rates of an importer on an economy that its duties on all the world spare least."""
    return desk.levels((importer, _bystander(desk.record, importer)))


def on_the_world(stated: StatedRate, desk: Desk, importer: str) -> Level | None:
    """Return a duty of an importer on the world of the rate asked for; of several, one on the goods named."""
    levels = levels_on_the_world(desk, importer)
    found = [
        level
        for level in levels.all
        if level.meaning in ("listed", "announced")
        and abs(level.rate - stated.value) < SAME
        and any(WORLD in desk.record.scope_of(name).origins for name in level.tranches)
        and _in_time(stated, level)
    ]
    found = under_programmes(stated, levels, found)
    on_all = [level for level in found if level.on_all]
    found = _named(stated, levels, found) if stated.product or stated.other_goods else on_all
    best = nearest(stated, found)
    if best is None:
        return None
    return replace(best, told=told_of_the_world(best, levels))


def told_of_the_world(level: Level, levels: Levels) -> str:
    """Return a duty on the world in words, without the economy that stood for it."""
    importer, other = levels.pair
    return level.told.replace(f"{importer} on {other}", f"{importer} on all countries")


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
    goods, folders = stated.product or stated.other_goods, stated.case.desk.folders
    return any(bears_on(levels, name, goods, by, folders) for name in level.tranches)


def _distance(stated: StatedRate, level: Level) -> tuple[int, int, int, int, int]:
    """Return how far a level is from what the text says: in time first, then by what it is."""
    if stated.window:
        late = level.days.days_from(stated.window) > SLACK
        starts = _starts_from(level, stated.window)
        if stated.status in _AHEAD:
            return (int(late), starts, _ORDER[level.meaning], level.rank, -level.known_from.toordinal())
        return (int(late), 0, _ORDER[level.meaning], level.rank, starts)
    day = Window(stated.published, stated.published)
    starts = _starts_from(level, day)
    away = level.days.days_from(day) if stated.is_now or stated.status == "in_force" else starts
    away = 0 if _is_fresh(stated, level) else away + 1
    return (int(level.last < stated.published), 0, _ORDER[level.meaning], level.rank, away * 10000 + starts)


def _is_fresh(stated: StatedRate, level: Level) -> bool:
    """Say whether a level is to come and was made known just before a text that tells of no present."""
    told = (stated.published - level.known_from).days
    return level.first > stated.published and told <= _FRESH and not stated.is_now


def _starts_from(level: Level, window: Window) -> int:
    return Window(level.first, level.first).days_from(window)


def _begun_then(stated: StatedRate, listed: list[Level]) -> list[Level]:
    """Return the duties on this origin that begin on the very day that a text gives."""
    window = stated.window
    return [level for level in listed if window and level.rank == 0 and _starts_from(level, window) <= SLACK]


def _is_meant(stated: StatedRate, levels: Levels, level: Level) -> bool:
    """Say whether a duty on some goods can be meant where the text names none: on this origin, or new.

    What a text announces or threatens, and gives no day, is not what holds already.
    """
    if stated.status in _AHEAD and stated.window is None and level.first < stated.published:
        return False
    window = stated.window or Window(stated.published, stated.published)
    named = any(levels.pair[1] in levels.record.scope_of(name).origins for name in level.tranches)
    return _starts_from(level, window) <= (_NEW_AND_NAMED if named else _NEW)


def _in_time(stated: StatedRate, level: Level) -> bool:
    """Say whether a level held, or was known to come, on the days that a text speaks of.

    A text may give the day on which a duty was announced as its day.
    """
    window = stated.window
    if window is None and level.meaning == "stack" and level.last < stated.published:
        return False
    if window is None and stated.is_ahead and stated.status in MOVED:
        return level.last >= stated.published
    if window is None and stated.status in ("in_force", *MOVED):
        return (level.first - stated.published).days <= SLACK or _is_fresh(stated, level)
    if window is None and stated.status == "proposed":
        return level.last >= stated.published
    if window is None:
        return stated.status != "peak" or level.first <= stated.case.desk.known_at
    if stated.status in _AHEAD:
        return _starts_from(level, window) <= _PUT_OFF
    if level.days.days_from(window) <= SLACK:
        return True
    known = Window(level.known_from, level.known_from)
    return window.is_day and known == window and level.days.days_from(window) <= _ANNOUNCED_BEFORE
