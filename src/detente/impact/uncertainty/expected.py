"""Expected effects: the effects of several scenarios, weighed by their odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from detente.core.wording import percent
from detente.impact.effects import Effects
from detente.impact.uncertainty.odds import Odds
from detente.impact.uncertainty.ranges import EXPECTED

Row = TypeVar("Row")


def expected_effects(found: Sequence[Effects], odds: Odds) -> Effects:
    """Return the expectation of every figure; of a single scenario, its own effects.

    Sectors are weighed only where all scenarios have the same; a scenario may have split some. What licences
    add, and what other models say, is told of each scenario by itself only.

    Args:
        found: The effects by scenario, in the order of the odds.
        odds: The scenarios and their odds.
    """
    if len(found) == 1:
        return found[0]
    likely = [(answer, share) for answer, share in zip(found, odds.weights, strict=True) if share > 0]
    answers, shares = [answer for answer, _ in likely], [share for _, share in likely]
    same = len({tuple((row.economy, row.sector) for row in answer.sectors) for answer in answers}) == 1
    worst = max(answers, key=lambda answer: answer.solver.residual)
    titles = ", ".join(f"{percent(round(share, 6))} {name}" for name, share in odds.shares.items())
    return replace(
        answers[0],
        scenario=EXPECTED,
        title=f"expected over scenarios: {titles}",
        economies=_weighed([answer.economies for answer in answers], shares),
        sectors=_weighed([answer.sectors for answer in answers], shares) if same else (),
        duties=_weighed([answer.duties for answer in answers], shares),
        solver=worst.solver,
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        sources=tuple(dict.fromkeys(source for answer in answers for source in answer.sources)),
        licences=None,
        beside=(),
    )


def _weighed(tables: Sequence[Sequence[Row]], shares: Sequence[float]) -> tuple[Row, ...]:
    """Return rows whose numbers are weighed; what is no number is that of the first scenario."""
    return tuple(_mean(rows, shares) for rows in zip(*tables, strict=True))


def _mean(rows: Sequence[Any], shares: Sequence[float]) -> Any:
    means = {
        item.name: sum(share * getattr(row, item.name) for row, share in zip(rows, shares, strict=True))
        for item in fields(rows[0])
        if isinstance(getattr(rows[0], item.name), float)
    }
    return replace(rows[0], **means)
