"""The day by which the sides of an agreement do what it lists."""

from __future__ import annotations

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
        reading.actions_day = ""
        needs = (_ACTIONS.needs, _BY_DAY.needs)
        told = all(any(one.bits & bits for one in article.sentences) for bits in needs)
        for match in _BY_DAY.finditer(article.mask) if told else ():
            sentence = article.sentence_at(match.start())
            time = next(iter(article.times_in(match.start("date") - 3, match.end("date"))), None)
            if time and time.day and _ACTIONS.search(article.mask, sentence.start, match.end()):
                reading.actions_day = time.day
                break
    return reading.actions_day
