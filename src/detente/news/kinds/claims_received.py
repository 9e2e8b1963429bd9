"""Claims that a noun tells: a deed draws a rebuke from a state; a state's demand is; doubt is cast."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact, facing
from detente.news.kinds.claims_nominal import WHO
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

DREW = Rule(
    name="claim-drew", kind="claim",
    says="A deed of the other draws a rebuke, protest or angry answer from a state, or is condemned there.",
    example="The American list drew a sharp rebuke from Beijing.",
    near_miss="The American list drew praise from Beijing.",
)  # fmt: skip
OWN_NOUN = Rule(
    name="claim-own-noun", kind="claim",
    says="A noun names what a state complains of or demands: its complaint is, its demands include.",
    example="Beijing's chief complaint is the American chip rule.",
    near_miss="Beijing's chief supplier is an American chip maker.",
)  # fmt: skip
DOUBTED = Rule(
    name="claim-doubted", kind="claim",
    says="A state doubts that the other keeps its word or means what it says.",
    example="Jamieson Greer questioned China's commitment to the agreement.",
    near_miss="Jamieson Greer questioned the commitment of Congress to the agreement.",
)  # fmt: skip
RECEIVED = (DREW, OWN_NOUN, DOUBTED)
_DREW = Pattern(
    r"\b(?:(?:dr[ae]wn?|draws|drawing|met|greeted|prompt\w*|provok\w*|spark\w*|trigger\w*|brought"
    r"|earn\w*|elicit\w*|rais\w*|caus\w*)\s+(?:with\s+|by\s+)?"
    r"(?:an?\s+|the\s+|new\s+|fresh\s+|[\w-]+\s+){0,3}?"
    r"(?:rebukes?|protests?|condemnation|criticism|objections?|outcry|complaints?|fury|anger|ire"
    r"|outrage|indignation|denunciation|opposition|scorn|rejection"
    r"|(?:angry|furious|sharp|harsh|fierce|irate|stern|indignant|testy"
    r"|frosty)\s+(?:\w+\s+)?(?:response|reaction|reply|answer|words|comment|statement|retort)s?)\s+"
    r"(?:from|in|by|of|at))\s+" + WHO,
    hints=(
        "rebuke", "protest", "condemn", "critici", "objection", "outcry", "complaint", " fury",
        " anger", " ire ",
        "outrage", "indigna", "denunciation", "denounced", "opposition", " scorn", "reject", "angry",
        "furious", "sharp",
        "harsh", "fierce", "irate", "stern", "testy", "frosty", "decried", "assailed", "slammed",
        "blasted", "dismissed",
    ),
)  # fmt: skip
_OWN_NOUN = Pattern(
    r"\b(?=[EAPB])(?<!rejected )(?<!dismissed )(?<!denied )(?P<actor>[EA]+(?:['’]s?)?(?:\s+(?:B+"
    r"|government['’]s|side['’]s))?|P+['’]s?|B+['’]s?)\s+(?:(?:own|main|chief|biggest|central|key"
    r"|first|real|old|usual|standing|other|only|principal|core|long-standing|minimum)\s+)*"
    r"(?:(?P<demand>demands?|conditions?|asks?|price|ultimatum|red\s+lines?|wish\s+list|wishes)|complaints?|gripes?"
    r"|grievances?|objections?|accusations?|allegations?|quarrel|charges?|(?P<told>message|warning"
    r"|answer|reply|line|position|verdict))"
    r"(?:\s+(?:for|with|to|at|about|against|over)\s+[^,;:.]{2,60}?|\s+list)?"
    r"(?:\s+(?:is|are|was|were|has\s+been|have\s+been|remains?|includes?|included|comprise"
    r"|centre[sd]?\s+on|center(?:s|ed)?\s+on)\b|\s*:)",
    hints=(
        "demand", "condition", " ask", " price ", "ultimatum", " red ", " wish", "complaint", "gripe",
        "grievance", "objection", "accusation",
        "allegation", "quarrel", "charge", "message", "warning", "answer", "reply", " line ",
        "position", "verdict",
    ),
)  # fmt: skip
_AMONG = Pattern(
    r"\bamong\s+(?:the\s+)?(?P<actor>[EA]+)(?:['’]s?)?\s+(?:\w+\s+)?(?:(?P<demand>demands"
    r"|conditions)|complaints|grievances|objections)\b",
    hints=("among",),
)
_DOUBTED = Pattern(
    r"\b(?:question(?:s|ed|ing)?(?:\s+whether)?|doubt(?:s|ed|ing)?(?:\s+(?:that|whether|if))?"
    r"|(?:voic|express|cast|rais)\w*\s+(?:\w+\s+)?doubts?\s+(?:that|about|on|over|whether|as\s+to)"
    r"|(?:scept|skept)ical\s+(?:that|about|of"
    r"|whether))\s+(?:the\s+)?(?P<target>[EA]+)(?P<about>[^,;.]{3,90})",
    hints=("question", "doubt", "sceptical", "skeptical"),
)
_FAITH = Pattern(
    r"\b(?:commitment|willing\w*|sincer\w+|seriousness|serious|good\s+faith|motives?|intent\w*|keep"
    r"|honou?r|mean|means|deliver|abide|comply|compliance|trusted|word|promises?|resolve|right"
    r"|claims?|account|figures|legality|fairness)\b"
)
_MUST = Pattern(r"\b(?:must|should|needs?\s+to|ha(?:s|ve)\s+to|ought|stop|unless|or\s+else)\b")
RECEIVED_NEED = _DREW.needs | _OWN_NOUN.needs | _AMONG.needs | _DOUBTED.needs


def read_received(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that a noun tells."""
    article, mask = reading.article, reading.article.mask
    for match in article.searched(_DREW, sentence):
        yield from _by(reading, sentence, match.span("actor"), "accuse", DREW, sentence.start)
    for pattern in (_OWN_NOUN, _AMONG):
        for match in article.searched(pattern, sentence):
            rest = mask[match.end() : sentence.end]
            demands, told = match["demand"], "told" in match.re.groupindex and match["told"]
            if told and not (_MUST.search(rest) or BLAME.search(rest)):
                continue
            if match["demand"] in ("price", "demand") and not _MUST.search(rest) and "that" not in rest:
                continue
            stance = "demand" if demands or (told and _MUST.search(rest)) else "accuse"
            yield from _by(reading, sentence, match.span("actor"), stance, OWN_NOUN, match.start())
    for match in article.searched(_DOUBTED, sentence):
        actor = reading.subject(sentence, match.start())
        if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
            continue
        codes = reading.codes_in(*match.span("target"), but=actor.codes)
        if codes and _FAITH.search(match["about"]) and article.quote_at(match.start()) is None:
            yield claim_fact(reading, Claim(actor.start, match.end(), actor, codes[:1], "accuse"), DOUBTED)


def _by(
    reading: Reading, sentence: Sentence, who: tuple[int, int], stance: str, rule: Rule, start: int
) -> Iterator[Fact]:
    """Yield a claim of whoever is named at a place, against whom the sentence names or the other side."""
    actor = reading.discourse.actor_of(*who)
    if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
        return
    if reading.article.quote_at(who[0]) is not None:
        return
    named = reading.codes_in(sentence.start, sentence.end, but=actor.codes)
    in_pair = tuple(code for code in named if code in reading.pair)
    target = in_pair[:1] or named[:1] or facing(reading, actor.codes)
    if target:
        yield claim_fact(reading, Claim(start, sentence.end, actor, target, stance), rule)
