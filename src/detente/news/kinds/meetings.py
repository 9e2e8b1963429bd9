"""Meetings, calls and visits: how, where and when the sides meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.text import Span
from detente.news.grammar.times import Time
from detente.news.hints import bits_of
from detente.news.kinds.meeting_occasions import Occasion, same
from detente.news.kinds.meeting_places import Spot, spots_in
from detente.news.kinds.meeting_rounds import (
    NAMED_NEEDS,
    NEXT_NEEDS,
    ROUNDS_NEEDS,
    next_round,
    rounds_in,
    rounds_named,
)  # fmt: skip
from detente.news.kinds.meeting_words import (
    CALL,
    PROCESS,
    TRAVEL,
    aloud,
    besides,
    may_tell_of_talks,
    talks_in,
    travel_in,
)
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_IN_PERSON = Rule(
    name="meeting-in_person", kind="meeting",
    says="Officials meet, talk or reach an agreement in a place that is named, once.",
    example="Scott Bessent and He Lifeng held talks in Geneva on 10 May.",
    near_miss="The two sides have held many rounds of talks in Geneva.",
)  # fmt: skip
_PHONE = Rule(
    name="meeting-phone", kind="meeting", says="A telephone or video call between leaders or officials.",
    example="Trump and Xi spoke by phone on Thursday.", near_miss="Trump called on Xi to act on Thursday.",
)  # fmt: skip
_VISIT = Rule(
    name="meeting-visit", kind="meeting", says="Someone travels to a place or economy, at a time that is "
        "told.",
    example="Vice Premier He Lifeng will visit London from June 8 to 13.",
    near_miss="Vice Premier He Lifeng may visit London.",
)  # fmt: skip
RULES = (_IN_PERSON, _PHONE, _VISIT)
_BY_MODE = {"in_person": _IN_PERSON, "phone": _PHONE, "visit": _VISIT}
_PLANNED = Pattern(
    r"\binvit\w+(?:\s+to)?\s+$|\bwill\s+(?:also\s+)?(?:welcome|host|receive|pay|make|be)\b|\b(?:will|would|to|promised\s+to"
    r"|agreed\s+to)\s+$"
)
_TRAVELLER = Pattern(
    r"[PO]|\b(?:he|she|leaders?|delegations?|team|officials|ministers?|president|premier|negotiators?"
    r"|commissioner)\b"
)
_OTHER_CLAUSE = Pattern(
    r",\s+and\s+(?:he|she|they|it|[EPWBA]|will\b)|;|\b(?:after|before|when|where|while|since|although"
    r"|though|following)\b"
)
"""Where another clause begins, whose time is not that of a meeting."""
_BETWEEN_SIDES = Pattern(
    r"(?:(?<!P)P++|(?<!W)W++|\b(?:negotiators|delegations|envoys|ministers|officials)\b)[^.;]{0,50}?\b(?:met"
    r"|sat\s+down|held\s+(?:\w+\s+)"
    r"{0,2}(?:talks|meetings?)|wrapped\s+up\s+[^.;]{0,30}talks|concluded\s+[^.;]{0,30}talks)\b"
    r"|P,?\s+(?:who\s+)?(?:(?:had|has|also|then)\s+)*(?:hosted|received|welcomed|saw)\s+(?:(?:the\s+)?[EAO]+(?:['’]s?)?\s+|[a-z]+\s+){0,3}P"
    r"|P['’]s?\s+(?:\w+\s+)?(?:meeting|talks|dinner|lunch|summit|encounter)\s+with\s+(?:(?:the\s+)?[EAO]+(?:['’]s?)?\s+|[a-z]+\s+){0,4}P"
)
"""Sides that meet, though the words name no place."""
_MONTH_END = TextPattern(r"\s+(?:at|by|towards?)\s+(?P<when>the\s+end\s+of\s+(?:the|this)\s+month)\b")
_NEXT_YEAR = TextPattern(r"[Nn]ext\s+year")
_PLACED = Pattern(r"(?:E|L)\s+(?:in|back\s+in)\s+$")
"""A place right before a year, as in `their meeting in Osaka in 2019`."""
_SPOKE = Pattern(
    r"(?:P++\s+and\s+(?:\w+\s+){0,2}P+|W+|\b(?:the\s+two(?:\s+men)?|the\s+pair))\s+(?:last\s+|also\s+|had\s+)?(?:spoke|spoken|speak|talked)\b"
    r"|\b(?:spoke|spoken|will\s+speak|to\s+speak|talked)\s+(?:(?:with|to)\s+)(?:(?:his|her|[EABO]+"
    r"|[a-z]+)\s+){0,4}?P+",
    hints=("spoke", "speak", "talked"),
)
"""Leaders or officials who speak with one another; by telephone, where no place is told."""
_SUMMIT = Pattern(r"\bat\s+the\s+(?:[\w-]+\s+){0,2}?summit\b", hints=("summit",))
_INVITED = Pattern(r"invit|(?:(?:is|was|are|were)\s+)?(?:expected|awaited|due)\b")
"""A journey that is to come by its own words."""
_AND_THEN = Pattern(
    r"(?:,|\band)\s+(?:then\s+|later\s+)?(?:(?:to|in)\s+)?(?P<place>E+|L+)\s+(?:(?:on|in|from|over|until)\s+)?(?=D)"
)
"""A further goal of a journey, with its own time."""
_NAMED = bits_of(("EE", "PP", "WW", "AA", "BB", "OO"))
_PEOPLE = Pattern(
    r"\b(?:truce|high-level|meeting|they|pair|two|consultations|officials|leaders|delegations?|sides|their|ministers|negotiators|round|talks|deal|agreement|accord|pact|envoys|presidents)\b"
)
"""Whom a meeting is of, by name and by other words."""
_TOLD = Pattern(r"\b(?:said|announced|confirmed|told|reported|added|speaking|wrote|until|by)\s+(?:on\s+)?$")
_OF_ANOTHER = Pattern(
    r"['’]s?\s+(?:[\w-]+\s+)?(?:truce|deal|agreement|accord|pact|order|decision|announcement)\b"
)
"""What makes a day that of a deal or an order, as in `last month's truce`."""
_CALLS = Pattern(r".*(?:calls|conversations)$")
"""Calls of which no day is told, as of more than one."""
_SINCE = Pattern(r"\b(?:from|since)\s+$")
_OPENS = Pattern(r"(?:[EL]|\b(?:talks|round|meeting|summit))\s+(?:starting\s+|beginning\s+)?from\s+$")
"""What stands before the first day of talks that are to come, as in `the next round in Quito from Monday`."""
_BREAK = Pattern(r"(?:[,;:—(]\s+|\bthat\s+|\bsince\s+)")
_MEETING = CALL.needs | TRAVEL.needs | bits_of(("rounds", "sessions"))
_NEAR = 30
"""How far after a verb of travel its goal may begin, in characters."""
_PARTNER = 60
"""How far after the words of a meeting somebody may be named who takes part, in characters."""


def read_meetings(reading: Reading) -> list[Fact]:
    """Return the meetings of a text, one to an occasion."""
    found: list[Occasion] = []
    for sentence in reading.article.sentences:
        if (sentence.bits & _MEETING or may_tell_of_talks(sentence.bits)) and (
            sentence.bits & _NAMED or _PEOPLE.search(sentence.mask)
        ):
            for one in _in_sentence(reading, sentence):
                begins = reading.article.sentence_at(one.fact.start).number
                reading.meetings.setdefault(begins, []).append(Span(one.fact.start, one.fact.end))
                known = next((place for place, other in enumerate(found) if same(one, other)), None)
                if known is None:
                    found.append(one)
                elif one.fact.fields["date"] and not found[known].fact.fields["date"] and one.spot:
                    found[known] = one
    return [one.fact for one in found]


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Occasion]:
    bits = sentence.bits
    rounds = rounds_in(reading, sentence) if bits & ROUNDS_NEEDS else []
    for spot, time in rounds:
        yield _fact(reading, sentence, "in_person", None, time, spot)
    for one in rounds_named(reading, sentence) if bits & NAMED_NEEDS else ():
        yield _fact(reading, sentence, "in_person", *one)
    spots = spots_in(reading, sentence)
    if rounds and (not spots or spots[-1].start <= rounds[-1][0].end):
        return
    call = CALL.search(reading.article.mask, sentence.start, sentence.end) if bits & CALL.needs else None
    following = None if spots or call or not bits & NEXT_NEEDS else next_round(reading, sentence)
    if following is None:
        yield from _told(reading, sentence, spots, call)
    else:
        yield _fact(reading, sentence, "in_person", *following, None)._replace(to_come=True)


def _told(
    reading: Reading, sentence: Sentence, spots: list[Spot], call: re.Match[str] | None
) -> Iterator[Occasion]:
    """Yield the call, the journey and the talks that a sentence tells of."""
    mask, article, first, last = reading.article.mask, reading.article, sentence.start, sentence.end
    times: Sequence[Time] = article.times_in(first, last)
    times = times and [time for time in times if _is_dated(reading, sentence, time)]
    if call is None and times and not spots:
        call = next((one for one in article.searched(_SPOKE, sentence) if _own(reading, times, one)), None)
    travel = travel_in(reading, sentence) if sentence.bits & TRAVEL.needs else None
    told = may_tell_of_talks(sentence.bits) and (spots or (times and any(time.day for time in times)))
    talks = talks_in(reading, sentence) if told else None
    if not (call or travel or talks):
        return
    if call and not (_CALLS.match(mask, call.start(), call.end()) and not times):
        own = _own(reading, times, call)
        time = _nearest(own, call.start())
        yield _fact(reading, sentence, "phone", call, time, None)
        times = [one for one in times if one is not time]
        talks, spots = besides(reading, sentence, call, spots, times)
    if (
        travel
        and _TRAVELLER.search(sentence.mask)
        and (times or _INVITED.match(travel.group()) or _PLANNED.search(mask, sentence.start, travel.start()))
    ):
        place = _goal(reading, sentence, travel, spots)
        if place is not None:
            time = _nearest(_own(reading, times, travel), travel.start()) or _month_end(reading, place.end)
            yield _fact(reading, sentence, "visit", travel, time, place)
            yield from _further(reading, sentence, spots, place)
            later = [one for one in times if one is not time]
            times, spots = (
                later or times,
                [one for one in spots if one is not place and one.start > travel.start()],
            )
    talks, spots = aloud(reading, sentence, talks, spots, times)
    if talks is None or PROCESS.search(mask, sentence.start, sentence.end):
        return
    summit = article.search(_SUMMIT, sentence, sentence.start, sentence.end) if times and not spots else None
    if summit:
        yield _fact(reading, sentence, "in_person", talks, _nearest(times, summit.start()), None)
    days = [time for time in _own(reading, times, talks) if time.day]
    if not spots and days and _BETWEEN_SIDES.search(mask, sentence.start, sentence.end):
        yield _fact(reading, sentence, "in_person", talks, _nearest(days, talks.start()), None)
    yield from _talks(reading, sentence, talks, spots, times)


def _further(reading: Reading, sentence: Sentence, spots: Sequence[Spot], place: Spot) -> Iterator[Occasion]:
    """Yield other journeys of a sentence, each by a verb or of one: Italy on 16 May and Germany yesterday."""
    for match in reading.article.searched(TRAVEL, sentence):
        after = next((spot for spot in spots if spot.end > match.end() and match.start() > place.end), None)
        if after is not None and after.start < match.end() + _NEAR:
            times = _own(reading, reading.article.times_in(match.start(), sentence.end), match)
            yield _fact(reading, sentence, "visit", match, _nearest(times, match.end()), after)
    for match in _AND_THEN.finditer(reading.article.mask, place.end, sentence.end):
        name = reading.article.names.at(match.start("place"))
        time = next(iter(reading.article.times_in(match.end() - 1, match.end() + 12)), None)
        if name is not None and time is not None:
            told = reading.article.body[name.start : name.end]
            spot = Spot(name.start, name.end, told, name.codes[0] if name.codes else "", False)
            yield _fact(reading, sentence, "visit", None, time, spot)


def _month_end(reading: Reading, start: int) -> Time | None:
    """Return the month of publication where `at the end of the month` follows a place."""
    match = _MONTH_END.match(reading.article.body, start)
    month = reading.article.document.published.isoformat()[:7]
    return Time(match.start("when"), match.end(), month) if match else None


def _goal(reading: Reading, sentence: Sentence, travel: re.Match[str], spots: Sequence[Spot]) -> Spot | None:
    """Return where someone travels: the first place after the verb, else the nearest before it."""
    after = [spot for spot in spots if spot.end > travel.end()]
    if after or spots:
        return (after or [*reversed(spots)])[0]
    before = spots_in(reading, reading.article.sentences[sentence.number - 1]) if sentence.number else []
    return before[-1] if before else None


def _talks(
    reading: Reading, sentence: Sentence, talks: re.Match[str], spots: Sequence[Spot], times: Sequence[Time]
) -> Iterator[Occasion]:
    """Yield the meetings of a sentence: one at its first place, others at each place that has a date."""
    if talks.group() == "agreed":
        spots = [spot for spot in spots if not spot.whole]
    if spots and not times and spots[0].whole and spots[0].start == sentence.start:
        return  # `In Japan, he signed`: where somebody is, not an occasion
    for number, spot in enumerate(spots):
        following = spots[number + 1].start if number + 1 < len(spots) else sentence.end
        own = [time for time in times if len(spots) == 1 or spot.start - 80 <= time.start < following]
        after = [time for time in own if time.start >= spot.end]
        if number and not after:
            continue
        time = after[0] if after else _nearest(own, spot.start)
        yield _fact(reading, sentence, "in_person", None if number else talks, time, spot)


def _is_dated(reading: Reading, sentence: Sentence, time: Time) -> bool:
    """Say whether a time may be that of a meeting: no year alone, nor the day of a statement."""
    mask, start = reading.article.mask, max(time.start - 16, sentence.start)
    if len(time.value) in (4, 9) and not _NEXT_YEAR.match(reading.article.body, time.start, time.end):
        return _PLACED.search(mask, start, time.start) is not None
    if _OF_ANOTHER.match(mask, time.end, sentence.end):
        return False
    since = "/" not in time.value and _SINCE.search(mask, start, time.start)
    if since and _OPENS.search(mask, max(time.start - 40, sentence.start), time.start):
        since = None
    return not since and not _TOLD.search(mask, start, time.start)


def _own(reading: Reading, times: Sequence[Time], found: re.Match[str]) -> list[Time]:
    """Return the times that no other clause parts from the words of a meeting."""
    mask = reading.article.mask
    return [
        time
        for time in times
        if not (
            _OTHER_CLAUSE.search(mask, time.end, found.start())
            if time.end <= found.start()
            else _OTHER_CLAUSE.search(mask, found.end(), time.start)
        )
    ]


def _nearest(times: Sequence[Time], place: int) -> Time | None:
    return min(times, key=lambda time: abs(time.start - place), default=None)


def _fact(
    reading: Reading,
    sentence: Sentence,
    mode: str,
    found: re.Match[str] | None,
    time: Time | None,
    spot: Spot | None,
) -> Occasion:
    """Return the meeting with the clause that tells of it."""
    start, end = found.span() if found else (sentence.end, sentence.start)
    if spot is not None and sentence.start <= spot.start:
        start, end = min(start, spot.start), max(end, spot.end)
    if time is not None and sentence.start <= time.start < end + 120:
        start, end = min(start, time.start), max(end, time.end)
    breaks = [one.end() for one in _BREAK.finditer(reading.article.mask, sentence.start, start)]
    start = start if found is None and time is None else max([sentence.start, *breaks])
    fields = {"mode": mode, "place": spot.name if spot else "", "date": time.value if time else ""}
    names = reading.article.names.between(start, min(end + _PARTNER, sentence.end))
    people = frozenset(name.name for name in names if name.kind == "person")
    return Occasion(_BY_MODE[mode].fact(start, end, fields), spot, people)
