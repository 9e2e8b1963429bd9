"""Who charges a rate where no verb of charging says it: who collects, is asked to change or requires it."""

from __future__ import annotations

from detente.news.kinds.rate_levels import Level
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

COLLECTS = Pattern(
    r"(?P<by>[EBP]++)\s+(?:(?:has|had|have|already|also|now)\s+)*(?:(?:began|begins?|begun|started|starts?)\s+"
    r"(?:to\s+)?(?:collect|charg|levy|impos|appl|enforc)(?:ing|e|y|ying)?|collect(?:s|ed)?)\s+[^,;.]*$",
    hints=("began", "begin", "begun", "start", "collect"),
)
"""Who began to collect a tariff."""
_ASKED = Pattern(
    r"\b(?:expect|want|ask|urg|told|tell|requir|commit|oblig|allow|press|push|forc|compel|invit|request|call)(?:e?s|e?d|ted|l?ed|ing|)"
    r"(?:\s+(?:on|for))?\s+(?:the\s+)?(?P<by>[EBP]+)\s+to\s+(?:\w+ly\s+)?$"
)
"""Whom another wants to change a tariff."""
_REQUIRES = Pattern(
    r"\b(?:requir|oblig|forc|order|instruct|mak|made|ask|tell|told)(?:es?|ed|ing|d|s|)\s+(?:[\w-]+\s+){0,2}?(?:importers?|buyers?|traders?)\s",
    hints=("importer", "buyer", "trader"),
)
"""Who has importers pay."""


_US_OR_THEM = Pattern(
    r"\b(?:charg(?:e|es|ed|ing)|(?P<pays>pa(?:y|ys|id|ying)))\s+(?:(?P<us>us|our\s+[a-z]+(?:\s+[a-z]+)?)|them|him|her|you)\s+(?:an?\s+|only\s+|about\s+)*$",
    hints=("charg", "pay", "paid"),
)
"""Before what one side charges or pays the other, as the speaker calls them."""


def between_us(reading: Reading, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who charges whom where a speaker says that they charge us, that we pay them or the like."""
    sentence, first = level.sentence, max(level.amount.start - 40, level.sentence.start)
    match = reading.article.search(_US_OR_THEM, sentence, first, level.amount.start)
    if match is None:
        return (), ()
    quote = reading.article.quote_at(match.start())
    sayings = reading.discourse.sayings[sentence.number]
    speaker = reading.speaker_of(quote) if quote else sayings[-1].actor if sayings else None
    ours = speaker.codes[:1] if speaker is not None and speaker.state else ()
    theirs = reading.codes_in(sentence.start, sentence.end, but=ours)[:1] or reading.others(ours)
    if not ours or not theirs:
        return (), ()
    theirs_charged = bool(match["us"]) != bool(match["pays"])
    return (theirs, ours) if theirs_charged else (ours, theirs)


def asked_of(reading: Reading, first: int, verb: int) -> tuple[str, ...]:
    """Return who is asked, wanted or expected to do what the verb after `to` says."""
    asked = _ASKED.search(reading.article.mask, first, verb)
    return reading.codes_in(asked.start("by"), asked.start("by") + 1)[:1] if asked else ()


def requiring(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return who requires importers to pay a rate."""
    sentence = level.sentence
    match = reading.article.search(_REQUIRES, sentence, sentence.start, level.amount.start)
    actor = reading.subject(sentence, match.start()) if match else None
    return actor.codes if actor is not None and actor.state else ()
