"""What a figure measures, by the words before and after it."""

from __future__ import annotations

import re
from functools import cache

from detente.news.grammar.amounts import Amount
from detente.news.grammar.article import Sentence
from detente.news.kinds.statistic_changes import MEANT, moved
from detente.news.kinds.statistic_measures import MODIFIERS, Figure, Measure
from detente.news.kinds.statistic_phrases import phrased
from detente.news.kinds.statistic_spelt import is_spelt
from detente.news.kinds.statistic_values import DOWN, FALL, UP
from detente.news.lexicon.metrics import Metrics
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import TARIFF, hedges, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_SUBJECT_TARIFF = Pattern(lambda: rf"{words('tariff')}[^,;]{{0,40}}\bon\s+(?:[\w’']+\s+){{0,3}}$")
_OF_TARIFF = Pattern(lambda: rf"[-\s]+{MODIFIERS}{words('tariff')}")
_LESS_OF = Pattern(
    rf"\b{FALL}\s+(?:in|of)\s+(?:the\s+|its\s+|their\s+)?(?:(?!(?:in|of|to|and|by|on)\b)[\w’'-]+\s+){{0,4}}$"
)
_OF_LINK = Pattern(lambda: rf"(?:\s+in\s+D+)?\s+of\s+{hedges()}$")
_GAUGE = Pattern(
    r"\b(?:gauge|index|measure|sub-?index|reading|barometer)\s+(?:of|for)\s+(?:[\w’'-]+\s+){0,3}$"
)
_SPELT_LINK = Pattern(
    r"(?:\s+(?:of|to|from|in|with|by|between)\s[^,;:.NRMQ]{1,70}?)?(?:\s+(?:have|has|had|been|is|was|were|are|more|than|all|but|nearly|almost"
    r"|about|roughly|down|up|by|to|\w+ly|(?:fell|fallen|dropped|sank|slumped|dwindled|plunged|collapsed|shrank|went|declined)))*\s+"
)
_AT = Pattern(lambda: rf"at\s+{hedges()}")
_SUBJECT = Pattern(
    r",\s+(?:[^\s,;.]+\s+){1,6}?(?:is|are|was|were|has|have|had|remains|remained|stands|stood)\b"
)
_HIGHER = Pattern(r"\s+(?:higher|lower|up|down)\b")
_LESSENED = Pattern(lambda: rf"\b{verbs('lessen')}\s+(?:(?!(?:in|of|to|and|by|on)\b)[\w’'-]+\s+){{0,4}}$")
_BY = Pattern(lambda: rf"(?:\s+in\s+D+)?\s+by\s+{hedges()}$")
_LINK = Pattern(
    lambda: (
        rf"(?:\s|^){hedges()[:-1]}+$|"
        r"\b(?:by|of|up|down|to|at|from|was|were|is|are|be|over|about|around|approximately|nearly|some|only|than"
        r"|an?|the|for)\s*$"
        r"|\b(?:was|were|is|are|stood|reached|reaching|totall?ing|amounted|amounting|valued|averaged|averaging|totaled|totalled|hit|exceed\w*|accounts?\s+for|accounted|came"
        r"|made\s+up|makes\s+up|past|beyond|above|below|through|fetched|on\s+(?:course|track)"
        r"|supplied|supplies|reach|record|closed|closing|ended|finished|settled)\b"
    )
)
_OTHER_CLAUSE = Pattern(r"[;:]|\bwhich\b|\bthat\b(?!\s+(?:was|is))")
_NOT_COUNTED = Pattern(
    r"\b(?:pounds?|deaths?|overdoses?|aliens?|criminals?|seizures?|people|crossings|migrants?|years?(?!-"
    r"|\s+on|\s+earlier|\s+ago)|items|lines"
    r"|goods\s+worth|worth|section|no\.|order|pages|line|mark|threshold)\b"
)
_HAD_IT_BEEN = Pattern(r"\bwould\s+have\s+(?!to\b|been\s+an?\b)[a-z]+(?:\s+(?:by|to|an?))*\s+$")
"""Before what did not come about: exports would have grown."""
_NEVER = Pattern(
    r"\s+(?:[\w’'-]+\s+){0,4}?(?:deaths?|overdos\w+|aliens?|criminals?|seizures?|migrants?|fentanyl|narcotics|drug)\b"
)
_OF_GOODS = Pattern(
    r"\s+(?:worth\s+)?(?:of\s+)?(?:[EA]+\s+)?(?:(?!than\b)[a-z-]+\s+){0,3}?(?:goods|products|imports"
    r"|exports)\b"
)
_BUYS = Pattern(
    r"\b(?:purchas(?!ing\s+managers)\w*|commit\w*|buy\w*|invest|investing|spend\w*|procure\w*|pledg\w*|agreed"
    r"|(?<!was\s)(?<!were\s)(?<!is\s)(?<!are\s)worth|target\w*|cover\w*)\b"
)
_PLEDGED = Pattern(
    r"\b(?:achieve|achieving|goals?|objectives?|aims?|aiming|commit\w*|pledg\w*|agreed|target\w*|covers?|covering)\b"
)
_PROMISED = frozenset(("investment", "investments", "purchases", "orders", "spending"))
_WILL = Pattern(
    r"\b(?:will|would|commit\w*|pledg\w*|agree\w*|promis\w*|undert[ao]\w+|vow\w*|plan\w*|to\s+(?:raise|lift|increase|boost))\b"
)
_AS_VERB = Pattern(r"\b(?:will|shall|must)\s+(?:\w+ly\s+|also\s+)?$")
"""What makes a verb of a plan of a word that may be a metric, as in will import."""
_PAID = Pattern(
    r"\b(?:pay|pays|paid|must|shall|required|appl\w+|affect\w*|cover\w*|remov\w+|eliminat\w+|exempt\w*|impos\w*"
    r"|subject\w*|retain\w*|commit\w*)\b"
)
_RULED = Pattern(r"\b(?:shall|must|limited\s+to|restricted|prohibited)\b")
_RELATIVE = Pattern(r",\s+(?:which|who)\s[^,;NRM]{1,80},\s")
_CHARGED = Pattern(r"\b(?:fac(?:e|es|ed|ing)|subject\s+to)\b", hints=("fac", "subject "))
_FREE = Pattern(r"[^.;,]{0,40}\b(?:(?:tariff|duty)[-\s]free|free\s+of|exempt)")
_CAUSED = Pattern(r",\s+(?:\w+\s+)?(?:hurt|driven|led|boosted|helped|dragged|hit|weighed|lifted)\s")
_GAPPED = Pattern(r"R,?\s+(?:and\s+)?(?:[\w-]+\s+){0,2}$")
_TRADE_SHARE = "trade share of GDP"
"""What the share of trade in output is called, as metrics.yaml has it."""
_LEFT = 120
"""How far before its figure a metric may stand, in characters."""


@cache
def _parts_of(metrics: Metrics) -> Pattern:
    """Return the pattern for what a figure before it is a part of."""
    return Pattern(
        r"\s+(?:of|in)\s+(?:the\s+)?(?:[\w’'-]+\s+|[EA]+(?:['’]s)?\s+){0,4}?"
        rf"(?P<metric>{metrics.wholes})"
    )


@cache
def _units(goods: Goods) -> Pattern:
    """Return the pattern for what is counted one by one."""
    return Pattern(rf"\s*(?:units|jobs|workers|{goods.words})")


def metric_before(reading: Reading, start: int, end: int) -> Measure | None:
    """Return the last metric that a stretch names."""
    mask, metrics = reading.article.mask, reading.lexicon.metrics
    found = next(reversed(list(metrics.named.finditer(mask, start, end))), None)
    if found is None:
        return None
    metric = metrics.called(found.group())
    lead = mask[max(found.start() - 120, 0) : found.start()]
    name = _TRADE_SHARE if metric.name == "gdp" and "trade" in lead else metric.name
    near = max(found.start() - 60, start)
    less = _LESSENED.search(mask, near, found.start()) or _LESS_OF.search(mask, near, found.start())
    level = metric.level or _GAUGE.search(mask, near, found.start()) is not None
    return Measure(name, found.start(), found.end(), metric.of, level, -1 if less else 0)


def metric_of(figure: Figure, reading: Reading) -> Measure | None:
    """Return the metric that a figure is of: named after it, by its verb, before it, or after `of`."""
    mask, sentence, amount = figure.mask, figure.sentence, figure.amount
    of_tariffs = sentence.bits & TARIFF.needs
    if of_tariffs and _OF_TARIFF.match(mask, amount.end, sentence.end):
        return None
    told = phrased(figure)
    if told:
        return told
    fronted = _fronted(figure, reading) if mask.startswith("at", sentence.start) else None
    if fronted:
        return fronted
    base = max(sentence.start, amount.start - _LEFT)
    if amount.unit == "number" and _is_named(figure, base):
        return None
    found = metric_before(reading, base, amount.start)
    if found is None:
        return _of(figure) or moved(figure)
    between = _RELATIVE.sub(" ", mask[found.end : amount.start])
    if of_tariffs and (TARIFF.search(between) or _SUBJECT_TARIFF.search(mask, base, found.start)):
        return None
    if sentence.bits & _CHARGED.needs and _CHARGED.search(between):
        return None
    if (len(between) > 40 and _OTHER_CLAUSE.search(between)) or _CAUSED.search(between):
        return moved(figure)
    return _linked(mask, base, found, amount)


def _fronted(figure: Figure, reading: Reading) -> Measure | None:
    """Return the metric of a figure that stands before it, as in `at 2.4%, inflation was`."""
    mask, amount, sentence = figure.mask, figure.amount, figure.sentence
    if not _AT.fullmatch(mask, sentence.start, amount.start):
        return None
    found = _SUBJECT.match(mask, amount.end, figure.right)
    metric = metric_before(reading, amount.end, found.end()) if found else None
    return metric._replace(start=sentence.start, end=amount.start, counted=True) if metric else None


def _linked(mask: str, base: int, found: Measure, amount: Amount) -> Measure | None:
    """Return the metric before a figure where the words between say that it is the metric's."""
    between = mask[found.end : amount.start]
    if is_spelt(mask, amount):
        return found if _SPELT_LINK.fullmatch(between) else None
    if found.sign and not _BY.match(between) and not _OF_LINK.match(between):
        found = found._replace(sign=0)
    if UP.search(between) or DOWN.search(between) or _LINK.search(between):
        return found
    if between.strip():
        return None
    if _GAPPED.search(mask, base, found.start):
        fallen = DOWN.search(mask, base, found.start) and not UP.search(mask, base, found.start)
        return found._replace(sign=-1 if fallen else 1)
    if amount.unit not in ("percent", "number") or _HIGHER.match(mask, amount.end):
        return found
    return None


def _is_named(figure: Figure, base: int) -> bool:
    """Say whether a number is part of the name of a metric, as of an index."""
    start, end = figure.amount.start, figure.amount.end
    for name in figure.metrics.named.finditer(figure.mask, max(base, start - 16), end):
        if name.end() > start:
            return True
    return False


def _of(figure: Figure) -> Measure | None:
    """Return what a figure is a part of, unless that part is to be paid."""
    mask, sentence, amount = figure.mask, figure.sentence, figure.amount
    if amount.is_money:
        return None
    after = _parts_of(figure.metrics).match(mask, amount.end, sentence.end)
    if (
        after is None
        or MEANT.search(mask, figure.left, amount.start)
        or _RULED.search(mask, sentence.start, sentence.end)
    ):
        return None
    if _PAID.search(mask, max(sentence.start, amount.start - 40), amount.start) or _FREE.match(
        mask, after.end()
    ):
        return None
    return Measure(re.sub(r"\s+", " ", after["metric"]), after.start("metric"), after.end("metric"))


def counts(reading: Reading, sentence: Sentence, amount: Amount, metric: Measure) -> bool:
    """Say whether a number is a figure of its metric: no year, count of lists, nor value of goods."""
    mask = reading.article.mask
    after = mask[amount.end : min(amount.end + 50, sentence.end)]
    if _NEVER.match(after) or _HAD_IT_BEEN.search(mask, max(amount.start - 50, sentence.start), amount.start):
        return False
    if metric.counted or is_spelt(mask, amount):
        return True
    if _NOT_COUNTED.match(after.strip(" -")):
        return False
    if amount.unit == "number" and not metric.level:
        units = _units(reading.lexicon.goods)
        if amount.value < 1000 or (amount.value < 10_000 and not units.match(after)):
            return False
    if amount.is_money and _AS_VERB.search(mask, max(metric.start - 20, sentence.start), metric.start):
        return False
    if amount.unit != "percent" and _OF_GOODS.match(after):
        return False
    promised = _BUYS if amount.unit != "percent" else _PLEDGED
    start = max(sentence.start, amount.start - 60)
    for first, last in ((start, min(metric.start, amount.start)), (max(start, metric.end), amount.start)):
        if promised.search(mask, first, last):
            return False
    return metric.name not in _PROMISED or not _WILL.search(
        mask, max(sentence.start, metric.start - 80), metric.start
    )
