"""Claims: a state accuses, rejects or demands; said by it, or laid down in a text of its own."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_words import (
    BLAME,
    DEFIES,
    FORCED,
    UNDONE,
    Claim,
    claim_fact,
    ends_at,
    is_neutral,
    opponents,
    stance_of,
    stems,
)  # fmt: skip
from detente.news.kinds.claims_laid_down import ABROAD, ASKED, LAID_DOWN, Blamed, read_laid_down
from detente.news.kinds.claims_named import DONE_BY, IN_RESPONSE
from detente.news.kinds.claims_told import RULES as TOLD
from detente.news.kinds.claims_told import read_told
from detente.news.kinds.claims_turned import FOUND, TURNED, read_turned
from detente.news.lexicon.wording import either, verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_ACCUSE = Rule(
    name="claim-accuse", kind="claim",
    says="A state or its official says of the other that it broke, harmed or failed in something.",
    example="Trump said China had violated the agreement.",
    near_miss="Economists said China had violated the agreement.",
)  # fmt: skip
_REJECT = Rule(
    name="claim-reject", kind="claim", says="A state denies, dismisses or opposes what the other says or "
        "does.",
    example="China rejected the accusations of the United States.",
    near_miss="China regretted the decision of the United States.",
)  # fmt: skip
_DEMAND = Rule(
    name="claim-demand", kind="claim", says="A state urges, asks or hopes that the other acts, or says "
        "that it must.",
    example="China urged the United States to lift its tariffs.",
    near_miss="China hopes that China and the United States will agree.",
)  # fmt: skip
_QUOTED = Rule(
    name="claim-quoted", kind="claim", basis="resolved",
    says="A sentence that is quoted, or ends with `the ministry said`, accuses or demands.",
    example='"The United States has broken its word," China\'s Ministry of Commerce said.',
    near_miss='"The United States has broken its word," the steel association said.',
)  # fmt: skip
_LODGED = Rule(
    name="claim-lodged", kind="claim", says="A state lodges a complaint or asks for consultations at the "
        "WTO.",
    example="Canada requested consultations with the United States at the World Trade Organization.",
    near_miss="Canada held consultations with the United States at the World Trade Organization.",
)  # fmt: skip
RULES = (
    _ACCUSE,
    _REJECT,
    _DEMAND,
    _QUOTED,
    _LODGED,
    *TOLD,
    *TURNED,
    IN_RESPONSE,
    DONE_BY,
    LAID_DOWN,
    ABROAD,
    ASKED,
)
_OWN_VOICE = frozenset(rule.name for rule in (FOUND, IN_RESPONSE, DONE_BY, LAID_DOWN, ABROAD))
_BY_STANCE = {"accuse": _ACCUSE, "reject": _REJECT, "demand": _DEMAND}
_LODGE = Pattern(
    r"\b(?:(?:filed|lodged|launched|initiated|brought|will\s+file|submitted|opened|started|took"
    r"|files)\s+(?:an?\s+|its\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:complaint|case|dispute|lawsuit|challenge|proceedings)"
    r"|(?:requested|requests|sought|(?:made|filed|submitted)\s+a\s+request\s+for)\s+(?:[\w-]+\s+){0,3}?consultations"
    r"|(?:challenged|challenges|took|sued|appealed)\s[^.;]{3,80}?\s(?:at|before|to|with|in)\s+the\s+(?:[BK]+|wto|dispute)"
    r"|(?:lodged|made)\s+(?:an?\s+)?(?:solemn|stern|strong|formal|serious)\s+(?:representations?|protests?))\b",
    hints=(
        "complaint",
        "case",
        "dispute",
        "lawsuit",
        "challenge",
        "consultation",
        "proceedings",
        "took",
        "representation",
        "protest",
        "sued",
        "appealed",
    ),
)
_PASSIVE = Pattern(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$")
_BEFORE_SPEAKER = Pattern(r",[”\"’]?\s+(?:\S+\s+)?$")
_CLOSING = 90
"""How far from the end of its sentence a verb of saying may stand that closes it, in characters."""
_ASKED = Pattern(r"\s+(?:on\s+)?(?:the\s+)?(?P<whom>E+|P+)\s+(?:not\s+)?to\s")
"""Who is asked to act, right after the verb of asking."""
_BOTH = Pattern(r"\s+W")
_ALL = Pattern(r"(?:\s+(?:on|upon|that|the|its|our|all))*\s+X")
_IF = Pattern(r"(?:^|,\s)(?:if|should)\b|\bif\s+(?:the\s+)?$")
_THIS = Pattern(
    r"\b(?:this|these|such|it|they|the\s+(?:move|measures?|decision|tariffs?|duties|levies|surcharge|threat|policy|practices))\b"
)
_OURS = Pattern(r"\b(?:they|you)\s+(?:have\s+|had\s+|\w+ly\s+)*\w+\s+(?:us|our)\b", hints=("they ", "you "))
_ILL_DONE = Pattern(
    lambda: rf"{either((), ('wrong', 'hinder'))}|\b(?:charge|tariff|treat|take|took|rob|kill|use|screw)\w*\s"
)
_MEASURED = Pattern(
    lambda: (
        rf"\b(?:exports|imports|shipments|trade|growth|output|sales|gdp)\b[^,;]{{0,60}}?(?:{verbs('up')}|{verbs('down')})"
    )
)
_PLAN = Pattern(
    r"(?:(?:the\s+)?[EB]+|(?:this|our|the)\s+(?:investigation|probe|inquiry|review|talks|agreement|deal|order|report))\s+"
    r"(?:will|would|is\s+going)\b"
)
_ASKS = Pattern(
    r"\b(?:urges?|hopes?|demands?|calls?\s+on|asks?)\s+(?:that\s+)?(?:the\s+)?[EA]+"
    r"|\bit\s+is\s+hoped\s+(?:that\s+)?(?:the\s+)?[EA]+"
    r"|\b[EA]+(?:\s+\w+){0,2}?\s+(?:must|should|ought|has\s+to|have\s+to|needs?\s+to)\b",
    hints=("urge", "hope", "demand", "call", "ask", "must", "should", "ought", " has ", " have ", "need"),
)


def read_claims(reading: Reading) -> list[Fact]:
    """Return what states accuse, reject and demand, one claim to a clause."""
    found: list[Fact] = []
    blamed = Blamed()
    for sentence in reading.article.sentences:
        own = [*_said(reading, sentence), *_lodged(reading, sentence), *_quoted(reading, sentence)]
        own = own or list(read_told(reading, sentence))
        own += read_turned(reading, sentence)
        if not own and reading.issuer:
            own = list(read_laid_down(reading, sentence, blamed))
            if own:
                blamed = Blamed(tuple(own[-1].fields["target"].split(",")), sentence.number)
        for fact in own:
            if not any(_overlaps(fact, old) for old in found[-6:]) and not _told(reading, fact, found):
                found.append(fact)
    return found


def _overlaps(one: Fact, two: Fact) -> bool:
    return one.start < two.end and two.start < one.end


def _told(reading: Reading, fact: Fact, found: list[Fact]) -> bool:
    """Say whether a government's text accuses of the same in general words again."""
    if fact.rule not in _OWN_VOICE:
        return False
    words = stems(reading, fact)
    if fact.rule in (IN_RESPONSE.name, DONE_BY.name):
        words = words[:1]  # what a noun names is the same wrong, whatever is told of it
    return any(
        old.fields["target"] == fact.fields["target"] and words and set(words) <= set(stems(reading, old))
        for old in found[-20:]
        if old.rule in _OWN_VOICE
    )


def _said(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield claims by verbs of saying in a sentence."""
    mask = reading.article.mask
    sayings = reading.discourse.sayings[sentence.number]
    for number, saying in enumerate(sayings):
        actor = saying.actor
        if (
            not actor.state
            or not actor.codes
            or is_neutral(saying.verb)
            or _IF.search(mask, max(sentence.start, actor.start - 8), actor.start)
            or mask.startswith("should ", sentence.start, actor.start)
            or mask.endswith("what ", sentence.start, actor.start)
            or _PASSIVE.search(mask, max(sentence.start, saying.start - 24), saying.start)
            or _asks_own(reading, saying)
        ):
            continue
        following = sayings[number + 1] if number + 1 < len(sayings) else None
        end = ends_at(reading, sentence, saying, following)
        stance = stance_of(reading, sentence, saying, end)
        if stance is None:
            continue
        target = _whom(reading, saying, end)
        if not (target or FORCED.search(mask, saying.end, end)) or target == actor.codes != ("*",):
            continue
        shared = number > 0 and actor.start <= sayings[number - 1].actor.start
        start = actor.start if sentence.start <= actor.start < saying.start and not shared else saying.start
        claim = Claim(start, end, actor, target, stance)
        yield claim_fact(reading, claim, _BY_STANCE[stance])


def _asks_own(reading: Reading, saying: Saying) -> bool:
    """Say whether somebody asks the government of their own side to act, as in `urged Ottawa to`."""
    match = _ASKED.match(reading.article.mask, saying.end, saying.end + 40)
    return match is not None and reading.codes_in(*match.span("whom")) == saying.actor.codes


def _whom(reading: Reading, saying: Saying, end: int) -> tuple[str, ...]:
    """Return whom a claim is against: the other side of the dispute if it is named, else whoever is."""
    mask = reading.article.mask
    if saying.actor.codes == ("*",) or _BOTH.match(mask, saying.end, end):
        return ("*",)
    if _ALL.match(mask, saying.end, end):
        return ("WLD",)
    found = opponents(reading, saying.actor, saying.end, end)
    in_pair = tuple(code for code in found if code in reading.pair)
    whom = in_pair[:1] or found[:1] or reading.others(saying.actor.codes)
    if not whom and saying.verb.startswith(("call", "describ", "oppos", "reject")):
        return tuple(code for code in reading.pair if code and code not in saying.actor.codes)[:1]
    return whom


def _lodged(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield complaints that are lodged, and consultations that are asked for."""
    for match in reading.article.searched(_LODGE, sentence):
        actor = reading.subject(sentence, match.start())
        if actor is not None and actor.state and actor.codes:
            target = opponents(reading, actor, match.end(), sentence.end)[:1] or reading.others(actor.codes)
            claim = Claim(actor.start, sentence.end, actor, target, "accuse")
            if target:
                yield claim_fact(reading, claim, _LODGED)


def _quoted(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield claims that stand as sentences in quotations, or before `the ministry said`."""
    told = _told_by(reading, sentence)
    if told is None:
        return
    actor, first, last = told
    said = reading.article.mask[first:last]
    asks, ours, defies, forced = (
        pattern.search(said) if pattern.may_be_in(sentence.bits) else None
        for pattern in (_ASKS, _OURS, DEFIES, FORCED)
    )
    if ours and not _ILL_DONE.search(said, *ours.span()):
        ours = None
    if not (asks or ours or defies or forced or BLAME.search(said) or UNDONE.search(said)):
        return
    others = reading.codes_in(first, last, but=actor.codes)
    in_pair = tuple(code for code in others if code in reading.pair)
    target = in_pair[:1] or reading.others(actor.codes) or others[:1]
    if _MEASURED.search(said):
        return
    if not target or _IF.match(said.lstrip()) or (not defies and _plan(reading, first)):
        return
    stance = "reject" if defies else "demand" if asks else "accuse"
    if others or ours or forced or _THIS.search(said):
        yield claim_fact(reading, Claim(first, last, actor, target, stance), _QUOTED)


def _told_by(reading: Reading, sentence: Sentence) -> tuple[Actor, int, int] | None:
    """Return who says a sentence, and where what is said begins and ends."""
    article = reading.article
    quote = article.quote_at(sentence.start) or article.quote_at(sentence.start + 1)
    if quote is not None:
        actor = reading.speaker_of(quote)
        first, last = max(sentence.start, quote.start + 1), min(sentence.end, quote.end - 1)
    else:
        saying = _saying_after(reading, sentence)
        if saying is None:
            return None
        actor, first, last = saying.actor, sentence.start, min(saying.actor.start, saying.start)
    return (actor, first, last) if actor is not None and actor.state and actor.codes else None


def _saying_after(reading: Reading, sentence: Sentence) -> Saying | None:
    """Return the saying that a sentence ends with, as in `..., the ministry said`."""
    for one in reading.discourse.sayings[sentence.number]:
        place = min(one.actor.start, one.start)
        near = sentence.end - max(one.end, one.actor.end) < _CLOSING
        if (
            near
            and one.actor.start > sentence.start + 20
            and _BEFORE_SPEAKER.search(reading.article.mask, sentence.start, place)
        ):
            return one
    return None


def _plan(reading: Reading, start: int) -> bool:
    """Say whether a clause is about what a state will do."""
    match = _PLAN.match(reading.article.mask, start, start + 60)
    return match is not None
