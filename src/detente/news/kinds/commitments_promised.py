"""Commitments by verbs of promise: pledged to, agreed to, has represented that it will."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.lexicon.wording import either, hint_of, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

PROMISED = Rule(
    name="commitment-promised", kind="commitment",
    says="A state promised, pledged, agreed or committed to do something, or announced measures or plans to.",
    example="China pledged to lift its limits on exports of rare earths.",
    near_miss="China threatened to tighten its limits on exports of rare earths.",
)  # fmt: skip
_PROMISE = Pattern(
    lambda: (
        r"\b(?:reached\s+(?!no\b)[“\"]?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:agreement|deal|accord"
        r"|consensus|understanding)[”\"]?(?:,\s[^,;.“”\"]{2,40},)?\s+(?:with\s+(?:the\s+)?[EP]+\s+)?(?:to\s+|on\s+(?=(?:\w+ly\s+)?(?!expand|promot|strengthen|deepen|advanc|enhanc|trading|ongoing|outstanding|remaining|existing)[a-z]+ing\s))"
        r"|(?:announced|shared|presented|outlined|unveiled|laid\s+out|set\s+out|detailed)\s+(?:(?:its|his|her|their|new|an?)\s+){0,2}"
        r"(?:measures|steps|plans?|intentions?|timetable|roadmap)\s+to\s+(?!impose|raise\s+(?:[\w-]+\s+){0,3}?(?:tariff|dut|lev)|levy|hit|meet\b|talk|visit|travel|retaliate)"
        rf"|{either((), ('promise', 'offer'))}(?P<how>"
        r"(?:,\s[^,;.“”\"]{2,60},)?\s+(?:(?:to\s+)?(?:[EPW]+|him|her|them)\s+(?=to\b|that\b)"
        r"|(?:in|at|during|under|after|before|by|on|over|through|with)\s+(?!D)[^,;.:“”\"]{2,40}?\s+(?=to\s+[a-z]|that\s+(?:it|they|he|she|E+)\b)|on\s+the\s+sidelines[^,;.]{0,60}?\s+|(?:late\s+|early\s+)?(?:in|on|last)\s+D+\s+|D+\s+|also\s+|(?:it|them)sel(?:f|ves)\s+|then\s+"
        r"|in\s+(?:principle|writing|public|return|exchange)\s+|(?!apply|reply|supply)[a-z]+ly\s+|again\s+|or\s+\w+ed\s+)?"
        r"(?:(?:not\s+)?to:?\s+(?!be\b|an?\b|the\b|meet\b|talk\b|visit|travel|attend|host|return\b|in\b|on\b|at\b|[ABDEKLOPX])|that\s+(?!no\b)(?:it|they|he|she"
        r"|E+)?|(?<!agreed\s)(?<!agree\s)that\s+no\b"
        r"|to\s+an?\s+(?:[\w-]+\s+){0,3}?(?:framework|plan|programme?|roadmap|package|process|mechanism|schedule|timetable)\s+(?:to|for|of)\s+(?!talks|negotiat)"
        rf"|[“\"]|(?:[\w-]+\s+){{0,3}}?(?:{words('acts_promised')}|M+)\b)"
        r"|\s+on\b(?!\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:framework|deal|agreement|truce|pause|consensus|pact|outline|roadmap)))"
        r"|(?:is|are|remains?)\s+committed\s+to\b"
        r"|(?:stat|express|confirm|reaffirm|declar|affirm|reiterat|underlin|announc|repeat|restat)(?:e?d|e?s|ing)\s+(?:its|their|his|her|an?|the)\s+"
        r"(?:[a-z]+\s+)?intentions?\s+(?:to|of)\s+(?!meet|talk|negotiat|work|visit|travel|impos|rais|run\b)"
        r"|said\s+yes\s+to\s+|(?:has|have|had)\s+signed\s+up\s+(?:to|for)\s+|signed\s+up\s+(?:to|for)\s+|(?:bound|binds|bind)\s+(?:it|them)sel(?:f|ves)\s+to\s+"
        r"|(?:let\s+it\s+be\s+known|(?:gave|given|gives?|giving|offered|provided)\s+(?:[EPABO]+\s+)?(?:an?\s+|its\s+|the\s+|their\s+|firm\s+|written\s+)*(?:assurances?|guarantees?|undertakings?))\s+that\s+[^,;.]{2,80}?\s(?:will|would)\b"
        r"|(?:represented|assured\s+(?:\w+\s+){0,3}?\w+|(?:gave|given)\s+(?:its|his|her|their)\s+word)"
        r"(?:(?:\s+that)?\s+(?:it|they|he|she|(?:the\s+)?E+)\s+(?:will|would|shall)\b|\s+that\s+[^,;.]{2,60}?\s(?:will|would|shall)\b)"
        r"|assured\s+(?:the\s+)?[EPABO]+(?:\s+O+)?\s+(?:that\s+)?(?:[\w-]+\s+){1,6}?(?:will|would)\b(?!\s+(?:not\s+)?be\s+(?:an?|the|in|on|no|able|fine|well|good|part|over)\b))"
    ),
    hints=(
        "reached", "announced", "shared", "presented", "outlined", "unveiled", "laid", " set ", "detailed",
        "committed", "represented", "assured", " word ", "signed", " yes ", "intention", "bound", "bind",
        "known", "assurance", "guarantee", "undertaking",
    ),
)  # fmt: skip
_PROMISE.needs |= hint_of((), ("promise", "offer"))
_PAIRS = (
    (
        bits_of((
            "announced", "shared", "presented", "outlined", "unveiled", "laid", " set ", "detailed",
        )),
        bits_of(("measures", "steps", "plan", "intention", "timetable", "roadmap")),
    ),
    (bits_of(("reached",)), bits_of(("agreement", "deal", "accord", "consensus", "understanding"))),
    (bits_of(("signed",)), bits_of((" up ",))),
    (bits_of((" word ",)), bits_of(("gave", "given"))),
    (bits_of(("known",)), bits_of((" let ",))),
)  # fmt: skip
"""What is promised by telling of it, by reaching a deal and so on; neither word alone is worth a search."""
PROMISED_NEED = _PROMISE.needs
"""What a sentence needs for any promise."""
_ALONE = _PROMISE.needs & ~reduce(or_, (one for one, _ in _PAIRS))
_TO_TALK = Pattern(r"\s*(?:continue\s+)?(?:talks|negotiat)")
_NOT = Pattern(r"\b(?:not|never|n['’]t|could|may|might|would|should|can|must)\s+$")
_GAP = Pattern(r"(?:buy|purchase|make|take|give|deliver|import|provide|invest|order)\s*(?:[.,;:”\"]|and\b|$)")
"""A promise whose object is named before it: what it had promised to buy."""
_NEITHER = Pattern(r"\b(?:neither|nor|den(?:y|ies|ied)\s+(?:that|having))\b")
_SECOND = Pattern(
    r"\band\s+(?P<act>(?:will\s+)?(?:also\s+)?(?:pledged|promised|agreed|vowed"
    r"|committed)\s+to\b)",
    hints=("pledged", "promised", "agreed", "vowed", "committed"),
)
_HAVING = Pattern(r"(?P<who>[EPBW]+),\s+(?:already\s+|long\s+|once\s+)?having\s+(?:\w+ly\s+|already\s+)?$")
_JOINS = Pattern(r"(?:(?P<and>\b(?:and|but))|,)\s+(?P<aux>(?:(?:has|have|had|also|further|then)\s+)*)$")
_ACTED = Pattern(r"\b(?:will|has|have|had|shall|agreed|committed|pledged|promised)\b")


def read_promised(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what is promised by verbs such as pledged to and agreed to."""
    mask, bits = reading.article.mask, sentence.bits
    if not (bits & _ALONE or any(bits & one and bits & other for one, other in _PAIRS)):
        return
    for pattern, group in ((_PROMISE, 0), (_SECOND, "act")):
        for match in reading.article.searched(pattern, sentence):
            place = match.start(group)
            actor = reading.subject(sentence, place) or _having(reading, sentence, place)
            if (
                actor is None
                or not actor.state
                or not actor.codes
                or _NOT.search(mask, max(place - 8, 0), place)
                or _NEITHER.search(mask, sentence.start, place)
            ):
                continue
            if _GAP.match(mask, match.end(), sentence.end):
                continue
            weak = not match.group(group).startswith(("agree", "commit"))
            if weak and _TO_TALK.match(mask, match.end(), sentence.end):
                continue
            if pattern is _SECOND:
                yield clause_fact(reading, sentence, Promise(place, match.end(), actor, ""), PROMISED)
            else:
                yield _promise(reading, sentence, match, actor)


def _having(reading: Reading, sentence: Sentence, verb: int) -> Actor | None:
    """Return who is told by the way to have promised, as in the EU, having pledged to."""
    match = _HAVING.search(reading.article.mask, max(verb - 60, sentence.start), verb)
    return reading.discourse.actor_of(*match.span("who")) if match else None


def _promise(reading: Reading, sentence: Sentence, match: re.Match[str], actor: Actor) -> Fact:
    """Return a promise with whom it is known from: who promised in person, else who says so."""
    said = _saying_before(reading, sentence, actor)
    attribution = actor.attribution if actor.person else ""
    if match.group().startswith("reached") and len(actor.codes) == 1 and " with " in match.group():
        actor, attribution = Actor(("*",), "", actor.start, actor.end), ""
    elif said is not None:
        attribution = said.actor.attribution or attribution
    elif actor.codes == ("*",):
        attribution = ""
    start = _begins(reading, actor, match.start())
    return clause_fact(reading, sentence, Promise(start, match.end(), actor, attribution), PROMISED)


def _begins(reading: Reading, actor: Actor, verb: int) -> int:
    """Return where a promise begins: at its subject, or at a verb that shares the subject of another."""
    mask = reading.article.mask
    joined = _JOINS.search(mask, max(verb - 30, actor.end), verb) if actor.end < verb - 20 else None
    if joined is None or not (joined["and"] or _ACTED.search(mask, actor.end, joined.start())):
        return actor.start
    return joined.end() - len(joined["aux"])


def _saying_before(reading: Reading, sentence: Sentence, actor: Actor) -> Saying | None:
    """Return the saying that a promise is reported by: one before it, else one that closes the sentence."""
    sayings = [one for one in reading.discourse.sayings[sentence.number] if one.actor.state]
    before = next((one for one in sayings if one.end <= actor.start), None)
    after = next((one for one in reversed(sayings) if one.actor.start > actor.end + 20), None)
    closing = (
        after if after and reading.article.mask[after.actor.start - 2 : after.actor.start] == ", " else None
    )
    return before or closing
