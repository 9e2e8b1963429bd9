"""Figures told in words: a third of imports, down by half, exports that doubled or were flat, bought none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Article, Sentence
from detente.news.hints import bits_of
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import hedges, verbs
from detente.news.patterns import Pattern

_SHARES = {
    "half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "sixth": 16.7, "seventh": 14.3, "eighth": 12.5,
    "tenth": 10, "two-thirds": 66.7, "three-quarters": 75, "two-fifths": 40, "three-fifths": 60,
    "four-fifths": 80, "nine-tenths": 90,
}  # fmt: skip
_MULTIPLES = {"doubled": 100, "tripled": 200, "trebled": 200, "quadrupled": 300, "halved": -50}
_FRACTION = Pattern(
    r"\b(?:(?:a|one)[-\s](?P<one>third|quarter|fifth|sixth|seventh|eighth|tenth|half)|(?P<more>half|(?:two|three|four|nine)"
    r"[-\s](?:thirds|quarters|fifths|tenths)))\b(?P<of>\s+of\b(?!\s+(?:a|one)\s+per))?",
    hints=("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "tenth"),
)
_BY = Pattern(lambda: rf"(?:\bby|{verbs('moved')})\s+{hedges()}$")
_COMPARED = Pattern(r"\s+(?:lower|higher|smaller|larger|bigger|cheaper|dearer|down|up)\b")
_OF_A_PERCENT = Pattern(r"\s+(?:an?|of\s+(?:a|one))\s+(?:percent|per\s+cent|percentage\s+point)\b")
"""Half a percent, a quarter of a percentage point."""
_NO_FRACTION = Pattern(r"(?:\b(?:first|second|other|better|latter|the)|-)\s*$")
_MULTIPLE = Pattern(
    r"\b(?P<times>doubled|tripled|trebled|quadrupled|halved)(?=\s*(?:[.,;:)]|$)|\s+(?:in|from|since|over|last|this|on|between"
    r"|during|within|compared|D+)(?!\w))",
    hints=tuple(_MULTIPLES),
)
_STANDSTILL = Pattern(
    r"\b(?:was|were|are|is|been|be|remained|stayed|held|stood|came\s+in|ended|closed)\s+(?:\w+ly\s+|all\s+but\s+)?"
    r"(?P<flat>flat|unchanged)(?=\s*(?:[.,;:)]|$)|\s+(?:in|from|on|at|month|year|compared|after|since|D+)(?!\w))",
    hints=("flat", "unchanged"),
)
_ZERO = Pattern(
    r"\b(?:fell|fallen|dropped|sank|slumped|dwindled|plunged|collapsed|shrank|went|declined)\s+(?:\w+ly\s+)?(?:to|by)\s+"
    r"(?P<zero>zero|nothing|nil)\b",
    hints=("zero", "nothing", "nil"),
)
_WORDS_OF = ((_MULTIPLE, "times"), (_STANDSTILL, "flat"), (_ZERO, "zero"))
_NONE = bits_of(("none", " no ", "single", "zero"))
_TRADED = bits_of(("bought", "purchased", "imported", "exported", "shipped", "sold", "ordered"))
SPELT_NEEDS = _FRACTION.needs | _MULTIPLE.needs | _STANDSTILL.needs | _ZERO.needs | _NONE
"""Pieces of words of which a figure told in words has at least one."""


@cache
def _none_of(goods: Goods) -> Pattern:
    """Return the pattern for goods of which none were traded."""
    return Pattern(
        r"\b(?:bought|purchased|imported|exported|shipped|sold|ordered)\s+(?:(?P<none>none)\s+of\s+(?:the|its|their)\s+[a-z]"
        rf"|(?P<no>no|not\s+an?\s+single|zero)\s+(?:[EA]+\s+)?(?:[a-z-]+\s+)?(?:{goods.words}|cargo|goods|products))",
    )


def spelt(article: Article, sentence: Sentence, goods: Goods) -> list[Amount]:
    """Return the figures of a sentence told in words: shares and changes in percent, nothing as 0.

    Shares are those `of` something, or after `by`.

    Example:
        >>> from datetime import date
        >>> from detente.news.documents import Document
        >>> from detente.news.grammar.article import articles_of
        >>> from detente.news.lexicon.entries import shipped_lexicon
        >>> body = "Output fell by nearly a third in the first half of 2020 and has doubled since."
        >>> document = Document(name="a", body=body, published=date(2025, 6, 9))
        >>> (article,) = articles_of([document], shipped_lexicon())
        >>> [one.value for one in spelt(article, article.sentences[0], shipped_lexicon().goods)]
        [33.3, 100.0]
    """
    found = list(_fractions(article.mask, sentence)) if sentence.bits & _FRACTION.needs else []
    patterns = [(pattern, group) for pattern, group in _WORDS_OF if sentence.bits & pattern.needs]
    if sentence.bits & _NONE and sentence.bits & _TRADED:
        patterns += [(_none_of(goods), "none"), (_none_of(goods), "no")]
    for pattern, group in patterns:
        unit = "number" if group in ("none", "no", "zero") else "percent"
        for match in article.searched(pattern, sentence):
            if match[group]:
                value = float(_MULTIPLES.get(match[group], 0))
                found.append(Amount(match.start(group), match.end(group), value, unit))
    return found


def _fractions(mask: str, sentence: Sentence) -> Iterator[Amount]:
    for match in _FRACTION.finditer(mask, sentence.start, sentence.end):
        place = match.start()
        if _NO_FRACTION.search(mask, max(place - 9, 0), place):
            continue
        if _OF_A_PERCENT.match(mask, match.end()):
            part = _SHARES.get(re.sub(r"\s+", "-", match["one"] or match["more"]), 0) / 100
            yield Amount(place, match.end(), round(part, 2), "percent")
            continue
        near = max(place - 40, 0)
        if match["of"] or _COMPARED.match(mask, match.end()) or _BY.search(mask, near, place):
            value = _SHARES.get(re.sub(r"\s+", "-", match["one"] or match["more"]), 0)
            end = match.end("one" if match["one"] else "more")
            yield Amount(place, end, float(value), "percent")


def is_spelt(mask: str, amount: Amount) -> bool:
    """Say whether a figure is told in words that say its way as well: doubled, flat, none.

    Example:
        >>> is_spelt("exports doubled", Amount(8, 15, 100.0, "percent"))
        True
    """
    return mask[amount.start].islower() and (
        amount.value == 0 or mask[amount.start : amount.end] in _MULTIPLES
    )
