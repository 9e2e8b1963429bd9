"""Accusations that a noun or a participle holds: a state's failure, theft by it, rules kept up by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.claim_verbs import acts
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact
from detente.news.lexicon.wording import either, hint_of, verbs, words
from detente.news.patterns import Pattern, one_of
from detente.news.reading_state import Reading
from detente.news.rules import Rule

IN_RESPONSE = Rule(
    name="claim-in-response", kind="claim", source="The White House",
    says="A government's text names the other's failure, theft or abuse, as in `China's theft of`, or as the "
        "reason for what it does.",
    example="The levy is in response to Canada's unfair rules on American wine.",
    near_miss="The order is in response to unfair trade practices.",
)  # fmt: skip
DONE_BY = Rule(
    name="claim-done-by", kind="claim", source="The White House",
    says="A government's text tells of a wrong done by the other: exploited by, theft by, barriers kept by.",
    example="The gaps in the order were exploited by China.",
    near_miss="The unfair barriers will be removed by Canada.",
)  # fmt: skip
_SECTION = Pattern(
    r"(?P<by>\bin\s+(?:response|retaliation|answer)\s+(?:to"
    r"|for)\s+)(?P<what>(?P<target>[EA]+)(?:['’]s?)\s+[^.;]{4,160}?)"
    r"(?=,\s+(?:P|O|the|while|president|we|it)\b|,\s+[PO]|\s+and\s+(?:is|was|will)\b|[.;]|$)",
    hints=("response", "retaliation", "answer"),
)
_OWN = Pattern(
    lambda: (
        r"\b(?=[EAW])(?P<what>(?P<target>(?:[EA]+(?:(?:,\s+[EA]+)*,?\s+and\s+[EA]+)*|W+))(?:(?:['’]s?|(?<=A))\s+"
        rf"(?:(?!(?:and|will|to|with|of|has|have|is|are|was)\b|(?!continu)(?:{acts()}))[\w-]+\s+){{0,3}}?|\s+)"
        rf"(?<!anti-)(?:{words('wrongs')})[^.;:]{{0,140}})"
    )
)
_FAILURES = ("failure", "refusal", "inability", "unwillingness", "inaction", "complicity")
_FAILURE = rf"{one_of(_FAILURES)}\s+of"
_WHOM = r"\s+(?:the\s+)?(?:governments?\s+of\s+)?(?:the\s+)?"
_BY_SOMEBODY = Pattern(one_of(["by", "part of", *(f"{word} of" for word in _FAILURES)]) + rf"{_WHOM}[EA]")
"""The end of `_BY`, which few sentences have and which is quick to look for."""
_BY = Pattern(
    lambda: (
        rf"\b(?P<what>(?:(?:(?P<wrong>{either(('wrongs',), ('wrong',))})"
        r"(?:\s+(?!will\b|by\b)[\w’'-]+){0,8}?"
        rf"|(?P<kept>{verbs('wield')}))\s+(?:by|on\s+the\s+part\s+of)"
        rf"|{_FAILURE}){_WHOM}"
        rf"(?P<target>(?:E+(?!['’]|\s+(?:[\w-]+\s+)?(?:{words('private')}))|[EA]+(?:['’]s?)?(?=\s+(?:\w+\s+)?(?:{words('officers')})))))"
    ),
    hints=(
        " by ",
        " part ",
        *_FAILURES,
    ),
)
_WITHIN = Pattern(
    r"(?P<what>(?:excess\s+(?:\w+\s+){0,4}?(?:capacity|production)|overcapacity|overproduction)[^.;]{0,24}?\bin\s+(?:the\s+)?"
    r"(?P<target>[EA]+)[^.;]{0,100})",
    hints=("excess", "overcapacity", "overproduction"),
)
_SHUT_OUT = Pattern(
    r"(?P<what>\b(?:locked|shut|kept|barred|excluded|blocked|frozen|driven|squeezed)\s+(?:out\s+)?(?:of|from)\s+(?:the\s+)?"
    r"(?P<target>[EA]+)[^.;]{0,100})",
    hints=("locked", "shut", "kept", "barred", "excluded", "blocked", "frozen", "driven", "squeezed"),
)
_FOR_ITS = Pattern(
    lambda: (
        r"\b(?=[EA])(?P<what>(?P<target>[EA]+)\s[^.;,]{0,40}?\bfor\s+(?:its|their)\s+(?:[\w-]+\s+){0,3}?"
        rf"(?:{words('wrongs')})[^.;:]{{0,140}})"
    ),
    hints=(" for ",),
)
_WHICH = Pattern(
    lambda: (
        rf"\b(?=[EA])(?P<what>(?P<target>E+['’]s?|A+)\s+(?:(?!{words('private')}|(?:has|have|is|are|was|will|to)\b)[\w-]+\s+){{0,7}}?"
        rf"(?:(?!{words('private')})[\w-]+),?\s+(?:which|that)\s+(?:\w+ly\s+)?"
        rf"{either((), ('wrong', 'hinder'))}[^.;:]{{0,100}})"
    ),
    hints=(" which ", " that "),
)
_OWN.needs = hint_of(("wrongs",), ())
_FAILING = bits_of(f" {word}" for word in _FAILURES)
_HINDERS = hint_of((), ("wrong", "hinder"))
_PATTERNS = (
    (_SECTION, BLAME.needs),
    (_OWN, _OWN.needs),
    (_BY, hint_of(("wrongs",), ("wrong", "wield")) | _FAILING),
    (_WITHIN, _WITHIN.needs),
    (_SHUT_OUT, _SHUT_OUT.needs),
    (_FOR_ITS, _OWN.needs),
    (_WHICH, _HINDERS),
)
"""The patterns with words that they need besides their hints, so that not every sentence is searched."""
NAMED = BLAME.needs | _OWN.needs | _BY.needs | _WITHIN.needs | _SHUT_OUT.needs | _HINDERS
"""What a sentence has one of with such an accusation."""
_HARMFUL = Pattern(lambda: words("harmful"))
_UNDONE = Pattern(
    r"\b(?:will|would|shall|agree[sd]?|commit(?:s|ted)?|deal(?!\s+with)|remov\w+|eliminat\w+|lift\w*|ends?|ending|stop\w*|prevent\w*|resolv\w+"
    r"|address(?:es|ed)?|abolish\w*|welcom\w+|if|without|accus\w+|alleg\w+)\b"
)


def read_named(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the accusations of a sentence that stand in a noun or participle."""
    for pattern, needs in _PATTERNS:
        if not (sentence.bits & pattern.needs and sentence.bits & needs):
            continue
        if pattern is _BY and not _BY_SOMEBODY.search(sentence.mask):
            continue
        for match in pattern.finditer(reading.article.mask, sentence.start, sentence.end):
            codes = reading.codes_in(*match.span("target"), but=(reading.issuer,))
            if not codes and match["target"].startswith("W"):
                codes = _both(reading)
            before = reading.article.mask[sentence.start : match.start()]
            if not codes or reading.article.body[match.start("what") : match.end("what")].isupper():
                continue
            if pattern is _SECTION and not BLAME.search(match["what"]):
                continue
            if pattern is not _SECTION and _UNDONE.search(before):
                continue
            if pattern is _BY and match["kept"] and not _complained_of(before):
                continue
            start = match.start() if pattern is _SECTION else match.start("what")
            rule = DONE_BY if pattern is _BY else IN_RESPONSE
            issuer = Actor((reading.issuer,), "", sentence.start, sentence.start)
            yield claim_fact(reading, Claim(start, match.end("what"), issuer, codes, "accuse"), rule)


def _both(reading: Reading) -> tuple[str, ...]:
    """Return the two economies besides its own that a government's text names most."""
    named = Counter(
        code for name in reading.article.names.found for code in name.codes if name.kind != "sides"
    )
    return tuple(code for code, _ in named.most_common(3) if code != reading.issuer)[:2]


def _complained_of(before: str) -> bool:
    """Say whether what a state keeps up is complained of in the words before."""
    near = before[-70:]
    return bool(_HARMFUL.search(near) or BLAME.search(near))
