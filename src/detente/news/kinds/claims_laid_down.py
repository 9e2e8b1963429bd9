"""Accusations that a government's own text makes in its own voice."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.speakers import Actor
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

IN_RESPONSE = Rule(
    name="claim-in-response", kind="claim", source="The White House",
    says="A government's text names the other's failure, theft or abuse as the reason for what it does.",
    example="The levy is in response to Canada's unfair rules on American wine.",
    near_miss="The order is in response to unfair trade practices.",
)  # fmt: skip
LAID_DOWN = Rule(
    name="claim-laid-down", kind="claim", source="The White House",
    says="A sentence of a government's text whose subject is the other state, and whose verb blames it.",
    example="Canada has failed to stop the flow of drugs.",
    near_miss="Drug gangs have failed to stop.",
)  # fmt: skip
_SECTION = Pattern(
    r"(?P<by>\bin\s+(?:response|retaliation)\s+(?:to"
    r"|for)\s+)(?P<what>(?P<target>[EA]+)(?:['’]s?)\s+[^.;]{4,160}?)"
    r"(?=,\s+(?:P|O|the|while|president|we|it)\b|,\s+[PO]|\s+and\s+(?:is|was|will)\b|[.;]|$)",
    hints=("response", "retaliation"),
)
_FAILURE = Pattern(
    r"(?P<what>(?P<target>(?:[EA]+(?:\s+and\s+[EA]+)*|W+))['’]s?\s+(?:continued\s+|repeated\s+|ongoing\s+)?"
    r"(?:failure|refusal|theft|violations?|breach|discriminat\w+|unfair|abuse"
    r"|retaliation)\b[^.;]{0,140})",
    hints=(
        "failure",
        "refusal",
        "theft",
        "violation",
        "breach",
        "discriminat",
        "unfair",
        "abuse",
        "retaliation",
    ),
)
_SUBJECT = Pattern(
    r"\s*(?:and\s+|but\s+|yet\s+|in\s+addition,\s+)?(?:for\s+(?:many\s+|too\s+)?(?:years|decades|long)\s+)?(?:the\s+|all\s+but\s+\w+\s+|only\s+\w+\s+)*"
    r"(?:government\s+of\s+(?:the\s+)?)?(?P<who>[EA]+(?:\s+and\s+[EA]+)*)"
    r"(?:\s+(?:officials|government|authorities|provinces|side|tariffs"
    r"|(?:\w+\s+){0,3}organizations))?(?:\s+(?:and\s+\w+))?"
    r"(?:,\s+(?:however|moreover|meanwhile|for\s+its\s+part),)?"
)
_GOING_ON = Pattern(r"\s*(?:it|they|(?:these|such|those)\s+(?:\w+\s+)?\w+|this(?:\s+\w+)?)\b(?=\s)")
_NO_SUBJECT = Pattern(r"\s*(?:will|would|shall|agreed|commit|and|['’]s|with|,)")
_VERB = Pattern(
    r"\s+(?:\w+ly\s+)?(?:has|have|had|is|are|continues?|continued|imposes?|established|administers?"
    r"|maintains?|applies"
    r"|refuses?|refused|failed|fails|also\s+\w+|\w+s\b|\w+ed\b|disrupt|operate|violate|harm|undermine"
    r"|break|hurt|target)"
)
_TREATS_WORSE = Pattern(
    r"\bhalted\b|\bnot\s+on\s+imports\s+from\s+other\b|\bmore\s+restrictive\b|\bcompels\b|\bbut\s+not\b"
)
_OPENING = Pattern(
    r"(?:as|in|with|while|although|after|since|for|over|during|despite|under|through|given)\b[^,;]{3,90},\s+"
    r"(?=the\s+[EA]|[EA]|all\b|only\b|it\b|they\b)"
)
_NEXT = Pattern(r",\s+and\s+(?=it\b|they\b|[EA]+)|;\s+|:\s+")


def read_laid_down(reading: Reading, sentence: Sentence, blamed: tuple[str, ...]) -> Iterator[Fact]:
    """Yield the accusations of a sentence; `blamed` is whom the text accused last."""
    issuer = Actor((reading.issuer,), "", sentence.start, sentence.start)
    yield from _in_response(reading, sentence, issuer)
    before = blamed
    for first, last in _clauses(sentence):
        clause = reading.article.mask[first:last]
        going_on = _GOING_ON.match(clause)
        if going_on:
            before = reading.codes_in(sentence.start, first, but=issuer.codes) or before
            if before and _accuses(clause[going_on.end() :]):
                start = first + len(clause) - len(clause.lstrip())
                yield claim_fact(reading, Claim(start, last, issuer, before, "accuse"), LAID_DOWN)
            continue
        subject = _SUBJECT.match(clause)
        if subject is None:
            continue
        codes = reading.codes_in(first + subject.start("who"), first + subject.end("who"), but=issuer.codes)
        rest = clause[subject.end() :]
        if codes and not _NO_SUBJECT.match(rest) and _accuses(rest):
            before = codes
            start = first + len(clause) - len(clause.lstrip())
            yield claim_fact(reading, Claim(start, last, issuer, codes, "accuse"), LAID_DOWN)


def _in_response(reading: Reading, sentence: Sentence, issuer: Actor) -> Iterator[Fact]:
    for pattern in (_SECTION, _FAILURE):
        for match in reading.article.searched(pattern, sentence):
            codes = reading.codes_in(*match.span("target"), but=issuer.codes)
            if codes and BLAME.search(match["what"]):
                start = match.start() if pattern is _SECTION else match.start("what")
                yield claim_fact(
                    reading, Claim(start, match.end("what"), issuer, codes, "accuse"), IN_RESPONSE
                )


def _accuses(rest: str) -> bool:
    verb = _VERB.match(rest)
    return verb is not None and bool(BLAME.search(rest) or _TREATS_WORSE.search(rest))


def _clauses(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence that may have a subject of their own."""
    mask = sentence.mask
    opening = _OPENING.match(mask)
    start = opening.end() if opening else 0
    for match in _NEXT.finditer(mask):
        yield sentence.start + start, sentence.start + match.start()
        start = match.end()
    yield sentence.start + start, sentence.start + len(mask.rstrip(" ."))
