"""All rules of the grammar, and the page that tells them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from detente.news.facts import KINDS
from detente.news.kinds import (
    claims,
    commitments,
    deadlines,
    licences,
    meetings,
    participants,
    quotes,
    rates,
    statistics,
    truces,
)
from detente.news.rules import CONFIDENCE, Rule

_MODULES = (
    rates, truces, deadlines, meetings, participants, claims, commitments, licences, statistics, quotes,
)  # fmt: skip
_HEAD = """# The grammar's rules

Detente reads facts from news with a grammar of its own, offline and without a language model. Each rule below
says one way in which a text states a fact, with a sentence that it reads and one that is near to it but not
meant. A fact of `detente read` names its rule.

This page is written by `detente.news.rulebook.rules_page` from the rules themselves.

## How a text is read

A text is cut into sentences and quotations. Names, amounts and times are found by the data files in
`src/detente/data/news` and overwritten by a letter of their class, so that a rule is a pattern over a mask of
the same length: *China raised its tariff to 25 percent on Friday* becomes
`EEEEE raised its tariff to RRRRRRRRRR on DDDDDD`. All else in a mask is in small letters without accents.
Facts point back to the text by character. Where a text is broken into lines of one width, a line end within a
paragraph is a blank to the rules.

Whatever a rule reads passes one gate (`detente.news.soundness`), which drops what nothing can be: a rate
below zero or beyond all measure, a truce of no days or of centuries, a day that no calendar has, an economy
that charges itself.

| Letter | Class | Letter | Class |
| --- | --- | --- | --- |
| `E` | economy, or its seat of government | `R` | percent |
| `A` | adjective of an economy | `Q` | percentage points |
| `B` | ministry, agency or other body | `M` | money |
| `O` | office | `T` | days or another stretch of time |
| `P` | person | `D` | day, month or year |
| `W` | both sides | `N` | another number |
| `X` | all countries | `K`, `L` | agreement, place |

## What confidence rests on

"""
_BASES = {
    "stated": "the clause says all that matters",
    "resolved": "who or when is taken from a pronoun, an elided subject or another sentence",
    "inferred": "it follows from what the text is about",
}
_TAIL = """
## How to add a rule

1. Write its sentences first, in your own words, into the file of its kind in `tests/cases/news/sentences`: at
   least one with `rule: NAME` and the facts it must give, and one with `near: NAME` that looks alike and must
   not be read so.
2. Add a `Rule` with a name, what it says, an example and a near miss to the module of its kind in
   `src/detente/news/kinds`, put it into that module's `RULES`, and let its reader return `RULE.fact(...)`.
3. Words belong into the data files (`verbs.yaml`, `wording.yaml`, `metrics.yaml`, `products.yaml`), not into
   patterns. A rule for one sentence is no rule: find what the sentence has in common with others.
4. Most sentences are not worth most rules. Tell a pattern its `hints`, pieces of words of which every
   sentence with a match has one, and let `article.searched` run it; a class of words has one hint for all
   (`hint_of`). `tests/news/test_hints.py` fails where a hint would lose a match.
5. Run `pytest tests/news`; `--regenerate-goldens` writes this page anew. The texts in
   `tests/cases/news/texts` say whether the whole reads better or worse.

Names alone need no rule: put a file of the same form as `economies.yaml`, `bodies.yaml`, `offices.yaml` or
`people.yaml` into the folder `news` of your own data folder.
"""


def rules() -> tuple[Rule, ...]:
    """Return all rules, by kind.

    Example:
        >>> len({rule.name for rule in rules()}) == len(rules())
        True
    """
    found = [rule for module in _MODULES for rule in module.RULES]
    return tuple(sorted(found, key=lambda rule: KINDS.index(rule.kind)))


def rules_page() -> str:
    """Return the page that tells each rule with its example.

    Example:
        >>> rules_page().splitlines()[0]
        "# The grammar's rules"
    """
    bases = "\n".join(f"- `{basis}` ({CONFIDENCE[basis]}): {_BASES[basis]}" for basis in CONFIDENCE)
    order = "The figures are an order, not a frequency."
    return f"{_HEAD}{bases}\n\n{order}\n\n## Rules\n" + "".join(_told(rules())) + _TAIL


def _told(every: Iterable[Rule]) -> Iterable[str]:
    """Yield the sections of the page, one a kind."""
    for kind, some in groupby(every, key=lambda rule: rule.kind):
        yield f"\n### {kind}\n"
        for rule in some:
            source = f" (in a text of {rule.source})" if rule.source else ""
            yield f"\n**{rule.name}**{source}. {rule.says}\n\n"
            yield f"- Reads: {_quoted(rule.example)}\n- Not: {_quoted(rule.near_miss)}\n"


def _quoted(sentence: str) -> str:
    return "*" + sentence.replace("\n", " / ") + "*"
