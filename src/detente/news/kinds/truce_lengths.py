"""How long a truce lasts: in its own sentences, else a window or deadline of so many days."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.soundness import MOST_DAYS
from detente.news.tuples import NamedTuple

_FOR_ONE = Pattern(r"\b(?:for|by)\s+(?:another\s+|a\s+)(?:full\s+)?(?P<unit>year|month|week)\b")
_LEFT = Pattern(
    r"\b(?:laps|expir|end|clos|run)(?:e|es|ed|s|ing|ning)?\s+(?:out\s+)?"
    r"(?:in|within)\s+(?:just\s+|about\s+|only\s+)*$"
)
"""How long a truce still lasts is not its length."""
_OF_TALKS = Pattern(
    r"\s+(?:ago|earlier|left|remaining|to\s+(?:run|go|spare)|of\s+(?:[\w-]+\s+){0,3}?(?:talks|meetings|negotiations|discussions|consultations|bargaining|haggling))\b"
)
"""How long the sides have talked, how long ago it was or how long there still is."""
_WINDOW = Pattern(r"\s+(?:\w+\s+)?(?:deadline|window|period|truce|pause)")
_MONTH_DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}
_YEAR = 12


class Pause(NamedTuple):
    """A sentence that speaks of a truce, and where its words begin."""

    sentence: Sentence
    start: int


def length(reading: Reading, pauses: Sequence[Pause], alone: bool = True) -> int | None:
    """Return how many days a truce lasts, None where the text does not say.

    Args:
        reading: The text.
        pauses: The sentences that speak of the truce.
        alone: Whether it is the truce of the text, so that a window told elsewhere is its own.
    """
    article = reading.article
    for pause in pauses:
        for amount in article.amounts_in(pause.sentence.start, pause.sentence.end):
            days = _days_of(amount)
            left = _LEFT.search(article.mask, max(amount.start - 40, 0), amount.start)
            if days and not left and not _OF_TALKS.match(article.mask, amount.end, pause.sentence.end):
                return days
    for pause in pauses:
        one = _FOR_ONE.search(article.mask, pause.start, pause.sentence.end)
        if one:
            return _MONTH_DAYS[f"{one['unit']}s"]
    for amount in article.amounts if alone else ():
        days = _days_of(amount)
        if days and _WINDOW.match(article.mask, amount.end, amount.end + 30):
            return days
    return None


def _days_of(amount: Amount) -> int:
    """Return how many days an amount of time is; 0 for what no truce can last."""
    many = amount.value * _MONTH_DAYS.get(amount.unit, 0)
    if amount.unit == "months" and amount.value % _YEAR == 0:
        many = amount.value / _YEAR * _MONTH_DAYS["years"]
    return round(many) if 1 <= many <= MOST_DAYS else 0
