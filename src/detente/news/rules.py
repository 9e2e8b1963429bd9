"""A rule of the grammar: what it reads, an example, and a sentence that is near to it but not meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from detente.news.facts import Fact
from detente.news.tuples import NamedTuple

Basis = Literal["stated", "resolved", "inferred"]
CONFIDENCE: Mapping[Basis, float] = {"stated": 0.9, "resolved": 0.75, "inferred": 0.6}
"""What a fact's confidence rests on.

`stated`: its clause says all that matters. `resolved`: who or when is taken from a pronoun, an elided
subject or another sentence. `inferred`: it follows from what the text is about. The figures are an order,
not a frequency.
"""


class Rule(NamedTuple):
    """One way in which a text states a fact; `source` is the publisher that example and near miss need."""

    name: str
    kind: str
    says: str
    example: str
    near_miss: str
    source: str = ""
    basis: Basis = "stated"

    def fact(self, start: int, end: int, fields: Mapping[str, Any], basis: Basis | None = None) -> Fact:
        """Return a fact that the rule read, quoted from `start` to `end`.

        Example:
            >>> rule = Rule(name="a", kind="rate", says="", example="", near_miss="", basis="resolved")
            >>> rule.fact(0, 5, {}).confidence, rule.fact(0, 5, {}, "stated").confidence
            (0.75, 0.9)
        """
        sure = CONFIDENCE[basis or self.basis]
        return Fact(self.kind, start, end, self.name, sure, fields)
