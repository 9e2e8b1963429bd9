"""What a percentage is where tariffs are spoken of, and is no rate: a share of goods, another tax."""

from __future__ import annotations

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern

_OTHER_RATES = (
    "annual annualized growth interest inflation unemployment exchange utilization tax birth policy lending"
    " mortgage benchmark repo jobless deposit poverty savings key"
)
OWN_RATE = r"rate(?<!\wrate)" + "".join(rf"(?<!{word}\srate)" for word in _OTHER_RATES.split()) + r"s?\b"
"""A rate that may be one of tariffs."""
_CONDITION = Pattern(
    lambda: (
        rf"\b(?:with|having|whose|where|when|if)\b[^,;]{{0,60}}?(?:{words('tariff')}|{OWN_RATE})"
        r"[^,;]{0,24}?\b(?:below|above|under|over|(?:lower|less|greater|higher|more)\s+than|equal\s+to"
        r"|at\s+least|exceed\w*)\s+$"
    ),
    hints=("with ", "having ", "whose ", "where ", "when ", "if "),
)
_OR_MORE = Pattern(r"\s+or\s+(?:higher|more|greater|above|less|lower|below|under)\b")
_WITH_A_RATE = Pattern(
    lambda: rf"\b(?:with|having|whose)\b[^,;]{{0,40}}?(?:{words('tariff')}|{OWN_RATE})[^,;]{{0,12}}$"
)
_OTHER_TAX = Pattern(
    r"(?:\s+|-)(?:[\w’'-]+\s+){0,3}?(?:digital|services|sales|income|corporate|value|wealth|carbon|capital)"
    r"[\w\s-]{0,20}?\btax(?:es)?\b"
    r"|\s+(?:[\w-]+\s+){0,3}?(?:content|ownership|stake|threshold|de\s+minimis|value[-\s]added)\b",
    hints=("tax", "content", "ownership", "stake", "threshold", "minimis", "added"),
)
_SHARE_OF = Pattern(
    r"\s+of\s+(?:all\s+|the\s+|its\s+|their\s+|total\s+|global\s+|world\s+|overall\s+|domestic\s+|u\.s\.\s+)*"
    r"(?:[\w’'-]+\s+){0,3}?(?:gdp|exports|imports|trade|tariff\s+lines|lines|items|goods|products|value"
    r"|total|market|sales"
    r"|output|production|supply|demand|revenue|population|companies|firms|consumption|E+)\b"
)
_ITS_VALUE = Pattern(r"\s+of\s+(?:its|their|the)\s+(?:\w+\s+)?value")


_HOME_LEVY = Pattern(
    r"\b(?:lev(?:y|ies)|dut(?:y|ies)|surtax|surcharges?)\s+on\s+(?:[\w-]+\s+){0,3}?(?:profits|incomes?|earnings|wealth|salaries|wages|property"
    r"|properties|inheritances?|homes|banks|gambling|emissions|tourists|visitors|remittances|savings)\b",
    hints=("lev", "dut", "surtax", "surcharge"),
)
"""Levies on what is earned or owned at home."""


def is_share_or_tax(sentence: Sentence, amount: Amount, left: str, after: str) -> bool:
    """Say whether an amount is a share of something, or another tax than one on imports.

    Args:
        sentence: The sentence of the amount.
        amount: The amount.
        left: The words before it.
        after: The words after it.
    """
    if _SHARE_OF.match(after) and amount.unit == "percent" and not _ITS_VALUE.match(after):
        return True
    if sentence.bits & _HOME_LEVY.needs and _HOME_LEVY.search(left):
        return True
    return bool(sentence.bits & _OTHER_TAX.needs and _OTHER_TAX.match(after))


def is_condition(sentence: Sentence, left: str, after: str) -> bool:
    """Say whether a rate only tells which goods are meant, as in goods with a rate below 15 percent."""
    if sentence.bits & _CONDITION.needs and _CONDITION.search(left):
        return True
    return bool(_OR_MORE.match(after) and _WITH_A_RATE.search(left))
