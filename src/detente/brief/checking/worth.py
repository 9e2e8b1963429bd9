"""Which listed duties a text means that tells how many lines, or goods of what worth, they are on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from detente.brief.checking.level import Level
from detente.brief.checking.levels import Levels
from detente.ledger.entries import Products
from detente.news.grammar.amounts import amounts
from detente.news.grammar.words import Words

_LEAST_WORTH = 1e9
"""USD below which a sum is no worth of goods under a duty."""
_LINES = re.compile(r"(\d[\d,]*)\s+(?:\w+\s+){0,2}?(?:items|lines|categories|subheadings)\b")
_SLACK = 0.08
"""How far the worth of goods may lie off, as a fraction: texts and lists round."""


def measured(text: str) -> tuple[frozenset[float], frozenset[int]]:
    """Return the worths in USD and the numbers of lines that a text names.

    Example:
        >>> measured("a duty on 5,745 items, or $200 billion of goods")
        (frozenset({200000000000.0}), frozenset({5745}))
    """
    worths = (one.value for one in amounts(Words(text)) if one.unit == "USD" and one.value >= _LEAST_WORTH)
    return frozenset(worths), frozenset(int(count.replace(",", "")) for count in _LINES.findall(text))


def of_that_worth(text: str, levels: Levels, found: Iterable[Level]) -> list[Level] | None:
    """Return the listed duties that are on as many lines, or goods of that worth, alone or together.

    None where the text tells neither, or the record does not know the same of any of them.

    Args:
        text: The sentence.
        levels: The rates of the pair.
        found: Duties on lists, of one height.
    """
    worths, counts = measured(text)
    known = [
        level
        for level in found
        if (goods := _goods(levels, level))
        and ((worths and goods.trade_usd is not None) or (counts and goods.lines is not None))
    ]
    if not known:
        return None
    alone = [level for level in known if _is_one(_goods(levels, level), worths, counts)]
    return alone or _together(levels, known, worths)


def _is_one(goods: Products | None, worths: frozenset[float], counts: frozenset[int]) -> bool:
    if goods is None:
        return False
    worth = goods.trade_usd
    return goods.lines in counts or (worth is not None and any(_near(worth, one) for one in worths))


def _together(levels: Levels, known: list[Level], worths: frozenset[float]) -> list[Level]:
    """Return duties of one programme that are on goods of that worth together, as one level."""
    rows = {level.tranches[0]: level for level in known if level.meaning == "listed"}
    for programme in dict.fromkeys(levels.programme(name) for name in rows):
        parts = [level for name, level in rows.items() if levels.programme(name) == programme]
        total = math.fsum(goods.trade_usd or 0 for one in parts if (goods := _goods(levels, one)))
        if len(parts) > 1 and any(_near(total, one) for one in worths):
            return [
                replace(
                    parts[-1],
                    told="; ".join(one.told for one in parts),
                    first=max(one.first for one in parts),
                    last=min(one.last for one in parts),
                    tranches=tuple(name for one in parts for name in one.tranches),
                    sources=tuple(source for one in parts for source in one.sources),
                    known_from=max(one.known_from for one in parts),
                )
            ]
    return []


def _goods(levels: Levels, level: Level) -> Products | None:
    products = levels.record.scope_of(level.tranches[0]).products if level.tranches else "all"
    return None if products == "all" else products


def _near(worth: float, told: float) -> bool:
    return abs(worth - told) <= _SLACK * told
