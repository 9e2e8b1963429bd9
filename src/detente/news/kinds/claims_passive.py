"""Claims in the passive: accused by Washington of, brushed aside in Beijing, alleged by Ottawa to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact, facing, opponents
from detente.news.kinds.claims_nominal import REFUSED, WHO
from detente.news.lexicon.wording import hint_of, participles, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

ACCUSED_BY = Rule(
    name="claim-accused-by", kind="claim",
    says="A state is accused or urged by the other, or what it does or says is condemned or waved off there.",
    example="Beijing has been accused by Washington of stalling.",
    near_miss="Beijing has been accused by economists of stalling.",
)  # fmt: skip
_CALLED = (
    r"(?:alleged|claimed|deemed|considered|regarded|described|branded|labell?ed|dubbed|termed"
    r"|characteri[sz]ed|judged|portrayed)"
)
_PASSIVE = Pattern(
    lambda: (
        rf"\b(?={participles('reject', 'rebuff', 'accuse', 'attack', 'demand', 'press')}|{_CALLED}|asked"
        r"|ordered)"
        rf"(?:(?P<called>{_CALLED})|(?P<refused>{participles('reject', 'rebuff')})"
        rf"|(?P<accused>challenged|{participles('accuse', 'attack')})"
        rf"|(?P<bidden>{participles('demand', 'press')}|asked|ordered))"
        r"(?:(?P<how>\s+(?:as\s|to\sbe\s|(?=an?\s))?(?!to\s)[^,;.“”\"]{0,50}?)??\s+by\s+|\s+in\s+(?=E))"
        rf"{WHO}(?!['’]?s?\s+(?:[\w-]+\s+)?(?:courts?\b|judges?\b|senat\w+|congress\w*|parliament\w*"
        rf"|lawmakers|voters|customs|press\b|media\b|newspapers?|analysts|economists|{words('private')}))"
    )
)
_BY = Pattern(r"by\s+(?:the\s+)?(?:[a-z]+\s+)?[EABOP]", hints=(" by ",))
"""The end of a passive, which few sentences have and which is quick to look for."""
_FARTHEST = 90
_NEAR = 60
"""How far before its end a passive may begin, and how far after it who does it may end, in characters."""
_UNDER = Pattern(
    r"under\s+(?:\w+\s+){0,2}?(?P<under>fire|attack|criticism|pressure)\s+(?:from|in)\s+" + WHO,
    hints=(" fire ", " attack ", " criticism ", " pressure "),
)
"""What a state is under that is accused or pressed."""
_SAYS = hint_of((), ("reject", "rebuff", "demand", "press", "accuse", "attack")) | bits_of((
    "alleged", "claimed", "deemed", "considered", "regarded", "described", "branded", "labelled", "labeled",
    "dubbed", "termed ", "characteri", "judged", "portrayed", "asked ", "ordered ",
))  # fmt: skip
PASSIVE_NEED = _UNDER.needs | _SAYS
"""What a sentence needs for such a claim."""
_IS = Pattern(
    r"(?:\b(?:is|are|was|were|be|been|being|stands?|stood|got|gets|already|long|once))\s+(?:\w+ly\s+|\w+\s+D+\s+|D+\s+)*$"
)
"""What stands before a participle with words of its own before who does it."""
_COMMA = Pattern(r",\s")
_OPENING = 16
"""How far into its sentence what opens it may begin, in characters."""
_ILL = Pattern(lambda: words("ill"))
_TO_DO = Pattern(r"\s*(?:\w+\s+)?(?:to|not|that|over|against)\b")


def read_passive(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that are told in the passive."""
    article = reading.article
    for match in chain(_passives(reading, sentence), article.searched(_UNDER, sentence)):
        actor = reading.discourse.actor_of(*match.span("actor"))
        if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
            continue
        if article.quote_at(match.start()) is not None:
            continue
        before = opponents(reading, actor, sentence.start, match.start())
        stance = _stance(sentence, match, bool(before))
        after = opponents(reading, actor, match.end(), sentence.end)
        target = before[-1:] or after[:1] or facing(reading, actor.codes)
        if stance and target:
            opens = _COMMA.search(article.mask, match.end(), sentence.end) if not before else None
            end = opens.start() if opens and match.start() - sentence.start < _OPENING else sentence.end
            yield claim_fact(reading, Claim(sentence.start, end, actor, target, stance), ACCUSED_BY)


def _passives(reading: Reading, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the participles of a sentence with who does what they tell."""
    if not sentence.bits & _SAYS:
        return
    mask = reading.article.mask
    places = [by.end() for by in reading.article.searched(_BY, sentence)]
    if not places:
        places = [mask.find(" in E", sentence.start, sentence.end) + 5]
    for place in places:
        if place > sentence.start + 5:
            first, last = max(place - _FARTHEST, sentence.start), min(place + _NEAR, sentence.end)
            yield from _PASSIVE.finditer(mask, first, last)


def _stance(sentence: Sentence, match: re.Match[str], named: bool) -> str | None:
    """Return the stance of a participle with what stands before and after it; None where it has none."""
    head = sentence.mask[: match.start() - sentence.start]
    rest = sentence.mask[match.end() - sentence.start :]
    if "under" in match.re.groupindex:
        pressed = match["under"] == "pressure"
        return None if pressed and not (named and _TO_DO.match(rest)) else "demand" if pressed else "accuse"
    how = match["how"] or ""
    if how and not how.startswith(" as ") and not _IS.search(head):
        return None  # in the active: condemned the list in Beijing
    if match["bidden"]:
        if rest.startswith(" that ") and BLAME.search(rest):
            return "accuse"
        return "demand" if named and _TO_DO.match(rest) else None
    if match["refused"]:
        return "reject" if REFUSED.search(head) else None
    if match["called"]:
        ill = _ILL.search(how) or _ILL.search(rest) if how or rest.startswith(" as ") else None
        wrong = rest.startswith(" to ") and BLAME.search(rest)
        return "accuse" if (ill or wrong) and (named or REFUSED.search(head)) else None
    if match["accused"] == "charged" and " with " not in rest[:40]:
        return None
    return "accuse" if named or REFUSED.search(head) or BLAME.search(rest) else None
