"""Whether what will be is a deed, so that saying so commits: no state of things, no rate to be charged."""

from __future__ import annotations

import re

from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

EXCLUDED = Pattern(lambda: rf"^(?:{words('excluded_acts')}|do\s*$)(?!\w)")
_ONGOING = Pattern(
    r"be\s+(?!meet|talk|visit|travel|attend|hold|fac|pay|look|watch|seek|go|com|hav|try|hop|expect|consider|wait)[a-z]+ing\b"
)
_GOES_ON = Pattern(
    r"go\s+ahead\s+with\b|(?:go\s+on|keep|carry\s+on)\s+(?!pay|fac|be|hav|los|ris|fall|grow)[a-z]+ing\b|(?:come|go)\s+back\s+(?:in)?to\s+(?:[\w]+\s+){0,3}?(?:market|buying|purchas)"
    r"|keep\s+[^,;.]{3,70}?\b(?:suspended|frozen|on\s+hold|paused|lifted|open|waived)\b"
)
_FORCED = Pattern(
    r"(?:have|be\s+left\s+with)\s+no\s+(?:other\s+)?(?:choice|option|alternative)\s+but\s+to\s+(?!pay|accept|meet|leave|live)[a-z]+"
    r"|be\s+(?:forced|compelled|obliged)\s+to\s+(?:take|respond|retaliate|act|answer|hit|adopt|impose|counter)\b"
    r"|bring\s+(?:in|out|forward)\b"
)
"""Deeds whose words are mostly those of no deed."""
_SELDOM_DEEDS = ("be", "go", "keep", "carry", "come", "have", "bring")
"""How those deeds begin."""
_CAPS = Pattern(
    r"\b(?:no\s+more\s+than|not\s+more\s+than|maximum|at\s+most|capped|ceiling|up\s+to|(?:higher|lower|greater)\s+of)\b"
)
_ASIDE = Pattern(r",\s[^,;.]*,")
_REFRAINS = Pattern(
    r"not\s+(?:impose|adopt|raise|introduce|go|increase|launch|apply|require|discriminate|retaliate|levy"
    r"|charge|devalue"
    r"|export|buy|sell|reinstate|reimpose|restore|revive|restrict|block|seek|pursue|tax|ban|cap|limit|expand|give\s+up|abandon|weaken|add|tighten|use|target|deny|resume|rush\s|hit\s+back|subject|treat|renew|extend|take)\b"
)
_IMPOSES = Pattern(r"(?:impose|levy|charge|apply|raise|increase|place|put|hit|slap|set|target|double)\b")


def is_deed(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether what will be is a deed: no state of things, nor a rate to be charged."""
    act = match["act"]
    if act.startswith("("):
        return True
    act = _ASIDE.sub("", act) if "," in act else act
    if match["intends"] and not reading.issuer:
        return False
    place = match.start("act")
    if act.startswith(_SELDOM_DEEDS) and (
        _ONGOING.match(act)
        or _GOES_ON.match(reading.article.mask, place, sentence.end)
        or _FORCED.match(reading.article.mask, place, sentence.end)
    ):
        return True
    if act.startswith(("consider", "weigh ", "mull ")) and match.group().startswith("would"):
        return False
    if act.startswith("discuss"):
        return bool(reading.issuer) and match.group().startswith("will")
    if act.startswith(("never ", "not ")) and not _REFRAINS.match(act.replace("never", "not", 1)):
        return False
    if _IMPOSES.match(act):
        clause = reading.article.mask[match.end() : sentence.end]
        if not act.startswith(("hit ", "slap ")):
            clause = re.split(r"[,;]", clause, maxsplit=1)[0]
        capped = _CAPS.search(clause)
        charged = act.startswith("charge ") and "N" in clause
        if charged or "R" in clause or (capped and act.startswith("apply ")):
            return bool(capped)
    return not EXCLUDED.match(act)
