"""What others call a fact: PLOVER's event type, the Global Trade Alert's intervention type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from detente.news.facts import Fact
from detente.news.lexicon.files import shipped

SCHEMES = ("plover", "gta")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: facts of a kind, by fields and words, and their types by scheme."""

    kind: str
    where: Mapping[str, list[str]] = field(default_factory=dict)
    words: re.Pattern[str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def fits(self, fact: Fact, quoted: str) -> bool:
        """Say whether the row is for a fact."""
        fields = all(fact.fields.get(name) in values for name, values in self.where.items())
        return fields and (self.words is None or self.words.search(quoted) is not None)


def types_of(fact: Fact, quoted: str) -> dict[str, str]:
    """Return the types of a fact by scheme, those that apply.

    Args:
        fact: The fact.
        quoted: The words that state it.

    Example:
        >>> cut = Fact(kind="rate", start=0, end=9, rule="r", fields={"status": "reduced"})
        >>> types_of(cut, "cut to 10%")
        {'plover': 'RETREAT', 'gta': 'Import tariff'}
    """
    small = quoted.lower()
    rows = [row for row in _rows().get(fact.kind, ()) if row.fits(fact, small)]
    found = {
        scheme: next((row.names[scheme] for row in rows if scheme in row.names), "") for scheme in SCHEMES
    }
    return {scheme: name for scheme, name in found.items() if name}


@cache
def _rows() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in shipped("types.yaml")["types"]:
        words = "|".join(map(re.escape, row.get("words", ())))
        names = {scheme: row[scheme] for scheme in SCHEMES if scheme in row}
        pattern = re.compile(rf"\b(?:{words})") if words else None
        found.setdefault(row["kind"], []).append(Row(row["kind"], row.get("where", {}), pattern, names))
    return found
