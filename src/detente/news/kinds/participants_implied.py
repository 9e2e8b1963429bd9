"""Participants whom a sentence means without naming them: `the two presidents`, and `he` who meets."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_LEADERS = ("leader", "president")
"""What a word for both sides has that means their leaders."""
_HEADS = ("President", "Prime Minister", "Chancellor", "Premier")
"""How the office of a leader begins."""
_HE_MEETS = Pattern(
    r"\b(?P<who>he|she)\b(?:\s+and\s+[^,.;“”\"]{3,70}?P+)?\s+(?:(?:also|later|then|had|has|both)\s+)*"
    r"(?:(?:will|would|is\s+to|was\s+to|is\s+due\s+to)\s+(?:meet|sit\s+down|hold\s+talks|receive|host|visit|see|speak)"
    r"|met|visited|received|hosted|welcomed|held\s+talks|sat\s+(?:down|across|opposite)|led|spoke)\b"
    r"(?!\s+(?:of|about|for|out|up|to\s+(?:reporters|journalists)))",
    hints=("meet", "met", "sit", "sat", "talks", "receive", "host", "visit", "see", "speak", "spoke",
           "welcomed", "led"),
)  # fmt: skip
_I_MET = Pattern(
    r"\bi\s+(?:(?:just|have|had|also|will|be|am|look|forward|to)\s+)*(?:met|meet(?:ing)?|spoke|spoken|talked|had|hosted|saw"
    r"|sat\s+down|held|concluded|finished|seeing)\b",
    hints=(" i ",),
)
"""Somebody who tells in his own words of a meeting of his."""


def meant_in(reading: Reading, sentence: Sentence) -> Iterator[Name]:
    """Yield the people whom a sentence that tells of a meeting means without their names."""
    article = reading.article
    for match in article.searched(_HE_MEETS, sentence):
        actor = reading.discourse.actor_of(*match.span("who"))
        if actor is not None and actor.person and not article.quote_at(match.start()):
            named = (one for one in article.names.found if one.kind == "person" and one.codes)
            yield from [one for one in named if one.name == actor.attribution][:1]
    if sentence.number in reading.meetings:
        yield from _tellers(reading, sentence)
    if "W" in sentence.mask and sentence.number in reading.meetings:
        for name in article.names.between(sentence.start, sentence.end):
            said = article.body[name.start : name.end].lower()
            if name.kind == "sides" and any(word in said for word in _LEADERS):
                yield from _leaders(reading)
                return


def _tellers(reading: Reading, sentence: Sentence) -> Iterator[Name]:
    """Yield who is quoted with `I met`."""
    article = reading.article
    for match in article.searched(_I_MET, sentence):
        quote = article.quote_at(match.start())
        speaker = reading.speaker_of(quote) if quote is not None else None
        if speaker is not None and speaker.person:
            named = (one for one in article.names.found if one.kind == "person" and one.codes)
            yield from [one for one in named if one.name == speaker.attribution][:1]


def _leaders(reading: Reading) -> Iterator[Name]:
    """Yield the leaders of the two sides of a text, where it names both."""
    found = []
    for code in reading.pair:
        heads = (
            one
            for one in reading.article.names.found
            if one.kind == "person" and one.codes == (code,) and one.role.startswith(_HEADS)
        )
        found += [one for one in heads if one.role][:1]
    if len(found) > 1:
        yield from found
