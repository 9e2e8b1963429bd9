"""Claims by a condition: there will be no deal, or all stays as it is, unless or until the other acts."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_words import Claim, claim_fact, facing
from detente.news.lexicon.wording import either
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

UNLESS = Rule(
    name="claim-unless", kind="claim", basis="resolved",
    says="A state says that there will be nothing, or that all stays as it is, unless or until the other "
        "acts.",
    example="American officials said there would be no deal unless China reopened its mines.",
    near_miss="American officials said there would be no deal with China until Friday.",
)  # fmt: skip
_CHANGE = (
    r"(?:changes?|end|removal|lifting|withdrawal|progress|reforms?|repeal|guarantees?|concessions?|cuts?|easing"
    r"|pledges?|promises?)\s+(?:in|of|to|by|on|from)\b"
)
"""What somebody may be asked to do, as a noun."""
_UNLESS = Pattern(
    r"\b(?:no|not|nothing|never|none|stay|stays|remain|remains|keep|only|n['’]t"
    r"|nobody)\b(?:[^;.”\"]{1,110}?)?\s(?P<until>unless|until|so\s+long\s+as|as\s+long\s+as"
    r"|before)\s+(?!then\b|after\b|now\b)"
    r"(?=[^;.,”\"]{2,110})(?:the\s+|it\s+|they\s+|all\s+|its\s+|[EAWBP]+(?:['’]s?)?\s+|[a-z][\w-]+\s+)",
    hints=("unless", "until", " long ", "before"),
)
_ONLY_IF = Pattern(
    lambda: (
        r"\b(?:only\s+(?:if|when|once|after)\s+(?:the\s+)?(?:[EA]+(?:\s+(?!and\b)\w+)?|it|they)\s+"
        rf"(?:first\s+)?{either((), ('mend', 'fulfil', 'lift'))}"
        r"|(?:no|not|never|n['’]t|impossible)\b[^;.]{0,80}?\swithout\s+(?:(?:an?|the|any|full|\w+er)\s+)*"
        rf"{_CHANGE}|without\s+(?:(?:an?|the|any|full|\w+er)\s+)*{_CHANGE}[^;.]{{0,60}}?\s(?:no|not|never)\b)"
    ),
    hints=("only ", "without "),
)
"""The same by the condition alone, which tells that the other has to act."""
UNLESS_NEED = _UNLESS.needs | _ONLY_IF.needs
_STRONG = Pattern(r"\b(?:unless|long\s+as)\b|\s(?:it|they)\s+$")
_NEAR = 40
"""How far after what is asked for its state may be named, in characters."""
_MADE_CLEAR = Pattern(
    r"\b(?:made?|makes|making)\s+(?:it\s+)?(?:clear|plain|known)\b", hints=("clear", "plain", "known")
)
_DEAL = Pattern(
    r"\b(?:deals?|agreements?|talks?|negotiat\w+|pact|truce|extension|meeting|tariffs?|dut(?:y|ies)"
    r"|lev(?:y|ies)|curbs?|controls?|sanctions?|relief|concessions?|surcharges?|fees?|restrictions?|bans?|boycotts?|embargo(?:es)?|quotas?)\b"
)


def read_conditions(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state says will not be, or will stay, unless the other acts."""
    made_clear = reading.article.searched(_MADE_CLEAR, sentence)
    heard = [reading.subject(sentence, match.start()) for match in made_clear]
    for actor in (*(saying.actor for saying in reading.discourse.sayings[sentence.number]), *heard):
        if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
            continue
        for match in reading.article.searched(_ONLY_IF, sentence):
            others = reading.codes_in(match.start(), min(match.end() + _NEAR, sentence.end), but=actor.codes)
            if others:
                start = min(actor.start, match.start())
                yield claim_fact(reading, Claim(start, sentence.end, actor, others[:1], "demand"), UNLESS)
                return
        for match in reading.article.searched(_UNLESS, sentence):
            others = reading.codes_in(match.start("until"), sentence.end, but=actor.codes)
            target = others[:1] or facing(reading, actor.codes)
            if not others and not _STRONG.search(match.group()):
                continue
            if target and _DEAL.search(reading.article.mask, sentence.start, match.end()):
                yield claim_fact(
                    reading,
                    Claim(min(actor.start, match.start()), sentence.end, actor, target, "demand"),
                    UNLESS,
                )
                return
