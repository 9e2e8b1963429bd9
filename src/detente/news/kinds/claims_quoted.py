"""Claims that stand as sentences of their own: quoted, before `the ministry said`, or around `he said`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import LEADING
from detente.news.kinds.claim_judgements import JUDGES, defies, is_ill, must_go
from detente.news.kinds.claim_words import (
    BLAME,
    FORCED,
    UNDONE,
    Claim,
    blames,
    claim_fact,
    facing,
    leaves_undone,
)
from detente.news.lexicon.wording import either, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

QUOTED = Rule(
    name="claim-quoted", kind="claim", basis="resolved",
    says="A sentence that is quoted, or ends with `the ministry said`, accuses or demands.",
    example='"The United States has broken its word," China\'s Ministry of Commerce said.',
    near_miss='"The United States has broken its word," the steel association said.',
)  # fmt: skip
_SAID_OF = Pattern(
    r"\b(?:said|says|complained|wrote|remarked)\s+(?:\w+\s+){0,3}?(?:of|about|to|on)\s+(?:the\s+)?(?:[EAP]|X)"
    r"|\b(?:told|reminded)\s+(?:the\s+)?(?:[EA]|P|B)|\b(?:referring|pointing|alluding)\s+(?:to|at)\s+(?:the\s+)?(?:[EAP]|X)"
)
_BEFORE_SPEAKER = Pattern(
    r",[”\"’]?\s+(?!(?:and|but|while|as|whatever|however|whoever|which|who|whom|after|when|where|so|yet|or|nor|for|because|though|although|if)\s)"
    r"(?:[^\s,;:]+\s+){0,4}$"
)
"""What stands before who ends a sentence, with the title that he may have."""
_COMMA = Pattern(r",\s+(?:(?:the|a|an|O+)\s+){0,2}$")
_GOES_ON = Pattern(
    r"(?:\s+(?:on\s+D+|D+|in\s+[EL]+|again|later|flatly|\w+ly))?,\s+(?!ad\w+ing\b|(?:and|but|as|while)\s+(?:that|it|he|she|they)\b)[^.;]{8,}"
)
_INTERPOSED = Pattern(
    lambda: (
        rf",\s+(?:(?:the|a|an)\s+)?(?:[EABOP]+\s+){{0,3}}?(?:[EABPO]+|he|she|it|they|[a-z]+)\s+{verbs('say')}(?:\s+(?:on\s+D+|D+|again|later|\w+ly))?,"
    )
)
_CLOSING = 90
"""How far from the end of its sentence a verb of saying may stand that closes it, in characters."""
_IF = Pattern(r"(?:^|,\s)(?:if|should)\b|\bif\s+(?:the\s+)?$")
_DENIAL = Pattern(
    r"[\s“\"]*(?:the\s+)?(?P<who>[EA]+)(?:\s+\w+)?\s+(?:has|have|had|is|are|was|were|do|does|did)"
    r"(?:n['’]t|\s+(?:never|not))\b"
)
"""What somebody says of himself that he did not do or is not."""
_WARNING = Pattern(
    r"\b(?:warning|message|demand|ultimatum|condition|accusation|charge|complaint|point|answer|reply|verdict|words?"
    r"|blunt|clear|plain|adamant|further|mood|retort)\b[^,;:]*$",
    hints=(
        "warning", "message", "demand ", "ultimatum", "condition ", "accusation", " charge ", "complaint",
        " point ", "answer ", " reply ", "verdict", " word", "blunt", " clear ", " plain ", "adamant",
        "further ", " mood", "retort",
    ),
)  # fmt: skip
"""What stands before a colon after which somebody is told what is said to him."""
_THIS = Pattern(
    lambda: (
        rf"\b(?:this|these|such|it|they|the\s+(?:\w+\s+)?(?:{words('deeds')}|{words('tariff')}"
        rf"|surcharge|list|listings?|fees?|ban|probe))\b"
    )
)
_OURS = Pattern(
    r"\b(?:they|you|[EA]+)\s+(?:ha(?:s|ve|d)\s+|\w+ly\s+)*(?:\w+|done\s+to)\s+(?:us|our)\b",
    hints=(" us ", " our "),
)
_ILL_DONE = Pattern(
    lambda: (
        rf"{either((), ('wrong', 'hinder'))}|\b(?:charge|tariff|treat|take|took|rob|kill|use|screw|done)\w*\s"
    )
)
_MEASURED = Pattern(
    lambda: (
        rf"\b(?:exports|imports|shipments|trade|growth|output|sales"
        rf"|gdp)\b[^,;]{{0,60}}?(?:{verbs('up')}|{verbs('down')})"
    )
)
_PLAN = Pattern(
    r"(?:(?:the\s+)?[EB]+|(?:this|our|the)\s+(?:investigation|probe|inquiry|review|talks|agreement"
    r"|deal|order|report))\s+"
    r"(?:will|would|is\s+going)\b"
)
_ASKS = Pattern(
    r"\b(?=[AEabcdehitu])(?:(?:urges?|hopes?|demands?|calls?\s+on|asks?)\s+(?:that\s+)?(?:the\s+)?[EA]+"
    r"|it\s+is\s+hoped\s+(?:that\s+)?(?:the\s+)?[EA]+"
    r"|[EA]+(?:\s+\w+){0,2}?\s+(?:must|should|had\s+better|ought|has\s+to|have\s+to|needs?\s+to)\b"
    r"|it(?:\s+now)?(?:\s+(?:is|was)|['’]s)\s+(?:\w+\s+)?(?:time\s+)?(?:for|up\s+to)\s+"
    r"(?:the\s+)?[EA]+(?:\s+\w+)?\s+to\b"
    r"|expects?\s+(?:the\s+)?[EA]+(?:\s+side)?\s+to\s+(?:live\s+up|honou?r|keep|respect|abide"
    r"|comply|stop|follow|deliver|do\s+more)"
    r"|(?:they|it|he)\s+(?:\w+ly\s+)?(?:must|should|ought\s+to|needs?\s+to|ha(?:s|ve"
    r"|['’]ve)\s+(?:got\s+)?to)\s+(?:\w+ly\s+)?(?:stop|end|open|drop|lift|remove|withdraw|correct"
    r"|respect|honou?r|keep|do\s+more|buy|come|show|make|return|abandon|change|give|treat)\b"
    r"|time\s+(?:that\s+)?(?:the\s+)?[EA]+(?:\s+\w+)?\s+\w+(?:ed|t)\b"
    r"|ball\s+is\s+(?:\w+\s+)?in\s+[EA]+['’]s?\s+court|up\s+to\s+(?:the\s+)?[EA]+\s+(?:\w+\s+)?to\b)"
    r"|(?:^[\s“\"]*|[,;]\s+)let\s+(?:the\s+)?[EA]+\s+"
    r"|^[\s“\"]*(?:stop|drop|lift|end|withdraw|remove|scrap|respect|correct|cancel|quit)\s+(?:the"
    r"|your|these|those|this|all|our)\b",
    hints=(
        " it ",
        "it's",
        "it’s",
        "expect",
        " they ",
        " he ",
        "ball ",
        " up ",
        "time ",
        "let ",
        "stop",
        "drop",
        "lift",
        " end ",
        "withdraw",
        "remove",
        "scrap",
        "respect",
        "correct",
        "cancel",
        "quit",
        "urge",
        "hope",
        "demand",
        "call",
        "ask",
        "must",
        " had ",
        "should",
        "ought",
        " has ",
        " have ",
        "need",
    ),
)
QUOTED_NEED = _ASKS.needs | _OURS.needs | FORCED.needs | JUDGES | BLAME.needs | UNDONE.needs
"""What a sentence needs for such a claim."""


def read_quoted(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield claims that stand as sentences in quotations, or before `the ministry said`."""
    told = _told_by(reading, sentence)
    if told is None:
        return
    actor, first, last = told
    said = reading.article.mask[first:last]
    between = _INTERPOSED.search(said)
    if between is not None:  # the list, he said, must go
        said = f"{said[: between.start()]} {said[between.end() :]}"
    bits = sentence.bits
    asks = _ASKS.search(said) if bits & _ASKS.needs else None
    ours = _OURS.search(said) if bits & _OURS.needs else None
    forced = FORCED.search(said) if bits & FORCED.needs else None
    if ours and not _ILL_DONE.search(said, *ours.span()):
        ours = None
    demands, defiant = bool(asks) or must_go(bits, said), defies(bits, said)
    pointed = demands or ours or defiant or forced
    if not (pointed or is_ill(bits, said) or blames(bits, said) or leaves_undone(bits, said)):
        return
    others = reading.codes_in(first, last, but=actor.codes)
    in_pair = tuple([code for code in others if code in reading.pair])
    target = in_pair[:1] or reading.others(actor.codes) or others[:1] or facing(reading, actor.codes)
    conditional = _IF.match(said.lstrip()) and not demands
    if not target or conditional or _MEASURED.search(said) or (not defiant and _plan(reading, first)):
        return
    own = None if others and ours else _DENIAL.match(said)
    cleared = (
        own is not None and reading.codes_in(first + own.start("who"), first + own.end("who")) == actor.codes
    )
    stance = "reject" if defiant or cleared else "demand" if demands else "accuse"
    if others or ours or forced or defiant or _THIS.search(said) or _of_whom(reading, sentence, last):
        yield claim_fact(reading, Claim(first, last, actor, target, stance), QUOTED)


def _of_whom(reading: Reading, sentence: Sentence, last: int) -> bool:
    """Say whether a saying after a quotation names another state of which it is said, as in `he said of`."""
    return _SAID_OF.search(reading.article.mask, last, sentence.end) is not None


def _told_by(reading: Reading, sentence: Sentence) -> tuple[Actor, int, int] | None:
    """Return who says a sentence, and where what is said begins and ends."""
    article = reading.article
    quote = article.quote_at(sentence.start) or article.quote_at(sentence.start + 1)
    if quote is not None:
        actor = reading.speaker_of(quote)
        first, last = max(sentence.start, quote.start + 1), min(sentence.end, quote.end - 1)
    else:
        sayings = reading.discourse.sayings[sentence.number]
        saying = _saying_after(reading, sentence, sayings) if sayings else None
        if saying is None:
            return _before_colon(reading, sentence)
        actor, first = _going_on(reading, sentence, saying.actor), sentence.start
        last = min(saying.actor.start, saying.start)
        before = _BEFORE_SPEAKER.search(reading.article.mask, max(first, last - 60), last)
        last = before.start() if before else last
        if _is_interposed(reading, sentence, saying):
            last = sentence.end
    return (actor, first, last) if actor is not None and actor.state and actor.codes else None


def _before_colon(reading: Reading, sentence: Sentence) -> tuple[Actor, int, int] | None:
    """Return who warns or makes a point before a colon, and where what is said begins and ends."""
    colon = sentence.mask.find(": ") if sentence.bits & _WARNING.needs else -1
    if colon < 0 or not _WARNING.search(sentence.mask, 0, colon):
        return None
    lead = LEADING.match(reading.article.mask, sentence.start, sentence.start + colon)
    actor = reading.discourse.actor_of(*lead.span("subject")) if lead else None
    if actor is None or not actor.state or not actor.codes:
        return None
    return actor, sentence.start + colon + 2, sentence.end


def _going_on(reading: Reading, sentence: Sentence, actor: Actor) -> Actor:
    """Return for `it said` at the end of a sentence who said the sentence before, if somebody did."""
    if sentence.number == 0 or reading.article.mask[actor.start : actor.end].strip() != "it":
        return actor
    before = reading.discourse.sayings[sentence.number - 1]
    near = (
        "\n" not in reading.article.body[reading.article.sentences[sentence.number - 1].end : sentence.start]
    )
    if not before or not near or not before[-1].actor.state or before[-1].actor.person:
        return actor
    return before[-1].actor._replace(start=actor.start, end=actor.end)


def _saying_after(reading: Reading, sentence: Sentence, sayings: Sequence[Saying]) -> Saying | None:
    """Return the saying that a sentence ends with, as in `..., the ministry said`."""
    for one in sayings:
        place = min(one.actor.start, one.start)
        near = sentence.end - max(one.end, one.actor.end) < _CLOSING and one.actor.start > sentence.start + 20
        if (near or _is_interposed(reading, sentence, one)) and _BEFORE_SPEAKER.search(
            reading.article.mask, sentence.start, place
        ):
            return one
    return None


def _is_interposed(reading: Reading, sentence: Sentence, saying: Saying) -> bool:
    """Say whether a saying stands between commas within what is said, as in `the list, he said, must go`."""
    first, last = min(saying.actor.start, saying.start), max(saying.actor.end, saying.end)
    mask = reading.article.mask
    opens = _COMMA.search(mask, max(sentence.start, first - 12), first)
    return (
        opens is not None and last - first < _CLOSING and _GOES_ON.match(mask, last, sentence.end) is not None
    )


def _plan(reading: Reading, start: int) -> bool:
    """Say whether a clause is about what a state will do."""
    match = _PLAN.match(reading.article.mask, start, start + 60)
    return match is not None
