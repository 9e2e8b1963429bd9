"""Codes that a schedule renumbered from one edition to the next, followed both ways."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from detente.duties.schedule.editions import SHIPPED

_STEPS = 3


@lru_cache(maxsize=8)
def _links(importer: str) -> dict[str, tuple[str, ...]]:
    """Return for each renumbered code those that it became or came from."""
    path = SHIPPED / f"{importer.lower()}-renumbering.csv"
    found: dict[str, list[str]] = defaultdict(list)
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                found[row["old"]].append(row["new"])
                found[row["new"]].append(row["old"])
    return {code: tuple(dict.fromkeys(others)) for code, others in found.items()}


def renumbered(importer: str, code: str) -> Iterator[tuple[str, ...]]:
    """Yield the codes that a code became or came from, one renumbering away first.

    Eight digits stand for all ten-digit codes that begin with them.

    Example:
        >>> next(renumbered("USA", "0901110045"))
        ('0901110035', '0901110050')
    """
    links = _links(importer)
    reached = {code} | {other for other in links if len(code) == 8 and other.startswith(code)}
    seen = set(reached)
    for _ in range(_STEPS):
        step = sorted({other for known in reached for other in links.get(known, ())} - seen)
        if not step:
            return
        yield tuple(step)
        seen |= set(step)
        reached = set(step)
