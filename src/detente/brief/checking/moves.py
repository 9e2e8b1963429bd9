"""Whether duties moved as a text tells: down or up to a rate, and from which."""

from __future__ import annotations

from detente.brief.checking.level import SAME, Level
from detente.brief.checking.levels import Levels
from detente.brief.checking.stated import MOVED, StatedRate


def moved_as_told(stated: StatedRate, level: Level) -> bool:
    """Say whether duties said to be cut to a rate, or raised to it, were; true where that cannot be told."""
    if level.before is None or stated.status not in MOVED or level.meaning in ("cut", "rise"):
        return True
    return (
        level.before > level.rate + SAME if stated.status == "reduced" else level.before < level.rate - SAME
    )


def came_from_there(stated: StatedRate, levels: Levels, level: Level) -> bool:
    """Say whether the duties of a level came, at some time before it, to what a text has before it."""
    if stated.previous is None or level.before is None:
        return True
    programmes = {levels.programme(name) for name in level.tranches}
    return any(
        abs(one.rate - stated.previous) < SAME
        and one.first < level.first
        and (
            one.meaning == level.meaning == "headline"
            or {levels.programme(name) for name in one.tranches} == programmes
        )
        for one in levels.all
        if one.meaning in ("headline", "sum", "listed")
    )
