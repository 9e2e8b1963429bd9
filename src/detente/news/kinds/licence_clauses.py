"""Acts of export control in clauses of which the state that acts need not be the subject.

Firms put on lists or taken off them, controls that a state imposed, its suspension of them, goods that need a
licence, licences that a firm was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import OBJECT
from detente.news.hints import bits_of
from detente.news.kinds.licence_controls import BY_CONTROLS
from detente.news.kinds.licence_firms import BY_FIRMS
from detente.news.kinds.licence_forms import Told
from detente.news.kinds.licence_voices import BY_VOICE
from detente.news.kinds.licence_words import Form
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_MAY_NOT = Pattern(
    r"(?:\b(?:would|could|may|might|should|will|must|shall|can|cannot|not|never|to|yet)|n['’]t)\s+(?:(?:be|have|been|now|also|even|\w+ly)\s+){0,2}$"
)
"""What says of an act that follows that it is not done."""
_SPOKEN_OF = Pattern(
    r"\b(?:if|unless|whether|threat\w*|urg\w+|hop\w+|ask\w*|accus\w+|alleg\w+|complain\w*|wants?|wait\w*|expect\w*|demand\w*|den(?:y|ied|ies)"
    r"|consider\w*|weigh\w*|mull\w*|fear\w*|risk\w*|prepar\w+|intend\w*|pledg\w+|promis\w+|vow\w+|propos\w+|plans?|planned|calls?\s+(?:for|on)|called\s+(?:for|on))\b"
)
"""What says of an act after it that it is only talked of."""
_UNDOES = Pattern(
    r"\b(?:suspen|lift|remov|shelv|paus|scrap|eas(?:e|ing)|rescind|withdr|revers|revok|waiv|roll\w*\s+back|mothball|end(?:s|ed|ing)\b)"
)
_DONE_BY = Pattern(r"(?:(?:[^.;,]{0,50}?\s)?by|\s+from)\s+(?:the\s+)?(?P<who>[EBA]+)")
_OWNER = Pattern(r"\b(?P<who>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,4}?$")
_TOPIC = bits_of((
    "export", "ship", "sell", "sold", "suppl", "sale", "licen", "permit", "abroad", "overseas", "control",
    "curb", "restriction", "ban ", "bans ", "bann", "blacklist", "entit", "rule", "application", " list",
    "embargo", "prohib", "forb", "moratorium", "access", "firms", "companies",
    "waiver", "exempt", "cut ", "cuts ", "send",
))  # fmt: skip
"""What a sentence has that tells of such an act."""
FORMS = (*BY_FIRMS, *BY_CONTROLS, *BY_VOICE)
"""All ways to tell an act in such a clause."""
CLAUSES_NEED = reduce(or_, (form.pattern.needs for form in FORMS))
CLAUSES_ACT = reduce(or_, (form.acts for form in FORMS))
"""What a sentence needs for such a clause: a word of its topic, and one of doing."""


def clauses_in(reading: Reading, sentence: Sentence) -> Iterator[Told]:
    """Yield the acts of a sentence that these clauses tell, with who does them where that is no subject."""
    bits = sentence.bits
    if not bits & _TOPIC:
        return
    for form in FORMS:
        if not (bits & form.acts and bits & form.pattern.needs):
            continue
        for match in form.pattern.finditer(reading.article.mask, sentence.start, sentence.end):
            told = _told(reading, sentence, form, match)
            if told is not None:
                yield told


def _told(reading: Reading, sentence: Sentence, form: Form, match: re.Match[str]) -> Told | None:
    """Return the act that a match tells, None where it is not done or nobody is known who does it."""
    mask, parts = reading.article.mask, match.groupdict()
    group = next(name for name in ("verb", "noun", "off", "passive") if parts.get(name))
    verb = match.start(group)
    if form.real and (
        _MAY_NOT.search(mask, sentence.start, verb) or _SPOKEN_OF.search(mask, sentence.start, verb)
    ):
        return None
    if not form.real and _is_undone(mask, sentence.start, match.start()):
        return None
    if form.by == "subject" and not parts.get("passive"):
        return Told(form.action, match.start(), verb, match.end())
    agent = _agent(reading, sentence, match)
    if agent is None and form.by == "name":
        return None
    comma = mask.rfind(", ", sentence.start, match.start())
    clause = comma + 2 if comma >= 0 else sentence.start
    start = clause if form.by == "passive" else match.start()
    return Told(form.action, start, verb, match.end(), passive=True, agent=agent, presupposed=not form.real)


def _is_undone(mask: str, start: int, end: int) -> bool:
    """Say whether what was set is named only as what another act of the sentence undoes."""
    return bool(_UNDOES.search(mask, start, end)) and not _SPOKEN_OF.search(mask, start, end)


def _agent(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Actor | None:
    """Return who does what is told: by name, by the passive, whose it is, or who tells it."""
    parts = match.groupdict()
    for group in ("who", "by", "name"):
        if parts.get(group):
            return reading.discourse.actor_of(*match.span(group))
    mask = reading.article.mask
    told = _DONE_BY.match(mask, match.end(), sentence.end)
    if told is None:
        told = _OWNER.search(mask, max(match.start() - 60, sentence.start), match.start())
        told = told if told and not OBJECT.search(mask, sentence.start, told.start()) else None
    if told is not None:
        return reading.discourse.actor_of(*told.span("who"))
    sayings = reading.discourse.sayings[sentence.number]
    return next((one.actor for one in sayings if one.actor.state and one.actor.codes), None)
