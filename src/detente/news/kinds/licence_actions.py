"""Which act of export control the verb before a control or a licence names."""

from __future__ import annotations

import re
from functools import partial

from detente.news.lexicon.wording import hint_of, verbs
from detente.news.patterns import Pattern

_VERBS = ("approve", "restrict", "lift", "deny")
_ACTS = {name: Pattern(partial(verbs, name)) for name in _VERBS}
GOVERNING = hint_of((), _VERBS)
"""The bit of the verbs of which one governs a control."""
_NOUNS = Pattern(r"bans?|curbs?|limits?|permits?|stops?|licenses?|blocks?|refusals?|controls?|halts?|bars?")
_OWNED = Pattern(r"(?:\b(?:its|the|an?|their|his|new|export|all|these|those|some|any|such)|['’]s?)\s+$")
"""What makes a noun of a word that may be a verb, as in its ban."""
_ENDS = Pattern(r"suspend|halt|stop|pause|end|drop")
_OF_A_RULE = Pattern(r"control|regime|rule|restriction|licen|implementation|curb|ban\b|list")
_PUBLISHED = Pattern(
    r"(?:issu\w+|publish\w+|releas\w+)\s+(?:[\w,.-]+\s+){0,6}?(?:announcements?|notices?|rules?|orders?"
    r"|regulations?|decrees?)\b"
)
"""What puts a control in force, though to issue a licence does not."""
_IMPOSES = Pattern(r"impos|add|introduc|plac|requir|set|put(?!\w*\s+off)")
_NEGATED = Pattern(r"(?:\b(?:not|never|yet\s+to)|n['’]t)\s+(?:\w+\s+)?$")
_REFUSED = Pattern(r"\b(?:refus\w+|declin\w+)\s+to\s+$")
_OF_LICENCES = Pattern(r"(?:export\s+|general\s+)?(?:licen[cs]es?|permits?)(?!\s*\w)")
_TAKES_BACK = Pattern(partial(verbs, "take_back"))
_FLOWS = Pattern(r"exports?\s+(?:of|to)\b|shipments|sales")
_ONLY_TO_BE = Pattern(r"\bwill\s+(?:\w+ly\s+|also\s+)?$")
_EASES = Pattern(r"lift|eas|remov|put\s")
_SETS = Pattern(
    r"impos|put|plac|introduc|add|adopt|enact|announc|unveil|launch|appl|expan|exten|broad|roll|strength"
)
"""What is done to controls and not to exports themselves."""
_STOPPED = Pattern(
    r"\b(?:(?:stopped|ceased|stop|paused|suspended|halted|frozen)\s+(?:the\s+|all\s+)?|no\s+longer\s+)$"
)
FARTHEST = 90
"""How far before the control its verb may end, in characters."""


def action_in(left: str, control: str) -> tuple[str, int] | None:
    """Return the act that the nearest verb before a control names, and where the verb stands."""
    acts = [
        (match.start(), number, name, match)
        for number, (name, pattern) in enumerate(_ACTS.items())
        for match in pattern.finditer(left)
        if not (_NOUNS.fullmatch(match.group()) and _OWNED.search(left, 0, match.start()))
    ]
    if not acts:
        return None
    _, _, name, verb = max(acts, key=lambda act: act[:2])
    if len(left) - verb.end() > FARTHEST:
        return None
    word = verb.group()
    flow = bool(_FLOWS.match(control)) and not _OF_A_RULE.search(left, verb.end())
    pledged = _ONLY_TO_BE.search(left, 0, verb.start()) and (
        (flow and name != "approve") or _EASES.match(word)
    )
    if pledged or _NEGATED.search(left, 0, verb.start()) or (flow and _SETS.match(word)):
        return None
    refused = _REFUSED.search(left, 0, verb.start())
    if refused:
        return "deny" if name == "approve" else "", refused.start()
    if _TAKES_BACK.match(word):
        name = "deny" if _OF_LICENCES.match(control) else "lift"
    elif _OF_LICENCES.match(control) and _ENDS.match(word):
        name = "restrict"
    elif _ENDS.match(word):
        name = "lift" if _OF_A_RULE.search(control + left[verb.end() :]) else "restrict"
    elif (
        _IMPOSES.match(word)
        or _PUBLISHED.match(left + control, verb.start())
        or _STOPPED.search(left, 0, verb.start())
    ):
        name = "restrict"
    elif re.match(r"allow|permit|issu|grant|clear|approv|author|licen", word):
        name = "approve"
    return name, verb.start()
