"""Rates told of without a word for a tariff: a tax on imports, what is collected on them, so much in duty."""

from __future__ import annotations

from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import TARIFF, words
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading_state import Reading

_COLLECTED = Pattern(
    r"\b(?:collect(?:s|ed|ing)?|takes?\s+in|took\s+in|taking\s+in|puts?|putting|slap(?:s|ped|ping)?|plac(?:e|es|ed|ing)"
    r"|clap(?:s|ped|ping)?|add(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|exact(?:s|ed|ing)?)\s+"
    r"(?:an?\s+)?(?:about\s+|extra\s+|additional\s+|further\s+|only\s+|just\s+|up\s+to\s+|another\s+|as\s+much\s+as\s+)*$",
    hints=(
        "collect", "take", "took", "taking", "put", "slap", "plac", "clap", "add", "introduc", "ask",
        "demand", "exact",
    ),
)  # fmt: skip
_ON_IMPORTS = Pattern(
    r"\s+(?:more\s+)?(?:on|to(?=\s+(?:[a-z]+\s+)?M))\s+(?:(?!of\b|in\b)[\w’'-]+,?\s+){0,6}?(?:(?:of\s+)?(?:[EA]+(?:['’]s?)?\s+)?"
    r"(?:goods|imports?|imported|products|merchandise|exports)\b"
    r"|(?P<whose>[EA]+)(?:['’]s?)?\s+(?P<goods>(?:[a-z-]+\s+){0,2}?[a-z-]+))"
)
"""They collect so much on goods of somebody's, with no word for the tariff."""
_THEY_CHARGE = Pattern(
    r"\s+(?:that|which)\s+(?:it|they|he|she|(?:the\s+)?[EAPB]+(?:\s+[a-z]+)?)\s+(?:(?:has|had|have|already|now|also|still)\s+)*"
    r"(?:charg|lev|impos|collect|slap|clap)(?:y|es?|ed|ies|ied|s|ped|ts)\b"
)
"""On top of the 10 percent that it charges on wine."""
_IN_DUTY = Pattern(
    lambda: (
        rf"\s+(?:more\s+)?in\s+(?:(?!the\b)[\w-]+\s+){{0,2}}?{words('tariff')}"
        r"(?!\s+(?:revenues?|receipts|income|collections|lines|relief|war|talks))"
    )
)
"""It costs importers an extra 10 percent in duty."""
_TAX_ON = Pattern(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:tax|toll)(?:es)?\s+(?:was\s+|is\s+)?(?:(?:up)?on|against|applied\s+to|applies\s+to)\s+"
    r"(?:(?:nearly|almost|virtually|practically|most|many|the|about|some|a|an|another|further|all|what|on|every|its|their)\s+)*"
    r"(?:(?:goods|imports?|imported|products|merchandise|everything|foreign|countr[a-z]+|nations|partners|shipments"
    r"|whatever\s+(?:comes|it\s+buys))\b|[EA]+(?:['’]s?)?|X+)|\s+(?:[a-z-]+\s+)?(?:border|customs)\s+tax(?:es)?\b",
    hints=("tax", "toll"),
)
"""A tax on what is brought in; not one on what is sold, earned or owned at home."""
_TAX_OF = Pattern(
    r"\b(?:border|import|customs)\s+tax(?:es)?\s+(?:was\s+|is\s+|stands\s+at\s+)?(?:of\s+|at\s+)?"
    r"(?:an?\s+|about\s+|up\s+to\s+)*$"
    r"|\btax(?:es)?\s+on\s+(?:all\s+|most\s+|nearly\s+all\s+)?"
    r"(?:imports|imported\s+[a-z]+|goods\s+from|[EA]+(?:['’]s?)?\s+(?:goods|imports|products))"
    r"[^,;.]{0,40}?\s(?:of|at|to|is|was)\s+(?:an?\s+|about\s+|up\s+to\s+)*$",
    hints=("tax",),
)
_KEPT = Pattern(
    r"\b(?:kept|keep|keeps|keeping|retain(?:s|ed|ing)?|hold(?:s|ing)?(?:\s+on\s+to)?|held\s+on\s+to|leav(?:e|es|ing)|left|maintain(?:s|ed|ing)?)\s+"
    r"(?:only\s+|just\s+|the\s+(?:other\s+|remaining\s+)?|an?\s+)?$",
    hints=("kept", "keep", "retain", "hold", "held", "leav", "left", "maintain"),
)
_KEPT_ENDS = Pattern(r"\s*(?:[.,;)]|$)|\s+(?:in\s+(?:force|place|effect)|on\b|and\b|as\b|for\b|unchanged)")
"""The share of a tariff that stays when the rest is taken off."""
_ON_TOP = Pattern(
    r"\b(?:on\s+top\s+of|over\s+and\s+above|in\s+addition\s+to|atop|besides|plus|added\s+to)\s+(?:the|its|their|an?|those)\s+"
    r"(?:(?!of\b|in\b)[a-z-]+\s+){0,2}?$",
    hints=("top", "above", "addition", "atop", "besides", "plus", "added"),
)
ON_MONEY = Pattern(
    r"\s+on\s+[^,;.]{0,30}?\b(?:bonds?|debts?|loans?|deposits|savings|shares|stocks|profits|borrowings?|notes|mortgages?)\b"
)
"""What bears interest, tax or gain, and no tariff."""
_AT_HOME = Pattern(
    r"\s+(?:[a-z-]+\s+){0,2}?tax\b[^,;.]{0,60}?\b(?:firms|companies|profits|incomes?|earnings|banks|citizens|people|families"
    r"|tourists|billionaires|remittances|platforms|revenues?|digital|students|visas|travell?ers|investors)\b"
)
NEXT_FIRM = TextPattern(
    r"(?:,|;|,?\s+and|,?\s+while|,?\s+but)\s+(?:(?:the\s+)?(?:[A-Z][\w&’'.-]*\s+){1,4}"
    r"|(?:all\s+)?(?:the\s+)?(?:others|(?:other|remaining)\s+\w+|rest)\s+)"
    r"(?:(?:will\s+)?(?:at|with|faces?|pays?|gets?|draws?)\s+)?(?:an?\s+)?"
)
"""From a rate to that of one more maker, with the verb left out: Geely will pay 18.8 per cent and BYD 17."""
_NOTED = Pattern(
    r"\b(?:new|lower|higher|final|agreed|latest|current|present|old|headline)\s+(?:figure|level|number)\s+(?:of|at|is)\s+"
    r"(?:about\s+|just\s+)?$"
    r"|\b(?:(?:g[eo]ts?|getting|came|comes?)\s+(?:away|off)|escap(?:es?|ed))\s+with\s+(?:an?\s+)?(?:only\s+|just\s+|about\s+)?$",
    hints=("figure", "level", "number", "away", "off ", "escap"),
)
"""A rate that is called a figure or level, or with which somebody got away, where tariffs are spoken of."""
_DEPOSIT = Pattern(
    r"\b(?:import|export|ship|dump|custom)\w*\s[^;]*\bdeposits?\s+(?:of|at|equal\s+to|worth|set\s+at|amounting\s+to)\s+"
    r"(?:(?:between|from|about|up\s+to|as\s+much\s+as)\s+)*(?:[NR]+\s+(?:and|to)\s+)?$",
    hints=("deposit",),
)
"""What importers leave as a deposit for duties that are not yet settled."""
_MOVED = Pattern(
    r"\b(?:rise|rose|fall|fell|jump\w*|drop\w*|growth|gain\w*|increase\w*|exports|imports|sales"
    r"|shipments)\b[^,;]*$"
)
"""What moved by so much."""


def is_collected(reading: Reading, sentence: Sentence, left: str, after: str) -> bool:
    """Say whether an amount is told of as a tax on imports, or as what is collected on them.

    Args:
        reading: The text.
        sentence: The sentence of the amount.
        left: The words before the amount.
        after: The words after it.
    """
    if sentence.bits & _TAX_ON.needs and (_TAX_ON.match(after) or _TAX_OF.search(left)):
        return _AT_HOME.match(after) is None
    if sentence.bits & _COLLECTED.needs and _COLLECTED.search(left) and _on_imports(reading, after):
        return True
    if _THEY_CHARGE.match(after):
        return True
    return _IN_DUTY.match(after) is not None and not _MOVED.search(left)


def comes_with(sentence: Sentence, between: str, left: str, after: str) -> bool:
    """Say whether an amount comes on top of the rate before it, or stays when that is taken off.

    Args:
        sentence: The sentence of both.
        between: The words between them.
        left: The words before the amount.
        after: The words after it.
    """
    if sentence.bits & _ON_TOP.needs and _ON_TOP.search(between):
        return True
    kept = sentence.bits & _KEPT.needs and _KEPT.search(between) and _KEPT_ENDS.match(after)
    return bool(kept) and TARIFF.search(left) is not None


def is_noted(sentence: Sentence, left: str) -> bool:
    """Say whether the words before an amount call it a figure or level, or tell of getting away with it."""
    return _NOTED.may_be_in(sentence.bits) and _NOTED.search(left) is not None


def is_deposit(sentence: Sentence, left: str) -> bool:
    """Say whether an amount is what importers have to leave as a deposit."""
    return _DEPOSIT.may_be_in(sentence.bits) and _DEPOSIT.search(left) is not None


def _on_imports(reading: Reading, after: str) -> bool:
    """Say whether something is put on goods of an economy's."""
    match = None if ON_MONEY.match(after) else _ON_IMPORTS.match(after)
    if match is None or not match["whose"]:
        return match is not None
    said = after[match.start("goods") : match.end() + 20]
    named = reading.lexicon.goods.named.search(said)
    return named is not None or match["goods"].endswith("s")
