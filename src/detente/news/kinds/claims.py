"""Claims: a state accuses, rejects or demands; said by it, or laid down in a text of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from detente.news.facts import Fact
from detente.news.grammar.actors import Saying
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_verbs import may_accuse, tells_wrong
from detente.news.kinds.claim_words import (
    FORCED,
    Claim,
    blames,
    claim_fact,
    ends_at,
    facing,
    is_neutral,
    opponents,
    stance_of,
    stems,
)  # fmt: skip
from detente.news.kinds.claims_conditional import UNLESS, UNLESS_NEED, read_conditions
from detente.news.kinds.claims_laid_down import (
    ABROAD,
    ASKED,
    LAID_DOWN,
    LAID_DOWN_NEED,
    Blamed,
    read_laid_down,
)
from detente.news.kinds.claims_lodged import LODGED, LODGED_NEED, read_lodged
from detente.news.kinds.claims_named import DONE_BY, IN_RESPONSE
from detente.news.kinds.claims_nominal import BY_NOUN, NOMINAL_NEED, read_nominal
from detente.news.kinds.claims_passive import ACCUSED_BY, PASSIVE_NEED, read_passive
from detente.news.kinds.claims_quoted import QUOTED, QUOTED_NEED, read_quoted
from detente.news.kinds.claims_received import RECEIVED, RECEIVED_NEED, read_received
from detente.news.kinds.claims_stood import STOOD, STOOD_NEED, read_stood
from detente.news.kinds.claims_told import RULES as TOLD
from detente.news.kinds.claims_told import TOLD_NEED, read_told
from detente.news.kinds.claims_turned import FOUND, TURNED, TURNED_NEED, read_turned
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
RULES = (
    _ACCUSE,
    _REJECT,
    _DEMAND,
    QUOTED,
    LODGED,
    *TOLD,
    *TURNED,
    *STOOD,
    UNLESS,
    *RECEIVED,
    ACCUSED_BY,
    BY_NOUN,
    IN_RESPONSE,
    DONE_BY,
    LAID_DOWN,
    ABROAD,
    ASKED,
)
_STANDING = (
    (STOOD_NEED, read_stood),
    (UNLESS_NEED, read_conditions),
    (RECEIVED_NEED, read_received),
    (PASSIVE_NEED, read_passive),
    (NOMINAL_NEED, read_nominal),
)
_STANDING_NEED = STOOD_NEED | UNLESS_NEED | RECEIVED_NEED | PASSIVE_NEED | NOMINAL_NEED
_OWN_VOICE = frozenset(rule.name for rule in (FOUND, IN_RESPONSE, DONE_BY, LAID_DOWN, ABROAD))
_BY_STANCE = {"accuse": _ACCUSE, "reject": _REJECT, "demand": _DEMAND}
_PASSIVE = Pattern(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$")
_NOT_SAID = Pattern(
    r"(?:\b(?:not|never|without|rather\s+than|(?:stop|fall|fell)\w*\s+short\s+of|(?:refrain|shie|abst)\w+\s+(?:away\s+)?from"
    r"|(?:declin|refus)\w+\s+to)|n['’]t)\s+(?:\w+ly\s+)?$",
    hints=(
        " not ",
        "never",
        "without",
        "rather",
        "short ",
        "refrain",
        " shie",
        "declin",
        "refus",
        "n't ",
        "n’t ",
    ),
)
"""What stands before a verb of saying where nothing is said."""
_ASKED = Pattern(
    r"\s+(?:on\s+)?(?:the\s+)?(?P<whom>[EB]+|(?:[a-z-]+\s+){0,2}(?:O+\s+)?P+|A+(?=\s+(?!side|government|official|authorit|leader)\w+))\s+(?:[\w-]+\s+){0,3}?(?:not\s+)?to\s"
    r"|\s+that\s+(?:the\s+)?(?P<that>E+)\s+(?!has\b|had\b|and\b)[a-z]"
)
"""Who is asked to act, right after the verb of asking."""
_AND = Pattern(r",?\s(?:and|but)\s+(?:(?:has|have|had|will|also|then|later|\w+ly)\s+)*$")
"""What joins a claim to the one before it of the same subject."""
_NAMES_SO = Pattern(r"call|describ|consider|deem|sa(?:id|ys)")
_BARE = Pattern(
    r"\b(?:oppos|reject|deplor|condemn|denounc|protest|den[iy]|dismiss|urg|accus|critici[sz]|regret|rebut)\w*$"
)
"""A verb that shares its object with the next, so that the two make one claim."""
_FOR_WHAT = Pattern(
    r"\b(?:as|to|over|for|after|by|of|from|with|against|at|amid|citing)\s+what\s+(?:the\s+)?$"
)
"""What stands before a wrong that somebody names as the ground for a deed."""
_SO_CALLED = 60
"""How far after its verb a wrong may stand that is called so, in characters."""
_BOTH = Pattern(r"\s+W")
_CONDEMNS = Pattern(r"deplor|slam|denounc|condemn|critici|decr|reject|oppos|urg|demand|call")
"""What two sides may do together that is no claim of either."""
_ONE_ANOTHER = Pattern(r"\b(?:each\s+other|the\s+other|one\s+another|W+)(?!\w)")
_ALL = Pattern(r"(?:\s+(?:on|upon|that|the|its|our|all))*\s+X")
_IF = Pattern(r"(?:^|,\s)(?:if|should)\b|\bif\s+(?:the\s+)?$")


def read_claims(reading: Reading) -> list[Fact]:
    """Return what states accuse, reject and demand, one claim to a clause."""
    found: list[Fact] = []
    blamed = Blamed()
    for sentence in reading.article.sentences:
        bits = sentence.bits
        own = list(_said(reading, sentence)) if reading.discourse.sayings[sentence.number] else []
        own += read_lodged(reading, sentence) if bits & LODGED_NEED else ()
        own += read_quoted(reading, sentence) if bits & QUOTED_NEED else ()
        if bits & TOLD_NEED:
            own += _besides(read_told(reading, sentence), own) if own else read_told(reading, sentence)
        if bits & TURNED_NEED:
            own += read_turned(reading, sentence)
        if bits & _STANDING_NEED:
            own += _stood(reading, sentence, own)
        if len(own) > 1:
            own.sort(key=attrgetter("start"))
        if not own and bits & LAID_DOWN_NEED and reading.issuer:
            own += read_laid_down(reading, sentence, blamed)
        if own and reading.issuer in own[-1].fields["actor"].split(","):
            blamed = Blamed(tuple(own[-1].fields["target"].split(",")), sentence.number)
        for fact in _parted(reading, own):
            if not _told(reading, fact, found):
                found.append(fact)
    return found


def _stood(reading: Reading, sentence: Sentence, own: list[Fact]) -> list[Fact]:
    """Return the claims that tell where a state stands, besides those that were read before."""
    bits = sentence.bits
    stood = [fact for needs, read in _STANDING if bits & needs for fact in read(reading, sentence)]
    return _besides(stood, own)


def _besides(told: Iterable[Fact], own: list[Fact]) -> list[Fact]:
    """Return the claims that were not read before in another way."""
    return [fact for fact in told if not any(_is_same(fact, old) for old in own)]


def _parted(reading: Reading, own: list[Fact]) -> list[Fact]:
    """Return the claims of a sentence without what another says after `and`, with a verb of its own."""
    return [_before_and(reading, fact, own) for fact in own] if len(own) > 1 else own


def _before_and(reading: Reading, fact: Fact, others: list[Fact]) -> Fact:
    """Return a claim that ends where the next one of its subject begins."""
    mask = reading.article.mask
    for other in others:
        if fact.start < other.start < fact.end and fact.rule != other.rule:
            joint = _AND.search(mask, fact.start, other.start)
            if joint is not None and not _BARE.search(mask, fact.start, joint.start()):
                return fact._replace(end=joint.start())
    return fact


def _is_same(one: Fact, two: Fact) -> bool:
    """Say whether two claims of a sentence are by the same in the same stance."""
    return all(one.fields[name] == two.fields[name] for name in ("actor", "stance"))


def _told(reading: Reading, fact: Fact, found: list[Fact]) -> bool:
    """Say whether a claim overlaps an earlier one, or a government's text accuses of the same again."""
    if [old for old in found[-6:] if fact.start < old.end and old.start < fact.end]:
        return True
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
    sayings, bits = reading.discourse.sayings[sentence.number], sentence.bits
    for number, saying in enumerate(sayings):
        actor = saying.actor
        called = mask.endswith(("what ", "what the "), sentence.start, actor.start)
        if (
            not actor.state
            or not actor.codes
            or is_neutral(saying.verb)
            or _IF.search(mask, max(sentence.start, actor.start - 8), actor.start)
            or mask.startswith("should ", sentence.start, actor.start)
            or (called and not _so_called(reading, sentence, saying))
            or reading.article.search(
                _NOT_SAID, sentence, max(sentence.start, saying.start - 40), saying.start
            )
            or (not saying.verb.endswith("ing") and _is_passive(sentence, saying))
        ):
            continue
        following = sayings[number + 1] if number + 1 < len(sayings) else None
        end = ends_at(reading, sentence, saying, following)
        if not mask[saying.end : end].strip(' .,;”"'):
            continue  # what is said stands before
        stance = "accuse" if called else stance_of(reading, sentence, saying, end)
        if stance is None and may_accuse(bits) and tells_wrong(reading, saying, end):
            stance = "accuse"
        if stance is None or (stance == "demand" and _asks_own(reading, saying)):
            continue
        target = _whom(reading, saying, end)
        if not (target or FORCED.search(mask, saying.end, end)) or target == actor.codes != ("*",):
            continue
        shared = number > 0 and actor.start <= sayings[number - 1].actor.start
        start = actor.start if sentence.start <= actor.start < saying.start and not shared else saying.start
        claim = Claim(start, end, actor, target, stance)
        yield claim_fact(reading, claim, _BY_STANCE[stance])


def _is_passive(sentence: Sentence, saying: Saying) -> bool:
    """Say whether a verb of saying is in the passive, by what stands before or after it."""
    before = sentence.mask[max(saying.start - sentence.start - 24, 0) : saying.start - sentence.start]
    return sentence.mask.startswith(" by ", saying.end - sentence.start) or bool(_PASSIVE.search(before))


def _so_called(reading: Reading, sentence: Sentence, saying: Saying) -> bool:
    """Say whether a wrong is called so as the ground for a deed, as in `over what it calls theft`."""
    mask, start = reading.article.mask, saying.actor.start
    if not _NAMES_SO.match(saying.verb) or not _FOR_WHAT.search(mask, max(sentence.start, start - 24), start):
        return False
    return blames(sentence.bits, mask[saying.end : min(saying.end + _SO_CALLED, sentence.end)])


def _asks_own(reading: Reading, saying: Saying) -> bool:
    """Say whether somebody asks the government of their own side to act, as in `urged Ottawa to`."""
    match = _ASKED.match(reading.article.mask, saying.end, saying.end + 70)
    return match is not None and reading.codes_in(*match.span(match.lastgroup or 0)) == saying.actor.codes


def _whom(reading: Reading, saying: Saying, end: int) -> tuple[str, ...]:
    """Return whom a claim is against: the other side of the dispute if it is named, else whoever is."""
    mask = reading.article.mask
    if saying.actor.codes == ("*",):
        general = _CONDEMNS.match(saying.verb) and not _ONE_ANOTHER.search(mask, saying.end, end)
        return () if general else ("*",)
    if _BOTH.match(mask, saying.end, end):
        return ("*",)
    if _ALL.match(mask, saying.end, end):
        return ("WLD",)
    found = opponents(reading, saying.actor, saying.end, end)
    in_pair = tuple([code for code in found if code in reading.pair])
    whom = in_pair[:1] or found[:1] or reading.others(saying.actor.codes)
    return whom or facing(reading, saying.actor.codes)
