"""From when a tariff rate holds, as the text says; the day of an announcement is not it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.kinds.action_days import day_of_actions
from detente.news.kinds.rate_levels import Level
from detente.news.kinds.rate_lists import is_line
from detente.news.kinds.rate_own_days import (
    day_by_then,
    day_of_now,
    day_of_pair,
    day_of_peak,
    day_of_same,
    day_set,
    own_day,
)  # fmt: skip
from detente.news.lexicon.wording import TARIFF, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_EFFECTIVE = Pattern(
    r"\b(?=[a-z])(?:effective|(?:takes?|took|taking|taken)\s+effect|into\s+(?:effect|force)"
    r"|(?:becom(?:e|es|ing)|became)\s+(?:effective|law)|kick(?:s|ed|ing)?\s+in"
    r"|with\s+effect|in\s+place|starting|beginning|starts?|started|begins?|began|as\s+of|as\s+from|in\s+effect|(?:starts?|begins?)\s+(?:collecting|charging|applying|levying|enforcing)\s+[\w%-]+"
    r"|in\s+force|appl(?:y|ies|ied)|(?:up|down|rises?|rose)\s+to\s+R+)(?:\s+(?:again|immediately|only))?"
    r"(?:(?:\s+(?:midnight\s+)?(?:from|on|midnight|as\s+of|since|in|after|by)\s+|,\s*|\s+)"
    r"|\s+(?:for|with\s+respect\s+to|at|from|on\s+or\s+after|N+|T+\s+after)\b[^D;]{3,200}?\s(?:on\s+)?)(?P<date>D+)",
    hints=("effect", "force", "becom", "becam", "kick", "place", "start", "begin", "began", "as ", "appl",
           "up ", "down ", "rise", "rose "),
)  # fmt: skip
_ON_OR_AFTER = Pattern(
    r"\bon\s+(?:or|and)\s+after\s+(?:N+[^D;]{0,60}?\son\s+)?(?P<date>D+)", hints=("after",)
)
_FROM = Pattern(
    r"\b(?:from|since|starting|beginning|midnight(?:\s+on)?)\s+(?:in\s+|midnight\s+)?(?:N+\S{0,6}\s+[^.;D]{0,40}?)?(?P<date>D+)"
    r"|(?P<span>(?<=[\s,])D{12,})",
    hints=("from", "since", "start", "begin", "midnight", "D" * 12),
)
_ON = Pattern(r"\s+(?:\S+\s+){0,12}?on\s+(?P<date>D+)")
_BY_DAY = Pattern(
    lambda: rf"(?:{verbs('cut')}|{verbs('raise')}|{verbs('abolish')}|{verbs('suspend')})"
    r"(?:,?\s+(?:by|before|no\s+later\s+than))\s+(?P<date>D+)",
    hints=("by ", "before ", "later "),
)  # fmt: skip
_NOT_EFFECTIVE = Pattern(
    r"\b(?:signed|announced?|imposed|issued|dated|published|said|told|order|proclaimed|notified|threatened|wrote|met)\s+(?:on\s+|[\w\s]{0,24}?(?:of|on)\s+)?$|\bof\s+$"
)
_GOES_ON = Pattern(
    lambda: (
        r"(?:that|the|this|it|under|both|these|they|such)\b(?:\s+(?:new\s+|latest\s+"
        r"|higher\s+)?(?:deal|truce|agreement|accord"
        rf"|pact|pause|measures?|move|temporary|same|cuts?|changes?|increases?|hikes?|rates?|levy"
        rf"|{words('tariff')}))?"
    )
)
_IT_STARTS = Pattern(
    lambda: (
        r"(?:it|they|this|these|both|(?:the|these|such|all|that|this)\s+(?:(?!and\b|of\b|for\b)[\w-]+\s+){0,3}?"
        rf"(?:measures?|cuts?|changes?|increases?|hikes?|move|rates?|reductions?|adjustments?|suspension|pause|truce|freeze|arrangement"
        rf"|{words('tariff')}))\b"
    )
)
_THEY_START = Pattern(r"(?:the|these|all)\s+(?:\w+\s+)?(?:cuts|changes|reductions|suspensions?)\b")
_NEW_RATE = Pattern(
    lambda: (
        rf"the\s+(?:new|lower|higher|reduced|revised)\s+(?:tariff\s+|duty\s+)?(?:rates?\b|{words('tariff')})"
    ),
    hints=("new ", "lower ", "higher ", "reduced ", "revised "),
)
_WEEKDAY = Pattern(r"\D*(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_PUT = Pattern(r"\b(?:imposed|put|hit|placed|introduced|levied|slapped|responded|retaliated|raised|added)\b")
_TO_PUT = Pattern(r"\b(?:impos|plac|levy|put|introduc)\w*\b")
_IN = Pattern(r"\b(?:in|since|on)\s+$")
_SINCE = Pattern(
    r"\bsince\s+(?:early\s+|late\s+|mid-?)?$"
    r"|\b(?:it|they|he|she)\s+(?:had\s+|has\s+)?(?:imposed|placed|put|raised|introduced|levied)\s+(?:on\s+)?in\s+$"
)
_SIGNED = Pattern(r"\b(?:signed|announced|issued|signing|announcing)\b")
_PAST = Pattern(r"\b(?:in|during(?:\s+the)?)\s+$")
_BACK, _LIST_BACK = 3, 80
"""How many sentences before a rate its day may be told, and before a line of a list."""
_FURTHER_ON = 120
"""How many sentences after a rate a text may name its day by calling it the new rate."""
_BESIDE = 8
"""How near after another rate a time is that rate's own, in characters."""
_LONG = 120
"""After how many days a thing is told of as past."""
_CHANGES = ("reduced", "increased", "reduced_by", "suspended")


def effective_date(reading: Reading, level: Level, status: str) -> str:
    """Return the day or month from which a rate holds; empty where no dated word says."""
    if status == "peak":
        return day_of_peak(reading, level)
    dated = "D" in level.sentence.mask
    found = own_day(reading, level) if dated and status != "proposed" else ""
    if dated and not found:
        found = _stated(reading, level, (_EFFECTIVE, _ON_OR_AFTER))
    if not found and status in ("suspended", "in_force", "reduced_by"):
        found = day_of_actions(reading)
    if dated and not found:
        found = _dated(reading, level, status)
    found = found or day_of_same(reading, level) or _long_ago(reading, level)
    if found or status == "proposed":
        return found
    if is_line(reading, level.sentence, level.amount):
        return day_of_list(reading, level.sentence)
    found = told_after(reading, level.sentence)
    if not found and status in ("announced", "in_force"):
        found = _told_before(reading, level.sentence)
    if found or status not in _CHANGES:
        return found or day_of_now(reading, level.sentence) or _enacted(reading, level)
    return _told_with(reading, level)


def _dated(reading: Reading, level: Level, status: str) -> str:
    """Return the day that the words of a rate or its sentence give in less common ways."""
    return (
        _by_day(reading, level)
        or day_by_then(reading, level)
        or _stated(reading, level, (_FROM,))
        or _on_day(reading, level, status)
        or day_of_pair(reading, level)
        or day_set(reading, level)
    )


def _enacted(reading: Reading, level: Level) -> str:
    """Return the past month or day that the sentence gives for a rate that was put in force."""
    article, sentence = reading.article, level.sentence
    first = sentence.start if level.amount in level.among[1:] else level.start
    done = _PUT.search(article.mask, first, level.amount.start) is not None
    if not done and not _TO_PUT.search(article.mask, first, level.amount.start):
        return ""
    for time in article.times_in(sentence.start, min(level.end + 20, sentence.end)):
        last = article.mask[max(time.start - 7, 0) : time.start]
        past = done or is_long_ago(time.first, article.document.published)
        if past and _IN.search(last) and len(time.first) > 4 and _may_be_effective(reading, sentence, time):
            return time.first
    return ""


def _stated(reading: Reading, level: Level, patterns: tuple[Pattern, ...]) -> str:
    """Return the date of words such as `effective` or `from`: with the rate, else in its sentence."""
    mask, sentence = reading.article.mask, level.sentence
    told_again = ((level.start, level.end),) if level.amount.start == level.amount.end else ()
    for first, last in (*told_again, (level.amount.end, level.until), (sentence.start, sentence.end)):
        if mask.find("D", first, last) < 0:
            continue
        for pattern in patterns:
            for match in pattern.finditer(mask, first, last) if sentence.bits & pattern.needs else ():
                time = _time_of(reading, match)
                near = pattern is not _FROM or first == level.amount.end or match.start() == sentence.start
                if time and (near or time.day or "/" in time.value):
                    return time.first if time.day else time.value
    return ""


def _by_day(reading: Reading, level: Level) -> str:
    """Return the day by which a rate is to be changed, as in lower by June 1 the duty to 10 percent."""
    mask, first, last = reading.article.mask, level.start, level.amount.start
    match = _BY_DAY.search(mask, first, last) if level.sentence.bits & _BY_DAY.needs else None
    time = next(iter(reading.article.times_in(match.start("date") - 5, match.end())), None) if match else None
    return time.day if time else ""


def _on_day(reading: Reading, level: Level, status: str) -> str:
    """Return the day after `on` that follows a rate and the goods it is on."""
    mask = reading.article.mask
    match = _ON.match(mask, level.amount.end, level.until)
    time = _time_of(reading, match) if match else None
    if match is None or time is None or not time.day:
        return ""
    if status in ("announced", "proposed") and time.day <= reading.article.document.published.isoformat():
        return ""
    told = _NOT_EFFECTIVE.search(mask, max(match.start("date") - 40, 0), match.start("date"))
    return "" if told else time.day


def _time_of(reading: Reading, match: re.Match[str]) -> Time | None:
    group = "date" if match["date"] else "span"
    times = reading.article.times_in(match.start(group) - 5, match.end(group))
    stretch = group == "span"
    return next((one for one in times if not stretch or "/" in one.value), None)


def _long_ago(reading: Reading, level: Level) -> str:
    """Return the year of a dispute long ago that a rate is told of."""
    article, sentence = reading.article, level.sentence
    for time in article.times_in(sentence.start, sentence.end):
        past = len(time.value) == 4 and int(time.value) < article.document.published.year - 1
        if past and _PAST.search(article.mask, max(time.start - 12, 0), time.start):
            return time.value
    return ""


def told_after(reading: Reading, sentence: Sentence) -> str:
    """Return the day or month that the next sentences give, as in `The cuts start on May 14`."""
    other_rates = False
    for one in reading.article.sentences[sentence.number + 1 : sentence.number + 5]:
        begins = "D" in one.mask and (_THEY_START if other_rates else _IT_STARTS).match(one.mask)
        match = reading.article.search(_EFFECTIVE, one, one.start, one.end) if begins else None
        time = _time_of(reading, match) if match else None
        if time and (time.day or len(time.value) == 7):
            return time.first
        other_rates = other_rates or "R" in one.mask
    return _of_new_rate(reading, sentence)


def _of_new_rate(reading: Reading, sentence: Sentence) -> str:
    """Return the day that a text gives further on for the new rate, which it names so."""
    for one in reading.article.sentences[sentence.number + 5 : sentence.number + _FURTHER_ON]:
        named = one.bits & _NEW_RATE.needs and _NEW_RATE.match(one.mask)
        if named and "D" in one.mask and "R" not in one.mask:
            match = reading.article.search(_EFFECTIVE, one, one.start, one.end)
            time = _time_of(reading, match) if match else None
            return time.day if time else ""
    return ""


def _told_before(reading: Reading, sentence: Sentence) -> str:
    """Return the day to come that the sentence before gives for tariffs."""
    article = reading.article
    for one in reversed(article.sentences[max(sentence.number - _BACK, 0) : sentence.number]):
        if not article.has(TARIFF, one):
            continue
        match = "D" in one.mask and (
            article.search(_FROM, one, one.start, one.end)
            or article.search(_EFFECTIVE, one, one.start, one.end)
        )
        time = _time_of(reading, match) if match else None
        if time and time.day > article.document.published.isoformat():
            named = set(reading.codes_in(sentence.start, sentence.end, but=(reading.issuer,)))
            told = set(reading.codes_in(one.start, one.end, but=(reading.issuer,)))
            if named <= told or not told:
                return time.day
        if "R" in one.mask:
            break
    return ""


def day_of_list(reading: Reading, sentence: Sentence) -> str:
    """Return the day from which the rates of a list hold, as the sentences that lead to it say."""
    article = reading.article
    for one in reversed(article.sentences[max(sentence.number - _LIST_BACK, 0) : sentence.number]):
        if "D" in one.mask and reading.article.has(TARIFF, one):
            for pattern in (_EFFECTIVE, _FROM):
                match = article.search(pattern, one, one.start, one.end)
                time = _time_of(reading, match) if match else None
                if time and time.day:
                    return time.day
    return ""


def is_long_ago(day: str, published: date) -> bool:
    """Say whether a day or month lies so far back that what it is told of was done then.

    Example:
        >>> is_long_ago("2018-03", date(2025, 6, 9)), is_long_ago("2025-06-03", date(2025, 6, 9))
        (True, False)
    """
    return day[:7] < (published - timedelta(days=_LONG)).isoformat()[:7]


def _told_with(reading: Reading, level: Level) -> str:
    """Return the time that a past change is told with: in its sentence, else in the one or two before."""
    article, sentence = reading.article, level.sentence
    for number in range(sentence.number, max(sentence.number - 3, -1), -1):
        one = article.sentences[number]
        if number < sentence.number and not _GOES_ON.match(article.mask, sentence.start, sentence.end):
            break
        if number < sentence.number - 1 and "\n\n" in article.body[one.end : sentence.start]:
            break
        last = min(level.end + 60, one.end) if number == sentence.number else one.end
        times = article.times_in(one.start, last)
        before = [time for time in times if number < sentence.number or time.start < level.amount.start]
        for time in (*reversed(before), *(time for time in times if time not in before)):
            others = [rate.end for rate in level.among if rate != level.amount and rate.end < time.start]
            of_another = time.start < level.amount.start and others and time.start - others[-1] < _BESIDE
            since = _SINCE.search(article.mask, max(time.start - 30, one.start), time.start)
            if not of_another and not since and _may_be_effective(reading, one, time):
                return time.first
    return ""


def _may_be_effective(reading: Reading, sentence: Sentence, time: Time) -> bool:
    article = reading.article
    said = article.body[time.start : time.end].lower()
    if said == "today" and _SIGNED.search(article.mask, time.end, sentence.end):
        return False
    if time.value > article.document.published.isoformat() or len(time.value) == 4 or "week" in said:
        return False
    return not _WEEKDAY.match(said) and not _NOT_EFFECTIVE.search(
        article.mask, max(time.start - 40, sentence.start), time.start
    )
