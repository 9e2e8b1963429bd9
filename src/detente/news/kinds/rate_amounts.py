"""The percentages of a sentence that may be rates, with bare numbers that share the sign of another."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_BARE_AFTER = Pattern(r"\s+(?:(?:up|down)\s+)?(?:to|from)\s+")
_BARE_LISTED = Pattern(r"[^.;:]{0,70}(?:,|\band)\s+(?:[a-z]+,\s+)?")
_BARE_FOR = Pattern(r"\s+(?:for|on|against)\s+(?:the\s+)?[EA]")
_BARE_ENDS = Pattern(
    r"\s*(?:[.,;)”\"]|$)|\s+(?:on|for|from|at|in|by|as|and|after|when|this|last|starting|under|if|before)\b"
)
_BARE_BEFORE = Pattern(r"\b(?:from|between|of|by|at|or|to)\s+(?:about\s+|around\s+)?$|[N\d],\s+$")
_CHARGED_BARE = Pattern(r"\bcharg(?:e|es|ed|ing)\s+(?:us|them|him|her|you|E+)\s+$")
_BARE_TO = Pattern(r"\s*[-–]\s*|\s+(?:to|and|or)\s+(?:an?\s+)?")
_BARE_COMMA = Pattern(r",\s+")
_BARE_AT = Pattern(
    r"[^.:]{0,60}?[,;]\s+(?:and\s+|but\s+|while\s+)?(?:for|on|against)\s+(?:the\s+)?(?:[EA]+|[a-z-]+)(?:\s+[a-z-]+)?,?\s+(?:it\s+(?:is|was)\s+)?(?:at\s+|by\s+)?"
)
"""From a rate to that of another with all left out but whose it is: for Japan, at 24."""
_NOT = Pattern(r"\bnot\s+(?:be\s+)?(?:at\s+|by\s+|the\s+|an?\s+)?$")
_UNTIL = Pattern(
    r"\s+(?:until|till|before|up\s+to)\s+(?:D|last\b|now\b|recently\b|then\b|this\b|yesterday\b|the\s+[a-z]+)[^,;.R]{0,30},\s"
)
_FORMERLY = Pattern(
    r",\s+(?:once|formerly|previously|originally|initially|hitherto|until\s+(?:D+|recently|now|then|last\s+[a-z]+))\s+(?:set\s+)?(?:at\s+)?$"
)
_MOST = 1000
"""The highest number that a rate without its own percent sign may be."""


def percentages(reading: Reading, sentence: Sentence) -> list[Amount]:
    """Return the amounts in percent or points, with bare numbers that share the sign of another."""
    mask = reading.article.mask
    every = reading.article.amounts_in(sentence.start, sentence.end)
    sharing = _before_a_sign(mask, sentence, every) if len(every) > 1 else frozenset()
    found: list[Amount] = []
    for place, amount in enumerate(every):
        if amount.unit in ("percent", "points"):
            found.append(amount)
        elif place in sharing or (
            amount.unit == "number"
            and (
                (found and _shares_sign(mask, found[-1], amount))
                or (reading.tariff_amounts and _is_charged(mask, amount))
            )
        ):
            found.append(amount._replace(unit="percent"))
    return found


def is_denied(mask: str, amount: Amount) -> bool:
    """Say whether a rate is told of as what is not so, as in not 32 percent but 19."""
    return (
        mask.startswith(" but ", amount.end)
        and _NOT.search(mask, max(amount.start - 20, 0), amount.start) is not None
    )


def was_before(mask: str, amount: Amount) -> bool:
    """Say whether a rate is told in an aside as what held once, as in the duty, 20 percent until May, is."""
    until = _UNTIL.match(mask, amount.end, amount.end + 60)
    return (until or _FORMERLY.search(mask, max(amount.start - 40, 0), amount.start)) is not None


def _before_a_sign(mask: str, sentence: Sentence, every: Sequence[Amount]) -> frozenset[int]:
    """Return the places of bare numbers that share the sign of the next: 10 to 25%, 10, 20 and 25%."""
    found: set[int] = set()
    for place in range(len(every) - 2, -1, -1):
        amount, following = every[place], every[place + 1]
        if amount.unit != "number" or not 0 <= amount.value <= _MOST:
            continue
        joint = _BARE_COMMA if place + 1 in found else _BARE_TO
        if joint.fullmatch(mask, amount.end, following.start) and (
            place + 1 in found
            or (
                following.unit == "percent"
                and _BARE_BEFORE.search(mask, max(amount.start - 16, sentence.start), amount.start)
            )
        ):
            found.add(place)
    return frozenset(found)


def _is_charged(mask: str, amount: Amount) -> bool:
    """Say whether a bare number is what one side charges the other, where tariffs are spoken of."""
    charged = _CHARGED_BARE.search(mask, max(amount.start - 24, 0), amount.start)
    ends = _BARE_ENDS.match(mask, amount.end, min(amount.end + 12, len(mask)))
    return charged is not None and ends is not None and 0 <= amount.value <= _MOST


def _shares_sign(mask: str, before: Amount, amount: Amount) -> bool:
    """Say whether a bare number is a rate like the one before it, as in from 54% to 104."""
    if before.unit != "percent" or not 0 <= amount.value <= _MOST:
        return False
    last = min(amount.end + 12, len(mask))
    if _BARE_AFTER.fullmatch(mask, before.end, amount.start):
        return _BARE_ENDS.match(mask, amount.end, last) is not None
    if _BARE_AT.fullmatch(mask, before.end, amount.start):
        return _BARE_ENDS.match(mask, amount.end, last) is not None
    listed = _BARE_LISTED.fullmatch(mask, before.end, amount.start)
    return listed is not None and _BARE_FOR.match(mask, amount.end, last) is not None
