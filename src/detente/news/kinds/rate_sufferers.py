"""Who suffers a tariff: he swallows it, fears it or protests at it, or it is on his goods by `its`."""

from __future__ import annotations

from functools import cache

from detente.news.grammar.actors import Actor
from detente.news.hints import bits_of
from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import either, hint_of, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

SUFFERS = Pattern(
    lambda: (
        rf"{either((), ('suffer',))}|\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?{words('struck')}"
        r"(?:\s+(?:(?:on|in)\s+)?D+)?\s+(?:by|with|at)\b"
    )
)
SUFFERS.needs = hint_of(("struck",), ("suffer",))
"""What one who bears a tariff does, or is by it."""
_RESENTS = Pattern(lambda: either((), ("resent",)))
_RESENTS.needs = hint_of((), ("resent",))
_PUTS = ("impose", "raise", "cut", "suspend", "keep", "propose")
_PUT = Pattern(lambda: either((), _PUTS))
_PUT.needs = hint_of((), _PUTS)
_ITS = bits_of((" its ", " their ", "country", "bloc", "island", "kingdom", "republic"))
_TARGET = Pattern(r"\b(?:on|against)\s+(?:(?!its\b|their\b)[\w’'-]+\s+){0,4}?[EA]|\bimposes?\b|\bown\b")
_BY = Pattern(r"\bby\s+(?:the\s+)?(?P<by>[EBP]+)")
_OWNED = Pattern(
    lambda: rf"(?P<owner>[EA]++)(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?(?:R+\s+)?(?:{words('tariff')})"
)
_NEAR = 130
"""How far before a rate the verb of one who suffers may stand, in characters."""


@cache
def _on_its(goods: Goods) -> Pattern:
    """Return the pattern for a tariff on the goods of one told of before."""
    return Pattern(
        r"\b(?:on|against)\s+(?:(?:most|all|some|many|half|part|nearly\s+all|almost\s+all)\s+(?:of\s+)?)?"
        r"(?:its|their|the\s+(?:country|bloc|island|kingdom|republic)['’]s)\s+(?:[\w-]+\s+){0,3}?"
        r"(?!imports|purchases|importers|borders|tariffs|duties|rivals|partners|neighbou?rs|allies|buyers|terms|details"
        rf"|consumers)(?:{goods.words}|[a-z]{{3,}}s)\b(?:\s+(?:to|into)\s+(?:the\s+)?(?P<to>E+))?"
    )


def resenting(reading: Reading, level: Level) -> Actor | None:
    """Return who condemns or fears a rate whose goods are not told, up to the end of that verb."""
    sentence, mask, place = level.sentence, reading.article.mask, level.amount.start
    if not sentence.bits & _RESENTS.needs or _TARGET.search(mask, level.amount.end, level.end):
        return None
    for match in _RESENTS.finditer(mask, max(place - _NEAR, sentence.start), place):
        actor = reading.subject(sentence, match.start())
        if actor is not None and actor.state and len(actor.codes) == 1 and actor.codes != ("*",):
            return actor._replace(end=match.end())
    return None


def on_its_goods(reading: Reading, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose goods are meant by its goods, and who charges them; nobody where one is not told."""
    sentence = level.sentence
    if not sentence.bits & _ITS:
        return (), ()
    its = _on_its(reading.lexicon.goods).search(reading.article.mask, level.start, sentence.end)
    if its is None:
        return (), ()
    by = reading.codes_in(*its.span("to"))[:1] if its["to"] else _charging(reading, level, its.start())
    names = reading.article.names.between(sentence.start, its.start())
    named = [one.codes for one in names if len(one.codes) == 1 and one.kind != "sides" and one.codes != by]
    return (named[-1], by) if named and by else ((), ())


def _charging(reading: Reading, level: Level, before: int) -> tuple[str, ...]:
    """Return who charges a rate on its goods: by whom, whose tariff it is, or who puts it there."""
    sentence, mask = level.sentence, reading.article.mask
    said = _BY.search(mask, level.amount.end, sentence.end)
    if said:
        return reading.codes_in(*said.span("by"))[:1]
    owners = [*_OWNED.finditer(mask, sentence.start, before)]
    if owners:
        return reading.codes_in(*owners[-1].span("owner"))[:1]
    puts = [*_PUT.finditer(mask, sentence.start, before)] if sentence.bits & _PUT.needs else []
    for match in reversed(puts):
        actor = reading.subject(sentence, match.start())
        if actor is not None and actor.state and len(actor.codes) == 1:
            return actor.codes if actor.codes != ("*",) else ()
    return ()
