"""Figures told with what they change or are a part of: a 3 percent drop in exports, 70 percent of imports."""

from __future__ import annotations

from detente.news.grammar.amounts import Amount
from detente.news.kinds.statistic_measures import METRIC, MODIFIERS, Measure, noun_named, object_of
from detente.news.kinds.statistic_values import FALL, RISE
from detente.news.lexicon.metrics import hedges, lessening, measured, metric_named, metrics
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern

_TARIFF = Pattern(lambda: words("tariff"))
_LEVELLED = Pattern(lambda: rf"\s+{MODIFIERS}(?P<noun>{measured('levelled')})(?!\s+(?:target|forecast))")
_CHANGED = Pattern(
    lambda: (
        rf"[-\s]+{MODIFIERS}(?:(?P<fall>{FALL})|{RISE})\s+(?:in|of|for)\s+(?:the\s+|its\s+|their\s+)?{MODIFIERS}"
        rf"(?P<noun>{metrics()})"
    )
)
_OFF = Pattern(lambda: rf"\s+(?:off|from|to)\s+(?:the\s+|its\s+)?{MODIFIERS}(?P<noun>{metrics()})")
_LESS_BY = Pattern(lambda: rf"\b(?P<verb>{lessening()})\s+(?:as\s+much\s+as\s+)?{hedges()}$")
_ADDS = Pattern(lambda: rf"\b(?:add|contribut|inject)(?:e|es|s|ed|ing)?\s+{hedges()}$")
_SHARE_OF = Pattern(
    lambda: (
        r"\s+of\s+(?:(?:the|all|its|their|our|total|these|those|global|world|overall|domestic)\s+)*"
        rf"(?:\([^)]{{1,40}}\)\s+)?(?:[\w’'-]+\s+){{0,4}}?(?P<noun>{measured('shared')}|(?:global|world|world['’]s)\b)"
    )
)
_THESE = Pattern(r"\s+of\s+(?:them|these|those|which)\b")
_OPENS_CLAUSE = Pattern(
    lambda: (
        r"(?:^|[,;:(—–-]\s*|\b(?:that|and|but|as|while|with|where|because|since|for|found|said|shows?|showed)\s+)"
        rf"{hedges()}$"
    )
)
_FINITE = Pattern(
    r"\b(?:is|are|was|were|comes?|came|goes|go|went|has|have|had|say|said|says|plan|expect\w*|reported|depends?|use|uses"
    r"|entered|enters?|moves?|relies|rely|can\s+be|could\s+be|now|face|faced|report|believe|believed|think|saw|see|consider\w*"
    r"|originat\w+|flow|flows|pass\w*)\b"
)
_MUST = Pattern(
    r"\b(?:must|shall|required|requires?|at\s+least|eligible|qualif\w+|exempt|threshold|rule|by\s+weight|pay|pays)\b"
)
_MOVED = Pattern(lambda: rf"{verbs('moved')}\s+(?:by\s+)?{hedges()}$")
_MOVING = Pattern(
    r"(?P<noun>[\w&’'-]+)(?:\s+(?:has|have|had|would|could|will|may|might|also|then|since|\w+ly))*\s+$"
)
_ALONE = Pattern(r"\s*(?:[,.;)]|$)|\s+(?:today|now|in\s+D+|D+)")
_SHARE_BEFORE = Pattern(r"R\s+of\s[^.]*$")
_OF_SHARE = frozenset(
    ("share", "production", "exports", "imports", "sales", "purchases", "revenue", "traffic")
)


def changed(mask: str, amount: Amount, right: int) -> Measure | None:
    """Return what rises or falls, as in a 3 percent drop in exports."""
    found = _CHANGED.match(mask, amount.end, right)
    if found is None:
        return None
    metric = metric_named(found["noun"])
    sign = -1 if found["fall"] else 1
    return Measure(metric.name, amount.start, found.end(), metric.of, metric.level, sign, True)


def taken_off(mask: str, amount: Amount, left: int, right: int) -> Measure | None:
    """Return what a deed takes off or adds to a measure."""
    found = _OFF.match(mask, amount.end, right)
    if found is None:
        return None
    word = mask[amount.end : amount.end + 5].split()[0]
    less, more = _LESS_BY.search(mask, left, amount.start), _ADDS.search(mask, left, amount.start)
    if (less is None or word == "to") and (more is None or word != "to"):
        return None
    return Measure(
        metric_named(found["noun"]).name, amount.start, found.end(), sign=1 if more else -1, count=True
    )


def levelled(mask: str, amount: Amount, left: int, right: int) -> Measure | None:
    """Return what a percent is taken off, or is the level of, as in 2 percent growth."""
    less = taken_off(mask, amount, left, right)
    if less:
        return less
    found = _LEVELLED.match(mask, amount.end, right)
    return Measure(noun_named(found["noun"]), amount.start, found.end(), count=True) if found else None


def share(mask: str, amount: Amount, left: int, right: int) -> Measure | None:
    """Return the share that someone has of something, or that is said of a part of something."""
    found = _SHARE_OF.match(mask, amount.end, right)
    taker = object_of(mask, amount, left, _OF_SHARE)
    if (
        taker
        and taker.name != "share"
        and not (found or _THESE.match(mask, amount.end, right) or _ALONE.match(mask, amount.end, right + 1))
    ):
        taker = None
    whole = mask.startswith(" of", amount.end) or (
        _ALONE.match(mask, amount.end, right + 1)
        and _SHARE_BEFORE.search(mask, max(left - 100, 0), amount.start)
    )
    if taker and whole and not _MUST.search(mask, left, amount.start):
        subject = next(reversed(list(METRIC.finditer(mask, max(left - 40, 0), taker.start))), None)
        if subject and taker.start - subject.end() < 14:
            return Measure(metric_named(subject.group()).name, subject.start(), amount.end, count=True)
        return Measure("share", taker.start, amount.end, count=True)
    if not found and not _THESE.match(mask, amount.end, right):
        return None
    if not _OPENS_CLAUSE.search(mask, left, amount.start) or _MUST.search(mask, left, right):
        return None
    rest = found.end() if found else amount.end
    if not _FINITE.search(mask, rest, min(rest + 70, right + 60)) or _TARIFF.search(mask, amount.end, right):
        return None
    return Measure("share", amount.start, rest, count=True)


def moved(mask: str, amount: Amount, left: int) -> Measure | None:
    """Return what rises or falls by a figure, whatever it is called."""
    if amount.unit == "number":
        return None
    verb = _MOVED.search(mask, left, amount.start)
    if verb is None or _TARIFF.search(mask, left, amount.end + 40):
        return None
    noun = _MOVING.search(mask, left, verb.start())
    return Measure(noun["noun"], noun.start(), verb.start()) if noun else None
