"""Commitments that a noun names, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.speakers import Actor
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
LISTED = Rule(
    name="commitment-listed", kind="commitment", basis="resolved", source="The White House",
    says="A line with a verb, in a list that a line such as `China's commitments:` opens.",
    example="The deal includes Chinese commitments to:\nHalt the flow of fentanyl.",
    near_miss="The deal covers:\nFentanyl.",
)  # fmt: skip
_NOUN = Pattern(
    r"\b(?:an?|the|its|their|his|her|whose|[EA]+(?:['’]s?)?(?:\s+\w+)?(?:\s+M+)?(?:\s+\w+)?)\s*"
    r"(?:previous\s+|(?P<sum>M+)\s+|\w+\s+)?(?:(?:commitments?|promises?|pledges?|undertakings?|guarantees?)\s+(?:to|of(?!\s+(?:the\b|[EABP]))|not\s+to)\b"
    r"|(?:assurances?|pledges?|promises?|commitments?|guarantees?)\s+that\s+(?:it|they|[EA]+)\s+(?:will|would)\b|offers?\s+to\b)"
    r"(?!\s*:)",
    hints=("commitment", "promise", "pledge", "undertaking", "guarantee", "assurance", "offer"),
)
_MADE = Pattern(
    r"\b(?:the\s+|those\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,2}?(?:commitments|promises|pledges)\s+(?:"
    r"(?:that\s+|which\s+)?(?P<who>it|they|E+)\s+(?:has\s+|have\s+|had\s+)?(?:made|gave|given|entered|undertook|undertaken)\b"
    r"|(?:made|given|undertaken)\s+by\s+(?:the\s+)?(?P<by>E+))"
    r"|\b(?:commitments?|promises?|pledges?|offers?)\s+(?:by|from)\s+(?:the\s+)?(?P<from>E+)\s+(?:not\s+)?to\b",
    hints=("commitment", "promise", "pledge", "offer"),
)
_HOLDS = Pattern(
    r"\b(?:establish|includ|contain|set|lay|creat|feature)\w*\s+(?:out\s+|down\s+)?(?:[\w-]+\s+){0,4}?(?:commitments|obligations)\s+"
    r"(?:in|on|regarding|concerning|covering|with\s+respect)\b",
    hints=("commitments", "obligations"),
)
_NO_DEED = Pattern(
    r"\s+(?:(?:the|an?|our|his|her|its|their|these|this|both|all|each|such|fair|free|open|mutual|multilateral|bilateral|strong|good|peace"
    r"|trade|international|global|economic|balanced|high|rules)\b|[EABOPWXKL])"
)
_SLOGAN = Pattern(
    r"\b(?:reflect|underscor|demonstrat|show|highlight|reinforc|symboliz|signal|prov|emphasi)\w*\s+$"
)
_OF_A_DEAL = Pattern(r"\b(?:deal|agreement|includ\w+|contain\w*|truce|statement|accord|made|gave|secured)\b")
_LIST = Pattern(
    r"\b(?:commitments?|promises?|pledges?|agreed|agrees|committed)\b[^.]{0,40}:\s*$"
    r"|^(?:the\s+)?(?:E+(?:\s+and\s+(?:the\s+)?E+)?|W+)\s+(?:will|shall|intends?\s+to|is\s+to|are\s+to|plans?\s+to)(?:\s+\w+)?:\s*$"
)
_ACTION = Pattern(r"^\s*(?:[a-z]+ly\s+)?[a-z]+\b")
_LIST_LENGTH = 12
"""How many lines a list of commitments goes on at most."""


def read_named(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield promises that a noun names, as in its commitment to resume trade."""
    for match in reading.article.searched(_NOUN, sentence):
        codes = reading.codes_in(match.start(), match.end())
        if re.match(r"his|her", match.group()):
            continue
        if match.group().endswith("to") and not match["sum"] and "M" not in match.group():
            before = reading.article.mask[max(match.start() - 30, sentence.start) : match.start()]
            if _NO_DEED.match(reading.article.mask, match.end()) or _SLOGAN.search(before):
                continue
        if not codes and re.match(r"(?:its|their)", match.group()):
            codes = reading.codes_in(sentence.start, match.start(), but=(reading.issuer,))
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
    for match in reading.article.searched(_MADE, sentence):
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


def read_listed(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the items of a list that a line such as `Chinese commitments to:` opens."""
    if ":\n" not in reading.article.body:
        return
    line = not reading.begins_with_subject(sentence) and _ACTION.match(sentence.mask)
    lead = _lead(reading, sentence) if line and not sentence.mask.rstrip().endswith(":") else None
    codes = reading.codes_in(lead.start, lead.end) if lead is not None else ()
    if lead is not None and (
        lead.mask.startswith("W") or (len(codes) > 1 and set(codes) == set(reading.pair))
    ):
        codes = ("*",)
    if codes:
        actor = Actor(codes[:1], "", sentence.start, sentence.start)
        yield clause_fact(reading, sentence, Promise(sentence.start, sentence.start + 6, actor, ""), LISTED)


def _lead(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the line that opens the list which a line belongs to."""
    lines = reading.article.sentences[max(sentence.number - _LIST_LENGTH, 0) : sentence.number]
    if not any(one.mask.endswith(":") for one in lines):
        return None
    for one in reversed(lines):
        if one.mask.endswith(":") and _LIST.search(one.mask):
            return one
        if not re.match(r"[a-z]", one.mask) or reading.begins_with_subject(one):
            return None
    return None
