"""Shares told in words: a third of imports, down by half."""

from __future__ import annotations

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import hedges
from detente.news.patterns import Pattern

_SHARES = {
    "half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10, "two-thirds": 66.7,
    "three-quarters": 75, "two-fifths": 40, "three-fifths": 60, "four-fifths": 80,
}  # fmt: skip
_FRACTION = Pattern(
    r"\b(?:(?:a|one)[-\s](?P<one>third|quarter|fifth|tenth|half)|(?P<more>half|(?:two|three|four)[-\s](?:thirds|quarters"
    r"|fifths)))\b(?P<of>\s+of\b)?",
    hints=("half", "third", "quarter", "fifth", "tenth"),
)
_BY = Pattern(lambda: rf"\bby\s+{hedges()}$")
_NO_FRACTION = Pattern(r"(?:\b(?:first|second|other|better|latter|the)|-)\s*$")


def fractions(mask: str, sentence: Sentence) -> list[Amount]:
    """Return the shares of a sentence told in words, in percent: those `of` something, or after `by`.

    Example:
        >>> text = "output fell by nearly a third in the first half of 2020"
        >>> [one.value for one in fractions(text, Sentence(0, 0, len(text), text))]
        [33.3]
    """
    if not _FRACTION.may_be_in(sentence.mask):
        return []
    found = []
    for match in _FRACTION.finditer(mask, sentence.start, sentence.end):
        place = match.start()
        if _NO_FRACTION.search(mask, max(place - 9, 0), place):
            continue
        if match["of"] or _BY.search(mask, max(place - 40, 0), place):
            value = _SHARES.get("-".join((match["one"] or match["more"]).split()), 0)
            end = match.end("one" if match["one"] else "more")
            found.append(Amount(place, end, float(value), "percent"))
    return found
