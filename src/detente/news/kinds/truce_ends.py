"""The day on which a truce ends: until, through, to; the last of them where it was prolonged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_PROLONGS = Pattern(
    r"\b(?:exten\w+|prolong\w*|continu\w+|renew\w*|push\w*|roll\w*|another|further|maintain\w*)\b[^;]*$"
)
_UNTIL_DAY = Pattern(
    r"\b(?:until|through|till|(?:postponed|delayed|deferred|put\s+off|pushed\s+back)\s+(?:from\s+D+\s+)?to"
    r"|(?:end|expiry|expiration)\s+date\s+(?:of|is)|expires?(?:\s+(?:on|in))?|expire\s+on|ends|(?:return|resume|snap\s+back|kick\s+back\s+in|come\s+back|kick\s+in)\s+on"
    r"|ends?\s+(?:on|at\s+[^D]{2,50}?\s+on)"
    r"|(?:expir|end|laps)ing\s+(?:on|in)|lapses?\s+(?:on|in)|ends?\s+in|deadline\s+of"
    r"|runs?\s+out(?:\s+(?:on|in))?|running\s+out\s+(?:on|in)|until\s+at\s+least|through\s+at\s+least)\s+(?:N+\S{0,6}\s+[^D]{0,45}?\son\s+)?$|\bto\s+$"
)
_TILL_MONTH = Pattern(
    r"\b(?:until|till|through|(?:expir(?:es?|ing)|end(?:s|ing)?|laps(?:es?|ing)|runs?\s+out|running\s+out)(?:\s+(?:in|at|by))?)"
    r"\s+(?:(?:early|mid|late|the\s+end\s+of|end)[\s-]+)?$"
)
_TILL_END = Pattern(r"\b(?:until|till|through)\s+(?:at\s+least\s+)?(?:the\s+)?end\s+of\s+$")
"""Until the end of a year, which is its last day."""
_YEAR = 4
_ENDS_THEN = Pattern(
    lambda: (
        rf",?\s+(?:when|on\s+which)\s+[^.;]{{0,50}}?(?:{words('pauses')}|\bit\b)[^.;]{{0,60}}?\b(?:ends?|expires?|lapses?|runs?\s+out)\b"
    )
)
"""What stands after the day on which a truce ends, as in `on Friday, when the truce expires`."""
_IT = Pattern(r"(?:it|the|that|this|these)\b")


def end_of_truce(reading: Reading, told: Sequence[Sentence]) -> str:
    """Return the day on which a truce ends, where the words say it; the last one where it was prolonged.

    Args:
        reading: The text.
        told: The sentences that speak of the truce.
    """
    article = reading.article
    first = ""
    prolonged = ""
    for sentence in told:
        day, longer = _until(reading, sentence)
        first = first or ("" if longer else day)
        prolonged = max(prolonged, day) if longer else prolonged
    for number in sorted({sentence.number + 1 for sentence in told}):
        one = article.sentences[number] if number < len(article.sentences) else None
        if one is None or not _IT.match(one.mask):
            continue
        stretch = next(
            (time for time in article.times_in(one.start, one.end) if is_stretch(reading, time)), None
        )
        first = first or (stretch.value.partition("/")[2] if stretch and stretch.day else "")
    return prolonged or first


def _until(reading: Reading, sentence: Sentence) -> tuple[str, bool]:
    """Return the day or month until which a sentence says a truce holds, and whether it was prolonged."""
    article, first, month = reading.article, "", ""
    for time in article.times_in(sentence.start, sentence.end):
        if is_stretch(reading, time):
            return time.value.partition("/")[2], False
        left = article.mask[sentence.start : time.start]
        until = _UNTIL_DAY.search(left[-80:]) or _ENDS_THEN.match(article.mask, time.end, sentence.end)
        if len(time.value) == _YEAR and _TILL_END.search(left[-40:]):
            return f"{time.value}-12-31", _PROLONGS.search(left) is not None
        if len(time.value) == 7 and time.value >= article.document.published.isoformat()[:7]:
            month = month or (time.value if _TILL_MONTH.search(left[-40:]) else "")
        if not time.day or not (until or article.body[time.start : time.end].lower().startswith("until")):
            continue
        if _PROLONGS.search(left):
            return time.day, True
        first = first or time.day
    return first or month, False


def is_stretch(reading: Reading, time: Time) -> bool:
    """Say whether a time is told from its first day to its last."""
    said = reading.article.body[max(time.start - 8, 0) : time.start + 8].lower()
    return "/" in time.value and re.search(r"\b(?:from|between)\b", said) is not None
