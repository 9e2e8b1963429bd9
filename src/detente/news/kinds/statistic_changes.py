"""Figures told with what they change or are a part of: a 3 percent drop in exports, 70 percent of imports."""

from __future__ import annotations

from functools import cache

from detente.news.kinds.statistic_measures import MODIFIERS, Figure, Measure, object_of
from detente.news.kinds.statistic_values import FALL, RISE
from detente.news.lexicon.entries import Lexicon
from detente.news.lexicon.metrics import Metrics
from detente.news.lexicon.wording import TARIFF, hedges, verbs
from detente.news.patterns import Pattern

_LESS_BY = Pattern(lambda: rf"\b(?P<verb>{verbs('lessen')})\s+(?:as\s+much\s+as\s+)?{hedges()}$")
_ADDS = Pattern(lambda: rf"\b(?:add|contribut|inject)(?:e|es|s|ed|ing)?\s+{hedges()}$")
_THESE = Pattern(r"\s+of\s+(?:them|these|those|which)\b")
_OPENS_CLAUSE = Pattern(
    lambda: (
        r"(?:^\s*|[,;:(—–-]\s*|\b(?:that|and|but|as|while|with|where|because|since|for|found|said|shows?|showed)\s+)"
        rf"{hedges()}$"
    )
)
_FINITE = Pattern(
    r"(?<!will\s)(?<!would\s)(?<!must\s)\b(?:is|are|was|were|comes?|came|goes|go|went|has|have|had|say|said|says|plan|expect\w*|reported|depends?|use|uses"
    r"|entered|enters?|moves?|relies|rely|can\s+be|could\s+be|now|face|faced|report|believe|believed|think|saw|see|consider\w*"
    r"|originat\w+|flow|flows|pass\w*)\b"
)
_GIVING = Pattern(
    lambda: (
        r"\b(?:giv(?:es|ing)|gave|leav(?:es|ing)|hand(?:s|ed|ing))\s+(?:them|it|him|her|(?:the\s+)?[\w-]+(?:\s+makers|\s+firms)?)\s+(?:with\s+)?"
        rf"(?:an?\s+)?{hedges()}$"
    ),
    hints=("giv", "gave", "leav", "hand"),
)
"""What gives somebody a share: giving them 12 percent of the market."""
_MUST = Pattern(
    r"\b(?:must|shall|required|requires?|at\s+least|eligible|qualif\w+|exempt|threshold|rule|by\s+weight|pay|pays)\b"
)
_GROWN = Pattern(
    lambda: (
        r"\b(?:forecasts?|projections?|projects?|outlook|estimates?|predicts?|expects?|sees?|econom(?:y|ic))\b[^.;NRM]{0,50}?"
        rf"\b(?P<how>expansion|contraction)\s+of\s+{hedges()}$"
    ),
    hints=("expansion", "contraction"),
)
"""An economy that grows or shrinks by so much."""
_MOVED = Pattern(
    lambda: (
        rf"(?:{verbs('moved')}|\b(?:is|are|was|were|been)\s+(?:up|down|off))\s+(?:by\s+|past\s+)?{hedges()}$"
        r"|\b(?:had|has|saw|posted|recorded|notched|suffered|registered|booked)\s+(?:an?|the|its|their)\s+(?:[\w-]+\s+){0,4}"
        rf"(?:(?P<fall>{FALL})|(?P<rise>{RISE}))\b[^.;NRM]{{0,40}}?,?\s+(?:at|of)\s+{hedges()}$"
    )
)
_MOVING = Pattern(
    r"(?P<noun>[\w&’'-]+)(?:\s+(?:has|have|had|would|could|will|may|might|also|then|since|\w+ly))*\s+$"
)
_ALONE = Pattern(r"\s*(?:[,.;)]|$)|\s+(?:today|now|in\s+D+|D+)")
_SHARE_BEFORE = Pattern(r"R\s+of\s[^.]*$")
MEANT = Pattern(r"(?<!with\s)\b[a-z]+s\s+(?:accounting|making|representing|comprising)\b")
"""Words before a share that tell which ones are meant, and state nothing of them."""
_OF_SHARE = frozenset(
    ("share", "production", "exports", "imports", "sales", "purchases", "revenue", "traffic")
)
_NEAR, _FAR = 14, 120
"""How far before its verb a subject, and before its figure a verb of movement may stand, in characters."""


@cache
def _levels(metrics: Metrics) -> Pattern:
    return Pattern(rf"\s+{MODIFIERS}(?P<noun>{metrics.levelled})(?!\s+(?:target|forecast))")


@cache
def _changes(metrics: Metrics) -> Pattern:
    return Pattern(
        rf"[-\s]+{MODIFIERS}(?:(?P<fall>{FALL})|{RISE})\s+(?:in|of|for)\s+(?:the\s+|its\s+|their\s+)?{MODIFIERS}"
        rf"(?P<noun>{metrics.names})"
    )


@cache
def _takes_off(metrics: Metrics) -> Pattern:
    return Pattern(rf"\s+(?:off|from|to)\s+(?:the\s+|its\s+)?{MODIFIERS}(?P<noun>{metrics.names})")


@cache
def _share_of(lexicon: Lexicon) -> Pattern:
    """Return the pattern for what a figure before it is a share of."""
    return Pattern(
        r"\s+of\s+(?:(?:the|all|its|their|our|total|these|those|global|world|overall|domestic)\s+)*"
        rf"(?:\([^)]{{1,40}}\)\s+)?(?:[\w’'-]+\s+){{0,4}}?"
        rf"(?P<noun>{lexicon.metrics.shared}|(?:global|world|world['’]s)\b)"
    )


def changed(figure: Figure) -> Measure | None:
    """Return what rises or falls, as in a 3 percent drop in exports."""
    found = _changes(figure.metrics).match(figure.mask, figure.amount.end, figure.right)
    if found is None:
        return None
    metric = figure.metrics.called(found["noun"])
    sign = -1 if found["fall"] else 1
    return Measure(metric.name, figure.amount.start, found.end(), metric.of, metric.level, sign, True)


def taken_off(figure: Figure) -> Measure | None:
    """Return what a deed takes off or adds to a measure."""
    mask, amount = figure.mask, figure.amount
    found = _takes_off(figure.metrics).match(mask, amount.end, figure.right)
    if found is None:
        return None
    word = mask[amount.end : amount.end + 5].split()[0]
    less, more = (one.search(mask, figure.left, amount.start) for one in (_LESS_BY, _ADDS))
    if (less is None or word == "to") and (more is None or word != "to"):
        return None
    name, sign = figure.metrics.called(found["noun"]).name, 1 if more else -1
    return Measure(name, amount.start, found.end(), sign=sign, counted=True)


def grown(figure: Figure) -> Measure | None:
    """Return growth told as an expansion or contraction of an economy that is forecast or reported."""
    known = figure.sentence.bits & _GROWN.needs
    found = _GROWN.search(figure.mask, figure.left, figure.amount.start) if known else None
    if found is None:
        return None
    return Measure(
        "growth", found.start("how"), figure.amount.end, sign=-1 if found["how"] == "contraction" else 1
    )


def levelled(figure: Figure) -> Measure | None:
    """Return what a percent is taken off, or is the level of, as in 2 percent growth."""
    less = taken_off(figure)
    if less:
        return less
    found = _levels(figure.metrics).match(figure.mask, figure.amount.end, figure.right)
    if found is None:
        return None
    return Measure(figure.metrics.noun(found["noun"]), figure.amount.start, found.end(), counted=True)


def share(figure: Figure) -> Measure | None:
    """Return the share that someone has of something, or that is said of a part of something."""
    mask, end = figure.mask, figure.amount.end
    found = _share_of(figure.lexicon).match(mask, end, figure.right)
    of = found or _THESE.match(mask, end, figure.right)
    taken = _taken_share(figure, named=of is not None) or (_given_share(figure) if found else None)
    if taken:
        return taken
    if not of or not _OPENS_CLAUSE.search(mask[figure.left : figure.amount.start]):
        return None
    rest = found.end() if found else end
    if _MUST.search(mask, figure.left, figure.right) or TARIFF.search(mask, end, figure.right):
        return None
    if not _FINITE.search(mask, rest, min(rest + 70, figure.sentence.end)):
        return None
    return Measure("share", figure.amount.start, rest, counted=True)


def _given_share(figure: Figure) -> Measure | None:
    """Return the share that something gives somebody."""
    known = figure.sentence.bits & _GIVING.needs
    given = _GIVING.search(figure.mask, figure.left, figure.amount.start) if known else None
    return Measure("share", given.start(), figure.amount.end, counted=True) if given else None


def _taken_share(figure: Figure, *, named: bool) -> Measure | None:
    """Return the share that a verb takes; `named` where the words say what it is a share of."""
    mask, amount = figure.mask, figure.amount
    taker = object_of(figure, _OF_SHARE)
    if taker is None:
        return None
    if MEANT.search(mask, figure.left, amount.start):  # it tells which ones are meant
        return None
    alone = _ALONE.match(mask, amount.end, figure.right + 1)
    if taker.name != "share" and not (named or alone):
        return None
    whole = mask.startswith(" of", amount.end) or (
        alone and _SHARE_BEFORE.search(mask, max(figure.left - 100, 0), amount.start)
    )
    if not whole or _MUST.search(mask, figure.left, amount.start):
        return None
    subjects = figure.metrics.named.finditer(mask, max(figure.left - 40, 0), taker.start)
    subject = next(reversed(list(subjects)), None)
    if subject and taker.start - subject.end() < _NEAR:
        name = figure.metrics.called(subject.group()).name
        return Measure(name, subject.start(), amount.end, counted=True)
    return Measure("share", taker.start, amount.end, counted=True)


def moved(figure: Figure) -> Measure | None:
    """Return what rises or falls by a figure, whatever it is called."""
    mask, amount = figure.mask, figure.amount
    if amount.unit == "number":
        return None
    left = max(figure.sentence.start, amount.start - _FAR)
    verb = _MOVED.search(mask, left, amount.start)
    if verb is None or TARIFF.search(mask, left, min(amount.end + 40, figure.sentence.end)):
        return None
    noun = _MOVING.search(mask, left, verb.start())
    if noun is None or noun["noun"][0].isupper():  # a name: what of it rises is not said
        return None
    sign = -1 if verb["fall"] else 1 if verb["rise"] else 0
    if noun["noun"] in ("they", "it"):
        meant = next(reversed(list(figure.metrics.named.finditer(mask, left, noun.start()))), None)
        if meant:
            metric = figure.metrics.called(meant.group())
            return Measure(metric.name, noun.start(), verb.start(), metric.of, metric.level, sign)
    return Measure(noun["noun"], noun.start(), verb.start(), sign=sign)
