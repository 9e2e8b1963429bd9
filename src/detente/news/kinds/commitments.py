"""Commitments: what a state promises, agrees to do, or says that it will do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.speakers import Actor, Saying
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.kinds.commitment_deeds import EXCLUDED, is_deed
from detente.news.kinds.commitments_bound import ABROAD, BOUND, DONE_BY, read_bound
from detente.news.kinds.commitments_listed import LISTED, read_listed
from detente.news.kinds.commitments_named import NAMED, read_made, read_named
from detente.news.lexicon.wording import either, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_PROMISED = Rule(
    name="commitment-promised", kind="commitment",
    says="A state promised, pledged, agreed or committed to do something, or announced measures or plans to.",
    example="China pledged to lift its limits on exports of rare earths.",
    near_miss="China threatened to tighten its limits on exports of rare earths.",
)  # fmt: skip
_WILL = Rule(
    name="commitment-will", kind="commitment",
    says="A state will do something, by its own text or as news tells it; not be, remain, meet, or bear "
        "something.",
    example="China will remove its tariffs on American beef.",
    near_miss="China will face tariffs on its steel.",
)  # fmt: skip
_REPORTED = Rule(
    name="commitment-reported", kind="commitment",
    says="Someone who speaks for a state says that a state will or would do something.",
    example="Trump said China would buy more American grain.",
    near_miss="Analysts said China would buy more American grain.",
)  # fmt: skip
_ITEM = Rule(
    name="commitment-item", kind="commitment", basis="resolved",
    says="A further act of a sentence that promises: its numbered items, or what follows `and will`.",
    example="China will (1) remove its tariffs and (2) lift its limits on exports.",
    near_miss="China (1) removed its tariffs and (2) lifted its limits on exports.",
)  # fmt: skip
RULES = (_PROMISED, NAMED, BOUND, DONE_BY, ABROAD, _WILL, _REPORTED, _ITEM, LISTED)
_PROMISE = Pattern(
    lambda: (
        r"\breached\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:agreement|deal|accord"
        r"|consensus)\s+(?:with\s+(?:the\s+)?[EP]+\s+)?to\s+"
        r"|\bannounced\s+(?:new\s+)?(?:measures|steps|plans)\s+to\s+(?!impose|raise|levy|hit)"
        rf"|(?:{either((), ('promise', 'offer'))})(?P<how>"
        r"(?:,\s[^,.;“”\"]{2,60},)?\s+(?:on\s+the\s+sidelines[^,;.]{0,60}?\s+|(?:late\s+|early\s+)?(?:in|on|last)\s+D+\s+|D+\s+|also\s+|(?:it|them)sel(?:f|ves)\s+|then\s+"
        r"|in\s+(?:principle|writing|public|return|exchange)\s+|formally\s+|publicly\s+|jointly\s+|again\s+|or\s+\w+ed\s+)?"
        r"(?:(?:not\s+)?to\s+(?!be\b|an?\b|the\b|meet\b|talk\b|visit|travel|attend|host|return\b|in\b|on\b|at\b|D)|that\s+(?!no\b)(?:it|they|he|she"
        r"|E+)?|(?<!agreed\s)(?<!agree\s)that\s+no\b"
        r"|to\s+an?\s+(?:[\w-]+\s+){0,3}?(?:framework|plan|programme?|roadmap|package|process|mechanism|schedule|timetable)\s+(?:to|for|of)\s+(?!talks|negotiat)"
        rf"|[“\"]|(?:[\w-]+\s+){{0,3}}?(?:{words('acts_promised')}|M+)\b)"
        r"|\s+on\b(?!\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:framework|deal|agreement|truce|pause|consensus|pact|outline|roadmap)))"
        r"|\b(?:is|are|remains?)\s+committed\s+to\b"
        r"|\b(?:represented|assured\s+(?:the\s+)?[EPAW]+(?:\s+\w+){0,2}?|(?:gave|given)\s+(?:its|his|her|their)\s+word)"
        r"(?:\s+that)?\s+(?:it|they|he|she|E+)\s+(?:will|would|shall)\b"
    ),
    hints=(
        "promis",
        "pledg",
        "vow",
        "commit",
        "undert",
        "agre",
        "guarant",
        "swear",
        "swor",
        "offer",
        "reached",
        "announced",
        "represented",
        "assured",
        " word ",
    ),
)
_TO_TALK = Pattern(r"\s*(?:continue\s+)?(?:talks|negotiat)")
_NOT = Pattern(r"\b(?:not|never|n['’]t|could|may|might|would|should|can|must)\s+$")
_NEITHER = Pattern(r"\b(?:neither|nor|den(?:y|ies|ied)\s+(?:that|having))\b")
_FUTURE = Pattern(
    r"\b(?:will|shall|is\s+going\s+to|are\s+going\s+to|would|is\s+to|are\s+to|(?P<intends>intends?\s+to"
    r"|plans?\s+to))(?:,\s[^,;.]{2,160}?,)?\s+"
    r"(?:(?:also|both|all|therefore|now|instantly|immediately|further|each|continue\s+to|have\s+to|jointly"
    r"|soon|then|(?!apply|supply|rely|reply|comply|likely|probably|possibly)\w+ly)\s+)*"
    r"[“\"]?(?P<act>(?:\((?:[ivx]+|N+)\)\s+|not(?:,\s[^,;.]{2,160}?,)?\s+)?[a-z]+\s+(?:[a-z]+\b)?)",
    hints=("will", "shall", "going to", "would", "is to", "are to", "intend", "plan"),
)
_CURRENCIES = ("USD", "EUR", "CNY", "CAD", "GBP", "JPY")
_JOINS = Pattern(r"(?:(?P<and>\b(?:and|but))|,)\s+(?P<aux>(?:(?:has|have|had|also|further|then)\s+)*)$")
_ACTED = Pattern(r"\b(?:will|has|have|had|shall|agreed|committed|pledged|promised)\b")
_BUYERS = Pattern(
    r"(?P<who>A+|E+['’]s?)\s+(?:[\w-]+\s+)?(?:buyers|importers|companies|firms|refiners|mills|airlines|manufacturers|investors|processors)\s+"
    r"(?:will|would)\s+(?:\w+ly\s+|also\s+)?(?:buy|purchase|take|order|import|invest)\b",
    hints=(
        "buyers",
        "importers",
        "companies",
        "firms",
        "refiners",
        "mills",
        "airlines",
        "manufac",
        "invest",
        "process",
    ),
)
_NUMBERED = Pattern(r"\band\s+(?P<item>\((?:[ivx]+|\d|N+)\)\s+[a-z]+)")
_AND_JUST = Pattern(r"\b(?:and|but)\s+$")
_AND_WILL = Pattern(r"\b(?:and|but)\s+will\s+(?:also\s+)?(?P<item>[a-z]+(?:\s+[a-z]+)?)")
_SECOND = Pattern(
    r"\band\s+(?P<act>(?:will\s+)?(?:also\s+)?(?:pledged|promised|agreed|vowed"
    r"|committed)\s+to\b)",
    hints=("and pledged", "and promised", "and agreed", "and vowed", "and committed", "and will", "and also"),
)
_DOUBTS = (
    "hop",
    "expect",
    "urg",
    "demand",
    "warn",
    "believ",
    "predict",
    "think",
    "suggest",
    "ask",
    "estimat",
    "call",
    "accus",
)
_UNREAL = Pattern(r"\b(?:if|unless|should|whether|once)\s+(?:the\s+)?$")
_AND_SAID = Pattern(r"\band\s+(?:said|says|added|announced|pledged|promised)\s+(?:that\s+)?$")
_MARK = Pattern(r"(?:,|[”\"’])\s*(?:[\w.’-]+\s+){0,4}$")
_HOPED = Pattern(r"\b(?:expect|hope|want|believe|think|predict)s?\s+(?:that\s+)?(?:the\s+)?$")


def read_commitments(reading: Reading) -> list[Fact]:
    """Return what states commit to, one to each governing verb."""
    found: list[Fact] = []
    for sentence in reading.article.sentences:
        facts = [
            *_promised(reading, sentence), *read_named(reading, sentence), *_stated(reading, sentence),
            *read_listed(reading, sentence), *read_bound(reading, sentence), *read_made(reading, sentence),
            *_bought(reading, sentence),
        ]  # fmt: skip
        for fact in sorted(facts, key=lambda one: one.start):
            overlaps = any(fact.start < old.end and old.start < fact.end for old in found[-8:])
            if not overlaps and not _same_sum(reading, fact, found):
                found.append(fact)
    return found


def _same_sum(reading: Reading, fact: Fact, found: list[Fact]) -> bool:
    """Say whether a state promises no other sums of money than before: the same thing again."""
    sums = _sums(reading, fact)
    told = [old for old in found if old.fields["actor"] == fact.fields["actor"]]
    return bool(sums) and sums <= {one for old in told for one in _sums(reading, old)}


def _sums(reading: Reading, fact: Fact) -> set[tuple[float, str]]:
    found = reading.article.amounts_in(fact.start, fact.end)
    return {(one.value, one.unit) for one in found if one.unit in _CURRENCIES}


def _promised(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what is promised by verbs such as pledged to and agreed to."""
    mask = reading.article.mask
    for pattern, group in ((_PROMISE, 0), (_SECOND, "act")):
        for match in reading.article.searched(pattern, sentence):
            place = match.start(group)
            actor = reading.subject(sentence, place)
            if (
                actor is None
                or not actor.state
                or not actor.codes
                or _NOT.search(mask, max(place - 8, 0), place)
                or _NEITHER.search(mask, sentence.start, place)
            ):
                continue
            weak = not match.group(group).startswith(("agree", "commit"))
            if weak and _TO_TALK.match(mask, match.end(), sentence.end):
                continue
            if pattern is _SECOND:
                yield clause_fact(reading, sentence, Promise(place, match.end(), actor, ""), _PROMISED)
            else:
                yield _promise(reading, sentence, match, actor)


def _promise(reading: Reading, sentence: Sentence, match: re.Match[str], actor: Actor) -> Fact:
    """Return a promise with whom it is known from: who promised in person, else who says so."""
    said = _saying_before(reading, sentence, actor)
    attribution = actor.attribution if actor.person else ""
    if match.group().startswith("reached") and len(actor.codes) == 1 and " with " in match.group():
        actor, attribution = Actor(("*",), "", actor.start, actor.end), ""
    elif said is not None:
        attribution = said.actor.attribution or attribution
    elif actor.codes == ("*",):
        attribution = ""
    start = _begins(reading, actor, match.start())
    return clause_fact(reading, sentence, Promise(start, match.end(), actor, attribution), _PROMISED)


def _begins(reading: Reading, actor: Actor, verb: int) -> int:
    """Return where a promise begins: at its subject, or at a verb that shares the subject of another."""
    mask = reading.article.mask
    joined = _JOINS.search(mask, max(verb - 30, actor.end), verb) if actor.end < verb - 20 else None
    if joined is None or not (joined["and"] or _ACTED.search(mask, actor.end, joined.start())):
        return actor.start
    return joined.end() - len(joined["aux"])


def _saying_before(reading: Reading, sentence: Sentence, actor: Actor) -> Saying | None:
    """Return the saying that a promise is reported by: one before it, else one that closes the sentence."""
    sayings = [one for one in reading.discourse.sayings[sentence.number] if one.actor.state]
    before = next((one for one in sayings if one.end <= actor.start), None)
    after = next((one for one in reversed(sayings) if one.actor.start > actor.end + 20), None)
    closing = (
        after if after and reading.article.mask[after.actor.start - 2 : after.actor.start] == ", " else None
    )
    return before or closing


def _stated(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state says it will do, in its own text or as reported."""
    for match in reading.article.searched(_FUTURE, sentence):
        if not is_deed(reading, sentence, match):
            continue
        actor = reading.subject(sentence, match.start())
        if actor is None or not actor.state or not actor.codes or _is_unreal(reading, sentence, actor):
            continue
        if match.group().startswith("shall") and reading.article.mask[actor.end - 1] == "O":
            continue  # an order to an office of its own
        told = _told(reading, sentence, match, actor)
        if told is None:
            continue
        rule, attribution = told
        joined = _AND_JUST.search(reading.article.mask, max(match.start() - 12, 0), match.start())
        start = match.start() if joined and actor.end < match.start() - 20 else actor.start
        yield clause_fact(reading, sentence, Promise(start, match.end(), actor, attribution), rule)
        for pattern in (_NUMBERED, _AND_WILL):
            for more in pattern.finditer(reading.article.mask, match.end(), sentence.end):
                if not EXCLUDED.match(more["item"]):
                    start = more.start("item") if pattern is _NUMBERED else more.start() + 4
                    yield clause_fact(
                        reading, sentence, Promise(start, more.end(), actor, attribution), _ITEM
                    )


def _bought(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state says that the firms of another will buy."""
    for match in reading.article.searched(_BUYERS, sentence):
        actor = Actor(reading.codes_in(*match.span("who")), "", match.start(), match.end())
        told = _told(reading, sentence, match, actor)
        if told is not None and told[0] is _REPORTED:
            yield clause_fact(
                reading, sentence, Promise(match.start(), match.end(), actor, told[1]), _REPORTED
            )


def _is_unreal(reading: Reading, sentence: Sentence, actor: Actor) -> bool:
    """Say whether a clause is only a condition."""
    return bool(
        _HOPED.search(reading.article.mask, max(actor.start - 24, sentence.start), actor.start)
    ) or bool(_UNREAL.search(reading.article.mask, max(actor.start - 16, sentence.start), actor.start))


def _closes(reading: Reading, sentence: Sentence, saying: Saying, place: int) -> bool:
    """Say whether a saying after a place tells what stands there, as in `..., the ministry said`."""
    first = min(saying.start, saying.actor.start)
    return first >= place and bool(_MARK.search(reading.article.mask, sentence.start, first))


def _told(
    reading: Reading, sentence: Sentence, match: re.Match[str], actor: Actor
) -> tuple[Rule, str] | None:
    """Return by which rule a deed to come is known and from whom; None where nobody who may says so."""
    sayings = reading.discourse.sayings[sentence.number]
    saying = next(
        (one for one in sayings if one.end <= actor.start or _closes(reading, sentence, one, match.end())),
        None,
    )
    quote = reading.article.quote_at(match.start())
    speaker = saying.actor if saying else reading.speaker_of(quote) if quote else None
    if speaker is None:
        plain = not match.group().startswith("would") and (not actor.person or reading.issuer in actor.codes)
        own = reading.article.mask[actor.start : actor.end].strip() in ("we", "i")
        return (_WILL, "") if plain and not quote and (not own or reading.issuer) else None
    doubted = saying is not None and saying.verb.startswith(_DOUBTS)
    if not speaker.state or (
        doubted and not _AND_SAID.search(reading.article.mask, sentence.start, actor.start)
    ):
        return None
    return _REPORTED, speaker.attribution
