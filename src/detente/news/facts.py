"""What the reader finds: a fact of some kind, quoted to the character."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from detente.news.tuples import NamedTuple

KINDS = (
    "rate", "truce", "deadline", "meeting", "participant", "claim", "commitment", "export_licence",
    "statistic", "quote",
)  # fmt: skip


class Fact(NamedTuple):
    """A fact with the words that state it: `start` and `end` count characters of the body.

    `fields` are those of its kind; economies are ISO alpha-3 codes, `EU`, `WLD`, or `*` for both sides.
    """

    kind: str
    start: int
    end: int
    rule: str
    confidence: float = 0.8
    fields: Mapping[str, Any] = MappingProxyType({})

    def as_json(self, document: str, body: str) -> dict[str, Any]:
        """Return the fact as a line of `read --json-lines`."""
        told = {name: value for name, value in self.fields.items() if value not in (None, "", (), [])}
        return {
            "document": document, "kind": self.kind, "text_span": body[self.start : self.end],
            "start": self.start, "end": self.end, **told, "rule": self.rule, "confidence": self.confidence,
        }  # fmt: skip


def listed(codes: tuple[str, ...]) -> str:
    """Return economies as one text.

    Example:
        >>> listed(("CAN", "MEX"))
        'CAN,MEX'
    """
    return ",".join(codes)
