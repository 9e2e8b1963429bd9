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
from detente.news.lexicon.wording import bit_of_gerunds, either, gerunds, hint_of, verbs
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
BESIDES = Rule(
    name="claim-besides", kind="claim", basis="resolved",
    says="A participle accuses, rejects or demands, with the subject of the sentence.",
    example="Trump sent a letter to Ottawa demanding that Canada open its market.",
    near_miss="Growers sent a letter to Ottawa demanding that Canada open its market.",
)  # fmt: skip
RULES = (STRUCK, PRESSED, VOICED, BESIDES)
_STRIKES = Pattern(
    lambda: rf"\b(?={either((), ('attack', 'rebuff'))})(?:{verbs('attack')}|(?P<back>{verbs('rebuff')}))"
)
_GRANTED = (
    r"(?:mercy|relief|concessions?|exemptions?|carve-outs?|access|cuts?|changes?|removal|lifting|end|waivers?|leniency"
    r"|compensation|explanations?|restraint|guarantees?|assurances?|reforms?|openness)\b"
)
"""What somebody may be pressed for."""
_PRESSES = Pattern(
    lambda: (
        rf"\b(?:{verbs('press')}\s+(?:for\s+|on\s+)?(?:(?:the|his|her|its|their)\s+)?(?P<target>[EA]+|X+"
        rf"|(?=(?:[a-z]+\s+){{0,3}}[BOP]))(?:['’]s?)?"
        r"(?:\s*(?:(?:B+\s+)?(?:[a-z]+\s+){0,3}?(?:O+\s+)?P+|side|government|officials|leaders"
        r"|counterparts?|B+|O+))?\s+"
        r"(?:(?:during|at|in|on|over|by)\s+(?!to\b|that\b)(?:[\w-]+\s+){1,7}?)?"
        rf"(?:(?:not\s+)?to\b|against\b|into\b|for\s+(?:(?:the|an?|its|more|\w+er)\s+)*(?:\w+\s+)?{_GRANTED})"
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
    r"|criticism|condemnation|disapproval|denunciation|dissatisfaction|displeasure|anger|outrage|indignation|discontent|grievances?|complaints?"
    r"|representations)\s+"
    r"(?:about|over|with|to|of|at|regarding|on|against|that)\b",
    hints=(
        "concern", "alarm", "disquiet", "dismay", "frustration", "irritation", "misgiving", "worr",
        "unease", "opposition", "objection", "rejection", "protest", "displeas",
        "dissatisf", "anger", "outrage", "indignat", "discontent", "grievance", "complaint",
        "representations", "criticism", "condemnation", "disapproval", "denunciation",
    ),
)  # fmt: skip
_ACCUSING = "accusing|blaming|critici[sz]ing|denouncing|slamming|faulting"
_WITH = Pattern(
    lambda: (
        rf"\b(?=\w+ing\b)(?:(?P<accuse>{_ACCUSING}|{gerunds('attack')}|(?P<cites>citing|invoking|pointing(?=\s+to\b)))"
        rf"|(?P<reject>{gerunds('reject', 'rebuff')})|(?P<demand>asking|{gerunds('demand', 'press')}))(?!\w)"
    )
)
_GERUNDS = bit_of_gerunds("attack", "reject", "rebuff", "demand", "press") | bits_of((
    "citing ", "invoking ", "pointing ", "accusing ", "blaming ", "asking ", "criticizing ", "criticising ",
    "denouncing ", "slamming ", "faulting ",
))  # fmt: skip
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
TOLD_NEED = _GERUNDS | reduce(or_, (needs for _, _, needs in _BY_WORDS))
_TO_SOMEBODY = Pattern(r"(?:\s+(?:on|upon|that|the|its|our|all|major))*\s+(?:[EAPWX]+|foreign\s+\w+)")
_TO_BOTH = Pattern(r"(?:\s+(?:on|upon|that|the|both))*\s+W")
_TO_DO = Pattern(r"\b(?:that|to|not|against)\b")
_WRONG = Pattern(
    lambda: (
        either(("harmful", "wrongs", "tariff"), ())
        + r"|\b(?:sanctions|curbs|restrictions|blacklist|controls)\b"
    )
)
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
_PARTICIPLE = Pattern(r"\w+ing\b|(?:\w+ly\s+|far\s+from\s+)*(?:un|dis)?\w+(?:ed|py)\b|furious\b|angry\b")
_GERUND = Pattern(
    r"\b(?:of|for|from|without|or|than|in|with|is|are|was|were|be|been)\s+(?:not\s+|never\s+)?$"
)
_CLAUSE_END = Pattern(r";|,\s+(?:while|which|although|but|saying|adding|arguing|insisting|noting)\b|[.”\"]*$")


def read_told(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that are told by other words than a verb of saying."""
    mask = sentence.mask
    if "E" not in mask and "A" not in mask and "X" not in mask:
        return
    for rule, pattern, needs in _BY_WORDS:
        if not sentence.bits & needs:
            continue
        for match in reading.article.searched(pattern, sentence):
            verb = _governing(mask, match.start() - sentence.start) + sentence.start
            actor = opened_by(reading, sentence, match) or reading.subject(sentence, verb)
            if actor is None or not actor.state or not actor.codes or reading.article.quote_at(match.start()):
                continue
            stance = _stance(rule, match)
            claim = _against(reading, sentence, actor, match, stance)
            if claim is not None:
                yield claim_fact(reading, claim, rule)
    yield from _besides(reading, sentence)


def opened_by(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Actor | None:
    """Return the subject of a sentence that a participle opens, None where it opens with none."""
    if match.start() != sentence.start or not _PARTICIPLE.match(match.group()):
        return None
    opens = _OPENS.search(reading.article.mask, match.end(), sentence.end)
    return reading.discourse.actor_of(*opens.span("subject")) if opens else None


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


def _besides(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield claims told by participles, whose subject is that of the sentence."""
    mask = reading.article.mask
    if not sentence.bits & _GERUNDS:
        return
    for match in _WITH.finditer(mask, sentence.start, sentence.end):
        if _GERUND.search(mask, sentence.start, match.start()) or reading.article.quote_at(match.start()):
            continue
        actor = opened_by(reading, sentence, match)
        if actor is None:
            heard = _HEARD.search(mask, sentence.start, match.start())
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
