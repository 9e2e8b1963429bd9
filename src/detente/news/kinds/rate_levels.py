"""The tariff rates of a sentence: their amounts, what each comes from, and the words that state it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.rate_amounts import is_denied, percentages, was_before
from detente.news.kinds.rate_free import FREE_NEEDS, free_of_duty
from detente.news.kinds.rate_lists import in_list
from detente.news.kinds.rate_signs import is_tariff
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

_OUT_OF = Pattern(r"Q+\s+of\s+(?:the|its|that|their|a)\s+$", hints=("QQ",))
_FROM_TO = Pattern(
    r"\bfrom\s+(?:an?\s+|the\s+|the\s+current\s+|its\s+current\s+|the\s+previous\s+|around\s+|about\s+)*$"
)
_RANGES = Pattern(
    r"\b(?:rang\w+|runs?|ran|running|stretch\w*|go(?:es)?|var(?:y|ies|ying|ied)|anywhere|anything|spread\w*|spann?\w*)\s+from\s+$"
)
_TO_AFTER = Pattern(
    r"(?:\s+(?:(?:in|on)\s+)?D+)?,?\s+(?:to|up\s+to|down\s+to)\s+(?:an?\s+|as\s+high\s+as\s+|about\s+|just\s+)*$"
)
_CAME_FROM = Pattern(
    r"(?:\s+of\s+(?:its|their|the)\s+(?:[\w-]+\s+)?value|\s+(?:on|to|for)\s+[^,;.DR]{2,60}(?=,\s+(?:up|down)\s))?(?:\s+(?:on|by|in|starting)\s+D+)?,?\s+(?:(?:up|down|lowered|raised|cut|reduced)\s+)?(?:from"
    r"|instead\s+of|rather\s+than|(?<=,\s)(?:against|versus)|compared\s+(?:with|to))\s+"
    r"(?:(?:an?|the|its|current|present|previous|earlier|prevailing|about|around|nearly|almost|roughly|existing|threatened"
    r"|planned|initial|original|proposed|old|(?:level|rate|tariff|duty)\s+of)\s+)*$"
)
_STILL_HELD = Pattern(
    r"\s+(?:(?:tariff|duty|levy|rate)\s+)*in\s+(?:effect|force|place)\b[^,;.R]{0,40}\bsince\b"
)
"""A rate that another comes from, told of as one that holds."""
_NOW_TO = Pattern(
    r"(?:^|,)[^,;R]*\b(?:(?:stands?|stood|is|was|are|were|be|at|to|of)\s+(?:now\s+|only\s+|just\s+|about\s+)*)$"
)
"""From a rate that held to the one that holds now."""
_ENDED_UP = Pattern(
    lambda: (
        rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')})[^;.R]*"
        r"\b(?:ended\s+up|wound\s+up|came\s+out|settled|landed|finished)\s+(?:at|as)\s+(?:only\s+|just\s+)?"
    )
)
"""From a rate that was in the offing to what became of it."""
_AMENDED_TO = Pattern(r"[\"”].{0,160}?\b(?:insert\w*|substitut\w*|with|by)\b[^.;]{0,40}[\"“]")
"""From what an order strikes out of a schedule to what it puts there."""
_OTHER_DEED = Pattern(
    lambda: rf"\s+(?:and|but)\s+(?:also\s+|has\s+|have\s+)?(?:{verbs('promise')}|will\b|would\b)"
)
"""Where a clause goes on to something else that its subject does."""
_TAIL = Pattern(
    r"[^,;:—()\n”“\"]*(?:,\s+(?:(?:and|or)\s+)?(?:the\s+)?E+(?:\s+(?:and|or)\s+(?:the\s+)?E+)?"
    r"(?=\s*(?:[,.;]|$|(?:under|from|in|on|starting|effective)\b)))*"
)
_JOINT = Pattern(r"\s+(?:and|or|to)\b|,")
_JOINED = Pattern(r"[\s,;]*(?:and\s+|or\s+)?")
_AS_WELL = Pattern(
    r"(?:,\s+(?:and\s+|as\s+)?|;\s+(?:and\s+)?|\s+and\s+)(?P<when>since\s+D+,?\s+)?(?P<goods>(?:the\s+)?[a-z][a-z-]+(?:\s+[a-z-]+){0,3}?)\s+"
    r"(?:(?:have|has|do|does|did|are|is|were|was|will|would)\s+(?:as\s+well|too|likewise)|too)\b"
    r"|(?:,\s+(?:and\s+)?|;\s+|\s+and\s+)(?:so|as)\s+(?:have|has|do|does|did|are|is|were|will)\s+(?P<so>[a-z][a-z-]+(?:\s+[a-z-]+){0,2})",
    hints=("well", "too", "likewise", " so ", " as "),
)
"""Other goods pay the rate just told of: and trucks do as well."""
_RATES = bits_of(("RR", "QQ", "charg"))
"""Percentages and points, as a mask has them, and what may stand before one without its sign."""
LEVEL_NEEDS = _RATES | FREE_NEEDS
"""What a sentence has at least one of that states a rate."""
_HIGHEST = 10_000
"""The highest percentage that can be a tariff."""


@cache
def _break(goods: Goods) -> Pattern:
    """Return the pattern for where another clause begins; one more of the goods listed begins none."""
    return Pattern(
        r"(?=[;:—(,\n]|\b[wbat])(?:[;:—(]|,\s+(?:while|but|with|which|(?:(?:just\s+)?(?:an?\s+)?(?:[a-z]+|T+)\s+)?(?:after|before)|then)\b"
        rf"|,\s+and\b(?!\s+(?:[\w-]+\s+)?{goods.words})"
        r"|\b(?:while|but)\s+(?=(?:the\s+)?[EPWB]+)"
        r"|(?<![EA]\s)\band\s+(?=[EPWB]+\s+(?:will|would|has|have|had|is|was|also|\w+ed|cut|put|set)\b)"
        r"|\bthat\s+(?=[EPWB]+)|\n)\s*"
    )


class Level(NamedTuple):
    """A rate in a sentence: its amount, what it comes from, its words, where the next rate begins.

    `among` are all amounts of the sentence that are rates told beside one another.
    """

    amount: Amount
    sentence: Sentence
    previous: float | None
    start: int
    end: int
    until: int
    among: tuple[Amount, ...] = ()


def levels_in(reading: Reading, sentence: Sentence) -> list[Level]:
    """Return the tariff rates that a sentence states."""
    levels = _in_percent(reading, sentence) if sentence.bits & _RATES else []
    return levels + _free(reading, sentence, levels) if sentence.bits & FREE_NEEDS else levels


def _in_percent(reading: Reading, sentence: Sentence) -> list[Level]:
    """Return the tariff rates of a sentence that are told by an amount."""
    amounts = percentages(reading, sentence)
    stated: list[tuple[Amount, float | None, int, int, int]] = []
    origins: list[Amount] = []
    before: Amount | None = None
    previous: float | None = None
    skipped = denied = False
    for number, amount in enumerate(amounts):
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        if skipped:
            skipped = False
            continue
        if not 0 <= amount.value <= _HIGHEST or not (
            is_tariff(reading, sentence, amount, before if stated or previous or denied else None)
            or in_list(reading, sentence, amount)
        ):
            before = None
            continue
        before = amount
        reading.tariff_amounts.add(amount.start)
        denied = is_denied(reading.article.mask, amount)
        if following is not None and (denied or _by_to(reading, amount, following)):
            continue
        if _is_origin(reading, sentence, amount, following):
            previous = amount.value if following is not None else None
            origins.append(amount)
            continue
        if following is not None and _came_from(reading, amount, following):
            previous, skipped, before = following.value, True, following
            reading.tariff_amounts.add(following.start)
        apart = [one for one in amounts if one not in origins] if origins else amounts
        start, end = _words(reading, sentence, amount, apart)
        stated.append((amount, previous, start, end, following.start if following else sentence.end))
        previous = None
    if not stated:
        return []
    stated += _as_well(reading, sentence, stated)
    among = tuple([one[0] for one in stated])
    return [
        Level(amount, sentence, came_from, start, end, until, among)
        for amount, came_from, start, end, until in stated
    ]


def _as_well(
    reading: Reading, sentence: Sentence, stated: Sequence[tuple[Amount, float | None, int, int, int]]
) -> list[tuple[Amount, float | None, int, int, int]]:
    """Return the last rate once more for other goods that bear it as well."""
    if not sentence.bits & _AS_WELL.needs:
        return []
    last, previous, _, _, until = stated[-1]
    match = _AS_WELL.search(reading.article.mask, last.end, until)
    if match is None:
        return []
    group = "goods" if match["goods"] else "so"
    if not reading.lexicon.goods.named.search(reading.article.mask, *match.span(group)):
        return []
    again = last._replace(start=match.end(), end=match.end())
    return [(again, previous, match.start("when" if match["when"] else group), match.end(), until)]


def _by_to(reading: Reading, amount: Amount, following: Amount) -> bool:
    """Say whether an amount is only the change to the next, as in fell 12 points, to 18 percent."""
    return amount.unit == "points" and bool(
        _TO_AFTER.fullmatch(reading.article.mask, amount.end, following.start)
    )


def _came_from(reading: Reading, amount: Amount, following: Amount) -> bool:
    """Say whether a rate comes from the next, as in 15 percent from 25."""
    mask = reading.article.mask
    came = _CAME_FROM.fullmatch(mask, amount.end, following.start)
    return came is not None and not _STILL_HELD.match(mask, following.end)


def _is_origin(reading: Reading, sentence: Sentence, amount: Amount, following: Amount | None) -> bool:
    """Say whether a rate is only what another comes from, as in from 8 to 14 percent."""
    mask = reading.article.mask
    first = max(amount.start - 40, sentence.start)
    points = amount.unit == "percent" and sentence.bits & _OUT_OF.needs
    if points and _OUT_OF.search(mask, first, amount.start):
        return True
    if following is None:
        return False
    if mask[following.start - 1] in '“"' and _AMENDED_TO.fullmatch(mask, amount.end, following.start):
        return True
    if not _TO_AFTER.fullmatch(mask, amount.end, following.start):
        ended = _ENDED_UP.fullmatch(mask, amount.end, following.start)
        return ended is not None or _goes_to(mask, amount, following)
    first = max(amount.start - 30, 0)
    return bool(_FROM_TO.search(mask, first, amount.start)) and not _RANGES.search(mask, first, amount.start)


def _goes_to(mask: str, amount: Amount, following: Amount) -> bool:
    """Say whether a rate that held is told of only as what the next one takes the place of."""
    now = _NOW_TO.search(mask, amount.end, following.start)
    return now is not None and was_before(mask, amount)


def _words(reading: Reading, sentence: Sentence, amount: Amount, amounts: list[Amount]) -> tuple[int, int]:
    """Return the clause that states a rate: from its subject or verb to the goods it is on."""
    mask = reading.article.mask
    first = sentence.start
    for one in amounts:
        if one.end <= amount.start:
            first = one.end
    start = first
    for match in _break(reading.lexicon.goods).finditer(mask, first, amount.start):
        if match.group()[0] != "(" or mask.find(")", match.end(), amount.start) < 0:
            start = match.end()
    if start == first > sentence.start:
        joint = _JOINED.match(mask, first, amount.start)
        start = joint.end() if joint else first
    tail = _TAIL.match(mask, amount.end, sentence.end)
    end = tail.end() if tail else amount.end
    other = _OTHER_DEED.search(mask, amount.end, end)
    end = other.start() if other else end
    following = [one.start for one in amounts if amount.end <= one.start < end] if len(amounts) > 1 else []
    if following:
        cuts = [one.start() for one in _JOINT.finditer(mask, amount.end, following[0])]
        end = cuts[-1] if cuts else following[0]
    text = reading.article.body[start:end]
    return start + len(text) - len(text.lstrip(" ,;:—-")), start + len(text.rstrip(" ,;:—-."))


def _free(reading: Reading, sentence: Sentence, levels: list[Level]) -> list[Level]:
    """Return the freedom from duty that a sentence tells of, apart from its rates."""
    found = []
    for start, end in free_of_duty(reading, sentence):
        if any(level.amount.start < end and start < level.amount.end for level in levels):
            continue
        amount = Amount(start, end, 0.0, "percent")
        first, last = _words(reading, sentence, amount, [*(level.amount for level in levels), amount])
        found.append(Level(amount, sentence, None, first, last, sentence.end))
    return found
