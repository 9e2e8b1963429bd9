"""Where a fact comes from and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Evidence = Literal["instrument", "statement", "press", "publication"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The citation of a fact, its kind of evidence and the confidence in it.

    An instrument is law or an official notice, a publication a paper or a statistical table. `verified`
    says that the primary text was read; a press report or a figure from memory never is.

    Example:
        >>> Source(citation="EO 14228 (90 FR 11463)", evidence="instrument", confidence="high",
        ...        verified=True).evidence
        'instrument'
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    citation: str
    evidence: Evidence
    confidence: Confidence
    verified: bool
    url: str | None = None
