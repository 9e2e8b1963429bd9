"""Whose goods bear a rate where the words say who pays: goods from Japan face 15%, wine enters Chile free."""

from __future__ import annotations

import re

from detente.news.kinds.rate_levels import Level
from detente.news.kinds.rate_sufferers import SUFFERS, on_its_goods, resenting
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_BEARS = Pattern(
    r"\b(?:pays?|paid|paying|faces?|faced|facing|(?:is|are|be|become|remain)\s+subject\s+to|hit\s+(?:with|by)"
    r"|(?:got|gets?|receives?|received|drew|draws?|given|handed|assigned)(?=\s+(?:an?\s+)?(?:\w+\s+){0,2}"
    r"(?:rate|tariff|duty|levy)\b)|bears?|attracts?|incurs?|confront(?:s|ed|ing)?|star(?:es?|ed|ing)\s+at"
    r"|(?:slapped|saddled|clobbered|burdened|struck|landed)\s+with|carr(?:y|ies)|taxed|tariffed|dutiable|assessed(?=\s+(?:at|with)\b)"
    r"|(?:is|are|was|were|be|been|being)\s+(?:charged|levied|assessed))\b",
    hints=("pay", "paid", "face", "facing", "subject", "hit", "got", "get", "receive", "drew", "draw",
           "given", "handed", "assigned", "bear", "attract", "incur", "confront", "stare", "staring",
           "slapped", "saddled", "clobbered", "burdened", "struck", "landed", "carr", "taxed", "tariffed",
           "dutiable", "assessed", "charged", "levied"),
)  # fmt: skip
_GIVES = Pattern(
    r"\b(?:gives?|gave|giving|hands?|handed|leaves?|left|saddles?|saddled|deals?|dealt)\s+(?:the\s+)?(?P<payer>E+)\s+"
    r"(?:with\s+)?(?=an?\s|R+)",
    hints=("give", "gave", "giving", "hand", "leave", "left", "saddle", "deal"),
)
_WHOSE_RATE = Pattern(r"(?P<payer>E++),\s+whose\s+(?:tariff\s+)?rate\b[^,;]*$", hints=("whose",))
_FREE_BEARS = Pattern(
    r"\b(?:remains?|stays?|enter(?:s|ed|ing)?|is|are|be|became|become|comes?\s+in|flows?|keeps?|pays?|faces?"
    r"|imported|admitted|qualif(?:y|ies)|receives?|enjoys?|gets?)\b"
)
_ENTERS = Pattern(
    r"\b(?:enter(?:s|ed|ing)?|(?:come|comes|coming)\s+in(?:to)?|(?:imported|admitted|brought|shipped|sent|sold)"
    r"\s+(?:in|into|to)|exports?\s+to|sales\s+to|shipments\s+to|arriv(?:es?|ed|ing)\s+in"
    r"|bound\s+for|headed\s+(?:to|for)|destined\s+for|reach(?:es|ed|ing)?)\s+(?:the\s+)?(?P<market>[EA]+)",
    hints=("enter", "come", "coming", "imported", "admitted", "brought", "shipped", "sent", "sold", "export",
           "sales", "shipments", "arriv", "bound", "headed", "destined", "reach"),
)  # fmt: skip
_ENTERS_ITS = Pattern(
    r"\b(?:enter(?:s|ed|ing)?|(?:come|comes|coming)\s+in(?:to)?|access(?:\s+to)?|in|into|on|to)\s+(?:its|their)\s+(?:own\s+|home\s+|domestic\s+)?markets?\b",
    hints=("market",),
)
"""Goods that enter the market of the one who lets them in."""
_MARKET = Pattern(
    r"\b(?:in|into|at|to|entering|enters?|within|market,)\s+(?:the\s+)?(?P<market>[EA]+)(?:['’]s?)?"
    r"(?=\s*(?:[.,;)]|$|\bat\b|\band\b|\bfrom\b|\bports?\b|\bborders?\b|\bcustoms\b|\bmarkets?\b))"
)
_PAID_TO = Pattern(r"\s+(?:the\s+)?(?P<market>E+)\s+(?:an?\s|R+)")
_FROM_WHOM = Pattern(
    lambda: (
        rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}|rate)\s+(?:from|by|with)\s+(?:the\s+)?(?P<market>E+)"
    )
)
"""A tariff that somebody got from another."""
_OWNED = Pattern(
    lambda: rf"(?P<market>[EA]+)(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}|rates?\b)"
)
_PAYERS = Pattern(
    r"(?:['’]s?)?(?:\s+[\w-]+){0,2}?\s+(?:importers?|consumers?|compan\w+|firms?|business\w*|households?|buyers?"
    r"|famil\w+|retailers?|shoppers?|tariffs?|duties|duty|lev(?:y|ies)|ports?|customs|official\w*|order)\b"
)
_ELSEWHERE = Pattern(r"\b(?:to|into|in|entering|enters?|by|at|with|when|than|like|unlike)\s+(?:the\s+)?$")
_REACHED = Pattern(
    r"\b(?:entering|into|reaching|(?:exports|sales|shipments|goods|deliveries)\s+to|bound\s+for|sold\s+in|shipped\s+to|sent\s+to|arriving\s+in)\s+(?:the\s+)?$"
)
"""Before the market of goods, which is not whose goods they are."""
_MADE_IN = Pattern(
    r"(?<!not\sbe\s)(?<!cannot\sbe\s)\b(?:made|built|produced|grown|assembled|manufactured|coming|originating)\s+in\s+(?:the\s+)?$"
)
_APPLIES_TO = Pattern(r"\b(?:appl(?:y|ies|ied)|extends?|extended)\s+to\s+(?:the\s+)?$")
_CLAUSE = Pattern(
    r"[;:]\s|,\s+(?:while|but|whereas|although)\s|\b(?:while|whereas|that)\s+(?=(?:the\s+)?[EAPBW]+)|,\s+and\s+(?=(?:the\s+)?[EAPBW]+)"
)
_NEXT_NAME = Pattern(r"(?:,\s+(?:and\s+)?|\s+(?:and|or)\s+)(?:the\s+)?")
_AGAINST = Pattern(r"\bagainst\s+(?:an?|the)\s+(?:new\s+)?$", hints=("against ",))
_OTHERWISE = _GIVES.needs | _WHOSE_RATE.needs | _ENTERS.needs | _ENTERS_ITS.needs | _AGAINST.needs
"""Pieces of words of which a sentence has at least one that says who pays without a verb of paying."""
_NEAR = 130
"""How far before its verb the goods that bear a rate may be named, in characters."""


def bearer_of(reading: Reading, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose goods pay a rate and where, as far as the words say who pays rather than who charges."""
    article, sentence = reading.article, level.sentence
    mask = article.mask
    free = level.amount.value == 0 and level.amount.end - level.amount.start > 2
    pattern = (
        _FREE_BEARS if free and "%" not in article.body[level.amount.start : level.amount.end] else _BEARS
    )
    pays = not pattern.needs or sentence.bits & pattern.needs
    bears = [*pattern.finditer(mask, sentence.start, level.amount.start)] if pays else []
    if not free and sentence.bits & SUFFERS.needs:
        bears += SUFFERS.finditer(mask, sentence.start, level.amount.start)
        bears.sort(key=lambda match: match.start())
    for match in reversed(bears):
        actor = None if free else reading.subject(sentence, match.start())
        if actor is not None and _REACHED.search(mask, max(actor.start - 24, sentence.start), actor.start):
            actor = None
        payer = actor.codes if actor is not None and actor.codes != ("*",) else ()
        payer = payer or _goods_before(reading, level, match.start())
        if payer:
            return payer, _market(reading, level, match.end(), payer)
    angry = resenting(reading, level)
    if angry is not None:
        return angry.codes, _market(reading, level, angry.end, angry.codes)
    its = on_its_goods(reading, level)
    if its[0]:
        return its
    return _otherwise_borne(reading, level) if sentence.bits & _OTHERWISE else ((), ())


def _otherwise_borne(reading: Reading, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose goods pay a rate and where, by other words than a verb of paying."""
    article, sentence = reading.article, level.sentence
    for pattern in (_GIVES, _WHOSE_RATE):
        given = article.search(
            pattern, sentence, max(level.amount.start - _NEAR, sentence.start), level.amount.start
        )
        if given:
            payer = reading.codes_in(*given.span("payer"))
            return payer, _market(reading, level, given.end(), payer)
    entered = article.search(_ENTERS, sentence, sentence.start, sentence.end)
    payer = _goods_before(reading, level, entered.start()) if entered else ()
    if entered and payer:
        return payer, tuple(code for code in _first(reading, entered) if code not in payer)
    entered = article.search(_ENTERS_ITS, sentence, sentence.start, level.amount.start)
    payer = _made_in(reading, level, entered.start()) if entered else ()
    if payer:
        return payer, ()
    first = max(level.amount.start - 20, sentence.start)
    if article.search(_AGAINST, sentence, first, level.amount.start):
        names = article.names.between(sentence.start, level.amount.start)
        codes = [
            name.codes
            for name in names
            if name.kind == "economy" and name.name not in reading.lexicon.groups.seats
        ]
        return (codes[-1], ()) if codes else ((), ())
    return (), ()


def _goods_before(reading: Reading, level: Level, verb: int) -> tuple[str, ...]:
    """Return whose goods the subject of a verb is: the last economies before it, no buyers nor markets."""
    mask, sentence = reading.article.mask, level.sentence
    first = max(sentence.start, verb - _NEAR)
    cuts = [match.end() for match in _CLAUSE.finditer(mask, first, verb)]
    names = [
        name
        for name in reading.article.names.between(cuts[-1] if cuts else first, verb)
        if name.kind in ("economy", "adjective")
        and name.codes
        and name.name not in reading.lexicon.groups.seats
    ]
    codes: tuple[str, ...] = ()
    last = -1
    for name in reversed(names):
        before = mask[max(sentence.start, name.start - 24) : name.start]
        away = _ELSEWHERE.search(before) and not (_MADE_IN.search(before) or _APPLIES_TO.search(before))
        away = away and not mask.startswith(", whose ", name.end)
        if codes:
            if not _NEXT_NAME.fullmatch(mask, name.end, last):
                break
        elif away or _PAYERS.match(mask, name.end):
            continue
        codes = (*name.codes, *codes)
        last = name.start
    return tuple(dict.fromkeys(codes))


def _made_in(reading: Reading, level: Level, before: int) -> tuple[str, ...]:
    """Return where the goods are made that stand before a place in a sentence."""
    mask, sentence = reading.article.mask, level.sentence
    for name in reading.article.names.between(sentence.start, before):
        if name.kind == "economy" and _MADE_IN.search(mask, max(sentence.start, name.start - 30), name.start):
            return name.codes
    return ()


def _market(reading: Reading, level: Level, verb: int, payer: tuple[str, ...]) -> tuple[str, ...]:
    """Return who collects what is paid: where goods enter, to whom, or whose tariff it is called."""
    mask, sentence = reading.article.mask, level.sentence
    stop = min(level.until, sentence.end)
    for pattern, first, last in (
        (_PAID_TO, verb, level.amount.end), (_FROM_WHOM, level.amount.end, stop), (_OWNED, verb, stop),
        (_ENTERS, sentence.start, stop), (_MARKET, verb, sentence.end),
        (_OWNED, sentence.start, sentence.end),
    ):  # fmt: skip
        for match in (
            [pattern.match(mask, first, last)]
            if pattern in (_PAID_TO, _FROM_WHOM)
            else pattern.finditer(mask, first, last)
        ):
            codes = tuple(code for code in _first(reading, match) if code not in payer) if match else ()
            if codes:
                return codes
    return ()


def _first(reading: Reading, match: re.Match[str]) -> tuple[str, ...]:
    return reading.codes_in(match.start("market"), match.start("market") + 1)[:1]
