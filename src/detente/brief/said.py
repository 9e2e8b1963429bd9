"""What articles say, as the sheet holds it: facts with verdicts, and chains that end in a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.brief.checking.findings import Expiry, Figure, Verdict
from detente.brief.parts import Range
from detente.core.citing import Cites

VERDICTS_TOLD: tuple[Verdict, ...] = ("contradicted", "confirmed", "newer", "not checkable")
"""Verdicts in the order in which the sheet tells them; of several on one matter the first counts."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document that the sheet rests on."""

    document: str
    title: str
    source: str
    published: date


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document states a fact; `start` and `end` count characters of its body."""

    document: str
    quotation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that articles state: its quotations with their places, and what the record says of it."""

    kind: str
    told: str
    mentions: tuple[Mention, ...]
    disagree: str
    verdict: Verdict
    record: str
    why: str
    warning: str
    expiry: Expiry | None
    measures: tuple[str, ...]
    figures: tuple[Figure, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Step:
    """From one sentence to what the record has behind it: in words, and by the ids of its measures."""

    sentence: Mention
    record: str
    measures: tuple[str, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Chain:
    """From quoted sentences to a number: the measures behind them, the duty, and what that does.

    `steps` lead from each sentence to its measures. What is in force leads to `hold`, what sleeps and may
    return to `lapse`, what was to `peak`. `rates` are the headline rates both ways then (none for `peak`),
    `average` the added duty on what each side buys of the other, `real_income` what all duties of the pair
    do, in percent; the last two are empty where that was not solved.
    """

    scenario: str
    steps: tuple[Step, ...]
    sentences: tuple[Mention, ...]
    measures: tuple[str, ...]
    rates: Mapping[str, float]
    average: Mapping[str, float]
    real_income: Mapping[str, Range]
    cites: Cites
