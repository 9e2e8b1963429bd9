"""Whether a percentage is a tariff rate, by the words around it."""

from __future__ import annotations

import re

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.rate_collected import (
    NEXT_FIRM,
    ON_MONEY,
    comes_with,
    is_collected,
    is_deposit,
    is_noted,
)
from detente.news.kinds.rate_forms import goes_on_without, is_charged_by_form
from detente.news.kinds.rate_others import OWN_RATE, is_condition, is_share_or_tax
from detente.news.lexicon.wording import TARIFF, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_AFTER = Pattern(
    lambda: (
        rf"(?:\s+|-)(?P<between>(?:[\w’'.-]+\s+){{0,4}}?)(?:\w+-)?(?:{words('tariff')}(?!\s+(?:exempt|refund|rebate|drawback|relief|waiver)\w*\b)|deposits?(?=\s+on\s+(?:the\s+|all\s+)?[EA])|(?:anti-?dumping|countervailing|anti-subsidy)\s+deposits?|baseline(?=\s*(?:[,.;]"
        rf"|and\b|meant\b|plus\b)))"
    )
)
_ANOTHER = Pattern(r"(?:(?:\s+(?:and|or|to)|,(?:\s+(?:and|or))?)\s+[RN]+)+(?=[\s-])")
"""Two levels before one word for the tariff: 15 percent and 10 percent duties."""
_NO_HEAD = Pattern(
    r"(?<![\w-])(?:of|in|from|to|on|for|and|or|by|that|which|than|is|are|was|were|will|as|a|the|compared|percent"
    r"|after|since|despite|amid|because|while|before|under|over|with|without|against|until|when|if|through|due|thanks)(?![\w-])"
)
_LINK = Pattern(
    r"(?:\b(?:to|at|of|by|from|was|were|is|are|be|been|reach|reached|reaching|reaches|hit|than|as|total"
    r"|totals"
    r"|totaling|totalling|stood|stand|stands|remain|remains|remained|between|and|or|up|down|average"
    r"|averaged|averages"
    r"|high|low|about|around|nearly|almost|roughly|approximately|some|over|above|below|an?|the|additional"
    r"|extra"
    r"|further|another|just|only|now|currently|least|most|more|less|peak|peaked|combined|cumulative|lower"
    r"|higher|exceed|exceeds|exceeded|exceeding|tops?|topped|topping|surpass|surpasses|surpassed"
    r"|remaining|existing|current|basic|original|threatened|initial|reduced|instead|pay|pays|paying|face|faces|facing|either|same|including)|[,:(—–-])\s*$"
)
_LONGEST_LINK = 16
"""How long a word that links is at most, with what stands before it, in characters."""
_METRIC = Pattern(
    r"\b(?:exports?|imports|gdp|shares?|growth|deficit|surplus|prices?|sales|inflation|output|revenues?"
    r"|profits?|jobs"
    r"|employment|shipments|economy|trade(?!\s+(?:expansion|act|agreement|deal|pact|partners?|representative))|market|wages?|costs?|index|stocks?|currency|investment|items"
    r"|lines|goods|tax)\b"
)
_POINTS_OF = Pattern(
    lambda: (
        rf"\s+of\s+(?:(?:the|its|that|their|a)\s+)?(?:R+\s+)?(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}|rate\b)"
    )
)
_POINTS_FROM = Pattern(r"\b(?:of|from|in)\s+(?:that|the|this|those|its|their)")
_ELIDED = Pattern(
    r"(?:,|;|\band\b|,\s+and|\bor\b|\bplus\b|\bwhile)\s*(?:on\s+)?(?:(?:the\s+)?[EA]+(?:['’]s?)?\s+"
    r"(?:(?:at|with|by|to|faces?|gets?|will\s+face|one\s+of)\s+)?)?(?:of\s+)?(?:an?\s+|another\s+)?"
    r"(?:additional\s+|extra\s+|further\s+)?$"
    r"|(?:,|;|\band)\s+(?:and\s+)?(?:on|for)\s+(?:(?!the\b|was\b|were\b|is\b|are\b)[\w’'-]+,?\s+){1,5}?(?:to\s+|at\s+|by\s+)?(?:an?\s+)?$"
)
_AT_THE_RATE = Pattern(
    r"(?:\s+|-)(?:(?:tariff|reciprocal|duty|ad\s+valorem|baseline|lower|higher|new|general|combined|flat|overall|uniform"
    r"|all-in|effective|headline|single|standard|special)\s+)*(?:rates?|ceiling|charge(?!\s+(?:to|against|for)\b))\b"
)
_THE_RATE = Pattern(
    rf"{OWN_RATE}(?:,|\s+of|\s+at|\s+is|\s+was|:)\s+(?:about\s+|just\s+|only\s+)?$", hints=("rate",)
)
_RATE_STANDS = Pattern(
    rf"{OWN_RATE}\s+(?:(?:now|currently|today|at\s+present|already|still|then)\s+)?(?:stands?|stood|remains?|remained|stays?|stayed|runs?)"
    r"\s+(?:(?:now|currently|today|at\s+present|still)\s+)?at\s+(?:(?:about|just|only|around|some)\s+)?(?:R+\s+and\s+)?$"
)
_CEILING = Pattern(
    r"\b(?:ceiling|cap|limit|maximum|floor|minimum|level|rate)\s+(?:of|at)\s+(?:about\s+|up\s+to\s+)?$"
)
_RATE_GOES = Pattern(
    rf"{OWN_RATE}\s+(?:(?:on|for)\s+[^,;.R]{{2,40}}?\s+)?(?:would\s+|will\s+|has\s+|had\s+|was\s+|is\s+to\s+|could\s+)?(?:(?:since|now|then|currently|today|at\s+present|already)\s+)?(?:drop|fall|go|come|ris|rose|fell|went"
    r"|came|jump|climb|increas|decreas|cut|reduc|rais|return|lower|mov|slip|double|triple)\w*\s+(?:down\s+|up\s+|back\s+)?to\s+"
    r"(?:about\s+|just\s+|only\s+)?$"
)
_CHANGED = Pattern(
    lambda: (
        rf"(?:{verbs('cut')}|{verbs('raise')})(?:\s+(?:in\s+half|by\s+(?:an?\s+)?[a-z]+))?,?\s+"
        r"(?:(?:from|by|to)\s+)?(?:R+,?\s+to\s+)?(?:about\s+|just\s+)?$"
    )
)
_CHANGED_TARIFF = Pattern(
    lambda: (
        r"(?:,?\s+to\s+(?:about\s+|just\s+)?R+)?,?\s+(?:the|its|their|all|these|those)\s+"
        rf"(?:[\w-]+\s+){{0,3}}?{words('tariff')}"
    )
)
"""They cut from 15 to 7 percent the duties on cars."""
_SET_AT = Pattern(
    r"\b(?:sets?|put|puts|fix(?:ed|es)?|cap(?:ped|s)?|brings?|brought|takes?|took|taken|left|leaves?|keeps?|kept|cuts?"
    r"|lower(?:ed|s)?|raise[ds]?|holds?|held|push(?:ed|es)?|hike[ds]?)\s+(?:both|them|it|all|these|those)\s+"
    r"(?:back\s+|up\s+|down\s+)?(?:at|to)\s+(?:about\s+|just\s+|only\s+)?$",
    hints=(" both ", " them ", " it ", " all ", " these ", " those "),
)
_IS_ONE = Pattern(
    lambda: (
        rf"\s+(?:is|was|represents?|being)\s+(?:the|an?|part\s+of\s+the)\s+(?:[\w-]+\s+){{0,2}}?(?:{words('tariff')})"
    )
)
"""The remaining 10% is the baseline tariff."""
_GOES_UP = Pattern(
    r"\b(?:increase|rise|hike|jump|reduction|cut),?\s+to\s+(?:about\s+)?$"
    r"|\btotals?\s+(?:(?:on|for)\s+[^,;.R]{3,60}?\s+)?(?:up\s+)?to\s+(?:about\s+)?$"
    r"|\badd(?:s|ed|ing)?\s+(?:another\s+|a\s+further\s+)?$",
    hints=("increase", "rise", "hike", "jump", "reduction", "cut ", "total", "add"),
)
_ADDED = Pattern(r"\b(?:additional|extra|further|added)\s+$")
_HELD = Pattern(
    r"\b(?:existing|current|present|previous|remaining|same|original|extra|additional|new|first|general|threatened)\s+$"
)
_HOLDS = Pattern(
    r"(?:,[^,;.]{3,40},)?\s+(?:stays?|stayed|remains?|remained|continues?|continued|applies|applied|kicks?|kicked|lands?"
    r"|landed|takes?\s+effect|took\s+effect|will\s+(?:stay|remain|continue|apply)|is\s+(?:unchanged|in\s+force))\b"
)
"""The existing 25% stays, where tariffs are spoken of."""
_AMENDED = Pattern(r"\b(?:strik\w+|insert\w*|substitut\w*|replac\w*)\b[^.;]{0,60}[\"“]$")
_FOR_TARIFFS = Pattern(lambda: rf"\s+(?:for|on|in)\s+(?:[\w-]+\s+){{0,3}}?{words('tariff')}")
_ADDING = Pattern(r"\badd(?:s|ed|ing)?\s+(?:an?\s+|another\s+)?(?:extra\s+|additional\s+|further\s+)?$")
_TO_TARIFFS = Pattern(lambda: rf"\s+(?:on)?to\s+(?:[\w’'-]+\s+){{0,4}}?{words('tariff')}")
_ABOUT = Pattern(
    lambda: (
        r"\b(?:support|approval|backing|opposition|odds|chances?|probability|revenues?|demand|exposure|exempt\w*)"
        rf"\s+(?:for|of|from|to)\s+(?:[\w-]+\s+){{0,3}}?{words('tariff')}"
    ),
    hints=("support", "approval", "backing", "opposition", "odds", "chance", "probability", "revenue",
           "demand", "exposure", "exempt"),
)  # fmt: skip
"""What is counted of tariffs besides their level."""
_CHARGED = Pattern(
    r"\b(?:charg(?:e|es|ed|ing)(?:\s+(?:us|them|him|her|you|(?:our|their|its)\s+[a-z]+(?:\s+[a-z]+)?|(?:the\s+)?[EA]+(?:\s+goods)?))?"
    r"|(?:enter(?:s|ed|ing)?|imported\s+into|imported\s+by|admitted\s+(?:in)?to)\s+(?:the\s+)?[EA]+(?:\s+market)?\s+at"
    r"|levy|levying|levies|levied|imposes?|imposed|pay(?:s|ing)?(?:\s+(?:us|them|you))?|paid|fac(?:e|es|ed|ing)"
    r"|hit\s+with|slapped\s+with|saddled\s+with|subject\s+to|liable\s+to|attract(?:s|ed|ing)?|incur(?:s|red|ring)?|(?:taxed|tariffed)\s+at|dutiable\s+at|assessed\s+at)\s+(?:an?\s+)?"
    r"(?:about\s+|extra\s+|additional\s+|further\s+|only\s+|just\s+|up\s+to\s+|flat\s+|uniform\s+"
    r"|combined\s+|total\s+(?:of\s+)?|minimum\s+|new\s+|blanket\s+|average\s+(?:of\s+)?|roughly\s+|around\s+|nearly\s+"
    r"|almost\s+|at\s+least\s+|more\s+than\s+|over\s+|some\s+|as\s+much\s+as\s+|close\s+to\s+)*$",
    hints=("charg", "levy", "levie", "impos", "pay", "paid", "fac", "hit ", "slapped", "saddled", "subject",
           "liable", "attract", "incur", "enter", "import", "admitted", "taxed", "tariffed", "dutiable",
           "assessed"),
)  # fmt: skip
_CHARGED_ON = Pattern(
    r"\s+(?:on|since|to\s+(?:enter|sell|ship|export|get\s+in|bring|reach|send)|when)\b|[.,;]|$|\s+(?:and|while)\b"
)
_CHARGED_IN = Pattern(
    r"\s+(?:at|in|for|from|under|upon|over|because|rather|instead|until|till|through|after|before|as|today|now|by|within)\b(?!\s+(?:losses|interest|taxes|fees|cash|income|wages|dividends))"
)
_THEIRS = Pattern(r"E['’]s?\s+on\b")
"""The tariffs of another, as in `while China's on American goods fall`."""
_CLAUSES = Pattern(r",\s+(?:and|but|while)\s+|;\s+")
_MOVES = Pattern(
    lambda: (
        rf"(?:(?!{words('tariff')}).)*(?:{_METRIC.pattern})[^,]*(?:{verbs('up')}"
        rf"|{verbs('down')})(?!.*{words('tariff')})"
    )
)
_SPEAKS_OF = Pattern(
    lambda: (
        rf"{words('tariff')}|{OWN_RATE}(?=\s+(?:of|on)\s|\s+to\b|\s+(?:was|were|is|are|no)\b|,\s+on\s"
        r"|\s+[a-z]+\s+(?:from|to)\b|\s+from\s+R)|that\s+rate|increases|hikes|\b(?:a|the)\s+(?:rise|hike)(?=\s+to\s)"
    )
)
_SPOKEN = TARIFF.needs | bits_of(("rate", "increases", "hike", "rise "))
_ON_GOODS = Pattern(
    r"\b(?:on|applied\s+to)\s+(?:(?!will\b|would\b|could\b|may\b|might\b|forc|mean[st]?\b|caus|push|made\b|makes?\b|led\b|leads?\b|help)[\w’'.,$-]+\s+){0,20}"
)
_GOODS = Pattern(r"\b(?:goods|imports|products|lists?|tranche|batch)\b")
_OPENING = ("“", '"')
_LEFT = 170
"""How far before an amount the word tariff may stand, in characters."""


def is_tariff(reading: Reading, sentence: Sentence, amount: Amount, before: Amount | None) -> bool:
    """Say whether an amount is the level or change of a tariff.

    Args:
        reading: The text.
        sentence: The sentence.
        amount: The amount.
        before: The rate just before it in the sentence, which it may go on with.
    """
    mask = reading.article.mask
    after = mask[amount.end : min(amount.end + 60, sentence.end)]
    far = 2 * _LEFT if "exceed" in mask[amount.start - 12 : amount.start] else _LEFT
    left = mask[max(sentence.start, amount.start - far) : amount.start]
    if amount.unit == "points" and _POINTS_OF.match(after):
        return True
    if is_share_or_tax(sentence, amount, left, after) or is_condition(sentence, left, after):
        return False
    if is_collected(reading, sentence, left, after):
        return True
    another = _ANOTHER.match(after)
    head = _AFTER.match(after, another.end() if another else 0)
    if head and not _NO_HEAD.search(head["between"]):
        return True
    if before is not None and (
        _goes_on(mask[before.end : amount.start])
        or NEXT_FIRM.fullmatch(reading.article.body, before.end, amount.start)
        or comes_with(sentence, mask[before.end : amount.start], left, after)
        or goes_on_without(mask[before.start : amount.start])
    ):
        return True
    if _by_its_noun(reading, sentence, left, after) or is_charged_by_form(sentence, left, after):
        return True
    return _left_is_tariff(sentence, left, amount, after)


def _goes_on(between: str) -> bool:
    """Say whether the words between two amounts leave out what the first said."""
    return (
        len(between) < 90
        and bool(_ELIDED.search(between))
        and not _METRIC.search(re.split(r"[;,]", between)[-1])
    )


def _by_its_noun(reading: Reading, sentence: Sentence, left: str, after: str) -> bool:
    """Say whether an amount is called a rate, ceiling or addition, where tariffs are spoken of."""
    rated = sentence.bits & _THE_RATE.needs and (
        _THE_RATE.search(left) or _RATE_GOES.search(left) or _RATE_STANDS.search(left)
    )
    noted = is_noted(sentence, left) and not _METRIC.search(left + after)
    called = rated or _AT_THE_RATE.match(after) or (sentence.bits & _SET_AT.needs and _SET_AT.search(left))
    held = (_HOLDS.match(after) and _HELD.search(left)) or (after.startswith(" on ") and _ADDED.search(left))
    rises = sentence.bits & _GOES_UP.needs and _rises(left, after)
    if called or held or rises or noted or (left[-1:] in _OPENING and _AMENDED.search(left)):
        near = reading.article.sentences[max(sentence.number - 3, 0) : sentence.number + 1]
        return any(reading.article.has(TARIFF, one) for one in near)
    if is_deposit(sentence, left):
        return True
    if not sentence.bits & TARIFF.needs:
        return False
    if _IS_ONE.match(after) and _HELD.search(left):
        return True
    if _CHANGED_TARIFF.match(after) and _CHANGED.search(left):
        return True
    if _FOR_TARIFFS.match(after):
        return bool(_CEILING.search(left))
    return bool(_TO_TARIFFS.match(after) and _ADDING.search(left))


def _rises(left: str, after: str) -> bool:
    """Say whether tariffs in all, or what is added to them, come to an amount."""
    said = _GOES_UP.search(left)
    if said is None:
        return False
    on_goods = said.group().startswith("total") and _ON_GOODS.search(said.group() + " ")
    return bool(on_goods) or not _METRIC.search(left + TARIFF.split(after)[0])


def _left_is_tariff(sentence: Sentence, left: str, amount: Amount, after: str) -> bool:
    """Say whether the words before an amount speak of a tariff that the amount is the level or change of."""
    if sentence.bits & _CHARGED.needs and _CHARGED.search(left) and not ON_MONEY.match(after):
        if _CHARGED_ON.match(after):
            return True
        if _CHARGED_IN.match(after) and ("E" in left or "A" in left or _GOODS.search(left)):
            return True
    spoken = [match.end() for match in _SPEAKS_OF.finditer(left)] if sentence.bits & _SPOKEN else []
    if not spoken:
        return False
    clause = _CLAUSES.split(left)[-1]
    if _METRIC.search(clause) and not _SPEAKS_OF.search(clause) and not _THEIRS.search(clause):
        return False
    if sentence.bits & _ABOUT.needs and _ABOUT.search(left):
        return False
    if _MOVES.match(left.rsplit(", ", 1)[-1]):
        return False
    if amount.unit == "points" and _POINTS_FROM.search(after):
        return True
    link = _LINK.search(left, max(len(left.rstrip()) - _LONGEST_LINK, 0))
    return link is not None and not _METRIC.search(_ON_GOODS.sub(" ", left[spoken[-1] :]))
