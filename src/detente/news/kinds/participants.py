"""Participants: who takes part in a meeting or call, or announces its outcome for a side."""

from __future__ import annotations

import re

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_TAKES_PART = Rule(
    name="participant", kind="participant",
    says="A person with an office, in a sentence that tells of a meeting, call or delegation; not one who "
        "only comments.",
    example="Treasury Secretary Scott Bessent met Vice Premier He Lifeng in Geneva.",
    near_miss="Treasury Secretary Scott Bessent told CNN that talks in Geneva were useful.",
)  # fmt: skip
_REACHES = Rule(
    name="participant-deal", kind="participant",
    says="People of two sides who reach, sign or announce an agreement with one another.",
    example="President Donald Trump and President Xi Jinping reached a deal on trade.",
    near_miss="President Donald Trump signed an order on trade.",
)  # fmt: skip
RULES = (_TAKES_PART, _REACHES)
_MEETING = Pattern(
    r"\b(?<!future\s)(?<!further\s)(?<!ongoing\s)(?<!may\s)(?<!might\s)(?<!could\s)(?:talks|talk|meeting"
    r"|meetings|meet|meets|met|negotiations|(?<!conference\s)call|conversation|summit|delegation|visit"
    r"|visited|spoke|speak|discussions|consultations|represent\w*|representative\s+from|lead\s+the|(?:led"
    r"|headed|joined|attended)\s+(?:the|by|a)"
    r"|counterparts?|be\s+in\s+(?:the\s+)?E+|mechanism|round|side\s+was)\b",
    hints=(
        "talk",
        "meet",
        "met",
        "negotiation",
        "call",
        "conversation",
        "summit",
        "delegation",
        "visit",
        "spoke",
        "speak",
        "discussion",
        "consultation",
        "represent",
        "lead",
        "led",
        "headed",
        "joined",
        "attended",
        "counterpart",
        "be in",
        "mechanism",
        "round",
        "side was",
    ),
)
_DEAL = Pattern(
    r"\b(?:reached|struck|strikes|secured|announced|signed|concluded|laid\s+out)\s+(?:(?:an?"
    r"|the)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:deal|agreement|truce|consensus|framework)\b|\bagreed\b"
)
"""An outcome, which those take part in who reach it with one another."""
_APPOSED = Pattern(r",\s+(?:the\s+)?(?P<role>(?:(?:E+|A+)\s+)?O+(?:\s+of\s+(?:the\s+)?(?:B+|[a-z]+))?)")
_SPEAKS = Pattern(
    lambda: (
        rf"(?:,[^,]{{0,80}},)?\s+(?:also\s+)?(?!announc)(?:{verbs('say')})|,\s+(?:who\s+(?:said|told)"
        rf"|(?:a|an)\b)"
    )
)
_TOLD_PRESS = Pattern(r"(?:,[^,]{0,80},)?\s+(?:told|noted)\b|,\s+(?:a|an)\b|,\s+who\s+(?:said|told|noted)\b")
_OF_THEIRS = Pattern(
    r"\b(?:after|following|before|during|ahead\s+of|when|as)\s+(?:[\w’'-]+\s+){0,6}?(?:call|talks|meeting"
    r"|conversation|met|meet)\b"
    r"|\b(?:would|will|had)\s+(?:also\s+)?(?:meet|met|speak|spoken|hold|lead)\b|\bcounterparts?\b"
    r"|\bagreed\b|^meeting\s"
)
_MEETS = Pattern(
    r"(?:\s+and\s+(?:\w+\s+)?(?:E+\s+)?(?:O+\s+)?P+)?\s+(?:also\s+|had\s+)?(?:met|meets|led"
    r"|will\s+meet|(?:is|are)\s+to\s+meet|held\s+talks|spoke)\b"
)
_MET = Pattern(r"\b(?:met|meeting|talks|spoke|call|meet)\s+(?:with\s+)?$")
_TITLE_GAP = Pattern(r"(?:['’]s?)?\s+")


def read_participants(reading: Reading) -> list[Fact]:
    """Return the people who take part in meetings, each once."""
    found: dict[str, Fact] = {}
    for sentence in reading.article.sentences:
        rule = _rule(reading, sentence)
        if rule is None:
            continue
        for name in reading.article.names.between(sentence.start, sentence.end):
            if name.kind == "person" and name.codes and name.name not in found:
                fact = _fact(reading, sentence, name, rule)
                if fact is not None:
                    found[name.name] = fact
    return list(found.values())


def _rule(reading: Reading, sentence: Sentence) -> Rule | None:
    """Return by what a sentence has participants: a meeting, or a deal between people of two sides."""
    if "P" not in sentence.mask:
        return None
    if _MEETING.may_be_in(sentence.mask) and _MEETING.search(sentence.mask):
        return _TAKES_PART
    names = reading.article.names.between(sentence.start, sentence.end)
    sides = {name.codes for name in names if name.kind == "person"}
    return _REACHES if len(sides) > 1 and _DEAL.search(sentence.mask) else None


def _fact(reading: Reading, sentence: Sentence, name: Name, rule: Rule) -> Fact | None:
    article = reading.article
    words = len(article.body[name.start : name.end].split())
    office = _office_before(reading, sentence, name)
    apposed = _APPOSED.match(article.mask, name.end, sentence.end)
    if _comments_only(reading, sentence, name):
        return None
    if words < 2 and office is None and apposed is None and not _meets(reading, sentence, name):
        return None
    start, end, role, person = name.start, name.end, name.role, name.name
    if office is not None:
        start, role = office
    elif apposed:
        end, role, person = apposed.end(), _without_economy(reading, apposed), article.body[start:end]
    if not role and words < 2:
        return None
    if role.startswith("counterpart"):
        before = article.names.between(sentence.start, start)
        role = next((one.role for one in before if one.kind == "person" and one.role), role)
    fields = {"person": person, "role": role.strip(), "side": name.codes[0]}
    return rule.fact(start, end, fields)


def _meets(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone called by surname alone is the one who meets, or is met."""
    mask = reading.article.mask
    return bool(name.role) and bool(
        _MEETS.match(mask, name.end, sentence.end)
        or _MET.search(mask, max(name.start - 40, sentence.start), name.start)
    )


def _office_before(reading: Reading, sentence: Sentence, name: Name) -> tuple[int, str] | None:
    """Return where the title before a person begins, with its economy, and the office."""
    article = reading.article
    before = article.names.between(max(name.start - 60, sentence.start), name.start)
    if not before or before[-1].kind != "office" or article.body[before[-1].end : name.start].strip(" ,-"):
        return None
    office = before[-1]
    start, role = office.start, article.body[office.start : office.end]
    owner = before[-2] if len(before) > 1 and before[-2].kind in ("economy", "adjective") else None
    if owner is not None and _TITLE_GAP.fullmatch(article.body, owner.end, start):
        start = owner.start
    return start, role


def _without_economy(reading: Reading, match: re.Match[str]) -> str:
    """Return an office without the economy that it begins with."""
    name = reading.article.names.at(match.start("role"))
    start = name.end if name is not None and name.kind in ("economy", "adjective") else match.start("role")
    return reading.article.body[start : match.end("role")]


def _comments_only(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone only speaks about a meeting, for a paper or as an adviser."""
    mask = reading.article.mask
    if _TOLD_PRESS.match(mask, name.end, name.end + 90):
        return True
    spoken = _SPEAKS.match(mask, name.end, name.end + 120)
    return spoken is not None and not _OF_THEIRS.search(mask, sentence.start, sentence.end)
