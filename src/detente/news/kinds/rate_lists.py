"""Economies listed with their rates: Japan (24%), Norway at 15%, 10% for Britain; and `respectively`."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import TARIFF, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_MARKER = r"(?:[-–—•*·]\s*|\(?N+[.)]\s*)?"
_LINE = Pattern(rf"{_MARKER}(?:the\s+)?E+(?:\s*[(:|–—-]\s*|\s+)(?:at\s+)?")
_TOLD_LINE = Pattern(r"[-–—•*·]\s*(?:the\s+)?(?P<who>E+)\b[^:.;]{0,60}:\s*")
"""A point of a list that tells of an economy before it gives its rate."""
_LISTED_LINE = Pattern(rf"{_MARKER}(?:the\s+)?E+\s*(?:$|[(:|–—\s-])")
_OPENS = Pattern(r":\s*$|\b(?:following|below|as\s+follows)\b|^\s*(?:country|countries|economy|partner)\b")
_IN_LINE = Pattern(
    r"(?P<who>[EA]++(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?[EA]++)*)"
    r"(?:\s*[(:|–—-]\s*|,?\s+(?:at|with|by|faces?|gets?|will\s+face)\s+(?:an?\s+|one\s+of\s+)?|\s+(?:one\s+of\s+)?)$"
)
_MARKED = Pattern(r"[(:|–—]|-\s*$")
_BRACKETED = Pattern(r"E++\s*\(R+")
_WITH_ONE = Pattern(
    r"(?P<who>E++),\s+(?:at|with|facing|on)\s+(?:an?\s+[\w\s-]{2,30}?\s+of\s+|one\s+of\s+|an?\s+)?$"
)
_FOR_FIRST = Pattern(
    r"(?:^|[;:]\s+|,\s+(?:and\s+|while\s+|but\s+))(?:for|as\s+for|in\s+the\s+case\s+of|on)\s+(?:the\s+)?(?:(?:goods|imports|products)\s+from\s+(?:the\s+)?)?"
    r"(?P<who>E+(?:(?:,\s+(?:and\s+)?|\s+(?:and|or)\s+)(?:the\s+)?E+)*),\s+(?!like\b|unlike\b|which\b|who\b)[^,;.R]{0,70}$"
)
"""Whose rate it is, named before the clause: for Norway, the rate came out at so much."""
_WITH_ITS = Pattern(r"\b(?:with|at|on)\s+(?:its|an?)\s+(?:[a-z-]+\s+)?$")
_THEN_WHO = Pattern(r",\s+(?:the\s+)?(?P<who>E+)")
"""With its 19 percent, Pakistan got the lowest tariff."""
_GROWS = Pattern(r"\b(?:gr[eo]w|growth|econom|inflation|unemploy|exports|share|deficit)")
_FOR = Pattern(
    r"(?:\s+(?:[\w-]+\s+){0,3}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?))?"
    r"\s+(?:for|to|against|on|upon)\s+(?:(?:all|most|the|goods|imports|products|from|of)\s+)*"
    r"(?P<who>[EA]+(?:(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:the\s+)?[EA]+)*)"
)
_GIVEN = Pattern(
    r"(?P<who>[EP]+)(?:,\s+[^,;.]{3,40},)?\s+(?:(?:has|had|have|was|were|is|will|would|only|just|also|then|later|eventually)\s+)*"
    r"(?:be\s+)?(?:got|gets?|given|handed|dealt|assigned|accepts?|accepted|swallowed|settled\s+for|settles\s+for|ended\s+up\s+with"
    r"|ends\s+up\s+with|secured|negotiated|landed|drew|faces?|managed|left\s+with|stuck\s+with|came\s+away\s+with)\s+"
    r"(?:an?\s+|only\s+|just\s+|about\s+|a\s+mere\s+)*$",
    hints=(
        "got", "get", "given", "handed", "dealt", "assigned", "accept", "swallowed", "settle", "end",
        "secured", "negotiated", "landed", "drew", "face", "managed", "left", "stuck", "came",
    ),
)  # fmt: skip
"""A rate that somebody got or was given, where tariffs are spoken of."""
_ONLY_THERE = Pattern(r"\b(?:to|into|in|by|with|across)\s+(?:the\s+)?$")
"""Before who is told of only as a place."""
_GIVEN_ENDS = Pattern(
    r"\s*(?:[.,;:)]|$)|\s+(?:and|but|while|for|on|after|because|when|as|apparently|under|instead|from)\b"
)
_RESPECTIVELY = "respectively"
_CHARGERS_BEFORE = Pattern(
    r"\b(?:tariffs|duties|levies|rates|surcharges)\s+(?:imposed\s+|set\s+|charged\s+)?(?:of|by)\s+(?:the\s+)?$"
)
_CHARGERS_AFTER = Pattern(
    lambda: (
        r"(?:['’]s?)?\s+(?:(?:also|both|each|then|later|will|would|shall|have|had|has|agreed|are|to|now|on\s+D+)\s+)*"
        rf"(?!fac|bear|carr|stand|stood)(?:{verbs('cut')}|{verbs('raise')}|{verbs('impose')}|{verbs('suspend')}|{verbs('keep')}|{verbs('propose')}"
        rf"|{words('tariff')})"
    )
)
_NAMES = Pattern(r"[EA]+(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?[EA]+)+")
_BULLETS = "-–—•*·"
_MANY = 5
"""After how many rates a text is about tariffs, so that what is given to a country is one."""
_HOW_MANY = 60
"""How many lines a list has at most."""


def _given_who(reading: Reading, sentence: Sentence, amount: Amount) -> tuple[str, ...]:
    """Return who got a rate, as in Norway was given 15%, where tariffs are spoken of."""
    if not sentence.bits & _GIVEN.needs:
        return ()
    mask, first = reading.article.mask, max(sentence.start, amount.start - 120)
    if not _GIVEN_ENDS.match(mask, amount.end, min(amount.end + 14, sentence.end)):
        return ()
    match = _GIVEN.search(mask, first, amount.start)
    if match is None:
        return ()
    if _ONLY_THERE.search(mask, first, match.start()):
        return ()
    near = reading.article.sentences[max(sentence.number - 3, 0) : sentence.number + 1]
    spoken = len(reading.tariff_amounts) >= _MANY or any(reading.article.has(TARIFF, one) for one in near)
    return reading.codes_in(*match.span("who")) if spoken else ()


def in_list(reading: Reading, sentence: Sentence, amount: Amount) -> bool:
    """Say whether an amount stands in a list of economies and rates of tariffs, or is given to one."""
    mask = reading.article.mask
    if _given_who(reading, sentence, amount):
        return True
    left = mask[sentence.start : amount.start]
    if _stands_at(reading, sentence, amount, left):
        return True
    if left.endswith("(") and len(_bracketed(sentence)) > 1:
        near = reading.article.sentences[max(sentence.number - 2, 0) : sentence.number + 1]
        return any(reading.article.has(TARIFF, one) for one in near)
    if not _LINE.fullmatch(left) and not _TOLD_LINE.fullmatch(left):
        return False
    if left[0] in _BULLETS and _GIVEN_ENDS.match(mask, amount.end, sentence.end):
        first = reading.article.sentences[max(sentence.number - 4, 0)].start
        rates = reading.article.amounts_in(first, sentence.start)
        if any(one.start in reading.tariff_amounts for one in rates) or TARIFF.search(
            mask, first, sentence.start
        ):
            return True
    ends = mask[amount.end : sentence.end].strip(" ).,;*|")
    return not ends and _opened(reading, sentence)


def _stands_at(reading: Reading, sentence: Sentence, amount: Amount, left: str) -> bool:
    """Say whether a rate is told beside its economy, as in Syria, at 41 percent, tops the list of tariffs."""
    mask = reading.article.mask
    beside = mask.startswith(",", amount.end) and (
        _WITH_ONE.search(left) or (_WITH_ITS.search(left) and _THEN_WHO.match(mask, amount.end))
    )
    return bool(beside) and reading.article.has(TARIFF, sentence) and not _GROWS.search(sentence.mask)


def _bracketed(sentence: Sentence) -> list[str]:
    return [match.group() for match in _BRACKETED.finditer(sentence.mask)]


def _opened(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the lines before one go back to a sentence that opens a list of tariffs."""
    for one in reversed(reading.article.sentences[max(sentence.number - _HOW_MANY, 0) : sentence.number]):
        if _LISTED_LINE.match(one.mask) and not _OPENS.search(one.mask):
            continue
        around = reading.article.sentences[max(one.number - 4, 0) : one.number + 1]
        return bool(_OPENS.search(one.mask)) and any(reading.article.has(TARIFF, near) for near in around)
    return False


def is_line(reading: Reading, sentence: Sentence, amount: Amount) -> bool:
    """Say whether an amount stands in a line of a list, beside its economy."""
    return _LINE.fullmatch(reading.article.mask, sentence.start, amount.start) is not None


def listed_economy(reading: Reading, sentence: Sentence, amount: Amount) -> tuple[str, ...]:
    """Return the economy that a list gives a rate to, as in Japan (25%) or 10% for Britain."""
    mask, first = reading.article.mask, max(sentence.start, amount.start - 90)
    before = mask[first : amount.start]
    for pattern in (_WITH_ONE, _IN_LINE) if "E" in before or "A" in before else ():
        match = pattern.search(mask, first, amount.start)
        if match and (
            pattern is _WITH_ONE
            or _MARKED.search(match.group())
            or (mask[amount.start].isupper() and _is_elided(mask, sentence, match.start()))
        ):
            return reading.codes_in(*match.span("who"))
    then = _THEN_WHO.match(mask, amount.end) if _WITH_ITS.search(before) else None
    if then:
        return reading.codes_in(*then.span("who"))
    fronted = _FOR_FIRST.search(sentence.mask[: amount.start - sentence.start])
    if fronted:
        start = sentence.start + fronted.start("who")
        return reading.codes_in(start, start + len(fronted["who"]))
    told = _TOLD_LINE.fullmatch(mask, sentence.start, amount.start)
    return reading.codes_in(*told.span("who")) if told else _given_who(reading, sentence, amount)


def _is_elided(mask: str, sentence: Sentence, place: int) -> bool:
    """Say whether a name goes on with a list of rates, as in Norway 15%."""
    return "R" in mask[sentence.start : place]


def given_to(reading: Reading, sentence: Sentence, amount: Amount) -> tuple[str, ...]:
    """Return the economy that follows a rate by a preposition, as in 26% on India and 36% for Thailand."""
    match = _FOR.match(reading.article.mask, amount.end, min(amount.end + 110, sentence.end))
    return reading.codes_in(*match.span("who")) if match else ()


def respective_economy(
    reading: Reading, sentence: Sentence, rates: Sequence[Amount], amount: Amount
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the economies that `respectively` gives a rate to: who charges it, and whose goods bear it."""
    if _RESPECTIVELY not in sentence.mask or amount not in rates:
        return (), ()
    mask = reading.article.mask
    for match in _NAMES.finditer(mask, sentence.start, sentence.end):
        names = [name for name in reading.article.names.between(*match.span()) if name.codes]
        if len(names) != len(rates):
            continue
        one = names[rates.index(amount)].codes
        before = _CHARGERS_BEFORE.search(mask, max(match.start() - 30, sentence.start), match.start())
        if before or _CHARGERS_AFTER.match(mask, match.end(), sentence.end):
            others = [code for name in names for code in name.codes if code not in one]
            return one, tuple(dict.fromkeys(others))
        return (), one
    return (), ()


def respective_goods(reading: Reading, sentence: Sentence, rates: Sequence[Amount], amount: Amount) -> str:
    """Return the goods that `respectively` gives a rate to."""
    if _RESPECTIVELY not in sentence.mask or amount not in rates:
        return ""
    goods = reading.lexicon.goods
    named = [match.group() for match in goods.named.finditer(sentence.mask)]
    return goods.called(named[rates.index(amount)]) if len(named) == len(rates) else ""
