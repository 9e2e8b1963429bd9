"""Commitments in lists: the items below a line that says who commits to them."""

from __future__ import annotations

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
_GOES_ON = Pattern(r"[a-z(]")
"""How a line begins with which a list goes on."""
_LIST_LENGTH = 12
"""How many lines a list of commitments goes on at most."""


def read_listed(reading: Reading) -> dict[int, Fact]:
    """Return the items of lists that a line such as `Chinese commitments to:` opens, by their numbers."""
    found: dict[int, Fact] = {}
    lead: Sentence | None = None
    for line in reading.article.sentences if ":\n" in reading.article.body else ():
        if line.mask.endswith(":") and _LIST.search(line.mask):
            lead = line
        elif lead is not None:
            fits = line.number - lead.number <= _LIST_LENGTH and not reading.begins_with_subject(line)
            fact = _item(reading, lead, line) if fits and not line.mask.endswith(":") else None
            if fact is not None:
                found[line.number] = fact
            if not fits or not _GOES_ON.match(line.mask):
                lead = None
    return found


def _item(reading: Reading, lead: Sentence, line: Sentence) -> Fact | None:
    """Return what an item of a list commits to, None where it tells of no act."""
    act = _ACTION.match(line.mask)
    if act is None or (_BARE.search(lead.mask) and not act["modal"]):
        return None
    codes = reading.codes_in(lead.start, lead.end)
    if lead.mask.startswith("W") or (len(codes) > 1 and set(codes) == set(reading.pair)):
        codes = ("*",)
    if not codes:
        return None
    actor = Actor(codes if _TOGETHER.match(lead.mask) else codes[:1], "", line.start, line.start)
    return clause_fact(reading, line, Promise(line.start, line.start + 6, actor, ""), LISTED)
