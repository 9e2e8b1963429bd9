"""The questions whose answers would settle a range, each with what it would make of the duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.products import dotted
from detente.duties.calculation.charging import Charge, Charging
from detente.duties.calculation.rules import HOLDS
from detente.duties.calculation.suppositions import Supposed
from detente.ledger.facts import Fact, shipped_facts, shown

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A value of a fact, and the total duty that it leaves; None where the ordinary duty is unknown."""

    value: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact left open: its key, the question in words, and what each answer makes of the total duty."""

    fact: str
    question: str
    answers: tuple[Answered, ...]


def questions(
    charging: Charging,
    codes: Sequence[str],
    supposed: Supposed,
    charges: Sequence[Charge],
    base: tuple[Floats, Floats],
) -> tuple[Question, ...]:
    """Return the open facts that change the duty, in the order of the law.

    Args:
        charging: The law at work on the goods.
        codes: The line of each good.
        supposed: The cases tried.
        charges: What each rule charges in them.
        base: The least and most ordinary duty in each case; where that is unknown the added duty counts.
    """
    nothing = np.zeros(len(supposed.cases.good))
    low = sum((charge.low for charge in charges), nothing) + np.nan_to_num(base[0])
    high = sum((charge.high for charge in charges), nothing) + np.nan_to_num(base[1])
    known = not np.isnan(base[0]).any()
    found = [_question(charging, key, supposed, low, high, known) for key in supposed.open_facts]
    return tuple(
        question for question in (_which_line(codes, supposed, low, high, known), *found) if question
    )


def _which_line(
    codes: Sequence[str], supposed: Supposed, low: Floats, high: Floats, known: bool
) -> Question | None:
    """Return the question which line it is, where the lines below a code pay different duties."""
    least, most = supposed.least(low), supposed.most(high)
    edges = [(round(float(a), 9), round(float(b), 9)) for a, b in zip(least, most, strict=True)]
    if len(set(edges)) < 2:
        return None
    alike: dict[tuple[float, float], list[str]] = {}
    for code, both in zip(codes, edges, strict=True):
        alike.setdefault(both, []).append(dotted(code))
    return Question(
        fact="product",
        question="Which of the lines below this code is it?",
        answers=tuple(
            Answered(value=_few(names), low=both[0] if known else None, high=both[1] if known else None)
            for both, names in alike.items()
        ),
    )


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _question(
    charging: Charging, key: str, supposed: Supposed, low: Floats, high: Floats, known: bool
) -> Question | None:
    """Return what each value of a fact makes of the duty, the others as stated if that tells them apart."""
    for cases in (_others_as_stated(supposed, key), np.ones(len(low), dtype=np.bool_)):
        answers = _answers(np.asarray(supposed.cases.facts[key]), cases, low, high)
        if len(set(answers.values())) > 1:
            break
    else:
        return None
    return Question(
        fact=key,
        question=_words(charging, shipped_facts().get(key), key),
        answers=tuple(
            Answered(value=shown(value), low=edges[0] if known else None, high=edges[1] if known else None)
            for value, edges in answers.items()
        ),
    )


def _answers(
    values: npt.NDArray[Any], cases: Flags, low: Floats, high: Floats
) -> dict[Any, tuple[float, float]]:
    """Return the least and most duty under each value of a fact, in the order of the values."""
    found = {}
    for value in dict.fromkeys(values[cases].tolist()):
        own = cases & (values == value)
        found[value] = (round(float(low[own].min()), 9), round(float(high[own].max()), 9))
    return found


def _others_as_stated(supposed: Supposed, key: str) -> Flags:
    """Return the cases in which every open fact but one is what the stated figure takes."""
    size = len(supposed.cases.good)
    first = supposed.first[np.searchsorted(supposed.first, np.arange(size), side="right") - 1]
    kept = np.ones(size, dtype=np.bool_)
    for other in supposed.open_facts:
        if other != key:
            values = np.asarray(supposed.cases.facts[other])
            kept &= values == values[first]
    return kept


def _words(charging: Charging, fact: Fact | None, key: str) -> str:
    if fact:
        return fact.question
    if key == HOLDS:
        return "Did what the instruments on record bring after its newest material come about?"
    title = next(rule.tranche.title for rule in charging.law.rules if rule.tranche.id == key)
    return (
        f"Are the goods among those of {key}{f' ({title})' if title else ''}, whose lines are not on record?"
    )
