"""The answer of `diff`: what changed by cause, by chapter and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from detente.duties.differences.causes import Cause
from detente.duties.differences.sights import Places
from detente.duties.differences.tracing import NEGLIGIBLE
from detente.duties.panels.panels import DIGITS, HIGH, LOW, RATES, Floats, coded
from detente.duties.scope.universe import Codes

if TYPE_CHECKING:
    import polars

By = Literal["on", "known_at", "scenario"]
TOTAL = RATES.index("total_rate")


@dataclass(slots=True)
class Effect:
    """What a cause did: on how many lines of origins, on what trade, and the sums of its change over both."""

    cause: Cause
    tranches: dict[str, None] = field(default_factory=dict)
    origins: dict[str, None] = field(default_factory=dict)
    rows: int = 0
    rose: int = 0
    fell: int = 0
    trade_usd: float = 0.0
    change: float = 0.0
    change_usd: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        cause = self.cause
        return {
            "cause": cause.id,
            "kind": cause.kind,
            "programme": cause.programme or None,
            "on": cause.on.isoformat() if cause.on else None,
            "instrument": cause.instrument or None,
            "ruling": cause.ruling or None,
            "event": cause.event or None,
            "text": cause.text,
            "tranches": list(self.tranches),
            "origins": list(self.origins),
            "rows": self.rows,
            "rose": self.rose,
            "fell": self.fell,
            "trade_usd": self.trade_usd,
            "mean_change": round(self.change / self.rows, DIGITS) if self.rows else 0.0,
            "change_usd": round(self.change_usd, 2),
        }


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Changes:
    """The lines of one origin whose duty, or its bounds, changed; `line` are places in the codes.

    `before` and `after` have a row for each of the rates of a panel. `change` is that of the stated duty;
    where the ordinary duty is unknown it is that of the duties added to it. `told` are places in `words`.
    """

    origin: str
    line: Places
    before: Floats
    after: Floats
    change: Floats
    trade_usd: Floats
    told: Places
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Difference:
    """The answer of `diff`: what changed, by cause, by chapter and line by line.

    `by` is what the two sides, called by `labels`, differ in; `on` the day of entry where that is not it.
    """

    importer: str
    by: By
    labels: tuple[str, str]
    on: date | None
    codes: Codes
    origins: tuple[str, ...]
    changes: tuple[Changes, ...]
    effects: tuple[Effect, ...]
    year: int | None
    source: str
    notices: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many lines of origins changed."""
        return sum(len(found.line) for found in self.changes)

    def frame(self) -> polars.DataFrame:
        """Return the changed lines as a table, with the causes of each and what each brought."""
        import polars

        sizes = [len(found.line) for found in self.changes]
        words = list(dict.fromkeys(word for found in self.changes for word in found.words))
        place = {word: number for number, word in enumerate(words)}
        told = [
            np.array([place[word] for word in found.words], dtype=np.uint32)[found.told]
            for found in self.changes
        ]
        columns: dict[str, list[Floats]] = {
            "before": [found.before[TOTAL] for found in self.changes],
            "after": [found.after[TOTAL] for found in self.changes],
            "change": [found.change for found in self.changes],
            "low_before": [found.before[LOW] for found in self.changes],
            "high_before": [found.before[HIGH] for found in self.changes],
            "low_after": [found.after[LOW] for found in self.changes],
            "high_after": [found.after[HIGH] for found in self.changes],
            "trade_usd": [found.trade_usd for found in self.changes],
        }
        of_origin = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
        names = [found.origin for found in self.changes]
        lines = joined([found.line for found in self.changes])
        return polars.DataFrame(
            [
                coded("importer", [self.importer], np.zeros(self.rows, dtype=np.uint32)),
                coded("origin", names, of_origin),
                coded("product", self.codes.astype(np.str_).tolist(), lines),
                *(
                    polars.Series(name, joined(parts).astype(np.float64)).fill_nan(None)
                    for name, parts in columns.items()
                ),
                coded("causes", words, joined(told)),
            ]
        )

    def chapters(self) -> list[dict[str, Any]]:
        """Return what changed by chapter: rows, how many rose and fell, the trade, the mean change."""
        line = joined([found.line for found in self.changes]).astype(np.intp)
        change = joined([found.change for found in self.changes]).astype(np.float64)
        trade = joined([found.trade_usd for found in self.changes]).astype(np.float64)
        names, own = np.unique(self.codes[line].astype("S2"), return_inverse=True)
        columns = (
            np.ones(len(line)), change > NEGLIGIBLE, change < -NEGLIGIBLE, trade, change, change * trade,
        )  # fmt: skip
        sums = np.stack([np.bincount(own, column, len(names)) for column in columns])
        return [
            {
                "chapter": name.decode(), "rows": int(rows), "rose": int(rose), "fell": int(fell),
                "trade_usd": usd, "mean_change": round(moved / rows, DIGITS),
                "change_usd": round(paid, 2),
            }
            for name, (rows, rose, fell, usd, moved, paid) in zip(names, sums.T.tolist(), strict=True)
        ]  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape: by cause and by chapter. The rows go to a file."""
        chapters = self.chapters()
        return {
            "importer": self.importer,
            "by": self.by,
            "on": self.on.isoformat() if self.on else None,
            "before": self.labels[0],
            "after": self.labels[1],
            "origins": list(self.origins),
            "lines": len(self.codes),
            "rows": self.rows,
            "rose": sum(row["rose"] for row in chapters),
            "fell": sum(row["fell"] for row in chapters),
            "trade_usd": sum(row["trade_usd"] for row in chapters),
            "change_usd": round(sum(row["change_usd"] for row in chapters), 2),
            "causes": [effect.as_json() for effect in self.effects],
            "chapters": chapters,
            "year": self.year,
            "source": self.source,
            "notices": list(self.notices),
        }


def joined(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Return arrays end to end; an empty one where there are none."""
    return np.concatenate(parts) if parts else np.zeros(0)
