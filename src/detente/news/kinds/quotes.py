"""Quotations, each with its speaker."""

from __future__ import annotations

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.text import Span
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_QUOTE = Rule(
    name="quote", kind="quote",
    says="Text in quotation marks that a speaker is quoted with; names of things, titles and nicknames are "
        "none.",
    example='"We want fair trade," Treasury Secretary Scott Bessent said.',
    near_miss='The company is on the so-called "entity list" of the Commerce Department.',
)  # fmt: skip
RULES = (_QUOTE,)
_NAMED_BEFORE = Pattern(
    r"(?:so-called|titled|entitled|known\s+as|named|dubbed|nicknamed|phrase|(?:the|a)\s+(?:term|word)|\(the|\()(?:\s+(?:the|an?))?\s*$"
)
_NAME_AFTER = Pattern(
    r"^\s*(?:act|acts|law|list|lists|agreement|mechanism|policy|initiative|programme|program|plan"
    r"|statement|labs?|rule"
    r"|tariffs?)\b"
)
_NAME_WITHIN = Pattern(
    r"(?:act|list|agreement|mechanism|policy|initiative|programme|program|plan|statement|accord|treaty"
    r"|dialogue|forum"
    r"|day)\W*$"
)
_TEAM = Pattern(
    r"\b(?:member|official|diplomat|negotiator|spokes\w+|aide|O+)\s+(?:of|for|from|with|on|in)\s+(?:the\s+)"
    r"(?P<team>(?:[EA]+(?:['’]s)?\s+)?(?:\w+\s+)?(?:delegation|team|embassy|mission|side|government|cabinet))$"
)
"""Who speaks for a delegation or team is told by it."""
_VERB = Pattern(r"\b(?:is|are|was|were|be|has|have|had|will|would|must|should|can|could|not|\w+ed)\b")
_ARTICLE = Pattern(r"\b(?:the|an?|of)\s*$")


def read_quotes(reading: Reading) -> list[Fact]:
    """Return the quotations that somebody is quoted with; names, titles and nicknames are none."""
    found = []
    for quote in reading.article.quotes:
        speaker = None if _is_name(reading, quote) else reading.speaker_of(quote)
        if speaker is not None:
            found.append(_QUOTE.fact(quote.start, quote.end, {"attribution": said_by(reading, speaker)}))
    return found


def said_by(reading: Reading, actor: Actor) -> str:
    """Return the name of a speaker: a person's or a body's, else the economy as the text calls it."""
    if actor.attribution:
        return actor.attribution
    team = _TEAM.search(reading.article.mask, actor.start, actor.end)
    if team:
        return reading.article.body[slice(*team.span("team"))]
    named = reading.article.names.between(actor.start, actor.end)
    own = next((name.name for name in named if name.kind == "economy" and name.codes == actor.codes), "")
    return own or reading.economy_name(actor.codes)


def _is_name(reading: Reading, quote: Span) -> bool:
    mask = reading.article.mask
    if _NAMED_BEFORE.search(mask, max(quote.start - 20, 0), quote.start) or _NAME_AFTER.match(
        mask[quote.end : quote.end + 24]
    ):
        return True
    titled = reading.article.body[quote.start + 1 : quote.start + 2].isupper()
    if not titled or not _ARTICLE.search(mask, max(quote.start - 20, 0), quote.start):
        return False
    inside = mask[quote.start + 1 : quote.end - 1]
    return bool(_NAME_WITHIN.search(inside)) and not _VERB.search(inside)
