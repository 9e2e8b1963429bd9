"""Complaints that a state lodges at the WTO or with the other: filed, brought, a note handed over."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_words import Claim, claim_fact, opponents
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

LODGED = Rule(
    name="claim-lodged", kind="claim", says="A state lodges a complaint or asks for consultations at the "
        "WTO.",
    example="Canada requested consultations with the United States at the World Trade Organization.",
    near_miss="Canada held consultations with the United States at the World Trade Organization.",
)  # fmt: skip
_LODGE = Pattern(
    r"\b(?=[abcdfhilmoprstw])(?:(?:filed|lodged|launched|initiated|brought|will\s+file|submitted|opened|started|took"
    r"|files)\s+(?:an?\s+|its\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:complaint|case|dispute|lawsuit|suit"
    r"|challenge|proceedings)"
    r"|(?:requested|requests|sought|filed\s+for|asked\s+for|(?:made|filed"
    r"|submitted)\s+a\s+request\s+for)\s+(?:[\w-]+\s+){0,3}?consultations"
    r"|(?:challenged|challenges|took|sued|appealed)\s[^.;]{3,80}?\s(?:at|before|to|with"
    r"|in)\s+the\s+(?:[BK]+|wto|dispute)"
    r"|(?:lodged|made|issued|filed|delivered|registered|sent)\s+(?:an?\s+)?(?:solemn\s+|stern\s+"
    r"|strong\s+|formal\s+|serious\s+|official\s+|angry\s+)*(?:representations?|protests?|d[eé]marche)"
    r"|hand(?:s|ed|ing)?\s+(?:over\s+)?[^,;.]{0,40}?(?:protest\s+note|note\s+of\s+protest)|summon(?:s|ed|ing)?\s+(?:the\s+"
    r"|a\s+)?(?:\w+\s+)?(?:[EA]+(?:['’]s?)?\s+)(?:\w+\s+){0,2}?(?:ambassador|envoy|diplomats?"
    r"|charg[eé]|O+)(?:\s+[\w’']+){0,2}?(?=\s+(?:over|to|about|on|after|in|and)|[.,])"
    r"|(?:asked|appealed|applied|called|pressed|requests?|requested|sought|seeks?|wants?"
    r"|wanted)\s+(?:to|for|at|that)?\s*(?:an?\s+|the\s+)?(?:[BK]+"
    r"|wto)(?:['’]s)?\s[^.;]{0,60}?(?:panel|body|rul\w+|consultations|redress|against|over))\b",
    hints=(
        "complaint", "case", "dispute", "suit", "challenge", "consultation", "proceedings",
        "took ", "representation", "protest", "sued", "summon", "marche", "asked ", "appealed ",
        "applied ", "called ", "pressed ", "request ", "requests ", "requested ", "sought ",
        "seek ", "seeks ", "want ", "wants ", "wanted ",
    ),
)  # fmt: skip
LODGED_NEED = _LODGE.needs
"""What a sentence needs for such a claim."""
_WHICH = Pattern(r",\s+(?:which|whose|while|although)\b")
_AND = Pattern(r",?\s(?:and|but)\s+(?:(?:has|have|had|will|also|then|later|\w+ly)\s+)*$")
"""What joins a complaint to what its subject does before."""


def read_lodged(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield complaints that are lodged, and consultations that are asked for."""
    for match in reading.article.searched(_LODGE, sentence):
        actor = reading.subject(sentence, match.start())
        if actor is not None and actor.state and actor.codes:
            target = opponents(reading, actor, match.end(), sentence.end)[:1] or reading.others(actor.codes)
            joined = _AND.search(reading.article.mask, actor.start, match.start())
            start = match.start() if joined else actor.start
            relative = _WHICH.search(reading.article.mask, match.end(), sentence.end)
            claim = Claim(start, relative.start() if relative else sentence.end, actor, target, "accuse")
            if target:
                yield claim_fact(reading, claim, LODGED)
