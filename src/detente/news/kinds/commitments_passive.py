"""Commitments in the passive: somebody who speaks for a state says what will be done, and not by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

TO_BE_DONE = Rule(
    name="commitment-to-be-done", kind="commitment", basis="resolved",
    says="Someone who speaks for a state says that something will be done, which is for that state to do, or "
        "for the one whose it is.",
    example="Canada said that the surtax on American steel would be lifted in March.",
    near_miss="Canada said that the surtax on American steel would be felt in March.",
)  # fmt: skip
_DONE = Pattern(
    r"\b(?:will|would|shall)\s+(?:(?:not|no\s+longer|also|soon|all|then|\w+ly)\s+)*be\s+(?:\w+ly\s+)?"
    r"(?P<deed>allowed|permitted|admitted|let\s+in|let\s+into|reserved|set\s+aside|earmarked|lifted|scrapped|removed"
    r"|withdrawn|suspended|waived|exempt(?:ed)?|spared|granted|approved|issued|reviewed|protected|sacrificed"
    r"|compensated|extended|eliminated|abolished|phased\s+out|resumed|restored|reinstated|dropped|frozen|paused"
    r"|halted|refunded|repaid|released|opened|reopened|eased|relaxed|loosened|rolled\s+back|shelved|postponed|delayed"
    r"|banned|barred|excluded|abandoned|honou?red|processed|fast-tracked|speeded\s+up|sped\s+up|terminated|rescinded"
    r"|revoked|cancel+ed|invested|bought|purchased)\b(?!\s+by\s)",
    hints=(" be ",),
)
"""What will be done that a state can do, of which no doer is named."""
DONE_NEED = _DONE.needs
"""What a sentence needs for something to be done in it."""
_TO_BE = bits_of((" will ", " would ", " shall "))
_OWNER = Pattern(r"\b(?P<who>E+|A+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,4}$")
"""Whose it is to which something will be done, as the first words of a clause."""
_DOUBTS = (
    "hop", "expect", "urg", "demand", "believ", "predict", "think", "suggest", "ask", "estimat", "call",
    "accus", "want", "according", "den", "reject", "announc", "decid", "order", "threat",
)  # fmt: skip
"""Verbs of saying whose speaker does not say what his state will do, or tells of what it has decided."""
_UNREAL = Pattern(r"\b(?:if|unless|whether|should|until|once|hop\w+|expect\w*)\s[^,;]*$")
_CLAUSE = Pattern(r"(?:,\s+(?:and|but)\s+|;\s+|[“\"]|\bthat\s+)")


def read_to_be_done(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what somebody who speaks for a state says will be done."""
    sayings = reading.discourse.sayings[sentence.number]
    if not (sayings and sentence.bits & _TO_BE and sentence.bits & DONE_NEED):
        return
    mask = reading.article.mask
    for match in reading.article.searched(_DONE, sentence):
        said = _teller(sayings, match)
        if said is None or not said.actor.state or len(said.actor.codes) != 1 or _is_past(reading, said):
            continue
        first = said.end if said.end <= match.start() else sentence.start
        if mask.startswith(",", first):  # told within the clause: the surtax, the ministry said, will be
            first = sentence.start
        starts = [one.end() for one in _CLAUSE.finditer(mask, first, match.start())]
        start = starts[-1] if starts else first + (len(mask) > first and mask[first] == " ")
        if (
            _UNREAL.search(mask, start, match.start())
            or "R" in mask[match.end() : sentence.end].partition(",")[0]
        ):
            continue
        yield _fact(reading, sentence, match, said.actor, start)


def _teller(sayings: tuple[Saying, ...], match: re.Match[str]) -> Saying | None:
    """Return who says what a match tells: the last before it, else who closes the sentence."""
    before = [one for one in sayings if one.end <= match.start()]
    told = before[-1] if before else sayings[-1]
    return None if told.verb.startswith(_DOUBTS) else told


def _is_past(reading: Reading, said: Saying) -> bool:
    """Say whether something was said in an earlier month, so that it was once to come."""
    month = reading.article.document.published.isoformat()[:7]
    told = reading.article.times_in(said.end, said.end + 6)
    return any(one.value[:7] < month for one in told)


def _fact(reading: Reading, sentence: Sentence, match: re.Match[str], speaker: Actor, start: int) -> Fact:
    owner = _OWNER.match(reading.article.mask, start, match.start())
    codes = reading.codes_in(*owner.span("who")) if owner else ()
    actor = Actor(codes or speaker.codes, speaker.attribution, start, match.start())
    promise = Promise(start, match.end(), actor, speaker.attribution)
    return clause_fact(reading, sentence, promise, TO_BE_DONE)
