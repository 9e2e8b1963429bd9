"""Claims whose words are turned: it is the other that; the blame lies with it; what is said does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import SUBJECT
from detente.news.hints import bits_of
from detente.news.kinds.claim_words import BLAME, FORCED, Claim, claim_fact, facing
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

CLEFT = Rule(
    name="claim-cleft", kind="claim",
    says="A state says that it is the other which did something, or that the blame lies with it.",
    example="It was the American side that walked out, Chinese Premier Li Qiang said.",
    near_miss="It was the American side that hosted the talks.",
)  # fmt: skip
UNSHARED = Rule(
    name="claim-unshared", kind="claim",
    says="A state does not share or accept a view of the other, or says that it does not hold.",
    example="Canada does not accept this reading of the agreement by the United States.",
    near_miss="Canada does not accept payment in American dollars.",
)  # fmt: skip
FOUND = Rule(
    name="claim-found", kind="claim", source="The White House",
    says="A government's text finds that the other does or did something, was forced to answer it, or that "
        "purchases fell short of what was promised.",
    example="I found that the Government of India was importing oil from Russia.",
    near_miss="I found that the Government of India was lifting its duties.",
)  # fmt: skip
TURNED = (CLEFT, UNSHARED, FOUND)
_CLEFT = Pattern(
    r"\b(?:it|this)\s+(?:is"
    r"|was)\s+(?:not\s+[EA]+(?:\s+\w+)?\s+but\s+)?(?:the\s+)?(?P<who>[EA]+)(?:\s+(?:side|government"
    r"|administration|B+))?"
    r"(?:,\s(?:(?P<speaker>P+|he|she|they|it)\s)?[^,.;]{2,40},)?\s+(?:that|who|which)\s+",
    hints=(" it ", " this "),
)
_LIES = Pattern(
    r"\b(?:causes?|blame|responsibility|faults?|onus|problems?)\b[^,.;]{0,60}?\b(?:lies?|lay|rests?"
    r"|belongs?|falls?|is|was)\s+(?:\w+\s+){0,3}?"
    r"(?:with|on|at|upon|in)\s+(?:the\s+)?(?P<who>[EA]+)",
    hints=(" cause", "-cause", "blame", "responsib", "fault", "onus", "problem"),
)
_UNSHARED = Pattern(
    r"\b(?:do|does|did|could|can)(?:\s+not|n['’]t)\s+(?:\w+ly\s+)?(?:share|accept|agree\s+with"
    r"|recogni[sz]e|subscribe\s+to|endorse)\s+"
    r"(?:that|this|the|these|those|such)\s+(?:\w+\s+)?(?:view|characteri[sz]ation|assessment"
    r"|position|interpretation|claim|accusation|premise"
    r"|reading|finding|conclusion|argument|allegation|criticism)s?\b",
    hints=("share ", "accept ", "agree ", "recogni", "subscribe ", "endorse "),
)
_NOR = Pattern(
    rf"\b(?:nor|neither|never|under\s+no\s+circumstances)\s+(?:will|would|can|could|does|did|do)\s+{SUBJECT}\s+"
    r"(?:accept|recogni[sz]e|tolerate|entertain|countenance|stand\s+for|put\s+up\s+with|agree\s+to|bow\s+to"
    r"|give\s+in\s+to)\b",
    hints=("nor ", "neither", "never", "circumstances"),
)
_UNTENABLE = Pattern(
    r"\b(?:so-called|notion|argument|accusations?|allegations?|claims?|assertions?|narrative|theory"
    r"|reports?|charges?|suggestions?|idea|rumou?rs?)\b[^.;]{0,80}?"
    r"\b(?:(?:do|does)(?:\s+not|n['’]t)\s+(?:hold|stand)\s+(?:\w+\s+)?(?:water|up|scrutiny)|(?:is"
    r"|are|was|were)\s+(?:(?:an?|pure|utter|simply|wholly|entirely|totally|\w+ly)\s+)*(?:untenable"
    r"|nonsense|untrue|lies?|fiction|fabrications?|fabricated|inaccurate|baseless|groundless"
    r"|unfounded|without\s+(?:foundation|basis|merit)|a\s+pretext"
    r"|nothing\s+but|a\s+myth|a\s+false|false|incorrect|mistaken|not\s+true))\b",
    hints=(
        "water",
        " hold ",
        " stand ",
        "scrutiny",
        "untenable",
        "nonsense",
        "pretext",
        "nothing",
        "myth",
        "false",
        "untrue",
        " lie",
        "fiction",
        "fabricat",
        "inaccurate",
        "baseless",
        "groundless",
        "unfounded",
        "without",
        "incorrect",
        "mistaken",
        " true",
    ),
)
_NEVER = Pattern(
    r"\b(?:(?:is|are|was|were)(?:\s+not|n['’]t)\s+(?:\w+ly\s+)?(?:directed|aimed|targeted)\s+(?:at|against)"
    r"|(?P<own>never\s+(?:\w+ly\s+)?(?:made|gave|given|offered|agreed|promised|settled|withdr[ea]wn?"
    r"|walked|broken?|reneged|violated|sought|asked))"
    r"|(?P<lawful>(?:in\s+(?:full\s+)?(?:line|compliance|accordance"
    r"|conformity|keeping)\s+with|(?:consistent|compatible|compliant)\s+with)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:rules?|laws?|obligations|commitments|practices?|norms|agreement|treaty|K+|B+)\b)"
    r"|no\s+such\s+(?:\w+\s+)?(?:promise|commitment|agreement|pledge|undertaking|assurance|deal"
    r"|understanding|concession|offer|request|talks|consultations|negotiations|call)s?"
    r"|nothing\s+of\s+the\s+(?:kind|sort)|nothing\s+to\s+(?:apologi[sz]e|answer|be\s+ashamed|hide"
    r"|be\s+sorry)|(?:above|beyond)\s+reproach|(?:did|done)\s+nothing\s+wrong|(?:is|are|was"
    r"|were)(?:\s+not|n['’]t)\s+(?:to\s+blame|at\s+fault))\b",
    hints=(
        "directed",
        "aimed",
        "targeted",
        "never",
        " such ",
        "nothing",
        "blame",
        "fault",
        "reproach",
        " line ",
        "complian",
        "accordance",
        "conformity",
        " keeping",
        "consistent",
        "compatible",
    ),
)
"""Words by which a state clears itself of something."""
_FOUND = Pattern(
    r"\b(?:found|determined|concluded|find|determine"
    r"|conclude)\s+that\s+(?:the\s+)?(?:governments?\s+of\s+(?:the\s+)?)?(?P<who>E+)"
    r"(?:['’]s)?(?P<rest>\s[^;]*)",
    hints=("found ", "find ", "determine ", "determined ", "conclude ", "concluded "),
)
_SHORT = Pattern(
    r"\b(?:fell|fall|falls|fallen|came|come"
    r"|comes)\s+(?:\w+\s+){0,2}short\s+of\s+[^.;]{0,40}?\b(?:agreed|commit|promis|pledg|oblig|target"
    r"|undertak)\w*",
    hints=("short ",),
)  # fmt: skip
_IS = Pattern(r"\b(?:is|are|was|were|remains?)\s+(?:\w+ly\s+)?$")
_AGREED = Pattern(r"\b(?:deal|agreement|accord|pact|talks|visit|meeting|trade|prices?)\b[^,;]{0,60}$")
"""What is told to be lawful without an answer to anybody."""
_OTHER = bits_of((" that ", " who ", " which "))
"""What a clause begins with of which it is said that it was the other."""
_FINDS = _FOUND.needs | _SHORT.needs | FORCED.needs
_CLEARING = _NOR.needs | _UNSHARED.needs | _UNTENABLE.needs | _NEVER.needs
TURNED_NEED = _LIES.needs | _CLEFT.needs | _CLEARING | _FINDS
"""What a sentence needs for such a claim."""
_MEND = Pattern(lambda: verbs("mend"))
_GOOD = Pattern(r"\b(?:sufficient|adequate|meaningful|progress|taken\s+steps|compl(?:y|ies|ied))\b")
_HOSTED = Pattern(
    r"(?:has\s+|have\s+|had\s+)?(?:first\s+)?(?:host|propos|request|suggest|ask|invit|offer|announc"
    r"|report|gain|benefit|suffer|pay|los)\w*\b"
)


def read_turned(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence whose words are turned."""
    if sentence.bits & _LIES.needs or (sentence.bits & _CLEFT.needs and sentence.bits & _OTHER):
        yield from _blamed(reading, sentence)
    if sentence.bits & _CLEARING:
        yield from _cleared(reading, sentence)
    if reading.issuer and sentence.bits & _FINDS:
        yield from _found(reading, sentence)


def _cleared(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state does not share, says not to hold, or clears itself of."""
    article = reading.article
    for match in chain(article.searched(_UNSHARED, sentence), article.searched(_NOR, sentence)):
        inverted = "subject" in match.re.groupindex
        actor = (
            reading.discourse.actor_of(*match.span("subject"))
            if inverted
            else reading.subject(sentence, match.start())
        )
        if actor is None or not actor.state or not actor.codes:
            continue
        named = reading.codes_in(match.end(), sentence.end, but=actor.codes)[:1]
        codes = named or reading.others(actor.codes)
        if codes:
            start = min(actor.start, match.start())
            yield claim_fact(reading, Claim(start, match.end(), actor, codes, "reject"), UNSHARED)
    for match in reading.article.searched(_UNTENABLE, sentence):
        actor = _voice(reading, sentence, match.start())
        codes = reading.others(actor.codes) if actor is not None else ()
        if actor is not None and codes:
            yield claim_fact(reading, Claim(match.start(), sentence.end, actor, codes, "reject"), UNSHARED)
    for match in reading.article.searched(_NEVER, sentence):
        actor = _voice(reading, sentence, match.start())
        codes = facing(reading, actor.codes) if actor is not None and actor.codes != ("*",) else ()
        codes = codes or (reading.codes_in(match.end(), sentence.end, but=actor.codes)[:1] if actor else ())
        before = reading.article.names.between(sentence.start, match.start())
        own = (
            not before
            or before[-1].kind in ("sides", "person")
            or set(before[-1].codes) & set(actor.codes if actor else ())
        )
        if actor is None or not codes or not (own or not (match["own"] or match["lawful"])):
            continue
        head = sentence.mask[: match.start() - sentence.start]
        if match["lawful"] and (_AGREED.search(head) or not _IS.search(head)):
            continue
        start = min(actor.start, match.start()) if match["lawful"] else sentence.start
        yield claim_fact(reading, Claim(start, sentence.end, actor, codes, "reject"), UNSHARED)


def _blamed(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what is put on the other: it was the other that, the blame lies with the other."""
    for pattern in (_CLEFT, _LIES):
        for match in reading.article.searched(pattern, sentence):
            codes = reading.codes_in(*match.span("who"))
            actor = _voice(reading, sentence, match.start())
            if actor is None and pattern is _CLEFT and match["speaker"]:
                actor = reading.discourse.actor_of(*match.span("speaker"))
            idle = pattern is _CLEFT and _HOSTED.match(reading.article.mask, match.end(), sentence.end)
            if actor is not None and codes and not idle and not set(codes) & set(actor.codes):
                yield claim_fact(reading, Claim(match.start(), sentence.end, actor, codes, "accuse"), CLEFT)


def _found(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a government's own text finds of the other, and that it was forced to answer it."""
    issuer = Actor((reading.issuer,), "", sentence.start, sentence.start)
    for match in reading.article.searched(_FOUND, sentence):
        codes = reading.codes_in(*match.span("who"), but=issuer.codes)
        good = _MEND.search(match["rest"]) or _GOOD.search(match["rest"])
        if codes and (not good or BLAME.search(match["rest"])):
            yield claim_fact(reading, Claim(match.start(), match.end(), issuer, codes, "accuse"), FOUND)
    others = reading.others(issuer.codes)
    if not others:
        return
    for match in reading.article.searched(_SHORT, sentence):
        yield claim_fact(reading, Claim(sentence.start, match.end(), issuer, others, "accuse"), FOUND)
    for match in reading.article.searched(FORCED, sentence):
        subject = reading.subject(sentence, match.start())
        if subject is not None and reading.issuer in subject.codes:
            claim = Claim(subject.start, sentence.end, issuer, others, "accuse")
            yield claim_fact(reading, claim, FOUND)


def _voice(reading: Reading, sentence: Sentence, place: int) -> Actor | None:
    """Return the state in whose voice something is said: quoted, told by a saying, or the text's own."""
    quote = reading.article.quote_at(place)
    actor = reading.speaker_of(quote) if quote is not None else None
    if actor is None:
        sayings = reading.discourse.sayings[sentence.number]
        actor = next((one.actor for one in sayings), None)
    if actor is None and reading.issuer and quote is None:
        return Actor((reading.issuer,), "", place, place)
    return actor if actor is not None and actor.state and actor.codes else None
