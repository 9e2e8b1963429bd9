"""Rates in constructions that have no tariff of so much: taxed at, set the rate for Peru at, tariff 25%."""

from __future__ import annotations

from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.rate_collected import ON_MONEY
from detente.news.lexicon.wording import TARIFF, either, hedges, hint_of, words
from detente.news.patterns import Pattern

_TAXED = Pattern(
    lambda: (
        r"\btax(?:es|ed|ing)?\s+(?:(?!firms\b|compan|profits?\b|incomes?\b|earnings\b|wages\b|sales\b|services\b|gains\b)[\w’'-]+,?\s+){1,7}?"
        rf"at\s+{hedges()}$"
    ),
    hints=(" tax",),
)
"""They would tax American whiskey at so much."""
_BROUGHT_IN = Pattern(r"\b(?:imported|foreign|imports|goods|products|exports|shipments)\b|[EA]")
"""What tells that goods are taxed at a border."""
_TAX_ON = Pattern(
    lambda: (
        r"\b(?:tax|toll|charge|fee)(?:es|s)?\s+on\s+(?:(?!profits|incomes?|services|digital|sales|earnings|wealth|capital)[\w’'-]+\s+){0,3}?"
        r"(?:foreign|imported|imports|parcels|shipments|(?:goods|products|packages)\s+(?:from|made|of)|[EA]+(?:['’]s?)?\s+[a-z-]+s?\b)"
        rf"[^,;.NRM]{{0,40}}?(?:\s+(?:of|at|to|is|was|by)|,)\s+{hedges()}$"
    ),
    hints=("tax", "toll", "charge", "fee"),
)
"""The tax on foreign steel, of so much or to so much."""
_FEE = Pattern(
    lambda: (
        r"(?:\b(?:import|customs|border|security|entry|landing|processing|special|additional|extra|new|flat)\s+)?"
        rf"\b(?:fee|charge|toll|tax|penalty|contribution)s?[”\"’']?\s+of\s+(?:up\s+to\s+)?{hedges()}$"
    ),
    hints=("fee", "charge", "toll", "tax", "penalty", "penalties", "contribution"),
)
_ON_PURCHASES = Pattern(
    r"\s+on\s+(?:all\s+|most\s+|the\s+|any\s+|its\s+|their\s+|some\s+)*(?:[a-z-]+\s+){0,2}?"
    r"(?:imports?|imported|purchases|goods|products|merchandise|cargo|shipments|parcels)\b(?!\s+(?:tax|platforms?))"
)
"""A fee of so much on purchases from somebody."""
_TARIFF_IS = Pattern(
    lambda: (
        rf"(?:{words('tariff')})(?:\s+rate)?(?:\s*[:=–—]\s*|,\s+(?:at\s+|now\s+|currently\s+|once\s+|previously\s+|formerly\s+)?|\s+)(?:now\s+|currently\s+)?$"
    )
)
_TARIFF_IS.needs = hint_of(("tariff",), ())
"""As in a headline: tariff 25 percent, on steel."""
_COMPARES = Pattern(
    r"\s+(?:higher|lower|more|less|up|down|above|below|cheaper|dearer|greater|of\s+(?!(?:its|their|the)\s+value)|and\b(?!\s+[a-z]+\s+R))"
)
"""Words after a number that make of it the difference to another, or a share."""
_RATE_FOR = Pattern(
    r"\brates?\s+(?:(?:agreed|set|fixed|offered|negotiated|announced|proposed|imposed|charged|levied|applied|applicable|due|payable)\s+)?"
    r"(?:for|on|against|to)\s+(?!(?:[\w-]+\s+){0,3}?(?:loans?|mortgages?|deposits?|bonds?|debts?|credit|borrow\w*|savings)\b)[^;.NRM]{2,70}?(?:,|\s+(?:at|is|was|of|to|stands\s+at|stood\s+at|will\s+be|would\s+be))\s+(?:now\s+|just\s+|only\s+|about\s+)*$",
    hints=("rate",),
)
"""The rate for Peru, or on steel, at so much."""
_OTHER_RATE = Pattern(
    r"\b(?:annual|annuali[sz]ed|growth|interest|inflation|unemployment|jobless|exchange|utili[sz]ation|tax|birth|poverty|literacy|savings?|mortgage|policy|lending|deposit"
    r"|vacancy|occupancy|approval|success|default|bank|benchmark|discount|crime|fertility|participation|employment|turnout|infection|response|death)\s+rates?\b",
    hints=("rate",),
)
_THAT_FOR = Pattern(
    r"(?:,|;|\band\b|,\s+and|\bwhile|\bbut)\s+(?:that|those|the\s+one|the\s+(?:duty|tariff|levy|rate))\s+(?:for|on|against)\s+[^;.NRM]{2,60}?\s+(?:at|to|of|is|was)\s+(?:about\s+|just\s+)?$"
    r"|(?:,|;|\band\b|,\s+and|\bwhile|\bbut)\s+(?!with\b|by\b|up\b|down\b|in\b|at\b|from\b)(?:[a-z-]+\s+){1,2}(?:and\s+[a-z-]+\s+)?at\s+$"
    r"|^[RN]+\s+but\s+(?:at\s+|by\s+)?$"
)
"""From one rate to the next, with all left out but the goods: pork and fish at so much, not 32 but."""
_THAT_PUTS = Pattern(
    lambda: (
        rf"(?:\s+(?:rate|level|figure|one))?\s+(?:(?:that|which)\s+)?(?:the\s+)?[EPB]+\s+"
        r"(?:(?:has|had|have|now|already|first|initially|once|is|was|are)\s+)*"
        rf"(?:{either((), ('impose', 'propose'))})"
        r"(?!\s+(?:to|that)\b)"
        r"|\s+(?:imposed|levied|slapped|charged|threatened)\s+(?:on|by|against)\s+(?:[a-z]+\s+){0,3}?(?:[EPBA]|the\s+[a-z]+\b)"
    )
)
"""The 36 percent rate that Washington announced, the 20 percent imposed on somebody."""
_OF_VALUE = Pattern(r"\s+of\s+(?:its|their|the)\s+(?:[a-z]+\s+)?value\b", hints=("value",))
_AT_BORDER = Pattern(r"\b(?:parcels?|packages?|imports?|imported|customs|border|postal|shipments?)\b")
_TRADE = bits_of((
    "goods", "import", "export", "customs", "reciprocal", "favoured", "favored", "mfn", "shipments", "agreed",
    "border",
))  # fmt: skip
"""What tells of a rate that it is one of tariffs, where the text has not said so."""
_NAMED_RATE = Pattern(
    r"\b(?:additional|reciprocal|most[-\s]favou?red[-\s]nation|mfn|bound|customs|import)\s+rates?(?:,|\s+)(?:[^;.]{0,60}?\s)?(?:at|is|was|of|to|by|were|are)\s+(?:about\s+|just\s+|only\s+)?$",
    hints=("rate",),
)
_RATE = bits_of(("rate",))
_PUTS = hint_of((), ("impose", "propose"))
_CHARGE_NEEDS = _TAX_ON.needs | _FEE.needs


def goes_on_without(between: str) -> bool:
    """Say whether the words between two rates leave out all but the goods of the second."""
    return _THAT_FOR.search(between) is not None


def is_rate_of_trade(sentence: Sentence, left: str) -> bool:
    """Say whether the words before an amount call it the rate for somebody, where trade is told of."""
    return bool(
        sentence.bits & _TRADE
        and sentence.bits & _RATE
        and (_NAMED_RATE.search(left) or (_RATE_FOR.search(left) and not _OTHER_RATE.search(left)))
    )


def is_charged_by_form(sentence: Sentence, left: str, after: str) -> bool:
    """Say whether an amount is what goods are taxed at, a fee on them, or told right after its tariff.

    Args:
        sentence: The sentence of the amount.
        left: The words before the amount.
        after: The words after it.
    """
    if sentence.bits & _CHARGE_NEEDS and not ON_MONEY.match(after):
        taxed = _TAXED.search(left) if sentence.bits & _TAXED.needs else None
        if taxed is not None and _BROUGHT_IN.search(taxed.group()):
            return True
        if _TAX_ON.search(left) and (not left.endswith(", ") or _OF_VALUE.match(after)):
            return True
        if sentence.bits & _FEE.needs and _FEE.search(left) and _ON_PURCHASES.match(after):
            return True
    if sentence.bits & _OF_VALUE.needs and _OF_VALUE.match(after) and _AT_BORDER.search(left):
        return True
    if sentence.bits & TARIFF.needs and _TARIFF_IS.search(left):
        return not _COMPARES.match(after)
    if sentence.bits & _PUTS and _THAT_PUTS.match(after):
        return True
    return is_rate_of_trade(sentence, left)
