"""Figures told by the noun that follows them or the verb that takes them: 2 million jobs, sold 3,000 cars."""

from __future__ import annotations

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.kinds.statistic_changes import changed, levelled, share, taken_off
from detente.news.kinds.statistic_measures import MODIFIERS, PLANNED, Measure, noun_named, object_of
from detente.news.lexicon.metrics import counted, hedges, measured, taken_by, takers_of, taking
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_TARIFF = Pattern(lambda: words("tariff"))
_SIZED = Pattern(lambda: rf"[-\s]+{MODIFIERS}(?P<noun>{measured('sized')})")
_SUM_IN = Pattern(
    lambda: (
        rf"\s+(?:in|of)\s+(?:the\s+|its\s+|their\s+)?{MODIFIERS}"
        r"(?P<noun>exports?|imports|trade|sales|revenues?|investments?|profits?|losses|output|gdp|savings|spending|reserves)\b"
    )
)
_REVENUE = Pattern(rf"\s+(?:in|of)\s+{MODIFIERS}(?:revenues?|receipts)\b")
_PER = Pattern(
    r"\s+(?:an?\s+|per\s+|/)(?P<noun>barrel|bushel|ounce|pound|ton|tonne|metric\s+ton|kilogram|kg|gallon|container|unit|box"
    r"|feu|teu|megawatt|mwh|mmbtu|litre|liter|share|head|dollar|euro|40-foot|forty-foot)\b"
)
_DRAWN = Pattern(r"\b(?:attract|announc|receiv|drew|draw|committed|recorded|already)\w*\s[^,;.]*$")
_TOLL = Pattern(
    r"\b(?:fees?|tolls?|charges?|wages?|tax|taxes|quotas?|fines?|credit|threshold|licen[cs]es?)\b"
)
_COUNTED = Pattern(lambda: rf"\s+(?:of\s+)?{MODIFIERS}(?P<noun>{counted()})")
_DONE_TO = Pattern(
    lambda: (
        r"(?:\s+(?:that|which|who))?(?:\s+(?:were|was|are|is|have|has|had|been|being))*(?:\s+\w+ly)?\s+"
        rf"(?:(?P<lost>lost\s+their\s+jobs|laid\s+off|made\s+redundant)|(?P<moved>entered|came|arrived|passed|crossed|depend"
        rf"|depends|work|works|worked|rely|disappeared|vanished)\b|(?P<verb>{taking()}))"
    )
)
_COST = Pattern(
    lambda: rf"\bcost(?:s|ing)?\s+(?:(?!(?:of|to|and|or|from|by|is|was)\b)[\w’'-]+\s+){{0,6}}?{hedges()}$"
)
_ON_GOODS = Pattern(
    r"\b(?:on|affect\w*|against|cover\w*|target\w*|hit\w*|worth|every|each|impact\w*|appl\w+\s+to|list\s+of|purchas\w*|buy\w*|commit\w*"
    r"|pledg\w*|agree\w*|promis\w*|sanction\w*|quota\w*)\s+(?:[\w’'-]+\s+){0,5}?$"
)
_ALONE = Pattern(r"\s*(?:[,.;)]|$)|\s+(?:in|at|across|worldwide|there)\b")
_ORDINAL = Pattern(r"\b(?:first|next|last|of\s+the(?:\s+other|\s+remaining)?)\s+$")
_HOUR = Pattern(r"\s+(?:an|per)\s+hour\b")
_POSTS = frozenset(("jobs", "posts", "positions", "workers", "people", "employees", "staff"))
_OF_MONEY = frozenset(
    ("exports", "imports", "sales", "purchases", "investment", "revenue", "spending", "production")
)
_OF_GOODS = frozenset(("production", "exports", "imports", "sales", "purchases", "traffic"))
_REACH = 64
"""How far from its figure a verb or noun may stand, in characters."""


def phrased(reading: Reading, sentence: Sentence, amount: Amount) -> Measure | None:
    """Return what a figure measures by the noun after it or the verb that it is the object of."""
    mask = reading.article.mask
    left, right = max(sentence.start, amount.start - _REACH), min(amount.end + 90, sentence.end)
    if amount.unit == "percent":
        return (
            changed(mask, amount, right)
            or levelled(mask, amount, left, right)
            or share(mask, amount, left, right)
        )
    if amount.unit == "points":
        return taken_off(mask, amount, left, right)
    if amount.unit == "number":
        return _number(mask, amount, left, right)
    if amount.unit in ("tons", "barrels", "kg"):
        return object_of(mask, amount, left, _OF_GOODS)
    return _sum(mask, amount, sentence, left, right)


def _number(mask: str, amount: Amount, left: int, right: int) -> Measure | None:
    """Return what a bare number counts: jobs, or what was made, sold or shipped."""
    found = _COUNTED.match(mask, amount.end, right)
    if found is None and amount.value >= 100 and _ALONE.match(mask, amount.end, right + 1):
        return object_of(mask, amount, left, frozenset(("employing",)))
    if found is None or _ORDINAL.search(mask, left, amount.start):
        return None
    takers = takers_of(found["noun"])
    verb = object_of(mask, amount, left, frozenset(takers))
    if verb:
        name = found["noun"] if verb.name == "jobs" and found["noun"] not in _POSTS else verb.name
        return Measure(name, verb.start, amount.end, sign=verb.sign, count=True)
    if takers == ("employment",):
        if _ON_GOODS.search(mask, left, amount.start) or PLANNED.search(mask, left, amount.start):
            return None
        return Measure(found["noun"], amount.start, found.end(), count=True) if amount.value >= 100 else None
    done = _DONE_TO.match(mask, found.end(), min(found.end() + 60, right + 60))
    if done is None or amount.value < 100:
        return None
    if done["lost"]:
        return Measure("employment", amount.start, done.end(), sign=-1, count=True)
    if done["moved"]:
        employed = done["moved"].startswith(("work", "depend", "rel"))
        return Measure("employment" if employed else "traffic", amount.start, done.end(), count=True)
    kinds = [one for one in taken_by(done["verb"]) if one.kind in takers]
    return Measure(kinds[0].name, amount.start, done.end(), count=True) if kinds else None


def _sum(mask: str, amount: Amount, sentence: Sentence, left: int, right: int) -> Measure | None:
    """Return what a sum of money is: a deficit, a market, sales, a price, a cost."""
    change = changed(mask, amount, right) or taken_off(mask, amount, left, right)
    if change:
        return change
    found = _SIZED.match(mask, amount.end, right)
    if found and not _TARIFF.search(found.group()):
        return Measure(noun_named(found["noun"]), amount.start, found.end(), count=True)
    cost = _COST.search(mask, left, amount.start)
    if cost:
        return Measure("cost", cost.start(), amount.end, count=True)
    taker = object_of(mask, amount, left, _OF_MONEY)
    if taker and taker.name == "revenue" and not _HOUR.match(mask, amount.end, right):
        return taker
    earned = _REVENUE.match(mask, amount.end, right)
    if earned:
        return Measure("revenue", amount.start, earned.end(), count=True)
    if _TARIFF.search(mask, left, right):
        return None
    per = _PER.match(mask, amount.end, right)
    if per:
        tolled = _TOLL.search(mask, sentence.start, sentence.end)
        return None if tolled else Measure("price", amount.start, per.end(), level=True, count=True)
    found = _SUM_IN.match(mask, amount.end, right)
    if (
        found
        and not _ON_GOODS.search(mask, left, amount.start)
        and not _TARIFF.search(mask, sentence.start, sentence.end)
    ):
        if found["noun"].startswith("invest") and not _DRAWN.search(mask, left, amount.start):
            return None
        start = taker.start if taker else amount.start
        return Measure(noun_named(found["noun"]), start, found.end(), count=True)
    return taker if taker and taker.name != "revenue" else None
