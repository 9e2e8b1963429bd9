"""Which percentages of a sentence are tariff rates, and the words that state each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_TARIFF = Pattern(partial(words, "tariff"))
_AFTER = Pattern(
    lambda: (
        rf"(?:\s+|-)(?P<between>(?:[\w’'.-]+\s+){{0,4}}?)(?:{words('tariff')}|baseline(?=\s*(?:[,.;]"
        rf"|and\b|meant\b|plus\b)))"
    )
)
_NO_HEAD = Pattern(
    r"\b(?:of|in|from|to|on|for|and|or|by|that|which|than|is|are|was|were|will|as|a|the|compared|percent"
    r"|after|since)\b"
)
_LINK = Pattern(
    r"(?:\b(?:to|at|of|by|from|was|were|is|are|be|been|reach|reached|reaching|reaches|hit|than|as|total"
    r"|totals"
    r"|totaling|totalling|stood|stand|stands|remain|remains|remained|between|and|or|up|down|average"
    r"|averaged|averages"
    r"|high|low|about|around|nearly|almost|roughly|approximately|some|over|above|below|an?|the|additional"
    r"|extra"
    r"|further|another|just|only|now|currently|least|most|more|less|peak|peaked|combined|cumulative|lower"
    r"|higher"
    r"|instead|pay|pays|paying|face|faces|facing|either|same|including)|[,:(—–-])\s*$"
)
_METRIC = Pattern(
    r"\b(?:exports?|imports|gdp|shares?|growth|deficit|surplus|prices?|sales|inflation|output|revenues?"
    r"|profits?|jobs"
    r"|employment|shipments|economy|trade|market|wages?|costs?|index|stocks?|currency|investment|items"
    r"|lines|goods|tax)\b"
)
_OTHER_TAX = Pattern(
    r"(?:\s+|-)(?:[\w’'-]+\s+){0,3}?(?:digital|services|sales|income|corporate|value|wealth|carbon|capital)"
    r"[\w\s-]{0,20}?\btax(?:es)?\b"
)
_SHARE_OF = Pattern(
    r"\s+of\s+(?:all\s+|the\s+|its\s+|their\s+|total\s+|global\s+|world\s+|overall\s+|domestic\s+|u\.s\.\s+)*"
    r"(?:[\w’'-]+\s+){0,3}?(?:gdp|exports|imports|trade|tariff\s+lines|lines|items|goods|products|value"
    r"|total|market|sales"
    r"|output|production|supply|demand|revenue|population|companies|firms|consumption|e+)\b",
    re.IGNORECASE,
)
_ITS_VALUE = Pattern(r"\s+of\s+(?:its|their|the)\s+(?:\w+\s+)?value")
_POINTS_OF = Pattern(
    lambda: (
        rf"\s+of\s+(?:the|its|that|their"
        rf"|a)\s+(?:R+\s+)?(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}|rate\b)"
    )
)
_POINTS_FROM = Pattern(r"\b(?:of|from|in)\s+(?:that|the|this|those|its|their)")
_OUT_OF = Pattern(r"Q+\s+of\s+(?:the|its|that|their|a)\s+$")
_FROM_TO = Pattern(r"\bfrom\s+(?:an?\s+|the\s+|the\s+current\s+|its\s+current\s+|around\s+|about\s+)*$")
_TO_AFTER = Pattern(r",?\s+(?:to|up\s+to|down\s+to)\s+(?:an?\s+|as\s+high\s+as\s+|about\s+)*$")
_CAME_FROM = Pattern(
    r"(?:\s+(?:on|by|in|starting)\s+D+)?,?\s+(?:(?:up|down|lowered|raised|cut|reduced)\s+)?(?:from"
    r"|instead\s+of)\s+"
    r"(?:(?:an?|the|its|current|previous|earlier|about|around)\s+)*$"
)
_ELIDED = Pattern(
    r"(?:,|;|\band\b|,\s+and|\bor\b|\bplus\b)\s*(?:an?\s+|another\s+)?(?:additional\s+|extra\s+|further\s+)?$"
)
_ZERO = Pattern(
    lambda: (
        rf"\b(?:no|zero)\s+(?:[\w’'-]+\s+){{0,2}}?{words('tariff')}"
        r"|\b(?:duty|tariff)[-\s]free\b(?!\s+(?:de\s+minimis|treatment|access|quota|exemption))"
    ),
    hints=("no ", "zero", "free"),
)
_RATE = (
    "".join(
        rf"(?<!{word}\s)"
        for word in (
            "annual",
            "annualized",
            "growth",
            "interest",
            "inflation",
            "unemployment",
            "exchange",
            "utilization",
            "tax",
            "birth",
        )
    )
    + r"\brates?\b"
)
_CHARGED = Pattern(
    r"\b(?:charg(?:e|es|ed|ing)|levies|levied|imposes?|imposed|pays?|paid|fac(?:e|es|ed|ing))\s+(?:an?\s+)?"
    r"(?:about\s+|extra\s+|additional\s+|further\s+|only\s+|just\s+|up\s+to\s+)*$"
)
_CHARGED_ON = Pattern(r"\s+(?:on|since|to\s+enter|when)\b|[.,;]|$|\s+(?:and|while)\b")
_THEIRS = Pattern(r"E['’]s?\s+on\b")
"""The tariffs of another, as in `while China's on American goods fall`."""
_CLAUSES = Pattern(r",\s+(?:and|but|while)\s+|;\s+")
_MOVES = Pattern(
    lambda: (
        rf"^(?:(?!{words('tariff')}).)*(?:{_METRIC.pattern})[^,]*(?:{verbs('up')}"
        rf"|{verbs('down')})(?!.*{words('tariff')})"
    )
)
_SPEAKS_OF = Pattern(
    lambda: (
        rf"{words('tariff')}|{_RATE}(?=\s+of\s|\s+to\b|\s+(?:was|were|is|are|no)\b|,?\s+on\s|\s+on\s"
        rf"|\s+no\b)|that\s+rate|increases|hikes"
        rf"|\b(?:a|the)\s+(?:rise|hike)(?=\s+to\s)|{_RATE}(?=\s+[a-z]+s?\s+(?:from|to)\b)"
    )
)
_ON_GOODS = Pattern(r"\bon\s+(?:[\w’'.,$-]+\s+){0,14}")
_LINE = Pattern(r"(?:the\s+)?E+\s*[(:–—-]\s*")
_BREAK = Pattern(
    r"(?:[;:—(]|,\s+(?:while|and|but|with|which|after|before|then)\b|\b(?:while|but)\s+(?=[EPWB]+)"
    r"|(?<![EA]\s)\band\s+(?=[EPWB]+\s+(?:will|would|has|have|had|is|was|also|\w+ed|cut|put|set)\b)"
    r"|\bthat\s+(?=[EPWB]+)|\n)\s*"
)
_OTHER_DEED = Pattern(
    lambda: rf"\s+(?:and|but)\s+(?:also\s+|has\s+|have\s+)?(?:{verbs('promise')}|will\b|would\b)"
)
"""Where a clause goes on to something else that its subject does."""
_TAIL = Pattern(r"(?:[^.,;:—()\n”“\"]|\.(?=\w))*")
_JOINT = Pattern(r"\s+(?:and|or|to)\b|,")
_LEFT = 170
"""How far before an amount the word tariff may stand, in characters."""


@dataclass(frozen=True, slots=True)
class Level:
    """A rate in a sentence: its amount, what it comes from, its words, where the next rate begins."""

    amount: Amount
    sentence: Sentence
    previous: float | None
    start: int
    end: int
    until: int


def levels_in(reading: Reading, sentence: Sentence) -> list[Level]:
    """Return the tariff rates that a sentence states."""
    every = reading.article.amounts_in(sentence.start, sentence.end)
    amounts = [one for one in every if one.unit in ("percent", "points")]
    if not amounts:
        return _free_of_duty(reading, sentence)
    levels: list[Level] = []
    before: Amount | None = None
    previous: float | None = None
    skipped = False
    for number, amount in enumerate(amounts):
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        if skipped:
            skipped = False
            continue
        if not _is_tariff(reading, sentence, amount, before if levels else None):
            before = None
            continue
        before = amount
        reading.tariff_amounts.add(amount.start)
        if following is not None and _by_to(reading, amount, following):
            continue
        if _is_origin(reading, amount, following):
            previous = amount.value if following is not None else None
            continue
        if following is not None and _CAME_FROM.fullmatch(reading.article.mask, amount.end, following.start):
            previous, skipped, before = following.value, True, following
            reading.tariff_amounts.add(following.start)
        start, end = _words(reading, sentence, amount, amounts)
        levels.append(
            Level(amount, sentence, previous, start, end, following.start if following else sentence.end)
        )
        previous = None
    return levels


def _by_to(reading: Reading, amount: Amount, following: Amount) -> bool:
    """Say whether an amount is only the change to the next, as in fell 12 points, to 18 percent."""
    return amount.unit == "points" and bool(
        _TO_AFTER.fullmatch(reading.article.mask, amount.end, following.start)
    )


def _is_origin(reading: Reading, amount: Amount, following: Amount | None) -> bool:
    """Say whether a rate is only what another comes from, as in from 8 to 14 percent."""
    mask = reading.article.mask
    if amount.unit == "percent" and _OUT_OF.search(mask, max(amount.start - 40, 0), amount.start):
        return True
    if following is None or not _TO_AFTER.fullmatch(mask, amount.end, following.start):
        return False
    return bool(_FROM_TO.search(mask, max(amount.start - 30, 0), amount.start))


def _is_tariff(reading: Reading, sentence: Sentence, amount: Amount, before: Amount | None) -> bool:
    mask = reading.article.mask
    after = mask[amount.end : min(amount.end + 60, sentence.end)]
    if amount.unit == "points" and _POINTS_OF.match(after):
        return True
    if _SHARE_OF.match(after) and amount.unit == "percent" and not _ITS_VALUE.match(after):
        return False
    head = _AFTER.match(after)
    if _OTHER_TAX.match(after):
        return False
    if head and not _NO_HEAD.search(head["between"]):
        return True
    if before is not None:
        between = mask[before.end : amount.start]
        if (
            len(between) < 90
            and _ELIDED.search(between)
            and not _METRIC.search(re.split(r"[;,]", between)[-1])
        ):
            return True
    left = mask[max(sentence.start, amount.start - _LEFT) : amount.start]
    if _LINE.fullmatch(left) and _in_list(reading, sentence):
        return True
    return _left_is_tariff(left, amount, after)


def _in_list(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a line belongs to a list of rates that a sentence about tariffs opens."""
    for one in reversed(reading.article.sentences[max(sentence.number - 60, 0) : sentence.number]):
        if one.mask.rstrip().endswith(":"):
            around = reading.article.sentences[max(one.number - 4, 0) : one.number + 1]
            return any(_TARIFF.search(near.mask) for near in around)
        if not _LINE.match(one.mask):
            return False
    return False


def _left_is_tariff(left: str, amount: Amount, after: str) -> bool:
    """Say whether the words before an amount speak of a tariff that the amount is the level or change of."""
    if _CHARGED.search(left) and _CHARGED_ON.match(after):
        return True
    clause = _CLAUSES.split(left)[-1]
    if _METRIC.search(clause) and not _SPEAKS_OF.search(clause) and not _THEIRS.search(clause):
        return False
    if _MOVES.search(left.rsplit(", ", 1)[-1]):
        return False
    spoken = [match.end() for match in _SPEAKS_OF.finditer(left)]
    if not spoken:
        return False
    if amount.unit == "points" and _POINTS_FROM.search(after):
        return True
    return bool(_LINK.search(left)) and not _METRIC.search(_ON_GOODS.sub(" ", left[spoken[-1] :]))


def _words(reading: Reading, sentence: Sentence, amount: Amount, amounts: list[Amount]) -> tuple[int, int]:
    """Return the clause that states a rate: from its subject or verb to the goods it is on."""
    mask = reading.article.mask
    bounds = [one.end for one in amounts if one.end <= amount.start]
    first = bounds[-1] if bounds else sentence.start
    breaks = [match.end() for match in _BREAK.finditer(mask, first, amount.start)]
    start = breaks[-1] if breaks else first
    if bounds and start == first:
        joint = re.compile(r"[\s,;]*(?:and\s+|or\s+)?").match(mask, first, amount.start)
        start = joint.end() if joint else first
    tail = _TAIL.match(mask, amount.end, sentence.end)
    end = tail.end() if tail else amount.end
    other = _OTHER_DEED.search(mask, amount.end, end)
    end = other.start() if other else end
    nearest = [one.start for one in amounts if one.start >= amount.end]
    if nearest and end > nearest[0]:
        cuts = [one.start() for one in _JOINT.finditer(mask, amount.end, nearest[0])]
        end = cuts[-1] if cuts else nearest[0]
    text = reading.article.body[start:end]
    return start + len(text) - len(text.lstrip(" ,;:—-")), start + len(text.rstrip(" ,;:—-."))


def _free_of_duty(reading: Reading, sentence: Sentence) -> list[Level]:
    found = []
    for match in reading.article.searched(_ZERO, sentence):
        amount = Amount(match.start(), match.end(), 0.0, "percent")
        start, end = _words(reading, sentence, amount, [amount])
        found.append(Level(amount, sentence, None, start, end, sentence.end))
    return found
