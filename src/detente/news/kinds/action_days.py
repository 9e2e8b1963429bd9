"""The day by which the sides of an agreement do what it lists."""

from __future__ import annotations

from detente.news.grammar.article import Sentence
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_ACTIONS = Pattern(
    r"\b(?:take|taking|adopt)\b[^.]*?\b(?:actions?|steps|measures"
    r"|changes)\s+(?:\w+\s+){0,3}?(?:by\s+)?D+$",
    hints=("take", "taking", "adopt"),
)
_BY_DAY = Pattern(
    r"\b(?:actions?|steps|measures|changes)\s+(?:\w+\s+){0,3}?(?:by\s+)?(?P<date>D+)",
    hints=("action", "steps", "measures", "changes"),
)


def day_of_actions(reading: Reading) -> str:
    """Return the day by which the sides of an agreement take the actions it lists."""
    article = reading.article
    if reading.actions_day is None:
        found = (_day_in(reading, one) for one in article.sentences if _ACTIONS.may_be_in(one.bits))
        reading.actions_day = next((day for day in found if day), "")
    return reading.actions_day


def _day_in(reading: Reading, sentence: Sentence) -> str:
    """Return the day by which a sentence says that actions are taken, empty where it says none."""
    article = reading.article
    for match in article.searched(_BY_DAY, sentence):
        time = next(iter(article.times_in(match.start("date") - 3, match.end("date"))), None)
        if time and time.day and _ACTIONS.search(article.mask, sentence.start, match.end()):
            return time.day
    return ""
