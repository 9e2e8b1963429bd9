"""Commitments that a noun names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import OBJECT
from detente.news.hints import bits_of
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

NAMED = Rule(
    name="commitment-named", kind="commitment", basis="resolved",
    says="A noun names a promise: its commitment to, a pledge to, their promises of.",
    example="The deal includes China's commitment to resume exports of magnets.",
    near_miss="The deal shows commitment and good faith in Beijing.",
)  # fmt: skip
_NOUN = Pattern(
    r"\b(?:an?|the|its|their|his|her|whose|[EAP]++(?:['’]s?)?(?:\s+\w++)?(?:\s+M+)?(?:\s+\w++)?)\s*"
    r"(?:previous\s+|(?P<sum>M+)\s+|\w++\s+)?(?:(?:commitments?|promises?|pledges?|undertakings?|guarantees?|vows?|word(?=\s+(?:to|not)\s))(?:,\s[^,;.]{2,60},|\s+(?:on|in|last|at|this|during|under|after)\s[^,;.]{1,30}?(?=\s+to\s))?\s+(?:to|of(?!\s+(?:the\b|[EABP]))|not\s+to)\b"
    r"|(?:assurances?|pledges?|promises?|commitments?|guarantees?)\s+that\s+(?:[^,;.]{2,60}?\s)(?:will|would)\b|offers?\s+to\b)"
    r"(?!\s*:)",
    hints=(
        "commitment", "undertaking", "assurance", "promise ", "promises ", "pledge ", "pledges ",
        "guarantee ", "guarantees ", "offer ", "offers ", "vow ", "vows ", " word ",
    ),
)  # fmt: skip
_MADE = Pattern(
    r"\b(?:(?:the\s+|those\s+|its\s+|their\s+)?(?:[\w-]++\s+){0,2}?(?:commitments|promises|pledges)\s+(?:"
    r"(?:that\s+|which\s+)?(?P<who>it|they|E+)\s+(?:has\s+|have\s+|had\s+)?(?:made|gave|given|entered|undertook|undertaken)\b"
    r"|(?:made|given|undertaken)\s+by\s+(?:the\s+)?(?P<by>E+))"
    r"|(?:commitments?|promises?|pledges?|offers?)\s+(?:by|from)\s+(?:the\s+)?(?P<from>E+)\s+(?:not\s+)?to\b)",
    hints=("commitment", "promise ", "promises ", "pledge ", "pledges ", "offer ", "offers "),
)
_THING = 120
"""How long the words for what is promised may be, in characters."""
_AS_THEIRS = (
    r"\s+(?:is|are|was|were)\s+(?:(?:also\s+)?(?:another|one|two|among|part)\s+(?:of\s+)?)?"
    r"(?P<who>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:promises|pledges|commitments|concessions|undertakings)\b"
    r"(?!\s+(?:to|of|on|in|that|unmet|worth)\b)"
)
_THEIRS_ARE = (
    r"(?:among|one\s+of|part\s+of)\s+(?P<whose>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:promises|pledges|commitments|concessions"
    r"|undertakings)\s+(?:is|are|was|were)\s+(?!not\b|that\s+of)"
    r"|(?P<by>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:(?:promises|pledges|commitments|concessions|undertakings)\s+(?:also\s+)?included?\s+"
    r"|(?:promise|pledge|commitment|concession|undertaking)\s+(?:is|was)\s+to\s+)"
)
_LISTED = Pattern(
    rf"[^.;:]{{4,{_THING}}}?,?{_AS_THEIRS}|{_THEIRS_ARE}",
    hints=("promise", "pledge", "commitment", "concession", "undertaking"),
)
"""A thing told as one of somebody's promises, before or after them."""
_LISTING = Pattern(rf"{_AS_THEIRS}|{_THEIRS_ARE}")
"""The same but for the thing, so that few places are tried."""
_CLEFT = Pattern(
    r"\bwhat\s+(?:the\s+)?(?P<who>[EPB]+)\s+(?:(?:has|have|had|also|now)\s+)*(?:promised|pledged|offered|agreed|undertaken|undertook|vowed|signed\s+up|committed)"
    r"(?:\s+(?:to|for|[EPB]+|itself\s+to))*(?:\s+do)?(?:\s+[^,;.]{0,30}?)?\s+(?:is|was)\s+(?:not\s+)?to\b"
    r"|\b(?:is|are|was|were)\s+(?:just\s+)?(?:what|something|one\s+thing)\s+(?:that\s+)?(?:the\s+)?(?P<by>[EPB]+)\s+(?:(?:has|have|had|also|now|said\s+it\s+was\s+[a-z]+\s+to)\s+)*"
    r"(?:promised|pledged|offered|agreed|undertook|undertaken|vowed|signed\s+up|committed|commit|promise)\b",
    hints=(" what ", " something ", " thing "),
)
"""What somebody has promised is to do something; to do it is what he has promised."""
_LISTS = bits_of((" is ", " are ", " was ", " were ", " include ", " included "))
_MAKING = bits_of(("made", "gave", "given", "entered", "undert", " by ", " from "))
_HOLDS = Pattern(
    r"\b(?:establish|includ|contain|set|lay|creat|feature)\w*\s+(?:out\s+|down\s+)?(?:[\w-]+\s+){0,4}?(?:commitments|obligations)\s+"
    r"(?:in|on|regarding|concerning|covering|with\s+respect)\b",
    hints=("commitments", "obligations"),
)
_SUM = Pattern(
    r"M+\s+(?:worth\s+)?(?:of|in)\s+[\w\s-]{3,60}?\b(?:promised|pledged|committed|offered)\s+(?:in\s+(?:return|exchange)|by\s+(?P<by>E+))"
    r"|\b(?:in\s+(?:exchange|return)\s+for|against)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?(?:of\s+)?M+\s+(?:worth\s+)?(?:of|in)\s+(?:[\w.-]+\s+){0,3}?(?:investments?"
    r"|purchases|loans|spending|orders|financing)",
    hints=("promised", "pledged", "committed", "offered", "exchange", "return", "against"),
)
_WON = Pattern(r"\b(?:yield\w*|won|brought|extract\w*|secur\w+|got)\s+$")
_NO_DEED = Pattern(
    r"\s+(?:(?:the|an?|our|his|her|its|their|these|this|both|all|each|such|fair|free|open|mutual|multilateral|bilateral|strong|good|peace"
    r"|trade|international|global|economic|balanced|high|rules)\b|[EABOPWXKL])"
)
_TO_JUDGE = Pattern(r"\s+(?:count|measure|judge|check|verify|watch|keep|fulfil|fulfill|break|make)\b")
"""What is done with a promise, not what is promised."""
_SLOGAN = Pattern(
    r"\b(?:reflect|underscor|demonstrat|show|highlight|reinforc|symboliz|signal|prov|emphasi)\w*\s+$"
)
_OF_A_DEAL = Pattern(
    r"\b(?:deal|agreement|yield\w*|won|brought|extract\w*|includ\w+|contain\w*|truce|statement|accord|made|gave|secured|table|tabled|submitted|presented)\b"
)
NAMED_NEED = _NOUN.needs
MADE_NEED = _MADE.needs | _HOLDS.needs | _SUM.needs | _LISTED.needs | _CLEFT.needs
"""What a sentence needs for a promise that a noun names, and for one told as made before."""


def read_named(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield promises that a noun names, as in its commitment to resume trade."""
    for match in reading.article.searched(_NOUN, sentence):
        whose = match.group().partition(",")[0]
        codes = reading.codes_in(match.start(), match.start() + len(whose))
        if re.match(r"his|her", match.group()) or _TO_JUDGE.match(reading.article.mask, match.end()):
            continue
        if match.group().endswith("to") and not match["sum"] and "M" not in match.group():
            before = reading.article.mask[max(match.start() - 30, sentence.start) : match.start()]
            if _NO_DEED.match(reading.article.mask, match.end()) or _SLOGAN.search(before):
                continue
        if reading.issuer in codes and "P" in whose:
            continue  # a leader's promise to his own country
        if not codes and re.match(r"(?:its|their)", match.group()):
            codes = reading.codes_in(sentence.start, match.start(), but=(reading.issuer,))
        if not codes and _WON.search(
            reading.article.mask, max(match.start() - 30, sentence.start), match.start()
        ):
            codes = reading.codes_in(sentence.start, match.start())[-1:]
        codes = codes or (("*",) if all(reading.pair) else ())  # the text does not say whose
        if codes:
            if re.match(r"an?\s", match.group()) and not _OF_A_DEAL.search(sentence.mask):
                continue
            indefinite = re.match(r"an?\s", match.group()) and match.start() - sentence.start < 26
            start = sentence.start if indefinite else match.start()
            actor = Actor(codes, "", match.start(), match.end())
            yield clause_fact(reading, sentence, Promise(start, match.end(), actor, ""), NAMED)


def read_made(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield promises told as made before, and those that a deal holds for both sides."""
    for match in reading.article.searched(_MADE, sentence) if sentence.bits & _MAKING else ():
        group = next(group for group in ("who", "by", "from") if match[group])
        codes = reading.codes_in(*match.span(group))
        codes = codes or reading.codes_in(sentence.start, match.start(), but=(reading.issuer,))[:1]
        if codes:
            actor = Actor(codes, "", match.start(), match.end())
            yield clause_fact(reading, sentence, Promise(match.start(), match.end(), actor, ""), NAMED)
    for match in reading.article.searched(_HOLDS, sentence):
        if all(reading.pair):
            codes = reading.codes_in(match.start(), match.end())[:1] or ("*",)
            actor = Actor(codes, "", match.start(), match.end())
            yield clause_fact(reading, sentence, Promise(sentence.start, match.end(), actor, ""), NAMED)
    for match in _listed(reading, sentence):
        group = next(group for group in ("who", "whose", "by") if match[group])
        codes = reading.codes_in(*match.span(group))
        if codes:
            actor = Actor(codes, "", match.start(), match.end())
            yield clause_fact(reading, sentence, Promise(match.start(), match.end(), actor, ""), NAMED)
    yield from _cleft(reading, sentence)
    if "M" in sentence.mask:
        for match in reading.article.searched(_SUM, sentence):
            codes = reading.codes_in(*match.span("by")) if match["by"] else _dealer(reading, sentence, match)
            if codes:
                actor = Actor(codes, "", match.start(), match.end())
                yield clause_fact(reading, sentence, Promise(match.start(), match.end(), actor, ""), NAMED)


def _listed(reading: Reading, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Return what is told as one of somebody's promises, looked for where it may begin."""
    told = (
        _LISTING.search(sentence.mask) if sentence.bits & _LISTS and sentence.bits & _LISTED.needs else None
    )
    if told is None:
        return iter(())
    first = max(sentence.start + told.start() - _THING - 1, sentence.start)
    return _LISTED.finditer(reading.article.mask, first, sentence.end)


def _cleft(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what somebody is told to have promised before or after the act: what he promised is to act."""
    for match in reading.article.searched(_CLEFT, sentence):
        actor = Actor(
            reading.codes_in(*match.span("who" if match["who"] else "by")), "", sentence.start, match.end()
        )
        if actor.codes:
            start = match.start() if match["who"] else sentence.start
            yield clause_fact(reading, sentence, Promise(start, match.end(), actor, ""), NAMED)


def _dealer(reading: Reading, sentence: Sentence, match: re.Match[str]) -> tuple[str, ...]:
    """Return who gives a sum in return: the last one named before it, unless only as a place."""
    mask = reading.article.mask
    for name in reversed(reading.article.names.between(sentence.start, match.start())):
        if name.codes and not OBJECT.search(mask, max(name.start - 40, sentence.start), name.start):
            return name.codes[:1]
    return ()
