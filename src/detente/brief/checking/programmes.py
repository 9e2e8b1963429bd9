"""Which programmes of duties a text names, where it tells a rate by its ground and not by its goods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.brief.checking.level import Level
from detente.brief.checking.levels import Levels
from detente.brief.checking.stated import StatedRate

_BY_SECTION = "Section"


def programmes_named(stated: StatedRate, levels: Levels) -> frozenset[str]:
    """Return the programmes that the words of a rate name, such as the reciprocal duty or Section 301."""
    words = stated.clause
    return frozenset(
        name for name, called in _called(levels) if re.search(rf"\b{re.escape(called)}\b", words)
    )


def under_programmes(stated: StatedRate, levels: Levels, found: list[Level]) -> list[Level]:
    """Return the levels with a duty of the programmes that the words name; all, where they name none."""
    named = programmes_named(stated, levels)
    if not named:
        return found
    return [level for level in found if any(levels.programme(name) in named for name in level.tranches)]


def _called(levels: Levels) -> Iterator[tuple[str, str]]:
    """Yield programmes that are told by no goods, on all goods or by section of a law, with their names."""
    table = levels.record.tables.programmes
    for name, on_all in levels.programmes.items():
        short = table[name].short
        if short and (on_all or short.startswith(_BY_SECTION)):
            yield name, " ".join(short.lower().split()[:2])
