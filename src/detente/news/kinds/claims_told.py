"""Claims told by other words than a verb of saying: lashing out at, pressing to, concern over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import LEADING, SUBJECT
from detente.news.hints import bits_of
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact, opponents
from detente.news.lexicon.wording import either, hint_of, verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

STRUCK = Rule(
    name="claim-struck", kind="claim",
    says="A state lashes out at the other, or hits back at what it says.",
    example="China lashed out at Washington over new curbs on chips.",
    near_miss="China hit back with tariffs on American grain.",
)  # fmt: skip
PRESSED = Rule(
    name="claim-pressed", kind="claim",
    says="A state presses, wants, tells or warns the other to do something or not to, or calls for it.",
    example="Tokyo pressed Washington to drop its levy on cars.",
    near_miss="Tokyo wants to drop its levy on American cars.",
)  # fmt: skip
VOICED = Rule(
    name="claim-voiced", kind="claim",
    says="A state voices its opposition, dissatisfaction or concern over a wrong of the other.",
    example="China voiced strong opposition to the curbs of the United States.",
    near_miss="China voiced concern over the health of the United States.",
)  # fmt: skip
ACCUSED_BY = Rule(
    name="claim-accused-by", kind="claim",
    says="A state is accused or urged by the other, or its accusation is told of by a noun.",
    example="Beijing has been accused by Washington of stalling.",
    near_miss="Beijing has been accused by economists of stalling.",
)  # fmt: skip
BESIDES = Rule(
    name="claim-besides", kind="claim", basis="resolved",
    says="A participle accuses, rejects or demands, with the subject of the sentence.",
    example="Trump sent a letter to Ottawa demanding that Canada open its market.",
    near_miss="Growers sent a letter to Ottawa demanding that Canada open its market.",
)  # fmt: skip
RULES = (STRUCK, PRESSED, VOICED, ACCUSED_BY, BESIDES)
_STRIKES = Pattern(
    lambda: rf"\b(?={either((), ('attack', 'rebuff'))})(?:{verbs('attack')}|(?P<back>{verbs('rebuff')}))"
)
_PRESSES = Pattern(
    lambda: (
        rf"\b(?:{verbs('press')}\s+(?:(?:the|his|her|its|their)\s+)?(?P<target>[EA]+|X+"
        rf"|(?=(?:[a-z]+\s+){{0,3}}[BOP]))(?:['’]s?)?"
        r"(?:\s*(?:(?:B+\s+)?(?:[a-z]+\s+){0,3}?(?:O+\s+)?P+|side|government|officials|leaders"
        r"|counterparts?|B+|O+))?\s+"
        r"(?:(?:during|at|in|on|over|by)\s+(?!to\b|that\b)(?:[\w-]+\s+){1,7}?)?"
        r"(?:(?:not\s+)?to\b|against\b|into\b)"
        r"|(?:request|demand|ask|insist)(?:s|e?d|ed|ing)?\s+that\s+[^,;.]{3,80}?\bbe\s+(?:\w+ly\s+)?"
        rf"{verbs('lift')}"
        r"|call(?:s|ed|ing)?\s+for\s+(?:an?\s+|the\s+)?(?:immediate\s+|full\s+|\w+\s+)?(?:(?:removal"
        r"|lifting|end|withdrawal|repeal"
        r"|cancellation|scrapping|abolition|elimination|easing)\s+(?:of|to)|[EA]+\s+to)\b)"
    )
)
_VOICES = Pattern(
    r"\b(?:express|voic|rais|sound|convey|register|lodg|mad|mak|state|reiterat)\w*\s+(?:(?:an?|its|their|his"
    r"|her|the)\s+)?"
    r"(?:[\w-]+\s+(?:and\s+)?){0,3}?(?:(?P<mild>concerns?|worr(?:y|ies)|unease|alarm|disquiet|dismay"
    r"|frustration|irritation|misgivings)|(?P<against>opposition"
    r"|objections?|rejection|protests?)"
    r"|dissatisfaction|displeasure|anger|outrage|indignation|discontent|grievances?|complaints?"
    r"|representations)\s+"
    r"(?:about|over|with|to|at|regarding|on|against|that)\b",
    hints=(
        "concern", "alarm", "disquiet", "dismay", "frustration", "irritation", "misgiving", "worr",
        "unease", "opposition", "objection", "rejection", "protest", "displeas",
        "dissatisf", "anger", "outrage", "indignat", "discontent", "grievance", "complaint",
        "representations",
    ),
)  # fmt: skip
_PASSIVE = Pattern(
    r"\b(?:accused|blamed|criticized|criticised|faulted|denounced|condemned"
    r"|slammed|(?P<asked>urged|pressed|asked|told|warned))\s+by\s+(?:the\s+)?(?P<actor>P+|O+\s+P+|[EA]+)",
    hints=(
        "urged",
        "pressed",
        "asked",
        " told ",
        "warned",
        "accused",
        "blamed",
        "critici",
        "faulted",
        "denounced",
        "condemned",
        "slammed",
    ),
)
_NOUN = Pattern(
    r"\b(?P<actor>[EAP]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:accusations?|allegations?|complaints?|charges"
    r"|charge\s+that|claims?\s+that)"
    r"\s+(?:that|of|about|against)?",
    hints=("accusation", "allegation", "complaint", "charge", "claim"),
)
_WITH = Pattern(
    r"\b(?:(?P<accuse>accus|blam|criticiz|criticis|denounc|condemn|slamm|(?P<cites>cit|invok"
    r"|point(?=ing\s+to\b)))|(?P<reject>reject|dismiss|deny"
    r"|oppos|refut)"
    r"|(?P<demand>urg|demand|press|ask|implor|pressur|call(?=ing\s+(?:up)?on\b)))ing\b",
    hints=(
        "accusing", "blaming", "criticizing", "criticising", "denouncing", "condemning", "slamming",
        "rejecting", "dismissing", "denying", "opposing", "refuting", "urging", "demanding", "pressing",
        "asking", "imploring", "pressuring", "calling", "citing", "invoking", "pointing",
    ),
)  # fmt: skip
_CALLING = bits_of((
    " call ", " calls ", " called ", " calling ", " asking ", " demand ", " demands ", " demanded ",
    " request ", " requests ", " requested ", " asked ", " insisted ", " insists ", " asks ",
))  # fmt: skip
_BY_WORDS = (
    (STRUCK, _STRIKES, hint_of((), ("attack", "rebuff"))),
    (PRESSED, _PRESSES, hint_of((), ("press",)) | _CALLING),
    (VOICED, _VOICES, _VOICES.needs),
)
"""The rules that have a pattern for their verb, and what a sentence needs to be searched for it."""
TOLD_NEED = _PASSIVE.needs | _NOUN.needs | _WITH.needs | reduce(or_, (needs for _, _, needs in _BY_WORDS))
_TO_SOMEBODY = Pattern(r"(?:\s+(?:on|upon|that|the|its|our|all|major))*\s+(?:[EAPWX]+|foreign\s+\w+)")
_TO_BOTH = Pattern(r"(?:\s+(?:on|upon|that|the|both))*\s+W")
_TO_DO = Pattern(r"\b(?:that|to|not|against)\b")
_WRONG = Pattern(
    lambda: (
        either(("harmful", "wrongs", "tariff"), ())
        + r"|\b(?:sanctions|curbs|restrictions|blacklist|controls)\b"
    )
)
_ACCUSERS = Pattern(r"\b(?:reject|den(?:y|ies|ied)|dismiss|refut|rebut|disput)")
_GOVERNS = Pattern(
    r"\b(?:agree[sd]?|decided|resolved|vow(?:s|ed)|plans?|planned|intends?|continue[sd]?|went\s+on|tried"
    r"|sought)\b[^,;.]{0,40}?\s+to\s+$"
)
_HEARD = Pattern(
    r"(?<!\bto )(?<!\bin )(?<!\bat )(?<!\bon )(?<!from )(?<![EPB])"
    r"(?P<subject>[PEB]+|him|her|it|them|he|she)\s+(?:as\s+|had\s+)?$"
)
_OPENS = Pattern(rf",\s+(?:the\s+)?{SUBJECT}(?=\s)")
"""The subject of a sentence that a participle opens."""
_GERUND = Pattern(r"\b(?:of|for|from|without|or|than|in|with|is|are|was|were|be|been)\s+$")
_CLAUSE_END = Pattern(r";|,\s+(?:while|which|although|but)\b|[.”\"]*$")


def read_told(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that are told by other words than a verb of saying."""
    mask = sentence.mask
    if "E" not in mask and "A" not in mask and "X" not in mask:
        return
    for rule, pattern, needs in _BY_WORDS:
        if not sentence.bits & needs:
            continue
        for match in reading.article.searched(pattern, sentence):
            actor = reading.subject(
                sentence, _governing(mask, match.start() - sentence.start) + sentence.start
            )
            if actor is None or not actor.state or not actor.codes or reading.article.quote_at(match.start()):
                continue
            stance = _stance(rule, match)
            claim = _against(reading, sentence, actor, match, stance)
            if claim is not None:
                yield claim_fact(reading, claim, rule)
    yield from _accused(reading, sentence)
    yield from _besides(reading, sentence)


def _governing(mask: str, verb: int) -> int:
    """Return where the verb begins that governs a verb, as in agreed to press; else its own place."""
    match = _GOVERNS.search(mask, max(verb - 60, 0), verb)
    return match.start() if match else verb


def _stance(rule: Rule, match: re.Match[str]) -> str:
    if rule is PRESSED:
        return "demand"
    against = match["back"] if rule is STRUCK else match["against"]
    return "reject" if against else "accuse"


def _against(
    reading: Reading, sentence: Sentence, actor: Actor, match: re.Match[str], stance: str
) -> Claim | None:
    """Return a claim to the end of its clause; None where it names no other state, or no wrong."""
    mask = reading.article.mask
    tail = _CLAUSE_END.search(mask, match.end(), sentence.end)
    end = tail.start() if tail else sentence.end
    said = mask[match.start() : end]
    target = opponents(reading, actor, match.start(), end)[:1]
    if not target and re.search(r"\bX|\bforeign\b", said):
        target = ("WLD",)
    if not target and (stance == "reject" or " that " in said):
        target = reading.others(actor.codes)
    if "mild" in match.re.groupindex and match["mild"] and not (BLAME.search(said) or _WRONG.search(said)):
        return None
    start = actor.start if sentence.start <= actor.start <= match.start() else match.start()
    return Claim(start, end, actor, target, stance) if target else None


def _accused(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield accusations told in the passive or by a noun."""
    for pattern in (_PASSIVE, _NOUN):
        for match in reading.article.searched(pattern, sentence):
            actor = reading.discourse.actor_of(*match.span("actor"))
            if actor is None or not actor.state or not actor.codes or reading.article.quote_at(match.start()):
                continue
            before = reading.codes_in(sentence.start, match.start(), but=actor.codes)
            after = reading.codes_in(match.end(), sentence.end, but=actor.codes)
            if pattern is _NOUN and (
                _ACCUSERS.search(sentence.mask)
                or not (after and BLAME.search(sentence.mask[match.end() - sentence.start :]))
            ):
                continue
            target = (before[-1:] or after[:1]) if pattern is _PASSIVE else after[:1]
            target = target or reading.others(actor.codes)
            asked = pattern is _PASSIVE and match["asked"]
            if asked and not (before and _TO_DO.search(reading.article.mask, match.end(), sentence.end)):
                continue
            if target:
                stance = "demand" if asked else "accuse"
                yield claim_fact(
                    reading, Claim(match.start(), sentence.end, actor, target, stance), ACCUSED_BY
                )


def _besides(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield claims told by participles, whose subject is that of the sentence."""
    mask = reading.article.mask
    for match in reading.article.searched(_WITH, sentence):
        if _GERUND.search(mask, sentence.start, match.start()) or reading.article.quote_at(match.start()):
            continue
        opens = _OPENS.search(mask, match.end(), sentence.end) if match.start() == sentence.start else None
        heard = opens or _HEARD.search(mask, sentence.start, match.start())
        subject = heard or LEADING.match(mask, sentence.start, match.start())
        actor = reading.discourse.actor_of(*subject.span("subject")) if subject else None
        if actor is None or not actor.state or not actor.codes:
            continue
        stance = next(name for name in ("accuse", "reject", "demand") if match[name])
        said = mask[match.end() : sentence.end]
        if match["cites"] and not (
            BLAME.search(said) and opponents(reading, actor, match.end(), sentence.end)
        ):
            continue
        if stance == "demand" and not (_TO_SOMEBODY.match(said) and _TO_DO.search(said)):
            continue
        if (
            stance == "demand"
            and _TO_BOTH.match(said)
            and len(actor.codes) == 1
            and actor.codes[0] in reading.pair
        ):
            continue  # of both and so of itself as well
        claim = _against(reading, sentence, actor, match, stance)
        if claim is not None:
            yield claim_fact(reading, Claim(match.start(), claim.end, actor, claim.target, stance), BESIDES)
