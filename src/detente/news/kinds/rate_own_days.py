"""The day that a rate's own words give: imposed last year, put on last week, by March 1; or its pair's."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.soundness import MOST_DAYS

_PUT = (
    r"(?:imposed|introduced|slapped|levied|enacted|adopted|instituted|applied|brought\s+in|put\s+(?:in\s+place"
    r"|on|in|into\s+(?:force|effect))|hit\s+with|raised|doubled)"
)
_PUT_THEN = Pattern(
    rf"(?:[^,;.R]{{0,70}}?,?\s+)??(?:{_PUT})\s+(?:by\s+(?:the\s+)?[EABP]+\s+)?"
    r"(?:in\s+\w+\s+(?:steps|stages|rounds|phases)\s+)?(?:(?:back\s+)?(?:in|since|during)\s+"
    r"|earlier\s+)?(?P<date>D{4,})",
    hints=("impos", "introduc", "slap", "levied", "enact", "adopt", "institut", "applied",
           "brought", "put ", "hit ", "raised", "doubled"),
)  # fmt: skip
"""The rate that was put on then."""
_PUT_ON_THEN = Pattern(
    r"[^,;.R]{0,50}?\s(?:it|he|she|they|[EPB]+)\s+(?:had\s+|has\s+)?(?:placed|put|imposed|introduced|levied|slapped)\s+"
    r"(?:on|over|against|upon|because\s+of)\s+[^,;.DR]{1,60}?\s+(?:(?:back\s+)?(?:in|since)\s+)?(?P<date>D{4,})",
    hints=("placed", "put ", "impos", "introduc", "levied", "slap"),
)
"""The rate that somebody put on some goods, or for some reason, then."""
_THEN_PUT = Pattern(
    r"(?P<date>D{4,})\s+(?:also\s+)?(?:put|imposed|slapped|levied|introduced|hit|placed)\s+[^,;.DR]{0,50}$",
    hints=("put ", "impos", "slap", "levied", "introduc", "hit ", "placed"),
)
_LATER = Pattern(r"[^;.R]{0,50}?\s(?:(?P<many>T+)|(?:a|one)\s+month)\s+later\b", hints=("later",))
"""The rate that was put on months after another deed."""
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
_SET_FOR = (
    r"(?:scheduled|set|due|planned|slated|threatened)\s+(?:for|on|to\s+(?:start|begin|kick\s+in|take\s+effect)(?:\s+on)?)"
    r"\s+(?P<date>D+)"
)
_IS_SET = Pattern(
    r"(?:,?\s+(?!talks|meeting|summit|hearing|vote|review|deadline|visit|call|election|negotiat|consult|discuss)[^\s;.R]+"
    rf"){{0,12}}?,?\s+{_SET_FOR}",
    hints=("scheduled", "set ", "due ", "planned", "slated", "threatened"),
)
_RISE_SET = Pattern(
    lambda: (
        rf"(?:{words('tariff')}|\b(?:increases?|hikes?|rises?|jump|step))\s+(?:(?:that|which)\s+(?:was|were|is|are|had\s+been)\s+)?"
        rf"{_SET_FOR}"
    ),
    hints=("scheduled", "set ", "due ", "planned", "slated", "threatened"),
)
"""A rise that is to come on a day, before the words for how high it goes."""
_SAME_DAY = Pattern(
    r"\b(?:over|in|within|during|on|by|at|from)\s+(?:that|the)\s+same\s+(?:period|day|date|time|deadline)\b",
    hints=(" same ",),
)
_ON_OR_BY = Pattern(r"\b(?:by|on|from)\s+(?P<date>D+)")
_UNTIL_THEN = Pattern(
    r"[^,;.DR]{0,12}(?:\s+from\s+(?:about\s+)?R+)?\s+(?:by|no\s+later\s+than)\s+(?P<date>D+)",
    hints=(" by ", "later"),
)
_PAIRED = Pattern(r"[^;.DR]{0,20}\s+(?:on|from)\s+(?P<date>D+)")
_ALSO_WOULD = Pattern(
    r",?\s+and\s+(?:the\s+)?[EA]+(?:['’]s?)?\s[^;.]*\b(?:would|will|could|to)\s[^;.]*$", hints=(" and ",)
)
_AFTER_DAYS = Pattern(
    r"T+\s+after\s+(?:signing|publication|signature|today|the\s+(?:order|proclamation|announcement"
    r"|signing))|\bwithin\s+T+",
    hints=("after ", "within "),
)
_NOW = Pattern(
    r"\b(?:are|is)\s+now\b|\beffective\s+(?:immediately|today)\b|^today\b",
    hints=("now", "effective", "today"),
)
_TAKES_EFFECT = Pattern(r"\btake\s+effect\b|\beffective\b")
_OWN_DAY = _PUT_THEN.needs | _EARLY_IN.needs | _PUT_ON_THEN.needs | _THEN_PUT.needs | _PEAK_IN.needs
"""Pieces of words of which a sentence has at least one that tells in which past time a rate was put on."""
_MONTH = 7
_WEEK, _HALF_YEAR = 7, 150


def own_day(reading: Reading, level: Level) -> str:
    """Return the past time in which a rate's own words put it on, as in imposed earlier this year."""
    later = _months_later(reading, level) if _LATER.may_be_in(level.sentence.bits) else ""
    if later:
        return later
    if not level.sentence.bits & _OWN_DAY:
        return ""
    mask, bits, place, last = reading.article.mask, level.sentence.bits, level.amount.end, level.until
    for pattern in (_PUT_THEN, _EARLY_IN):
        found = _past(reading, pattern.match(mask, place, last)) if bits & pattern.needs else ""
        if found:
            return found
    match = _PUT_ON_THEN.match(mask, place, last) if bits & _PUT_ON_THEN.needs else None
    time = _time(reading, match)
    if time and not time.day:
        return _past(reading, match)
    first = max(level.sentence.start, level.amount.start - 90)
    match = _THEN_PUT.search(mask, first, level.amount.start) if bits & _THEN_PUT.needs else None
    return _past(reading, match) or _past(reading, _at_peak(reading, level))


def _months_later(reading: Reading, level: Level) -> str:
    """Return the month of a rate that came so many months after the time told before it."""
    article, sentence = reading.article, level.sentence
    match = _LATER.match(article.mask, level.amount.end, level.until)
    told = [one for one in article.times_in(sentence.start, level.amount.start) if len(one.first) >= _MONTH]
    if match is None or not told:
        return ""
    first, last = match.span("many") if match["many"] else (0, 0)
    many = next((one for one in article.amounts_in(first, last) if one.unit == "months"), None)
    if match["many"] and many is None:
        return ""
    count = int(told[-1].first[:4]) * 12 + int(told[-1].first[5:7]) - 1 + (round(many.value) if many else 1)
    found = f"{count // 12}-{count % 12 + 1:02}"
    return found if found <= article.document.published.isoformat() else ""


def day_of_peak(reading: Reading, level: Level) -> str:
    """Return the past time at which tariffs stood highest, as in at the height of it in April."""
    match = _PEAKED.match(reading.article.mask, level.amount.end, level.until)
    return _past(reading, _at_peak(reading, level)) or _past(reading, match)


def _at_peak(reading: Reading, level: Level) -> re.Match[str] | None:
    sentence = level.sentence
    if not sentence.bits & _PEAK_IN.needs:
        return None
    return _PEAK_IN.search(reading.article.mask, sentence.start, level.amount.start)


def day_by_then(reading: Reading, level: Level) -> str:
    """Return the day by which a rate is to be changed, told after it."""
    mask = reading.article.mask
    match = _UNTIL_THEN.match(mask, level.amount.end, level.sentence.end)
    if match is None or not _BY_THEN.search(mask, level.sentence.start, level.amount.start):
        return ""
    time = _time(reading, match)
    return time.day if time else ""


def day_set(reading: Reading, level: Level) -> str:
    """Return the day for which a rate, or the rise that leads to it, is set."""
    mask, sentence = reading.article.mask, level.sentence
    if not sentence.bits & _IS_SET.needs:
        return ""
    match = _IS_SET.match(mask, level.amount.end, level.until)
    time = _time(reading, match or _RISE_SET.search(mask, sentence.start, level.amount.start))
    return _to_come(time.day, reading.article.document.published) if time and time.day else ""


def _to_come(day: str, published: date) -> str:
    """Return a day to come, the next such weekday or day of a year where the last was understood."""
    then = date.fromisoformat(day)
    if then > published:
        return day
    if (published - then).days < _WEEK:
        return (then + timedelta(days=_WEEK)).isoformat()
    return f"{then.year + 1}{day[4:]}" if (published - then).days > _HALF_YEAR and day[5:] != "02-29" else ""


def day_of_same(reading: Reading, level: Level) -> str:
    """Return the day of the rate that the sentence before told of, where this one comes with it."""
    article, sentence = reading.article, level.sentence
    same = sentence.number and sentence.bits & _SAME_DAY.needs and _SAME_DAY.search(sentence.mask)
    if not same:
        return ""
    last = article.sentences[sentence.number - 1]
    time = _time(reading, _ON_OR_BY.search(article.mask, last.start, last.end)) if "R" in last.mask else None
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


def day_of_now(reading: Reading, sentence: Sentence) -> str:
    """Return the day of publication where the words say that a rate holds now, or so many days after it."""
    article = reading.article
    published = article.document.published
    for one in reversed(article.sentences[max(sentence.number - 5, 0) : sentence.number + 1]):
        if one.mask.rstrip().endswith(":") or one.number == sentence.number:
            if one.bits & _NOW.needs and _NOW.search(one.mask):
                return published.isoformat()
            if one.number != sentence.number:
                break
    if reading.effective_after is None:
        reading.effective_after = 0
        telling = (each for each in article.sentences if each.bits & _AFTER_DAYS.needs)
        for match in (one for each in telling for one in article.searched(_AFTER_DAYS, each)):
            amounts = article.amounts_in(match.start(), match.end())
            days = [one.value for one in amounts if one.unit == "days" and 1 <= one.value <= MOST_DAYS]
            if days and _TAKES_EFFECT.search(article.mask, max(match.start() - 60, 0), match.start()):
                reading.effective_after = int(days[0])
                break
    after = reading.effective_after
    return (published + timedelta(days=after)).isoformat() if after else ""
