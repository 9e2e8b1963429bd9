"""Commitments: what a state promises, agrees to do, or says that it will do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import LEADING
from detente.news.hints import bits_of
from detente.news.kinds.commitment_clauses import (
    NUMBERED,
    OPENED,
    Promise,
    clause_fact,
    speaks_for_some_state,
)
from detente.news.kinds.commitment_deeds import EXCLUDED, is_deed
from detente.news.kinds.commitments_bound import (
    ABROAD,
    BINDING,
    BOUND,
    BOUND_NEED,
    DONE_BY,
    OWN_WORDS,
    read_bound,
)
from detente.news.kinds.commitments_listed import LISTED, read_listed
from detente.news.kinds.commitments_named import MADE_NEED, NAMED, NAMED_NEED, read_made, read_named
from detente.news.kinds.commitments_passive import DONE_NEED, TO_BE_DONE, read_to_be_done
from detente.news.kinds.commitments_promised import PROMISED, PROMISED_NEED, read_promised
from detente.news.lexicon.wording import hint_of
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

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
RULES = (PROMISED, NAMED, BOUND, DONE_BY, TO_BE_DONE, OWN_WORDS, ABROAD, _WILL, _REPORTED, _ITEM, LISTED)
_FUTURE = Pattern(
    r"\b(?=[wsiap])(?:will|shall|is\s+going\s+to|are\s+going\s+to|would|is\s+to|are\s+to|(?P<intends>intends?\s+to"
    r"|plans?\s+to))(?:,\s[^,;.]{2,160}?,)?\s+"
    r"(?:(?:also|both|all|therefore|now|instantly|immediately|further|each|continue\s+to|have\s+to|jointly"
    r"|soon|then|next|(?!apply|supply|rely|reply|comply|likely|probably|possibly)\w+ly)\s+)*"
    r"[“\"]?(?P<act>(?:\((?:[ivx]+|N+)\)\s+|not(?:,\s[^,;.]{2,160}?,)?\s+)?[a-z]+\b\s*(?:[a-z]+\b)?)",
    hints=("will", "shall", "going ", "would", " is ", " are ", "intend", "plan"),
)
_REMEMBERED = 100
"""How many commitments back one may stand that is told again with its sum."""
_CURRENCIES = ("USD", "EUR", "CNY", "CAD", "GBP", "JPY")
_BUYERS = Pattern(
    r"\b(?P<who>A+|E+['’]s?)\s+(?:[\w-]+\s+)?(?:buyers|importers|companies|firms|refiners|mills|airlines|manufacturers|investors|processors)\s+"
    r"(?:will|would)\s+(?:\w+ly\s+|also\s+)?(?:buy|purchase|take|order|import|invest)\b",
    hints=(
        "buyers", "importers", "companies", "firms", "refiners", "mills", "airlines", "manufacturers",
        "investors", "processors",
    ),
)  # fmt: skip
_AND_JUST = Pattern(r"\b(?:and|but)\s+$")
_AND_WILL = Pattern(r"\b(?:and|but)\s+will\s+(?:also\s+)?(?P<item>[a-z]+(?:\s+[a-z]+)?)")
_FURTHER = ((NUMBERED, ")"), (_AND_WILL, "will"))
"""What tells of further acts, with a sign that it has."""
_TOLD = BINDING | hint_of((), ("promise", "offer")) | bits_of((
    " concession ", " concessions ", " undertakings ",
    " will ", " shall ", " would ", " going ", " intend ", " intends ", " plan ", " plans ", " commitment ",
    " commitments ", " pledges ", " promises ", " undertaking ", " undertakings ", " guarantees ",
    " assurance ", " assurances ", " obligations ", " offers ", " reached ", " announced ", " shared ",
    " presented ", " outlined ", " unveiled ", " laid ", " detailed ", " represented ", " assured ", " word ",
    " set ", " signed ", " bound ", " binds ", " known ", " guarantee ", " exchange ", " return ",
    " against ", " what ", " something ", " thing ", " vow ", " vows ", " yes ", " intention ", " obliged ",
    " required ", " obligated ",
))  # fmt: skip
"""Words of which one is in every sentence that commits, besides `is to`."""
_DOUBTS = (
    "hop", "expect", "urg", "demand", "warn", "believ", "predict", "think", "suggest", "ask", "estimat",
    "call", "accus",
)  # fmt: skip
_WE = Pattern(r"\bwe\s+(?:\w+ly\s+|also\s+)?$")
_UNREAL = Pattern(r"\b(?:if|unless|should|whether|once)\s+(?:the\s+)?$")
_AND_SAID = Pattern(r"\band\s+(?:said|says|added|announced|pledged|promised)\s+(?:that\s+)?$")
_UNDER_A_DEAL = Pattern(
    r"\b(?:under|as\s+part\s+of|according\s+to)\s+(?:the\s+)?(?:terms\s+of\s+)?(?:(?:the|this|that|an?|their|its)\s+)?(?:[\w-]+\s+){0,3}?(?:deal|agreement|pact|accord|framework"
    r"|arrangement|truce|memorandum|terms|understanding|package|treaty|text|joint\s+statement|K+)\b|\bin\s+(?:return|exchange)(?=,)"
)
"""What makes of what somebody would do a part of a deal."""
_MARK = Pattern(r"(?:,|[”\"’])\s*(?:[\w.’-]+\s+){0,4}$")
_HOPED = Pattern(r"\b(?:expect|hope|want|believe|think|predict)s?\s+(?:that\s+)?(?:the\s+)?$")


def read_commitments(reading: Reading) -> list[Fact]:
    """Return what states commit to, one to each governing verb."""
    found: list[Fact] = []
    items = read_listed(reading)
    for sentence in reading.article.sentences:
        mask, bits = sentence.mask, sentence.bits
        listed = (items[sentence.number],) if sentence.number in items else ()
        if not (bits & _TOLD or " is to " in mask or " are to " in mask):
            found += listed
            continue
        promised = [*read_promised(reading, sentence)] if bits & PROMISED_NEED else []
        facts = promised.copy()
        facts += read_named(reading, sentence) if bits & NAMED_NEED else ()
        facts += _stated(reading, sentence) if bits & _FUTURE.needs else ()
        facts += _items(reading, sentence, promised) if promised and ") " in mask else ()
        facts += listed
        facts += read_bound(reading, sentence) if bits & BOUND_NEED else ()
        facts += read_made(reading, sentence) if bits & MADE_NEED else ()
        facts += _bought(reading, sentence) if bits & _BUYERS.needs else ()
        facts += read_to_be_done(reading, sentence) if bits & DONE_NEED else ()
        if len(facts) > 1:
            facts.sort(key=attrgetter("start"))
        for fact in facts:
            overlaps = [old for old in found[-8:] if fact.start < old.end and old.start < fact.end]
            if not overlaps and not _same_sum(reading, fact, found):
                found.append(fact)
    return found


def _same_sum(reading: Reading, fact: Fact, found: list[Fact]) -> bool:
    """Say whether a state promises no other sums of money than before: the same thing again."""
    sums = _sums(reading, fact)
    told = [old for old in found[-_REMEMBERED:] if old.fields["actor"] == fact.fields["actor"]]
    return bool(sums) and sums <= {one for old in told for one in _sums(reading, old)}


def _sums(reading: Reading, fact: Fact) -> set[tuple[float, str]]:
    found = reading.article.amounts_in(fact.start, fact.end)
    return {(one.value, one.unit) for one in found if one.unit in _CURRENCIES}


def _stated(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state says it will do, in its own text or as reported."""
    for match in reading.article.searched(_FUTURE, sentence):
        if not is_deed(reading, sentence, match):
            continue
        actor = _actor(reading, sentence, match.start())
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
        for pattern, sign in _FURTHER:
            if reading.article.mask.find(sign, match.end(), sentence.end) < 0:
                continue
            for more in pattern.finditer(reading.article.mask, match.end(), sentence.end):
                if not EXCLUDED.match(more["item"]):
                    start = more.start("item") if pattern is NUMBERED else more.start() + 4
                    yield clause_fact(
                        reading, sentence, Promise(start, more.end(), actor, attribution), _ITEM
                    )


def _items(reading: Reading, sentence: Sentence, promised: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the numbered items after the first of what is promised by a verb."""
    for first in promised:
        if not OPENED.match(reading.article.mask, first.start, sentence.end):
            continue
        actor = Actor(tuple(first.fields["actor"].split(",")), "", first.start, first.end)
        for more in NUMBERED.finditer(reading.article.mask, first.end, sentence.end):
            promise = Promise(more.start("item"), more.end(), actor, first.fields.get("attribution", ""))
            yield clause_fact(reading, sentence, promise, _ITEM)


def _bought(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state says that the firms of another will buy."""
    for match in reading.article.searched(_BUYERS, sentence):
        actor = Actor(reading.codes_in(*match.span("who")), "", match.start(), match.end())
        told = _told(reading, sentence, match, actor)
        if told is not None and told[0] is _REPORTED:
            yield clause_fact(
                reading, sentence, Promise(match.start(), match.end(), actor, told[1]), _REPORTED
            )


def _actor(reading: Reading, sentence: Sentence, verb: int) -> Actor | None:
    """Return who will do something: where a speaker told in between goes on, the subject before him."""
    actor = reading.subject(sentence, verb) or _quoted(reading, sentence, verb)
    if actor is None or not speaks_for_some_state(reading, actor):
        return actor
    lead = LEADING.match(reading.article.mask, sentence.start, actor.start)
    return reading.discourse.actor_of(*lead.span("subject")) if lead else None


def _quoted(reading: Reading, sentence: Sentence, verb: int) -> Actor | None:
    """Return the state whose speaker says of it what `we` will do."""
    quote = reading.article.quote_at(verb)
    will = reading.article.mask.startswith("will ", verb)
    told = _WE.search(reading.article.mask, max(verb - 30, sentence.start), verb) if quote and will else None
    speaker = reading.speaker_of(quote) if quote and told else None
    return speaker._replace(start=told.start(), end=told.start() + 2) if speaker and told else None


def _is_unreal(reading: Reading, sentence: Sentence, actor: Actor) -> bool:
    """Say whether a clause is only a condition."""
    mask, start = reading.article.mask, actor.start
    hoped = _HOPED.search(mask, max(start - 24, sentence.start), start)
    return bool(hoped or _UNREAL.search(mask, max(start - 16, sentence.start), start))


def _closes(reading: Reading, sentence: Sentence, saying: Saying, place: int) -> bool:
    """Say whether a saying after a place tells what stands there, as in `..., the ministry said`."""
    first = min(saying.start, saying.actor.start)
    return first >= place and bool(_MARK.search(reading.article.mask, sentence.start, first))


def _told(
    reading: Reading, sentence: Sentence, match: re.Match[str], actor: Actor
) -> tuple[Rule, str] | None:
    """Return by which rule a deed to come is known and from whom; None where nobody who may says so."""
    sayings, mask = reading.discourse.sayings[sentence.number], reading.article.mask
    joined = _AND_JUST.search(mask, max(match.start() - 12, 0), match.start())
    saying = next(
        (
            one
            for one in sayings
            if one.end <= actor.start
            or (
                joined and one.actor.start == actor.start and one.end < match.start() and mask[one.end] != ","
            )
            or _closes(reading, sentence, one, match.end())
        ),
        None,
    )
    quote = reading.article.quote_at(match.start())
    speaker = saying.actor if saying else reading.speaker_of(quote) if quote else None
    if speaker is None:
        real = not match.group().startswith("would") or _UNDER_A_DEAL.search(sentence.mask)
        plain = real and (not actor.person or reading.issuer in actor.codes)
        own = reading.article.mask[actor.start : actor.end].strip() in ("we", "i")
        return (_WILL, "") if plain and not quote and (not own or reading.issuer) else None
    doubted = saying is not None and saying.verb.startswith(_DOUBTS)
    if saying is not None and saying.verb.startswith("warn") and speaker.codes == actor.codes:
        doubted = False  # of what one does oneself
    if not (speaker.state or speaks_for_some_state(reading, speaker)) or (
        doubted and not _AND_SAID.search(reading.article.mask, sentence.start, actor.start)
    ):
        return None
    return _REPORTED, speaker.attribution
