"""Claims that a noun of saying tells: Tokyo's call on Beijing to, criticism from Ottawa of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_verbs import accuses
from detente.news.kinds.claim_words import Claim, blames, claim_fact, facing, opponents
from detente.news.lexicon.wording import either, hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

BY_NOUN = Rule(
    name="claim-by-noun", kind="claim",
    says="A noun tells what a state charges the other with, refuses it or asks of it: its call on, criticism "
        "by it of, its refusal to accept.",
    example="Tokyo's call on Beijing to lift the ban on fish went unheard.",
    near_miss="Tokyo's call to Beijing lasted an hour.",
)  # fmt: skip
WHO = (
    r"(?:the\s+)?(?P<actor>E+(?:(?:,\s+E+)*,?\s+and\s+(?:the\s+)?E+)|[EA]+(?:['’]s?)?(?:\s+(?:B+|government|side|officials|negotiators|envoys?"
    r"|embassy|[a-z]+\s+ministry|ministry|authorities|administration))?|B+|(?:[a-z]+\s+)?(?:O+\s+)?P+)"
)
"""Who does what a passive or a noun tells."""


def _noun() -> str:
    """Return a pattern for the nouns of saying, by what they tell."""
    return (
        rf"(?:(?P<charge>{words('charging')})|(?P<contend>{words('contending')})"
        rf"|(?P<refuse>{words('refusing')})|(?P<bid>{words('bidding')}))"
    )


_LINK = r"\s+(?P<said>(?P<link>that|to|on|upon|against|over|about|of|at|with|for)\s[^,;]+)"
_ITS = Pattern(
    lambda: (
        r"\b(?=[EABP])(?P<actor>[EA]+(?:['’]s?)?(?:\s+(?:B+|government|side|administration|ministry"
        r"|embassy)['’]s?)?|[BP]+['’]s?)\s+"
        rf"(?:(?!(?:{words('private')}|and|or|with|to|has|have|had|is|are|was|were|will|would"
        rf"|after|before|by|from|on|in|of|for|as|that|over|but|while|at|said|says)\b)[a-z-]+\s+){{0,3}}?"
        rf"{_noun()}{_LINK}"
    )
)
_FROM_WHOM = Pattern(
    lambda: (
        rf"{_noun()}(?:\s+(?:brought|filed|lodged|made|voiced|raised|launched|submitted|initiated"
        r"|levell?ed|issued))?"
        rf"(?:\s+D+)?\s+(?:by|from|in)\s+{WHO}{_LINK}"
    )
)
_SUED = Pattern(
    lambda: (
        rf"{words('suing')}\s+(?:(?:brought|filed|lodged|raised|launched|submitted|initiated|opened)\s+)?"
        rf"(?:D+\s+)?by\s+{WHO}\s+(?P<said>[^,;.]{{0,40}}?against\s+(?:the\s+)?[EA]+(?!\s+(?:{words('private')}))[^,;]*)"
    )
)
_SAYING = Pattern(
    lambda: (
        rf"{either(('charging', 'contending', 'refusing', 'bidding'), ())}"
        r"\s+(?:(?P<by>(?:[a-zD]+\s+){0,2}?(?:by|from|in)\s)|(?:that|to|on|upon|against|over|about|of|at|with|for)\s)"
    )
)
"""A noun of saying with what may follow it, which is quick to look for."""
_FARTHEST = 60
"""How far before it whoever says so may be named, in characters."""
_SAYS = hint_of(("charging", "contending", "refusing", "bidding"), ())
_SUES = hint_of(("suing",), ())
NOMINAL_NEED = _SAYS | _SUES
"""What a sentence needs for such a claim."""
_NONE_YET = Pattern(r"\b(?:no|any|without|if|possible|potential|future|further|avoid|averts?|risk)\s+$")
_COUNTERED = Pattern(
    r"\b(?:reject|den(?:y|ies|ied)|dismiss|refut|rebut|disput|groundless|baseless|unfounded|untrue|false)"
)
"""What a sentence has that tells of an accusation as answered."""
_ABOUT = {
    "rejection": "of that", "dismissal": "of", "denial": "of that", "denials": "of that", "rebuttal": "of",
    "repudiation": "of", "disavowal": "of", "refusal": "to", "opposition": "to", "objection": "to that",
    "objections": "to that", "resistance": "to",
}  # fmt: skip
"""What follows the nouns of refusing."""
_ACCEPTS = Pattern(
    r"to\s+(?:\w+ly\s+)?(?:even\s+)?(?:accept|recogni[sz]e|acknowledge|agree|accede|bow|give\s+in|yield|countenance"
    r"|entertain|consider|go\s+along|endorse|heed|concede|back\s+down|discuss|contemplate)\b"
)
REFUSED = Pattern(
    lambda: (
        rf"{words('deeds')}|{words('charging')}|{words('contending')}|{words('bidding')}|{words('tariff')}"
        r"|\b(?:figures|numbers|account|version|explanation|offers?|proposals?|idea|notion|plans?|views?|position|terms|offer|access|reports?)\b"
    )
)
"""What a state may refuse another, or have against it."""
_BIDDEN = Pattern(
    lambda: (
        r"that\s+(?:the\s+)?(?:[EA]+|it|they)\b"
        r"|(?:on|upon|to|for)\s+(?:the\s+)?(?:[EAB]+|P+)[^,;.]{0,40}?\s(?:to|for|not)\s(?!talks\b)"
        r"|for\s+(?:(?:the|an?|its|full|early|immediate|swift|\w+er)\s+)*(?:removal|lifting|end|withdrawal|repeal"
        r"|cancellation|scrapping|abolition|elimination|easing|rollback|apology|explanation|reversal"
        r"|exemptions?|concessions|relief|restraint|compensation|release|return|changes|access|cuts)\b"
        rf"|to\s+(?:\w+ly\s+)?(?:{verbs('lift')}|{verbs('abolish')})"
    )
)
_WHOSE_DEED = Pattern(r"that\s+(?:the\s+)?[EA]+(?:['’]s?\s+[\w-]+)?(?P<rest>\s.*)")


def read_nominal(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that a noun of saying tells."""
    article = reading.article
    if sentence.bits & _SAYS:
        for noun in _SAYING.finditer(article.mask, sentence.start, sentence.end):
            first = noun.start() if noun["by"] else max(noun.start() - _FARTHEST, sentence.start)
            match = (_FROM_WHOM if noun["by"] else _ITS).search(article.mask, first, sentence.end)
            stance = _stance(sentence, match) if match else None
            if match and stance and not (stance == "accuse" and _COUNTERED.search(sentence.mask)):
                yield from _claim(reading, sentence, match, stance)
    if sentence.bits & _SUES:
        for match in _SUED.finditer(article.mask, sentence.start, sentence.end):
            yield from _claim(reading, sentence, match, "accuse")


def _stance(sentence: Sentence, match: re.Match[str]) -> str | None:
    """Return the stance of a noun with what it is followed by; None where the two tell none."""
    said, link = match["said"], match["link"]
    if match["charge"]:
        return "accuse" if link not in ("to", "for") else None
    if match["contend"]:
        whose = _WHOSE_DEED.match(said)
        wrong = blames(sentence.bits, said) or (whose is not None and accuses(whose["rest"]))
        return "accuse" if link in ("that", "of", "against") and wrong else None
    if match["refuse"]:
        fits = link in _ABOUT[match["refuse"]].split()
        if match["refuse"] == "refusal":
            return "reject" if fits and _ACCEPTS.match(said) else None
        return "reject" if fits and (link == "that" or REFUSED.search(said)) else None
    return "demand" if _BIDDEN.match(said) else None


def _claim(reading: Reading, sentence: Sentence, match: re.Match[str], stance: str) -> Iterator[Fact]:
    """Yield what a noun tells, of whom it names, against another state that is named after it."""
    actor = reading.discourse.actor_of(*match.span("actor"))
    if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
        return
    if stance == "reject" and reading.issuer and reading.issuer not in actor.codes:
        return  # a refusal that the text complains of
    if reading.article.quote_at(match.start()) is not None:
        return
    if _NONE_YET.search(reading.article.mask, max(match.start() - 12, sentence.start), match.start()):
        return
    named = opponents(reading, actor, *match.span("said"))
    if match.groupdict().get("charge"):
        named = named or opponents(reading, actor, sentence.start, match.start())
    target = named[:1] or (facing(reading, actor.codes) if stance == "reject" else ())
    if stance == "demand" and not named:
        target = opponents(reading, actor, sentence.start, sentence.end)[:1]
    if target:
        yield claim_fact(reading, Claim(match.start(), match.end(), actor, target, stance), BY_NOUN)
