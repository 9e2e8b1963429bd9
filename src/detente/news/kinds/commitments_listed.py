"""Commitments in lists: the items below a line that says who commits to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

LISTED = Rule(
    name="commitment-listed", kind="commitment", basis="resolved", source="The White House",
    says="A line with a verb, in a list that a line such as `China's commitments:` opens.",
    example="The deal includes Chinese commitments to:\nHalt the flow of fentanyl.",
    near_miss="The deal covers:\nFentanyl.",
)  # fmt: skip
_LIST = Pattern(
    r"\b(?:commitments?|promises?|pledges?|agreed|agrees?|commits?|undertakes?|committed)\b[^.]{0,40}:\s*$"
    r"|^(?:[•*–-]\s+|[N\d]+\.\s+)?(?:the\s+)?(?:E+(?:\s+and\s+(?:the\s+)?E+)?|W+)(?:,\s[^:,.]{2,40}(?:,\s[^:,.]{2,60},)?)?:\s*$"
    r"|^(?:[•*–-]\s+|[N\d]+\.\s+)?(?:the\s+)?(?:E+(?:\s+and\s+(?:the\s+)?E+)?|W+)\s+(?:will|shall|intends?\s+to|is\s+to|are\s+to|plans?\s+to)(?:\s+\w+)?:\s*$"
)
_ACTION = Pattern(
    r"^\s*(?P<number>\((?:[a-z]|[ivx]+|[N\d]+)\)\s+)?(?P<modal>(?:shall|will|undertakes\s+to)\b)?(?:[a-z]+ly\s+)?\s*[a-z]+\b"
)
_BARE = Pattern(r"[EW](?:,[^:]*)?:\s*$")
"""The end of a line that names no more than who does what the items say."""
_TOGETHER = Pattern(r"(?:[•*–-]\s+|[N\d]+\.\s+)?(?:the\s+)?E+\s+and\s+(?:the\s+)?E+\s")
_LIST_LENGTH = 12
"""How many lines a list of commitments goes on at most."""


def read_listed(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the items of a list that a line such as `Chinese commitments to:` opens."""
    if ":\n" not in reading.article.body:
        return
    line = not reading.begins_with_subject(sentence) and _ACTION.match(sentence.mask)
    lead = _lead(reading, sentence) if line and not sentence.mask.rstrip().endswith(":") else None
    if not line or lead is None or (_BARE.search(lead.mask) and not line["modal"]):
        return
    codes = reading.codes_in(lead.start, lead.end)
    if lead.mask.startswith("W") or (len(codes) > 1 and set(codes) == set(reading.pair)):
        codes = ("*",)
    if codes:
        together = _TOGETHER.match(lead.mask)
        actor = Actor(codes if together else codes[:1], "", sentence.start, sentence.start)
        yield clause_fact(reading, sentence, Promise(sentence.start, sentence.start + 6, actor, ""), LISTED)


def _lead(reading: Reading, sentence: Sentence) -> Sentence | None:
    """Return the line that opens the list which a line belongs to."""
    lines = reading.article.sentences[max(sentence.number - _LIST_LENGTH, 0) : sentence.number]
    if not any(one.mask.endswith(":") for one in lines):
        return None
    for one in reversed(lines):
        if one.mask.endswith(":") and _LIST.search(one.mask):
            return one
        if not re.match(r"[a-z(]", one.mask) or reading.begins_with_subject(one):
            return None
    return None
