"""Expected effects: the effects of several scenarios, weighed by their odds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from detente.core.wording import percent
from detente.impact.effects import Effects, PairDuty
from detente.impact.uncertainty.odds import Odds
from detente.impact.uncertainty.ranges import EXPECTED

Row = TypeVar("Row")


def expected_effects(found: Sequence[Effects], odds: Odds) -> Effects:
    """Return the expectation of every figure; of a single scenario, its own effects.

    Sectors are weighed only where all scenarios have the same; a scenario may have split some. What licences
    come to, and what other models say, is told of each scenario by itself only; a note says what is left out.

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
        world=" or ".join(dict.fromkeys(answer.world for answer in answers)),
        duties=_duties(answers, shares),
        solver=worst.solver,
        notes=(
            *dict.fromkeys(note for answer in answers for note in answer.notes),
            *_left_out(answers, same=same),
        ),
        sources=tuple(dict.fromkeys(source for answer in answers for source in answer.sources)),
        licences=None,
        beside=(),
    )


def _left_out(answers: Sequence[Effects], *, same: bool) -> Iterator[str]:
    """Yield a note on each part of the answers that has no expectation, and where it is told."""
    laid = dict.fromkeys(
        one.restriction for answer in answers if answer.licences for one in answer.licences.restrictions
    )
    if laid:
        yield (
            f"the figures hold {', '.join(laid)}, but licences are told of each scenario by itself: "
            "ask `effects --scenario NAME`"
        )
    for model in dict.fromkeys(other.model for answer in answers for other in answer.beside):
        yield (
            f"the figures are those of {answers[0].model}; what {model} says is told of each scenario by "
            "itself: ask `effects --scenario NAME --model both`"
        )
    if not same:
        yield (
            "sectors are left out, as not every scenario splits the same ones; they are told of each "
            "scenario by itself: ask `effects --scenario NAME`"
        )


def _duties(answers: Sequence[Effects], shares: Sequence[float]) -> tuple[PairDuty, ...]:
    """Return the duties weighed; each names the tranches that could not be weighed in any scenario."""
    rows = zip(*(answer.duties for answer in answers), strict=True)
    missing = (tuple(dict.fromkeys(name for row in side for name in row.left_out)) for side in rows)
    means = _weighed([answer.duties for answer in answers], shares)
    return tuple(replace(mean, left_out=names) for mean, names in zip(means, missing, strict=True))


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
