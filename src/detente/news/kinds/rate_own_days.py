"""The day that a rate's own words give: imposed last year, put on last week, by March 1; or its pair's."""

from __future__ import annotations

import re
from datetime import date

from detente.news.grammar.times import Time
from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_PUT = (
    r"(?:imposed|introduced|slapped|levied|enacted|adopted|instituted|applied|brought\s+in|put\s+(?:in\s+place"
    r"|on|in|into\s+(?:force|effect))|hit\s+with|raised|doubled)"
)
_PUT_THEN = Pattern(
    rf"(?:[^,;.R]{{0,70}}?,?\s+)??(?:{_PUT})\s+(?:by\s+(?:the\s+)?[EABP]+\s+)?"
    r"(?:(?:back\s+)?(?:in|since|during)\s+"
    r"|earlier\s+)?(?P<date>D{4,})",
    hints=("impos", "introduc", "slap", "levied", "enact", "adopt", "institut", "applied",
           "brought", "put ", "hit ", "raised", "doubled"),
)  # fmt: skip
"""The rate that was put on then."""
_THEN_PUT = Pattern(
    r"(?P<date>D{4,})\s+(?:also\s+)?(?:put|imposed|slapped|levied|introduced|hit|placed)\s+[^,;.DR]{0,50}$",
    hints=("put ", "impos", "slap", "levied", "introduc", "hit ", "placed"),
)
_EARLY_IN = Pattern(
    r",?\s+(?:at\s+the\s+(?:beginning|start|turn)\s+of|early\s+in)\s+(?P<date>D{4,})",
    hints=("beginning", "start", "turn", "early"),
)
_PEAK_IN = Pattern(
    r"\b(?:height|peak|worst|apex|zenith)\b[^;.D]{0,40}\b(?:in|during|of)\s+(?:early\s+|late\s+)?(?P<date>D{4,})",
    hints=("height", "peak", "worst", "apex", "zenith"),
)
_PEAKED = Pattern(r"\s+(?:(?:in|during|of)\s+)?(?P<date>D{4,})")
_BY_THEN = Pattern(
    lambda: (
        rf"\b(?:will|shall|would|to|agreed\s+to)\s+(?:{verbs('cut')}|{verbs('raise')}|{verbs('abolish')})[^;.D]*$"
    )
)
_UNTIL_THEN = Pattern(r"[^,;.DR]{0,12}\s+(?:by|no\s+later\s+than)\s+(?P<date>D+)", hints=(" by ", "later"))
_PAIRED = Pattern(r"[^;.DR]{0,20}\s+(?:on|from)\s+(?P<date>D+)")
_ALSO_WOULD = Pattern(
    r",?\s+and\s+(?:the\s+)?[EA]+(?:['’]s?)?\s[^;.]*\b(?:would|will|could|to)\s[^;.]*$", hints=(" and ",)
)
_MONTH = 7


def own_day(reading: Reading, level: Level) -> str:
    """Return the past time in which a rate's own words put it on, as in imposed earlier this year."""
    mask, last = reading.article.mask, level.until
    for pattern in (_PUT_THEN, _EARLY_IN):
        near = pattern.may_be_in(mask[level.amount.end : last])
        found = _past(reading, pattern.match(mask, level.amount.end, last) if near else None)
        if found:
            return found
    first = max(level.sentence.start, level.amount.start - 90)
    near = _THEN_PUT.may_be_in(mask[first : level.amount.start])
    match = _THEN_PUT.search(mask, first, level.amount.start) if near else None
    return _past(reading, match) or _past(reading, _at_peak(reading, level))


def day_of_peak(reading: Reading, level: Level) -> str:
    """Return the past time at which tariffs stood highest, as in at the height of it in April."""
    match = _PEAKED.match(reading.article.mask, level.amount.end, level.until)
    return _past(reading, _at_peak(reading, level)) or _past(reading, match)


def _at_peak(reading: Reading, level: Level) -> re.Match[str] | None:
    sentence = level.sentence
    if not _PEAK_IN.may_be_in(sentence.mask):
        return None
    return _PEAK_IN.search(reading.article.mask, sentence.start, level.amount.start)


def day_by_then(reading: Reading, level: Level) -> str:
    """Return the day by which a rate is to be changed, told after it."""
    mask = reading.article.mask
    match = _UNTIL_THEN.match(mask, level.amount.end, level.until)
    if match is None or not _BY_THEN.search(mask, level.sentence.start, level.amount.start):
        return ""
    time = _time(reading, match)
    return time.day if time else ""


def day_of_pair(reading: Reading, level: Level) -> str:
    """Return the day to come of the rate beside which another's is told as coming too."""
    mask = reading.article.mask
    for one in level.among[: level.among.index(level.amount)] if level.amount in level.among else ():
        match = _PAIRED.match(mask, one.end, level.amount.start)
        time = _time(reading, match)
        if match and time and time.day > reading.article.document.published.isoformat():
            joined = _ALSO_WOULD.search(mask, match.end(), level.amount.start)
            return time.day if joined else ""
    return ""


def _time(reading: Reading, match: re.Match[str] | None) -> Time | None:
    if match is None:
        return None
    return next(iter(reading.article.times_in(match.start("date") - 1, match.end("date"))), None)


def _past(reading: Reading, match: re.Match[str] | None) -> str:
    """Return the time of a match, the last such month where one to come was understood."""
    time, published = _time(reading, match), reading.article.document.published
    if time is None:
        return ""
    value = time.value if "/" in time.value else time.first
    if value <= published.isoformat():
        return value
    last = str(date.fromisoformat(f"{value}-01").year - 1) if len(value) == _MONTH else ""
    return f"{last}{value[4:]}" if last else ""
