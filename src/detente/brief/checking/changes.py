"""How duties changed from one step to the next: by how much, and from what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.brief.checking.level import SAME, Level
from detente.core.wording import percent, points
from detente.duties.headline import Component, Headline

if TYPE_CHECKING:
    from detente.brief.checking.levels import Levels


def changes(levels: Levels) -> Iterator[Level]:
    """Yield the falls and rises of the headline and of each programme, and what of a fall is for good."""
    importer, origin = levels.pair
    for (_, before), (days, after) in pairwise(levels.spans):
        names = {part.programme: part.label for part in (*before.components, *after.components)}
        for programme, label in ((None, "all duties on all goods"), *names.items()):
            old, new = (_of_programme(side, programme) for side in (before, after))
            if abs(old - new) < SAME:
                continue
            awake = [part for part in after.components if part.state == "in_force"]
            parts = [part for part in awake if programme in (None, part.programme)]
            change = f"by {points(abs(old - new))} points, {percent(old)} to {percent(new)}"
            told = f"{importer} on {origin}: {label} {'cut' if old > new else 'raised'} {change}"
            yield levels.level(round(abs(old - new), 9), "cut" if old > new else "rise", days, told, parts)
            if old < new:
                continue
            asleep = _put_to_sleep(before, after, programme)
            if SAME < asleep < old - new - SAME:
                gone = round(old - new - asleep, 9)
                also = f"{told}: {points(gone)} cancelled and {points(asleep)} suspended"
                yield levels.level(gone, "cut", days, also, parts)


def held_of(before: Headline, level: Level, levels: Levels) -> float:
    """Return what the duties of a level came to in the step before: in all, or under their programmes."""
    if level.meaning == "headline":
        return before.rate
    programmes = {levels.programme(name) for name in level.tranches}
    return _total(
        part for part in before.components if part.programme in programmes and part.state == "in_force"
    )


def held_before(levels: Levels, programme: str, day: date) -> float | None:
    """Return what a programme came to on all goods on the day before; None where the record begins then."""
    earlier = [side for days, side in levels.spans if days.first < day]
    return _of_programme(earlier[-1], programme) if earlier else None


def _put_to_sleep(before: Headline, after: Headline, programme: str | None) -> float:
    slept = {part.tranche for part in before.components if part.state == "suspended"}
    return _total(
        part
        for part in after.components
        if part.state == "suspended" and part.tranche not in slept and programme in (None, part.programme)
    )


def _of_programme(side: Headline, programme: str | None) -> float:
    if programme is None:
        return side.rate
    return _total(
        part for part in side.components if part.programme == programme and part.state == "in_force"
    )


def _total(parts: Iterable[Component]) -> float:
    return round(math.fsum(part.rate for part in parts if isinstance(part.rate, float)), 9)
