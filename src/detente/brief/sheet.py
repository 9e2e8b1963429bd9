"""The sheet as data: the sections, the sources they cite, and what the answer rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.brief.parts import Clock, Cost, Evidence, Figure, Promised, Standing
from detente.brief.said import Article, Chain, Said
from detente.core.citing import NumberedSource
from detente.core.plain import plain
from detente.duties.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The sheet on two economies and a day; every number in `cites` stands in `sources`.

    Example:
        >>> from detente.workbench import Workbench
        >>> sheet = Workbench().brief("USA", "CHN", on="2025-06-09", scenarios=["hold"])
        >>> [round(side.rate, 3) for side in sheet.standing]
        [0.3, 0.1]
    """

    between: tuple[str, str]
    names: Mapping[str, str]
    on: date
    known_at: date | None
    status: Status
    standing: tuple[Standing, ...]
    clock: Clock
    promised: tuple[Promised, ...]
    evidence: tuple[Evidence, ...]
    measured: tuple[Figure, ...]
    costs: tuple[Cost, ...]
    sources: tuple[NumberedSource, ...]
    notices: tuple[str, ...]
    record: str
    world: str
    detente: str
    articles: tuple[Article, ...] = ()
    said: tuple[Said, ...] = ()
    chains: tuple[Chain, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: rates as fractions, effects in percent, days as ISO dates."""
        return {
            "between": list(self.between),
            "on": self.on.isoformat(),
            "known_at": self.known_at and self.known_at.isoformat(),
            "articles": plain(self.articles),
            "said": plain(self.said),
            "status": self.status.as_json(),
            "standing": plain(self.standing),
            "clock": plain(self.clock),
            "promises": {"agreements": plain(self.promised), "evidence": plain(self.evidence)},
            "measured": plain(self.measured),
            "costs": [_cost_json(cost) for cost in self.costs],
            "chains": plain(self.chains),
            "sources": [{"number": entry.number, **plain(entry.source)} for entry in self.sources],
            "notices": list(self.notices),
            "record": self.record,
            "world": self.world,
            "detente": self.detente,
        }


def _cost_json(cost: Cost) -> dict[str, Any]:
    return {
        **plain(cost.effects.as_json()),
        "spread": plain(cost.spread),
        "dropped": list(cost.dropped),
        "real_income_range": plain(cost.real_income),
        "most_affected": {"economies": plain(cost.economies), "sectors": plain(cost.sectors)},
        "cites": list(cost.cites),
    }
