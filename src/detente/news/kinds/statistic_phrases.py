"""Figures told by the noun that follows them or the verb that takes them: 2 million jobs, sold 3,000 cars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from detente.news.kinds.statistic_changes import changed, grown, levelled, share, taken_off
from detente.news.kinds.statistic_measures import MODIFIERS, PLANNED, Figure, Measure, object_of
from detente.news.kinds.statistic_spelt import is_spelt
from detente.news.lexicon.metrics import Metrics
from detente.news.lexicon.wording import TARIFF, hedges
from detente.news.patterns import Pattern

_SUM_IN = Pattern(
    lambda: (
        rf"\s+(?:in|of)\s+(?:the\s+|its\s+|their\s+)?{MODIFIERS}"
        r"(?P<noun>exports?|imports|trade|sales|revenues?|investments?|profits?|losses|output|gdp|savings|spending|reserves)\b"
    )
)
_REVENUE = Pattern(rf"\s+(?:in|of)\s+{MODIFIERS}(?:revenues?|receipts|collections)\b")
_DRAWN = Pattern(r"\b(?:attract|announc|receiv|drew|draw|committed|recorded|already)\w*\s[^,;.]*$")
_TOLL = Pattern(
    r"\b(?:fees?|tolls?|charges?|wages?|tax|taxes|quotas?|fines?|credit|threshold|licen[cs]es?)\b"
)
_COST = Pattern(
    lambda: rf"\bcost(?:s|ing)?\s+(?:(?!(?:of|to|and|or|from|by|is|was)\b)[\w’'-]+\s+){{0,6}}?{hedges()}$"
)
_PRICED = Pattern(r"costing\s+(?:less|under|below|more|over|above|up|no|at)\b")
"""Which goods are meant, told by what they may cost: cars costing less than so much."""
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
_FEW = 100
"""The least number that is a figure without a verb of its own."""


@cache
def _sizes(metrics: Metrics) -> Pattern:
    return Pattern(rf"[-\s]+{MODIFIERS}(?P<noun>{metrics.sized})")


@cache
def _per(metrics: Metrics) -> Pattern:
    return Pattern(rf"\s+(?:an?\s+|per\s+|/)(?P<noun>{metrics.priced})")


@cache
def _counts(metrics: Metrics) -> Pattern:
    return Pattern(rf"\s+(?:of\s+)?{MODIFIERS}(?P<noun>{metrics.counted})")


@cache
def _done_to(metrics: Metrics) -> Pattern:
    """Return the pattern for what is said to have become of what was counted."""
    return Pattern(
        r"(?:\s+(?:that|which|who))?(?:\s+(?:were|was|are|is|have|has|had|been|being))*(?:\s+\w+ly)?\s+"
        rf"(?:(?P<lost>lost\s+their\s+jobs|laid\s+off|made\s+redundant)|(?P<moved>entered|came|arrived|passed|crossed|depend"
        rf"|depends|work|works|worked|rely|disappeared|vanished)\b|(?P<verb>{metrics.taking}))"
    )


@cache
def _that_one_did(metrics: Metrics) -> Pattern:
    return Pattern(
        rf"\s+(?:that\s+|which\s+)?(?:the\s+|its\s+|their\s+)?(?:(?!(?:of|in|on|for|to|a|an|is|was)\b)[\w’'.-]+\s+){{1,3}}?"
        rf"(?:have\s+|has\s+|had\s+)?(?P<verb>(?=\w+(?:ed|ent|ok|ght|ld)\b){metrics.taking})"
    )


def phrased(figure: Figure) -> Measure | None:
    """Return what a figure measures by the noun after it or the verb that it is the object of."""
    unit = figure.amount.unit
    if unit == "percent":
        return changed(figure) or grown(figure) or levelled(figure) or share(figure)
    if unit == "points":
        return taken_off(figure)
    if unit == "number":
        return _number(figure)
    return _sum(figure) if figure.amount.is_money else object_of(figure, _OF_GOODS)


def _number(figure: Figure) -> Measure | None:
    """Return what a bare number counts: jobs, or what was made, sold or shipped."""
    mask, amount = figure.mask, figure.amount
    if is_spelt(mask, amount):
        return object_of(figure, _OF_GOODS)
    found = _counts(figure.metrics).match(mask, amount.end, figure.right)
    if found is None and amount.value >= _FEW and _ALONE.match(mask, amount.end, figure.right + 1):
        return object_of(figure, frozenset(("employing",)))
    if found is None or _ORDINAL.search(mask, figure.left, amount.start):
        return None
    noun, takers = found["noun"], figure.metrics.takers_of(found["noun"])
    verb = object_of(figure, frozenset(takers))
    if verb:
        name = noun if verb.name == "jobs" and noun not in _POSTS else verb.name
        return Measure(name, verb.start, amount.end, sign=verb.sign, counted=True)
    if amount.value < _FEW:
        return None
    if takers == ("employment",):
        aside = (one.search(mask, figure.left, amount.start) for one in (_ON_GOODS, PLANNED))
        return None if any(aside) else Measure(noun, amount.start, found.end(), counted=True)
    return _undergone(figure, found.end(), takers)


def _undergone(figure: Figure, end: int, takers: Sequence[str]) -> Measure | None:
    """Return what a count measures by what is said to have become of what it counts; `end` is of the noun."""
    metrics, start = figure.metrics, figure.amount.start
    done = _done_to(metrics).match(figure.mask, end, min(end + 60, figure.right + 60))
    if done is None:
        return None
    if done["lost"]:
        return Measure("employment", start, done.end(), sign=-1, counted=True)
    if done["moved"]:
        employed = done["moved"].startswith(("work", "depend", "rel"))
        return Measure("employment" if employed else "traffic", start, done.end(), counted=True)
    kinds = [one for one in metrics.taken_by(done["verb"]) if one.kind in takers]
    return Measure(kinds[0].name, start, done.end(), counted=True) if kinds else None


def _sum(figure: Figure) -> Measure | None:
    """Return what a sum of money is: a deficit, a market, sales, a price, a cost."""
    mask, amount, left, right = figure.mask, figure.amount, figure.left, figure.right
    change = changed(figure) or taken_off(figure)
    if change:
        return change
    found = _sizes(figure.metrics).match(mask, amount.end, right)
    if found and not TARIFF.search(found.group()):
        return Measure(figure.metrics.noun(found["noun"]), amount.start, found.end(), counted=True)
    cost = _COST.search(mask, left, amount.start)
    if cost and not _PRICED.match(cost.group()):
        return Measure("cost", cost.start(), amount.end, counted=True)
    taker = object_of(figure, _OF_MONEY)
    if taker and taker.name == "revenue" and not _HOUR.match(mask, amount.end, right):
        return taker
    relative = _relative(figure)
    if relative:
        return relative
    earned = _REVENUE.match(mask, amount.end, right)
    if earned:
        return Measure("revenue", amount.start, earned.end(), counted=True)
    if TARIFF.search(mask, left, right):
        return None
    return _price(figure, taker)


def _relative(figure: Figure) -> Measure | None:
    """Return what a sum measures by the verb of the clause that tells of it: the $3 billion Japan spent."""
    done = _that_one_did(figure.metrics).match(figure.mask, figure.amount.end, figure.right)
    kinds = [one for one in figure.metrics.taken_by(done["verb"]) if one.kind in _OF_MONEY] if done else []
    return Measure(kinds[0].name, figure.amount.start, figure.amount.end, counted=True) if kinds else None


def _price(figure: Figure, taker: Measure | None) -> Measure | None:
    """Return what a sum is by the noun after it, a price or a total; else by its verb."""
    mask, amount, sentence = figure.mask, figure.amount, figure.sentence
    per = _per(figure.metrics).match(mask, amount.end, figure.right)
    if per:
        tolled = _TOLL.search(mask, sentence.start, sentence.end)
        return None if tolled else Measure("price", amount.start, per.end(), level=True, counted=True)
    found = _SUM_IN.match(mask, amount.end, figure.right)
    if (
        found
        and not _ON_GOODS.search(mask, figure.left, amount.start)
        and not TARIFF.search(mask, sentence.start, sentence.end)
    ):
        if found["noun"].startswith("invest") and not _DRAWN.search(mask, figure.left, amount.start):
            return None
        start = taker.start if taker else amount.start
        return Measure(figure.metrics.noun(found["noun"]), start, found.end(), counted=True)
    return taker if taker and taker.name != "revenue" else None
