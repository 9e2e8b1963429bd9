"""Words that the ways to tell an act of export control share, and what such a way is."""

from __future__ import annotations

from collections.abc import Callable

from detente.news.lexicon.wording import hint_of
from detente.news.patterns import Pattern
from detente.news.tuples import NamedTuple

CONTROL = (
    r"(?=[eclsrbpmaR])(?:(?:export|licen[cs]ing|shipping)\s+(?:controls?|curbs?|restrictions?|bans?|limits|licen[cs]\w+"
    r"|requirements?|rules?|regime|system|prohibitions?|quotas?)"
    r"|controls|curbs|restrictions|bans?|embargo(?:es)?|licen[cs]ing|prohibitions?|moratorium|(?:affiliates?|R+)\s+rule)"
)
"""A control on exports, as its noun."""
BE = (
    r"(?:was|were|has\s+been|have\s+been|been|being|got)\s+"
    r"(?:(?:also|now|then|since|all|once|again|first|\w+ly)\s+)*"
)


def worded(told: Callable[[], str], *lists: str) -> Pattern:
    """Return a pattern with words of some lists, of which a sentence that matches has one."""
    pattern = Pattern(told)
    pattern.needs = hint_of(lists, ())
    return pattern


def any_of(*classes: str) -> int:
    """Return the bit of the verbs of some classes, of which a sentence has one."""
    return hint_of((), classes)


class Form(NamedTuple):
    """One way to tell an act.

    Attributes:
        pattern: What it looks like; its `verb`, `noun`, `off` or `passive` is the act.
        action: What is done.
        acts: The bits of its verbs or nouns of doing; a sentence needs one, besides a hint of the pattern.
        by: How who does it is told: `subject`, `name` in the clause, or `passive`.
        real: Whether it counts only where nothing says that it is not done; else it is taken for granted.
    """

    pattern: Pattern
    action: str
    acts: int
    by: str = "subject"
    real: bool = True
