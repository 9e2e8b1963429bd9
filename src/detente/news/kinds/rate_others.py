"""What a percentage is where tariffs are spoken of, and is no rate: a share of goods, another tax."""

from __future__ import annotations

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.patterns import Pattern

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


def is_share_or_tax(sentence: Sentence, amount: Amount, after: str) -> bool:
    """Say whether an amount is a share of something, or another tax than one on imports.

    Args:
        sentence: The sentence of the amount.
        amount: The amount.
        after: The words after it.
    """
    if _SHARE_OF.match(after) and amount.unit == "percent" and not _ITS_VALUE.match(after):
        return True
    return bool(sentence.bits & _OTHER_TAX.needs and _OTHER_TAX.match(after))
