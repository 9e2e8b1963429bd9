"""The clause of a commitment: where it ends, to whom it is made, and by when."""

from __future__ import annotations

from detente.news.facts import Fact, listed
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.patterns import Pattern, plain
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

_AND = (
    r"(?:(?:and|but)\s+will\b|and\s+(?:has|have)\s+represented\b"
    r"|and\s+(?:has\s+|have\s+)?(?:also\s+)?(?:pledged|promised|agreed|vowed|committed|offered"
    r"|undertook|intends?|plans?)\s+to\b)"
)
_END = Pattern(
    r"[;,.\s](?:(?<=;)|(?<=\.)\s"
    r"|(?<=,)\s+(?:while|but|which|who|including|in\s+addition\s+to|and\s+\(|\((?:[ivx]+|N+)\)|and\s+(?:said|says|added|that\b|(?:the\s+)?[EABWP]+)"
    r"|by\s|allowing|a\s+move|although|with|effective|starting"
    r"|(?:the\s+)?[EABOP]+(?:\s+\w+){0,2}\s+(?:said|says|added|announced|wrote)|the\s+(?:statement"
    r"|ministry|commission)"
    r"|(?:the\s+)?[EPW]+\s+(?:has\s+|have\s+|had\s+)?(?:agreed|agrees?|promised|pledged|vowed|will|shall|would)\b"
    rf"|(?:has|have)\s+(?:also\s+)?(?:pledged|promised|agreed|represented|committed|offered|undertaken)\b|{_AND})"
    rf"|(?<=\s)\s*(?:{_AND}|and\s+that\b|and\s+\((?:[ivx]+|\d|N+)\)|while\s+(?:the\s+)?[EBPW]+"
    r"|and\s+(?:the\s+)?[EBP]+\s+(?:will|shall|would|is\s+to|are\s+to|agreed|pledged|promised|has)\b))"
)
"""Where a clause ends within its sentence; one sign begins all of it, so that few places are tried."""
_BY = Pattern(r"\b(?:by|effective|starting\s+on|starting|beginning|from)\s+D+|D+$")


NUMBERED = Pattern(r"(?:\band|[;,])\s+(?P<item>\((?:[ivx]+|\d|N+)\)\s+[a-z]+)")
"""A further item of a promise that numbers its acts."""
OPENED = Pattern(r"[^;.]*?\bto:?\s+\((?:i|a|\d|N+)\)\s")
"""A promise whose acts are numbered, up to the first number."""


_FOR_A_STATE = Pattern(
    r"\b(?:ministr(?:y|ies)|ministers?|government|cabinet|negotiators?|officials?|spokes\w+|diplomats?|envoys?|presidency|presidents?"
    r"|premier|chancellor|secretary|representative|commissioner|ambassador|treasurer)\b"
)
"""Who speaks for a state, which the text need not name once more: the trade minister said."""
_FOR_A_FIRM = Pattern(
    r"\b(?:company|firm|bank|industry|association|union|chamber|club|lobby)\b|\bcompany['’]s\b"
)


def speaks_for_some_state(reading: Reading, speaker: Actor) -> bool:
    """Say whether a speaker holds an office of a state that is left open, so of the one he tells of."""
    words = plain(reading.article.body[speaker.start : speaker.end])
    return not speaker.codes and bool(_FOR_A_STATE.search(words)) and not _FOR_A_FIRM.search(words)


class Promise(NamedTuple):
    """A promise from `start`, its verb ending at `anchor`; who makes it, and who tells of it."""

    start: int
    anchor: int
    actor: Actor
    attribution: str


def clause_fact(reading: Reading, sentence: Sentence, promise: Promise, rule: Rule) -> Fact:
    """Return a commitment, quoted to the end of its clause."""
    body, mask = reading.article.body, reading.article.mask
    tail = _END.search(mask, promise.anchor, sentence.end)
    end = tail.start() if tail else sentence.end
    while end > promise.start and body[end - 1] in ' .,;:”"':
        end -= 1
    codes, target = _parties(reading, promise, end)
    fields = {
        "actor": listed(codes), "target": listed(target), "attribution": promise.attribution,
        "date": _date(reading, promise, sentence),
    }  # fmt: skip
    return rule.fact(promise.start, end, fields)


def _parties(reading: Reading, promise: Promise, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who promises and to whom: both sides together, or one to the other."""
    codes = promise.actor.codes
    if codes == ("*",) or (len(codes) > 1 and set(codes) == set(reading.pair)):
        return ("*",), ("*",)
    target = reading.others(codes) if len(codes) == 1 else ()
    return codes, target or reading.codes_in(promise.anchor, end, but=codes)[:1]


def _date(reading: Reading, promise: Promise, sentence: Sentence) -> str:
    """Return the day by or from which something is promised."""
    article = reading.article
    if not article.times_in(promise.anchor, sentence.end):
        return ""
    match = _BY.search(article.mask, promise.anchor, sentence.end)
    times = article.times_in(match.start(), match.end()) if match else ()
    return next((one.day for one in times if one.day), "")
