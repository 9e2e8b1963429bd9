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
