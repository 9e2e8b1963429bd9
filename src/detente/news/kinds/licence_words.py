"""Words that the ways to tell an act of export control share, and what such a way is."""

from __future__ import annotations

from detente.news.patterns import Pattern
from detente.news.tuples import NamedTuple

CONTROL = (
    r"(?:(?:export|licen[cs]ing|shipping)\s+(?:controls?|curbs?|restrictions?|bans?|limits|licen[cs]\w+"
    r"|requirements?|rules?|regime|system)"
    r"|controls|curbs|restrictions|bans?|embargo(?:es)?|(?:affiliates?|R+)\s+rule)"
)
"""A control on exports, as its noun."""
LICENCE = (
    r"(?:licen[cs]es?|permits?|permission|waivers?|go-ahead|green\s+light|clearance|approvals?"
    r"|authori[sz]ations?|exemptions?|nod)"
)
"""What a firm is given that may export."""
LICENCE_HINTS = (
    "licen", "permit", "permission", "waiver", "ahead", "light", "clearance", "approval",
    "authorisation", "authorization", "exemption", "nod ",
)  # fmt: skip
BE = (
    r"(?:was|were|has\s+been|have\s+been|been|being|got)\s+"
    r"(?:(?:also|now|then|since|all|once|again|first|\w+ly)\s+)*"
)


class Form(NamedTuple):
    """One way to tell an act.

    Attributes:
        pattern: What it looks like; its `verb`, `noun`, `off` or `passive` is the act.
        action: What is done; empty where the noun tells.
        acts: The bits of its verbs or nouns of doing; a sentence needs one, besides a hint of the pattern.
        by: How who does it is told: `subject`, `name` in the clause, or `passive`.
        real: Whether it counts only where nothing says that it is not done; else it is taken for granted.
    """

    pattern: Pattern
    action: str
    acts: int
    by: str = "subject"
    real: bool = True
